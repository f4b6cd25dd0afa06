"""Words on their way to a page: columns, and cells with a style."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from puxi_cli.text.words import Text


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: its heading, figures to the right, its share of the width, whether it is never folded.

    `most` is the greatest part of the page's width it may take; only columns with a `share` grow beyond their content.
    """

    head: Text | str
    right: bool = False
    share: int | None = None
    most: float | None = None
    whole: bool = False


class Fit(NamedTuple):
    """How wide a column is on a terminal, as `Column` says."""

    share: int | None = None
    most: float | None = None
    whole: bool = False


@dataclass(frozen=True, slots=True)
class Styled:
    """Text with a style, shown where the page has colours."""

    text: Text | str
    style: str = ""


@dataclass(frozen=True, slots=True)
class Marked:
    """Words of a cell that are seen from afar: `mark` is pass, fail, unknown, error, warning or notice. The words say the same."""

    text: Text | str
    mark: str = ""


Cell = Text | str | Styled | Marked

MARKS = {"fail": "bold red", "unknown": "yellow", "error": "red", "warning": "yellow", "notice": "cyan"}


def styled(cell: Cell, styles: Mapping[str, str] = MARKS) -> Styled:
    """A cell as a terminal shows it."""
    if isinstance(cell, Marked):
        return Styled(cell.text, styles.get(cell.mark, ""))
    return cell if isinstance(cell, Styled) else Styled(cell)
