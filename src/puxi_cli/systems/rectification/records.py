"""问题: a problem to rectify, and the history of its states. The columns are the union of the ledgers seen in use, a proposal and no norm."""

from typing import Annotated, ClassVar

from puxi_cli.records.dates import Day
from puxi_cli.records.fields import Cell, Record, Table
from puxi_cli.records.kinds import FreeText, HouseholdNumber, Opaque, Whole, YesNo


class Problem(Record):
    """One line of a rectification ledger."""

    table: ClassVar[Table] = Table(
        name="problems",
        sheet="问题",
        zh="一个问题",
        en="a problem",
        key=("key",),
        sheet_names=("问题", "问题清单", "整改台账", "问题台账"),
    )

    number: Annotated[int | None, Cell("序号", kind=Whole(least=0), en="number")] = None
    key: Annotated[str | None, Cell("问题编号", kind=Opaque(), en="problem's number")] = None
    source: Annotated[str | None, Cell("问题来源", "反馈来源", "来源", kind=FreeText(), en="source")] = None
    reported: Annotated[str | None, Cell("反馈时间", "反馈日期", kind=Day(), en="reported")] = None
    category: Annotated[str | None, Cell("问题类别", "问题类型", kind=FreeText(), en="category")] = None
    text: Annotated[str, Cell("反馈问题", "问题描述", "存在问题", "具体问题", kind=FreeText(), en="problem", required=True)]
    concerns: Annotated[
        str | None, Cell("涉及村/户", "涉及村户", "涉及对象", kind=FreeText(), en="village or household concerned")
    ] = None
    village: Annotated[str | None, Cell("行政村", "村", "村名", "涉及村", kind=FreeText(wants="place"), en="village")] = None
    group: Annotated[
        str | None,
        Cell("村民小组", "自然村", "组", "社、组", "所在组", "村组", kind=FreeText(wants="place"), en="villagers' group"),
    ] = None
    household_id: Annotated[str | None, Cell("户编号", "户号", kind=HouseholdNumber(), en="household number")] = None
    head_name: Annotated[
        str | None, Cell("户主姓名", "户主", kind=FreeText(wants="person"), en="head's name", personal="name")
    ] = None
    person_id: Annotated[str | None, Cell("人编号", kind=Opaque(), en="person number")] = None
    rule: Annotated[str | None, Cell("规则", "规则编号", kind=Opaque(), en="rule")] = None
    field: Annotated[str | None, Cell("项目", kind=FreeText(), en="column that is wrong")] = None
    severity: Annotated[str | None, Cell("级别", kind=FreeText(), en="severity")] = None
    duty: Annotated[str | None, Cell("职责", kind=FreeText(), en="whose duty")] = None
    measure: Annotated[str | None, Cell("整改措施", kind=FreeText(), en="measure")] = None
    target: Annotated[str | None, Cell("整改目标", kind=FreeText(), en="target")] = None
    leader: Annotated[str | None, Cell("责任领导", kind=FreeText(wants="person"), en="responsible leader")] = None
    leading_office: Annotated[str | None, Cell("牵头单位", kind=FreeText(), en="leading office")] = None
    office: Annotated[str | None, Cell("责任单位", kind=FreeText(), en="responsible office")] = None
    person: Annotated[str | None, Cell("责任人", kind=FreeText(wants="person"), en="responsible person")] = None
    phone: Annotated[str | None, Cell("责任人电话", "联系电话", kind=FreeText(), en="their telephone", personal="phone")] = None
    deadline: Annotated[str | None, Cell("整改时限", "完成时限", kind=Day(), en="deadline")] = None
    progress: Annotated[str | None, Cell("进展情况", kind=FreeText(), en="progress")] = None
    done: Annotated[str | None, Cell("整改完成情况", kind=FreeText(), en="what was done")] = None
    done_on: Annotated[str | None, Cell("完成时间", kind=Day(), en="done on")] = None
    proof: Annotated[str | None, Cell("佐证材料", kind=FreeText(wants="paper"), en="evidence on file")] = None
    verified: Annotated[bool | None, Cell("问题查清", kind=YesNo(), en="problem verified")] = None
    cause: Annotated[str | None, Cell("产生原因", kind=FreeText(wants="reason"), en="cause found")] = None
    satisfied: Annotated[bool | None, Cell("群众满意", kind=YesNo(yes=("满意",), no=("不满意",)), en="people satisfied")] = None
    on_site: Annotated[str | None, Cell("现场核实人", kind=FreeText(wants="person"), en="looked at on site by")] = None
    state: Annotated[str | None, Cell("状态", "整改状态", kind=FreeText(), en="state")] = None
    first_found: Annotated[str | None, Cell("首次发现", kind=Day(), en="first found")] = None
    last_checked: Annotated[str | None, Cell("最近核对", kind=Day(), en="last checked")] = None
    result: Annotated[str | None, Cell("核对结果", kind=FreeText(), en="what the check said")] = None
    reopened: Annotated[int | None, Cell("反弹次数", kind=Whole(least=0), en="times reopened")] = None
    closed: Annotated[bool | None, Cell("是否销号", kind=YesNo(), en="closed")] = None
    closed_on: Annotated[str | None, Cell("销号时间", kind=Day(), en="closed on")] = None
    note: Annotated[str | None, Cell("备注", kind=FreeText(), en="note")] = None


class ProblemEvent(Record):
    """One change of a problem's state; such lines are only ever added."""

    table: ClassVar[Table] = Table(
        name="problem_events",
        sheet="整改历史",
        zh="状态的一次变化",
        en="a change of state",
        key=("day", "key"),
        sheet_names=("整改历史", "历史"),
    )

    day: Annotated[str, Cell("变更日期", kind=Day(), en="day", required=True)]
    key: Annotated[str, Cell("问题编号", kind=Opaque(), en="problem's number", required=True)]
    before: Annotated[str | None, Cell("原状态", kind=FreeText(), en="state before")] = None
    after: Annotated[str, Cell("新状态", kind=FreeText(), en="state after", required=True)]
    who: Annotated[str | None, Cell("变更人", kind=FreeText(wants="person"), en="by")] = None
    why: Annotated[str | None, Cell("变更原因", kind=FreeText(), en="why")] = None


class DutyHolder(Record):
    """Who answers for what: a duty, in a village or everywhere."""

    table: ClassVar[Table] = Table(
        name="duty_holders",
        sheet="责任人",
        zh="一个责任人",
        en="who answers for a duty",
        key=("duty", "village"),
        sheet_names=("责任人", "责任分工"),
    )

    duty: Annotated[str | None, Cell("职责", kind=FreeText(), en="duty", note="录入员、村、镇；空白为全部")] = None
    village: Annotated[
        str | None, Cell("行政村", "村", "村名", kind=FreeText(wants="place"), en="village", note="空白为各村")
    ] = None
    person: Annotated[str, Cell("责任人", kind=FreeText(wants="person"), en="responsible person", required=True)]
    office: Annotated[str | None, Cell("责任单位", kind=FreeText(), en="responsible office")] = None
    phone: Annotated[str | None, Cell("联系电话", "责任人电话", kind=FreeText(), en="telephone", personal="phone")] = None
    leader: Annotated[str | None, Cell("责任领导", kind=FreeText(wants="person"), en="responsible leader")] = None
    leading_office: Annotated[str | None, Cell("牵头单位", kind=FreeText(), en="leading office")] = None


TABLES = (Problem, ProblemEvent, DutyHolder)
