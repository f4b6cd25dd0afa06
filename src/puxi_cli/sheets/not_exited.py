"""A year of exit that says 未脱贫: no year, and the status of the household where that is blank or says the same."""

from __future__ import annotations

import polars as pl

from puxi_cli.records.codes import code_list
from puxi_cli.records.household import EXITED_TYPE, NOT_EXITED
from puxi_cli.sheets.assignment import Assignment
from puxi_cli.sheets.body import column_name


def not_exited_read(whole: Assignment, body: pl.DataFrame) -> pl.DataFrame:
    """A body in which such cells are blank and the statuses beside them filled.

    Where the status or the type says otherwise, or no column has a status, such a cell stays, to be refused: of whom it was said is open.
    """
    columns = {str(match.field): column_name(match.column) for match in whole.matched if match.table == "households"}
    year, status, kind = (columns.get(name) for name in ("exit_year", "status", "household_type"))
    if year is None or status is None:
        return body
    words = [text for text in body[year].drop_nulls().unique() if text.strip().startswith("未") and _says_so(text)]
    if not words:
        return body
    here = pl.col(year).is_in(words)
    agreeing = [text for text in body[status].drop_nulls().unique() if _says_so(text)]
    read = here & (pl.col(status).is_null() | pl.col(status).is_in(agreeing))
    if kind is not None:
        gone = [text for text in body[kind].drop_nulls().unique() if code_list("household_type").read(text) == EXITED_TYPE]
        read = read & ~pl.col(kind).is_in(gone).fill_null(False)
    return body.with_columns(
        pl.when(~read.fill_null(False)).then(pl.col(year)).alias(year),
        pl.when(read.fill_null(False)).then(pl.coalesce(status, pl.lit(NOT_EXITED))).otherwise(pl.col(status)).alias(status),
    )


def _says_so(text: str) -> bool:
    return code_list("status").read(text) == NOT_EXITED
