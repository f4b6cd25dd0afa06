"""`puxi calendar`: what falls on which day, and what the rules of care find."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from puxi_cli.engine.choose import LOCAL, engine_named
from puxi_cli.errors import UnreadableFile
from puxi_cli.findings import Checked
from puxi_cli.jobs.settings_parts import Selection, Settings
from puxi_cli.sheets.loading import Loading
from puxi_cli.systems.calendar.entries import Entry, LeftOut, Span, entries_of, span_of
from puxi_cli.text.words import Text

if TYPE_CHECKING:
    from puxi_cli.jobs.opening import Opening

_TABLES = ("cadres", "cadre_care", "steps")


@dataclass(frozen=True)
class Calendar:
    """The entries of a span of days, what could not be put on a day, and what the rules of care find (`checked`)."""

    span: Span
    entries: tuple[Entry, ...]
    left_out: tuple[LeftOut, ...]
    checked: Checked
    notes: tuple[Text, ...] = ()


def calendar(
    paths: Sequence[Path],
    *,
    month: str | None = None,
    months: int = 1,
    day: date | None = None,
    region: str | None = None,
    settings: Settings | None = None,
    password: str | None = None,
    ledger: Path | None = None,
    named_ledger: bool = False,
    selection: Selection | None = None,
    engine: str = LOCAL,
) -> Calendar:
    """The calendar of some months from `month` on (2018-11; else that of the day).

    A ledger is read where there is one; it has to be readable where somebody named it. Raises UnreadableFile where the files have neither
    cadres nor care nor procedures and there is no ledger; UsageError.
    """
    answers = engine_named(engine)
    files = Loading(paths, password)
    # Imported here and not above: the files are being read meanwhile.
    from puxi_cli.jobs.findings import checked
    from puxi_cli.jobs.opening import open_register
    from puxi_cli.jobs.selection import chosen_rules
    from puxi_cli.systems.rectification.in_ledger import ledger_beside

    settings = settings or Settings(Path())
    choice = chosen_rules("calendar", settings, selection)
    opening = open_register(files, day, region, settings, engine=answers)
    file, why_not = ledger_beside(ledger, named=named_ledger) if ledger is not None else (None, None)
    if file is None and not any(opening.registry.has(table) for table in _TABLES):
        raise _nothing(opening)
    span = span_of(month or opening.day.isoformat()[:7], months)
    entries, left_out = entries_of(opening.registry, span, file.ledger if file else None)
    found = checked("calendar", opening, choice.in_force(opening.law))
    return Calendar(span, tuple(entries), tuple(left_out), found, (why_not,) if why_not else ())


def _nothing(opening: Opening) -> UnreadableFile:
    read = "、".join(item.file for item in opening.reading.inputs)
    return UnreadableFile(
        f"{read}：没有读到“干部”“干部关爱”或“程序”表，也没有整改台账，排不出日历。",
        f"{read}: no sheet of cadres (干部), of care for them (干部关爱) or of procedures (程序) was read, and there is no ledger: there is "
        "nothing to put into a calendar.",
    )
