"""From a register to what is to be said of it: the faults of reading and the rules' failures, waivers, counts."""

from __future__ import annotations

import dataclasses
from collections.abc import Collection, Iterable, Sequence
from datetime import date

import polars as pl

from puxi_cli.findings import Card, Checked, Finding, InputRead, RuleCount, Scope
from puxi_cli.jobs.judge import judge
from puxi_cli.jobs.opening import Opening
from puxi_cli.records.dates import PartialDate, Year
from puxi_cli.records.fields import fields_of
from puxi_cli.records.kinds import Code, Digits, IdentityNumber, Number, Phone, YesNo
from puxi_cli.registry import CLEAR, ROW, UNREAD, Registry, Table
from puxi_cli.rules.catalogue import RECORD_CARDS, rules_for
from puxi_cli.sheets.faults import Fault

# Whose rules `validate` asks: of the record, and of the quality of what it says.
FAMILIES = ("REC", "DQ")

# Which kinds of cells a rule of the record can refuse; rows of sheets without such a column are not in its scope.
_KINDS = {
    "REC102": (Number, PartialDate, Year),
    "REC103": (Code, YesNo),
    "REC104": (Number,),
    "REC105": (Digits,),
    "REC106": (Phone,),
    "REC111": (IdentityNumber,),
    "REC112": (IdentityNumber,),
    "REC113": (IdentityNumber,),
}
_FIELDS = {"REC115": ("disability_no",), "REC116": ("birth",), "REC117": ("sex",)}
_AGAINST_THE_NUMBER = ("REC116", "REC117")


def checked(command: str, opening: Opening) -> Checked:
    """Check a register's cells, rows and the relations between them. Raises NoLawForDay."""
    registry, reading = opening.registry, opening.reading
    answered = judge(registry, rules_for(FAMILIES, opening.day, opening.region), opening.asking)
    counts, findings = answered.counts, answered.findings
    read = [_finding(fault) for fault in reading.faults]
    found = _waived(_with_villages([*read, *findings], registry), registry, opening.day)
    all_counts = [*_record_counts(registry, reading.inputs, read), *counts]
    waived: dict[str, int] = {}
    for finding in found:
        if finding.waived:
            waived[finding.card.id] = waived.get(finding.card.id, 0) + 1
    useless = _useless_waivers(registry, opening.day, {count.card.id for count in all_counts})
    notes = [*reading.notes, *([opening.day_note] if opening.day_note else []), *useless]
    return Checked(
        command, opening.day.isoformat(), opening.region, reading.inputs,
        tuple(dataclasses.replace(c, waived=waived.get(c.card.id, 0)) for c in sorted(all_counts, key=lambda c: c.card.rank)),
        tuple(sorted(found, key=lambda finding: finding.order)),
        {name: table.frame.height for name, table in registry.tables.items()}, tuple(notes),
    )  # fmt: skip


def _finding(fault: Fault) -> Finding:
    return Finding(
        RECORD_CARDS[fault.rule], fault.place, fault.table, fault.field,
        household_id=fault.household_id, person_id=fault.person_id, village=fault.village, name=fault.name,
        value=fault.value, values=fault.values, personal=fault.personal,
    )  # fmt: skip


def _record_counts(registry: Registry, inputs: Iterable[InputRead], findings: Sequence[Finding]) -> list[RuleCount]:
    """Outcomes of what reading and the models check: records for cells and rows, sheets for what concerns a sheet.

    A record with no filled cell of the kind a rule is about is not in its scope: a blank is no pass.
    """
    sheets = sum(len(item.sheets) + len(item.unread) for item in inputs)
    tables = [*registry.tables.values()]
    if registry.household_rows:
        tables = [registry.household_rows, *(table for name, table in registry.tables.items() if name != "households")]
    failed: dict[str, set[tuple[object, ...]]] = {}
    for finding in findings:
        place = finding.place
        column = place.column_index if finding.card.scope is Scope.SHEET else None
        failed.setdefault(finding.card.id, set()).add((finding.table, place.file, place.sheet, place.row, column))
    rows = sum(table.frame.height for table in tables)
    counts = []
    for card in RECORD_CARDS.values():
        wrong = len(failed.get(card.id, ()))
        if card.scope is Scope.SHEET:
            counts.append(RuleCount(card, max(sheets - wrong, 0), wrong))
            continue
        asked = [_asked(card, table) for table in tables]
        applicable, unknown = sum(found[0] for found in asked), sum(found[1] for found in asked)
        applicable = max(applicable, unknown + wrong)
        counts.append(RuleCount(card, applicable - unknown - wrong, wrong, unknown, rows - applicable))
    return counts


