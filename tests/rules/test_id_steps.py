"""The procedure of identification: seven steps on file, in order, public for seven days, signed, with evidence."""

from datetime import date

from tests.conftest import RuleTable

SEVEN = ("农户申请", "入户调查", "民主评议", "村级公示", "镇审核公示", "县审批公告", "信息录入")
DAYS = ("2014-03-01", "2014-03-05", "2014-03-10", "2014-03-12", "2014-03-22", "2014-04-01", "2014-04-12")
UNTIL = ("", "", "", "2014-03-19", "2014-03-29", "2014-04-08", "")
HEADS = "household_id | procedure | step | day | public_until | signed_by | proof"


def step(
    household: str, name: str, day: str = "", until: str = "", signed: str = "张三", proof: str = "会议记录", of: str = "识别"
) -> str:
    return f"{household} | {of} | {name} | {day} | {until} | {signed} | {proof}"


def whole(household: str, **other: tuple[str, ...]) -> list[str]:
    """All seven steps; `other` gives a step another day and another last day of publicity."""
    found = []
    for name, day, until in zip(SEVEN, DAYS, UNTIL, strict=True):
        day, until = other.get(name, (day, until))
        found.append(step(household, name, day, until))
    return found


def steps(*rows: str | list[str]) -> str:
    lines = [HEADS]
    for row in rows:
        lines += [row] if isinstance(row, str) else row
    return "\n".join(lines)


def test_every_step_is_on_file(rule_table: RuleTable) -> None:
    rule_table(
        "ID401",
        households="""
            household_id | identified | exit_year | status | outcome
            0001         | 201401     |           |        | pass
            0002         | 201401     |           |        | fail
            0003         | 201401     |           |        | fail
            0004         | 201401     |           |        | unknown
            0005         | 201401     |           |        | unknown
            0006         | 201401     |           |        | pass
            0007         | 201401     |           |        | fail
            0008         | 201401     |           | 预脱贫 | pass
            0009         |            |           |        | not_applicable
            0010         | 201401     | 2016      |        | not_applicable
            0011         | 201401     |           |        | pass
        """,
        steps=steps(
            whole("0001"),
            whole("0002")[:-1],
            step("0003", "农户申请", "2014-03-01"),
            # 0004 has nothing; 0005 only its exit; 0006 steps twice and one that no list has; 0007 only such a one.
            [step("0005", name, of="退出") for name in SEVEN],
            [*whole("0006"), step("0006", "村级公示", "2014-03-13"), step("0006", "数据比对", "2014-03-30")],
            step("0007", "数据比对", "2014-03-30"),
            whole("0008"),
            whole("0009"),
            whole("0010")[:1],
            # 0011: without days and whatever the order of the rows, they are on file.
            [step("0011", name) for name in reversed(SEVEN)],
        ),
    )


def test_what_stands_in_brackets_is_no_other_step(rule_table: RuleTable) -> None:
    rule_table(
        "ID401",
        households="""
            household_id | identified | outcome
            0001         | 201401     | pass
            0002         | 201401     | fail
        """,
        steps=steps(
            [row.replace("民主评议", "民主评议（村民代表）").replace("村级公示", "村级 公示(第一次)") for row in whole("0001")],
            [row.replace("民主评议", "评议") for row in whole("0002")],
        ),
    )


def test_steps_are_in_order(rule_table: RuleTable) -> None:
    # On one day is in order. A step done again, an extra one, or days on none of the seven: only the seven have an order.
    rule_table(
        "ID402",
        households="""
            household_id | identified | outcome
            0001         | 201401     | pass
            0002         | 201401     | fail
            0003         | 201401     | pass
            0004         | 201401     | unknown
            0005         | 201401     | fail
            0006         | 201401     | unknown
            0007         | 201401     | fail
            0008         | 201401     | pass
            0009         | 201401     | pass
            0010         | 201401     | pass
            0011         | 201401     | unknown
        """,
        steps=steps(
            whole("0001"),
            whole("0002", 村级公示=("2014-03-09", "2014-03-19")),
            whole("0003", 村级公示=("2014-03-10", "2014-03-19")),
            whole("0004", 村级公示=("", "2014-03-19")),
            # An undated step does not hide that two others are the wrong way round.
            whole("0005", 农户申请=("", ""), 县审批公告=("2014-04-13", "2014-04-20")),
            # 0006 has nothing. 0007: the application is dated after everything.
            whole("0007", 农户申请=("2014-05-01", "")),
            # 0008: a step missing, the others in order. 0009: an extra step without a day. 0010: rows the other way round.
            [row for row in whole("0008") if "入户调查" not in row],
            [*whole("0009"), step("0009", "数据比对")],
            list(reversed(whole("0010"))),
            [step("0011", name) for name in SEVEN],
        ),
    )


def test_a_step_done_again_counts_from_the_first_time_for_what_follows_it(rule_table: RuleTable) -> None:
    # Made public again because the first time was too short, before the town's: in order. After the town's: out of order.
    rule_table(
        "ID402",
        households="""
            household_id | identified | outcome
            0001         | 201401     | pass
            0002         | 201401     | fail
        """,
        steps=steps(
            [*whole("0001", 村级公示=("2014-03-11", "2014-03-13")), step("0001", "村级公示", "2014-03-14", "2014-03-21")],
            [*whole("0002"), step("0002", "村级公示", "2014-03-23", "2014-03-30")],
        ),
    )


