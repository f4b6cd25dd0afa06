"""Why a rule is unknown for a row: the missing sheet, column or year, the blank cell, the cell that cannot be read.

Of every fact that a rule reads and that is unknown in a row, the columns it is made of are looked at in the rows that belong to that
row's household, person or village (`facts.reads`); only what is missing or faulty there is a cause.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import narwhals as nw
import polars as pl

from puxi_cli.engine.base import Engine
from puxi_cli.facts.households import household_facts
from puxi_cli.facts.persons import person_facts
from puxi_cli.facts.reads import (
    ALSO_READS,
    BESIDE,
    BLANK_BESIDE,
    BY_ITSELF,
    LAST_YEAR,
    MADE_OF,
    OPEN_ABOVE_0,
    OPEN_BETWEEN,
    OPEN_BY_ANY_ROW,
    OPEN_ONLY_WHERE,
    READABLE,
    READS,
    ROWS_OF,
    THIS_YEAR,
    YEAR_BEFORE,
    YEARS,
)
from puxi_cli.facts.tables import Tables
from puxi_cli.facts.villages import village_facts
from puxi_cli.facts.words import FACT_WORDS
from puxi_cli.findings import Outcome, Scope
from puxi_cli.law.law import Law
from puxi_cli.records.fields import fields_of
from puxi_cli.records.identity import NO_NUMBER_PREFIX
from puxi_cli.records.tables import MODELS
from puxi_cli.registry import BEFORE, BEHIND, KEY, NUMBER, SOURCE, UNREAD, Registry
from puxi_cli.rules.base import CODES, Ask, Rule, applies_unknown, of_a_day, read_to_apply, read_to_keep

Pair = tuple[str, str]
# The kinds of causes. Rows are lost where what says whose they are, or of which year, is blank or cannot be read.
_NO_SHEET, _NO_COLUMN, _NO_ROW, _BLANK, _UNREADABLE, _LOST, _LOST_UNREADABLE, _DIFFER, _NO_NUMBER, _OTHER_YEAR, _SAID, _SILENT = (
    "no_sheet", "no_column", "no_row", "blank", "unreadable", "lost", "lost_unreadable", "differ", "no_number", "other_year",
    "said", "silent",
)  # fmt: skip
_TABLE_OF = {
    Scope.PERSON: "persons", Scope.HOUSEHOLD: "households", Scope.INCOME: "incomes", Scope.VILLAGE: "villages",
    Scope.VILLAGE_YEAR: "village_years", Scope.COUNTY: "county",
}  # fmt: skip
_UNITS: dict[str, Pair] = {
    "persons": ("人", "persons"), "households": ("户", "households"), "incomes": ("行", "rows"), "villages": ("村", "villages"),
    "village_years": ("行", "rows"), "county": ("县", "counties"),
}  # fmt: skip
_LINKS = ("household_id", "village")  # by which rows of one table belong to those of another
# Whose rows a table lacks: tables of villages, other tables; by the table that is asked.
_THIS_HOUSEHOLD, _THIS_VILLAGE = ("该户", "the household"), ("该村", "the village")
_SOME_HOUSEHOLD, _SOME_VILLAGE = ("有的户", "some household"), ("有的村", "some village")
_KEYS = (*_LINKS, "year", "procedure", "category", "relation")  # what says whose a row is, and which of theirs
_WHOSE: dict[str, tuple[Pair, Pair]] = {
    "households": (_THIS_VILLAGE, _THIS_HOUSEHOLD), "persons": (_THIS_VILLAGE, _THIS_HOUSEHOLD),
    "incomes": (_THIS_VILLAGE, _THIS_HOUSEHOLD), "village_years": (_THIS_VILLAGE, _THIS_HOUSEHOLD),
    "villages": (_THIS_VILLAGE, _SOME_HOUSEHOLD), "county": (_SOME_VILLAGE, _SOME_HOUSEHOLD),
}  # fmt: skip
_YEAR_FACTS = frozenset(name for names in YEARS.values() for name in names) - {THIS_YEAR, LAST_YEAR, YEAR_BEFORE}
_OPEN, _UNSURE = "_open_", "_unsure_"
_ROW, _CAUSE, _RANK, _YEAR = "_row_asked", "_cause", "_rank", "_year_asked"
_NOTHING = pl.DataFrame(schema={_ROW: pl.Int64, _CAUSE: pl.Int64, _RANK: pl.Int64})


@dataclass(frozen=True)
class Cause:
    """One cause: its kind, the table and field it is about, the sheet it was read from (-1: any), the year, further words."""

    kind: str
    table: str = ""
    field: str = ""
    source: int = -1
    year: int | None = None
    words: Pair = ("", "")


@dataclass(frozen=True)
class Unknowns:
    """The causes found: by the column of a rule's outcomes the rows (KEY) that are unknown, each with its causes."""

    registry: Registry
    causes: list[Cause] = field(default_factory=list)
    rows: dict[str, pl.DataFrame] = field(default_factory=dict)
    _by_row: dict[str, dict[int, list[int]]] = field(default_factory=dict, repr=False)

    def of_rule(self, columns: Sequence[str], scope: Scope, unknown: int) -> Iterator[Pair]:
        """The causes of all rows of a rule, the most frequent first, each with its number of rows unless it is of all."""
        table = _TABLE_OF.get(scope, "")
        found = [self.rows[column] for column in columns if column in self.rows]
        if not found:
            return
        counts = pl.concat(found).group_by(_CAUSE).agg(pl.len().alias("n")).iter_rows()
        told: dict[Pair, int] = {}
        for index, number in sorted(counts, key=lambda one: (-one[1], _order(self.causes[one[0]]))):
            words = _worded(self.causes[index], table, self.registry)
            told[words] = told.get(words, 0) + number
        zh, en = _UNITS[table]
        for words, number in told.items():
            yield words if number >= unknown else (f"{words[0]}（{number} {zh}）", f"{words[1]} ({en}: {number})")

    def of_row(self, column: str, key: int, scope: Scope) -> tuple[Pair, ...]:
        """The causes of one row."""
        table = _TABLE_OF.get(scope, "")
        if column not in self._by_row:
            found: dict[int, list[int]] = {}
            for row, cause in self.rows.get(column, _NOTHING).select(_ROW, _CAUSE).iter_rows():
                found.setdefault(row, []).append(cause)
            self._by_row[column] = found
        causes = sorted((self.causes[one] for one in self._by_row[column].get(key, ())), key=_order)
        return tuple(dict.fromkeys(_worded(cause, table, self.registry) for cause in causes))


