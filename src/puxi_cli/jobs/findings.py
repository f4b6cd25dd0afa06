"""From a register to what is to be said of it: the faults of reading and the rules' failures, waivers, counts."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Sequence
from datetime import date

from puxi_cli.findings import Card, Checked, Finding, InputRead, RuleCount, Scope
from puxi_cli.jobs.judge import judge
from puxi_cli.jobs.opening import Opening
from puxi_cli.records.dates import PartialDate, Year
from puxi_cli.records.fields import fields_of
from puxi_cli.records.kinds import Code, Digits, IdentityNumber, Number, Phone, YesNo
from puxi_cli.records.tables import MODELS
from puxi_cli.registry import Registry
from puxi_cli.rules.catalogue import RECORD_CARDS, rules
from puxi_cli.sheets.faults import Fault

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
_FIELDS = {"REC115": ("disability_no", "id_no"), "REC116": ("birth",), "REC117": ("sex",)}


def checked(command: str, opening: Opening) -> Checked:
    """Check a register's cells, rows and the relations between them. Raises NoLawForDay."""
    registry, reading = opening.registry, opening.reading
    counts, findings = judge(registry, list(rules().values()), opening.law)
    read = [_finding(fault) for fault in reading.faults]
    found = _waived(_with_villages([*read, *findings], registry), registry, opening.day)
    all_counts = [*_record_counts(reading.inputs, read), *counts]
    waived: dict[str, int] = {}
    for finding in found:
        if finding.waived:
            waived[finding.card.id] = waived.get(finding.card.id, 0) + 1
    notes = [*reading.notes, *([opening.day_note] if opening.day_note else [])]
    return Checked(
        command, opening.day.isoformat(), opening.region, reading.inputs,
        tuple(dataclasses.replace(c, waived=waived.get(c.card.id, 0)) for c in sorted(all_counts, key=lambda c: c.card.id)),
        tuple(sorted(found, key=lambda finding: finding.order)),
        {name: table.frame.height for name, table in registry.tables.items()}, tuple(notes),
    )  # fmt: skip


def _finding(fault: Fault) -> Finding:
    return Finding(
        RECORD_CARDS[fault.rule], fault.place, fault.table, fault.field,
        household_id=fault.household_id, person_id=fault.person_id, village=fault.village, name=fault.name,
        value=fault.value, values=fault.values, personal=fault.personal,
    )  # fmt: skip


def _record_counts(inputs: Iterable[InputRead], findings: Sequence[Finding]) -> list[RuleCount]:
    """Outcomes of what reading and the models check: rows for cells and rows, sheets for what concerns a sheet."""
    sheets = [sheet for item in inputs for sheet in item.sheets]
    unread = sum(len(item.unread) for item in inputs)
    failed: dict[str, set[tuple[str, str | None, int | None, int | None]]] = {}
    for finding in findings:
        place = finding.place
        column = place.column_index if finding.card.scope is Scope.SHEET else None
        failed.setdefault(finding.card.id, set()).add((place.file, place.sheet, place.row, column))
    counts = []
    for card in RECORD_CARDS.values():
        wrong = len(failed.get(card.id, ()))
        if card.scope is Scope.SHEET:
            scope = max(len(sheets) + unread, wrong)
            counts.append(RuleCount(card, scope - wrong, wrong))
            continue
        rows = sum(sheet.rows for sheet in sheets)
        applicable = sum(
            sheet.rows for sheet in sheets if _concerns(card, {(c.table, c.field) for c in sheet.columns if c.field})
        )
        counts.append(RuleCount(card, applicable - wrong, wrong, not_applicable=rows - applicable))
    return counts


def _concerns(card: Card, columns: set[tuple[str | None, str | None]]) -> bool:
    kinds, fields = _KINDS.get(card.id), _FIELDS.get(card.id)
    if fields:
        return any(field in fields for _, field in columns)
    if kinds is None:
        return True
    return any(isinstance(fields_of(MODELS[str(table)])[str(field)].kind, kinds) for table, field in columns)


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
    """Mark what somebody answered for: the same rule, the household or the person, and the waiver still runs."""
    if not registry.has("waivers"):
        return findings
    waivers = {}
    for row in registry.frame("waivers").iter_rows(named=True):
        if row["until"] is None or row["until"] >= day.isoformat():
            waivers[row["rule"], row["household_id"], row["person_id"]] = row
    marked = []
    for finding in findings:
        rule = finding.card.id
        household, person = finding.household_id, finding.person_id
        subjects = {(household, person), (household, None), (None, person)} - {(None, None)}
        reasons = [waivers[rule, *subject]["reason"] for subject in subjects if (rule, *subject) in waivers]
        marked.append(dataclasses.replace(finding, waived=reasons[0]) if reasons else finding)
    return marked
