"""Units as people write them behind a figure."""

from __future__ import annotations

import re

from puxi_cli.records.text import folded

# How a unit is written behind a figure, beside the unit itself.
_UNITS = {"平方米": ("平方", "平米", "㎡", "m2", "M2"), "月": ("个月",), "人": ("口人", "口"), "公里": ("km", "KM", "千米")}


def without_unit(text: str, unit: str) -> str:
    """The text of a figure without its own unit: 2650.5元 where yuan are wanted."""
    plain = folded(text)
    for one in (unit, *map(folded, _UNITS.get(unit, ()))):
        if plain.endswith(one) and re.fullmatch(r"[-+]?[0-9][0-9,.]*", plain.removesuffix(one)):
            return plain.removesuffix(one)
    return text
