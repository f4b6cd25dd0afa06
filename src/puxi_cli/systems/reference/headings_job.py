"""`puxi headings`: how each column of a file was understood, without checking its rows."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from puxi_cli.findings import InputRead
from puxi_cli.sheets.loading import Loading
from puxi_cli.sheets.read import read_headings


def headings(paths: Sequence[Path], own: dict[str, str] | None = None, password: str | None = None) -> tuple[InputRead, ...]:
    """The files with their sheets and columns. A file without a known table is told with all its sheets unread."""
    return read_headings(Loading(paths, password), own)
