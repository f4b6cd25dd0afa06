"""Findings and figures as a reader gets them: masked, in both languages, as text, JSON, CSV and workbooks."""

from __future__ import annotations

import csv
import dataclasses
import io
import json
import re
import time
from pathlib import Path

import openpyxl
import pytest
from hypothesis import HealthCheck, given
from hypothesis import strategies as st
from rich.cells import cell_len

from puxi_cli.findings import Card, Checked, ColumnRead, Duty, Finding, InputRead, Lang, Outcome, RuleCount, Severity, SheetRead
from puxi_cli.output.json_text import in_language, write_json
from puxi_cli.records.place import Place
from puxi_cli.records.scope import Scope  # fmt: skip
from puxi_cli.records.text import visible
from puxi_cli.reports import words
from puxi_cli.reports.findings_csv import write_findings_csv
from puxi_cli.reports.findings_json import findings_document
from puxi_cli.reports.findings_text import write_findings_text
from puxi_cli.reports.findings_xlsx import write_findings_xlsx
from puxi_cli.reports.replacing import is_own_report
from puxi_cli.reports.writing import written
from puxi_cli.systems.entry.workbook import write_template
from puxi_cli.systems.figures.figures import Figures, Flow, Rate, VillageFigure, YearFigure
from puxi_cli.systems.figures.figures_json import figures_document
from puxi_cli.systems.figures.figures_table import write_figures_csv, write_figures_xlsx
from puxi_cli.systems.figures.figures_text import write_figures_text
from puxi_cli.systems.reference.headings_json import headings_document
from puxi_cli.systems.reference.headings_text import write_headings_text
from puxi_cli.text.report_mark import REPORT_MARK
from puxi_cli.text.words import Text
from tests.profiles import examples

ID = "690000199001011239"  # a region no place has
MASKED_ID = "690000********1239"


def card(id: str = "REC112", **changes: object) -> Card:
    """A card for a wrong check character, with what a test wants otherwise."""
    usual = Card(
        id=id, name="check-character", scope=Scope.CELL, severity=Severity.ERROR, duty=Duty.CLERK,
        zh="{value} 的校验码不对", en="the check character of {value} is wrong", mend_zh="对照原件改正",
        mend_en="correct it by the document", cite="GB 11643-1999", title_zh="校验码不对", title_en="wrong check character",
    )  # fmt: skip
    return dataclasses.replace(usual, **changes)  # type: ignore[arg-type]


SHEET_CARD = card(
    "REC208", scope=Scope.SHEET, zh="没有识别", en="not understood", title_zh="工作表没有识别", title_en="sheet not understood"
)
CODE_CARD = card(
    "REC103", severity=Severity.WARNING, zh="民族“{value}”不在代码表中，可填 {allowed}", en="{value} is not allowed: {allowed}",
    mend_zh="改为“{meant}”", mend_en="write {meant}", title_zh="不在代码表中", title_en="not in the code list",
)  # fmt: skip


def finding(row: int, **changes: object) -> Finding:
    """A wrong identity number in a row, with what a test wants otherwise."""
    usual = Finding(
        card(), Place("registry.xlsx", "人口信息", row, 5, "证件号码"), "persons", "id_no", household_id="1000000001",
        person_id="100000000101", village="茨沟村", name="张三丰", value=ID, personal={"value": "id"},
    )  # fmt: skip
    return dataclasses.replace(usual, **changes)  # type: ignore[arg-type]


def code_finding(value: str, row: int = 5) -> Finding:
    """A label that is not in its list."""
    place = Place("registry.xlsx", "人口信息", row, 8, "民族")
    return Finding(
        CODE_CARD, place, "persons", "ethnic", value=value, values={"allowed": Text("汉族等", "汉族 and others"), "meant": "汉族"}
    )


