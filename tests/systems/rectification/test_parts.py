"""Numbers, days, duties, states, conditions, ages: each worked out by hand."""

from __future__ import annotations

import re
from dataclasses import fields
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from puxi_cli.explained import Responsible
from puxi_cli.findings import Severity
from puxi_cli.records.fields import fields_of
from puxi_cli.systems.rectification import checking, closing, merging, planning, workdays
from puxi_cli.systems.rectification.checking import Look
from puxi_cli.systems.rectification.duties import Holders, duty_named
from puxi_cli.systems.rectification.evidence import evidence_for
from puxi_cli.systems.rectification.feedback import Register, Rules, wanted
from puxi_cli.systems.rectification.keys import key_of
from puxi_cli.systems.rectification.problems import Changes, Event, Holder, Ledger, Problem, Seen, State
from puxi_cli.systems.rectification.progress import Age, age_of, progress
from puxi_cli.systems.rectification.records import DutyHolder
from puxi_cli.systems.rectification.settings import WrittenDuty

TODAY = date(2018, 9, 28)


def problem(key: str = "AAAA-AAAA", row: int = 2, **values: Any) -> Problem:
    return Problem(key, {"state": "整改中", "key": key, "rule": "REC310", "household_id": "1", **values}, row)


def test_a_number_is_the_same_for_the_same_and_tells_nothing() -> None:
    assert key_of("REC310", "household 1", "size") == key_of("REC310", "household 1", "size")
    assert re.fullmatch(r"[2-9A-HJ-NP-Z]{4}-[2-9A-HJ-NP-Z]{4}", key_of("REC112", "person 690000197001011019", None))
    assert key_of("a", "b", None) == key_of("a", "b", "")
    assert key_of("ab", "", "") != key_of("a", "b", "")


@given(st.lists(st.tuples(st.text(max_size=5), st.text(max_size=5), st.text(max_size=5)), unique=True, min_size=2, max_size=20))
def test_different_problems_have_different_numbers(parts: list[tuple[str, str, str]]) -> None:
    assert len({key_of(*part) for part in parts}) == len(parts)


@pytest.mark.parametrize(
    ("start", "days", "wanted_day"),
    [
        # 29 and 30 September 2018 were working days before the national holiday; 1 to 7 October was off.
        (date(2018, 9, 28), 1, date(2018, 9, 29)),
        (date(2018, 9, 28), 2, date(2018, 9, 30)),
        (date(2018, 9, 28), 3, date(2018, 10, 8)),
        (date(2018, 12, 28), 1, date(2018, 12, 29)),  # a Saturday that made up for New Year's Eve
        (date(2018, 12, 29), 1, date(2019, 1, 2)),
        (date(2019, 1, 2), 0, date(2019, 1, 2)),
    ],
)
def test_working_days_go_by_the_countrys_holidays(start: date, days: int, wanted_day: date) -> None:
    assert workdays.after(start, days) == (wanted_day, True)


def test_where_no_holidays_are_announced_weekends_are_taken_off_and_it_is_said() -> None:
    assert workdays.after(date(2099, 1, 1), 2) == (date(2099, 1, 5), False)  # Thursday, then Friday and Monday


def test_the_most_particular_answers() -> None:
    everywhere, town, village, both = (
        Holder("总", None, None), Holder("镇", "镇", None), Holder("村", None, "甲村"), Holder("两", "村", "甲村"),
    )  # fmt: skip
    holders = [everywhere, village, town, both]
    assert Holders(holders).of("村", "甲村") is both
    assert Holders(holders).of("镇", "甲村") is town
    assert Holders(holders).of("录入员", "甲村") is village
    assert Holders(holders).of("录入员", "乙村") is everywhere
    assert Holders([both]).of("镇", "甲村") is None
    assert [duty_named(word) for word in ("village", "村", "Town", "town", "驻村队", None, " ")] == [
        "村",
        "村",
        "Town",
        "镇",
        "驻村队",
        None,
        None,
    ]


