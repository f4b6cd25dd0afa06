"""Years that a register can speak of."""

from __future__ import annotations

from typing import Any

import narwhals as nw

from puxi_cli.facts.days import year_of
from puxi_cli.findings import Duty, Severity
from puxi_cli.law.law import Law
from puxi_cli.records.scope import Scope
from puxi_cli.rules.base import Ask, rule
from puxi_cli.text.words import Text

_REGISTER = "国开办发〔2014〕24号（时间节点 2013 年底）；截止年份为 puxi 默认，未见出处"


def _within(year: Any, law: Law) -> Any:
    """Whether a year lies between the register's first and last."""
    return (year >= law.register_first_year.value) & (year <= law.register_last_year.value)


@rule(
    id="REC342",
    name="year-within-register",
    severity=Severity.ERROR,
    duty=Duty.CLERK,
    asks=(
        Ask(Scope.INCOME, "year", "incomes"),
        Ask(Scope.VILLAGE_YEAR, "year", "village_years"),
        Ask(Scope.HOUSEHOLD, "exit_year", "households"),
        Ask(Scope.HOUSEHOLD, "identified_year", "households"),
        Ask(Scope.VILLAGE, "exit_year", "villages"),
    ),
    titles=Text("年份不在登记期内", "year outside the register's time"),
    zh="年份 {asked} 不在登记期 {register_first_year} 至 {register_last_year} 年内",
    en="{asked} is outside the register's time, {register_first_year} to {register_last_year}",
    mend=Text("核对后改正年份", "Check and correct the year"),
    cite=_REGISTER,
    applies=lambda f, law: f.asked_filled,
)
def year_within_register(f: Any, law: Law) -> Any:
    """A year lies between the register's first and last.

    年度在登记期的首年和末年之间。
    """
    return _within(f.asked, law)


_FILE = "信息表一致性（登记的时间不晚于导出之日）"
_TIMES = (
    Ask(Scope.HOUSEHOLD, "relapsed", "households"),
    Ask(Scope.PERSON, "joined", "persons"),
    Ask(Scope.PERSON, "left", "persons"),
)


@rule(
    id="REC336",
    name="time-within-register",
    asks=_TIMES,
    severity=Severity.WARNING,
    duty=Duty.VILLAGE,
    titles=Text("时间不在登记期内", "time outside the register's time"),
    zh="时间 {asked} 不在登记期 {register_first_year} 至 {register_last_year} 年内",
    en="{asked} is outside the register's time, {register_first_year} to {register_last_year}",
    mend=Text("核对增减人员、返贫的材料，改正时间", "Check the papers of joining, leaving or the relapse; correct the time"),
    cite=_REGISTER,
    applies=lambda f, law: f.asked_filled,
)
def time_within_register(f: Any, law: Law) -> Any:
    """A time of joining, leaving or relapse lies between the register's first and last year.

    人员识别、减少和返贫时间在登记期的首年和末年之间。
    """
    return _within(year_of(f.asked), law)


@rule(
    id="REC337",
    name="time-by-the-files-day",
    asks=(Ask(Scope.HOUSEHOLD, "identified", "households"), *_TIMES),
    severity=Severity.WARNING,
    duty=Duty.VILLAGE,
    titles=Text("时间晚于文件的日期", "time after the day of the file"),
    zh="时间 {asked} 晚于信息表的日期 {file_day}",
    en="{asked} is after the day of the file, {file_day}",
    mend=Text("核对后改正时间", "Check and correct the time"),
    cite=_FILE,
    applies=lambda f, law: f.asked_filled & ~f.file_day.is_null() & (year_of(f.asked) <= law.register_last_year.value),
    shows=("file_day",),
)
def time_by_the_files_day(f: Any, law: Law) -> Any:
    """What a file says has happened is not after the day of the file, by its name or its column of that day, as far as both are written.

    登记的时间不晚于信息表的日期（文件名或“数据日期”列所写）；只写到年、月的按年、月比较；信息表没有日期的不检查。
    """
    return f.asked.cast(nw.String) <= f.file_day


@rule(
    id="REC338",
    name="exit-by-the-files-day",
    asks=(Ask(Scope.HOUSEHOLD, "exit_year", "households"),),
    severity=Severity.WARNING,
    duty=Duty.TOWN,
    titles=Text("脱贫晚于文件的日期", "exit after the day of the file"),
    zh="{heading_status}为{status}，{heading_exit_year} {exit_year} 却晚于信息表的日期 {file_day}",
    en="the status is {status}, yet the year of exit, {exit_year}, is after the day of the file, {file_day}",
    mend=Text(
        "核对脱贫审批表，改正年度；是计划的，标预脱贫", "Check the papers of the exit; correct the year, or the status of a plan"
    ),
    cite=_FILE,
    applies=lambda h, law: (
        h.filled("exit_year") & h.exited_status & ~h.file_day.is_null() & (h.exit_year <= law.register_last_year.value)
    ),
    needs=("households.exit_year", "households.status"),
    shows=("status", "exit_year", "file_day"),
)
def exit_by_the_files_day(h: Any, law: Law) -> Any:
    """Who is marked as exited left by the year of the day of the file.

    标注为已脱贫的，脱贫年度不晚于信息表日期的年度；信息表没有日期的不检查。
    """
    return h.exit_year <= year_of(h.file_day)


@rule(
    id="REC334",
    name="leaving-after-joining",
    asks=(Ask(Scope.PERSON, "left", "persons"),),
    severity=Severity.WARNING,
    duty=Duty.VILLAGE,
    titles=Text("减少早于增加", "left before joining"),
    zh="{heading_left} {left}，{heading_joined}却在 {joined}",
    en="left in {left}, yet joined in {joined}",
    mend=Text("核对增减人员的材料，改正时间", "Check the papers of joining and leaving; correct a time"),
    cite="信息表一致性（人员增加、减少时间先后）",
    applies=lambda p, law: p.filled("left") & p.filled("joined"),
    needs=("persons.left", "persons.joined"),
    shows=("left", "joined"),
)
def leaving_after_joining(p: Any, law: Law) -> Any:
    """The time of leaving is not before the time of joining, by as much as both say: the year, the month or the day.

    减少时间不早于人员识别时间；只写到年、月的按年、月比较。
    """
    # "~" is behind every digit and hyphen: 2016 may be any day of 2016.
    return nw.concat_str([p.left, nw.lit("~")]) >= p.joined
