"""The number of a problem: always the same for the same rule, subject and column, so that running again adds nothing twice."""

from __future__ import annotations

import hashlib

from puxi_cli.findings import Finding
from puxi_cli.records.fields import fields_of
from puxi_cli.records.scope import Scope
from puxi_cli.records.tables import MODELS

_SIGNS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"  # without those that are taken for each other
_LENGTH = 8  # of 32 signs: among 20,000 problems two get the same number once in five thousand ledgers


def key_of(*parts: str | None) -> str:
    """A number of eight signs, as K7QM-2XD4. It is a hash: it tells nothing of whom it is about."""
    digest = int.from_bytes(hashlib.sha256("\x1f".join(part or "" for part in parts).encode()).digest()[:5], "big")
    signs = "".join(_SIGNS[digest >> shift & 31] for shift in range(35, -5, -5))
    return f"{signs[: _LENGTH // 2]}-{signs[_LENGTH // 2 :]}"


def key_of_finding(finding: Finding) -> str:
    """The number of the problem that a finding is."""
    return key_of(finding.card.id, subject_of(finding), finding.field)


def subject_of(finding: Finding) -> str:
    """Whom or what a finding is about: a person, else a household, else a village, else the county, a heading, or what the cell holds.

    The file's name is no part of it: every export has another. Nor is the row, as long as anything else tells which one is meant.
    """
    place = finding.place
    if finding.card.scope == Scope.SHEET:
        return f"sheet {place.sheet or ''} {place.heading or ''}"
    if finding.card.scope == Scope.COUNTY:
        return "county"
    of_person = finding.table in MODELS and "person_id" in fields_of(MODELS[finding.table])
    if finding.person_id and of_person:
        return f"person {finding.person_id}"
    if finding.household_id:
        # Without a number of its own a person is known by name within the household.
        return f"household {finding.household_id} {finding.name or '' if of_person else ''}"
    if finding.village:
        return f"village {finding.village}"
    if finding.name or finding.value:
        return f"row of {place.sheet or ''} {finding.name or ''} {finding.value or ''}"
    return f"row {place.sheet or ''} {place.row or ''}"
