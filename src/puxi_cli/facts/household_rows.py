"""Facts of a household that its own row and the rows of its members say."""

from __future__ import annotations

from typing import Any

import narwhals as nw

from puxi_cli.facts.blocks import Block
from puxi_cli.facts.columns import HOME, IDENTIFIED, LEAVING, REASON_BESIDE, STAY
from puxi_cli.facts.days import counts_from, on_or_before, year_of
from puxi_cli.facts.fact import Fact
from puxi_cli.facts.keys import found_in
from puxi_cli.facts.listing import left_by_type
from puxi_cli.facts.membership import cannot_read, in_household, size_unknown, unclear_leaving, villages_unlisted
from puxi_cli.facts.sharing import with_another
from puxi_cli.facts.tables import Tables
from puxi_cli.records.household import EXITED, RELAPSED
from puxi_cli.records.person import HEAD
from puxi_cli.registry import BEFORE, BEHIND
from puxi_cli.text.words import Text


def household_rows(tables: Tables) -> nw.LazyFrame[Any]:
    """The households with what their own row says. Blocks aggregate over this, as over `person_rows`."""
    back = (nw.col("status") == RELAPSED).fill_null(False)
    unsaid = nw.col("status").is_null() & ~left_by_type()
    one_year = (year_of(nw.col("relapsed")) == nw.col("exit_year")).fill_null(False)
    return tables["households"].with_columns(
        year_of(nw.col("identified")).alias("identified_year"),
        year_of(nw.col("relapsed")).alias("relapsed_year"),
        nw.when(~cannot_read("exit_year")).then(~nw.col("exit_year").is_null()).alias("exit_year_told"),
        nw.col("status").is_in(list(EXITED)).alias("exited_status"),
        nw.when(~cannot_read("status")).then(back | (unsaid & one_year)).alias("relapse_dated"),
        (back & (year_of(nw.col("relapsed")) >= nw.col("exit_year"))).alias("relapse_later"),
        nw.when(~cannot_read("relapsed"))
        .then((year_of(nw.col("relapsed")) > nw.col("exit_year")).fill_null(False))
        .alias("back_since_exit"),
        nw.lit(tables.file_day, dtype=nw.String).alias("file_day"),
    )


def _with_ids(households: nw.LazyFrame[Any], tables: Tables) -> nw.LazyFrame[Any]:
    return with_another(households, tables["households"], ["household_id"], "id_rows", "id_twin")


def _with_members(households: nw.LazyFrame[Any], tables: Tables) -> nw.LazyFrame[Any]:
    gone = on_or_before(counts_from(nw.col("left")), tables.day)
    persons = tables["persons"].with_columns(
        in_household().alias("present"), nw.when(~unclear_leaving()).then(~gone).alias("_stays")
    )
    members = persons.group_by("household_id").agg(
        nw.len().alias("member_rows"),
        nw.col("present").fill_null(False).cast(nw.Int64).sum().alias("members"),
        (nw.col("present") & (nw.col("relation") == HEAD)).fill_null(False).cast(nw.Int64).sum().alias("heads"),
        nw.col("_stays").fill_null(False).cast(nw.Int64).sum().alias("_staying"),
        nw.col("_stays").is_null().cast(nw.Int64).sum().alias("_unclear"),
        (nw.col("present").is_null() | cannot_read("relation")).cast(nw.Int64).sum().alias("_unsure"),
    )
    households = households.join(members, on="household_id", how="left")
    for beside in (BEFORE, BEHIND):
        lost = persons.filter(~nw.col(beside).is_null()).group_by(beside).agg(nw.len().alias(f"{beside}_rows"))
        households = households.join(lost, left_on="household_id", right_on=beside, how="left")
    lost_rows = (f"{BEFORE}_rows", f"{BEHIND}_rows")
    unsure, unclear = (
        nw.sum_horizontal(*(nw.col(one).fill_null(0) for one in (name, *lost_rows))) for name in ("_unsure", "_unclear")
    )
    nobody = nw.when((nw.col("_staying") == 0) & (unclear == 0)).then(nw.lit(False))
    households = households.with_columns(
        unsure.alias("unsure"),
        nw.sum_horizontal(*(nw.col(one).fill_null(0) for one in lost_rows)).alias("rows_beside"),
        nw.when(nw.col("_staying") > 0).then(nw.lit(True)).otherwise(nobody).alias("somebody_stays"),
    ).drop("_unsure", "_staying", "_unclear", *lost_rows)
    if tables.has("persons"):
        counted = nw.when(~nw.col("household_id").is_null())
        households = households.with_columns(
            counted.then(size_unknown("member_rows")).alias("size_unknown"),
            *(counted.then(nw.col(name).fill_null(0)).alias(name) for name in ("member_rows", "members", "heads")),
        )
    else:
        households = households.with_columns(nw.lit(None, dtype=nw.Boolean).alias("size_unknown"))
    return households


