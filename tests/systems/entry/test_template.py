"""The entry workbook and the schemas: what they say is what the models say."""

from __future__ import annotations

import io
import re

import openpyxl
import pytest
from openpyxl.utils import range_boundaries

from puxi_cli.errors import UsageError
from puxi_cli.findings import Lang
from puxi_cli.records.coded import Code
from puxi_cli.records.fields import fields_of
from puxi_cli.records.kinds import Number, YesNo
from puxi_cli.records.tables import MODELS
from puxi_cli.reports.schema import json_schema, schema_document, table_schema
from puxi_cli.systems.entry.workbook import LAST_ROW, LISTS_SHEET, write_template

pytestmark = pytest.mark.slow


def template(lang: Lang = "zh", tables: list[str] | None = None) -> openpyxl.Workbook:
    """The workbook as a spreadsheet program opens it."""
    stream = io.BytesIO()
    write_template(stream, tables, lang)
    return openpyxl.load_workbook(stream)


@pytest.fixture(scope="module")
def book() -> openpyxl.Workbook:
    return template()


def validations(sheet: openpyxl.worksheet.worksheet.Worksheet) -> dict[str, openpyxl.worksheet.datavalidation.DataValidation]:
    """The validation of each column, by its heading."""
    found = {}
    for validation in sheet.data_validations.dataValidation:
        (area,) = validation.sqref.ranges
        assert (area.min_row, area.max_row) == (2, LAST_ROW)
        assert area.min_col == area.max_col
        found[sheet.cell(1, area.min_col).value.rstrip("*")] = validation
    return found


def test_every_table_has_its_sheet_with_its_headings(book: openpyxl.Workbook) -> None:
    assert book.sheetnames == ["说明", *(model.table.sheet for model in MODELS.values()), LISTS_SHEET]
    for model in MODELS.values():
        headings = [cell.value for cell in book[model.table.sheet][1]]
        assert headings == [cell.heading + "*" * cell.required for cell in fields_of(model).values()]
        assert book[model.table.sheet].freeze_panes == "A2"


def test_numbers_that_are_names_are_text_and_figures_are_not(book: openpyxl.Workbook) -> None:
    for model in MODELS.values():
        sheet = book[model.table.sheet]
        for head, cell in zip(sheet[1], fields_of(model).values(), strict=True):
            text = sheet.column_dimensions[head.column_letter].number_format == "@"
            assert text == (cell.kind.dtype in ("text", "yes_no")), cell.heading


def test_every_list_is_a_range_on_a_hidden_sheet(book: openpyxl.Workbook) -> None:
    lists = book[LISTS_SHEET]
    assert lists.sheet_state == "hidden"
    seen = 0
    for model in MODELS.values():
        by_heading = validations(book[model.table.sheet])
        for cell in fields_of(model).values():
            if not isinstance(cell.kind, (Code, YesNo)):
                continue
            validation = by_heading[cell.heading]
            assert validation.type == "list"
            sheet_name, area = re.fullmatch(r"'(.+)'!(.+)", validation.formula1).groups()
            assert sheet_name == LISTS_SHEET
            left, top, right, bottom = range_boundaries(area.replace("$", ""))
            assert left == right
            items = [lists.cell(row, left).value for row in range(top, bottom + 1)]
            expected = (
                list(cell.kind.codes.labels) if isinstance(cell.kind, Code) else ["是", "否", *cell.kind.yes, *cell.kind.no]
            )
            assert items == expected
            assert all(cell.kind.read(item) is not None for item in items), "what is offered is read back"
            # A list where several labels may stand side by side helps, and refuses nothing.
            assert validation.showErrorMessage is not (isinstance(cell.kind, Code) and cell.kind.several)
            seen += 1
    assert seen > 30


def test_bounds_of_figures_are_held_by_the_spreadsheet(book: openpyxl.Workbook) -> None:
    months = validations(book["人口信息"])["务工时间(月)"]
    assert (months.type, months.operator, months.formula1, months.formula2) == ("whole", "between", "0", "12")
    area = validations(book["户信息"])["住房面积"]
    assert (area.type, area.formula1, area.formula2) == ("decimal", "0", "2000")
    assert validations(book["村年度"])["总户数"].operator == "greaterThanOrEqual"
    for model in MODELS.values():
        figures = [cell.heading for cell in fields_of(model).values() if isinstance(cell.kind, Number)]
        assert set(figures) <= set(validations(book[model.table.sheet]))


