"""Which engine the text behind `--engine` means."""

from __future__ import annotations

import os
import re
import shutil
from importlib.util import find_spec
from typing import TYPE_CHECKING

from puxi_cli.errors import UsageError
from puxi_cli.text.words import Text

if TYPE_CHECKING:  # narwhals and Polars are loaded while the files are being read, not before
    from puxi_cli.engine.base import Engine

LOCAL = "local"
_MASTER = re.compile(r"local\[(?:[1-9][0-9]*|\*)\]|spark://[^\s/,:]+:[0-9]+(?:,[^\s/,:]+:[0-9]+)*")


def engine_named(text: str) -> Engine:
    """`local` is Polars; `spark://host:7077` a Spark cluster, `local[N]` Spark on this machine, `spark` on all of its cores.

    Raises UsageError for any other text, and where pyspark or Java is missing.
    """
    if text == LOCAL:
        from puxi_cli.engine import local

        return local
    master = "local[*]" if text == "spark" else text
    if not _MASTER.fullmatch(master):
        raise UsageError(
            f"--engine {text}：不认识的引擎；可写 local、spark、local[4]、spark://主机:7077。",
            f"--engine {text}: no such engine; take local, spark, local[4] or spark://HOST:7077.",
        )
    if lacking := spark_lacks():
        raise UsageError(f"--engine {text}：{lacking[0]}。", f"--engine {text}: {lacking[1]}.")
    from puxi_cli.engine.spark import Spark

    return Spark(master)


def spark_lacks() -> Text | None:
    """What Spark needs and is not here, in both languages; None where all of it is."""
    if not all(find_spec(name) for name in ("pyspark", "pyarrow")):
        return Text(
            "没有安装 Spark，请运行 pip install puxi-cli[spark]", "Spark is not installed; run pip install puxi-cli[spark]"
        )
    home = os.environ.get("JAVA_HOME")
    if not shutil.which("java", path=f"{home}/bin" if home else None):
        return Text("没有找到 Java，Spark 需要 Java 17 以上", "Java was not found; Spark needs Java 17 or newer")
    return None