def wanted_problem(key: str, **values: Any) -> planning.Wanted:
    told = {
        "rule": "REC310",
        "household_id": "1",
        "field": "人数",
        "severity": "错误",
        "duty": "村",
        "village": "甲村",
        "source": "系统核查",
    }
    return planning.Wanted(key, Severity.ERROR, told | values)


def test_a_plan_adds_what_is_new_with_a_day_and_somebody() -> None:
    holders = [Holder("王", "村", "甲村", "村委会", "13900000001", "李", "扶贫办")]
    done = planning.plan(Ledger(), [wanted_problem("K1")], holders, planning.DEFAULT_DAYS, TODAY, "张")
    [added] = done.changes.added
    # Ten working days from 28 September 2018: 29, 30, then 8 to 12, then 15, 16, 17 October.
    assert added["deadline"] == "2018-10-17"
    assert (added["person"], added["office"], added["leader"], added["leading_office"]) == ("王", "村委会", "李", "扶贫办")
    assert (added["state"], added["number"], added["first_found"], added["closed"]) == ("整改中", 1, "2018-09-28", False)
    assert done.changes.events == (Event("2018-09-28", "K1", None, "整改中", "张", "系统核查"),)


def test_a_plan_again_adds_nothing_and_fills_only_what_is_blank() -> None:
    ledger = Ledger(
        (
            problem("K1", 2, severity="错误", duty="村", village="甲村", person="人工填的"),
            problem("K2", 3, severity="错误", duty="村"),
        )
    )
    done = planning.plan(ledger, [wanted_problem("K1"), wanted_problem("K2")], [Holder("王")], planning.DEFAULT_DAYS, TODAY, "张")
    assert (done.covered, done.changes.added, done.changes.events) == (2, (), ())
    assert done.changes.updates == {2: {"deadline": "2018-10-17"}, 3: {"person": "王", "deadline": "2018-10-17"}}


def test_a_cell_that_cannot_be_read_is_not_taken_for_a_blank() -> None:
    odd = Problem("K1", {"state": "整改中", "severity": "错误", "person": "王"}, 2, {"deadline": "月底前"})
    assert not planning.plan(Ledger((odd,)), [], [], planning.DEFAULT_DAYS, TODAY, "张").changes


def test_what_was_reported_for_the_same_is_not_written_down_twice() -> None:
    reported = problem("FFFF-FFFF", 2, source="省", field="人数", severity="错误", deadline="2018-10-01", person="王")
    done = planning.plan(Ledger((reported,)), [wanted_problem("K1")], [], planning.DEFAULT_DAYS, TODAY, "张")
    assert (done.covered, done.changes.added) == (1, ())


@pytest.mark.parametrize(("known", "covers"), [({}, True), ({"field": "住房面积"}, False), ({"household_id": "2"}, False)])
def test_a_report_that_names_no_column_covers_what_is_found_in_the_same_plan(known: dict[str, str], covers: bool) -> None:
    report = planning.Wanted(
        "FFFF-FFFF", None, {"rule": "REC310", "household_id": "1", "source": "省", "text": "人数不符"} | known
    )
    done = planning.plan(Ledger(), [report, wanted_problem("K1")], [], planning.DEFAULT_DAYS, TODAY, "张")
    assert [one.key for one in done.changes.added] == (["FFFF-FFFF"] if covers else ["FFFF-FFFF", "K1"])
    assert done.covered == int(covers)
    then = Ledger(tuple(Problem(one.key, one.values, row) for row, one in enumerate(done.changes.added, 2)))
    again = planning.plan(then, [report, wanted_problem("K1")], [], planning.DEFAULT_DAYS, TODAY, "张")
    assert (again.changes.added, again.covered) == ((), 2)


def test_two_reports_of_one_thing_are_two_problems_for_both_who_sent_them_ask_again() -> None:
    values = {"rule": "REC310", "household_id": "1", "text": "人数不符"}
    sent = [planning.Wanted(key, None, values | {"source": source}) for key, source in (("A", "省"), ("B", "市"))]
    done = planning.plan(Ledger(), sent, [], planning.DEFAULT_DAYS, TODAY, "张")
    assert [one["source"] for one in done.changes.added] == ["省", "市"]


