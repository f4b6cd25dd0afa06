"""Who counts on a day, what a year's flow is made of, and when a rate has no denominator: worked out by hand."""

from __future__ import annotations

from datetime import date

import narwhals as nw
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from puxi_cli.engine.local import collected, frames_of
from puxi_cli.facts.days import counts_from
from puxi_cli.facts.register import register_homes, register_persons
from puxi_cli.facts.tables import Tables
from puxi_cli.law.law import Law
from puxi_cli.registry import Registry
from puxi_cli.systems.figures.figures import Flow
from puxi_cli.systems.figures.flow import flow_of, flow_parts
from puxi_cli.systems.figures.incidence import Denominators, households_on, persons_on, totals
from tests.conftest import rows_of, table_of
from tests.profiles import examples


def tables_of(households: str | list[dict[str, str]], persons: str | list[dict[str, str]], year: int = 2018) -> Tables:
    given_rows = {"households": households, "persons": persons}
    rows = {name: rows_of(found) if isinstance(found, str) else found for name, found in given_rows.items()}
    return Tables(*frames_of(Registry({name: table_of(name, found) for name, found in rows.items()})), Law(date(year, 12, 31)))


def flow(tables: Tables, year: int, day: str | None = None) -> Flow:
    [found] = collected([flow_parts(register_persons(tables), f"{year - 1}-12-31", day or f"{year}-12-31")])
    return flow_of(year, found.row(0, named=True))


def counted(tables: Tables, *days: str) -> tuple[list[int], list[int]]:
    households, persons = collected(
        [households_on(register_homes(tables, days), days), persons_on(register_persons(tables), days)]
    )
    by_day = [totals(frame.iter_rows(named=True), days) for frame in (households, persons)]
    return [by_day[0][day] for day in days], [by_day[1][day] for day in days]


@pytest.mark.parametrize(
    ("written", "day"), [("2018-06-30", "2018-06-30"), ("2018-06", "2018-06-01"), ("2018", "2018-12-31"), (None, None)]
)
def test_a_month_counts_from_its_first_day_and_a_year_from_its_last(written: str | None, day: str | None) -> None:
    frame = nw.from_native(pl.DataFrame({"written": [written]}, schema={"written": pl.String}))
    assert frame.select(counts_from(nw.col("written")))["written"].to_list() == [day]


def test_an_exit_counts_from_the_end_of_its_year_and_a_relapse_brings_back() -> None:
    tables = tables_of(
        """
        household_id | village | identified | exit_year | relapsed
        0001         | 甲      | 201401     |           |
        0002         | 甲      | 201401     | 2016      |
        0003         | 甲      | 201401     | 2015      | 201706
        0004         | 甲      | 2016       |           |
        0005         | 甲      |            |           |
        0006         | 甲      | 201401     | 2017      | 201505
        """,
        """
        household_id | joined | left
        0001         |        |
        0001         | 201605 |
        0001         |        | 201702
        0002         |        |
        0003         |        |
        0003         |        |
        0004         |        |
        0005         |        |
        0006         |        |
        """,
    )
    days = ("2014-12-31", "2015-12-31", "2016-12-30", "2016-12-31", "2017-05-31", "2017-06-01", "2017-12-31")
    households, persons = counted(tables, *days)
    # 0003 leaves at the end of 2015 and is back in June 2017; 0002 leaves at the end of 2016, when 0004 comes.
    assert households == [4, 3, 3, 3, 3, 4, 3]
    # 0001: two from the start, three from May 2016, two again from February 2017.
    assert persons == [6, 4, 5, 5, 4, 6, 5]


def test_the_status_says_what_a_year_of_exit_means() -> None:
    tables = tables_of(
        """
        household_id | village | identified | exit_year | relapsed | status
        0001         | 甲      | 201401     | 2020      |          | 预脱贫
        0002         | 甲      | 201401     | 2016      |          | 未脱贫
        0003         | 甲      | 201401     | 2016      |          | 返贫
        0004         | 甲      | 201401     | 2016      | 2016     | 返贫
        0005         | 甲      | 201401     |           |          | 已脱贫（享受政策）
        0006         | 甲      | 201401     | 2016      |          | 已脱贫（享受政策）
        """,
        """
        household_id | left
        0001         |
        0002         |
        0003         |
        0004         |
        0005         |
        0006         |
        """,
    )
    # A plan is no exit; who is not exited has not gone. 0003 is back on the day of the register, nobody knows since when: it is
    # undecided from its exit on. 0005 is gone on that day, nobody knows since when.
    assert counted(tables, "2015-12-31", "2016-12-31", "2020-12-31") == ([5, 3, 4], [5, 3, 4])


def test_a_household_where_nobody_is_left_is_not_counted() -> None:
    tables = tables_of(
        """
        household_id | village | identified
        0001         | 甲      | 201401
        """,
        """
        household_id | left
        0001         | 201602
        """,
    )
    assert counted(tables, "2015-12-31", "2018-12-31") == ([1, 0], [1, 0])


def test_a_household_of_which_nobody_is_named_counts_and_none_of_its_persons() -> None:
    tables = tables_of(
        """
        household_id | village | identified | exit_year | size
        0001         | 甲      | 201401     |           |
        0002         | 甲      | 201401     | 2017      | 3
        0003         | 甲      | 201401     |           | 0
        0004         | 甲      | 201401     |           | 1
        """,
        """
        household_id | left
        0004         |
        """,
    )
    assert counted(tables, "2016-12-31", "2018-12-31") == ([3, 2], [1, 1])


