"""Facts of a household: its members and numbers as the files have them, and when it is on the register."""

from __future__ import annotations

from collections.abc import Collection
from functools import cache
from typing import Any

import narwhals as nw

from puxi_cli.facts.blocks import Block, reach, with_blocks
from puxi_cli.facts.days import counts_from, on_or_before, year_end, year_of
from puxi_cli.facts.persons import cannot_read, in_household
from puxi_cli.facts.tables import Tables
from puxi_cli.records.person import HEAD
from puxi_cli.registry import BEFORE, BEHIND, KEY

EXITED = ("已脱贫（享受政策）", "已脱贫（不再享受政策）")
PLANNED, NOT_EXITED, RELAPSED = "预脱贫", "未脱贫", "返贫"
NOT_POOR, EXITED_TYPE = "一般农户", "脱贫户"
BY_TIME, BY_STATUS, UNDECIDED = "time", "status", "undecided"
ALWAYS = "0000-00-00"  # before every day: exited or identified, and nobody says when


def poor_on(day: str) -> nw.Expr:
    """Whether a household is on the register on the day: identified, and not exited or relapsed since.

    Needs `identified_on`, `exit_on` and `relapsed_on` (`with_times`).
    """
    left = on_or_before(nw.col("exit_on"), day) & ~on_or_before(nw.col("relapsed_on"), day)
    return on_or_before(nw.col("identified_on"), day) & ~left


def with_times(households: nw.LazyFrame[Any], tables: Tables) -> nw.LazyFrame[Any]:
    """Add `on_list`, `listed_by`, and `identified_on`, `exit_on`, `relapsed_on`: the days (text) from which they count.

    on_list     something of the row says that the household is or was registered as poor
    listed_by   `time`: by its time of identification. `status`: that is blank or unreadable, and the status (or the type 脱贫户) says
                that it is on the list; since when is unknown, so it counts from the snapshot's year on. `undecided`: what it needs
                is blank, unreadable or contradicts itself; it then counts on no day. Null for a household on no list

    The status says what a year of exit means. Planned (预脱贫) or not exited (未脱贫): the year is no exit. Relapsed (返贫): the
    relapse came after the exit, also where its time is of the same year; without a time, the household never counts as gone.
    Exited without a year: it counts as gone on every day. `stats` tells how many there are of each.
    """
    status, kind, household_type = nw.col("status"), nw.col("poor_type"), nw.col("household_type")
    left_type = household_type == EXITED_TYPE
    not_poor = ((kind == NOT_POOR) | (household_type == NOT_POOR)).fill_null(False)
    unread = cannot_read("status") | cannot_read("exit_year") | cannot_read("relapsed")
    dated = ~nw.col("identified").is_null()
    # The kinds of monitored households that are, or may be, registered as poor; 边缘易致贫户 never were.
    hint = ~nw.col("cause").is_null() | nw.col("monitored_type").is_in(["脱贫不稳定户", "突发严重困难户"]).fill_null(False)
    on_list = (
        dated | cannot_read("identified") | unread | cannot_read("poor_type") | ~status.is_null() | ~nw.col("exit_year").is_null()
        | ~nw.col("relapsed").is_null() | left_type.fill_null(False) | (kind != NOT_POOR).fill_null(False) | (hint & ~not_poor)
    )  # fmt: skip
    by_status = ~dated & (~status.is_null() | left_type.fill_null(False)) & ~not_poor & ~unread
    early = tables.day[:4] < tables.state[:4]
    undecided = unread | (~dated & on_list & (nw.lit(True) if early else ~by_status))
    listed_by = nw.when(undecided).then(nw.lit(UNDECIDED)).otherwise(
        nw.when(by_status).then(nw.lit(BY_STATUS)).otherwise(nw.when(dated).then(nw.lit(BY_TIME)))
    )  # fmt: skip
    exit_on, relapsed_on = year_end(nw.col("exit_year")), counts_from(nw.col("relapsed"))
    no_exit = (status.is_in([PLANNED, NOT_EXITED]) | ((status == RELAPSED) & nw.col("relapsed").is_null())).fill_null(False)
    left = status.is_in(list(EXITED)).fill_null(False) | (status.is_null() & left_type).fill_null(False)
    gone = left & nw.col("exit_year").is_null()
    after = ((status == RELAPSED) | (relapsed_on > exit_on)).fill_null(False)
    households = households.with_columns(
        on_list.alias("on_list"),
        listed_by.alias("listed_by"),
        nw.when(~cannot_read("identified")).then(dated).alias("identified_told"),
    )
    by = nw.col("listed_by")
    identified_on = (
        nw.when(by == BY_TIME).then(counts_from(nw.col("identified"))).otherwise(nw.when(by == BY_STATUS).then(nw.lit(ALWAYS)))
    )
    return households.with_columns(
        identified_on.alias("identified_on"),
        nw.when(gone).then(nw.lit(ALWAYS)).otherwise(nw.when(~no_exit).then(exit_on)).alias("exit_on"),
        nw.when(after).then(relapsed_on).alias("relapsed_on"),
    )


