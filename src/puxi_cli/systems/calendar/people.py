"""Which cadre a row of care is about: the same number, else identity number, else telephone, else a name that only one cadre has."""

from __future__ import annotations

from typing import Any

import narwhals as nw

from puxi_cli.facts.tables import Tables
from puxi_cli.registry import KEY

# The row of the cadre (its KEY) a row of care is about; null where none, or no single one, can be told.
CADRE = "_cadre"
_WAYS = ("cadre_id", "id_no", "phone", "name")


def care_of_cadres(tables: Tables) -> nw.LazyFrame[Any]:
    """The rows of care with CADRE. A row speaks by the first of the four ways that it fills; a value that two cadres have tells nobody."""
    care, cadres = tables["cadre_care"], tables["cadres"]
    for way in _WAYS:
        named = cadres.select(way, KEY).filter(~nw.col(way).is_null())
        one = named.group_by(way).agg(nw.len().alias("_rows"), nw.col(KEY).min().alias(f"_by_{way}")).filter(nw.col("_rows") == 1)
        care = care.join(one.select(way, f"_by_{way}"), on=way, how="left")
    found = nw.lit(None, dtype=nw.Int64)
    for way in reversed(_WAYS):
        found = nw.when(~nw.col(way).is_null()).then(nw.col(f"_by_{way}").cast(nw.Int64)).otherwise(found)
    return care.with_columns(found.alias(CADRE)).drop(*(f"_by_{way}" for way in _WAYS))
