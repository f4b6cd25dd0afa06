"""Charts: figures as Vega-Lite descriptions, drawn to fit a phone. Nothing is counted here; running sums are the drawing's own.

A chart is 340 px wide, what a phone has, so that its words are never scaled down; a wide page sets several side by side. Room for words is
reckoned in cells (a Chinese character is two), not measured: the drawing does not depend on which fonts this machine has. Colours are the
few of `Colour`; the page's style exchanges them for those of a dark screen. No colour says what a word does not say.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import partial
from typing import Any, TypeVar

from rich.cells import cell_len

from puxi_cli.output.drawing import drawn
from puxi_cli.records.text import visible
from puxi_cli.text.folding import folded_lines
from puxi_cli.text.words import Lang, Text, chosen

WIDE = 340
_CELL = 6.6  # px of a cell in the size of the words
_WORDS, _LINE = 12, 15  # px: the size of the words, and from line to line
_MOST_LABEL = 18  # cells of a name before it is folded
_MOST_LINES = 2
_TALLEST = 28  # bars in one drawing: more would not stand on one sheet of paper
_MOST_COLUMNS = 8


class Colour(StrEnum):
    """What a mark means. The page's style knows the same colours."""

    BAR = "#0b62b8"
    MORE = "#9a3412"
    LESS = "#0f766e"
    ERROR = "#b42318"
    INK = "#1c2430"
    LINE = "#8a94a3"


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: its name, how long it is (None: it cannot be told), the words at its end."""

    name: Text | str
    size: float | None
    words: Text | str
    colour: Colour = Colour.BAR


@dataclass(frozen=True, slots=True)
class Step:
    """A step of a waterfall: `change` is added to what was there; `stands` are the bars from zero."""

    name: Text | str
    change: int
    words: Text | str
    stands: bool = False
    colour: Colour = Colour.BAR


Drawing = Callable[[Lang], tuple[str, ...]]  # one or several under each other, in a language
_Mark = TypeVar("_Mark", Bar, Step)


def bars(items: Sequence[Bar], said: Text | str, *, limits: Sequence[float | None] = ()) -> Drawing:
    """Bars lying under each other, to one scale; many of them in several drawings. `limits` puts a tick at each bar's limit."""
    return partial(_bars, items, said, limits)


def columns(items: Sequence[Bar], said: Text | str) -> Drawing:
    """Bars standing beside each other, as for years; lying ones where there are too many."""
    return partial(_columns, items, said) if len(items) <= _MOST_COLUMNS else bars(items, said)


def waterfall(steps: Sequence[Step], said: Text | str) -> Drawing:
    """How one figure becomes another: what came hangs on what was there."""
    return partial(_waterfall, steps, said)


def _in_language(items: Sequence[_Mark], lang: Lang) -> list[_Mark]:
    return [replace(item, name=visible(chosen(item.name, lang)), words=visible(chosen(item.words, lang))) for item in items]


def _bars(marked: Sequence[Bar], said: Text | str, limits: Sequence[float | None], lang: Lang) -> tuple[str, ...]:
    items = _in_language(marked, lang)
    longest = max([item.size or 0.0 for item in items] + [limit or 0.0 for limit in limits], default=0.0) or 1.0
    named = _Names(items)
    marks = [
        {
            "n": number,
            "name": named.folded[number],
            "lines": named.lines[number],
            "size": item.size or 0,
            "words": item.words,
            "colour": item.colour.value,
            "limit": (limit := limits[number] if limits else None),
            "behind": max(item.size or 0, limit or 0),
        }
        for number, item in enumerate(items)
    ]
    across = {"field": "size", "type": "quantitative", "axis": None, "scale": {"domain": [0, longest], "nice": False}}
    layers: list[dict[str, Any]] = [
        {"mark": {"type": "bar", "height": {"band": 0.62}}, "encoding": {"x": across, "color": _COLOUR}},
        {
            "mark": {"type": "text", "align": "left", "baseline": "middle", "dx": 5},
            "encoding": {"x": {**across, "field": "behind"}, "text": {"field": "words"}},
        },
    ]
    if limits:
        tick = {"type": "tick", "thickness": 2.5, "color": Colour.INK.value, "size": named.step * 0.86}
        layers.insert(1, {"mark": tick, "encoding": {"x": {**across, "field": "limit"}}})
    pieces = [marks[first : first + _TALLEST] for first in range(0, len(marks), _TALLEST)]
    return tuple(
        _lying(piece, layers, named, _part(chosen(said, lang), number, len(pieces))) for number, piece in enumerate(pieces, 1)
    )


