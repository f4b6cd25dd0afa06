"""A year of exit that says 未脱贫: no year, and the status of the household where that is blank or says the same."""

from __future__ import annotations

import polars as pl

from puxi_cli.records.codes import code_list
from puxi_cli.records.household import EXITED_TYPE, NOT_EXITED
from puxi_cli.records.text import undressed
from puxi_cli.sheets.assignment import Assignment
from puxi_cli.sheets.body import column_name

_WORDS = frozenset(
    f"{when}{said}{whom}"
    for when in ("", "尚", "还", "仍", "暂", "目前", "至今", "当前")
    for said in ("未脱贫", "未退出", "没有脱贫", "没脱贫", "未能脱贫")
    for whom in ("", "户", "贫困户")
) | {"否", "未", "未脱"}


def not_exited_read(whole: Assignment, body: pl.DataFrame) -> pl.DataFrame:
    """A body in which such cells are blank and the statuses beside them filled.

    Where the status or the type says otherwise, such a cell stays, to be refused: of whom it was said is open. In a sheet without a column
    of the status the time of identification says that the household is listed; where that is blank too, the cell stays, as a household of
    which nothing else is written would be on no list.
    """
    columns = {str(match.field): column_name(match.column) for match in whole.matched if match.table == "households"}
    year, status, kind, since = (columns.get(name) for name in ("exit_year", "status", "household_type", "identified"))
    if year is None or (status is None and since is None):
        return body
    words = [text for text in body[year].drop_nulls().unique() if undressed(text) in _WORDS]
    if not words:
        return body
    read = pl.col(year).is_in(words)
    if status is None:
        read = read & pl.col(str(since)).is_not_null()
    else:
        agreeing = [text for text in body[status].drop_nulls().unique() if code_list("status").read(text) == NOT_EXITED]
        read = read & (pl.col(status).is_null() | pl.col(status).is_in(agreeing))
    if kind is not None:
        gone = [text for text in body[kind].drop_nulls().unique() if code_list("household_type").read(text) == EXITED_TYPE]
        read = read & ~pl.col(kind).is_in(gone).fill_null(False)
    read = read.fill_null(False)
    blank = body.with_columns(pl.when(~read).then(pl.col(year)).alias(year))
    if status is None:
        return blank
    filled = body.select(pl.when(read).then(pl.coalesce(status, pl.lit(NOT_EXITED))).otherwise(pl.col(status)).alias(status))
    return blank.with_columns(filled[status])