def test_steps_are_public_for_seven_days(rule_table: RuleTable) -> None:
    rule_table(
        "ID403",
        households="""
            household_id | identified | outcome
            0001         | 201401     | pass
            0002         | 201401     | fail
            0003         | 201401     | pass
            0004         | 201401     | unknown
            0005         | 201401     | unknown
            0006         | 201401     | fail
            0007         | 201401     | unknown
            0008         | 201401     | pass
            0009         | 201401     | unknown
            0010         | 201401     | fail
        """,
        steps=steps(
            # Seven days are enough, six are not, also over the end of a month and of a leap year's February.
            whole("0001", 村级公示=("2014-03-12", "2014-03-19")),
            whole("0002", 村级公示=("2014-03-12", "2014-03-18")),
            whole("0003", 村级公示=("2016-02-25", "2016-03-03")),
            whole("0004", 镇审核公示=("2014-03-22", "")),
            whole("0005", 镇审核公示=("", "2014-03-29")),
            whole("0006", 镇审核公示=("2014-03-22", ""), 县审批公告=("2014-04-01", "2014-04-03")),
            # 0007 has nothing. 0008: a meeting is not made public. 0009: none of the steps made public is on file.
            whole("0008", 民主评议=("2014-03-10", "2014-03-11")),
            [step("0009", name, "2014-03-01") for name in ("农户申请", "入户调查", "民主评议")],
            whole("0010", 村级公示=("2016-02-25", "2016-03-02")),
        ),
    )


def test_what_was_made_public_again_for_long_enough_was_public_for_long_enough(rule_table: RuleTable) -> None:
    rule_table(
        "ID403",
        households="""
            household_id | identified | outcome
            0001         | 201401     | pass
            0002         | 201401     | fail
        """,
        steps=steps(
            [*whole("0001", 村级公示=("2014-03-12", "2014-03-15")), step("0001", "村级公示", "2014-03-16", "2014-03-23")],
            [*whole("0002", 村级公示=("2014-03-12", "2014-03-15")), step("0002", "村级公示", "2014-03-16", "2014-03-19")],
        ),
    )


def test_steps_are_signed(rule_table: RuleTable) -> None:
    rule_table(
        "ID404",
        households="""
            household_id | identified | exit_year | outcome
            0001         | 201401     |           | pass
            0002         | 201401     |           | fail
            0003         | 201401     |           | unknown
            0004         | 201401     |           | pass
            0005         | 201401     | 2016      | not_applicable
        """,
        steps=steps(
            whole("0001"),
            [*whole("0002")[:-1], step("0002", "信息录入", "2014-04-12", signed="")],
            # 0003 has nothing; that a step of the exit is not signed is no matter of identification.
            [*whole("0004"), step("0004", "入户核实", signed="", of="退出")],
            step("0005", "农户申请", signed=""),
        ),
    )


def test_steps_have_evidence(rule_table: RuleTable) -> None:
    rule_table(
        "ID405",
        households="""
            household_id | identified | outcome
            0001         | 201401     | pass
            0002         | 201401     | fail
            0003         | 201401     | unknown
            0004         |            | not_applicable
        """,
        steps=steps(
            whole("0001"),
            [*whole("0002")[:-1], step("0002", "信息录入", "2014-04-12", proof="")],
            step("0004", "农户申请", proof=""),
        ),
    )


def test_a_step_dated_after_the_day_is_neither_done_nor_missing_on_it(rule_table: RuleTable) -> None:
    # Since when a household is listed is often written as a month, and its last steps lie within it: the procedure is under way.
    rows = whole("0001", 县审批公告=("2014-07-01", "2014-07-08"), 信息录入=("2014-07-10", ""))
    for day, outcome in ((date(2014, 12, 31), "pass"), (date(2014, 6, 30), "unknown"), (date(2014, 2, 28), "unknown")):
        rule_table(
            "ID401",
            day,
            households=f"""
                household_id | identified | outcome
                0001         | 201401     | {outcome}
                0002         | 201401     | {"fail" if day > date(2014, 3, 1) else "unknown"}
            """,
            # Of 0002 no file has its last step, whatever the day.
            steps=steps(rows, [row.replace("0001", "0002") for row in rows[:5]]),
        )


def test_a_step_of_a_later_return_is_not_to_come(rule_table: RuleTable) -> None:
    # Out at the end of 2015, back in 2018: the announcement of 2018 is none of 2014, which no file has.
    rows = [row for row in whole("0001") if "县审批公告" not in row]
    rule_table(
        "ID401",
        date(2014, 12, 31),
        households="""
            household_id | identified | exit_year | status | relapsed | outcome
            0001         | 201401     | 2015      | 返贫   | 201803   | fail
        """,
        steps=steps(rows, step("0001", "县审批公告", "2018-02-01", "2018-02-08")),
    )


def test_a_household_that_came_back_is_asked_for_the_steps_of_its_return(rule_table: RuleTable) -> None:
    # Listed in 2014, out at the end of 2016, back in March 2018: what was done in 2014 is no step of the return.
    again = [
        step("0001", name, day, until)
        for name, day, until in zip(
            SEVEN,
            ("2018-01-03", "2018-01-05", "2018-01-08", "2018-01-09", "2018-01-18", "2018-02-01", "2018-03-01"),
            ("", "", "", "2018-01-16", "2018-01-26", "2018-02-08", ""),
            strict=True,
        )
    ]
    households = """
        household_id | identified | exit_year | status | relapsed | outcome
        0001         | 201401     | 2016      | 返贫   | 201803   | {}
        0002         | 201401     | 2016      | 返贫   | 201803   | {}
    """
    rows = steps(whole("0001"), again, whole("0002"))
    rule_table("ID401", households=households.format("pass", "unknown"), steps=rows)
    rule_table("ID402", households=households.format("pass", "unknown"), steps=rows)
