"""The standard of identification: income, food and clothing, the three guarantees, water; and the leads that follow from it.

An item passes where the household meets the standard. A household on the register is held against the year of its listing and
should fail an item; one that was never listed is held against the present and should fail none.
"""

from __future__ import annotations

from typing import Any

import narwhals as nw

from puxi_cli.findings import Duty, Severity
from puxi_cli.law.law import Law
from puxi_cli.records.scope import Scope
from puxi_cli.rules.base import Ask, rule
from puxi_cli.text.words import Text

_IN_FORCE = ("2014-01-01", "2020-12-31")
_CITE = "国开办发〔2014〕24号（以收入为标准，统筹考虑住房、教育、健康等，整户识别）；“两不愁三保障”及安全饮水"
_ASK = (Ask(Scope.HOUSEHOLD, "household_id", "households"),)
_MEND = Text("入户核实并留存佐证材料", "Visit the house and keep the evidence on file")
_LINE = {"identification_income_line": "standard_year"}
JUDGED = ("listed", "planned", "relapsed", "unlisted")


def _judged(h: Any, law: Law) -> Any:
    return h.standing.is_in(list(JUDGED))


def _income(h: Any, law: Law) -> Any:
    return h.standard_income > law.identification_income_line.of(h.standard_year)


def _fed(h: Any) -> Any:
    return nw.when(h.food_asked).then(h.fed_and_clothed).otherwise(nw.lit(True))


def _meets_all(h: Any, law: Law) -> Any:
    return _income(h, law) & _fed(h) & h.house_safe & ~h.any_dropout & ~h.any_uninsured & h.water_good


@rule(
    id="ID101",
    name="income-above-identification-line",
    asks=_ASK,
    item="income",
    finds=False,
    in_force=_IN_FORCE,
    severity=Severity.NOTICE,
    duty=Duty.VILLAGE,
    titles=Text("人均纯收入与识别标准", "income per head and the line"),
    zh="{standard_year} 年人均纯收入 {standard_income} 元，未超过标准 {identification_income_line} 元",
    en="income per head of {standard_year} is {standard_income} yuan, not above the line of {identification_income_line}",
    mend=_MEND,
    cite=_CITE,
    applies=_judged,
    shows=("standard_year", "standard_income"),
    by_year=_LINE,
)
def income_above_identification_line(h: Any, law: Law) -> Any:
    """Income per head of the year of listing (for others: of the reference year) is above that year's line.

    识别年度（未建档的为参考年度）人均纯收入高于当年标准。
    """
    return _income(h, law)


@rule(
    id="ID102",
    name="enough-to-eat-and-wear",
    asks=_ASK,
    item="food_clothing",
    finds=False,
    in_force=_IN_FORCE,
    severity=Severity.NOTICE,
    duty=Duty.VILLAGE,
    titles=Text("不愁吃、不愁穿", "enough to eat and to wear"),
    zh="有吃穿困难（不愁吃、不愁穿有一项为否）",
    en="not enough to eat or to wear",
    mend=_MEND,
    cite=_CITE,
    applies=lambda h, law: _judged(h, law) & h.food_asked,
)
def enough_to_eat_and_wear(h: Any, law: Law) -> Any:
    """Both columns say yes. Not asked of a register without these columns: none of the known exports has them.

    两列都是“是”。没有这两列的信息表不查：已知的导出表都没有。
    """
    return h.fed_and_clothed


@rule(
    id="ID103",
    name="house-is-safe",
    asks=_ASK,
    item="housing",
    finds=False,
    in_force=_IN_FORCE,
    severity=Severity.NOTICE,
    duty=Duty.VILLAGE,
    titles=Text("住房安全", "a safe house"),
    zh="住危房（危房户为是，或危房级别为 C、D 级）",
    en="lives in an unsafe house (said so, or of grade C or D)",
    mend=_MEND,
    cite=_CITE,
    applies=_judged,
)
def house_is_safe(h: Any, law: Law) -> Any:
    """The house is not an unsafe one, by its column or its grade.

    按危房户一列或危房级别，住的不是危房。
    """
    return h.house_safe


