"""Facts of a household: its members and numbers as the files have them, and when it is on the register."""

from __future__ import annotations

from collections.abc import Collection
from functools import cache
from typing import Any

import narwhals as nw

from puxi_cli.facts.agreed import differing
from puxi_cli.facts.blocks import Block, reach, with_blocks
from puxi_cli.facts.columns import HOME, IDENTIFIED, LEAVING, ON_LIST, REASON_BESIDE, STAY, TELL_WHO
from puxi_cli.facts.days import counts_from, on_or_before, year_end, year_of
from puxi_cli.facts.fact import Fact
from puxi_cli.facts.membership import cannot_read, in_household, unclear_leaving
from puxi_cli.facts.persons import found_in
from puxi_cli.facts.sharing import with_another
from puxi_cli.facts.tables import Tables
from puxi_cli.records.household import EXITED, EXITED_TYPE, NOT_EXITED, NOT_POOR, PLANNED, RELAPSED
from puxi_cli.records.person import HEAD
from puxi_cli.registry import BEFORE, BEHIND, KEY
from puxi_cli.text.words import Text

BY_TIME, BY_STATUS, UNDECIDED = "time", "status", "undecided"
ALWAYS = "0000-00-00"  # before every day: exited or identified, and nobody says when
NEVER = "9999-99-99"  # behind every day


def some_household_has(tables: Tables, fields: tuple[str, ...]) -> bool:
    """Whether some household of the file has a value of one of these fields."""
    return any(tables.has("households", name) for name in fields)


def poor_on(day: str) -> nw.Expr:
    """Whether a household is on the register on the day: identified, and not exited or relapsed since.

    Needs `identified_on`, `exit_on` and `relapsed_on` (`with_times`).
    """
    left = on_or_before(nw.col("exit_on"), day) & ~on_or_before(nw.col("relapsed_on"), day)
    return on_or_before(nw.col("identified_on"), day) & ~left


def undecided_on(day: str) -> nw.Expr:
    """Whether nobody can tell if a household is on the register on the day. Needs what `with_times` adds."""
    return (nw.col("undecided_from") <= nw.lit(day)).fill_null(False) & ~on_or_before(nw.col("undecided_until"), day)


