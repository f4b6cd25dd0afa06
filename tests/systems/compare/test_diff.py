"""`puxi diff`: a village of two years, as a clerk meets it; every figure worked out by hand from the rows written here."""

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from click.testing import CliRunner, Result
from rich.cells import cell_len

from puxi_cli.cli.main import main
from puxi_cli.errors import ExitCode
from puxi_cli.reports.masking import masked
from puxi_cli.systems.compare.text import write_diff_text
from tests.conftest import number
from tests.systems.compare.village import (
    CHILD,
    CHILD_CORRECTED,
    NAMES,
    NEW_HOUSEHOLDS,
    NEW_PERSONS,
    OLD_HOUSEHOLDS,
    OLD_PERSONS,
    WANG,
    register,
)

pytestmark = pytest.mark.slow


@pytest.fixture(autouse=True)
def _beside_the_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def pair(tmp_path: Path) -> tuple[Path, Path]:
    return (register(tmp_path / "旧", OLD_HOUSEHOLDS, OLD_PERSONS), register(tmp_path / "新", NEW_HOUSEHOLDS, NEW_PERSONS))


def puxi(old: Path, new: Path, *options: str | Path, lang: str = "zh") -> Result:
    return CliRunner().invoke(main, ["diff", str(old), str(new), "--lang", lang, *map(str, options)])


DAYS = ("--old-as-of", "2017-12-31", "--year", "2018")


def told(pair: tuple[Path, Path], *options: str | Path, lang: str = "zh") -> str:
    result = puxi(*pair, *DAYS, *options, lang=lang)
    assert result.exit_code == ExitCode.CLEAN, result.output
    return result.stdout


def document(pair: tuple[Path, Path], *options: str) -> dict[str, Any]:
    parsed = json.loads(told(pair, "--format", "json", *options))
    assert isinstance(parsed, dict)
    return parsed


def test_the_whole_screen_in_chinese(pair: tuple[Path, Path]) -> None:
    page = told(pair)
    assert re.search(r"^旧表 .*：2017-12-31，6 户、11 人$", page, re.MULTILINE)
    assert re.search(r"^新表 .*：2018-12-31，6 户、14 人$", page, re.MULTILINE)
    assert "两表都有的：6 户，11 人（按人编号 10，户编号+姓名+出生日期 1）" in page
    assert "只有新表有的列，未比对：户信息.是否有卫生厕所" in page
    assert "新增 2 户 5 人；减少 1 户 2 人；户间、村间调整 1 户 1 人；户编号变了 1 户；" in page
    lines = page.splitlines()
    # From 9 to 12: in each line what the rows above say, no more and no less.
    begin = lines.index("在册贫困人口：2017-12-31 旧表 4 户 9 人，2018-12-31 新表 5 户 12 人")
    assert [re.sub(r"\s+", " ", line).strip() for line in lines[begin + 1 : begin + 11]] == [
        "9 2017-12-31 旧表计", "− 0 新表不再计入（更正）", "+ 1 新表补计（更正）", "10 2017-12-31 新表计", "− 1 脱贫", "+ 1 新识别", "+ 1 返贫",
        "+ 2 自然增加", "− 1 自然减少", "12 2018-12-31 新表计 ✓ 平衡",
    ]  # fmt: skip
    rows = [re.sub(r"\s+", " ", line) for line in lines]
    assert "+ 新表补计（更正） 乙村 0006 1 吴**（旧表中没有此人）" in rows
    assert "甲村 0001 刘** 人：死亡 2018-05；流动：自然减少" in rows
    assert "甲村 0001 周** 人：户间调整 0006 → 0001" in rows
    assert "甲村 0001 陈** 人：婚入（推断） 2018-03；流动：自然增加" in rows
    assert "乙村 8005 孙** 户：编号变了 0005 → 8005，2 人" in rows
    assert "乙村 0006 周** 户：村间调整 甲村 → 乙村，3 人" in rows
    assert "甲村 0002 李** 户 脱贫属性：未脱贫 → 已脱贫（享受政策）；脱贫年度：（空白） → 2018；住房面积：90 → 95.5" in rows
    assert "甲村 0001 王** 户 联系电话：139****5678 → 139****5678（遮盖后相同，实际不同）" in rows


