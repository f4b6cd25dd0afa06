"""Group 10 of the library: values that are too large, and values that contradict each other.

But for DQ1009 they hold always and everywhere: what contradicts itself in the file rests on no text and no day. The bounds that some of
them name are the library's; elsewhere and at other times they are unsourced defaults, told as such.
"""

from __future__ import annotations

from typing import Any

import narwhals as nw

from puxi_cli.facts.condition import PRIMARY_SCHOOL_AND_BELOW, SENIOR_SCHOOL_AND_ABOVE
from puxi_cli.findings import Duty, Severity
from puxi_cli.law.law import Law
from puxi_cli.records.scope import Scope
from puxi_cli.rules.base import Ask, rule
from puxi_cli.text.words import Text

_CITE = "陕西省脱贫攻坚信息库规则库（2018），指标值异常或指标间逻辑错误"
_IN_FORCE = ("2014-01-01", "2020-12-31")
# The last three of each came into the code list after the library.
MEN = ("之子", "之女婿", "之孙子", "之外孙子", "之父", "之岳父", "之公公", "之祖父", "之外祖父", "之曾孙子", "之侄儿", "之叔伯")
WOMEN = (
    "之女",
    "之儿媳",
    "之孙女",
    "之外孙女",
    "之母",
    "之岳母",
    "之婆婆",
    "之祖母",
    "之外祖母",
    "之曾孙女",
    "之侄女",
    "之兄弟媳妇",
)
SPOUSE = "配偶"
# What changes every year. Who is longer in a stage that lasts several years (小学, 大专及以上 …) is where they should be.
GRADES = (
    "七年级",
    "八年级",
    "九年级",
    "高中一年级",
    "高中二年级",
    "高中三年级",
    "中职一年级",
    "中职二年级",
    "中职三年级",
    "高职一年级",
    "高职二年级",
    "高职三年级",
    "技师学院一年级",
    "技师学院二年级",
    "技师学院三年级",
    "技师学院四年级",
    "本科一年级",
    "本科二年级",
    "本科三年级",
    "本科四年级",
    "本科五年级",
)


def _member(p: Any, law: Law) -> Any:
    return p.on_list & p.there


@rule(
    id="DQ1001",
    name="registered-household-has-somebody",
    asks=(Ask(Scope.HOUSEHOLD, "household_id", "households"),),
    severity=Severity.WARNING,
    duty=Duty.VILLAGE,
    titles=Text("贫困户空挂（成员都已减少）", "all members have left"),
    zh="{heading_household_id} {household_id} 在册，但 {member_rows} 名成员都已减少",
    en="household {household_id} is on the register, yet everybody who stood in it ({member_rows}) has left",
    mend=Text(
        "核实后按程序办理整户减少，或补录现有成员", "Find out; the household is closed by the procedure, or its members are added"
    ),
    cite=_CITE,
    applies=lambda h, law: h.on_register & (h.member_rows > 0),
    needs=("persons.household_id",),
    shows=("household_id", "member_rows"),
    once=("household_id",),
)
def registered_household_has_somebody(h: Any, law: Law) -> Any:
    """A household on the register has a member who had not left by the day; one without any row of a member is REC302's.

    在册户有截至当日没有减少的成员；一行成员都没有的由 REC302 指出。
    """
    return h.somebody_stays


@rule(
    id="DQ1002",
    name="relation-fits-sex",
    asks=(Ask(Scope.PERSON, "relation", "persons"),),
    severity=Severity.ERROR,
    duty=Duty.VILLAGE,
    titles=Text("与户主关系和性别不符", "relation contradicts sex"),
    zh="{heading_relation}为{relation}，性别却是{sex_told}",
    en="the relation is {relation}, yet the sex is {sex_told}",
    mend=Text("核对户口簿，改正关系或性别", "Look at the household's papers; correct the relation or the sex"),
    cite=_CITE,
    applies=lambda p, law: _member(p, law) & p.relation.is_in([*MEN, *WOMEN]),
    shows=("relation", "sex_told"),
)
def relation_fits_sex(p: Any, law: Law) -> Any:
    """A son is a man, a daughter a woman, and so on; the sex as written, else as the identity number says.

    儿子是男，女儿是女，其余类推；性别按所填，没有填的按证件号码。
    """
    return (p.sex_told == "男") == p.relation.is_in(list(MEN))


