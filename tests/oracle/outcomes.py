"""Four outcomes, and three-valued logic over True, False and None."""

from __future__ import annotations

from collections.abc import Iterable

PASS, FAIL, UNKNOWN, NOT_APPLICABLE = "pass", "fail", "unknown", "not_applicable"


def outcome(kept: bool | None) -> str:
    if kept is None:
        return UNKNOWN
    return PASS if kept else FAIL


def negated(value: bool | None) -> bool | None:
    return None if value is None else not value


def all_of(values: Iterable[bool | None]) -> bool | None:
    values = list(values)
    if any(value is False for value in values):
        return False
    return None if any(value is None for value in values) else True


def any_of(values: Iterable[bool | None]) -> bool | None:
    return negated(all_of([negated(value) for value in values]))


def worst(outcomes: Iterable[str]) -> str:
    """fail, else unknown, else pass; not applicable where every part is."""
    outcomes = list(outcomes)
    for one in (FAIL, UNKNOWN, PASS):
        if one in outcomes:
            return one
    return NOT_APPLICABLE
