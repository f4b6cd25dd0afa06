"""The procedure of exit: seven steps on file, in order, public for seven days, signed, with evidence."""

from datetime import date

from tests.conftest import RuleTable
from tests.rules.test_id_steps import step, steps

SEVEN = ("小组提名", "入户核实", "农户认可签字", "民主评议公示", "镇核查公示", "县公告批复", "系统标识")
DAYS = ("2018-09-01", "2018-09-05", "2018-09-06", "2018-09-10", "2018-09-18", "2018-09-26", "2018-10-25")
UNTIL = ("", "", "", "2018-09-17", "2018-09-25", "2018-10-03", "")


def whole(household: str, of: str = "退出", signed: str = "张三", proof: str = "名单", **other: tuple[str, str]) -> list[str]:
    """All seven steps; `other` gives a step another day and another last day of publicity."""
    days = {name: (day, until) for name, day, until in zip(SEVEN, DAYS, UNTIL, strict=True)} | other
    return [step(household, name, *days[name], signed, proof, of) for name in SEVEN]


HOUSEHOLDS = """
    household_id | identified | status | exit_year | outcome
    0001         | 201401     |        | 2018      | pass
    0002         | 201401     |        | 2018      | {wrong}
    0003         | 201401     |        | 2018      | unknown
    0004         | 201401     | 预脱贫 | 2018      | pass
    0005         | 201401     | 预脱贫 |           | {wrong}
    0006         | 201401     | 未脱贫 |           | not_applicable
    0007         |            |        |           | not_applicable
    0008         | 201401     |        | 2O18      | unknown
    0009         | 201401     |        | 2018      | unknown
    0010         | 201401     |        | 2018      | {half}
"""


def asked(rule_table: RuleTable, rule: str, wrong: list[str], half: list[str], half_is: str = "unknown") -> None:
    rows = [
        whole("0001"), [row.replace("0000", "0002") for row in wrong], whole("0004"), [row.replace("0000", "0005") for row in wrong],
        [row.replace("0000", "0006") for row in wrong], [row.replace("0000", "0007") for row in wrong], whole("0008"),
        whole("0009", of="识别"), [row.replace("0000", "0010") for row in half],
    ]  # fmt: skip
    rule_table(rule, households=HOUSEHOLDS.format(wrong="fail", half=half_is), steps=steps(*rows))


def test_every_step_is_on_file(rule_table: RuleTable) -> None:
    # Half: a step no list names, beside the seven.
    extra = [*whole("0000"), step("0000", "档案装订", of="退出")]
    asked(rule_table, "EX301", whole("0000")[:2] + whole("0000")[3:], extra, "pass")
    rule_table(
        "EX301",
        households="""
            household_id | identified | exit_year | outcome
            0001         | 201401     | 2018      | pass
        """,
        steps=steps(whole("0001")),
    )


def test_steps_are_in_order(rule_table: RuleTable) -> None:
    asked(rule_table, "EX302", whole("0000", 县公告批复=("2018-09-17", "2018-10-03")), whole("0000", 入户核实=("", "")))
    rule_table(
        "EX302",
        households="""
            household_id | identified | exit_year | outcome
            0001         | 201401     | 2018      | pass
        """,
        steps=steps(whole("0001", 入户核实=("2018-09-06", ""))),
    )


def test_steps_are_public_for_seven_days(rule_table: RuleTable) -> None:
    asked(
        rule_table, "EX303", whole("0000", 镇核查公示=("2018-09-18", "2018-09-24")), whole("0000", 镇核查公示=("2018-09-18", ""))
    )
    rule_table(
        "EX303",
        households="""
            household_id | identified | exit_year | outcome
            0001         | 201401     | 2018      | pass
        """,
        steps=steps(whole("0001", 镇核查公示=("2018-09-18", "2018-09-25"))),
    )


def test_steps_are_signed(rule_table: RuleTable) -> None:
    unsigned = whole("0000")
    unsigned[1] = step("0000", "入户核实", "2018-09-05", signed="", of="退出")
    asked(rule_table, "EX304", unsigned, whole("0000", proof=""), "pass")
    rule_table(
        "EX304",
        households="""
            household_id | identified | exit_year | outcome
            0001         | 201401     | 2018      | fail
            0002         | 201401     | 2018      | pass
        """,
        steps=steps(whole("0001", signed=""), whole("0002")),
    )


def test_steps_have_evidence(rule_table: RuleTable) -> None:
    asked(rule_table, "EX305", whole("0000", proof=""), whole("0000", signed=""), "pass")
    rule_table(
        "EX305",
        households="""
            household_id | identified | exit_year | outcome
            0001         | 201401     | 2018      | pass
        """,
        steps=steps(whole("0001")),
    )


def test_a_planned_exit_has_the_steps_done_by_the_day(rule_table: RuleTable) -> None:
    households = """
        household_id | identified | status | planned_year | outcome
        0001         | 201401     | 预脱贫 | 2018         | {}
    """
    # On 30 September the rest is still to come; without the rest, steps are missing.
    rule_table("EX301", date(2018, 9, 30), households=households.format("unknown"), steps=steps(whole("0001")))
    rule_table("EX301", date(2018, 9, 30), households=households.format("fail"), steps=steps(whole("0001")[:2]))
    rule_table("EX301", date(2018, 10, 25), households=households.format("pass"), steps=steps(whole("0001")))


def test_who_leaves_again_has_the_steps_of_this_exit(rule_table: RuleTable) -> None:
    # Out in 2015, back in March 2017, out again in 2018: the steps of 2015 are no steps of 2018.
    first = [row.replace("2018-", "2015-") for row in whole("0001")]
    households = """
        household_id | identified | status             | exit_year | relapsed | outcome
        0001         | 201401     | 已脱贫（享受政策） | 2018      | 201703   | {}
    """
    rule_table("EX302", households=households.format("pass"), steps=steps(first, whole("0001")))
    rule_table("EX301", households=households.format("unknown"), steps=steps(first))
