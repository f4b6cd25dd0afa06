"""问题: a problem to rectify. The columns are the union of the ledgers seen in use, a proposal and no norm."""

from typing import Annotated, ClassVar

from puxi_cli.records.dates import Day
from puxi_cli.records.fields import Cell, Record, Table
from puxi_cli.records.kinds import Text, Whole


class Problem(Record):
    """One line of a rectification ledger."""

    table: ClassVar[Table] = Table(
        name="problems",
        sheet="问题",
        zh="一个问题",
        en="a problem",
        key=("number",),
        sheet_names=("问题", "问题清单", "整改台账"),
    )

    number: Annotated[int | None, Cell("序号", kind=Whole(least=0), en="number")] = None
    source: Annotated[str | None, Cell("问题来源", "反馈来源", kind=Text(), en="source")] = None
    reported: Annotated[str | None, Cell("反馈时间", kind=Day(), en="reported")] = None
    category: Annotated[str | None, Cell("问题类别", kind=Text(), en="category")] = None
    text: Annotated[str, Cell("反馈问题", "问题描述", kind=Text(), en="problem", required=True)]
    concerns: Annotated[str | None, Cell("涉及村/户", kind=Text(), en="village or household concerned")] = None
    measure: Annotated[str | None, Cell("整改措施", kind=Text(), en="measure")] = None
    target: Annotated[str | None, Cell("整改目标", kind=Text(), en="target")] = None
    leader: Annotated[str | None, Cell("责任领导", kind=Text(), en="responsible leader", personal="name")] = None
    leading_office: Annotated[str | None, Cell("牵头单位", kind=Text(), en="leading office")] = None
    office: Annotated[str | None, Cell("责任单位", kind=Text(), en="responsible office")] = None
    person: Annotated[str | None, Cell("责任人", kind=Text(), en="responsible person", personal="name")] = None
    deadline: Annotated[str | None, Cell("整改时限", kind=Day(), en="deadline")] = None
    progress: Annotated[str | None, Cell("进展情况", kind=Text(), en="progress")] = None
    done: Annotated[str | None, Cell("整改完成情况", kind=Text(), en="what was done")] = None
    done_on: Annotated[str | None, Cell("完成时间", kind=Day(), en="done on")] = None
    proof: Annotated[str | None, Cell("佐证材料", kind=Text(), en="evidence on file")] = None
    closed: Annotated[str | None, Cell("是否销号", kind=Text(), en="closed")] = None
    closed_on: Annotated[str | None, Cell("销号时间", kind=Day(), en="closed on")] = None
    note: Annotated[str | None, Cell("备注", kind=Text(), en="note")] = None
