"""`puxi export` as cron and clerks meet it: all products of a small town, whole or not at all."""

from __future__ import annotations

import csv
import json
import os
import re
import shlex
import shutil
import subprocess
import sys
import zipfile
from datetime import datetime
from pathlib import Path

import openpyxl
import polars as pl
import pytest
from click.testing import CliRunner, Result

from puxi_cli.cli.main import main
from puxi_cli.errors import ExitCode
from puxi_cli.systems.exports import journal, products
from puxi_cli.systems.exports.material import Material
from puxi_cli.text.words import NO_WORDS
from tests.sheets.registers import HOUSEHOLDS, LI, PERSONS, QIAN, REGISTER, WANG, ZHAO, Rows, xlsx

pytestmark = pytest.mark.slow

YEARS: Rows = (
    ("行政村", "年度", "农业户籍人口"),
    ("丙村", 2017, 100),
    ("丁村", 2017, 50),
    ("丙村", 2018, 100),
    ("丁村", 2018, 50),
)
# One of them is a woman by her number.
WRONG: Rows = tuple(tuple("男" if value == "女" and "P2" in row else value for value in row) for row in PERSONS)
INCOMES: Rows = (("户编号", "年度", "人均纯收入"), ("6100000001", 2017, 2100.5), ("6100000002", 2017, 4100))
STEPS: Rows = (("户编号", "程序", "步骤", "日期"), ("6100000002", "退出", "民主评议公示", "2017-11-01"))
TOWN = {**REGISTER, "人口信息": WRONG, "家庭收入": INCOMES, "村年度": YEARS, "程序": STEPS}
NUMBERS = (WANG, LI, ZHAO, QIAN)
PHONES = ("13900000001", "13900000002")


