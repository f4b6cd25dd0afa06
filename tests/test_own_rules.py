"""A user's own rules: the example of the documents, what is refused with file and line, and that nothing of them stays behind."""

from __future__ import annotations

import csv
import json
import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from puxi_cli.cli.main import main
from puxi_cli.engine.spark import Spark
from puxi_cli.errors import ExitCode, UsageError
from puxi_cli.jobs.opening import open_register
from puxi_cli.jobs.own_rules import judged_with_own
from puxi_cli.jobs.rulebook import rulebook_of
from puxi_cli.jobs.settings import settings_from
from puxi_cli.rules.base import RULES
from puxi_cli.rules.catalogue import cards
from puxi_cli.rules.own import own_rules
from puxi_cli.sheets.loading import Loading
from tests.conftest import number

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parent.parent
PAGE = ROOT / "docs" / "own-rules.md"
REGISTER = ROOT / "data" / "samples" / "registry.xlsx"
AS_CSV = ROOT / "data" / "samples" / "registry-csv"

HOUSEHOLDS = "户编号,行政村,人数,住房面积,首次识别时间,联系电话\n0001,甲村,2,60,201401,13800001111\n0002,甲村,3,,201401,\n0003,甲村,1,200,,\n"
PERSONS = f"户编号,姓名,证件号码,与户主关系\n0001,张三,{number('69000019700101123')},户主\n"

