"""Units of columns, and which of several columns of income is the households' own, where each is of a year."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from puxi_cli.records.fields import fields_of
from puxi_cli.records.tables import MODELS
from puxi_cli.sheets import qualifiers
from puxi_cli.sheets.assignment import OF_YEAR, Assignment, Match

OWN_INCOME = "income_per_head"


def with_years(matches: tuple[Match, ...], spellings: Mapping[int, Sequence[str]], hows: Mapping[int, str]) -> tuple[Match, ...]:
    """Columns of income of several years: the one without a year, or else of the newest, is the households' own.

    `spellings` and `hows` have the texts of each column and how it was matched by itself. Two of one year, or two without one, are a
    question for the clerk.
    """
    cell = fields_of(MODELS["households"])[OWN_INCOME]
    of_income = [
        match
        for match in matches
        if (match.table, match.field) == ("households", OWN_INCOME) or (match.how == "duplicate" and match.near == cell.heading)
    ]
    years = {match.column: year_of(match.heading) for match in of_income}
    if len(of_income) < 2 or len(set(years.values())) < len(years):
        return matches
    own = max(of_income, key=lambda match: years[match.column] or "9999")
    read = {}
    for match in of_income:
        unit = qualifiers.unit_of(cell, match.heading, spellings[match.column][1:])
        factor = qualifiers.factor(cell, unit) or 1.0 if unit else 1.0
        first = replace(match, table="households", near=None, unit=unit, factor=factor)
        if match is own:
            read[match.column] = replace(first, field=OWN_INCOME, how=hows[match.column])
        else:
            read[match.column] = replace(first, field=None, how=OF_YEAR)
    return tuple(read.get(match.column, match) for match in matches)


def with_units(matches: Sequence[Match], spellings: Mapping[int, Sequence[str]]) -> tuple[Match, ...]:
    """The same, each column that is read with the unit that its texts give, where that is not the field's own."""
    units = {one.column: one.field and qualifiers.unit_of(one.cell, one.heading, spellings[one.column][1:]) for one in matches}
    return tuple(
        replace(one, unit=unit, factor=qualifiers.factor(one.cell, unit) or 1.0) if (unit := units[one.column]) else one
        for one in matches
    )


def as_income(match: Match) -> Match:
    """A column of another year as one of 家庭收入; any other as it is."""
    return replace(match, table="incomes", field="net_per_head") if match.how == OF_YEAR else match


def year_of(heading: str) -> str | None:
    """The year that a heading names; None where it names none."""
    found = qualifiers.YEAR.search(heading)
    return found[0] if found else None


def with_money(assignment: Assignment, unit: str | None) -> Assignment:
    """The same where a line above the table gives another unit of money than yuan: it is that of amounts without a unit of their own."""
    if unit is None:
        return assignment

    def in_unit(match: Match) -> Match:
        said = as_income(match)
        if said.field is None or match.how == "own" or said.cell.unit != "元" or "元" in match.heading or match.unit is not None:
            return match
        return replace(match, unit=unit, factor=qualifiers.factor(said.cell, unit) or 1.0)

    return replace(assignment, matches=tuple(map(in_unit, assignment.matches)))
