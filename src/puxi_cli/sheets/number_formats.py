"""What a spreadsheet shows for a number, by the cell's number format: a day, a year, a time of day, a percentage, a unit, or the number.

The readers know most formats of days, but not the Chinese ones by number (27 to 36, 50 to 58), no workbook that counts days from 1904
(Excel for Mac), no percentage (100% is stored as 1), and no unit that only the format writes (0.52 shown as 0.52万元).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation
from typing import Any

from puxi_cli.sheets.qualifiers import UNITS_TO_CONVERT

DAY, YEAR, TIME, PERCENT = "day", "year", "time", "percent"

# Built-in formats by number (ECMA-376 part 1, 18.8.30), those of Chinese, Japanese, Korean and Thai editions included.
_BUILT_IN = {
    **dict.fromkeys((9, 10, 67, 68), PERCENT),
    **dict.fromkeys((*range(14, 18), 22, *range(27, 32), 36, *range(50, 55), 57, 58, 71, 72, 73, 74, 77, 81), DAY),
    **dict.fromkeys((*range(18, 22), 32, 33, 34, 35, 45, 46, 47, 55, 56, 75, 76, 78, 79, 80), TIME),
}
_KNOWN_TO_READERS = frozenset((*range(14, 23), 45, 46, 47))
# What says nothing of the number itself: quoted text, an escaped sign, a sign's width, a filling sign, colours, languages, conditions.
_ASIDE = re.compile(r'"[^"]*"?|\\.|_.|\*.|\[(?!h+\]|m+\]|s+\])[^\]]*\]|general|g/通用格式|am/pm|a/p|上午/下午', re.IGNORECASE)
_SECTION = re.compile(r'(?:"[^"]*"?|\\.|\[[^\]]*\]|[^;"\\\[])*')
# What stands behind the figure. A figure that the format divides (0!.0000"万", 0,"千") is stored whole, and is no figure of that unit.
_BEHIND = re.compile(r'.*(?:[0#?]|General|G/通用格式)(?:[ _*]|\\ )*((?:"[^"]*"|[\\!].|[^"\\!0#?,;\[\]])+)$')
_BEYOND = 2_958_466  # the first day after 9999-12-31
_BEYOND_1904 = _BEYOND - 1462
_SECONDS = 86_400
_YEARS = range(1990, 2101)  # as days they lie in 1905 and 1909, long before any register


def shown_as(number: int, code: str | None = None) -> str | None:
    """DAY, YEAR, TIME, PERCENT or a unit (万元) for a number format, by its code where it has one, else by its number; None for a plain
    number."""
    if code is None:
        return _BUILT_IN.get(number)
    section = _SECTION.match(code)
    bare = _ASIDE.sub("", section[0] if section else "").lower()
    if "%" in bare:
        return PERCENT
    unit = _unit_behind(section[0] if section else "")
    if unit or (re.search(r"[0#?]", bare) and not re.search(r"[hs]", bare)):
        return unit  # E+00 is an exponent
    letters = set(re.sub(r"[\[\]]", "", bare))
    if "d" in letters or "aaa" in bare or ("m" in letters and not letters & set("hs")) or ("y" in letters and "m" in letters):
        return DAY
    if letters & set("hsm"):
        return TIME
    return YEAR if letters & set("ye") else None


def _unit_behind(section: str) -> str | None:
    """The unit behind the figure that only the format writes, where it is none of a field's own."""
    found = _BEHIND.fullmatch(re.sub(r"\[[^\]]*\]", "", section))
    unit = re.sub(r'["\\!\s()（）_*]', "", found[1]) if found else ""
    return unit if unit in UNITS_TO_CONVERT and not re.search(r'[!\\]\.|"[^"]*\.[^"]*"|,(?![0#?])', section) else None


def known_to_readers(number: int, code: str | None, shown: str) -> bool:
    """Whether the readers see by themselves that the format is one of days: then a number of it comes as that day."""
    if shown not in (DAY, TIME):
        return False
    if code is None:
        return number in _KNOWN_TO_READERS
    return re.search(r"[ymdhs]", _ASIDE.sub("", code).lower()) is not None


