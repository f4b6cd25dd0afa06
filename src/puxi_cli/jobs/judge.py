"""Ask the rules of a register: the four outcomes of each, and the rows that fail."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import narwhals as nw
import polars as pl

from puxi_cli.engine import local
from puxi_cli.engine.base import Engine
from puxi_cli.facts.catalogue import OF_COLUMNS, fact_of
from puxi_cli.facts.subjects import subjects
from puxi_cli.facts.tables import Tables
from puxi_cli.findings import Finding, Outcome, RuleCount
from puxi_cli.jobs.cause import NO_VALUES, Cause, words_of
from puxi_cli.jobs.causes import Unknowns, is_of_causes, open_columns, unknowns_of, without_causes
from puxi_cli.jobs.failures import findings_of
from puxi_cli.jobs.tally import Tally, narrowed, tally_of, widened
from puxi_cli.law.law import Law
from puxi_cli.progress import stepping
from puxi_cli.records.fields import fields_of
from puxi_cli.records.scope import Scope
from puxi_cli.records.tables import MODELS
from puxi_cli.registry import KEY, ROW, SOURCE, Registry
from puxi_cli.rules.base import CODES, Ask, Rule, outcome, read_by, read_to_apply
from puxi_cli.text.words import Text

MANY = 200_000  # rows from which on they are not asked all at once
# How a rule is asked: whole, or only of whom it is meant for.
_ASKED, _CLOSED = "asked", "closed"
# The columns of a facts frame that say whom a row concerns, and where it stands.
_SUBJECT = ("household_id", "person_id", "village", "name", "head_name", SOURCE, ROW, KEY)


@dataclass(frozen=True)
class Asking:
    """As of which day and law rules are asked, see `facts.tables.Tables`; and which engine answers."""

    law: Law
    state_day: str | None = None
    income_year: int | None = None
    as_it_stands: bool = True
    engine: Engine = local


@dataclass(frozen=True)
class Judged:
    """Every rule's four outcomes, a finding for every failure, and for each scope asked for the outcomes of every row.

    `unknowns` has the causes of every row that is unknown of a rule that was asked whole.
    """

    counts: list[RuleCount]
    findings: list[Finding]
    rows: dict[Scope, pl.DataFrame]
    unknowns: Unknowns


def judge(
    registry: Registry,
    rules: Sequence[Rule],
    asking: Asking,
    rows: Mapping[Scope, tuple[str, ...]] | None = None,
    off: Sequence[Rule] = (),
) -> Judged:
    """Ask rules. `rows` are the scopes of which the outcomes of every row are wanted, with further facts to be given.

    A missing column and a blank cell say the same: nothing. What a rule needs itself, and no row has, leaves it unknown for the
    rows it is meant for, so that a column that is not kept accuses nobody; the headings that would serve are named. Rules that are `off` are
    in no count, and in `rows` unknown for whom they are meant.
    """
    pairs = _by_scope(registry, [*rules, *off])
    numbers_off = {rule.card.id for rule in off}
    lacking, ways, without_values = {}, {}, {}
    for rule, ask in (pair for found in pairs.values() for pair in found):
        closed = rule.card.id in numbers_off
        lacking[rule.card.id, ask] = [] if closed else lacking_headings(rule, ask, registry, asking.law)
        silent = [] if closed else _silent(rule, ask, registry, asking.law)
        ways[outcome_column(rule, ask)] = _CLOSED if closed or silent else _ASKED
        without_values[outcome_column(rule, ask)] = _without_values(silent, registry)
    tables = tables_of(registry, asking)
    tallies: dict[str, Tally] = {}
    sums: dict[str, dict[str, int]] = {}
    whole = {}
    unknown_of = []
    together = list(_together(pairs, tables, registry, set(rows or ()), ways))
    for scope, asked in stepping(
        Text("正在核查", "Checking"), [(_sheet_of(asked[0][1]), (scope, asked)) for scope, asked in together]
    ):
        frame = _outcomes(scope, tables, asked, (rows or {}).get(scope, ()), ways)
        kept = [name for name in frame.collect_schema().names() if not is_of_causes(name)]
        [found] = asking.engine.collected([narrowed(frame, scope, registry)])
        columns = [outcome_column(rule, ask) for rule, ask in asked]
        fails = [column for (rule, _), column in zip(asked, columns, strict=True) if rule.finds and ways[column] == _ASKED]
        tally = tally_of(found, columns, fails)
        tally = Tally(tally.rows, tally.counts, widened(tally.failing, scope, registry, kept))
        for (rule, _), column in zip(asked, columns, strict=True):
            if rule.counted and ways[column] == _ASKED:
                rows_open = found.filter(pl.col(column) == CODES[Outcome.UNKNOWN])
                sums[column] = {name: int(rows_open[name].sum()) for name in rule.counted}
        tallies.update((column, tally) for column in columns)
        told = [(rule, ask, outcome_column(rule, ask)) for rule, ask in asked if ways[outcome_column(rule, ask)] == _ASKED]
        unknown_of.append((scope, told, _unknown_rows(found, [column for *_, column in told])))
        if scope in (rows or {}):
            whole[scope] = widened(without_causes(found).sort(KEY), scope, registry, kept)
    unknowns = replace(unknowns_of(unknown_of, registry, tables, asking.engine), without_values=without_values)
    counts: list[RuleCount] = []
    findings: list[Finding] = []
    for rule in rules:
        total = dict.fromkeys(CODES, 0)
        why: list[str] = []
        asks = [ask for asked in pairs.values() for one, ask in asked if one is rule]
        for ask in asks:
            column = outcome_column(rule, ask)
            tally = tallies[column]
            why += lacking[rule.card.id, ask]
            for said, number in tally.counts[column].items():
                total[said] += number
            if rule.finds and tally.counts[column].get(Outcome.FAIL):  # none where it was not answered
                failed = tally.failing.filter(pl.col(column) == CODES[Outcome.FAIL])
                findings += findings_of(rule, ask, failed, registry, asking.law)
        answered = total[Outcome.PASS] + total[Outcome.FAIL]
        counts.append(
            RuleCount(
                rule.card,
                total[Outcome.PASS],
                total[Outcome.FAIL],
                total[Outcome.UNKNOWN],
                total[Outcome.NOT_APPLICABLE],
                why_unknown=tuple(dict.fromkeys(why)) if total[Outcome.UNKNOWN] or not answered else (),
                finds=rule.finds,
                reasons=tuple(_reasons(rule, asks, total[Outcome.UNKNOWN], sums, unknowns, why))
                if total[Outcome.UNKNOWN]
                else (),
            )
        )
    return Judged(counts, findings, whole, unknowns)


def judged(registry: Registry, rules: Sequence[Rule], asking: Asking) -> dict[Scope, pl.DataFrame]:
    """Every row of every scope that is asked about, with a column of outcomes (`CODES`) for each asking (`outcome_column`)."""
    pairs = _by_scope(registry, rules)
    tables = tables_of(registry, asking)
    frames = asking.engine.collected([_outcomes(scope, tables, asked, (), {}) for scope, asked in pairs.items()])
    return dict(zip(pairs, frames, strict=True))


def tables_of(registry: Registry, asking: Asking) -> Tables:
    """The register's tables for facts as of the day asked."""
    frames, present = asking.engine.frames_of(registry)
    return Tables(
        frames,
        present,
        asking.law,
        asking.state_day,
        asking.income_year,
        asking.as_it_stands,
        registry.snapshot_day,
        asking.engine.kept,
    )


