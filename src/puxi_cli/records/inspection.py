"""抽查: a household that inspectors checked again."""

from typing import Annotated, ClassVar

from puxi_cli.records.coded import Code
from puxi_cli.records.dates import Day
from puxi_cli.records.fields import Cell, Record, Table
from puxi_cli.records.kinds import FreeText, HouseholdNumber, Whole, YesNo


class Inspection(Record):
    """What inspectors concluded of one household; the table's name in files and in JSON is `samples`."""

    table: ClassVar[Table] = Table(
        name="samples", sheet="抽查", zh="一次抽查", en="an inspection", key=("household_id", "day"), sheet_names=("抽查",)
    )

    household_id: Annotated[str, Cell("户编号", "户号", kind=HouseholdNumber(), en="household number", required=True)]
    day: Annotated[str | None, Cell("抽查日期", kind=Day(), en="day")] = None
    kind: Annotated[str, Cell("类型", "抽查类型", kind=Code("sample_kind"), en="kind", required=True)]
    persons: Annotated[int | None, Cell("人数", kind=Whole(least=0, most=40), en="persons", unit="人")] = None
    conclusion: Annotated[str | None, Cell("结论", kind=Code("conclusion"), en="conclusion")] = None
    approves: Annotated[bool | None, Cell("是否认可", kind=YesNo(), en="the household approves")] = None
    office: Annotated[str | None, Cell("抽查单位", kind=FreeText(repeats=True), en="inspecting office")] = None
