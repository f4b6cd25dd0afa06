"""比对线索: a hit in another office's list; a lead for a visit, never a verdict."""

from typing import Annotated, ClassVar

from puxi_cli.records.coded import Code
from puxi_cli.records.dates import Day
from puxi_cli.records.fields import Cell, Record, Table
from puxi_cli.records.kinds import FreeText, IdentityNumber


class Evidence(Record):
    """One person in one list of one office; the category is one of the nine red lines."""

    table: ClassVar[Table] = Table(
        name="evidence",
        sheet="比对线索",
        zh="一条线索",
        en="a lead",
        key=("id_no", "source", "category"),
        sheet_names=("比对线索", "线索"),
    )

    id_no: Annotated[
        str, Cell("证件号码", "身份证号", "身份证号码", kind=IdentityNumber(), en="identity number", required=True, personal="id")
    ]
    name: Annotated[str | None, Cell("姓名", kind=FreeText(wants="person"), en="name", personal="name")] = None
    source: Annotated[str, Cell("来源部门", "来源", kind=FreeText(repeats=True), en="office", required=True)]
    category: Annotated[str, Cell("类别", kind=Code("red_line"), en="category", required=True)]
    note: Annotated[str | None, Cell("说明", kind=FreeText(), en="note")] = None
    day: Annotated[str | None, Cell("日期", kind=Day(), en="day")] = None
