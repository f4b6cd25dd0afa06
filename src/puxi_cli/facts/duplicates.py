"""Facts of a person's number in other households: of the same county, of another county of the city, of another city of the province.

A county is known by the first six digits of the code of the household's village, where the villages table of the same file has it;
else by the county's name, where the names in the files go with one code; else, where every table stands in a file of its own, by
the village's name, where villages of that name lie in one county only. Who cannot be placed counts as near: a pair is told once.
"""

from __future__ import annotations

from typing import Any

import narwhals as nw

from puxi_cli.facts.agreed import agreed, blank
from puxi_cli.facts.blocks import Block
from puxi_cli.facts.columns import HOME, LEAVING, REASON_BESIDE
from puxi_cli.facts.fact import Fact
from puxi_cli.facts.person_rows import shared_homes
from puxi_cli.facts.tables import Tables
from puxi_cli.registry import FILE, NUMBER

_COUNTY, _CITY, _PROVINCE = 6, 4, 2  # digits of a division code that name it
_NOWHERE = ""


def _with_duplicates(persons: nw.LazyFrame[Any], tables: Tables) -> nw.LazyFrame[Any]:
    """Add, of the other households with a person's number, how many are near and far, and the row of one of each.

    same_county_households      of this county, of an unknown one or of another province; this household counts, as it does in
                                `number_households`
    other_county_households     of another county of this city; null where one cannot be placed and none is there for certain
    other_city_households       of another city of this province; null likewise
    """
    homes = shared_homes(tables).select(
        NUMBER,
        "household_id",
        nw.col("number_here_first").alias("_key"),
        nw.col("file_least").alias("_file_least"),
        nw.col("file_most").alias("_file_most"),
    )
    homes = _placed(homes, tables)
    others = homes.group_by(NUMBER, "_county").agg(
        nw.len().alias("_n"), nw.col("_key").min().alias("_first"), nw.col("_key").max().alias("_last")
    )
    others = others.select(NUMBER, nw.col("_county").alias("_there"), nw.col("_n"), nw.col("_first"), nw.col("_last"))
    pairs = homes.join(others, on=NUMBER, how="inner")
    here, there = nw.col("_county"), nw.col("_there")
    known = (here != _NOWHERE) & (there != _NOWHERE)
    same_city = known & (here.str.slice(0, _CITY) == there.str.slice(0, _CITY))
    same_province = known & (here.str.slice(0, _PROVINCE) == there.str.slice(0, _PROVINCE))
    other_county = same_city & (here != there)
    other_city = same_province & ~same_city
    near = ~other_county & ~other_city
    twin = nw.when((here == there) & (nw.col("_first") == nw.col("_key"))).then(nw.col("_last")).otherwise(nw.col("_first"))
    # Of this county a household's own row is no twin of itself.
    twin = nw.when(twin != nw.col("_key")).then(twin)
    beside = nw.col("_n") - (here == there).cast(nw.Int64)
    counts = pairs.group_by(NUMBER, "household_id").agg(
        nw.when(known).then(nw.lit(0)).otherwise(beside).sum().alias("_unplaced"),
        *(
            nw.when(where).then(nw.col("_n")).otherwise(nw.lit(0)).sum().alias(f"{name}_households")
            for name, where in (("same_county", near), ("other_county", other_county), ("other_city", other_city))
        ),
        *(
            nw.when(where).then(twin).min().alias(f"{name}_twin")
            for name, where in (("same_county", near), ("other_county", other_county), ("other_city", other_city))
        ),
    )
    persons = persons.join(counts, on=[NUMBER, "household_id"], how="left")
    return persons.with_columns(
        nw.coalesce(nw.col("same_county_households"), nw.col("number_households")).alias("same_county_households"),
        nw.coalesce(nw.col("same_county_twin"), nw.col("number_twin")).alias("same_county_twin"),
        _far("other_county_households").alias("other_county_households"),
        _far("other_city_households").alias("other_city_households"),
    ).drop("_unplaced")


