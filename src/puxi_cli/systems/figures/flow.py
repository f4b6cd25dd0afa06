"""The flow of a year: start − exited + new + returned + natural increase − natural decrease = end.

Every part is counted from records by its own cause, none as what is left over: where the identity did not close, counting would be
wrong, and the report says so. A property test looks for a register that makes it fail.
Source: the flow table of the registers' verification (2013年底贫困人口 − 脱贫 + 新增 + 返贫 ± 自然增减 = 年底贫困人口).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import narwhals as nw

from puxi_cli.facts.movements import PARTS, with_movements
from puxi_cli.systems.figures.figures import Flow


def flow_parts(persons: nw.LazyFrame[Any], before: str, day: str) -> nw.LazyFrame[Any]:
    """One row: persons in each part of the flow after `before` (the last day of the year before) up to `day`."""
    return with_movements(persons, before, day).select(nw.col(name).cast(nw.Int64).sum() for name in PARTS)


def flow_of(year: int, row: Mapping[str, Any]) -> Flow:
    """The parts as a flow; an empty register has none of anybody."""
    return Flow(year, **{name: int(row[name] or 0) for name in PARTS})
