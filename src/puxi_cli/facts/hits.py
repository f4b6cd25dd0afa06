"""Facts of a person in the lists of other offices (table 比对线索): how often they stand in a list of each category.

`red_line_n` counts the hits by the day; `while_listed_n` is 1 where one of them may be from before the household left the register.

A category of which no list with numbers was handed in says nothing: null, not zero.
"""

from __future__ import annotations

from typing import Any

import narwhals as nw

from puxi_cli.facts.blocks import Block
from puxi_cli.facts.columns import REASON_BESIDE, STAY, TIMES
from puxi_cli.facts.days import counts_from, day_number, on_or_before
from puxi_cli.facts.fact import Fact
from puxi_cli.facts.listing import ALWAYS
from puxi_cli.facts.tables import Tables
from puxi_cli.records.codes import code_list
from puxi_cli.records.identity import NO_NUMBER_PREFIX
from puxi_cli.registry import KEY, NUMBER
from puxi_cli.text.words import Text

CATEGORIES = code_list("red_line").labels  # in the order of the nine lines
_NUMBERS = range(1, len(CATEGORIES) + 1)
_ROWS = 10**12  # more than a table has rows


def in_hand(day: str) -> nw.Expr:
    """Whether a row of the lists was there by the day and names somebody: a list without numbers was not handed in."""
    named = ~nw.col(NUMBER).is_null() & ~nw.col(NUMBER).str.starts_with(NO_NUMBER_PREFIX)
    return named.fill_null(False) & (nw.col("day").is_null() | on_or_before(nw.col("day"), day))


def _with_hits(persons: nw.LazyFrame[Any], tables: Tables) -> nw.LazyFrame[Any]:
    lists = tables["evidence"].filter(in_hand(tables.day))
    hits = lists.group_by(NUMBER).agg(
        *(nw.when(_of(n)).then(nw.lit(1)).otherwise(nw.lit(0)).sum().alias(f"red_line_{n}") for n in _NUMBERS),
        *(nw.when(_of(n)).then(nw.col(KEY)).min().alias(f"red_line_{n}_twin") for n in _NUMBERS),
    )
    persons = persons.join(hits, on=NUMBER, how="left")
    return _where_handed_in(persons, lists, "red_line")


def _with_hits_while_listed(persons: nw.LazyFrame[Any], tables: Tables) -> nw.LazyFrame[Any]:
    """The first hit of each category against the day on which the household left: what is dated later says nothing of its listing.

    A hit without a day, and any of a household that left nobody knows when, may be from before.
    """
    lists = tables["evidence"].filter(in_hand(tables.day))
    # The day and the row in one number: the least is the row with the first day, or one without a day.
    when = day_number(nw.col("day")).fill_null(0) * _ROWS + nw.col(KEY)
    firsts = lists.group_by(NUMBER).agg(*(nw.when(_of(n)).then(when).min().alias(f"_first_{n}") for n in _NUMBERS))
    # A year of exit before that of identification is a mistake: it says no more than none.
    exit_on, identified_on = nw.col("household_exit_on"), nw.col("household_identified_on")
    dated = (exit_on != ALWAYS) & (exit_on >= identified_on)
    undated = (~dated).fill_null(False)
    left_on = nw.when(undated).then(nw.lit(tables.day)).otherwise(exit_on)
    joined = counts_from(nw.col("joined"))
    # Who joined a listed household that left nobody knows when, may have joined it after that.
    before = joined.is_null() | (joined <= nw.when(undated).then(identified_on).otherwise(exit_on))
    persons = persons.join(firsts, on=NUMBER, how="left").with_columns(left_on.alias("_left_on"))
    persons = persons.with_columns(
        nw.when(before | (dated & (identified_on != ALWAYS))).then(before).alias("there_before_exit"),
        *(
            nw.when(nw.col(f"_first_{n}") // _ROWS <= day_number(nw.col("_left_on"))).then(nw.lit(1)).alias(f"while_listed_{n}")
            for n in _NUMBERS
        ),
        *((nw.col(f"_first_{n}") % _ROWS).alias(f"while_listed_{n}_twin") for n in _NUMBERS),
    )
    return _where_handed_in(persons.drop("_left_on", *(f"_first_{n}" for n in _NUMBERS)), lists, "while_listed")


def _of(n: int) -> nw.Expr:
    return nw.col("category") == CATEGORIES[n - 1]


def _where_handed_in(persons: nw.LazyFrame[Any], lists: nw.LazyFrame[Any], fact: str) -> nw.LazyFrame[Any]:
    """No hit is zero where a list of the category was handed in and the person has a number, else unknown."""
    handed_in = (
        lists.with_columns(nw.lit(1).alias("_one"))
        .group_by("_one")
        .agg(*(_of(n).fill_null(False).cast(nw.Int64).sum().alias(f"_lists_{n}") for n in _NUMBERS))
    )
    unnamed = lists.filter(nw.col("category").is_null()).select(NUMBER).unique().with_columns(nw.lit(True).alias("_unnamed"))
    persons = (
        persons.with_columns(nw.lit(1).alias("_one")).join(handed_in, on="_one", how="left").join(unnamed, on=NUMBER, how="left")
    )
    # A row of theirs without a category that can be read may be of any.
    known, named = nw.col("has_number"), nw.col("_unnamed").is_null()
    persons = persons.with_columns(
        nw.when((nw.col(f"_lists_{n}") > 0) & known & ((nw.col(f"{fact}_{n}") > 0).fill_null(False) | named))
        .then(nw.col(f"{fact}_{n}").fill_null(0))
        .alias(f"{fact}_{n}")
        for n in _NUMBERS
    )
    return persons.drop("_one", "_unnamed", *(f"_lists_{n}" for n in _NUMBERS))


def _names(fact: str) -> tuple[str, ...]:
    return tuple(f"{fact}_{n}{ending}" for n in _NUMBERS for ending in ("", "_twin"))


HITS = (
    Block(_names("red_line"), _with_hits),
    Block(
        ("there_before_exit", *_names("while_listed")), _with_hits_while_listed, ("household_exit_on", "household_identified_on")
    ),
)

FACTS = (
    Fact(
        "there_before_exit",
        Text("退出以前就在户内", "in the household before it left the register"),
        readable=(*STAY, *TIMES),
        blank_beside=REASON_BESIDE,
    ),
    *(
        Fact(
            f"{name}_{n}",
            Text(zh.format(n), en.format(n)),
            reads=("evidence.id_no", "evidence.category"),
            also=("persons.id_no",),
            readable=("evidence.category",),
            blank_beside=(("evidence.category", "id_no"),),
            rows=("category", CATEGORIES[n - 1]),
        )
        for name, zh, en in (
            ("red_line", "第{}类名单中的次数", "hits in lists of category {}"),
            ("while_listed", "退出以前在第{}类名单中", "in a list of category {} before the exit"),
        )
        for n in _NUMBERS
    ),
)
