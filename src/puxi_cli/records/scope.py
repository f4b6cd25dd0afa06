"""What a rule looks at: the rows of a table, or what is put together of several."""

from __future__ import annotations

from typing import ClassVar

from puxi_cli.records.tables import MODELS
from puxi_cli.text.words import Text


class Scope(str):
    """What a rule looks at, one row at a time: one of these, or the rows of any table by its name."""

    __slots__ = ()

    CELL: ClassVar[Scope]
    ROW: ClassVar[Scope]
    SHEET: ClassVar[Scope]
    PERSON: ClassVar[Scope]
    HOUSEHOLD: ClassVar[Scope]
    INCOME: ClassVar[Scope]
    VILLAGE: ClassVar[Scope]
    VILLAGE_YEAR: ClassVar[Scope]
    HOUSEHOLD_ROWS: ClassVar[Scope]
    COUNTY: ClassVar[Scope]

    @property
    def name(self) -> str:
        """As code has it: PERSON."""
        return self.upper()

    @property
    def words(self) -> Text:
        """What one row is called."""
        if self in _ROW_OF:
            return _ROW_OF[self]
        table = MODELS[self].table
        return Text(table.sheet, table.en.partition(" ")[2])


for _name in Scope.__annotations__:
    setattr(Scope, _name, Scope(_name.lower()))
_ROW_OF = {
    Scope.CELL: Text("格", "cell"),
    Scope.ROW: Text("行", "row"),
    Scope.SHEET: Text("工作表", "sheet"),
    Scope.PERSON: Text("人", "person"),
    Scope.HOUSEHOLD: Text("户", "household"),
    Scope.INCOME: Text("一户一年收入", "income"),
    Scope.VILLAGE: Text("村", "village"),
    Scope.VILLAGE_YEAR: Text("村年度", "village's year"),
    Scope.HOUSEHOLD_ROWS: Text("名单各行", "rows of a list"),
    Scope.COUNTY: Text("县", "county"),
}
