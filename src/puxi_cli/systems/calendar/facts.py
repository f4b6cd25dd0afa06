"""Facts of cadres and of the care for them: the last birthday, and whether it was kept."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date, timedelta
from typing import Any

import narwhals as nw

from puxi_cli.facts.blocks import Block, with_blocks
from puxi_cli.facts.days import day_number, year_of
from puxi_cli.facts.fact import Fact
from puxi_cli.facts.sharing import another, sharing
from puxi_cli.facts.subjects import Subject
from puxi_cli.facts.tables import Tables
from puxi_cli.registry import KEY
from puxi_cli.systems.calendar.people import BORN, FAMILY_BORN, PERSON, cadres_known, care_of_people
from puxi_cli.systems.calendar.records import FAMILY, OWN
from puxi_cli.text.words import Text

GRACE = 7  # days before and behind a birthday within which it is kept
_LEAP_DAY, _OBSERVED = "02-29", "02-28"


def cadre_facts(tables: Tables, wanted: Collection[str] | None = None) -> nw.LazyFrame[Any]:
    """One row per cadre: its fields, and of these the blocks that hold what is wanted (None: all)

    in_post                            in the town's service; a blank says so; null where the state cannot be read
    same_person                        the first row (its KEY) of this person
    birthday, family_birthday          the last one of which the days of grace are over (text); null by the lunar calendar
    birthday_covered, family_covered   some row of that kind of care falls in its month: the month is kept on file
    birthday_kept                      a day off and a cake within the days of grace; a column of cakes that nobody fills is not asked
    family_birthday_kept               a day off within them
    """
    return with_blocks(_cadres(tables), tables, _BLOCKS, wanted)


def care_facts(tables: Tables, wanted: Collection[str] | None = None) -> nw.LazyFrame[Any]:
    """One row per act of care: its fields, and

    days_off, days_off_twin, days_off_first   days off for the cadre's own birthday of this year; another row of them; the first
    """
    year = year_of(nw.coalesce("due", "done", "day_off"))
    rows = _care(tables).with_columns(year.alias("_year"))
    counted = ~nw.col(PERSON).is_null() & ~nw.col("day_off").is_null() & (nw.col("care") == OWN)
    days = rows.filter(counted).group_by(PERSON, "_year", "day_off").agg(nw.col(KEY).min())
    rows = rows.join(sharing(days, [PERSON, "_year"], "days_off"), on=[PERSON, "_year"], how="left")
    told = nw.when(counted)
    return rows.with_columns(
        told.then(nw.col("days_off").cast(nw.Int64)).alias("days_off"), told.then(another("days_off")).alias("days_off_twin")
    ).drop(PERSON, "_year", "days_off_last")


def _cadres(tables: Tables) -> nw.LazyFrame[Any]:
    return cadres_known(tables["cadres"]).with_columns(nw.col(PERSON).alias("same_person"))


def _care(tables: Tables) -> nw.LazyFrame[Any]:
    ways = frozenset(name for name in ("cadre_id", "id_no", "phone", "name") if tables.has("cadres", name))
    return care_of_people(tables["cadre_care"], _cadres(tables), ways)


def _last(month_day: str, tables: Tables) -> nw.Expr:
    """The last birthday (text) of which the days of grace are over, on the day and on that which the file says it was made on; 29 February
    is kept on the 28th in other years."""
    until = min(tables.law.day, date.fromisoformat(tables.file_day)) if tables.file_day else tables.law.day
    over = until - timedelta(days=GRACE + 1)
    this, before = (_in_year(nw.col(month_day), year) for year in (over.year, over.year - 1))
    return nw.when(this <= over.isoformat()).then(this).otherwise(before)


def _in_year(month_day: nw.Expr, year: int) -> nw.Expr:
    leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    observed = month_day if leap else nw.when(month_day == _LEAP_DAY).then(nw.lit(_OBSERVED)).otherwise(month_day)
    return nw.concat_str([nw.lit(f"{year}"), observed], separator="-")


def _with_birthday(cadres: nw.LazyFrame[Any], tables: Tables) -> nw.LazyFrame[Any]:
    return cadres.with_columns(_last(BORN, tables).alias("birthday"))


def _with_family_birthday(cadres: nw.LazyFrame[Any], tables: Tables) -> nw.LazyFrame[Any]:
    return cadres.with_columns(_last(FAMILY_BORN, tables).alias("family_birthday"))


def _with_kept(cadres: nw.LazyFrame[Any], tables: Tables) -> nw.LazyFrame[Any]:
    return _kept(cadres, tables, OWN, "birthday", "birthday_covered", "birthday_kept", _day_off() & _cake(tables))


def _with_family_kept(cadres: nw.LazyFrame[Any], tables: Tables) -> nw.LazyFrame[Any]:
    return _kept(cadres, tables, FAMILY, "family_birthday", "family_covered", "family_birthday_kept", _day_off())


def _says(word: str) -> nw.Expr:
    """Whether the words of a row of care tell something, and do not deny it."""
    content = nw.col("content").cast(nw.String)
    return content.str.contains(word).fill_null(False) & ~content.str.contains(f"[未没不无][有能]?[送安休]?排?{word}").fill_null(
        False
    )


def _day_off() -> nw.Expr:
    """Whether a row of care tells a day off that was given; a row that does not say so says nothing."""
    given = ~nw.col("day_off").is_null() | (_says("放假") & ~nw.col("done").is_null())
    return nw.when(given).then(nw.lit(True))


def _cake(tables: Tables) -> nw.Expr:
    """Whether a row of care tells a cake; unknown where it says nothing, unless no row of the file has that column filled."""
    if not tables.has("cadre_care", "cake"):
        return nw.lit(True)
    return nw.coalesce(nw.col("cake"), nw.when(_says("蛋糕")).then(nw.lit(True)))


def _kept(
    cadres: nw.LazyFrame[Any], tables: Tables, care: str, birthday: str, covered: str, kept: str, whole: nw.Expr
) -> nw.LazyFrame[Any]:
    """Add whether the month of a birthday is on file, and whether the birthday was kept.

    Rows of which it cannot be read what they are for, that name nobody who can be told, or have no day, may be the one that is missed.
    """
    sure = (nw.col("care") == care).fill_null(False)
    rows = _care(tables).filter(sure | nw.col("care").is_null())
    rows = rows.with_columns(nw.when(sure).then(whole).alias("_whole"), nw.coalesce("due", "done", "day_off").alias("_on"))
    months = rows.filter(sure, ~nw.col("_on").is_null()).select(nw.col("_on").str.slice(0, 7).alias("_month"))
    on_file = months.group_by("_month").agg(nw.len().alias("_rows"))
    undated = rows.filter(nw.col("_on").is_null()).with_columns(nw.lit(1).alias("_one"))
    undated = undated.group_by("_one").agg(nw.len().alias("_undated"))
    # A row has up to three days; any of them may be the one on which the birthday was kept.
    dated = nw.concat(
        [
            rows.select(PERSON, "_whole", nw.col(day).alias("_day")).filter(~nw.col("_day").is_null())
            for day in ("done", "due", "day_off")
        ]
    )
    own = cadres.select(KEY, PERSON, birthday).filter(~nw.col(birthday).is_null())
    near = own.join(dated.filter(~nw.col(PERSON).is_null()), on=PERSON, how="inner").filter(_within(birthday))
    near = near.group_by(KEY).agg(
        nw.col("_whole").fill_null(False).cast(nw.Int64).sum().alias("_good"),
        nw.col("_whole").is_null().cast(nw.Int64).sum().alias("_open"),
    )
    nobodys = dated.filter(nw.col(PERSON).is_null()).select("_day").unique().with_columns(nw.lit(1).alias("_one"))
    days = own.select(birthday).unique().with_columns(nw.lit(1).alias("_one"))
    nobody = (
        days.join(nobodys, on="_one", how="inner").filter(_within(birthday)).group_by(birthday).agg(nw.len().alias("_nobody"))
    )
    cadres = cadres.with_columns(nw.col(birthday).str.slice(0, 7).alias("_month"), nw.lit(1).alias("_one"))
    cadres = cadres.join(on_file, on="_month", how="left").join(near, on=KEY, how="left").join(nobody, on=birthday, how="left")
    cadres = cadres.join(undated, on="_one", how="left")
    open_ones = nw.sum_horizontal(*(nw.col(name).fill_null(0) for name in ("_open", "_nobody", "_undated")))
    answer = nw.when(nw.col("_good").fill_null(0) > 0).then(nw.lit(True)).otherwise(nw.when(open_ones == 0).then(nw.lit(False)))
    known = nw.when(~nw.col(birthday).is_null())
    return cadres.with_columns(known.then(nw.col("_rows").fill_null(0) > 0).alias(covered), known.then(answer).alias(kept)).drop(
        "_month", "_one", "_rows", "_good", "_open", "_nobody", "_undated"
    )


def _within(birthday: str) -> nw.Expr:
    return (day_number(nw.col("_day")) - day_number(nw.col(birthday))).abs() <= GRACE


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
_WHO = tuple("|".join(f"{table}.{way}" for way in ("cadre_id", "id_no", "phone", "name")) for table in ("cadres", "cadre_care"))
_WHEN = ("cadre_care.done|cadre_care.due|cadre_care.day_off",)
_OPEN = Text(
    "台账的行认不出是谁的（重名）、没有日期、没有写明放假或蛋糕",
    "rows of the ledger name nobody who can be told, have no day, or do not say that there was a day off or a cake",
)


def _facts() -> Iterator[Fact]:
    yield Fact("in_post", readable=("cadres.state",))
    yield Fact("same_person")
    yield Fact("birthday", Text("最近一次生日", "the last birthday"), reads=_BORN, readable=("cadres.birth", "cadres.lunar"))
    yield Fact("family_birthday", Text("家属最近一次生日", "the family's last birthday"), reads=("cadres.family_birth",))
    for name, covered, born, lunar, cake in (
        ("birthday_kept", "birthday_covered", _BORN, ("cadres.birth", "cadres.lunar"), "|cadre_care.cake"),
        ("family_birthday_kept", "family_covered", ("cadres.family_birth",), (), ""),
    ):
        yield Fact(covered, reads=(*born, "cadre_care.care"), also=(*_WHEN, *_WHO), readable=lunar)
        off = (f"cadre_care.day_off|cadre_care.content{cake}",)
        yield Fact(name, reads=(*born, "cadre_care.care"), also=(*_WHEN, *off, *_WHO), readable=lunar, unknown=_OPEN)
    yield Fact(
        "days_off",
        Text("该年生日放假的天数", "days off for the birthday of this year"),
        reads=("cadre_care.day_off",),
        also=("cadre_care.care|cadre_care.due|cadre_care.done", *_WHO),
        unknown=Text("这一行认不出是哪名干部", "nobody can tell which cadre the row is about"),
    )


FACTS = tuple(_facts())
