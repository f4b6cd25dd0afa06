"""Facts of a household's procedures (table 程序): which steps are on file, in order, made public long enough, signed, with evidence.

Steps are compared by name without blanks and brackets' contents. A household of which no step is on file says nothing: null.
"""

from __future__ import annotations

from typing import Any

import narwhals as nw

from puxi_cli.facts.blocks import Block
from puxi_cli.facts.days import day_number
from puxi_cli.facts.tables import Tables

PROCEDURES_BY_NAME = {"identification": "识别", "exit": "退出"}


def _of(name: str, households: nw.LazyFrame[Any], tables: Tables) -> nw.LazyFrame[Any]:
    """Add the facts of one procedure, each beginning with its name.

    `_steps`        steps on file; 0 where there is none
    `_missing`      required steps that are not on file
    `_undated`      steps on file without a day
    `_ordered`      no step is dated before one that goes before it; null where a day is missing
    `_short`        steps made public for too short a time; `_public_unknown` those of which it cannot be told
    `_unsigned`, `_unproved`   steps without a signature, without evidence
    `_own_signature`           the household's own signature is on file
    """
    law = tables.law
    required = law.named(f"{name}_steps").value
    public, own = law.publicity_steps.value, law.household_signature_steps.value
    least = law.publicity_days.value
    steps = tables["steps"].filter(nw.col("procedure") == PROCEDURES_BY_NAME[name])
    days = day_number(nw.col("public_until")) - day_number(nw.col("day"))
    is_public = nw.col("step").is_in(list(public))
    steps = steps.with_columns(
        (is_public & (days < least)).fill_null(False).alias("_short"),
        (is_public & days.is_null()).alias("_public_unknown"),
        nw.col("signed_by").is_null().alias("_unsigned"),
        nw.col("proof").is_null().alias("_unproved"),
        nw.col("day").is_null().alias("_undated"),
        (nw.col("step").is_in(list(own)) & ~nw.col("signed_by").is_null()).alias("_own"),
    )
    totals = {
        "_short": "short", "_public_unknown": "public_unknown", "_unsigned": "unsigned", "_unproved": "unproved",
        "_undated": "undated", "_own": "own_rows",
    }  # fmt: skip
    groups = steps.group_by("household_id").agg(
        nw.len().alias(f"{name}_steps"),
        *(nw.col(old).cast(nw.Int64).sum().alias(f"{name}_{new}") for old, new in totals.items()),
        *((nw.col("step") == step).fill_null(False).cast(nw.Int64).sum().alias(f"_has_{n}") for n, step in enumerate(required)),
        *(nw.when(nw.col("step") == step).then(nw.col("day")).min().alias(f"_first_{n}") for n, step in enumerate(required)),
        *(nw.when(nw.col("step") == step).then(nw.col("day")).max().alias(f"_last_{n}") for n, step in enumerate(required)),
    )
    households = households.join(groups, on="household_id", how="left")
    there = nw.col(f"{name}_steps") > 0
    missing = nw.sum_horizontal(*((nw.col(f"_has_{n}") == 0).fill_null(False).cast(nw.Int64) for n in range(len(required))))
    wrong = nw.lit(False)
    for later in range(1, len(required)):
        for earlier in range(later):
            wrong = wrong | (nw.col(f"_first_{later}") < nw.col(f"_last_{earlier}")).fill_null(False)
    ordered = nw.when(wrong).then(nw.lit(False)).otherwise(nw.when(nw.col(f"{name}_undated") == 0).then(nw.lit(True)))
    households = households.with_columns(
        nw.when(there).then(missing).alias(f"{name}_missing"),
        nw.when(there).then(ordered).alias(f"{name}_ordered"),
        nw.when(there).then(nw.col(f"{name}_own_rows") > 0).alias(f"{name}_own_signature"),
    )
    spare = [f"_{part}_{n}" for part in ("has", "first", "last") for n in range(len(required))]
    return households.drop(f"{name}_own_rows", *spare).with_columns(nw.col(f"{name}_steps").fill_null(0))


def _block(name: str) -> Block:
    facts = ("steps", "missing", "ordered", "short", "public_unknown", "unsigned", "unproved", "undated", "own_signature")
    return Block(tuple(f"{name}_{fact}" for fact in facts), lambda frame, tables: _of(name, frame, tables))


PROCEDURES = tuple(_block(name) for name in PROCEDURES_BY_NAME)
