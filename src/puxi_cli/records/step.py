"""程序: one step of a household's identification or exit procedure."""

from typing import Annotated, ClassVar

from puxi_cli.records.coded import Code
from puxi_cli.records.dates import Day
from puxi_cli.records.fields import Cell, Record, Table
from puxi_cli.records.kinds import FreeText, HouseholdNumber


class Step(Record):
    """A step: when it was done, how long it was made public, who signed, what proves it."""

    table: ClassVar[Table] = Table(
        name="steps",
        sheet="程序",
        zh="一个步骤",
        en="a step",
        key=("household_id", "procedure", "step"),
        sheet_names=("程序", "程序步骤"),
    )

    household_id: Annotated[str, Cell("户编号", "户号", kind=HouseholdNumber(), en="household number", required=True)]
    procedure: Annotated[str, Cell("程序", kind=Code("procedure"), en="procedure", required=True)]
    step: Annotated[str, Cell("步骤", kind=FreeText(repeats=True), en="step", required=True)]
    day: Annotated[str | None, Cell("日期", kind=Day(), en="day")] = None
    public_until: Annotated[str | None, Cell("公示截止日期", kind=Day(), en="made public until")] = None
    result: Annotated[str | None, Cell("结果", kind=FreeText(repeats=True), en="result")] = None
    signed_by: Annotated[str | None, Cell("签字人", kind=FreeText(wants="person"), en="signed by", personal="name")] = None
    proof: Annotated[str | None, Cell("佐证材料", kind=FreeText(repeats=True, wants="paper"), en="evidence on file")] = None
