"""Facts of a household's members, counted over those who are there (`facts.persons.there`)."""

from __future__ import annotations

from typing import Any

import narwhals as nw

from puxi_cli.facts import condition
from puxi_cli.facts.blocks import Block, with_blocks
from puxi_cli.facts.columns import HOME
from puxi_cli.facts.fact import Fact
from puxi_cli.facts.keys import with_lost_beside
from puxi_cli.facts.logic import any_of, counted, left_over, unknown_of
from puxi_cli.facts.person_rows import person_rows
from puxi_cli.facts.tables import Tables
from puxi_cli.text.words import Text

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
    persons = with_blocks(person_rows(tables), tables, condition.CONDITION, _FACTS).filter(nw.col("there").fill_null(True))
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

_OF_PERSONS = {fact.name: fact for fact in condition.FACTS}


def _any(name: str, words: Text | None, *made_of: str) -> Fact:
    """A fact of any member: it reads, and takes numbers of the law, as the facts and fields of persons do that it is made of."""
    reads = [column for one in made_of for column in (_OF_PERSONS[one].reads if one in _OF_PERSONS else (f"persons.{one}",))]
    numbers = [number for one in made_of if one in _OF_PERSONS for number in _OF_PERSONS[one].numbers]
    made = (("persons", ("there", *made_of)),)
    return Fact(name, words, reads=tuple(reads), of="households", made_of=made, numbers=tuple(numbers))


FACTS = (
    Fact(
        "members_there", Text("当日成员数", "members on the day"), reads=HOME, of="households", made_of=(("persons", ("there",)),)
    ),
    _any("any_dropout", Text("有适龄儿童失学辍学", "a child of school age is out of school"), "dropout"),
    _any(
        "any_healthy_dropout", Text("有健康适龄儿童失学辍学", "a healthy child of school age is out of school"), "healthy_dropout"
    ),
    _any("any_uninsured", Text("有成员未参保", "a member is not insured"), "insured"),
    _any("any_ill", Text("有患病成员", "a member is ill"), "ill"),
    _any("any_disabled", Text("有残疾成员", "a member is disabled"), "disabled"),
    _any("any_not_healthy", Text("有不健康的成员", "a member is not healthy"), "healthy"),
    _any("any_pupil", Text("有在校生", "a member is at school"), "at_school"),
    _any("any_minimum_living", None, "minimum_living"),
    _any("any_able_of_age", None, "able", "labour_age"),
    _any("any_working", None, "work_months"),
    _any("any_worker", None, "works"),
    _any("any_ill_without_serious", None, "ill", "serious_medical"),
    _any("any_adult", Text("有成年人", "a member is of age"), "grown_up"),
)