CARD = """from puxi_cli.rules.own import Ask, Duty, Scope, Severity, rule

@rule(
    id="OWN101", name="house-of-some-size", asks=(Ask(Scope.HOUSEHOLD, "floor_area", "households"),),
    severity=Severity.WARNING, duty=Duty.VILLAGE, titles=("住房偏大", "large house"),
    zh="{size} 人住 {floor_area} 平方米", en="{size} persons in {floor_area} square metres",
    mend=("核对", "Check"), cite="本镇", shows=("size", "floor_area"),
)
def house_of_some_size(h, law):
    return h.floor_area <= 100
"""


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a small register and a puxi.toml that names my_rules.py."""
    folder = tmp_path / "甲村"
    folder.mkdir()
    (folder / "户信息.csv").write_text(HOUSEHOLDS, "utf-8")
    (folder / "人口信息.csv").write_text(PERSONS, "utf-8")
    (tmp_path / "puxi.toml").write_text('[registry]\npath = "甲村"\n\n[rules]\nown = ["my_rules.py"]\n', "utf-8")
    (tmp_path / "my_rules.py").write_text(CARD, "utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def puxi(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


def said(arguments: tuple[str, ...], lang: str) -> str:
    """What a run that cannot be carried out says, in one line."""
    result = puxi(*arguments, "--lang", lang)
    assert result.exit_code == ExitCode.USAGE, result.output
    assert result.stdout == ""
    assert len(result.stderr.strip().splitlines()) == 1
    assert "Traceback" not in result.stderr
    assert bool(re.search(r"[一-鿿]", result.stderr.replace("甲村", ""))) is (lang == "zh")
    return result.stderr


def refused(project: Path, text: str, *arguments: str) -> str:
    """What puxi says of a file of rules, the same place in both languages."""
    (project / "my_rules.py").write_text(text, "utf-8")
    zh, en = (said(arguments or ("validate",), lang) for lang in ("zh", "en"))
    place = re.compile(r"my_rules\.py(:[0-9]+)?")
    assert place.search(zh)[0] == place.search(en)[0]  # type: ignore[index]
    return en


# ---- the example of the documents


def blocks(kind: str) -> list[str]:
    return re.findall(rf"^```{kind}\n(.*?)^```$", PAGE.read_text("utf-8"), re.MULTILINE | re.DOTALL)


@pytest.fixture
def example(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The three files of the example, each named in its first line."""
    for block in (*blocks("toml"), *blocks("python")):
        path = tmp_path / block.partition("\n")[0].removeprefix("# ")
        path.parent.mkdir(exist_ok=True)
        path.write_text(block, "utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def rows(table: str) -> list[dict[str, str]]:
    with (AS_CSV / f"{table}.csv").open(encoding="gb18030", newline="") as file:
        return list(csv.DictReader(file))


def test_the_example_of_the_documents_runs_and_counts_right(example: Path) -> None:
    told = json.loads(puxi("validate", REGISTER, "--year", "2018", "--format", "json").stdout)
    counts = {count["rule"]: count for count in told["rules"]}
    # By hand from the CSV: on the register at the end of 2018 is who was identified and has not left, or has come back.
    households = {row["户编号"]: row for row in rows("户信息")}
    poor = {key for key, row in households.items() if row["首次识别时间"] and (not row["脱贫年度"] or row["返贫时间"])}
    moved = [households[key] for key in poor if households[key]["是否易地扶贫搬迁户"] == "是"]
    assert {float(row["住房面积"]) / int(row["人数"]) for row in moved} == {25}, "all just at the bound"
    assert (counts["OWN101"]["pass"], counts["OWN101"]["fail"]) == (len(moved), 0)
    (example / "numbers").rename(example / "smaller")
    for name, before, after in (
        ("puxi.toml", '"numbers"', '"smaller"'),
        ("smaller/relocation_area_most.toml", "= 25 ", "= 24.9 "),
    ):
        text = (example / name).read_text("utf-8")
        assert before in text
        (example / name).write_text(text.replace(before, after), "utf-8")
    [count] = json.loads(puxi("validate", REGISTER, "--year", "2018", "--rule", "OWN101", "--format", "json").stdout)["rules"]
    assert (count["pass"], count["fail"]) == (0, len(moved))
    old = [
        row for row in rows("人口信息")
        if row["户编号"] in poor and not row["减少时间"] and row["证件号码"][6:14] <= "19581231"
    ]  # fmt: skip
    without = [row for row in old if row["是否参加城乡居民基本养老保险"] == "否"]
    assert without
    assert (counts["OWN102"]["pass"] + counts["OWN102"]["fail"], counts["OWN102"]["fail"]) == (len(old), len(without))
    findings = [finding for finding in told["findings"] if finding["rule"] == "OWN102"]
    assert {finding["column"] for finding in findings} == {"是否参加城乡居民基本养老保险"}
    assert all("*" in finding["message"] for finding in findings), "names are masked"
    assert len(counts) > 50, "puxi's own rules are asked beside them"


@pytest.mark.parametrize(
    ("lang", "own", "unsourced"),
    [
        ("zh", "自定规则（my_rules.py）：OWN101、OWN102", "自定数值，没有写出处"),
        ("en", "Rules of your own (my_rules.py): OWN101, OWN102", "Numbers of your own without a source"),
    ],
)
def test_a_report_says_that_own_rules_were_asked_and_their_number_has_no_source(
    lang: str, own: str, unsourced: str, example: Path
) -> None:
    result = puxi("validate", REGISTER, "--rule", "own101", "--rule", "elderly-have-pension", "--lang", lang)
    assert result.exit_code == ExitCode.FINDINGS, result.output
    assert own in result.stdout
    [line] = [line for line in result.stdout.splitlines() if "relocation_area_most" in line]
    assert unsourced in line


def test_own_rules_stand_beside_the_built_in_ones_in_the_list(example: Path) -> None:
    listed = json.loads(puxi("rules", "list", "--format", "json").stdout)["rules"]
    own = {rule["rule"]: rule for rule in listed if rule["own"]}
    assert list(own) == ["OWN101", "OWN102"]
    assert all(rule["file"].endswith("my_rules.py") and rule["asked_by"] == "validate" for rule in own.values())
    assert {rule["rule"] for rule in listed} > set(cards())
    text = puxi("rules", "show", "relocated-within-area", "--year", "2018", "--lang", "zh").stdout
    for words in ("自定，没有写出处", "易地搬迁人均住房面积上限", "25", "户信息.住房面积", "my_rules.py"):
        assert words in text
    assert "未经核实" not in text


def test_the_number_of_an_own_rule_has_no_value_for_the_day(example: Path) -> None:
    for command in (("rules", "show", "OWN101"), ("validate", str(REGISTER), "--rule", "OWN101")):
        result = puxi(*command, "--year", "2022")
        assert result.exit_code == ExitCode.NO_LAW, result.output
        assert "relocation_area_most" in result.stderr


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_card_of_an_own_rule_is_shown_without_a_day_as_of_the_last_on_which_it_can_be_asked(lang: str, example: Path) -> None:
    # Its number ends with 2020, the register's time with 2025.
    result = puxi("rules", "show", "OWN101", "--lang", lang)
    assert result.exit_code == ExitCode.CLEAN, result.stderr
    for words in ("OWN101 relocated-within-area", "2020-12-31", "relocation_area_most", "25"):
        assert words in result.stdout
    later = puxi("rules", "show", "OWN101", "--year", "2022", "--lang", lang)
    assert later.exit_code == ExitCode.NO_LAW
    assert "OWN101 relocated-within-area" in later.stdout, "the card, and then what is missing"
    # Nothing at all is recorded: the card all the same.
    (example / "numbers" / "relocation_area_most.toml").write_text(
        'zh = "上限"\nen = "Most"\nunit = "square metres"\nvalues = []\nmissing_zh = "未知"\nmissing_en = "not known"\n', "utf-8"
    )
    bare = puxi("rules", "show", "OWN101", "--lang", lang)
    assert bare.exit_code == ExitCode.CLEAN, bare.stderr
    assert "OWN101 relocated-within-area" in bare.stdout


# ---- the four outcomes, and what is left to the user


def test_an_own_rule_has_four_outcomes_and_a_blank_is_unknown(project: Path) -> None:
    told = json.loads(puxi("validate", "--rule", "OWN101", "--format", "json", "--show-ids").stdout)
    [count] = told["rules"]
    assert (count["pass"], count["fail"], count["unknown"], count["not_applicable"]) == (1, 1, 1, 0)
    [finding] = told["findings"]
    assert (finding["household_id"], finding["message"]) == ("0003", "1 persons in 200 square metres")
    (project / "my_rules.py").write_text(
        CARD.replace("shows=", "applies=lambda h, law: ~h.identified.is_null(), shows="), "utf-8"
    )
    [count] = json.loads(puxi("validate", "--rule", "OWN101", "--format", "json").stdout)["rules"]
    assert (count["pass"], count["fail"], count["unknown"], count["not_applicable"]) == (1, 0, 1, 1)


def test_an_own_rule_without_its_column_is_unknown_and_says_which(project: Path) -> None:
    path = project / "甲村" / "户信息.csv"
    path.write_text(path.read_text("utf-8").replace("住房面积", "别的"), "utf-8")
    [count] = json.loads(puxi("validate", "--rule", "OWN101", "--format", "json").stdout)["rules"]
    assert (count["fail"], count["unknown"]) == (0, 3)
    assert count["why_unknown"] == ["户信息.住房面积"]


def test_an_own_rule_can_be_about_blanks(project: Path) -> None:
    text = CARD.replace("return h.floor_area <= 100", 'return h.filled("floor_area")')
    (project / "my_rules.py").write_text(text, "utf-8")
    [count] = json.loads(puxi("validate", "--rule", "OWN101", "--format", "json").stdout)["rules"]
    assert (count["pass"], count["fail"], count["unknown"]) == (2, 1, 0)


def test_an_own_rule_is_waived_by_number_and_by_name(project: Path) -> None:
    for named in ("OWN101", "own101", "house-of-some-size"):
        waiver = f"规则,户编号,人编号,原因,批准人\n{named},0003,,兄弟合住,王五\n"
        (project / "甲村" / "豁免.csv").write_text(waiver, "utf-8")
        result = puxi("validate", "--rule", "OWN101", "--fail-on", "warning", "--lang", "zh")
        assert result.exit_code == ExitCode.CLEAN, result.output
        assert "已豁免：兄弟合住" in result.stdout
        assert "不起作用" not in result.stdout


def test_what_a_file_prints_is_not_among_the_answer(project: Path) -> None:
    asked = CARD.replace("    return", "    print('asked')\n    return")
    (project / "my_rules.py").write_text("print('loading')\n" + asked, "utf-8")
    result = puxi("validate", "--format", "json")
    assert json.loads(result.stdout)["rules"]
    assert "loading" in result.stderr
    assert "asked" in result.stderr


def test_two_files_and_a_dataclass_in_one_of_them(project: Path) -> None:
    (project / "puxi.toml").write_text('[registry]\npath = "甲村"\n[rules]\nown = ["my_rules.py", "more/my_rules.py"]\n', "utf-8")
    (project / "more").mkdir()
    more = CARD.replace("OWN101", "OWN102").replace("house-of", "home-of")
    text = (
        "from __future__ import annotations\nfrom dataclasses import dataclass\n\n@dataclass\nclass Bound:\n    most: int = 100\n\n"
        + more
    )
    (project / "more" / "my_rules.py").write_text(text.replace("<= 100", "<= Bound().most"), "utf-8")
    told = json.loads(puxi("validate", "--family", "own", "--format", "json").stdout)
    assert [(count["rule"], count["fail"]) for count in told["rules"]] == [("OWN101", 1), ("OWN102", 1)]
    (project / "more" / "my_rules.py").write_text(CARD, "utf-8")
    assert re.search(r"more/my_rules\.py:3: rule OWN101: its id is used already: .*/my_rules\.py:3", said(("validate",), "en"))


# ---- nothing stays behind


def test_nothing_of_an_own_rule_stays_behind(project: Path) -> None:
    before = (dict(RULES), dict(cards()))
    for _ in range(2):
        assert set(own_rules([project / "my_rules.py"])) == {"OWN101"}
    assert (dict(RULES), dict(cards())) == before
    (project / "my_rules.py").write_text("1 / 0\n", "utf-8")
    with pytest.raises(UsageError):
        own_rules([project / "my_rules.py"])
    namespace: dict[str, object] = {"__name__": "my_rules"}
    exec(compile(CARD, "my_rules.py", "exec"), namespace)  # as who imports the file for a test of their own
    assert callable(namespace["house_of_some_size"])
    assert (dict(RULES), dict(cards())) == before


def test_own_rules_are_asked_by_validate_only(project: Path) -> None:
    for command in ("identify", "exit"):
        assert "that is asked by puxi validate" in said((command, "--rule", "OWN101"), "en")


# ---- files that cannot be run


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("def broken(:\n", ":1", "no Python"),
        ("x = 1\n\n1 / 0\n", ":3", "ZeroDivisionError"),
        ("import no_such_library\n", ":1", "ModuleNotFoundError"),
        ("import sys\nsys.exit(3)\n", ":2", "SystemExit"),
        ("raise ValueError('610921197001011239')\n", ":1", "(ValueError)"),
        ("\nraise ValueError('彭富 15400007975')\n", ":2", "(ValueError)"),
        ("# nothing here\n", "", "there is no rule in this file"),
        (CARD.replace('    mend=("核对", "Check"), cite="本镇"', '    mend=("核对", "Check")'), ":3", "TypeError"),
        (CARD.replace('mend=("核对", "Check")', 'mend="核对"'), ":3", "unknown are pairs"),
        (CARD.replace("Scope.HOUSEHOLD", "Scope.HOUSE"), ":4", "AttributeError"),
        ("from puxi_cli.rules.own import nothing\n", ":1", "ImportError"),
    ],
)  # fmt: skip
def test_a_file_that_cannot_be_run_is_refused_with_its_line(text: str, line: str, words: str, project: Path) -> None:
    told = refused(project, text)
    assert f"my_rules.py{line}: " in told
    assert words in told
    for value in ("610921197001011239", "彭富", "15400007975"):
        assert value not in told


