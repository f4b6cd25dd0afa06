"""Files that cannot be read: one clear sentence with the file and what to try, whatever they are; never a traceback, never a
process that dies, never a byte of them changed."""

from __future__ import annotations

import errno
import gc
import hashlib
import os
import random
import re
import struct
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import polars as pl
import pytest
import xlsxwriter
from msoffcrypto.method.ecma376_agile import ECMA376Agile

import puxi_cli
from puxi_cli.errors import UnreadableFile
from tests.sheets.biff12 import xlsb
from tests.sheets.registers import PERSONS, REGISTER, column, csv_file, csv_text, read, xlsx
from tests.sheets.test_scan import persons_as

pytestmark = pytest.mark.slow

DATA = Path(__file__).parent.parent / "data" / "sheets"
PART = "xl/worksheets/sheet2.xml"  # the persons of REGISTER
SOURCES = Path(puxi_cli.__file__).parent.parent


def repacked(path: Path, source: Path, changes: dict[str, Callable[[bytes], bytes]]) -> Path:
    """A package with some of its parts changed."""
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            data = old.read(name)
            new.writestr(name, changes[name](data) if name in changes else data)
    return path


def with_part(path: Path, source: Path, part: str, begin: bytes, chunks: Iterator[bytes], end: bytes) -> Path:
    """A package with one part written anew as a stream: it may be larger than memory."""
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as new:
        for name in old.namelist():
            if name != part:
                new.writestr(name, old.read(name))
        with new.open(part, "w", force_zip64=True) as out:
            out.write(begin)
            for chunk in chunks:
                out.write(chunk)
            out.write(end)
    return path


def plain(folder: Path) -> Path:
    return xlsx(folder / "plain.xlsx", REGISTER)


def sheet_halves(source: Path) -> tuple[bytes, bytes]:
    with zipfile.ZipFile(source) as package:
        begin, _, end = package.read(PART).partition(b"</sheetData>")
    return begin, b"</sheetData>" + end


def refused(path: Path, password: str | None = None) -> UnreadableFile:
    """What puxi says of a file: in both languages, with its name and something to do; its bytes are as they were."""
    before = hashlib.sha256(path.read_bytes()).digest() if path.is_file() else b""
    with pytest.raises(UnreadableFile) as caught:
        read(path, **({"password": password} if password is not None else {}))
    said = caught.value
    assert path.name in said.zh
    assert path.name in said.en
    assert said.exit_code == 3
    assert said.zh.count("。") >= 1
    assert len(said.en.split()) > 5
    assert not path.is_file() or hashlib.sha256(path.read_bytes()).digest() == before
    return said


# Missing, empty, of another kind


def test_a_missing_file(tmp_path: Path) -> None:
    assert "找不到" in refused(tmp_path / "没有.xlsx").zh


