"""The tables of a register as schemas: JSON Schema (draft 2020-12) and Table Schema, both made from the models.

JSON Schema describes a record after reading, under its field names; Table Schema a sheet as it stands, under its headings.
"""

from __future__ import annotations

from typing import Any, Literal

from puxi_cli import __version__
from puxi_cli.errors import UsageError
from puxi_cli.records.fields import Cell, Record, fields_of
from puxi_cli.records.tables import MODELS
from puxi_cli.text.words import Text

Form = Literal["json", "table"]

_DRAFT = "https://json-schema.org/draft/2020-12/schema"


def json_schema(table: str) -> dict[str, Any]:
    """A record of the table in JSON Schema; raises UsageError for a table that does not exist."""
    return {"$schema": _DRAFT, **_record_schema(_model(table))}


def table_schema(table: str) -> dict[str, Any]:
    """The table's sheet in Table Schema; raises UsageError for a table that does not exist."""
    model = _model(table)
    fields = fields_of(model)
    return {
        "fields": [_field(cell) for cell in fields.values()],
        "primaryKey": [fields[name].heading for name in model.table.key],
        "missingValues": [""],
    }


def schema_document(form: Form, table: str | None = None) -> dict[str, Any]:
    """One table's schema, or all: as one JSON Schema of a register, or as a data package with a resource per table."""
    if table is not None:
        return json_schema(table) if form == "json" else table_schema(table)
    if form == "json":
        return {
            "$schema": _DRAFT,
            "title": "register",
            "description": f"A household poverty register as puxi {__version__} reads it: the rows of each table.",
            "type": "object",
            "properties": {name: _rows_schema(model) for name, model in MODELS.items()},
            "additionalProperties": False,
        }
    return {
        "name": "puxi-register",
        "title": "Household poverty register",
        "profile": "tabular-data-package",
        "version": __version__,
        "resources": [
            {
                "name": name.replace("_", "-"),
                "title": model.table.sheet,
                "profile": "tabular-data-resource",
                "path": f"{model.table.sheet}.csv",
                "encoding": "utf-8",
                "schema": table_schema(name),
            }
            for name, model in MODELS.items()
        ],
    }


def _model(table: str) -> type[Record]:
    if table not in MODELS:
        names = Text("、".join(MODELS), ", ".join(MODELS))
        raise UsageError(f"没有名为 {table} 的表；可用：{names[0]}", f"There is no table named {table}; take one of: {names[1]}")
    return MODELS[table]


def _record_schema(model: type[Record]) -> dict[str, Any]:
    schema = model.model_json_schema()
    schema["title"] = model.table.name
    schema["x-sheet"] = model.table.sheet
    return schema


def _rows_schema(model: type[Record]) -> dict[str, Any]:
    return {"type": "array", "title": model.table.sheet, "items": _record_schema(model)}


def _field(cell: Cell) -> dict[str, Any]:
    described = cell.kind.table_schema()
    constraints = described.pop("constraints", {}) | ({"required": True} if cell.required else {})
    said = [cell.kind.allowed.of("en")]
    if cell.unit:
        said.append(f"unit: {cell.unit}")
    if cell.note:
        said.append(cell.note)
    field = {
        "name": cell.heading,
        "title": cell.en,
        "type": described.pop("type"),
        "format": described.pop("format", "default"),
        "description": "; ".join(said),
        **described,
    }
    if constraints:
        field["constraints"] = constraints
    return field