@pytest.mark.parametrize("ending", ["sys.exit(0)", "sys.exit('彭富')", "raise ValueError('彭富 15400007975')", "exit()"])
@pytest.mark.parametrize("where", ["kept", "applies", "second"])
def test_a_function_that_ends_the_program_is_refused_with_its_line(where: str, ending: str, project: Path) -> None:
    text = CARD.replace("from puxi_cli", "import sys\nfrom puxi_cli", 1)
    if where == "applies":
        text = text.replace("shows=", "applies=ends, shows=").replace("@rule(", f"def ends(h, law):\n    {ending}\n\n@rule(")
    elif where == "kept":
        text = text.replace("    return h.floor_area <= 100", f"    {ending}")
    else:  # not yet when it is proved
        text = text.replace(
            "    return h.floor_area <= 100",
            f"    CALLS.append(1)\n    if len(CALLS) > 3:\n        {ending}\n    return h.floor_area <= 100",
        )
        text = text.replace("@rule(", "CALLS = []\n\n@rule(")
    told = refused(project, text)
    line = text[: text.index(ending)].count("\n") + 1
    assert f"my_rules.py:{line}: rule OWN101 house-of-some-size: " in told
    assert ("SystemExit" if "exit" in ending else "ValueError") in told
    assert "彭富" not in told
    assert "154" not in told.replace(str(project), "")  # the folder bears a number of its own


