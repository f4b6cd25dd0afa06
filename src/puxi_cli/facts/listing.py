"""Whether and when a household is on the register: what its times and its status say."""

from __future__ import annotations

from typing import Any

import narwhals as nw

from puxi_cli.facts.columns import IDENTIFIED, ON_LIST, TELL_WHO
from puxi_cli.facts.days import counts_from, on_or_before, year_end, year_of
from puxi_cli.facts.fact import Fact
from puxi_cli.facts.membership import cannot_read
from puxi_cli.facts.tables import Tables
from puxi_cli.records.household import EXITED, EXITED_TYPE, MARGINAL, NOT_EXITED, NOT_POOR, PLANNED, RELAPSED, STRUCK, UNSTABLE
from puxi_cli.registry import MONITORING
from puxi_cli.text.words import Text

BY_TIME, BY_STATUS, BY_EXIT, UNDECIDED = "time", "status", "exit", "undecided"
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


def called_ordinary() -> nw.Expr:
    """Whether the kind or the type says that a household is no poor one."""
    return nw.any_horizontal(
        *((nw.col(name) == NOT_POOR).fill_null(False) for name in ("poor_type", "household_type")), ignore_nulls=True
    )


def left_by_type() -> nw.Expr:
    """Whether the type, or by its definition the kind of monitoring, says that a household left the register."""
    unstable = (nw.col("monitored_type") == UNSTABLE).fill_null(False)
    return (nw.col("household_type") == EXITED_TYPE).fill_null(False) | (unstable & ~called_ordinary())


# What `with_times` asks of whether it can be read, and what it works out on its way.
_MAY_BE_LOST = ("identified", "status", "exit_year", "relapsed", "poor_type", "household_type", "cause", "monitored_type")
_STEPS = (
    "_dated",
    "_ordinary",
    "_left_type",
    "_struck",
    "_bare",
    "_not_poor",
    "_contradicts",
    "_sure",
    "_maybe",
    "_perhaps",
    "_since",
    "_exit",
    "_relapse",
    "_same_year",
    "_too_early",
    "_gone",
    "_back",
    "_after",
    "_alone",
    "_by_status",
    "_stays",
    "_no_exit",
    "_first",
    "_until",
    "_settled",
    "_since_when",
    "_undecided",
)


