"""干部 and 干部关爱: the cadres of the town, and each act of care for one of them, due or done."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, ClassVar

from puxi_cli.records.citizen import Citizen
from puxi_cli.records.coded import Code
from puxi_cli.records.dates import Day
from puxi_cli.records.fields import Cell, Record, Table
from puxi_cli.records.kinds import FreeText, IdentityNumber, Number, Opaque, Phone, YesNo
from puxi_cli.systems.calendar.kinds import Birthday, MonthDay

LUNAR = "农历"
IN_POST = "在岗"
OWN, FAMILY = "本人生日", "家属生日"

_IdentityNumber = Annotated[
    str | None, Cell("证件号码", "身份证号", "身份证号码", kind=IdentityNumber(), en="identity number", personal="id")
]
_Note = Annotated[str | None, Cell("备注", kind=FreeText(), en="note")]


class Cadre(Citizen):
    """A cadre, who may help households, belong to a team or sit in an office."""

    table: ClassVar[Table] = Table(
        name="cadres",
        sheet="干部",
        zh="一名干部",
        en="a cadre",
        key=("cadre_id",),
        sheet_names=("干部", "干部名册", "帮扶干部", "帮扶责任人", "帮扶干部花名册", "驻村干部"),
        known_by=("cadre_id", "unit_kind", "unit_level", "family_birth", "lunar"),
    )

    cadre_id: Annotated[
        str | None, Cell("干部编号", "帮扶责任人编号", "帮扶干部编号", kind=Opaque(), en="cadre's number", note="两个表中一致")
    ] = None
    name: Annotated[
        str,
        Cell(
            "姓名",
            "干部姓名",
            "帮扶责任人姓名",
            "帮扶责任人",
            "帮扶干部",
            "驻村队员姓名",
            kind=FreeText(wants="person"),
            en="name",
            required=True,
            personal="name",
        ),
    ]
    sex: Annotated[str | None, Cell("性别", "帮扶责任人性别", kind=Code("sex"), en="sex")] = None
    id_no: _IdentityNumber = None
    phone: Annotated[
        str | None,
        Cell(
            "联系电话",
            "帮扶人手机号",
            "帮扶责任人电话",
            "驻村队员电话",
            "手机号",
            "手机号码",
            "联系方式",
            kind=Phone(),
            en="telephone",
            personal="phone",
        ),
    ] = None
    unit: Annotated[
        str | None,
        Cell(
            "单位",
            "派出单位",
            "工作单位",
            "帮扶单位",
            "帮扶单位名称",
            "帮扶责任人单位",
            kind=FreeText(repeats=True, wants="place"),
            en="office",
        ),
    ] = None
    unit_kind: Annotated[str | None, Cell("单位类型", "帮扶单位类型", kind=Code("unit_kind"), en="kind of office")] = None
    unit_level: Annotated[
        str | None,
        Cell("隶属关系", "单位隶属关系", "帮扶单位隶属关系", kind=Code("unit_level"), en="to which level the office belongs"),
    ] = None
    post: Annotated[str | None, Cell("职务", "派出单位职务", "村内职务", kind=FreeText(repeats=True), en="post")] = None
    rank: Annotated[str | None, Cell("职务级别", "级别", kind=Code("rank"), en="rank")] = None
    politics: Annotated[str | None, Cell("政治面貌", kind=Code("political"), en="party")] = None
    education: Annotated[str | None, Cell("学历", kind=Code("cadre_education"), en="education")] = None
    birth: Annotated[
        str | None, Cell("出生日期", "生日", "出生年月", kind=Birthday(), en="date of birth", personal="birthday")
    ] = None
    lunar: Annotated[
        str | None, Cell("生日历法", "是否公历", kind=Code("calendar_of_birth"), en="calendar of the birthday", note="空白为公历")
    ] = None
    family: Annotated[
        str | None,
        Cell("家属姓名", "家属", "配偶姓名", kind=FreeText(wants="person"), en="name of the family member", personal="name"),
    ] = None
    family_birth: Annotated[
        str | None, Cell("家属生日", "配偶生日", kind=MonthDay(), en="birthday of the family member", personal="birthday")
    ] = None
    state: Annotated[str | None, Cell("状态", "有效标志", kind=Code("cadre_state"), en="state", note="空白为在岗")] = None
    note: _Note = None

    @classmethod
    def birth_is_solar(cls, values: Mapping[str, Any]) -> bool:
        """A birthday by the lunar calendar is another day than that of the identity number; so may be one whose calendar cannot be read.

        A month and a day without a year are not held against it.
        """
        return values.get("lunar", LUNAR) != LUNAR and len(values["birth"]) != len("11-05")


class Care(Record):
    """One act of care for a cadre. What somebody suffers from is not kept."""

    table: ClassVar[Table] = Table(
        name="cadre_care",
        sheet="干部关爱",
        zh="一次关爱",
        en="an act of care",
        key=("cadre_id", "care", "due"),
        sheet_names=("干部关爱", "关爱台账", "生日台账", "慰问台账"),
        known_by=("day_off", "cake", "visitor"),
    )

    cadre_id: Annotated[str | None, Cell("干部编号", "帮扶干部编号", kind=Opaque(), en="cadre's number")] = None
    name: Annotated[
        str | None, Cell("姓名", "干部姓名", "帮扶干部", kind=FreeText(wants="person"), en="name", personal="name")
    ] = None
    id_no: _IdentityNumber = None
    phone: Annotated[str | None, Cell("联系电话", "手机号", "手机号码", kind=Phone(), en="telephone", personal="phone")] = None
    care: Annotated[str, Cell("事项", "关爱事项", kind=Code("care_kind"), en="what is done", required=True)]
    due: Annotated[str | None, Cell("应办日期", kind=Day(), en="due on")] = None
    done: Annotated[str | None, Cell("办理日期", kind=Day(), en="done on")] = None
    day_off: Annotated[str | None, Cell("放假日期", kind=Day(), en="day off")] = None
    content: Annotated[str | None, Cell("内容", "关爱内容", kind=FreeText(repeats=True), en="in words")] = None
    cake: Annotated[bool | None, Cell("蛋糕", "是否送蛋糕", kind=YesNo(), en="a cake")] = None
    visitor: Annotated[str | None, Cell("看望领导", kind=FreeText(wants="person"), en="leader who called", personal="name")] = (
        None
    )
    handled_by: Annotated[str | None, Cell("经办人", kind=FreeText(wants="person"), en="handled by", personal="name")] = None
    amount: Annotated[float | None, Cell("金额", kind=Number(least=0, most=1_000_000), en="amount", unit="元")] = None
    note: _Note = None


TABLES = (Cadre, Care)
