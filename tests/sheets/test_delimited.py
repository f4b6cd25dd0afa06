"""CSV and TSV: what they are written in, rows that keep their numbers, quotation marks without a partner."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from puxi_cli.errors import UnreadableFile
from puxi_cli.sheets.delimited import encoding_of, grid_of_text
from puxi_cli.sheets.opened import opened
from tests.profiles import examples
from tests.sheets.registers import PERSONS, column, csv_file, csv_text, faults_of, read, rows_of

ENCODINGS = ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be"]


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("text", [csv_text(PERSONS), "户编号,姓名\n1,𠮷一\n" * 50, "户编号,一\n一,一\n" * 300])
def test_the_encoding_is_found(encoding: str, text: str) -> None:
    data = text.encode("utf-16-le").join([b"\xff\xfe", b""]) if encoding == "utf-16" else text.encode(encoding)
    assert data.decode(encoding_of(Path("a.csv"), data)) == text


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_a_stray_zero_byte_is_dirt_and_no_utf_16(encoding: str, tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(csv_text(PERSONS).encode(encoding).replace(b"P1", b"P1\0"))
    assert column(read(path), "persons", "person_id") == ["P1", "P2", "P3", "P4"]


@pytest.mark.parametrize(("encoding", "line"), [("utf-8", 4), ("gb18030", 4), ("utf-16-le", None)])
def test_text_in_no_encoding_names_the_line(encoding: str, line: int | None, tmp_path: Path) -> None:
    data = csv_text(PERSONS).encode(encoding)
    at = data.index("赵三".encode(encoding)) if line else len(data) - 1
    path = tmp_path / "a.csv"
    path.write_bytes(data[:at] + b"\xff\xff" + data[at + 1 :])
    with pytest.raises(UnreadableFile) as refused:
        read(path)
    if line:
        assert f"near line {line} " in refused.value.en
        assert f"第 {line} 行" in refused.value.zh


@pytest.mark.parametrize("mark", ["\x0b", "\x0c", "\x1c", "\x1d", "\x1e", "\x85", "\u2028", "\u2029"])
def test_marks_inside_a_cell_break_no_row(mark: str, tmp_path: Path) -> None:
    rows = [PERSONS[0], (*PERSONS[1][:2], f"王{mark}一", *PERSONS[1][3:]), *PERSONS[2:]]
    reading = read(csv_file(tmp_path / "a.csv", rows))
    unseen = mark not in "\u2028\u2029"  # these two end lines: they are blanks, and stay
    assert faults_of(reading) == ([("REC220", "C2")] if unseen else [])
    assert rows_of(reading, "persons") == [2, 3, 4, 5]
    assert column(reading, "persons", "name")[0] == ("王一" if unseen else f"王{mark}一")


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_line_ends_of_all_systems(end: str, tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(csv_text([*PERSONS[:3], (), *PERSONS[3:]]).replace("\r\n", end).encode())
    reading = read(path)
    assert faults_of(reading) == []
    assert rows_of(reading, "persons") == [2, 3, 5, 6]


def test_a_line_break_inside_a_cell_is_one_row_as_the_spreadsheet_shows_it(tmp_path: Path) -> None:
    rows = [PERSONS[0], (*PERSONS[1][:2], "王\n一", *PERSONS[1][3:]), *PERSONS[2:]]
    reading = read(csv_file(tmp_path / "a.csv", rows))
    assert rows_of(reading, "persons") == [2, 3, 4, 5]
    assert reading.registry.persons.place(0, 3, "name").cell == "C3"


def test_headings_with_line_breaks_and_commas(tmp_path: Path) -> None:
    heads = tuple({"姓名": "姓\n名", "户编号": "户编号\n(必填,数字)"}.get(str(head), head) for head in PERSONS[0])
    reading = read(csv_file(tmp_path / "a.csv", [heads, *PERSONS[1:]]))
    assert column(reading, "persons", "name") == [row[2] for row in PERSONS[1:]]


def test_a_long_note_with_many_commas_and_lines_is_one_cell(tmp_path: Path) -> None:
    rows = [
        ("规则", "户编号", "人编号", "原因", "批准人", "日期", "截止"),
        (
            "REC106",
            "1",
            None,
            "外出,无手机,\n已与其子联系,号码登记在子名下,\n逐年复核,由村负责,2018年已核",
            "张镇长",
            "2018-11-02",
            "2019-11-02",
        ),
        ("REC106", "2", None, "同上", "张镇长", "2018-11-02", "2019-11-02"),
    ]
    reading = read(csv_file(tmp_path / "豁免.csv", rows))
    assert faults_of(reading) == [("REC225", "D3")]
    assert rows_of(reading, "waivers") == [2, 3]


def broken(lines: dict[int, tuple[str, str]]) -> str:
    """The persons' text with a replacement in some of its lines (from 1)."""
    text = csv_text(PERSONS).splitlines()
    for line, (old, new) in lines.items():
        assert old in text[line - 1]
        text[line - 1] = text[line - 1].replace(old, new, 1)
    return "\r\n".join(text) + "\r\n"


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (broken({3: (",李二", ',"李二')}), 3),  # never closed
        (broken({3: (",李二", ',"李二'), 5: ("钱四,", '钱四",')}), 3),  # closed two rows further down
        (broken({3: (",李二", ',"李二'), 5: (",男,", ',"男,')}), 3),
        (broken({5: (",钱四", ',"钱四')}), 5),
        (broken({1: ("户编号", '"户编号')}), 1),
    ],
)
def test_a_quotation_mark_without_a_partner_swallows_no_rows(text: str, line: int, tmp_path: Path) -> None:
    path = tmp_path / "信息表.csv"
    path.write_text(text, encoding="utf-8", newline="")
    with pytest.raises(UnreadableFile) as refused:
        read(path)
    assert f"第 {line} 行" in refused.value.zh
    assert f"from line {line} on" in refused.value.en
    assert "信息表.csv" in refused.value.en