def test_a_file_that_is_not_there(project: Path) -> None:
    (project / "my_rules.py").unlink()
    for lang in ("zh", "en"):
        assert "my_rules.py" in said(("validate",), lang)
        assert "[rules] own" in said(("rules", "list"), lang)


# ---- cards that are refused


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        ("OWN101", "DQ999", "DQ is a family of puxi's own"),
        ("OWN101", "REC999", "REC is a family of puxi's own"),
        ("OWN101", "FD101", "FD is a family of puxi's own"),
        ("OWN101", "OWN1", "2 to 4 capitals and 3 digits"),
        ("OWN101", "OWNER101", "2 to 4 capitals and 3 digits"),
        ("OWN101", "own101", "2 to 4 capitals and 3 digits"),
        ("house-of-some-size", "House", "small letters"),
        ("house-of-some-size", "size-is-counted", "that of REC310 already"),
        ('cite="本镇"', 'cite=" "', "must all be written"),
        ("Severity.WARNING", '"warning"', "one of Severity"),
        ("Duty.VILLAGE", '"village"', "one of Duty"),
        ('"floor_area", "households"', '"floor", "households"', "households has no field floor"),
        ('"floor_area", "households"', '"floor_area", "persons"', "the table of Scope.HOUSEHOLD is households"),
        ("Scope.HOUSEHOLD", "Scope.CELL", "the scope of an Ask must be"),
        ("Scope.HOUSEHOLD", "Scope.HOUSEHOLD_ROWS", "the scope of an Ask must be"),
        ('shows=("size", "floor_area")', 'shows=("size",)', "{floor_area} in its sentence must stand in shows"),
        ('en="{size} persons in', 'en="persons in', "must name the same in braces"),
        ("{size} 人住", "{size:>5} 人住", "one name each"),
        ("{size} 人住", "{size!r} 人住", "one name each"),
        ("{size} 人住", "{} 人住", "one name each"),
        ("{size} 人住", "{size 人住", "one name each"),
        ('("核对", "Check")', '("核对 {value}", "Check {value}")', "{value} in its sentence must stand in shows"),
        ("shows=", 'region="6", shows=', "region"),
        ("shows=", 'in_force=("2018-01-01", "2017-12-31"), shows=', "two days in order"),
        ("shows=", 'in_force=("2018", "2019"), shows=', "two days in order"),
        ("shows=", 'needs=("households.floor",), shows=', "no table.field"),
        ("shows=", 'by_year={"no_such_line": "exit_year"}, shows=', "no number of the law"),
        ("shows=", 'twin="id_twin", twin_table="houses", shows=', "no table"),
        ('shows=("size", "floor_area")', 'shows=("size", "floor_area", "_number")', "a column of puxi's own use"),
    ],
)
def test_a_card_that_could_not_be_told_is_refused_with_its_line(before: str, after: str, words: str, project: Path) -> None:
    assert before in CARD
    told = refused(project, CARD.replace(before, after))
    assert "my_rules.py:3: rule " in told
    assert words in told