def open_columns(scope: Scope, pairs: Iterable[tuple[Rule, Ask, str]], tables: Tables, there: Sequence[str]) -> list[nw.Expr]:
    """What a scope's frame has to carry for `unknowns_of`: which facts are unknown in a row, and the years they are of."""
    own = _own_fields(scope)
    names: set[str] = set()
    found = []
    for rule, ask, column in pairs:
        names |= read_to_keep(rule, ask, tables.law)
        if rule.applies is not None:
            names |= read_to_apply(rule, ask, tables.law)
            found.append(applies_unknown(rule, ask, tables.law).alias(_UNSURE + column))
    for name in sorted(names - own):
        fact = nw.col(name)
        if name in OPEN_ABOVE_0:
            is_open = (fact > 0).fill_null(True)
        elif name in OPEN_BETWEEN:
            is_open = (fact != nw.col(OPEN_BETWEEN[name])).fill_null(True)
        else:
            is_open = fact.is_null()
        if name in OPEN_ONLY_WHERE:
            is_open = is_open & nw.col(OPEN_ONLY_WHERE[name])
        found.append(is_open.alias(_OPEN + name))
    years = {year for name in names for year in YEARS.get(name, ())} & _YEAR_FACTS & set(there)
    return [*found, *(nw.col(year).alias(_YEAR + year) for year in sorted(years))]


def _order(cause: Cause) -> tuple[bool, int, int, str, int, int, Pair]:
    """The order in which causes are told: as tables and their columns stand in the canonical layout, missing columns last."""
    lacking = cause.kind == _NO_COLUMN
    tables = list(MODELS)
    if cause.table not in MODELS:
        return lacking, len(tables), 0, cause.kind, 0, 0, cause.words
    fields = list(fields_of(MODELS[cause.table]))
    place = fields.index(cause.field) if cause.field else -1
    return lacking, tables.index(cause.table), place, cause.kind, cause.year or 0, cause.source, cause.words


def is_of_causes(column: str) -> bool:
    """Whether a column of a frame is one of `open_columns`."""
    return column.startswith((_OPEN, _UNSURE, _YEAR))


def without_causes(frame: pl.DataFrame) -> pl.DataFrame:
    """A frame without the columns of `open_columns`."""
    return frame.select(name for name in frame.columns if not is_of_causes(name))


