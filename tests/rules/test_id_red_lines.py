"""The nine red lines: a member of a listed household in another office's list. Each line looks at its own category."""

from datetime import date

from tests.conftest import RuleTable

HOUSEHOLDS = """
    household_id | identified | exit_year | status | relapsed
    0001         | 201401     |           |        |
    0002         | 201401     | 2016      |        |
    0003         |            |           |        |
    0004         | 201401     | 2016      | 返贫   | 201801
    0005         | 201901     |           |        |
    0006         | 201401     |           | 预脱贫 |
    0007         | 去年       |           |        |
"""
PERSONS = """
    household_id | id_no              | left   | joined   | outcome
    0001         | #69000019700101123 |        |          | fail
    0001         | #69000019720202123 |        |          | pass
    0001         | #69000019740404123 | 201805 |          | not_applicable
    0001         | #69000019740405123 | 201901 |          | fail
    0001         | #69000019740406123 |        | 20190101 | not_applicable
    0001         | #69000019740407123 | 去年   |          | unknown
    0001         |                    |        |          | unknown
    0001         | 999999             |        |          | unknown
    0002         | #69000019750505123 |        |          | not_applicable
    0003         | #69000019760606123 |        |          | not_applicable
    0004         | #69000019770707123 |        |          | fail
    0005         | #69000019780808123 |        |          | not_applicable
    0006         | #69000019790909123 |        |          | fail
    0007         | #69000019800808123 |        |          | unknown
    0009         | #69000019810808123 |        |          | unknown
"""


def hits(category: str, other: str) -> str:
    """Everybody stands in a list of the category, in some form of the number, but for one who stands in another's list."""
    return f"""
        id_no              | source | category   | day
        #69000019700101123 | 车管所 | {category} | 2018-12-31
        #69000019720202123 | 车管所 | {other}    |
        #69000019740404123 | 车管所 | {category} |
        690000740405123    | 车管所 | {category} |
        #69000019740406123 | 车管所 | {category} |
        #69000019740407123 | 车管所 | {category} |
        999999             | 车管所 | {category} |
        #69000019750505123 | 车管所 | {category} |
        #69000019760606123 | 车管所 | {category} |
        #69000019770707123 | 车管所 | {category} | 2015-05-01
        #69000019780808123 | 车管所 | {category} |
        #69000019790909123 | 车管所 | {category} |
        #69000019790909123 | 车管所 | {category} |
        #69000019800808123 | 车管所 | {category} |
        #69000019810808123 | 车管所 | {category} |
    """


def test_a_flat(rule_table: RuleTable) -> None:
    rule_table("ID201", households=HOUSEHOLDS, persons=PERSONS, evidence=hits("商品房", "车辆"))


def test_a_vehicle(rule_table: RuleTable) -> None:
    rule_table("ID202", households=HOUSEHOLDS, persons=PERSONS, evidence=hits("车辆", "商品房"))


def test_a_village_officer(rule_table: RuleTable) -> None:
    rule_table("ID203", households=HOUSEHOLDS, persons=PERSONS, evidence=hits("村干部", "财政供养"))


def test_the_public_payroll(rule_table: RuleTable) -> None:
    rule_table("ID204", households=HOUSEHOLDS, persons=PERSONS, evidence=hits("财政供养", "村干部"))


def test_a_business(rule_table: RuleTable) -> None:
    rule_table("ID205", households=HOUSEHOLDS, persons=PERSONS, evidence=hits("经营实体", "长期外出"))


def test_long_absence(rule_table: RuleTable) -> None:
    rule_table("ID206", households=HOUSEHOLDS, persons=PERSONS, evidence=hits("长期外出", "经营实体"))


def test_studies_or_insurance(rule_table: RuleTable) -> None:
    rule_table("ID207", households=HOUSEHOLDS, persons=PERSONS, evidence=hits("留学或商业保险", "违法"))


def test_an_offence(rule_table: RuleTable) -> None:
    rule_table("ID208", households=HOUSEHOLDS, persons=PERSONS, evidence=hits("违法", "投诉"))


def test_a_complaint(rule_table: RuleTable) -> None:
    rule_table("ID209", households=HOUSEHOLDS, persons=PERSONS, evidence=hits("投诉", "违法"))


