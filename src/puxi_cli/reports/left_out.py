"""What is in the files and in no figure, as JSON."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from puxi_cli.findings import HouseholdNamed, LeftOut
from puxi_cli.records.place import rows_named
from puxi_cli.reports.masking import masked_key
from puxi_cli.text.words import Text


def left_out_document(left_out: Sequence[LeftOut]) -> list[dict[str, Any]]:
    """What is in no figure: how many, and of which households or in which rows."""
    return [
        {
            "what": left.what,
            "count": left.count,
            "where": _where(left),
            "households": households_document(left.households),
            "rows": [{"file": place.file, "sheet": place.sheet, "row": place.row} for place in left.rows],
        }
        for left in left_out
    ]


def households_document(named: Sequence[HouseholdNamed]) -> list[dict[str, str | None]]:
    """Households with their numbers, masked where they say who somebody is, and villages."""
    return [{"household_id": masked_key(number, False), "village": village} for number, village in named]


def _where(left: LeftOut) -> Text | None:
    return rows_named(left.rows) if left.rows else None