def test_each_part_of_the_flow_has_its_own_cause() -> None:
    tables = tables_of(
        """
        household_id | village | identified | exit_year | relapsed
        0001         | 甲      | 201401     |           |
        0002         | 甲      | 201401     | 2017      |
        0003         | 甲      | 201401     | 2015      | 201703
        0004         | 甲      | 201705     |           |
        0005         | 甲      | 201401     | 2016      |
        """,
        """
        household_id | joined | left
        0001         |        |
        0001         | 201702 |
        0001         |        | 201709
        0001         | 201703 | 201711
        0002         |        |
        0002         |        | 201704
        0003         |        |
        0003         | 201710 |
        0004         |        |
        0004         | 201706 |
        0005         |        |
        """,
    )
    found = flow(tables, 2017)
    # Start: two of 0001 and two of 0002. A birth, a death and a child that came and went in 0001; in 0002 one leaves the register and
    # one died before; both of 0003 come back, the child born in October with them; 0004 is new with two.
    assert found == Flow(2017, start=4, exited=1, new=2, returned=2, natural_increase=1, natural_decrease=2, end=6)
    assert found.gap == 0
    assert flow(tables, 2017, "2017-02-28") == Flow(2017, 4, 0, 0, 0, 1, 0, 5)


PARTIAL = st.one_of(
    st.just(""),
    st.integers(2013, 2019).map(str),
    st.tuples(st.integers(2013, 2019), st.integers(1, 12)).map(lambda ym: f"{ym[0]}{ym[1]:02}"),
)
STATUS = st.sampled_from(["", "未脱贫", "预脱贫", "返贫", "已脱贫（享受政策）", "已脱贫（不再享受政策）"])
YEARS = st.one_of(st.just(""), st.integers(2013, 2019).map(str))


@examples(60)
@given(
    st.lists(st.tuples(PARTIAL, YEARS, PARTIAL, STATUS), min_size=1, max_size=4),
    st.lists(st.tuples(st.integers(0, 3), PARTIAL, PARTIAL), min_size=1, max_size=8),
    st.integers(2014, 2019),
)
def test_the_flow_closes_whatever_the_register_says(
    households: list[tuple[str, str, str, str]], persons: list[tuple[int, str, str]], year: int
) -> None:
    listed = [
        {
            "household_id": f"{n:04}",
            "village": "甲",
            "identified": identified,
            "exit_year": exit_year,
            "relapsed": relapsed,
            "status": status,
        }
        for n, (identified, exit_year, relapsed, status) in enumerate(households)
    ]
    members = [{"household_id": f"{n:04}", "joined": joined, "left": left} for n, joined, left in persons]
    tables = tables_of(listed, members, year)
    found = flow(tables, year)
    assert found.gap == 0
    before, after = counted(tables, f"{year - 1}-12-31", f"{year}-12-31")[1]
    assert after == found.end
    # Since when a household is listed of which only its status, its exit or its return says it, nobody knows: the flow takes it as listed at
    # its start; so it does where only the status says that it is back.
    if all(
        (identified or not (status or exit_year or relapsed)) and (relapsed or status != "返贫")
        for identified, exit_year, relapsed, status in households
    ):
        assert before == found.start
    else:
        assert before <= found.start


def test_a_household_number_that_stands_twice_is_counted_once() -> None:
    tables = tables_of(
        """
        household_id | village | identified
        0001         | 甲      | 201401
        0001         | 甲      | 201401
        """,
        """
        household_id | joined
        0001         |
        """,
    )
    assert counted(tables, "2018-12-31") == ([1], [1])


DAY = date(2018, 12, 31)


def test_a_town_has_a_rate_only_with_every_villages_denominator() -> None:
    whole = Denominators([("甲", 2018, 400), ("乙", 2018, 600), ("甲", 2017, 410), ("乙", 2017, 610)], ["甲", "乙"])
    rate = whole.town_rate(DAY, 50)
    assert (rate.numerator, rate.denominator, rate.rate, rate.unit) == (50, 1000, 0.05, "person")
    assert rate.denominator_source == "村年度.农业户籍人口 2018"


@pytest.mark.parametrize(
    ("rows", "named"),
    [
        ([("甲", 2018, 400), ("乙", 2017, 610)], "乙"),  # never another year's
        ([("甲", 2018, 400), ("乙", 2018, None)], "乙"),
        ([("甲", 2018, 400), ("乙", 2018, 600), ("乙", 2018, 601)], "乙"),  # nobody can tell which
        ([("甲", 2017, 400)], "甲"),
        ([], "农业户籍人口"),
    ],
)
def test_without_a_denominator_there_is_a_reason_and_no_rate(rows: list[tuple[str, int, int | None]], named: str) -> None:
    rate = Denominators(rows, ["甲", "乙"] if rows else []).town_rate(DAY, 50)
    assert rate.rate is None
    assert rate.denominator is None
    assert rate.reason
    assert all(named in words for words in rate.reason)
    assert rate.numerator == 50


def test_a_poor_village_that_is_in_no_table_of_villages_must_have_its_denominator_too() -> None:
    """Its poor would be in the numerator, and nobody of it in the denominator."""
    known = Denominators([("甲", 2018, 400), ("乙", 2018, 600)], ["甲", "乙"])
    rate = known.town_rate(DAY, 50, ["甲", "丙"])
    assert (rate.numerator, rate.denominator, rate.rate) == (50, None, None)
    assert rate.reason is not None
    assert "丙" in rate.reason[0]
    assert known.town_rate(DAY, 50, ["甲"]).rate == 0.05


def test_a_village_with_two_rows_for_a_year_has_no_rate() -> None:
    rate = Denominators([("甲", 2018, 400), ("甲", 2018, 401)], ["甲"]).village_rate("甲", DAY, 5)
    assert rate.rate is None
    assert rate.reason == ("2018 年的村年度有 2 行，数字不同", "2 rows for 2018, which differ")
