"""Waivers (table 豁免): what somebody answered for; a finding that is waived stays, and is told as waived."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

import polars as pl

from puxi_cli.findings import Card, Finding, RuleCount
from puxi_cli.registry import CLEAR, ROW, Registry

Note = tuple[str, str]
Cards = Mapping[str, Card]
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


def waived(findings: Iterable[Finding], registry: Registry, day: date, known: Cards) -> list[Finding]:
    """Mark what somebody answered for: the same rule, the person or else the household, and a waiver in force on the day.

    A waiver that lacks its reason or who approved it, or whose dates cannot be read, waives nothing (and is a finding itself).
    """
    waivers: dict[tuple[str, str | None, str | None], str] = {}
    for waiver in _waivers(registry, known):
        if waiver.in_force(day.isoformat()) and waiver.reason:
            waivers.setdefault((waiver.rule, waiver.household_id, waiver.person_id), waiver.reason)
    if not waivers:
        return list(findings)
    marked = []
    for finding in findings:
        household, person = finding.household_id, finding.person_id
        subjects = [(household, person), (None, person), (household, None)]  # what names the person goes first
        reasons = [waivers.get((finding.card.id, *subject)) for subject in subjects if any(subject)]
        reason = next((reason for reason in reasons if reason), None)
        marked.append(dataclasses.replace(finding, waived=reason) if reason else finding)
    return marked


def counted(counts: Iterable[RuleCount], findings: Iterable[Finding]) -> list[RuleCount]:
    """The counts of rules with the number of their failures that are waived."""
    answered: dict[str, int] = {}
    for finding in findings:
        if finding.waived:
            answered[finding.card.id] = answered.get(finding.card.id, 0) + 1
    return [dataclasses.replace(count, waived=answered.get(count.card.id, 0)) for count in counts]


def useless_waivers(registry: Registry, day: date, known: Cards) -> list[Note]:
    """Say which waivers have no effect: an unknown rule, nobody named, out of force, not complete."""
    today = day.isoformat()
    notes = []
    for waiver in _waivers(registry, known):
        why = None
        if not waiver.complete:
            why = "不完整或读不懂", "not complete, or not readable"
        elif waiver.rule not in known:
            why = f"没有规则 {waiver.rule}", f"there is no rule {waiver.rule}"
        elif not waiver.household_id and not waiver.person_id:
            why = "没有写户编号或人编号", "it names no household and no person"
        elif not waiver.in_force(today):
            why = "不在有效期内", "it is not in force on the day"
        if why:
            notes.append(
                (f"豁免表第 {waiver.row} 行不起作用：{why[0]}。", f"The waiver in row {waiver.row} has no effect: {why[1]}.")
            )
    return notes


def waivers_of(registry: Registry, household_id: str, known: Cards) -> list[Waiver]:
    """The waivers that name a household or one of its members, also those out of force (`Waiver.in_force`) or not complete."""
    persons = registry.frame("persons").filter(pl.col("household_id") == household_id)["person_id"].drop_nulls()
    members = set(persons.to_list())
    return [waiver for waiver in _waivers(registry, known) if waiver.household_id == household_id or waiver.person_id in members]


def _waivers(registry: Registry, known: Cards) -> Iterator[Waiver]:
    if not registry.has("waivers"):
        return
    numbers = {card.name: card.id for card in known.values()}
    for row in registry.frame("waivers").iter_rows(named=True):
        written = str(row["rule"] or "")
        rule = numbers.get(written.lower(), written.upper() if written.upper() in known else written)
        yield Waiver(row[ROW], rule, **{name: row[name] for name in _FIELDS}, complete=bool(row[CLEAR]))