def test_a_number_or_a_name_stands_once_among_the_users_own(project: Path) -> None:
    second = CARD.partition("\n\n")[2]
    assert "my_rules.py:12: rule OWN101: its id is used already" in refused(project, f"{CARD}\n{second}")
    told = refused(project, f"{CARD}\n{second.replace('OWN101', 'OWN102')}")
    assert "my_rules.py:12: rule OWN102: its name house-of-some-size is that of OWN101 already" in told


# ---- expressions that are refused


@pytest.mark.parametrize(
    ("expression", "words"),
    [
        ("h.floor_areas <= 100", "no fact or field named floor_areas; perhaps floor_area"),
        ("h.floor_area", "yes or no of each row, not Float64"),
        ("h.floor_area + 1", "yes or no of each row, not Float64"),
        ("h.village", "yes or no of each row, not String"),
        ("h.floor_area.max() <= 100", "speak of each row"),
        ("True", "an expression of narwhals, not bool"),
        ("None", "an expression of narwhals, not NoneType"),
        ("h.village <= 100", "cannot be computed"),
        ("h.floor_area.no_such_method()", "AttributeError"),
        ("h.floor_area <= 100 and h.size > 1", "TypeError"),
        ("0 < h.floor_area < 100", "TypeError"),
        ("law.no_such_number.value > 1", "no number of the law is named no_such_number"),
        ("h._row > 1", "AttributeError"),
        ("1 / 0", "ZeroDivisionError"),
    ],
)  # fmt: skip
def test_an_expression_that_says_nothing_of_a_row_is_refused(expression: str, words: str, project: Path) -> None:
    told = refused(project, CARD.replace("h.floor_area <= 100", expression))
    assert re.search(r"my_rules\.py:(3|10): rule OWN101 house-of-some-size: ", told)
    assert words in told
    told = refused(project, CARD.replace("shows=", f"applies=lambda h, law: {expression}, shows="))
    assert "rule OWN101 house-of-some-size: " in told
    assert words in told


