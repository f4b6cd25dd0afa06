"""Words and figures struck out within a cell: they are read as they stand, but no struck-out digits as one figure with those beside them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import unescape
from itertools import groupby

STRUCK_TEXT = re.compile(rb"<(?:\w+:)?strike(?:\s+val=\"(?:1|true)\")?\s*/>")
_RUN = re.compile(rb"<(?:\w+:)?r>(.*?)</(?:\w+:)?r>", re.DOTALL)
_RUNS_TEXT = re.compile(rb"<(?:\w+:)?t(?:\s[^>]*)?>([^<]*)</")
_FIGURE_ENDS, _FIGURE_BEGINS = re.compile(r"[0-9０-９][.．,，]?\s*$"), re.compile(r"\s*[.．,，]?[0-9０-９]")


def joined(pieces: Iterable[tuple[str, bool]]) -> str:
    """The text of pieces, each with whether it is struck out: of 3600 struck out and 2600 behind it, （删去：3600）2600."""
    runs = [("".join(text for text, _ in run), struck) for struck, run in groupby(pieces, key=lambda piece: piece[1])]
    texts = [text for text, _ in runs]
    for at in range(len(runs) - 1):
        if _FIGURE_ENDS.search(runs[at][0]) and _FIGURE_BEGINS.match(runs[at + 1][0]):
            of = at if runs[at][1] else at + 1
            texts[of] = f"（删去：{runs[of][0].strip()}）"
    return "".join(texts)


def struck_in(strings: bytes) -> dict[int, str | None]:
    """The shared strings of a workbook in which words are struck out, by number, with the text of those whose figures are set apart."""
    if b"strike" not in strings:
        return {}
    return {number: _apart(text) for number, text in enumerate(strings.split(b"</si>")) if STRUCK_TEXT.search(text)}


def _apart(string: bytes) -> str | None:
    pieces = [
        (unescape(b"".join(_RUNS_TEXT.findall(run)).decode("utf-8", "replace")), STRUCK_TEXT.search(run) is not None)
        for run in _RUN.findall(string)
    ]
    text = joined(pieces)
    return text if text != "".join(piece for piece, _ in pieces) else None
