"""Sheets of another kind: lists of people or of villages that stand beside a register and name no members of it."""

from __future__ import annotations

from collections.abc import Iterator

from puxi_cli.sheets.grid import Grid
from puxi_cli.sheets.heading_row import Located
from puxi_cli.sheets.headings import SAYS_OF_ONE
from puxi_cli.sheets.helper_lists import is_of_helpers, names_both
from puxi_cli.sheets.known_headings import HELPERS, OTHER_LISTS, VILLAGE, WORK
from puxi_cli.sheets.qualifiers import normal, parts
from puxi_cli.text.words import Text

_SEARCHED = 10  # rows in which headings are looked for
_VILLAGES, _WORK = Text("行政村统计表", "a sheet of statistics of villages"), Text("务工信息表", "a sheet of people's work")


def not_read_yet(grid: Grid, found: Located) -> Text | None:
    """What a sheet is that looks like a list of members and is none."""
    assignment = found.assignment
    written = {normal(match.heading) for match in assignment.matches}
    if (
        "persons" in assignment.tables
        and len(written & WORK) >= 2
        and not {"relation", "person_id"} <= {m.field for m in assignment.matched}
    ):
        return _WORK
    if "persons" in assignment.tables and len(written & WORK) >= 3 and {"开始时间", "是否已务工", "是否计划务工"} & written:
        return _WORK
    fields = {match.field for match in assignment.matched}
    if "persons" not in assignment.tables or fields & SAYS_OF_ONE:
        return None
    for what, words, least, with_relation in OTHER_LISTS:
        if len(written & words) >= least and (with_relation or "relation" not in fields):
            return None if what == HELPERS and names_both(assignment) else what
    return HELPERS if is_of_helpers(grid, found) else None


def has_columns_of_another(found: Located) -> bool:
    """Whether the headings of a sheet of persons are those of another list, whether it tells relations or not."""
    written = {normal(match.heading) for match in found.assignment.matches}
    return any(len(written & words) >= max(least, 2) for what, words, least, _ in OTHER_LISTS if what != HELPERS)


def list_without_table(grid: Grid) -> Text | None:
    """What a sheet without a known table is, where its headings are those of statistics of villages or of a list of people."""
    for cells in grid.frame.head(_SEARCHED).iter_rows():
        plain = {normal(cell) for cell in cells if cell}
        written = plain | {parts(heading)[0] for heading in plain}
        if len(written & VILLAGE) >= 3:
            return _VILLAGES
        # One heading alone may be a title or a value: a second one, or names of people, show that it is a heading.
        named = any("姓名" in heading for heading in written)
        found = {what: hits for what, hits, least in _lists_in(written) if hits >= least and (hits > 1 or named)}
        if found:
            return max(found, key=lambda what: found[what])
    return None


def _lists_in(written: set[str]) -> Iterator[tuple[Text, int, int]]:
    """Each kind of list, how many of its headings are there, and how many tell it."""
    yield _WORK, len(written & WORK), 2
    for what, words, least, _ in OTHER_LISTS:
        yield what, len(written & words), least