@pytest.mark.parametrize("name", ["空.xlsx", "空.xls", "空.csv", "空.ods", "空.parquet"])
def test_an_empty_file(name: str, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_bytes(b"")
    assert "空的" in refused(path).zh


def test_an_empty_folder(tmp_path: Path) -> None:
    (tmp_path / "登记").mkdir()
    assert "没有表格文件" in refused(tmp_path / "登记").zh


def test_what_is_no_file_at_all(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "管道.csv")
    assert "not a spreadsheet" in refused(tmp_path / "管道.csv").en


JPEG = bytes.fromhex("ffd8ffe000104a46494600010101006000600000ffdb0043") + bytes(range(256)) * 8
OTHERS = {
    "名单.pdf": b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj <</Type/Catalog>> endobj\n" + bytes(range(256)),
    "照片.jpg": JPEG,
    "照片.xlsx": JPEG,
    "照片.csv": JPEG,
    "名单.xlsx": b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n",
    "程序.csv": b"\x7fELF\x02\x01\x01" + bytes(200),
    "一.json": b'{"a": 1}',
    "随机.xls": random.Random(1).randbytes(3000),
    "随机.parquet": b"PAR1" + random.Random(2).randbytes(3000) + b"PAR1",
    "随机.xlsx": b"PK\x03\x04" + random.Random(3).randbytes(3000),
    "随机.ods": b"PK\x05\x06" + bytes(18),
    "旧.xls": bytes.fromhex("d0cf11e0a1b11ae1") + random.Random(4).randbytes(5000),
    "旧书.xls": bytes.fromhex("0908100000060500") + bytes(500),  # the stream of a workbook without its container
    "只有一行.csv": "乙镇建档立卡贫困人口信息表\n".encode(),
    "零.csv": bytes(5000),
}


@pytest.mark.parametrize("name", OTHERS)
def test_files_of_another_kind(name: str, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(OTHERS[name])
    refused(tmp_path / name)


@pytest.mark.parametrize(
    "page",
    [
        b"<html><table><tr><td>\xe5\xa7\x93\xe5\x90\x8d</td></tr></table></html>",
        b"\xef\xbb\xbf<!DOCTYPE html><html>",
        b'  \r\n<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>',
        b"<table border=1><tr><td>1</td></tr></table>",
        b'<HTML xmlns:x="urn:schemas-microsoft-com:office:excel">',
    ],
)
@pytest.mark.parametrize("name", ["导出.xls", "导出.xlsx", "导出.csv"])
def test_a_web_page_with_the_name_of_a_workbook(page: bytes, name: str, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(page)
    assert re.search("网页|不是 puxi 能读的表格|没有找到", refused(tmp_path / name).zh)


@pytest.mark.parametrize(
    "parts",
    [
        ["word/document.xml", "[Content_Types].xml"],
        ["a.txt"],
        ["content.xml", "mimetype"],
        ["xl/workbook.xml"],
        ["xl/styles.xml"],
    ],
)
def test_packages_of_another_kind(parts: list[str], tmp_path: Path) -> None:
    path = tmp_path / "文档.xlsx"
    with zipfile.ZipFile(path, "w") as package:
        for part in parts:
            package.writestr(part, "application/vnd.oasis.opendocument.text" if part == "mimetype" else "<a/>")
    refused(path)


def test_a_workbook_without_a_table_puxi_knows(tmp_path: Path) -> None:
    path = xlsx(tmp_path / "物资.xlsx", {"Sheet1": [("物资", "数量"), ("水泥", "20")], "Sheet2": []})
    said = refused(path)
    assert "puxi template" in said.zh
    assert "puxi headings" in said.en


def test_a_workbook_with_nothing_in_it(tmp_path: Path) -> None:
    refused(xlsx(tmp_path / "空白.xlsx", {"Sheet1": []}))


def test_one_bad_file_of_a_folder_is_named(tmp_path: Path) -> None:
    csv_file(tmp_path / "1.csv", PERSONS)
    (tmp_path / "2.xlsx").write_bytes(JPEG)
    reading = read(tmp_path)
    assert column(reading, "persons", "name") == ["王一", "李二", "赵三", "钱四"]
    assert "2.xlsx" in reading.notes[0][1]
    assert [Path(item.file).name for item in reading.inputs] == ["1.csv"]
    with pytest.raises(UnreadableFile, match=r"2\.xlsx"):
        read(tmp_path / "1.csv", tmp_path / "2.xlsx")  # a file that was named is needed
    (tmp_path / "1.csv").unlink()
    with pytest.raises(UnreadableFile, match=r"2\.xlsx"):
        read(tmp_path)


def test_a_link_that_points_nowhere_is_a_file_that_cannot_be_read(tmp_path: Path) -> None:
    csv_file(tmp_path / "1.csv", PERSONS)
    (tmp_path / "2.xlsx").symlink_to(tmp_path / "nowhere.xlsx")
    (tmp_path / ".#3.xlsx").symlink_to(tmp_path / "lock of an editor")
    reading = read(tmp_path)
    assert column(reading, "persons", "name") == ["王一", "李二", "赵三", "钱四"]
    assert "2.xlsx：这个链接指向的文件不存在" in reading.notes[0][0]
    assert len(reading.lost) == 1
    (tmp_path / "1.csv").unlink()
    with pytest.raises(UnreadableFile, match=r"2\.xlsx: a link to a file that is not there"):
        read(tmp_path)


def test_a_folder_within_that_may_not_be_entered_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    csv_file(tmp_path / "1.csv", PERSONS)
    walked = os.walk

    def refusing(top: Path, onerror: Callable[[OSError], None]) -> Iterator[tuple[str, list[str], list[str]]]:
        onerror(PermissionError(errno.EACCES, "Permission denied", str(tmp_path / "内")))
        onerror(FileNotFoundError(errno.ENOENT, "No such file", str(tmp_path / "刚删")))
        yield from walked(top)

    monkeypatch.setattr(os, "walk", refusing)
    (tmp_path / "内").mkdir()
    reading = read(tmp_path)
    assert len(reading.lost) == 1
    assert "内" in reading.lost[0].zh
    (tmp_path / "1.csv").unlink()
    with pytest.raises(UnreadableFile) as told:
        read(tmp_path)
    assert told.value.zh.endswith("内：打不开（没有权限）。请检查权限。")


@pytest.mark.skipif(os.name != "posix", reason="elsewhere a root may be a stick with the register on it")
def test_the_whole_machine_is_no_register() -> None:
    with pytest.raises(UnreadableFile, match="Name the folder of the register"):
        read(Path("/"))


# Damaged


def lengths(size: int) -> list[int]:
    return sorted({*range(1, size, max(1, size // 40)), *range(max(1, size - 30), size - 5), size // 2})


@pytest.mark.parametrize("name", ["register.xlsx", "register.xlsb", "odd.xls", "odd.ods", "register.parquet"])
def test_a_workbook_that_was_cut_off(name: str, tmp_path: Path) -> None:
    if name == "register.xlsx":
        whole = xlsx(tmp_path / name, REGISTER).read_bytes()
    elif name == "register.xlsb":
        whole = xlsb(tmp_path / name, REGISTER).read_bytes()
    elif name == "register.parquet":
        pl.DataFrame(PERSONS[1:], schema=[str(head) for head in PERSONS[0]], orient="row").write_parquet(tmp_path / name)
        whole = (tmp_path / name).read_bytes()
    else:
        whole = (DATA / name).read_bytes()
    path = tmp_path / f"剪断{Path(name).suffix}"
    for length in lengths(len(whole)):
        path.write_bytes(whole[:length])
        refused(path)


# pyxlsb leaves temporary files to the garbage collector where it fails.
@pytest.mark.filterwarnings("ignore::ResourceWarning")
@pytest.mark.parametrize("name", ["register.xlsx", "register.xlsb", "odd.xls", "odd.ods", "register.csv"])
def test_a_damaged_file_is_refused_or_read_and_nothing_else(name: str, tmp_path: Path) -> None:
    dice = random.Random(name)
    if name.startswith("odd"):
        source = DATA / name
    else:
        writers: dict[str, Callable[[Path], Path]] = {
            "register.xlsx": lambda path: xlsx(path, REGISTER),
            "register.xlsb": lambda path: xlsb(path, REGISTER),
            "register.csv": lambda path: csv_file(path, PERSONS),
        }
        source = writers[name](tmp_path / name)
    whole = source.read_bytes()
    path = tmp_path / f"损坏{source.suffix}"
    for _ in range(50):
        data = bytearray(whole)
        for _ in range(dice.choice([1, 2, 8])):
            data[dice.randrange(len(data))] ^= 1 << dice.randrange(8)
        path.write_bytes(data)
        read_or_refused(path)
    if zipfile.is_zipfile(source):
        with zipfile.ZipFile(source) as package:
            names = [part.filename for part in package.infolist() if part.file_size]
        for _ in range(50):

            def spoiled(data: bytes) -> bytes:
                changed = bytearray(data)
                changed[dice.randrange(len(changed))] = dice.choice(b"\x00\xff<>&\"'x9")
                return bytes(changed)

            read_or_refused(repacked(path, source, {dice.choice(names): spoiled}))
    gc.collect()


def read_or_refused(path: Path) -> None:
    try:
        read(path)
    except UnreadableFile as error:
        said = error
    else:
        return
    assert path.name in said.en


# Protected by a password


def protected(path: Path, source: Path, password: str) -> Path:
    """The same workbook, encrypted as Excel does."""
    with source.open("rb") as file:
        path.write_bytes(ECMA376Agile.encrypt(password, file))
    return path


def test_a_protected_workbook(tmp_path: Path) -> None:
    path = protected(tmp_path / "加密.xlsx", plain(tmp_path), "秘密 2018")
    assert "--password-file" in refused(path).zh
    assert "--password-file" in refused(path).en
    wrong = refused(path, "秘密")
    assert "秘密" not in wrong.zh + wrong.en
    refused(path, "")
    assert column(read(path, password="秘密 2018"), "persons", "name") == ["王一", "李二", "赵三", "钱四"]


def test_a_protected_workbook_of_another_format(tmp_path: Path) -> None:
    source = xlsb(tmp_path / "a.xlsb", REGISTER)
    with zipfile.ZipFile(source, "a") as package:  # what encrypts here cannot do it with less than 4 KB
        package.writestr("docProps/thumbnail.jpeg", random.Random(7).randbytes(9000))
    path = protected(tmp_path / "加密.xlsb", source, "x")
    assert column(read(path, password="x"), "persons", "name") == ["王一", "李二", "赵三", "钱四"]


def test_a_workbook_that_excel_opens_without_asking(tmp_path: Path) -> None:
    # A workbook whose structure is protected is encrypted with a password of Excel's own.
    path = protected(tmp_path / "结构保护.xlsx", plain(tmp_path), "VelvetSweatshop")
    assert column(read(path), "persons", "name") == ["王一", "李二", "赵三", "钱四"]
    assert column(read(path, password="anything"), "persons", "name") == ["王一", "李二", "赵三", "钱四"]


def test_what_is_protected_is_looked_at_like_everything_else(tmp_path: Path) -> None:
    document = tmp_path / "a.docx"
    with zipfile.ZipFile(document, "w") as package:
        package.writestr("[Content_Types].xml", "<Types/>")
        package.writestr("word/document.xml", "<a/>")
        package.writestr("word/media/a.jpeg", random.Random(8).randbytes(9000))
    assert "not a spreadsheet" in refused(protected(tmp_path / "加密.xlsx", document, "x"), "x").en
    stray = persons_as(tmp_path, "", references=True, end='<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>')
    assert stray.stat().st_size > 4096
    assert "stray cell" in refused(protected(tmp_path / "远.xlsx", stray, "x"), "x").en


def test_a_damaged_protected_workbook(tmp_path: Path) -> None:
    whole = protected(tmp_path / "a.xlsx", plain(tmp_path), "x").read_bytes()
    path, dice = tmp_path / "损坏.xlsx", random.Random(5)
    for length in lengths(len(whole))[::8]:
        path.write_bytes(whole[:length])
        read_or_refused_with(path, "x")
    for _ in range(12):
        data = bytearray(whole)
        data[dice.randrange(len(data))] ^= 1 << dice.randrange(8)
        path.write_bytes(data)
        read_or_refused_with(path, "x")


def read_or_refused_with(path: Path, password: str) -> None:
    try:
        read(path, password=password)
    except UnreadableFile as error:
        said = error
    else:
        return
    assert path.name in said.en


def test_a_protected_ods_says_that_it_is_protected(tmp_path: Path) -> None:
    entry = b'<manifest:file-entry manifest:full-path="content.xml"><manifest:encryption-data/></manifest:file-entry></manifest:manifest>'
    changes: dict[str, Callable[[bytes], bytes]] = {
        "META-INF/manifest.xml": lambda data: data.replace(b"</manifest:manifest>", entry),
        "content.xml": lambda data: random.Random(6).randbytes(len(data)),
    }
    said = refused(repacked(tmp_path / "加密.ods", DATA / "odd.ods", changes))
    assert "密码" in said.zh
    assert "password" in said.en


# Dangerous


@pytest.fixture(scope="module")
def zip_bomb(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workbook of a megabyte, one of whose sheets has a gigabyte of blanks."""
    folder = tmp_path_factory.mktemp("bomb")
    source = plain(folder)
    begin, end = sheet_halves(source)
    return with_part(folder / "炸弹.xlsx", source, PART, begin, (b" " * (1 << 20) for _ in range(1024)), end)


def test_a_zip_bomb(zip_bomb: Path) -> None:
    assert zip_bomb.stat().st_size < 2_000_000
    assert "1024 MB" in refused(zip_bomb).zh


def test_a_bomb_that_lies_about_its_size(tmp_path: Path) -> None:
    source = plain(tmp_path)
    begin, end = sheet_halves(source)
    path = with_part(tmp_path / "谎.xlsx", source, PART, begin, (b" " * (1 << 20) for _ in range(80)), end)
    data = path.read_bytes()
    with zipfile.ZipFile(path) as package:
        size = package.getinfo(PART).file_size
    # The central directory, which readers go by, now says 5,000 bytes.
    place = data.rindex(PART.encode()) - 46
    assert data[place : place + 4] == b"PK\x01\x02"
    assert struct.unpack("<I", data[place + 24 : place + 28])[0] == size
    path.write_bytes(data[: place + 24] + struct.pack("<I", 5000) + data[place + 28 :])
    assert "unpacks to" in refused(path).en


def test_a_bomb_in_another_part(tmp_path: Path) -> None:
    for part in ("xl/sharedStrings.xml", "xl/styles.xml", "docProps/core.xml"):
        path = with_part(tmp_path / "炸弹.xlsx", plain(tmp_path), part, b"<a>", (b" " * (1 << 20) for _ in range(80)), b"</a>")
        refused(path)


def test_two_parts_of_one_name(tmp_path: Path) -> None:
    path = plain(tmp_path).rename(tmp_path / "两份.xlsx")
    with zipfile.ZipFile(path, "a") as package, pytest.warns(UserWarning, match="Duplicate name"):
        package.writestr(PART, "<worksheet/>")
    refused(path)


LAUGHS = (
    b'<!DOCTYPE l [<!ENTITY a "aaaaaaaaaa">'
    + b"".join(b'<!ENTITY %c "%b">' % (98 + n, b"&%c;" % (97 + n) * 10) for n in range(9))
    + b"]>"
)


@pytest.mark.parametrize("part", [PART, "xl/sharedStrings.xml", "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/styles.xml"])
def test_xml_entities_in_a_workbook(part: str, tmp_path: Path) -> None:
    path = repacked(tmp_path / "实体.xlsx", plain(tmp_path), {part: lambda data: data.replace(b"?>", b"?>" + LAUGHS, 1)})
    assert "DOCTYPE" in refused(path).zh


def test_xml_entities_in_an_ods(tmp_path: Path) -> None:
    path = repacked(tmp_path / "实体.ods", DATA / "odd.ods", {"content.xml": lambda data: data.replace(b"?>", b"?>" + LAUGHS, 1)})
    assert "DOCTYPE" in refused(path).zh


def test_entities_of_another_file_are_not_fetched(tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("秘密")
    entity = f'<!DOCTYPE l [<!ENTITY a SYSTEM "file://{tmp_path}/secret.txt">]>'.encode()
    path = repacked(
        tmp_path / "实体.xlsx", plain(tmp_path), {"xl/sharedStrings.xml": lambda data: data.replace(b"?>", b"?>" + entity, 1)}
    )
    assert "秘密" not in refused(path).zh


CELL = b'<table:table-cell office:value-type="string"><text:p>x</text:p></table:table-cell>'
WIDE = b'<table:table-cell table:number-columns-repeated="%d" office:value-type="string"><text:p>x</text:p></table:table-cell>'
REPEATED = {
    "rows": b'<table:table-row table:number-rows-repeated="1000000">' + CELL + b"</table:table-row>",
    "columns": (b"<table:table-row>" + WIDE % 16000 + b"</table:table-row>") * 400,
    "three digits": (b'<table:table-row table:number-rows-repeated="999">' + WIDE % 999 + b"</table:table-row>") * 100,
    "two digits": (b'<table:table-row table:number-rows-repeated="99">' + WIDE % 99 + b"</table:table-row>") * 5000,
    "a stray cell": b'<table:table-row table:number-rows-repeated="1000000"><table:table-cell/></table:table-row><table:table-row>'
    b'<table:table-cell table:number-columns-repeated="16000"/>' + CELL + b"</table:table-row>",
    "a long text": (
        b'<table:table-row table:number-rows-repeated="99">' + (WIDE % 99).replace(b"x", b"x" * 32000) + b"</table:table-row>"
    )
    * 5,
    "more than any sheet": b'<table:table-row table:number-rows-repeated="99999999999999999999">' + CELL + b"</table:table-row>",
    "fewer than none": b'<table:table-row table:number-rows-repeated="-99">' + WIDE % -5 + b"</table:table-row>" * 1,
    "no number": b'<table:table-row table:number-rows-repeated="many">' + CELL + b"</table:table-row>",
}


@pytest.mark.parametrize("how", REPEATED)
def test_repeated_rows_of_an_ods(how: str, tmp_path: Path) -> None:
    def more(data: bytes) -> bytes:
        return data.replace(b"</table:table>", REPEATED[how] + b"</table:table>", 1)

    path = repacked(tmp_path / "重复.ods", DATA / "odd.ods", {"content.xml": more})
    if how == "fewer than none":
        read_or_refused(path)
    else:
        refused(path)


def test_an_xlsb_that_lies_about_its_width(tmp_path: Path) -> None:
    reading = read(xlsb(tmp_path / "谎.xlsb", REGISTER, width=4_000_000_000))  # nothing is made as wide as it says
    assert column(reading, "persons", "name") == ["王一", "李二", "赵三", "钱四"]


def test_an_xlsb_whose_cells_share_one_long_text(tmp_path: Path) -> None:
    rows = [PERSONS[0], *([("1", "P1", "长" * 30000)] * 10000)]
    path = xlsb(tmp_path / "长.xlsb", {"人口信息": rows})
    assert path.stat().st_size < 500_000
    assert "unpacks to" in refused(path).en


def test_a_parquet_file_that_unpacks_to_a_hundred_million_rows(tmp_path: Path) -> None:
    path = tmp_path / "炸弹.parquet"
    frame = pl.select(pl.repeat("1", 3_000_000).alias("户编号"), pl.repeat("x", 3_000_000).alias("行政村"))
    frame.write_parquet(path, compression="zstd")
    assert path.stat().st_size < 1_000_000
    refused(path)


def test_a_csv_of_nothing_but_commas(tmp_path: Path) -> None:
    path = tmp_path / "逗号.csv"
    path.write_text(csv_text(PERSONS) + "," * 2_000_000 + "\n" + "1,2\n" * 200, encoding="utf-8")
    refused(path)


# As people call it

MEASURED = """
import resource, sys
sys.argv = ["puxi", "validate", sys.argv[1]]
resource.setrlimit(resource.RLIMIT_CPU, (60, 60))
from puxi_cli.cli.main import main
try:
    main()
finally:
    # Not ru_maxrss: what the tests' own process had taken before it started this one counts there, too.
    peak = next(line for line in open("/proc/self/status") if line.startswith("VmHWM"))
    print(peak.split()[1], file=sys.stderr)
"""


def run(*arguments: str, **more: str) -> subprocess.CompletedProcess[str]:
    surroundings = {**os.environ, "PYTHONPATH": str(SOURCES), "PYTHONIOENCODING": "utf-8", **more}
    return subprocess.run(
        [sys.executable, *arguments], capture_output=True, text=True, encoding="utf-8", env=surroundings, check=False
    )


@pytest.mark.parametrize("bomb", ["a zip bomb", "a stray cell", "a narrow stray cell", "repeated rows"])
def test_memory_stays_bounded(bomb: str, tmp_path: Path, zip_bomb: Path) -> None:
    if bomb == "a zip bomb":
        path = zip_bomb
    elif bomb == "repeated rows":

        def more(data: bytes) -> bytes:
            return data.replace(b"</table:table>", REPEATED["two digits"] + b"</table:table>", 1)

        path = repacked(tmp_path / "a.ods", DATA / "odd.ods", {"content.xml": more})
    else:
        row = (
            '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
            if bomb == "a stray cell"
            else '<row r="700000"><c r="AN700000"><v>1</v></c></row>'
        )
        path = persons_as(tmp_path, "", references=True, end=row)
    result = run("-c", MEASURED, str(path), PUXI_LANG="en")
    *said, kilobytes = result.stderr.strip().splitlines()
    assert result.returncode == 3, result.stderr
    assert path.name in said[0]
    assert int(kilobytes) < 400_000


@pytest.mark.parametrize(
    ("name", "lang", "words"),
    [
        ("没有.xlsx", "zh", "找不到这个文件"),
        ("空.xlsx", "en", "the file is empty"),
        ("照片.xlsx", "zh", "不是 puxi 能读的表格"),
        ("剪断.xlsx", "en", "truncated or damaged"),
        ("剪断.xls", "zh", "不完整或已损坏"),
        ("加密.xlsx", "en", "protected by a password"),
        ("引号.csv", "zh", "引号没有配对"),
        ("空表.csv", "en", "not one row of data"),
    ],
)
def test_the_command_says_it_in_one_sentence_and_exits_with_3(name: str, lang: str, words: str, tmp_path: Path) -> None:
    path = tmp_path / name
    contents: dict[str, Callable[[], object]] = {
        "没有.xlsx": lambda: None,
        "空.xlsx": lambda: path.write_bytes(b""),
        "照片.xlsx": lambda: path.write_bytes(JPEG),
        "剪断.xlsx": lambda: path.write_bytes(plain(tmp_path).read_bytes()[:3000]),
        "剪断.xls": lambda: path.write_bytes((DATA / "odd.xls").read_bytes()[:5000]),
        "加密.xlsx": lambda: protected(path, plain(tmp_path), "x"),
        "引号.csv": lambda: path.write_text(csv_text(PERSONS).replace(",李二", ',"李二'), encoding="utf-8"),
        "空表.csv": lambda: csv_file(path, PERSONS[:1]),
    }
    contents[name]()
    before = path.read_bytes() if path.exists() else b""
    result = run("-m", "puxi_cli", "validate", str(path), PUXI_LANG=lang)
    assert result.returncode == 3
    assert result.stdout == ""
    assert words in result.stderr
    assert name in result.stderr
    assert "Traceback" not in result.stderr
    assert len(result.stderr.strip().splitlines()) == 1
    assert (path.read_bytes() if path.exists() else b"") == before


def test_a_text_that_stands_for_gigabytes(tmp_path: Path) -> None:
    # A shared string is written once and used by number: 200 kB of a file can stand for 2 GB of text.
    path = tmp_path / "长文字.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("户信息")
        for column, heading in enumerate(("户编号", "行政村", "户主姓名")):
            sheet.write_string(0, column, heading)
        for row in range(1, 12_000):
            sheet.write_string(row, 0, f"{row:06}")
            sheet.write_string(row, 1, "长" * 32_000)
            sheet.write_string(row, 2, "某")
    assert path.stat().st_size < 1 << 20
    with pytest.raises(UnreadableFile):
        read(path)
