"""`puxi stats`: the figures of a day, counted from records."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from puxi_cli.engine.choose import LOCAL, engine_named
from puxi_cli.jobs.settings_parts import Settings
from puxi_cli.sheets.loading import Loading
from puxi_cli.systems.figures.figures import Figures, RateFigures, StandardFigures, TableTitle


def figures(
    paths: Sequence[Path],
    *,
    day: date | None = None,
    first_year: int | None = None,
    last_year: int | None = None,
    region: str | None = None,
    settings: Settings | None = None,
    password: str | None = None,
    engine: str = LOCAL,
) -> Figures:
    """Count a register on a day, at the year ends between `first_year` and `last_year`, and by village.

    Raises UnreadableFile where a file cannot be read, or no households or no persons were read.
    """
    answers = engine_named(engine)
    files = Loading(paths, password)
    # Imported here and not above: the files are being read meanwhile.
    from puxi_cli.jobs.countable import FIELDS
    from puxi_cli.jobs.opening import open_register
    from puxi_cli.systems.figures.figures_job import figures_of

    return figures_of(open_register(files, day, region, settings or Settings(Path()), FIELDS, answers), first_year, last_year)


def rates(
    paths: Sequence[Path],
    unit: str,
    *,
    day: date | None = None,
    region: str | None = None,
    settings: Settings | None = None,
    password: str | None = None,
    engine: str = LOCAL,
) -> RateFigures:
    """The rates of a register and its inspections on a day, in households or persons.

    Raises UnreadableFile where a file cannot be read, or no households or no persons were read.
    """
    answers = engine_named(engine)
    files = Loading(paths, password)
    from puxi_cli.jobs.countable import SAMPLES, fields_with
    from puxi_cli.jobs.opening import open_register
    from puxi_cli.systems.figures.rates_job import rates_of

    wanted = fields_with({"samples": SAMPLES})
    return rates_of(open_register(files, day, region, settings or Settings(Path()), wanted, answers), unit)


def standard_table(
    paths: Sequence[Path],
    name: str,
    of: str,
    *,
    day: date | None = None,
    region: str | None = None,
    settings: Settings | None = None,
    password: str | None = None,
    engine: str = LOCAL,
) -> StandardFigures:
    """A standard table by its name, of those `listed`, `exited` or `registered` on a day.

    Raises UsageError where there is no such table, UnreadableFile as `figures`.
    """
    from puxi_cli.jobs.countable import fields_with
    from puxi_cli.jobs.opening import open_register
    from puxi_cli.systems.figures.standard import table_named
    from puxi_cli.systems.figures.standard_job import standard_table_of

    table = table_named(name)
    answers = engine_named(engine)
    files = Loading(paths, password)
    opening = open_register(files, day, region, settings or Settings(Path()), fields_with(table.fields), answers)
    return standard_table_of(opening, table, of)


def checked_table(name: str) -> None:
    """Raises UsageError, with those that were probably meant, where there is no standard table of that name."""
    from puxi_cli.systems.figures.standard import table_named

    table_named(name)


def table_titles() -> list[TableTitle]:
    """The standard tables by name, in their order."""
    from puxi_cli.systems.figures.standard import TABLES

    return [TableTitle(table.name, table.title, table.unit) for table in TABLES.values()]
