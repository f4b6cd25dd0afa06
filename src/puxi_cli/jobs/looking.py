"""The register looked at for rectification: what the rules of all commands find, and what they say of those of whom nothing is found."""

from __future__ import annotations

import dataclasses
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from puxi_cli.errors import NoLawForDay
from puxi_cli.findings import Finding, Outcome
from puxi_cli.jobs.settings import Settings
from puxi_cli.sheets.loading import Loading

if TYPE_CHECKING:
    from puxi_cli.findings import InputRead
    from puxi_cli.jobs.opening import Opening
    from puxi_cli.rules.base import Rule

Note = tuple[str, str]
COMMANDS = ("validate", "identify", "exit")
Subject = tuple[str | None, str | None, str | None]  # household, person, village


@dataclass(frozen=True)
class Looked:
    """What was found, by which rules it was looked for, and the register itself, to be asked further."""

    opening: Opening
    findings: tuple[Finding, ...]
    asked: frozenset[str]
    notes: tuple[Note, ...]
    rules: Mapping[str, Rule] = field(default_factory=dict)

    @property
    def inputs(self) -> tuple[InputRead, ...]:
        """The files that were read."""
        return self.opening.reading.inputs


def look(
    paths: Sequence[Path],
    settings: Settings,
    *,
    day: date | None = None,
    region: str | None = None,
    password: str | None = None,
    commands: Collection[str] = COMMANDS,
) -> Looked:
    """Read a register and ask the rules of some commands. Raises UnreadableFile, UsageError; NoLawForDay where nothing could be asked."""
    files = Loading(paths, password)
    # Imported here and not above: the files are being read meanwhile.
    from puxi_cli.jobs.opening import open_register

    opening = open_register(files, day, region, settings)
    findings: list[Finding] = []
    asked: set[str] = set()
    notes: list[Note] = []
    rules: dict[str, Rule] = {}
    missing: NoLawForDay | None = None
    for command in (command for command in COMMANDS if command in commands):
        try:
            found, numbers, told, made = _ask(command, opening, settings)
        except NoLawForDay as error:
            missing = error
            notes.append((f"{command}：{error.zh}", f"{command}: {error.en}"))
            continue
        findings += found
        asked |= numbers
        notes += told
        rules |= made
    if missing is not None and not asked:
        raise missing
    return Looked(opening, tuple(findings), frozenset(asked), tuple(dict.fromkeys(notes)), rules)


def _ask(
    command: str, opening: Opening, settings: Settings
) -> tuple[Sequence[Finding], set[str], Sequence[Note], dict[str, Rule]]:
    from puxi_cli.jobs.selection import chosen_rules

    chosen = chosen_rules(command, settings, None).in_force(opening.law)
    if command == "validate":
        from puxi_cli.jobs.findings import checked

        told = checked(command, opening, chosen)
        return told.findings, {count.card.id for count in told.rules}, told.notes, {rule.card.id: rule for rule in chosen.rules}
    if command == "identify":
        from puxi_cli.jobs.identify import identified

        assessed, whole = identified(opening, settings)
    else:
        from puxi_cli.jobs.exits import exited

        assessed, whole = exited(opening)
    told = chosen.told(whole)
    return told.findings, {count.card.id for count in told.rules}, told.notes, {rule.card.id: rule for rule in assessed.rules}


@dataclass(frozen=True)
class Answer:
    """What a rule says of somebody of whom it finds nothing: decided, or why it cannot be told (zh, en)."""

    decided: bool
    why: Note | None = None


_ABSENT = Answer(False, ("登记表里没有这一户（人、村）", "not in this register"))
# Of a village that was read: then the row was taken out, which may be the mending or may be the opposite of it.
_TAKEN_OUT = Answer(
    True, ("登记表中已无此户（人），请核实是否应当减少", "the row is gone from the register: see whether it should be")
)
_NOT_ASKED = Answer(False, ("这条规则没有检查", "this rule was not asked"))
_UNKNOWN = Answer(False, ("数据空白，规则无法判断", "the rule cannot tell: a figure is missing"))


def answers(looked: Looked, wanted: Iterable[tuple[str, Subject, str | None]]) -> dict[tuple[str, Subject, str | None], Answer]:
    """For rules, subjects of whom nothing was found, and their villages: whether the rule looked at them and could decide."""
    import polars as pl

    from puxi_cli.jobs.judge import judge, outcome_column
    from puxi_cli.rules.base import CODES

    pairs = list(dict.fromkeys(wanted))
    registry = looked.opening.registry
    households = set(registry.frame("households")["household_id"].drop_nulls()) | set(
        registry.frame("persons")["household_id"].drop_nulls()
    )
    persons = set(registry.frame("persons")["person_id"].drop_nulls())
    inhabited = set(registry.frame("households")["village"].drop_nulls())
    villages = set(registry.frame("villages")["village"].drop_nulls()) | inhabited

    def there(subject: Subject) -> bool:
        household, person, village = subject
        if person is not None:
            return person in persons
        if household is not None:
            return household in households
        return village is None or village in villages  # what is about no one of them is about the files themselves

    unknown: dict[str, tuple[set[str], set[str], set[str]]] = {}
    rules = [looked.rules[rule] for rule in dict.fromkeys(rule for rule, *_ in pairs) if rule in looked.rules]
    for as_it_stands in (True, False):
        some = [rule for rule in rules if (rule.card.family in ("REC", "DQ")) is as_it_stands]
        if not some:
            continue
        asking = dataclasses.replace(looked.opening.asking, as_it_stands=as_it_stands)
        judged = judge(registry, some, asking, {ask.scope: ("village",) for rule in some for ask in rule.asks})
        for rule in some:
            open_ones: tuple[set[str], set[str], set[str]] = (set(), set(), set())
            for ask in rule.asks:
                frame = judged.rows.get(ask.scope)
                column = outcome_column(rule, ask)
                if frame is None or column not in frame.columns:
                    continue
                rows = frame.filter(pl.col(column) == CODES[Outcome.UNKNOWN])
                for names, kept in zip(("household_id", "person_id", "village"), open_ones, strict=True):
                    if names in rows.columns:
                        kept.update(str(value) for value in rows[names].drop_nulls().unique())
            unknown[rule.card.id] = open_ones

    def answer(rule: str, subject: Subject, home: str | None) -> Answer:
        if rule not in looked.asked:
            return _NOT_ASKED
        if not there(subject):
            return _TAKEN_OUT if home in inhabited and subject[2] is None else _ABSENT
        household, person, village = subject
        by_household, by_person, by_village = unknown.get(rule, (set(), set(), set()))
        if person is not None:
            return _UNKNOWN if person in by_person else Answer(True)
        if household is not None:
            return _UNKNOWN if household in by_household else Answer(True)
        return _UNKNOWN if village in by_village else Answer(True)

    return {asked: answer(*asked) for asked in pairs}