def with_times(households: nw.LazyFrame[Any], tables: Tables) -> nw.LazyFrame[Any]:
    """Add `on_list`, `listed_by`, and the days (text) `identified_on`, `exit_on`, `relapsed_on`, from which its times count.

    back_by     the day by which a household is back whose status says so and no time does; null for others
    on_list     something of the row says that the household is or was registered as poor; null where only what cannot be read may
    listed_by   `time`: by its time of identification. `status`: that is blank or unreadable, and the status (or the type 脱贫户) says
                that it is on the list; since when is unknown, so it counts from the snapshot's year on. `undecided`: what it needs
                on the day is blank, unreadable or contradicts itself; it then counts on no day. Null for a household on no list.
                Where the file does not say who is on the list (`TELL_WHO`), all are undecided but ordinary households

    From `undecided_from` until before `undecided_until` nobody can tell whether it is on the register (null: never so). Before its
    identification a household is not listed, whatever else is written. From then on the status says what a year of exit means:
    planned (预脱贫) or not exited (未脱贫)   the year is no exit
    exited (已脱贫)     without a year that can be read, it is gone on the snapshot's day, and undecided before
    relapsed (返贫)     the relapse came after the exit, also where its time is of the same year. Without a time after the exit, it is
                        listed until its exit and on the snapshot's day, and undecided between
    unreadable          undecided from its exit on, until a relapse after that; without an exit, always
    blank               by the times, as far as they can be read
    """
    status, kind, household_type = nw.col("status"), nw.col("poor_type"), nw.col("household_type")
    left_type = (household_type == EXITED_TYPE).fill_null(False)
    not_poor = ((kind == NOT_POOR) | (household_type == NOT_POOR)).fill_null(False)
    lost_status, lost_exit, lost_relapse = (cannot_read(name) for name in ("status", "exit_year", "relapsed"))
    dated = ~nw.col("identified").is_null()
    # The kinds of monitored households that are, or may be, registered as poor; 边缘易致贫户 never were.
    monitored = nw.col("monitored_type").is_in(["脱贫不稳定户", "突发严重困难户"]).fill_null(False)
    hint = ~nw.col("cause").is_null() | monitored
    unread = [cannot_read(name) for name in ("identified", "poor_type", "household_type")]
    sure = (
        dated
        | ~status.is_null()
        | left_type
        | ~nw.col("exit_year").is_null()
        | ~nw.col("relapsed").is_null()
        | (kind != NOT_POOR).fill_null(False)
        | (hint & ~not_poor)
    )
    maybe = lost_status | lost_exit | lost_relapse | unread[0] | unread[1] | unread[2] | (cannot_read("cause") & ~not_poor)
    on_list = sure | maybe
    # A blank year of exit or a blank cause says nothing: who has none may be listed as well.
    silent = nw.lit(not some_household_has(tables, TELL_WHO)) & ~not_poor
    # In steps, so that each is worked out once: what follows reads columns, and not one condition within another.
    households = households.with_columns(
        nw.when(sure | ~(maybe | silent)).then(sure).alias("on_list"),
        (on_list | silent).alias("_perhaps"),
        nw.when(~cannot_read("identified")).then(dated).alias("identified_told"),
        counts_from(nw.col("identified")).alias("_since"),
        year_end(nw.col("exit_year")).alias("_exit"),
        counts_from(nw.col("relapsed")).alias("_relapse"),
        (year_of(nw.col("relapsed")) == nw.col("exit_year")).fill_null(False).alias("_same_year"),
        (status.is_null() & ~lost_status & ~left_type).alias("_bare"),
        (status.is_in(list(EXITED)).fill_null(False) | (status.is_null() & ~lost_status & left_type)).alias("_gone"),
        (status == RELAPSED).fill_null(False).alias("_back"),
    )
    exit_day, relapse, bare, gone, back = (nw.col(name) for name in ("_exit", "_relapse", "_bare", "_gone", "_back"))
    nobody_wrote = exit_day.is_null() & ~relapse.is_null()  # in which year the household left that a relapse brought back
    households = households.with_columns(
        ((relapse > exit_day).fill_null(False) | (nw.col("_same_year") & back)).alias("_after"),
        (nobody_wrote & (back | (bare & ~lost_exit))).alias("_alone"),
        (on_list & ~dated & ~bare & ~lost_status & ~not_poor & ~(gone & lost_relapse)).alias("_by_status"),
    )
    after, alone, by_status = nw.col("_after"), nw.col("_alone"), nw.col("_by_status")
    never, always, from_exit = nw.lit(NEVER), nw.lit(ALWAYS), nw.coalesce(exit_day, nw.lit(ALWAYS))
    first = until = nw.lit(None, dtype=nw.String)
    for holds, begin, end in reversed(
        (
            (~dated & ~by_status & nw.col("_perhaps"), always, never),
            (gone & exit_day.is_null(), always, nw.lit(tables.state)),
            (gone & lost_relapse, from_exit, never),
            (alone, always, relapse),
            (back & ~after, from_exit, nw.lit(tables.state)),
            (lost_status, from_exit, nw.when(after).then(relapse).otherwise(never)),
            (bare & lost_exit, always, never),
            (bare & lost_relapse, from_exit, never),
        )
    ):
        first = nw.when(holds).then(begin).otherwise(first)
        until = nw.when(holds).then(end).otherwise(until)
    known_from = nw.lit(f"{tables.state[:4]}-01-01")
    stays = status.is_in([PLANNED, NOT_EXITED]).fill_null(False)
    no_exit = stays | (back & ~after & ~alone)
    some = (first < until).fill_null(False)  # an exit of the snapshot's own year leaves no time in between
    households = households.with_columns(
        nw.when(some).then(first).alias("undecided_from"), nw.when(some).then(until).alias("undecided_until")
    ).with_columns(
        nw.when(by_status).then(always).otherwise(nw.col("undecided_from")).alias("undecided_from"),
        nw.when(by_status & ~(nw.col("undecided_until") > known_from).fill_null(False))
        .then(known_from)
        .otherwise(nw.col("undecided_until"))
        .alias("undecided_until"),
    )
    not_yet = (nw.col("_since") > nw.lit(tables.day)).fill_null(False)
    households = households.with_columns((undecided_on(tables.day) & ~not_yet).alias("_undecided"))
    undecided = nw.col("_undecided")
    listed_by = (
        nw.when(undecided)
        .then(nw.lit(UNDECIDED))
        .otherwise(nw.when(by_status).then(nw.lit(BY_STATUS)).otherwise(nw.when(dated).then(nw.lit(BY_TIME))))
    )
    identified_on = nw.when(~undecided).then(nw.coalesce(nw.col("_since"), nw.when(by_status).then(always)))
    return households.with_columns(
        listed_by.alias("listed_by"),
        identified_on.alias("identified_on"),
        nw.when(~no_exit).then(nw.coalesce(exit_day, nw.when(gone | alone).then(always))).alias("exit_on"),
        nw.when(after | alone).then(relapse).alias("relapsed_on"),
        nw.when(back & ~after & ~alone).then(nw.lit(tables.state)).alias("back_by"),
    ).drop(
        "_perhaps",
        "_since",
        "_exit",
        "_relapse",
        "_same_year",
        "_bare",
        "_gone",
        "_back",
        "_after",
        "_alone",
        "_by_status",
        "_undecided",
    )


