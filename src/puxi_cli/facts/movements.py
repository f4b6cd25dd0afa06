"""What became of a person between two days: the conditions of which the flow of a year is made, and what two registers are compared by.

Every part has its own cause, none is what is left over: start − exited + new + returned + natural increase − natural decrease = end.
"""

from __future__ import annotations

import narwhals as nw

from puxi_cli.facts.days import counts_from, on_or_before
from puxi_cli.facts.households import poor_on
from puxi_cli.facts.persons import present_on
from puxi_cli.facts.register import counted_on

PARTS = ("start", "exited", "new", "returned", "natural_increase", "natural_decrease", "end")


def since(moment: nw.Expr, before: str, day: str) -> nw.Expr:
    """Whether a day (text) has come by `day` and had not by `before`; a day that is not known has not come."""
    return on_or_before(moment, day) & ~on_or_before(moment, before)


def movements(before: str, day: str) -> dict[str, nw.Expr]:
    """By name of `PARTS`, whether a person of `register_persons` belongs to it after `before` and up to `day`.

    Who counts at the start and not at the end belongs to one of exited and natural decrease; who counts at the end and not at the
    start to one of new, returned and natural increase; nobody else to any of them.
    """
    start, end = counted_on(before), counted_on(day)
    left = since(counts_from(nw.col("left")), before, day)
    joined = since(counts_from(nw.col("joined")), before, day)
    identified = since(nw.col("identified_on"), before, day)
    relapsed = since(nw.col("relapsed_on"), before, day)
    went = start & ~end
    came = end & ~start
    return {
        "start": start,
        "exited": went & ~left & since(nw.col("exit_on"), before, day),
        "natural_decrease": went & left,
        "new": came & identified,
        "returned": came & ~identified & relapsed & present_on(day) & ~poor_on(before),
        "natural_increase": came & ~identified & joined & poor_on(before),
        "end": end,
    }
