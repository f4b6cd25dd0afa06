"""`puxi stats --table`: what a reader sees, in both languages and every form."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner, Result
from rich.cells import cell_len

from puxi_cli.cli.main import main
from puxi_cli.errors import ExitCode
from puxi_cli.output.document import frame_of
from puxi_cli.output.json_text import in_language
from puxi_cli.output.percents import number_of, percent_of
from puxi_cli.systems.figures.figures import Counted, RateFigures, StandardFigures, TablePart
from puxi_cli.systems.figures.rates_html import rates_view
from puxi_cli.systems.figures.rates_job import rates_of
from puxi_cli.systems.figures.rates_json import rates_document
from puxi_cli.systems.figures.rates_table import whole_table
from puxi_cli.systems.figures.rates_text import write_rates_text
from puxi_cli.systems.figures.standard import BLANK, TABLES
from puxi_cli.systems.figures.standard_job import standard_table_of
from puxi_cli.systems.figures.standard_json import standard_document
from puxi_cli.systems.figures.standard_text import write_standard_text
from puxi_cli.systems.figures.standard_words import standard_table
from tests.systems.figures.registers import opening
from tests.systems.figures.test_rates import HOUSEHOLDS, PERSONS, SAMPLES, YEARS
from tests.systems.figures.test_standard_tables import HOUSEHOLDS as HOMES
from tests.systems.figures.test_standard_tables import INCOMES
from tests.systems.figures.test_standard_tables import PERSONS as MEMBERS

SAMPLE = str(Path(__file__).resolve().parents[3] / "data" / "samples" / "registry.xlsx")


def rates(unit: str = "person") -> RateFigures:
    return rates_of(opening(households=HOUSEHOLDS, persons=PERSONS, samples=SAMPLES, village_years=YEARS), unit)


def table(name: str) -> StandardFigures:
    return standard_table_of(opening(households=HOMES, persons=MEMBERS, incomes=INCOMES), TABLES[name], "listed")


def rates_text(figures: RateFigures, lang: str, **how: object) -> str:
    out = io.StringIO()
    write_rates_text(figures, out, lang, **how)  # type: ignore[arg-type]
    return out.getvalue()


def table_text(figures: StandardFigures, lang: str, **how: object) -> str:
    out = io.StringIO()
    write_standard_text(figures, out, lang, **how)  # type: ignore[arg-type]
    return out.getvalue()


def puxi(*arguments: str) -> Result:
    return CliRunner().invoke(main, list(arguments))


def lines_of(text: str, first: str) -> list[str]:
    """The words of the line that begins with `first`."""
    return next(line for line in text.splitlines() if line.split()[:1] == [first]).split()


def test_why_a_rate_of_a_village_cannot_be_told_stands_below_the_villages() -> None:
    figures = rates()
    said = rates_text(figures, "zh", by_village=True)
    # In 甲 no unlisted household was inspected; the town has a rate of its own, so nothing else says why 甲 has none.
    assert "  — 漏评率（甲）：截至 2018-12-31 没有抽查未建档户\n" in said
    [line] = [line for line in said.splitlines() if line.startswith("  — 综合贫困发生率（")]
    assert line.startswith("  — 综合贫困发生率（甲）：")
    assert "  — 漏评率" not in rates_text(figures, "zh")
    page = rates_view(figures)["footing"][-1]
    assert page[0] == ("村的率为什么无法计算", "Why rates of villages cannot be told")
    assert "漏评率（甲）：截至 2018-12-31 没有抽查未建档户" in [line[0] for line in page[1]]


@pytest.mark.parametrize(
    ("quotient", "places", "words"),
    [
        (Fraction(1, 51), 2, "1.96%"),
        (Fraction(1, 2000), 1, "0.1%"),  # half up, from the fraction
        (Fraction(1, 2001), 1, "0.0%"),
        (Fraction(1), 1, "100.0%"),
        (Fraction(-1, 8), 1, "-12.5%"),
        (Fraction(0), 2, "0.00%"),
    ],
)
def test_percents_are_rounded_half_up(quotient: Fraction, places: int, words: str) -> None:
    assert percent_of(quotient, places) == words


def test_estimated_numbers_are_told_to_a_tenth() -> None:
    assert number_of(Fraction(1386)) == "1,386"
    assert number_of(Fraction(282, 10)) == "28.2"


def test_rates_as_text_say_what_each_is_made_of() -> None:
    said = rates_text(rates(), "zh", by_village=True, terminal=False)
    assert lines_of(said, "错退率") == ["错退率", "40.00%", "2", "÷", "5", "人", "低于", "2%", "不通过"]
    assert lines_of(said, "返贫率") == ["返贫率", "0.00%", "0", "÷", "3", "人", "—", "无法判断"]
    assert lines_of(said, "综合贫困发生率")[1:6] == ["25.64%", "28.2", "÷", "110", "人"]
    assert lines_of(said, "群众认可度") == ["群众认可度", "91.30%", "21", "÷", "23", "人", "达到", "90%", "通过"]
    assert "错退人口（推算：错退率 × 脱贫人口）：1.2 = 40.00% × 3" in said
    assert lines_of(said, "在册户") == ["在册户", "4", "14", "1", "0"]
    assert "返贫率：没有规定的界限" in said
    assert "综合贫困发生率：* 未经核实，请确认；国开办发〔2017〕56号规定西部 3%、中部 2%" in said
    assert "× 20.00% 10/50" in said
    english = rates_text(rates("household"), "en", terminal=False)
    assert "1 of 2 households" in english
    assert "28.2 of 110 persons" in english  # always in persons
    assert "Relapse rate: no limit is laid down" in english
    assert "10/50" not in english


def test_a_rate_that_cannot_be_told_is_no_number() -> None:
    figures = rates_of(opening(households=HOUSEHOLDS, persons=PERSONS), "person")
    said = rates_text(figures, "zh", terminal=False)
    assert lines_of(said, "错退率") == ["错退率", "—", "?", "÷", "?", "人", "低于", "2%", "无法判断"]
    assert "错退率：没有“抽查”表" in said
    assert "抽查了多少" not in said


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("by_village", [True, False])
def test_no_line_is_wider_than_a_terminal_of_80(lang: str, by_village: bool) -> None:
    figures = rates()
    texts = [rates_text(figures, lang, by_village=by_village, terminal=True, width=80)]
    texts += [table_text(table(name), lang, by_village=by_village, terminal=True, width=80) for name in TABLES]
    for text in texts:
        assert max(map(cell_len, text.splitlines())) <= 80


def test_a_table_as_text_has_its_base_and_its_total() -> None:
    said = table_text(table("causes"), "zh", terminal=False)
    assert "主要致贫原因：在册 4 户" in said
    assert lines_of(said, "因病") == ["因病", "2", "50.0%"]
    assert lines_of(said, "空白") == ["空白", "1", "25.0%"]
    assert lines_of(said, "合计") == ["合计", "4", "100.0%"]
    assert "占比的基数是在册 4 户，空白（没有填或读不懂）也计入。" in said
    # Fourteen causes: those that nobody has are named together.
    assert "以下各类为 0：因学、因灾、" in said
    english = table_text(table("ages"), "en", terminal=False)
    assert "Ages: 6 persons on the register" in english
    assert "16–30 [16, 30)" in english
    assert "A square bracket's end is included" in english


def test_a_table_by_village_has_a_row_for_all() -> None:
    said = table_text(table("causes"), "zh", by_village=True, terminal=False)
    assert lines_of(said, "甲")[:4] == ["甲", "2", "2", "100.0%"]
    assert "（无村名）" in said
    assert lines_of(said, "合计")[:4] == ["合计", "4", "2", "50.0%"]


def test_what_does_not_add_up_says_so() -> None:
    said = table_text(table("difficulties"), "zh", terminal=False)
    assert lines_of(said, "未通生产用电") == ["未通生产用电", "1", "25.0%", "1"]
    assert "各项相加不等于基数" in said
    assert "合计" not in said


def test_sums_as_text_name_their_year_and_measure() -> None:
    said = table_text(table("income-sources"), "zh", terminal=False)
    assert "收支分类（2018 年）：在册 4 户" in said
    assert "合计（元）" in said
    assert lines_of(said, "工资性收入") == ["工资性收入", "1,570.50", "314.10", "3", "75.0%", "1"]
    by_village = table_text(table("income-sources"), "en", by_village=True, terminal=False)
    assert "1,501 (500.17)" in by_village


def test_a_table_of_nobody_divides_by_nothing() -> None:
    empty = replace(table("fuel"), town=TablePart(None, 0, (Counted(BLANK, 0),)), villages=())
    assert lines_of(table_text(empty, "zh", terminal=False), "空白") == ["空白", "0", "—"]
    assert standard_document(empty)["rows"][0]["share"] is None
    assert "没有村可列" in table_text(empty, "zh", by_village=True, terminal=False)


def test_rates_as_json() -> None:
    document = json.loads(json.dumps(in_language(rates_document(rates()), "zh"), allow_nan=False))
    assert (document["command"], document["table"], document["unit"]) == ("stats", "rates", "person")
    told = {rate["rate"]: rate for rate in document["rates"]}
    assert list(told) == [
        "relapse_rate", "wrongly_listed_rate", "missed_rate", "wrong_exit_rate", "missed_exit_rate", "composite_incidence", "approval_rate"
    ]  # fmt: skip
    missed = told["missed_rate"]
    assert missed.items() >= {
        "value": 0.2, "numerator": 1, "denominator": 5, "unit": "person", "numerator_source": "抽查：类型=未建档户，结论=漏评",
        "denominator_source": "抽查：类型=未建档户，有结论", "threshold": 0.02, "threshold_kind": "below", "threshold_status": "sourced",
        "threshold_source": "国开办发〔2017〕56号", "verdict": "fail", "reason": None,
    }.items()  # fmt: skip
    composite = told["composite_incidence"]
    assert (composite["numerator"], composite["value"]) == (28.2, 28.2 / 110)
    assert [part["persons"] for part in composite["parts"]] == [7, 1.2, 20]
    assert told["relapse_rate"]["verdict"] == "unknown"
    assert told["relapse_rate"]["reason"] == "没有规定的界限"
    assert [village["village"] for village in document["villages"]] == ["甲", "乙"]
    assert document["villages"][1]["rates"][5]["value"] == 0.2


def test_a_table_as_json() -> None:
    document = json.loads(json.dumps(in_language(standard_document(table("causes")), "en"), allow_nan=False))
    assert document.items() >= {"command": "stats", "table": "causes", "of": "listed", "unit": "household", "base": 4}.items()
    assert document["rows"][0] == {"category": "因病", "key": "因病", "n": 2, "share": 0.5}
    assert document["rows"][-1] == {"category": "blank", "key": "blank", "n": 1, "share": 0.25}
    assert [(village["village"], village["base"]) for village in document["villages"]] == [("甲", 2), ("乙", 1), (None, 1)]
    money = in_language(standard_document(table("transfers")), "en")
    assert (money["measure"], money["year"]) == ("yuan", 2018)
    assert money["rows"][2] == {
        "category": "pension", "key": "pension", "n": 3, "share": 0.75, "blank": 1, "sum": 605, "per_head": 121, "persons": 5
    }  # fmt: skip


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_long_tables_have_a_row_for_each_village_and_category(lang: str) -> None:
    frame = frame_of(standard_table([table("causes")]), lang)  # type: ignore[arg-type]
    assert len(frame) == 4 * 15 + 2  # a household without a village is remarked on, and one in which nobody lives
    assert frame.iloc[:15, 3].sum() == 4
    held = frame_of(whole_table(rates()), lang)  # type: ignore[arg-type]
    assert held.iloc[:, 2].dropna().between(0, 1).all()
    assert len(held) == 3 * 7 + len(rates().notes)


@pytest.mark.slow
@pytest.mark.parametrize("name", ["rates", "causes", "difficulties", "land"])
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_form_is_written_and_written_again(name: str, lang: str, tmp_path: Path) -> None:
    for form in ("txt", "json", "csv", "xlsx"):
        target = tmp_path / f"{name}.{form}"
        for _ in range(2):  # a report of puxi's own may be replaced
            result = puxi("stats", SAMPLE, "--year", "2018", "--table", name, "--output", str(target), "--lang", lang)
            assert (result.exit_code, result.output) == (ExitCode.CLEAN, "")
    rows = list(csv.reader(io.StringIO((tmp_path / f"{name}.csv").read_text("utf-8-sig"))))
    assert len({len(row) for row in rows}) == 1
    book = openpyxl.load_workbook(tmp_path / f"{name}.xlsx")
    assert len(book.sheetnames) == 2
    villages = list(book.worksheets[1].iter_rows(values_only=True))
    assert len(villages) == (1 + 13 * 7 if name == "rates" else 1 + 13 + 1)
    if name == "causes":
        assert villages[-1][1] == 696
        assert sum(villages[-1][2::2]) == 696  # type: ignore[arg-type]
        assert sum(row[1] for row in villages[1:-1]) == 696  # type: ignore[misc]


@pytest.mark.slow
def test_the_rates_of_the_sample() -> None:
    told = json.loads(
        puxi("stats", SAMPLE, "--year", "2018", "--table", "rates", "--unit", "household", "--format", "json").stdout
    )
    found = {rate["rate"]: (rate["value"], rate["verdict"]) for rate in told["rates"]}
    for name in ("missed_rate", "wrong_exit_rate"):
        assert found[name] == (0, "pass")
    assert found["composite_incidence"] == (1386 / 26654, "fail")
    assert sum(size["households"] for size in told["samples"]) == 90


@pytest.mark.slow
def test_the_list_of_tables_needs_no_register(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    listed = puxi("stats", "--table", "list", "--lang", "zh")
    assert listed.exit_code == ExitCode.CLEAN
    assert all(name in listed.stdout for name in (*TABLES, "rates"))
    told = json.loads(puxi("stats", "--table", "list", "--format", "json").stdout)
    assert [entry["table"] for entry in told["tables"]] == list(TABLES)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--table", "cause"], "是否为 causes"),
        (["--table", "causes", "--unit", "person"], "--unit 只用于 --table rates"),
        (["--table", "rates", "--of", "listed"], "--of 只用于统计表"),
        (["--of", "listed"], "--of 只用于统计表"),
        (["--unit", "person"], "--unit 只用于 --table rates"),
        (["--table", "rates", "--from", "2014"], "--from 不用于 --table"),
        (["--table", "causes", "--to", "2014"], "--to 不用于 --table"),
        (["--table", "list", "--format", "csv"], "只有 text 和 json"),
    ],
)
def test_options_that_say_nothing_together_are_refused(arguments: list[str], words: str) -> None:
    result = puxi("stats", "no-such-file.xlsx", *arguments, "--lang", "zh")
    assert result.exit_code == ExitCode.USAGE
    assert words in result.stderr
