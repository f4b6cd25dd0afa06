"""Parquet in: a table puxi (or another program) wrote; its cells are typed already and are read as the text they stand for."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import TYPE_CHECKING

from puxi_cli.sheets.grid import Grid
from puxi_cli.sheets.guard import spans_too_much
from puxi_cli.sheets.kinds_of_file import damaged, encrypted_parquet
from puxi_cli.sheets.opened import Opened

if TYPE_CHECKING:
    import polars as pl

# A row of a register takes ten bytes and more; Parquet can write a hundred million rows that are all the same into none.
_SURELY_A_REGISTER = 1_000_000
# As text a million rows take a gigabyte: of a province's register a piece at a time stands in memory. The pieces are alike in length,
# so that the notes behind the last row are not torn from it; the first rows, in which headings are looked for, are read at once.
_PIECE, _FIRST = 250_000, 1_000


def _without_blanks(frame: pl.DataFrame) -> pl.DataFrame:
    """Make cells null that hold nothing but blanks. Where every text of a column begins with what is surely no blank (ASCII from !
    on, whatever stands behind the blanks of Unicode), which comparing tells fast, nothing has to be looked for."""
    import polars as pl

    text = pl.all()
    begun = ((text >= "!") & (text < "\x7f")) | (text >= "\u3001")
    told = frame.select(begun.all()).row(0)
    perhaps = [name for name, filled in zip(frame.columns, told, strict=True) if not filled]
    return frame.with_columns(pl.when(pl.col(name).str.contains(r"\S")).then(pl.col(name)) for name in perhaps)


def grid_of_parquet(source: Opened) -> Grid:
    """The one grid of a Parquet file; the column names stand as its first row. Raises UnreadableFile, also where `behind` is read."""
    import polars as pl

    with _damage_told(source):
        whole = pl.scan_parquet(source.path, glob=False)
        names, rows = whole.collect_schema().names(), whole.select(pl.len()).collect().item()
        if rows > _SURELY_A_REGISTER and rows > source.path.stat().st_size:
            raise spans_too_much(source.path, source.path.name, rows, len(names))
    headings = pl.DataFrame({f"c{index}": [name] for index, name in enumerate(names)})
    first = [headings, *_pieces(source, 0, _FIRST)]
    return Grid(source.shown, None, pl.concat(first), behind=_pieces(source, _FIRST, rows), last_row=rows + 1)


def _pieces(source: Opened, begin: int, end: int) -> Iterator[pl.DataFrame]:
    """The cells of these rows (from 0, without the last) as text; while one piece is worked on, the next is read."""
    count = -(-(end - begin) // _PIECE)
    if count <= 0:
        return
    length = -(-(end - begin) // count)
    starts = range(begin, end, length)
    with ThreadPoolExecutor(1) as pool, _damage_told(source):
        coming = pool.submit(_text, source, begin, min(length, end - begin))
        for start in starts:
            frame = coming.result()
            if start + length < end:
                coming = pool.submit(_text, source, start + length, min(length, end - start - length))
            yield frame


def _text(source: Opened, begin: int, rows: int) -> pl.DataFrame:
    import polars as pl

    whole = pl.scan_parquet(source.path, glob=False)
    text = whole.slice(begin, rows).select(
        _as_text(name, dtype) if not dtype.is_nested() else pl.lit(None, pl.String).alias(name)
        for name, dtype in whole.collect_schema().items()
    )
    frame = _without_blanks(text.collect())
    frame.columns = [f"c{index}" for index in range(frame.width)]
    return frame


def _as_text(name: str, dtype: pl.DataType) -> pl.Expr:
    """A column as text; of bytes, those that are text (some programs write texts so), and blank where they are not, as in a picture."""
    import polars as pl

    if dtype != pl.Binary:
        return pl.col(name).cast(pl.String)

    def text(values: pl.Series) -> pl.Series:
        return pl.Series([_utf8(value) for value in values], dtype=pl.String)

    return pl.col(name).map_batches(text, return_dtype=pl.String)


def _utf8(value: bytes | None) -> str | None:
    try:
        return None if value is None else value.decode()
    except UnicodeDecodeError:
        return None


@contextmanager
def _damage_told(source: Opened) -> Iterator[None]:
    import polars as pl

    try:
        yield
    except (pl.exceptions.PolarsError, pl.exceptions.PanicException, OSError) as error:
        if "encrypt" in str(error).lower():
            raise encrypted_parquet(source.path) from None
        raise damaged(source.path) from None