@rule(
    id="ID104",
    name="children-at-school",
    asks=_ASK,
    item="education",
    finds=False,
    in_force=_IN_FORCE,
    severity=Severity.NOTICE,
    duty=Duty.VILLAGE,
    titles=Text("义务教育", "compulsory education"),
    zh="有义务教育阶段适龄儿童失学辍学",
    en="a child of school age is out of school",
    mend=_MEND,
    cite=_CITE,
    applies=_judged,
)
def children_at_school(h: Any, law: Law) -> Any:
    """No member of school age is out of school but for illness or disability.

    没有义务教育适龄成员失学辍学（因病、因残除外）。
    """
    return ~h.any_dropout


@rule(
    id="ID105",
    name="members-insured",
    asks=_ASK,
    item="insurance",
    finds=False,
    in_force=_IN_FORCE,
    severity=Severity.NOTICE,
    duty=Duty.VILLAGE,
    titles=Text("基本医疗", "basic medical insurance"),
    zh="有成员未参加基本医疗保险或大病保险",
    en="a member lacks basic or serious-illness medical insurance",
    mend=_MEND,
    cite=_CITE,
    applies=_judged,
)
def members_insured(h: Any, law: Law) -> Any:
    """Every member has basic and serious-illness medical insurance.

    每个成员都参加了基本医疗保险和大病保险。
    """
    return ~h.any_uninsured


@rule(
    id="ID106",
    name="water-is-safe",
    asks=_ASK,
    item="water",
    finds=False,
    in_force=_IN_FORCE,
    severity=Severity.NOTICE,
    duty=Duty.VILLAGE,
    titles=Text("安全饮水", "safe water"),
    zh="饮水困难或饮水不安全",
    en="water is hard to get or not safe",
    mend=_MEND,
    cite=_CITE,
    applies=_judged,
)
def water_is_safe(h: Any, law: Law) -> Any:
    """Water is safe and not hard to get.

    饮水安全，也不困难。
    """
    return h.water_good


@rule(
    id="ID107",
    name="listed-household-is-in-need",
    asks=_ASK,
    in_force=_IN_FORCE,
    severity=Severity.WARNING,
    duty=Duty.VILLAGE,
    titles=Text("错评线索：在册户各项均达标", "lead, wrongly listed: meets every standard"),
    zh="在册户 {standard_year} 年人均纯收入 {standard_income} 元，高于标准 {identification_income_line} 元，住房、教育、医疗、饮水均达标",
    en="on the register, though its income per head of {standard_year}, {standard_income} yuan, is above the line of "
    "{identification_income_line}, and house, school, insurance and water meet the standard",
    mend=Text(
        "入户核实；识别有误的按动态管理程序处理",
        "Visit the house; if it was listed by mistake, follow the procedure of adjustment",
    ),
    cite=_CITE + "；“错评”指不该评而评",
    applies=lambda h, law: h.on_register,
    shows=("standard_year", "standard_income"),
    by_year=_LINE,
)
def listed_household_is_in_need(h: Any, law: Law) -> Any:
    """A household on the register failed an item in the year of its listing, or fails one.

    在册户在识别年度收入未达标，或有一项不达标。
    """
    return ~_meets_all(h, law)


@rule(
    id="ID108",
    name="unlisted-household-is-not-in-need",
    asks=_ASK,
    in_force=_IN_FORCE,
    severity=Severity.WARNING,
    duty=Duty.VILLAGE,
    titles=Text("漏评线索：未建档户有不达标项", "lead, missed: an unlisted household lacks something"),
    zh="当日未建档，{standard_year} 年人均纯收入 {standard_income} 元（标准 {identification_income_line} 元），或住房、教育、医疗、饮水有不达标项",
    en="not on the register on the day, though its income per head of {standard_year} is {standard_income} yuan (line "
    "{identification_income_line}), or house, school, insurance or water lack",
    mend=Text("入户核实；符合条件的按识别程序纳入", "Visit the house; if it qualifies, follow the procedure of identification"),
    cite=_CITE + "；“漏评”指该评而未评",
    applies=lambda h, law: h.standing == "unlisted",
    shows=("standard_year", "standard_income"),
    by_year=_LINE,
)
def unlisted_household_is_not_in_need(h: Any, law: Law) -> Any:
    """A household that is not listed on the day, and was not before, meets every item.

    当日不在册、以前也没有建档的户，各项都达标。
    """
    return _meets_all(h, law)