def _far(name: str) -> nw.Expr:
    """How many are there; 0 where all are placed, and for a number that stands in one household only."""
    placed = nw.when(nw.col("_unplaced").fill_null(0) == 0).then(nw.col(name).fill_null(0))
    return nw.when(nw.col(name) > 0).then(nw.col(name)).otherwise(placed)


def _placed(homes: nw.LazyFrame[Any], tables: Tables) -> nw.LazyFrame[Any]:
    """Add `_county`, the six digits, or `_NOWHERE`: of the household in the person's file, else of that number in any file."""
    wanted = homes.select("household_id").unique()
    households = _counties(tables).join(wanted, on="household_id", how="inner")
    in_file = agreed(households, ["_home_file", "household_id"], {"_code": "_in_file"}, blank)
    anywhere = agreed(households, ["household_id"], {"_code": "_anywhere"}, blank)
    one_file = nw.when(nw.col("_file_least") == nw.col("_file_most")).then(nw.col("_file_least"))
    homes = homes.with_columns(one_file.alias("_home_file"))
    homes = homes.join(in_file, on=["_home_file", "household_id"], how="left").join(anywhere, on="household_id", how="left")
    county = nw.coalesce(nw.col("_in_file"), nw.col("_anywhere")).fill_null(_NOWHERE)
    return homes.select(NUMBER, "household_id", "_key", county.alias("_county"))


def _counties(tables: Tables) -> nw.LazyFrame[Any]:
    """Every household's row with the code of its county (`_code`)."""
    code = nw.col("code").str.slice(0, _COUNTY)
    villages = (
        tables["villages"]
        .select(
            nw.col(FILE).alias("_home_file"),
            "village",
            nw.when(nw.col("code").str.len_chars() >= _COUNTY).then(code).alias("_code"),
        )
        .filter(~nw.col("village").is_null())
    )
    households = (
        tables["households"]
        .filter(~nw.col("household_id").is_null())
        .select(
            "household_id",
            nw.col("village").fill_null(_NOWHERE),
            nw.col("county").fill_null(_NOWHERE),
            nw.col(FILE).alias("_home_file"),
        )
    )
    # Many households share a place: what is known of places is looked up once for each.
    places = households.group_by("county", "village", "_home_file").agg(nw.len().alias("_n"))
    by_file = agreed(villages, ["_home_file", "village"], {"_code": "_by_file"}, blank)
    by_village = agreed(villages, ["village"], {"_code": "_by_village"}, blank)
    places = places.join(by_file, on=["_home_file", "village"], how="left").join(by_village, on="village", how="left")
    named = places.filter(nw.col("county") != _NOWHERE, ~nw.col("_by_file").is_null())
    by_name = agreed(named.select("county", nw.col("_by_file").alias("_code")), ["county"], {"_code": "_by_name"}, blank)
    some = (
        places.with_columns(nw.lit(1).alias("_one"))
        .group_by("_one")
        .agg((~nw.col("_by_file").is_null()).cast(nw.Int64).max().alias("_some"))
    )
    apart = nw.when(nw.col("_some") == 0).then(nw.col("_by_village"))
    places = places.join(by_name, on="county", how="left").with_columns(nw.lit(1).alias("_one")).join(some, on="_one", how="left")
    places = places.select(
        "county", "village", "_home_file", nw.coalesce(nw.col("_by_file"), nw.col("_by_name"), apart).alias("_code")
    )
    joined = households.join(places, on=["county", "village", "_home_file"], how="left")
    return joined.select("household_id", "_home_file", "_code")


DUPLICATES = (
    Block(
        (
            "same_county_households",
            "same_county_twin",
            "other_county_households",
            "other_county_twin",
            "other_city_households",
            "other_city_twin",
        ),
        _with_duplicates,
        ("number_households", "number_twin"),
    ),
)

FACTS = (
    Fact("same_county_households", reads=("persons.id_no", *HOME), readable=LEAVING, blank_beside=REASON_BESIDE),
    Fact("other_county_households", reads=("persons.id_no", *HOME), readable=LEAVING, blank_beside=REASON_BESIDE),
    Fact("other_city_households", reads=("persons.id_no", *HOME), readable=LEAVING, blank_beside=REASON_BESIDE),
)
