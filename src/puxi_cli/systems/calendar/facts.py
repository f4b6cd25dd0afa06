"""Facts of cadres and of the care for them: the last birthday, and whether it was kept."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import timedelta
from typing import Any

import narwhals as nw

from puxi_cli.facts.blocks import Block, with_blocks
from puxi_cli.facts.days import day_number, year_of
from puxi_cli.facts.fact import Fact
from puxi_cli.facts.membership import cannot_read
from puxi_cli.facts.sharing import another, sharing
from puxi_cli.facts.subjects import Subject
from puxi_cli.facts.tables import Tables
from puxi_cli.registry import KEY
from puxi_cli.systems.calendar.people import CADRE, care_of_cadres
from puxi_cli.systems.calendar.records import IN_POST, LUNAR
from puxi_cli.text.words import Text

OWN, FAMILY = "本人生日", "家属生日"
GRACE = 7  # days before and behind a birthday within which it is kept
_LEAP_DAY, _OBSERVED = "02-29", "02-28"


def cadre_facts(tables: Tables, wanted: Collection[str] | None = None) -> nw.LazyFrame[Any]:
    """One row per cadre: its fields, and of these the blocks that hold what is wanted (None: all)

    in_post                            in the town's service; a blank says so; null where the state cannot be read
    birthday, family_birthday          the last one of which the days of grace are over (text); null by the lunar calendar
    birthday_covered, family_covered   some row of that kind of care falls in its month: the month is kept on file
    birthday_kept                      a day off and a cake within the days of grace; a column of cakes that nobody fills is not asked
    family_birthday_kept               a day off within them
    """
    cadres = tables["cadres"].with_columns(
        nw.when(~cannot_read("state")).then((nw.col("state").fill_null(IN_POST)) == IN_POST).alias("in_post")
    )
    return with_blocks(cadres, tables, _BLOCKS, wanted)


def care_facts(tables: Tables, wanted: Collection[str] | None = None) -> nw.LazyFrame[Any]:
    """One row per act of care: its fields, and

    days_off, days_off_twin, days_off_first   rows of the cadre's own birthday in the year of this one with a day off; another of them;
                                              the first
    """
    rows = care_of_cadres(tables).with_columns(year_of(nw.col("day_off")).alias("_year"))
    counted = ~nw.col(CADRE).is_null() & ~nw.col("_year").is_null() & (nw.col("care") == OWN)
    shared = sharing(rows.filter(counted), [CADRE, "_year"], "days_off")
    rows = rows.join(shared, on=[CADRE, "_year"], how="left")
    told = nw.when(counted)
    return rows.with_columns(
        told.then(nw.col("days_off").cast(nw.Int64)).alias("days_off"), told.then(another("days_off")).alias("days_off_twin")
    ).drop(CADRE, "_year", "days_off_last")


def _birthdays(month_day: nw.Expr, tables: Tables) -> nw.Expr:
    """The last birthday (text) of which the days of grace are over on the day; 29 February is kept on the 28th in other years."""
    over = (tables.law.day - timedelta(days=GRACE + 1)).isoformat()
    year = int(over[:4])
    passed = nw.when(month_day <= over[5:]).then(nw.lit(year)).otherwise(nw.lit(year - 1))
    leap = ((passed % 4 == 0) & (passed % 100 != 0)) | (passed % 400 == 0)
    observed = nw.when((month_day == _LEAP_DAY) & ~leap).then(nw.lit(_OBSERVED)).otherwise(month_day)
    return nw.concat_str([passed.cast(nw.String), observed], separator="-")


def born() -> nw.Expr:
    """The month and day (text) on which a cadre was born, as written, else by the identity number; null by the lunar calendar."""
    number = nw.col("id_no")
    length = number.str.len_chars()
    digits = nw.when(length == 18).then(number.str.slice(10, 4)).otherwise(nw.when(length == 15).then(number.str.slice(8, 4)))
    by_number = nw.concat_str([digits.str.slice(0, 2), digits.str.slice(2, 2)], separator="-")
    written = nw.when(nw.col("birth").str.len_chars() == 10).then(nw.col("birth").str.slice(5, 5))
    solar = (nw.col("lunar") != LUNAR).fill_null(True) & ~cannot_read("lunar")
    return nw.when(solar & ~cannot_read("birth")).then(nw.coalesce(written, by_number))


def _with_birthday(cadres: nw.LazyFrame[Any], tables: Tables) -> nw.LazyFrame[Any]:
    return cadres.with_columns(_birthdays(born(), tables).alias("birthday"))


def _with_family_birthday(cadres: nw.LazyFrame[Any], tables: Tables) -> nw.LazyFrame[Any]:
    month_day = nw.when(nw.col("family_birth").str.len_chars() == 10).then(nw.col("family_birth").str.slice(5, 5))
    return cadres.with_columns(_birthdays(nw.coalesce(month_day, nw.col("family_birth")), tables).alias("family_birthday"))


def _with_kept(cadres: nw.LazyFrame[Any], tables: Tables) -> nw.LazyFrame[Any]:
    return _kept(cadres, tables, OWN, "birthday", "birthday_covered", "birthday_kept", _day_off() & _cake(tables))


def _with_family_kept(cadres: nw.LazyFrame[Any], tables: Tables) -> nw.LazyFrame[Any]:
    return _kept(cadres, tables, FAMILY, "family_birthday", "family_covered", "family_birthday_kept", _day_off())


def _day_off() -> nw.Expr:
    """Whether a row of care tells a day off; a row that does not say so says nothing."""
    said = nw.col("content").cast(nw.String).str.contains("放假")
    return nw.when(~nw.col("day_off").is_null() | said.fill_null(False)).then(nw.lit(True))


def _cake(tables: Tables) -> nw.Expr:
    """Whether a row of care tells a cake; unknown where it says nothing, unless no row of the file has that column filled."""
    said = nw.when(nw.col("content").cast(nw.String).str.contains("蛋糕").fill_null(False)).then(nw.lit(True))
    if not tables.has("cadre_care", "cake"):
        return nw.lit(True)
    return nw.coalesce(nw.col("cake"), said)


def _kept(
    cadres: nw.LazyFrame[Any], tables: Tables, care: str, birthday: str, covered: str, kept: str, whole: nw.Expr
) -> nw.LazyFrame[Any]:
    """Add whether the month of a birthday is on file, and whether the birthday was kept.

    Rows of care that name nobody who can be told, or have no day, may be the one that is missed.
    """
    rows = care_of_cadres(tables).filter((nw.col("care") == care).fill_null(False))
    rows = rows.with_columns(nw.coalesce("done", "due").alias("_on"), whole.alias("_whole"))
    months = rows.filter(~nw.col("_on").is_null()).select(nw.col("_on").str.slice(0, 7).alias("_month"), CADRE)
    on_file = months.group_by("_month").agg(
        nw.len().alias("_rows"), nw.col(CADRE).is_null().cast(nw.Int64).sum().alias("_nobody")
    )
    undated = rows.filter(nw.col("_on").is_null()).with_columns(nw.lit(1).alias("_one"))
    undated = undated.group_by("_one").agg(nw.len().alias("_undated"))
    near = rows.filter(~nw.col(CADRE).is_null(), ~nw.col("_on").is_null()).select(nw.col(CADRE).alias(KEY), "_on", "_whole")
    own = cadres.select(KEY, birthday).filter(~nw.col(birthday).is_null()).join(near, on=KEY, how="inner")
    own = own.filter((day_number(nw.col("_on")) - day_number(nw.col(birthday))).abs() <= GRACE)
    own = own.group_by(KEY).agg(
        nw.len().alias("_near"),
        nw.col("_whole").fill_null(False).cast(nw.Int64).sum().alias("_good"),
        nw.col("_whole").is_null().cast(nw.Int64).sum().alias("_open"),
    )
    cadres = cadres.with_columns(nw.col(birthday).str.slice(0, 7).alias("_month"), nw.lit(1).alias("_one"))
    cadres = cadres.join(on_file, on="_month", how="left").join(own, on=KEY, how="left").join(undated, on="_one", how="left")
    open_ones = nw.sum_horizontal(*(nw.col(name).fill_null(0) for name in ("_open", "_nobody", "_undated")))
    answer = nw.when(nw.col("_good").fill_null(0) > 0).then(nw.lit(True)).otherwise(nw.when(open_ones == 0).then(nw.lit(False)))
    return cadres.with_columns(
        nw.when(~nw.col(birthday).is_null()).then(nw.col("_rows").fill_null(0) > 0).alias(covered),
        nw.when(~nw.col(birthday).is_null()).then(answer).alias(kept),
    ).drop("_month", "_one", "_rows", "_nobody", "_near", "_good", "_open", "_undated")


_BLOCKS = (
    Block(("birthday",), _with_birthday, joins=False),
    Block(("family_birthday",), _with_family_birthday, joins=False),
    Block(("birthday_covered", "birthday_kept"), _with_kept, ("birthday",)),
    Block(("family_covered", "family_birthday_kept"), _with_family_kept, ("family_birthday",)),
)
SUBJECTS = (
    Subject("cadres", "cadres", cadre_facts, Text("人", "persons"), in_memory=True),
    Subject("cadre_care", "cadre_care", care_facts, in_memory=True),
)
_BORN = ("cadres.birth|cadres.id_no",)
_WHO = tuple(f"{table}.{way}" for table in ("cadres", "cadre_care") for way in ("cadre_id", "id_no", "phone", "name"))
_WHEN = ("cadre_care.done|cadre_care.due",)
_DAY_OFF = ("cadre_care.day_off", "cadre_care.content")


def _facts() -> Iterator[Fact]:
    yield Fact("in_post", readable=("cadres.state",))
    yield Fact("birthday", Text("最近一次生日", "the last birthday"), reads=_BORN, readable=("cadres.birth", "cadres.lunar"))
    yield Fact("family_birthday", Text("家属最近一次生日", "the family's last birthday"), reads=("cadres.family_birth",))
    for name, covered, born_, lunar in (
        ("birthday_kept", "birthday_covered", _BORN, ("cadres.birth", "cadres.lunar")),
        ("family_birthday_kept", "family_covered", ("cadres.family_birth",), ()),
    ):
        yield Fact(covered, reads=(*born_, "cadre_care.care"), also=(*_WHEN, *_WHO), readable=lunar)
        cake = ("cadre_care.cake",) if name == "birthday_kept" else ()
        yield Fact(name, reads=(*born_, "cadre_care.care"), also=(*_WHEN, *_DAY_OFF, *cake, *_WHO), readable=lunar)
    yield Fact(
        "days_off",
        Text("该年生日放假的行数", "rows of this year's birthday with a day off"),
        reads=("cadre_care.day_off",),
        also=("cadre_care.care", *_WHO),
    )


FACTS = tuple(_facts())
