"""What the rules say of one household: each criterion with its figures and numbers of the law, the red lines, hits in lists."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from datetime import date
from typing import Any

import narwhals as nw
import polars as pl

from puxi_cli.explained import Criterion, Figure, Hit, NumberUsed, RedLine, Weight
from puxi_cli.facts.catalogue import fact_of
from puxi_cli.facts.days import counts_from
from puxi_cli.facts.hits import CATEGORIES, in_hand
from puxi_cli.facts.listing import ALWAYS
from puxi_cli.findings import Finding, Known, Lead, Outcome
from puxi_cli.jobs.assess import Assessed, Rows
from puxi_cli.jobs.judge import lacking_headings, outcome_column
from puxi_cli.jobs.opening import Opening
from puxi_cli.jobs.rulebook import rulebook_of
from puxi_cli.jobs.verdicts import EXITED_LINES, RED_LINES, lead_of
from puxi_cli.law.law import Law
from puxi_cli.law.parameter import Value
from puxi_cli.records.fields import fields_of
from puxi_cli.records.scope import Scope
from puxi_cli.records.tables import MODELS
from puxi_cli.registry import KEY, NUMBER, ROW, SOURCE, Registry
from puxi_cli.rules.base import CODES, Rule, read_by
from puxi_cli.text.words import Text

EXPLAINED = (("identify", ("ID",)), ("exit", ("EX",)))
_SUBJECT = (
    "standing",
    "on_register",
    "counts_as_poor",
    "leaves",
    "planned",
    "leaving_year",
    "village",
    "head_name",
    "identified",
    "exit_year",
    "exit_on",
)
# What decides to whom a rule applies is told once, as the household's standing, and not with every criterion.
_ASIDE = frozenset(
    ("standing", "registered", "on_register", "exited", "planned", "leaves", "on_list", "food_asked", "inspections")
)
_SAID = {code: outcome for outcome, code in CODES.items()}
_WORST = (Outcome.FAIL, Outcome.UNKNOWN, Outcome.PASS, Outcome.NOT_APPLICABLE)


def facts_read(rule: Rule, law: Law) -> list[str]:
    """The facts that a criterion rests on."""
    return sorted({*read_by(rule, rule.asks[0], law), *rule.by_year.values()})


def rows_explained(command: str, opening: Opening) -> Rows:
    """The facts that an explanation of a household shows of what `identify` or `exit` says."""
    book, families = rulebook_of(opening.settings), dict(EXPLAINED)[command]
    rules = (*book.standing(families, opening.law), *book.switched_off(families, opening.law))
    read = {name for rule in rules if rule.asks[0].scope == Scope.HOUSEHOLD for name in facts_read(rule, opening.law)}
    return {Scope.HOUSEHOLD: (*_SUBJECT, *sorted(read - {*_SUBJECT})), Scope.PERSON: ("household_id",)}


def row_of(assessed: Assessed, household_id: str) -> dict[str, Any] | None:
    """The facts of a household's first row; None where no rule is asked of households."""
    if Scope.HOUSEHOLD not in assessed.rows:
        return None
    return assessed.rows[Scope.HOUSEHOLD].filter(pl.col("household_id") == household_id).sort(KEY).row(0, named=True)


def criteria_of(assessed: Assessed, household_id: str, opening: Opening) -> Iterator[Criterion]:
    """What each rule that is asked of households says of one, those that are switched off among them."""
    row = row_of(assessed, household_id)
    if row is None:
        return
    waived = {f.card.id: f.waived for f in assessed.checked.findings if f.household_id == household_id and f.waived}
    for rule in sorted((*assessed.rules, *assessed.off), key=lambda rule: rule.card.rank):
        ask, off = rule.asks[0], rule in assessed.off
        if ask.scope != Scope.HOUSEHOLD:
            continue
        said = _SAID[row[outcome_column(rule, ask)]]
        unknown = said is Outcome.UNKNOWN
        lacking = lacking_headings(rule, ask, opening.registry, opening.law) if unknown and not off else []
        facts = [name for name in facts_read(rule, opening.law) if name not in _ASIDE]
        yield Criterion(
            rule.card,
            rule.item,
            said,
            tuple(Figure(name, _words(name), row[name]) for name in facts if name in row and not off),
            () if off else tuple(_numbers(rule, facts, row, opening.law)),
            tuple(lacking),
            rule.finds,
            waived.get(rule.card.id) if said is Outcome.FAIL else None,
            off,
            assessed.unknowns.of_row(outcome_column(rule, ask), row[KEY], Scope.HOUSEHOLD, lacking) if unknown else (),
        )


def _words(fact: str) -> Text:
    if words := fact_of(fact).words:
        return words
    cell = fields_of(MODELS["households"])[fact]
    return Text(cell.heading, cell.en)


