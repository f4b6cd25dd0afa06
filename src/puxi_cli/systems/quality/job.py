"""`puxi validate`: read, match, validate; every finding with its place."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from puxi_cli.engine.choose import LOCAL, engine_named
from puxi_cli.findings import Checked
from puxi_cli.jobs.settings_parts import Selection, Settings
from puxi_cli.sheets.loading import Loading


def validate(
    paths: Sequence[Path],
    *,
    day: date | None = None,
    region: str | None = None,
    settings: Settings | None = None,
    password: str | None = None,
    selection: Selection | None = None,
    earlier: Sequence[Path] = (),
    engine: str = LOCAL,
) -> Checked:
    """Check a register's cells, rows and the relations between them, by the rules selected.

    `earlier` are registers of earlier years, to compare with. Raises UnreadableFile, NoLawForDay, UsageError.
    """
    answers = engine_named(engine)
    files = Loading(paths, password)
    # Imported here and not above: the files are being read meanwhile.
    from puxi_cli.jobs.earlier import with_earlier
    from puxi_cli.jobs.findings import checked
    from puxi_cli.jobs.opening import open_register
    from puxi_cli.jobs.selection import chosen_rules

    settings = settings or Settings(Path())
    choice = chosen_rules("validate", settings, selection)
    opening = with_earlier(open_register(files, day, region, settings, engine=answers), earlier, password)
    return checked("validate", opening, choice.in_force(opening.law))
