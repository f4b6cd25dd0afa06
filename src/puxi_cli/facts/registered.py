"""What a person's household is: its standing and kind, on every person's row."""

from __future__ import annotations

from typing import Any

import narwhals as nw

from puxi_cli.facts.blocks import Block, with_blocks
from puxi_cli.facts.standing import STANDING
from puxi_cli.facts.tables import Tables

# Names of facts of the household as a person's row has them.
_OF_HOUSEHOLD = {
    "on_list": "on_list", "standing": "standing", "registered": "registered", "on_register": "on_register", "poor_type": "household_poor_type",
    "village": "village", "county": "county",
}  # fmt: skip
_YES_NO = ("on_list", "registered", "on_register")


def _with_household(persons: nw.LazyFrame[Any], tables: Tables) -> nw.LazyFrame[Any]:
    """A household number that stands twice says nothing certain, unless both rows say the same."""
    households = with_blocks(tables["households"], tables, STANDING, None).filter(~nw.col("household_id").is_null())
    texts = households.with_columns(nw.col(name).cast(nw.Int64).alias(name) for name in _YES_NO)
    least = texts.group_by("household_id").agg(
        *(nw.col(name).min().alias(f"{name}_least") for name in _OF_HOUSEHOLD),
        *(nw.col(name).max().alias(f"{name}_most") for name in _OF_HOUSEHOLD),
    )
    agreed = least.select(
        "household_id",
        *(
            nw.when(nw.col(f"{name}_least") == nw.col(f"{name}_most")).then(nw.col(f"{name}_least")).alias(new)
            for name, new in _OF_HOUSEHOLD.items()
        ),
    ).with_columns(nw.col(name) == 1 for name in _YES_NO)
    return persons.join(agreed, on="household_id", how="left")


REGISTERED = (Block(tuple(_OF_HOUSEHOLD.values()), _with_household),)
