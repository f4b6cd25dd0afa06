"""From raw text to typed records: the column check first, pydantic for the suspects, a shifted row told as one fault."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import polars as pl
from pydantic import ValidationError

from puxi_cli.records.compile import Written, typed
from puxi_cli.records.fields import Record
from puxi_cli.records.kinds import Digits, FreeText, IdentityNumber, Kind, Opaque, Phone, YesNo
from puxi_cli.records.place import Place
from puxi_cli.records.tables import MODELS
from puxi_cli.records.text import trimmed, undressed
from puxi_cli.registry import CLEAR, ROW, UNREAD
from puxi_cli.sheets.assignment import MADE, Assignment, Match
from puxi_cli.sheets.body import column_name
from puxi_cli.sheets.cells import kept_its_digits
from puxi_cli.sheets.faults import BLANK, DISAGREEING, Fault, rule_of
from puxi_cli.sheets.grid import ERROR_VALUE, NO_RESULT, NUMBER_LOST, Grid
from puxi_cli.sheets.hints import hints
from puxi_cli.sheets.not_exited import not_exited_read
from puxi_cli.sheets.own_units import as_written, comes_to, in_own_units
from puxi_cli.sheets.shifted import Shift, shift_of
from puxi_cli.sheets.whole_columns import LEAST, WholeColumn, rest_of, whole_columns, with_further_cells
from puxi_cli.sheets.writing import OddColumn, added, odd_columns
from puxi_cli.sheets.yes_no_status import yes_no_status_read
from puxi_cli.text.words import Text

_ERROR_TEXT = r"^\s*(?:#(?:N/A|REF!|VALUE!|DIV/0!|NAME\?|NULL!|NUM!|N/A!)|Err:[0-9]{3})\s*$"
# Digits that went through a number: with an exponent, or long ones with the point a program's export put behind them.
_EXPONENT_TEXT = r"^\s*(?:[0-9](?:\.[0-9]+)?[eE](?:\+[0-9]{1,3}|1[0-9])|[0-9]{16,}\.0+)\s*$"
_WAYS = {"left": Text("左移", "left"), "right": Text("右移", "right")}
_SHORTEST_NUMBER = 15  # characters of an identity number
_NAMING: tuple[type[Kind], ...] = (FreeText, Digits, Opaque, Phone, IdentityNumber)


@dataclass(frozen=True)
class CheckedSheet:
    """The typed tables of one sheet (fields, `_row`, `_clear`), what is wrong with its cells, and what is oddly written in its columns."""

    tables: dict[str, pl.DataFrame]
    faults: tuple[Fault, ...]
    written: tuple[OddColumn, ...] = ()


def checked(grid: Grid, whole: Assignment, body: pl.DataFrame, assignment: Assignment, one_two: bool = False) -> CheckedSheet:
    """Type the rows of a sheet and collect its faults. With `one_two`, a 2 in a column of yes and no is a no.

    `assignment` is `whole`, or the part of it whose columns are wanted; whether a row is shifted is seen from all of them.
    A cell that cannot be read is null in the tables; a shifted row is read as if it were shifted back.
    """
    if one_two:
        names = [column_name(match.column) for match in assignment.matched if isinstance(match.cell.kind, YesNo)]
        body = body.with_columns(pl.col(name).replace({"2": "否", "2.0": "否"}) for name in names)
    written_body, body = body, not_exited_read(whole, yes_no_status_read(whole, in_own_units(assignment, body)))
    odd = _odd_cells(grid, assignment, body)
    body = _without(odd, body)
    tables, written = _typed(assignment, body)
    if lost := _lost_in_text(assignment, body, tables):
        odd |= lost
        body = _without(lost, body)
        tables, written = _typed(assignment, body)
    suspects = set()
    for frame in tables.values():
        suspects.update(frame.filter(~pl.col(CLEAR))[ROW].to_list())
    suspects.update(row for row, _ in odd)
    whole_of, whole_rows = _whole_columns(whole, assignment, body, written_body, tables, suspects, odd)
    if whole_of:
        suspects = _suspects_beside(whole_of, assignment, body, tables) | {row for row, _ in odd}
    faults: list[Fault] = [one.fault(grid) for one in whole_of]
    # A column that the sheet does not have (made numbers) is no part of its rows.
    made = {column_name(match.column) for match in assignment.matched if match.how == MADE}
    own = [name for name in body.columns if name == ROW or name not in made]
    if suspects:
        rows = body.filter(pl.col(ROW).is_in(list(suspects)))
        mended: list[dict[str, Any]] = []
        shifts: dict[int, Shift] = {}
        odd_of: dict[int, set[int]] = {}
        for number, column in odd:
            odd_of.setdefault(number, set()).add(column)
        for row in rows.select(own).iter_rows(named=True):
            shift = shift_of(whole, row, odd_of.get(row[ROW], set()))
            if shift:
                shifts[row[ROW]] = shift
                mended.append({ROW: row[ROW], **shift.cells})
        if mended:
            body = body.update(
                pl.DataFrame(mended, schema={name: body.schema[name] for name in own}), on=ROW, how="left", include_nulls=True
            )
            tables, written = _typed(assignment, body)
            rows = body.filter(pl.col(ROW).is_in(list(suspects)))
        faults += _faults(
            grid,
            assignment,
            rows,
            as_written(rows, assignment, written_body),
            tables,
            odd,
            shifts,
            {(one.match.column, one.rule): frozenset(one.rows) for one in whole_of},
        )
    if faults:
        tables = {table: _with_unread(table, frame, faults) for table, frame in tables.items()}
    if suspects:
        # Whom pydantic refused nothing of is clear, whatever the column check thought.
        passed = list(suspects - whole_rows - {fault.place.row for fault in faults})
        tables = {name: frame.with_columns(pl.col(CLEAR) | pl.col(ROW).is_in(passed)) for name, frame in tables.items()}
    return CheckedSheet(tables, tuple(faults), odd_columns(assignment, body, written))


def _whole_columns(
    whole: Assignment,
    assignment: Assignment,
    body: pl.DataFrame,
    written: pl.DataFrame,
    tables: Mapping[str, pl.DataFrame],
    suspects: Collection[int],
    odd: Odd,
) -> tuple[list[WholeColumn], set[int]]:
    """Columns that are refused as a whole, and their rows; none where most of these rows are shifted, and read right once moved back."""
    found = whole_columns(assignment, body, written, tables) if len(suspects) >= LEAST else []
    if not found:
        return [], set()
    names = {column_name(match.column) for match in assignment.matched if match.how == MADE}
    some = body.filter(pl.col(ROW).is_in(list(found[0].rows[:LEAST]))).drop(name for name in names if name in body.columns)
    columns_of: dict[int, set[int]] = {}
    for row, column in odd:
        columns_of.setdefault(row, set()).add(column)
    moved = sum(shift_of(whole, row, columns_of.get(row[ROW], set())) is not None for row in some.iter_rows(named=True))
    if 2 * moved > some.height:
        return [], set()
    return found, {row for one in found for row in one.rows}


def _suspects_beside(
    found: Sequence[WholeColumn], assignment: Assignment, body: pl.DataFrame, tables: Mapping[str, pl.DataFrame]
) -> set[int]:
    """The rows that are suspect for something else than the columns refused as a whole."""
    rest = rest_of(assignment, found)
    suspects: set[int] = set()
    for table in (table for table in rest.tables if rest.of(table)):
        of_table, _ = _typed(Assignment((table,), rest.matches), body)
        suspects.update(of_table[table].filter(~pl.col(CLEAR))[ROW].to_list())
    for one in found:  # cells that are blank, or refused by another rule
        wanted = pl.lit(True) if one.match.cell.required else body[column_name(one.match.column)].is_not_null()
        others = tables[one.table].filter(pl.col(str(one.match.field)).is_null() & ~pl.col(ROW).is_in(list(one.rows)) & wanted)
        suspects.update(others[ROW].to_list())
    return suspects


def together(parts: Sequence[CheckedSheet]) -> CheckedSheet:
    """The pieces of one sheet as one; their frames are used up, column by column, so that no table stands in memory twice."""
    if len(parts) == 1:
        return parts[0]
    tables = {}
    for table, first in parts[0].tables.items():
        frames = [part.tables[table] for part in parts]
        tables[table] = pl.DataFrame(
            [pl.concat([frame.drop_in_place(name) for frame in frames], rechunk=True) for name in first.columns]
        )
    return CheckedSheet(
        tables,
        tuple(with_further_cells(fault for part in parts for fault in part.faults)),
        added(one for part in parts for one in part.written),
    )


def _typed(assignment: Assignment, body: pl.DataFrame) -> tuple[dict[str, pl.DataFrame], dict[int, Mapping[str, Written]]]:
    """The tables, and by column the texts that were read as something else than they are."""
    tables: dict[str, pl.DataFrame] = {}
    written: dict[int, Mapping[str, Written]] = {}
    for table in assignment.tables:
        matches = assignment.of(table)
        raw = body.select(pl.col(column_name(match.column)).alias(str(match.field)) for match in matches)
        for match in matches:
            if match.how == "opposite":
                raw = raw.with_columns(_reversed(str(match.field), match.cell.kind, raw))
        result = typed(MODELS[table], raw)
        written.update(
            (match.column, result.written[str(match.field)]) for match in matches if str(match.field) in result.written
        )
        tables[table] = result.frame.with_columns(
            body[ROW], result.clear.alias(CLEAR), pl.lit(None, pl.Categorical).alias(UNREAD)
        )
    return tables, written


def _with_unread(table: str, frame: pl.DataFrame, faults: list[Fault]) -> pl.DataFrame:
    """Say of each row which of its cells hold something that could not be read: a blank is another thing."""
    unread: dict[int, str] = {}
    for fault in faults:
        # A flat list's household number is told with the person and is the household's as well.
        own = fault.table == table or fault.field == "household_id"
        if own and fault.field and fault.place.row is not None and fault.rule not in (BLANK, *DISAGREEING):
            for row in (fault.place.row, *fault.also):
                unread[row] = unread.get(row, "") + f"|{fault.field}|"
    if not unread:
        return frame
    said = pl.col(ROW).replace_strict(list(unread), list(unread.values()), default=None, return_dtype=pl.String)
    return frame.with_columns(said.cast(pl.Categorical).alias(UNREAD))


def _reversed(name: str, kind: Kind, raw: pl.DataFrame) -> pl.Expr:
    """A column that says the opposite, turned round; what cannot be read stays as it is and is told as a fault."""
    turned = {}
    fixed = (*kind.yes, *kind.no) if isinstance(kind, YesNo) and kind.fixed else ()
    for text in raw[name].drop_nulls().unique():
        if undressed(text).upper() in fixed:
            continue
        try:
            turned[text] = "否" if kind.read(text) else "是"
        except ValueError:
            turned[text] = text
    return pl.col(name).replace(turned) if turned else pl.col(name)


Odd = dict[tuple[int, int], tuple[str, str | None]]
Told = Mapping[tuple[int, str], frozenset[int]]  # by column and rule, the rows of which a fault of the whole column speaks


def _odd_cells(grid: Grid, assignment: Assignment, body: pl.DataFrame) -> Odd:
    """The cells of which the file itself says that their content was lost; {(row, column): (what, text seen)}."""
    odd: Odd = {}
    if grid.odd:
        kinds = {match.column: match.cell.kind for match in assignment.matched}
        rows = dict(zip(body[ROW].to_list(), range(body.height), strict=True))
        for (row, column), what in grid.odd.items():
            if row in rows and column in kinds and (what != NUMBER_LOST or isinstance(kinds[column], _NAMING)):
                text = body[column_name(column)][rows[row]] if what != NO_RESULT else None
                odd[row, column] = (what, text)
    return odd


def _lost_in_text(assignment: Assignment, body: pl.DataFrame, tables: Mapping[str, pl.DataFrame]) -> Odd:
    """The cells whose text is an error value, or digits that went through a number. Where a kind reads only plain forms that are
    neither, the texts it did not read as they stand are looked at; they are few."""
    odd: Odd = {}
    for table, read in tables.items():
        for match in assignment.of(table):
            name, kind = column_name(match.column), match.cell.kind
            text, value = body[name], read[str(match.field)]
            if isinstance(kind, FreeText):
                perhaps = ~((text >= "F") & (text < "\x7f") | (text >= "\u3001"))  # no text of either sort begins like this
            elif isinstance(kind, Opaque):
                perhaps = text.is_not_null()
            else:
                perhaps = value != text if isinstance(kind, _NAMING) else value.is_null()
                perhaps = perhaps.fill_null(True) & text.is_not_null()
            if not perhaps.any():
                continue
            texts = body.select(ROW, name).filter(perhaps)
            pattern = f"{_ERROR_TEXT}|{_EXPONENT_TEXT}" if isinstance(kind, _NAMING) else _ERROR_TEXT
            for row, text in texts.filter(pl.col(name).str.contains(pattern)).iter_rows():
                if kept_its_digits(text):
                    continue
                odd[row, match.column] = (ERROR_VALUE if text.strip()[0] in "#E" else NUMBER_LOST, text)
    return odd


def _without(odd: Odd, body: pl.DataFrame) -> pl.DataFrame:
    """The rows with these cells blank."""
    rows_of: dict[int, list[int]] = {}
    for row, column in odd:
        rows_of.setdefault(column, []).append(row)
    for column, numbers in rows_of.items():
        name = column_name(column)
        body = body.with_columns(pl.when(~pl.col(ROW).is_in(numbers)).then(pl.col(name)).alias(name))
    return body


def _faults(
    grid: Grid,
    assignment: Assignment,
    rows: pl.DataFrame,
    written: pl.DataFrame,
    tables: Mapping[str, pl.DataFrame],
    odd: Odd,
    shifts: Mapping[int, Shift],
    told: Told,
) -> Iterator[Fault]:
    """The faults of the suspect rows, by row and column, but for those `told` of whole columns."""
    wanted = rows[ROW].to_list()
    values = {
        table: {row[ROW]: row for row in frame.filter(pl.col(ROW).is_in(wanted)).iter_rows(named=True)}
        for table, frame in tables.items()
    }
    matches = {table: {str(match.field): match for match in assignment.of(table)} for table in assignment.tables}
    if len(assignment.tables) == 2:
        matches["households"].pop("household_id", None)  # told once, with the person
    read = sorted({column_name(match.column) for of_table in matches.values() for match in of_table.values()})
    for raw, texts in zip(*(frame.select(ROW, *read).iter_rows(named=True) for frame in (rows, written)), strict=True):
        number = raw[ROW]
        subject = _subject({table: by_row[number] for table, by_row in values.items()})
        if number in shifts:
            shift = shifts[number]
            yield Fault(
                "REC204",
                Place(grid.file, grid.sheet, number),
                assignment.tables[0],
                values={"heading": shift.heading, "cells": shift.faults, "direction": _WAYS[shift.direction]},
                **subject,
            )
            continue
        for table in assignment.tables:
            yield from _row_faults(grid, matches[table], table, raw, texts, values[table][number], odd, subject, told)


def _row_faults(
    grid: Grid,
    matches: Mapping[str, Match],
    table: str,
    raw: Mapping[str, Any],
    texts: Mapping[str, Any],
    values: Mapping[str, Any],
    odd: Odd,
    subject: Mapping[str, Any],
    told: Told,
) -> Iterator[Fault]:
    model, number = MODELS[table], raw[ROW]

    def fault(code: str, match: Match, told: str | None = None, meant: str | None = None) -> Fault:
        made = match.how == MADE  # there is no such cell
        place = (
            Place(grid.file, grid.sheet, number) if made else Place(grid.file, grid.sheet, number, match.column, match.heading)
        )
        name = column_name(match.column)
        text = texts[name]
        if (number, match.column) in odd:
            text = odd[number, match.column][1]
        kind = match.cell.kind
        return Fault(
            rule_of(code, str(match.field)),
            place,
            table,
            match.field,
            value=text,
            values={
                "heading": match.heading,
                "value": text,
                "told": told,
                "length": len(trimmed(text or "")),
                "allowed": kind.brief(meant is not None),
                **hints(match, model, text, code, meant),
                **comes_to(match, text, raw[name]),
            },
            personal=_personal(match, code, text),
            **subject,
        )

    for match in matches.values():
        if (number, match.column) in odd:
            yield fault(odd[number, match.column][0], match)
    refused = _refused(model, {name: raw[column_name(match.column)] for name, match in matches.items()})
    for code, name, meant in refused:
        match = matches[name]
        if match.how == "opposite" and code != "yes_no":
            continue
        if (number, match.column) not in odd and number not in told.get((match.column, rule_of(code, name)), ()):
            yield fault(code, match, meant=meant)
    lost = {name for _, name, _ in refused} | {name for name, match in matches.items() if (number, match.column) in odd}
    for name, code, other in model.disagreements({name: value for name, value in values.items() if name not in lost}):
        if name in matches:
            yield fault(code, matches[name], told=other)


def _personal(match: Match, code: str, text: str | None) -> dict[str, str]:
    """How the values of a sentence are masked: as the field's own are, and a number that stands for a name as one."""
    mask = match.cell.personal if code != "number_for_name" else "phone" if len(text or "") < _SHORTEST_NUMBER else "id"
    return {"value": mask, "told": mask} if mask else {}


def _refused(model: type[Record], raw: Mapping[str, Any]) -> list[tuple[str, str, str | None]]:
    """What pydantic says of a row: (code, field, near miss). Columns the sheet does not have are not asked for."""
    try:
        model.model_validate(raw)
    except ValidationError as refused:
        return [
            (error["type"], str(error["loc"][0]), error.get("ctx", {}).get("meant"))
            for error in refused.errors(include_url=False, include_input=False)
            if error["loc"] and error["type"] != "missing"
        ]
    return []


def _subject(values: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    """Whom a fault concerns, as far as the row says it readably."""
    merged: dict[str, Any] = {}
    for row in values.values():
        merged |= {name: value for name, value in row.items() if value is not None}
    name = merged.get("name") or merged.get("head_name")
    return {
        "household_id": merged.get("household_id"),
        "person_id": merged.get("person_id"),
        "village": merged.get("village"),
        "name": name,
    }
