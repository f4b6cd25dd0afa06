"""The rows under the headings that are data, and those that are not: blank ones, totals, notes, repeated headings."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import polars as pl

from puxi_cli.records.coded import Code
from puxi_cli.records.kinds import Digits, FreeText, IdentityNumber, Number
from puxi_cli.registry import ROW
from puxi_cli.sheets.cell_words import any_of, has_nobody, holds, names_nobody
from puxi_cli.sheets.counted_columns import rows_that_count
from puxi_cli.sheets.grid import Grid
from puxi_cli.sheets.heading_row import Located
from puxi_cli.sheets.lists_below import helpers_below
from puxi_cli.sheets.page_breaks import page_breaks
from puxi_cli.sheets.qualifiers import asks_in_brackets, says_of_which
from puxi_cli.sheets.row_words import (
    ANY_FIGURE,
    AVERAGE,
    BELOW_A_LIST,
    CARRIED,
    CODE,
    EXAMPLE,
    EXAMPLE_NAME,
    EXAMPLE_NUMBER,
    FIGURE,
    HINT,
    NAMES_SOMEBODY,
    NO_NAME,
    NOBODY_TO_LIST,
    NOTE,
    NOTHING_BELOW,
    NUMBERED,
    OF_A_PLACE,
    OF_HELPERS,
    PAGE,
    PLACE,
    REMARKED,
    REMARKS,
    SERIALS,
    SIGNED,
    SUM,
    SURELY_TOTAL,
    TALLY,
    TOTAL,
)
from puxi_cli.sheets.town_totals import town_rows
from puxi_cli.sheets.village_lines import PlaceLine, group_lines, village_lines

_FIGURED = frozenset({"households", "persons"})  # tables whose rows are somebody's, so that figures alone are a sum
_FIRST_ROWS = 3  # below the headings: where hints, field codes and examples are
_MOST_CELLS_OF_A_NOTE = 3
_MOST_CELLS_OF_SIGNATURES = 6


@dataclass(frozen=True)
class Body:
    """The data rows as raw text: columns named c0, c1 … by their index in the sheet, and `_row` (from 1).

    `left_out` are (row, why): total, note, heading, section, example, hint, helpers. `towns` are (row, name) of rows of villages that look like a
    town's total and are none by their figures. `breaks` are the rows between two printed pages.
    """

    frame: pl.DataFrame
    left_out: tuple[tuple[int, str], ...]
    towns: tuple[tuple[int, str], ...] = ()
    breaks: frozenset[int] = frozenset()


def column_name(index: int) -> str:
    """The name of a sheet's column (from 0) in a body."""
    return f"c{index}"


def body_of(grid: Grid, found: Located) -> Body:
    """Cut the data rows out of a grid. A cell merged over several rows stands in each of them."""
    frame = grid.frame.rename({name: f"c{grid.first_column + i}" for i, name in enumerate(grid.frame.columns)})
    frame = frame.with_row_index(ROW, offset=grid.first_row).with_columns(pl.col(ROW).cast(pl.Int64))
    frame = frame.slice(max(found.row + 1 - grid.first_row, 0))
    matched = [column_name(match.column) for match in found.assignment.matched]
    frame = _filled(frame, grid, found.row, set(matched))
    content = frame.select(pl.any_horizontal(pl.exclude(ROW).is_not_null())).to_series() if frame.width > 1 else None
    if content is None or not content.any():
        return Body(frame.clear(), ())
    frame = frame if content.all() else frame.filter(content)
    counted = rows_that_count(frame) if grid.first_row <= found.row else {}
    frame = frame.filter(~pl.col(ROW).is_in(list(counted))) if counted else frame
    why = _left_out(frame, found, grid)
    kept = frame.filter(~pl.col(ROW).is_in(why[ROW].to_list())) if why.height else frame
    towns = town_rows(kept, found, grid)
    kept = kept.filter(~pl.col(ROW).is_in(towns.totals)) if towns.totals else kept
    left_out = (*counted.items(), *why.iter_rows(), *((row, "total") for row in towns.totals))
    lines = {}
    if not _FIGURED.isdisjoint(found.assignment.tables):
        lines = village_lines(grid, found.row) | group_lines(grid, found.row)
    if lines:
        titles = kept.filter(pl.col(ROW).is_in(_title_rows(lines, grid, found)))[ROW].to_list()
        kept = kept.filter(~pl.col(ROW).is_in(titles)) if titles else kept
        left_out = (
            *((row, "section" if row in lines else reason) for row, reason in left_out),
            *((row, "section") for row in titles),
        )
    return Body(kept, tuple(sorted(left_out)), towns.doubtful, page_breaks(kept[ROW], left_out, grid, found.row))