COLUMNS = (
    ColumnRead("A", "户编号", "exact", "persons", "household_id", "户编号"),
    ColumnRead("B", "安全住房", "opposite", "households", "unsafe_house", "危房户"),
    ColumnRead("C", "检测对像类别", "unmatched", near="监测对象类别"),
)
SHEET = SheetRead("人口信息", ("persons", "households"), 3, 4869, COLUMNS, ("返贫时间",), ((4873, "total"), (4874, "note")), 2)


def checked(*findings: Finding, **changes: object) -> Checked:
    """What a validation found, with these findings."""
    counts = (RuleCount(card(), 4800, 60, 3, 9, 1), RuleCount(CODE_CARD, 0, 0, 4869, 0, 0, ("人口信息.民族",)))
    usual = Checked(
        "validate", "2018-12-31", "610921", (InputRead("registry.xlsx", "ab" * 32, (SHEET,), ("台帐",)),), counts, findings,
        {"households": 1727, "persons": 4869}, (Text("收入线出处未证实", "the income line is unsourced"),),
    )  # fmt: skip
    return dataclasses.replace(usual, **changes)  # type: ignore[arg-type]


def text_of(what: Checked, lang: str, **options: object) -> str:
    """The report as plain lines, or as options say."""
    stream = io.StringIO()
    write_findings_text(what, stream, lang, **options)  # type: ignore[arg-type]
    return stream.getvalue()


# What a finding says


def test_a_message_is_filled_in_both_languages() -> None:
    assert words.message(finding(37), "zh", False) == f"{MASKED_ID} 的校验码不对"
    assert words.message(finding(37), "en", True) == f"the check character of {ID} is wrong"
    assert words.message(code_finding("汉"), "en", False) == "汉 is not allowed: 汉族 and others"
    assert words.mend(code_finding("汉"), "zh", False) == "改为“汉族”"


def test_a_value_is_masked_as_its_field_says_even_where_the_finding_does_not() -> None:
    assert words.value(finding(37, personal={}), False) == MASKED_ID
    assert words.message(finding(37, personal={}), "zh", False) == f"{MASKED_ID} 的校验码不对"


def test_a_brace_without_a_value_is_a_fault_and_not_a_hole() -> None:
    with pytest.raises(KeyError, match="want"):
        words.message(finding(37, card=card(zh="应为 {want}")), "zh", False)


def test_places_and_figures_are_written_as_a_reader_writes_them() -> None:
    values = {
        "twin": Place("二队.xlsx", "人口信息", 12), "here": Place("registry.xlsx", "人口信息", 4), "money": 3070.0, "part": 0.125,
        "none": None, "yes": True, "several": ["甲", "乙"],
    }  # fmt: skip
    said = finding(
        37, card=card(zh="{twin}｜{here}｜{money}｜{none}｜{yes}｜{several}", en="{twin}|{here}|{part}|{none}"), values=values
    )
    assert words.message(said, "zh", False) == "二队.xlsx 人口信息 第12行｜人口信息 第4行｜3070｜（空白）｜是｜甲、乙"
    assert words.message(said, "en", False) == "二队.xlsx 人口信息 row 12|人口信息 row 4|0.12|(blank)"
    assert words.where(said.place, "zh", beside="registry.xlsx") == "人口信息 第37行 证件号码 (F37)"
    assert words.where(said.place, "en") == "registry.xlsx 人口信息 row 37 证件号码 (F37)"


# JSON


