"""Figures in another unit than their field's (万元 for 元): read in the field's own, and told as the file has them."""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from puxi_cli.records.kinds import CellFault, figure_text
from puxi_cli.records.text import trimmed
from puxi_cli.registry import ROW
from puxi_cli.sheets.assignment import Assignment, Match
from puxi_cli.sheets.body import column_name
from puxi_cli.text.words import NO_WORDS, Text

Units = Mapping[str, Text]


def in_own_units(assignment: Assignment, body: pl.DataFrame) -> pl.DataFrame:
    """Figures of columns in another unit in the field's own, shares without their sign; what is no figure stays as it is, to be refused."""
    shares = [column_name(match.column) for match in assignment.matched if match.cell.unit == "%"]
    if shares:
        body = body.with_columns(pl.col(name).str.replace(r"\s*[%％]\s*$", "") for name in shares)
    converted = []
    for match in assignment.matched:
        if match.factor != 1:
            text = pl.col(column_name(match.column))
            bare = text.str.replace_all(r"[,，\s]", "").str.strip_suffix(match.unit or "")
            figure = bare.cast(pl.Float64, strict=False) * match.factor
            figure = pl.when(figure.is_finite()).then(figure)
            converted.append(pl.coalesce(figure.round(4).cast(pl.String), text).alias(column_name(match.column)))
    return body.with_columns(converted) if converted else body


def as_written(body: pl.DataFrame, assignment: Assignment, written: pl.DataFrame) -> pl.DataFrame:
    """Rows of a body in own units, with the cells of such columns as the file has them."""
    names = [column_name(match.column) for match in assignment.matched if match.factor != 1 or match.cell.unit == "%"]
    return body.update(written.select(ROW, *names), on=ROW, how="left") if names else body


def comes_to(match: Match, text: str | None, figure: str | None) -> Units:
    """What a refused `text` of another unit comes to, `figure`, and whether its own unit was meant, for the sentence of a fault."""
    unit, own = match.unit, match.cell.unit
    if not text or unit is None or own is None or figure is None or figure == text:
        return {"comes": NO_WORDS, "perhaps": NO_WORDS}
    amount = figure_text(float(figure))
    try:
        match.cell.value(trimmed(text))
        perhaps = Text(f"；是否以{own}填写？", f"; was it written in {own}?")
    except CellFault:
        perhaps = NO_WORDS
    return {"comes": Text(f"（{unit}），折合 {amount} {own}", f" ({unit}), which is {amount} {own}"), "perhaps": perhaps}