def household_facts(tables: Tables, wanted: Collection[str] | None = None) -> nw.LazyFrame[Any]:
    """One row per household: its fields, and of these the blocks that hold what is wanted (None: all)

    identified_year    year of first identification
    relapsed_year      year of the relapse
    exit_year_told     a year of exit is written; null where it cannot be read
    exited_status      its status says it has left the register
    file_day           the day (text) that the file says it was made on
    member_rows        rows of members, also of those who left; null where no person was read
    members, heads     members and heads present (`in_household`)
    unsure             rows that may or may not be a present member, or a head: a relation, a time of leaving or a household number
                       there cannot be read (the latter in the row before or behind this household's)
    rows_beside        of these, rows before or behind its own whose household number cannot be read
    somebody_stays     a member had not left by the day asked; null where that cannot be told
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
        nw.lit(tables.file_day, dtype=nw.String).alias("file_day"),
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
            counted.then(nw.col(name).fill_null(0)).alias(name) for name in ("member_rows", "members", "heads")
        )
    return households


def _with_village_known(households: nw.LazyFrame[Any], tables: Tables) -> nw.LazyFrame[Any]:
    return found_in(households, tables, "villages", "village", "village_known")


_RECORD = (
    Block(("id_rows", "id_twin"), _with_ids),
    Block(("member_rows", "members", "heads", "unsure", "rows_beside", "somebody_stays"), _with_members),
    Block(("village_known",), _with_village_known),
)


def household_row_facts(tables: Tables, fields: list[str]) -> nw.LazyFrame[Any]:
    """One row per household of a flat list: `household_id`, `_key` of its first row, and

    fields_that_differ   how many household fields have two different values among the household's rows (blanks aside)
    """
    rows = tables["household_rows"].filter(~nw.col("household_id").is_null())
    rows = rows.with_columns(nw.col(name).cast(nw.String) for name in fields)
    differ = differing(rows, ["household_id"], fields, {KEY: nw.col(KEY).min()})
    count = nw.sum_horizontal(*(nw.col(name).cast(nw.Int64) for name in fields))
    return differ.select("household_id", KEY, count.alias("fields_that_differ"))


FACTS = (
    Fact("on_list", Text("列入名单", "on a list"), reads=ON_LIST),
    Fact("listed_by", reads=ON_LIST),
    Fact("identified_told", reads=IDENTIFIED, readable=IDENTIFIED),
    Fact("file_day", Text("文件的日期", "the day of the file")),
    Fact("identified_year", Text("识别年度", "year of identification"), reads=IDENTIFIED),
    Fact("relapsed_year", Text("返贫年度", "year of the relapse"), reads=("households.relapsed",)),
    Fact("exit_year_told", reads=("households.exit_year",), readable=("households.exit_year",)),
    Fact("exited_status", reads=("households.status",)),
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
    Fact("village_known", also=("households.village",), readable=("villages.village",), any_row=True),
)
