"""JSON as puxi writes it: readable Chinese, two blanks of indent, the version first."""

from __future__ import annotations

import json
from typing import Any, TextIO

from puxi_cli.records.text import escaped


def write_json(document: dict[str, Any], stream: TextIO) -> None:
    """Write a document. A stream that is not UTF-8 gets escapes instead, which every reader of JSON understands."""
    encoding = (getattr(stream, "encoding", None) or "utf-8").lower().replace("-", "")
    readable = encoding.startswith("utf")
    text = json.dumps(document, ensure_ascii=not readable, indent=2, allow_nan=False)
    # Half a character, as in a damaged file name, cannot be written in any encoding: it is escaped like what nobody sees.
    stream.write(escaped(text) + "\n")
