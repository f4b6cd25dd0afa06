"""Reports as pages: whole, escaped, masked, small enough, and the same whenever they are written."""

from __future__ import annotations

import base64
import dataclasses
import hashlib
import io
import json
import re
from collections import Counter
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from lxml import etree

from puxi_cli.cli.main import main
from puxi_cli.errors import ExitCode
from puxi_cli.findings import Lang
from puxi_cli.output.charts import Bar, Step, bars, columns, waterfall
from puxi_cli.output.html_parts import in_blocks
from puxi_cli.output.row_lists import PLAIN
from puxi_cli.records.place import Place
from puxi_cli.reports import words
from puxi_cli.reports.findings_html import write_findings_html
from puxi_cli.reports.findings_json import in_order
from puxi_cli.reports.replacing import is_own_report
from puxi_cli.systems.exports.page import write_export_html
from puxi_cli.systems.figures.figures import Rate, VillageFigure
from puxi_cli.systems.figures.figures_html import write_figures_html
from puxi_cli.text.words import Text
from tests.pages import FEW, IDENTIFIED, NASTY, PAGES, many, of_village, overview, parsed, rows_of, saved, written
from tests.test_reports import FIGURES, ID, MASKED_ID, checked, code_finding, finding

pytestmark = pytest.mark.slow

SAMPLES = Path(__file__).parent.parent / "data" / "samples"
BOTH: tuple[Lang, ...] = ("zh", "en")


def page_of(name: str, lang: Lang = "zh", **options: object) -> str:
    """One of the pages above."""
    return written(*PAGES[name], lang, **options)


def table(page: str, caption: str) -> list[list[str]]:
    """A table by its caption, its heads first."""
    (found,) = [one for one in parsed(page).iter("table") if one.findtext("caption") == caption]
    return [[" ".join(cell.text_content().split()) for cell in row] for row in found.iter("tr")]


# Every page


@pytest.mark.parametrize("lang", BOTH)
@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_whole_and_leads_nowhere_else(name: str, lang: Lang) -> None:
    text = page_of(name, lang)
    page = parsed(text)
    assert text.startswith("<!DOCTYPE html>\n")
    assert page.get("lang") == ("zh-CN" if lang == "zh" else "en")
    assert len(page.xpath("//h1")) == len(page.xpath("//main")) == 1
    ids = page.xpath("//@id")
    assert len(ids) == len(set(ids))
    wanted = [one.removeprefix("#") for one in page.xpath("//a/@href") if one.startswith("#")]
    wanted += page.xpath("//@aria-labelledby | //@for | //@data-list | //@data-leads-to")
    assert wanted
    assert set(wanted) <= set(ids)
    assert not re.search(r"https?:|//[a-z]+\.|@import|url\(", text)
    assert not page.xpath("//@src | //link | //iframe | //object | //@style | //@*[starts-with(name(), 'on')]")


@pytest.mark.parametrize("name", PAGES)
def test_headings_step_down_one_by_one_and_every_cell_has_its_heading(name: str) -> None:
    page = parsed(page_of(name))
    levels = [int(one.tag[1]) for one in page.iter("h1", "h2", "h3", "h4")]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    for one in page.iter("table"):
        assert one.xpath("caption")
        assert set(one.xpath("thead/tr/th/@scope")) == {"col"}
        heads = len(one.xpath("thead/tr/th"))
        assert all(len(row) == heads for row in one.xpath("tbody/tr"))


@pytest.mark.parametrize("name", PAGES)
def test_the_browser_may_run_and_load_nothing_but_what_was_written_here(name: str) -> None:
    page = parsed(page_of(name))
    (policy,) = page.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    assert policy.startswith("default-src 'none'; ")
    assert "unsafe" not in policy
    scripts = page.xpath("//script[not(@type)]/text()")
    for kind, texts in (("style", page.xpath("//style/text()")), ("script", scripts)):
        for text in texts:
            assert f"{kind}-src 'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'" in policy
    assert set(page.xpath("//script/@type")) <= {"application/json"}


@pytest.mark.parametrize("name", PAGES)
def test_the_same_values_give_the_same_page_and_no_clock_stands_in_it(name: str) -> None:
    text = page_of(name)
    assert text == page_of(name)
    assert "2019" not in re.sub(r"REC[0-9]+|sha256-[^']+|\"[0-9]{10}\"|69000[0-9]{5}", "", text), (
        "the day of the ledger is the clock's"
    )