def outcome_column(rule: Rule, ask: Ask) -> str:
    """The name of the column that holds what a rule says where it is asked."""
    return f"{rule.card.id}__{ask.table}__{ask.field}"


def _by_scope(registry: Registry, rules: Sequence[Rule]) -> dict[Scope, list[tuple[Rule, Ask]]]:
    asked: dict[Scope, list[tuple[Rule, Ask]]] = {}
    for rule in rules:
        for ask in rule.asks:
            if ask.scope != Scope.HOUSEHOLD_ROWS or registry.household_rows:
                asked.setdefault(ask.scope, []).append((rule, ask))
    return asked


def _together(
    pairs: Mapping[Scope, list[tuple[Rule, Ask]]],
    tables: Tables,
    registry: Registry,
    whole: Collection[Scope],
    ways: Mapping[str, str],
) -> Iterator[tuple[Scope, list[tuple[Rule, Ask]]]]:
    """What is asked of one frame: a scope, where its rows are few or wanted `whole`; else the rules of it that reach equally far.

    A million rows that carry all facts through all joins take several times the time and memory; putting a dozen frames together
    takes longer than all the rules of a township.
    """
    for scope, asked in pairs.items():
        reach = subjects()[scope].reach
        if scope in whole or reach is None or registry.frame(asked[0][1].table).height < MANY:
            yield scope, asked
            continue
        groups: dict[frozenset[str], list[tuple[Rule, Ask]]] = {}
        for rule, ask in asked:
            groups.setdefault(reach(_wanted_by(rule, ask, tables, ways)), []).append((rule, ask))
        yield from ((scope, group) for group in groups.values())


def _outcomes(
    scope: Scope, tables: Tables, pairs: Sequence[tuple[Rule, Ask]], further: Collection[str], ways: Mapping[str, str]
) -> nw.LazyFrame[Any]:
    """Who each row is and where it stands, what the rules' sentences show, and the outcomes, each asked in its way."""
    wanted = set(further).union(*(_wanted_by(rule, ask, tables, ways) for rule, ask in pairs))
    frame = facts_of(scope, tables, wanted)
    asked = [(rule, ask, outcome_column(rule, ask)) for rule, ask in pairs if ways.get(outcome_column(rule, ask)) == _ASKED]
    open_ones = open_columns(scope, asked, tables, frame.collect_schema().names()) if ways else []
    frame = frame.with_columns(
        *(_said(rule, ask, tables.law, ways).alias(outcome_column(rule, ask)) for rule, ask in pairs), *open_ones
    )
    shown = {name for rule, ask in pairs for name in _shown_by(rule, ask)}
    there = frame.collect_schema().names()
    kept = [name for name in there if name in {*_SUBJECT, *shown, *further}]
    marks = [name for name in there if is_of_causes(name)]
    return frame.select(*kept, *(outcome_column(rule, ask) for rule, ask in pairs), *marks)