def asked(rule_table: RuleTable, outcomes: tuple[str, str], evidence: str, day: date = date(2018, 12, 31)) -> None:
    rule_table(
        "ID202",
        day,
        households="""
            household_id | identified
            0001         | 201401
        """,
        persons=f"""
            household_id | id_no              | outcome
            0001         | #69000019700101123 | {outcomes[0]}
            0001         | #69000019720202123 | {outcomes[1]}
        """,
        evidence=evidence,
    )


def test_a_category_of_which_no_list_was_handed_in_is_unknown(rule_table: RuleTable) -> None:
    asked(
        rule_table,
        ("unknown", "unknown"),
        """
        id_no              | source | category
        #69000019700101123 | 不动产 | 商品房
        """,
    )
    asked(
        rule_table,
        ("unknown", "unknown"),
        """
        id_no              | source | category
        #69000019700101123 | 车管所 |
        #69000019700101123 | 车管所 | 汽车
        """,
    )


def test_what_was_found_after_the_day_was_not_known_on_it(rule_table: RuleTable) -> None:
    lists = """
        id_no              | source | category | day
        #69000019700101123 | 车管所 | 车辆     | 2018-07-01
        #69000019850101123 | 车管所 | 车辆     | 2018-06-30
    """
    asked(rule_table, ("pass", "pass"), lists, date(2018, 6, 30))
    asked(rule_table, ("fail", "pass"), lists, date(2018, 7, 1))
    # Before the first entry of the list there is no list.
    asked(rule_table, ("unknown", "unknown"), lists, date(2018, 6, 29))


def test_a_list_in_which_nobody_has_a_number_says_nothing(rule_table: RuleTable) -> None:
    asked(
        rule_table,
        ("unknown", "unknown"),
        """
        id_no  | name | source | category
               | 张三 | 车管所 | 车辆
        12345  | 李四 | 车管所 | 车辆
        999999 | 王五 | 车管所 | 车辆
        """,
    )


def test_other_forms_of_the_number_are_the_same_number(rule_table: RuleTable) -> None:
    rule_table(
        "ID202",
        households="""
            household_id | identified
            0001         | 201401
        """,
        persons="""
            household_id | id_no              | outcome
            0001         | 690000700101123    | fail
            0001         | #69000019720202123 | pass
        """,
        evidence="""
            id_no              | source | category
            #69000019700101123 | 车管所 | 车辆
        """,
    )


# 0001 left at the end of 2016, 0002 and 0006 nobody knows when, 0003 fell back in 2018 and 0004 is on the register; 0005 never was.
LEFT = """
    household_id | identified | exit_year | status               | relapsed
    0001         | 201401     | 2016      | 已脱贫（享受政策）   |
    0002         | 201401     |           | 已脱贫（享受政策）   |
    0003         | 201401     | 2016      | 返贫                 | 201801
    0004         | 201401     |           | 未脱贫               |
    0005         |            |           |                      |
    0006         | 201401     | 去年      | 已脱贫（享受政策）   |
    0007         | 201401     | 2013      | 已脱贫（享受政策）   |
"""
WHO_LEFT = """
    household_id | id_no              | left   | joined   | outcome
    0001         | #69000019700101123 |        |          | fail
    0001         | #69000019710101123 |        |          | fail
    0001         | #69000019720202123 |        |          | pass
    0001         | #69000019730303123 |        |          | pass
    0001         | #69000019740404123 | 201705 |          | not_applicable
    0001         | #69000019740405123 |        | 20170101 | not_applicable
    0001         | #69000019740406123 |        | 2016     | fail
    0001         | #69000019740407123 |        | 去年     | unknown
    0001         |                    |        |          | unknown
    0002         | #69000019750505123 |        |          | fail
    0003         | #69000019760606123 |        |          | not_applicable
    0004         | #69000019770707123 |        |          | not_applicable
    0005         | #69000019780808123 |        |          | not_applicable
    0006         | #69000019790909123 |        |          | fail
    0001         | #69000019800808123 |        |          | fail
    0002         | #69000019810808123 |        | 2013     | fail
    0002         | #69000019820808123 |        | 2017     | unknown
    0007         | #69000019830808123 |        | 201401   | fail
"""