def test_the_whole_screen_in_english(pair: tuple[Path, Path]) -> None:
    page = told(pair, lang="en")
    rows = [re.sub(r"\s+", " ", line) for line in page.splitlines()]
    assert "Columns of NEW alone, not compared: households.sanitary toilet" in rows
    assert (
        "Poor on the register: 4 households, 9 persons by OLD on 2017-12-31; 5 households, 12 persons by NEW on 2018-12-31"
        in rows
    )
    assert " 12 2018-12-31 by NEW ✓ it closes" in rows
    assert "甲村 0001 刘** person: died 2018-05; in the flow: natural decrease" in rows
    assert "甲村 0001 周** person: another household 0006 → 0001" in rows
    assert "乙村 0004 钱** household: newly identified 2018-06, 1 person" in rows
    assert "乙村 0006 周** household floor area: (blank) → 120" in rows


def test_what_became_of_everybody_as_json(pair: tuple[Path, Path]) -> None:
    said = document(pair)
    assert (said["command"], said["compared"]) == ("diff", ["households", "persons"])
    assert (said["old"]["as_of"], said["old"]["poor"]) == ("2017-12-31", {"households": 4, "persons": 9})
    assert (said["new"]["as_of"], said["new"]["poor"]) == ("2018-12-31", {"households": 5, "persons": 12})
    kinds = {
        event: [(one["scope"], one["household_id"], one["kind"], one["part"], one["correction"]) for one in said[event]]
        for event in ("came", "went", "moved", "renumbered")
    }
    assert kinds == {
        "came": [
            ("person", "0001", "born", "natural_increase", None), ("person", "0001", "married_in", "natural_increase", None),
            ("household", "0003", "relapsed", None, None), ("person", "0003", "relapsed", "returned", None),
            ("household", "0004", "identified", None, None), ("person", "0004", "identified", "new", None),
            ("person", "0006", "added_late", None, "added"),
        ],
        "went": [
            ("person", "0001", "died", "natural_decrease", None), ("household", "0002", "exited", None, None),
            ("person", "0002", "exited", "exited", None),
        ],
        "moved": [("person", "0001", "household", None, None), ("household", "0006", "village", None, None)],
        "renumbered": [("household", "8005", "renumbered", None, None)],
    }  # fmt: skip
    lines = {line["line"]: (line["sign"], line["persons"], len(line["who"])) for line in said["flow"]["lines"]}
    assert lines == {
        "old_end": (0, 9, 0), "taken_out": (-1, 0, 0), "added": (1, 1, 1), "incomparable_old": (-1, 0, 0), "incomparable_new": (1, 0, 0),
        "start": (0, 10, 0), "exited": (-1, 1, 1), "new": (1, 1, 1), "returned": (1, 1, 1), "natural_increase": (1, 2, 2),
        "natural_decrease": (-1, 1, 1), "end": (0, 12, 0),
    }  # fmt: skip
    assert said["flow"]["gap"] == 0
    cells = {(one["household_id"], one["field"]): (one["before"], one["after"]) for one in said["changed"]}
    assert cells[("0002", "floor_area")] == (90, 95.5)
    assert cells[("0003", "relapsed")] == (None, "2018-07")
    assert cells[("0001", "id_no")] == (masked(CHILD, "id", False), masked(CHILD_CORRECTED, "id", False))
    assert said["columns_only_in"]["new"] == [
        {"table": "households", "field": "toilet", "heading": "是否有卫生厕所", "rows_not_compared": None}
    ]


@pytest.mark.parametrize(("year", "line"), [("2017", "old_end"), ("2018", "end")])
def test_both_ends_are_what_stats_says(pair: tuple[Path, Path], year: str, line: str) -> None:
    folder = pair[0] if line == "old_end" else pair[1]
    result = CliRunner().invoke(main, ["stats", str(folder), "--year", year, "--format", "json"])
    said = document(pair)
    lines = {one["line"]: one["persons"] for one in said["flow"]["lines"]}
    counted = json.loads(result.stdout)
    assert counted["poor"]["persons"] == lines[line]
    assert counted["poor"]["households"] == said["old" if line == "old_end" else "new"]["poor"]["households"]
    if line == "end":  # from OLD's day on, the flow is that of stats
        parts = ("start", "exited", "new", "returned", "natural_increase", "natural_decrease", "end")
        assert [lines[part] for part in parts] == [counted["flow"][part] for part in parts]


