"""What a fact is called and what it is made of: said once, in the module that computes it, and read by whoever explains a rule."""

from __future__ import annotations

from dataclasses import dataclass

from puxi_cli.text.words import Text

# Of which year the row of a yearly table is that a fact is made of: of the day, the last whole one, the one before; or a fact says it.
THIS_YEAR, LAST_YEAR, YEAR_BEFORE = "this year", "last whole year", "year before"


@dataclass(frozen=True)
class Fact:
    """A column that a module of facts adds to a frame.

    name, words    how rules name it, and what a reader of a criterion calls it; without words nobody reads it, or a field's heading serves
    reads          columns (`table.field`) without which it is unknown for every row; `a|b` is either of two. A field has none
    also           further columns whose blank leaves it unknown
    readable       columns of which a blank says something: only a cell that cannot be read leaves it unknown
    blank_beside   (column, field): a blank there leaves it unknown where the field of the same row says something
    of             the table whose rows have it, where it is made of facts of other rows: those are `made_of`, (table, facts), and it
                   reads `beside` of its own; `there` and `on_register` among them also say which of those rows count
    year           of which year the row of a yearly table is: THIS_YEAR, LAST_YEAR, YEAR_BEFORE, or the fact that says it
    rows           (field, value): which rows of a table it is made of, beside whose they are
    numbers        numbers of the law that go into it, and not only into a rule that reads it
    any_row        a cell that cannot be read in any row of another table leaves it unknown: what is looked for may stand there
    open_above_0   it leaves a rule unknown where it is more than 0; `open_unless` where it differs from that fact
    asked_where    the fact that must hold for it to be asked
    unknown        what is said where it is unknown though every cell is there and readable
    """

    name: str
    words: Text | None = None
    reads: tuple[str, ...] = ()
    also: tuple[str, ...] = ()
    readable: tuple[str, ...] = ()
    blank_beside: tuple[tuple[str, str], ...] = ()
    of: str = ""
    made_of: tuple[tuple[str, tuple[str, ...]], ...] = ()
    beside: tuple[str, ...] = ()
    year: str | None = None
    rows: tuple[str, str] | None = None
    numbers: tuple[str, ...] = ()
    any_row: bool = False
    open_above_0: bool = False
    open_unless: str | None = None
    asked_where: str | None = None
    unknown: Text | None = None