def test_a_rule_that_shows_what_there_is_not_is_refused(project: Path) -> None:
    text = CARD.replace('shows=("size", "floor_area")', 'shows=("size", "floor_area", "house_saf")')
    assert "no fact or field named house_saf; perhaps house_safe" in refused(project, text)


def test_a_rule_that_is_not_in_force_is_not_proved(project: Path) -> None:
    text = CARD.replace("h.floor_area <= 100", "h.nothing > 1").replace("shows=", 'in_force=("2016-01-01", "2016-12-31"), shows=')
    (project / "my_rules.py").write_text(text, "utf-8")
    assert puxi("validate", "--year", "2018", "--fail-on", "never").exit_code == ExitCode.CLEAN
    assert "nothing" in said(("validate", "--year", "2016"), "en")


def test_a_rule_that_fails_on_a_register_is_named_without_anybodys_value(project: Path) -> None:
    text = "import narwhals as nw\n" + CARD.replace(
        "h.floor_area <= 100", "h.phone.str.slice(0, 3).cast(nw.Int64) > h.village.cast(nw.Int64)"
    )
    told = refused(project, text)
    assert "my_rules.py:4: rule OWN101 house-of-some-size: it failed on this register (" in told
    assert "138" not in told.replace(str(project), "")
    assert "甲" not in told.replace("甲村/", "")


@pytest.mark.parametrize(("name", "code"), [("REC310", ExitCode.FAULT), ("OWN101", ExitCode.USAGE)])
def test_whose_rule_raises_decides_the_exit_code(name: str, code: int, project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from puxi_cli.jobs import judge

    outcome = judge.outcome

    def raising(rule: object, *rest: object, **how: object) -> object:
        if rule.card.id == name:  # type: ignore[attr-defined]
            raise RuntimeError("13800001111")
        return outcome(rule, *rest, **how)  # type: ignore[arg-type]

    monkeypatch.setattr(judge, "outcome", raising)
    result = puxi("validate")
    assert result.exit_code == code
    assert "RuntimeError" in result.stderr
    assert "13800001111" not in result.stderr
    assert ("OWN101" in result.stderr) is (name == "OWN101")


# ---- both engines


@pytest.mark.spark
def test_the_example_says_the_same_on_both_engines(example: Path, spark: Spark | None) -> None:
    if spark is None:
        pytest.skip("Spark is not here")
    settings = settings_from(example)
    opening = open_register(Loading([ROOT / "data" / "samples" / "errors.xlsx"]), date(2018, 12, 31), None, settings)
    own = list(rulebook_of(settings).own.values())
    said = [
        judged_with_own(opening.registry, own, replace(opening.asking, engine=engine), own).counts
        for engine in (opening.engine, spark)
    ]
    assert said[0] == said[1]
    assert all(count.passed for count in said[0])
