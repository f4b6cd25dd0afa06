"""`puxi explain`: one household, whole; why it is on the list or off it."""

from __future__ import annotations

import dataclasses
import difflib
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from puxi_cli.errors import NoLawForDay, UsageError
from puxi_cli.explained import Criterion, Explanation, Figure, Member, NumberUsed, RedLine, WaiverTold
from puxi_cli.findings import Finding, Outcome, Scope, Verdict
from puxi_cli.jobs.settings import Settings
from puxi_cli.sheets.loading import Loading

if TYPE_CHECKING:
    from puxi_cli.jobs.assess import Assessed
    from puxi_cli.jobs.opening import Opening
    from puxi_cli.law.law import Law
    from puxi_cli.rules.base import Rule

# What decides to whom a rule applies is told once, as the household's standing, and not with every criterion.
_ASIDE = frozenset(
    ("standing", "registered", "on_register", "exited", "planned", "leaves", "on_list", "food_asked", "inspections")
)


def explain(
    household_id: str,
    paths: Sequence[Path],
    *,
    day: date | None = None,
    region: str | None = None,
    settings: Settings | None = None,
    password: str | None = None,
) -> Explanation:
    """Everything of one household as of a day. Raises UsageError where no household has the number, UnreadableFile, NoLawForDay."""
    files = Loading(paths, password)
    # Imported here and not above: the files are being read meanwhile.
    from puxi_cli.jobs.opening import open_register

    return explanation(
        household_id, open_register(files, day, region, settings or Settings(Path())), settings or Settings(Path())
    )


def explanation(household_id: str, opening: Opening, settings: Settings) -> Explanation:
    """The explanation of one household of a register that was read."""
    return explanations([household_id], opening, settings)[0]


def explanations(household_ids: Sequence[str], opening: Opening, settings: Settings) -> list[Explanation]:
    """The explanations of several, in their order; the rules are asked once. Raises UsageError for a number no household has."""
    from puxi_cli.jobs.findings import checked
    from puxi_cli.jobs.history import members_of
    from puxi_cli.jobs.judge import tables_of

    known = opening.registry.frame("households")["household_id"].drop_nulls().unique().to_list()
    if unknown := [household_id for household_id in household_ids if household_id not in set(known)]:
        raise _no_such(unknown[0], known)
    tables = tables_of(opening.registry, dataclasses.replace(opening.asking, as_it_stands=False))
    assessed = list(_assessed(opening, settings))
    found = checked("validate", opening).findings
    members = members_of(household_ids, opening.registry, tables)
    return [_one(household_id, opening, assessed, found, members[household_id]) for household_id in household_ids]


def _one(
    household_id: str,
    opening: Opening,
    assessed: Sequence[tuple[Assessed, tuple[Verdict, ...]]],
    validated: Sequence[Finding],
    members: Sequence[Member],
) -> Explanation:
    import polars as pl

    from puxi_cli.jobs.history import events_of, incomes_of
    from puxi_cli.registry import ROW, SOURCE

    registry = opening.registry
    row = registry.frame("households").filter(pl.col("household_id") == household_id).row(0, named=True)
    told = [finding for finding in validated if finding.household_id == household_id]
    findings = [f for one, _ in assessed for f in one.checked.findings if f.household_id == household_id]
    verdicts = tuple(
        (one.checked.command, verdict) for one, found in assessed for verdict in found if verdict.household_id == household_id
    )
    criteria = tuple(c for one, _ in assessed for c in _criteria(one, household_id, opening))
    standing = next((_row(one, Scope.HOUSEHOLD, household_id)["standing"] for one, _ in assessed), None)
    notes = tuple(dict.fromkeys(note for one, _ in assessed for note in one.checked.notes))
    return Explanation(
        household_id, opening.day.isoformat(), opening.region, row["village"], row["group"], row["head_name"],
        registry.tables["households"].place(row[SOURCE], row[ROW], "household_id"), standing, row["poor_type"], row["cause"],
        row["helper"], tuple(members), tuple(events_of(household_id, registry)),
        tuple(incomes_of(household_id, registry, opening.law)), criteria, tuple(_red_lines(assessed, household_id)),
        tuple(lead for _, verdict in verdicts for lead in verdict.leads), verdicts,
        (*told, *(f for f in findings if not f.card.id.startswith("ID20"))),
        tuple(_waivers(household_id, opening)), opening.reading.inputs, notes,
    )  # fmt: skip


def _assessed(opening: Opening, settings: Settings) -> Iterator[tuple[Assessed, tuple[Verdict, ...]]]:
    """What identification and exit say, with the facts of every household; only families with a rule in force on the day."""
    from puxi_cli.jobs.assess import assess, in_force
    from puxi_cli.jobs.identify import identify_notes
    from puxi_cli.jobs.verdicts import exit_verdicts, identify_verdicts

    subject = ("standing", "on_register", "leaves", "planned", "leaving_year", "village", "head_name")
    anything = False
    for command, families, notes in (("identify", ("ID",), tuple(identify_notes(opening))), ("exit", ("EX",), ())):
        rules = in_force(opening, families)
        if not rules:
            continue
        anything = True
        facts = {name for rule in rules if rule.asks[0].scope is Scope.HOUSEHOLD for name in _facts_of(rule, opening.law)}
        rows = {Scope.HOUSEHOLD: (*subject, *sorted(facts)), Scope.PERSON: ("household_id",)}
        found = assess(command, opening, rules, rows, notes)
        yield found, tuple(identify_verdicts(found) if command == "identify" else exit_verdicts(found, opening.law))
    if not anything:
        raise NoLawForDay(
            f"{opening.day}、区划 {opening.region or '未知'} 没有识别或退出的规则；puxi rules list 可查看各规则的时段和地区。",
            f"No rule of identification or exit is in force on {opening.day} in region {opening.region or 'unknown'}; puxi rules list "
            "shows when and where each holds.",
        )


