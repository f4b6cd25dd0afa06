"""How persons or households are spread over the categories of a standard table, by village.

Everybody asked about stands in a row of the table: a blank is a category of its own, never left out and never a zero. A household
counts where somebody lives in it or nobody can tell how many do, and once, as its first row says; a person where they are there on the day.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import narwhals as nw

from puxi_cli.facts.days import on_or_before
from puxi_cli.facts.listing import poor_on
from puxi_cli.facts.membership import present_on
from puxi_cli.facts.persons import person_facts
from puxi_cli.facts.register import households_once, register_homes, register_households
from puxi_cli.facts.tables import Tables
from puxi_cli.systems.figures.figures import Amount, Category, Counted, TablePart
from puxi_cli.systems.figures.standard import (
    ANY,
    BLANK,
    NONE,
    SEVERAL,
    Band,
    Bands,
    Figure,
    Labels,
    Mark,
    Marks,
    StandardTable,
    Sums,
)

LISTED, EXITED, REGISTERED = "listed", "exited", "registered"
OF = (LISTED, EXITED, REGISTERED)
_BESIDE = "、"  # between labels that stand side by side
_PARTY = ("中共党员", "中共预备党员")
_CATEGORY, _N, _MEMBERS = "_category", "_n", "members_here"


def spread(wanted: Sequence[StandardTable], tables: Tables, of: str) -> list[nw.LazyFrame[Any]]:
    """What each table is made of, by village (null where a household names none); persons and households are put together once for all.

    A row per village and category with the number in it; for `Marks` and `Sums` one row per village, a column for each number.
    """
    persons = [table for table in wanted if table.unit == "person"]
    households = [table for table in wanted if table.unit != "person"]
    frames = {
        "person": _persons(persons, tables, of) if persons else None,
        "household": _households(households, tables, of) if households else None,
    }
    return [_counted(table, frame, tables) for table in wanted if (frame := frames[table.unit]) is not None]


def _counted(table: StandardTable, frame: nw.LazyFrame[Any], tables: Tables) -> nw.LazyFrame[Any]:
    content = table.content
    if isinstance(content, Labels | Bands):
        key = _label(content) if isinstance(content, Labels) else _band(content)
        return frame.select("village", key.alias(_CATEGORY)).group_by("village", _CATEGORY).agg(nw.len().alias(_N))
    if isinstance(content, Marks):
        return _marked(frame, content)
    if content.of_year:
        of_year = _of_year(tables, [figure.column for figure in content.figures])
        frame = frame.select("household_id", "village", _MEMBERS).join(of_year, on="household_id", how="left")
    return frame.group_by("village").agg(nw.len().alias(_N), *(part for figure in content.figures for part in _added(figure)))


def town_part(table: StandardTable, rows: Sequence[Mapping[str, Any]]) -> TablePart:
    """The table of all villages together."""
    return _part(table, None, rows)


def village_parts(table: StandardTable, rows: Sequence[Mapping[str, Any]], villages: Iterable[str]) -> list[TablePart]:
    """The table of each village, those named first; households that name no village come last, where there are any."""
    of_village: dict[str | None, list[Mapping[str, Any]]] = {}
    for row in rows:
        of_village.setdefault(row["village"], []).append(row)
    names: list[str | None] = list(dict.fromkeys([*villages, *sorted(name for name in of_village if name is not None)]))
    if None in of_village:
        names.append(None)
    return [_part(table, name, of_village.get(name, [])) for name in names]


def _standing(of: str, day: str) -> nw.Expr:
    registered, poor = on_or_before(nw.col("identified_on"), day), poor_on(day)
    return {LISTED: poor, EXITED: registered & ~poor, REGISTERED: registered}[of]


def _persons(wanted: Sequence[StandardTable], tables: Tables, of: str) -> nw.LazyFrame[Any]:
    """Persons of the households asked about who are there on the day: `village` and the tables' columns."""
    columns = {table: set(_columns(table.content)) for table in wanted}
    of_homes = set().union(*(names for table, names in columns.items() if "households" in table.fields))
    of_persons = sorted(set().union(*columns.values()) - of_homes)
    households = register_households(tables).filter(_standing(of, tables.day)).select("household_id", "village")
    if of_homes:
        homes = households_once(tables, of_homes).select("household_id", *sorted(of_homes))
        households = households.join(homes, on="household_id", how="left")
    persons = person_facts(tables, of_persons).filter(present_on(tables.day)).select("household_id", *of_persons)
    return persons.join(households, on="household_id", how="inner")