def test_two_findings_of_one_rule_in_two_columns_are_two_problems() -> None:
    done = planning.plan(
        Ledger(), [wanted_problem("K1"), wanted_problem("K2", field=None)], [], planning.DEFAULT_DAYS, TODAY, "张"
    )
    assert len(done.changes.added) == 2


def test_a_closed_problem_that_is_found_again_is_told_and_left_to_the_check() -> None:
    done = planning.plan(Ledger((problem("K1", state="已销号"),)), [wanted_problem("K1")], [], planning.DEFAULT_DAYS, TODAY, "张")
    assert done.closed_again == ("K1",)
    assert not done.changes


@pytest.mark.parametrize(
    ("before", "seen", "after"),
    [
        (State.OPEN, Seen.FOUND, State.OPEN), (State.OPEN, Seen.GONE, State.WAITING), (State.OPEN, Seen.WAIVED, State.WAITING),
        (State.OPEN, Seen.UNKNOWN, State.OPEN), (State.OPEN, Seen.ON_SITE, State.OPEN),
        (State.WAITING, Seen.FOUND, State.OPEN), (State.WAITING, Seen.GONE, State.WAITING), (State.WAITING, Seen.UNKNOWN, State.WAITING),
        (State.REJECTED, Seen.FOUND, State.OPEN), (State.REJECTED, Seen.GONE, State.REJECTED),
        (State.CLOSED, Seen.FOUND, State.REOPENED), (State.CLOSED, Seen.GONE, State.CLOSED), (State.CLOSED, Seen.UNKNOWN, State.CLOSED),
        (State.REOPENED, Seen.FOUND, State.REOPENED), (State.REOPENED, Seen.GONE, State.WAITING),
    ],
)  # fmt: skip
def test_what_a_check_makes_of_a_state(before: State, seen: Seen, after: State) -> None:
    ledger = Ledger((problem("K1", state=before.value),))
    done = checking.check(ledger, {"K1": Look(seen)}, TODAY, "张")
    then = ledger.after(done.changes).problems[0]
    assert (then.state, then["result"], then["last_checked"]) == (after, seen.value, "2018-09-28")
    assert [(event.before, event.after) for event in done.moved] == ([] if before is after else [(before.value, after.value)])
    assert not checking.check(
        ledger.after(done.changes), {"K1": Look(Seen.GONE if after is State.WAITING else seen)}, TODAY, "张"
    ).moved


def test_a_reopened_problem_counts_how_often_and_is_closed_no_more() -> None:
    ledger = Ledger((problem("K1", state="已销号", closed=True, closed_on="2018-08-01", reopened=1),))
    then = ledger.after(checking.check(ledger, {"K1": Look(Seen.FOUND)}, TODAY, "张").changes).problems[0]
    assert (then["reopened"], then["closed"], then["closed_on"]) == (2, False, None)


def test_what_no_rule_looks_at_is_left_to_a_visit() -> None:
    ledger = Ledger((problem("K1", rule=None),))
    done = checking.check(ledger, {}, TODAY, "张")
    assert ledger.after(done.changes).problems[0].seen is Seen.ON_SITE
    assert not done.moved


NAMES = ("一", "二", "三", "四", "五", "六")
WHOLE = {
    "state": "待销号",
    "result": "不再发现",
    "verified": True,
    "cause": "录错",
    "person": "王",
    "proof": "照片",
    "satisfied": True,
}


def test_what_fulfils_all_six_is_closed() -> None:
    ledger = Ledger((problem("K1", **WHOLE),))
    done = closing.close(ledger, None, NAMES, TODAY, "张", "核实")
    then = ledger.after(done.changes).problems[0]
    assert (then.state, then["closed"], then["closed_on"]) == (State.CLOSED, True, "2018-09-28")
    assert done.changes.events == (Event("2018-09-28", "K1", "待销号", "已销号", "张", "核实"),)
    assert not closing.close(ledger.after(done.changes), None, NAMES, TODAY, "张", "核实").changes


