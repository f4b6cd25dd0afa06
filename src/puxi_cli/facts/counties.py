"""Facts of the county as far as its townships were read: one row, made of the villages, households and persons in the files."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

import narwhals as nw

from puxi_cli.facts.columns import HOUSE, INSURED, POOR
from puxi_cli.facts.fact import LAST_YEAR, THIS_YEAR, Fact
from puxi_cli.facts.households import household_facts
from puxi_cli.facts.persons import person_facts
from puxi_cli.facts.register import counted_on, register_persons
from puxi_cli.facts.tables import Tables
from puxi_cli.facts.villages import (
    INCIDENCES,
    OF_UNKNOWN_SIZE,
    POOR_COUNTS,
    maybe_poor,
    of_unknown_size,
    village_facts,
    with_incidence,
)
from puxi_cli.registry import KEY, ROW, SOURCE

_ONE = "_one"
_COMMITTEE = "居委会"


def county_facts(tables: Tables, wanted: Collection[str] | None = None) -> nw.LazyFrame[Any]:
    """One row, with what is wanted (None: all); none where no village was read.

    villages_read        villages in the files
    reference_year       the last year that is whole on the day
    poor_persons, poor_least, poor_most, incidence …   as of a village (`facts.villages`), also of persons of no village that was read
    rural_persons, rural_now   over all villages; null where one of them lacks its figure
    county_income        rural disposable income per head of the county, where all villages tell the same
    road_share           villages with a road of asphalt or concrete / villages; neighbourhood committees are none
    water_share          rural persons in villages with safe water / rural persons
    power_rate           households with electricity in 100, weighed by households
    insurance_share      persons on the register who are insured / persons on the register
    housing_share        households with a safe house / households
    A share is null as soon as one village, person or household does not tell; how many do not:
    road_unknown, water_unknown, power_unknown, rural_unknown, rural_now_unknown   villages
    insurance_unknown    persons who are, or may be, on the register
    housing_unknown      households
    """

    def asks_for(*names: str) -> bool:
        return wanted is None or not set(names).isdisjoint(wanted)

    villages = village_facts(tables, ("rural_persons", "rural_now")).with_columns(nw.lit(1).alias(_ONE))
    village = (nw.col("kind") != _COMMITTEE).fill_null(True)
    everything = villages.group_by(_ONE).agg(
        nw.len().alias("villages_read"),
        nw.col("reference_year").max(),
        nw.col(SOURCE).min(),
        nw.col("rural_persons").sum(),
        nw.col("rural_now").sum(),
        nw.col("county_income").min().alias("_income_least"),
        nw.col("county_income").max().alias("_income_most"),
        _unknown("county_income").alias("_income_unknown"),
        _share(village).alias("_villages"),
        _share(village & nw.col("road")).alias("_roads"),
        _share(village & nw.col("road").is_null()).alias("road_unknown"),
        nw.when(nw.col("water")).then(nw.col("rural_persons")).sum().alias("_watered"),
        _unknown("water").alias("water_unknown"),
        (nw.col("power_rate") * nw.col("households")).sum().alias("_powered"),
        nw.col("households").sum().alias("_households"),
        (nw.col("power_rate").is_null() | nw.col("households").is_null()).cast(nw.Int64).sum().alias("power_unknown"),
        _unknown("rural_persons").alias("rural_unknown"),
        _unknown("rural_now").alias("rural_now_unknown"),
    )
    row = everything
    if asks_for("insurance_share"):
        row = row.join(_insured(tables), on=_ONE, how="left").with_columns(
            nw.when(nw.col("insurance_unknown") == 0).then(_quotient("_insured", "_people")).alias("insurance_share")
        )
    if asks_for("housing_share", "county"):
        row = row.join(_homes(tables), on=_ONE, how="left").with_columns(
            nw.when(nw.col("housing_unknown") == 0).then(_quotient("_safe", "_homes")).alias("housing_share"),
            nw.when(nw.col("_county_least") == nw.col("_county_most")).then(nw.col("_county_least")).alias("county"),
        )
    row = row.with_columns(
        nw.when(nw.col("rural_unknown") == 0).then(nw.col("rural_persons")).alias("rural_persons"),
        nw.when(nw.col("rural_now_unknown") == 0).then(nw.col("rural_now")).alias("rural_now"),
    )
    if asks_for(*POOR_COUNTS, *INCIDENCES):
        row = with_incidence(_with_poor(row, tables), tables)
    return row.with_columns(
        nw.when((nw.col("_income_least") == nw.col("_income_most")) & (nw.col("_income_unknown") == 0))
        .then(nw.col("_income_least"))
        .alias("county_income"),
        nw.when(nw.col("road_unknown") == 0).then(_quotient("_roads", "_villages")).alias("road_share"),
        nw.when(nw.col("water_unknown") == 0).then(_quotient("_watered", "rural_persons")).alias("water_share"),
        nw.when(nw.col("power_unknown") == 0).then(_quotient("_powered", "_households")).alias("power_rate"),
        nw.lit(0).cast(nw.Int64).alias(KEY),
        nw.lit(None, dtype=nw.Int64).alias(ROW),
    )


def _insured(tables: Tables) -> nw.LazyFrame[Any]:
    people = person_facts(tables, ("there", "on_register", "insured")).filter(
        nw.col("there").fill_null(True) & nw.col("on_register").fill_null(True)
    )
    # Who may be one of the poor changes nothing where insured, and leaves the share open where not.
    sure = (nw.col("there") & nw.col("on_register")).fill_null(False)
    people = people.filter(sure | ~nw.col("insured").fill_null(False)).with_columns(
        nw.when(sure).then(nw.col("insured")).alias("insured")
    )
    return (
        people.with_columns(nw.lit(1).alias(_ONE))
        .group_by(_ONE)
        .agg(
            nw.len().alias("_people"), _share(nw.col("insured")).alias("_insured"), _unknown("insured").alias("insurance_unknown")
        )
    )


def _homes(tables: Tables) -> nw.LazyFrame[Any]:
    return (
        household_facts(tables, ("house_safe",))
        .with_columns(nw.lit(1).alias(_ONE))
        .group_by(_ONE)
        .agg(
            nw.len().alias("_homes"),
            _share(nw.col("house_safe")).alias("_safe"),
            _unknown("house_safe").alias("housing_unknown"),
            nw.col("county").min().alias("_county_least"),
            nw.col("county").max().alias("_county_most"),
        )
    )


def _with_poor(row: nw.LazyFrame[Any], tables: Tables) -> nw.LazyFrame[Any]:
    if not (tables.has("households") and tables.has("persons")):
        return row.with_columns(nw.lit(None, dtype=nw.Int64).alias(name) for name in POOR_COUNTS)
    poor = register_persons(tables).filter(counted_on(tables.day)).with_columns(nw.lit(1).alias(_ONE))
    maybe = maybe_poor(tables).with_columns(nw.lit(1).alias(_ONE))
    row = row.join(poor.group_by(_ONE).agg(nw.len().alias("poor_persons")), on=_ONE, how="left")
    bounds = maybe.group_by(_ONE).agg(_share(nw.col("sure")).alias("poor_least"), nw.len().alias("poor_most"))
    unsized = of_unknown_size(tables).with_columns(nw.lit(1).alias(_ONE)).group_by(_ONE).agg(nw.len().alias("_unsized"))
    row = row.join(bounds, on=_ONE, how="left").join(unsized, on=_ONE, how="left")
    row = row.with_columns(nw.col(name).fill_null(0).cast(nw.Int64) for name in POOR_COUNTS)
    return row.with_columns(nw.when(nw.col("_unsized").is_null()).then(nw.col("poor_most")).alias("poor_most")).drop("_unsized")


def _share(condition: nw.Expr) -> nw.Expr:
    return condition.fill_null(False).cast(nw.Int64).sum()


def _unknown(name: str) -> nw.Expr:
    return nw.col(name).is_null().cast(nw.Int64).sum()


def _quotient(numerator: str, denominator: str) -> nw.Expr:
    return nw.col(numerator) / nw.when(nw.col(denominator) > 0).then(nw.col(denominator))


FACTS = (
    *(
        Fact(
            name,
            reads=("village_years.rural_persons", *POOR),
            of="county",
            made_of=(("persons", ("there", "on_register")), ("villages", ("rural_now",))),
            year=THIS_YEAR,
            open_unless="incidence_least" if name == "incidence_most" else None,
            unknown=OF_UNKNOWN_SIZE if name == "incidence_most" else None,
        )
        for name in ("incidence", "incidence_least", "incidence_most")
    ),
    Fact("insurance_share", reads=INSURED, of="county", made_of=(("persons", ("there", "on_register", "insured")),)),
    Fact("housing_share", reads=HOUSE, of="county", made_of=(("households", ("house_safe",)),)),
    Fact("road_share", reads=("village_years.road",), of="county", made_of=(("villages", ("road",)),)),
    Fact(
        "water_share",
        reads=("village_years.water", "village_years.rural_persons"),
        of="county",
        made_of=(("villages", ("water", "rural_persons")),),
    ),
    Fact(
        "power_rate",
        reads=("village_years.power_rate",),
        of="county",
        made_of=(("villages", ("power_rate", "households")),),
        year=LAST_YEAR,
    ),
    Fact(
        "county_income",
        reads=("village_years.county_income",),
        of="county",
        made_of=(("villages", ("county_income",)),),
        year=LAST_YEAR,
    ),
)