def with_times(households: nw.LazyFrame[Any], tables: Tables) -> nw.LazyFrame[Any]:
    """Add `on_list`, `listed_by`, and the days (text) `identified_on`, `exit_on`, `relapsed_on`, from which its times count.

    back_by     the day by which a household is back whose status says so and no time does; null for others
    on_list     something of the row says that the household is or was registered as poor; null where only what cannot be read may
    listed_by   `time`: by its time of identification. `status`: that is blank or unreadable, and the status (or the type 脱贫户) says
                that it is on the list; since when is unknown, so it counts from the snapshot's year on. `exit`: that is blank or unreadable,
                and by the day it has left or come back, whenever it was identified. `undecided`: what it needs
                on the day is blank, unreadable or contradicts itself; it then counts on no day. Null for a household on no list.
                Where the file does not say who is on the list (`TELL_WHO`), all are undecided but ordinary households

    Of whom nobody can tell the identification, an exit decides from its day on, and so does a relapse.

    From `undecided_from` until before `undecided_until` nobody can tell whether it is on the register (null: never so). Before its
    identification a household is not listed, whatever else is written. From then on the status says what a year of exit means:
    planned (预脱贫) or not exited (未脱贫)   the year is no exit, but where a household that has not exited came back after it
    exited (已脱贫)     without a year that can be read, or with one before the identification, it is gone on the snapshot's day, and
                        undecided before
    relapsed (返贫)     the relapse came after the exit, also where its time is of the same year. Without a time after the exit, it is
                        listed until its exit and on the snapshot's day, and undecided between
    unreadable          undecided from its exit on, until a relapse after that; without an exit, always
    a kind that says that it is not poor (一般农户; 边缘易致贫户, where nothing says more; 突发严重困难户, which may be either) beside a time of
                        identification and no exit: undecided
    blank               by the times, as far as they can be read. Of an exit and a relapse of one year nobody can tell which was later: a
                        relapse may be of that exit, or lie before it. Undecided from the exit on

    An exit in a year before that of the identification, and no status that says what is so: undecided, until a relapse after it.
    """
    # In steps, so that each condition is worked out once: what follows reads columns, and not one condition within another.
    unread = {name: f"_no_{name}" for name in _MAY_BE_LOST}
    households = households.with_columns(
        *(cannot_read(name).alias(column) for name, column in unread.items()),
        (~nw.col("identified").is_null()).alias("_dated"),
        called_ordinary().alias("_ordinary"),
        left_by_type().alias("_left_type"),
        (nw.col("monitored_type") == STRUCK).fill_null(False).alias("_struck"),
    )
    lost = {name: nw.col(column) for name, column in unread.items()}
    status, dated, left_type = nw.col("status"), nw.col("_dated"), nw.col("_left_type")
    lost_status, lost_exit, lost_relapse = lost["status"], lost["exit_year"], lost["relapsed"]
    # By definition a marginal household was never listed; one that was struck may be either. A status, and the type 脱贫户, say more.
    marginal = (nw.col("monitored_type") == MARGINAL).fill_null(False)
    bare = status.is_null() & ~lost_status & ~left_type
    households = households.with_columns(
        bare.alias("_bare"), (nw.col("_ordinary") | (bare & marginal)).alias("_not_poor")
    ).with_columns(
        (nw.col("_dated") & (nw.col("_not_poor") | (nw.col("_bare") & (nw.col("_struck") | lost["monitored_type"])))).alias(
            "_contradicts"
        )
    )
    bare, not_poor = nw.col("_bare"), nw.col("_not_poor")
    hint = ~nw.col("cause").is_null() | nw.col("_struck")
    sure = (
        dated
        | ~status.is_null()
        | left_type
        | ~nw.col("exit_year").is_null()
        | ~nw.col("relapsed").is_null()
        | (nw.col("poor_type") != NOT_POOR).fill_null(False)
        | (hint & ~not_poor)
    )
    maybe = (
        lost_status
        | lost_exit
        | lost_relapse
        | lost["identified"]
        | lost["poor_type"]
        | lost["household_type"]
        | ((lost["cause"] | lost["monitored_type"]) & ~not_poor)
    )
    households = households.with_columns(sure.alias("_sure"), maybe.alias("_maybe"))
    sure, maybe = nw.col("_sure"), nw.col("_maybe")
    on_list = sure | maybe
    # A blank year of exit or a blank cause says nothing: who has none may be listed as well.
    silent = nw.lit(not some_household_has(tables, TELL_WHO)) & ~not_poor
    households = households.with_columns(
        nw.when(sure | ~(maybe | silent)).then(sure).alias("on_list"),
        (on_list | silent).alias("_perhaps"),
        nw.when(~lost["identified"] & (dated | ~cannot_read(MONITORING))).then(dated).alias("identified_told"),
        counts_from(nw.col("identified")).alias("_since"),
        year_end(nw.col("exit_year")).alias("_exit"),
        counts_from(nw.col("relapsed")).alias("_relapse"),
        (year_of(nw.col("relapsed")) == nw.col("exit_year")).fill_null(False).alias("_same_year"),
        (nw.col("exit_year") < year_of(nw.col("identified"))).fill_null(False).alias("_too_early"),
        (status.is_in(list(EXITED)).fill_null(False) | (status.is_null() & ~lost_status & left_type)).alias("_gone"),
        (status == RELAPSED).fill_null(False).alias("_back"),
    )
    exit_day, relapse, gone, back = (nw.col(name) for name in ("_exit", "_relapse", "_gone", "_back"))
    nobody_wrote = exit_day.is_null() & ~relapse.is_null()  # in which year the household left that a relapse brought back
    households = households.with_columns(
        ((relapse > exit_day).fill_null(False) | (nw.col("_same_year") & back)).alias("_after"),
        (nobody_wrote & (back | (bare & ~lost_exit))).alias("_alone"),
        (on_list & ~dated & ~bare & ~lost_status & ~not_poor & ~(gone & lost_relapse)).alias("_by_status"),
    )
    after, alone, by_status = nw.col("_after"), nw.col("_alone"), nw.col("_by_status")
    stays = ((status == PLANNED) | ((status == NOT_EXITED) & ~after)).fill_null(False)
    households = households.with_columns(stays.alias("_stays")).with_columns(
        (nw.col("_stays") | (back & ~after & ~alone)).alias("_no_exit")
    )
    stays, no_exit = nw.col("_stays"), nw.col("_no_exit")
    never, always, from_exit = nw.lit(NEVER), nw.lit(ALWAYS), nw.coalesce(exit_day, nw.lit(ALWAYS))
    first = until = nw.lit(None, dtype=nw.String)
    for holds, begin, end in reversed(
        (
            # Identified as poor, by what is written not poor, and no exit that would explain both.
            (nw.col("_contradicts") & (no_exit | after | alone | ~(gone | ~exit_day.is_null() | lost_exit)), always, never),
            (gone & exit_day.is_null(), always, nw.lit(tables.state)),
            (gone & lost_relapse, from_exit, never),
            (alone, always, relapse),
            (back & ~after, from_exit, nw.lit(tables.state)),
            (lost_status, from_exit, nw.when(after).then(relapse).otherwise(never)),
            (bare & lost_exit, always, never),
            (bare & lost_relapse, from_exit, never),
            (bare & nw.col("_same_year"), from_exit, never),
            # It left before it was identified: one of both is wrong, or it was identified anew after an exit.
            (gone & nw.col("_too_early"), always, nw.lit(tables.state)),
            (~gone & ~lost_status & ~stays & nw.col("_too_early"), always, nw.when(after).then(relapse).otherwise(never)),
        )
    ):
        first = nw.when(holds).then(begin).otherwise(first)
        until = nw.when(holds).then(end).otherwise(until)
    households = households.with_columns(first.alias("_first"), until.alias("_until"))
    first, until = nw.col("_first"), nw.col("_until")
    known_from = nw.lit(f"{tables.state[:4]}-01-01")
    some = (first < until).fill_null(False)  # an exit of the snapshot's own year leaves no time in between
    # Of whom nobody can tell the identification: from when on it does not matter any more.
    by_relapse = nw.when((alone | (after & lost_status)) & ~stays).then(relapse)
    settled = nw.when(~not_poor).then(nw.coalesce(by_relapse, nw.when(~no_exit & ~lost_status).then(exit_day)))
    households = households.with_columns(
        nw.when(some).then(first).alias("undecided_from"),
        nw.when(some).then(until).alias("undecided_until"),
        nw.coalesce(settled, never).alias("_settled"),
        (~dated & (by_status | nw.col("_perhaps"))).alias("_since_when"),
    ).with_columns(
        nw.when(by_status & (nw.col("_settled") > known_from)).then(known_from).otherwise(nw.col("_settled")).alias("_settled")
    )
    since_when = nw.col("_since_when")
    longer = since_when & ~(nw.col("undecided_until") > nw.col("_settled")).fill_null(False)
    households = households.with_columns(
        nw.when(since_when).then(always).otherwise(nw.col("undecided_from")).alias("undecided_from"),
        nw.when(longer).then(nw.col("_settled")).otherwise(nw.col("undecided_until")).alias("undecided_until"),
    )
    not_yet = (nw.col("_since") > nw.lit(tables.day)).fill_null(False)
    households = households.with_columns((undecided_on(tables.day) & ~not_yet).alias("_undecided"))
    undecided = nw.col("_undecided")
    listed_by = (
        nw.when(undecided)
        .then(nw.lit(UNDECIDED))
        .otherwise(
            nw.when(by_status)
            .then(nw.lit(BY_STATUS))
            .otherwise(nw.when(since_when).then(nw.lit(BY_EXIT)).otherwise(nw.when(dated).then(nw.lit(BY_TIME))))
        )
    )
    identified_on = nw.when(~undecided).then(nw.coalesce(nw.col("_since"), nw.when(since_when).then(always)))
    return households.with_columns(
        listed_by.alias("listed_by"),
        identified_on.alias("identified_on"),
        nw.when(~no_exit).then(nw.coalesce(exit_day, nw.when(gone | alone).then(always))).alias("exit_on"),
        nw.when(after | alone).then(relapse).alias("relapsed_on"),
        nw.when(back & ~after & ~alone).then(nw.lit(tables.state)).alias("back_by"),
    ).drop(*unread.values(), *_STEPS)


FACTS = (
    Fact("on_list", Text("列入名单", "on a list"), reads=ON_LIST),
    Fact("listed_by", reads=ON_LIST),
    Fact("identified_told", reads=IDENTIFIED, readable=IDENTIFIED),
)