@pytest.mark.parametrize(
    ("without", "lacks"),
    [
        ({"verified": None}, "verified"), ({"verified": False}, "verified"), ({"cause": None}, "cause"), ({"person": None}, "responsible"),
        ({"result": "仍存在"}, "put_right"), ({"result": "无法核对：数据空白"}, "put_right"), ({"proof": None}, "evidence"),
        ({"satisfied": False}, "satisfied"),
    ],
)  # fmt: skip
def test_what_lacks_one_is_refused_and_sent_back(without: dict[str, Any], lacks: str) -> None:
    ledger = Ledger((problem("K1", **WHOLE | without),))
    done = closing.close(ledger, None, NAMES, TODAY, "张", None)
    assert [one.lacking for one in done.refused] == [(lacks,)]
    assert ledger.after(done.changes).problems[0].state is State.REJECTED
    assert done.changes.events[0].why == NAMES[list(closing.CONDITIONS).index(lacks)]
    assert not closing.close(ledger.after(done.changes), None, NAMES, TODAY, "张", None).changes


def test_an_open_problem_is_not_closed_by_papers_alone() -> None:
    """纸面销号: everything is signed, and the register still shows the problem."""
    ledger = Ledger((problem("K1", **WHOLE | {"state": "整改中", "result": "仍存在"}),))
    assert not closing.close(ledger, None, NAMES, TODAY, "张", None).changes
    done = closing.close(ledger, ["K1"], NAMES, TODAY, "张", None)
    assert [one.lacking for one in done.refused] == [("put_right",)]
    assert ledger.after(done.changes).problems[0].state is State.OPEN


def test_what_data_cannot_show_somebody_who_was_there_has_to_sign() -> None:
    text_only = WHOLE | {"state": "整改中", "rule": None, "result": "须现场核实"}
    assert not closing.close(Ledger((problem("K1", **text_only),)), None, NAMES, TODAY, "张", None).closed
    signed = problem("K1", **text_only, on_site="李四 2018-09-20")
    assert closing.close(Ledger((signed,)), None, NAMES, TODAY, "张", None).closed == (signed,)


def test_a_household_that_is_gone_from_the_register_puts_nothing_right_by_itself() -> None:
    """It may have another number now, and the fault as before."""
    gone = WHOLE | {"state": "整改中", "result": "须现场核实：信息表中已无此户（人）"}
    assert closing.lacking(problem("K1", **gone)) == ("put_right",)
    assert not closing.close(Ledger((problem("K1", **gone),)), None, NAMES, TODAY, "张", None).closed
    signed = problem("K1", **gone, on_site="李四 2018-09-20：全家迁出")
    assert closing.close(Ledger((signed,)), None, NAMES, TODAY, "张", None).closed == (signed,)


def test_a_waived_problem_may_be_closed() -> None:
    assert closing.close(Ledger((problem("K1", **WHOLE | {"result": "已豁免：特例"}),)), None, NAMES, TODAY, "张", None).closed


@pytest.mark.parametrize(
    ("deadline", "age"),
    [
        ("2018-09-27", Age.OVERDUE), ("2018-09-28", Age.WITHIN_10), ("2018-10-08", Age.WITHIN_10), ("2018-10-09", Age.WITHIN_20),
        ("2018-10-18", Age.WITHIN_20), ("2018-10-19", Age.LATER), (None, Age.NO_DAY), ("月底前", Age.NO_DAY),
    ],
)  # fmt: skip
def test_the_time_left_by_its_bucket(deadline: str | None, age: Age) -> None:
    assert age_of(problem(deadline=deadline), TODAY) is age


