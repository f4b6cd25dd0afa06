"""The commands as people call them: what they print, where, and with which exit code."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import openpyxl
import pytest
from click.shell_completion import ShellComplete
from click.testing import CliRunner, Result

from puxi_cli.cli.main import main
from puxi_cli.errors import ExitCode

pytestmark = pytest.mark.slow

SAMPLES = Path(__file__).parent.parent / "data" / "samples"
REGISTER = SAMPLES / "registry.xlsx"
WRONG = SAMPLES / "errors.xlsx"

COMMANDS = list(main.paths())
READING = ("validate", "stats", "headings")


def puxi(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


@pytest.fixture
def only_a_register(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with nothing but registry.xlsx in it."""
    shutil.copy(REGISTER, tmp_path / "registry.xlsx")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_help_loads_no_heavy_library() -> None:
    code = (
        "import sys, click.testing; from puxi_cli.cli.main import main; "
        "print(click.testing.CliRunner().invoke(main, ['--help']).output); "
        "print(sorted({'polars', 'pandas', 'openpyxl', 'pydantic', 'narwhals', 'lxml'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, encoding="utf-8")
    assert "validate" in done.stdout
    assert done.stdout.strip().endswith("[]")


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("width", ["80", "120"])
def test_chinese_help_fits_the_terminal(command: str, width: str, monkeypatch: pytest.MonkeyPatch) -> None:
    from rich.cells import cell_len

    monkeypatch.setenv("COLUMNS", width)
    page = CliRunner().invoke(main, [*command.split(), "--help", "--lang", "zh"], terminal_width=int(width)).output
    told = page[: page.index("例子：")]
    assert "用法：" in told
    assert max(cell_len(line) for line in told.splitlines()) <= int(width)


@pytest.mark.parametrize("command", READING)
@pytest.mark.parametrize(("lang", "words"), [("zh", "找不到这个文件"), ("en", "no such file")])
def test_a_missing_file_is_one_sentence(command: str, lang: str, words: str, tmp_path: Path) -> None:
    result = puxi(command, tmp_path / "没有.xlsx", "--lang", lang)
    assert result.exit_code == ExitCode.UNREADABLE
    assert words in result.stderr
    assert "没有.xlsx" in result.stderr
    assert result.stdout == ""
    assert len(result.stderr.strip().splitlines()) == 1


@pytest.mark.parametrize("command", READING)
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_wrong_file_says_what_to_try(command: str, lang: str, tmp_path: Path) -> None:
    path = tmp_path / "照片.jpg"
    path.write_bytes(b"\xff\xd8\xff\xe0" + bytes(200))
    result = puxi(command, path, "--lang", lang)
    assert result.exit_code == ExitCode.UNREADABLE
    assert ".xlsx" in result.stderr
    assert "Traceback" not in result.stderr


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize(("lang", "words"), [("zh", "没有选项 --wrong"), ("en", "No such option")])
def test_a_wrong_option_is_named(command: str, lang: str, words: str) -> None:
    result = puxi(*command.split(), "--wrong", "--lang", lang)
    assert result.exit_code == ExitCode.USAGE
    assert words in result.stderr
    assert f"puxi {command} --help" in result.stderr


def test_an_unknown_command_is_named() -> None:
    result = puxi("valdate")
    assert result.exit_code == ExitCode.USAGE
    assert "valdate" in result.stderr


def test_a_folder_with_only_a_register_in_it(only_a_register: Path) -> None:
    validated = puxi("validate", "--lang", "zh")
    assert validated.exit_code == ExitCode.CLEAN
    assert "没有发现问题" in validated.stdout
    counted = puxi("stats", "--year", "2018", "--lang", "zh")
    assert counted.exit_code == ExitCode.CLEAN
    assert "696 户、1,386 人" in counted.stdout
    assert "5.2%（1,386 人 ÷ 26,654 人；分母：村年度.农业户籍人口 2018）" in counted.stdout
    assert sorted(os.listdir(only_a_register)) == ["registry.xlsx"]


@pytest.mark.parametrize(
    ("arguments", "households", "persons", "denominator", "percent"),
    [
        (["--year", "2014"], 1727, 4869, 27354, "17.8"),
        (["--as-of", "2018-06-30"], 945, 2253, 26654, "8.5"),
        (["--year", "2018"], 696, 1386, 26654, "5.2"),
    ],
)
def test_the_towns_published_figures(arguments: list[str], households: int, persons: int, denominator: int, percent: str) -> None:
    told = json.loads(puxi("stats", REGISTER, *arguments, "--format", "json").stdout)
    assert told["poor"] == {"households": households, "persons": persons}
    incidence = told["incidence"]
    assert (incidence["numerator"], incidence["denominator"], incidence["unit"]) == (persons, denominator, "person")
    assert incidence["rate"] == persons / denominator
    assert f"{incidence['rate']:.1%}" == f"{percent}%"
    flow = told["flow"]
    moved = flow["new"] + flow["returned"] + flow["natural_increase"] - flow["exited"] - flow["natural_decrease"]
    assert flow["start"] + moved == flow["end"] == persons


def test_the_series_can_be_cut_and_villages_add_up() -> None:
    told = json.loads(puxi("stats", REGISTER, "--year", "2018", "--from", "2016", "--to", "2017", "--format", "json").stdout)
    assert [entry["year"] for entry in told["series"]] == [2016, 2017]
    assert sum(village["persons"] for village in told["villages"]) == 1386
    assert len(told["villages"]) == 13


def test_no_register_anywhere_says_what_to_try(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    result = puxi("validate", "--lang", "en")
    assert result.exit_code == ExitCode.USAGE
    assert "PUXI_REGISTRY" in result.stderr
    assert "puxi sample" in result.stderr


def test_the_register_is_found_by_option_environment_and_settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    inside = tmp_path / "project" / "deeper"
    inside.mkdir(parents=True)
    monkeypatch.chdir(inside)
    assert puxi("headings", "--registry", WRONG).exit_code == ExitCode.CLEAN
    monkeypatch.setenv("PUXI_REGISTRY", str(WRONG))
    assert "errors.xlsx" in puxi("headings").stdout
    monkeypatch.delenv("PUXI_REGISTRY")
    shutil.copy(WRONG, tmp_path / "project" / "mine.xlsx")
    (tmp_path / "project" / "puxi.toml").write_text('[registry]\npath = "mine.xlsx"\n', "utf-8")
    assert "mine.xlsx" in puxi("headings").stdout


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("[registri]\npath = 'x'", "registri"),
        ("[registry]\npaht = 'x'", "paht"),
        ("[registry", "puxi.toml"),
        ("[region]\ncode = 'sx'", "sx"),
    ],
)
def test_wrong_settings_are_named(text: str, words: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "puxi.toml").write_text(text, "utf-8")
    result = puxi("validate", WRONG)
    assert result.exit_code == ExitCode.USAGE
    assert words in result.stderr