def _households(wanted: Sequence[StandardTable], tables: Tables, of: str) -> nw.LazyFrame[Any]:
    """Households asked about that count on the day (`register_homes`): `village`, `members_here` and the tables' columns.

    Of a household of unknown size, what its members would tell is blank.
    """
    here = tables["persons"].filter(present_on(tables.day))
    member = nw.col("political").is_in(list(_PARTY))
    here = here.with_columns(
        member.fill_null(False).cast(nw.Int64).alias("_yes"), member.is_null().cast(nw.Int64).alias("_maybe")
    )
    here = here.group_by("household_id").agg(nw.len().alias(_MEMBERS), nw.col("_yes").sum(), nw.col("_maybe").sum())
    party = nw.when(nw.col("_yes") > 0).then(nw.lit("yes")).otherwise(nw.when(nw.col("_maybe") == 0).then(nw.lit("no")))
    here = here.select("household_id", _MEMBERS, party.alias("party"))
    asked = register_homes(tables, [tables.day]).filter(_standing(of, tables.day), nw.col(tables.day))
    base = asked.select("household_id", "village").join(here, on="household_id", how="left")
    columns = set().union(*(_columns(table.content) for table in wanted)) - {_MEMBERS, "party"}
    if not columns:
        return base
    rows = households_once(tables, columns).with_columns(
        nw.when(~nw.col("helper").is_null()).then(nw.lit("named")).alias("helper_named")
    )
    return base.join(rows.select("household_id", *sorted(columns)), on="household_id", how="left")


def _columns(content: Labels | Bands | Marks | Sums) -> set[str]:
    """The columns of persons or households that a table takes; those of a year stand in a table of their own."""
    if isinstance(content, Marks):
        return {mark.column for mark in content.marks}
    if isinstance(content, Sums):
        return set() if content.of_year else {figure.column for figure in content.figures}
    return {content.column}


def _of_year(tables: Tables, columns: Sequence[str]) -> nw.LazyFrame[Any]:
    """What households tell of the reference year; two rows of the year that differ say nothing."""
    rows = (
        tables["incomes"]
        .filter(nw.col("year") == tables.reference_year)
        .group_by("household_id")
        .agg(
            *(nw.col(name).min().alias(f"{name}_least") for name in columns),
            *(nw.col(name).max().alias(f"{name}_most") for name in columns),
        )
    )
    return rows.select(
        "household_id",
        *(
            nw.when(nw.col(f"{name}_least") == nw.col(f"{name}_most")).then(nw.col(f"{name}_least")).alias(name)
            for name in columns
        ),
    )


def _label(labels: Labels) -> nw.Expr:
    column = nw.col(labels.column)
    if not labels.several:
        return column
    return nw.when(column.str.contains(_BESIDE, literal=True)).then(nw.lit(SEVERAL.key)).otherwise(column)


def _band(bands: Bands) -> nw.Expr:
    found: nw.Expr = nw.lit(None, dtype=nw.String())
    for band in bands.bands:
        found = nw.when(_within(nw.col(bands.column), band)).then(nw.lit(band.category.key)).otherwise(found)
    return found


def _within(number: nw.Expr, band: Band) -> nw.Expr:
    inside = ~number.is_null()
    if band.least is not None:
        inside = inside & ((number >= band.least) if band.with_least else (number > band.least))
    if band.most is not None:
        inside = inside & ((number <= band.most) if band.with_most else (number < band.most))
    return inside


