"""From when a date counts that is known only in part.

Identification, relapse, joining and leaving known by month count from its first day, known by year from 31 December; an exit is
known by its year and counts from 31 December, because exits are marked in the year-end adjustment.
"""

from __future__ import annotations

import narwhals as nw


def counts_from(partial: nw.Expr) -> nw.Expr:
    """The day (text, YYYY-MM-DD) from which YYYY, YYYY-MM or YYYY-MM-DD counts; null stays null."""
    length = partial.str.len_chars()
    whole = nw.when(length == 10).then(partial)
    month = nw.when(length == 7).then(nw.concat_str([partial, nw.lit("-01")]))
    year = nw.when(length == 4).then(nw.concat_str([partial, nw.lit("-12-31")]))
    return nw.coalesce(whole, month, year)


def year_of(partial: nw.Expr) -> nw.Expr:
    """The year as a whole number."""
    return partial.str.slice(0, 4).cast(nw.Int64)


def year_end(year: nw.Expr) -> nw.Expr:
    """31 December of a year, as text."""
    return nw.concat_str([year.cast(nw.String), nw.lit("-12-31")])


def on_or_before(day: nw.Expr, limit: str | nw.Expr) -> nw.Expr:
    """Whether a day (text) has come by another; a day that is not known has not come."""
    bound = nw.lit(limit) if isinstance(limit, str) else limit
    return (day <= bound).fill_null(False)
