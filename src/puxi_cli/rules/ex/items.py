"""The five items that a household must meet to leave, and that it may not leave in the year in which it was listed.

Asked of who has left by the day (as of the year of leaving) and of who is planned to leave, before they are marked. Income is that
of the year of leaving; house, school, insurance and water are as the register has them now.
"""

from __future__ import annotations

from typing import Any

from puxi_cli.findings import Duty, Severity
from puxi_cli.law.law import Law
from puxi_cli.records.scope import Scope
from puxi_cli.rules.base import Ask, Otherwise, rule
from puxi_cli.text.words import Text

_CITE = "陕西省贫困退出工作实施细则（2017）贫困户退出第{n}项"
_IN_FORCE = ("2014-01-01", "2020-12-31")
_ASK = (Ask(Scope.HOUSEHOLD, "exit_year", "households"),)
_MEND = Text(
    "入户复核；确未达标的，已退出的按程序回退，拟退出的不标注退出",
    "Visit the house; if it is so, an exit is taken back by the procedure, a planned one is not marked",
)


def _leaves(h: Any, law: Law) -> Any:
    return h.leaves


def _planned(titles: Text, zh: str, en: str) -> Otherwise:
    """How it is told of a household that is planned to leave: not yet ready is no error of the register."""
    return Otherwise(
        "planned",
        Severity.WARNING,
        Text(f"预脱贫户{titles[0]}", f"planned exit {titles[1]}"),
        f"计划 {{leaving_year}} 年退出，{zh}",
        f"is planned to leave in {{leaving_year}}, yet {en}",
        Text("入户复核；确未达标的先补齐，不标注退出", "Visit the house; what lacks is mended first, and the exit is not marked"),
    )


@rule(
    id="EX101",
    name="income-above-line",
    asks=_ASK,
    item="income",
    points="exit_points_item",
    region="61",
    in_force=_IN_FORCE,
    severity=Severity.ERROR,
    duty=Duty.VILLAGE,
    titles=Text("退出户收入未超过标准", "exit with income not above the line"),
    zh="{leaving_year} 年人均纯收入 {leaving_income} 元，未超过当年标准 {exit_income_line} 元",
    en="income per head of {leaving_year}, {leaving_income} yuan, is not above that year's line of {exit_income_line}",
    mend=Text("复核收入核算表；" + _MEND[0], "Go through the income sheet; " + _MEND[1][0].lower() + _MEND[1][1:]),
    cite=_CITE.format(n="一"),
    applies=_leaves,
    shows=("leaving_year", "leaving_income"),
    by_year={"exit_income_line": "leaving_year"},
    otherwise=_planned(
        Text("收入未超过标准", "with income not above the line"),
        "该年人均纯收入 {leaving_income} 元，未超过标准 {exit_income_line} 元",
        "its income per head of that year, {leaving_income} yuan, is not above the line of {exit_income_line}",
    ),
)
def income_above_line(h: Any, law: Law) -> Any:
    """Income per head of the year of leaving is above the line of that year; to equal it is not enough.

    退出年度人均纯收入高于当年标准；等于标准不算。
    """
    return h.leaving_income > law.exit_income_line.of(h.leaving_year)


@rule(
    id="EX102",
    name="exit-with-safe-house",
    asks=_ASK,
    item="housing",
    points="exit_points_item",
    region="61",
    in_force=_IN_FORCE,
    severity=Severity.ERROR,
    duty=Duty.VILLAGE,
    titles=Text("退出户住房不安全", "exit without a safe house"),
    zh="{leaving_year} 年退出，住房不安全（危房户为是，或危房级别为 C、D 级）",
    en="leaves in {leaving_year}, yet the house is unsafe (said so, or of grade C or D)",
    mend=_MEND,
    cite=_CITE.format(n="二"),
    applies=_leaves,
    shows=("leaving_year",),
    otherwise=_planned(
        Text("住房不安全", "without a safe house"),
        "住房不安全（危房户为是，或危房级别为 C、D 级）",
        "the house is unsafe (said so, or of grade C or D)",
    ),
)
def exit_with_safe_house(h: Any, law: Law) -> Any:
    """The house is not an unsafe one, by its column or its grade.

    按危房户一列或危房级别，住的不是危房。
    """
    return h.house_safe