def _holds(mark: Mark) -> nw.Expr:
    """Whether a condition holds; null where it is not told."""
    column = nw.col(mark.column)
    if isinstance(mark.holds, bool):
        return column if mark.holds else ~column
    return nw.concat_str([nw.lit(_BESIDE), column, nw.lit(_BESIDE)]).str.contains(f"{_BESIDE}{mark.holds}{_BESIDE}", literal=True)


def _marked(frame: nw.LazyFrame[Any], content: Marks) -> nw.LazyFrame[Any]:
    each = [f"_mark_{n}" for n in range(len(content.marks))]
    frame = frame.with_columns(_holds(mark).alias(name) for name, mark in zip(each, content.marks, strict=True))
    frame = frame.with_columns(
        nw.sum_horizontal(*(nw.col(name).fill_null(False).cast(nw.Int64) for name in each)).alias("_yes"),
        nw.sum_horizontal(*(nw.col(name).is_null().cast(nw.Int64) for name in each)).alias("_maybe"),
    )
    some, untold = nw.col("_yes") > 0, nw.col("_maybe") > 0
    return frame.group_by("village").agg(
        nw.len().alias(_N),
        *(nw.col(name).fill_null(False).cast(nw.Int64).sum().alias(name) for name in each),
        *(nw.col(name).is_null().cast(nw.Int64).sum().alias(f"{name}_blank") for name in each),
        some.cast(nw.Int64).sum().alias(ANY.key),
        (~some & ~untold).cast(nw.Int64).sum().alias(NONE.key),
        (~some & untold).cast(nw.Int64).sum().alias(BLANK.key),
    )


def _added(figure: Figure) -> tuple[nw.Expr, ...]:
    column, told = nw.col(figure.column), ~nw.col(figure.column).is_null()
    return (
        column.sum().alias(f"{figure.column}_total"),
        told.cast(nw.Int64).sum().alias(f"{figure.column}_told"),
        nw.when(told).then(nw.col(_MEMBERS)).otherwise(nw.lit(0)).sum().alias(f"{figure.column}_persons"),
    )


def _part(table: StandardTable, village: str | None, rows: Sequence[Mapping[str, Any]]) -> TablePart:
    base = sum(int(row[_N]) for row in rows)

    def total(name: str) -> int:
        return sum(int(row[name] or 0) for row in rows)

    content = table.content
    if isinstance(content, Sums):
        return TablePart(
            village,
            base,
            tuple(
                Amount(
                    figure.category,
                    total(f"{figure.column}_told"),
                    base - total(f"{figure.column}_told"),
                    round(sum(float(row[f"{figure.column}_total"] or 0) for row in rows), 2),
                    total(f"{figure.column}_persons"),
                )
                for figure in content.figures
            ),
        )
    if isinstance(content, Marks):
        marks = [Counted(mark.category, total(f"_mark_{n}"), total(f"_mark_{n}_blank")) for n, mark in enumerate(content.marks)]
        ends = [category for category in (ANY, NONE, BLANK) if category is not NONE or content.none]
        return TablePart(village, base, (*marks, *(Counted(category, total(category.key)) for category in ends)))
    counts: dict[str, int] = {}
    for row in rows:
        key = row[_CATEGORY] if row[_CATEGORY] is not None else BLANK.key
        counts[key] = counts.get(key, 0) + int(row[_N])
    return TablePart(village, base, tuple(Counted(category, counts.get(category.key, 0)) for category in categories(table)))


def categories(table: StandardTable) -> tuple[Category, ...]:
    """The categories of a table of which everybody stands in one."""
    content = table.content
    if isinstance(content, Labels):
        return (*content.categories, *((SEVERAL,) if content.several else ()), BLANK)
    if isinstance(content, Bands):
        return (*(band.category for band in content.bands), BLANK)
    return ()
