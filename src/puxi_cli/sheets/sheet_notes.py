"""What is told of a sheet as it was read: numbers written once, columns read by their content or in another unit, faults of headings."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from puxi_cli.errors import UnreadableFile
from puxi_cli.records.fields import fields_of
from puxi_cli.records.place import Place
from puxi_cli.records.tables import MODELS
from puxi_cli.sheets.departures import Departures
from puxi_cli.sheets.exits_in_status import ExitsInStatus
from puxi_cli.sheets.faults import NO_NUMBERS, WRITTEN_ONCE, Fault
from puxi_cli.sheets.fill_down import FilledDown
from puxi_cli.sheets.grid import Grid
from puxi_cli.sheets.heading_row import Located
from puxi_cli.sheets.made_numbers import MadeNumbers
from puxi_cli.sheets.own_income import as_income
from puxi_cli.sheets.sheets_village import PlacesOfLines, SheetsVillage
from puxi_cli.sheets.side_by_side import BlockBeside
from puxi_cli.sheets.ticked_heads import TickedHeads
from puxi_cli.text.words import NO_WORDS, Text

_SPELLINGS = 4  # of a missing heading that are named
MadeColumn = MadeNumbers | SheetsVillage | PlacesOfLines | TickedHeads | Departures | ExitsInStatus


def filled_faults(grid: Grid, filled: Sequence[FilledDown]) -> Iterator[Fault]:
    """That a sheet writes the number of a household once: one fault, at the first row without it."""
    if filled:
        match, rows = filled[0].match, sum(one.rows for one in filled)
        place = Place(grid.file, grid.sheet, filled[0].row, match.column, match.heading)
        yield Fault(WRITTEN_ONCE, place, "persons", values={"heading": match.heading, "rows": rows})


def filled_notes(grid: Grid, filled: Sequence[FilledDown]) -> Iterator[Text]:
    """The same for the readers of figures and lists."""
    if filled:
        where, heading, rows = grid.shown, filled[0].match.heading, sum(one.rows for one in filled)
        yield Text(
            f"{where.zh}：有 {rows} 行没有写“{heading}”（每户只写在第一行），按上一行的户读取。",
            f"{where.en}: rows without {heading}, which is written in the first row of a household only: {rows}. They were read as of the "
            "household above.",
        )


def read_by_content(grid: Grid, found: Located) -> Iterator[Text]:
    """Which columns were read as something that their heading alone does not say."""
    where = f"{grid.file} {grid.sheet or ''}".strip()
    for match in found.assignment.matched:
        if match.how == "context" and match.table == "households":
            yield Text(
                f"{where}：“{match.heading}”{'等列打勾的年度' if match.field == 'exit_year' else ''}读作“{match.cell.heading}”。",
                f"{where}: {match.heading}{' and its like, by their ticks,' if match.field == 'exit_year' else ''} was read as {match.cell.heading}.",
            )


def converted(grid: Grid, found: Located) -> Iterator[Text]:
    """Which columns were converted from another unit."""
    where = f"{grid.file} {grid.sheet}" if grid.sheet else grid.file
    for match in map(as_income, found.assignment.matches):
        if match.field and match.factor != 1:
            yield Text(
                f"{where}：“{match.heading}”以{match.unit}为单位，已换算为{match.cell.unit}（×{match.factor:g}）。",
                f"{where}: {match.heading} is in {match.unit}; it was converted to {match.cell.unit} (× {match.factor:g}).",
            )


def heading_faults(grid: Grid, found: Located, made: Sequence[MadeColumn], block: BlockBeside | None) -> Iterator[Fault]:
    """A block of columns beside another, headings that stand twice, that look like a misspelling, and required columns that are not there at all."""
    assignment = found.assignment
    read = {match.cell.heading for match in assignment.matched}
    if block:
        yield block.fault(grid, found)
    for match in assignment.matches:
        place = Place(grid.file, grid.sheet, found.row, match.column, match.heading)
        if block and match in block.columns:
            continue
        if match.how == "duplicate":
            yield Fault(
                "REC205", place, assignment.tables[0], value=match.heading, values={"heading": match.heading, "near": match.near}
            )
        elif match.how == "asked" and match.near not in read:
            yield Fault(
                "REC210",
                place,
                assignment.tables[0],
                value=match.heading,
                values={"heading": match.written, "near": match.near, "extra": match.extra},
            )
        elif match.how == "unmatched" and match.near:
            yield Fault(
                "REC206", place, assignment.tables[0], value=match.heading, values={"heading": match.heading, "near": match.near}
            )
    for column in made:
        if isinstance(column, MadeNumbers):
            match, place = column.match, Place(grid.file, grid.sheet, found.row)
            yield Fault(
                NO_NUMBERS,
                place,
                match.table,
                match.field,
                values={"heading": match.heading, "by": column.by, "done": column.done},
            )
    missing: dict[str, tuple[str, str]] = {}  # a column that members and households lack alike is missing once
    for table in assignment.tables:
        have = {match.field for match in assignment.of(table)} | {
            column.match.field for column in made if not isinstance(column, TickedHeads)
        }
        for name, cell in fields_of(MODELS[table]).items():
            if cell.required and name not in have:
                missing.setdefault(cell.heading, (table, name))
    for heading, (table, name) in missing.items():
        others = fields_of(MODELS[table])[name].others[:_SPELLINGS]
        also = Text(f"（也认：{'、'.join(others)}）", f" (also read: {', '.join(others)})") if others else NO_WORDS
        yield Fault("REC207", Place(grid.file, grid.sheet, found.row), table, name, values={"heading": heading, "others": also})


def of_lost(error: UnreadableFile) -> Text:
    """That a file of the folder is not among what was read."""
    return Text(
        f"{error.zh.removesuffix('。')}。文件夹中的其他文件已读取，这个文件没有计入。",
        f"{error.en.removesuffix('.')}. The other files of the folder were read; nothing of this one is counted.",
    )