def test_json_has_the_form_of_the_design() -> None:
    late, blocking = finding(37), Finding(SHEET_CARD, Place("registry.xlsx", "台帐"))
    document = findings_document(checked(late, blocking, finding(4)), "zh", False)
    assert [(one["rule"], one["row"]) for one in document["findings"]] == [("REC208", None), ("REC112", 4), ("REC112", 37)]
    assert document["findings"][2] == {
        "rule": "REC112", "outcome": "fail", "severity": "error", "duty": "clerk", "table": "persons", "file": "registry.xlsx",
        "sheet": "人口信息", "row": 37, "column": "证件号码", "cell": "F37", "field": "id_no", "household_id": "1000000001",
        "person_id": "100000000101", "village": "茨沟村", "name": "张**", "value": MASKED_ID,
        "message": f"{MASKED_ID} 的校验码不对",
        "mend": "对照原件改正", "cite": "GB 11643-1999", "waived": None, "rows": 1,
    }  # fmt: skip
    assert document["counts"] == {"rules": 2, "pass": 4800, "fail": 60, "unknown": 4872, "not_applicable": 9, "waived": 1}
    assert document["rules"][0].items() >= {"rule": "REC112", "pass": 4800, "fail": 60, "unknown": 3, "not_applicable": 9}.items()
    sheet = document["inputs"][0]["sheets"][0]
    assert sheet.items() >= {"table": "persons+households", "header_row": 3, "rows": 4869, "unmatched": ["检测对像类别"]}.items()
    assert sheet["left_out"] == [{"row": 4873, "why": "total"}, {"row": 4874, "why": "note"}]


@pytest.mark.parametrize("encoding", ["utf-8", "gbk"])
def test_json_is_readable_chinese_and_valid_on_any_stream(encoding: str) -> None:
    raw = io.BytesIO()
    stream = io.TextIOWrapper(raw, encoding=encoding)
    write_json(findings_document(checked(finding(37, village="𠮷村")), "zh", False), stream, "zh")
    stream.flush()
    assert json.loads(raw.getvalue().decode(encoding))["findings"][0]["village"] == "𠮷村"
    assert ("𠮷村" in raw.getvalue().decode(encoding)) == (encoding == "utf-8")


# Text


def test_a_text_report_says_what_was_read_then_outcomes_kinds_and_findings() -> None:
    waived = finding(40, waived="已核实")
    said = text_of(checked(finding(37), code_finding("汉"), waived, Finding(SHEET_CARD, Place("registry.xlsx", "台帐"))), "zh")
    in_this_order = [
        "读取 registry.xlsx", "人口信息 → 人口信息 + 户信息，4,869 行", "表头在第 3 行", "含隐藏行 2 行",
        "未识别的列：检测对像类别", "不是数据，未计入：第 4873 行（合计）、第 4874 行（注）", "未读：台帐",
        "用 2 条规则检查了 户信息 1,727 行、人口信息 4,869 行", "通过 4,800、不通过 60（其中豁免 1 个问题）、",
        "无法判断 4,872、不适用 9。",
        "项次：每条规则核查一行计一项次",
        "收入线出处未证实", "REC103 不在代码表中：4,869 行全部无法判断：缺少“人口信息”表的“民族”列", "发现 3 个问题：错误 2，警告 1",
        "工作表没有识别", "校验码不对（豁免 1）", "见每一条", "户  ", "1000000001 张**", "人口信息 第37行 证件号码 (F37)",
        f"{MASKED_ID} 的校验码不对", "已豁免：已核实",
    ]  # fmt: skip
    places = [said.find(part) for part in in_this_order]
    assert -1 not in places, in_this_order[places.index(-1)]
    assert "改为“汉族”" in said
    assert "李四" not in said
    assert "1990" not in said


def test_the_same_report_in_english() -> None:
    said = text_of(checked(finding(37), code_finding("汉")), "en")
    for part in (
        "Read registry.xlsx", "4,869 rows", "2 rules checked households 1,727 rows, persons 4,869 rows", "unknown 4,872",
        "REC103 not in the code list: unknown for all 4,869 rows: missing: 人口信息.民族", "2 findings: error 1, warning 1",
        "人口信息 row 37 证件号码 (F37)", f"the check character of {MASKED_ID} is wrong", "write 汉族",
    ):  # fmt: skip
        assert part in said


def test_a_cut_list_says_so_and_where_the_rest_is() -> None:
    many = checked(*(finding(row) for row in range(4, 904)))
    assert "显示 50 条，共 900 条；全部：--format xlsx --output" in text_of(many, "zh")
    assert "Showing 50 of 900; all of them: --format xlsx --output" in text_of(many, "en")
    whole = text_of(many, "zh", limit=None)
    assert "显示" not in whole
    assert whole.count("的校验码不对") == 900