@rule(
    id="EX103",
    name="exit-without-dropout",
    asks=_ASK,
    item="education",
    points="exit_points_item",
    region="61",
    in_force=_IN_FORCE,
    severity=Severity.ERROR,
    duty=Duty.VILLAGE,
    titles=Text("退出户有辍学学生", "exit with a child out of school"),
    zh="{leaving_year} 年退出，有义务教育阶段适龄儿童失学辍学（因病、因残除外）",
    en="leaves in {leaving_year}, yet a child of school age is out of school (not for illness or disability)",
    mend=_MEND,
    cite=_CITE.format(n="三"),
    applies=_leaves,
    shows=("leaving_year",),
    otherwise=_planned(
        Text("有辍学学生", "with a child out of school"),
        "有义务教育阶段适龄儿童失学辍学（因病、因残除外）",
        "a child of school age is out of school (not for illness or disability)",
    ),
)
def exit_without_dropout(h: Any, law: Law) -> Any:
    """No member of school age is out of school but for illness or disability.

    没有义务教育适龄成员失学辍学（因病、因残除外）。
    """
    return ~h.any_dropout


@rule(
    id="EX104",
    name="exit-with-all-insured",
    asks=_ASK,
    item="insurance",
    points="exit_points_item",
    region="61",
    in_force=_IN_FORCE,
    severity=Severity.ERROR,
    duty=Duty.VILLAGE,
    titles=Text("退出户有成员未参保", "exit with an uninsured member"),
    zh="{leaving_year} 年退出，有成员未参加新农合（基本医疗保险）或大病保险",
    en="leaves in {leaving_year}, yet a member lacks basic or serious-illness medical insurance",
    mend=_MEND,
    cite=_CITE.format(n="四"),
    applies=_leaves,
    shows=("leaving_year",),
    otherwise=_planned(
        Text("有成员未参保", "with an uninsured member"),
        "有成员未参加新农合（基本医疗保险）或大病保险",
        "a member lacks basic or serious-illness medical insurance",
    ),
)
def exit_with_all_insured(h: Any, law: Law) -> Any:
    """Every member has basic and serious-illness medical insurance.

    每个成员都参加了基本医疗保险和大病保险。
    """
    return ~h.any_uninsured


@rule(
    id="EX105",
    name="exit-with-safe-water",
    asks=_ASK,
    item="water",
    points="exit_points_item",
    region="61",
    in_force=_IN_FORCE,
    severity=Severity.ERROR,
    duty=Duty.VILLAGE,
    titles=Text("退出户饮水不安全", "exit without safe water"),
    zh="{leaving_year} 年退出，饮水困难或饮水不安全",
    en="leaves in {leaving_year}, yet water is hard to get or not safe",
    mend=_MEND,
    cite=_CITE.format(n="五"),
    applies=_leaves,
    shows=("leaving_year",),
    otherwise=_planned(Text("饮水不安全", "without safe water"), "饮水困难或饮水不安全", "water is hard to get or not safe"),
)
def exit_with_safe_water(h: Any, law: Law) -> Any:
    """Water is safe and not hard to get.

    饮水安全，也不困难。
    """
    return h.water_good


@rule(
    id="EX106",
    name="not-identified-and-exited-in-one-year",
    asks=_ASK,
    item="same_year",
    region="61",
    in_force=_IN_FORCE,
    severity=Severity.ERROR,
    duty=Duty.TOWN,
    titles=Text("当年识别当年退出", "identified and exited in one year"),
    zh="{identified_year} 年识别，{leaving_year} 年退出：当年新识别的不得当年退出",
    en="identified in {identified_year} and leaves in {leaving_year}: who is identified in a year does not leave in it",
    mend=Text(
        "核对识别和退出的审批表；确属当年的按程序回退",
        "Check the papers of both; if it is so, the exit is taken back by the procedure",
    ),
    cite="陕西省贫困退出工作实施细则（2017）（当年新识别的不得当年退出）",
    applies=_leaves,
    shows=("identified_year", "leaving_year"),
    otherwise=_planned(
        Text("当年识别", "in the year of identification"),
        "而 {identified_year} 年才识别：当年新识别的不得当年退出",
        "it was identified in {identified_year}: who is identified in a year does not leave in it",
    ),
)
def not_identified_and_exited_in_one_year(h: Any, law: Law) -> Any:
    """The year of leaving is another than that of the identification.

    退出年度不是识别年度。
    """
    return h.leaving_year != h.identified_year