def test_one_long_table_as_csv(pair: tuple[Path, Path]) -> None:
    rows = list(csv.DictReader(io.StringIO(told(pair, "--format", "csv").lstrip("\ufeff"))))
    count = {section: sum(row["类别"] == section for row in rows) for section in ("新增", "减少", "变动", "字段变更", "无法对应")}
    # Cells: 0001 telephone; 0002 status, year, area; 0003 status, relapse; 0004 identified, status; 0006 area; 刘小花 left, reason; 王小山 number;
    # 周十全 relation; 钱六合 joined.
    assert count == {"新增": 7, "减少": 3, "变动": 3, "字段变更": 14, "无法对应": 0}
    [died] = [row for row in rows if row["事项"] == "死亡"]
    assert (died["行政村"], died["户编号"], died["姓名"], died["说明"], died["流动"]) == (
        "甲村",
        "0001",
        "刘**",
        "2018-05",
        "自然减少",
    )
    assert (died["旧表位置"], died["新表位置"]) == ("旧/人口信息.csv 第3行", "新/人口信息.csv 第3行")
    flow = [(row["事项"], row["人数"]) for row in rows if row["类别"] == "流动" and row["人数"]]
    assert flow[0] == ("合计", "9")
    assert flow[-1] == ("合计", "12")


def test_a_workbook_with_a_sheet_for_each_sort_of_difference(pair: tuple[Path, Path], tmp_path: Path) -> None:
    path = tmp_path / "比对.xlsx"
    told(pair, "--output", path)
    book = openpyxl.load_workbook(path)
    assert book.sheetnames == ["汇总", "新增", "减少", "变动", "字段变更", "流动"]
    assert [book[name].max_row - 1 for name in book.sheetnames[1:]] == [7, 3, 3, 14, 7]
    texts = [str(cell.value) for row in book["汇总"].iter_rows() for cell in row if cell.value is not None]
    assert "✓ 平衡" in texts
    assert "在册贫困人口：2017-12-31 旧表 4 户 9 人，2018-12-31 新表 5 户 12 人" in texts
    flow = [(row[0].value, row[1].value, row[2].value) for row in book["汇总"].iter_rows() if row[0].value in ("加", "减")]
    assert flow == [
        ("减", "新表不再计入（更正）", 0), ("加", "新表补计（更正）", 1), ("减", "脱贫", 1), ("加", "新识别", 1), ("加", "返贫", 1),
        ("加", "自然增加", 2), ("减", "自然减少", 1),
    ]  # fmt: skip
    area = next(row for row in book["字段变更"].iter_rows(values_only=True) if row[1] == "0002" and row[5] == "住房面积")
    assert area[7:9] == (90, 95.5)  # figures stay figures


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("form", ["text", "json", "csv", "xlsx"])
def test_nothing_personal_is_shown_unless_asked_for(pair: tuple[Path, Path], form: str, lang: str, tmp_path: Path) -> None:
    def everything(*options: str) -> str:
        path = tmp_path / f"out{len(options)}.{form}"
        told(pair, "--format", form, "--all", "--output", path, *options, lang=lang)
        if form != "xlsx":
            return path.read_text("utf-8-sig")
        book = openpyxl.load_workbook(path)
        return "\n".join(str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row)

    hidden = everything()
    personal = (CHILD, CHILD_CORRECTED, "13912345678", "13999995678", *NAMES)
    assert [text for text in personal if text in hidden] == []
    assert "王**" in hidden
    shown = everything("--show-ids")
    assert [
        text for text in (CHILD, CHILD_CORRECTED, "13912345678", "13999995678", "王小山", "刘小花") if text not in shown
    ] == []


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("width", [80, 120])
def test_every_line_fits_the_terminal_and_no_column_starves(pair: tuple[Path, Path], lang: Any, width: int) -> None:
    from datetime import date

    from puxi_cli.systems.compare.job import diff

    page = io.StringIO()
    compared = diff(*pair, old_day=date(2017, 12, 31), day=date(2018, 12, 31))
    write_diff_text(compared, page, lang, width=width, terminal=True)
    lines = [re.sub("\x1b\\[[0-9;]*m", "", line).rstrip() for line in page.getvalue().splitlines()]
    assert max(map(cell_len, lines)) <= width
    # A column that is too narrow stands there letter under letter.
    assert not [line for line in lines if line.strip() and len(line.strip()) == 1]


def test_a_register_held_against_itself(pair: tuple[Path, Path]) -> None:
    result = puxi(pair[1], pair[1])
    assert result.exit_code == ExitCode.CLEAN
    assert "没有差别：户信息、人口信息，6 户、14 人逐格相同" in result.stdout
    assert "两份表的文件内容完全相同。" in result.stdout
    assert "各项差别都按更正计" in result.stdout
    said = json.loads(puxi(pair[1], pair[1], "--format", "json").stdout)
    assert [len(said[name]) for name in ("came", "went", "moved", "renumbered", "changed", "not_comparable")] == [0] * 6


