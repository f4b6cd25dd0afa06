"""Two registers compared, as JSON. The form is stable: keys are added, never renamed."""

from __future__ import annotations

from typing import Any

from puxi_cli import __version__
from puxi_cli.reports.inputs import field_words, input_document
from puxi_cli.reports.masking import masked_key, personal
from puxi_cli.systems.compare.compared import Change, Compared, Event, FlowLine, Incomparable, Register, RowPlace, Subject
from puxi_cli.systems.compare.words import (
    household_words,
    incomparable_words,
    kinds_of,
    name_words,
    person_words,
    shown,
    village_words,
    why_words,
)

Document = dict[str, Any]


def diff_document(compared: Compared, show_ids: bool) -> Document:
    """The whole answer of `diff`; words in the language asked. Of somebody in both registers the numbers and the name are NEW's."""
    return {
        "puxi": __version__,
        "command": "diff",
        "old": _register(compared.old),
        "new": _register(compared.new),
        "compared": list(compared.tables),
        "counts": _counts(compared),
        "flow": _flow(compared, show_ids),
        "came": [_event(event, show_ids, compared.flow is not None) for event in compared.of("came")],
        "went": [_event(event, show_ids, compared.flow is not None) for event in compared.of("went")],
        "moved": [_event(event, show_ids, compared.flow is not None) for event in compared.of("moved")],
        "renumbered": [_event(event, show_ids, compared.flow is not None) for event in compared.of("renumbered")],
        "changed": [_change(change, show_ids) for change in compared.changed],
        "not_comparable": [_incomparable(row, show_ids) for row in compared.incomparable],
        "columns_only_in": {side: _columns(compared, side) for side in ("old", "new")},
        "notes": compared.notes,
    }


def _register(register: Register) -> Document:
    poor = register.poor_persons is not None
    return {
        "as_of": register.as_of,
        "day_from": register.day_from if register.day_from else None,
        "inputs": [input_document(read) for read in register.inputs],
        "households": register.households,
        "persons": register.persons,
        "poor": {"households": register.poor_households, "persons": register.poor_persons} if poor else None,
        "notes": register.notes,
    }


def _counts(compared: Compared) -> Document:
    return {
        "matched": {"households": compared.matched_households, "persons": compared.matched_persons},
        "matched_by": dict(compared.matched_by),
        **{event: [_kind(*counts) for counts in kinds_of(compared, event)] for event in ("came", "went", "moved")},
        "renumbered": compared.of_scope("household", len(compared.of("renumbered"))),
        "changed": {
            "cells": len(compared.changed),
            **{
                f"{scope}s": compared.of_scope(
                    scope, len({id(change.subject) for change in compared.changed if change.subject.scope == scope})
                )
                for scope in ("household", "person")
            },
            "fields": [
                {
                    "table": count.table,
                    "field": count.field,
                    "heading": field_words(count.table, count.field).of("zh"),
                    "cells": count.changes,
                    "filled": count.filled,
                    "cleared": count.cleared,
                    "unreadable": count.unread,
                }
                for count in compared.fields
            ],
        },
        "not_comparable": {
            side: {
                f"{scope}s": compared.of_scope(
                    scope, sum(row.side == side and row.subject.scope == scope for row in compared.incomparable)
                )
                for scope in ("household", "person")
            }
            for side in ("old", "new")
        },
        "unreadable_in_both": compared.unread_in_both,
    }


def _kind(kind: str, households: int | None, persons: int | None, poor: int | None) -> Document:
    return {"kind": kind, "households": households, "persons": persons, "poor_persons": poor}


def _subject(subject: Subject, show: bool) -> Document:
    return {
        "scope": subject.scope,
        "village": village_words(subject.village, show),
        "household_id": household_words(subject, show),
        "person_id": person_words(subject, show),
        "name": name_words(subject, show),
        **_place("old", subject.old),
        **_place("new", subject.new),
    }


def _place(side: str, place: RowPlace | None) -> Document:
    if place is None:
        return {f"{side}_file": None, f"{side}_sheet": None, f"{side}_row": None}
    return {f"{side}_file": place.file, f"{side}_sheet": place.sheet, f"{side}_row": place.row}


def _event(event: Event, show: bool, countable: bool) -> Document:
    """An event; every key is there, null where it says nothing of this kind or, of `poor`, where nobody can say who is."""
    return {
        "kind": event.kind,
        "inferred": event.inferred,
        **_subject(event.subject, show),
        "when": event.when,
        "persons": event.persons,
        "poor": event.counted if countable or event.subject.scope == "household" else None,
        "correction": event.correction,
        "part": event.part,
        "from_household": masked_key(event.from_household, show) if event.from_household else None,
        "to_household": masked_key(event.to_household, show) if event.to_household else None,
        "from_village": village_words(event.from_village, show),
        "to_village": village_words(event.to_village, show),
        "elsewhere": masked_key(event.elsewhere, show) if event.elsewhere else None,
    }


def _change(change: Change, show: bool) -> Document:
    """One cell. A masked value stays masked here; `masked` says so, and that two values which look alike may differ."""
    return {
        **_subject(change.subject, show),
        "table": change.table,
        "field": change.field,
        "heading": field_words(change.table, change.field).of("zh"),
        "before": shown(change, change.before.value, show),
        "after": shown(change, change.after.value, show),
        "before_unreadable": change.before.unread,
        "after_unreadable": change.after.unread,
        "masked": not show and personal(change.table, change.field) is not None,
        "old_cell": change.before.cell,
        "new_cell": change.after.cell,
    }


def _flow(compared: Compared, show: bool) -> Document | None:
    if compared.flow is None:
        return None
    return {
        "from": compared.old.as_of,
        "until": compared.new.as_of,
        "lines": [_line(line, show) for line in compared.flow.lines],
        "gap": compared.flow.gap,
    }


def _line(line: FlowLine, show: bool) -> Document:
    who = [
        {
            **_subject(counted.subject, show),
            "why": counted.why,
            "fields": [f"{table}.{field}" for table, field in counted.fields],
            "words": why_words(counted) or None,
        }
        for counted in line.who
    ]
    return {"line": line.line, "sign": line.sign, "persons": line.persons, "who": who}


def _incomparable(row: Incomparable, show: bool) -> Document:
    return {**_subject(row.subject, show), "side": row.side, "why": row.why, "words": incomparable_words(row)}


def _columns(compared: Compared, side: str) -> list[Document]:
    return [
        {
            "table": column.table,
            "field": column.field,
            "heading": field_words(column.table, column.field).of("zh"),
            "rows_not_compared": column.rows,
        }
        for column in compared.lone_columns
        if column.side == side
    ]