@rule(
    id="DQ1003",
    name="head-and-spouse-differ-in-sex",
    asks=(Ask(Scope.PERSON, "sex", "persons"),),
    severity=Severity.ERROR,
    duty=Duty.VILLAGE,
    titles=Text("户主与配偶同性别", "head and spouse of one sex"),
    zh="户主与配偶的性别都是{sex_told}，户主见{twin}",
    en="head and spouse are both {sex_told}; the head: {twin}",
    mend=Text("核对户口簿，改正性别或{heading_relation}", "Look at the household's papers; correct a sex or the relation"),
    cite=_CITE,
    applies=lambda p, law: _member(p, law) & (p.relation == SPOUSE),
    shows=("sex_told",),
    twin="head_row",
)
def head_and_spouse_differ_in_sex(p: Any, law: Law) -> Any:
    """The spouse's sex is not the head's; unknown without a head, or with heads of either sex.

    配偶与户主性别不同；没有户主，或户主男女都有的，无法判断。
    """
    return p.sex_told != p.head_sex


@rule(
    id="DQ1004",
    name="farmland-plausible",
    asks=(Ask(Scope.HOUSEHOLD, "farmland", "households"),),
    severity=Severity.WARNING,
    duty=Duty.VILLAGE,
    titles=Text("人均耕地面积过大", "farmland per head too large"),
    zh="耕地 {farmland} 亩，{heads_counted} 人，人均 {farmland_per_head} 亩，大于 {farmland_per_head_most} 亩",
    en="{farmland} mu of farmland (persons: {heads_counted}) are {farmland_per_head} per head, more than {farmland_per_head_most}",
    mend=Text("核对确权面积，注意单位是亩", "Check the certified area; the unit is mu"),
    cite=_CITE,
    applies=lambda h, law: h.on_list,
    shows=("farmland", "heads_counted", "farmland_per_head"),
)
def farmland_plausible(h: Any, law: Law) -> Any:
    """Farmland by the members who are there, or by the stated size, is not above the bound.

    耕地按当日成员（没有的按登记人数）人均不超过上限。
    """
    return h.farmland_per_head <= law.farmland_per_head_most.value


@rule(
    id="DQ1005",
    name="forest-plausible",
    asks=(Ask(Scope.HOUSEHOLD, "forest", "households"),),
    severity=Severity.WARNING,
    duty=Duty.VILLAGE,
    titles=Text("人均林地面积过大", "forest per head too large"),
    zh="林地 {forest} 亩，{heads_counted} 人，人均 {forest_per_head} 亩，大于 {forest_per_head_most} 亩",
    en="{forest} mu of forest (persons: {heads_counted}) are {forest_per_head} per head, more than {forest_per_head_most}",
    mend=Text("核对林权面积，注意单位是亩", "Check the certified area; the unit is mu"),
    cite=_CITE,
    applies=lambda h, law: h.on_list,
    shows=("forest", "heads_counted", "forest_per_head"),
)
def forest_plausible(h: Any, law: Law) -> Any:
    """Forest by the members who are there, or by the stated size, is not above the bound.

    林地按当日成员（没有的按登记人数）人均不超过上限。
    """
    return h.forest_per_head <= law.forest_per_head_most.value


@rule(
    id="DQ1006",
    name="road-distance-plausible",
    asks=(Ask(Scope.HOUSEHOLD, "road_distance", "households"),),
    severity=Severity.WARNING,
    duty=Duty.VILLAGE,
    titles=Text("与村主干路距离过大", "too far from the main road"),
    zh="{heading_road_distance} {road_distance} 公里，超过 {road_distance_most} 公里",
    en="{road_distance} km from the village's main road, more than {road_distance_most}",
    mend=Text("核对距离，注意单位是公里不是米", "Check the distance; the unit is kilometres, not metres"),
    cite=_CITE,
    applies=lambda h, law: h.on_list & h.filled("road_distance"),
    shows=("road_distance",),
)
def road_distance_plausible(h: Any, law: Law) -> Any:
    """The distance is not above the bound.

    距离不超过上限。
    """
    return h.road_distance <= law.road_distance_most.value