def test_no_errors_is_said_aloud_and_nothing_checked_too() -> None:
    clean = checked(rules=(RuleCount(card(), 4869),))
    assert "没有发现问题" in text_of(clean, "zh")
    assert "1 rule checked households 1,727 rows" in text_of(clean, "en")
    assert "No errors found" in text_of(clean, "en")
    assert "有 4,872 项无法判断" in text_of(checked(), "zh")
    assert "什么也没有检查" in text_of(checked(rules=()), "zh")
    assert "Nothing was checked" in text_of(checked(rows={"persons": 0}), "en")


def test_data_is_never_obeyed_by_the_terminal() -> None:
    odd = code_finding("[red]汉[/]\x1b[2J\u202e")
    for terminal in (True, False):
        said = text_of(checked(odd), "zh", terminal=terminal, width=200)
        assert "[red]汉[/]" in said
        assert "\x1b[2J" not in said
        assert "\u202e" not in said


@pytest.mark.parametrize("width", [80, 120])
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_on_a_terminal_no_line_is_wider_and_no_text_is_lost(width: int, lang: str) -> None:
    long = code_finding("很长的民族" * 30)
    said = text_of(checked(finding(37), long), lang, width=width, terminal=True)
    assert max(map(cell_len, said.splitlines())) <= width
    assert re.sub(r"[^很长的民族]", "", said).count("很长的民族") >= 30
    assert not re.search(r"^\s*[，。；]", said, re.MULTILINE)


def test_colours_only_on_a_terminal_that_wants_them(monkeypatch: pytest.MonkeyPatch) -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.delenv("NO_COLOR", raising=False)
    said = Terminal()
    write_findings_text(checked(finding(37)), said, "zh")
    assert "\x1b[1;31m" in said.getvalue()
    monkeypatch.setenv("NO_COLOR", "1")
    said = Terminal()
    write_findings_text(checked(finding(37)), said, "zh")
    assert not re.search("\x1b\\[[0-9;]*3[0-9]", said.getvalue())
    assert "\x1b" not in text_of(checked(finding(37)), "zh")


@pytest.mark.parametrize("terminal", [True, False])
def test_a_stream_that_lacks_a_character_gets_another(terminal: bool) -> None:
    raw = io.BytesIO()
    stream = io.TextIOWrapper(raw, encoding="gbk")
    write_findings_text(checked(finding(37, name="𠮷田")), stream, "zh", terminal=terminal, width=120, show_ids=True)
    write_figures_text(FIGURES, stream, "zh", terminal=terminal, width=100)
    stream.flush()
    said = raw.getvalue().decode("gbk")
    assert "?田" in said
    assert "2253 - 867 + 0 + 0 + 0 - 0 = 1386 √ 平衡" in said


def test_an_unknown_outcome_says_that_it_cannot_tell() -> None:
    assert "无法判断：" in text_of(checked(finding(37, outcome=Outcome.UNKNOWN)), "zh")


# CSV and workbooks

_CELL_TEXTS = st.text(st.characters(exclude_categories=("Cc", "Cs", "Cn")), max_size=30) | st.builds(
    lambda sign, rest: sign + rest,
    st.sampled_from(["=", "+", "-", "@", "\t", "＝", "#N/A", "=HYPERLINK(", "http://", "0012", ID, "1E5", "TRUE", "2018-06"]),
    st.text(st.characters(categories=("L", "N", "P")), max_size=10),
)


