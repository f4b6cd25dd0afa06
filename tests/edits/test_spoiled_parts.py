"""Workbooks with a part that cannot be unpacked: one that nobody needs stays as it is, any other is named in one sentence."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from puxi_cli.errors import UnreadableFile
from tests.sheets.registers import PERSONS, column, read, xlsx
from tests.sheets.test_bad_input import run

pytestmark = pytest.mark.slow

UNNEEDED = ["docProps/core.xml", "docProps/app.xml", "xl/theme/theme1.xml"]


def spoiled(path: Path, part: str, how: str) -> Path:
    """One part of a package with a wrong sum, an unknown method or marked as encrypted."""
    with zipfile.ZipFile(path) as package:
        place = package.getinfo(part).header_offset
    data = bytearray(path.read_bytes())
    directory = data.rindex(part.encode()) - 46
    assert data[directory : directory + 4] == b"PK\x01\x02"
    for begin, method, flags, summed in ((place, 8, 6, 14), (directory, 10, 8, 16)):
        if how == "sum":
            data[begin + summed] ^= 0xFF
        elif how == "method":
            data[begin + method] = 99
        else:
            data[begin + flags] |= 1
    path.write_bytes(data)
    return path


def register(path: Path) -> Path:
    rows = [list(row) for row in PERSONS]
    rows[2][7] = "汉子"
    return xlsx(path, {"人口信息": rows})


@pytest.mark.parametrize("how", ["sum", "method", "encrypted"])
@pytest.mark.parametrize("part", UNNEEDED)
def test_a_part_that_nobody_needs_stays_as_it_is(part: str, how: str, tmp_path: Path) -> None:
    path, marked, mended = spoiled(register(tmp_path / "a.xlsx"), part, how), tmp_path / "b.xlsx", tmp_path / "c.xlsx"
    before = path.read_bytes()
    for arguments in (("validate", str(path), "--annotate", str(marked)), ("fix", str(path), "--output", str(mended))):
        result = run("-m", "puxi_cli", *arguments, PUXI_LANG="en")
        assert result.returncode in (0, 1), result.stderr
        assert "Traceback" not in result.stderr
    assert path.read_bytes() == before
    assert column(read(marked), "persons", "name") == [row[2] for row in PERSONS[1:]]
    with zipfile.ZipFile(marked) as copy:
        assert part in copy.namelist()


@pytest.mark.parametrize("how", ["method", "encrypted"])
def test_a_part_that_is_needed_is_named(how: str, tmp_path: Path) -> None:
    path = spoiled(register(tmp_path / "a.xlsx"), "xl/worksheets/sheet1.xml", how)
    with pytest.raises(UnreadableFile, match=r"a\.xlsx"):
        read(path)
    styled = spoiled(register(tmp_path / "b.xlsx"), "[Content_Types].xml", how)
    result = run("-m", "puxi_cli", "validate", str(styled), "--annotate", str(tmp_path / "c.xlsx"), PUXI_LANG="en")
    assert result.returncode == 3, result.stderr
    assert len(result.stderr.strip().splitlines()) == 1


def test_notes_without_their_drawing(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    source, marked = register(tmp_path / "plain.xlsx"), tmp_path / "marked.xlsx"
    assert run("-m", "puxi_cli", "validate", str(source), "--annotate", str(marked)).returncode == 1
    with zipfile.ZipFile(marked) as old, zipfile.ZipFile(path, "w") as new:
        for name in old.namelist():
            if not name.endswith(".vml"):
                new.writestr(name, old.read(name))
    result = run("-m", "puxi_cli", "validate", str(path), "--annotate", str(tmp_path / "again.xlsx"), PUXI_LANG="en")
    assert result.returncode in (1, 3), result.stderr
    assert "Traceback" not in result.stderr
