"""`puxi validate`: read, match, validate; every finding with its place."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from puxi_cli.findings import Checked
from puxi_cli.jobs.settings import Settings
from puxi_cli.sheets.loading import Loading


def validate(
    paths: Sequence[Path],
    *,
    day: date | None = None,
    region: str | None = None,
    settings: Settings | None = None,
    password: str | None = None,
) -> Checked:
    """Check a register's cells, rows and the relations between them. Raises UnreadableFile, NoLawForDay."""
    files = Loading(paths, password)
    # Imported here and not above: the files are being read meanwhile.
    from puxi_cli.jobs.findings import checked
    from puxi_cli.jobs.opening import open_register

    return checked("validate", open_register(files, day, region, settings or Settings(Path())))