def hits_before_exit(category: str, other: str) -> str:
    """A car of the last day of 2016 is from before the exit, one of the day after is not; one without a day may be from before."""
    return f"""
        id_no              | source | category   | day
        #69000019700101123 | 车管所 | {category} | 2016-12-31
        690000710101123    | 车管所 | {category} |
        #69000019720202123 | 车管所 | {category} | 2017-01-01
        #69000019730303123 | 车管所 | {other}    | 2015-01-01
        #69000019740404123 | 车管所 | {category} | 2015-01-01
        #69000019740405123 | 车管所 | {category} | 2015-01-01
        #69000019740406123 | 车管所 | {category} | 2015-01-01
        #69000019740407123 | 车管所 | {category} | 2015-01-01
        #69000019750505123 | 车管所 | {category} | 2018-05-01
        #69000019760606123 | 车管所 | {category} | 2015-01-01
        #69000019770707123 | 车管所 | {category} | 2015-01-01
        #69000019780808123 | 车管所 | {category} | 2015-01-01
        #69000019790909123 | 车管所 | {category} | 2015-01-01
        #69000019800808123 | 车管所 | {category} | 2018-01-01
        #69000019800808123 | 车管所 | {category} | 2015-01-01
        #69000019700101123 | 车管所 | {category} | 2019-01-01
        #69000019810808123 | 车管所 | {category} | 2015-01-01
        #69000019820808123 | 车管所 | {category} | 2015-01-01
        #69000019830808123 | 车管所 | {category} | 2015-01-01
    """


def test_a_flat_of_a_household_that_left(rule_table: RuleTable) -> None:
    rule_table("ID211", households=LEFT, persons=WHO_LEFT, evidence=hits_before_exit("商品房", "车辆"))


def test_a_vehicle_of_a_household_that_left(rule_table: RuleTable) -> None:
    rule_table("ID212", households=LEFT, persons=WHO_LEFT, evidence=hits_before_exit("车辆", "商品房"))


def test_a_village_officer_of_a_household_that_left(rule_table: RuleTable) -> None:
    rule_table("ID213", households=LEFT, persons=WHO_LEFT, evidence=hits_before_exit("村干部", "财政供养"))


def test_the_public_payroll_of_a_household_that_left(rule_table: RuleTable) -> None:
    rule_table("ID214", households=LEFT, persons=WHO_LEFT, evidence=hits_before_exit("财政供养", "村干部"))


def test_a_business_of_a_household_that_left(rule_table: RuleTable) -> None:
    rule_table("ID215", households=LEFT, persons=WHO_LEFT, evidence=hits_before_exit("经营实体", "长期外出"))


def test_long_absence_of_a_household_that_left(rule_table: RuleTable) -> None:
    rule_table("ID216", households=LEFT, persons=WHO_LEFT, evidence=hits_before_exit("长期外出", "经营实体"))


def test_studies_or_insurance_of_a_household_that_left(rule_table: RuleTable) -> None:
    rule_table("ID217", households=LEFT, persons=WHO_LEFT, evidence=hits_before_exit("留学或商业保险", "违法"))


def test_an_offence_of_a_household_that_left(rule_table: RuleTable) -> None:
    rule_table("ID218", households=LEFT, persons=WHO_LEFT, evidence=hits_before_exit("违法", "投诉"))


def test_a_complaint_of_a_household_that_left(rule_table: RuleTable) -> None:
    rule_table("ID219", households=LEFT, persons=WHO_LEFT, evidence=hits_before_exit("投诉", "违法"))


def test_before_its_exit_a_household_is_asked_as_a_listed_one(rule_table: RuleTable) -> None:
    households = """
        household_id | identified | exit_year | status
        0001         | 201401     | 2016      | 已脱贫（享受政策）
    """
    evidence = """
        id_no              | source | category | day
        #69000019700101123 | 车管所 | 车辆     | 2015-01-01
    """

    def persons(outcome: str) -> str:
        return f"""
        household_id | id_no              | outcome
        0001         | #69000019700101123 | {outcome}
        """

    for day, listed, left in ((date(2016, 12, 30), "fail", "not_applicable"), (date(2016, 12, 31), "not_applicable", "fail")):
        rule_table("ID202", day, households=households, persons=persons(listed), evidence=evidence)
        rule_table("ID212", day, households=households, persons=persons(left), evidence=evidence)


def test_without_a_list_of_the_category_nothing_is_known_of_who_left(rule_table: RuleTable) -> None:
    rule_table(
        "ID212",
        households="""
            household_id | identified | exit_year | status
            0001         | 201401     | 2016      | 已脱贫（享受政策）
        """,
        persons="""
            household_id | id_no              | outcome
            0001         | #69000019700101123 | unknown
        """,
        evidence="""
            id_no              | source | category | day
            #69000019700101123 | 不动产 | 商品房   | 2015-01-01
        """,
    )
