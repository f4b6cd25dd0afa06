"""The column check: the models' annotations as operations on whole columns.

`typed` reads a frame of raw text at once and says which rows are clear. A clear row would pass its pydantic model (a property
test holds the two together); every other row is a suspect and goes to pydantic, which has the last word.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

import polars as pl

from puxi_cli.records.citizen import Citizen
from puxi_cli.records.coded import Code
from puxi_cli.records.dates import Day, PartialDate
from puxi_cli.records.fields import Cell, Record, fields_of
from puxi_cli.records.identity import NO_NUMBER_PREFIX, PAPERS, WEIGHTS
from puxi_cli.records.kinds import CellFault, Digits, FreeText, HouseholdNumber, IdentityNumber, Kind, Number, Opaque, Phone
from puxi_cli.records.text import MAY_NAME_NOTHING, MAY_SAY_NOTHING, NO_LETTERS, UNSEEN, marks_in, radicals_in, same_name, trimmed

_DTYPES = {"text": pl.String, "whole": pl.Int64, "number": pl.Float64, "yes_no": pl.Boolean}
# A text that is not as it stands the value of its cell: blanks at its ends, the two ways a spreadsheet protects text, signs that nobody
# sees or that only look like letters, and what may be a word for nothing.
_DRESSED = rf"""^[\s='"]|\s$|[{UNSEEN}{NO_LETTERS}]"""


@dataclass(frozen=True)
class Written:
    """How a text is written that was read as something else: the unseen marks and the radicals in it, and whether it is a word for nothing."""

    marks: tuple[str, ...] = ()
    radicals: tuple[str, ...] = ()
    nothing: bool = False


_AS_IT_IS = Written()


@dataclass(frozen=True)
class Typed:
    """A table's columns with their types: one per field of the model, null where blank or unreadable; and the clear rows.

    `written` has the texts of each field that were read as something else than they are.
    """

    frame: pl.DataFrame
    clear: pl.Series
    written: Mapping[str, Mapping[str, Written]]


# A name in which only letters and figures stand, none of them a twin of another.
_PLAIN_NAME = r"^[\x{3400}-\x{4dbf}\x{4e00}-\x{9fff}\x{20000}-\x{2f7ff}A-Za-z0-9]*$"


def same_names(names: pl.Series) -> pl.Series:
    """Names as they are compared: without blanks, with one middle dot, letters for what only looks like them (`text.same_name`)."""
    odd = names.filter(~names.str.contains(_PLAIN_NAME) | names.str.contains("[戶戸靑黃]")).unique()
    forms = {name: same_name(name) for name in odd.drop_nulls()}
    return names.replace(list(forms), list(forms.values())) if forms else names


@cache
def dtype_of(kind: Kind) -> pl.DataType | type[pl.DataType]:
    """The type of a column. FreeText takes 16 bytes a cell and more: what repeats is kept by number, in four, a label of a list in one."""
    if isinstance(kind, Code) and not kind.several:
        return pl.Enum(kind.codes.labels)
    if kind.repeats:
        return pl.Categorical()
    return _DTYPES[kind.dtype]


def typed(model: type[Record], raw: pl.DataFrame) -> Typed:
    """Read the raw text of a table by its model's annotations.

    `raw` has String columns named as fields; fields it lacks come out as null columns and are not asked for.
    """
    cells = fields_of(model)
    if raw.height == 0:
        nothing = pl.DataFrame(schema={name: dtype_of(cell.kind) for name, cell in cells.items()})
        return Typed(nothing, pl.Series([], dtype=pl.Boolean), {})
    asked = {name: cell for name, cell in cells.items() if name in raw.columns}
    plain = raw.select(form.alias(name) for name, cell in asked.items() if (form := _plain(cell.kind, raw[name])) is not None)
    # What the plain form does not cover is read text by text, each different text once.
    rest = raw.select(
        pl.when(plain[name].is_null()).then(pl.col(name)).alias(name) if name in plain.columns else pl.col(name) for name in asked
    )
    said = _read_by_text({name: cell for name, cell in asked.items() if rest[name].null_count() < raw.height}, rest)
    columns, good = [], []
    for name, cell in cells.items():
        values = [plain[name]] if name in plain.columns else []
        values += [said[name].values] if name in said else []
        column = pl.coalesce(values) if values else pl.lit(None, dtype_of(cell.kind))
        columns.append(column.alias(name))
        if name in asked:
            blank = raw[name].is_null() | said[name].blank if name in said else raw[name].is_null()
            good.append(pl.col(name).is_not_null() if cell.required else pl.col(name).is_not_null() | blank)
    # Not `select`: where nothing at all is filled, columns of nulls alone would be one row.
    frame = raw.with_columns(columns).select(list(cells))
    for name, cell in asked.items():
        if isinstance(cell.kind, IdentityNumber) and cell.kind.paper in asked:
            frame = _with_papers(frame, raw[name], cell.kind)
    checks = [*good, *([_agrees_with_the_number()] if issubclass(model, Citizen) and "id_no" in asked else [])]
    clear = frame.select(pl.all_horizontal(checks)).to_series()
    return Typed(frame, clear, {name: one.written for name, one in said.items() if one.written})


def _with_papers(frame: pl.DataFrame, raw: pl.Series, kind: IdentityNumber) -> pl.DataFrame:
    """The frame with the numbers of papers other than the identity card, where the row says which paper it is."""
    paper = frame[str(kind.paper)].cast(pl.String)
    other = paper.is_in(list(PAPERS)).fill_null(False) & raw.is_not_null()
    if not other.any():
        return frame
    at = other.arg_true()
    numbers = [kind.read_as(trimmed(text), of) for text, of in zip(raw.gather(at), paper.gather(at), strict=True)]
    read = frame[raw.name].scatter(at, pl.Series(numbers, dtype=pl.String).fill_null(frame[raw.name].gather(at)))
    return frame.with_columns(read)


@dataclass(frozen=True)
class _ByText:
    """What the texts of a column say, null where nothing or nothing that can be read; which are blank after all; and how some are written."""

    values: pl.Series
    blank: pl.Series
    written: Mapping[str, Written]


def _read_by_text(cells: Mapping[str, Cell], texts: pl.DataFrame) -> dict[str, _ByText]:
    """Read columns text by text: every text gets a number, and what it says is looked up by that."""
    if not cells:
        return {}
    numbered = texts.select(pl.col(name).cast(pl.Categorical(pl.Categories.random())) for name in cells)
    different = numbered.select(pl.col(name).drop_nulls().unique().implode() for name in cells)
    found, odd = {}, {}
    for name, cell in cells.items():
        each = different[name].item()
        positions = each.to_physical()
        values: list[Any] = [None] * (positions.max() + 1)
        blank = [False] * len(values)
        written: dict[str, Written] = {}
        for position, text in zip(positions, each.cast(pl.String), strict=True):
            bare = trimmed(text)
            try:
                values[position] = cell.value(bare) if bare else None
            except CellFault:
                pass
            else:
                blank[position] = values[position] is None
            if not text.isascii() or blank[position] or not text.isprintable():
                how = Written(marks_in(text), radicals_in(text), bool(bare) and blank[position])
                if how != _AS_IT_IS:
                    written[text] = how
        found[name] = pl.Series(values, dtype=dtype_of(cell.kind)), pl.Series(blank)
        odd[name] = written
    at = {name: pl.col(name).to_physical() for name in cells}
    read = numbered.select(pl.lit(values).gather(at[name]).alias(name) for name, (values, _) in found.items())
    empty = numbered.select(pl.lit(blank).gather(at[name]).fill_null(False).alias(name) for name, (_, blank) in found.items())
    return {name: _ByText(read[name], empty[name], odd[name]) for name in cells}


def _plain(kind: Kind, texts: pl.Series) -> pl.Expr | None:
    """The values that stand in their plain form, null elsewhere; None where the kind is read text by text."""
    text = pl.col(texts.name)
    if isinstance(kind, FreeText):
        nothing = MAY_SAY_NOTHING if kind.wants == "words" else MAY_NAME_NOTHING
        if kind.wants in ("person", "place"):
            nothing += r"|^[^\pL]*\pN[^\pL]*[xXхХ×]?$"  # perhaps an identity number or a telephone
        return pl.when(~text.str.contains(f"{_DRESSED}|{nothing}") & (text != "")).then(text).cast(dtype_of(kind))
    if isinstance(kind, HouseholdNumber):
        return pl.when(text.str.contains(r"^0*[1-9][0-9]*$")).then(text)
    if isinstance(kind, Digits):
        return pl.when(text.str.contains(r"^[0-9]+$")).then(text)
    if isinstance(kind, Opaque):
        return pl.when(text.str.contains(r"^[A-Za-z]*[0-9][A-Za-z0-9]*$")).then(text)
    if isinstance(kind, Phone):
        return pl.when(text.str.contains(f"^{Phone.pattern}$")).then(text)
    if isinstance(kind, IdentityNumber) and 18 in kind.lengths:
        return pl.when(_citizens_numbers(texts)).then(text)
    if isinstance(kind, IdentityNumber) and 20 in kind.lengths:
        certified = text.str.slice(18).str.contains(r"^[1-7][1-4]$")
        return pl.when(certified & _citizens_numbers(texts.str.head(18))).then(text)
    if type(kind) is Number:
        number = pl.when(text.str.contains(r"^-?[0-9]{1,14}(?:\.[0-9]+)?$")).then(text).cast(pl.Float64)
        within = pl.lit(True)
        if kind.least is not None:
            within = within & (number >= kind.least)
        if kind.most is not None:
            within = within & (number <= kind.most)
        return pl.when(within).then(number)
    if type(kind) in (PartialDate, Day):
        whole = text.str.contains(r"^(?:189|19[0-9]|20[0-9])[0-9]{5}$")
        day = pl.when(whole).then(text).str.to_date("%Y%m%d", strict=False)
        return day.dt.strftime("%Y-%m-%d").cast(dtype_of(kind))
    return None


# 17 digits in four pieces: how many digits stand behind a piece, and how many it has.
_PIECES = ((13, 4), (9, 4), (5, 4), (0, 5))


@cache
def _weighted_sums() -> tuple[pl.Series, ...]:
    """The weighted sum of each value of each piece: looking sums up takes a fraction of the time of dividing every digit out."""
    sums = []
    for behind, places in _PIECES:
        weights = WEIGHTS[len(WEIGHTS) - behind - places :][:places]
        value = pl.int_range(10**places, eager=True)
        each = (value // 10 ** (places - 1 - place) % 10 * weight for place, weight in enumerate(weights))
        sums.append(pl.select(pl.sum_horizontal(each).cast(pl.UInt16)).to_series())
    return tuple(sums)


@cache
def _days_of_the_year() -> tuple[pl.Series, pl.Series]:
    """By month and day as one number (0101): whether every year has that day, and whether a leap year has it."""
    each = pl.DataFrame({"day": range(10_000)}).select(
        pl.concat_str(pl.lit(year), pl.col("day").cast(pl.String).str.zfill(4))
        .str.to_date("%Y%m%d", strict=False)
        .is_not_null()
        .alias(year)
        for year in ("1999", "2000")
    )
    return each["1999"], each["2000"]


def _citizens_numbers(texts: pl.Series) -> pl.Series:
    """18 characters, a real day, the right check character; not the 999999… that says "no number"."""
    if texts.null_count() * 2 > len(texts):
        filled = texts.is_not_null().arg_true()
        right = _citizens_numbers(texts.gather(filled)) if len(filled) else pl.Series([], dtype=pl.Boolean)
        return pl.repeat(False, len(texts), eager=True).scatter(filled, right)
    text, digits = pl.col("text"), pl.col("digits")
    read = pl.DataFrame([texts.alias("text")]).select(
        text.str.contains(r"^[0-9]{17}[0-9X]$").alias("shaped"),
        text.str.head(17).cast(pl.Int64, strict=False).alias("digits"),
        text.str.slice(17, 1).cast(pl.Int64, strict=False).fill_null(10).alias("check"),
    )
    read = read.select(
        "shaped",
        "check",
        (digits // 10**11 != int(NO_NUMBER_PREFIX)).alias("has_number"),
        (digits // 10**7 % 10**4).alias("year"),
        (digits // 10**3 % 10**4).alias("day"),
        *((digits // 10**behind % 10**places).alias(f"piece_{behind}") for behind, places in _PIECES),
    )
    total = pl.sum_horizontal(
        pl.lit(sums).gather(pl.col(f"piece_{behind}")) for (behind, _), sums in zip(_PIECES, _weighted_sums(), strict=True)
    )
    year = pl.col("year")
    leap = (year % 4 == 0) & ((year % 100 != 0) | (year % 400 == 0))
    always, in_leap_years = (pl.lit(there).gather(pl.col("day")) for there in _days_of_the_year())
    return read.select(
        pl.col("shaped")
        & pl.col("has_number")
        & (year > 0)
        & (always | (leap & in_leap_years))
        & ((total + pl.col("check")) % 11 == 1)
    ).to_series()


def _agrees_with_the_number() -> pl.Expr:
    """Rows with an 18-character number whose birth date and sex say the same; other numbers are left to pydantic."""
    number, birth, sex = pl.col("id_no"), pl.col("birth"), pl.col("sex")
    born = number.str.slice(6, 8).str.starts_with(birth.cast(pl.String).str.replace_all("-", "", literal=True))
    male = number.str.slice(16, 1).cast(pl.UInt8, strict=False) % 2 == 1
    same = (birth.is_null() | born) & (sex.is_null() | ((sex == "男") == male))
    return (same & (number.str.len_chars() == 18)).fill_null(False)
