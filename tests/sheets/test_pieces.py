"""A long table comes in pieces: what is read of it is the same as if it had come whole."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest
from polars.testing import assert_frame_equal

from puxi_cli.sheets import parquet
from puxi_cli.sheets.read import Reading
from tests.sheets.registers import PERSONS, read, xlsx

SAMPLE = Path(__file__).parents[2] / "data" / "samples" / "errors.xlsx"


def written(folder: Path, name: str, rows: list[tuple[str | None, ...]]) -> Path:
    heads, *rest = rows
    path = folder / f"{name}.parquet"
    pl.DataFrame(rest, schema=dict.fromkeys(map(str, heads), pl.String), orient="row").write_parquet(path)
    return path


def in_pieces(monkeypatch: pytest.MonkeyPatch, first: int, piece: int, *paths: Path) -> Reading:
    monkeypatch.setattr(parquet, "_FIRST", first)
    monkeypatch.setattr(parquet, "_PIECE", piece)
    return read(*paths)


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample with errors as Parquet: every cell as the text that a workbook's reader makes of it."""
    import fastexcel

    folder = tmp_path_factory.mktemp("town")
    book = fastexcel.read_excel(str(SAMPLE))
    for name in book.sheet_names:
        frame = book.load_sheet(name, header_row=0, dtypes="string").to_polars()
        frame.write_parquet(folder / f"{name}.parquet")
    return folder


@pytest.mark.parametrize(("first", "piece"), [(1, 40), (10, 100), (1000, 33)])
def test_a_town_with_errors_is_the_same_in_pieces(town: Path, first: int, piece: int, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = read(town)
    parts = in_pieces(monkeypatch, first, piece, town)
    assert len(whole.faults) > 25
    assert [(f.rule, f.place, f.value, f.household_id) for f in parts.faults] == [
        (f.rule, f.place, f.value, f.household_id) for f in whole.faults
    ]
    assert parts.inputs == whole.inputs
    assert parts.registry.tables.keys() == whole.registry.tables.keys()
    for name, table in whole.registry.tables.items():
        assert_frame_equal(parts.registry.tables[name].frame, table.frame)


SHORT = ("", None, "张三", *[None] * 8)


@pytest.mark.parametrize("piece", [1, 2, 3, 4, 100])
def test_a_row_with_little_in_it_is_no_note_while_rows_follow(
    piece: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Behind the last row it would be a note; where the piece ends with it and the sheet goes on, it is a row with faults."""
    path = written(tmp_path, "人口信息", [PERSONS[0], PERSONS[1], PERSONS[2], SHORT, PERSONS[3], PERSONS[4]])
    reading = in_pieces(monkeypatch, 1, piece, path)
    assert reading.registry.persons.frame["_row"].to_list() == [2, 3, 4, 5, 6]
    assert {fault.place.row for fault in reading.faults} == {4}


def test_the_notes_behind_the_last_row_are_left_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    note = ("数据截至年底", *[None] * 10)
    path = written(tmp_path, "人口信息", [*PERSONS, note, note])
    reading = in_pieces(monkeypatch, 1, 3, path)
    assert reading.registry.persons.frame["_row"].to_list() == [2, 3, 4, 5]
    assert [row for sheet in reading.inputs[0].sheets for row, _ in sheet.left_out] == [6, 7]
    assert reading.faults == ()


def test_blanks_of_every_sort_are_blank_cells(tmp_path: Path) -> None:
    blanks = (" ", "\t", "\u3000", "\u00a0\u2003", "\n ", "")
    rows = [(*PERSONS[1][:7], "汉族", blank, "健康", "是") for blank in blanks]
    told = read(written(tmp_path, "人口信息", [PERSONS[0], *rows]))
    assert told.registry.persons.frame["education"].null_count() == len(blanks)
    assert told.faults == ()


def test_a_cell_may_begin_with_any_sign(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What the fast look takes for perhaps blank is read like in a workbook."""
    names = ("·王", "é", "（王）", "　王", "\u200b王", "𠮷", "～")
    rows = [(PERSONS[1][0], f"P{n}", name, *PERSONS[1][3:]) for n, name in enumerate(names)]
    folder = tmp_path / "parquet"
    folder.mkdir()
    book = xlsx(tmp_path / "r.xlsx", {"人口信息": (PERSONS[0], *rows)})
    parts = in_pieces(monkeypatch, 1, 2, written(folder, "人口信息", [PERSONS[0], *rows]))
    assert parts.registry.persons.frame["name"].to_list() == read(book).registry.persons.frame["name"].to_list()
