"""A table as CSV."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, BinaryIO

from puxi_cli.output.cells import csv_value

if TYPE_CHECKING:
    import pandas as pd


def write_csv(frame: pd.DataFrame, stream: BinaryIO) -> None:
    """A frame as CSV: UTF-8 with BOM, so that a spreadsheet shows Chinese; text never becomes a formula. The stream stays open."""
    text = io.TextIOWrapper(stream, encoding="utf-8-sig", newline="")
    safe = frame.apply(lambda column: column.map(csv_value) if column.dtype == object else column)
    safe.to_csv(text, index=False, lineterminator="\r\n")
    text.flush()
    text.detach()
