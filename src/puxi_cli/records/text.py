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

# What XML 1.0 cannot hold; tab and line feed stay. A return alone would be read back as a line feed.
_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_LOOKS_ESCAPED = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_MOST_CHARACTERS = 32_767  # in one cell, by the format, which counts those of UTF-16


def without_control(text: str) -> str:
    """Without the characters that no XML can hold."""
    return _NOT_IN_XML.sub("", text)


def plain_text(text: str) -> str:
    """Text that a workbook can hold: without control characters, lines ended by line feeds, at most 32,767 characters."""
    text = without_control(text.replace("\r\n", "\n").replace("\r", "\n"))
    if 2 * len(text) <= _MOST_CHARACTERS or len(units := text.encode("utf-16-le")) <= 2 * _MOST_CHARACTERS:
        return text
    return units[: 2 * _MOST_CHARACTERS - 2].decode("utf-16-le", "ignore") + "…"  # no half of a character


def cell_text(text: str) -> str:
    """The same as a workbook's XML writes it: a literal _x0041_ would be read as the letter A."""
    return _LOOKS_ESCAPED.sub("_x005F_", plain_text(text))


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
