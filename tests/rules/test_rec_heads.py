"""The head of a household: one, and only one."""

from tests.conftest import RuleTable


def test_a_household_has_a_head_among_the_present(rule_table: RuleTable) -> None:
    rule_table(
        "REC303",
        households="""
            household_id | outcome
            0001         | pass
            0002         | fail
            0003         | fail
            0004         | unknown
            0005         | not_applicable
            0006         | pass
        """,
        persons="""
            household_id | relation   | left
            0001         | 户主       |
            0001         | 配偶       |
            0002         | 配偶       |
            0003         | 户主       | 201804
            0003         | 之子       |
            0004         | 户珠       |
            0004         | 之女       |
            0006         | 本人或户主 |
            0006         | 户珠       |
        """,
    )


def test_a_member_of_whom_nobody_can_tell_whether_they_left_may_be_the_head(rule_table: RuleTable) -> None:
    # Also where it is the only one, and where a reason of leaving stands without a time.
    rule_table(
        "REC303",
        households="""
            household_id | outcome
            0001         | unknown
            0002         | unknown
            0003         | unknown
            0004         | pass
            0005         | not_applicable
        """,
        persons="""
            household_id | relation | left   | left_reason
            0001         | 户主     | 去年   |
            0002         | 户主     |        | 死亡
            0002         | 配偶     |        |
            0003         | 户主     |        | 看不清的字
            0004         | 户主     |        |
            0004         | 之父     | 去年   |
            0005         | 户主     | 201604 | 死亡
        """,
    )


def test_a_household_has_one_head(rule_table: RuleTable) -> None:
    rule_table(
        "REC304",
        persons="""
            household_id | relation | left   | outcome
            0001         | 户主     |        | pass
            0001         | 配偶     |        | not_applicable
            0002         | 户主     |        | fail
            0002         | 01       |        | fail
            0003         | 户主     | 201612 | not_applicable
            0003         | 户主     |        | pass
        """,
    )
