"""Where a printed page ends within a list: rows that repeat the title and the headings, between members of one household."""

from __future__ import annotations

import re
from collections.abc import Sequence

import polars as pl

from puxi_cli.sheets.grid import Grid
from puxi_cli.sheets.row_words import CARRIED, OF_A_PAGE, PAGE

_PAGE_BEHIND = re.compile(r"\s*[(（]?\s*(?:第\s*\S{1,4}\s*页|续\s*(?:表|页)?\s*[0-9一二三四五六七八九十]*)\s*[)）]?\s*$")


def page_breaks(kept: pl.Series, left_out: Sequence[tuple[int, str]], grid: Grid, heading_row: int) -> frozenset[int]:
    """The rows of such breaks: headings again, with blank rows, the title above the table and what is carried over around them.

    `kept` are the rows that are data. A row that says anything else, as a village's name or a sum, ends the list above it.
    """
    why = dict(left_out)
    headings = [row for row, reason in left_out if reason == "heading"]
    if not headings or not kept.len():
        return frozenset()
    titles = {_bare(text) for texts in grid.frame.head(max(heading_row - grid.first_row, 0)).rows() for text in texts if text}
    titles |= {_bare(title) for title in grid.titles}
    found: set[int] = set()
    for row in headings:
        after = kept.search_sorted(row)
        if row in found or not 0 < after < kept.len():
            continue
        between = range(int(kept[after - 1]) + 1, int(kept[after]))
        others = [one for one in between if one in why and why[one] != "heading"]
        if all(_is_of_pages(grid, one, titles) for one in others):
            found.update(between)
    return frozenset(found)


def without_breaks(rows: pl.Series, breaks: frozenset[int]) -> pl.Series:
    """Numbers of rows as they would be if the rows of breaks were not there."""
    return rows - pl.Series(sorted(breaks), dtype=pl.Int64).search_sorted(rows).cast(pl.Int64) if breaks else rows


def _is_of_pages(grid: Grid, row: int, titles: set[str]) -> bool:
    texts = [text for text in grid.frame.row(row - grid.first_row) if text]
    return all(
        _bare(text) in titles or any(re.search(pattern, text) for pattern in (PAGE, CARRIED, OF_A_PAGE)) for text in texts[:1]
    )


def _bare(text: str) -> str:
    return "".join(_PAGE_BEHIND.sub("", text).split())
