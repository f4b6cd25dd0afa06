"""All facts of a household, put together of blocks."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

import narwhals as nw

from puxi_cli.facts.agreed import differing
from puxi_cli.facts.blocks import Block, reach, with_blocks
from puxi_cli.facts.head_numbers import HEAD_NUMBERS
from puxi_cli.facts.helpers import HELPERS
from puxi_cli.facts.homes import HOMES
from puxi_cli.facts.household_rows import HOUSEHOLD_ROWS, household_rows
from puxi_cli.facts.incomes import REFERENCE
from puxi_cli.facts.inspected import INSPECTED
from puxi_cli.facts.land import LAND
from puxi_cli.facts.members import MEMBERS
from puxi_cli.facts.money import MONEY
from puxi_cli.facts.names import plain_name
from puxi_cli.facts.procedures import PROCEDURES
from puxi_cli.facts.standing import STANDING
from puxi_cli.facts.tables import Tables
from puxi_cli.records.fields import fields_of
from puxi_cli.records.household import Household
from puxi_cli.registry import KEY

_BLOCKS: tuple[Block, ...] = (
    *HOUSEHOLD_ROWS,
    *STANDING,
    *REFERENCE,
    *MONEY,
    *MEMBERS,
    *LAND,
    *HOMES,
    *HELPERS,
    *HEAD_NUMBERS,
    *PROCEDURES,
    *INSPECTED,
)


def household_facts(tables: Tables, wanted: Collection[str] | None = None) -> nw.LazyFrame[Any]:
    """One row per household: its fields, and of these the blocks that hold what is wanted (None: all)

    identified_year    year of first identification
    relapsed_year      year of the relapse
    exit_year_told     a year of exit is written; null where it cannot be read
    exited_status      its status says it has left the register
    relapse_dated      its relapse has a place beside its exit: the status says 返贫, or says nothing and both are of one year
    back_since_exit    its relapse is of a year after its exit
    relapse_later      the status says 返贫, and the relapse is of the year of exit or a later one
    file_day           the day (text) that the file says it was made on
    member_rows        rows of members, also of those who left; null where no person was read
    members, heads     members and heads present (`in_household`)
    unsure             rows that may or may not be a present member, or a head: a relation, a time of leaving or a household number
                       there cannot be read (the latter in the row before or behind this household's)
    rows_beside        of these, rows before or behind its own whose household number cannot be read
    somebody_stays     a member had not left by the day asked; null where that cannot be told
    id_rows, id_twin   rows with this household number; the row of another one
    village_unlisted   the lists of members name nobody of its village (`facts.membership.villages_unlisted`)
    village_known      its village stands among the villages; null where no village was read
    and those of `facts.standing` (its status on the day), `facts.members`, `facts.incomes`, `facts.money`, `facts.procedures`,
    `facts.homes`, `facts.land`, `facts.helpers`, `facts.head_numbers`, `facts.inspected`.
    """
    return with_blocks(household_rows(tables), tables, _BLOCKS, wanted)


def household_reach(wanted: Collection[str]) -> frozenset[str]:
    """See `facts.blocks.reach`."""
    return reach(_BLOCKS, wanted)


def household_row_facts(tables: Tables, fields: list[str]) -> nw.LazyFrame[Any]:
    """One row per household of a flat list: `household_id`, `_key` of its first row, and

    fields_that_differ   how many household fields have two different values among the household's rows (blanks aside, as those within a name are)
    """
    rows = tables["household_rows"].filter(~nw.col("household_id").is_null())
    of_people = {name for name, cell in fields_of(Household).items() if cell.personal == "name"}
    as_text = {name: nw.col(name).cast(nw.String) for name in fields}
    rows = rows.with_columns(plain_name(text) if name in of_people else text for name, text in as_text.items())
    differ = differing(rows, ["household_id"], fields, {KEY: nw.col(KEY).min()})
    count = nw.sum_horizontal(*(nw.col(name).cast(nw.Int64) for name in fields))
    return differ.select("household_id", KEY, count.alias("fields_that_differ"))
