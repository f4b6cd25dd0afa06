"""Facts of a household's standing on the day: unlisted, listed, planned to exit, exited or relapsed, and since when."""

from __future__ import annotations

from typing import Any

import narwhals as nw

from puxi_cli.facts.blocks import Block
from puxi_cli.facts.columns import COUNTS, EXIT, IDENTIFIED, TELL_WHO_LEFT, TIMES
from puxi_cli.facts.days import on_or_before, year_of
from puxi_cli.facts.fact import Fact
from puxi_cli.facts.listing import UNDECIDED, poor_on, some_household_has, with_times
from puxi_cli.facts.membership import cannot_read
from puxi_cli.facts.tables import Tables
from puxi_cli.records.household import PLANNED
from puxi_cli.text.words import Text

# The facts that say something else on another day.
BY_DAY = ("standing", "registered", "on_register", "exited", "planned", "leaves")
UNLISTED, LISTED, PLANNED_TO_EXIT, GONE, BACK = "unlisted", "listed", "planned", "exited", "relapsed"


def _with_standing(households: nw.LazyFrame[Any], tables: Tables) -> nw.LazyFrame[Any]:
    day, year = tables.day, tables.law.day.year
    # A plan without a year is of the snapshot: it was not yet made on an earlier day. One whose year cannot be read may be of any.
    lost = cannot_read("exit_year")
    due = nw.when(~lost).then(nw.coalesce(nw.col("exit_year"), nw.col("planned_year"), nw.lit(int(tables.state[:4]))))
    households = with_times(households, tables).with_columns(due.alias("_due"))
    # In steps, so that each is worked out once: what follows reads columns, and not one condition within another.
    households = households.with_columns(
        (~(nw.col("listed_by") == UNDECIDED).fill_null(False)).alias("_readable"),
        on_or_before(nw.col("identified_on"), day).alias("registered"),
        on_or_before(nw.col("relapsed_on"), day).alias("_back"),
        poor_on(day).alias("on_register"),
        ((nw.col("status") == PLANNED) & ((nw.col("_due") <= year).fill_null(False) | lost)).fill_null(False).alias("_meant_to"),
    )
    households = households.with_columns(
        (nw.col("registered") & ~nw.col("on_register")).alias("exited"),
        (nw.col("on_register") & nw.col("_meant_to")).alias("planned"),
        (nw.col("on_register") & nw.col("_back")).alias("_listed_again"),
    )
    standing = (
        nw.when(nw.col("exited"))
        .then(nw.lit(GONE))
        .otherwise(
            nw.when(nw.col("planned"))
            .then(nw.lit(PLANNED_TO_EXIT))
            .otherwise(
                nw.when(nw.col("_listed_again"))
                .then(nw.lit(BACK))
                .otherwise(nw.when(nw.col("on_register")).then(nw.lit(LISTED)).otherwise(nw.lit(UNLISTED)))
            )
        )
    )
    year_back = nw.when(nw.col("_back")).then(year_of(nw.col("relapsed")))
    households = households.with_columns(
        standing.alias("standing"),
        # Whose exit is judged, and as of which year: the year it left, or is to leave.
        (nw.col("exited") | nw.col("planned")).alias("leaves"),
        nw.when(nw.col("exited"))
        .then(nw.col("exit_year"))
        .otherwise(nw.when(nw.col("planned")).then(nw.col("_due")))
        .alias("leaving_year"),
        nw.when(nw.col("on_register")).then(nw.coalesce(year_back, year_of(nw.col("identified")))).alias("listing_year"),
    )
    left_told = nw.lit(some_household_has(tables, TELL_WHO_LEFT)) | ~nw.col("registered")
    told = dict.fromkeys(("exited", "planned", "leaves"), nw.col("_readable") & left_told)
    households = households.with_columns(
        # As the figures count: what the row says, whatever other rows say.
        nw.when(nw.col("_readable")).then(nw.col("on_register")).alias("counts_as_poor"),
        *(nw.when(told.get(name, nw.col("_readable"))).then(nw.col(name)).alias(name) for name in BY_DAY),
    )
    return households.drop("_due", "_readable", "_back", "_meant_to", "_listed_again")


STANDING = (
    Block(
        (
            "on_list",
            "listed_by",
            "identified_told",
            "counts_as_poor",
            *BY_DAY,
            "leaving_year",
            "listing_year",
            "identified_on",
            "exit_on",
            "relapsed_on",
        ),
        _with_standing,
        joins=False,
    ),
)

FACTS = (
    Fact("standing", Text("当日状态", "standing on the day"), reads=COUNTS, readable=TIMES),
    Fact("registered", Text("已识别", "identified"), reads=COUNTS, readable=TIMES),
    Fact("on_register", Text("在册", "on the register"), reads=COUNTS, readable=TIMES),
    Fact("exited", Text("已退出", "exited"), reads=EXIT, readable=TIMES),
    Fact("planned", Text("预脱贫", "planned to exit"), reads=("households.status", *COUNTS), readable=TIMES),
    Fact("leaves", Text("已退出或预脱贫", "exited or planned to"), reads=EXIT, readable=TIMES),
    # A year of exit says it, whatever is known of the identification.
    Fact("leaving_year", Text("退出年度", "year of leaving"), reads=EXIT[:1], also=EXIT[1:], readable=TIMES),
    Fact("listing_year", Text("识别（返贫）年度", "year of listing"), reads=IDENTIFIED, also=IDENTIFIED, readable=TIMES),
)
