"""Numbers between records: households and persons that do not find each other, numbers that stand twice."""

from __future__ import annotations

from typing import Any

import narwhals as nw

from puxi_cli.findings import Duty, Severity
from puxi_cli.law.law import Law
from puxi_cli.records.scope import Scope
from puxi_cli.rules.base import Ask, rule
from puxi_cli.text.words import Text

_CITE = "信息表一致性（户编号、人编号、证件号码在一份信息表内唯一）"


def _numbered(p: Any, law: Law) -> Any:
    return p.present & p.has_number


@rule(
    id="REC301",
    name="household-of-member-exists",
    asks=(Ask(Scope.PERSON, "household_id", "persons"),),
    severity=Severity.ERROR,
    duty=Duty.CLERK,
    titles=Text("有人无户", "member without a household"),
    zh="{heading_household_id} {household_id} 在户信息中没有",
    en="household {household_id} does not stand among the households",
    mend=Text("核对户编号；确有此户的补录户信息", "Check the household number, or add the household"),
    cite=_CITE,
    needs=("households.household_id",),
    shows=("household_id",),
)
def household_of_member_exists(p: Any, law: Law) -> Any:
    """A person's household number stands in the households table.

    人的户编号在户信息中。
    """
    return p.household_known


@rule(
    id="REC302",
    name="household-has-members",
    asks=(Ask(Scope.HOUSEHOLD, "household_id", "households"),),
    severity=Severity.ERROR,
    duty=Duty.CLERK,
    titles=Text("有户无人", "household without members"),
    zh="{heading_household_id} {household_id} 在人口信息中没有一名成员",
    en="household {household_id} has no member in the persons table",
    mend=Text("补录家庭成员；户已不存在的按程序处理", "Add the members; a household that is no more goes through the procedure"),
    cite=_CITE,
    applies=lambda h, law: ~h.village_unlisted,
    needs=("persons.household_id",),
    shows=("household_id",),
    once=("household_id",),
)
def household_has_members(h: Any, law: Law) -> Any:
    """A household has at least one row in the persons table, also of somebody who left; unknown beside a number that is unread. Not asked
    where the table names nobody of several households of a village.

    每户在人口信息中至少有一行，已减少的也算；旁边有读不懂的户编号时无法判断。全村几户都没有名单的不适用。
    """
    missing = nw.when((h.unsure == 0) & ~h.household_id.is_null()).then(nw.lit(False))
    return nw.when(h.member_rows > 0).then(nw.lit(True)).otherwise(missing)


@rule(
    id="REC305",
    name="number-once-in-household",
    asks=(Ask(Scope.PERSON, "id_no", "persons"),),
    severity=Severity.ERROR,
    duty=Duty.CLERK,
    titles=Text("户内证件号码重复", "identity number twice in a household"),
    zh="{heading_id_no} {id_no} 在本户出现 {number_here} 次，另见 {twin}",
    en="identity number {id_no} stands {number_here} times in this household, see {twin}",
    mend=Text(
        "对照户口簿：同一人重复的删去一行，写错的改正",
        "Compare with the household's papers: drop a double, or correct a wrong number",
    ),
    cite=_CITE,
    needs=("persons.id_no",),
    applies=_numbered,
    shows=("id_no", "number_here"),
    twin="number_here_twin",
    once=("number_here_first",),
)
def number_once_in_household(p: Any, law: Law) -> Any:
    """No other present member of the household has the same number.

    同一户没有别的在户成员用同一号码。
    """
    return p.number_here <= 1


@rule(
    id="REC306",
    name="number-in-one-household",
    asks=(Ask(Scope.PERSON, "id_no", "persons"),),
    severity=Severity.ERROR,
    duty=Duty.VILLAGE,
    titles=Text("证件号码跨户重复", "identity number in two households"),
    zh="{heading_id_no} {id_no} 同时在 {same_county_households} 户，另见 {twin}",
    en="identity number {id_no} stands in {same_county_households} households, see {twin}",
    mend=Text(
        "入户核实此人在哪一户，另一户做自然减少", "Find out where the person lives; the other household marks the person as left"
    ),
    cite=_CITE,
    needs=("persons.id_no",),
    applies=_numbered,
    shows=("id_no", "same_county_households"),
    twin="same_county_twin",
    once=("number_here_first",),
)
def number_in_one_household(p: Any, law: Law) -> Any:
    """No present person of another household has the same number; who has left a household is no twin.

    A household that is known to be in another county of the province is DQ1102's or DQ1103's, so that a pair is told once.

    别的户没有在户的人用同一号码；已减少的不算。已知在本省其他县的由 DQ1102、DQ1103 指出，一对只说一次。
    """
    return p.same_county_households <= 1


