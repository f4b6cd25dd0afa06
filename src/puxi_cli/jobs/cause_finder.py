"""Looks for the causes of facts that are unknown: in the rows that belong to a household, a person or a village."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import narwhals as nw
import polars as pl

from puxi_cli.engine.base import Engine
from puxi_cli.facts.catalogue import fact_of, of_other_rows, others_are_made_of
from puxi_cli.facts.fact import LAST_YEAR, THIS_YEAR, YEAR_BEFORE
from puxi_cli.facts.households import household_facts
from puxi_cli.facts.persons import person_facts
from puxi_cli.facts.tables import Tables
from puxi_cli.facts.villages import village_facts
from puxi_cli.jobs.cause import (
    BLANK,
    DIFFER,
    LOST,
    LOST_UNREADABLE,
    NO_COLUMN,
    NO_NUMBER,
    NO_ROW,
    NO_SHEET,
    OTHER_YEAR,
    SAID,
    SILENT,
    UNREADABLE,
    Cause,
)
from puxi_cli.records.fields import fields_of
from puxi_cli.records.identity import NO_NUMBER_PREFIX
from puxi_cli.records.tables import MODELS
from puxi_cli.registry import BEFORE, BEHIND, KEY, NUMBER, SOURCE, UNREAD, Registry
from puxi_cli.text.words import Text

LINKS = ("household_id", "village")  # by which rows of one table belong to those of another
KEYS = (*LINKS, "year", "procedure", "category", "relation")  # what says whose a row is, and which of theirs
ROW_ASKED, CAUSE, RANK, YEAR_ASKED = "_row_asked", "_cause", "_rank", "_year_asked"
NOTHING = pl.DataFrame(schema={ROW_ASKED: pl.Int64, CAUSE: pl.Int64, RANK: pl.Int64})
_MOST_CAUSES = 2**20
OPEN = "_open_"  # before the name of a fact: whether it is unknown in the row


class Finder:
    """Looks for the causes of facts that are unknown. Frames of rows have `ROW_ASKED`, their links and `YEAR_ASKED`."""

    def __init__(self, registry: Registry, tables: Tables, engine: Engine) -> None:
        self.registry, self.tables, self.engine = registry, tables, engine
        self.causes: list[Cause] = []
        self._numbers: dict[Cause, int] = {}
        self._faults: dict[tuple[str, str], pl.DataFrame] = {}
        self._inner: dict[str, pl.DataFrame] = {}
        self._frames: dict[str, pl.DataFrame] = {}

    def number(self, cause: Cause) -> int:
        """The index of a cause in `causes`, added where it is new."""
        if cause not in self._numbers:
            self._numbers[cause] = len(self.causes)
            self.causes.append(cause)
        return self._numbers[cause]

    def frame(self, table: str) -> pl.DataFrame:
        """A table of the register; what says whose its rows are is text."""
        if table not in self._frames:
            self._frames[table] = with_text(self.registry.frame(table))
        return self._frames[table]

    def of_fact(self, table: str, fact: str, rows: pl.DataFrame) -> pl.DataFrame:
        """The causes in rows of a table in which a fact is unknown."""
        if not rows.height:
            return NOTHING
        surest: list[pl.DataFrame] = []
        said, made = fact_of(fact), of_other_rows(table, fact)
        if made:
            needs: tuple[str, ...] = made.beside
            surest += [self._of_others(table, rows, other, facts) for other, facts in made.made_of]
        elif said.reads or fact not in _fields(table):
            needs = (*said.reads, *said.also)
        else:
            needs = (f"{table}.{fact}",)
        rows, undated = self._of_a_year(fact, rows)
        if said.year and undated.height:
            surest.append(self.of_fact(table, said.year, undated))
        less_sure = []
        for need in needs:
            whole, part = self._need(table, rows, need, fact)
            surest.append(whole)
            less_sure.append(part)
        surest += [self._unreadable(table, rows, column, fact) for column in said.readable]
        surest += [self._blank_beside(table, rows, column, other, fact) for column, other in said.blank_beside]
        found = pl.concat(surest or [NOTHING])
        rest = pl.concat(less_sure or [NOTHING]).join(found, on=ROW_ASKED, how="anti")
        found = pl.concat([found, rest])
        if said.unknown:
            rest = rows.join(found, on=ROW_ASKED, how="anti")
            found = pl.concat([found, self.all_of(rest, Cause(SAID, words=said.unknown))])
        return each_once(found)

    def _of_a_year(self, fact: str, rows: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
        """The rows with the year of the fact (`YEAR_ASKED`), and those of which it is not known."""
        year = fact_of(fact).year
        if year is None:
            return rows, rows.clear()
        last = self.tables.reference_year
        known = {THIS_YEAR: self.tables.law.day.year, LAST_YEAR: last, YEAR_BEFORE: last - 1}
        if year in known:
            return rows.with_columns(pl.lit(known[year], pl.Int64).alias(YEAR_ASKED)), rows.clear()
        if YEAR_ASKED + year not in rows.columns:
            return rows, rows.clear()
        rows = rows.with_columns(pl.col(YEAR_ASKED + year).cast(pl.Int64).alias(YEAR_ASKED))
        return rows.filter(pl.col(YEAR_ASKED).is_not_null()), rows.filter(pl.col(YEAR_ASKED).is_null())

    def _need(self, table: str, rows: pl.DataFrame, need: str, fact: str) -> tuple[pl.DataFrame, pl.DataFrame]:
        """The causes where none of the columns that would serve does; and, of other rows, the likeliest of those that do not."""
        ways = need.split("|")
        parts = [self._way(table, rows, way, fact).with_columns(pl.lit(n).alias("_way")) for n, way in enumerate(ways)]
        found = pl.concat(parts)
        none = found.group_by(ROW_ASKED).agg(pl.col("_way").n_unique().alias("_n")).filter(pl.col("_n") == len(ways))
        whole = found.join(none, on=ROW_ASKED, how="semi").drop("_way")
        part = found.join(none, on=ROW_ASKED, how="anti")
        likeliest = part.sort([RANK, "_way"]).unique(ROW_ASKED, keep="first", maintain_order=True).select(ROW_ASKED, RANK, "_way")
        part = part.join(likeliest, on=[ROW_ASKED, RANK, "_way"], how="semi").drop("_way")
        silent = self.number(Cause(SILENT))
        return whole.filter(pl.col(CAUSE) != silent), part.filter(pl.col(CAUSE) != silent)

    def _way(self, table: str, rows: pl.DataFrame, way: str, fact: str) -> pl.DataFrame:
        """The causes where one column does not serve."""
        other, name = way.split(".")
        if way == "households.income_per_head" and YEAR_ASKED in rows.columns:
            # Without the column it would have been of the snapshot's year.
            of_year = pl.col(YEAR_ASKED) == (self.tables.income_year or int(self.tables.state[:4]))
            elsewhere = rows.filter(~of_year)
            told = self.registry.has("incomes") or self.tables.income_year is None
            if name not in self.registry.present(other):
                lacking = self.all_of(rows.filter(of_year), Cause(NO_COLUMN, other, name))
                return pl.concat([self.all_of(elsewhere, Cause(SILENT)), lacking])
            cause = Cause(SILENT) if told else Cause(OTHER_YEAR, other, name, year=self.tables.income_year)
            return pl.concat([self.all_of(elsewhere, cause), self._cells(table, rows.filter(of_year), other, name, fact)])
        if not self.registry.has(other):
            return self.all_of(rows, Cause(NO_SHEET, other))
        if name not in self.registry.present(other):
            return self.all_of(rows, Cause(NO_COLUMN, other, name))
        return self._cells(table, rows, other, name, fact)

    def _cells(self, table: str, rows: pl.DataFrame, other: str, name: str, fact: str) -> pl.DataFrame:
        if table == other and _rows_of(fact)[0] not in _fields(other):
            return self._told(
                rows.select(ROW_ASKED).join(self._faulty(other, name), left_on=ROW_ASKED, right_on=KEY), other, name
            )
        return self._linked(table, rows, other, name, fact)

    def _linked(self, table: str, rows: pl.DataFrame, other: str, name: str, fact: str) -> pl.DataFrame:
        """The causes in rows of another table that belong to these."""
        link = _link(table, other)
        column, value = _rows_of(fact)
        where = column if column in _fields(other) else ""
        frame, faults = self.frame(other), self._faulty(other, name)
        if where:
            frame, faults = frame.filter(pl.col(where) == value), faults.filter(pl.col(where) == value)
        if link is None:
            good = frame.height - faults.height
            if good > 0:
                return NOTHING
            no_row = self.all_of(rows, Cause(NO_ROW, other, where, words=Text(value, value))) if not frame.height else NOTHING
            lost = self._lost(rows, other, where, None) if not frame.height and where else NOTHING
            cells = self._told(rows.select(ROW_ASKED).join(faults.unique([SOURCE, "_kind"]), how="cross"), other, name)
            return pl.concat([no_row, lost, cells])
        own = rows.filter(pl.col(link).is_null())
        found = [self._told(own.select(ROW_ASKED).join(self._faulty(table, link), left_on=ROW_ASKED, right_on=KEY), table, link)]
        rows = rows.filter(pl.col(link).is_not_null())
        dated = YEAR_ASKED in rows.columns and "year" in _fields(other)
        left, right = ([link, YEAR_ASKED], [link, "year"]) if dated else ([link], [link])
        keyed = rows.select(ROW_ASKED, *left)
        none = keyed.join(frame.select(right).unique(), left_on=left, right_on=right, how="anti")
        if none.height:
            years = none[YEAR_ASKED].unique().to_list() if dated else [None]
            for year in years:
                of_year = none.filter(pl.col(YEAR_ASKED) == year) if dated else none
                found.append(self.all_of(of_year, Cause(NO_ROW, other, where, year=year, words=Text(value, value))))
            found.append(self._lost(none, other, link, None))
            found += [self._lost(none, other, one, link) for one in ("year" if dated else "", where) if one]
        found.append(self._told(keyed.join(faults, left_on=left, right_on=right), other, name))
        if dated or other == "households":
            twice = frame.group_by(right).agg(pl.col(name).drop_nulls().n_unique().alias("_n")).filter(pl.col("_n") > 1)
            differing = keyed.join(twice, left_on=left, right_on=right)
            for year in differing[YEAR_ASKED].unique().to_list() if dated else [None]:
                of_year = differing.filter(pl.col(YEAR_ASKED) == year) if dated else differing
                found.append(self.all_of(of_year, Cause(DIFFER, other, name, year=year)))
        return pl.concat(found)

    def _lost(self, rows: pl.DataFrame, other: str, name: str, link: str | None) -> pl.DataFrame:
        """Rows of a table that may be those looked for: `name` is blank or cannot be read, which would say so."""
        faults = self._faulty(other, name)
        if not faults.height:
            return NOTHING
        if link is None:
            found = rows.select(ROW_ASKED).join(faults.unique([SOURCE, "_kind"]), how="cross")
        else:
            found = rows.select(ROW_ASKED, link).join(faults, on=link)
        lost = pl.col("_kind").replace({UNREADABLE: LOST_UNREADABLE, BLANK: LOST})
        return self._told(found.with_columns(lost), other, name)

    def _unreadable(self, table: str, rows: pl.DataFrame, column: str, fact: str) -> pl.DataFrame:
        """The cells of a column that cannot be read, in the rows that belong to these."""
        other, name = column.split(".")
        if not self.registry.has(other):
            return NOTHING
        return self._placed(table, rows, other, name, fact, self._faulty(other, name).filter(pl.col("_kind") == UNREADABLE))

    def _blank_beside(self, table: str, rows: pl.DataFrame, column: str, beside: str, fact: str) -> pl.DataFrame:
        """The cells of a column that are blank though another of their row says something, in the rows that belong to these."""
        other, name = column.split(".")
        if not self.registry.has(other):
            return NOTHING
        keys = self.frame(other).filter(pl.col(beside).is_not_null())[KEY].cast(pl.Int64)
        faults = self._faulty(other, name).filter(pl.col("_kind") != UNREADABLE, pl.col(KEY).is_in(keys.to_list()))
        return self._placed(table, rows, other, name, fact, faults)

    def _placed(self, table: str, rows: pl.DataFrame, other: str, name: str, fact: str, faults: pl.DataFrame) -> pl.DataFrame:
        """Faulty cells of a column, in the rows that belong to these."""
        if not faults.height:
            return NOTHING
        where, value = _rows_of(fact)
        if where in _fields(other) and where != name:
            faults = faults.filter(pl.col(where) == value)
        if fact_of(fact).any_row:
            return self._told(rows.select(ROW_ASKED).join(faults.unique([SOURCE, "_kind"]), how="cross"), other, name)
        if table == other and where not in _fields(other):
            return self._told(rows.select(ROW_ASKED).join(faults, left_on=ROW_ASKED, right_on=KEY), other, name)
        link = NUMBER if other == "evidence" else _link(table, other)
        if link is None or link not in rows.columns:
            return NOTHING
        if name != link:
            return self._told(rows.select(ROW_ASKED, link).join(faults, on=link), other, name)
        beside = self.frame(other).join(faults.select(KEY, "_kind"), on=KEY)
        places = [
            rows.select(ROW_ASKED, link).join(
                beside.select(pl.col(side).cast(pl.String), SOURCE, "_kind"), left_on=link, right_on=side
            )
            for side in (BEFORE, BEHIND)
        ]
        return self._told(pl.concat([place.select(ROW_ASKED, SOURCE, "_kind") for place in places]), other, name)

    def _of_others(self, table: str, rows: pl.DataFrame, other: str, facts: Sequence[str]) -> pl.DataFrame:
        """The causes of facts of other rows, for the rows of a table that are made of them."""
        if not self.registry.has(other):
            return self.all_of(rows, Cause(NO_SHEET, other))
        inner = self._facts(other)
        counts = pl.lit(True)
        for name in ("there", "on_register"):
            if name in facts:
                counts = counts & pl.col(name).fill_null(True)
        found = []
        for fact in facts:
            causes = self.of_fact(other, fact, inner.filter(counts & pl.col(OPEN + fact)))
            placed = causes.join(inner, on=ROW_ASKED, how="inner")
            if table == "county":
                found.append(rows.select(ROW_ASKED).join(placed.select(CAUSE, RANK).unique(CAUSE), how="cross"))
                continue
            link = "household_id" if table == "households" else "village"
            here = rows.select(ROW_ASKED, link).join(placed.select(link, CAUSE, RANK), on=link)
            found.append(here.select(ROW_ASKED, CAUSE, RANK))
            if table == "villages":  # of no village that can be read: of any of them
                anywhere = placed.filter(pl.col(link).is_null()).select(CAUSE, RANK).unique(CAUSE)
                found.append(rows.select(ROW_ASKED).join(anywhere, how="cross"))
        if table == "households":
            none = rows.join(inner.select("household_id").unique(), on="household_id", how="anti")
            found.append(self._linked(table, none, other, "household_id", ""))
        return pl.concat(found or [NOTHING]).select(ROW_ASKED, CAUSE, RANK).pipe(each_once)

    def _facts(self, table: str) -> pl.DataFrame:
        """The facts of a table's rows of which others are made: whether each is unknown, and who counts."""
        if table in self._inner:
            return self._inner[table]
        wanted = others_are_made_of(table)
        make = {"persons": person_facts, "households": household_facts, "villages": village_facts}[table]
        frame = make(self.tables, wanted)
        kept = [nw.col(name) for name in ("there", "on_register") if name in wanted]
        if table == "persons":
            kept += [nw.col("village"), nw.col("household_id")]
        elif table == "villages":
            kept += [nw.col("village")]
        else:
            kept += [nw.col("household_id"), nw.col("village")]
        frame = frame.select(
            nw.col(KEY).alias(ROW_ASKED), *kept, *(nw.col(name).is_null().alias(OPEN + name) for name in sorted(wanted))
        )
        [found] = self.engine.collected([frame])
        self._inner[table] = with_text(found.with_columns(pl.col(ROW_ASKED).cast(pl.Int64)))
        return self._inner[table]

    def _faulty(self, table: str, name: str) -> pl.DataFrame:
        """The rows of a table whose cell of a field is of no use (`_kind`), with what says whose they are."""
        if (table, name) in self._faults:
            return self._faults[table, name]
        frame = self.frame(table)
        empty = pl.col(name).is_null()
        faulty = empty
        if name == "id_no" and NUMBER in frame.columns:
            faulty = empty | pl.col(NUMBER).cast(pl.String).str.starts_with(NO_NUMBER_PREFIX).fill_null(False)
        sources = self.registry.tables[table].sources if self.registry.has(table) else ()
        lacking = [n for n, source in enumerate(sources) if name not in source.columns]
        kind = (
            pl.when(pl.col(UNREAD).cast(pl.String).str.contains(f"|{name}|", literal=True).fill_null(False))
            .then(pl.lit(UNREADABLE))
            .when(pl.col(SOURCE).is_in(lacking))
            .then(pl.lit(NO_COLUMN))
            .when(~empty)
            .then(pl.lit(NO_NUMBER))
            .otherwise(pl.lit(BLANK))
        )
        keys = [key for key in (*KEYS, NUMBER) if key in frame.columns]
        found = frame.filter(faulty).select(pl.col(KEY).cast(pl.Int64), SOURCE, kind.alias("_kind"), *keys)
        self._faults[table, name] = found
        return found

    def _told(self, found: pl.DataFrame, table: str, name: str) -> pl.DataFrame:
        """Rows and the kind of fault in a field, as causes."""
        kinds = found.select(SOURCE, "_kind").unique()
        if not kinds.height:
            return NOTHING
        numbers = [self.number(Cause(kind, table, name, source)) for source, kind in kinds.iter_rows()]
        ranks = [0 if kind in (UNREADABLE, LOST_UNREADABLE) else 1 for _, kind in kinds.iter_rows()]
        kinds = kinds.with_columns(pl.Series(CAUSE, numbers, pl.Int64), pl.Series(RANK, ranks, pl.Int64))
        return found.join(kinds, on=[SOURCE, "_kind"]).select(ROW_ASKED, CAUSE, RANK).unique()

    def all_of(self, rows: pl.DataFrame, cause: Cause) -> pl.DataFrame:
        """The same cause for all rows."""
        return rows.select(
            pl.col(ROW_ASKED).cast(pl.Int64), pl.lit(self.number(cause), pl.Int64).alias(CAUSE), pl.lit(1, pl.Int64).alias(RANK)
        )


def with_text(frame: pl.DataFrame) -> pl.DataFrame:
    """A frame in which what says whose a row is, is text; the year stays a number."""
    return frame.with_columns(pl.col(name).cast(pl.String) for name in KEYS if name in frame.columns and name != "year")


def _fields(table: str) -> Mapping[str, Any]:
    return fields_of(MODELS[table]) if table in MODELS else {}


def each_once(causes: pl.DataFrame) -> pl.DataFrame:
    """Each cause of a row once. Both are one number here: of two, the library makes a text for each row before it compares them."""
    both = pl.col(ROW_ASKED) * _MOST_CAUSES + pl.col(CAUSE)
    return causes.with_columns(both.alias("_both")).unique("_both").drop("_both")


def _rows_of(fact: str) -> tuple[str, str]:
    """The field and its value that say which rows a fact is made of; blank where nothing does."""
    return fact_of(fact).rows or ("", "")


def _link(table: str, other: str) -> str | None:
    """The field by which rows of another table belong to those of a table."""
    return next((link for link in LINKS if link in _fields(table) and link in _fields(other)), None)
