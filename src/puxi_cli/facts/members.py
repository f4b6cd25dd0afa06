"""Facts of a household's members, counted over those who are there (`facts.persons.there`)."""

from __future__ import annotations

from typing import Any

import narwhals as nw

from puxi_cli.facts.blocks import Block
from puxi_cli.facts.logic import any_of, counted, left_over, unknown_of
from puxi_cli.facts.persons import person_facts, with_lost_beside
from puxi_cli.facts.tables import Tables

# A condition of a person, and the fact that says whether it holds for any member; null where that cannot be told.
CONDITIONS = {
    "dropout": "any_dropout",
    "healthy_dropout": "any_healthy_dropout",
    "uninsured": "any_uninsured",
    "ill": "any_ill",
    "disabled": "any_disabled",
    "not_healthy": "any_not_healthy",
    "at_school": "any_pupil",
    "minimum_living": "any_minimum_living",
    "able_of_age": "any_able_of_age",
    "working": "any_working",
    "works": "any_worker",
    "ill_without_serious": "any_ill_without_serious",
    "grown_up": "any_adult",
}
_FACTS = (
    "there",
    "grown_up",
    "at_school",
    "school_age",
    "dropout",
    "healthy_dropout",
    "ill",
    "disabled",
    "healthy",
    "labour_age",
    "able",
    "works",
    "insured",
)


def _with_members(households: nw.LazyFrame[Any], tables: Tables) -> nw.LazyFrame[Any]:
    persons = person_facts(tables, _FACTS).filter(nw.col("there").fill_null(True))
    persons = persons.with_columns(
        (~nw.col("insured")).alias("uninsured"),
        (~nw.col("healthy")).alias("not_healthy"),
        (nw.col("able") & nw.col("labour_age")).alias("able_of_age"),
        (nw.col("work_months") > 0).alias("working"),
        (nw.col("ill") & ~nw.col("serious_medical")).alias("ill_without_serious"),
    )
    # A member whose presence is uncertain leaves unknown what rests on them alone: a condition that only they would fulfil.
    sure = nw.col("there").fill_null(False)
    persons = persons.with_columns(
        nw.when(sure | ~nw.col(name).fill_null(True)).then(nw.col(name)).alias(name) for name in CONDITIONS
    )
    groups = persons.group_by("household_id").agg(
        nw.len().alias("_rows"), nw.col("there").is_null().cast(nw.Int64).sum().alias("_unsure"), *counted(CONDITIONS)
    )
    households = households.join(groups, on="household_id", how="left")
    # A member whose household number cannot be read may be the one of whom a condition holds.
    households = (
        with_lost_beside(households, tables)
        .with_columns(
            nw.col("_unsure") + nw.col("_beside").fill_null(False).cast(nw.Int64),
            nw.col("_rows") + nw.col("_beside").fill_null(False).cast(nw.Int64),
            *(nw.col(name) + nw.col("_beside").fill_null(False).cast(nw.Int64) for name in unknown_of(CONDITIONS)),
        )
        .drop("_beside")
    )
    there: nw.Expr = nw.when(nw.col("_unsure").fill_null(0) == 0).then(nw.col("_rows").fill_null(0))
    if not tables.has("persons"):
        there = nw.lit(None, dtype=nw.Int64)
    somebody = nw.col("_rows") > nw.col("_unsure")
    return households.with_columns(
        there.alias("members_there"),
        *(nw.when(somebody).then(any_of(condition)).alias(fact) for condition, fact in CONDITIONS.items()),
    ).drop("_rows", "_unsure", *left_over(CONDITIONS))


MEMBERS = (Block(("members_there", *CONDITIONS.values()), _with_members),)