def _numbers(rule: Rule, facts: Sequence[str], row: dict[str, Any], law: Law) -> Iterator[NumberUsed]:
    """The numbers the rule and its facts are made with: those of a year by the household's own year, the others by the day."""
    asked = Law(law.day, law.region, law.extra)
    read_by(rule, rule.asks[0], asked)
    for name, fact in rule.by_year.items():
        if row[fact] is not None:  # of no year there is no number
            yield _number(asked, name, asked.named(name).by_year().get(row[fact]), str(row[fact]))
    on_day = (asked.asked_on_day - set(rule.by_year)) | {name for fact in facts for name in fact_of(fact).numbers}
    for name in sorted(on_day):
        number = asked.named(name)
        yield _number(asked, name, number.in_force if number.known else None, law.day.isoformat())


def _number(law: Law, name: str, value: Value | None, of: str) -> NumberUsed:
    parameter = law.named(name).parameter
    words, unit = parameter.words, parameter.unit_words
    if value is None:
        return NumberUsed(name, words, None, unit, of, "", "missing", None, None, parameter.missing)
    return NumberUsed(
        name, words, value.value, unit, of, value.region, value.status, value.document, value.article, value.note, value.own
    )


def red_lines_of(assessed: Sequence[Assessed], household_id: str) -> Iterator[RedLine]:
    """For each line the worst that is said of a member who is there: of a household that left, by the rule that asks of its listing."""
    for one in assessed:
        lines: dict[str, RedLine] = {}
        for rule in sorted((*one.rules, *one.off), key=lambda rule: rule.card.rank):
            if not rule.card.id.startswith((RED_LINES, EXITED_LINES)):
                continue
            rows = one.rows[Scope.PERSON].filter(pl.col("household_id") == household_id)
            codes = set(rows[outcome_column(rule, rule.asks[0])].to_list())
            said = next((outcome for outcome in _WORST if CODES[outcome] in codes), Outcome.NOT_APPLICABLE)
            n = rule.card.id[len(RED_LINES) :]
            if n not in lines or _WORST.index(said) < _WORST.index(lines[n].outcome):
                lines[n] = RedLine(rule.card, said, CATEGORIES[int(n) - 1], rule in one.off)
        yield from lines.values()


def hits_of(
    household_id: str, registry: Registry, day: date, findings: Sequence[Finding], former: Collection[str], exit_on: str | None
) -> Iterator[Hit]:
    """Every row of other offices' lists that names somebody of the household by the day, whether it is a lead or not.

    `former` are the identity numbers of those who are no members on the day; `exit_on` is the day from which a household that has
    left the register counts as gone, None for any other.
    """
    if not registry.has("evidence"):
        return
    found = {lead_of(f).place: f for f in findings if f.card.id.startswith((RED_LINES, EXITED_LINES))}
    persons = registry.frame("persons").filter((pl.col("household_id") == household_id) & pl.col(NUMBER).is_not_null())
    persons = nw.from_native(persons).with_columns(counts_from(nw.col("joined").cast(nw.String)).alias("_joined")).to_native()
    whose = {number: told for number, *told in persons.select(NUMBER, "person_id", "name", "_joined").iter_rows()}
    lists = nw.from_native(registry.frame("evidence")).filter(in_hand(day.isoformat())).to_native()
    table = registry.tables["evidence"]
    rows = [
        (row, table.place(row[SOURCE], row[ROW]))
        for row in lists.filter(pl.col(NUMBER).is_in(list(whose))).sort(KEY).iter_rows(named=True)
    ]
    # A finding names one row; the others of the same person in lists of the same category are the same lead.
    said = {(row[NUMBER], row["category"]): found[place] for row, place in rows if place in found}
    for row, place in rows:
        person, name, joined = whose[row[NUMBER]]
        finding = said.get((row[NUMBER], row["category"]))
        late = exit_on not in (None, ALWAYS) and any(when is not None and when > exit_on for when in (row["day"], joined))
        lead = Lead(
            CATEGORIES.index(row["category"]) + 1 if row["category"] in CATEGORIES else 0,
            row["category"] or "",
            person,
            name,
            row["source"] or "",
            row["note"],
            place,
            finding.known if finding else Known(),
            row["day"],
        )
        if row[NUMBER] in former:
            yield Hit(lead, Weight.FORMER)
        elif late:
            yield Hit(lead, Weight.AFTER_EXIT)
        elif finding is None:
            yield Hit(lead, Weight.ASIDE)
        elif finding.waived:
            yield Hit(lead, Weight.WAIVED, finding.waived)
        else:
            yield Hit(lead, Weight.LEAD if finding.card.id.startswith(RED_LINES) else Weight.LEAD_EXITED)
