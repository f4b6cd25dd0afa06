"""The day of a snapshot: in the names of files, as exports carry it, or in a column 数据日期 that says one day in every row."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from dataclasses import dataclass, field

import polars as pl

from puxi_cli.records.dates import Day
from puxi_cli.records.kinds import CellFault
from puxi_cli.sheets.body import column_name
from puxi_cli.sheets.heading_row import Located
from puxi_cli.sheets.headings import DAY_OF_DATA
from puxi_cli.sheets.qualifiers import normal


@dataclass
class SnapshotDays:
    """What the columns 数据日期 of all sheets say: each different cell once (None: blank), and the headings as written."""

    cells: set[str | None] = field(default_factory=set)
    headings: list[str] = field(default_factory=list)

    def add(self, where: Located, body: pl.DataFrame) -> None:
        """The rows of a piece of a sheet."""
        for match in where.assignment.matches:
            if match.how == "ignored" and normal(match.heading) == DAY_OF_DATA and body.height:
                self.cells.update(body[column_name(match.column)].unique())
                self.headings.append(match.heading)

    def found(self) -> tuple[str, str] | None:
        """The day that every row says, and the heading of the column; None where rows differ, or one is blank or no whole day."""
        try:
            days = {Day().read(text) if text else None for text in self.cells}
        except CellFault:
            return None
        day = days.pop() if len(days) == 1 else None
        return (day, self.headings[0]) if day else None


def day_in_names(files: Iterable[str]) -> str | None:
    """The snapshot day that exports carry in their name, as _20231218: that of the first which has one."""
    for file in files:
        if match := re.search(r"_(20[0-9]{2})(0[1-9]|1[0-2])([0-3][0-9])(?![0-9])", os.path.basename(file)):
            return f"{match[1]}-{match[2]}-{match[3]}"
    return None
