"""Waivers (table 豁免): what somebody answered for; a finding that is waived stays, and is told as waived."""

from __future__ import annotations

import dataclasses
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

import polars as pl

from puxi_cli.findings import Card, Finding, RuleCount
from puxi_cli.records.scope import Scope
from puxi_cli.registry import CLEAR, ROW, Registry
from puxi_cli.text.words import Text

Cards = Mapping[str, Card]
Subject = tuple[str, str | None, str | None]  # rule, household, person
_FIELDS = ("household_id", "person_id", "reason", "approved_by", "day", "until")


@dataclass(frozen=True, slots=True)
class Waiver:
    """A row of the table: `rule` is the rule's number, also where its name is written; as written where there is no such rule."""

    row: int
    rule: str
    household_id: str | None
    person_id: str | None
    reason: str | None
    approved_by: str | None
    day: str | None
    until: str | None
    complete: bool

    def in_force(self, day: str) -> bool:
        """Whether it waives on a day: complete, and within its days, both included."""
        return self.complete and (self.day or day) <= day <= (self.until or day)

    @property
    def subject(self) -> Subject:
        """What it waives: a rule of a household, or of a person."""
        return self.rule, self.household_id, self.person_id


@dataclass(frozen=True)
class Run:
    """What a run asked, for whom a waiver without effect is told: the rules asked, and those not asked, with why.

    A rule in neither belongs to another command, or was not chosen: a waiver of it is none of this run's.
    """

    asked: frozenset[str]
    why_not: Mapping[str, Text]


def waived(findings: Iterable[Finding], registry: Registry, day: date, known: Cards) -> list[Finding]:
    """Mark what somebody answered for: the same rule, the person or else the household, and a waiver in force on the day.

    A waiver that lacks its reason or who approved it, or whose dates cannot be read, waives nothing (and is a finding itself).
    """
    waivers: dict[Subject, str] = {}
    for waiver in _waivers(registry, known):
        if waiver.in_force(day.isoformat()) and waiver.reason:
            waivers.setdefault(waiver.subject, waiver.reason)
    if not waivers:
        return list(findings)
    marked = []
    for finding in findings:
        reason = next((waivers[subject] for subject in _subjects(finding) if subject in waivers), None)
        marked.append(dataclasses.replace(finding, waived=reason) if reason else finding)
    return marked


def _subjects(finding: Finding) -> list[Subject]:
    """By what a waiver may name a finding; what names the person goes first."""
    rule, household, person = finding.card.id, finding.household_id, finding.person_id
    return [(rule, *one) for one in ((household, person), (None, person), (household, None)) if any(one)]


def with_waived(counts: Iterable[RuleCount], findings: Iterable[Finding]) -> list[RuleCount]:
    """The counts of rules with the number of their failures that are waived."""
    answered: dict[str, int] = {}
    for finding in findings:
        if finding.waived:
            answered[finding.card.id] = answered.get(finding.card.id, 0) + finding.rows
    return [dataclasses.replace(count, waived=min(answered.get(count.card.id, 0), count.failed)) for count in counts]


def useless_waivers(registry: Registry, day: date, known: Cards, findings: Iterable[Finding], run: Run) -> list[Text]:
    """Say which waivers have no effect, and why."""
    waivers = list(_waivers(registry, known))
    return [
        Text(f"豁免表第 {waiver.row} 行不起作用：{why[0]}。", f"The waiver in row {waiver.row} has no effect: {why[1]}.")
        for waiver, why in zip(waivers, without_effect(waivers, registry, day, known, findings, run), strict=True)
        if why
    ]


