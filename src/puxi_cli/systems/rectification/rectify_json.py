"""What `puxi rectify` did, as JSON."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from puxi_cli import __version__
from puxi_cli.reports.masking import field_shown, scrubbed
from puxi_cli.systems.rectification.ledger_cells import cell_shown, conflicts_shown, known_in
from puxi_cli.systems.rectification.problems import Event, Problem, Seen, State
from puxi_cli.systems.rectification.progress import Age, Tally
from puxi_cli.systems.rectification.told import CheckTold, CloseTold, MergeTold, PlanTold, StatusTold, Told
from puxi_cli.text.words import Lang


def plan_document(told: PlanTold, lang: Lang, show_ids: bool) -> dict[str, Any]:
    """How the ledger grew, and every problem that is not closed."""
    standing = [problem for problem in told.ledger.problems if problem.state is not State.CLOSED]
    return _head("rectify plan", told, lang, show_ids) | {
        "added": dict(told.added),
        "covered": told.covered,
        "text_only": len(told.text_only),
        "text_only_keys": list(told.text_only),
        "problems": [problem_document(problem, show_ids, told.evidence) for problem in standing],
    }


def check_document(told: CheckTold, lang: Lang, show_ids: bool) -> dict[str, Any]:
    """What was seen, what moved, and every problem that is not closed."""
    standing = [problem for problem in told.ledger.problems if problem.state is not State.CLOSED]
    return _head("rectify check", told, lang, show_ids) | {
        "seen": {one.name.lower(): told.seen[one] for one in Seen},
        "moved": [_event(event, show_ids) for event in told.moved],
        "problems": [problem_document(problem, show_ids) | _age(problem, told) for problem in standing],
    }


def close_document(told: CloseTold, lang: Lang, show_ids: bool) -> dict[str, Any]:
    """What was closed, and what each refused problem lacks."""
    return _head("rectify close", told, lang, show_ids) | {
        "conditions": dict(told.conditions),
        "closed": [problem_document(problem, show_ids) for problem in told.closed],
        "refused": [problem_document(one.problem, show_ids) | {"lacking": list(one.lacking)} for one in told.refused],
    }


def status_document(told: StatusTold, lang: Lang, show_ids: bool) -> dict[str, Any]:
    """The whole ledger in numbers; `closure_rate` is the unrounded quotient."""
    found = told.progress
    return _head("rectify status", told, lang, show_ids) | {
        "counts": _tally(found.total) | {"states": {state.name.lower(): found.states[state] for state in State}},
        "closure_rate": {
            "rate": found.closure_rate,
            "numerator": found.total.closed,
            "denominator": found.total.total,
            "unit": "problem",
        },
        "ages": {age.value: found.ages[age] for age in Age},
        "by_source": [_tally(tally, show_ids) for tally in found.by_source],
        "by_village": [_tally(tally, show_ids) for tally in found.by_village],
        "by_person": [_tally(tally, show_ids) for tally in found.by_person],
        "overdue": [problem_document(problem, show_ids) for problem in found.late],
    }


def merge_document(told: MergeTold, lang: Lang, show_ids: bool) -> dict[str, Any]:
    """What was taken over from another copy, and every cell in which the two differ."""
    return _head("rectify merge", told, lang, show_ids) | {
        "other": str(told.other),
        "rows": told.rows,
        "cells": told.cells,
        "events": told.events,
        "conflicts": [
            {"key": key, "field": field, "ledger": mine, "other": theirs}
            for key, field, mine, theirs in conflicts_shown(told, show_ids)
        ],
    }


def problem_document(problem: Problem, show_ids: bool, evidence: Mapping[str, str] | None = None) -> dict[str, Any]:
    """A row of the ledger, masked as its model says."""
    known = known_in(problem)
    document = {name: cell_shown(name, value, show_ids, known) for name, value in problem.values.items()}
    document |= {"state": problem.state.name.lower(), "result": problem.seen.name.lower() if problem.seen else None}
    return document | ({"evidence": evidence.get(problem.key)} if evidence is not None else {})


def _age(problem: Problem, told: CheckTold) -> dict[str, Any]:
    return {"days_since_found": max(0, (told.today - problem.since).days) if problem.since else None}


def _head(command: str, told: Told, lang: Lang, show_ids: bool) -> dict[str, Any]:
    return {
        "puxi": __version__,
        "command": command,
        "ledger": str(told.path),
        "today": told.today.isoformat(),
        "written": told.written,
        "notes": [scrubbed(note.of(lang), show_ids) for note in told.notes],
    }


def _event(event: Event, show_ids: bool) -> dict[str, Any]:
    def named(state: str | None) -> str | None:
        return State(state).name.lower() if state in tuple(State) else state

    shown = {name: field_shown("problem_events", name, value or None, show_ids) for name, value in vars(event).items()}
    return shown | {"before": named(event.before), "after": named(event.after)}


def _tally(tally: Tally, show_ids: bool = False) -> dict[str, Any]:
    return {
        "name": scrubbed(tally.name, show_ids),
        "total": tally.total,
        "open": tally.open,
        "overdue": tally.overdue,
        "reopened": tally.reopened,
        "waiting": tally.waiting,
        "closed": tally.closed,
    }
