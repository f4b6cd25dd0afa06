"""Whether cells of a row hold words of a kind, as expressions over a body; and rows whose words say that nobody is in them."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from puxi_cli.sheets.row_words import NO_NAME, NOBODY_TO_LIST, NOTHING

_MOST_CELLS = 3  # of a row that says there is nobody: a number, a village, the words


def holds(names: Sequence[str], pattern: str) -> pl.Expr:
    """Whether one of some columns holds a text of a pattern."""
    return pl.any_horizontal(pl.lit(False), *(pl.col(name).str.contains(pattern) for name in names)).fill_null(False)


def any_of(part: pl.Expr, pattern: str) -> pl.Expr:
    """Whether one of the texts of a list is of a pattern."""
    return part.list.eval(pl.element().str.contains(pattern)).list.any().fill_null(False)


def names_nobody(frame: pl.DataFrame, names: Sequence[str], relations: Sequence[str]) -> pl.Expr:
    """Whether a head's name is that of an example: XXX. In a list whose names are hidden most are so, and in one of members a child may
    have no name yet."""
    nobody = holds(names, NO_NAME)
    few = 2 * frame.select(nobody.sum()).item() <= frame.height
    heads = (pl.col(name).fill_null("户主").str.contains("户主") for name in relations)
    return nobody & pl.lit(few) & pl.all_horizontal(pl.lit(True), *heads)


def has_nobody(texts: pl.Expr, names: Sequence[str]) -> pl.Expr:
    """Whether a row says that there is nobody to list, in a column of names or alone, or holds nothing but 无."""
    cells = texts.list.len()
    named = holds(names, NOBODY_TO_LIST) & (cells <= _MOST_CELLS)
    nothing = texts.list.eval(pl.element().str.contains(NOTHING)).list.all()
    return named | (any_of(texts, NOBODY_TO_LIST) & (cells == 1)) | (nothing & (cells > 0))
