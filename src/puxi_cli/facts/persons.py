"""All facts of a person, put together of blocks."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

import narwhals as nw

from puxi_cli.facts.blocks import Block, reach, with_blocks
from puxi_cli.facts.condition import CONDITION
from puxi_cli.facts.duplicates import DUPLICATES
from puxi_cli.facts.earlier import GRADES_BEFORE
from puxi_cli.facts.heads import HEADS
from puxi_cli.facts.hits import HITS
from puxi_cli.facts.person_rows import PERSON_ROWS, person_rows
from puxi_cli.facts.registered import REGISTERED
from puxi_cli.facts.tables import Tables

_BLOCKS: tuple[Block, ...] = (*PERSON_ROWS, *DUPLICATES, *CONDITION, *HEADS, *GRADES_BEFORE, *REGISTERED, *HITS)


def person_facts(tables: Tables, wanted: Collection[str] | None = None) -> nw.LazyFrame[Any]:
    """One row per person: its fields, and of these the blocks that hold what is wanted (None: all)

    present            see `in_household`
    there              in the household on the day, or as it stands (`Tables.as_it_stands`); null where it cannot be read
    id_length          characters of the identity number
    has_number         the identity number is one, and does not say "no number"
    made_number_right  of a number that says "no number" and is built like a citizen's, whether its check character is right; else null
    file_day           the day (text) that the file says it was made on
    household_known    its household number stands among the households; null where no household was read
    number_here, number_here_twin        present rows of this household with this number, in any of its forms; another one's row
    number_here_first                    the first of these rows; null for a number that stands on one row of the files
    number_households, number_twin       households with this number; the row of one in another household
    person_id_rows, person_id_twin       present rows with this person number; the row of another one
    heads_here, head_twin                present heads of the household; the row of another one
    and those of `facts.condition` (age, school, health, work, insurance), `facts.registered` (what its household is), `facts.hits`
    (lists of other offices), `facts.heads`, `facts.earlier` (grades of the years before) and `facts.duplicates` (near and far).
    """
    return with_blocks(person_rows(tables), tables, _BLOCKS, wanted)


def person_reach(wanted: Collection[str]) -> frozenset[str]:
    """See `facts.blocks.reach`."""
    return reach(_BLOCKS, wanted)
