"""`puxi stats`: the figures of a day, counted from records."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from puxi_cli.figures import Figures
from puxi_cli.jobs.settings import Settings
from puxi_cli.sheets.loading import Loading


def figures(
    paths: Sequence[Path],
    *,
    day: date | None = None,
    first_year: int | None = None,
    last_year: int | None = None,
    region: str | None = None,
    settings: Settings | None = None,
    password: str | None = None,
) -> Figures:
    """Count a register on a day, at the year ends between `first_year` and `last_year`, and by village.

    Raises UnreadableFile where a file cannot be read, or no households or no persons were read.
    """
    files = Loading(paths, password)
    # Imported here and not above: the files are being read meanwhile.
    from puxi_cli.jobs.figures import FIELDS, figures_of
    from puxi_cli.jobs.opening import open_register

    return figures_of(open_register(files, day, region, settings or Settings(Path()), FIELDS), first_year, last_year)