def _with_village_known(households: nw.LazyFrame[Any], tables: Tables) -> nw.LazyFrame[Any]:
    return found_in(households, tables, "villages", "village", "village_known")


def _with_village_unlisted(households: nw.LazyFrame[Any], tables: Tables) -> nw.LazyFrame[Any]:
    found = villages_unlisted(tables["households"], tables["persons"]).with_columns(nw.lit(True).alias("village_unlisted"))
    return households.join(found, on="village", how="left").with_columns(nw.col("village_unlisted").fill_null(False))


HOUSEHOLD_ROWS = (
    Block(("id_rows", "id_twin"), _with_ids),
    Block(("member_rows", "members", "heads", "unsure", "rows_beside", "somebody_stays", "size_unknown"), _with_members),
    Block(("village_known",), _with_village_known),
    Block(("village_unlisted",), _with_village_unlisted),
)

_BOTH_TIMES = ("households.relapsed", "households.exit_year")

FACTS = (
    Fact("file_day", Text("文件的日期", "the day of the file")),
    Fact("identified_year", Text("识别年度", "year of identification"), reads=IDENTIFIED),
    Fact("relapsed_year", Text("返贫年度", "year of the relapse"), reads=("households.relapsed",)),
    Fact("exit_year_told", reads=("households.exit_year",), readable=("households.exit_year",)),
    Fact("exited_status", reads=("households.status",)),
    Fact("relapse_dated", readable=("households.status", "households.household_type", *_BOTH_TIMES)),
    Fact("relapse_later", readable=("households.status", *_BOTH_TIMES)),
    Fact("back_since_exit", readable=_BOTH_TIMES),
    Fact("member_rows", Text("登记的成员数，含已减少的", "members on file, those who left among them"), reads=HOME),
    Fact("members", Text("登记在册的成员数", "members on file"), reads=HOME, readable=LEAVING, blank_beside=REASON_BESIDE),
    Fact(
        "somebody_stays",
        Text("当日仍有成员未减少", "a member had not left by the day"),
        reads=HOME,
        readable=STAY,
        blank_beside=REASON_BESIDE,
    ),
    Fact(
        "rows_beside",
        Text("户编号读不懂、可能是其成员的行数", "rows whose household number cannot be read and may be a member's"),
        readable=HOME,
        open_above_0=True,
    ),
    Fact(
        "unsure",
        Text("读不懂、可能是成员的行数", "rows that cannot be read and may be a member"),
        readable=("persons.relation", "persons.left", "persons.left_reason", *HOME),
        blank_beside=REASON_BESIDE,
        open_above_0=True,
    ),
    Fact(
        "village_unlisted", Text("本村没有成员名单", "no list names a member in the village"), also=(*HOME, "households.village")
    ),
    Fact("village_known", also=("households.village",), readable=("villages.village",), any_row=True),
)