def _own_fields(scope: Scope) -> frozenset[str]:
    table = _TABLE_OF.get(scope)
    return frozenset(fields_of(MODELS[table])) if table in MODELS else frozenset()


class _Finder:
    """Looks for the causes of facts that are unknown. Frames of rows have `_ROW`, their links and `_YEAR`."""

    def __init__(self, registry: Registry, tables: Tables, engine: Engine) -> None:
        self.registry, self.tables, self.engine = registry, tables, engine
        self.causes: list[Cause] = []
        self._numbers: dict[Cause, int] = {}
        self._faults: dict[tuple[str, str], pl.DataFrame] = {}
        self._inner: dict[str, pl.DataFrame] = {}
        self._frames: dict[str, pl.DataFrame] = {}

    def number(self, cause: Cause) -> int:
        if cause not in self._numbers:
            self._numbers[cause] = len(self.causes)
            self.causes.append(cause)
        return self._numbers[cause]

    def frame(self, table: str) -> pl.DataFrame:
        """A table of the register; what says whose its rows are is text."""
        if table not in self._frames:
            self._frames[table] = _with_text(self.registry.frame(table))
        return self._frames[table]

    def of_fact(self, table: str, fact: str, rows: pl.DataFrame) -> pl.DataFrame:
        """The causes in rows of a table in which a fact is unknown."""
        if not rows.height:
            return _NOTHING
        surest: list[pl.DataFrame] = []
        made = MADE_OF.get((table, fact))
        if made:
            needs: tuple[str, ...] = BESIDE.get((table, fact), ())
            surest += [self._of_others(table, rows, other, facts) for other, facts in made]
        elif fact in READS or fact not in _fields(table):
            needs = (*READS.get(fact, ()), *ALSO_READS.get(fact, ()))
        else:
            needs = (f"{table}.{fact}",)
        rows, undated = self._of_a_year(fact, rows)
        for year_fact in YEARS.get(fact, ()) if undated.height else ():
            surest.append(self.of_fact(table, year_fact, undated))
        less_sure = []
        for need in needs:
            whole, part = self._need(table, rows, need, fact)
            surest.append(whole)
            less_sure.append(part)
        surest += [self._unreadable(table, rows, column, fact) for column in READABLE.get(fact, ())]
        surest += [self._blank_beside(table, rows, column, other, fact) for column, other in BLANK_BESIDE.get(fact, ())]
        found = pl.concat(surest or [_NOTHING])
        rest = pl.concat(less_sure or [_NOTHING]).join(found, on=_ROW, how="anti")
        found = pl.concat([found, rest])
        if fact in BY_ITSELF:
            found = pl.concat([found, self.all_of(rows.join(found, on=_ROW, how="anti"), Cause(_SAID, words=BY_ITSELF[fact]))])
        return found.unique([_ROW, _CAUSE])

    def _of_a_year(self, fact: str, rows: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
        """The rows with the year of the fact (`_YEAR`), and those of which it is not known."""
        if fact not in YEARS:
            return rows, rows.clear()
        [year] = YEARS[fact]
        last = self.tables.reference_year
        known = {THIS_YEAR: self.tables.law.day.year, LAST_YEAR: last, YEAR_BEFORE: last - 1}
        if year in known:
            return rows.with_columns(pl.lit(known[year], pl.Int64).alias(_YEAR)), rows.clear()
        if _YEAR + year not in rows.columns:
            return rows, rows.clear()
        rows = rows.with_columns(pl.col(_YEAR + year).cast(pl.Int64).alias(_YEAR))
        return rows.filter(pl.col(_YEAR).is_not_null()), rows.filter(pl.col(_YEAR).is_null())

    def _need(self, table: str, rows: pl.DataFrame, need: str, fact: str) -> tuple[pl.DataFrame, pl.DataFrame]:
        """The causes where none of the columns that would serve does; and, of other rows, the likeliest of those that do not."""
        ways = need.split("|")
        parts = [self._way(table, rows, way, fact).with_columns(pl.lit(n).alias("_way")) for n, way in enumerate(ways)]
        found = pl.concat(parts)
        none = found.group_by(_ROW).agg(pl.col("_way").n_unique().alias("_n")).filter(pl.col("_n") == len(ways))
        whole = found.join(none, on=_ROW, how="semi").drop("_way")
        part = found.join(none, on=_ROW, how="anti")
        likeliest = part.sort([_RANK, "_way"]).unique(_ROW, keep="first", maintain_order=True).select(_ROW, _RANK, "_way")
        part = part.join(likeliest, on=[_ROW, _RANK, "_way"], how="semi").drop("_way")
        silent = self.number(Cause(_SILENT))
        return whole.filter(pl.col(_CAUSE) != silent), part.filter(pl.col(_CAUSE) != silent)

    def _way(self, table: str, rows: pl.DataFrame, way: str, fact: str) -> pl.DataFrame:
        """The causes where one column does not serve."""
        other, name = way.split(".")
        if way == "households.income_per_head" and _YEAR in rows.columns:
            # Without the column it would have been of the snapshot's year.
            of_year = pl.col(_YEAR) == (self.tables.income_year or int(self.tables.state[:4]))
            elsewhere = rows.filter(~of_year)
            told = self.registry.has("incomes") or self.tables.income_year is None
            if name not in self.registry.present(other):
                lacking = self.all_of(rows.filter(of_year), Cause(_NO_COLUMN, other, name))
                return pl.concat([self.all_of(elsewhere, Cause(_SILENT)), lacking])
            cause = Cause(_SILENT) if told else Cause(_OTHER_YEAR, other, name, year=self.tables.income_year)
            return pl.concat([self.all_of(elsewhere, cause), self._cells(table, rows.filter(of_year), other, name, fact)])
        if not self.registry.has(other):
            return self.all_of(rows, Cause(_NO_SHEET, other))
        if name not in self.registry.present(other):
            return self.all_of(rows, Cause(_NO_COLUMN, other, name))
        return self._cells(table, rows, other, name, fact)

    def _cells(self, table: str, rows: pl.DataFrame, other: str, name: str, fact: str) -> pl.DataFrame:
        if table == other and ROWS_OF.get(fact, ("",))[0] not in _fields(other):
            return self._told(rows.select(_ROW).join(self._faulty(other, name), left_on=_ROW, right_on=KEY), other, name)
        return self._linked(table, rows, other, name, fact)

    def _linked(self, table: str, rows: pl.DataFrame, other: str, name: str, fact: str) -> pl.DataFrame:
        """The causes in rows of another table that belong to these."""
        link = _link(table, other)
        column, value = ROWS_OF.get(fact, ("", ""))
        where = column if column in _fields(other) else ""
        frame, faults = self.frame(other), self._faulty(other, name)
        if where:
            frame, faults = frame.filter(pl.col(where) == value), faults.filter(pl.col(where) == value)
        if link is None:
            good = frame.height - faults.height
            if good > 0:
                return _NOTHING
            no_row = self.all_of(rows, Cause(_NO_ROW, other, where, words=(value, value))) if not frame.height else _NOTHING
            lost = self._lost(rows, other, where, None) if not frame.height and where else _NOTHING
            cells = self._told(rows.select(_ROW).join(faults.unique([SOURCE, "_kind"]), how="cross"), other, name)
            return pl.concat([no_row, lost, cells])
        own = rows.filter(pl.col(link).is_null())
        found = [self._told(own.select(_ROW).join(self._faulty(table, link), left_on=_ROW, right_on=KEY), table, link)]
        rows = rows.filter(pl.col(link).is_not_null())
        dated = _YEAR in rows.columns and "year" in _fields(other)
        left, right = ([link, _YEAR], [link, "year"]) if dated else ([link], [link])
        keyed = rows.select(_ROW, *left)
        none = keyed.join(frame.select(right).unique(), left_on=left, right_on=right, how="anti")
        if none.height:
            years = none[_YEAR].unique().to_list() if dated else [None]
            for year in years:
                of_year = none.filter(pl.col(_YEAR) == year) if dated else none
                found.append(self.all_of(of_year, Cause(_NO_ROW, other, where, year=year, words=(value, value))))
            found.append(self._lost(none, other, link, None))
            found += [self._lost(none, other, one, link) for one in ("year" if dated else "", where) if one]
        found.append(self._told(keyed.join(faults, left_on=left, right_on=right), other, name))
        if dated or other == "households":
            twice = frame.group_by(right).agg(pl.col(name).drop_nulls().n_unique().alias("_n")).filter(pl.col("_n") > 1)
            differing = keyed.join(twice, left_on=left, right_on=right)
            for year in differing[_YEAR].unique().to_list() if dated else [None]:
                of_year = differing.filter(pl.col(_YEAR) == year) if dated else differing
                found.append(self.all_of(of_year, Cause(_DIFFER, other, name, year=year)))
        return pl.concat(found)

    def _lost(self, rows: pl.DataFrame, other: str, name: str, link: str | None) -> pl.DataFrame:
        """Rows of a table that may be those looked for: `name` is blank or cannot be read, which would say so."""
        faults = self._faulty(other, name)
        if not faults.height:
            return _NOTHING
        if link is None:
            found = rows.select(_ROW).join(faults.unique([SOURCE, "_kind"]), how="cross")
        else:
            found = rows.select(_ROW, link).join(faults, on=link)
        lost = pl.col("_kind").replace({_UNREADABLE: _LOST_UNREADABLE, _BLANK: _LOST})
        return self._told(found.with_columns(lost), other, name)

    def _unreadable(self, table: str, rows: pl.DataFrame, column: str, fact: str) -> pl.DataFrame:
        """The cells of a column that cannot be read, in the rows that belong to these."""
        other, name = column.split(".")
        if not self.registry.has(other):
            return _NOTHING
        return self._placed(table, rows, other, name, fact, self._faulty(other, name).filter(pl.col("_kind") == _UNREADABLE))

    def _blank_beside(self, table: str, rows: pl.DataFrame, column: str, beside: str, fact: str) -> pl.DataFrame:
        """The cells of a column that are blank though another of their row says something, in the rows that belong to these."""
        other, name = column.split(".")
        if not self.registry.has(other):
            return _NOTHING
        keys = self.frame(other).filter(pl.col(beside).is_not_null())[KEY].cast(pl.Int64)
        faults = self._faulty(other, name).filter(pl.col("_kind") != _UNREADABLE, pl.col(KEY).is_in(keys.to_list()))
        return self._placed(table, rows, other, name, fact, faults)

    def _placed(self, table: str, rows: pl.DataFrame, other: str, name: str, fact: str, faults: pl.DataFrame) -> pl.DataFrame:
        """Faulty cells of a column, in the rows that belong to these."""
        if not faults.height:
            return _NOTHING
        where, value = ROWS_OF.get(fact, ("", ""))
        if where in _fields(other) and where != name:
            faults = faults.filter(pl.col(where) == value)
        if fact in OPEN_BY_ANY_ROW:
            return self._told(rows.select(_ROW).join(faults.unique([SOURCE, "_kind"]), how="cross"), other, name)
        if table == other and where not in _fields(other):
            return self._told(rows.select(_ROW).join(faults, left_on=_ROW, right_on=KEY), other, name)
        link = NUMBER if other == "evidence" else _link(table, other)
        if link is None or link not in rows.columns:
            return _NOTHING
        if name != link:
            return self._told(rows.select(_ROW, link).join(faults, on=link), other, name)
        beside = self.frame(other).join(faults.select(KEY, "_kind"), on=KEY)
        places = [
            rows.select(_ROW, link).join(
                beside.select(pl.col(side).cast(pl.String), SOURCE, "_kind"), left_on=link, right_on=side
            )
            for side in (BEFORE, BEHIND)
        ]
        return self._told(pl.concat([place.select(_ROW, SOURCE, "_kind") for place in places]), other, name)

    def _of_others(self, table: str, rows: pl.DataFrame, other: str, facts: Sequence[str]) -> pl.DataFrame:
        """The causes of facts of other rows, for the rows of a table that are made of them."""
        if not self.registry.has(other):
            return self.all_of(rows, Cause(_NO_SHEET, other))
        inner = self._facts(other)
        counts = pl.lit(True)
        for name in ("there", "on_register"):
            if name in facts:
                counts = counts & pl.col(name).fill_null(True)
        found = []
        for fact in facts:
            causes = self.of_fact(other, fact, inner.filter(counts & pl.col(_OPEN + fact)))
            placed = causes.join(inner, on=_ROW, how="inner")
            if table == "county":
                found.append(rows.select(_ROW).join(placed.select(_CAUSE, _RANK).unique(_CAUSE), how="cross"))
                continue
            link = "household_id" if table == "households" else "village"
            here = rows.select(_ROW, link).join(placed.select(link, _CAUSE, _RANK), on=link)
            found.append(here.select(_ROW, _CAUSE, _RANK))
            if table == "villages":  # of no village that can be read: of any of them
                anywhere = placed.filter(pl.col(link).is_null()).select(_CAUSE, _RANK).unique(_CAUSE)
                found.append(rows.select(_ROW).join(anywhere, how="cross"))
        if table == "households":
            none = rows.join(inner.select("household_id").unique(), on="household_id", how="anti")
            found.append(self._linked(table, none, other, "household_id", ""))
        return pl.concat(found or [_NOTHING]).select(_ROW, _CAUSE, _RANK).unique([_ROW, _CAUSE])

    def _facts(self, table: str) -> pl.DataFrame:
        """The facts of a table's rows of which others are made: whether each is unknown, and who counts."""
        if table in self._inner:
            return self._inner[table]
        wanted = {fact for made in MADE_OF.values() for other, facts in made if other == table for fact in facts}
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
            nw.col(KEY).alias(_ROW), *kept, *(nw.col(name).is_null().alias(_OPEN + name) for name in sorted(wanted))
        )
        [found] = self.engine.collected([frame])
        self._inner[table] = _with_text(found.with_columns(pl.col(_ROW).cast(pl.Int64)))
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
            pl.when(pl.col(UNREAD).cast(pl.String).str.contains(f"|{name}|", literal=True).fill_null(False)).then(pl.lit(_UNREADABLE))
            .when(pl.col(SOURCE).is_in(lacking)).then(pl.lit(_NO_COLUMN))
            .when(~empty).then(pl.lit(_NO_NUMBER)).otherwise(pl.lit(_BLANK))
        )  # fmt: skip
        keys = [key for key in (*_KEYS, NUMBER) if key in frame.columns]
        found = frame.filter(faulty).select(pl.col(KEY).cast(pl.Int64), SOURCE, kind.alias("_kind"), *keys)
        self._faults[table, name] = found
        return found

    def _told(self, found: pl.DataFrame, table: str, name: str) -> pl.DataFrame:
        """Rows and the kind of fault in a field, as causes."""
        kinds = found.select(SOURCE, "_kind").unique()
        if not kinds.height:
            return _NOTHING
        numbers = [self.number(Cause(kind, table, name, source)) for source, kind in kinds.iter_rows()]
        ranks = [0 if kind in (_UNREADABLE, _LOST_UNREADABLE) else 1 for _, kind in kinds.iter_rows()]
        kinds = kinds.with_columns(pl.Series(_CAUSE, numbers, pl.Int64), pl.Series(_RANK, ranks, pl.Int64))
        return found.join(kinds, on=[SOURCE, "_kind"]).select(_ROW, _CAUSE, _RANK).unique()

    def all_of(self, rows: pl.DataFrame, cause: Cause) -> pl.DataFrame:
        """The same cause for all rows."""
        return rows.select(
            pl.col(_ROW).cast(pl.Int64), pl.lit(self.number(cause), pl.Int64).alias(_CAUSE), pl.lit(1, pl.Int64).alias(_RANK)
        )


