"""Atomic writing: a file appears whole, or what stood there before stays as it was."""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path

import openpyxl
import pytest

from puxi_cli.errors import ExitCode, NotWritten, UsageError
from puxi_cli.reports.replacing import is_own_report
from puxi_cli.reports.writing import check_target, written, written_text


def test_a_file_is_written_whole_and_for_its_owner_only(tmp_path: Path) -> None:
    target = tmp_path / "out.txt"
    target.write_text("old\n— puxi 0.1.0\n", "utf-8")
    target.chmod(0o644)
    with written_text(target) as stream:
        stream.write("新的")
        assert target.read_text("utf-8").startswith("old")
    assert target.read_text("utf-8") == "新的"
    assert stat.S_IMODE(target.stat().st_mode) == 0o600
    assert os.listdir(tmp_path) == ["out.txt"]


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EROFS, errno.EIO])
def test_a_full_disk_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int) -> None:
    def full(handle: int) -> None:
        raise OSError(code, os.strerror(code))

    target = tmp_path / "out.bin"
    target.write_bytes(b"old")
    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(NotWritten) as caught, written(target, replace="anything") as stream:
        stream.write(b"new")
    assert caught.value.exit_code is ExitCode.NOT_WRITTEN
    assert str(target) in caught.value.text("zh")
    assert "原有文件未动" in caught.value.text("zh")
    assert "the old file is untouched" in caught.value.text("en")
    assert target.read_bytes() == b"old"
    assert os.listdir(tmp_path) == ["out.bin"]


def test_a_fault_while_writing_leaves_nothing_behind(tmp_path: Path) -> None:
    def half_a_file() -> None:
        with written_text(tmp_path / "out.txt") as stream:
            stream.write("half")
            raise KeyError

    with pytest.raises(KeyError):
        half_a_file()
    assert os.listdir(tmp_path) == []


def test_places_that_cannot_be_written_are_named(tmp_path: Path) -> None:
    with pytest.raises(NotWritten, match="the folder does not exist"), written(tmp_path / "no" / "out.csv"):
        pass
    with pytest.raises(NotWritten, match="it is a folder"), written(tmp_path):
        pass
    with pytest.raises(NotWritten, match="too long"), written(tmp_path / ("长" * 200)) as stream:
        stream.write(b"x")
    assert os.listdir(tmp_path) == []


def test_an_input_is_never_written_to_and_a_link_stays_a_link(tmp_path: Path) -> None:
    register, link = tmp_path / "registry.dat", tmp_path / "link.dat"
    register.write_bytes(b"register")
    link.symlink_to(register)
    with pytest.raises(UsageError, match="never changes an input"), written(link, keep=[register]):
        pass
    assert register.read_bytes() == b"register"
    with written(link, replace="anything") as stream:
        stream.write(b"other")
    assert link.is_symlink()
    assert register.read_bytes() == b"other"


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="there is no such device here")
def test_a_device_is_written_to_and_stays_a_device() -> None:
    with pytest.raises(NotWritten, match="the disk is full"), written("/dev/full") as stream:
        stream.write(b"x")
    assert stat.S_ISCHR(os.stat("/dev/full").st_mode)


def test_a_dash_is_standard_output(capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    with written("-") as stream:
        stream.write(b"\x00\xff")
    with written_text("-") as text:
        text.write("abc")
    assert capsysbinary.readouterr().out == b"\x00\xffabc"


@pytest.mark.parametrize("name", ["registry.xlsx", "list.csv", "old.xls", "town.parquet", "without_ending"])
def test_somebodys_spreadsheet_is_not_replaced(tmp_path: Path, name: str) -> None:
    target = tmp_path / name
    target.write_bytes(b"PK\x03\x04 somebody's work")
    with pytest.raises(UsageError, match="already exists") as caught, written(target) as stream:
        stream.write(b"report")
    assert "换一个文件名" in caught.value.text("zh")
    with pytest.raises(UsageError, match="already exists"):
        check_target(target)
    assert target.read_bytes() == b"PK\x03\x04 somebody's work"
    assert os.listdir(tmp_path) == [name]


def test_empty_files_are_replaced_unless_nothing_is_to_be(tmp_path: Path) -> None:
    for name in ("out.json", "out.txt", "made_by_mktemp.xlsx"):
        target = tmp_path / name
        target.write_text("")
        with written(target) as stream:
            stream.write(b"new")
        assert target.read_text() == "new"
        with pytest.raises(UsageError, match="give another name"), written(target, replace="nothing"):
            pass


SOMEBODYS = {
    "a register with tabs": "户编号\t户主姓名\n6900000001\t张三\n",
    "a register with commas": "户编号,户主姓名\n6900000001,张三\n",
    "notes": "周三去双龙村\n",
    "a report with notes below": "截至 2018-12-31\n— puxi 0.1.0\n李四已核实\n",
    "a mention of puxi": "用 puxi 检查\n — puxi 0.1.0 \n",
    "JSON of another program": '{\n  "name": "puxi",\n  "version": "1"\n}\n',
    "a list in JSON": '[{"户编号": "6900000001"}]\n',
}


@pytest.mark.parametrize("name", ["list.txt", "list.json", "list", "list.log"])
@pytest.mark.parametrize("content", SOMEBODYS.values(), ids=SOMEBODYS)
def test_somebodys_text_is_not_replaced(tmp_path: Path, name: str, content: str) -> None:
    target = tmp_path / name
    target.write_text(content, "utf-8")
    with pytest.raises(UsageError, match="no report of puxi's"), written_text(target, signed=True) as stream:
        stream.write("report")
    assert target.read_text("utf-8") == content


def test_a_signed_text_is_replaced_the_next_night(tmp_path: Path) -> None:
    target = tmp_path / "report.txt"
    for night in ("first", "second"):
        with written_text(target, signed=True) as stream:
            stream.write(f"{night}\n")
    assert target.read_text("utf-8") == "second\n— puxi 0.1.0\n"


def test_a_workbook_whose_properties_lack_the_mark_is_somebodys(tmp_path: Path) -> None:
    for category, ours in (("puxi report", True), ("not a puxi report", False), (None, False)):
        path = tmp_path / "book.xlsx"
        book = openpyxl.Workbook()
        book.properties.category = category
        book.properties.keywords = "puxi report"
        book.save(path)
        assert is_own_report(path) is ours
