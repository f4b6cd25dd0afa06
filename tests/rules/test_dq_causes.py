"""Group 4 of the library: the main cause against the members, and against the other causes.

A cause says that a household is on the list, also where its time of identification is blank (0007).
"""

from puxi_cli.records.codes import code_list
from tests.conftest import RuleTable


def test_poor_by_illness_has_a_member_who_is_not_healthy(rule_table: RuleTable) -> None:
    rule_table(
        "DQ401",
        households="""
            household_id | identified | cause | outcome
            0001         | 2014       | 因病  | fail
            0002         | 2014       | 因病  | pass
            0003         | 2014       | 因病  | pass
            0004         | 2014       | 因病  | unknown
            0005         | 2014       | 因残  | not_applicable
            0006         | 2014       |       | not_applicable
            0007         |            | 因病  | fail
            0008         | 2014       | 因病  | fail
            0009         | 2014       | 因病  | pass
            0010         | 2014       | 因病  | unknown
        """,
        persons="""
            household_id | name | health     | left
            0001         | 张三 | 健康       |
            0001         | 李四 | 健康       |
            0002         | 张三 | 健康       |
            0002         | 李四 | 长期慢性病 |
            0003         | 张三 | 残疾       |
            0004         | 张三 | 健康       |
            0004         | 李四 |            |
            0005         | 张三 | 健康       |
            0006         | 张三 | 健康       |
            0007         | 张三 | 健康       |
            0008         | 张三 | 健康       |
            0008         | 李四 | 患有大病   | 201703
            0009         | 张三 |            |
            0009         | 李四 | 患有大病   |
        """,
    )


def test_poor_by_schooling_has_a_pupil(rule_table: RuleTable) -> None:
    # Who is not yet at school is no pupil. A blank at an age at which the register asks (6 to 23) tells nothing.
    rule_table(
        "DQ402",
        households="""
            household_id | identified | cause | outcome
            0001         | 2014       | 因学  | pass
            0002         | 2014       | 因学  | fail
            0003         | 2014       | 因学  | unknown
            0004         | 2014       | 因学  | pass
            0005         | 2014       | 因病  | not_applicable
            0006         | 2014       | 因学  | fail
            0007         |            | 因学  | fail
        """,
        persons="""
            household_id | birth    | schooling
            0001         | 19700505 | 非在校生
            0001         | 20000505 | 大专及以上
            0002         | 19700505 | 非在校生
            0002         | 20150505 | 学龄前儿童
            0003         | 19700505 | 非在校生
            0003         | 20050505 |
            0004         | 20050505 |
            0004         | 20080505 | 小学
            0005         | 19700505 | 非在校生
            0006         | 19700505 |
            0007         | 19700505 | 非在校生
        """,
    )


def test_poor_by_disability_has_a_disabled_member(rule_table: RuleTable) -> None:
    rule_table(
        "DQ403",
        households="""
            household_id | identified | cause | outcome
            0001         | 2014       | 因残  | pass
            0002         | 2014       | 因残  | fail
            0003         | 2014       | 因残  | unknown
            0004         | 2014       | 因残  | pass
            0005         | 2014       | 因学  | not_applicable
        """,
        persons="""
            household_id | name | health
            0001         | 张三 | 残疾
            0002         | 张三 | 健康
            0002         | 李四 | 患有大病
            0003         | 张三 | 健康
            0003         | 李四 |
            0004         | 张三 | 长期慢性病、残疾
            0005         | 张三 | 健康
        """,
    )


def test_the_main_cause_is_not_among_the_others(rule_table: RuleTable) -> None:
    rule_table(
        "DQ404",
        households="""
            household_id | identified | cause  | other_causes | outcome
            0001         | 2014       | 因病   | 因残、缺技术 | pass
            0002         | 2014       | 因病   | 因残、因病   | fail
            0003         | 2014       | 缺资金 | 缺资金       | fail
            0004         | 2014       | 因病   |              | not_applicable
            0005         | 2014       |        | 因病         | not_applicable
            0006         | 2014       | 缺水   | 缺土地、缺技术、缺劳力、缺资金 | pass
            0007         |            | 因病   | 因病         | fail
        """,
    )


def test_no_cause_is_part_of_another() -> None:
    # The rule looks for the main cause's name in the text of the others.
    labels = code_list("cause").labels
    assert not [(one, other) for one in labels for other in labels if one != other and one in other]
