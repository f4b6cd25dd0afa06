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


def day_number(day: nw.Expr) -> nw.Expr:
    """Days since 1 March of the year 0 (proleptic Gregorian) of a day (text): differences of it are days.

    Whole numbers only, because engines do not agree on the difference of two dates.
    """
    month = day.str.slice(5, 2).cast(nw.Int64)
    late = (month <= 2).cast(nw.Int64)
    year = day.str.slice(0, 4).cast(nw.Int64) - late
    of_year = ((month + 12 * late - 3) * 153 + 2) // 5 + day.str.slice(8, 2).cast(nw.Int64) - 1
    return year * 365 + year // 4 - year // 100 + year // 400 + of_year


# Only the month of the day asked counts: who was born in June has had the birthday by the 30th.
_LAST_DAY = {"02": 29, "04": 30, "06": 30, "09": 30, "11": 30}


def years_between(born: nw.Expr, day: str) -> nw.Expr:
    """Whole years from a day of birth known in whole or in part to a day; null where its unknown part decides.

    Who is born on 29 February is a year older from 1 March on.
    """
    oldest, youngest = _ages(born, day)
    return nw.when(oldest == youngest).then(oldest)


def years_reached(born: nw.Expr, years: int, day: str) -> nw.Expr:
    """Whether somebody is as many years old on a day, or older; null where the unknown part of the day of birth decides."""
    oldest, youngest = _ages(born, day)
    return nw.when(youngest >= years).then(nw.lit(True)).otherwise(nw.when(oldest < years).then(nw.lit(False)))


def _ages(born: nw.Expr, day: str) -> tuple[nw.Expr, nw.Expr]:
    """The greatest and the least age on a day that a day of birth, known in whole or in part, leaves."""
    length = born.str.len_chars()
    first = (
        nw.when(length == 10)
        .then(born)
        .otherwise(
            nw.when(length == 7).then(nw.concat_str([born, nw.lit("-01")])).otherwise(nw.concat_str([born, nw.lit("-01-01")]))
        )
    )
    last = (
        nw.when(length == 10)
        .then(born)
        .otherwise(
            nw.when(length == 7)
            .then(nw.concat_str([born, nw.lit(f"-{_LAST_DAY.get(day[5:7], 31)}")]))
            .otherwise(nw.concat_str([born, nw.lit("-12-31")]))
        )
    )
    oldest, youngest = (_years(moment, day) for moment in (first, last))
    return oldest, youngest


def _years(born: nw.Expr, day: str) -> nw.Expr:
    not_yet = (born.str.slice(5, 5) > nw.lit(day[5:])).cast(nw.Int64)
    return nw.lit(int(day[:4])) - born.str.slice(0, 4).cast(nw.Int64) - not_yet
