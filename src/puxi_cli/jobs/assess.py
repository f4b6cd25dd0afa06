"""What `identify` and `exit` have in common: the rules of their families asked as of a day, and what their reader must know."""

from __future__ import annotations

import dataclasses
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

import polars as pl

from puxi_cli.errors import NoLawForDay, UnreadableFile
from puxi_cli.findings import Checked, Finding, Scope
from puxi_cli.jobs.caveats import later_than_register, not_read
from puxi_cli.jobs.findings import with_villages
from puxi_cli.jobs.judge import judge
from puxi_cli.jobs.opening import Opening
from puxi_cli.jobs.rulebook import ASKED_BY
from puxi_cli.jobs.waivers import counted, useless_waivers, waived
from puxi_cli.law.notes import told
from puxi_cli.rules.base import Rule

Note = tuple[str, str]
# Facts of a household that say by which year it was held against a line.
_YEARS = ("standard_year", "leaving_year", "reference_year")


@dataclass(frozen=True)
class Assessed:
    """The findings and counts of a command, the rules asked, and every row's outcomes by scope.

    `off` are the rules of these families that would hold, but are switched off: a verdict without them is open.
    """

    checked: Checked
    rules: tuple[Rule, ...]
    rows: dict[Scope, pl.DataFrame]
    off: tuple[Rule, ...] = ()


def in_force(opening: Opening, families: Collection[str]) -> tuple[Rule, ...]:
    """The rules of some families that hold on the day and in the region and are not switched off, as the user weighs them."""
    return opening.settings.rulebook.standing(families, opening.law)


def assess(
    command: str, opening: Opening, asked: Collection[Rule], rows: Mapping[Scope, tuple[str, ...]], notes: Collection[Note] = ()
) -> Assessed:
    """Ask rules of a register as of its day. Raises UnreadableFile without households, NoLawForDay without a rule in force."""
    registry, reading = opening.registry, opening.reading
    if not registry.has("households"):
        raise UnreadableFile(
            "没有读到户的表，无从判断。puxi headings 可查看各列的识别情况。",
            "No table of households was read, so nothing can be judged. puxi headings shows how columns were understood.",
        )
    if not asked:
        spans = _spans(opening, ASKED_BY[command])
        raise NoLawForDay(
            f"{opening.day}、区划 {opening.region or '未知'} 没有适用的规则（{command}）；有规则的是：{'；'.join(zh for zh, _ in spans)}。"
            "各条见 puxi rules list。",
            f"No rule of {command} is in force on {opening.day} in region {opening.region or 'unknown'}; there are rules for "
            f"{'; '.join(en for _, en in spans)}. puxi rules list shows each.",
        )
    asking = dataclasses.replace(opening.asking, as_it_stands=False)
    judged = judge(registry, list(asked), asking, rows)
    known = opening.settings.rulebook.cards
    found = waived(with_villages(judged.findings, registry), registry, opening.day, known)
    counts = counted(judged.counts, found)
    useless = useless_waivers(registry, opening.day, known)
    said = [*_notes(opening), *notes, *useless, *told(opening.law, None, _years(judged.rows))]
    checked = Checked(
        command, opening.day.isoformat(), opening.region, reading.inputs, tuple(counts),
        tuple(sorted(found, key=lambda finding: finding.order)),
        {name: table.frame.height for name, table in registry.tables.items()}, tuple(dict.fromkeys(said)),
    )  # fmt: skip
    off = opening.settings.rulebook.switched_off({rule.card.family for rule in asked}, opening.law)
    return Assessed(checked, tuple(asked), judged.rows, off)


def _spans(opening: Opening, families: Collection[str]) -> list[Note]:
    """Where and when the rules of some families hold, for who asked of another place or day."""
    found = {(card.region, card.in_force) for card in opening.settings.rulebook.cards.values() if card.family in families}
    told = []
    for region, span in sorted(found, key=str):
        where = ("全国", "the country") if region == "CN" else (f"区划 {region}", f"region {region}")
        when = (f"，{span[0]} 至 {span[1]}", f", {span[0]} to {span[1]}") if span else ("", "")
        told.append((where[0] + when[0], where[1] + when[1]))
    return told


def _years(rows: Mapping[Scope, pl.DataFrame]) -> list[int]:
    """The years by which households were held against a line."""
    frame = rows.get(Scope.HOUSEHOLD, pl.DataFrame())
    return sorted({year for name in _YEARS if name in frame.columns for year in frame[name].drop_nulls().unique()})


def open_failures(findings: Collection[Finding], rule_id: str) -> set[str]:
    """The households for which a rule failed and nobody answered for it."""
    return {f.household_id for f in findings if f.card.id == rule_id and not f.waived and f.household_id}


def _notes(opening: Opening) -> Iterator[Note]:
    yield from opening.notes
    yield from later_than_register(opening)
    state = opening.asking.state_day
    if state and opening.day.isoformat() < state:
        yield (
            f"住房、饮水、在校、健康、参保等没有日期的列说的是 {state} 的情况，用来判断 {opening.day} 只能作线索；与这些列对照的年龄（义务教育）"
            f"也按 {state} 计，列出的年龄和成年与否按 {opening.day} 计。",
            f"Columns without a date (house, water, school, health, insurance) speak of {state}; for {opening.day} they are leads only. An "
            f"age held against such a column (compulsory school) is that of {state}, too; ages shown, and who is of age, are of {opening.day}.",
        )
    if unread := not_read(opening):
        yield (
            f"登记表{unread[0]}，涉及的项目无法判断；请先运行 puxi validate。",
            f"{unread[1]}. What they concern is unknown here; run puxi validate first.",
        )
    frame = opening.registry.frame("households")
    if lost := frame["household_id"].null_count():
        yield (
            f"{lost} 户的户编号空白或读不懂，不在结论中。", f"{lost} households without a readable number are in no verdict.",
        )  # fmt: skip
