"""JSON as puxi writes it: readable Chinese, two blanks of indent, the version first."""

from __future__ import annotations

import json
from typing import Any, TextIO


def write_json(document: dict[str, Any], stream: TextIO) -> None:
    """Write a document. A stream that is not UTF-8 gets escapes instead, which every reader of JSON understands."""
    encoding = (getattr(stream, "encoding", None) or "utf-8").lower().replace("-", "")
    readable = encoding.startswith("utf")
    for part in json.JSONEncoder(ensure_ascii=not readable, indent=2, allow_nan=False).iterencode(document):
        # Half a character, as in a damaged file name, cannot be written in any encoding.
        stream.write(part.encode("utf-8", "replace").decode("utf-8") if readable else part)
    stream.write("\n")
