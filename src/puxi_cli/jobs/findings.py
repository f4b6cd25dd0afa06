"""From a register to what is to be said of it: the faults of reading and the rules' failures, with their counts."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping, Sequence

import polars as pl

from puxi_cli.facts.standing import BY_DAY
from puxi_cli.facts.subjects import subjects
from puxi_cli.findings import Card, Checked, Finding, InputRead, RuleCount
from puxi_cli.jobs.cause import BLANK, NO_COLUMN, UNREADABLE, Cause
from puxi_cli.jobs.cause_finder import CAUSE, ROW_ASKED
from puxi_cli.jobs.causes import Unknowns
from puxi_cli.jobs.countable import members_not_asked
from puxi_cli.jobs.earlier import what_is_wanted
from puxi_cli.jobs.known import with_known
from puxi_cli.jobs.opening import Opening
from puxi_cli.jobs.own_rules import judged_with_own
from puxi_cli.jobs.placed import day_notes
from puxi_cli.jobs.selection import Chosen, whole
from puxi_cli.jobs.waivers import useless_waivers, waived, with_waived
from puxi_cli.law.law import Law
from puxi_cli.law.notes import told
from puxi_cli.records.coded import Code
from puxi_cli.records.dates import PartialDate, Year
from puxi_cli.records.fields import fields_of
from puxi_cli.records.kinds import Digits, FreeText, IdentityNumber, Number, Phone, YesNo
from puxi_cli.records.scope import Scope
from puxi_cli.registry import KEY, SOURCE, UNREAD, Registry, Table
from puxi_cli.rules.base import Rule, read_by
from puxi_cli.sheets.faults import Fault
from puxi_cli.text.counting import counted, verb
from puxi_cli.text.words import Text

# Which kinds of cells a rule of the record can refuse; rows of sheets without such a column are not in its scope.
_KINDS = {
    "REC102": (Number, PartialDate, Year),
    "REC103": (Code, YesNo),
    "REC104": (Number,),
    "REC105": (Digits,),
    "REC106": (Phone,),
    "REC119": (FreeText,),
    "REC111": (IdentityNumber,),
    "REC112": (IdentityNumber,),
    "REC113": (IdentityNumber,),
}
_FIELDS = {"REC115": ("disability_no",), "REC116": ("birth",), "REC117": ("sex",)}
_AGAINST_THE_NUMBER = ("REC116", "REC117")


def checked(command: str, opening: Opening, chosen: Chosen | None = None) -> Checked:
    """Check a register's cells, rows and the relations between them, by the rules chosen (else all in force).

    Raises NoLawForDay; UsageError where a rule of the user's own cannot be asked.
    """
    reading = opening.reading
    registry = reading.registry  # row by row, those that double each other too
    chosen = chosen or whole(command, opening.settings).in_force(opening.law)
    answered = judged_with_own(registry, chosen.rules, opening.asking, chosen.own)
    faults = [fault for fault in reading.faults if fault.rule in chosen.record]
    read = [_finding(fault, chosen.record[fault.rule]) for fault in faults]
    notes = [*opening.notes, *chosen.notes]
    if any(_by_day(rule, opening.law) for rule in chosen.rules):
        notes += day_notes(opening)
    if any(rule.card.id == "REC302" for rule in chosen.rules):
        notes += members_not_asked(registry)
    if untold := len(reading.faults) - len(read):
        notes.append(
            Text(
                f"另有 {untold} 处读入时的问题（读不懂的格子、行、表头）属于没有选的规则，没有列出。",
                f"{counted(untold, 'fault')} of reading (cells, rows, headings) {verb(untold, 'belongs', 'belong')} to rules that were not "
                f"chosen and {verb(untold, 'is', 'are')} not told.",
            )
        )
    found = waived(
        with_known(with_villages([*read, *answered.findings], registry), registry), registry, opening.day, chosen.known
    )
    counts = with_waived([*_record_counts(chosen.record, registry, reading.inputs, faults), *answered.counts], found)
    years = registry.frame("households")["exit_year"].drop_nulls().unique().to_list()
    numbers = told(opening.law, None, [year for year in years if year <= opening.day.year])
    return Checked(
        command,
        opening.day.isoformat(),
        opening.region,
        (*reading.inputs, *opening.earlier),
        tuple(sorted(counts, key=lambda c: c.card.rank)),
        tuple(sorted(found, key=lambda finding: finding.order)),
        {name: table.frame.height for name, table in registry.tables.items()},
        (
            *notes,
            *what_is_wanted(opening, counts),
            *useless_waivers(registry, opening.day, chosen.known, found, chosen.run),
            *numbers,
        ),
        not_in_force=chosen.not_in_force,
    )


def _by_day(rule: Rule, law: Law) -> bool:
    """Whether a rule asks who is on the register on the day, or has left it."""
    return any(not read_by(rule, ask, law).isdisjoint(BY_DAY) for ask in rule.asks)


def _finding(fault: Fault, card: Card) -> Finding:
    return Finding(
        card,
        fault.place,
        fault.table,
        fault.field,
        household_id=fault.household_id,
        person_id=fault.person_id,
        village=fault.village,
        name=fault.name,
        value=fault.value,
        values=fault.values,
        personal=fault.personal,
        rows=1 + len(fault.also),
    )


def _record_counts(
    cards: Mapping[str, Card], registry: Registry, inputs: Iterable[InputRead], faults: Sequence[Fault]
) -> list[RuleCount]:
    """Outcomes of what reading and the models check: records for cells and rows, sheets for what concerns a sheet.

    A record with no filled cell of the kind a rule is about is not in its scope: a blank is no pass.
    """
    sheets = sum(len(item.sheets) + len(item.unread) for item in inputs)
    tables = [*registry.tables.values()]
    if registry.household_rows:
        tables = [registry.household_rows, *(table for name, table in registry.tables.items() if name != "households")]
    failed: dict[str, set[tuple[object, ...]]] = {}
    for fault in faults:
        place = fault.place
        column = place.column_index if cards[fault.rule].scope == Scope.SHEET else None
        failed.setdefault(fault.rule, set()).update(
            (fault.table, place.file, place.sheet, row, column) for row in (place.row, *fault.also)
        )
    rows = sum(table.frame.height for table in tables)
    counts = []
    for card in cards.values():
        wrong = len(failed.get(card.id, ()))
        if card.scope == Scope.SHEET:
            counts.append(RuleCount(card, max(sheets - wrong, 0), wrong))
            continue
        asked = [_asked(card, table) for table in tables]
        applicable, unknown = sum(found[0] for found in asked), sum(found[1] for found in asked)
        applicable = max(applicable, unknown + wrong)
        why, reasons = _why_no_number(card, registry, unknown) if unknown else ((), ())
        counts.append(
            RuleCount(card, applicable - unknown - wrong, wrong, unknown, rows - applicable, why_unknown=why, reasons=reasons)
        )
    return counts


def _asked(card: Card, table: Table) -> tuple[int, int]:
    """The records of a table that a rule is about, and those of them where it cannot be decided."""
    kinds, named = _KINDS.get(card.id), _FIELDS.get(card.id)
    cells = fields_of(table.model)
    if kinds is None and named is None:
        return table.frame.height, 0
    fields = [name for name in table.present if (name in named if named else isinstance(cells[name].kind, kinds or ()))]
    if not fields:
        return 0, 0
    filled = pl.any_horizontal(pl.col(name).is_not_null() for name in fields)
    if table.frame[UNREAD].null_count() < table.frame.height:  # what cannot be read is filled, too
        filled = filled | pl.any_horizontal(_unread(name) for name in fields)
    if card.id not in _AGAINST_THE_NUMBER or "id_no" not in cells:
        return int(table.frame.select(filled.sum()).item()), 0
    unknown = filled & pl.col("id_no").is_null()
    return tuple(table.frame.select(filled.sum(), unknown.sum().alias("unknown")).row(0))


def _why_no_number(card: Card, registry: Registry, unknown: int) -> tuple[tuple[str, ...], tuple[Text, ...]]:
    """Why birth dates and sexes cannot be held against a number, as in `RuleCount`: nobody has one, or it is blank or cannot be read."""
    [name] = _FIELDS[card.id]
    lacking: list[str] = []
    reasons: list[Text] = []
    for place, table in registry.tables.items():
        cells = fields_of(table.model)
        if name not in table.present or "id_no" not in cells:
            continue
        if "id_no" not in table.present:
            lacking.append(f"{table.model.table.sheet}.{cells['id_no'].heading}")
            continue
        causes = [Cause(BLANK, place, "id_no"), Cause(UNREADABLE, place, "id_no")]
        without = [number for number, source in enumerate(table.sources) if "id_no" not in source.columns]
        causes += [Cause(NO_COLUMN, place, "id_no", source) for source in without]
        rows = table.frame.filter((pl.col(name).is_not_null() | _unread(name)) & pl.col("id_no").is_null())
        at = pl.col(SOURCE).replace_strict(without, list(range(2, len(causes))), default=None, return_dtype=pl.Int64)
        cause = pl.coalesce(at, _unread("id_no").cast(pl.Int64))
        found = rows.select(pl.col(KEY).cast(pl.Int64).alias(ROW_ASKED), cause.alias(CAUSE))
        scope = next(scope for scope, subject in subjects().items() if subject.table == place)
        reasons += Unknowns(registry, causes, {card.id: found}).of_rule([card.id], Scope(scope), unknown)
    return tuple(lacking), tuple(reasons)


def _unread(name: str) -> pl.Expr:
    return pl.col(UNREAD).cast(pl.String).str.contains(f"|{name}|", literal=True).fill_null(False)


def with_villages(findings: Iterable[Finding], registry: Registry) -> list[Finding]:
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