@pytest.fixture
def town(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a register in it, where the commands are run."""
    xlsx(tmp_path / "registry.xlsx", TOWN)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def puxi(*arguments: str) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


def export(*arguments: str) -> Result:
    return puxi("export", "--year", "2017", "--lang", "zh", *arguments)


def files(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def text_of(path: Path) -> str:
    """Everything that a reader of the file could see, its parts unpacked."""
    if zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as package:
            return "\n".join(package.read(name).decode("utf-8", "replace") for name in package.namelist())
    return path.read_bytes().decode("utf-8", "replace")


def manifest(folder: Path) -> dict[str, object]:
    return json.loads((folder / "manifest.json").read_text("utf-8"))


def test_everything_of_a_period_in_one_folder(town: Path) -> None:
    done = export("--household", "6100000001")
    assert (done.exit_code, done.output) == (ExitCode.CLEAN, ""), "cron hears nothing of what went well"
    whole = town / "exports/0001_2017-12-31"
    assert (town / "exports/latest").resolve() == whole.resolve()
    there = set(files(whole))
    assert there >= {
        "manifest.json", "datapackage.json", "问题/全镇.xlsx", "问题/全镇.csv", "问题/丙村.xlsx", "问题/丁村.xlsx", "三单.xlsx",
        "统计/统计.xlsx", "统计/统计.csv", "统计/统计.json", "统计/各率.xlsx", "统计/各率.csv", "统计/各率.json",
        "统计/统计表.xlsx", "统计/统计表.csv", "统计/统计表.json", "公示/在册贫困户公示表.xlsx", "公示/脱贫户公示表.xlsx", "一户一档.xlsx",
        "数据/户信息.parquet", "数据/人口信息.parquet", "数据/村年度.parquet", "数据/程序.parquet",
    }  # fmt: skip
    told = manifest(whole)
    assert {one["path"] for one in told["outputs"]} == there - {"manifest.json"}
    [register] = told["registers"]
    assert (register["as_of"], register["rows"]["persons"], register["rows"]["households"]) == ("2017-12-31", 4, 2)
    counts = register["counts"]
    assert counts["pass"] + counts["fail"] + counts["unknown"] + counts["not_applicable"] > 100
    assert register["findings"] == len(list(csv.DictReader((whole / "问题/全镇.csv").read_text("utf-8-sig").splitlines())))
    assert json.loads((whole / "统计/统计.json").read_text("utf-8"))["poor"] == {"households": 1, "persons": 3}
    assert all(path.stat().st_mode & 0o077 == 0 for path in whole.rglob("*")), "for its owner only"
    verified = puxi("export", "verify", "exports", "--lang", "zh")
    assert verified.exit_code == ExitCode.CLEAN
    assert f"✓ 完整：{len(told['outputs'])} 个文件" in verified.stdout


def test_the_english_export_has_english_names(town: Path) -> None:
    assert export("--lang", "en").exit_code == ExitCode.CLEAN
    there = set(files(town / "exports/latest"))
    assert {"findings/town.xlsx", "three-lists.xlsx", "figures/tables.csv", "notices/exited.xlsx", "data/户信息.parquet"} <= there


def test_the_same_input_day_and_version_give_the_same_bytes(town: Path) -> None:
    script = (
        "import time, sys; later = time.time() + 90_000; time.time = lambda: later\n"
        "from puxi_cli.cli.main import main; main(sys.argv[1:])"
    )
    arguments = ["export", "--year", "2017", "--household", "6100000001", "--output"]
    for before, target in (([], "first"), (["-R"], "second")):
        environment = {**os.environ, "TZ": "Asia/Shanghai" if before else "UTC", "PYTHONHASHSEED": str(len(before))}
        subprocess.run([sys.executable, *before, "-c", script, *arguments, target], check=True, env=environment)
    first, second = files(town / "first/latest"), files(town / "second/latest")
    assert len(first) > 20
    assert [name for name in first if first[name] != second.get(name)] == []
    assert set(first) == set(second)


# Again


def test_nothing_is_done_where_nothing_has_changed(town: Path) -> None:
    (town / "puxi.toml").write_text('[law]\nextra = "law"\n')
    (town / "law").mkdir()
    assert export("--if-changed").exit_code == ExitCode.CLEAN

    def numbers_after(change: str) -> list[str]:
        assert (export("--if-changed").exit_code, change) == (ExitCode.CLEAN, change)
        return sorted(path.name[:4] for path in (town / "exports").glob("0*"))

    assert numbers_after("nothing") == ["0001"]
    os.utime(town / "registry.xlsx", (1, 1))
    assert numbers_after("the hour of the file only") == ["0001"]
    xlsx(town / "registry.xlsx", {**TOWN, "村年度": (*YEARS, ("丙村", 2016, 90))})
    assert numbers_after("the register") == ["0001", "0002"]
    (town / "law/adult_age.toml").write_text(
        'zh = "成年"\nen = "adult"\nunit = "years"\n[[values]]\nsince = 2013-12-31\nuntil = 2025-12-31\nregion = "CN"\nvalue = 20\n'
        'status = "unsourced"\nnote = { zh = "试", en = "try" }\n'
    )
    assert numbers_after("the law") == ["0001", "0002", "0003"]
    (town / "puxi.toml").write_text('[law]\nextra = "law"\n[headings]\n"甲" = "姓名"\n')
    assert numbers_after("the settings") == ["0001", "0002", "0003", "0004"]
    (town / "exports/0004_2017-12-31/三单.xlsx").write_bytes(b"damaged")
    assert numbers_after("the export") == ["0001", "0002", "0003", "0004", "0005"]
    assert export("--if-changed", "--product", "figures").exit_code == ExitCode.CLEAN
    assert numbers_after("what is asked for") == ["0001", "0002", "0003", "0004", "0005", "0006", "0007"]


def test_old_ones_go_when_the_new_one_is_whole(town: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for _ in range(3):
        assert export("--keep", "2", "--product", "figures").exit_code == ExitCode.CLEAN
    assert [path.name[:4] for path in sorted((town / "exports").glob("0*"))] == ["0002", "0003"]

    def broken(material: Material, into: products.Into) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setitem(products.PRODUCTS, "figures", products.Product("figures", "", NO_WORDS, broken))
    failed = export("--keep", "1", "--product", "figures")
    assert failed.exit_code == ExitCode.NOT_WRITTEN
    assert "磁盘已满" in failed.stderr
    assert [path.name[:4] for path in sorted((town / "exports").glob("0*"))] == ["0002", "0003"]


# Several registers


def several(town: Path, *names: str) -> None:
    entries = "".join(f'[[export.registers]]\nname = "{name}"\npath = "{name}.xlsx"\n' for name in names)
    (town / "puxi.toml").write_text(f'[export]\nproducts = ["findings", "figures"]\nyear = 2017\n{entries}')


def test_one_bad_register_among_many(town: Path) -> None:
    several(town, "甲镇", "乙镇", "丙镇")
    shutil.copy("registry.xlsx", "甲镇.xlsx")
    shutil.copy("registry.xlsx", "丙镇.xlsx")
    (town / "乙镇.xlsx").write_bytes(b"PK\x03\x04 no workbook")
    done = puxi("export", "--lang", "zh")
    assert done.exit_code == ExitCode.FINDINGS
    assert "乙镇：" in done.stderr
    assert "3 份信息表中 2 份已导出" in done.stderr
    there = set(files(town / "exports/latest"))
    assert {"甲镇/统计/统计.json", "丙镇/问题/全镇.xlsx", "manifest.json"} <= there
    assert not [path for path in there if path.startswith("乙镇")]
    told = {one["name"]: one for one in manifest(town / "exports/latest")["registers"]}
    assert told["乙镇"]["error"]["exit_code"] == ExitCode.UNREADABLE
    assert "error" not in told["甲镇"]
    verified = puxi("export", "verify", "exports", "--lang", "zh")
    assert verified.exit_code == ExitCode.CLEAN
    assert "乙镇 （没有导出）" in verified.stdout
    assert puxi("export", "--lang", "zh", "--if-changed").exit_code == ExitCode.FINDINGS, "it is tried again"
    shutil.copy("registry.xlsx", "乙镇.xlsx")
    assert puxi("export", "--lang", "zh", "--if-changed").exit_code == ExitCode.CLEAN
    assert "乙镇/统计/统计.json" in files(town / "exports/latest")


def test_where_every_register_fails_each_is_told(town: Path) -> None:
    several(town, "甲镇", "乙镇")
    (town / "乙镇.xlsx").write_bytes(b"PK\x03\x04 no workbook")
    done = puxi("export", "--lang", "zh")
    assert done.exit_code == ExitCode.UNREADABLE
    first, second = done.stderr.splitlines()
    assert first.startswith("甲镇：")
    assert "找不到" in first
    assert second.startswith("乙镇：")


def test_of_several_registers_each_has_the_sheets_of_its_own_households(town: Path) -> None:
    several(town, "甲镇", "乙镇")
    shutil.copy("registry.xlsx", "甲镇.xlsx")
    other = {
        name: tuple(tuple("6100000099" if value == "6100000002" else value for value in row) for row in rows)
        for name, rows in TOWN.items()
    }
    xlsx(town / "乙镇.xlsx", other)
    wanted = ("export", "--lang", "zh", "--product", "households", "--household")
    done = puxi(*wanted, "6100000002", "--household", "6100000099")
    assert done.exit_code == ExitCode.CLEAN, done.stderr
    sheets = {name: openpyxl.load_workbook(town / f"exports/latest/{name}/一户一档.xlsx").sheetnames for name in ("甲镇", "乙镇")}
    assert sheets == {"甲镇": ["6100000002"], "乙镇": ["6100000099"]}
    done = puxi(*wanted, "6100000042")
    assert done.exit_code == ExitCode.USAGE
    assert "6100000042" in done.stderr
    assert len(list((town / "exports").glob("0*"))) == 1


def test_where_every_register_is_bad_there_is_no_export(town: Path) -> None:
    several(town, "甲镇", "乙镇")
    done = puxi("export", "--lang", "en")
    assert done.exit_code == ExitCode.UNREADABLE
    assert "no such file" in done.stderr
    assert not list((town / "exports").glob("0*"))
    done = puxi("export", "--lang", "en", "甲.xlsx")
    assert done.exit_code == ExitCode.UNREADABLE


@pytest.mark.parametrize(
    ("section", "words"),
    [
        ('target = ""', "target"), ("keep = -1", "keep"), ("keep = true", "keep"), ('if_changed = "yes"', "if_changed"),
        ("year = 2018\nas_of = 2018-01-01", "as_of"), ('year = "2018"', "year"), ("products = 1", "products"),
        ('registers = "x"', "registers"), ('[[export.registers]]\nname = "a"', "registers"), ("nonsense = 1", "nonsense"),
        ('[[export.registers]]\nname = "a"\npath = "b"\n[[export.registers]]\nname = "a"\npath = "c"', "registers"),
    ],
)  # fmt: skip
def test_wrong_settings_are_told(town: Path, section: str, words: str) -> None:
    (town / "puxi.toml").write_text(f"[export]\n{section}\n")
    done = puxi("export", "--lang", "en")
    assert done.exit_code == ExitCode.USAGE
    assert words in done.stderr


def test_a_part_that_stands_once_is_not_called_unknown_in_double_brackets(town: Path) -> None:
    (town / "puxi.toml").write_text('[[export]]\ntarget = "a"\n')
    done = puxi("export", "--lang", "en")
    assert done.exit_code == ExitCode.USAGE
    assert "single brackets" in done.stderr
    assert "unknown" not in done.stderr


def test_what_there_is_not_is_told_before_anything_is_written(town: Path) -> None:
    assert "没有这种成果资料" in (done := export("--product", "nothing")).stderr
    assert done.exit_code == ExitCode.USAGE
    assert "--household" in (done := export("--product", "households")).stderr, "an export of nobody's sheets is none"
    assert done.exit_code == ExitCode.USAGE
    for name in ("一户一档", "一户"):
        assert "请用 --household 写明户编号" in (done := export("--product", name)).stderr
        assert done.exit_code == ExitCode.USAGE
    assert not (town / "exports").exists()
    done = export("--household", "6100000009")
    assert done.exit_code == ExitCode.USAGE
    assert "6100000001" in done.stderr, "what was probably meant"
    assert not list((town / "exports").glob("0*"))


def test_findings_make_it_fail_only_where_that_is_asked(town: Path) -> None:
    assert export("--product", "findings").exit_code == ExitCode.CLEAN
    assert manifest(town / "exports/latest")["registers"][0]["findings"] > 0
    assert export("--product", "findings", "--fail-on", "warning").exit_code == ExitCode.FINDINGS


# What may be seen


def test_no_number_and_no_telephone_is_shown_unmasked_unless_asked(town: Path) -> None:
    assert export("--household", "6100000001").exit_code == ExitCode.CLEAN
    hidden = {path for path in (town / "exports/latest/").rglob("*") if path.is_file() and path.suffix != ".parquet"}
    assert len(hidden) == 2 + 4 + 1 + 9 + 2 + 1 + 1  # the last is the page
    for path in hidden:
        said = text_of(path)
        assert not [value for value in (*NUMBERS, *PHONES) if value in said], path.name
    assert export("--household", "6100000001", "--show-ids").exit_code == ExitCode.CLEAN
    notice = text_of(town / "exports/latest/公示/在册贫困户公示表.xlsx")
    assert WANG not in notice, "what is put up is masked whatever was asked"
    assert "690000********1239" in notice
    assert "王一" in notice


def test_a_household_is_not_named_for_nothing(town: Path) -> None:
    done = export("--product", "figures", "--household", "6100000001")
    assert (done.exit_code, "--product households" in done.stderr) == (ExitCode.USAGE, True)
    assert export("--product", "households", "--household", "6100000001").exit_code == ExitCode.CLEAN


def test_a_household_is_named_by_its_head_too(town: Path) -> None:
    assert export("--product", "households", "--household", "王一").exit_code == ExitCode.CLEAN
    assert "6100000001" in text_of(town / "exports/latest/一户一档.xlsx")
    done = export("--product", "households", "--household", "没有此人")
    assert (done.exit_code, "没有姓名为“没有此人”" in done.stderr) == (ExitCode.USAGE, True)
    [log] = (town / "exports/logs").iterdir()
    assert "没有此人" not in log.read_text("utf-8"), "a log is read by others"
    assert "没有姓名为" in log.read_text("utf-8")


def test_products_have_chinese_names_whole_or_begun(town: Path) -> None:
    assert export("--product", "公示", "--product", "统计").exit_code == ExitCode.CLEAN
    assert manifest(town / "exports/latest")["products"] == ["figures", "notices"]
    assert export("--product", "一户一档", "--household", "6100000001").exit_code == ExitCode.CLEAN
    assert manifest(town / "exports/latest")["products"] == ["households"]
    for word in ("公", "公示板", ""):
        assert "没有这种成果资料" in export("--product", word).stderr


def test_a_household_in_which_nobody_lives_is_looked_into_and_not_put_up(town: Path) -> None:
    """The figures count no household that says that it is nobody: the notice must say the same number. Of one whose members nobody named
    it is unknown how many they are: it counts, and the list leaves its size open."""
    heads, *homes = HOUSEHOLDS
    more = (("6100000008", "王未", None), ("6100000009", "王无", "0"))
    added = ((number, *homes[0][1:4], head, *homes[0][5:], size) for number, head, size in more)
    sized = ((*heads, "人数"), *((*home, None) for home in homes), *added)
    xlsx(town / "registry.xlsx", {**TOWN, "户信息": sized})
    assert export("--product", "notices").exit_code == ExitCode.CLEAN
    book = openpyxl.load_workbook(town / "exports/latest/公示/在册贫困户公示表.xlsx")
    first, *villages = book.worksheets
    told = {row[0]: row[3] for row in first.iter_rows(values_only=True) if row[0] in ("6100000008", "6100000009")}
    assert told["6100000009"] == "当日没有成员，没有列入名单"
    assert str(told["6100000008"]).endswith("名单上家庭人口空着，公示前补上")
    rows = [row for sheet in villages for row in sheet.iter_rows(values_only=True)]
    assert [row[4] for row in rows if row[2] == "王未"] == [None]
    assert not [row for row in rows if row[2] == "王无"]
    assert any("（其中 1 户人数不详）" in str(row[0]) for row in rows)


def test_a_village_is_told_the_name_of_the_file_and_not_where_it_stands(town: Path) -> None:
    assert export(str(town / "registry.xlsx"), "--product", "findings").exit_code == ExitCode.CLEAN
    told = text_of(town / "exports/latest/问题/丙村.xlsx")
    assert "registry.xlsx" in told
    assert str(town) not in told


def test_nor_where_the_other_rows_of_a_double_stand(tmp_path: Path) -> None:
    heads = ("户编号", "行政村", "户主姓名", "姓名", "证件号码", "与户主关系", "脱贫属性")
    # One member on three rows of two files, told at the first; a place in another file names that file.
    row = ("6100000001", "丙村", "王一", "王一", WANG, "户主", "未脱贫")
    (tmp_path / "in").mkdir()
    xlsx(tmp_path / "in/1.xlsx", {"Sheet1": [heads, row, row]})
    xlsx(tmp_path / "in/2.xlsx", {"Sheet1": [heads, row]})
    asked = ("--year", "2018", "--output", str(tmp_path / "exports"), "--product", "findings", "--lang", "zh")
    made = puxi("export", str(tmp_path / "in"), *asked)
    assert made.exit_code == ExitCode.CLEAN, made.output
    told = text_of(tmp_path / "exports/latest/问题/丙村.xlsx")
    assert "第3行、2.xlsx Sheet1 第2行" in told
    assert str(tmp_path) not in told


def test_lists_of_a_ledger_are_of_its_last_day(town: Path) -> None:
    plan = ("rectify", "plan", "registry.xlsx", "--year", "2017", "--by", "李四", "--today", "2018-03-05")
    assert puxi(*plan).exit_code == ExitCode.CLEAN
    assert export("--product", "lists").exit_code == ExitCode.CLEAN
    assert "截至 2018-03-05" in text_of(town / "exports/latest/三单.xlsx")


def test_the_log_tells_what_happened_and_of_nobody(town: Path) -> None:
    assert export().exit_code == ExitCode.CLEAN
    (town / "bad.xlsx").write_text("x")
    assert export("bad.xlsx").exit_code == ExitCode.UNREADABLE
    assert export("--household", WANG).exit_code == ExitCode.USAGE
    [log] = (town / "exports/logs").glob("*.log")
    assert re.fullmatch(r"export-[0-9]{4}-[0-9]{2}-[0-9]{2}\.log", log.name)
    lines = log.read_text("utf-8").splitlines()
    assert len(lines) == 3
    # In the language of the run.
    assert re.match(r"[0-9-]{10}T[0-9:]{8} 已生成：0001_2017-12-31，用时 ", lines[0])
    assert "未生成，退出码 3：" in lines[1]
    assert "未生成，退出码 2：" in lines[2]
    assert not [value for value in (*NUMBERS, *PHONES, "王一", "钱四") if value in log.read_text("utf-8")]
    assert export("--lang", "en", "--product", "figures").exit_code == ExitCode.CLEAN
    assert re.search(r"T[0-9:]{8} made: 0002_2017-12-31, [0-9.]+ s$", log.read_text("utf-8").splitlines()[3])


def test_a_clock_that_goes_back_writes_another_log_and_a_newer_export(town: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert export("--product", "figures").exit_code == ExitCode.CLEAN

    class Earlier(datetime):
        @classmethod
        def now(cls, tz: object = None) -> datetime:
            return datetime(2001, 1, 1)

    monkeypatch.setattr(journal, "datetime", Earlier)
    assert export("--product", "figures", "--keep", "1").exit_code == ExitCode.CLEAN
    assert [path.name for path in (town / "exports").glob("0*")] == ["0002_2017-12-31"]
    assert (town / "exports/logs/export-2001-01-01.log").is_file()


# What is in them


def test_the_lists_to_be_made_public(town: Path) -> None:
    assert export("--product", "notices").exit_code == ExitCode.CLEAN
    book = openpyxl.load_workbook(town / "exports/latest/公示/在册贫困户公示表.xlsx")
    assert book.sheetnames == ["公示前核对", "丙村"]
    rows = [[cell.value for cell in row] for row in book["丙村"].iter_rows()]
    assert rows[0][0] == "乙镇在册贫困户公示表（截至2017年12月31日）"
    assert rows[1][0] == "丙村　1 户 3 人"
    assert rows[2] == ["序号", "村民小组", "户主姓名", "户主证件号码", "家庭人口", "识别时间", "备注"]
    assert rows[3] == [1, None, "王一", "690000********1239", 3, "2014-01", None]
    assert book["丙村"].page_setup.orientation == "portrait"
    gone = openpyxl.load_workbook(town / "exports/latest/公示/脱贫户公示表.xlsx")
    assert [cell.value for cell in gone["丁村"][4]] == [1, None, "钱四", "690000********557" + QIAN[-1], 1, "2017", None]
    # Whoever left by the register, but has an income below the line of 2017, is to be looked into before it is put up.
    xlsx(town / "registry.xlsx", {**TOWN, "家庭收入": (*INCOMES[:2], ("6100000002", 2017, 2000))})
    assert export("--product", "notices", "--region", "610921").exit_code == ExitCode.CLEAN
    first = openpyxl.load_workbook(town / "exports/latest/公示/脱贫户公示表.xlsx")["公示前核对"]
    said = "\n".join(str(cell.value) for row in first.iter_rows() for cell in row if cell.value)
    assert "下列 1 户" in said
    assert "6100000002" in said
    assert "EX101" in said


def test_what_a_household_was_listed_for_does_not_speak_against_it(town: Path) -> None:
    # Its income lies below the line (ID101 fails), as it should; only the list of the traffic office asks for a visit.
    lead: Rows = (("证件号码", "来源部门", "类别"), (WANG, "车管所", "车辆"))
    xlsx(town / "registry.xlsx", {**TOWN, "比对线索": lead})
    assert export("--product", "notices", "--region", "610921").exit_code == ExitCode.CLEAN
    first = openpyxl.load_workbook(town / "exports/latest/公示/在册贫困户公示表.xlsx")["公示前核对"]
    rows = [[cell.value for cell in row] for row in first.iter_rows()]
    assert rows[5:] == [["6100000001", "丙村", "ID202", "车辆（车管所）"]]


def test_a_household_on_a_sheet_of_its_own(town: Path) -> None:
    assert export("--product", "households", "--household", "6100000002", "--household", "6100000001").exit_code == ExitCode.CLEAN
    book = openpyxl.load_workbook(town / "exports/latest/一户一档.xlsx")
    assert book.sheetnames == ["6100000002", "6100000001"]
    said = [str(cell.value) for row in book["6100000001"].iter_rows() for cell in row if cell.value is not None]
    assert "家庭成员：在户 3 人，共登记 3 人" in said
    assert any(line.startswith("核对人：") for line in said)
    assert any("2014-01　识别为贫困户" in line for line in said)


def test_the_lists_come_from_the_ledger_where_there_is_one(town: Path) -> None:
    planned = puxi("rectify", "plan", "--year", "2017", "--today", "2019-01-07", "--by", "甲", "--checks", "validate")
    assert planned.exit_code == ExitCode.CLEAN, planned.output
    assert export("--product", "lists").exit_code == ExitCode.CLEAN
    rows = [
        [cell.value for cell in row]
        for row in openpyxl.load_workbook(town / "exports/latest/三单.xlsx")["任务清单"].iter_rows(min_row=4)
    ]
    days = {row[9] for row in rows if row[1] and row[9]}
    assert days
    assert all(day > "2019-01-07" for day in days), "as they were planned, and not counted anew"
    assert manifest(town / "exports/latest")["registers"][0]["ledger"].keys() == {"整改台账.xlsx"}


def test_the_data_read_again_is_the_same_register(town: Path) -> None:
    assert export("--product", "data").exit_code == ExitCode.CLEAN
    data = town / "exports/latest/数据"
    assert pl.read_parquet(data / "人口信息.parquet")["证件号码"].to_list() == [WANG, LI, ZHAO, QIAN]
    told = [
        json.loads(puxi("stats", str(path), "--year", "2017", "--format", "json").stdout)
        for path in (town / "registry.xlsx", data)
    ]
    assert told[0]["poor"] == told[1]["poor"] == {"households": 1, "persons": 3}
    assert told[0]["incidence"] == told[1]["incidence"]
    assert told[0]["flow"] == told[1]["flow"]


def test_strange_names_of_villages_become_files_and_sheets(town: Path) -> None:
    names = ("a/b:c*?", "A/B:C*?")
    households = [list(row) for row in HOUSEHOLDS]
    households[1][3], households[2][3] = names
    xlsx(town / "registry.xlsx", {"户信息": households, "人口信息": PERSONS})
    assert export("--product", "findings", "--product", "notices").exit_code == ExitCode.CLEAN
    there = {Path(path).name for path in files(town / "exports/latest") if path.startswith("问题/")}
    assert there == {"全镇.xlsx", "全镇.csv", "a_b_c__.xlsx", "A_B_C___2.xlsx"}
    assert puxi("export", "verify", "exports").exit_code == ExitCode.CLEAN


# What must not be called whole


def test_an_input_that_changes_while_it_is_read(town: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert export("--product", "figures").exit_code == ExitCode.CLEAN
    make = products.PRODUCTS["figures"].make

    def meanwhile(material: Material, into: products.Into) -> None:
        make(material, into)
        with (town / "registry.xlsx").open("ab") as file:
            file.write(b" ")

    monkeypatch.setitem(products.PRODUCTS, "figures", products.Product("figures", "", NO_WORDS, meanwhile))
    done = export("--product", "figures")
    assert done.exit_code == ExitCode.NOT_WRITTEN
    assert "registry.xlsx 在读取时被改动" in done.stderr
    assert [path.name for path in (town / "exports").glob("0*")] == ["0001_2017-12-31"]
    assert not list((town / "exports").glob(".puxi-new*"))
    assert puxi("export", "verify", "exports").exit_code == ExitCode.CLEAN


def test_verifying_tells_what_is_wrong(town: Path) -> None:
    assert export("--product", "figures").exit_code == ExitCode.CLEAN
    (town / "exports/latest/统计/统计.csv").write_text("changed")
    (town / "exports/latest/统计/各率.csv").unlink()
    told = puxi("export", "verify", "exports/latest", "--lang", "en")
    assert told.exit_code == ExitCode.FINDINGS
    assert "missing: 统计/各率.csv" in told.stdout
    assert "changed: 统计/统计.csv" in told.stdout
    assert "2 of 10 files are missing or changed" in told.stdout
    document = json.loads(puxi("export", "verify", "exports/latest", "--format", "json").stdout)
    assert (document["whole"], document["missing"], document["changed"]) == (False, ["统计/各率.csv"], ["统计/统计.csv"])
    assert puxi("export", "verify", "nowhere").exit_code == ExitCode.UNREADABLE
    assert puxi("export", "verify").exit_code == ExitCode.USAGE


# Schedules


def test_the_line_for_cron_goes_where_it_was_called_and_finds_the_settings_above(
    town: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (town / "puxi.toml").write_text('[registry]\npath = "registry.xlsx"\n[export]\nkeep = 2\n', "utf-8")
    (town / "周报").mkdir()
    monkeypatch.chdir(town / "周报")
    assert f"cd '{town / '周报'}' &&" in export("--show-cron", "--lang", "en").stdout
    assert export("--product", "figures").exit_code == ExitCode.CLEAN
    assert (town / "周报/exports/latest").is_dir()


def test_the_line_for_cron_works_as_it_is_printed(town: Path) -> None:
    home = town / "a b%c'd"
    home.mkdir()
    (town / "registry.xlsx").rename(home / "registry.xlsx")
    (home / "puxi.toml").write_text('[registry]\npath = "registry.xlsx"\n[export]\nproducts = ["figures"]\ntarget = "出口"\n')
    shown = subprocess.run(
        [sys.executable, "-m", "puxi_cli", "export", "--show-cron", "--year", "2017", "--keep", "3"],
        cwd=home, capture_output=True, text=True, check=True, env={**os.environ, "PUXI_LANG": "zh"},
    )  # fmt: skip
    comment, line = shown.stdout.splitlines()
    assert comment.startswith("# crontab -e")
    minute, hour, *days, command = line.split(" ", 5)
    assert (minute, hour, days) == ("30", "6", ["*", "*", "1-5"])
    assert not re.search(r"(?<!\\)%", command), "a bare % ends the command for cron"
    bare = {"PATH": "/usr/bin:/bin", "HOME": str(town)}  # what cron gives
    done = subprocess.run(
        ["/bin/sh", "-c", command.replace(r"\%", "%")], cwd="/", env=bare, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert (home / "出口/0001_2017-12-31/manifest.json").is_file()


def test_the_units_for_systemd(town: Path) -> None:
    shown = export("--show-systemd", "--keep", "3", "--output", "a b%$")
    service, timer = shown.stdout.split("# /etc/systemd/system/puxi-export.timer\n")
    assert service.startswith("# /etc/systemd/system/puxi-export.service\n[Unit]\n")
    assert f"WorkingDirectory={town}\n" in service
    [start] = [line for line in service.splitlines() if line.startswith("ExecStart=")]
    assert shlex.split(start.removeprefix("ExecStart="))[-6:] == ["--year", "2017", "--output", f"{town}/a b%%$$", "--keep", "3"]
    assert "Type=oneshot" in service
    assert "OnCalendar=Mon..Fri 06:30" in timer
    assert "Persistent=true" in timer
    assert "PUXI_LANG=zh" in service
    if shutil.which("systemd-analyze"):
        (town / "puxi-export.service").write_text(service)
        (town / "puxi-export.timer").write_text(timer)
        checked = subprocess.run(
            ["systemd-analyze", "verify", str(town / "puxi-export.timer")], capture_output=True, text=True, check=False
        )
        assert "puxi-export" not in checked.stderr, checked.stderr
