"""Figures in another unit than their field's: what is refused is told as it is written, with what it comes to."""

from __future__ import annotations

from pathlib import Path

import pytest

from puxi_cli.rules.catalogue import RECORD_CARDS
from puxi_cli.text.words import Text
from tests.sheets.registers import at, column, csv_file, faults_of, read


def told(tmp_path: Path, heading: str, cells: list[str], rule: str) -> str:
    """What the only fault of the rule says, in Chinese."""
    rows = [
        ("户编号", "行政村", "户主姓名", heading),
        *((f"69000000{n:02}", "丙村", "王一", cell) for n, cell in enumerate(cells)),
    ]
    (fault,) = at(read(csv_file(tmp_path / "a.csv", rows)), rule)
    assert fault.value == cells[0]
    values = {name: value.zh if isinstance(value, Text) else value for name, value in fault.values.items()}
    return RECORD_CARDS[rule].zh.format_map(values)


@pytest.mark.parametrize(
    ("heading", "cell", "zh"),
    [
        ("人均纯收入（万元）", "2900", "写的是 2900（万元），折合 29000000 元，应为数字，-1000000 至 10000000；是否以元填写？"),
        (
            "人均纯收入（千元）",
            "12,500",
            "写的是 12,500（千元），折合 12500000 元，应为数字，-1000000 至 10000000；是否以元填写？",
        ),
        ("耕地面积（公顷）", "700.5", "写的是 700.5（公顷），折合 10507.5 亩，应为数字，0 至 10000；是否以亩填写？"),
        ("耕地面积（公顷）", "20000", "写的是 20000（公顷），折合 300000 亩，应为数字，0 至 10000"),
        ("耕地面积（亩）", "20000", "写的是 20000，应为数字，0 至 10000"),
    ],
)
def test_a_figure_out_of_range_is_told_with_its_unit(heading: str, cell: str, zh: str, tmp_path: Path) -> None:
    assert told(tmp_path, heading, [cell, "0.5"], "REC104") == f"“{heading}”{zh}"


def test_a_whole_column_is_told_as_it_is_written(tmp_path: Path) -> None:
    cells = [str(2900 + n) for n in range(20)]
    rows = [("户编号", "户主姓名", "人均纯收入（万元）"), *((f"69000000{n:02}", "王一", cell) for n, cell in enumerate(cells))]
    (fault,) = at(read(csv_file(tmp_path / "a.csv", rows)), "REC104")
    assert (fault.values["examples"], fault.filled) == (["2900", "2901", "2902"], 20)
    assert fault.values["cause"][0] == "表头的单位是万元，可能是以元填写的"


def test_what_is_right_is_still_converted(tmp_path: Path) -> None:
    rows = [("户编号", "户主姓名", "人均纯收入（万元）"), ("6900000001", "王一", "0.28")]
    assert column(read(csv_file(tmp_path / "a.csv", rows)), "households", "income_per_head") == [2800.0]


@pytest.mark.parametrize("text", ["1e320", "1e308", "inf", "-1e400"])
def test_what_is_no_amount_of_money_is_refused(text: str, tmp_path: Path) -> None:
    reading = read(
        csv_file(
            tmp_path / "a.csv", [("户编号", "户主姓名", "行政村", "人均纯收入（万元）"), ("6900000001", "王一", "丙村", text)]
        )
    )
    assert faults_of(reading)[:1] == [("REC102", "D2")]
    assert column(reading, "households", "income_per_head") == [None]
