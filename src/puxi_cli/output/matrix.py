"""A table with more columns than a page is wide: in several blocks, each with the names of its rows."""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len

from puxi_cli.output.lines import Column, Styled
from puxi_cli.output.page import Page
from puxi_cli.records.text import visible

_GAP = 3
_WIDEST_NAME = 20


def write_matrix(page: Page, name_head: str, heads: Sequence[str], rows: Sequence[tuple[str, Sequence[str | Styled]]]) -> None:
    """Rows by name; columns that do not fit beside each other follow in a further block under the same names."""
    widths = [
        max(cell_len(head), *(cell_len(_text(cells[index])) for _, cells in rows)) + _GAP for index, head in enumerate(heads)
    ]
    named = min(_WIDEST_NAME, max(cell_len(name) for name in (name_head, *(visible(name) for name, _ in rows)))) + _GAP
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


def _text(cell: str | Styled) -> str:
    return visible(cell.text if isinstance(cell, Styled) else cell)
