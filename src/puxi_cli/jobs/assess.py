"""What `identify` and `exit` have in common: the rules of their families asked as of a day, and what their reader must know."""

from __future__ import annotations

import dataclasses
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

import polars as pl

from puxi_cli.errors import NoLawForDay, UnreadableFile
from puxi_cli.findings import Checked
from puxi_cli.jobs.causes import Unknowns
from puxi_cli.jobs.caveats import later_than_register, not_read
from puxi_cli.jobs.findings import with_villages
from puxi_cli.jobs.judge import judge
from puxi_cli.jobs.known import with_known
from puxi_cli.jobs.left_out import doubled_notes, left_out_of
from puxi_cli.jobs.opening import Opening
from puxi_cli.jobs.placed import placed_notes
from puxi_cli.jobs.rulebook import ASKED_BY, elsewhere, region_words, rulebook_of
from puxi_cli.jobs.waivers import useless_waivers, waived, with_waived
from puxi_cli.law.notes import told
from puxi_cli.records.scope import Scope
from puxi_cli.rules.base import Rule
from puxi_cli.text.words import NO_WORDS, Text

Rows = Mapping[Scope, tuple[str, ...]]  # the scopes of which every row is wanted, with the facts to be given
# Facts of a household that say by which year it was held against a line.
_YEARS = ("standard_year", "leaving_year", "reference_year")


@dataclass(frozen=True)
class Assessed:
    """The findings and counts of a command, the rules asked, and every row's outcomes by scope.

    `off` are the rules of these families that would hold, but are switched off: a verdict without them is open. `unknowns` has the
    causes of every row that is unknown.
    """

    checked: Checked
    rules: tuple[Rule, ...]
    rows: dict[Scope, pl.DataFrame]
    unknowns: Unknowns
    off: tuple[Rule, ...] = ()


def assess(
    command: str,
    opening: Opening,
    rows: Rows,
    notes: Collection[Text] = (),
    named: Collection[str] = (),
    families: Collection[str] | None = None,
) -> Assessed:
    """Ask a command's rules of a register as of its day, or those of some `families`; `named` also where they are switched off.

    Raises UnreadableFile without households, NoLawForDay without a rule that holds.
    """
    registry, reading, book, law = opening.registry, opening.reading, rulebook_of(opening.settings), opening.law
    families = families or ASKED_BY[command]
    asked, off = book.standing(families, law, named), book.switched_off(families, law, named)
    if not registry.has("households"):
        raise UnreadableFile(
            "没有读到户的表，无从判断。puxi headings 可查看各列的识别情况。",
            "No table of households was read, so nothing can be judged. puxi headings shows how columns were understood.",
        )
    if not (asked or off):
        spans, hints = _spans(opening, families), _hints(opening, families)
        region, region_en = region_words(opening.region) if opening.region else ("未知", "unknown")
        raise NoLawForDay(
            f"{opening.day}、区划 {region} 没有适用的规则（{command}）；有规则的是：{'；'.join(zh for zh, _ in spans)}。"
            f"{''.join(zh for zh, _ in hints)}各条见 puxi rules list。",
            f"No rule of {command} is in force on {opening.day} in region {region_en}; there are rules for "
            f"{'; '.join(en for _, en in spans)}. {''.join(f'{en} ' for _, en in hints)}puxi rules list shows each.",
        )
    asking = dataclasses.replace(opening.asking, as_it_stands=False)
    judged = judge(registry, asked, asking, rows, off)
    found = waived(with_known(with_villages(judged.findings, registry), registry), registry, opening.day, book.cards)
    counts = with_waived(judged.counts, found)
    run = book.run(command, {rule.card.id for rule in asked}, law)
    useless = useless_waivers(registry, opening.day, book.cards, found, run)
    said = [*of_the_day(opening), *_of_register(opening), *notes, *useless, *told(law, None, _years(judged.rows))]
    checked = Checked(
        command,
        opening.day.isoformat(),
        opening.region,
        reading.inputs,
        tuple(counts),
        tuple(sorted(found, key=lambda finding: finding.order)),
        {name: table.frame.height for name, table in registry.tables.items()},
        tuple(dict.fromkeys(said)),
        left_out=tuple(left_out_of(opening)),
    )
    return Assessed(checked, asked, judged.rows, judged.unknowns, off)


def with_further(rows: Rows, further: Rows | None) -> Rows:
    """The rows wanted, with further facts of them, or further scopes."""
    return {
        scope: tuple(dict.fromkeys((*rows.get(scope, ()), *(further or {}).get(scope, ()))))
        for scope in {**rows, **(further or {})}
    }


def _spans(opening: Opening, families: Collection[str]) -> list[Text]:
    """Where and when the rules of some families hold, for who asked of another place or day."""
    found = {(card.region, card.in_force) for card in rulebook_of(opening.settings).cards.values() if card.family in families}
    told = []
    for region, span in sorted(found, key=str):
        where = Text("全国", "the country") if region == "CN" else region_words(region)
        when = Text(f"，{span[0]} 至 {span[1]}", f", {span[0]} to {span[1]}") if span else NO_WORDS
        told.append(where + when)
    return told


def _hints(opening: Opening, families: Collection[str]) -> list[Text]:
    """How the rules are asked that hold on the day, but elsewhere."""
    cards = [card for card in rulebook_of(opening.settings).cards.values() if card.family in families]
    if opening.region:
        return []  # the places with rules are named already
    return list(elsewhere([card for card in cards if card.holds(opening.day.isoformat(), card.region)], opening.law))


def _years(rows: Mapping[Scope, pl.DataFrame]) -> list[int]:
    """The years by which households were held against a line."""
    frame = rows.get(Scope.HOUSEHOLD, pl.DataFrame())
    return sorted({year for name in _YEARS if name in frame.columns for year in frame[name].drop_nulls().unique()})


def of_the_day(opening: Opening) -> Iterator[Text]:
    """What a reader must know of the reading and the day, whichever household it is of."""
    yield from opening.notes
    yield from later_than_register(opening)
    state = opening.asking.state_day
    if state and opening.day.isoformat() < state:
        yield Text(
            f"住房、饮水、在校、健康、参保等没有日期的列说的是 {state} 的情况，用来判断 {opening.day} 只能作线索；与这些列对照的年龄（义务教育）"
            f"也按 {state} 计，列出的年龄和成年与否按 {opening.day} 计。",
            f"Columns without a date (house, water, school, health, insurance) speak of {state}; for {opening.day} they are leads only. An "
            f"age held against such a column (compulsory school) is that of {state}, too; ages shown, and who is of age, are of {opening.day}.",
        )


def _of_register(opening: Opening) -> Iterator[Text]:
    if unread := not_read(opening):
        yield Text(
            f"信息表{unread[0]}，涉及的项目无法判断；请先运行 puxi validate。",
            f"{unread[1]}. What they concern is unknown here; run puxi validate first.",
        )
    yield from placed_notes(opening)
    yield from doubled_notes(opening)
