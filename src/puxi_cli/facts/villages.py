"""Facts of a village on the day: its indicators of the reference year, its poor persons, and the income of those who left."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

import narwhals as nw

from puxi_cli.facts.agreed import agreed, differing
from puxi_cli.facts.blocks import Block, with_blocks
from puxi_cli.facts.columns import POOR, REASON_BESIDE, STAY, TIMES
from puxi_cli.facts.fact import LAST_YEAR, THIS_YEAR, YEAR_BEFORE, Fact
from puxi_cli.facts.households import household_facts
from puxi_cli.facts.membership import cannot_read
from puxi_cli.facts.persons import person_facts
from puxi_cli.facts.register import counted_on, register_persons
from puxi_cli.facts.sharing import another, sharing, with_another
from puxi_cli.facts.tables import Tables
from puxi_cli.registry import KEY
from puxi_cli.text.words import Text

_WORD = "(?:村民委员会|村委会|村)$"
_FIGURES = ("households", "persons", "rural_persons", "exited_income", "county_income", "power_rate")
_YES_NO = ("collective", "road", "water", "clinic")


def village_facts(tables: Tables, wanted: Collection[str] | None = None) -> nw.LazyFrame[Any]:
    """One row per village: its fields, and

    reference_year       the last year that is whole on the day
    rural_persons …      the indicators of that year from 村年度; null where it has no row, or two that differ
    income_ratio, income_ratio_before   income per head of exited households / of the rural county, that year and the year before
    poor_persons         persons on the register on the day; null where no household or no person was read
    poor_least, poor_most   the same without and with those of whom it cannot be told that they are, or of which village; the most is null
                         where a household that may be listed is of unknown size
    rural_now            rural registered persons of the day's year, which incidence is a share of (`stats.incidence`)
    incidence            poor persons / these; incidence_least, incidence_most likewise
    village_rows, village_twin   rows of the table that name this village, in any of its forms (云杉湾, 云杉湾村) unless their codes differ;
                         the row of another one
    left                 it left the list of poor villages by the end of the day's year; null where that is not told
    """
    villages = tables["villages"].with_columns(
        nw.lit(tables.reference_year).cast(nw.Int64).alias("reference_year"),
        (nw.col("exit_year") <= tables.law.day.year).alias("left"),
    )
    return with_blocks(villages, tables, (_TWICE, _YEARS, _POOR, _RURAL, _INCIDENCE), wanted)


def village_form() -> nw.Expr:
    """A village's name without blanks and without the word for what it is."""
    return nw.col("village").str.replace_all(r"\s", "").str.replace_all(_WORD, "")


def _with_rows(villages: nw.LazyFrame[Any], tables: Tables) -> nw.LazyFrame[Any]:
    rows = tables["villages"].filter(~nw.col("village").is_null()).select(KEY, "code", village_form().alias("_form"))
    # Villages of one name that have codes of their own are several.
    several = differing(rows.select("_form", nw.col("code").alias("_several")), ["_form"], ["_several"])
    rows = rows.join(several, on="_form", how="left").with_columns(
        nw.when(nw.col("_several")).then(nw.col("code").fill_null("")).otherwise(nw.lit("")).alias("_apart")
    )
    rows = rows.join(sharing(rows, ["_form", "_apart"], "village_rows"), on=["_form", "_apart"], how="left")
    first = nw.col("village_rows_first").alias("village_first")
    return villages.join(
        rows.select(KEY, "village_rows", another("village_rows").alias("village_twin"), first), on=KEY, how="left"
    )


def village_year_facts(tables: Tables) -> nw.LazyFrame[Any]:
    """One row per village and year: its fields, and `year_rows`, `year_twin`: rows of this village and year; the row of another one."""
    rows = tables["village_years"].with_columns(village_form().alias("village_form"))
    return with_another(rows, rows, ["village_form", "year"], "year_rows", "year_twin")


def _of_year(tables: Tables, year: int, ending: str) -> nw.LazyFrame[Any]:
    """The indicators of a year; of rows that differ, and of one that cannot be read, none."""
    names = (*_FIGURES, *_YES_NO)
    rows = tables["village_years"].filter(nw.col("year") == year)
    rows = rows.with_columns(nw.col(name).cast(nw.Int64) for name in _YES_NO)
    told = agreed(rows, ["village"], {name: f"{name}{ending}" for name in names}, cannot_read)
    return told.with_columns((nw.col(f"{name}{ending}") == 1).alias(f"{name}{ending}") for name in _YES_NO)


def _with_years(villages: nw.LazyFrame[Any], tables: Tables) -> nw.LazyFrame[Any]:
    year = tables.reference_year
    now, before = _of_year(tables, year, ""), _of_year(tables, year - 1, "_before")
    before = before.select("village", "exited_income_before", "county_income_before")
    return (
        villages.join(now, on="village", how="left")
        .join(before, on="village", how="left")
        .with_columns(
            (nw.col("exited_income") / nw.when(nw.col("county_income") > 0).then(nw.col("county_income"))).alias("income_ratio"),
            (
                nw.col("exited_income_before") / nw.when(nw.col("county_income_before") > 0).then(nw.col("county_income_before"))
            ).alias("income_ratio_before"),
        )
    )