def unknowns_of(
    frames: Iterable[tuple[Scope, Sequence[tuple[Rule, Ask, str]], pl.DataFrame]],
    registry: Registry,
    tables: Tables,
    engine: Engine,
) -> Unknowns:
    """The causes for every row that is unknown; frames of outcomes carry what `open_columns` gives."""
    finder = _Finder(registry, tables, engine)
    answers: dict[str, pl.DataFrame] = {}
    for scope, pairs, frame in frames:
        if scope not in _TABLE_OF:
            continue
        table = _TABLE_OF[scope]
        unknown = {column: (frame[column] == CODES[Outcome.UNKNOWN]).fill_null(False) for _, _, column in pairs}
        rows = _with_links(table, frame, registry)
        read = {column: list(_read(rule, ask, column, tables, rows)) for rule, ask, column in pairs if unknown[column].any()}
        masks: dict[str, pl.Series] = {}
        for column, facts in read.items():
            for fact, where in facts:
                mask = unknown[column] & where
                masks[fact] = masks[fact] | mask if fact in masks else mask
        causes = {fact: finder.of_fact(table, fact, rows.filter(mask)) for fact, mask in masks.items()}
        for rule, ask, column in pairs:
            if column not in read:
                continue
            asked = rows.filter(unknown[column]).select(_ROW)
            found = [
                causes[fact].join(rows.filter(unknown[column] & where).select(_ROW), on=_ROW, how="semi")
                for fact, where in read[column]
            ]
            found += _without_number(rule, ask, rows.filter(unknown[column]), tables, finder)
            told = pl.concat([*found, _NOTHING]).unique([_ROW, _CAUSE])
            rest = asked.join(told, on=_ROW, how="anti")
            if rest.height:
                told = pl.concat(
                    [told, *_rest(rule, rest, [fact for fact, where in read[column]], finder, rows, unknown[column])]
                )
            if rule.unknown and not rule.counted:
                told = _in_its_words(rule.unknown, told, finder)
            answers[column] = told.select(_ROW, _CAUSE).sort([_ROW, _CAUSE])
    return Unknowns(registry, finder.causes, answers)


