"""Facts of a person in registers of earlier years (`Registry.earlier`): the grade one and two years before the snapshot's."""

from __future__ import annotations

from typing import Any

import narwhals as nw

from puxi_cli.facts.agreed import agreed
from puxi_cli.facts.blocks import Block
from puxi_cli.facts.fact import Fact
from puxi_cli.facts.tables import Tables
from puxi_cli.records.identity import NO_NUMBER_PREFIX
from puxi_cli.registry import EARLIER, NUMBER

_BEFORE = {1: "schooling_a_year_before", 2: "schooling_two_years_before"}


def _with_earlier(persons: nw.LazyFrame[Any], tables: Tables) -> nw.LazyFrame[Any]:
    """Two rows of one person and year that differ say nothing; nor does a number that says there is none."""
    if not tables.has(EARLIER):
        return persons.with_columns(nw.lit(None, dtype=nw.String).alias(fact) for fact in _BEFORE.values())
    year = int(tables.state[:4])
    known = tables[EARLIER].filter(~nw.col("number").str.starts_with(NO_NUMBER_PREFIX))
    for ago, fact in _BEFORE.items():
        then = agreed(known.filter(nw.col("year") == year - ago), ["number"], {"schooling": fact})
        persons = persons.join(then, left_on=NUMBER, right_on="number", how="left")
    return persons


GRADES_BEFORE = (Block(tuple(_BEFORE.values()), _with_earlier),)

FACTS = (
    Fact("schooling_a_year_before", reads=("persons.id_no", "persons.schooling")),
    Fact("schooling_two_years_before", reads=("persons.id_no", "persons.schooling")),
)