@rule(
    id="DQ1007",
    name="old-enough-for-senior-school",
    asks=(Ask(Scope.PERSON, "schooling", "persons"),),
    severity=Severity.WARNING,
    duty=Duty.VILLAGE,
    titles=Text("年龄过小而在高中及以上", "too young for senior school"),
    zh="{state_age} 岁，{heading_schooling}为{schooling}（{high_school_age_over} 岁及以下不应在高中及以上）",
    en="is {state_age} and at {schooling}, which is for those over {high_school_age_over}",
    mend=Text("核对学籍和出生日期", "Check the school's record and the birth date"),
    cite=_CITE,
    applies=lambda p, law: _member(p, law) & p.schooling.is_in(list(SENIOR_SCHOOL_AND_ABOVE)),
    shows=("state_age", "schooling"),
)
def old_enough_for_senior_school(p: Any, law: Law) -> Any:
    """Who is in senior school or above is over the bound.

    在高中及以上就读的超过年龄下限。
    """
    return p.state_age > law.high_school_age_over.value


@rule(
    id="DQ1008",
    name="young-enough-for-primary-school",
    asks=(Ask(Scope.PERSON, "schooling", "persons"),),
    severity=Severity.WARNING,
    duty=Duty.VILLAGE,
    titles=Text("年龄过大而在小学及以下", "too old for primary school"),
    zh="{state_age} 岁，{heading_schooling}为{schooling}（{primary_school_age_under} 岁及以上不应在小学及以下）",
    en="is {state_age} and at {schooling}, which is for those under {primary_school_age_under}",
    mend=Text(
        "核对学籍和出生日期；不在校的填非在校生",
        "Check the school's record and the birth date; who is not at school is entered so",
    ),
    cite=_CITE,
    applies=lambda p, law: _member(p, law) & p.schooling.is_in(list(PRIMARY_SCHOOL_AND_BELOW)),
    shows=("state_age", "schooling"),
)
def young_enough_for_primary_school(p: Any, law: Law) -> Any:
    """Who is in primary school or below is under the bound.

    在小学及以下的不到年龄上限。
    """
    return p.state_age < law.primary_school_age_under.value


@rule(
    id="DQ1009",
    name="grade-moves-on",
    asks=(Ask(Scope.PERSON, "schooling", "persons"),),
    region="61",
    in_force=_IN_FORCE,
    severity=Severity.WARNING,
    duty=Duty.VILLAGE,
    titles=Text("连续三年在校生状况相同", "the same grade three years running"),
    zh="{heading_schooling}连续三年为{schooling}",
    en="has been in {schooling} for three years",
    mend=Text(
        "核对学籍，更新{heading_schooling}；休学、留级的注明",
        "Check the school's record and bring the grade up to date, or note why it is the same",
    ),
    cite=_CITE,
    applies=lambda p, law: _member(p, law) & p.schooling.is_in(list(GRADES)),
    shows=("schooling",),
    unknown=Text(
        "没有往年的信息表（--earlier），或其中没有这个人",
        "no registers of earlier years (--earlier), or the person is not in them",
    ),
)
def grade_moves_on(p: Any, law: Law) -> Any:
    """A grade of one year is not that of the register a year before and of the one two years before; they come by `--earlier`.

    一年一级的年级，与前一年、前两年信息表中的不都相同；往年的信息表用 --earlier 提供。
    """
    a_year_before = p.schooling != p.schooling_a_year_before
    two_years_before = p.schooling != p.schooling_two_years_before
    return nw.any_horizontal(a_year_before, two_years_before, ignore_nulls=False)