def test_a_page_is_known_as_a_report(tmp_path: Path) -> None:
    assert is_own_report(saved(tmp_path, page_of("stats")))
    assert not is_own_report(saved(tmp_path, "<!DOCTYPE html>\n<html><title>puxi report</title>"))


# What comes from files is data


@pytest.mark.parametrize("lang", BOTH)
def test_what_a_cell_holds_is_never_markup_and_nothing_of_it_is_lost(lang: Lang) -> None:
    odd = [code_finding(NASTY), of_village(NASTY, 7), finding(8, name=NASTY, waived=NASTY)]
    odd += [finding(9, place=Place(NASTY, NASTY, 9, 5, NASTY))]
    verdicts = tuple(one for one in IDENTIFIED if one.leads)
    text = written(
        write_export_html,
        overview(name=NASTY, checked=checked(*odd), identified=verdicts, notes=(Text(NASTY, NASTY),)),
        lang,
        show_ids=True,
    )
    page = parsed(text)
    assert not page.xpath("//img")
    assert all(one.get("type") == "application/json" or "use strict" in one.text for one in page.iter("script"))
    assert "alert(1)</script>" not in text
    assert NASTY in page.xpath("string(//h1)")
    _, rows = rows_of(text, "findings")
    assert sum(NASTY in cell for row in rows for cell in row) >= 5
    figures = parsed(written(write_figures_html, _with_village("<img>&甲"), lang))
    assert not figures.xpath("//img")
    assert "<img>&甲" in figures.xpath("//figure//*[local-name()='text']/text()")
    assert not parsed(written(write_figures_html, _with_village(NASTY), lang)).xpath("//img")


def _with_village(name: str) -> Any:
    return dataclasses.replace(FIGURES, villages=(VillageFigure(name, 1, 2, Rate(2, 10, "person", "x")),))


@pytest.mark.parametrize("name", ["validate", "identify", "exit", "export"])
def test_personal_values_are_masked_unless_asked_otherwise(name: str) -> None:
    masked, whole = page_of(name), page_of(name, show_ids=True)
    for value in (ID, "张三丰", "王大山"):
        assert value not in masked
    assert ID in whole or name == "exit"
    assert MASKED_ID in masked or name == "exit"
    assert "王大山" in whole or name == "validate"


# Findings


def test_the_rows_for_the_script_say_what_the_other_reports_say() -> None:
    what = checked(*FEW, code_finding("汉"), finding(9, place=Place("二队.xlsx", None, None)))
    for lang in BOTH:
        _, rows = rows_of(written(write_findings_html, what, lang), "findings")
        wanted = sorted(in_order(what.findings), key=lambda one: one.waived is not None)
        assert [row[6] for row in rows] == [one.card.id for one in wanted]
        assert [row[2] for row in rows] == [words.where(one.place, lang, beside="registry.xlsx") for one in wanted]
        for row, one in zip(rows, wanted, strict=True):
            assert row[3].startswith(words.message(one, lang, False))
            assert (row[1], row[4], row[5]) == (one.village or "", one.card.severity.words.of(lang), one.card.duty.words.of(lang))


def test_rules_against_villages_leave_out_what_is_waived_and_add_up() -> None:
    rows = table(page_of("validate"), "各村各类问题数（不含豁免）")
    assert rows == [
        ["规则", "合计", "茨沟村", "白鹭沟村", "（无村名）"],
        ["REC112 校验码不对", "100", "70", "30", "·"],
        ["REC103 不在代码表中", "10", "4", "6", "·"],
        ["DQ901 无帮扶责任人", "2", "·", "·", "2"],
        ["合计", "112", "74", "36", "2"],
    ]
    assert table(page_of("validate"), "各村问题数")[-1] == ["合计", "100", "10", "2", "112"]
    kinds = table(page_of("validate"), "问题的种类")
    assert kinds[1] == ["REC112", "错误", "校验码不对（豁免 2）", "102", "对照原件改正", "录入员"]


