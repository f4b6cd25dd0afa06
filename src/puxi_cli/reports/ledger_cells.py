"""What a cell of a ledger shows: masked as the model says, whatever the form of the report."""

from __future__ import annotations

from puxi_cli.findings import Known
from puxi_cli.records.fields import fields_of
from puxi_cli.records.problem import Problem as ProblemRecord
from puxi_cli.rectification.problems import Problem
from puxi_cli.reports.masking import masked, masked_key, scrubbed

_KEYS = ("household_id", "person_id")
# Places, and people and offices that answer for something, which may share signs with the head's name.
_NOT_OF_THE_HOUSEHOLD = frozenset({"village", "group", "source", "leader", "leading_office", "office", "person"})


def cell_shown(field: str, text: str, show_ids: bool, known: Known = Known()) -> str:
    """A text of a column; of free text also without the names of those who belong to the household (`known`)."""
    personal = fields_of(ProblemRecord)[field].personal
    if personal is not None:
        return masked(text, personal, show_ids)
    if field in _KEYS:
        return masked_key(text, show_ids)
    return scrubbed(text, show_ids, Known() if field in _NOT_OF_THE_HOUSEHOLD else known)


def known_in(problem: Problem) -> Known:
    """Whom a problem's free text may name: the head of its household. A name of one sign would be found in many words."""
    head = str(problem["head_name"] or "")
    return Known((head,) if len(head) > 1 else ())


def household_shown(problem: Problem, show_ids: bool) -> str:
    """The household of a problem: its number, else whom the problem concerns as it is written."""
    field = "household_id" if problem["household_id"] else "concerns"
    return cell_shown(field, str(problem[field] or ""), show_ids, known_in(problem))


def place_shown(problem: Problem, show_ids: bool) -> str:
    """The village and the group."""
    return " ".join(cell_shown(name, str(problem[name]), show_ids) for name in ("village", "group") if problem[name])


def who_shown(problem: Problem, show_ids: bool) -> str:
    """The household and its head."""
    head = cell_shown("head_name", str(problem["head_name"]), show_ids) if problem["head_name"] else ""
    return " ".join(part for part in (household_shown(problem, show_ids), head) if part)


def wrong_shown(problem: Problem, show_ids: bool) -> str:
    """What is wrong, in a few words where there are any."""
    field = "category" if problem["category"] else "text"
    return cell_shown(field, str(problem[field] or ""), show_ids, known_in(problem))
