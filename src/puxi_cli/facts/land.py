"""Facts of a household's land: per head of its members, or of its stated size where no member is told."""

from __future__ import annotations

from typing import Any

import narwhals as nw

from puxi_cli.facts.blocks import Block
from puxi_cli.facts.columns import LEAVING, REASON_BESIDE
from puxi_cli.facts.fact import Fact
from puxi_cli.facts.tables import Tables


def _with_land(households: nw.LazyFrame[Any], tables: Tables) -> nw.LazyFrame[Any]:
    members, size = nw.col("members_there"), nw.col("size")
    heads = nw.coalesce(nw.when(members > 0).then(members), nw.when(size > 0).then(size))
    return households.with_columns(heads.alias("heads_counted")).with_columns(
        (nw.col("farmland") / nw.col("heads_counted")).alias("farmland_per_head"),
        (nw.col("forest") / nw.col("heads_counted")).alias("forest_per_head"),
    )


LAND = (Block(("heads_counted", "farmland_per_head", "forest_per_head"), _with_land, ("members_there",), joins=False),)

FACTS = (
    *(
        Fact(
            f"{land}_per_head",
            reads=(f"households.{land}", "persons.household_id|households.size"),
            readable=LEAVING,
            blank_beside=REASON_BESIDE,
        )
        for land in ("farmland", "forest")
    ),
)