def _asked(card: Card, table: Table) -> tuple[int, int]:
    """The records of a table that a rule is about, and those of them where it cannot be decided."""
    kinds, named = _KINDS.get(card.id), _FIELDS.get(card.id)
    cells = fields_of(table.model)
    if kinds is None and named is None:
        return table.frame.height, 0
    fields = [
        name
        for name in table.present
        if (name in named if named else isinstance(cells[name].kind, kinds))  # type: ignore[arg-type]
    ]
    if not fields:
        return 0, 0
    filled = pl.any_horizontal(pl.col(name).is_not_null() for name in fields)
    if table.frame[UNREAD].null_count() < table.frame.height:  # what cannot be read is filled, too
        filled = filled | pl.any_horizontal(_unread(name) for name in fields)
    if card.id not in _AGAINST_THE_NUMBER or "id_no" not in cells:
        return int(table.frame.select(filled.sum()).item()), 0
    unknown = filled & pl.col("id_no").is_null()
    return tuple(table.frame.select(filled.sum(), unknown.sum().alias("unknown")).row(0))


def _unread(name: str) -> pl.Expr:
    return pl.col(UNREAD).str.contains(f"|{name}|", literal=True).fill_null(False)


def _with_villages(findings: Iterable[Finding], registry: Registry) -> list[Finding]:
    """Say the village of findings whose row does not say it: by their household."""
    found = list(findings)
    wanted = {f.household_id for f in found if f.household_id and not f.village}
    if not wanted or not registry.has("households"):
        return found
    frame = registry.frame("households")
    villages = dict(frame.filter(frame["household_id"].is_in(list(wanted))).select("household_id", "village").iter_rows())
    return [
        dataclasses.replace(f, village=villages.get(f.household_id)) if f.household_id and not f.village else f for f in found
    ]


def _waived(findings: list[Finding], registry: Registry, day: date) -> list[Finding]:
    """Mark what somebody answered for: the same rule, the person or else the household, and a waiver in force on the day.

    A waiver that lacks its reason or who approved it, or whose dates cannot be read, waives nothing (and is a finding itself).
    """
    if not registry.has("waivers"):
        return findings
    today = day.isoformat()
    waivers: dict[tuple[str, str | None, str | None], str] = {}
    for row in registry.frame("waivers").iter_rows(named=True):
        in_force = (row["day"] or today) <= today <= (row["until"] or today)
        if row[CLEAR] and in_force:
            waivers.setdefault((str(row["rule"]).upper(), row["household_id"], row["person_id"]), row["reason"])
    marked = []
    for finding in findings:
        household, person = finding.household_id, finding.person_id
        subjects = [(household, person), (None, person), (household, None)]  # what names the person goes first
        reasons = [waivers.get((finding.card.id, *subject)) for subject in subjects if any(subject)]
        reason = next((reason for reason in reasons if reason), None)
        marked.append(dataclasses.replace(finding, waived=reason) if reason else finding)
    return marked


def _useless_waivers(registry: Registry, day: date, known: Collection[str]) -> list[tuple[str, str]]:
    """Say which waivers have no effect: an unknown rule, nobody named, out of force, not complete."""
    if not registry.has("waivers"):
        return []
    today = day.isoformat()
    notes = []
    for row in registry.frame("waivers").iter_rows(named=True):
        why = None
        if not row[CLEAR]:
            why = "不完整或读不懂", "not complete, or not readable"
        elif str(row["rule"]).upper() not in known:
            why = f"没有规则 {row['rule']}", f"there is no rule {row['rule']}"
        elif not row["household_id"] and not row["person_id"]:
            why = "没有写户编号或人编号", "it names no household and no person"
        elif not (row["day"] or today) <= today <= (row["until"] or today):
            why = "不在有效期内", "it is not in force on the day"
        if why:
            notes.append(
                (f"豁免表第 {row[ROW]} 行不起作用：{why[0]}。", f"The waiver in row {row[ROW]} has no effect: {why[1]}.")
            )
    return notes
