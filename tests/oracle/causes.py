"""Why puxi and the oracle differ about a household: the decided differences of README.md, each with a test for its presence.

A difference that has none of these causes fails the test. When puxi is mended, its cause is deleted here and in README.md.
"""

from __future__ import annotations

from tests.oracle.identification import World
from tests.oracle.register import Household

ITEM_COLUMNS = {"危房户", "危房级别", "是否解决安全饮用水", "饮水困难", "是否不愁吃", "是否不愁穿"}


def cause(world: World, household: Household) -> str | None:
    for name, holds in CAUSES.items():
        if holds(world, household):
            return name
    return None


def _missing_column(world: World, household: Household) -> bool:
    headings = set(household.row)
    return not headings >= ITEM_COLUMNS | {"首次识别时间", "脱贫属性", "脱贫年度"} or any(
        heading not in household.member_headings
        for heading in ("在校生状况", "是否参加城乡居民基本医疗保险", "是否参加大病保险", "失学或辍学原因")
    )


CAUSES = {
    "column missing": _missing_column,
}

__all__ = ["CAUSES", "cause"]
