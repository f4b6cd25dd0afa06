"""户信息: a household of the town, listed on the register or not; how it lives, who helps it."""

from typing import Annotated, ClassVar

from puxi_cli.records.coded import Code
from puxi_cli.records.dates import PartialDate, Year
from puxi_cli.records.fields import Cell, Table
from puxi_cli.records.kinds import FreeText, IdentityNumber, Number, Phone, YesNo
from puxi_cli.records.listing import Listing

# Labels of 脱贫属性; one of 贫困户属性 and 户类型, one of 户类型.
EXITED = ("已脱贫（享受政策）", "已脱贫（不再享受政策）")
PLANNED, NOT_EXITED, RELAPSED = "预脱贫", "未脱贫", "返贫"
NOT_POOR, EXITED_TYPE = "一般农户", "脱贫户"
# Labels of 监测对象类别: by definition never on the register, exited from it, and one or the other.
MARGINAL, UNSTABLE, STRUCK = "边缘易致贫户", "脱贫不稳定户", "突发严重困难户"


class Household(Listing):
    """A household; it is listed from its identification on, and unlisted where that is blank."""

    table: ClassVar[Table] = Table(
        name="households",
        sheet="户信息",
        zh="一户",
        en="a household",
        key=("household_id",),
        sheet_names=("户信息", "户", "贫困户信息"),
    )

    floor_area: Annotated[float | None, Cell("住房面积", kind=Number(least=0, most=2000), en="floor area", unit="平方米")] = None
    unsafe_house: Annotated[
        bool | None,
        Cell(
            "危房户",
            "是否危房户",
            "是否危房",
            "是否为危房户",
            "住危房",
            "是否住危房",
            kind=YesNo(
                yes=("C级", "D级", "C", "D", "C级危房", "D级危房", "危房", "不安全", "不达标"),
                no=("A级", "B级", "A", "B", "安全", "达标"),
                fixed=True,
            ),
            en="unsafe house",
            opposite=("安全住房", "住房安全", "有安全住房", "有无安全住房", "住房是否安全"),
        ),
    ] = None
    house_grade: Annotated[
        str | None,
        Cell("危房级别", "危房等级", "房屋等级", "房屋鉴定等级", "住房鉴定等级", kind=Code("house_grade"), en="grade of danger"),
    ] = None
    safe_water: Annotated[
        bool | None,
        Cell(
            "是否解决安全饮用水",
            "饮水安全",
            "饮水是否安全",
            "是否饮水安全",
            "安全饮水",
            "安全饮用水",
            "饮水安全情况",
            "有无安全饮水",
            "是否有安全饮水",
            "饮用水是否安全",
            "是否解决饮水安全",
            "饮水安全是否达标",
            kind=YesNo(yes=("安全", "达标", "已达标", "已解决"), no=("不安全", "不达标", "未达标", "未解决")),
            en="safe drinking water",
        ),
    ] = None
    water_hard: Annotated[bool | None, Cell("饮水困难", "饮水是否困难", "是否饮水困难", kind=YesNo(), en="water hard to get")] = (
        None
    )
    power: Annotated[bool | None, Cell("是否通生活用电", "通生活用电", kind=YesNo(), en="electricity at home")] = None
    production_power: Annotated[
        bool | None, Cell("是否通生产用电", "通生产用电", kind=YesNo(), en="electricity for production")
    ] = None
    road_type: Annotated[str | None, Cell("入户路类型", kind=Code("road_type"), en="road to the house")] = None
    road_distance: Annotated[
        float | None,
        Cell("与村主干路距离", kind=Number(least=0, most=500), en="distance to the village's main road", unit="公里"),
    ] = None
    fuel: Annotated[str | None, Cell("主要燃料类型", "燃料类型", kind=Code("fuel"), en="main fuel")] = None
    toilet: Annotated[bool | None, Cell("是否有卫生厕所", "卫生厕所", kind=YesNo(), en="sanitary toilet")] = None
    farmland: Annotated[float | None, Cell("耕地面积", "耕地", kind=Number(least=0, most=10000), en="arable land", unit="亩")] = (
        None
    )
    forest: Annotated[float | None, Cell("林地面积", kind=Number(least=0, most=10000), en="forest land", unit="亩")] = None
    returned_forest: Annotated[
        float | None, Cell("退耕还林面积", kind=Number(least=0, most=10000), en="farmland returned to forest", unit="亩")
    ] = None
    orchard: Annotated[float | None, Cell("林果面积", kind=Number(least=0, most=10000), en="orchards", unit="亩")] = None
    cooperative: Annotated[
        bool | None,
        Cell("是否加入农民专业合作社", "是否加入农民专业合作组织", "加入合作社", kind=YesNo(), en="member of a cooperative"),
    ] = None
    enough_food: Annotated[bool | None, Cell("是否不愁吃", "不愁吃", kind=YesNo(), en="enough to eat")] = None
    enough_clothing: Annotated[bool | None, Cell("是否不愁穿", "不愁穿", kind=YesNo(), en="enough to wear")] = None
    helper: Annotated[
        str | None,
        Cell(
            "帮扶责任人",
            "帮扶干部",
            "帮扶联系人",
            "结对帮扶人",
            "帮扶人",
            "帮扶责任人姓名",
            "帮扶干部姓名",
            "帮扶人姓名",
            "结对帮扶责任人",
            "结对帮扶干部",
            "结对干部",
            kind=FreeText(wants="person"),
            en="helping cadre",
            personal="name",
        ),
    ] = None
    helper_phone: Annotated[
        str | None,
        Cell(
            "帮扶人手机号",
            "帮扶责任人手机号",
            "帮扶人联系电话",
            "帮扶责任人电话",
            "帮扶责任人联系电话",
            "帮扶干部联系电话",
            "帮扶干部电话",
            "帮扶人电话",
            kind=Phone(),
            en="helper's telephone",
            personal="phone",
        ),
    ] = None
    helper_id_no: Annotated[
        str | None,
        Cell(
            "帮扶人证件号码",
            "帮扶责任人证件号码",
            "帮扶人身份证号",
            kind=IdentityNumber(),
            en="helper's identity number",
            personal="id",
        ),
    ] = None
    planned_year: Annotated[
        int | None,
        Cell(
            "计划脱贫年度",
            "计划脱贫年份",
            "计划脱贫时间",
            "预计脱贫年度",
            "预脱贫年度",
            "拟脱贫年度",
            "拟脱贫时间",
            "脱贫计划年度",
            kind=Year(),
            en="planned year of exit",
        ),
    ] = None
    relocated: Annotated[
        bool | None,
        Cell(
            "是否易地扶贫搬迁户",
            "易地扶贫搬迁户",
            "是否搬迁户",
            "是否易地搬迁户",
            "易地搬迁户",
            "是否易地搬迁",
            "是否易地扶贫搬迁",
            kind=YesNo(),
            en="relocated household",
        ),
    ] = None
    income_per_head: Annotated[
        float | None,
        Cell(
            "人均纯收入",
            "家庭人均纯收入",
            "家庭年人均纯收入",
            "年人均纯收入",
            "人均年纯收入",
            "家庭人均年纯收入",
            "户人均纯收入",
            kind=Number(least=-1_000_000, most=10_000_000),
            en="net income per head",
            unit="元",
        ),
    ] = None
    monitored_type: Annotated[
        str | None,
        Cell(
            "监测对象类别",
            "检测对象类别",
            "易返贫致贫户(监测对象)类型",
            "监测对象类型",
            "监测户类型",
            "监测类别",
            kind=Code("monitored_type"),
            en="kind of monitored household",
        ),
    ] = None
    risk_cleared: Annotated[
        bool | None, Cell("风险是否消除", "风险是否已消除", kind=YesNo(yes=("已消除",), no=("未消除",)), en="risk cleared")
    ] = None
    risk_since: Annotated[
        str | None, Cell("风险识别时间", "识别监测时间", "监测识别时间", "监测时间", kind=PartialDate(), en="risk identified")
    ] = None
    risk_until: Annotated[str | None, Cell("风险消除时间", "消除监测时间", kind=PartialDate(), en="risk cleared on")] = None
