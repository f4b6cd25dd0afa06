"""The seven items of a county, over the villages, households and persons that were read."""

from datetime import date
from pathlib import Path

from tests.conftest import RuleTable


def villages(outcome: str) -> str:
    """Two villages of one county; the county's outcome stands with the first."""
    return f"""
        village | code         | kind | outcome
        甲村    | 610921102201 | 村   | {outcome}
        乙村    | 610921102202 | 村   |
    """


def years(*fields: str, of: tuple[tuple[str, ...], tuple[str, ...]], year: int = 2018) -> str:
    """The two villages' figures of one year."""
    rows = [" | ".join((name, str(year), *cells)) for name, cells in zip(("甲村", "乙村"), of, strict=True)]
    return "\n".join([" | ".join(("village", "year", *fields)), *rows])


def people(count: int, medical: str = "是", serious: str = "是") -> str:
    head = "household_id | name | medical | serious_medical"
    return "\n".join([head, *[f"0001 | 甲 | {medical} | {serious}"] * count])


POOR = """
    household_id | village | identified | exit_year
    0001         | 甲村    | 201401     |
"""


def test_incidence_is_below_three_in_a_hundred(rule_table: RuleTable) -> None:
    # 3 of 100 is not below 3 %, 3 of 101 is; one village without its figure leaves the county open.
    for first, second, outcome in (("60", "40", "fail"), ("60", "41", "pass"), ("60", "", "unknown"), ("", "", "unknown")):
        rule_table(
            "CX101",
            villages=villages(outcome),
            village_years=years("rural_persons", of=((first,), (second,))),
            households=POOR,
            persons=people(3),
        )
    rule_table(
        "CX101",
        date(2018, 6, 30),
        villages=villages("pass"),
        village_years=years("rural_persons", of=(("60",), ("41",))),
        households=POOR,
        persons=people(3),
    )


def test_a_household_of_unknown_size_leaves_the_county_open(rule_table: RuleTable) -> None:
    # 3 of 101 is below 3 %, with nobody knows how many more it may not be; 3 of 100 is not.
    for second, outcome in (("41", "unknown"), ("40", "fail")):
        rule_table(
            "CX101",
            villages=villages(outcome),
            village_years=years("rural_persons", of=(("60",), (second,))),
            households=POOR + "    0002 | 丙村 | 201401 |\n",
            persons=people(3),
        )


def test_a_poor_person_of_no_village_is_one_of_the_county(rule_table: RuleTable) -> None:
    rule_table(
        "CX101",
        villages=villages("fail"),
        village_years=years("rural_persons", of=(("60",), ("41",))),
        households=POOR + "    0002 | 丙村 | 201401 |\n",
        persons=people(3) + "\n0002 | 乙 | 是 | 是",
    )


def test_income_is_seventy_in_a_hundred_of_the_provinces(rule_table: RuleTable, tmp_path: Path) -> None:
    # The province's figure is not puxi's to carry: without it, nobody knows.
    of = (("7000",), ("7000",))
    rule_table("CX102", villages=villages("unknown"), village_years=years("county_income", of=of))
    (tmp_path / "county_income_province.toml").write_text(
        'zh = "全省农村居民人均可支配收入"\nen = "The province\'s rural disposable income per head"\nunit = "CNY per person per year"\n'
        '[[values]]\nsince = 2018-01-01\nuntil = 2018-12-31\nregion = "61"\nvalue = 10000\nstatus = "unsourced"\n',
        encoding="utf-8",
    )
    for first, second, outcome in (
        ("7000", "7000", "pass"), ("6999.99", "6999.99", "fail"), ("7000", "7001", "unknown"), ("7000", "", "unknown"),
    ):  # fmt: skip
        rule_table(
            "CX102",
            law_extra=tmp_path,
            villages=villages(outcome),
            village_years=years("county_income", of=((first,), (second,))),
        )
    # In the middle of 2018 the county's last whole year is 2017: nothing to hold against the province's 2018. 2019 has none.
    for day, year in ((date(2018, 6, 30), 2017), (date(2019, 12, 31), 2019)):
        told = years("county_income", of=of, year=year)
        rule_table("CX102", day, law_extra=tmp_path, villages=villages("unknown"), village_years=told)


