"""Which rows of a sheet were read, and what is told of them: left out, hidden, struck out, named as a town is, or a name alone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

import polars as pl

from puxi_cli.records.coded import Code
from puxi_cli.records.place import Place, rows_named
from puxi_cli.registry import ROW
from puxi_cli.sheets.assignment import Assignment
from puxi_cli.sheets.body import Body
from puxi_cli.sheets.grid import Grid
from puxi_cli.sheets.row_words import NO_NAME, NOBODY_TO_LIST, NOTHING
from puxi_cli.text.words import NO_WORDS, Text

# What alone in a column of names may be somebody's name: no village, no group, no word below a list.
_NAME = re.compile(
    r"(?!.*(?:签|盖章|制表|填表|填报|审核|负责|计$|空白|说明|备注|单位|日期))[\u3400-\u9fff·]{2,8}(?<![村组镇乡社区户人员民])"
)
_UNSURE = ("note", "section")


@dataclass
class RowsRead:
    """How many rows of a sheet were read, which were left out and why, and how many of those read are hidden."""

    read: int = 0
    left_out: tuple[tuple[int, str], ...] = ()
    hidden: int = 0
    struck: frozenset[int] = frozenset()
    towns: tuple[tuple[int, str], ...] = ()
    alone: tuple[int, ...] = ()  # left out, and nothing is there but a name or a code of the list
    nameless: tuple[int, ...] = ()  # left out as examples, as nobody is called so: XXX

    def count(self, piece: Grid, body: Body, found: Assignment | None = None) -> None:
        """Add a piece of the sheet."""
        if found is not None:
            self.alone += tuple(_alone(piece, body, found))
            self.nameless += tuple(_nameless(piece, body, found))
        self.read += body.frame.height
        self.left_out += body.left_out
        self.towns += body.towns
        if piece.hidden_rows:
            self.hidden += len(piece.hidden_rows.intersection(body.frame[ROW]))
        if piece.struck:
            self.struck |= {row for row, _ in piece.struck}.intersection(body.frame[ROW])

    def notes(self, grid: Grid) -> Iterator[Text]:
        """That text is struck out in some rows (clerks strike out who died or left, or a value that holds no more), and that a village may
        be a total."""
        where = Text(f"，工作表“{grid.sheet}”", f", sheet {grid.sheet}") if grid.sheet else NO_WORDS
        if self.alone:
            named = rows_named([Place(grid.file, grid.sheet, row) for row in self.alone])
            yield Text(
                f"{len(self.alone)} 行只填了姓名或致贫原因等个别格子，看不出是哪一户，没有读取，也没有计入；若是一户，请补全：{named[0]}。",
                f"Rows in which nothing stands but a name, a cause or the like, so that nobody can tell of which household they are; they were "
                f"not read and are not counted: {len(self.alone)} ({named[1]}).",
            )
        for row, name in self.towns:
            yield Text(
                f"{grid.file}{where[0]}：第 {row} 行“{name}”像是全镇的合计，但数字不是各村之和，已按一个村读取；若是合计，请改正数字或删去这一行。",
                f"{grid.file}{where[1]}: row {row}, {name}, looks like the town's total, but its figures are not the sums of the villages. It was "
                "read as a village; if it is a total, correct its figures or delete the row.",
            )
        if self.nameless:
            named = rows_named([Place(grid.file, grid.sheet, row) for row in self.nameless])
            yield Text(
                f"{len(self.nameless)} 行的姓名是“XXX”“某某”之类，按填表示例处理，没有读取，也没有计入；若是一户，请填写姓名：{named[0]}。",
                f"Rows whose name is XXX, 某某 or the like were taken for examples of how to fill the form in; they were not read and are not "
                f"counted: {len(self.nameless)} ({named[1]}). If one is a household, fill in its name.",
            )
        if self.struck:
            rows, most = sorted(self.struck), 20
            zh = "、".join(map(str, rows[:most])) + ("等" if len(rows) > most else "")
            en = ", ".join(map(str, rows[:most])) + (" and more" if len(rows) > most else "")
            yield Text(
                f"{grid.file}{where[0]}：有 {len(rows)} 行带删除线（第 {zh} 行），仍照常读取并计入；若表示死亡、迁出或作废，请改表后再用。",
                f"{grid.file}{where[1]}: text is struck out in rows {en} ({len(rows)} in all). They are read and counted as they stand; "
                "if it means that somebody died or left, or that a value is void, change the table first.",
            )


def _nameless(piece: Grid, body: Body, found: Assignment) -> Iterator[int]:
    """The rows taken for examples in which nothing says so but a name that nobody has."""
    examples = [row for row, why in body.left_out if why == "example"]
    names = [match.column - piece.first_column for match in found.matched if match.field in ("head_name", "name")]
    if examples and names:
        rows = piece.frame.with_row_index(ROW, offset=piece.first_row).filter(pl.col(ROW).is_in(examples))
        for row, *texts in rows.iter_rows():
            if any(text and re.match(NO_NAME, text) for text in (texts[at] for at in names)):
                yield int(row)


def _alone(piece: Grid, body: Body, found: Assignment) -> Iterator[int]:
    """The rows taken for notes or sections in which every cell is a name in a column of names, or a label of its column's code list."""
    unsure = [row for row, why in body.left_out if why in _UNSURE]
    if not unsure or not {"households", "persons"} & set(found.tables):
        return
    names = {match.column - piece.first_column for match in found.matched if match.cell.personal == "name"}
    codes = {
        match.column - piece.first_column: match.cell.kind.codes.labels
        for match in found.matched
        if isinstance(match.cell.kind, Code)
    }
    rows = piece.frame.with_row_index(ROW, offset=piece.first_row).filter(pl.col(ROW).is_in(unsure))
    for row, *texts in rows.iter_rows():
        cells = {at: str(text).strip() for at, text in enumerate(texts) if text is not None}
        said = {at: text for at, text in cells.items() if not re.fullmatch("[0-9]{1,4}", text) or at in names or at in codes}
        if said and all(
            _may_be_name(text) if at in names else text in codes[at] if at in codes else False for at, text in said.items()
        ):
            yield int(row)


def _may_be_name(text: str) -> bool:
    return _NAME.fullmatch(text) is not None and re.match(f"{NOBODY_TO_LIST}|{NOTHING}", text) is None