def _in_its_words(words: Pair, told: pl.DataFrame, finder: _Finder) -> pl.DataFrame:
    """That nothing of the kind a rule looks at is on file, as the rule says it."""
    nothing = [number for number, cause in enumerate(finder.causes) if cause.kind == _NO_ROW and cause.field]
    own = pl.when(pl.col(_CAUSE).is_in(nothing)).then(pl.lit(finder.number(Cause(_SAID, words=words)), pl.Int64))
    return told.with_columns(own.otherwise(pl.col(_CAUSE)).alias(_CAUSE)).unique([_ROW, _CAUSE])


def _with_links(table: str, frame: pl.DataFrame, registry: Registry) -> pl.DataFrame:
    """The rows of a frame with what says whose they are, from the table they are of."""
    rows = frame.with_columns(pl.col(KEY).cast(pl.Int64).alias(_ROW))
    if table not in MODELS:
        return rows
    of_table = registry.frame(table)
    links = [link for link in (*_LINKS, NUMBER) if link in of_table.columns]
    empty = (pl.col(name).is_null().alias(_OPEN + name) for name in fields_of(MODELS[table]))
    own = of_table.select(*links, pl.col(UNREAD).cast(pl.String), *empty)[frame[KEY]]
    return rows.drop([name for name in own.columns if name in rows.columns]).hstack(_with_text(own).get_columns())


