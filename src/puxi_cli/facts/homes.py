"""Facts of a household's home: a safe house, safe water, enough to eat and wear, and whether the whole home is on the list."""

from __future__ import annotations

from typing import Any

import narwhals as nw

from puxi_cli.facts.blocks import Block, with_blocks
from puxi_cli.facts.columns import HOUSE, IDENTIFIED
from puxi_cli.facts.days import counts_from, day_number
from puxi_cli.facts.fact import Fact
from puxi_cli.facts.listing import ALWAYS
from puxi_cli.facts.person_rows import person_rows
from puxi_cli.facts.registered import REGISTERED
from puxi_cli.facts.tables import Tables
from puxi_cli.registry import NUMBER
from puxi_cli.text.words import Text

_UNSAFE_GRADES = ("C级", "D级")
_YEAR = 365  # days before or after identification within which a division of the household is looked at


def _with_house(households: nw.LazyFrame[Any], tables: Tables) -> nw.LazyFrame[Any]:
    graded = nw.col("house_grade").is_in(list(_UNSAFE_GRADES))
    # A grade of C or D is an unsafe house whatever the other column says; another grade, or none, leaves it to that column.
    unsafe = nw.when(graded.fill_null(False)).then(nw.lit(True)).otherwise(nw.col("unsafe_house"))
    return households.with_columns(unsafe.alias("house_unsafe"), (~unsafe).alias("house_safe"))


def _with_water(households: nw.LazyFrame[Any], tables: Tables) -> nw.LazyFrame[Any]:
    return households.with_columns((~nw.col("water_hard") & nw.col("safe_water")).alias("water_good"))


def _with_food(households: nw.LazyFrame[Any], tables: Tables) -> nw.LazyFrame[Any]:
    fed = nw.col("enough_food") & nw.col("enough_clothing")
    asked = tables.has("households", "enough_food") or tables.has("households", "enough_clothing")
    return households.with_columns(fed.alias("fed_and_clothed"), nw.lit(asked).alias("food_asked"))


def _with_parted(households: nw.LazyFrame[Any], tables: Tables) -> nw.LazyFrame[Any]:
    """`parted_from`: members who left a household that was never on the register by the day, within a year of this one's identification.

    One that has left the register since was a poor household itself. Null where none is found, and a member has no number by which
    they could be, or one who came from there may not be here.
    """
    persons = with_blocks(person_rows(tables), tables, REGISTERED, ("has_number", "registered", "there")).filter(
        ~nw.col("household_id").is_null()
    )
    persons = persons.with_columns((nw.col("has_number") & ~nw.col(NUMBER).is_null()).fill_null(False).alias("_numbered"))
    left = persons.filter(nw.col("_numbered"), ~nw.col("left").is_null()).select(
        NUMBER,
        nw.col("household_id").alias("_old"),
        counts_from(nw.col("left")).alias("_left_on"),
        nw.col("registered").alias("_old_listed"),
    )
    members = persons.filter(nw.col("there").fill_null(True)).with_columns(
        nw.col("there").is_null().cast(nw.Int64).alias("_unsure")
    )
    here = members.filter(nw.col("_numbered")).select(NUMBER, "household_id", "_unsure")
    since = households.select("household_id", "identified_on").filter(~nw.col("identified_on").is_null())
    moved = here.join(left, on=NUMBER, how="inner").join(since, on="household_id", how="inner")
    apart = day_number(nw.col("_left_on")) - day_number(nw.col("identified_on"))
    moved = moved.filter(nw.col("_old") != nw.col("household_id"), ~nw.col("_old_listed").fill_null(False), apart.abs() <= _YEAR)
    moved = moved.with_columns(
        ((~nw.col("_old_listed")).fill_null(False).cast(nw.Int64) * (1 - nw.col("_unsure"))).alias("_sure")
    )
    counts = moved.group_by("household_id").agg(
        nw.col("_sure").sum().alias("_moved"), (1 - nw.col("_sure")).sum().alias("_maybe")
    )
    traces = members.group_by("household_id").agg((~nw.col("_numbered")).cast(nw.Int64).sum().alias("_untraced"))
    joined = households.join(counts, on="household_id", how="left").join(traces, on="household_id", how="left")
    # Whose identification has no day may have been parted at any time.
    dated = (nw.col("identified_on") != ALWAYS).fill_null(True)
    kept = tables.has("persons", "left")  # else nobody is said to have left any household
    nobody = (nw.col("_untraced") == 0) & (nw.col("_maybe").fill_null(0) == 0) & dated & kept
    found = nw.when(nw.col("_moved") > 0).then(nw.col("_moved").cast(nw.Int64))
    zero = nw.when(nobody).then(nw.lit(0).cast(nw.Int64))
    return joined.with_columns(nw.coalesce(found, zero).alias("parted_from")).drop("_moved", "_maybe", "_untraced")


HOMES = (
    Block(("house_unsafe", "house_safe"), _with_house, joins=False),
    Block(("water_good",), _with_water, joins=False),
    Block(("fed_and_clothed", "food_asked"), _with_food, joins=False),
    Block(("parted_from",), _with_parted, ("identified_on",)),
)

FACTS = (
    Fact("house_safe", Text("住房安全", "safe house"), reads=HOUSE),
    Fact("house_unsafe", Text("住危房", "unsafe house"), reads=HOUSE),
    Fact(
        "water_good",
        Text("饮水安全且不困难", "water safe and not hard to get"),
        reads=("households.safe_water", "households.water_hard"),
    ),
    Fact(
        "fed_and_clothed",
        Text("不愁吃、不愁穿", "enough to eat and wear"),
        also=("households.enough_food", "households.enough_clothing"),
        asked_where="food_asked",
    ),
    Fact(
        "food_asked",
        Text("信息表有吃穿两列", "the register has these columns"),
        also=("households.enough_food", "households.enough_clothing"),
    ),
    Fact(
        "parted_from",
        Text("识别前后由未建档户转入的人数", "members who came from a household never on the register"),
        reads=("persons.left", *IDENTIFIED),
        of="households",
        made_of=(("persons", ("there", "has_number")),),
        beside=IDENTIFIED,
    ),
)
