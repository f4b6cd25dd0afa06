"""Facts of the head's identity number that stands in a household's own row: how many households have it."""

from __future__ import annotations

from typing import Any

import narwhals as nw

from puxi_cli.facts.blocks import Block
from puxi_cli.facts.fact import Fact
from puxi_cli.facts.names import core_of_number
from puxi_cli.facts.person_rows import shared_homes
from puxi_cli.facts.sharing import another, sharing
from puxi_cli.facts.tables import Tables
from puxi_cli.records.identity import NO_NUMBER_PREFIX
from puxi_cli.registry import KEY, NUMBER

_LEAST = 15  # characters of an identity number


def _with_heads_number(households: nw.LazyFrame[Any], tables: Tables) -> nw.LazyFrame[Any]:
    """Add, of the head's number in a household's row

    head_has_number       it is one, and does not say that the head has none
    head_number_homes     how many households have it in their rows; 1 where it stands in the list of persons in several households, whose
                          rows tell it
    head_number_twin      the row of another household with it
    head_number_homes_first  the first row with it
    """
    number = nw.col("head_id_no")
    has = (~number.str.starts_with(NO_NUMBER_PREFIX) & (number.str.len_chars() >= _LEAST)).fill_null(False)
    households = households.with_columns(has.alias("head_has_number"), nw.when(has).then(core_of_number(number)).alias("_core"))
    rows = tables["households"].filter(has, ~nw.col("household_id").is_null())
    rows = rows.select("household_id", KEY, core_of_number(number).alias("_core"))
    homes = rows.group_by("_core", "household_id").agg(nw.col(KEY).min().alias(KEY))
    shared = sharing(homes, ["_core"], "head_number_homes").filter(nw.col("head_number_homes") > 1)
    told = shared_homes(tables).group_by(NUMBER).agg(nw.len().alias("_homes")).filter(nw.col("_homes") > 1)
    told = told.select(core_of_number(nw.col(NUMBER)).alias("_core")).unique()
    shared = shared.join(told, on="_core", how="anti")
    households = households.join(shared, on="_core", how="left")
    return households.with_columns(
        nw.when(nw.col("head_has_number")).then(nw.col("head_number_homes").fill_null(1)).alias("head_number_homes"),
        another("head_number_homes").alias("head_number_twin"),
    ).drop("_core", "head_number_homes_last")


HEAD_NUMBERS = (
    Block(("head_has_number", "head_number_homes", "head_number_twin", "head_number_homes_first"), _with_heads_number),
)

FACTS = (Fact("head_has_number", reads=("households.head_id_no",)), Fact("head_number_homes", reads=("households.head_id_no",)))
