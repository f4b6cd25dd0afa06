"""How a model says what its fields are: headings, kind of cell, unit, whether it is personal; and how pydantic reads them.

    household_id: Annotated[str, Cell("户编号", "户号", kind=HouseholdNumber(), en="household number", required=True)]

The annotation is the only place where this is written. `fields_of` gives it back for headings, the column check, the entry
template, the schemas and the documentation.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, ClassVar, Literal, NamedTuple, Self

from pydantic import BaseModel, ConfigDict, GetCoreSchemaHandler, GetJsonSchemaHandler, ValidationInfo, model_validator
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

from puxi_cli.records.kinds import CellFault, IdentityNumber, Kind, Number
from puxi_cli.records.text import trimmed
from puxi_cli.records.units import without_unit

Personal = Literal["id", "phone", "name", "birth", "birthday"]


@dataclass(frozen=True, init=False)
class Cell:
    """One column of a table.

    `heading` is the canonical heading, `others` the spellings seen elsewhere, `opposite` headings that say the reverse (安全住房
    for 危房户): their yes is this field's no. `unit` stands behind figures. `personal` says how a report masks the value.
    A `required` cell may not be blank. `note` is told in the entry template.
    """

    heading: str
    others: tuple[str, ...]
    kind: Kind
    en: str
    required: bool
    opposite: tuple[str, ...]
    unit: str | None
    personal: Personal | None
    note: str | None

    def __init__(
        self,
        heading: str,
        *others: str,
        kind: Kind,
        en: str,
        required: bool = False,
        opposite: tuple[str, ...] = (),
        unit: str | None = None,
        personal: Personal | None = None,
        note: str | None = None,
    ) -> None:
        for name, value in {
            "heading": heading,
            "others": others,
            "kind": kind,
            "en": en,
            "required": required,
            "opposite": opposite,
            "unit": unit,
            "personal": personal,
            "note": note,
        }.items():
            object.__setattr__(self, name, value)

    def read(self, raw: Any) -> Any:
        """The value of a cell (text as it stands in the file, or None), None where it is blank or holds a word for nothing.

        Raises PydanticCustomError whose type is the fault's code, so that pydantic reports it with the field.
        """
        text = trimmed(str(raw)) if raw is not None else ""
        try:
            value = self.value(text) if text else None
        except CellFault as fault:
            # The value itself stays out of the message: it may be somebody's number.
            raise PydanticCustomError(
                fault.code, "{allowed}", {"allowed": self.kind.allowed.of("en"), "meant": fault.meant}
            ) from None
        if value is None and self.required:
            raise PydanticCustomError("required", "the cell is blank")
        return value

    def value(self, text: str) -> Any:
        """The value of a text, trimmed and not blank; a figure may have its own unit behind it. None for a word for nothing; raises `CellFault`."""
        if self.unit and isinstance(self.kind, Number):
            text = without_unit(text, self.unit)
        return self.kind.value(text)

    def _read_in_row(self, raw: Any, row: ValidationInfo) -> Any:
        """The value of a cell whose reading depends on another of its row."""
        assert isinstance(self.kind, IdentityNumber)
        number = self.kind.read_as(trimmed(str(raw)), row.data.get(str(self.kind.paper))) if raw is not None else None
        return self.read(raw) if number is None else number

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        if isinstance(self.kind, IdentityNumber) and self.kind.paper:
            return core_schema.with_info_plain_validator_function(self._read_in_row)
        return core_schema.no_info_plain_validator_function(self.read)

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        described = self.kind.json_schema() | {"title": self.heading, "description": self.en}
        if self.unit:
            described["x-unit"] = self.unit
        if not self.required:
            described["type"] = [described["type"], "null"]
            if "enum" in described:
                described["enum"] = [*described["enum"], None]
        return described


@dataclass(frozen=True)
class Table:
    """What a table is: its name, the name of its sheet, what a row is, the fields that together name a row.

    A table whose columns others have too is taken for it only where the sheet is named so, or has one of the fields `known_by`, and never
    where a column says that it is about households or their members.
    """

    name: str
    sheet: str
    zh: str
    en: str
    key: tuple[str, ...]
    sheet_names: tuple[str, ...] = ()
    known_by: tuple[str, ...] = ()


class Disagreement(NamedTuple):
    """Two fields of one row that contradict each other: the one to look at, the fault's code, what the other says."""

    field: str
    code: str
    told: str


class Record(BaseModel):
    """A row that passed its model. Error messages never carry the values that were refused."""

    model_config = ConfigDict(hide_input_in_errors=True, extra="forbid", frozen=True, defer_build=True)

    table: ClassVar[Table]

    @classmethod
    def disagreements(cls, values: Mapping[str, Any]) -> list[Disagreement]:
        """What contradicts itself within one row; `values` may lack the fields that could not be read."""
        return []

    @model_validator(mode="after")
    def agrees_with_itself(self) -> Self:
        """Refuse a row that contradicts itself."""
        for field, code, told in self.disagreements(self.__dict__):
            raise PydanticCustomError(code, "{allowed}", {"allowed": told, "field": field})
        return self


@cache
def fields_of(model: type[Record]) -> dict[str, Cell]:
    """The columns of a table by field name, in the order of the canonical layout."""
    found = {}
    for name, info in model.model_fields.items():
        cells = [item for item in info.metadata if isinstance(item, Cell)]
        if len(cells) != 1:
            raise TypeError(f"{model.__name__}.{name} needs one Cell annotation")
        found[name] = cells[0]
    return found