def _with_poor(villages: nw.LazyFrame[Any], tables: Tables) -> nw.LazyFrame[Any]:
    if not (tables.has("households") and tables.has("persons")):
        return villages.with_columns(nw.lit(None, dtype=nw.Int64).alias(name) for name in POOR_COUNTS)
    poor = register_persons(tables).filter(counted_on(tables.day)).group_by("village").agg(nw.len().alias("poor_persons"))
    maybe = maybe_poor(tables)
    known = villages.select("village").unique().with_columns(nw.lit(True).alias("_known"))
    placed = maybe.join(known, on="village", how="left").with_columns(nw.col("_known").fill_null(False))
    here = (
        placed.filter(nw.col("_known"))
        .group_by("village")
        .agg(nw.col("sure").cast(nw.Int64).sum().alias("poor_least"), nw.len().alias("_here"))
    )
    anywhere = (
        placed.filter(~nw.col("_known")).with_columns(nw.lit(1).alias("_one")).group_by("_one").agg(nw.len().alias("_anywhere"))
    )
    counted = villages.join(poor, on="village", how="left").join(here, on="village", how="left")
    unsized = of_unknown_size(tables).join(known, on="village", how="left")
    lost = unsized.filter(nw.col("_known").is_null()).with_columns(nw.lit(1).alias("_one"))
    unsized = unsized.filter(~nw.col("_known").is_null()).group_by("village").agg(nw.len().alias("_unsized"))
    counted = counted.with_columns(nw.lit(1).alias("_one")).join(anywhere, on="_one", how="left")
    counted = counted.join(unsized, on="village", how="left")
    counted = counted.join(lost.group_by("_one").agg(nw.len().alias("_lost")), on="_one", how="left")
    most = (nw.col("_here").fill_null(0) + nw.col("_anywhere").fill_null(0)).cast(nw.Int64)
    return counted.with_columns(
        *(nw.col(name).fill_null(0).cast(nw.Int64) for name in ("poor_persons", "poor_least")),
        nw.when(nw.col("_unsized").is_null() & nw.col("_lost").is_null()).then(most).alias("poor_most"),
    ).drop("_one", "_here", "_anywhere", "_unsized", "_lost")


def maybe_poor(tables: Tables) -> nw.LazyFrame[Any]:
    """Persons who are on the register on the day, or of whom that cannot be told: `village` (null where unknown) and `sure`."""
    persons = person_facts(tables, ("there", "on_register"))
    maybe = persons.filter(nw.col("there").fill_null(True) & nw.col("on_register").fill_null(True))
    return maybe.select("village", (nw.col("there") & nw.col("on_register")).fill_null(False).alias("sure"))


def of_unknown_size(tables: Tables) -> nw.LazyFrame[Any]:
    """The villages (null where unknown) of households that are or may be on the register, of which nobody can tell how many they are."""
    homes = household_facts(tables, ("on_register", "size_unknown"))
    homes = homes.filter(nw.col("on_register").fill_null(True), nw.col("size_unknown"))
    return homes.select("village")


def _with_rural(villages: nw.LazyFrame[Any], tables: Tables) -> nw.LazyFrame[Any]:
    now = _of_year(tables, tables.law.day.year, "_now").select("village", nw.col("rural_persons_now").alias("rural_now"))
    return villages.join(now, on="village", how="left")


def with_incidence(frame: nw.LazyFrame[Any], tables: Tables) -> nw.LazyFrame[Any]:
    """Add `incidence` and its bounds to a frame with the counts of poor persons and `rural_now`."""
    rural = nw.when(nw.col("rural_now") > 0).then(nw.col("rural_now"))
    return frame.with_columns((nw.col(name) / rural).alias(rate) for name, rate in zip(POOR_COUNTS, INCIDENCES, strict=True))


OF_UNKNOWN_SIZE = Text(
    "有户在册而不知有几人（成员名单中没有其成员）",
    "of a listed household nobody can tell how many they are: no list names a member",
)
POOR_COUNTS = ("poor_persons", "poor_least", "poor_most")
INCIDENCES = ("incidence", "incidence_least", "incidence_most")
_TWICE = Block(("village_rows", "village_twin", "village_first"), _with_rows)
_YEARS = Block((*_FIGURES, *_YES_NO, "income_ratio", "income_ratio_before"), _with_years)
_POOR = Block(POOR_COUNTS, _with_poor)
_RURAL = Block(("rural_now",), _with_rural)
_INCIDENCE = Block(INCIDENCES, with_incidence, ("poor_persons", "rural_now"))

FACTS = (
    *(
        Fact(
            name,
            reads=("village_years.rural_persons", *POOR),
            of="villages",
            made_of=(("persons", ("there", "on_register")),),
            beside=("village_years.rural_persons",),
            year=THIS_YEAR,
            open_unless="incidence_least" if name == "incidence_most" else None,
            unknown=OF_UNKNOWN_SIZE if name == "incidence_most" else None,
        )
        for name in ("incidence", "incidence_least", "incidence_most")
    ),
    Fact("poor_persons", reads=POOR, readable=(*STAY, *TIMES), blank_beside=REASON_BESIDE),
    Fact("rural_now", reads=("village_years.rural_persons",), year=THIS_YEAR),
    Fact("rural_persons", reads=("village_years.rural_persons",), year=LAST_YEAR),
    Fact("households", reads=("village_years.households",), year=LAST_YEAR),
    Fact("collective", reads=("village_years.collective",), year=LAST_YEAR),
    Fact("road", reads=("village_years.road",), year=LAST_YEAR),
    Fact("water", reads=("village_years.water",), year=LAST_YEAR),
    Fact("power_rate", reads=("village_years.power_rate",), year=LAST_YEAR),
    Fact("clinic", reads=("village_years.clinic",), year=LAST_YEAR),
    Fact("county_income", reads=("village_years.county_income",), year=LAST_YEAR),
    Fact("income_ratio", reads=("village_years.exited_income", "village_years.county_income"), year=LAST_YEAR),
    Fact("income_ratio_before", reads=("village_years.exited_income", "village_years.county_income"), year=YEAR_BEFORE),
)