@pytest.mark.parametrize(("lang", "word"), [("zh", "必填"), ("en", "required")])
def test_a_note_says_what_may_stand_there_and_whether_it_must(lang: Lang, word: str) -> None:
    sheet = template(lang, ["persons"])["人口信息"]
    for head, cell in zip(sheet[1], fields_of(MODELS["persons"]).values(), strict=True):
        assert (word in head.comment.text) == cell.required
        assert (head.fill.fgColor.rgb == "00F8CBAD") == cell.required
    notes = {head.value: head.comment.text for head in sheet[1]}
    assert ("单位：月" if lang == "zh" else "unit: 月") in notes["务工时间(月)"]
    assert "按文本录入" in notes["证件号码*"]
    assert len(notes["民族"]) < 60, "56 labels stand in the list, not in the note"


def test_the_guide_is_in_the_readers_language_and_lists_the_sheets() -> None:
    for lang, name, words in (("zh", "说明", "必填：户编号、行政村"), ("en", "How to use", "required: 户编号, 行政村")):
        sheet = template(lang, ["households"])[name]
        said = [cell.value for row in sheet.iter_rows() for cell in row if cell.value]
        assert "户信息" in said
        assert "人口信息" not in said
        assert any(words in line for line in said)
        assert any("puxi validate" in line for line in said)
        assert sheet.max_column == 2


def test_nothing_in_the_template_is_a_formula(book: openpyxl.Workbook) -> None:
    assert {cell.data_type for sheet in book for row in sheet.iter_rows() for cell in row} <= {"s", "n"}


def test_a_table_that_does_not_exist_is_refused_by_name() -> None:
    with pytest.raises(UsageError, match="families") as caught:
        template(tables=["families"])
    assert "households" in caught.value.text("zh")
    for call in (json_schema, table_schema):
        with pytest.raises(UsageError, match="families"):
            call("families")


# Schemas


@pytest.mark.parametrize("table", MODELS)
def test_json_schema_has_every_field_and_no_address_of_its_own(table: str) -> None:
    schema = json_schema(table)
    fields = fields_of(MODELS[table])
    assert schema["$schema"].endswith("2020-12/schema")
    assert "$id" not in schema
    assert list(schema["properties"]) == list(fields)
    assert set(schema.get("required", [])) == {name for name, cell in fields.items() if cell.required}
    assert schema["additionalProperties"] is False
    for name, cell in fields.items():
        described = schema["properties"][name]
        assert described["title"] == cell.heading
        assert ("null" in described["type"]) != cell.required


@pytest.mark.parametrize("table", MODELS)
def test_table_schema_describes_the_sheet(table: str) -> None:
    schema = table_schema(table)
    fields = fields_of(MODELS[table])
    assert [field["name"] for field in schema["fields"]] == [cell.heading for cell in fields.values()]
    assert schema["missingValues"] == [""]
    assert schema["primaryKey"] == [fields[name].heading for name in MODELS[table].table.key]
    for field, cell in zip(schema["fields"], fields.values(), strict=True):
        constraints = field.get("constraints", {})
        assert constraints.get("required", False) == cell.required
        assert field["type"] in {"string", "number", "integer", "boolean", "date", "year"}
        assert field["title"] == cell.en
        if isinstance(cell.kind, Code) and not cell.kind.several:
            assert constraints["enum"] == list(cell.kind.codes.labels)


def test_all_tables_at_once() -> None:
    whole = schema_document("json")
    assert list(whole["properties"]) == list(MODELS)
    assert whole["properties"]["persons"]["items"]["properties"]["id_no"]["type"] == "string"
    package = schema_document("table")
    assert [resource["title"] for resource in package["resources"]] == [model.table.sheet for model in MODELS.values()]
    assert package["resources"][1]["schema"] == table_schema("persons") == schema_document("table", "persons")
    assert schema_document("json", "persons") == json_schema("persons")
