"""The first half of 户信息: who a household is, where it lives, and since when and why it is listed."""

from typing import Annotated

from puxi_cli.records.coded import Code
from puxi_cli.records.dates import ExitYear, PartialDate
from puxi_cli.records.fields import Cell, Record
from puxi_cli.records.kinds import FreeText, HouseholdNumber, IdentityNumber, Persons, Phone


class Listing(Record):
    """What the register says of a household as such; `records.household` adds how it lives and who helps it."""

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
    county: Annotated[
        str | None,
        Cell(
            "县",
            "县(市、区、旗)",
            "行政县",
            "县区",
            "区县",
            "区县名称",
            "市区旗",
            "县(区)",
            "县(市、区)",
            "县(市区)",
            "县市区",
            "县(市)",
            "所在县",
            "所在县区",
            "县名",
            kind=FreeText(repeats=True, wants="place"),
            en="county",
        ),
    ] = None
    town: Annotated[
        str | None,
        Cell(
            "乡镇",
            "乡(镇)",
            "乡",
            "镇街",
            "街道",
            "所属乡镇",
            "乡镇(街道)",
            "镇",
            "乡镇名称",
            "乡镇街道",
            "镇(街道)",
            "镇(办)",
            "镇办",
            "所在乡镇",
            "乡(镇、街道)",
            "镇街名称",
            kind=FreeText(repeats=True, wants="place"),
            en="township",
        ),
    ] = None
    village: Annotated[
        str,
        Cell(
            "行政村",
            "村",
            "村名",
            "村庄",
            "嘎查村",
            "所属村",
            "所属村庄",
            "行政村名称",
            "行政村名",
            "村名称",
            "所在村",
            "所在行政村",
            "所属行政村",
            "村别",
            "村(社区)",
            "村(居)",
            "行政村(社区)",
            "所在行政村(社区)",
            "所在村(社区)",
            "村/社区",
            "村居",
            "村委会",
            kind=FreeText(repeats=True, wants="place"),
            en="village",
            required=True,
        ),
    ]
    group: Annotated[
        str | None,
        Cell(
            "村民小组",
            "自然村",
            "组",
            "社、组",
            "所在组",
            "村组",
            "组别",
            "村民组",
            "小组",
            "所在小组",
            "村民小组名称",
            "自然村名称",
            "自然村(组)",
            "村民小组(自然村)",
            "组(社)",
            "自然屯",
            kind=FreeText(repeats=True, wants="place"),
            en="villagers' group",
        ),
    ] = None
    head_name: Annotated[
        str | None,
        Cell(
            "户主姓名",
            "户主",
            "户主名字",
            "户主名称",
            "贫困户户主",
            "贫困户户主姓名",
            "贫困户姓名",
            "农户姓名",
            kind=FreeText(wants="person"),
            en="head's name",
            personal="name",
        ),
    ] = None
    head_id_no: Annotated[
        str | None,
        Cell(
            "户主证件号码",
            "户主身份证号码",
            "户主身份证号",
            "户主身份证",
            "户主证件号",
            "户主公民身份号码",
            "户主公民身份证号",
            kind=IdentityNumber(),
            en="head's identity number",
            personal="id",
        ),
    ] = None
    phone: Annotated[
        str | None,
        Cell(
            "联系电话",
            "户联系电话",
            "联系方式",
            "手机号",
            "电话",
            "手机号码",
            "电话号码",
            "农户电话",
            "贫困户电话",
            kind=Phone(),
            en="telephone",
            personal="phone",
        ),
    ] = None
    size: Annotated[
        int | None,
        Cell(
            "人数",
            "人口数",
            "家庭人口数",
            "家庭人口",
            "家庭成员数",
            "家庭人数",
            "户内人数",
            "人口",
            "家庭成员人数",
            "家庭总人口",
            "户人口",
            "家庭成员(人)",
            kind=Persons(least=0, most=40),
            en="stated household size",
            unit="人",
        ),
    ] = None
    household_type: Annotated[str | None, Cell("户类型", kind=Code("household_type"), en="type of household")] = None
    poor_type: Annotated[
        str | None,
        Cell("贫困户属性", "户属性", "贫困户类型", "贫困户类别", "贫困属性", kind=Code("poor_type"), en="kind of poor household"),
    ] = None
    standard: Annotated[str | None, Cell("识别标准", kind=Code("standard"), en="standard of identification")] = None
    identified: Annotated[
        str | None,
        Cell(
            "首次识别时间",
            "识别时间",
            "识别年度",
            "纳入时间",
            "识别年份",
            "首次识别年度",
            "首次识别年份",
            "贫困户识别时间",
            "纳入年度",
            "建档时间",
            "建档年度",
            "建档立卡时间",
            "建档立卡年度",
            "认定时间",
            kind=PartialDate(),
            en="first identified",
        ),
    ] = None
    status: Annotated[
        str | None,
        Cell(
            "脱贫属性",
            "户脱贫属性",
            "脱贫状态",
            "脱贫标志",
            "脱贫状况",
            "脱贫情况",
            "脱贫标识",
            "是否脱贫",
            "是否已脱贫",
            kind=Code("status"),
            en="exit status",
        ),
    ] = None
    exit_year: Annotated[
        int | None,
        Cell(
            "脱贫年度",
            "脱贫年份",
            "脱贫时间",
            "脱贫年",
            "脱贫日期",
            "实际脱贫年度",
            "退出时间",
            "退出年度",
            "退出年份",
            "脱贫退出时间",
            "脱贫退出年度",
            "脱贫退出年份",
            "脱贫退出年月",
            "脱贫年月",
            "退出年月",
            "哪年脱贫",
            "何年脱贫",
            "标注脱贫时间",
            "标注脱贫年度",
            "脱贫标注时间",
            "脱贫摘帽时间",
            "退出贫困时间",
            "贫困退出时间",
            "贫困户脱贫时间",
            "贫困户退出时间",
            "已脱贫年度",
            "实际脱贫时间",
            "实际脱贫年份",
            kind=ExitYear(),
            en="year of exit",
        ),
    ] = None
    relapsed: Annotated[
        str | None,
        Cell(
            "返贫时间",
            "返贫年度",
            "返贫年份",
            "返贫日期",
            "返贫年月",
            "返贫年",
            "哪年返贫",
            "认定返贫时间",
            "返贫认定时间",
            "脱贫后返贫时间",
            kind=PartialDate(),
            en="relapsed",
        ),
    ] = None
    cause: Annotated[
        str | None,
        Cell(
            "主要致贫原因",
            "致贫原因1",
            "致贫原因",
            "主要原因",
            "致贫主要原因",
            "主要贫困原因",
            "第一致贫原因",
            "致贫主因",
            kind=Code("cause", may_lack=True),
            en="main cause of poverty",
        ),
    ] = None
    other_causes: Annotated[
        str | None,
        Cell(
            "其他致贫原因",
            "其他致贫原因(多选)",
            "致贫原因2",
            "其它致贫原因",
            "次要致贫原因",
            "第二致贫原因",
            kind=Code("cause", several=True, may_lack=True),
            en="other causes of poverty",
        ),
    ] = None
    relapse_cause: Annotated[
        str | None, Cell("返贫原因", kind=Code("cause", several=True, may_lack=True), en="cause of relapse")
    ] = None
