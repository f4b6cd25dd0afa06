"""Required columns that one sheet lacks and another has for the same households: nothing is missing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from puxi_cli.sheets.faults import COLUMN_MISSING, Fault
from puxi_cli.sheets.layouts import ReadSheet


def without_those_elsewhere(faults: Iterable[Fault], sheets: Sequence[ReadSheet]) -> list[Fault]:
    """The faults but for missing columns of households' sheets all of whose households stand in sheets that have the column."""
    kept = []
    having: dict[str, set[str]] = {}
    for fault in faults:
        if fault.rule == COLUMN_MISSING and fault.table == "households" and fault.field:
            if fault.field not in having:
                having[fault.field] = set().union(*(_ids(one) for one in sheets if _has(one, fault.field)))
            at = (fault.place.file, fault.place.sheet, fault.place.row)
            own = [one for one in sheets if (one.file, one.sheet, one.found.row) == at]
            if own and _ids(own[0]) and _ids(own[0]) <= having[fault.field]:
                continue
        kept.append(fault)
    return kept


def _has(sheet: ReadSheet, field: str) -> bool:
    return "households" in sheet.checked.tables and field in {match.field for match in sheet.found.assignment.of("households")}


def _ids(sheet: ReadSheet) -> set[str]:
    return set(sheet.checked.tables["households"]["household_id"].drop_nulls().to_list())