@rule(
    id="REC312",
    name="heads-number-in-one-household",
    asks=(Ask(Scope.HOUSEHOLD, "head_id_no", "households"),),
    severity=Severity.WARNING,
    duty=Duty.VILLAGE,
    titles=Text("户主证件号码跨户重复", "head's identity number in two households"),
    zh="{heading_head_id_no} {head_id_no} 同时在 {head_number_homes} 户，另见 {twin}",
    en="the head's identity number {head_id_no} stands in {head_number_homes} households, see {twin}",
    mend=Text(
        "核实是同一户重复登记，还是号码写错：重复的删去一户，写错的改正",
        "Find out whether it is one household entered twice, or a wrong number: drop a double, or correct the number",
    ),
    cite=_CITE,
    applies=lambda h, law: h.head_has_number,
    shows=("head_id_no", "head_number_homes"),
    twin="head_number_twin",
    once=("head_number_homes_first",),
)
def heads_number_in_one_household(h: Any, law: Law) -> Any:
    """No other household's row has the same number of its head; where the list of persons has it in several households, REC306 tells it.

    别的户的户主证件号码与本户不同；人员名单中同一号码跨户的由 REC306 指出。
    """
    return h.head_number_homes <= 1


@rule(
    id="REC307",
    name="person-number-once",
    asks=(Ask(Scope.PERSON, "person_id", "persons"),),
    severity=Severity.ERROR,
    duty=Duty.CLERK,
    titles=Text("人编号重复", "person number stands twice"),
    zh="{heading_person_id} {person_id} 出现 {person_id_rows} 次，另见 {twin}",
    en="person number {person_id} stands {person_id_rows} times, see {twin}",
    mend=Text("以系统导出的人编号为准改正", "Take the number from the system's export"),
    cite=_CITE,
    applies=lambda p, law: p.present & p.filled("person_id"),
    needs=("persons.person_id",),
    shows=("person_id", "person_id_rows"),
    twin="person_id_twin",
    once=("household_id", "person_id"),
)
def person_number_once(p: Any, law: Law) -> Any:
    """A person number names one row; who left one household for another keeps it.

    一个人编号只有一行；从一户转到另一户的仍用原编号。
    """
    return p.person_id_rows <= 1


@rule(
    id="REC308",
    name="household-number-once",
    asks=(Ask(Scope.HOUSEHOLD, "household_id", "households"),),
    severity=Severity.ERROR,
    duty=Duty.CLERK,
    titles=Text("户编号重复", "household number stands twice"),
    zh="{heading_household_id} {household_id} 出现 {id_rows} 次，另见 {twin}",
    en="household number {household_id} stands {id_rows} times, see {twin}",
    mend=Text("同一户重复的删去一行，写错的改正", "Drop a double row, or correct a wrong number"),
    cite=_CITE,
    shows=("household_id", "id_rows"),
    twin="id_twin",
    once=("household_id",),
)
def household_number_once(h: Any, law: Law) -> Any:
    """A household number names one row of the households table.

    一个户编号在户信息中只有一行。
    """
    return h.id_rows <= 1


@rule(
    id="REC114",
    name="number-of-18",
    asks=(Ask(Scope.PERSON, "id_no", "persons"),),
    severity=Severity.WARNING,
    duty=Duty.CLERK,
    titles=Text("15 位旧身份证号", "old number of 15 digits"),
    zh="{heading_id_no} {id_no} 是 15 位旧号，应升级为 18 位",
    en="identity number {id_no} has the old 15 digits and is to be upgraded to 18",
    mend=Text("查验新证后换成 18 位号码", "Take the 18-character number from the new card"),
    cite="GB 11643-1999 公民身份号码",
    needs=("persons.id_no",),
    applies=lambda p, law: p.has_number,
    shows=("id_no",),
)
def number_of_18(p: Any, law: Law) -> Any:
    """An identity number is not of the form given out before 1999.

    证件号码不是 1999 年以前的旧号码。
    """
    return p.id_length != 15


@rule(
    id="REC118",
    name="made-number-check-character",
    asks=(Ask(Scope.PERSON, "id_no", "persons"),),
    severity=Severity.NOTICE,
    duty=Duty.CLERK,
    titles=Text("以 999999 开头的证件号码校验码不对", "number beginning with 999999 fails its check character"),
    zh="{heading_id_no} {id_no} 以 999999 开头，照身份号码编写而校验码不对，请核对",
    en="identity number {id_no} begins with 999999 and is built like a citizen's number, yet fails its check character",
    mend=Text(
        "有身份证的照证件填写；没有证件的按系统所给的号码改正",
        "Take the number from the card; of somebody without papers take the one that the system gave",
    ),
    cite="GB 11643-1999 公民身份号码",
    applies=lambda p, law: ~p.made_number_right.is_null(),
    shows=("id_no",),
)
def made_number_check_character(p: Any, law: Law) -> Any:
    """A number that says that its holder has none, and is built like a citizen's number with a day of birth, ends in the right check
    character. What else stands behind 999999 is not asked about.

    以 999999 开头表示没有证件的号码，若照身份号码写有出生日期，其校验码应对；其他写法不检查。
    """
    return p.made_number_right
