"""The column check: the models' annotations as operations on whole columns.

`typed` reads a frame of raw text at once and says which rows are clear. A clear row would pass its pydantic model (a property
test holds the two together); every other row is a suspect and goes to pydantic, which has the last word.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import polars as pl

from puxi_cli.records.fields import Cell, Record, fields_of
from puxi_cli.records.identity import CHECK_CHARACTERS, WEIGHTS
from puxi_cli.records.kinds import CellFault, Day, Digits, IdentityNumber, Number, Opaque, PartialDate, Phone, Text
from puxi_cli.records.text import trimmed

_DTYPES = {"text": pl.String, "whole": pl.Int64, "number": pl.Float64, "yes_no": pl.Boolean}
# Blanks and marks that `trimmed` takes away, and the two ways a spreadsheet protects text.
_DRESSED = r"""^[\s\x00-\x1f\x{200b}-\x{200f}\x{2060}\x{feff}='"]|[\s\x00-\x1f\x{200b}-\x{200f}\x{2060}\x{feff}]$"""


@dataclass(frozen=True)
class Typed:
    """A table's columns with their types: one per field of the model, null where blank or unreadable; and the clear rows."""

    frame: pl.DataFrame
    clear: pl.Series


def typed(model: type[Record], raw: pl.DataFrame) -> Typed:
    """Read the raw text of a table by its model's annotations.

    `raw` has String columns named as fields; fields it lacks come out as null columns and are not asked for.
    """
    columns = []
    clear = pl.repeat(True, raw.height, dtype=pl.Boolean, eager=True)
    for name, cell in fields_of(model).items():
        if name not in raw.columns:
            columns.append(pl.Series(name, [None], dtype=_DTYPES[cell.kind.dtype]).new_from_index(0, raw.height))
            continue
        values, blank = _column(cell, raw[name])
        columns.append(values.alias(name))
        good = values.is_not_null() if cell.required else values.is_not_null() | blank
        clear = clear & good
    frame = pl.DataFrame(columns)
    if model.table.name == "persons" and raw.height:
        clear = clear & frame.select(_agrees_with_the_number()).to_series()
    return Typed(frame, clear)


def _column(cell: Cell, raw: pl.Series) -> tuple[pl.Series, pl.Series]:
    """Typed values of one column and where it is blank."""
    kind = cell.kind
    dtype = _DTYPES[kind.dtype]
    plain = _plain(cell, raw)
    if plain is None:
        values = raw.clear(raw.len()).cast(dtype) if raw.len() else raw.cast(dtype)
    else:
        values = plain
    # What the fast form does not cover is read text by text, each different text once.
    rest = raw.filter(values.is_null() & raw.is_not_null()).unique()
    blank = raw.is_null()
    if rest.len():
        read: dict[str, Any] = {}
        empty = []
        for text in rest:
            bare = trimmed(text)
            if not bare:
                empty.append(text)
                continue
            try:
                read[text] = kind.read(bare)
            except CellFault:
                continue
        if empty:
            blank = blank | raw.is_in(empty)
        if read:
            slow = raw.replace_strict(list(read), pl.Series(list(read.values()), dtype=dtype), default=None, return_dtype=dtype)
            values = values.fill_null(slow) if plain is not None else slow
    return values, blank


def _plain(cell: Cell, raw: pl.Series) -> pl.Series | None:
    """The values that stand in their plain form, null elsewhere; None where the kind is read text by text."""
    kind = cell.kind
    text = pl.col("raw")
    plain: pl.Expr
    if isinstance(kind, Text):
        plain = pl.when(~text.str.contains(_DRESSED) & (text != "")).then(text)
    elif isinstance(kind, Digits):
        plain = pl.when(text.str.contains(r"^[0-9]+$")).then(text)
    elif isinstance(kind, Opaque):
        plain = pl.when(text.str.contains(r"^[A-Za-z0-9]+$")).then(text)
    elif isinstance(kind, Phone):
        plain = pl.when(text.str.contains(f"^{Phone.pattern}$")).then(text)
    elif isinstance(kind, IdentityNumber):
        if 18 not in kind.lengths:
            return None
        plain = pl.when(_is_citizens_number(text)).then(text)
    elif type(kind) is Number:
        number = pl.when(text.str.contains(r"^-?[0-9]{1,15}(?:\.[0-9]+)?$")).then(text).cast(pl.Float64)
        within = pl.lit(True)
        if kind.least is not None:
            within = within & (number >= kind.least)
        if kind.most is not None:
            within = within & (number <= kind.most)
        plain = pl.when(within).then(number)
    elif type(kind) in (PartialDate, Day):
        day = text.str.to_date("%Y%m%d", strict=False)
        whole = text.str.contains(r"^[0-9]{8}$") & day.dt.year().is_between(1890, 2100)
        plain = pl.when(whole).then(day.dt.strftime("%Y-%m-%d"))
    else:
        return None
    return raw.to_frame("raw").select(plain.alias("raw")).to_series()


def _is_citizens_number(text: pl.Expr) -> pl.Expr:
    """18 characters, a real day, the right check character; not the 999999… that says "no number"."""
    shaped = text.str.contains(r"^[0-9]{17}[0-9X]$") & ~text.str.starts_with("999999")
    digits = pl.when(shaped).then(text.str.head(17)).cast(pl.Int64)
    total = pl.sum_horizontal([(digits // 10 ** (16 - i)) % 10 * weight for i, weight in enumerate(WEIGHTS)])
    wanted = (total % 11).replace_strict(list(range(11)), list(CHECK_CHARACTERS), default=None, return_dtype=pl.String)
    birth = text.str.slice(6, 8).str.to_date("%Y%m%d", strict=False)
    return shaped & birth.is_not_null() & (text.str.slice(17, 1) == wanted)


def _agrees_with_the_number() -> pl.Expr:
    """Rows with an 18-character number whose birth date and sex say the same; other numbers are left to pydantic."""
    number, birth, sex = pl.col("id_no"), pl.col("birth"), pl.col("sex")
    day = pl.concat_str(number.str.slice(6, 4), pl.lit("-"), number.str.slice(10, 2), pl.lit("-"), number.str.slice(12, 2))
    odd = number.str.slice(16, 1).is_in(list("13579"))
    told = pl.when(odd).then(pl.lit("男")).otherwise(pl.lit("女"))
    same = (birth.is_null() | day.str.starts_with(birth)) & (sex.is_null() | (sex == told))
    return (same & (number.str.len_chars() == 18)).fill_null(False)
