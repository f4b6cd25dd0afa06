"""Long lists on a page: all rows in a compact form that the page's script shows, searches and filters, the first of them as a plain table.

Twenty thousand findings have to fit into three megabytes, so a cell is a sentence's pattern and what fills it, and a text that stands in
several cells is written once. Without script the plain table stands there, with how many rows there are.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from markupsafe import Markup

from puxi_cli.records.text import escaped
from puxi_cli.text.words import Lang

PLAIN = 200  # rows that stand in the page without script
_MOST = 2_200_000  # bytes of rows in a page: with charts and script it stays below three megabytes

# What the page's script says; `{…}` are filled there.
_WORDS: dict[Lang, dict[str, str]] = {
    "zh": {
        "search": "查找（可写几个词，用空格隔开）",
        "every": "全部",
        "blank": "（空白）",
        "sort": "排序",
        "as_listed": "原来的顺序",
        "clear": "清除条件",
        "count": "显示 {shown} 条，符合条件 {found} 条，共 {total} 条。",
        "whole": "共 {total} 条。",
        "none": "没有符合条件的，共 {total} 条。",
        "more": "再显示 {more} 条",
        "rest": "显示其余 {rest} 条",
    },
    "en": {
        "search": "Search (several words are looked for together)",
        "every": "all",
        "blank": "(blank)",
        "sort": "Order",
        "as_listed": "as listed",
        "clear": "Clear",
        "count": "Showing {shown} of {found} that match, {total} in all.",
        "whole": "{total} in all.",
        "none": "None matches of {total}.",
        "more": "Show {more} more",
        "rest": "Show the other {rest}",
    },
}

Pieces = tuple[str, ...]  # a sentence without what fills it: one piece more than there are fillings


@dataclass(frozen=True, slots=True)
class Filled:
    """A cell: the pieces of a sentence and what stands between them."""

    pieces: Pieces
    values: tuple[str, ...]

    @property
    def text(self) -> str:
        """The whole sentence."""
        return "".join(piece + value for piece, value in zip(self.pieces, (*self.values, ""), strict=True))


@dataclass(frozen=True, slots=True)
class ListColumn:
    """A column: its heading; whether one may choose from its values; how certain values look."""

    head: str
    chosen: bool = False
    looks: dict[str, str] = field(default_factory=dict)
    key: str = ""


@dataclass(frozen=True)
class RowList:
    """A list: `name` is its id in the page, `title` stands over it, `rest` says where all rows are if they are not all here."""

    lang: Lang
    name: str
    title: str
    columns: tuple[ListColumn, ...]
    rows: Sequence[Sequence[str | Filled]]
    rest: str

    @property
    def plain(self) -> list[list[tuple[str, str, str]]]:
        """The first rows: of each cell its column's heading, its text, how it looks."""
        return [
            [(column.head, text, column.looks.get(text, "")) for column, text in zip(self.columns, map(_text, row), strict=True)]
            for row in self.rows[:PLAIN]
        ]

    def packed(self) -> tuple[Markup, int]:
        """The rows as JSON that may stand inside a script element, and how many of them these are."""
        there = len(self.rows)
        while len((text := self._packed(there)).encode()) > _MOST:
            there = int(there * 0.97 * _MOST / len(text.encode()))
        return Markup(text), there

    def _packed(self, there: int) -> str:
        rows = self.rows[:there]
        times = Counter(value for row in rows for cell in row for value in _values(cell))
        shared = [text for text, number in times.most_common() if number > 1]
        places = {text: place for place, text in enumerate(shared)}
        patterns: dict[Pieces, int] = {}
        lines = [_json([_packed(cell, places, patterns) for cell in row]) for row in rows]
        head = {
            "columns": [{"head": one.head, "chosen": one.chosen, "looks": one.looks, "key": one.key} for one in self.columns],
            "words": _WORDS[self.lang],
            "texts": shared,
            "patterns": list(patterns),
        }
        rows_text = ",\n".join(lines)
        return _harmless(f'{_json(head)[:-1]},"rows":[\n{rows_text}\n]}}')


def _text(cell: str | Filled) -> str:
    return cell.text if isinstance(cell, Filled) else cell


def _values(cell: str | Filled) -> tuple[str, ...]:
    return cell.values if isinstance(cell, Filled) else (cell,)


def _packed(cell: str | Filled, number: dict[str, int], patterns: dict[Pieces, int]) -> object:
    """A text or its number in the list of texts; of a sentence the number of its pattern, then what fills it."""
    if isinstance(cell, str):
        return number.get(cell, cell)
    return [patterns.setdefault(cell.pieces, len(patterns)), *(number.get(value, value) for value in cell.values)]


def _json(value: object) -> str:
    return escaped(json.dumps(value, ensure_ascii=False, separators=(",", ":")))


# What an HTML parser, or an old JavaScript, would take for something else than a character of a text.
_ESCAPES = {character: f"\\u{ord(character):04x}" for character in "&<>\u2028\u2029"}


def _harmless(text: str) -> str:
    """JSON that no HTML parser takes for the end of a script, whatever it holds; half a character becomes a question mark."""
    for character, escape in _ESCAPES.items():
        text = text.replace(character, escape)
    return text.encode("utf-8", "replace").decode("utf-8")
