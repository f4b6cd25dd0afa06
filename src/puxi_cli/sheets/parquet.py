"""Parquet in: a table puxi (or another program) wrote; its cells are typed already and are read as the text they stand for."""

from __future__ import annotations

from io import SEEK_END
from typing import TYPE_CHECKING

from puxi_cli.sheets.grid import Grid
from puxi_cli.sheets.guard import spans_too_much
from puxi_cli.sheets.kinds_of_file import damaged
from puxi_cli.sheets.opened import Opened

if TYPE_CHECKING:
    import polars as pl

# A row of a register takes ten bytes and more; Parquet can write a hundred million rows that are all the same into none.
_SURELY_A_REGISTER = 1_000_000


def _without_blanks(text: pl.Expr) -> pl.Expr:
    import polars as pl

    return pl.when(text.str.contains(r"\S")).then(text)


def grid_of_parquet(source: Opened) -> Grid:
    """The one grid of a Parquet file; the column names stand as its first row. Raises UnreadableFile."""
    import polars as pl

    try:
        with source.file() as file:
            rows, columns = pl.scan_parquet(file).select(pl.len()).collect().item(), len(pl.read_parquet_schema(file))
            if rows > _SURELY_A_REGISTER and rows > file.seek(0, SEEK_END):
                raise spans_too_much(source.path, source.path.name, rows, columns)
            file.seek(0)
            frame = pl.read_parquet(file)
        text = frame.select(
            pl.col(name).cast(pl.String).pipe(_without_blanks) if not dtype.is_nested() else pl.lit(None, pl.String).alias(name)
            for name, dtype in frame.schema.items()
        )
    except (pl.exceptions.PolarsError, pl.exceptions.PanicException, OSError):
        raise damaged(source.path) from None
    headings = pl.DataFrame([[name] for name in text.columns], schema=[(name, pl.String) for name in text.columns])
    whole = pl.concat([headings, text])
    whole.columns = [f"c{index}" for index in range(whole.width)]
    return Grid(str(source.path), None, whole)
