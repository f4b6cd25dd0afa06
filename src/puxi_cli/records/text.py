"""What text is before anybody reads meaning into it: without the blanks and forms that only look different."""

from __future__ import annotations

import re
import unicodedata

# Blanks of every width, zero-width marks, a byte order mark inside a cell, control characters.
_BLANKS = re.compile(r"[\s\u200b-\u200f\u2060\ufeff\x00-\x1f]+")
# The same characters one by one: `strip` takes one step per character, where a pattern may take a square of them.
_MARKS = "".join(_BLANKS.findall("".join(map(chr, (*range(0x3001), 0xFEFF)))))
# How other programs protect a number from becoming one: ="123" and a leading apostrophe.
_PROTECTED = re.compile(r'="(.*)"|\'(.*)', re.DOTALL)


def trimmed(text: str) -> str:
    """Without blanks at either end and without a spreadsheet's protection of text."""
    text = text.strip(_MARKS)
    protected = _PROTECTED.fullmatch(text)
    if protected is None:
        return text
    return next(part for part in protected.groups() if part is not None).strip(_MARKS)


def folded(text: str) -> str:
    """For comparing: NFKC (so full-width forms are plain), no blanks, brackets plain."""
    plain = _BLANKS.sub("", unicodedata.normalize("NFKC", trimmed(text)))
    # A mark that stood behind a blank may now join the letter before it.
    return plain if plain.isascii() else unicodedata.normalize("NFKC", plain)


def undressed(text: str) -> str:
    """NFKC without blanks and without the `.0` a round trip through numbers leaves behind."""
    plain = folded(text)
    return plain[:-2] if re.fullmatch(r"[0-9]+\.0", plain) else plain