def _said(rule: Rule, ask: Ask, law: Law, ways: Mapping[str, str]) -> nw.Expr:
    return outcome(rule, ask, law, answered=ways.get(outcome_column(rule, ask), _ASKED) == _ASKED)


def _wanted_by(rule: Rule, ask: Ask, tables: Tables, ways: Mapping[str, str]) -> set[str]:
    """What a rule reads in the way it is asked, and what its sentence shows."""
    if ways.get(outcome_column(rule, ask), _ASKED) == _CLOSED:
        return {ask.field, *read_to_apply(rule, ask, tables.law)}
    return {*_shown_by(rule, ask)} | read_by(rule, ask, tables.law)


def _shown_by(rule: Rule, ask: Ask) -> list[str]:
    """The facts that a failure is told with."""
    other = rule.otherwise[0] if rule.otherwise else None
    return [
        name for name in (*rule.shows, *rule.by_year.values(), *rule.counted, *rule.once, ask.field, rule.twin, other) if name
    ]


def facts_of(scope: Scope, tables: Tables, wanted: set[str] | None) -> nw.LazyFrame[Any]:
    """The frame that rules of a scope are asked of, with the facts that are wanted (None: all)."""
    return subjects()[scope].facts(tables, wanted)


def _sheet_of(ask: Ask) -> str:
    return MODELS[ask.table].table.sheet if ask.table in MODELS else ""


def _unknown_rows(found: pl.DataFrame, columns: Sequence[str]) -> pl.DataFrame:
    """The rows of which a rule cannot tell."""
    return (
        found.filter(pl.any_horizontal(pl.col(column) == CODES[Outcome.UNKNOWN] for column in columns))
        if columns
        else found.clear()
    )


def _reasons(
    rule: Rule,
    asks: Sequence[Ask],
    unknown: int,
    sums: Mapping[str, Mapping[str, int]],
    unknowns: Unknowns,
    lacking: Collection[str],
) -> Iterator[Text]:
    """What keeps a rule from an answer beside columns that no file has: what it counts itself, then what is missing or blank."""
    columns = [outcome_column(rule, ask) for ask in asks]
    if rule.unknown and rule.counted and not sums.keys().isdisjoint(columns):
        added = {name: sum(sums.get(column, {}).get(name, 0) for column in columns) for name in rule.counted}
        yield rule.unknown.filled(added)
    yield from unknowns.of_rule(columns, asks[0].scope, unknown, lacking)


def lacking_headings(rule: Rule, ask: Ask, registry: Registry, law: Law) -> list[str]:
    """Headings of what keeps a rule from an answer: fields it reads, or its facts are made of, that no file has."""
    if not registry.has(ask.table) and ask.table in MODELS:
        return []  # the table is not there: nothing is asked of it
    needs = dict.fromkeys([*_columns_of(read_by(rule, ask, law), ask), *rule.needs])
    return list(dict.fromkeys(_heading(need, registry) for need in needs if not _one_of(need, registry.present)))


def _silent(rule: Rule, ask: Ask, registry: Registry, law: Law) -> list[str]:
    """What the rule needs or reads itself and of which no row has a value; facts know what they can do without."""
    own = read_by(rule, ask, law) - OF_COLUMNS
    needs = dict.fromkeys((*rule.needs, *_columns_of(own, ask)))
    return [need for need in needs if not _one_of(need, registry.filled)]


def _without_values(needs: Iterable[str], registry: Registry) -> tuple[Text, ...]:
    """That columns which the files have hold nothing that can be read."""
    columns = (way.split(".") for need in needs for way in need.split("|"))
    return tuple(
        words_of(Cause(NO_VALUES, place, name), place, registry) for place, name in columns if name in registry.present(place)
    )


def _one_of(need: str, fields: Callable[[str], Collection[str]]) -> bool:
    return any(name in fields(place) for place, name in (way.split(".") for way in need.split("|")))


def _heading(need: str, registry: Registry) -> str:
    """A column, or those of which either serves, as a reader finds them in the file; the sheet alone where there is none."""
    ways = [way.split(".") for way in need.split("|")]
    sheets = {place: MODELS[place].table.sheet for place, _ in ways}
    told = (
        f"{sheets[place]}.{fields_of(MODELS[place])[name].heading}" if registry.has(place) else sheets[place]
        for place, name in ways
    )
    return " / ".join(dict.fromkeys(told))


def _columns_of(read: Collection[str], ask: Ask) -> list[str]:
    """The columns (`table.field`, `a|b` for either) that facts and fields are made of."""
    table = "households" if ask.table == "household_rows" else ask.table
    columns = [f"{table}.{name}" for name in fields_of(MODELS[table]) if name in read and name not in OF_COLUMNS]
    return columns + [need for name in sorted(read) for need in fact_of(name).reads]
