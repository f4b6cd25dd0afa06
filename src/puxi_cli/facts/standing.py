"""Facts of a household's standing on the day: unlisted, listed, planned to exit, exited or relapsed, and since when."""

from __future__ import annotations

from typing import Any

import narwhals as nw

from puxi_cli.facts.blocks import Block
from puxi_cli.facts.days import on_or_before, year_of
from puxi_cli.facts.households import PLANNED, poor_on, with_times
from puxi_cli.facts.persons import cannot_read
from puxi_cli.facts.tables import Tables

UNLISTED, LISTED, PLANNED_TO_EXIT, GONE, BACK = "unlisted", "listed", "planned", "exited", "relapsed"
NOT_POOR = "一般农户"
_TIMES = ("identified", "exit_year", "relapsed", "status")


def _with_standing(households: nw.LazyFrame[Any], tables: Tables) -> nw.LazyFrame[Any]:
    day, year = tables.day, tables.law.day.year
    households = with_times(households)
    registered, back = on_or_before(nw.col("identified_on"), day), on_or_before(nw.col("relapsed_on"), day)
    on_register = poor_on(day)
    gone = registered & ~on_register
    # A plan without a year is of the snapshot: it was not yet made on an earlier day.
    due = nw.coalesce(nw.col("exit_year"), nw.col("planned_year"), nw.lit(int(tables.state[:4])))
    planned = on_register & ((nw.col("status") == PLANNED) & (due <= year)).fill_null(False)
    standing = (
        nw.when(gone).then(nw.lit(GONE))
        .otherwise(nw.when(planned).then(nw.lit(PLANNED_TO_EXIT))
        .otherwise(nw.when(on_register & back).then(nw.lit(BACK))
        .otherwise(nw.when(on_register).then(nw.lit(LISTED)).otherwise(nw.lit(UNLISTED)))))
    )  # fmt: skip
    # A list without times of identification is a list of the poor all the same: its other columns say so.
    poor_kind = (~nw.col("poor_type").is_null() & (nw.col("poor_type") != NOT_POOR)).fill_null(False)
    listed = ~nw.col("identified").is_null() | ~nw.col("status").is_null() | poor_kind
    # Who is on a list and lacks the time of identification is not unlisted: since when it is listed is what is missing.
    unread = nw.col("identified").is_null() & listed
    for name in _TIMES:
        unread = unread | cannot_read(name)
    readable = ~unread
    return households.with_columns(
        listed.alias("on_list"),
        nw.when(readable).then(standing).alias("standing"),
        nw.when(readable).then(registered).alias("registered"),
        nw.when(readable).then(on_register).alias("on_register"),
        nw.when(readable).then(gone).alias("exited"),
        nw.when(readable).then(planned).alias("planned"),
        # Whose exit is judged, and as of which year: the year it left, or is to leave.
        nw.when(readable).then(gone | planned).alias("leaves"),
        nw.when(gone).then(nw.col("exit_year")).otherwise(nw.when(planned).then(due)).alias("leaving_year"),
        nw.when(on_register).then(nw.coalesce(nw.when(back).then(year_of(nw.col("relapsed"))), year_of(nw.col("identified"))))
        .alias("listing_year"),
    )  # fmt: skip


STANDING = (
    Block(
        (
            "on_list", "standing", "registered", "on_register", "exited", "planned", "leaves", "leaving_year", "listing_year",
            "identified_on", "exit_on", "relapsed_on",
        ),
        _with_standing,
        joins=False,
    ),
)  # fmt: skip
