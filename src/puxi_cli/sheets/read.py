"""Read a register: files, folders, every sheet in them, into one Registry, with what was understood and what was not."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from puxi_cli.errors import UnreadableFile
from puxi_cli.findings import ColumnRead, InputRead, SheetRead
from puxi_cli.records.fields import fields_of
from puxi_cli.records.place import column_letters
from puxi_cli.records.tables import MODELS
from puxi_cli.registry import Registry
from puxi_cli.sheets.assignment import Assignment
from puxi_cli.sheets.body import body_of
from puxi_cli.sheets.check import checked, together
from puxi_cli.sheets.columns_elsewhere import without_those_elsewhere
from puxi_cli.sheets.columns_without_headings import ColumnsWithoutHeadings
from puxi_cli.sheets.copies import without_copies
from puxi_cli.sheets.departures import departures
from puxi_cli.sheets.exits_in_status import exits_in_status
from puxi_cli.sheets.faults import SHIFTED, Fault
from puxi_cli.sheets.fill_down import FilledDown, dittos_read, filled_down
from puxi_cli.sheets.grid import Grid
from puxi_cli.sheets.heading_row import Located
from puxi_cli.sheets.headings import Headings
from puxi_cli.sheets.heads_apart import with_heads_apart
from puxi_cli.sheets.incomes_by_year import incomes_by_year, incomes_told_once, without_years
from puxi_cli.sheets.layouts import ReadSheet, registry_of
from puxi_cli.sheets.leading_zeros import of_joined, without_leading_zeros
from puxi_cli.sheets.left_elsewhere import left_elsewhere
from puxi_cli.sheets.loading import Loading, LostFile
from puxi_cli.sheets.made_numbers import Homes, MadeNumbers, made_numbers
from puxi_cli.sheets.merged_rows import MergedRows
from puxi_cli.sheets.monitored import StandingColumns, held_against, standing_columns
from puxi_cli.sheets.newest_sheets import Sheet, newest_only
from puxi_cli.sheets.numbers_by_head import as_wanted, is_of_heads_alone, numbers_by_head, with_heads
from puxi_cli.sheets.one_household import households_joined
from puxi_cli.sheets.one_village import spellings_in, with_one_village
from puxi_cli.sheets.open_standing import names_the_poor, not_poor_listed, with_open_standing
from puxi_cli.sheets.opened import Opened
from puxi_cli.sheets.own_income import as_income
from puxi_cli.sheets.partial_lists import OfSheets, says_of_one, what_it_names, without_partial_lists
from puxi_cli.sheets.place_names import PlaceNames
from puxi_cli.sheets.remarks import Remarks
from puxi_cli.sheets.rows_read import RowsRead
from puxi_cli.sheets.sheet_notes import (
    MadeColumn,
    converted,
    filled_faults,
    filled_notes,
    heading_faults,
    of_lost,
    read_by_content,
)
from puxi_cli.sheets.sheets_village import lines_groups, sheets_village
from puxi_cli.sheets.side_by_side import BlockBeside
from puxi_cli.sheets.side_lists import lists_deeds, side_lists_once
from puxi_cli.sheets.snapshot_days import SnapshotDays, day_in_names
from puxi_cli.sheets.tables_below import unread_notes
from puxi_cli.sheets.tables_of import tables_of
from puxi_cli.sheets.ticked_heads import TickedHeads, ticked_heads
from puxi_cli.sheets.ticked_years import ticked_years_read
from puxi_cli.sheets.village_numbers import numbers_by_village
from puxi_cli.sheets.whole_households import with_head_names, without_times
from puxi_cli.sheets.writing import OddColumn, added, writing_faults
from puxi_cli.text.words import Text

Fields = Mapping[str, frozenset[str]]  # by table
_SHOWN = 5  # headings in a note


@dataclass(frozen=True)
class Reading:
    """What came of reading: the registry, how each file was understood, what is wrong with its cells, notes."""

    registry: Registry
    inputs: tuple[InputRead, ...]
    faults: tuple[Fault, ...]
    notes: tuple[Text, ...] = field(default=())
    lost: tuple[UnreadableFile, ...] = ()  # files of a folder that could not be read
    places: PlaceNames = field(default_factory=PlaceNames)  # where the files say that they are from
    beside: tuple[Text, ...] = ()  # those of the notes that are to be looked into before a list is put up
    day_column: str | None = None  # the heading of the column that says the snapshot's day, where their names do not


def read_register(
    files: Loading,
    own_headings: dict[str, str] | None = None,
    only: Fields | None = None,
    one_two: bool = False,
    day: date | None = None,
) -> Reading:
    """Read files as one register; with `only`, no more than these fields; `one_two` as in `check.checked`; `day` is the one asked about.

    Raises UnreadableFile where a file cannot be read, no sheet holds a table of a register, or the register has no rows.
    """
    with closing(files):
        return _read(files, Headings(own_headings), only, one_two, day)


def _read(files: Loading, headings: Headings, only: Fields | None, one_two: bool, until: date | None) -> Reading:
    sheets: list[ReadSheet] = []
    faults: list[Fault] = []
    inputs: list[InputRead] = []
    seen: dict[str, Opened] = {}
    notes: list[Text] = []
    beside: list[Text] = []
    places, days, asked = PlaceNames(), SnapshotDays(), with_heads(only)
    lists_of_the_poor: set[Sheet] = set()
    of_sheets = OfSheets()
    for source, grids in files:
        if source.sha256 in seen:
            twin = seen[source.sha256]
            with suppress(LostFile):
                for _ in grids:
                    pass  # read ahead already
            notes.append(
                Text(
                    f"{source.shown} 与 {twin.shown} 内容完全相同，只读一次。",
                    f"{source.shown} is the same as {twin.shown} and was read once.",
                )
            )
            continue
        seen[source.sha256] = source
        if source.is_report:
            notes.append(
                Text(
                    f"{source.shown} 是 puxi 的报告，不是信息表，未读。",
                    f"{source.shown} is a report of puxi's, no register; not read.",
                )
            )
        by_tab: list[tuple[int, SheetRead, ReadSheet | None]] = []
        homes: dict[str | None, Homes] = {}
        of_years: list[tuple[int, ReadSheet]] = []
        unread: list[Fault] = []
        in_file: list[Fault] = []
        said: list[Text] = []
        try:
            for grid, where in tables_of(grids, headings, unread):
                wanted = where.assignment.only(asked) if asked else where.assignment
                before = len(in_file), len(said)
                places.add_sheet(grid, where)
                if names_the_poor(grid, where):
                    lists_of_the_poor.add((grid.file, grid.sheet))
                rows, remarks, unheaded = RowsRead(), Remarks(grid, where, until), ColumnsWithoutHeadings(grid, where)
                parts = []
                filled: list[FilledDown] = []
                dittos: list[OddColumn] = []
                made, whole = _made_columns(grid, where, homes)
                block = BlockBeside.of(where.assignment)
                standing: list[StandingColumns] = []
                if wanted is not None:
                    for column in made:
                        wanted = column.within(wanted) if column.match.table in wanted.tables else wanted
                    standing, wanted = standing_columns(grid, where.assignment, whole, wanted)
                years = incomes_by_year(grid, whole) if only is None or "year" in only.get("incomes", ()) else None
                if years is None and not any(match.field == "household_id" for match in whole.matched):
                    where = dataclasses.replace(where, assignment=without_years(where.assignment))
                for piece in grid.pieces():
                    body = body_of(piece, where)
                    body = dataclasses.replace(body, frame=ticked_years_read(body.frame, where.assignment))
                    rows.count(piece, body, where.assignment)
                    if block:
                        block.count(body.frame)
                    remarks.add(piece, body)
                    unheaded.count(body)
                    places.add_rows(where, body.frame)
                    days.add(where, body.frame)
                    if wanted is not None:
                        frame, repeated = dittos_read(body.frame, where.assignment)
                        dittos += repeated
                        for one in standing:
                            frame = one.read(frame)
                        frame, below = filled_down(frame, where.assignment, body.breaks)
                        filled += [below] if below else []
                        for column in made:
                            frame = column.added(frame, whole)
                        parts.append(checked(piece, where.assignment, frame, wanted, one_two))
                        if years:
                            years.add(piece, frame)
                sheet = None
                if wanted is not None:
                    result, wanted = held_against(standing, together(parts), wanted)
                    numbers = next(
                        (one for one in made if isinstance(one, MadeNumbers) and one.match.table in wanted.tables), None
                    )
                    ticks = [column for column in made if isinstance(column, TickedHeads)]
                    in_file += remarks.faults(grid, result.tables)
                    told_beside = remarks.cells()
                    result, merged = MergedRows.of(grid, where).as_one(grid, where, result)
                    result, apart_heads = with_heads_apart(grid, where, result)
                    said += [*merged, *apart_heads]
                    says = what_it_names(grid, where), says_of_one(where), lists_deeds(where)
                    sheet = ReadSheet(grid.file, grid.sheet, Located(where.row, wanted), result, numbers, *says)
                    in_file += [
                        *heading_faults(grid, where, made, block),
                        *without_copies(
                            [
                                one
                                for one in result.faults
                                if not is_of_heads_alone(one, only)
                                and not any(column.is_about(one) for column in ticks)
                                and (one.place.row, one.place.column_index) not in told_beside
                            ],
                            grid.merges,
                            len(where.assignment.tables) == 2,
                        ),
                        *writing_faults(grid, added([*dittos, *result.written])),
                        *filled_faults(grid, filled),
                    ]
                    said += [column.note(grid, result) for column in made if rows.read]
                by_tab.append((grid.tab, _described(grid, where, rows), sheet))
                if years and sheet:
                    shifted = {fault.place.row for fault in sheet.checked.faults if fault.rule == SHIFTED}
                    for of_year, rows_of_year in years.read(shifted):
                        of_years.append((grid.tab, ReadSheet(grid.file, grid.sheet, Located(where.row, of_year), rows_of_year)))
                        in_file += without_copies(rows_of_year.faults, grid.merges, len(where.assignment.tables) == 2)
                marked = [*rows.notes(grid), *remarks.notes(grid), *unheaded.notes(grid)]
                marked += [block.note(grid)] if block and block.rows else []
                for one in standing:
                    in_file += one.faults(grid)
                    marked += one.notes(grid)
                beside += marked
                said += [*grid.notes, *marked]
                said += [*converted(grid, where), *read_by_content(grid, where), *filled_notes(grid, filled)]
                of_sheets.add(grid, where, in_file[before[0] :], said[before[1] :])
        except LostFile:
            del seen[source.sha256]
            continue
        by_tab.sort(key=lambda item: item[0])
        apart_below = list(unread_notes(unread))
        beside += apart_below
        said += apart_below
        sheets += [sheet for _, _, sheet in by_tab if sheet]
        sheets += [sheet for _, sheet in sorted(of_years, key=lambda item: item[0])]
        faults += [*in_file, *unread]
        notes += dict.fromkeys(said)
        inputs.append(_input(source, [described for _, described, _ in by_tab], unread))
    notes = [*map(of_lost, files.lost), *notes]
    _check_something(inputs)
    joined = households_joined(sheets, spellings_in(sheets))
    partial = without_partial_lists(joined.sheets)
    inputs, faults, notes, beside = of_sheets.without(partial, inputs, faults, notes, beside)
    lists_of_the_poor -= partial.sheets_apart
    unknown = [*partial.notes(), *_not_understood(inputs)]
    notes, beside = [*notes, *unknown], [*beside, *unknown]
    notes, faults = joined.notes(notes), joined.faults(faults)
    apart = numbers_by_village(partial.sheets)
    sheets, without_zeros, zeros_notes = without_leading_zeros(apart.sheets)
    by_head = numbers_by_head(sheets, joined)
    notes, faults = by_head.notes(notes), by_head.faults(of_joined(faults, without_zeros))
    sheets, sides_notes = side_lists_once(by_head.sheets)
    sheets, years_notes, dropped = newest_only([as_wanted(sheet, only) for sheet in sheets])
    sheets, columns_notes = incomes_told_once(sheets)
    sheets, villages, more = with_one_village(sheets)
    registry, layout_notes, differing = registry_of(sheets)
    notes += [*apart.notes, *sides_notes, *years_notes, *columns_notes]
    beside += [*apart.notes, *by_head.apart]
    faults += apart.faults
    if villages.meant:
        faults = [dataclasses.replace(one, village=villages.read(one.village)) if one.village else one for one in faults]
    faults = [*without_those_elsewhere(faults, sheets), *differing, *more]
    registry, open_faults, standing_notes = with_open_standing(with_head_names(registry), lists_of_the_poor, dropped)
    elsewhere, gone = left_elsewhere(registry, joined.sheets, villages, until)
    faults += [*open_faults, *not_poor_listed(registry), *elsewhere]
    notes += [*zeros_notes, *gone]
    beside += [*zeros_notes, *gone]
    day, day_column = day_in_names(item.file for item in inputs), None
    if day is None and (told := days.found()):
        day, day_column = told
    faults += without_times(dataclasses.replace(registry, snapshot_day=day))
    return Reading(
        Registry(registry.tables, registry.household_rows, day),
        tuple(inputs),
        tuple(faults),
        (*notes, *layout_notes, *standing_notes),
        tuple(files.lost),
        places,
        tuple(beside),
        day_column,
    )


def read_headings(files: Loading, own_headings: dict[str, str] | None = None) -> tuple[InputRead, ...]:
    """How files are understood, without reading their rows as records. Raises UnreadableFile for what is no spreadsheet."""
    with closing(files):
        return tuple(_understood(files, Headings(own_headings)))


def _understood(files: Loading, headings: Headings) -> Iterator[InputRead]:
    for source, grids in files:
        unread: list[Fault] = []
        described = []
        try:
            for grid, where in tables_of(grids, headings, unread):
                rows = RowsRead()
                for piece in grid.pieces():
                    rows.count(piece, body_of(piece, where))
                described.append((grid.tab, _described(grid, where, rows)))
        except LostFile:
            continue
        yield _input(source, [sheet for _, sheet in sorted(described, key=lambda item: item[0])], unread)


def _input(source: Opened, sheets: list[SheetRead], unread: list[Fault]) -> InputRead:
    whole = [fault for fault in unread if fault.place.row is None]  # the other rows of its sheet may have been read
    others = tuple((fault.place.sheet or "", fault.values["kind"]) for fault in whole if "kind" in fault.values)
    return InputRead(source.shown, source.sha256, tuple(sheets), tuple(fault.place.sheet or "" for fault in whole), others)


def _check_something(inputs: Sequence[InputRead]) -> None:
    """A register without a table or without rows is no register: it must not look clean."""
    names = "、".join(item.file for item in inputs)
    if not any(item.sheets for item in inputs):
        example = "、".join(cell.heading for cell in list(fields_of(MODELS["persons"]).values())[:6])
        kinds = [(f"{item.file} {sheet}".strip(), kind) for item in inputs for sheet, kind in item.others]
        found = "".join(f"{where}是{kind[0]}，puxi 暂不读取这种表。" for where, kind in kinds)
        found_en = "".join(f" {where} is {kind[1]}, which puxi does not read yet." for where, kind in kinds)
        raise UnreadableFile(
            f"{names}：没有找到 puxi 认识的表。{found}表头应在前十行内，如：{example}。用 puxi template 可得到录入模板，puxi headings 查看识别情况。",
            f"{names}: no table that puxi knows.{found_en} The headings must stand within the first ten rows, such as: {example}. "
            "puxi template makes an entry workbook; puxi headings shows how columns are understood.",
        )
    if not any(sheet.rows for item in inputs for sheet in item.sheets):
        raise UnreadableFile(
            f"{names}：找到了表头，但没有一行数据。请确认导出时选对了范围。",
            f"{names}: headings were found, but not one row of data. Check what was selected for the export.",
        )


def _described(grid: Grid, found: Located, rows: RowsRead) -> SheetRead:
    columns = tuple(
        ColumnRead(
            column_letters(match.column),
            match.heading,
            match.how,
            match.table if match.field else None,
            match.field,
            match.cell.heading if match.field else None,
            match.near,
            match.unit,
            match.extra if match.how == "elsewhere" else None,
        )
        for match in map(as_income, found.assignment.matches)
    )
    have = {(table, match.field) for table in found.assignment.tables for match in found.assignment.of(table)}
    missing = []
    for table in found.assignment.tables:
        missing += [cell.heading for name, cell in fields_of(MODELS[table]).items() if (table, name) not in have]
    return SheetRead(
        grid.sheet or Path(grid.file).name,
        found.assignment.tables,
        found.row,
        rows.read,
        columns,
        tuple(dict.fromkeys(missing)),
        rows.left_out,
        rows.hidden,
        grid.hidden,
    )


def _not_understood(inputs: Sequence[InputRead]) -> Iterator[Text]:
    """How many columns of lists of households and members were not understood, and so not read."""
    headings = [
        column.heading
        for item in inputs
        for sheet in item.sheets
        if {"households", "persons"} & {*sheet.tables}
        for column in sheet.columns
        if column.how == "unmatched"
    ]
    if headings:
        shown, count = list(dict.fromkeys(headings))[:_SHOWN], len(headings)
        more = Text(" 等", " and others") if len(shown) < len(set(headings)) else Text("", "")
        yield Text(
            f"有 {count} 列未识别、未读（{'、'.join(shown)}{more.zh}），见 puxi headings。",
            f"Columns that were not understood and not read: {count} ({', '.join(shown)}{more.en}); see puxi headings.",
        )


def _made_columns(grid: Grid, found: Located, homes: dict[str | None, Homes]) -> tuple[list[MadeColumn], Assignment]:
    """The columns that puxi adds to a sheet, and the sheet's assignment with them.

    `homes` has the households met in the tables above on the same sheet: namesakes in two tables are two, where their papers say so.
    """
    made: list[MadeColumn] = []
    whole = found.assignment
    for column_of in (sheets_village, lines_groups, ticked_heads, made_numbers, departures, exits_in_status):
        if column := column_of(grid, found, whole):
            if isinstance(column, MadeNumbers) and column.papers:
                column = dataclasses.replace(column, homes=homes.setdefault(grid.sheet, column.homes))
            made.append(column)
            whole = column.within(whole)
    return made, whole