def test_registers_of_two_towns_are_noticed(pair: tuple[Path, Path], tmp_path: Path) -> None:
    other = register(
        tmp_path / "邻镇",
        "户编号,行政村,户主姓名,首次识别时间,脱贫属性\n7001,丙村,郑一,201401,未脱贫\n",
        f"户编号,人编号,姓名,证件号码\n7001,701,郑一,{number('69000019800101121')}\n",
    )
    result = puxi(pair[0], other, *DAYS)
    assert result.exit_code == ExitCode.CLEAN
    assert "可能不是同一个镇的信息表" in result.stdout
    assert "可能不是同一个镇的信息表" not in told(pair)
    assert "registers of two towns" in puxi(pair[0], other, *DAYS, lang="en").stdout


def test_a_register_without_persons_is_compared_by_household_and_without_a_flow(pair: tuple[Path, Path], tmp_path: Path) -> None:
    bare = register(tmp_path / "只有户", NEW_HOUSEHOLDS, None)
    result = puxi(pair[0], bare, *DAYS)
    assert result.exit_code == ExitCode.CLEAN
    assert "只有旧表有人口信息，未比对。" in result.stdout
    assert "才能算出在册贫困人口的流动" in result.stdout
    assert "✓" not in result.stdout
    # Without persons nobody can tell that 8005 is 0005: it has gone, and another one is there.
    assert re.search(r"乙村 +0005 +孙\*\* +户：表中已无，未写原因", result.stdout)
    # A table that is not there has no number at all.
    assert re.search(r"^新表 .*：2018-12-31，6 户（没有人口信息）$", result.stdout, re.MULTILINE)
    assert "两表都有的：5 户；人口信息未比对" in result.stdout
    assert not re.search(r"(?<![0-9])0 人", result.stdout)
    assert re.search(r"^减少 +表中已无，未写原因 +1 +— +—$", result.stdout, re.MULTILINE)
    assert "没有差别：户信息，6 户逐格相同" in puxi(bare, bare).stdout
    said = json.loads(puxi(pair[0], bare, *DAYS, "--format", "json").stdout)
    assert [said[side]["persons"] for side in ("old", "new")] == [11, None]
    assert said["counts"]["matched"] == {"households": 5, "persons": None}
    assert {(kind["persons"], kind["poor_persons"]) for kind in said["counts"]["came"]} == {(None, None)}
    assert said["counts"]["not_comparable"]["new"] == {"households": 0, "persons": None}
    assert {event["persons"] for event in said["came"]} == {None}
    result = puxi(pair[0], register(tmp_path / "只有人", None, NEW_PERSONS), *DAYS, lang="en")
    assert re.search(r"^NEW .*: 2018-12-31, 14 persons \(no table of households\)$", result.stdout, re.MULTILINE)
    assert "; households not compared" in result.stdout
    assert not re.search(r"(?<![0-9])0 households", result.stdout)
    assert result.exit_code == ExitCode.CLEAN
    assert "Only OLD has households; they were not compared." in result.stdout
    assert re.search(r"0001 +刘\*\* +person: died", result.stdout)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_what_stops_it(pair: tuple[Path, Path], tmp_path: Path, lang: str) -> None:
    old, new = pair
    broken = tmp_path / "坏.xlsx"
    broken.write_bytes(b"PK\x03\x04 no workbook")
    villages = tmp_path / "村"
    villages.mkdir()
    (villages / "村信息.csv").write_text("行政村,行政区划代码,类型\n甲村,610921102200,村\n", "utf-8")
    for first, second, code, words in (
        (broken, new, ExitCode.UNREADABLE, ("坏.xlsx", "坏.xlsx")),
        (old, broken, ExitCode.UNREADABLE, ("坏.xlsx", "坏.xlsx")),
        (old, tmp_path / "没有.xlsx", ExitCode.UNREADABLE, ("找不到这个文件", "no such file")),
        (villages, villages, ExitCode.UNREADABLE, ("没有可以比对的同一种表", "neither households nor persons in common")),
        (new, old, ExitCode.USAGE, ("写反了", "most likely they are swapped")),
    ):
        result = puxi(first, second, lang=lang)
        assert result.exit_code == code, result.output
        assert words[lang == "en"] in result.stderr
        assert result.stdout == ""
        assert "Traceback" not in result.stderr
    assert puxi(old, new, "--format", "html", lang=lang).exit_code == ExitCode.USAGE
    assert puxi(old, new, *DAYS, "--output", str(old / "户信息.csv"), lang=lang).exit_code == ExitCode.USAGE
    assert (old / "户信息.csv").read_text("utf-8") == OLD_HOUSEHOLDS


