"""A row above the headings that is a line of text and no row of groups: 填报单位：白水村 … 填报时间：2018年12月20日."""

from __future__ import annotations

import re
from collections.abc import Sequence

from puxi_cli.records.dates import PartialDate
from puxi_cli.records.kinds import CellFault, Number
from puxi_cli.records.text import folded
from puxi_cli.sheets.assignment import Assignment
from puxi_cli.sheets.grid import Grid
from puxi_cli.sheets.place_words import villages_in
from puxi_cli.sheets.qualifiers import bare_unit, is_groups_label, is_of_households, is_parent, names_group
from puxi_cli.sheets.row_words import FIGURE, NOTE, PAGE
from puxi_cli.sheets.sub_headings import Row

_DATE = PartialDate()
# What stands around the day of a table: 截至2018年12月20日, （2018年12月填）.
_AROUND = re.compile(r"^\(?(?:数据)?(?:截[至止]到?|填[报表]?于?)?|[填止]?[报表]?\)?$")
_YEAR = 4  # the length of a date of which nothing but the year is known


def is_line(grid: Grid, row: Row, below: Assignment | None) -> bool:
    """Whether a row is made of labels with what stands behind them, titles, and at most one date or figure.

    Several dates are groups, and so is one without a label or title. A bare year is one where figures stand below it: `below` is what
    the row below is as headings.
    """
    _, texts = row
    cells = [(index, text) for index, text in enumerate(texts) if text]
    if _are_groups([text for _, text in cells]):
        return False
    titles = villages = dates = 0
    behind_label = False
    for index, text in cells:
        is_label = re.search(NOTE, text) is not None
        if not is_parent(text) or is_groups_label(text) or (is_label and re.search("[0-9]", text)):
            titles, behind_label = titles + 1, text.endswith((":", "："))
            continue
        date = _date(text)
        if date is not None and behind_label:
            titles += 1
        elif date is not None:
            if len(date) == _YEAR and _stands_over_figures(below, grid.first_column + index):
                return False
            dates += 1
        elif re.search(FIGURE, text):
            dates += not behind_label
        elif re.search(PAGE, text):
            titles += 1
        elif villages_in(text):
            villages += 1
        elif not behind_label and not is_label:
            return False
        behind_label = is_label and not behind_label
    return dates <= 1 and (titles > 0 or (villages == 1 and dates == 1))


def _are_groups(texts: Sequence[str]) -> bool:
    """Whether a row holds nothing but groups, some with a colon, and units, and one of the groups is of the households or members.

    A label with a name behind it is none: 户主： 王一; labels of officials alone are to be filled in: 包村干部：, 帮扶责任人：.
    """
    if not any(map(is_groups_label, texts)) or not any(map(is_of_households, texts)):
        return False
    return all(names_group(text) or bare_unit(text) is not None for text in texts)


def _date(text: str) -> str | None:
    """The date that a text is, with what says of which day a table is around it."""
    try:
        return _DATE.read(_AROUND.sub("", folded(text)))
    except CellFault:
        return None


def _stands_over_figures(below: Assignment | None, column: int) -> bool:
    return below is not None and any(match.column >= column and isinstance(match.cell.kind, Number) for match in below.matched)
