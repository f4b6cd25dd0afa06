"""What a cell of a ledger shows: masked as the model says, whatever the form of the report."""

from __future__ import annotations

from typing import Any

from puxi_cli.findings import Known
from puxi_cli.records.fields import fields_of
from puxi_cli.records.tables import MODELS
from puxi_cli.reports.masking import field_shown, personal
from puxi_cli.systems.rectification.problems import Problem
from puxi_cli.systems.rectification.told import Conflict, MergeTold

_PROBLEMS = "problems"
# Places, and people and offices that answer for something, which may share signs with the head's name.
_NOT_OF_THE_HOUSEHOLD = frozenset({"village", "group", "source", "leader", "leading_office", "office", "person"})


def cell_shown(field: str, value: Any, show_ids: bool, known: Known = Known()) -> Any:
    """A value of a column; of free text also without the names of those who belong to the household (`known`)."""
    return field_shown(_PROBLEMS, field, value, show_ids, Known() if field in _NOT_OF_THE_HOUSEHOLD else known)


def known_in(problem: Problem) -> Known:
    """Whom a problem's free text may name: who stands in its columns of personal names. A name of one sign would be found in many words."""
    cells = fields_of(MODELS[_PROBLEMS])
    names = (str(problem[name] or "") for name, cell in cells.items() if cell.personal == "name")
    return Known(tuple(name for name in names if len(name) > 1))


def conflicts_shown(told: MergeTold, show_ids: bool) -> list[tuple[str, str, str, str]]:
    """What two copies of a ledger have differently: the problem's number, the field, the cell here, the cell there.

    A name that stands in either copy's columns is masked in the free text of both.
    """
    known = {key: known_in(problem) for key, problem in told.ledger.by_key().items()}
    for one in told.conflicts:
        if personal(_PROBLEMS, one.field) == "name":
            known[one.key] = known[one.key].and_those(Known(tuple(name for name in (one.mine, one.theirs) if len(name) > 1)))

    def shown(one: Conflict, text: str) -> str:
        return str(cell_shown(one.field, text, show_ids, known[one.key]))

    return [(one.key, one.field, shown(one, one.mine), shown(one, one.theirs)) for one in told.conflicts]


def household_shown(problem: Problem, show_ids: bool) -> str:
    """The household of a problem: its number, else whom the problem concerns as it is written."""
    field = "household_id" if problem["household_id"] else "concerns"
    return str(cell_shown(field, problem[field] or "", show_ids, known_in(problem)))


def place_shown(problem: Problem, show_ids: bool) -> str:
    """The village and the group."""
    return " ".join(str(cell_shown(name, problem[name], show_ids)) for name in ("village", "group") if problem[name])


def who_shown(problem: Problem, show_ids: bool) -> str:
    """The household and its head."""
    head = str(cell_shown("head_name", problem["head_name"] or "", show_ids))
    return " ".join(part for part in (household_shown(problem, show_ids), head) if part)


def wrong_shown(problem: Problem, show_ids: bool) -> str:
    """What is wrong, in a few words where there are any."""
    field = "category" if problem["category"] else "text"
    return str(cell_shown(field, problem[field] or "", show_ids, known_in(problem)))