def test_twins_and_rows_that_stand_twice_are_told_and_nobody_is_guessed(tmp_path: Path) -> None:
    """Twins with blank numbers, one name each, are two persons; the same row twice in NEW is told with its places."""
    households = "户编号,行政村,首次识别时间,脱贫属性\n0001,甲村,201401,未脱贫\n"
    head = "户编号,姓名,证件号码,出生日期,健康状况\n"
    twins = "0001,马大宝,,2015-05-05,健康\n0001,马小宝,,2015-05-05,健康\n"
    man = f"0001,马一,{WANG},,健康\n"
    old = register(tmp_path / "旧", households, head + man + twins)
    new = register(
        tmp_path / "新", households, head + man + twins.replace("马小宝,,2015-05-05,健康", "马小宝,,2015-05-05,残疾") + man
    )
    said = json.loads(puxi(old, new, *DAYS, "--format", "json").stdout)
    assert [(one["name"], one["before"], one["after"]) for one in said["changed"]] == [("马**", "健康", "残疾")]
    assert sorted((one["side"], one["old_row"], one["new_row"], one["why"]) for one in said["not_comparable"]) == [
        ("new", None, 2, "number_twice"), ("new", None, 5, "number_twice"), ("old", 2, None, "number_twice"),
    ]  # fmt: skip
    assert (said["came"], said["went"]) == ([], [])
    # Whose row stands twice counts twice for NEW and once for OLD, in lines of its own.
    lines = {line["line"]: line["persons"] for line in said["flow"]["lines"] if line["persons"]}
    assert lines == {"old_end": 3, "incomparable_old": 1, "incomparable_new": 2, "start": 4, "end": 4}
    page = puxi(old, new, *DAYS).stdout
    assert "无法对应、未比对的行：旧表 人 1 行，新表 人 2 行（见文末）" in page
    assert re.search(r"甲村 +0001 +马\* +新表 新/人口信息.csv 第5行 +证件号码重复", page)


def test_a_long_list_is_cut_on_the_screen_and_the_way_to_the_rest_is_said(tmp_path: Path) -> None:
    def households(area: int) -> str:
        return "户编号,行政村,住房面积\n" + "".join(f"{n:04},甲村,{area}\n" for n in range(1, 62))

    old, new = (register(tmp_path / name, households(area), None) for name, area in (("旧", 80), ("新", 81)))
    page = puxi(old, new, *DAYS).stdout
    assert "显示 50 行，共 61 行；全部：--all，或 --output 比对.xlsx" in page
    assert page.count("住房面积：80 → 81") == 50
    assert puxi(old, new, *DAYS, "--all").stdout.count("住房面积：80 → 81") == 61
    path = tmp_path / "比对.txt"
    assert puxi(old, new, *DAYS, "--output", str(path)).exit_code == ExitCode.CLEAN
    assert path.read_text("utf-8").count("住房面积：80 → 81") == 61


_ROSTER = ("行政村", "户主姓名", "姓名", "证件号码", "与户主关系", "贫困户属性", "脱贫属性", "首次识别时间")
_OWN, _CHILDS, _LONE = number("69000019700101123"), number("69000020000101123"), number("69000019600101123")


def _roster(path: Path, head: str, lone: str, numbers: tuple[str, str, str] = (_OWN, _CHILDS, _LONE)) -> Path:
    """A list kept by hand, without household numbers: 王大山 with a child, and somebody alone."""
    rows = [(head, head, numbers[0], "本人或户主"), (head, "王小山", numbers[1], "子女"), (lone, lone, numbers[2], "本人或户主")]
    with path.open("w", encoding="utf-8", newline="") as file:
        written = csv.writer(file)
        written.writerow(_ROSTER)
        written.writerows(("甲村", *row, "一般贫困户", "未脱贫", "201401") for row in rows)
    return path


def test_a_mended_name_of_a_head_is_no_other_household_in_a_roster_without_numbers(tmp_path: Path) -> None:
    old, new = _roster(tmp_path / "旧.csv", "王大山", "李四"), _roster(tmp_path / "新.csv", "王太山", "李思")
    found = document((old, new))
    assert found["counts"]["matched"] == {"households": 2, "persons": 3}
    # Both numbers are puxi's own, made of the names: no number of the file changed, nobody came, nobody went.
    assert not any(found[event] for event in ("came", "went", "moved", "renumbered"))


def test_another_surname_under_a_number_is_somebody_else(tmp_path: Path) -> None:
    # Somebody else stands under the number of who lived alone: nobody can tell which of the two rows has the wrong number.
    old, new = _roster(tmp_path / "旧.csv", "王大山", "李四"), _roster(tmp_path / "新.csv", "王大山", "赵六")
    found = document((old, new))
    assert found["counts"]["matched"] == {"households": 1, "persons": 2}