def test_a_users_own_heading_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    book = openpyxl.Workbook()
    book.active.append(["户编号", "行政村", "人数", "户主称呼"])
    book.active.append(["0001", "甲村", 1, "张三"])
    book.save("list.xlsx")
    assert (
        "户主称呼" in json.loads(puxi("headings", "list.xlsx", "--format", "json").stdout)["inputs"][0]["sheets"][0]["unmatched"]
    )
    Path("puxi.toml").write_text('[headings]\n"户主称呼" = "户主姓名"\n', "utf-8")
    assert json.loads(puxi("headings", "list.xlsx", "--format", "json").stdout)["inputs"][0]["sheets"][0]["unmatched"] == []


@pytest.mark.parametrize(("fail_on", "code"), [("error", 1), ("warning", 1), ("never", 0)])
def test_fail_on_decides_the_exit_code(fail_on: str, code: int) -> None:
    assert puxi("validate", WRONG, "--fail-on", fail_on).exit_code == code


def test_warnings_alone_fail_only_where_asked(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text("户编号,行政村,联系电话\n0001,甲村,123\n", "utf-8")
    assert puxi("validate", path).exit_code == ExitCode.CLEAN
    assert puxi("validate", path, "--fail-on", "warning").exit_code == ExitCode.FINDINGS


def test_the_json_form() -> None:
    told = json.loads(puxi("validate", WRONG, "--format", "json", "--year", "2018").stdout)
    assert told["command"] == "validate"
    assert told["as_of"] == "2018-12-31"
    assert set(told["counts"]) >= {"rules", "pass", "fail", "unknown", "not_applicable", "waived"}
    assert {"file", "sha256", "sheets"} <= set(told["inputs"][0])
    assert {"sheet", "table", "header_row", "rows", "unmatched", "missing"} <= set(told["inputs"][0]["sheets"][0])
    wanted = {
        "rule", "outcome", "severity", "duty", "table", "file", "sheet", "row", "column", "cell", "field", "household_id", "person_id",
        "village", "value", "message", "mend", "cite",
    }  # fmt: skip
    assert told["findings"]
    assert all(wanted <= set(finding) for finding in told["findings"])
    for rule in told["rules"]:
        assert {"rule", "pass", "fail", "unknown", "not_applicable"} <= set(rule)


def test_the_four_outcomes_add_up_to_the_rows_in_scope() -> None:
    told = json.loads(puxi("validate", WRONG, "--format", "json", "--year", "2018").stdout)
    rows = {sheet["table"]: sheet["rows"] for sheet in told["inputs"][0]["sheets"]}
    by_rule = {rule["rule"]: sum(rule[name] for name in ("pass", "fail", "unknown", "not_applicable")) for rule in told["rules"]}
    assert by_rule["REC305"] == rows["persons"]
    assert by_rule["REC310"] == rows["households"]
    assert by_rule["REC321"] == rows["incomes"]
    assert by_rule["REC101"] == sum(rows.values())
    assert by_rule["REC342"] == rows["incomes"] + rows["village_years"] + rows["villages"] + 2 * rows["households"]


@pytest.mark.parametrize("form", ["text", "json", "csv", "xlsx"])
@pytest.mark.parametrize("command", ["validate", "stats"])
def test_outputs_are_written_for_the_owner_only_and_the_input_stays(command: str, form: str, tmp_path: Path) -> None:
    register = shutil.copy(WRONG, tmp_path / "registry.xlsx")
    before = Path(register).read_bytes()
    output = tmp_path / f"out.{form}"
    assert puxi(
        command, register, "--format", form, "--output", output, "--fail-on", "never" if command == "validate" else "x"
    ).exit_code in (0, 2)
    if command == "stats":
        assert puxi(command, register, "--format", form, "--output", output).exit_code == ExitCode.CLEAN
    assert output.stat().st_size > 100
    assert output.stat().st_mode & 0o777 == 0o600
    assert Path(register).read_bytes() == before


def test_the_input_is_never_the_output(tmp_path: Path) -> None:
    register = shutil.copy(WRONG, tmp_path / "registry.xlsx")
    before = Path(register).read_bytes()
    result = puxi("validate", register, "--output", register)
    assert result.exit_code == ExitCode.USAGE
    assert Path(register).read_bytes() == before


def test_an_output_that_cannot_be_written_is_exit_5(tmp_path: Path) -> None:
    result = puxi("validate", WRONG, "--output", tmp_path / "nowhere" / "out.xlsx")
    assert result.exit_code == ExitCode.NOT_WRITTEN
    assert "nowhere" in result.stderr


def test_personal_values_are_masked_unless_asked_for() -> None:
    masked = puxi("validate", WRONG, "--format", "json", "--all").stdout
    shown = puxi("validate", WRONG, "--format", "json", "--all", "--show-ids").stdout
    book = openpyxl.load_workbook(WRONG, read_only=True)
    rows = list(book["人口信息"].iter_rows(values_only=True))
    column = rows[0].index("证件号码")
    numbers = [str(row[column]) for row in rows[1:] if row[column] and len(str(row[column])) == 18]
    assert not any(number in masked for number in numbers)
    assert any(number in shown for number in numbers)


def test_year_and_day_exclude_each_other() -> None:
    result = puxi("validate", WRONG, "--year", "2018", "--as-of", "2018-06-30")
    assert result.exit_code == ExitCode.USAGE
    assert "--as-of" in result.stderr


def test_a_day_without_law_is_exit_4() -> None:
    result = puxi("validate", WRONG, "--year", "2040", "--lang", "en")
    assert result.exit_code == ExitCode.NO_LAW
    assert "2040-12-31" in result.stderr
    assert "2013-12-31" in result.stderr


@pytest.mark.parametrize("command", READING)
def test_a_fault_of_our_own_names_no_value(command: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("690000197001011239")

    monkeypatch.setattr("puxi_cli.jobs.settings.settings_from", broken)
    result = puxi(command, WRONG)
    assert result.exit_code == ExitCode.FAULT
    assert "RuntimeError" in result.stderr
    assert "690000" not in result.stderr


def test_the_first_findings_are_shown_and_all_on_demand(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    # One in two can be read: a column that is refused as a whole would be one finding.
    path.write_text(
        "户编号,行政村,住房面积\n" + "".join(f"{n:04},甲村,{'大' if n % 2 else '90'}\n" for n in range(1, 141)), "utf-8"
    )
    few = puxi("validate", path, "--lang", "zh").stdout
    assert few.count("住房面积 (C") == 50
    assert "70" in few
    assert puxi("validate", path, "--lang", "zh", "--all").stdout.count("住房面积 (C") == 70


def test_schema_and_template(tmp_path: Path) -> None:
    told = json.loads(puxi("schema", "--table", "persons").stdout)
    assert "证件号码" in json.dumps(told, ensure_ascii=False)
    assert puxi("schema", "--table", "nobody").exit_code == ExitCode.USAGE
    assert json.loads(puxi("schema", "--kind", "table").stdout)
    output = tmp_path / "模板.xlsx"
    assert puxi("template", output, "--table", "户信息").exit_code == ExitCode.CLEAN
    assert "户信息" in openpyxl.load_workbook(output).sheetnames
    assert puxi("template", output, "--table", "没有").exit_code == ExitCode.USAGE


def test_an_empty_template_is_no_register(tmp_path: Path) -> None:
    output = tmp_path / "模板.xlsx"
    puxi("template", output)
    result = puxi("validate", output, "--lang", "en")
    assert result.exit_code == ExitCode.UNREADABLE
    assert "not one row" in result.stderr


def test_sample_is_the_same_for_the_same_seed(tmp_path: Path) -> None:
    for folder in ("one", "two"):
        assert (
            puxi("sample", tmp_path / folder, "--households", "900", "--seed", "7", "--errors", "1").exit_code == ExitCode.CLEAN
        )
    for name in ("registry.xlsx", "planted.csv"):
        assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes()


def test_sample_refuses_what_makes_no_sense(tmp_path: Path) -> None:
    assert puxi("sample", tmp_path, "--households", "0").exit_code == ExitCode.USAGE
    assert puxi("sample", tmp_path, "--small", "--seed", "3").exit_code == ExitCode.USAGE
    (tmp_path / "file").write_text("x")
    assert puxi("sample", tmp_path / "file" / "deeper").exit_code == ExitCode.NOT_WRITTEN


def test_version() -> None:
    from puxi_cli import __version__

    assert __version__ in puxi("--version").stdout


def test_a_closed_pipe_is_no_fault() -> None:
    # The reader is gone before anything is written: without this, a small answer fits into the pipe.
    for command in (f"validate {WRONG} --all", f"stats {WRONG} --year 2018", "law list", "--help", "rules show EX101 --lang zh"):
        script = f"{sys.executable} -m puxi_cli {command} | exec 0<&-; exit ${{PIPESTATUS[0]}}"
        done = subprocess.run(["bash", "-c", script], capture_output=True, text=True, encoding="utf-8")
        assert done.stderr == "", command
        # Not 1, which would say that there are findings, and not 0, which would say that there are none.
        assert done.returncode == ExitCode.CLOSED_PIPE == 141, command


def test_a_number_in_a_wrong_call_is_not_echoed() -> None:
    number = "690000198211220025"
    for arguments in (
        ["validate", f"{number}.xlsx"],
        ["stats", str(WRONG), "--table", number],
        ["validate", str(WRONG), "--rule", "13812345678"],
        [number],
    ):
        result = puxi(*arguments)
        assert result.exit_code in (ExitCode.USAGE, ExitCode.UNREADABLE)
        assert number not in result.stderr
        assert "13812345678" not in result.stderr
        assert "****" in result.stderr


@pytest.mark.parametrize(
    ("arguments", "zh", "en"),
    [
        (["valdate"], "没有命令 valdate；是否为 'validate'？", "validate"),
        (["stats", "--year", "1800"], "'--year' 的值不对：“1800”不是 1990 至 2100 之间的整数", "not in the range"),
        (["stats", "--year", "x"], "'--year' 的值不对：“x”不是 1990 至 2100 之间的整数", "is not a whole number"),
        (["stats", "--by", "town"], "'--by' 的值不对：没有“town”，只能写 村（village）", "village"),
        (["stats", "--as-of", "30.6.2018"], "“30.6.2018”不是日期；写成 2018-06-30 或 2018年6月30日", "is no day"),
        (["stats", "--as-of", "2018-02-30"], "“2018-02-30”不是日期", "is no day"),
        (["stats", "--year"], "--year 后面要写 1 个值", "requires an argument"),
        (["validate", "--all=3"], "--all 后面不带值", "does not take a value"),
        (["template", "a.xlsx", "b.xlsx"], "多写了 b.xlsx", "unexpected extra argument"),
        (["template"], "缺少 FILE.xlsx", "Missing argument"),
    ],
)
def test_a_wrong_call_is_told_in_both_languages(arguments: list[str], zh: str, en: str, monkeypatch: pytest.MonkeyPatch) -> None:
    page = "puxi --help" if arguments == ["valdate"] else f"puxi {arguments[0]} --help"
    for lang, words in (("zh", zh), ("en", en)):
        monkeypatch.setenv("PUXI_LANG", lang)
        result = puxi(*arguments)
        assert result.exit_code == ExitCode.USAGE
        assert words in result.stderr
        assert page in result.stderr


@pytest.mark.parametrize(
    "day", ["2018-06-30", "2018/6/30", "2018/06/30", "2018.6.30", "2018年6月30日", "20180630", "２０１８年６月３０日"]
)
def test_a_day_may_be_typed_as_people_write_it(day: str) -> None:
    result = puxi("stats", str(REGISTER), "--as-of", day, "--format", "json")
    assert result.exit_code == ExitCode.CLEAN
    assert json.loads(result.stdout)["as_of"] == "2018-06-30"


@pytest.mark.parametrize(
    ("chinese", "english"),
    [
        (["stats", "--by", "村"], ["stats", "--by", "village"]),
        (["stats", "--table", "致贫原因", "--of", "已脱贫"], ["stats", "--table", "causes", "--of", "exited"]),
        (["stats", "--table", "年龄分组"], ["stats", "--table", "ages"]),
        (["stats", "--table", "各率", "--unit", "户"], ["stats", "--table", "rates", "--unit", "household"]),
        (["validate", "--fail-on", "警告", "--severity", "错误"], ["validate", "--fail-on", "warning", "--severity", "error"]),
        (["validate", "--fail-on", "从不", "--format", "文本"], ["validate", "--fail-on", "never", "--format", "text"]),
    ],
)
def test_the_values_of_options_may_be_given_in_chinese(chinese: list[str], english: list[str]) -> None:
    one, other = (puxi(words[0], str(REGISTER), "--year", "2018", *words[1:]) for words in (chinese, english))
    assert one.exit_code == other.exit_code
    assert one.stdout == other.stdout != ""


def test_the_help_offers_the_values_in_the_readers_language(monkeypatch: pytest.MonkeyPatch) -> None:
    for lang, words in (("zh", "[错误|警告|从不]"), ("en", "[error|warning|never]")):
        monkeypatch.setenv("PUXI_LANG", lang)
        assert words in " ".join(puxi("validate", "--help").stdout.split())


def test_puxi_alone_shows_the_help_and_no_reproach(monkeypatch: pytest.MonkeyPatch) -> None:
    for lang, reproach, words in (("zh", "用法不对", "命令："), ("en", "Wrong usage", "Commands:")):
        monkeypatch.setenv("PUXI_LANG", lang)
        result = puxi()
        assert words in result.output
        assert reproach not in result.output


@pytest.mark.parametrize("command", COMMANDS)
def test_h_is_help(command: str) -> None:
    assert puxi(*command.split(), "-h").output == puxi(*command.split(), "--help").output
    assert puxi(*command.split(), "-h").exit_code == ExitCode.CLEAN


def test_a_template_replaces_nothing(tmp_path: Path) -> None:
    register = shutil.copy(REGISTER, tmp_path / "registry.xlsx")
    before = Path(register).read_bytes()
    for lang, words in (
        ("zh", "已经存在，不会覆盖；请换一个文件名"),
        ("en", "already exists and is not replaced; give another name"),
    ):
        result = puxi("template", register, "--lang", lang)
        assert result.exit_code == ExitCode.USAGE
        assert words in result.stderr
    assert Path(register).read_bytes() == before


@pytest.mark.parametrize("command", ["validate", "stats"])
@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_reports_replace_reports_and_no_register(command: str, form: str, tmp_path: Path) -> None:
    output = tmp_path / f"out.{form}"
    for _ in range(2):
        assert puxi(command, WRONG, "--output", output).exit_code in (ExitCode.CLEAN, ExitCode.FINDINGS)
    other = tmp_path / f"other.{form}"
    other.write_bytes(b"\xef\xbb\xbf" + "户编号,姓名\n1,张三\n".encode())
    result = puxi(command, WRONG, "--output", other, "--lang", "en")
    assert result.exit_code == ExitCode.USAGE
    assert "already exists" in result.stderr
    assert "张三" in other.read_text("utf-8")


@pytest.mark.parametrize(
    "arguments",
    [
        ["validate", WRONG],
        ["headings", WRONG],
        ["stats", WRONG],
        ["stats", WRONG, "--by", "village"],
        ["stats", "--table", "list"],
        ["diff", WRONG, WRONG],
        ["law", "list"],
        ["law", "show", "adult_age"],
        ["rules", "list"],
        ["rules", "show", "REC102"],
        ["schema"],
        ["schema", "--kind", "table"],
        ["schema", "--table", "puxi.toml"],
    ],
    ids=str,
)
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_text_and_json_replace_their_own_and_nobody_elses(arguments: list[str | Path], lang: str, tmp_path: Path) -> None:
    for ending in ("json",) if arguments[0] == "schema" else ("txt", "json"):
        output, other = tmp_path / f"out.{ending}", tmp_path / f"other.{ending}"
        for _ in range(2):
            assert puxi(*arguments, "--output", output, "--lang", lang).exit_code in (ExitCode.CLEAN, ExitCode.FINDINGS)
        other.write_text("户编号\t姓名\n1\t张三\n", "utf-8")
        assert puxi(*arguments, "--output", other, "--lang", lang).exit_code == ExitCode.USAGE
        assert "张三" in other.read_text("utf-8")


@pytest.mark.parametrize(
    "arguments",
    [
        ["validate", WRONG, "--output", "a.pdf"],
        ["stats", WRONG, "--output", "a.xls"],
        ["validate", WRONG, "--output", "a.xlsx", "--format", "json"],
        ["validate", WRONG, "--output", "a.json", "--format", "text"],
        ["validate", WRONG, "--output", "a.txt", "--format", "xlsx"],
        ["headings", WRONG, "--output", "a.xlsx"],
        ["schema", "--output", "a.csv"],
        ["template", "a.csv"],
        ["template", "a"],
    ],
)
@pytest.mark.parametrize(("lang", "words"), [("zh", "扩展名|结尾"), ("en", "ending|end with")])
def test_an_ending_that_contradicts_the_form_is_refused(
    arguments: list[str | Path], lang: str, words: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    result = puxi(*arguments, "--lang", lang)
    assert result.exit_code == ExitCode.USAGE
    assert re.search(words, result.stderr)
    assert os.listdir(tmp_path) == []


def test_only_who_sits_at_a_terminal_is_told_what_was_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert puxi("validate", WRONG, "--output", "quiet.xlsx").stderr == ""
    monkeypatch.setattr("puxi_cli.cli.terminal.at_a_terminal", lambda: True)
    told = puxi("validate", WRONG, "--output", "b.xlsx", "--lang", "zh").stderr
    assert re.fullmatch(r"已写出 b\.xlsx：[0-9]+ 个问题（错误 [0-9]+，警告 [0-9]+(，提示 [0-9]+)?）\n", told)
    assert re.match(r"Wrote c\.csv: [0-9]+ findings \(error", puxi("validate", WRONG, "--output", "c.csv", "--lang", "en").stderr)
    assert puxi("stats", WRONG, "--output", "d.json", "--lang", "zh").stderr == "已写出 d.json\n"
    assert puxi("validate", WRONG).stderr == ""


def test_headings_of_a_file_without_a_table_is_exit_3(tmp_path: Path) -> None:
    path = tmp_path / "odd.csv"
    path.write_text("甲,乙\n1,2\n", "utf-8")
    for lang, words in (("zh", "没有认出任何一张表"), ("en", "no table of the register was recognised")):
        result = puxi("headings", path, "--lang", lang)
        assert result.exit_code == ExitCode.UNREADABLE
        assert words in result.stdout
        assert "odd.csv" in result.stderr


def test_completion_offers_a_command_beside_the_files_of_a_command_that_takes_both() -> None:
    complete = ShellComplete(main, {}, "puxi", "_PUXI_COMPLETE")
    offered = complete.get_completions(["export"], "ver")
    assert [(one.type, one.value) for one in offered] == [("file", "ver"), ("plain", "verify")]
    assert [one.type for one in complete.get_completions(["export"], "")] == ["file"]
    assert [one.type for one in complete.get_completions(["export", "a.xlsx"], "b")] == ["file"]


@pytest.mark.parametrize(
    ("call", "said"),
    [
        ("explain", "缺少户编号（或姓名）"), ("diff", "缺少旧表"), (f"diff {WRONG}", "缺少新表"), ("fix", "缺少文件"), ("sample", "缺少文件夹"),
        ("export verify", "缺少文件夹"), ("law show", "缺少名称"), ("rules show", "缺少规则编号"), ("rectify merge", "缺少另一份台账"),
        ("rules accept", "缺少文件"), ("schema --kind x", "没有“x”，只能写 json、table"),
    ],
)  # fmt: skip
def test_a_wrong_call_is_told_in_chinese_alone(call: str, said: str) -> None:
    result = puxi(*call.split(), "--lang", "zh")
    assert result.exit_code == ExitCode.USAGE
    assert said in result.stderr
    assert not re.search("[A-Z]{3,}", result.stderr.splitlines()[0])


def test_a_year_that_is_no_number_is_told_in_plain_words() -> None:
    assert "'abc' is not a whole number" in puxi("stats", WRONG, "--year", "abc", "--lang", "en").stderr


def test_an_export_that_is_not_there_is_told_as_that(tmp_path: Path) -> None:
    result = puxi("export", "verify", tmp_path / "nosuch", "--lang", "zh")
    assert result.exit_code == ExitCode.UNREADABLE
    assert result.stderr.startswith("没有文件夹")


def test_a_ledger_in_a_folder_that_is_not_there_is_refused_and_the_folder_not_made(tmp_path: Path) -> None:
    result = puxi("rectify", "plan", WRONG, "--ledger", tmp_path / "no" / "such" / "台账.xlsx", "--lang", "zh")
    assert result.exit_code == ExitCode.NOT_WRITTEN
    assert "文件夹不存在" in result.stderr
    assert os.listdir(tmp_path) == []