def test_more_columns_than_a_page_is_wide_stand_in_several_tables() -> None:
    rows = [("一", ["1", "2", "3", "4", "5"]), ("合计", ["1", "2", "3", "4", "5"])]
    first, second, third = in_blocks("表", ("名", "合计"), list("甲乙丙丁戊"), rows, ["15", "15"], most=2)
    assert (first.caption, first.heads, first.rows[0]) == ("表 1/3", ("名", "合计", "甲", "乙"), ("一", "15", "1", "2"))
    assert (second.heads, second.rows[1], second.total) == (("名", "丙", "丁"), ("合计", "3", "4"), True)
    assert third.rows[0] == ("一", "5")


def test_twenty_thousand_findings_are_all_there_and_small_enough() -> None:
    text = written(write_findings_html, many(20_000))
    assert len(text.encode()) < 3_000_000
    _, rows = rows_of(text, "findings")
    assert len(rows) == 20_000
    assert len({row[3] for row in rows}) == 20_000
    page = parsed(text)
    assert len(page.xpath("//table[@class='rows titled']/tbody/tr")) == PLAIN == 200
    assert "显示前 200 条，共 20,000 条" in page.xpath("string(//p[@class='count'])")
    assert not page.xpath("//p[@class='cut']")


def test_what_does_not_fit_is_said_and_where_it_is() -> None:
    text = written(write_findings_html, many(60_000), "en")
    assert len(text.encode()) < 3_000_000
    _, rows = rows_of(text, "findings")
    (said,) = parsed(text).xpath("//p[@class='cut']/text()")
    assert f"this page holds the first {len(rows):,} of 60,000. All of them: --format xlsx or csv" in said
    assert 20_000 < len(rows) < 60_000


def test_no_findings_is_said_aloud_and_a_sheet_that_was_not_read_too() -> None:
    page = parsed(written(write_findings_html, checked()))
    assert "没有发现问题" in page.xpath("string(//p[starts-with(@class, 'said')])")
    assert "台帐" in page.xpath("string(//p[@class='alert'])")
    assert not page.xpath("//form")
    assert "ab" * 32 in page.xpath("string(//main)")
    assert "GB 11643-1999" in page.xpath("string(//main)")


def test_the_four_outcomes_are_told_with_what_they_mean() -> None:
    said = parsed(page_of("validate")).xpath("string(//dl[@class='outcomes'])")
    for part in ("通过", "4,800", "不通过", "60", "豁免 1 个问题", "无法判断", "4,872", "不适用", "9", "需要的内容空着或读不懂"):
        assert part in said


def test_verdicts_are_counted_and_leads_can_be_searched() -> None:
    text = page_of("export")
    assert table(text, "识别核查结论（户）") == [
        ["户", "错评线索", "漏评线索", "无法判断", "相符", "合计"], ["在册户", "1", "0", "0", "1", "2"], ["未建档户", "0", "0", "1", "0", "1"],
    ]  # fmt: skip
    assert table(text, "退出核查结论（户）")[1:] == [
        ["已退出户", "1", "0", "1", "2"], ["其中 2017 年", "1", "0", "0", "1"], ["其中 2018 年", "0", "0", "1", "1"],
    ]  # fmt: skip
    _, rows = rows_of(text, "leads")
    assert rows == [
        ["6900000009 王**", "白鹭沟村", "已退出，未达标", "未达标：住房"],
        ["6900000004 王**", "茨沟村", "错评线索", "红线2 车辆：王**，车管所，名下有小型轿车一辆"],
    ]


# Figures


def test_every_rate_stands_with_its_parts_or_with_the_reason_why_there_is_none() -> None:
    said = parsed(page_of("stats")).xpath("string(//main)")
    for part in (
        "5.2%（1,386 人 ÷ 26,654 人；分母：村年度.农业户籍人口 2018）",
        "2253 − 867 + 0 + 0 + 0 − 0 = 1386",
        "✓ 平衡",
        "没有 2015 年的农业户籍人口",
    ):
        assert part in said
    assert table(page_of("stats"), "各年年末贫困发生率")[1:] == [
        ["2014", "1,727", "4,869", "27,354", "17.8%"],
        ["2015", "600", "1,500", "—", "—"],
    ]
    assert table(page_of("stats"), "各村贫困发生率（2018-12-31）")[1] == [
        "茨沟村（贫困村，2017 年出列）",
        "70",
        "190",
        "2,001",
        "9.5%",
    ]