def _with_text(frame: pl.DataFrame) -> pl.DataFrame:
    return frame.with_columns(pl.col(name).cast(pl.String) for name in _KEYS if name in frame.columns and name != "year")


def _read(rule: Rule, ask: Ask, column: str, tables: Tables, rows: pl.DataFrame) -> Iterator[tuple[str, pl.Series]]:
    """The facts a rule reads, and in which rows each is unknown: those that say whom it is meant for, where that is unknown."""
    nowhere = pl.Series([False]).new_from_index(0, rows.height)
    unsure = rows[_UNSURE + column].fill_null(False) if _UNSURE + column in rows.columns else nowhere
    to_apply = read_to_apply(rule, ask, tables.law)
    if not of_a_day(rule):
        to_apply |= {"household_id"}
    for names, where in ((to_apply, unsure), (read_to_keep(rule, ask, tables.law), ~unsure)):
        for name in sorted(names):
            if _OPEN + name not in rows.columns:
                continue
            here = rows[_OPEN + name].fill_null(True) & where
            if where is unsure and not of_a_day(rule) and name in _own_fields(ask.scope):
                # A blank only says that the rule is not meant for the row.
                here = here & rows[UNREAD].str.contains(f"|{name}|", literal=True).fill_null(False)
            yield name, here


