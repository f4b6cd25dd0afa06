"""What a whole run of `validate` says: outcomes that add up, waivers, files given twice, registers that are only half there."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner

from puxi_cli.cli.main import main
from puxi_cli.errors import UnreadableFile
from puxi_cli.findings import Checked, RuleCount
from puxi_cli.jobs.settings_parts import Settings
from puxi_cli.reports.words import mend, message
from puxi_cli.rules import catalogue
from puxi_cli.systems.figures.job import figures
from puxi_cli.systems.quality.job import validate
from tests.conftest import number
from tests.sheets.registers import Sheets, xlsx

pytestmark = pytest.mark.slow

DAY = date(2018, 12, 31)


def count(checked: Checked, rule: str) -> RuleCount:
    return next(found for found in checked.rules if found.card.id == rule)


PERSONS: list[list[object]] = [
    ["户编号", "姓名", "证件号码", "与户主关系", "性别", "出生日期", "残疾证号", "联系电话"],
    ["0001", "张三", number("69000019700101123"), "户主", "男", None, None, None],
    ["0001", "李四", "1234", "配偶", "女", "19720202", None, None],
]
HOUSEHOLDS: list[list[object]] = [["户编号", "行政村", "人数", "住房面积"], ["0001", "甲村", 2, None]]


def test_a_blank_is_no_pass_and_what_cannot_be_decided_is_unknown(tmp_path: Path) -> None:
    checked = validate([xlsx(tmp_path / "a.xlsx", {"户信息": HOUSEHOLDS, "人口信息": PERSONS})], day=DAY)
    # Birth date: one blank, one beside a number that cannot be read. Telephones and certificates: nobody has one.
    assert (count(checked, "REC116").passed, count(checked, "REC116").unknown, count(checked, "REC116").not_applicable) == (
        0,
        1,
        2,
    )
    assert (count(checked, "REC117").passed, count(checked, "REC117").unknown) == (1, 1)
    for rule in ("REC106", "REC115"):
        assert (count(checked, rule).passed, count(checked, rule).not_applicable) == (0, 3)
    assert (count(checked, "REC111").failed, count(checked, "REC111").passed) == (1, 1)
    for found in checked.rules:
        if found.card.scope != "sheet":
            total = found.passed + found.failed + found.unknown + found.not_applicable
            assert min(found.passed, found.failed, found.unknown, found.not_applicable) >= 0
            asks = len(catalogue.rules()[found.card.id].asks) if found.card.id in catalogue.rules() else 1
            assert total <= 3 * asks, found.card.id


@pytest.mark.parametrize(
    ("table", "missing", "rules"),
    [
        ("户信息", "脱贫年度", ["REC331", "REC332", "REC333"]),
        ("户信息", "首次识别时间", ["REC331"]),
        ("户信息", "行政村", ["REC341"]),
        ("人口信息", "与户主关系", ["REC303", "REC304"]),
        ("人口信息", "证件号码", ["REC114", "REC305", "REC306"]),
    ],
)
def test_a_missing_column_says_what_a_blank_one_says_and_is_named(
    table: str, missing: str, rules: list[str], tmp_path: Path
) -> None:
    sheets: Sheets = {
        "户信息": [
            ["户编号", "行政村", "人数", "首次识别时间", "脱贫属性", "脱贫年度"],
            ["0001", "甲村", 1, "201401", "已脱贫", 2016],
        ],
        "人口信息": [PERSONS[0][:6], PERSONS[1][:6]],
        "村信息": [["行政村", "是否贫困村", "类型"], ["甲村", "否", "村"]],
    }
    index = sheets[table][0].index(missing)
    sheets[table] = [
        [None if n and place == index else cell for place, cell in enumerate(row)] for n, row in enumerate(sheets[table])
    ]
    blank = validate([xlsx(tmp_path / "blank.xlsx", sheets)], day=DAY)
    sheets[table] = [[cell for place, cell in enumerate(row) if place != index] for row in sheets[table]]
    checked = validate([xlsx(tmp_path / "a.xlsx", sheets)], day=DAY)
    for rule in rules:
        found, as_blank = count(checked, rule), count(blank, rule)
        assert (found.passed, found.failed, found.not_applicable + found.unknown) == (0, 0, 1), rule
        assert (found.not_applicable, found.unknown) == (as_blank.not_applicable, as_blank.unknown), rule
        assert f"{table}.{missing}" in found.why_unknown


WAIVER_HEADINGS: list[object] = ["规则", "户编号", "人编号", "原因", "批准人", "日期", "截止"]


@pytest.mark.parametrize(
    ("waiver", "waives", "said"),
    [
        (["REC310", "0001", None, "已核实", "王五", "2018-01-01", "2019-12-31"], True, None),
        (["rec310", "0001", None, "已核实", "王五", None, None], True, None),
        (["REC310", "0001", None, "已核实", None, None, None], False, "不完整"),
        (["REC310", "0001", None, "已核实", "王五", None, "长期"], False, "不完整"),
        (["REC310", "0001", None, "已核实", "王五", "2019-01-01", None], False, "有效期"),
        (["REC310", "0001", None, "已核实", "王五", None, "2018-12-30"], False, "有效期"),
        (["REC999", "0001", None, "已核实", "王五", None, None], False, "没有规则"),
        (["REC310", None, None, "已核实", "王五", None, None], False, "没有写"),
        (["REC310", "0002", None, "已核实", "王五", None, None], False, "没有这一户"),
        (["REC310", "0001", "9", "已核实", "王五", None, None], False, "人编号"),
        (["REC302", "0001", None, "已核实", "王五", None, None], False, "没有发现"),
        (["EX101", "0001", None, "已核实", "王五", None, None], False, None),  # `exit` says it
    ],
)
def test_a_waiver_waives_what_it_names_while_it_is_in_force(
    waiver: list[object], waives: bool, said: str | None, tmp_path: Path
) -> None:
    households: list[list[object]] = [["户编号", "行政村", "人数"], ["0001", "甲村", 5]]
    persons = [PERSONS[0][:5], PERSONS[1][:5]]
    path = xlsx(tmp_path / "a.xlsx", {"户信息": households, "人口信息": persons, "豁免": [WAIVER_HEADINGS, waiver]})
    checked = validate([path], day=DAY)
    [size] = [finding for finding in checked.findings if finding.card.id == "REC310"]
    assert (size.waived == "已核实") is waives
    assert count(checked, "REC310").waived == int(waives)
    told = [zh for zh, _ in checked.notes if "豁免" in zh]
    assert bool(told) is bool(said)
    assert not said or said in told[0]


def test_a_file_given_twice_is_read_once(tmp_path: Path) -> None:
    path = xlsx(tmp_path / "a.xlsx", {"户信息": HOUSEHOLDS, "人口信息": [PERSONS[0], PERSONS[1]]})
    (tmp_path / "copy.xlsx").write_bytes(path.read_bytes())
    checked = validate([path, tmp_path / "copy.xlsx", path], day=DAY)
    assert checked.rows["persons"] == 1
    assert sum("只读一次" in zh for zh, _ in checked.notes) == 2


def test_a_folder_is_read_with_the_folders_in_it(tmp_path: Path) -> None:
    for village in ("甲", "乙"):
        folder = tmp_path / f"{village}村"
        folder.mkdir()
        xlsx(
            folder / "户.xlsx",
            {"户信息": [["户编号", "行政村", "人数"], [f"000{len(village)}{village == '甲':d}", f"{village}村", 1]]},
        )
    assert validate([tmp_path], day=DAY).rows["households"] == 2


def test_an_empty_sheet_says_as_little_as_none(tmp_path: Path) -> None:
    sheets: Sheets = {"户信息": HOUSEHOLDS, "人口信息": [PERSONS[0], PERSONS[1]], "村信息": [["行政村", "是否贫困村", "类型"]]}
    checked = validate([xlsx(tmp_path / "a.xlsx", sheets)], day=DAY)
    assert "REC341" not in {finding.card.id for finding in checked.findings}
    assert count(checked, "REC341").unknown == 1


def test_a_relational_village_beside_a_flat_one(tmp_path: Path) -> None:
    first = xlsx(
        tmp_path / "甲村.xlsx",
        {"户信息": [["户编号", "行政村", "人数"], ["0001", "甲村", 1]], "人口信息": [PERSONS[0], PERSONS[1]]},
    )
    flat: Sheets = {
        "名单": [
            ["行政村", "户编号", "姓名", "证件号码", "与户主关系", "人数", "首次识别时间"],
            ["乙村", "0002", "李四", number("69000019720202124"), "户主", 2, "201401"],
            ["乙村", "0002", "李五", number("69000019920202126"), "之女", 2, "201401"],
        ]
    }
    second = xlsx(tmp_path / "乙村.xlsx", flat)
    checked = validate([first, second], day=DAY)
    assert checked.rows["households"] == 2
    assert not checked.findings


def test_one_wrong_row_does_not_make_a_list_of_heads_a_list_of_persons(tmp_path: Path) -> None:
    rows: list[list[object]] = [["行政村", "户编号", "姓名", "证件号码", "与户主关系", "人数"]]
    for n in range(1, 31):
        rows.append(["甲村", f"{n:04}", f"户主{n}", number(f"690000197001{n:02}123"), "户主", 3])
    rows[5][1] = "0003"
    checked = validate([xlsx(tmp_path / "户主名单.xlsx", {"名单": rows})], day=DAY)
    assert {finding.card.id for finding in checked.findings} == {"REC308"}


def test_a_report_of_puxis_is_no_register(tmp_path: Path) -> None:
    from puxi_cli.reports.findings_xlsx import write_findings_xlsx

    register = xlsx(tmp_path / "a.xlsx", {"户信息": HOUSEHOLDS, "人口信息": PERSONS})
    checked = validate([register], day=DAY)
    report = tmp_path / "findings.xlsx"
    with report.open("wb") as stream:
        write_findings_xlsx(checked, stream, "zh")
    again = validate([tmp_path], day=DAY)
    assert again.rows == checked.rows
    assert any("不是信息表" in zh for zh, _ in again.notes)
    with pytest.raises(UnreadableFile):
        validate([report], day=DAY)


def test_figures_name_who_is_not_in_them(tmp_path: Path) -> None:
    sheets: Sheets = {
        "户信息": [["户编号", "行政村", "首次识别时间", "脱贫属性", "脱贫年度"], ["0001", "甲村", "201401", "预脱贫", 2020]],
        "人口信息": [
            ["户编号", "姓名", "证件号码", "与户主关系"],
            ["0001", "张三", number("69000019700101123"), "户主"],
            ["0009", "李四", number("69000019720202124"), "户主"],
        ],
    }
    found = figures([xlsx(tmp_path / "a.xlsx", sheets)], day=date(2021, 12, 31))
    assert (found.households, found.persons) == (1, 1)
    said = " ".join(zh for zh, _ in found.notes)
    for words in ("1 人的户编号", "1 户未脱贫或预脱贫而填了脱贫年度", "最新只到 2014 年", "没有“村年度”表"):
        assert words in said


def test_the_notes_of_figures_name_the_households(tmp_path: Path) -> None:
    heads = ["户编号", "行政村", "家庭人口数", "首次识别时间", "脱贫属性", "脱贫年度", "返贫时间"]
    rows: list[list[object]] = [
        heads,
        ["0001", "甲村", 2, "201401", "预脱贫", 2018, None],
        ["0002", "甲村", 2, "201401", "已脱贫（享受政策）", None, None],
        ["0003", "甲村", 2, "201401", "返贫", 2016, None],
        ["0004", None, 2, "201401", "未脱贫", None, None],
        ["0005", "甲村", 2, None, "未脱贫", None, None],
        ["0006", "甲村", None, "201401", "未脱贫", None, None],
        ["0007", "甲村", 2, None, None, None, None],
    ]
    found = figures([xlsx(tmp_path / "户信息_20181231.xlsx", {"户信息": rows})], day=DAY)
    zh, en = [note[0] for note in found.notes], [note[1] for note in found.notes]
    for words, home in (
        ("1 户未脱贫或预脱贫而填了脱贫年度", "0001"),
        ("1 户已脱贫而无可识别的脱贫年度", "0002"),
        ("1 户返贫而无可识别的返贫时间", "0003"),
        ("1 个建档户（含已退出的）没有可识别的村名", "0004"),
    ):
        assert [note.removesuffix("。").rpartition("：")[2] for note in zh if note.startswith(words)] == [home]
    assert not [note for note in en if "1 households" in note or "1 listed households" in note]
    assert [note.partition(" ")[0] for note in en if note.startswith("1 household") and note.endswith(": 0005.")] == ["1"]


def test_one_and_two_are_yes_and_no_only_where_the_user_says_so(tmp_path: Path) -> None:
    rows: list[list[object]] = [["户编号", "行政村", "危房户"], ["0001", "甲村", 1], ["0002", "甲村", 2]]
    path = xlsx(tmp_path / "a.xlsx", {"户信息": rows})
    assert [finding.card.id for finding in validate([path], day=DAY).findings if finding.field == "unsafe_house"] == ["REC103"]
    told = validate([path], day=DAY, settings=Settings(tmp_path, one_two=True))
    assert not [finding for finding in told.findings if finding.field == "unsafe_house"]


def test_a_household_without_a_time_is_told_what_says_that_it_is_listed(tmp_path: Path) -> None:
    """Only what is filled is named, by the file's own headings."""
    heads = ["户号", "行政村", "首次识别时间", "脱贫状态", "脱贫年度", "返贫时间", "贫困户属性"]
    rows: list[list[object]] = [
        heads,
        ["0001", "甲村", None, None, "2016", None, None],
        ["0002", "甲村", None, "返贫", None, "201706", "低保户"],
        ["0003", "甲村", "201401", "未脱贫", None, None, None],
    ]  # fmt: skip
    checked = validate([xlsx(tmp_path / "a.xlsx", {"户信息": rows})], day=DAY)
    told = [message(found, "zh", show_ids=True) for found in checked.findings if found.card.id == "REC343"]
    assert told == [
        "首次识别时间空着，而其他列说明已建档（脱贫年度 2016）",
        "首次识别时间空着，而其他列说明已建档（脱贫状态 返贫、返贫时间 2017-06、贫困户属性 低保户）",
    ]


