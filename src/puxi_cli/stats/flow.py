"""The flow of a year: start − exited + new + returned + natural increase − natural decrease = end.

Every part is counted from records by its own cause, none as what is left over: where the identity did not close, counting would be
wrong, and the report says so. A property test looks for a register that makes it fail.
Source: the flow table of the registers' verification (2013年底贫困人口 − 脱贫 + 新增 + 返贫 ± 自然增减 = 年底贫困人口).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import narwhals as nw

from puxi_cli.facts.days import counts_from, on_or_before
from puxi_cli.facts.households import poor_on
from puxi_cli.facts.persons import present_on
from puxi_cli.facts.register import counted_on
from puxi_cli.figures import Flow

_PARTS = ("start", "exited", "new", "returned", "natural_increase", "natural_decrease", "end")


def flow_parts(persons: nw.LazyFrame[Any], before: str, day: str) -> nw.LazyFrame[Any]:
    """One row: persons in each part of the flow after `before` (the last day of the year before) up to `day`."""
    start, end = counted_on(before), counted_on(day)

    def within(moment: nw.Expr) -> nw.Expr:
        return on_or_before(moment, day) & ~on_or_before(moment, before)

    left = within(counts_from(nw.col("left")))
    joined = within(counts_from(nw.col("joined")))
    identified = within(nw.col("identified_on"))
    relapsed = within(nw.col("relapsed_on"))
    went = start & ~end
    came = end & ~start
    parts = {
        "start": start,
        "exited": went & ~left & within(nw.col("exit_on")),
        "natural_decrease": went & left,
        "new": came & identified,
        "returned": came & ~identified & relapsed & present_on(day) & ~poor_on(before),
        "natural_increase": came & ~identified & joined & poor_on(before),
        "end": end,
    }
    return persons.select(parts[name].cast(nw.Int64).sum().alias(name) for name in _PARTS)


def flow_of(year: int, row: Mapping[str, Any]) -> Flow:
    """The parts as a flow; an empty register has none of anybody."""
    return Flow(year, **{name: int(row[name] or 0) for name in _PARTS})
