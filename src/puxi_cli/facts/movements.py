"""What became of a person between two days: the parts of which the flow of a year is made, and by which two registers are compared.

Every part has its own cause, none is what is left over: start − exited + new + returned + natural increase − natural decrease = end.
"""

from __future__ import annotations

from typing import Any

import narwhals as nw

from puxi_cli.facts.days import counts_from, on_or_before
from puxi_cli.facts.listing import poor_on
from puxi_cli.facts.membership import SINCE, present_on

PARTS = ("start", "exited", "new", "returned", "natural_increase", "natural_decrease", "end")


def with_movements(persons: nw.LazyFrame[Any], before: str, day: str) -> nw.LazyFrame[Any]:
    """Add to the rows of `register_persons` whether a person belongs to each of `PARTS`, after `before` and up to `day`.

    Who counts at the start and not at the end belongs to one of exited and natural decrease; who counts at the end and not at the start
    to one of new, returned and natural increase; nobody else to any of them. Beside the parts: `there` on the day, and `poor` and
    `was_poor`, of the household on the day and before.
    """

    def since(moment: nw.Expr) -> nw.Expr:
        return on_or_before(moment, day) & ~on_or_before(moment, before)

    # In steps, so that each is worked out once: what follows reads columns, and not one condition within another.
    persons = persons.with_columns(
        poor_on(before).alias("was_poor"),
        poor_on(day).alias("poor"),
        present_on(before).alias("_was_there"),
        present_on(day).alias("there"),
        since(nw.col("identified_on")).alias("_identified"),
        since(nw.col("exit_on")).alias("_exited"),
        since(nw.col("relapsed_on")).alias("_relapsed"),
        since(counts_from(nw.col(SINCE))).alias("_joined"),
        since(counts_from(nw.col("left"))).alias("_left"),
    )
    persons = persons.with_columns(
        (nw.col("was_poor") & nw.col("_was_there")).alias("start"), (nw.col("poor") & nw.col("there")).alias("end")
    )
    went, came = nw.col("start") & ~nw.col("end"), nw.col("end") & ~nw.col("start")
    left, identified = nw.col("_left"), nw.col("_identified")
    persons = persons.with_columns(
        (went & ~left & nw.col("_exited")).alias("exited"),
        (went & left).alias("natural_decrease"),
        (came & identified).alias("new"),
        (came & ~identified & nw.col("_relapsed") & ~nw.col("was_poor")).alias("returned"),
        (came & ~identified & nw.col("_joined") & nw.col("was_poor")).alias("natural_increase"),
    )
    return persons.drop("_was_there", "_identified", "_exited", "_relapsed", "_joined", "_left")