@examples(25, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(_CELL_TEXTS.filter(lambda text: text and "_x" not in text), min_size=1, max_size=20))
def test_no_text_becomes_a_formula_or_is_lost(texts: list[str]) -> None:
    what = checked(*(code_finding(text, row) for row, text in enumerate(texts, start=4)))
    raw = io.BytesIO()
    write_findings_xlsx(what, raw, "zh", show_ids=True)
    sheet = openpyxl.load_workbook(raw)["问题"]
    column = [cell.value for cell in sheet[1]].index("原值")
    for text, row in zip(texts, sheet.iter_rows(min_row=2), strict=True):
        assert (row[column].value or "", row[column].data_type) == (visible(text), "s")
        assert all(cell.data_type != "f" and cell.hyperlink is None for cell in row)

    raw = io.BytesIO()
    write_findings_csv(what, raw, "zh", show_ids=True)
    rows = list(csv.DictReader(io.StringIO(raw.getvalue().decode("utf-8-sig"), newline="")))
    for text, values in zip(texts, rows, strict=True):
        assert values["原值"].removeprefix("'") == visible(text).removeprefix("'")
        assert not any(value.startswith(("=", "+", "-", "@", "\t", "\r")) for value in values.values())


def test_control_characters_are_left_out_and_what_follows_stays_text() -> None:
    raw = io.BytesIO()
    write_findings_xlsx(checked(code_finding("\x00=1+1\x07"), code_finding("a\r\nb", 6)), raw, "en")
    cells = [cell for row in openpyxl.load_workbook(raw)["Findings"].iter_rows(min_row=2) for cell in row]
    assert ("=1+1", "s") in [(cell.value, cell.data_type) for cell in cells]
    assert "a\nb" in [cell.value for cell in cells]


def test_csv_begins_with_what_matters_and_keeps_numbers_as_numbers() -> None:
    raw = io.BytesIO()
    write_findings_csv(checked(finding(37)), raw, "zh")
    assert raw.getvalue().startswith(b"\xef\xbb\xbf")
    (row,) = csv.DictReader(io.StringIO(raw.getvalue().decode("utf-8-sig")))
    assert list(row)[:3] == ["户编号", "姓名", "行政村"]
    assert row["行"] == "37"
    assert row["原值"] == MASKED_ID
    assert row["单元格"] == "F37"
    raw = io.BytesIO()
    write_findings_csv(checked(finding(37)), raw, "en", show_ids=True)
    (row,) = csv.DictReader(io.StringIO(raw.getvalue().decode("utf-8-sig")))
    assert row["value"] == "'" + ID, "a spreadsheet would round it"


def test_the_workbook_has_a_summary_a_list_to_filter_and_the_rules() -> None:
    raw = io.BytesIO()
    write_findings_xlsx(checked(finding(37), code_finding("汉")), raw, "zh")
    book = openpyxl.load_workbook(raw)
    assert book.sheetnames == ["汇总", "问题", "规则"]
    summary = [cell.value for row in book["汇总"].iter_rows() for cell in row if cell.value is not None]
    assert {"发现 2 个问题：错误 1，警告 1", "人口信息 + 户信息", 4869, "校验码不对", "不在代码表中", "未识别，未读"} <= set(
        summary
    )
    found = book["问题"]
    assert found.freeze_panes == "A2"
    assert found.auto_filter.ref == "A1:S3"
    assert found["F2"].value == 5, "in the order of the sheet"
    assert found["R2"].alignment.wrap_text is not True, "a source is not folded"
    assert {row[10].fill.fgColor.rgb for row in found.iter_rows(min_row=2)} == {"FFFFC7CE", "FFFFEB9C"}
    assert [cell.value for cell in book["规则"][2]][:8] == ["REC112", "校验码不对", "错误", 4800, 60, 3, 9, 1]


