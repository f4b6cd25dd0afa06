"""JSON as puxi writes it: readable Chinese, two blanks of indent, the version first."""

from __future__ import annotations

import json
from typing import Any, TextIO

from puxi_cli.records.text import escaped
from puxi_cli.text.words import Lang, Text


def write_json(document: dict[str, Any], stream: TextIO, lang: Lang) -> None:
    """Write a document, its words in a language. A stream that is not UTF-8 gets escapes instead, which every reader of JSON understands."""
    encoding = (getattr(stream, "encoding", None) or "utf-8").lower().replace("-", "")
    readable = encoding.startswith("utf")
    text = json.dumps(in_language(document, lang), ensure_ascii=not readable, indent=2, allow_nan=False)
    # Half a character, as in a damaged file name, cannot be written in any encoding: it is escaped like what nobody sees.
    stream.write(escaped(text) + "\n")


def in_language(value: Any, lang: Lang) -> Any:
    """A document with its words in a language."""
    if isinstance(value, Text):
        return value.of(lang)
    if isinstance(value, dict):
        return {key: in_language(one, lang) for key, one in value.items()}
    return [in_language(one, lang) for one in value] if isinstance(value, list | tuple) else value
