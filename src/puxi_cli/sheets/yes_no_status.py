"""Signs of yes and no (√, ×, Y, N, TRUE) in a column 是否脱贫, which is a code of the status: they say 是 and 否."""

from __future__ import annotations

from collections.abc import Iterable

import polars as pl

from puxi_cli.records.kinds import CellFault, YesNo
from puxi_cli.sheets.assignment import Assignment
from puxi_cli.sheets.body import column_name
from puxi_cli.sheets.qualifiers import normal

_SIGNS = YesNo()


def yes_no_of(texts: Iterable[str]) -> dict[str, bool]:
    """What those of some texts say that are signs or words of yes and no."""
    said = {}
    for text in texts:
        try:
            said[text] = _SIGNS.read(text)
        except CellFault:
            continue
    return said


def yes_no_status_read(whole: Assignment, body: pl.DataFrame) -> pl.DataFrame:
    """A body with 是 and 否 for such signs; what the code list or its words for nothing read stays."""
    for match in whole.matched:
        if match.field == "status" and normal(match.heading).startswith("是否"):
            name = column_name(match.column)
            refused = []
            for text in body[name].drop_nulls().unique():
                try:
                    match.cell.kind.value(text)
                except CellFault:
                    refused.append(text)
            if answers := yes_no_of(refused):
                words = {text: "是" if yes else "否" for text, yes in answers.items()}
                body = body.with_columns(pl.col(name).replace(words))
    return body
