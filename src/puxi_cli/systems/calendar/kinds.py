"""Kinds of cells that only a calendar needs."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Any

from puxi_cli.records.dates import Day, PartialDate
from puxi_cli.records.kinds import CellFault, Kind
from puxi_cli.records.text import folded
from puxi_cli.text.words import Text

# 2.1 as a figure may have been 2.10.
_MONTH_AND_DAY = re.compile(r"(?:--)?([0-9]{1,2})(?:(?:[-/]|月)([0-9]{1,2})|\.([0-9]{2}|[4-9]))[日号]?")
_LEAP = 2000  # a year that has a 29 February
_SHAPE = "^([0-9]{4}-)?[0-9]{2}-[0-9]{2}$"
_PARTIAL = "^([0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?|[0-9]{2}-[0-9]{2})$"


@dataclass(frozen=True)
class MonthDay(Kind):
    """A birthday whose year may be left out: MM-DD, or YYYY-MM-DD."""

    def read(self, text: str) -> str:
        """As 05-12 or 1980-05-12. Raises CellFault for a month alone, and a day that no year has."""
        found = _MONTH_AND_DAY.fullmatch("".join(folded(text).split()))
        if found is None:
            return Day().read(text)
        try:
            return date(_LEAP, int(found[1]), int(found[2] or found[3])).isoformat()[5:]
        except ValueError:
            raise CellFault("date") from None

    @property
    def allowed(self) -> Text:
        """See `Kind`."""
        return Text("月日或年月日，如 05-12、5月12日、1980-05-12", "a month and a day, as 05-12 or 5月12日, or a whole day")

    def json_schema(self) -> dict[str, Any]:
        """See `Kind`."""
        return {"type": "string", "pattern": _SHAPE}

    def table_schema(self) -> dict[str, Any]:
        """See `Kind`."""
        return {"type": "string", "constraints": {"pattern": _SHAPE[1:-1]}}


@dataclass(frozen=True)
class Birthday(PartialDate):
    """A date of birth as far as it is known; a birthday whose year is left out is MM-DD."""

    def read(self, text: str) -> str:
        """As 1980-05-12, 1980-05, 1980 or 05-12. Raises CellFault."""
        try:
            return super().read(text)
        except CellFault as fault:
            try:
                return MonthDay().read(text)
            except CellFault:
                raise fault from None

    @property
    def allowed(self) -> Text:
        """See `Kind`."""
        return Text("年月日、年月、年，或月日，如 1980-05-12、5月12日", "a date as far as it is known, as 1980-05-12, or 5月12日")

    def json_schema(self) -> dict[str, Any]:
        """See `Kind`."""
        return {"type": "string", "pattern": _PARTIAL}

    def table_schema(self) -> dict[str, Any]:
        """See `Kind`."""
        return {"type": "string", "constraints": {"pattern": _PARTIAL[1:-1]}}