def without_effect(
    waivers: Collection[Waiver], registry: Registry, day: date, known: Cards, findings: Iterable[Finding], run: Run
) -> Iterator[Text | None]:
    """For each waiver why it has no effect; None where it has one, or where that is another command's to say."""
    if not waivers:
        return
    found = {subject for finding in findings for subject in _subjects(finding)}
    there = _There.of(registry, waivers)
    for waiver in waivers:
        if not waiver.complete:
            yield Text("不完整或读不懂", "not complete, or not readable")
        elif waiver.rule not in known:
            yield Text(f"没有规则 {waiver.rule}", f"there is no rule {waiver.rule}")
        elif not waiver.household_id and not waiver.person_id:
            yield Text("没有写户编号或人编号", "it names no household and no person")
        elif not waiver.in_force(day.isoformat()):
            yield Text("不在有效期内", "it is not in force on the day")
        elif waiver.subject in found:
            yield None
        elif why := there.lacks(waiver):
            yield why
        elif waiver.rule in run.why_not:
            zh, en = run.why_not[waiver.rule]
            yield Text(f"规则 {waiver.rule} {zh}", f"rule {waiver.rule} {en}")
        elif waiver.rule in run.asked and waiver.person_id and known[waiver.rule].scope == Scope.HOUSEHOLD:
            yield Text(
                f"规则 {waiver.rule} 查的是户，不是人，请不要写人编号",
                f"rule {waiver.rule} is asked of households: it may name no person",
            )
        elif waiver.rule in run.asked:
            yield Text(f"规则 {waiver.rule} 没有发现这样的问题", f"rule {waiver.rule} found nothing there")
        else:
            yield None


@dataclass(frozen=True)
class _There:
    """Of the households and persons that waivers name those there are; None where no file tells their numbers."""

    households: frozenset[str] | None
    persons: Mapping[str, frozenset[str]] | None

    @staticmethod
    def of(registry: Registry, waivers: Collection[Waiver]) -> _There:
        """Those of a register."""
        named, members = ({getattr(waiver, name) for waiver in waivers} - {None} for name in ("household_id", "person_id"))
        ids = registry.frame("households")["household_id"]
        rows = registry.frame("persons").filter(pl.col("person_id").is_in(list(members))).select("person_id", "household_id")
        persons: dict[str, set[str]] = {}
        for person, household in rows.iter_rows():
            persons.setdefault(person, set()).add(household)
        return _There(
            frozenset(ids.filter(ids.is_in(list(named)))) if "household_id" in registry.present("households") else None,
            {person: frozenset(homes) for person, homes in persons.items()}
            if "person_id" in registry.present("persons")
            else None,
        )

    def lacks(self, waiver: Waiver) -> Text | None:
        """That there is nobody whom the waiver names; None where there is, or where that cannot be told."""
        household, person = waiver.household_id, waiver.person_id
        if household and self.households is not None and household not in self.households:
            return Text("信息表里没有这一户", "there is no such household")
        if person and self.persons is not None:
            if person not in self.persons:
                return Text("信息表里没有这个人编号", "there is no person of that number")
            if household and household not in self.persons[person]:
                return Text("这个人不在这一户", "the person is none of that household")
        return None


def waivers_of(registry: Registry, household_ids: Collection[str], known: Cards) -> dict[str, list[Waiver]]:
    """By household the waivers that name it or one of its members, also those out of force (`Waiver.in_force`) or not complete."""
    found: dict[str, list[Waiver]] = {household_id: [] for household_id in household_ids}
    rows = registry.frame("persons").filter(pl.col("household_id").is_in(list(found))).select("person_id", "household_id")
    homes: dict[str, dict[str, None]] = {}
    for person, household in rows.drop_nulls().iter_rows():
        homes.setdefault(person, {})[household] = None
    for waiver in _waivers(registry, known):
        of_person = homes.get(waiver.person_id, {}) if waiver.person_id else {}
        for household in dict.fromkeys((waiver.household_id, *of_person)):
            if household in found:
                found[household].append(waiver)
    return found


def _waivers(registry: Registry, known: Cards) -> Iterator[Waiver]:
    if not registry.has("waivers"):
        return
    numbers = {card.name: card.id for card in known.values()}
    for row in registry.frame("waivers").iter_rows(named=True):
        written = str(row["rule"] or "")
        rule = numbers.get(written.lower(), written.upper() if written.upper() in known else written)
        yield Waiver(row[ROW], rule, **{name: row[name] for name in _FIELDS}, complete=bool(row[CLEAR]))