@pytest.mark.parametrize("what", ["findings", "figures"])
def test_a_long_note_is_wrapped_and_no_page_is_too_wide_to_be_read(what: str) -> None:
    note, raw = Text("很长的备注，" * 60, "a long note, " * 60), io.BytesIO()
    if what == "findings":
        write_findings_xlsx(checked(finding(37), notes=(note,)), raw, "zh")
    else:
        write_figures_xlsx(dataclasses.replace(FIGURES, notes=(note,)), raw, "zh")
    sheet = openpyxl.load_workbook(raw).worksheets[0]
    [cell] = [cell for row in sheet.iter_rows() for cell in row if cell.value == note[0]]
    assert cell.alignment.wrap_text
    assert cell.coordinate in sheet.merged_cells
    # 720 cells of a letter in lines as wide as the page, 14 points each.
    wide = sum(column.width for column in sheet.column_dimensions.values())
    assert sheet.row_dimensions[cell.row].height >= 14 * 720 / wide
    assert wide <= 160, "a page of A4 has about 130 letters of 10 points across"


def test_the_same_findings_give_the_same_bytes(monkeypatch: pytest.MonkeyPatch) -> None:
    first, second = io.BytesIO(), io.BytesIO()
    write_findings_xlsx(checked(finding(37)), first, "zh")
    later = time.time() + 86_400
    monkeypatch.setattr(time, "time", lambda: later)
    monkeypatch.setattr(time, "localtime", lambda *given: time.gmtime(*given or (later,)))
    write_findings_xlsx(checked(finding(37)), second, "zh")
    assert first.getvalue() == second.getvalue()


# Figures

SOURCE = "村年度.农业户籍人口"
NO_RATE = Rate(1500, None, "person", None, Text("没有 2015 年的农业户籍人口", "no rural persons for 2015"))
FIGURES = Figures(
    "2018-12-31", "610921", 1727, 4869, 696, 1386, Rate(1386, 26654, "person", f"{SOURCE} 2018"),
    Flow(2018, 2253, 867, 0, 0, 0, 0, 1386),
    (YearFigure(2014, 1727, 4869, Rate(4869, 27354, "person", f"{SOURCE} 2014")), YearFigure(2015, 600, 1500, NO_RATE)),
    (VillageFigure("茨沟村", 70, 190, Rate(190, 2001, "person", f"{SOURCE} 2018"), True, 2017),),
)  # fmt: skip


def figures_text(figures: Figures, lang: str, **options: object) -> str:
    """The report as plain lines, or as options say."""
    stream = io.StringIO()
    write_figures_text(figures, stream, lang, **options)  # type: ignore[arg-type]
    return stream.getvalue()


def test_figures_as_json_have_the_form_of_the_design() -> None:
    document = in_language(figures_document(FIGURES), "zh")
    assert document["poor"] == {"households": 696, "persons": 1386}
    assert document["incidence"].items() >= {
        "rate": 1386 / 26654, "numerator": 1386, "denominator": 26654, "unit": "person", "denominator_source": f"{SOURCE} 2018",
    }.items()  # fmt: skip
    assert document["flow"].items() >= {
        "year": 2018, "start": 2253, "exited": 867, "new": 0, "returned": 0,
        "natural_increase": 0, "natural_decrease": 0, "end": 1386,
    }.items()  # fmt: skip
    first, second = document["series"]
    assert (
        first.items() >= {"year": 2014, "households": 1727, "persons": 4869, "denominator": 27354, "rate": 4869 / 27354}.items()
    )
    assert (second["rate"], second["denominator"], second["reason"]) == (None, None, "没有 2015 年的农业户籍人口")
    assert (
        document["villages"][0].items() >= {"village": "茨沟村", "persons": 190, "denominator": 2001, "rate": 190 / 2001}.items()
    )
    assert (document["command"], document["as_of"], document["region"]) == ("stats", "2018-12-31", "610921")


