"""`puxi law`: what a person reads, and what a program does."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from datetime import date
from io import StringIO
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from puxi_cli.cli.main import main
from puxi_cli.errors import ExitCode
from puxi_cli.law.law import parameters
from puxi_cli.systems.reference.law_job import all_numbers
from puxi_cli.systems.reference.law_text import write_law_list

pytestmark = pytest.mark.slow

SAMPLE = Path(__file__).parent.parent.parent / "data" / "samples" / "registry-csv"


def law(*arguments: str, lang: str = "zh") -> Result:
    return CliRunner().invoke(main, ["law", *arguments, "--lang", lang])


@pytest.fixture(autouse=True)
def _nothing_in_this_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def row(text: str, name: str) -> str:
    return next(line for line in text.splitlines() if line.startswith(f"{name} "))


@pytest.mark.parametrize("arguments", [["law", "--help"], ["law", "show", "--help"]])
def test_help_loads_no_heavy_library(arguments: list[str]) -> None:
    code = (
        "import sys, click.testing; from puxi_cli.cli.main import main; "
        f"print(click.testing.CliRunner().invoke(main, {arguments!r}).output); "
        "print(sorted({'polars', 'pandas', 'openpyxl', 'pydantic', 'narwhals', 'lxml'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, encoding="utf-8")
    assert "puxi law show" in done.stdout
    assert done.stdout.strip().endswith("[]")


def test_the_list_of_a_day_says_what_is_in_force_where() -> None:
    said = law("list", "--year", "2018", "--region", "610921").stdout
    assert said.startswith("截至 2018-12-31，610921\n")
    assert row(said, "exit_income_line").split()[2:] == ["3070", "元/人·年", "未经核实", "61", "2017-01-01", "–", "2018-12-31"]
    assert row(said, "village_incidence_limit").split()[2:] == ["3%", "有出处", "61", "2017-11-19", "–", "2020-12-31"]
    assert row(said, "county_income_province").split()[2:] == ["—", "没有数值"]
    assert "农户申请、入户调查、" in row(said, "identification_steps")
    assert all(f"\n{name} " in said for name in parameters())
    other = law("list", "--as-of", "2016-12-31", "--region", "610921").stdout
    assert row(other, "exit_income_line").split()[2:] == ["2952", "元/人·年", "有出处", "全国", "2016-01-01", "–", "2016-12-31"]


def test_the_list_counts_what_is_sourced_and_what_is_not() -> None:
    said = law("list", "--year", "2018", "--region", "610921").stdout
    told = json.loads(law("list", "--year", "2018", "--region", "610921", "--format", "json").stdout)["numbers"]
    statuses = [number["in_force"]["status"] if number["in_force"] else None for number in told]
    assert len(told) == len(parameters())
    sourced, unsourced, nothing = (statuses.count(status) for status in ("sourced", "unsourced", None))
    assert nothing == 3  # one of them each town sets itself
    assert f"共 {len(told)} 项：有出处 {sourced}，未经核实 {unsourced}，没有数值 3。" in said


def test_without_a_day_no_day_is_made_up() -> None:
    said = law("list", lang="en").stdout
    assert said.startswith("Through the years, every region\n")
    assert "2536 – 4000 CNY per person per year" in row(said, "exit_income_line")
    assert "2% – 3%" in row(said, "composite_incidence_limit")
    assert "partly sourced" in row(said, "exit_income_line")
    assert "composite_incidence_limit" in row(law("list", "--region", "610921", lang="en").stdout, "composite_incidence_limit")
    assert "2%" not in row(law("list", "--region", "610921", lang="en").stdout, "composite_incidence_limit")
    told = json.loads(law("list", "--format", "json").stdout)
    assert told["as_of"] is None
    assert all(number["in_force"] is None for number in told["numbers"])


def test_without_a_region_the_provinces_numbers_are_said_to_be_left_out() -> None:
    assert "没有写 --region" in law("list", "--year", "2018").stdout
    assert "没有写 --region" not in law("list", "--year", "2018", "--region", "61").stdout
    assert row(law("list", "--year", "2018").stdout, "exit_points_item").split()[2:] == ["—", "没有数值"]


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        (
            "zh",
            [
                "贫困户退出收入标准 exit_income_line", "单位：元/人·年", "等于标准不算超过", "2018-12-31，610921：3070 元/人·年",
                "2017-01-01 – 2018-12-31，61", "依据：—", "未经核实的默认值，不是政策规定，请确认。", "对照的收入：家庭年人均纯收入",
                "说明：2018 年陕西的材料", "610921 没有数值的年份：2021–2025。", "农村常住居民人均可支配收入", "云南调查年鉴 2017",
            ],
        ),
        (
            "en",
            [
                "Income line a household must exceed", "Unit: CNY per person per year", "2018-12-31, 610921: 3070 CNY per person per year",
                "Source: —", "An unsourced default, not law: confirm it.", "Compared with: net income per head of the household",
                "No value for 610921 in: 2021–2025.", "disposable income per head of rural residents",
            ],
        ),
    ],
)  # fmt: skip
def test_one_number_is_shown_whole(lang: str, words: list[str]) -> None:
    result = law("show", "exit_income_line", "--year", "2018", "--region", "610921", lang=lang)
    assert result.exit_code == ExitCode.CLEAN
    assert [word for word in words if word not in result.stdout] == []


def test_where_the_countrys_number_is_used_for_a_province_it_is_said() -> None:
    assert "610921 未规定，采用全国标准。" in law("show", "exit_income_line", "--year", "2016", "--region", "610921").stdout
    assert "未规定，采用全国标准" not in law("show", "exit_income_line", "--year", "2018", "--region", "610921").stdout
    assert "未规定，采用全国标准" not in law("show", "exit_income_line", "--year", "2016").stdout
    assert "未规定，采用全国标准" not in law("show", "adult_age", "--year", "2016", "--region", "610921").stdout, (
        "it is the country's for all"
    )


def test_regions_with_the_same_value_stand_in_one_line() -> None:
    lines = law("show", "composite_incidence_limit").stdout.splitlines()
    assert [line.split()[3] for line in lines if line.startswith(("2%", "3%"))] == [
        "15、45、50、51、52、53、54、61、62、63、64、65", "13、14、22、23、34、36、41、42、43、46",
    ]  # fmt: skip


def test_on_a_narrow_terminal_names_stay_whole() -> None:
    told = all_numbers(date(2018, 12, 31), "610921")
    for width, spans in ((80, False), (140, True)):
        text = StringIO()
        write_law_list(told, text, "zh", width=width, terminal=True)
        assert all(re.search(rf"^\W*{name} ", text.getvalue(), re.MULTILINE) for name in parameters())
        assert ("2017-01-01 – 2018-12-31" in text.getvalue()) is spans


def test_a_document_is_shown_with_its_number_and_title() -> None:
    said = law("show", "missed_rate_limit", "--year", "2018").stdout
    assert "依据：国开办发〔2017〕56号《国务院扶贫办关于印发《贫困县退出专项评估检查实施办法（试行）》的通知》" in said
    assert "请确认" not in said


def test_json_has_every_span_with_its_source() -> None:
    told = json.loads(law("show", "exit_income_line", "--year", "2018", "--region", "610921", "--format", "json").stdout)
    assert {key: told[key] for key in ("command", "as_of", "region")} == {
        "command": "law show",
        "as_of": "2018-12-31",
        "region": "610921",
    }
    number = told["numbers"][0]
    assert number["in_force"] == {
        "value": 3070, "since": "2017-01-01", "until": "2018-12-31", "region": "61", "status": "unsourced", "document": None,
        "title": None, "article": None, "concept": {"zh": "家庭年人均纯收入", "en": "net income per head of the household"},
        "note": number["in_force"]["note"], "own": False,
    }  # fmt: skip
    assert len(number["spans"]) == 1 + 10
    assert number["unit"]["zh"] == "元/人·年"
    assert number["missing_years"] == [2021, 2022, 2023, 2024, 2025]
    steps = json.loads(law("show", "exit_steps", "--format", "json").stdout)["numbers"][0]
    assert steps["spans"][0]["value"][0] == "小组提名"


def test_a_number_without_a_value_says_why() -> None:
    result = law("show", "county_income_province")
    assert result.exit_code == ExitCode.CLEAN
    assert "没有数值：各年的全省数字由统计部门公布" in result.stdout
    missing = json.loads(law("show", "county_income_province", "--format", "json").stdout)["numbers"][0]
    assert missing["spans"] == []
    assert "county_income_province.toml" in missing["missing"]["en"]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["exit_income_line", "--year", "2022"], "is not recorded for 2022-12-31"),
        (["exit_points_item", "--year", "2018", "--region", "44"], "has no value for 44; recorded for: 61"),
        (["county_income_province", "--year", "2018"], "has no value: the statistical office"),
    ],
)
def test_a_day_without_law_is_exit_4_and_the_spans_are_shown(arguments: list[str], words: str) -> None:
    result = law("show", *arguments, lang="en")
    assert result.exit_code == ExitCode.NO_LAW
    assert words in result.stderr
    assert "no value" in result.stdout
    assert law("list", *arguments[1:], lang="en").exit_code == ExitCode.CLEAN


@pytest.mark.parametrize(
    ("lang", "words"), [("zh", "没有名为 exit_income 的数值；是否为 exit_income_line"), ("en", "perhaps exit_income_line")]
)
def test_an_unknown_name_is_answered_with_what_was_meant(lang: str, words: str) -> None:
    result = law("show", "exit_income", lang=lang)
    assert result.exit_code == ExitCode.USAGE
    assert words in result.stderr
    assert "puxi law list" in law("show", "x", lang=lang).stderr


@pytest.mark.parametrize(
    ("arguments", "zh", "en"),
    [
        (["lst"], "没有命令 lst；是否为 'list'？", "No such command 'lst'"),
        (["show"], "缺少名称", "Missing argument 'NAME'"),
        (["list", "--region", "6"], "没有行政区划“6”", "there is no region 6"),
        (["list", "--year", "2018", "--as-of", "2018-06-30"], "只能写一个", "not both"),
    ],
)
def test_a_wrong_call_is_told_in_both_languages(arguments: list[str], zh: str, en: str) -> None:
    for lang, words in (("zh", zh), ("en", en)):
        result = law(*arguments, lang=lang)
        assert result.exit_code == ExitCode.USAGE
        assert words in result.stderr


def test_the_help_of_a_subcommand_is_named_where_it_is_called_wrongly() -> None:
    assert "puxi law show --help" in law("show").stderr
    assert "puxi law --help" in law("lst").stderr


def test_law_alone_shows_its_commands_and_no_reproach() -> None:
    result = CliRunner().invoke(main, ["law"], env={"PUXI_LANG": "zh"})
    assert "命令：" in result.output
    assert "用法不对" not in result.output


def test_numbers_of_the_users_own_are_shown_as_such(tmp_path: Path) -> None:
    (tmp_path / "puxi.toml").write_text('[region]\ncode = "610921"\n\n[law]\nextra = "mine"\n', "utf-8")
    folder = tmp_path / "mine"
    folder.mkdir()
    (folder / "publicity_days.toml").write_text(
        '[[values]]\nsince = 2018-01-01\nuntil = 2018-12-31\nregion = "61"\nvalue = 5\n', "utf-8"
    )
    said = law("show", "publicity_days", "--year", "2018").stdout
    assert "2018-12-31，610921：5 天" in said
    # It is no default of puxi's that nobody found a document for: somebody wrote it.
    assert "自定，没有写出处" in said
    assert "自定的数值没有写出处" in said
    assert "默认值" not in said.partition("全部时段")[0]
    english = law("show", "publicity_days", "--year", "2018", lang="en").stdout
    assert "A number of your own without a source" in english
    assert "default" not in english.partition("All spans")[0]
    listed = law("list", "--year", "2018").stdout
    [row] = [line for line in listed.splitlines() if line.startswith("publicity_days")]
    assert "自定，没有写出处" in row
    assert "自定而没有出处 1" in listed
    assert str(folder) in law("list", "--year", "2018").stdout
    assert (
        json.loads(law("show", "publicity_days", "--year", "2018", "--format", "json").stdout)["numbers"][0]["in_force"]["own"]
        is True
    )


def test_a_wrong_file_of_the_users_own_is_exit_2_with_its_line(tmp_path: Path) -> None:
    (tmp_path / "puxi.toml").write_text('[law]\nextra = "mine"\n', "utf-8")
    file = tmp_path / "mine" / "publicity_days.toml"
    file.parent.mkdir()
    file.write_text("[[values]]\nsince = 2018-01-01\n", "utf-8")
    wrong = law("list", lang="en")
    assert wrong.exit_code == ExitCode.USAGE
    assert f"{file}:1: until is missing." in wrong.stderr


@pytest.mark.parametrize("command", ["validate", "stats"])
def test_a_wrong_number_ends_a_command_whose_files_are_being_read_already(command: str, tmp_path: Path) -> None:
    (tmp_path / "puxi.toml").write_text('[law]\nextra = "nowhere"\n', "utf-8")
    called = [sys.executable, "-m", "puxi_cli", command, str(SAMPLE), "--lang", "en"]
    done = subprocess.run(called, cwd=tmp_path, capture_output=True, text=True, encoding="utf-8", timeout=100)
    assert done.returncode == ExitCode.USAGE
    assert "[law] extra" in done.stderr


def test_the_answer_can_go_into_a_file_for_its_owner_only(tmp_path: Path) -> None:
    output = tmp_path / "law.json"
    assert law("list", "--output", str(output)).stdout == ""
    assert json.loads(output.read_text("utf-8"))["command"] == "law list"
    assert output.stat().st_mode & 0o777 == 0o600
    assert law("show", "exit_income_line", "--output", "a.csv").exit_code == ExitCode.USAGE
