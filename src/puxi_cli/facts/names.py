"""Names and numbers of people as facts compare them."""

from __future__ import annotations

import narwhals as nw


def plain_name(name: nw.Expr) -> nw.Expr:
    """A name as it is compared: without blanks, with one middle dot."""
    return name.str.replace_all("[\\s\u00a0\u3000]", "").str.replace_all("[•・．‧∙⋅･.]", "·")


def core_of_number(number: nw.Expr) -> nw.Expr:
    """The 17 characters that any form of an identity number shares; the form of 15 lacks its century."""
    old = nw.concat_str([number.str.slice(0, 6), nw.lit("19"), number.str.slice(6, 9)])
    return nw.when(number.str.len_chars() == 15).then(old).otherwise(number.str.slice(0, 17))
