"""The columns of the sample's sheets: the canonical headings in the order of the models."""

from __future__ import annotations

from functools import cache

from puxi_cli.records.dates import PartialDate
from puxi_cli.records.fields import Cell, fields_of
from puxi_cli.records.kinds import Digits, FreeText, IdentityNumber, Opaque, Phone
from puxi_cli.records.place import column_letters
from puxi_cli.records.tables import MODELS

# Fields of the monitoring that began in 2020, which a register of 2018 has no columns of; and the head's number, which stands with the members.
_ELSEWHERE = {"monitored_type", "risk_cleared", "risk_since", "risk_until", "head_id_no"}


@cache
def columns_of(table: str) -> dict[str, Cell]:
    """The columns of a table's sheet by field name."""
    return {name: cell for name, cell in fields_of(MODELS[table]).items() if name not in _ELSEWHERE}


def sheet_of(table: str) -> str:
    """The name of a table's sheet, and of its CSV file."""
    return MODELS[table].table.sheet


def cell_name(table: str, index: int, field: str) -> str:
    """The name of a cell, as F37, from the row's index in the table: the headings stand in row 1."""
    return f"{column_letters(list(columns_of(table)).index(field))}{index + 2}"


def is_key(cell: Cell) -> bool:
    """Whether a column holds numbers or dates that are text, and is formatted as text."""
    return isinstance(cell.kind, Digits | IdentityNumber | Opaque | Phone | PartialDate)


def is_money(cell: Cell) -> bool:
    """Whether a column is in yuan and shows two decimals."""
    return cell.unit == "元"


def width_of(cell: Cell) -> int:
    """A column width (characters) in which heading and values are read without pulling."""
    if isinstance(cell.kind, IdentityNumber):
        return 23
    if is_key(cell):
        return 13
    if isinstance(cell.kind, FreeText):
        return 12
    return min(max(len(cell.heading) + 3, 9), 16)
