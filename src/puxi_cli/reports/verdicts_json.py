"""Verdicts and prohibitions of `identify` and `exit` as JSON. The form is stable: keys are added, never renamed."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from puxi_cli.findings import Checked, Item, Lead, Prohibition, Verdict
from puxi_cli.records.scope import Scope
from puxi_cli.reports.masking import field_shown, masked, masked_key, scrubbed


def verdict_documents(checked: Checked, show_ids: bool) -> list[dict[str, Any]]:
    """One document for each verdict, in the form of the command."""
    document = _identified if checked.command == "identify" else _exited
    return [document(verdict, show_ids) for verdict in checked.verdicts]


def household_counts(verdicts: Iterable[Verdict]) -> dict[str, int]:
    """How many households verdicts of `identify` are of; those that left the register and are in a list are counted apart."""
    asked = list(verdicts)
    left = sum(one.exited for one in asked)
    unlisted = sum(one.listed is False for one in asked) - left
    listed, unknown = (sum(one.listed is said for one in asked) for said in (True, None))
    return {"listed": listed, "unlisted": unlisted, "unknown": unknown, "exited_with_leads": left}


def prohibition_document(prohibition: Prohibition, show_ids: bool) -> dict[str, Any]:
    """One prohibition and what it comes to."""
    return {
        "text": prohibition.text,
        "outcome": prohibition.outcome.value,
        "rule": prohibition.rule,
        "failed": prohibition.failed,
        "statement": prohibition.statement,
        "signed_by": field_shown("steps", "signed_by", prohibition.signed_by or None, show_ids),
        "day": prohibition.day,
    }


def _identified(verdict: Verdict, show_ids: bool) -> dict[str, Any]:
    return {
        "household_id": _key(verdict.household_id, show_ids),
        "listed": verdict.listed,
        "verdict": verdict.verdict,
        "items": [item_document(item) for item in verdict.items],
        "leads": [_lead(lead, show_ids) for lead in verdict.leads],
        "village": _village(verdict, show_ids),
        "planned": verdict.planned,
        "grounds": [card.id for card in verdict.grounds],
        "identified_later": verdict.later,
        "standing": verdict.standing,
        "exit_year": verdict.exit_year,
    }


def _exited(verdict: Verdict, show_ids: bool) -> dict[str, Any]:
    who: dict[str, Any] = {"scope": str(verdict.scope)}
    if verdict.scope == Scope.HOUSEHOLD:
        who |= {
            "household_id": _key(verdict.household_id, show_ids),
            "exit_year": verdict.exit_year,
            "village": _village(verdict, show_ids),
            "planned": verdict.planned,
        }
    elif verdict.scope == Scope.VILLAGE:
        who |= {"village": _village(verdict, show_ids), "exit_year": verdict.exit_year, "households": dict(verdict.households)}
    else:
        who |= {"county": verdict.name, "households": dict(verdict.households)}
    return who | {"verdict": verdict.verdict, "points": verdict.points, "items": [item_document(item) for item in verdict.items]}


def _village(verdict: Verdict, show_ids: bool) -> str | None:
    return scrubbed(verdict.village, show_ids) if verdict.village else None


def item_document(item: Item) -> dict[str, Any]:
    """One item: its `points` are those earned, of those it would give (`of`); a failure that is waived is none of the verdict."""
    return {
        "item": item.item,
        "outcome": item.outcome.value,
        "rule": item.rule,
        "points": item.points,
        "of": item.of,
        "waived": item.waived is not None,
        "off": item.off,
    }


def _lead(lead: Lead, show_ids: bool) -> dict[str, Any]:
    return {
        "red_line": lead.red_line,
        "person_id": _key(lead.person_id, show_ids),
        "source": scrubbed(lead.source, show_ids, lead.known),
        "category": lead.category,
        "name": masked(lead.name, "name", show_ids) if lead.name else None,
        "note": scrubbed(lead.note, show_ids, lead.known) if lead.note else None,
        "file": lead.place.file,
        "sheet": lead.place.sheet,
        "row": lead.place.row,
        "day": lead.day,
    }


def _key(number: str | None, show_ids: bool) -> str | None:
    return masked_key(number, show_ids) if number else None