def test_a_drawing_says_to_the_ear_what_it_shows_to_the_eye() -> None:
    page = parsed(page_of("stats"))
    drawings = page.xpath("//figure//*[local-name()='svg']")
    assert len(drawings) == 4
    for drawing in drawings:
        assert drawing.get("role") == "img"
        assert drawing.get("aria-label").startswith(drawing.xpath("string(ancestor::figure/figcaption)"))
    labels = [drawing.get("aria-label") for drawing in drawings]
    assert labels[0] == "各年年末贫困发生率：2014 17.8%，2015 —"
    assert (
        labels[2]
        == "2018 年贫困人口变动（人）：年初 2,253，− 脱贫 −867，+ 新识别 +0，+ 返贫 +0，+ 自然增加 +0，− 自然减少 −0，年末 1,386"
    )


def test_a_flow_that_does_not_close_shows_what_is_left_over() -> None:
    broken = dataclasses.replace(FIGURES, flow=dataclasses.replace(FIGURES.flow, end=1380))
    page = written(write_figures_html, broken)
    assert "不平衡：按各项推算年末应为 1386 人" in parsed(page).xpath("string(//main)")
    assert ["不平衡", "−6"] in table(page, "2018 年贫困人口变动（人）")


def test_rates_are_held_against_limits_that_say_whether_they_are_sourced() -> None:
    page = page_of("rates")
    assert table(page, "各率")[1] == ["综合贫困发生率", "—", "? ÷ 26,654 人", "低于 3% *", "无法判断"]
    said = parsed(page).xpath("string(//main)")
    for part in ("没有抽查", "* 未经核实，请确认", "剩余贫困人口", "问过是否认可的：90 户"):
        assert part in said


def test_an_export_tells_progress_without_the_clock_and_links_what_lies_beside_it() -> None:
    text = page_of("export")
    assert table(text, "整改问题按状态")[1:] == [
        ["整改中", "3"],
        ["待销号", "2"],
        ["退回整改", "0"],
        ["已销号", "4"],
        ["反弹", "1"],
        ["合计", "10"],
    ]
    assert table(text, "各村整改进度")[1] == ["茨沟村", "10", "4", "1", "2", "4"]
    assert "销号率：4 ÷ 10 = 40.0%" in text
    assert "逾期" not in text
    assert "超过整改时限" not in text
    assert parsed(text).xpath("//section//a/@href | //main//li/a/@href") == ["%E9%97%AE%E9%A2%98/%E5%85%A8%E9%95%87%20%231.xlsx"]
    assert table(text, "政策标准（2017-12-31）")[1:] == [
        ["退出收入标准", "3070 元", "2017-01-01 – 2017-12-31", "61", "未经核实的默认值，请确认"]
    ]
    notes = parsed(text).xpath("//ul[@class='notes']/li/text()")
    assert {"只读了一个镇", "没有备注", "收入线出处未证实"} <= set(notes)
    assert max(Counter(notes).values()) == 1


def test_an_export_without_what_is_not_there() -> None:
    bare = overview(
        checked=checked(), rates=None, tables=(), identified=(), exits=(), progress=None, numbers=None, files=(), notes=()
    )
    page = parsed(written(write_export_html, bare, "en"))
    assert {"tables", "rates", "verdicts", "progress", "files"}.isdisjoint(page.xpath("//@id"))


# Drawings


def test_bars_keep_to_the_width_of_a_phone_and_to_one_scale() -> None:
    many_villages = [Bar(f"第{number}村", number, str(number)) for number in range(60)]
    drawings = bars(many_villages, "各村")("zh")
    assert len(drawings) == 3
    parts = [etree.fromstring(drawing) for drawing in drawings]
    assert {part.get("width") for part in parts} == {"340"}
    assert [part.get("aria-label") for part in parts] == ["各村 (1/3)", "各村 (2/3)", "各村 (3/3)"]
    assert all(float(part.get("height")) < 900 for part in parts), "what is taller than a sheet of paper is cut in print"
    widths = [
        float(width) for part in parts for width in re.findall(r"M0,[0-9.]+h([0-9.]+)v", etree.tostring(part, encoding="unicode"))
    ]
    assert len(widths) == 60
    assert widths[59] / widths[30] == pytest.approx(59 / 30, rel=0.01)


