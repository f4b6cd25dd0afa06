"""Parquet in: a table puxi (or another program) wrote; its cells are typed already and are read as the text they stand for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from puxi_cli.sheets.grid import Grid
from puxi_cli.sheets.kinds_of_file import damaged
from puxi_cli.sheets.opened import Opened

if TYPE_CHECKING:
    import polars as pl


def _without_blanks(text: pl.Expr) -> pl.Expr:
    import polars as pl

    return pl.when(text.str.contains(r"\S")).then(text)


def grid_of_parquet(source: Opened) -> Grid:
    """The one grid of a Parquet file; the column names stand as its first row. Raises UnreadableFile."""
    import polars as pl

    try:
        with source.file() as file:
            frame = pl.read_parquet(file)
        text = frame.select(
            pl.col(name).cast(pl.String).pipe(_without_blanks) if not dtype.is_nested() else pl.lit(None, pl.String).alias(name)
            for name, dtype in frame.schema.items()
        )
    except (pl.exceptions.PolarsError, OSError):
        raise damaged(source.path) from None
    headings = pl.DataFrame([[name] for name in text.columns], schema=[(name, pl.String) for name in text.columns])
    whole = pl.concat([headings, text])
    whole.columns = [f"c{index}" for index in range(whole.width)]
    return Grid(str(source.path), None, whole)
