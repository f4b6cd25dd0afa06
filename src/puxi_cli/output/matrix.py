"""A table with more columns than a page is wide: in several blocks, each with the names of its rows."""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len

from puxi_cli.output.lines import Cell, Column
from puxi_cli.output.page import Page
from puxi_cli.text.words import Text

_GAP = 3
_WIDEST_NAME = 20


def write_matrix(
    page: Page, name_head: Text | str, heads: Sequence[Text | str], rows: Sequence[tuple[Text | str, Sequence[Cell]]]
) -> None:
    """Rows by name; columns that do not fit beside each other follow in a further block under the same names."""
    widths = [
        max(cell_len(page.words(head)), *(cell_len(page.words(cells[index])) for _, cells in rows)) + _GAP
        for index, head in enumerate(heads)
    ]
    named = min(_WIDEST_NAME, max(cell_len(page.words(name)) for name in (name_head, *(name for name, _ in rows)))) + _GAP
    room = page.width - named + _GAP
    for number, block in enumerate(_blocks(widths, room)):
        if number:
            page.line()
        columns = [Column(name_head), *(Column(heads[index], right=True) for index in block)]
        page.table(columns, [[name, *(cells[index] for index in block)] for name, cells in rows])


def _blocks(widths: Sequence[int], room: int) -> list[list[int]]:
    """The columns in groups that fit; a column wider than the page stands alone."""
    blocks: list[list[int]] = [[]]
    left = room
    for index, width in enumerate(widths):
        if blocks[-1] and width > left:
            blocks.append([])
            left = room
        blocks[-1].append(index)
        left -= width
    return blocks