@pytest.mark.parametrize("terminal", [True, False])
def test_figures_as_text_say_what_each_is_made_of(terminal: bool) -> None:
    said = figures_text(FIGURES, "zh", by_village=True, terminal=terminal, width=100)
    assert "在册贫困户 696 户、1,386 人" in said
    assert f"贫困发生率 5.2%（1,386 人 ÷ 26,654 人；分母：{SOURCE} 2018）" in said
    assert "2253 − 867 + 0 + 0 + 0 − 0 = 1386 ✓" in said
    assert re.search(r"2014 +1,727 +4,869 +27,354 +17.8% +█{20,}", said)
    assert re.search(r"2015 +600 +1,500 +— +—", said)
    assert "没有 2015 年的农业户籍人口" in said
    assert "茨沟村（贫困村，2017 年出列）" in said
    english = figures_text(FIGURES, "en", terminal=terminal, width=100)
    assert f"5.2% (1,386 of 26,654 persons; denominator: {SOURCE} 2018)" in english
    assert "696 households, 1,386 persons" in english
    assert "茨沟村" not in english


def test_a_flow_that_does_not_close_says_by_how_many() -> None:
    broken = dataclasses.replace(FIGURES, flow=Flow(2018, 2253, 867, 3, 0, 0, 0, 1386))
    assert "✗ 不平衡：按各项推算年末应为 1389 人，登记为 1386 人，少 3 人" in figures_text(broken, "zh")
    assert "the parts give 1389 persons, the register has 1386, 3 too few" in figures_text(broken, "en")


def test_a_rate_without_denominator_is_never_a_number() -> None:
    without = dataclasses.replace(FIGURES, incidence=NO_RATE, series=(), villages=())
    assert "无法计算（分子 1,500 人）：没有 2015 年的农业户籍人口" in figures_text(without, "zh", by_village=True)
    assert "unknown (numerator 1,500 persons): no rural persons for 2015" in figures_text(without, "en")
    assert figures_document(without)["incidence"]["rate"] is None


def test_figures_as_csv_end_with_the_remarks() -> None:
    noted = dataclasses.replace(FIGURES, notes=(Text("村数不全", "villages are missing"), Text("另一条", "another")))
    for lang, said in (("zh", ["村数不全", "另一条"]), ("en", ["villages are missing", "another"])):
        raw = io.BytesIO()
        write_figures_csv(noted, raw, lang)
        rows = list(csv.reader(io.StringIO(raw.getvalue().decode("utf-8-sig"))))
        assert [row[-1] for row in rows[-2:]] == said
        assert {len(row) for row in rows} == {10}
        assert rows[-1][0] == ("备注" if lang == "zh" else "note")


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("width", range(60, 121))
@pytest.mark.parametrize("terminal", [True, False])
def test_bars_are_in_proportion_at_any_width(lang: str, width: int, terminal: bool) -> None:
    rates = {2014: (4869, 27354), 2015: (4211, 27300), 2016: (3100, 27200), 2018: (1386, 26654)}
    years = tuple(YearFigure(year, 1727, n, Rate(n, of, "person", f"{SOURCE} {year}")) for year, (n, of) in rates.items())
    said = figures_text(dataclasses.replace(FIGURES, series=years), lang, terminal=terminal, width=width)
    lengths = []
    for year, (persons, of) in rates.items():
        (line,) = re.findall(f"^{year} +[0-9].*$", said, re.MULTILINE)
        assert f"{persons:,}" in line
        assert f"{of:,}" in line
        # Whole blocks and one part of a block, in eighths.
        lengths.append(sum(8 if sign == "█" else "▏▎▍▌▋▊▉".index(sign) + 1 for sign in line if sign in "▏▎▍▌▋▊▉█"))
        assert cell_len(line) <= width
    longest = 4869 / 27354
    assert lengths[0] >= 4 * 8
    assert len(set(lengths)) == 4
    for length, (persons, of) in zip(lengths, rates.values(), strict=True):
        assert abs(length - lengths[0] * persons / of / longest) <= 1


