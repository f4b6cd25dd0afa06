"""The tables of a file's sheets, with what columns of which only the cells tell it are; sheets that are passed over, and why."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from puxi_cli.records.place import Place
from puxi_cli.sheets.departures import with_departures
from puxi_cli.sheets.faults import OTHER_LIST, Fault
from puxi_cli.sheets.grid import Grid
from puxi_cli.sheets.heading_row import Located
from puxi_cli.sheets.headings import Headings
from puxi_cli.sheets.heads_number import with_heads_number
from puxi_cli.sheets.monitored import with_kind_by_cells
from puxi_cli.sheets.other_lists import list_without_table, not_read_yet
from puxi_cli.sheets.poor_or_not import with_poor_or_not
from puxi_cli.sheets.status_by_cells import with_status_by_cells
from puxi_cli.sheets.tables_below import UNKNOWN_AT_THE_TOP, UNKNOWN_BELOW, tables_on
from puxi_cli.sheets.ticked_heads import with_ticked_heads
from puxi_cli.sheets.ticked_years import with_ticked_years
from puxi_cli.text.words import Text

_HIDDEN = Text("隐藏的工作表，与可见的工作表是同一种表", "a hidden sheet of the same table as a visible one")


def tables_of(grids: Iterable[Grid], headings: Headings, unread: list[Fault]) -> Iterator[tuple[Grid, Located]]:
    """The sheets of a file that hold a table, as they come in; what is passed over is added to `unread`."""
    shown: set[str] = set()
    hidden: list[tuple[Grid, Located]] = []
    for table in (table for whole in grids for table in tables_on(whole, headings)):
        grid, where = table.grid, table.where
        if where:
            where = with_kind_by_cells(grid, with_departures(with_status_by_cells(grid, where)))
            where = with_ticked_heads(grid, where)
            where = with_heads_number(grid, with_poor_or_not(grid, with_ticked_years(grid, where)))
        other = not_read_yet(grid, where) if where else list_without_table(grid)
        if other:
            unread.append(Fault(OTHER_LIST, Place(grid.file, grid.sheet, table.row), values={"rows": table.rows, "kind": other}))
        elif where and grid.hidden:
            hidden.append((grid, where))
        elif where:
            shown.update(where.assignment.tables)
            yield grid, where
        elif table.row or (grid.frame.height > 1 and grid.frame.width > 2 and not grid.hidden):
            values = {"rows": table.rows, "where": UNKNOWN_BELOW if table.row else UNKNOWN_AT_THE_TOP}
            unread.append(Fault("REC208", Place(grid.file, grid.sheet, table.row), values=values))
    # A hidden sheet beside a visible one of the same table is most likely an old copy: it is told, and not read twice.
    for grid, where in hidden:
        if shown & set(where.assignment.tables):
            unread.append(Fault("REC209", Place(grid.file, grid.sheet), values={"rows": grid.frame.height, "kind": _HIDDEN}))
        else:
            yield grid, where
