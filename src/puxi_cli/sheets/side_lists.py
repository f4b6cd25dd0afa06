"""Lists of payments, loans and projects beside a register: a household stands in as many rows as it was paid, and is one household.

Such a sheet says of no household that it is listed, and stands beside one that does: what that one says of a household comes first.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence

import polars as pl

from puxi_cli.records.compile import same_names
from puxi_cli.registry import ROW
from puxi_cli.sheets.layouts import ReadSheet
from puxi_cli.sheets.numbers_by_head import one_row_each
from puxi_cli.text.words import Text


def side_lists_once(sheets: Sequence[ReadSheet]) -> tuple[list[ReadSheet], list[Text]]:
    """The sheets, lists of payments last and with one row for each household; and how many had several.

    Rows of one number that name other heads stay: they may be two households.
    """
    registers = [sheet for sheet in sheets if sheet.is_register and _of_households(sheet)]
    sides = [sheet for sheet in sheets if not sheet.is_register and _of_households(sheet)]
    if not registers or not sides:
        return list(sheets), []
    known = pl.concat([_homes(sheet)["household_id"] for sheet in registers]).drop_nulls().unique()
    # Looked up for all sheets at once: what is known is gone through once, and not for each.
    shared, first = pl.concat([_homes(sheet)["household_id"] for sheet in sides]).is_in(known.implode()).fill_null(False), 0
    last: dict[int, ReadSheet] = {}
    notes: list[Text] = []
    for sheet in sides:
        frame = _homes(sheet)
        names = pl.DataFrame([frame["household_id"], same_names(frame["head_name"]).alias("head")])
        here, first = shared.slice(first, frame.height), first + frame.height
        if not here.any():
            continue
        alike = (
            names.drop_nulls("household_id")
            .group_by("household_id")
            .agg(pl.len().alias("rows"), pl.col("head").drop_nulls().n_unique().alias("heads"))
        )
        paid = alike.filter(pl.col("rows") > 1, pl.col("heads") <= 1)["household_id"]
        if not paid.len():
            continue
        several = pl.col("household_id").is_in(paid.implode()).fill_null(False)
        frame = pl.concat([frame.filter(~several), one_row_each(frame.filter(several))]).sort(ROW)
        tables = {**sheet.checked.tables, "households": frame}
        last[id(sheet)] = dataclasses.replace(sheet, checked=dataclasses.replace(sheet.checked, tables=tables))
        where = f"{sheet.file} {sheet.sheet or ''}".strip()
        notes.append(
            Text(
                f"{where}：有 {paid.len()} 户各占几行（如补助、贷款、项目逐笔登记），每户按一户读取。",
                f"{where}: households with several rows, as a list of payments or projects has them: {paid.len()}. "
                "Each was read as one.",
            )
        )
    return [*(sheet for sheet in sheets if id(sheet) not in last), *last.values()], notes


def _of_households(sheet: ReadSheet) -> bool:
    return "households" in sheet.checked.tables and not sheet.is_flat


def _homes(sheet: ReadSheet) -> pl.DataFrame:
    return sheet.checked.tables["households"]
