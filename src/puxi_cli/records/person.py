"""人口信息: a member of a household."""

from typing import Annotated, ClassVar

from puxi_cli.records.citizen import Citizen
from puxi_cli.records.coded import Code
from puxi_cli.records.dates import PartialDate
from puxi_cli.records.fields import Cell, Table
from puxi_cli.records.kinds import FreeText, HouseholdNumber, IdentityNumber, Opaque, Phone, Whole, YesNo

# The label of the household's head among the relations (codes.toml).
HEAD = "本人或户主"


class Person(Citizen):
    """A member; who has left keeps a row with the time and the reason of leaving."""

    table: ClassVar[Table] = Table(
        name="persons",
        sheet="人口信息",
        zh="一名家庭成员",
        en="a member",
        key=("person_id",),
        sheet_names=("人口信息", "人口", "家庭成员"),
    )

    household_id: Annotated[
        str,
        Cell(
            "户编号",
            "贫困户编号",
            "户码",
            "户号",
            "户ID",
            "户id",
            "户编码",
            "贫困户编码",
            "建档立卡编号",
            kind=HouseholdNumber(),
            en="household number",
            required=True,
            note="同一户在各表中一致",
        ),
    ]
    person_id: Annotated[str | None, Cell("人编号", "人员编号", "人口编号", kind=Opaque(), en="person number")] = None
    name: Annotated[
        str,
        Cell(
            "姓名",
            "名字",
            "家庭成员姓名",
            "成员姓名",
            "搬迁人员姓名",
            "人员姓名",
            "家庭人员姓名",
            "贫困人口姓名",
            "家庭成员",
            "成员",
            "家庭成员名单",
            "成员名单",
            kind=FreeText(wants="person"),
            en="name",
            required=True,
            personal="name",
        ),
    ]
    sex: Annotated[str | None, Cell("性别", kind=Code("sex"), en="sex")] = None
    id_type: Annotated[str | None, Cell("证件类型", kind=Code("id_type"), en="kind of document")] = None
    id_no: Annotated[
        str,
        Cell(
            "证件号码",
            "身份证号",
            "身份证号码",
            "身份证",
            "公民身份号码",
            "公民身份证号或残疾证号",
            "搬迁人员身份证号",
            "身份证编号",
            "身份证件号码",
            "居民身份证号",
            "居民身份证号码",
            "公民身份证号码",
            "公民身份证号",
            "成员身份证号",
            "证件号",
            kind=IdentityNumber(paper="id_type"),
            en="identity number",
            required=True,
            personal="id",
            note="按文本录入，勿存为数字",
        ),
    ]
    birth: Annotated[
        str | None, Cell("出生日期", "出生年月", "出生年月日", "出生时间", kind=PartialDate(), en="birth date", personal="birth")
    ] = None
    relation: Annotated[
        str,
        Cell(
            "与户主关系",
            "家庭关系",
            "与户主的关系",
            "同户主关系",
            "同户主的关系",
            "户主关系",
            "成员关系",
            "与申请人关系",
            "关系",
            kind=Code("relation"),
            en="relation to the head",
            required=True,
        ),
    ]
    ethnic: Annotated[str | None, Cell("民族", kind=Code("ethnic"), en="ethnic group")] = None
    political: Annotated[str | None, Cell("政治面貌", kind=Code("political"), en="political status")] = None
    education: Annotated[
        str | None, Cell("文化程度", "文化", "学历", "受教育程度", "文化水平", kind=Code("education"), en="education")
    ] = None
    schooling: Annotated[
        str | None,
        Cell(
            "在校生状况",
            "在校生情况",
            "在校状况",
            "在校情况",
            "就读情况",
            "就学情况",
            "是否在校",
            "是否在校生",
            kind=Code("schooling"),
            en="at school in",
        ),
    ] = None
    dropout_reason: Annotated[
        str | None, Cell("失学或辍学原因", "失学辍学原因", kind=Code("dropout_reason"), en="reason for being out of school")
    ] = None
    health: Annotated[
        str | None,
        Cell("健康状况", "健康情况", "身体状况", "身体健康状况", "身体情况", kind=Code("health", several=True), en="health"),
    ] = None
    disability_no: Annotated[
        str | None,
        Cell(
            "残疾证号",
            "残疾人证号",
            "残疾证编号",
            kind=IdentityNumber(lengths=(20, 22)),
            en="disability certificate",
            personal="id",
        ),
    ] = None
    labour: Annotated[
        str | None,
        Cell("劳动技能", "劳动能力", "劳动力", "劳动力状况", "劳动能力状况", kind=Code("labour"), en="ability to work"),
    ] = None
    work_place: Annotated[str | None, Cell("务工状况", "务工情况", "务工区域", kind=Code("work_place"), en="works in")] = None
    work_months: Annotated[
        int | None,
        Cell("务工时间(月)", "务工时间", "务工月数", "年务工时间", kind=Whole(least=0, most=12), en="months of work", unit="月"),
    ] = None
    medical: Annotated[
        bool | None,
        Cell(
            "是否参加城乡居民基本医疗保险",
            "是否参加新型农村合作医疗",
            "新农合",
            "合疗",
            "参加新农合",
            "参加合疗",
            "农村合作医疗",
            "新型农村合作医疗",
            "城乡居民基本医疗保险",
            "是否参加合作医疗",
            "是否参合",
            "是否参加城乡居民医保",
            "是否参加城乡居民医疗保险",
            "是否参加基本医疗保险",
            kind=YesNo(),
            en="basic medical insurance",
        ),
    ] = None
    serious_medical: Annotated[
        bool | None,
        Cell(
            "是否参加大病保险",
            "参加大病医疗",
            "参加大病保险",
            "大病险",
            "大病保险",
            "大病医疗",
            kind=YesNo(),
            en="serious-illness insurance",
        ),
    ] = None
    worker_medical: Annotated[
        bool | None, Cell("是否参加城镇职工基本医疗保险", kind=YesNo(), en="basic medical insurance of employees")
    ] = None
    pension: Annotated[
        bool | None,
        Cell(
            "是否参加城乡居民基本养老保险",
            "是否参加新型农村社会养老保险",
            "是否参加城乡居民养老保险",
            "是否参加新农保",
            "新农保",
            "城乡居民养老保险",
            "城乡居民基本养老保险",
            "参加城乡居民基本养老保险",
            kind=YesNo(),
            en="basic pension insurance",
        ),
    ] = None
    minimum_living: Annotated[
        bool | None,
        Cell(
            "是否享受低保",
            "享受低保政策情况",
            "是否低保",
            "低保",
            "是否享受农村低保",
            "是否享受低保政策",
            kind=YesNo(yes=("农村低保", "城市低保"), no=("未享受", "不享受")),
            en="minimum living allowance",
        ),
    ] = None
    support: Annotated[
        bool | None,
        Cell(
            "是否特困供养",
            "享受特困供养政策情况",
            kind=YesNo(yes=("农村特困", "城市特困"), no=("未享受", "不享受")),
            en="support for the destitute",
        ),
    ] = None
    joined: Annotated[
        str | None,
        Cell(
            "人员识别时间",
            "贫困人员识别时间",
            "人口识别时间",
            "人员增加时间",
            "人口增加时间",
            kind=PartialDate(),
            en="joined the register",
        ),
    ] = None
    left: Annotated[
        str | None, Cell("减少时间", "人员减少时间", "人口减少时间", "减少日期", kind=PartialDate(), en="left the household")
    ] = None
    left_reason: Annotated[str | None, Cell("减少原因", kind=Code("left_reason"), en="reason for leaving")] = None
    phone: Annotated[
        str | None, Cell("联系电话", "人联系电话", "家庭成员联系电话", kind=Phone(), en="telephone", personal="phone")
    ] = None