def test_figures_as_tables_keep_the_unrounded_rate() -> None:
    raw = io.BytesIO()
    write_figures_csv(FIGURES, raw, "en")
    rows = list(csv.DictReader(io.StringIO(raw.getvalue().decode("utf-8-sig"))))
    assert rows[0]["rate"] == "0.052"
    assert [row["rate"] for row in rows if row["year"] == "2014"] == ["0.178"]
    assert rows[0]["denominator"] == "26654"
    assert [row["persons"] for row in rows if row["figure"] == "flow: exited"] == ["867"]
    assert [row["rate"] for row in rows if row["year"] == "2015"] == [""]
    raw = io.BytesIO()
    write_figures_xlsx(FIGURES, raw, "zh")
    book = openpyxl.load_workbook(raw)
    assert book.sheetnames == ["概况", "按年", "按村", "变动"]
    assert (book["按年"]["G2"].value, book["按年"]["G2"].number_format) == (pytest.approx(4869 / 27354, abs=1e-15), "0.0%")
    assert book["按年"]["G3"].value is None
    assert book["按年"]["J3"].value == "没有 2015 年的农业户籍人口"


# Headings


def test_headings_say_how_each_column_was_understood() -> None:
    inputs = checked().inputs
    said = io.StringIO()
    write_headings_text(inputs, said, "zh")
    for part in ("户编号", "意思相反", "户信息.危房户", "是不是“监测对象类别”", "没有的列：返贫时间", "台帐：未识别，未读"):
        assert part in said.getvalue()
    said = io.StringIO()
    write_headings_text(inputs, said, "en", width=80, terminal=True)
    assert "perhaps 监测对象类别?" in said.getvalue()
    columns = headings_document(inputs)["inputs"][0]["sheets"][0]["columns"]
    assert columns[2] == {
        "column": "C", "heading": "检测对像类别", "how": "unmatched", "table": None, "field": None,
        "canonical": None, "near": "监测对象类别", "unit": None, "other": None,
    }  # fmt: skip


def test_a_file_of_which_nothing_was_understood_is_named_and_told_what_is_looked_for() -> None:
    for unread in ((), ("",)):
        for lang, sentence in (("zh", "没有认出任何一张表"), ("en", "no table of the register was recognised")):
            said = io.StringIO()
            write_headings_text((InputRead("odd.csv", "ab" * 32, (), unread),), said, lang)  # type: ignore[arg-type]
            assert "odd.csv" in said.getvalue()
            assert sentence in said.getvalue()
            assert "户编号" in said.getvalue()
        told = text_of(checked(inputs=(InputRead("odd.csv", "ab" * 32, (), unread),)), "zh")
        assert "odd.csv 未识别，未读" in told


def test_the_star_of_a_template_is_not_shown() -> None:
    starred = finding(37, place=Place("registry.xlsx", "人口信息", 37, 5, "证件号码*"), values={"heading": "证件号码*"})
    starred = dataclasses.replace(starred, card=card(zh="“{heading}”为空"))
    said = text_of(checked(starred), "zh")
    assert "“证件号码”为空" in said
    assert "证件号码*" not in said
    raw = io.BytesIO()
    write_findings_csv(checked(starred), raw, "zh")
    assert "证件号码*" not in raw.getvalue().decode("utf-8-sig")


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_own_reports_are_recognised_and_the_template_is_none(tmp_path: Path, lang: Lang) -> None:
    with written(tmp_path / "findings.xlsx") as stream:
        write_findings_xlsx(checked(finding(37)), stream, lang)
    with written(tmp_path / "findings.csv") as stream:
        write_findings_csv(checked(finding(37)), stream, lang)
    with written(tmp_path / "figures.xlsx") as stream:
        write_figures_xlsx(FIGURES, stream, lang)
    with written(tmp_path / "figures.csv") as stream:
        write_figures_csv(FIGURES, stream, lang)
    with written(tmp_path / "template.xlsx") as stream:
        write_template(stream, ["persons"], lang)
    ours = {path.name for path in tmp_path.iterdir() if is_own_report(path)}
    assert ours == {"findings.xlsx", "findings.csv", "figures.xlsx", "figures.csv"}
    assert openpyxl.load_workbook(tmp_path / "findings.xlsx").properties.category == REPORT_MARK
