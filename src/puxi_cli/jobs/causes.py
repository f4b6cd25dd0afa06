"""Why a rule is unknown for a row: the missing sheet, column or year, the blank cell, the cell that cannot be read.

Of every fact that a rule reads and that is unknown in a row, the columns it is made of are looked at in the rows that belong to that
row's household, person or village (`facts.fact`); only what is missing or faulty there is a cause.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

import narwhals as nw
import polars as pl

from puxi_cli.engine.base import Engine
from puxi_cli.facts.catalogue import YEAR_FACTS, fact_of
from puxi_cli.facts.subjects import subjects
from puxi_cli.facts.tables import Tables
from puxi_cli.findings import Outcome
from puxi_cli.jobs.cause import NO_ROW, SAID, Cause, order_of, words_of
from puxi_cli.jobs.cause_finder import CAUSE, LINKS, NOTHING, OPEN, ROW_ASKED, YEAR_ASKED, Finder, each_once, with_text
from puxi_cli.law.law import Law
from puxi_cli.records.fields import fields_of
from puxi_cli.records.scope import Scope
from puxi_cli.records.tables import MODELS
from puxi_cli.registry import KEY, NUMBER, UNREAD, Registry
from puxi_cli.rules.base import CODES, Ask, Rule, applies_unknown, of_a_day, read_to_apply, read_to_keep
from puxi_cli.text.words import Text

_UNSURE = "_unsure_"


@dataclass(frozen=True)
class Unknowns:
    """The causes found: by the column of a rule's outcomes the rows (KEY) that are unknown, each with its causes.

    `without_values` has of rules that were not asked which columns hold no value in any row.
    """

    registry: Registry
    causes: list[Cause] = field(default_factory=list)
    rows: dict[str, pl.DataFrame] = field(default_factory=dict)
    without_values: dict[str, tuple[Text, ...]] = field(default_factory=dict)
    _by_row: dict[str, dict[int, list[int]]] = field(default_factory=dict, repr=False)

    def of_rule(self, columns: Sequence[str], scope: Scope, unknown: int, lacking: Collection[str] = ()) -> Iterator[Text]:
        """The causes of all rows of a rule beside what is `lacking`, the most frequent first, each with its number of rows unless it is of
        all."""
        yield from dict.fromkeys(words for column in columns for words in self.without_values.get(column, ()))
        table = _table_of(scope)
        found = [self.rows[column] for column in columns if column in self.rows]
        if not found:
            return
        counts = pl.concat(found).group_by(CAUSE).agg(pl.len().alias("n")).iter_rows()
        told: dict[Text, int] = {}
        for index, number in sorted(counts, key=lambda one: (-one[1], order_of(self.causes[one[0]]))):
            if self.causes[index].is_among(lacking):
                continue
            words = words_of(self.causes[index], table, self.registry)
            told[words] = told.get(words, 0) + number
        zh, en = subjects()[scope].unit
        for words, number in told.items():
            yield words if number >= unknown else Text(f"{words[0]}（{number} {zh}）", f"{words[1]} ({en}: {number})")

    def of_row(self, column: str, key: int, scope: Scope, lacking: Collection[str] = ()) -> tuple[Text, ...]:
        """The causes of one row beside what is `lacking`."""
        table = _table_of(scope)
        if column not in self._by_row:
            found: dict[int, list[int]] = {}
            for row, cause in self.rows.get(column, NOTHING).select(ROW_ASKED, CAUSE).iter_rows():
                found.setdefault(row, []).append(cause)
            self._by_row[column] = found
        causes = sorted((self.causes[one] for one in self._by_row[column].get(key, ())), key=order_of)
        told = (words_of(cause, table, self.registry) for cause in causes if not cause.is_among(lacking))
        return tuple(dict.fromkeys([*self.without_values.get(column, ()), *told]))


def _table_of(scope: Scope) -> str:
    """The table of whose rows it can be told why they are unknown; nothing where it cannot."""
    subject = subjects().get(scope)
    return subject.table if subject and subject.causes else ""


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
        fact, said = nw.col(name), fact_of(name)
        if said.open_above_0:
            is_open = (fact > 0).fill_null(True)
        elif said.open_unless:
            is_open = (fact != nw.col(said.open_unless)).fill_null(True)
        else:
            is_open = fact.is_null()
        if said.asked_where:
            is_open = is_open & nw.col(said.asked_where)
        found.append(is_open.alias(OPEN + name))
    years = {year for name in names if (year := fact_of(name).year)} & YEAR_FACTS & set(there)
    return [*found, *(nw.col(year).alias(YEAR_ASKED + year) for year in sorted(years))]


def is_of_causes(column: str) -> bool:
    """Whether a column of a frame is one of `open_columns`."""
    return column.startswith((OPEN, _UNSURE, YEAR_ASKED))


def without_causes(frame: pl.DataFrame) -> pl.DataFrame:
    """A frame without the columns of `open_columns`."""
    return frame.select(name for name in frame.columns if not is_of_causes(name))


def _own_fields(scope: Scope) -> frozenset[str]:
    table = _table_of(scope)
    return frozenset(fields_of(MODELS[table])) if table in MODELS else frozenset()


def unknowns_of(
    frames: Iterable[tuple[Scope, Sequence[tuple[Rule, Ask, str]], pl.DataFrame]],
    registry: Registry,
    tables: Tables,
    engine: Engine,
) -> Unknowns:
    """The causes for every row that is unknown; frames of outcomes carry what `open_columns` gives."""
    finder = Finder(registry, tables, engine)
    answers: dict[str, pl.DataFrame] = {}
    for scope, pairs, frame in frames:
        if not _table_of(scope):
            continue
        table = _table_of(scope)
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
            asked = rows.filter(unknown[column]).select(ROW_ASKED)
            found = [
                causes[fact].join(rows.filter(unknown[column] & where).select(ROW_ASKED), on=ROW_ASKED, how="semi")
                for fact, where in read[column]
            ]
            found += _without_number(rule, ask, rows.filter(unknown[column]), tables, finder)
            told = each_once(pl.concat([*found, NOTHING]))
            rest = asked.join(told, on=ROW_ASKED, how="anti")
            if rest.height:
                told = pl.concat(
                    [told, *_rest(rule, rest, [fact for fact, where in read[column]], finder, rows, unknown[column])]
                )
            if rule.unknown and not rule.counted:
                told = _in_its_words(rule.unknown, told, finder)
            answers[column] = told.select(ROW_ASKED, CAUSE).sort([ROW_ASKED, CAUSE])
    return Unknowns(registry, finder.causes, answers)


def _in_its_words(words: Text, told: pl.DataFrame, finder: Finder) -> pl.DataFrame:
    """That nothing of the kind a rule looks at is on file, as the rule says it."""
    nothing = [number for number, cause in enumerate(finder.causes) if cause.kind == NO_ROW and cause.field]
    own = pl.when(pl.col(CAUSE).is_in(nothing)).then(pl.lit(finder.number(Cause(SAID, words=words)), pl.Int64))
    return told.with_columns(own.otherwise(pl.col(CAUSE)).alias(CAUSE)).unique([ROW_ASKED, CAUSE])


def _with_links(table: str, frame: pl.DataFrame, registry: Registry) -> pl.DataFrame:
    """The rows of a frame with what says whose they are, from the table they are of."""
    rows = frame.with_columns(pl.col(KEY).cast(pl.Int64).alias(ROW_ASKED))
    if table not in MODELS:
        return rows
    of_table = registry.frame(table)
    links = [link for link in (*LINKS, NUMBER) if link in of_table.columns]
    empty = (pl.col(name).is_null().alias(OPEN + name) for name in fields_of(MODELS[table]))
    own = of_table.select(*links, pl.col(UNREAD).cast(pl.String), *empty)[frame[KEY]]
    return rows.drop([name for name in own.columns if name in rows.columns]).hstack(with_text(own).get_columns())


def _read(rule: Rule, ask: Ask, column: str, tables: Tables, rows: pl.DataFrame) -> Iterator[tuple[str, pl.Series]]:
    """The facts a rule reads, and in which rows each is unknown: those that say whom it is meant for, where that is unknown."""
    nowhere = pl.Series([False]).new_from_index(0, rows.height)
    unsure = rows[_UNSURE + column].fill_null(False) if _UNSURE + column in rows.columns else nowhere
    to_apply = read_to_apply(rule, ask, tables.law)
    if not of_a_day(rule):
        to_apply |= {"household_id"}
    for names, where in ((to_apply, unsure), (read_to_keep(rule, ask, tables.law), ~unsure)):
        for name in sorted(names):
            if OPEN + name not in rows.columns:
                continue
            here = rows[OPEN + name].fill_null(True) & where
            if where is unsure and not of_a_day(rule) and name in _own_fields(ask.scope):
                # A blank only says that the rule is not meant for the row.
                here = here & rows[UNREAD].str.contains(f"|{name}|", literal=True).fill_null(False)
            yield name, here


def _without_number(rule: Rule, ask: Ask, rows: pl.DataFrame, tables: Tables, finder: Finder) -> Iterator[pl.DataFrame]:
    """Rows for which the law has no number: of a year, or of the day."""
    law = Law(tables.law.day, tables.law.region, tables.law.extra)
    read_to_keep(rule, ask, law)
    for name in sorted(law.asked_on_day):
        number = law.named(name)
        if not number.known and name not in rule.by_year:
            zh, en = number.parameter.zh, number.parameter.en
            words = Text(f"没有“{zh}”的数值（{name}）", f"there is no number for “{en}” ({name})")
            yield finder.all_of(rows, Cause(SAID, words=words))
    for name, fact in rule.by_year.items():
        if fact not in rows.columns:
            continue
        number = law.named(name)
        lacking = rows.filter(pl.col(fact).is_not_null() & ~pl.col(fact).is_in(list(number.by_year())))
        for year in lacking[fact].unique().to_list():
            zh, en = number.parameter.zh, number.parameter.en
            words = Text(f"没有 {year} 年“{zh}”的数值（{name}）", f"there is no number of {year} for “{en}” ({name})")
            yield finder.all_of(lacking.filter(pl.col(fact) == year), Cause(SAID, words=words))


def _rest(
    rule: Rule, rest: pl.DataFrame, facts: Sequence[str], finder: Finder, rows: pl.DataFrame, unknown: pl.Series
) -> Iterator[pl.DataFrame]:
    """What is said of rows in which no cell is missing or faulty: what the rule says, else which facts cannot be told."""
    if rule.unknown and not rule.counted:
        yield finder.all_of(rest, Cause(SAID, words=rule.unknown))
        return
    there = rows.filter(unknown).join(rest, on=ROW_ASKED, how="semi")
    for fact in dict.fromkeys(facts):
        if words := fact_of(fact).words:
            zh, en = words
            yield finder.all_of(
                there.filter(pl.col(OPEN + fact)), Cause(SAID, words=Text(f"不能确定：{zh}", f"cannot be told: {en}"))
            )