def _row(assessed: Assessed, scope: Scope, household_id: str) -> dict[str, Any]:
    import polars as pl

    return assessed.rows[scope].filter(pl.col("household_id") == household_id).row(0, named=True)


def _facts_of(rule: Rule, law: Law) -> list[str]:
    from puxi_cli.rules.base import read_by

    return sorted({*read_by(rule, rule.asks[0], law), *rule.by_year.values()})


def _criteria(assessed: Assessed, household_id: str, opening: Opening) -> Iterator[Criterion]:
    from puxi_cli.jobs.judge import lacking_headings, outcome_column
    from puxi_cli.rules.base import CODES

    said = {code: outcome for outcome, code in CODES.items()}
    row = _row(assessed, Scope.HOUSEHOLD, household_id)
    for rule in assessed.rules:
        ask = rule.asks[0]
        if ask.scope is not Scope.HOUSEHOLD:
            continue
        facts = [name for name in _facts_of(rule, opening.law) if name not in _ASIDE]
        figures = tuple(Figure(name, _words(name), row[name]) for name in facts if name in row)
        lacking = tuple(lacking_headings(rule, ask, opening.registry, opening.law))
        yield Criterion(
            rule.card, rule.item, said[row[outcome_column(rule, ask)]], figures,
            tuple(_numbers(rule, facts, row, opening.law)), lacking, rule.finds,
        )  # fmt: skip


def _words(fact: str) -> tuple[str, str]:
    from puxi_cli.facts.words import FACT_WORDS
    from puxi_cli.records.fields import fields_of
    from puxi_cli.records.tables import MODELS

    if fact in FACT_WORDS:
        return FACT_WORDS[fact]
    cell = fields_of(MODELS["households"])[fact]
    return cell.heading, cell.en


def _numbers(rule: Rule, facts: Sequence[str], row: dict[str, Any], law: Law) -> Iterator[NumberUsed]:
    """The numbers the rule and its facts are made with: those of a year by the household's own year, the others by the day."""
    from puxi_cli.facts.words import NUMBERS_OF
    from puxi_cli.law.law import Law
    from puxi_cli.rules.base import read_by

    asked = Law(law.day, law.region, law.extra)
    read_by(rule, rule.asks[0], asked)
    for name, fact in rule.by_year.items():
        found = asked.named(name).by_year().get(row[fact])
        yield _number(asked, name, found, str(row[fact]) if row[fact] is not None else "")
    on_day = (asked.asked_on_day - set(rule.by_year)) | {name for fact in facts for name in NUMBERS_OF.get(fact, ())}
    for name in sorted(on_day):
        number = asked.named(name)
        yield _number(asked, name, number.in_force if number.known else None, law.day.isoformat())


def _number(law: Law, name: str, value: Any, of: str) -> NumberUsed:
    from puxi_cli.law.parameter import UNITS

    parameter = law.named(name).parameter
    words, unit = (parameter.zh, parameter.en), UNITS.get(parameter.unit, (parameter.unit, parameter.unit))
    if value is None:
        return NumberUsed(name, words, None, unit, of, "", "missing", None, None, parameter.missing)
    return NumberUsed(
        name, words, value.value, unit, of, value.region, value.status, value.document, value.article, value.note
    )  # fmt: skip


def _red_lines(assessed: Sequence[tuple[Assessed, tuple[Verdict, ...]]], household_id: str) -> Iterator[RedLine]:
    """For each line the worst that is said of a member who is there."""
    import polars as pl

    from puxi_cli.facts.hits import CATEGORIES
    from puxi_cli.jobs.judge import outcome_column
    from puxi_cli.rules.base import CODES

    for one, _ in assessed:
        for rule in one.rules:
            if not rule.card.id.startswith("ID20"):
                continue
            rows = one.rows[Scope.PERSON].filter(pl.col("household_id") == household_id)
            codes = set(rows[outcome_column(rule, rule.asks[0])].to_list())
            worst = (Outcome.FAIL, Outcome.UNKNOWN, Outcome.PASS, Outcome.NOT_APPLICABLE)
            said = next((outcome for outcome in worst if CODES[outcome] in codes), Outcome.NOT_APPLICABLE)
            yield RedLine(rule.card, said, CATEGORIES[int(rule.card.id[-1]) - 1])


def _waivers(household_id: str, opening: Opening) -> Iterator[WaiverTold]:
    from puxi_cli.jobs.waivers import waivers_of

    for waiver in waivers_of(opening.registry, household_id, opening.settings.rulebook.cards):
        yield WaiverTold(
            waiver.rule, waiver.person_id, waiver.reason or "", waiver.approved_by or "", waiver.day, waiver.until,
            waiver.in_force(opening.day.isoformat()),
        )  # fmt: skip


def _no_such(household_id: str, known: Sequence[str]) -> UsageError:
    near = difflib.get_close_matches(household_id, known, n=3, cutoff=0.8)
    return UsageError(
        f"登记表里没有户编号 {household_id}。"
        + (f"是否为 {'、'.join(near)}？" if near else "请核对户编号（不是户主姓名或证件号码）。"),
        f"No household has the number {household_id}. "
        + (f"Was {', '.join(near)} meant?" if near else "Give a household number, not a name or an identity number."),
    )