def _columns(marked: Sequence[Bar], said: Text | str, lang: Lang) -> tuple[str, ...]:
    items = _in_language(marked, lang)
    highest = max((item.size or 0.0 for item in items), default=0.0) or 1.0
    values = [
        {"n": number, "name": item.name, "size": item.size or 0, "words": item.words, "colour": item.colour.value}
        for number, item in enumerate(items)
    ]
    height, foot = 150, 24
    up = {"field": "size", "type": "quantitative", "axis": None, "scale": {"domain": [0, highest], "nice": False}}
    description = {
        "data": {"values": values},
        "width": WIDE - 16,
        "height": height,
        "padding": {"left": 8, "right": 8, "top": 20, "bottom": foot},
        "encoding": {"x": {"field": "n", "type": "ordinal", "axis": None, "scale": {"paddingInner": 0.35, "paddingOuter": 0.2}}},
        "layer": [
            {"mark": {"type": "bar"}, "encoding": {"y": up, "color": _COLOUR}},
            {"mark": {"type": "text", "baseline": "bottom", "dy": -3}, "encoding": {"y": up, "text": {"field": "words"}}},
            {
                "mark": {"type": "text", "baseline": "top", "dy": 7},
                "encoding": {"y": {"value": height}, "text": {"field": "name"}},
            },
            {
                "data": {"values": [{}]},
                "mark": {"type": "rule", "color": Colour.LINE.value},
                "encoding": {"x": {"value": 0}, "x2": {"value": WIDE - 16}, "y": {"value": height}},
            },
        ],
    }
    return (drawn(_common(description), chosen(said, lang)),)


def _waterfall(marked: Sequence[Step], said: Text | str, lang: Lang) -> tuple[str, ...]:
    steps = _in_language(marked, lang)
    named = _Names(steps)
    values = [
        {
            "n": number,
            "name": named.folded[number],
            "lines": named.lines[number],
            "change": step.change,
            "words": step.words,
            "stands": step.stands,
            "colour": step.colour.value,
        }
        for number, step in enumerate(steps)
    ]
    across = {"field": "begin", "type": "quantitative", "axis": None, "scale": {"nice": False, "zero": True}}
    layers: list[dict[str, Any]] = [
        {"mark": {"type": "bar", "height": {"band": 0.62}}, "encoding": {"x": across, "x2": {"field": "end"}, "color": _COLOUR}},
        {
            "mark": {"type": "text", "align": "left", "baseline": "middle", "dx": 5},
            "encoding": {"x": {**across, "field": "right"}, "text": {"field": "words"}},
        },
    ]
    running = [
        {"calculate": "datum.stands && datum.n > 0 ? 0 : datum.change", "as": "moved"},
        {"window": [{"op": "sum", "field": "moved", "as": "after"}]},
        {"calculate": "datum.stands ? datum.change : datum.after", "as": "end"},
        {"calculate": "datum.stands ? 0 : datum.after - datum.moved", "as": "begin"},
        {"calculate": "max(datum.begin, datum.end)", "as": "right"},
    ]
    return (_lying(values, layers, named, chosen(said, lang), running),)


class _Names:
    """The names beside lying bars, folded, and the room that they and the words at the ends take."""

    def __init__(self, items: Sequence[Bar | Step]) -> None:
        folded = [_short(folded_lines(str(item.name), _MOST_LABEL)) for item in items]
        self.folded = ["\n".join(lines) for lines in folded]
        self.lines = [len(lines) for lines in folded]
        self.left = round(_CELL * max((cell_len(line) for lines in folded for line in lines), default=0)) + 8
        self.right = round(_CELL * max((cell_len(str(item.words)) for item in items), default=0)) + 10
        self.step = max(23, _LINE * max(self.lines, default=1) + 6)


def _short(lines: list[str]) -> list[str]:
    """At most two lines: one long name would pull all bars apart. The table beside the chart has it whole."""
    return lines if len(lines) <= _MOST_LINES else [*lines[: _MOST_LINES - 1], f"{lines[_MOST_LINES - 1][:-1]}…"]


_COLOUR = {"field": "colour", "type": "nominal", "scale": None, "legend": None}


def _lying(
    values: list[dict[str, Any]], layers: list[dict[str, Any]], named: _Names, said: str, transform: Sequence[Any] = ()
) -> str:
    lift = {"expr": f"-{_LINE / 2} * (datum.lines - 1)"}
    name = {"type": "text", "align": "right", "baseline": "middle", "lineBreak": "\n", "lineHeight": _LINE, "dy": lift}
    description = {
        "data": {"values": values},
        "transform": list(transform),
        "width": WIDE - named.left - named.right,
        "height": named.step * len(values),
        "padding": {"left": named.left, "right": named.right, "top": 2, "bottom": 2},
        "encoding": {"y": {"field": "n", "type": "ordinal", "axis": None, "scale": {"padding": 0}}},
        "layer": [
            *layers,
            {"mark": name, "encoding": {"x": {"value": -6}, "text": {"field": "name"}}},
            {
                "data": {"values": [{}]},
                "mark": {"type": "rule", "color": Colour.LINE.value},
                "encoding": {"x": {"value": 0}, "y": {"value": 0}, "y2": {"value": named.step * len(values)}},
            },
        ],
    }
    return drawn(_common(description), said)


def _common(description: dict[str, Any]) -> dict[str, Any]:
    words = {"fontSize": _WORDS, "color": Colour.INK.value, "limit": 0}
    return {
        **description,
        "autosize": {"type": "none"},
        "background": None,
        "config": {"view": {"stroke": None}, "aria": False, "text": words},
    }


def _part(said: str, number: int, of: int) -> str:
    return said if of == 1 else f"{said} ({number}/{of})"