def test_progress_counts_every_problem_once() -> None:
    ledger = Ledger((
        problem("A", source="省", village="甲村", person="王", deadline="2018-09-01"),
        problem("B", state="反弹", source="省", village="乙村", deadline="2018-10-01"),
        problem("C", state="待销号", source="县", village="甲村", person="王", deadline="2018-09-01"),
        problem("D", state="退回整改", source="县", village="甲村"),
        problem("E", state="已销号", source="县", village="甲村", person="李", deadline="2018-09-01"),
    ))  # fmt: skip
    found = progress(ledger, TODAY)
    total = found.total
    assert (total.total, total.open, total.overdue, total.reopened, total.waiting, total.closed) == (5, 2, 1, 1, 2, 1)
    assert found.closure_rate == 1 / 5
    assert sum(found.states.values()) == 5
    assert {age: count for age, count in found.ages.items() if count} == {Age.OVERDUE: 1, Age.WITHIN_10: 1}
    assert [(tally.name, tally.total, tally.overdue) for tally in found.by_source] == [("省", 2, 1), ("县", 3, 0)]
    assert [tally.name for tally in found.by_person] == ["王", "", "李"]
    assert [one.key for one in found.late] == ["A"], "what waits to be closed is not overdue: it is right"
    assert progress(Ledger(), TODAY).closure_rate is None


REGISTER = Register(
    {"6900000001": "甲村", "6900000002": "甲村", "6900000003": "大甲村"}, {"690000197001011019": ("6900000002", "P2")},
    {("甲村", "王大山"): "6900000001", ("甲村", "李二"): None, ("大甲村", "王大山"): "6900000003"}, ["甲村", "大甲村"],
)  # fmt: skip
RULES = Rules(frozenset({"REC310", "DQ301", "EX101"}), {"民族为空": "DQ301", "收入": "EX101"})


@pytest.mark.parametrize(
    ("row", "household", "person", "village", "rule"),
    [
        ({"text": "户 6900000001 民族为空"}, "6900000001", None, "甲村", "DQ301"),
        ({"text": "甲村王大山户人数不符（REC310）"}, "6900000001", None, "甲村", "REC310"),
        ({"text": "大甲村王大山"}, "6900000003", None, "大甲村", None),  # the longer name is meant
        ({"text": "甲村李二"}, None, None, "甲村", None),  # two heads of that name
        ({"text": "690000197001011019 未参保", "concerns": ""}, "6900000002", "P2", "甲村", None),
        ({"text": "两户 6900000001、6900000002"}, None, None, None, None),
        ({"text": "档案不规范", "household_id": "6900000001"}, "6900000001", None, "甲村", None),
        ({"text": "档案不规范", "household_id": "1"}, "1", None, None, None),  # kept as written
        ({"text": "REC310 和 DQ301"}, None, None, None, None),
        ({"text": "收入低"}, None, None, None, None),  # too short a name to be known by
    ],
)  # fmt: skip
def test_whom_a_report_concerns_and_which_rule_would_show_it(
    row: dict[str, Any], household: str | None, person: str | None, village: str | None, rule: str | None
) -> None:
    told = wanted(row, "省", REGISTER, RULES).values
    assert (told["household_id"], told["person_id"], told["village"], told["rule"]) == (household, person, village, rule)
    assert told["source"] == "省"


def test_the_same_sheet_read_again_has_the_same_numbers() -> None:
    row = {"text": "档案不规范", "concerns": "甲村"}
    assert wanted(row, "省", REGISTER, RULES).key == wanted(row, "省", REGISTER, RULES).key
    assert wanted(row, "省", REGISTER, RULES).key != wanted(row, "市", REGISTER, RULES).key


def test_rows_that_differ_in_any_column_that_says_whom_they_concern_are_several_problems() -> None:
    row = {"text": "人数不符", "concerns": None}
    about = {"village": "甲村", "household_id": "6900000001", "person_id": "P2", "rule": "REC310", "field": "人数"}
    several = [row, *(row | {name: value} for name, value in about.items()), row | {"household_id": "6900000002"}]
    keys = [wanted(one, "省", REGISTER, RULES).key for one in several]
    keys += [wanted(row, "省", REGISTER, RULES, {"household_id": text}).key for text in ("不详", "6900-1")]
    assert len(set(keys)) == len(several) + 2
    blank = dict.fromkeys(about)
    assert keys[0] == wanted(row | blank, "省", REGISTER, RULES).key == key_of("feedback", "省", "人数不符", ""), (
        "as it always was"
    )