def text_of(value: float | str, shown: str | None, since_1904: bool = False) -> str | None:
    """The text a person sees for a number, with all of its digits: days as 2018-06-30; None where nothing but the number is shown.

    Days before March 1900 are Excel's, who has a 29 February 1900 and a day 0: what is no day stays none. A number that is a year of
    our time is that year where the format shows no more than a year.
    """
    try:
        exact = Decimal(repr(value) if isinstance(value, float) else str(value).strip())
    except InvalidOperation:
        return None
    if not exact.is_finite() or exact.adjusted() > 20:
        return None
    if shown == PERCENT:
        return f"{_plain(exact * 100)}%"
    if shown in UNITS_TO_CONVERT:
        return f"{_plain(exact)}{shown}"
    if shown is None or not 0 <= exact < (_BEYOND_1904 if since_1904 else _BEYOND):
        return None
    days, seconds = int(exact), int(((exact - int(exact)) * _SECONDS).to_integral_value())
    if seconds == _SECONDS:
        days, seconds = days + 1, 0
    clock = f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}"
    if shown == TIME and days == 0:
        return clock
    if shown == YEAR and exact in _YEARS:
        return str(days)  # the year itself, typed into a cell that shows 1905 for it
    day = _day(days, since_1904)
    if shown == YEAR:
        return day[:4]
    return f"{day} {clock}" if seconds else day


def _plain(value: Decimal) -> str:
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _day(days: int, since_1904: bool) -> str:
    if since_1904:
        return (date(1904, 1, 1) + timedelta(days)).isoformat()
    if days in (0, 60):
        return "1900-01-00" if days == 0 else "1900-02-29"
    return (date(1899, 12, 30 if days > 60 else 31) + timedelta(days)).isoformat()


@dataclass(frozen=True)
class Formats:
    """The styles of a workbook that need a look: by number of style, what its cells show.

    `special` are those whose numbers the readers give as they are stored, or as another day; `days` all those of days;
    `struck` those whose font is struck out. Empty in most workbooks.
    """

    special: Mapping[int, str]
    days: Mapping[int, str]
    struck: frozenset[int] = frozenset()
    since_1904: bool = False

    @property
    def looked_for(self) -> frozenset[int]:
        """The styles whose cells have to be found."""
        return frozenset(self.special) | self.struck


PLAIN = Formats({}, {})


def formats_of(styles: Iterable[tuple[int, str | None, bool]], since_1904: bool = False) -> Formats:
    """Sort out the styles of a workbook, in their order: (number of the format, its code, whether the font is struck out)."""
    special, days, struck = {}, {}, set()
    for style, (number, code, line_through) in enumerate(styles):
        shown = shown_as(number, code)
        if shown in (DAY, YEAR, TIME):
            days[style] = shown
        if shown and (since_1904 or not known_to_readers(number, code, shown)):
            special[style] = shown
        if line_through:
            struck.add(style)
    return Formats(special, days, frozenset(struck), since_1904)


def formats_of_styles(root: Any, since_1904: bool) -> Formats:
    """The same for a part of styles, as its XML says them."""

    def named(parent: Any, name: str) -> list[Any]:
        return [child for child in parent if _name(child) == name]

    def whole(element: Any, attribute: str) -> int:
        text = element.get(attribute) or "0"
        return int(text) if text.isascii() and text.isdigit() else 0

    codes = {whole(one, "numFmtId"): str(one.get("formatCode") or "") for part in named(root, "numFmts") for one in part}
    fonts = [
        any(mark.get("val") not in ("0", "false") for mark in named(font, "strike"))
        for part in named(root, "fonts")
        for font in part
    ]
    styles = []
    for style in (one for part in named(root, "cellXfs") for one in part):
        number, font = whole(style, "numFmtId"), whole(style, "fontId")
        styles.append((number, codes.get(number), fonts[font] if font < len(fonts) else False))
    return formats_of(styles, since_1904)


def _name(element: Any) -> str:
    return str(element.tag).rpartition("}")[2]