def _without_number(rule: Rule, ask: Ask, rows: pl.DataFrame, tables: Tables, finder: _Finder) -> Iterator[pl.DataFrame]:
    """Rows for which the law has no number: of a year, or of the day."""
    law = Law(tables.law.day, tables.law.region, tables.law.extra)
    read_to_keep(rule, ask, law)
    for name in sorted(law.asked_on_day):
        number = law.named(name)
        if not number.known and name not in rule.by_year:
            zh, en = number.parameter.zh, number.parameter.en
            words = (f"没有“{zh}”的数值（{name}）", f"there is no number for “{en}” ({name})")
            yield finder.all_of(rows, Cause(_SAID, words=words))
    for name, fact in rule.by_year.items():
        if fact not in rows.columns:
            continue
        number = law.named(name)
        lacking = rows.filter(pl.col(fact).is_not_null() & ~pl.col(fact).is_in(list(number.by_year())))
        for year in lacking[fact].unique().to_list():
            zh, en = number.parameter.zh, number.parameter.en
            words = (f"没有 {year} 年“{zh}”的数值（{name}）", f"there is no number of {year} for “{en}” ({name})")
            yield finder.all_of(lacking.filter(pl.col(fact) == year), Cause(_SAID, words=words))


def _rest(
    rule: Rule, rest: pl.DataFrame, facts: Sequence[str], finder: _Finder, rows: pl.DataFrame, unknown: pl.Series
) -> Iterator[pl.DataFrame]:
    """What is said of rows in which no cell is missing or faulty: what the rule says, else which facts cannot be told."""
    if rule.unknown and not rule.counted:
        yield finder.all_of(rest, Cause(_SAID, words=rule.unknown))
        return
    there = rows.filter(unknown).join(rest, on=_ROW, how="semi")
    for fact in dict.fromkeys(facts):
        if fact in FACT_WORDS:
            zh, en = FACT_WORDS[fact]
            yield finder.all_of(
                there.filter(pl.col(_OPEN + fact)), Cause(_SAID, words=(f"不能确定：{zh}", f"cannot be told: {en}"))
            )