@pytest.mark.parametrize(
    ("item", "asked", "heading", "kind"),
    [
        ("housing", "exit_year", "脱贫年度", "安全住房认证报告（危房等级评定报告）"), ("same_year", "exit_year", "", "改后信息表、入户核实记录"),
        (None, "id_no", "", "身份证、户口簿"), (None, None, "是否参加大病保险", "合疗本（住院报销凭证）"),
        (None, None, "没有这一列", "改后信息表、入户核实记录"), (None, None, "身份证号", "身份证、户口簿"),
        (None, "size", "家庭人口", "身份证、户口簿"), ("whole_household", "size", "人数", "身份证、户口簿"),
        # What proves no such thing is not asked for: schooling of an old man, who lives in a household.
        (None, "education", "文化程度", "改后信息表、入户核实记录"), (None, "household_id", "户编号", "改后信息表、入户核实记录"),
        (None, "other_causes", "其他致贫原因", "改后信息表、入户核实记录"),
    ],
)  # fmt: skip
def test_which_evidence_to_bring(item: str | None, asked: str | None, heading: str, kind: str) -> None:
    assert evidence_for(item, asked, heading) == kind


def test_two_copies_keep_what_either_has_and_tell_where_they_differ() -> None:
    mine = Ledger(
        (problem("A", 2, cause="录错", proof=None, note="一"), problem("B", 3)),
        (Event("2018-09-01", "A", None, "整改中", "张", None),),
    )
    theirs = Ledger(
        (
            problem("A", 2, cause="漏报", proof="照片", note="一"),
            problem("B", 3, state="待销号", result="不再发现"),
            problem("C", 4),
        ),
        (Event("2018-09-01", "A", None, "整改中", "张", None), Event("2018-09-02", "B", "整改中", "待销号", "李", "不再发现")),
    )
    done = merging.merge(mine, theirs)
    then = mine.after(done.changes)
    assert {one.key: one["proof"] for one in then.problems} == {"A": "照片", "B": None, "C": None}
    assert [(one.key, one.field, one.mine, one.theirs) for one in done.conflicts] == [("A", "cause", "录错", "漏报")]
    assert then.by_key()["B"].state is State.WAITING
    assert len(then.history) == 2
    again = merging.merge(then, theirs)
    assert (again.changes.added, again.changes.events, dict(again.changes.updates)) == ((), (), {})


@pytest.mark.parametrize(
    ("day", "later", "result"), [("2018-09-14", "2018-09-14", "仍存在"), ("2018-09-09", "2018-09-11", "不再发现"), (None,) * 3]
)
def test_a_merge_never_sets_the_last_check_back(day: str | None, later: str | None, result: str | None) -> None:
    mine = Ledger((problem("A", 2, last_checked=day, result="仍存在"),))
    theirs = Ledger(
        (problem("A", 2, state="待销号", last_checked="2018-09-11", result="不再发现"),),
        (Event("2018-09-11", "A", "整改中", "待销号", "李", "不再发现"),),
    )
    merged = mine.after(merging.merge(mine, theirs).changes).by_key()["A"]
    assert (merged["last_checked"], merged["result"]) == (later or "2018-09-11", result or "不再发现")
    assert merged.state is State.WAITING


def test_where_both_copies_went_on_with_a_problem_neither_state_is_taken() -> None:
    mine = Ledger((problem("A", 2, state="待销号"),), (Event("2018-09-02", "A", "整改中", "待销号", "张", None),))
    theirs = Ledger((problem("A", 2, state="已销号"),), (Event("2018-09-03", "A", "待销号", "已销号", "李", None),))
    done = merging.merge(mine, theirs)
    assert [(one.field, one.mine, one.theirs) for one in done.conflicts] == [("state", "待销号", "已销号")]
    assert not done.changes


def test_no_change_is_no_change() -> None:
    assert not Changes()
    assert Changes({2: {"state": "整改中"}})


def test_who_answers_has_the_fields_of_the_sheet_in_every_form() -> None:
    sheet = list(fields_of(DutyHolder))
    for form in (Holder, WrittenDuty, Responsible):
        names = {each.name for each in fields(form)}
        assert names == set(sheet) - ({"village"} if form is Responsible else set()), form
