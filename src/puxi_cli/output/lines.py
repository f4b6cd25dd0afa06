"""Words on their way to a page: columns, and cells with a style."""

from __future__ import annotations

from dataclasses import dataclass

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


@dataclass(frozen=True, slots=True)
class Styled:
    """Text with a style, shown where the page has colours."""

    text: Text | str
    style: str = ""


Cell = Text | str | Styled
