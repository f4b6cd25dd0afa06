"""Names of people as facts compare them."""

from __future__ import annotations

import narwhals as nw


def plain_name(name: nw.Expr) -> nw.Expr:
    """A name as it is compared: without blanks, with one middle dot."""
    return name.str.replace_all(r"\s", "").str.replace_all("[•・．‧∙⋅･.]", "·")
