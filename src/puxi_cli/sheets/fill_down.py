"""Cells that stand for those above them, and are read so: 同上 in any column; household cells that a roster writes in the first row of a
household only."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from puxi_cli.records.compile import same_names
from puxi_cli.records.kinds import CellFault
from puxi_cli.records.person import HEAD
from puxi_cli.records.text import DITTO as _SIGNS
from puxi_cli.records.text import DITTO_OF_NUMBERS, DITTO_OR_SAME
from puxi_cli.registry import ROW
from puxi_cli.sheets.assignment import Assignment, Match
from puxi_cli.sheets.body import column_name
from puxi_cli.sheets.faults import DITTO
from puxi_cli.sheets.page_breaks import without_breaks
from puxi_cli.sheets.writing import OddColumn

# What tells one household or person from another, and is not another's.
_NAMING = ("household_id", "person_id", "id_no", "disability_no", "name", "birth")
# What is filled in beside the number, where it is blank: every row of a list has to name it.
_BESIDE = ("village", "head_name")


def dittos_read(frame: pl.DataFrame, assignment: Assignment) -> tuple[pl.DataFrame, tuple[OddColumn, ...]]:
    """A body in which 同上 and its signs hold what the cell above them says, and the columns that have them.

    Never across a row that was left out. Numbers of households and persons and a member's name are no such columns: who is meant there
    is for `filled_down`, or for a person. A bare 同 names no head unless the row is of the household above it.
    """
    found = []
    same_household = _of_the_household_above(frame, assignment)
    block = (frame[ROW] - frame[ROW].shift(1) != 1).fill_null(True).cum_sum()
    for match in assignment.matched:
        if match.field in _NAMING or (match.field == "head_name" and "persons" not in assignment.tables):
            continue
        name = column_name(match.column)
        texts = frame[name]
        same = texts.str.contains(DITTO_OR_SAME).fill_null(False)
        ditto = texts.str.contains(_SIGNS).fill_null(False) | (same & same_household if match.field == "head_name" else same)
        if not ditto.any():
            continue
        # A blank above is what is repeated, too.
        told = frame.select(pl.when(ditto).then(None).otherwise(texts.fill_null("")).alias(name), block.alias("_block"))
        above = told.select(pl.col(name).forward_fill().over("_block").replace("", None)).to_series()
        read = ditto & above.is_not_null()
        if read.any():
            rows, signs = frame[ROW].filter(read), texts.filter(read).str.strip_chars().unique(maintain_order=True)
            found.append(OddColumn(DITTO, match, rows.len(), int(rows[0]), tuple(signs)))
            frame = frame.with_columns(pl.select(pl.when(read).then(above).otherwise(texts)).to_series().alias(name))
    return frame, tuple(found)


def _of_the_household_above(frame: pl.DataFrame, assignment: Assignment) -> pl.Series:
    """The rows whose household number is blank, a ditto mark or that of the row above; in a list without numbers, those of no head."""
    matches = {str(match.field): match for match in assignment.matched}
    number = matches.get("household_id")
    if number is None:
        return ~heads_of(frame, matches)
    texts = frame[column_name(number.column)]
    return texts.is_null() | (texts.str.contains(DITTO_OF_NUMBERS) | (texts == texts.shift(1))).fill_null(False)


@dataclass(frozen=True)
class FilledDown:
    """How many rows are of the household above them, the first of these rows, the column that would say so (its number, else its head or
    village), and all that are filled."""

    rows: int
    row: int
    match: Match
    columns: tuple[Match, ...]


def filled_down(
    frame: pl.DataFrame, assignment: Assignment, breaks: frozenset[int] = frozenset()
) -> tuple[pl.DataFrame, FilledDown | None]:
    """A body whose rows without a household number, or with 同上 in its place, are of the household above them.

    A blank is only filled where the sheet writes numbers once: more rows are blank than repeat a number. Never is a row that
    begins a household (its head, another village, another head's name) or that follows a row that was left out, unless that is one of
    the `breaks` between printed pages. A head whom the row above names begins none: a child or the wife may stand first. In a list
    without numbers it is village and head that are filled, below the row that begins a household.
    """
    matches = {str(match.field): match for match in (*assignment.of("households"), *assignment.of("persons"))}
    number = matches.get("household_id")
    if assignment.tables != ("persons",) and "persons" in assignment.tables and number is None and frame.height:
        return _filled_below_heads(frame, matches, breaks)
    if "persons" not in assignment.tables or number is None or not frame.height:
        return frame, None
    name = column_name(number.column)
    ditto = frame[name].str.contains(DITTO_OF_NUMBERS).fill_null(False)
    blank = frame[name].is_null() | ditto
    if not blank.any():
        return frame, None
    numbers = frame[name].filter(~blank)
    repeated = numbers.len() - numbers.n_unique()
    once = (blank & ~ditto).sum() > repeated
    gap = _gaps(frame, breaks)
    starts = ~blank | gap | _beginning_heads(frame, matches, gap)
    for field in _BESIDE:
        if field in matches:
            written = frame[column_name(matches[field].column)]
            written = pl.select(pl.when(~written.str.contains(_SIGNS)).then(written)).to_series()
            before = written.shift(1).forward_fill()
            starts |= (written != before).fill_null(False)
    beside = tuple(match for field, match in matches.items() if field in _BESIDE)
    others = [column_name(match.column) for match in beside]
    above = frame.with_columns(
        starts.cum_sum().alias("_group"),
        (ditto | (blank & once)).alias("_wanted"),
        pl.select(pl.when(~blank).then(frame[name])).to_series().alias("_number"),
    )
    above = above.with_columns(pl.col("_number", *others).first().over("_group").name.suffix("_above"))
    filled = pl.col("_wanted") & pl.col("_number_above").is_not_null()
    body = above.with_columns(
        filled.alias("_filled"),
        pl.when(filled).then(pl.col("_number_above")).otherwise(pl.col(name)).alias(name),
        *(
            pl.when(filled & (pl.col(other).is_null() | pl.col(other).str.contains(_SIGNS)))
            .then(pl.col(f"{other}_above"))
            .otherwise(pl.col(other))
            .alias(other)
            for other in others
        ),
    )
    if not body["_filled"].any():
        return frame, None
    rows = body.filter(pl.col("_filled"))[ROW]
    return body.select(frame.columns), FilledDown(rows.len(), int(rows[0]), number, (number, *beside))


def _filled_below_heads(
    frame: pl.DataFrame, matches: dict[str, Match], breaks: frozenset[int]
) -> tuple[pl.DataFrame, FilledDown | None]:
    """The same for a list without numbers of households, whose village and head stand once."""
    beside = [matches[field] for field in _BESIDE if field in matches]
    gap = _gaps(frame, breaks)
    begins = gap | _beginning_heads(frame, matches, gap)
    if "head_name" in matches:
        heads = frame[column_name(matches["head_name"].column)]
        begins |= (heads != heads.shift(1).forward_fill()).fill_null(False)
    group = begins.cum_sum()
    filled = pl.Series([False] * frame.height, dtype=pl.Boolean)
    columns = []
    for match in beside:
        name = column_name(match.column)
        texts = frame[name]
        first = frame.select(pl.col(name).first().over(group)).to_series()
        blank = texts.is_null() & ~begins & first.is_not_null()
        if blank.sum() > (texts.is_not_null() & ~begins).sum():
            filled |= blank
            columns.append(match)
            frame = frame.with_columns(pl.select(pl.when(blank).then(first).otherwise(texts)).to_series().alias(name))
    if not columns:
        return frame, None
    rows = frame[ROW].filter(filled)
    return frame, FilledDown(rows.len(), int(rows[0]), columns[-1], tuple(columns))


def heads_of(frame: pl.DataFrame, matches: dict[str, Match]) -> pl.Series:
    """The rows of heads, which begin a household."""
    relation = matches.get("relation")
    if relation is None:
        return pl.Series([False] * frame.height, dtype=pl.Boolean)
    texts = frame[column_name(relation.column)]
    return texts.is_in([text for text in texts.drop_nulls().unique() if _read(relation, text) == HEAD]).fill_null(False)


def _gaps(frame: pl.DataFrame, breaks: frozenset[int]) -> pl.Series:
    """The rows that do not stand directly below another, printed pages apart."""
    rows = without_breaks(frame[ROW], breaks)
    return (rows - rows.shift(1) != 1).fill_null(True)


def _beginning_heads(frame: pl.DataFrame, matches: dict[str, Match], gap: pl.Series) -> pl.Series:
    """The rows of heads that begin a household: not the first below another member's whose own name is the head's written there."""
    heads = heads_of(frame, matches)
    if not {"head_name", "name"} <= matches.keys() or not heads.any():
        return heads
    written = frame[column_name(matches["head_name"].column)]
    written = pl.select(pl.when(~written.str.contains(_SIGNS)).then(same_names(written))).to_series()
    # A name that is written again, as in every row, is that of the same head until another is written.
    told = frame.select(
        heads.alias("is_head"),
        written.alias("head"),
        same_names(frame[column_name(matches["name"].column)]).alias("name"),
        (gap | (written != written.shift(1).forward_fill()).fill_null(False)).cum_sum().alias("block"),
    )
    first = pl.col("is_head") & (pl.col("is_head").cum_sum().over("block") == 1)
    own = (pl.col("name") == pl.col("head").forward_fill().over("block")).fill_null(False)
    below = pl.int_range(pl.len()).over("block") > 0
    return told.select(pl.col("is_head") & ~(first & own & below)).to_series()


def _read(match: Match, text: str) -> object:
    try:
        return match.cell.kind.value(text)
    except CellFault:
        return None