def household_facts(tables: Tables, wanted: Collection[str] | None = None) -> nw.LazyFrame[Any]:
    """One row per household: its fields, and of these the blocks that hold what is wanted (None: all)

    identified_year    year of first identification
    relapsed_year      year of the relapse
    exit_year_told     a year of exit is written; null where it cannot be read
    exited_status      its status says it has left the register
    member_rows        rows of members, also of those who left; null where no person was read
    members, heads     members and heads present (`in_household`)
    unsure             rows that may or may not be a present member, or a head: a relation, a time of leaving or a household number
                       there cannot be read (the latter in the row before or behind this household's)
    id_rows, id_twin   rows with this household number; the row of another one
    village_known      its village stands among the villages; null where no village was read
    and those of `facts.standing` (its status on the day), `facts.members`, `facts.incomes`, `facts.money`, `facts.procedures`,
    `facts.homes`, `facts.land`, `facts.helpers`, `facts.inspected`.
    """
    households = tables["households"].with_columns(
        year_of(nw.col("identified")).alias("identified_year"),
        year_of(nw.col("relapsed")).alias("relapsed_year"),
        nw.when(~cannot_read("exit_year")).then(~nw.col("exit_year").is_null()).alias("exit_year_told"),
        nw.col("status").is_in(list(EXITED)).alias("exited_status"),
    )
    return with_blocks(households, tables, _blocks(), wanted)


def household_reach(wanted: Collection[str]) -> frozenset[str]:
    """See `facts.blocks.reach`."""
    return reach(_blocks(), wanted)


@cache
def _blocks() -> tuple[Block, ...]:
    from puxi_cli.facts.helpers import HELPERS
    from puxi_cli.facts.homes import HOMES
    from puxi_cli.facts.incomes import REFERENCE
    from puxi_cli.facts.inspected import INSPECTED
    from puxi_cli.facts.land import LAND
    from puxi_cli.facts.members import MEMBERS
    from puxi_cli.facts.money import MONEY
    from puxi_cli.facts.procedures import PROCEDURES
    from puxi_cli.facts.standing import STANDING

    return (*_RECORD, *STANDING, *REFERENCE, *MONEY, *MEMBERS, *LAND, *HOMES, *HELPERS, *PROCEDURES, *INSPECTED)


def _with_ids(households: nw.LazyFrame[Any], tables: Tables) -> nw.LazyFrame[Any]:
    ids = tables["households"].group_by("household_id").agg(
        nw.len().alias("id_rows"), nw.col(KEY).min().alias("_first"), nw.col(KEY).max().alias("_last")
    )  # fmt: skip
    other = nw.when(nw.col(KEY) == nw.col("_first")).then(nw.col("_last")).otherwise(nw.col("_first"))
    joined = households.join(ids, on="household_id", how="left")
    return joined.with_columns(other.alias("id_twin")).drop("_first", "_last")


def _with_members(households: nw.LazyFrame[Any], tables: Tables) -> nw.LazyFrame[Any]:
    persons = tables["persons"].with_columns(in_household().alias("present"))
    members = persons.group_by("household_id").agg(
        nw.len().alias("member_rows"),
        nw.col("present").fill_null(False).cast(nw.Int64).sum().alias("members"),
        (nw.col("present") & (nw.col("relation") == HEAD)).fill_null(False).cast(nw.Int64).sum().alias("heads"),
        (nw.col("present").is_null() | cannot_read("relation")).cast(nw.Int64).sum().alias("_unsure"),
    )
    households = households.join(members, on="household_id", how="left")
    for beside in (BEFORE, BEHIND):
        lost = persons.filter(~nw.col(beside).is_null()).group_by(beside).agg(nw.len().alias(f"{beside}_rows"))
        households = households.join(lost, left_on="household_id", right_on=beside, how="left")
    parts = ("_unsure", f"{BEFORE}_rows", f"{BEHIND}_rows")
    unsure = (nw.col(name).fill_null(0) for name in parts)
    households = households.with_columns(nw.sum_horizontal(*unsure).alias("unsure")).drop(*parts)
    if tables.has("persons"):
        households = households.with_columns(nw.col(name).fill_null(0) for name in ("member_rows", "members", "heads"))
    return households


def _with_village_known(households: nw.LazyFrame[Any], tables: Tables) -> nw.LazyFrame[Any]:
    if not tables.has("villages"):
        return households.with_columns(nw.lit(None, dtype=nw.Boolean).alias("village_known"))
    known = tables["villages"].select("village").unique().with_columns(nw.lit(True).alias("_known"))
    households = households.join(known, on="village", how="left")
    found = nw.when(~nw.col("village").is_null()).then(nw.col("_known").fill_null(False))
    return households.with_columns(found.alias("village_known")).drop("_known")


_RECORD = (
    Block(("id_rows", "id_twin"), _with_ids),
    Block(("member_rows", "members", "heads", "unsure"), _with_members),
    Block(("village_known",), _with_village_known),
)


def household_row_facts(tables: Tables, fields: list[str]) -> nw.LazyFrame[Any]:
    """One row per household of a flat list: `household_id`, `_key` of its first row, and

    fields_that_differ   how many household fields have two different values among the household's rows (blanks aside)
    """
    rows = tables["household_rows"].filter(~nw.col("household_id").is_null())
    rows = rows.with_columns(nw.col(name).cast(nw.String) for name in fields)
    bounds = rows.group_by("household_id").agg(
        nw.col(KEY).min().alias(KEY),
        *(nw.col(name).min().alias(f"{name}_least") for name in fields),
        *(nw.col(name).max().alias(f"{name}_most") for name in fields),
    )
    differing = [(nw.col(f"{name}_least") != nw.col(f"{name}_most")).fill_null(False).cast(nw.Int64) for name in fields]
    return bounds.select("household_id", KEY, nw.sum_horizontal(*differing).alias("fields_that_differ"))
