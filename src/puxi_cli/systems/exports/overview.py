"""A whole export on one page: what its other products say, put together, and which files lie beside it."""

from __future__ import annotations

from dataclasses import dataclass

from puxi_cli.findings import Checked, Verdict
from puxi_cli.systems.figures.figures import Figures, RateFigures, StandardFigures
from puxi_cli.systems.rectification.progress import Progress
from puxi_cli.systems.reference.law_numbers import LawNumbers
from puxi_cli.text.words import Text


@dataclass(frozen=True, slots=True)
class Product:
    """A file of the export: its path as seen from the page, and what it is."""

    path: str
    what: Text


@dataclass(frozen=True, slots=True)
class Overview:
    """Everything a page of a whole export shows.

    `checked` holds the findings, rules and inputs of all commands together; `identified` and `exits` are the verdicts of `identify` and
    `exit`, told apart because they are of different kinds. `tables` are standard tables, `numbers` the law's in force on the day. Of
    `progress` only what does not change with the clock is shown.
    """

    name: str
    as_of: str
    region: str | None
    figures: Figures
    checked: Checked
    rates: RateFigures | None = None
    tables: tuple[StandardFigures, ...] = ()
    identified: tuple[Verdict, ...] = ()
    exits: tuple[Verdict, ...] = ()
    progress: Progress | None = None
    numbers: LawNumbers | None = None
    files: tuple[Product, ...] = ()
    notes: tuple[Text, ...] = ()