@pytest.mark.parametrize("draw", [bars, columns])
def test_a_drawing_has_no_ids_no_addresses_and_no_markup_of_the_data(draw: Any) -> None:
    (drawing,) = draw([Bar(NASTY, 0.5, NASTY), Bar("空", None, "—"), Bar("长" * 60, 1, "1")], NASTY)("zh")
    part = etree.fromstring(drawing)
    assert not [name for one in part.iter() for name in one.attrib if name in ("id", "style", "href") or "clip" in name]
    assert {one.tag for one in part.iter()} <= {"svg", "g", "path", "text", "tspan", "line"}
    assert "http" not in drawing


def test_a_waterfall_hangs_what_came_on_what_was_there() -> None:
    (drawing,) = waterfall(
        [Step("年初", 100, "100", stands=True), Step("−", -40, "−40"), Step("+", 20, "+20"), Step("年末", 80, "80", stands=True)],
        "变动",
    )("zh")
    bars_ = re.findall(r"M([0-9.]+),[0-9.]+h(-?[0-9.]+)v", drawing)
    spans = [sorted((float(x), float(x) + float(width))) for x, width in bars_]
    unit = spans[0][1] / 100
    wanted = [[0, 100], [60, 100], [60, 80], [0, 80]]
    assert [[pytest.approx(end * unit, abs=0.1) for end in span] for span in wanted] == spans


# The commands


@pytest.mark.parametrize(
    "arguments",
    [["validate"], ["identify"], ["exit"], ["stats"], ["stats", "--table", "causes"], ["stats", "--table", "rates"]],
    ids=" ".join,
)  # fmt: skip
def test_the_ending_of_the_output_asks_for_a_page(arguments: list[str], tmp_path: Path) -> None:
    target = tmp_path / "页.html"
    command, *options = arguments
    for _ in range(2):  # puxi's own page is written anew
        run = CliRunner().invoke(
            main, [command, str(SAMPLES / "errors.xlsx"), *options, "--year", "2018", "--output", str(target), "--lang", "zh"]
        )
        assert run.exit_code in (ExitCode.CLEAN, ExitCode.FINDINGS), run.output
    text = target.read_text("utf-8")
    assert text.startswith("<!DOCTYPE html>")
    assert is_own_report(target)
    form = ["--format", "html"]
    piped = CliRunner().invoke(main, [command, str(SAMPLES / "errors.xlsx"), *options, "--year", "2018", "--lang", "zh", *form])
    assert piped.stdout_bytes.decode("utf-8") == text


@pytest.mark.parametrize("command", ["validate", "identify", "exit"])
def test_a_page_has_every_finding_that_json_has(command: str) -> None:
    asked = [command, str(SAMPLES / "errors.xlsx"), "--year", "2018", "--lang", "en"]
    document = json.loads(CliRunner().invoke(main, [*asked, "--format", "json"]).stdout)
    page = CliRunner().invoke(main, [*asked, "--format", "html"]).stdout
    _, rows = rows_of(page, "findings")
    assert Counter(row[6] for row in rows) == Counter(one["rule"] for one in document["findings"])
    assert len(rows) == len(document["findings"]) > 5


def test_somebodys_own_page_is_not_replaced(tmp_path: Path) -> None:
    target = tmp_path / "导出.html"
    target.write_text("<html><table><tr><td>全国系统导出</td></tr></table></html>", "utf-8")
    run = CliRunner().invoke(main, ["stats", str(SAMPLES / "registry.xlsx"), "--output", str(target), "--lang", "en"])
    assert run.exit_code == ExitCode.USAGE
    assert "not replaced" in run.stderr
    assert "全国系统导出" in target.read_text("utf-8")


def test_charts_are_loaded_only_where_a_page_is_asked_for() -> None:
    import subprocess
    import sys

    code = (
        "import sys, click.testing; from puxi_cli.cli.main import main; "
        f"click.testing.CliRunner().invoke(main, ['stats', {str(SAMPLES / 'registry.xlsx')!r}, '--format', 'json']); "
        "print('vl_convert' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


def test_a_page_goes_into_any_stream_as_utf_8(tmp_path: Path) -> None:
    stream = io.TextIOWrapper(io.BytesIO(), encoding="utf-8")
    write_figures_html(FIGURES, stream, "zh")
    stream.flush()
    assert b'<meta charset="utf-8">' in stream.buffer.getvalue()  # type: ignore[attr-defined]