def test_text_behind_a_closing_quotation_mark_is_read_and_told(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text(broken({2: (",王一,", ',"王"一,')}), encoding="utf-8", newline="")
    reading = read(path)
    assert column(reading, "persons", "name") == ["王一", "李二", "赵三", "钱四"]
    assert any("第 2 行" in zh and "lines 2;" in en for zh, en in reading.notes)


def test_a_quotation_mark_inside_a_cell_is_a_character(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text(broken({3: (",李二", ',李"二"')}), encoding="utf-8")
    assert column(read(path), "persons", "name")[1] == '李"二"'


@pytest.mark.parametrize("delimiter", [",", "\t", ";", "|"])
def test_the_delimiter_is_found_under_titles(delimiter: str, tmp_path: Path) -> None:
    rows = [("乙镇，建档立卡",), ("说明；截至2018年",), *PERSONS]
    reading = read(csv_file(tmp_path / "a.csv", rows, delimiter=delimiter))
    assert rows_of(reading, "persons") == [4, 5, 6, 7]


@pytest.mark.parametrize("delimiter", [",", ";", "，"])
@pytest.mark.parametrize("dressed", ["{}\t", "\t{}", '"{}\t"', '"\t{}"', '"{}"\t'])
def test_a_tab_in_every_cell_is_no_delimiter(dressed: str, delimiter: str, tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    lines = [delimiter.join(dressed.format(cell or "") for cell in row) for row in PERSONS]
    path.write_bytes("\r\n".join(lines).encode("gb18030"))
    reading = read(path)
    assert column(reading, "persons", "person_id") == ["P1", "P2", "P3", "P4"]
    assert column(reading, "persons", "name") == ["王一", "李二", "赵三", "钱四"]


def test_tabs_beside_commas_still_part_columns(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("户编号\t姓名\t与户主关系\t\n1\t王一\t户主\t\n1\t李二,\t配偶\t\n", encoding="utf-8")
    assert column(read(path), "persons", "relation") == ["本人或户主", "配偶"]


def test_rows_longer_and_shorter_than_the_headings(tmp_path: Path) -> None:
    rows = [PERSONS[0], (*PERSONS[1], "多", "余"), PERSONS[2][:8], *PERSONS[3:]]
    reading = read(csv_file(tmp_path / "a.csv", rows))
    assert faults_of(reading) == []
    assert column(reading, "persons", "id_no") == [row[4] for row in PERSONS[1:]]
    assert column(reading, "persons", "serious_medical") == [True, None, False, True]


def test_a_text_that_begins_as_a_package_does_is_text(tmp_path: Path) -> None:
    heads = ("PK号", *PERSONS[0])
    reading = read(csv_file(tmp_path / "a.csv", [heads, *(("1", *row) for row in PERSONS[1:])]))
    assert column(reading, "persons", "name") == ["王一", "李二", "赵三", "钱四"]


def test_a_cell_full_of_other_delimiters_is_one_cell(tmp_path: Path) -> None:
    heads = ("户编号", "行政村", "主要致贫原因")
    path = csv_file(
        tmp_path / "a.csv",
        [heads, ("1", "丙村", "因病;因残;因学;缺技术"), ("2", "丙村", "因病|因残|因学|缺技术"), ("3", "丙村", "因病")],
    )
    assert grid_of_text(opened(path, None)).frame.rows()[1][2] == "因病;因残;因学;缺技术"
    assert column(read(path), "households", "household_id") == ["1", "2", "3"]


cells = st.text(st.characters(blacklist_categories=("Cs",), blacklist_characters="\x00\r"), max_size=6)


@given(
    rows=st.lists(st.lists(cells, min_size=3, max_size=3), min_size=1, max_size=6),
    encoding=st.sampled_from(["utf-8-sig", "gb18030"]),
)
@examples(200)
def test_what_a_program_writes_comes_back(rows: list[list[str]], encoding: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    heads = ["户编号", "姓名", "证件号码"]
    path = csv_file(tmp_path_factory.mktemp("csv") / "a.csv", [heads, *rows], encoding)
    try:
        frame = grid_of_text(opened(path, None)).frame
    except UnreadableFile as error:
        refused = error
    else:
        assert frame.rows()[1:] == [tuple(cell if cell.strip() else None for cell in row) for row in rows]
        return
    # Only a cell that looks exactly like rows that were swallowed may be refused, or GB18030 that is UTF-8 as well.
    assert "quotation mark" in refused.en
    assert any("\n" in cell and "," in cell for row in rows for cell in row)
