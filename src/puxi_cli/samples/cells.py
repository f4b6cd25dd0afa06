"""What a planted error puts into a workbook where a plain value would not do."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ErrorValue:
    """A cell in which a formula failed."""

    text: str = "#N/A"
    formula: str = "=NA()"


@dataclass(frozen=True, slots=True)
class NoResult:
    """A formula whose result is not stored: another program wrote it and nobody has opened the file since."""

    formula: str


@dataclass(frozen=True, slots=True)
class Shift:
    """The cells of a row from `field` on stand one column to the left (-1: the cell at `field` was deleted) or to the right (1: a
    blank was put in there)."""

    field: str
    by: int