def hundred(yes: int, *, blank: bool = False) -> dict[str, str]:
    """A county of a hundred villages, so many of them with a road."""
    names = [f"第{n}村" for n in range(100)]
    told = ["是"] * yes + ["否"] * (100 - yes)
    if blank:
        told[-1] = ""
    return {
        "village_years": "\n".join(["village | year | road", *(f"{a} | 2018 | {b}" for a, b in zip(names, told, strict=True))]),
        "names": "\n".join(names),
    }


def test_ninety_seven_villages_in_a_hundred_have_a_road(rule_table: RuleTable) -> None:
    for yes, blank, outcome in ((97, False, "pass"), (96, False, "fail"), (97, True, "unknown")):
        county = hundred(yes, blank=blank)
        rows = [f"{name} | {outcome if n == 0 else ''}" for n, name in enumerate(county["names"].splitlines())]
        rule_table("CX103", villages="\n".join(["village | outcome", *rows]), village_years=county["village_years"])


def test_a_neighbourhood_committee_is_no_administrative_village(rule_table: RuleTable) -> None:
    rule_table(
        "CX103",
        villages="""
            village | kind   | outcome
            甲村    | 村     | pass
            丙社区  | 居委会 |
        """,
        village_years="""
            village | year | road
            甲村    | 2018 | 是
            丙社区  | 2018 | 否
        """,
    )


def test_ninety_rural_persons_in_a_hundred_have_safe_water(rule_table: RuleTable) -> None:
    for first, second, outcome in (
        (("90", "是"), ("10", "否"), "pass"), (("89", "是"), ("11", "否"), "fail"), (("90", "是"), ("10", ""), "unknown"),
        (("", "是"), ("10", "否"), "unknown"), (("90", "是"), ("10", "是"), "pass"),
    ):  # fmt: skip
        rule_table("CX104", villages=villages(outcome), village_years=years("rural_persons", "water", of=(first, second)))


def test_every_household_has_power(rule_table: RuleTable) -> None:
    for first, second, outcome in (
        (("300", "100"), ("100", "100"), "pass"), (("300", "100"), ("100", "99.9"), "fail"), (("300", "100"), ("100", ""), "unknown"),
        (("", "100"), ("100", "100"), "unknown"),
    ):  # fmt: skip
        rule_table("CX105", villages=villages(outcome), village_years=years("households", "power_rate", of=(first, second)))


def test_every_poor_person_is_insured(rule_table: RuleTable) -> None:
    households = POOR + "    0002 | 乙村 | 201401 | 2016\n    0003 | 乙村 | 去年 |\n"
    gone = "\n0002 | 乙 | 否 | 否"
    for persons, outcome in (
        (people(3) + gone, "pass"), (people(3) + "\n0001 | 乙 | 是 | 否", "fail"), (people(3, medical=""), "unknown"),
        (people(3) + "\n0003 | 乙 | 否 | 否", "unknown"), (people(3) + "\n0003 | 乙 | 是 | 是", "pass"), (people(0) + gone, "unknown"),
    ):  # fmt: skip
        rule_table("CX106", villages=villages(outcome), households=households, persons=persons)


def test_ninety_seven_households_in_a_hundred_have_a_safe_house(rule_table: RuleTable) -> None:
    for unsafe, blank, outcome in ((3, 0, "pass"), (4, 0, "fail"), (2, 1, "unknown")):
        told = ["是"] * unsafe + [""] * blank + ["否"] * (100 - unsafe - blank)
        rows = [f"{n:04} | 甲村 | {house}" for n, house in enumerate(told)]
        rule_table("CX107", villages=villages(outcome), households="\n".join(["household_id | village | unsafe_house", *rows]))
