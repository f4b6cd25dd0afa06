"""Sheets of one register by year, side by side: of a household that stands in several, the newest counts, and it is said."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Sequence
from pathlib import Path

import polars as pl

from puxi_cli.sheets.layouts import ReadSheet
from puxi_cli.sheets.qualifiers import YEAR
from puxi_cli.text.words import Text

_DAY = re.compile(r"(?<![0-9])20[0-9]{2}(?:0[1-9]|1[0-2])[0-3][0-9](?![0-9])")
_TABLES = ("households", "persons")
Sheet = tuple[str, str | None]  # file and sheet


def newest_only(sheets: Sequence[ReadSheet]) -> tuple[list[ReadSheet], list[Text], dict[Sheet, set[str]]]:
    """The sheets without the rows of households that a sheet of a later year has in the same table; what is to be said of it; and, by sheet,
    the households that no later one has where as many stand in both: sheets that share few are parts of one list, as by year of identification.

    The year is that of the sheet's name, else of its file's. Where not all sheets of a table name one, nobody can tell which is newer.
    """
    notes: list[Text] = []
    dropped: dict[Sheet, set[str]] = {}
    found = list(sheets)
    for table in _TABLES:
        places = [place for place, sheet in enumerate(found) if table in sheet.found.assignment.tables]
        when = {place: year_in_names(found[place]) for place in places}
        if None in when.values() or len(set(when.values())) < 2:
            continue
        later: set[str] = set()
        for moment in sorted(set(when.values()), key=str, reverse=True):
            here = [place for place in places if when[place] == moment]
            for place in here if later else ():
                found[place], households = _without(found[place], table, later)
                if households and table == "households":
                    only = found[place].checked.tables[table]["household_id"].drop_nulls().unique().to_list()
                    if households >= len(only):
                        dropped.setdefault((found[place].file, found[place].sheet), set()).update(only)
                    where = f"{found[place].file} {found[place].sheet or ''}".strip()
                    notes.append(
                        Text(
                            f"{where}：有 {households} 户在以后年度的表中也有，以新的为准，本表这些户的行未读。",
                            f"{where}: households that a sheet of a later year has, too: {households}. The newer counts; their rows here were "
                            "not read.",
                        )
                    )
            for place in here:
                later.update(found[place].checked.tables[table]["household_id"].drop_nulls().to_list())
    return found, notes, dropped


def year_in_names(sheet: ReadSheet) -> str | None:
    """The year, or the day, in the name of a sheet or else of its file: as text that sorts by time."""
    for name in (sheet.sheet or "", Path(sheet.file).stem):
        if day := _DAY.search(name):
            return day[0]
        if years := YEAR.findall(name):
            return f"{max(years)}1231"
    return None


def _without(sheet: ReadSheet, table: str, later: set[str]) -> tuple[ReadSheet, int]:
    frame = sheet.checked.tables[table]
    old = pl.col("household_id").is_in(list(later)).fill_null(False)
    households = frame.filter(old)["household_id"].n_unique()
    if not households:
        return sheet, 0
    tables = {**sheet.checked.tables, table: frame.filter(~old)}
    return dataclasses.replace(sheet, checked=dataclasses.replace(sheet.checked, tables=tables)), households
