"""豁免: a finding somebody answered for; it is shown as waived, not hidden."""

from typing import Annotated, ClassVar

from puxi_cli.records.dates import Day
from puxi_cli.records.fields import Cell, Record, Table
from puxi_cli.records.kinds import FreeText, HouseholdNumber, Opaque


class Waiver(Record):
    """One rule waived for one household or person, by whom, why, until when."""

    table: ClassVar[Table] = Table(
        name="waivers",
        sheet="豁免",
        zh="一条豁免",
        en="a waiver",
        key=("rule", "household_id", "person_id"),
        sheet_names=("豁免", "豁免清单"),
    )

    rule: Annotated[str, Cell("规则", "规则编号", kind=Opaque(), en="rule", required=True)]
    household_id: Annotated[str | None, Cell("户编号", kind=HouseholdNumber(), en="household number")] = None
    person_id: Annotated[str | None, Cell("人编号", kind=Opaque(), en="person number")] = None
    reason: Annotated[str, Cell("原因", kind=FreeText(wants="reason"), en="reason", required=True)]
    approved_by: Annotated[str, Cell("批准人", kind=FreeText(wants="person"), en="approved by", required=True, personal="name")]
    day: Annotated[str | None, Cell("日期", kind=Day(), en="day")] = None
    until: Annotated[str | None, Cell("截止", "截止日期", kind=Day(), en="until")] = None


TABLES = (Waiver,)