def _fields(table: str) -> Mapping[str, Any]:
    return fields_of(MODELS[table]) if table in MODELS else {}


def _link(table: str, other: str) -> str | None:
    """The field by which rows of another table belong to those of a table."""
    return next((link for link in _LINKS if link in _fields(table) and link in _fields(other)), None)


def _worded(cause: Cause, table: str, registry: Registry) -> Pair:
    """A cause as a sentence (zh, en), with the headings as the files write them."""
    if cause.kind == _SAID:
        return cause.words
    sheet, heading = (
        sheet_written(cause.table, registry, cause.source),
        heading_written(cause.table, cause.field, registry, cause.source),
    )
    cell_zh, cell_en = f"“{sheet}”表的“{heading}”", f"{sheet}.{heading}"
    year_zh, year_en = (f" {cause.year} 年", f" of {cause.year}") if cause.year is not None else ("", "")
    if cause.kind in (_NO_ROW, _DIFFER):
        of_households = cause.table not in ("villages", "village_years")
        whose_zh, whose_en = ("", "") if cause.table == "evidence" else _WHOSE[table][of_households]
        if cause.kind == _DIFFER:
            return (
                f"“{sheet}”表{whose_zh}{year_zh}的几行“{heading}”不一致",
                f"{cell_en} differs between rows{year_en} of {whose_en}",
            )
        what_zh, what_en = (f"“{heading}”为“{cause.words[0]}”", f" whose {heading} is {cause.words[1]}") if heading else ("", "")
        return (
            f"“{sheet}”表缺少{whose_zh}{year_zh}{what_zh}的行",
            f"{sheet} has no row{year_en}" + (f" of {whose_en}" if whose_en else "") + what_en,
        )  # fmt: skip
    if cause.kind == _NO_COLUMN and cause.source >= 0:
        file = registry.tables[cause.table].sources[cause.source].file
        return f"{file} 的“{sheet}”表没有“{heading}”列", f"there is no column {cell_en} in {file}"
    return {
        _NO_SHEET: (f"没有“{sheet}”表", f"there is no table {sheet}"),
        _NO_COLUMN: (f"“{sheet}”表没有“{heading}”列", f"there is no column {cell_en}"),
        _BLANK: (f"{cell_zh}空白", f"{cell_en} is blank"),
        _UNREADABLE: (f"{cell_zh}读不懂", f"{cell_en} cannot be read"),
        _LOST: (f"{cell_zh}有空白，不知是谁的", f"{cell_en} is blank in rows that may be theirs"),
        _LOST_UNREADABLE: (f"{cell_zh}有读不懂的，不知是谁的", f"{cell_en} cannot be read in rows that may be theirs"),
        _NO_NUMBER: (f"{cell_zh}不是身份号码", f"{cell_en} is no identity number"),
        _OTHER_YEAR: (f"{cell_zh}是{year_zh}的", f"{cell_en} is{year_en}"),
    }[cause.kind]  # fmt: skip


def sheet_written(table: str, registry: Registry, source: int = -1) -> str:
    """The name of a table's sheet as the files have it; the usual one where they differ or have none."""
    usual = MODELS[table].table.sheet
    sources = registry.tables[table].sources if registry.has(table) else ()
    if source >= 0:
        return sources[source].sheet or usual
    names = {one.sheet for one in sources}
    return (names.pop() or usual) if len(names) == 1 else usual


def heading_written(table: str, name: str, registry: Registry, source: int = -1) -> str:
    """The heading of a field as the files write it; the usual one where they differ or lack the column."""
    if not name:
        return ""
    usual = fields_of(MODELS[table])[name].heading
    sources = registry.tables[table].sources if registry.has(table) else ()
    if source >= 0:
        return sources[source].columns[name][1] if name in sources[source].columns else usual
    written = {one.columns[name][1] for one in sources if name in one.columns}
    return written.pop() if len(written) == 1 else usual