def _title_rows(lines: Mapping[int, PlaceLine], grid: Grid, found: Located) -> list[int]:
    """The lines that are no value of their cell: they say more than a village's name, stand in no column of places, or over several columns."""
    kinds = {match.column: match.cell.kind for match in found.assignment.matched}
    places = {column for column, kind in kinds.items() if isinstance(kind, FreeText) and kind.wants == "place"}
    wide = {merge.first_row for merge in grid.merges if merge.last_column > merge.first_column}
    return [row for row, line in lines.items() if line.says_more or line.column not in places or row in wide]


def _left_out(frame: pl.DataFrame, found: Located, grid: Grid) -> pl.DataFrame:
    """Rows that are no data, with why: `_row` and `why`. Only rows that might be are looked at closely.

    Where the sheet goes on, the last rows here are not its last, and a row with little in it is a row with faults.
    """
    matched = found.assignment.matched
    filled = pl.sum_horizontal(pl.col(column_name(match.column)).is_not_null() for match in matched)
    needed = [column_name(match.column) for match in matched if match.cell.required]
    keys = pl.sum_horizontal(pl.col(name).is_not_null() for name in needed) if needed else pl.lit(1)
    # 公示期不足 and 缺少签字 are what a list of problems is about.
    describes = any(
        match.cell.required and isinstance(match.cell.kind, FreeText) and match.cell.kind.wants == "words" for match in matched
    )
    headed = pl.any_horizontal(pl.col(column_name(match.column)) == match.heading for match in matched[:4])
    says_so = f"{SURELY_TOTAL}|{SUM}|{AVERAGE}|{EXAMPLE}|{SIGNED}|{CARRIED}|{NOTHING_BELOW}|{NOBODY_TO_LIST}|{BELOW_A_LIST}|{OF_HELPERS}"
    summed = pl.any_horizontal(
        *(pl.col(name).str.contains(says_so) for name in frame.columns[1:5]),
        *(pl.col(name).str.contains(REMARKED) for name in remark_columns(found)),
        *(pl.col(name).str.contains(EXAMPLE_NUMBER) for name in _numbering(found)),
        *(pl.col(name).str.contains(f"{EXAMPLE_NAME}|{NO_NAME}") for name in _named(found)),
        *(pl.col(name).str.contains(f"{TALLY}|{AVERAGE}") for name in _whose(found)),
        *(pl.col(name).str.contains(OF_A_PLACE) for name in frame.columns[1:5]),
    )
    at_the_top = pl.col(ROW) <= (found.row + _FIRST_ROWS if grid.first_row <= found.row else 0)
    odd = (headed | summed).fill_null(False) | at_the_top
    told = frame.select(ROW, keys.alias("keys"), filled.alias("filled"), odd.alias("odd"))
    perhaps = told.filter((pl.col("keys") <= 1) | (pl.col("filled") <= _MOST_CELLS_OF_A_NOTE) | pl.col("odd"))
    if perhaps.height == 0:
        return pl.DataFrame(schema={ROW: pl.Int64, "why": pl.String})
    rows = frame.filter(pl.col(ROW).is_in(perhaps[ROW].to_list()))
    first = rows.select(pl.coalesce(pl.exclude(ROW)).alias("first"))["first"]
    repeated = rows.select(
        pl.sum_horizontal((pl.col(column_name(match.column)) == match.heading).fill_null(False) for match in matched)
    ).to_series()
    numbers = [column_name(match.column) for match in matched if isinstance(match.cell.kind, (Digits, IdentityNumber))]
    words = rows.with_columns(
        pl.any_horizontal(pl.lit(False), *(~pl.col(name).str.contains("[0-9０-９]") for name in numbers)).alias("words")
    )["words"].fill_null(False)
    rows = perhaps.with_columns(first.alias("first"), repeated.alias("repeated"), words, *_signs(rows, frame, found, grid))
    total = pl.col("first").str.contains(TOTAL)
    last = rows.filter((pl.col("keys") > 0) & ~total)[ROW].max()
    whole = told.filter((pl.col("keys") > 1) & ~pl.col("odd"))[ROW].max()
    bottom = max((row for row in (last, whole) if isinstance(row, int)), default=0)
    note = pl.col("first").str.contains(NOTE)
    keyless, short = pl.col("keys") == 0, pl.col("filled") <= _MOST_CELLS_OF_A_NOTE
    below = pl.lit(False) if grid.goes_on else pl.col(ROW) > bottom
    nobody, alone = ~pl.col("somebody"), pl.lit(len(needed) > 1 and len(matched) > 3) & (pl.col("cells") <= 1) & pl.col("begins")
    reason = (
        pl.when((pl.col("repeated") >= max(2, len(matched) // 2)) | (pl.col("as_above") & nobody))
        .then(pl.lit("heading"))
        .when(pl.col("example"))
        .then(pl.lit("example"))
        .when(pl.col("hint"))
        .then(pl.lit("hint"))
        .when(pl.col("sum") & nobody & ~pl.col("coded"))
        .then(pl.lit("total"))
        .when(nobody & short & (pl.col("first").str.contains(PAGE) | (note & (keyless | alone | pl.col("colons")))))
        .then(pl.lit("note"))
        .when(nobody & pl.col("signed") & ~pl.col("coded") & (pl.col("cells") <= _MOST_CELLS_OF_SIGNATURES))
        .then(pl.lit("note"))
        .when(nobody & (pl.col("first").str.contains(NOTHING_BELOW) | pl.col("nobody")))
        .then(pl.lit("note"))
        .when(nobody & pl.col("first").str.contains(CARRIED))
        .then(pl.lit("total"))
        .when(
            nobody
            & ~pl.col("coded")
            & pl.col("first").str.contains(BELOW_A_LIST)
            & pl.lit(not describes)
            & (pl.col("cells") <= _MOST_CELLS_OF_SIGNATURES)
        )
        .then(pl.lit("note"))
        .when(nobody & (alone | (short & pl.col("first").str.contains(NUMBERED))))
        .then(pl.lit("section"))
        .when(total & ((pl.col("keys") <= 1) | pl.col("first").str.contains(SURELY_TOTAL)))
        .then(pl.lit("total"))
        .when(keyless & short & (note | below))
        .then(pl.lit("note"))
        .when(note & ((pl.col("filled") <= 1) | (short & pl.col("first").str.contains("[:：]"))))
        .then(pl.lit("note"))
        .when((keyless | pl.col("words")) & (pl.col("filled") <= 1))
        .then(pl.lit("section"))
    )
    of_headings = (reason == "section") & pl.col("headings")
    why = rows.select(ROW, pl.when(of_headings).then(pl.lit("heading")).otherwise(reason).alias("why")).filter(
        pl.col("why").is_not_null()
    )
    again = why.filter(pl.col("why") == "heading")[ROW].to_list()
    of_helpers = helpers_below(frame.filter(pl.col(ROW).is_in(perhaps[ROW].to_list())), again, int(frame[ROW][-1]))
    if not of_helpers:
        return why
    told = frame.select(ROW, pl.lit("helpers").alias("why")).filter(pl.col(ROW).is_in(of_helpers))
    return pl.concat([why.filter(~pl.col(ROW).is_in(of_helpers)), told])


def _signs(rows: pl.DataFrame, frame: pl.DataFrame, found: Located, grid: Grid) -> list[pl.Series]:
    """Of rows that may be no data: what their words say. A Boolean column each, and how many cells are filled.

    somebody   a number of a household or a person is there
    coded      a cell holds a label of its column's code list, as a sex or a relation
    begins     one of the first two columns is filled, and it holds no names of people
    sum, example   one of the first texts is a sum, or nothing stands beside a village but what is counted; one, or a remark, is an example
    nobody     it says that there is nobody to list
    signed, colons   the first words wait for a signature; any text has a colon
    hint       one of the first rows, and its cells say how to fill the columns in, or are codes of fields, or units and the like in brackets
    as_above   it repeats a row that is above the headings, or one of them
    headings   one of the first rows, and its cells say of which several a heading is about, as 姓名 and 联系电话 below a group
    """
    names = [name for name in rows.columns if name != ROW]
    matched = found.assignment.matched
    numbers = [column_name(match.column) for match in matched if isinstance(match.cell.kind, (Digits, IdentityNumber))]
    people = {column_name(match.column) for match in matched if match.cell.personal == "name"}
    texts = pl.concat_list(pl.col(name) for name in names).list.drop_nulls()
    begins, every = texts.list.head(3), texts.list
    of_all_but_names = pl.concat_list(pl.col(name) for name in names if name not in people).list.drop_nulls().list.head(3)
    coded = [
        (column_name(match.column), list(match.cell.kind.codes.labels)) for match in matched if isinstance(match.cell.kind, Code)
    ]
    above = grid.frame.slice(0, max(found.row - grid.first_row + 1, 0)) if grid.first_row <= found.row else grid.frame.clear()
    printed = set(above.select(pl.concat_list(pl.all()).list.drop_nulls().list.join("\x1f")).to_series().to_list()) - {""}
    at_the_top = pl.col(ROW) <= (found.row + _FIRST_ROWS if grid.first_row <= found.row else 0)
    hints = texts.list.eval(pl.element().str.contains(HINT).cast(pl.Int64)).list.sum()
    codes = texts.list.eval(pl.element().str.contains(CODE).cast(pl.Int64)).list.sum()
    # Where a row further down is of letters, too, the columns are: such rows are no codes of fields.
    later = [cell for cell in frame.drop(ROW).row(min(_FIRST_ROWS, frame.height - 1)) if cell]
    codes = codes if any(re.fullmatch(CODE, cell) is None for cell in later) else pl.lit(-1)
    somebody = pl.any_horizontal(pl.lit(False), *(pl.col(name).str.contains(NAMES_SOMEBODY) for name in numbers)).fill_null(False)

    return rows.select(
        somebody.alias("somebody"),
        every.len().alias("cells"),
        pl.any_horizontal(pl.lit(False), *(pl.col(name).is_not_null() for name in names[:2] if name not in people)).alias(
            "begins"
        ),
        (any_of(begins, SUM) | _is_tally(found, names) | _is_average(found, names)).alias("sum"),
        (
            any_of(of_all_but_names, EXAMPLE)
            | holds(_numbering(found), EXAMPLE_NUMBER)
            | holds(_named(found), EXAMPLE_NAME)
            | (names_nobody(frame, _named(found), _named(found, "relation")) & ~somebody)
            | pl.any_horizontal(
                pl.lit(False), *(pl.col(name).str.contains(REMARKED) for name in remark_columns(found))
            ).fill_null(False)
        ).alias("example"),
        pl.any_horizontal(pl.lit(False), *(pl.col(name).is_in(labels) for name, labels in coded)).fill_null(False).alias("coded"),
        any_of(texts.list.head(1), SIGNED).alias("signed"),
        has_nobody(texts, _named(found)).alias("nobody"),
        any_of(texts, "[:：]").alias("colons"),
        (
            (at_the_top & ~somebody & (every.len() >= 3) & ((2 * hints >= every.len()) | (codes == every.len())))
            | pl.col(ROW).is_in(_rows_of_hints(rows.filter(at_the_top), found))
        ).alias("hint"),
        every.join("\x1f").is_in(list(printed)).alias("as_above"),
        pl.col(ROW).is_in(_rows_of_headings(rows.filter(at_the_top))).alias("headings"),
    ).get_columns()


def _rows_of_headings(rows: pl.DataFrame) -> list[int]:
    """Those of the first rows whose cells say nothing but which of several a heading is about."""
    return [row for row, *cells in rows.iter_rows() if all(says_of_which(cell) for cell in cells if cell)]


def _rows_of_hints(rows: pl.DataFrame, found: Located) -> list[int]:
    """Those of the first rows that hold nothing but words in brackets of how the columns above are filled in, and be it one: （周岁）."""
    cells = {column_name(match.column): match.cell for match in found.assignment.matched}
    return [
        row[ROW]
        for row in rows.iter_rows(named=True)
        if all(asks_in_brackets(text, cells.get(name)) for name, text in row.items() if name != ROW and text)
    ]


def remark_columns(found: Located) -> list[str]:
    """The columns of remarks."""
    return [column_name(match.column) for match in found.assignment.matches if re.search(REMARKS, match.heading)]


def _numbering(found: Located) -> list[str]:
    """The columns that number rows, households or persons."""
    return [
        column_name(match.column)
        for match in found.assignment.matches
        if (isinstance(match.cell.kind, Digits) if match.field else re.search(SERIALS, match.heading))
    ]


def _named(found: Located, *fields: str) -> list[str]:
    """The columns of some fields, else those of the names of heads and members."""
    return [column_name(match.column) for match in found.assignment.matched if match.field in (fields or ("head_name", "name"))]


def _is_average(found: Located, names: Sequence[str]) -> pl.Expr:
    """Whether a row says that it is a mean or share, and holds nothing but figures and places beside it.

    In a column of names it may be somebody, where the row has a place or a number.
    """
    matches = {column_name(match.column): match for match in found.assignment.matches}
    cells = {name: match.cell for name, match in matches.items() if match.field}
    people = [name for name, cell in cells.items() if cell.personal == "name"]
    places = [name for name, cell in cells.items() if isinstance(cell.kind, FreeText) and cell.kind.wants == "place"]
    others = [name for name in names if name not in places]
    only = (pl.col(name).is_null() | pl.col(name).str.contains(f"{AVERAGE}|{TALLY}|{ANY_FIGURE}") for name in others)
    told = pl.any_horizontal(pl.lit(False), *(pl.col(name).is_not_null() for name in (*places, *_numbering(found))))
    named = holds([name for name in names if name not in people], AVERAGE) | (holds(people, AVERAGE) & ~told)
    return pl.all_horizontal(pl.lit(True), *only) & named


def _whose(found: Located) -> list[str]:
    """The columns that say whose a row is: numbers and names of households and persons. None where rows are not theirs."""
    if _FIGURED.isdisjoint(found.assignment.tables):
        return []
    return [
        column_name(match.column)
        for match in found.assignment.matched
        if isinstance(match.cell.kind, Digits) or match.field == "person_id" or match.cell.personal in ("name", "id")
    ]


def _is_tally(found: Located, names: Sequence[str]) -> pl.Expr:
    """Whether nothing stands in a row but places, figures and words of sums, and either such a word or, beside a village, a number of people;
    or what is counted in a place, in whichever column."""
    whose = _whose(found)
    if not whose:
        return pl.lit(False)
    matches = {column_name(match.column): match for match in found.assignment.matches}
    cells = {name: match.cell for name, match in matches.items() if match.field}
    places = [name for name, cell in cells.items() if isinstance(cell.kind, FreeText) and cell.kind.wants == "place"]
    figures = [name for name, cell in cells.items() if isinstance(cell.kind, Number)]
    figures += [name for name, match in matches.items() if not match.field and not re.search(SERIALS, match.heading)]
    people = [name for name in figures if name in cells and cells[name].unit == "人"]
    villages = [name for name in places if matches[name].field == "village"]

    def holds(name: str, pattern: str) -> pl.Expr:
        return pl.col(name).str.contains(pattern).fill_null(False)

    told = [name for name in names if name not in places]
    word = pl.any_horizontal(pl.lit(False), *(holds(name, TALLY) for name in told if name not in figures or name not in cells))
    only = (pl.col(name).is_null() | holds(name, f"{TALLY}|{FIGURE}" if name in figures else TALLY) for name in told)
    village = pl.any_horizontal(pl.lit(False), *(pl.col(name).is_not_null() for name in villages))
    beside = village & pl.any_horizontal(pl.lit(False), *(holds(name, f"{TALLY}|{FIGURE}") for name in people))
    of_places = (pl.col(name).is_null() | holds(name, f"{TALLY}|{FIGURE}|{OF_A_PLACE}|{PLACE}$") for name in names)
    of_a_place = pl.any_horizontal(holds(name, OF_A_PLACE) for name in names)
    return (pl.all_horizontal(pl.lit(True), *only) & (word | beside)) | (pl.all_horizontal(*of_places) & of_a_place)


def _filled(frame: pl.DataFrame, grid: Grid, heading_row: int, matched: set[str]) -> pl.DataFrame:
    """Write a cell merged over several rows into each of them, as it is seen on the screen; one merged over columns too is the first's."""
    values: dict[str, dict[int, int]] = {}
    done: dict[str, int] = {}  # ranges that overlap are no office program's work: no row is filled twice
    for merge in sorted(grid.merges, key=lambda merge: merge.first_row):
        name = column_name(merge.first_column)
        rows = range(max(merge.first_row, done.get(name, 0)) + 1, min(merge.last_row, grid.first_row + grid.frame.height - 1) + 1)
        if rows and merge.first_row > heading_row and name in matched:
            values.setdefault(name, {}).update(dict.fromkeys(rows, merge.first_row))
            done[name] = rows[-1]
    for name, above_of in values.items():
        source = pl.col(ROW).replace_strict(list(above_of), list(above_of.values()), default=None, return_dtype=pl.Int64)
        wanted = frame.select(source.alias("from"))
        above = frame.select(pl.col(ROW).alias("from"), pl.col(name).alias("above"))
        frame = frame.with_columns(
            pl.coalesce(pl.col(name), wanted.join(above, on="from", how="left", maintain_order="left")["above"])
        )
    return frame