@pytest.mark.parametrize(("status", "year"), [("是否脱贫", "脱贫年度"), ("脱贫属性", "脱贫时间")])
def test_a_finding_quotes_the_headings_of_the_file(status: str, year: str, tmp_path: Path) -> None:
    (tmp_path / "户.csv").write_text(
        f"户编号,行政村,户主姓名,首次识别时间,{status},{year}\n6900000001,甲村,王一,201401,已脱贫（享受政策）,\n"
        "6900000002,甲村,李二,201401,未脱贫,2017\n",
        "utf-8",
    )
    checked = validate([tmp_path / "户.csv"], day=DAY)
    said = {finding.card.id: (message(finding, "zh", False), mend(finding, "zh", False)) for finding in checked.findings}
    assert said["REC333"][0] == f"{status}为已脱贫（享受政策），{year}却空着"
    assert said["REC332"] == (f"{year}填了 2017，{status}却是未脱贫", f"核对脱贫审批表，改正{status}或删去年度")


def test_a_name_of_the_register_in_a_wrong_column_is_masked(tmp_path: Path) -> None:
    heads = ("户编号", "行政村", "姓名", "证件号码", "与户主关系")
    rows = [
        heads,
        ("1", "丙村", "张三平", number("69000019800101001"), "户主"),
        ("2", "丙村", "孙独", number("69000019800101002"), "户主"),
    ]
    rows += [("张三平", "丙村", "王主任", None, "孙独、张三平")]
    path = xlsx(tmp_path / "a.xlsx", {"名单": rows})
    for form in ("text", "json", "csv"):
        said = CliRunner().invoke(main, ["validate", str(path), "--year", "2018", "--lang", "zh", "--format", form]).stdout
        assert "孙*、张**" in said
        assert "张三平" not in said
        assert "孙独" not in said
