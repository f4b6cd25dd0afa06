"""Oddly written cells are read, and told once a column."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from puxi_cli.cli.main import main
from tests.sheets.registers import PERSONS, at, column, faults_of, read, xlsx


def test_marks_and_radicals_and_words_for_nothing_are_told_once_a_column(tmp_path: Path) -> None:
    headings = ("户编号", "行政村", "户主姓名", "帮扶责任人", "贫困户属性")
    rows = [
        headings,
        ("\u202d0001\u202c", "甲村", "王一", "无", "低保⼾"),
        ("0002\u202c", "甲村", "李二", "/", "一般贫困⼾"),
        ("0003", "甲村", "赵\u00ad三", "钱四", "一般贫困户"),
    ]
    reading = read(xlsx(tmp_path / "a.xlsx", {"户信息": rows}))
    assert column(reading, "households", "household_id") == ["0001", "0002", "0003"]
    assert column(reading, "households", "head_name") == ["王一", "李二", "赵三"]
    assert column(reading, "households", "helper") == [None, None, "钱四"]
    assert column(reading, "households", "poor_type") == ["低保户", "一般贫困户", "一般贫困户"]
    assert faults_of(reading) == [("REC220", "A2"), ("REC220", "C4"), ("REC223", "D2"), ("REC221", "E2"), ("REC344", None)]
    marks, _ = at(reading, "REC220")
    assert marks.values["cells"] == 2
    assert "U+202D LEFT-TO-RIGHT OVERRIDE" in marks.values["signs"][1]
    assert at(reading, "REC223")[0].values["signs"] == ("无、/", "无, /")
    assert at(reading, "REC221")[0].values["signs"][1] == "⼾ (U+2F3E) = 户"


def test_clean_cells_are_told_nothing_of(tmp_path: Path) -> None:
    assert faults_of(read(xlsx(tmp_path / "a.xlsx", {"人口信息": PERSONS}))) == []


NOBODY = [
    "0",
    "0.0",
    "０",
    "×",
    "x",
    "X",
    "ⅹ",
    "✕",
    "√",
    "✓",
    "1",
    "是",
    "否",
    "暂缺",
    "未到场",
    "未到",
    "缺席",
    "无此人",
    "查无此人",
    "（×）",
    "×。",
]


@pytest.mark.parametrize("word", [*NOBODY, 0, 1])
def test_marks_and_words_for_the_absent_name_nobody(word: str | int, tmp_path: Path) -> None:
    households = [("户编号", "行政村", "户主姓名", "帮扶责任人"), ("0001", "甲村", word, word), ("0002", "甲村", "李二", "钱四")]
    steps = [("户编号", "程序", "步骤", "签字人"), ("0001", "退出", "村评议", word), ("0002", "退出", "村评议", "张三")]
    waivers = [("规则", "户编号", "原因", "批准人"), ("DQ101", "0001", "已核实", word)]
    reading = read(xlsx(tmp_path / "a.xlsx", {"户信息": households, "程序": steps, "豁免": waivers}))
    assert column(reading, "households", "head_name") == [None, "李二"]
    assert column(reading, "households", "helper") == [None, "钱四"]
    assert column(reading, "steps", "signed_by") == [None, "张三"]
    assert column(reading, "waivers", "approved_by") == [None]
    assert [fault.values["signs"][0] for fault in at(reading, "REC223")] == [str(word)] * 4
    assert ("REC101", "D2") in faults_of(reading)  # who approved


@pytest.mark.parametrize("name", ["王×", "×××", "一", "丁一", "X先生", "12", "未来", "缺一", "是文", "有文", "Name1"])
def test_what_may_be_a_name_is_one(name: str, tmp_path: Path) -> None:
    households = [("户编号", "行政村", "户主姓名", "帮扶责任人"), ("0001", "甲村", name, name)]
    reading = read(xlsx(tmp_path / "a.xlsx", {"户信息": households}))
    assert column(reading, "households", "head_name") == column(reading, "households", "helper") == [name]


@pytest.mark.parametrize(
    ("word", "said"),
    [
        *((word, None) for word in ("0", 0, "×", "x", "否", "暂缺", "未到场", "未到", "缺席", "无此人", "无")),
        *((word, word) for word in ("√", "✓", "是", "有", "1", "记录", "0号卷")),
    ],
)
def test_evidence_is_none_where_it_says_so_and_some_where_it_is_affirmed(
    word: str | int, said: str | None, tmp_path: Path
) -> None:
    households = [("户编号", "行政村", "户主姓名"), ("0001", "甲村", "王一")]
    steps = [("户编号", "程序", "步骤", "佐证材料"), ("0001", "退出", "村评议", word)]
    reading = read(xlsx(tmp_path / "a.xlsx", {"户信息": households, "程序": steps}))
    assert column(reading, "steps", "proof") == [said]
    assert [fault.values["signs"][0] for fault in at(reading, "REC223")] == ([] if said else [str(word)])


@pytest.mark.parametrize("word", ["0", "×", "✕", "否", 0])
def test_no_village_group_or_cause_is_called_so(word: str | int, tmp_path: Path) -> None:
    headings = ("户编号", "行政村", "村民小组", "户主姓名", "主要致贫原因", "其他致贫原因", "是否危房", "人数")
    rows = [headings, ("0001", word, word, "王一", word, word, "×", "0"), ("0002", "甲村", "1", "李二", "因病", "因残", "0", "2")]
    reading = read(xlsx(tmp_path / "a.xlsx", {"户信息": rows}))
    for field, second in {"village": "甲村", "group": "1", "cause": "因病", "other_causes": "因残"}.items():
        assert column(reading, "households", field) == [None, second]
    assert column(reading, "households", "unsafe_house") == [False, False]
    assert column(reading, "households", "size") == [0, 2]
    assert [fault.place.cell for fault in at(reading, "REC223")] == ["B2", "C2", "E2", "F2"]
    assert not at(reading, "REC103")


def test_an_x_is_no_village_and_in_a_code_list_a_wrong_code(tmp_path: Path) -> None:
    rows = [("户编号", "行政村", "户主姓名", "主要致贫原因"), ("0001", "x", "王一", "x")]
    reading = read(xlsx(tmp_path / "a.xlsx", {"户信息": rows}))
    assert column(reading, "households", "village") == [None]
    assert ("REC103", "D2") in faults_of(reading)


def test_a_mark_in_another_text_or_code_is_what_is_written(tmp_path: Path) -> None:
    households = [("户编号", "行政村", "户主姓名", "户类型"), ("0001", "甲村", "王一", "×")]
    steps = [("户编号", "程序", "步骤", "结果"), ("0001", "退出", "村评议", "×"), ("0001", "退出", "村公示", "未到场")]
    reading = read(xlsx(tmp_path / "a.xlsx", {"户信息": households, "程序": steps}))
    assert column(reading, "steps", "result") == ["×", "未到场"]
    assert ("REC103", "D2") in faults_of(reading)
    assert not at(reading, "REC223")


@pytest.mark.slow
@pytest.mark.parametrize(("lang", "words"), [("zh", "无、/ 等"), ("en", "无, / and others")])
def test_the_signs_are_told_in_the_readers_language(lang: str, words: str, tmp_path: Path) -> None:
    helpers = ("无", "/", "—", "暂无", "待定", "不详", "没有")
    rows = [
        ("户编号", "行政村", "户主姓名", "帮扶责任人"),
        *((f"000{n}", "甲村", f"王{n}", one) for n, one in enumerate(helpers, 1)),
    ]
    path = xlsx(tmp_path / "a.xlsx", {"户信息": rows})
    result = CliRunner().invoke(main, ["validate", str(path), "--format", "json", "--lang", lang, "--fail-on", "never"])
    [told] = [one["message"] for one in json.loads(result.stdout)["findings"] if one["rule"] == "REC223"]
    assert words in told or words.split(" ")[0] in told
    assert "('" not in told
