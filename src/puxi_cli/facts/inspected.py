"""What inspectors found when they checked a household again (table 抽查)."""

from __future__ import annotations

from typing import Any

import narwhals as nw

from puxi_cli.facts.blocks import Block
from puxi_cli.facts.days import on_or_before
from puxi_cli.facts.fact import Fact
from puxi_cli.facts.logic import any_of, counted, left_over
from puxi_cli.facts.tables import Tables
from puxi_cli.text.words import Text

# The conclusion of an inspection, and the fact that says whether any inspection by the day came to it.
CONCLUSIONS = {"错评": "found_wrongly_listed", "漏评": "found_missed", "错退": "found_wrong_exit", "漏退": "found_missed_exit"}


def _with_inspections(households: nw.LazyFrame[Any], tables: Tables) -> nw.LazyFrame[Any]:
    samples = tables["samples"].filter(nw.col("day").is_null() | on_or_before(nw.col("day"), tables.day))
    samples = samples.with_columns(
        *((nw.col("conclusion") == word).alias(fact) for word, fact in CONCLUSIONS.items()),
        (~nw.col("approves")).alias("disapproves"),
    )
    names = (*CONCLUSIONS.values(), "disapproves")
    groups = samples.group_by("household_id").agg(nw.len().alias("inspections"), *counted(names))
    households = households.join(groups, on="household_id", how="left")
    inspections = nw.when(~nw.col("household_id").is_null()).then(nw.col("inspections").fill_null(0))
    households = households.with_columns(inspections.alias("inspections"), *(any_of(name).alias(name) for name in names))
    return households.drop(*left_over(names))


INSPECTED = (Block(("inspections", *CONCLUSIONS.values(), "disapproves"), _with_inspections),)

FACTS = (
    Fact("inspections", Text("抽查次数", "inspections")),
    Fact("disapproves", Text("抽查时不认可", "did not approve when inspected"), reads=("samples.approves",)),
    Fact("found_wrong_exit", Text("抽查结论为错退", "inspectors found a wrong exit"), reads=("samples.conclusion",)),
)
