"""The column check is held against the models: what it clears pydantic accepts, with the same values."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import polars as pl
import pytest
from hypothesis import HealthCheck, given
from hypothesis import strategies as st
from pydantic import ValidationError
from pydantic_core import PydanticCustomError

from puxi_cli.records.citizen import Citizen
from puxi_cli.records.coded import Code
from puxi_cli.records.compile import Typed, typed
from puxi_cli.records.dates import PartialDate, Year
from puxi_cli.records.fields import Cell, Record, fields_of
from puxi_cli.records.identity import check_character
from puxi_cli.records.kinds import Digits, IdentityNumber, Number, Opaque, Phone, Whole, YesNo
from puxi_cli.records.person import Person
from puxi_cli.records.tables import MODELS
from puxi_cli.records.text import trimmed
from tests.profiles import examples

FULL_WIDTH = str.maketrans("0123456789.X-/", "０１２３４５６７８９．Ｘ－／")
messy = st.text("0123456789.-/年月日 :,+eEXx是否有无１２'\"=\u200b\u3000\t王", max_size=8) | st.text(max_size=4)
figures = st.one_of(
    st.integers(-5, 60).map(str),
    st.integers(-(10**16), 10**16).map(str),
    st.floats(-1e7, 1e7).map(lambda value: f"{value:.2f}"),
    st.floats(allow_nan=False, allow_infinity=False).map(str),
    st.sampled_from(["0", "0.0", "-0", "12.5", "1,234.5", "5.", ".5", "999999999999999.9", "99999999999999.99", "1e3", "1E400", "00012", "+7"]),
)  # fmt: skip
days = st.dates(date(1889, 1, 1), date(2101, 12, 31))


def dates_written() -> st.SearchStrategy[str]:
    """A day, a month or a year in one of the forms that are seen, and days no calendar has."""
    forms = [
        "%Y%m%d",
        "%Y-%m-%d",
        "%Y/%m/%d",
        "%Y.%m.%d",
        "%Y年%m月%d日",
        "%Y%m",
        "%Y-%m",
        "%Y年%m月",
        "%Y.%m",
        "%Y",
        "%Y年",
        "%Y-%m-%d %H:%M:%S",
    ]
    written = st.builds(lambda day, form: day.strftime(form), days, st.sampled_from(forms))
    impossible = st.builds(lambda y, m, d: f"{y}{m:02d}{d:02d}", st.integers(0, 2200), st.integers(0, 13), st.integers(0, 32))
    return written | impossible | st.integers(1800, 100000).map(str)


def numbers_written() -> st.SearchStrategy[str]:
    """Identity numbers of every length, right and nearly right, also of days no calendar has."""
    born = (
        days.map(lambda day: day.strftime("%Y%m%d")) | st.from_regex(r"\A[0-9]{8}\Z") | st.sampled_from(["00000101", "19000229"])
    )
    citizens = st.builds(
        lambda birth, order: (first := f"690000{birth}{order:03d}") + check_character(first), born, st.integers(0, 999)
    )
    return st.one_of(
        citizens,
        citizens.map(str.lower),
        citizens.map(lambda number: number[:17] + "0"),
        citizens.map(lambda number: number[:6] + number[8:17]),
        st.builds(lambda number, rest: number + rest, citizens, st.from_regex(r"\A[0-9]{1,4}\Z")),
        citizens.map(lambda number: "999999" + number[6:]),
        st.from_regex(r"\A[0-9X]{15,22}\Z"),
    )


def written(cell: Cell) -> st.SearchStrategy[str | None]:
    """Texts of a column: often right, often nearly so, sometimes anything."""
    kind = cell.kind
    likely: st.SearchStrategy[str]
    if isinstance(kind, (PartialDate, Year)):
        likely = dates_written()
    elif isinstance(kind, IdentityNumber):
        likely = numbers_written()
    elif isinstance(kind, Whole):
        likely = st.integers(-1, 45).map(str) | figures
    elif isinstance(kind, Number):
        likely = figures
    elif isinstance(kind, YesNo):
        likely = st.sampled_from(
            ["是", "否", "1", "0", "有", "无", "√", "×", "Y", "n", "TRUE", "false", "2", "1.0", "没有", *kind.yes, *kind.no]
        )
    elif isinstance(kind, Code):
        labels = [
            *kind.codes.labels,
            *(f"{n:02d}" for n in range(15)),
            *(kind.codes.code_of(label) + label for label in kind.codes.labels),
        ]
        likely = st.sampled_from(labels) | st.lists(st.sampled_from(labels), max_size=3).map("、".join)
    elif isinstance(kind, Phone):
        likely = st.from_regex(r"\A1[2-9][0-9]{8,10}(\.0)?\Z")
    elif isinstance(kind, (Digits, Opaque)):
        likely = st.from_regex(r"\A[0-9]{1,12}(\.0)?\Z") | st.from_regex(r"\A[A-Z]-?[0-9]{1,4}\Z")
    else:
        likely = st.sampled_from(
            [
                "王一",
                " 李 二 ",
                "赵三\n",
                "=1+1",
                "'0012",
                '="007"',
                "甲村",
                "''",
                "-",
                "ﬁ",
                "无",
                "Ｎ／Ａ",
                "（待定）",
                "⼾主",
                "甲\u202c",
            ]
        )
    dressed = st.one_of(
        likely.map(lambda text: f" {text}\u3000"),
        likely.map(lambda text: text.translate(FULL_WIDTH)),
        likely.map(lambda text: f"'{text}"),
        likely.map(lambda text: f'="{text}"'),
        likely.map(lambda text: f"{text}.0"),
        likely.map(lambda text: text[:-1]),
        st.builds(
            lambda text, mark: text[: len(text) // 2] + mark + text[len(text) // 2 :], likely, st.sampled_from(" \u200b,.-٣é\x00")
        ),
    )
    return st.one_of(
        likely, likely, likely, dressed, messy, st.sampled_from(["", " ", "\u200b", '=""', "/", "暂无", "不详", "——"]), st.none()
    )


@st.composite
def tables(draw: st.DrawFn, model: type[Record]) -> pl.DataFrame:
    """A few raw rows of a table, now and then without some of its columns."""
    cells = fields_of(model)
    asked = [name for name, cell in cells.items() if cell.required or draw(st.booleans())]
    asked = draw(st.sampled_from([asked, asked, asked[1:]])) or asked
    height = draw(st.integers(1, 4))
    columns = {name: draw(st.lists(written(cells[name]), min_size=height, max_size=height)) for name in asked}
    if model is Person and {"id_no", "birth", "sex"} <= columns.keys() and draw(st.booleans()):
        # Birth date and sex that the number says, or nearly.
        for row, number in enumerate(columns["id_no"]):
            if number and len(number) >= 18:
                columns["birth"][row] = draw(st.sampled_from([number[6:14], number[6:10], number[6:12], "19800101"]))
                columns["sex"][row] = draw(st.sampled_from(["男", "女", None]))
    return pl.DataFrame(columns, schema=dict.fromkeys(asked, pl.String))


def reads(cell: Cell, text: str | None) -> tuple[Any, bool]:
    """What the annotation itself makes of a text, and whether it lets it pass."""
    try:
        return cell.read(text), True
    except PydanticCustomError:
        return None, False


def reads_in(cells: Mapping[str, Cell], name: str, row: Mapping[str, str | None]) -> tuple[Any, bool]:
    """The same within a row: a number may be that of another paper, where the row says which paper it is."""
    kind, text = cells[name].kind, row[name]
    if isinstance(kind, IdentityNumber) and kind.paper in row and text is not None:
        paper, _ = reads(cells[kind.paper], row[kind.paper])
        if (number := kind.read_as(trimmed(text), paper)) is not None:
            return number, True
    return reads(cells[name], text)


def same(left: Any, right: Any) -> bool:
    return type(left) is type(right) and left == right


def held_against_the_model(model: type[Record], raw: pl.DataFrame) -> Typed:
    result = typed(model, raw)
    cells = fields_of(model)
    assert result.frame.columns == list(cells)
    assert result.frame.height == result.clear.len() == raw.height
    for row, values, clear in zip(raw.iter_rows(named=True), result.frame.iter_rows(named=True), result.clear, strict=True):
        passed = True
        for name in cells:
            value, right = reads_in(cells, name, row) if name in row else (None, True)
            passed = passed and right
            assert same(values[name], value), (name, row.get(name), values[name], value)
        if not clear:
            # Only where a number says a birth date and a sex may the column check leave a good row to pydantic.
            assert not passed or issubclass(model, Citizen)
            continue
        assert passed
        whole = row | {name: None for name in cells if name not in row and not cells[name].required}
        absent = {name for name, cell in cells.items() if cell.required and name not in row}
        if absent:
            with pytest.raises(ValidationError) as refused:
                model.model_validate(whole)
            assert {(error["type"], *error["loc"]) for error in refused.value.errors()} == {("missing", name) for name in absent}
        else:
            record = model.model_validate(whole)
            assert all(same(getattr(record, name), values[name]) for name in cells)
    return result


@pytest.mark.parametrize(("paper", "number", "read"), [
    ("其他证件", "6900002000010100030", True), ("其他证件", "690000200001010004", False), ("居民身份证", "6900002000010100030", False),
    ("护照", "E12345678", True), ("居民身份证", "E12345678", False), (None, "E12345678", False),
])  # fmt: skip
def test_a_number_is_held_against_the_paper_that_its_row_names(paper: str | None, number: str, read: bool) -> None:
    row = {"household_id": "1", "name": "王一", "id_type": paper, "id_no": number, "relation": "本人或户主"}
    result = held_against_the_model(Person, pl.DataFrame([row], schema=dict.fromkeys(row, pl.String)))
    assert result.frame["id_no"].to_list() == [number if read else None]


@pytest.mark.parametrize("name", sorted(MODELS))
@given(data=st.data())
@examples(25, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
def test_what_the_column_check_clears_the_model_accepts_with_the_same_values(name: str, data: st.DataObject) -> None:
    held_against_the_model(MODELS[name], data.draw(tables(MODELS[name])))


@given(numbers=st.lists(numbers_written(), min_size=1, max_size=30))
def test_numbers_by_column_and_one_by_one(numbers: list[str]) -> None:
    raw = pl.DataFrame({"household_id": "1", "name": "王一", "id_no": numbers, "relation": "户主"})
    held_against_the_model(Person, raw)


@st.composite
def members(draw: st.DrawFn) -> dict[str, str | None]:
    """A row with a right number, and a birth date and a sex that agree with it or nearly do."""
    number = draw(numbers_written())
    birth = st.sampled_from([number[6:14], number[6:10], number[6:12], f"19{number[6:12]}", number[7:14], "19800101", None])
    return {"id_no": number, "birth": draw(birth), "sex": draw(st.sampled_from(["男", "女", "1", "2", None]))}


@given(rows=st.lists(members(), min_size=1, max_size=20))
def test_a_birth_date_and_a_sex_against_the_number_by_column_and_one_by_one(rows: list[dict[str, str | None]]) -> None:
    columns = {name: pl.Series([row[name] for row in rows], dtype=pl.String) for name in rows[0]}
    held_against_the_model(
        Person, pl.DataFrame({"household_id": ["1"] * len(rows), "name": "王一", "relation": "户主", **columns})
    )


def test_the_sex_of_a_cadre_is_held_against_the_number_too() -> None:
    right = "69000020000101000" + check_character("69000020000101000")
    raw = pl.DataFrame({"name": ["王一", "王二"], "sex": ["男", "女"], "id_no": [right, right]})
    assert held_against_the_model(MODELS["cadres"], raw).clear.to_list() == [False, True]


@given(texts=st.lists(dates_written(), min_size=1, max_size=30))
def test_dates_by_column_and_one_by_one(texts: list[str]) -> None:
    held_against_the_model(
        MODELS["households"], pl.DataFrame({"household_id": "1", "village": "甲村", "identified": texts, "exit_year": texts})
    )


@given(texts=st.lists(figures, min_size=1, max_size=30))
def test_figures_by_column_and_one_by_one(texts: list[str]) -> None:
    raw = pl.DataFrame({"village": "甲村", "year": "2018", "persons": texts, "exited_income": texts, "power_rate": texts})
    held_against_the_model(MODELS["village_years"], raw)


def test_good_rows_are_clear_without_pydantic() -> None:
    first = "69000019700101123"
    right = first + check_character(first)
    raw = pl.DataFrame(
        {
            "household_id": ["1", "1", "1", "1"],
            "name": ["王一", "王一", "王一", ""],
            "id_no": [right, right, right, right],
            "relation": ["户主", "户主", "户主", "户主"],
            "birth": ["1970", "1970-01-01", "1971", "1970"],
            "sex": ["男", None, "男", "女"],
        }
    )
    assert held_against_the_model(Person, raw).clear.to_list() == [True, True, False, False]


@pytest.mark.parametrize("name", sorted(MODELS))
def test_a_table_without_rows_has_all_columns_with_their_types(name: str) -> None:
    cells = fields_of(MODELS[name])
    by_kind = {"text": pl.String, "whole": pl.Int64, "number": pl.Float64, "yes_no": pl.Boolean}
    wanted: dict[str, object] = {field: by_kind[cell.kind.dtype] for field, cell in cells.items()}
    for field, cell in cells.items():
        if isinstance(cell.kind, Code) and not cell.kind.several:
            wanted[field] = pl.Enum(cell.kind.codes.labels)
        elif cell.kind.repeats:
            wanted[field] = pl.Categorical()
    for raw in (
        pl.DataFrame(),
        pl.DataFrame(schema=dict.fromkeys(cells, pl.String)),
        pl.DataFrame(schema=dict.fromkeys(list(cells)[:1], pl.String)),
    ):
        result = typed(MODELS[name], raw)
        assert dict(result.frame.schema) == wanted
        assert result.clear.len() == 0


@pytest.mark.parametrize("name", sorted(MODELS))
def test_blank_rows_are_blank_and_never_a_zero_or_a_no(name: str) -> None:
    cells = fields_of(MODELS[name])
    raw = pl.DataFrame({field: [None, "", " \u3000\u200b", '=""'] for field in cells}, schema=dict.fromkeys(cells, pl.String))
    result = typed(MODELS[name], raw)
    assert result.frame.null_count().row(0) == (4,) * len(cells)
    assert result.clear.to_list() == [not any(cell.required for cell in cells.values())] * 4


@pytest.mark.parametrize("name", ["poor", "village", "exit_year"])
def test_a_table_of_one_column_in_which_nothing_is_filled_keeps_its_rows(name: str) -> None:
    raw = pl.DataFrame({name: [None, None, None]}, schema={name: pl.String})
    assert held_against_the_model(MODELS["villages"], raw).frame.height == 3
