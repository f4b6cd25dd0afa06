"""Who a cadre is, when they were born, and which cadre a row of care is about."""

from __future__ import annotations

from typing import Any

import narwhals as nw

from puxi_cli.facts.membership import cannot_read
from puxi_cli.registry import KEY
from puxi_cli.systems.calendar.records import IN_POST, LUNAR

# The first row (its KEY) of the person that a row of cadres is; of whom a row of care is about, null where that cannot be told.
PERSON = "_person"
# Month and day of the birthday, and of the family's, as MM-DD; null where they are not known, or are by the lunar calendar.
BORN, FAMILY_BORN = "_month_day", "_family_month_day"
_NUMBERS = ("id_no", "cadre_id", "phone")
_WAYS = ("cadre_id", "id_no", "phone", "name")


def cadres_known(cadres: nw.LazyFrame[Any]) -> nw.LazyFrame[Any]:
    """The rows of cadres with PERSON, BORN, FAMILY_BORN and `in_post` (a blank says so; null where the state cannot be read).

    Rows of several sheets with the same identity number, else the same number, else the same telephone, are one person.
    """
    told = nw.coalesce(*(nw.concat_str([nw.lit(f"{name} "), nw.col(name)]) for name in _NUMBERS))
    cadres = cadres.with_columns(nw.coalesce(told, nw.concat_str([nw.lit("row "), nw.col(KEY).cast(nw.String)])).alias("_who"))
    first = cadres.group_by("_who").agg(nw.col(KEY).min().alias(PERSON))
    family = nw.when(nw.col("family_birth").str.len_chars() == 10).then(nw.col("family_birth").str.slice(5, 5))
    return (
        cadres.join(first, on="_who", how="left")
        .drop("_who")
        .with_columns(
            _born().alias(BORN),
            nw.coalesce(family, nw.col("family_birth")).alias(FAMILY_BORN),
            nw.when(~cannot_read("state")).then((nw.col("state").fill_null(IN_POST)) == IN_POST).alias("in_post"),
        )
    )


def _born() -> nw.Expr:
    """As written, with or without the year, else by the identity number."""
    number, birth = nw.col("id_no"), nw.col("birth")
    length = number.str.len_chars()
    digits = nw.when(length == 18).then(number.str.slice(10, 4)).otherwise(nw.when(length == 15).then(number.str.slice(8, 4)))
    by_number = nw.concat_str([digits.str.slice(0, 2), digits.str.slice(2, 2)], separator="-")
    whole = nw.when(birth.str.len_chars() == 10).then(birth.str.slice(5, 5))
    written = nw.coalesce(whole, nw.when(birth.str.len_chars() == 5).then(birth))
    solar = (nw.col("lunar") != LUNAR).fill_null(True) & ~cannot_read("lunar")
    return nw.when(solar & ~cannot_read("birth")).then(nw.coalesce(written, by_number))


def care_of_people(care: nw.LazyFrame[Any], cadres: nw.LazyFrame[Any], ways: frozenset[str]) -> nw.LazyFrame[Any]:
    """The rows of care with PERSON. A row speaks by the first of four ways that it fills and that some cadre fills (`ways`).

    A value that two people have tells nobody; names are compared without blanks. `cadres` has PERSON (`cadres_known`).
    """
    care = care.with_columns(_plain("name").alias("_plain"))
    cadres = cadres.with_columns(_plain("name").alias("_plain"))
    used = [way for way in _WAYS if way in ways]
    for way in used:
        column = "_plain" if way == "name" else way
        named = cadres.select(column, PERSON).filter(~nw.col(column).is_null()).unique()
        one = named.group_by(column).agg(nw.len().alias("_people"), nw.col(PERSON).min().alias(f"_by_{way}"))
        care = care.join(one.filter(nw.col("_people") == 1).select(column, f"_by_{way}"), on=column, how="left")
    found = nw.lit(None, dtype=nw.Int64)
    for way in reversed(used):
        found = nw.when(~nw.col(way).is_null()).then(nw.col(f"_by_{way}").cast(nw.Int64)).otherwise(found)
    return care.with_columns(found.alias(PERSON)).drop("_plain", *(f"_by_{way}" for way in used))


def _plain(name: str) -> nw.Expr:
    """A name as it is compared."""
    return nw.col(name).str.replace_all("[ 　·•．.]", "")
