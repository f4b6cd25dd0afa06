"""The calendar as text, JSON, CSV, a workbook and an iCalendar file."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any, BinaryIO, TextIO

from puxi_cli import __version__
from puxi_cli.reports.book import SheetWriter, report_book
from puxi_cli.reports.cells import HEADING, WRAPPED, Look
from puxi_cli.reports.findings_json import findings_document
from puxi_cli.reports.findings_text import write_findings_text
from puxi_cli.reports.lines import Column
from puxi_cli.reports.page import Page
from puxi_cli.systems.calendar.entries import Entry, EntryKind
from puxi_cli.systems.calendar.job import Calendar
from puxi_cli.systems.calendar.words import HEADINGS, name_of, row_of, summary_of, title_of, where_of
from puxi_cli.text.words import Lang, Text, each_of

if TYPE_CHECKING:
    import pandas as pd

_WIDTHS = (12, 9, 11, 10, 22, 34, 30)
_PRIVATE = (EntryKind.BIRTHDAY, EntryKind.FAMILY_BIRTHDAY, EntryKind.CARE)


def write_calendar_text(
    told: Calendar, stream: TextIO, lang: Lang, *, show_ids: bool, limit: int | None = None, terminal: bool | None = None
) -> None:
    """Write the entries day by day, what has no day, and what the rules of care find."""
    page = Page(stream, terminal=terminal)
    page.line(title_of(told.span).of(lang), "bold")
    if told.entries:
        columns = [Column(text, whole=True) for text in each_of(HEADINGS, lang)]
        page.table(columns, [row_of(entry, lang, show_ids) for entry in told.entries])
    else:
        page.line(Text("这段时间没有事项。", "Nothing falls into this time.").of(lang))
    for left in told.left_out:
        page.line(Text(f"{left.what.zh}：{left.count}", f"{left.what.en}: {left.count}").of(lang), "yellow")
    for note in told.notes:
        page.line(note.of(lang), "yellow")
    page.line()
    write_findings_text(told.checked, stream, lang, show_ids=show_ids, limit=limit)


def calendar_document(told: Calendar, lang: Lang, show_ids: bool) -> dict[str, Any]:
    """The whole answer as JSON; keys are added, never renamed."""
    document = findings_document(told.checked, lang, show_ids)
    del document["verdicts"]
    document["notes"] += [note.of(lang) for note in told.notes]
    document["left_out"] = [{"what": left.what.of(lang), "count": left.count, "where": None} for left in told.left_out]
    kinds = {kind.value: sum(entry.kind is kind for entry in told.entries) for kind in EntryKind}
    document["span"] = {"first": told.span.first.isoformat(), "last": told.span.last.isoformat()}
    document["figures"] = {
        name: {"value": count, "unit": "entry", "numerator": None, "denominator": None, "source": None}
        for name, count in kinds.items()
    }
    document["tables"] = {"entries": [_entry_document(entry, lang, show_ids) for entry in told.entries]}
    return document


def _entry_document(entry: Entry, lang: Lang, show_ids: bool) -> dict[str, Any]:
    place = entry.place
    return {
        "day": entry.day.isoformat(),
        "kind": entry.kind.value,
        "name": name_of(entry, show_ids),
        "where": where_of(entry, show_ids),
        "what": entry.what.of(lang),
        "note": entry.note.of(lang) if entry.note else None,
        "file": place.file if place else None,
        "sheet": place.sheet if place else None,
        "row": place.row if place else None,
    }


def calendar_frame(told: Calendar, lang: Lang, show_ids: bool) -> pd.DataFrame:
    """The entries as a table of text."""
    import pandas as pd

    rows = [row_of(entry, lang, show_ids) for entry in told.entries]
    return pd.DataFrame(rows, columns=list(each_of(HEADINGS, lang)), dtype="object")


def write_calendar_csv(told: Calendar, stream: BinaryIO, lang: Lang, *, show_ids: bool) -> None:
    """Write the entries as CSV, UTF-8 with BOM."""
    from puxi_cli.reports.findings_csv import write_csv

    write_csv(calendar_frame(told, lang, show_ids), stream)


def write_calendar_xlsx(told: Calendar, stream: BinaryIO, lang: Lang, *, show_ids: bool) -> None:
    """Write the entries as a workbook to print: a title, the table, and what has no day."""
    with report_book(stream) as book:
        sheet = SheetWriter(book, Text("日历", "Calendar").of(lang), _WIDTHS, frozen=2)
        sheet.across(title_of(told.span).of(lang), Look(bold=True, centred=True, size=14))
        sheet.row(each_of(HEADINGS, lang), HEADING)
        for entry in told.entries:
            sheet.row(row_of(entry, lang, show_ids), WRAPPED)
        for left in told.left_out:
            sheet.across(Text(f"{left.what.zh}：{left.count}", f"{left.what.en}: {left.count}").of(lang))
        sheet.footed()


def write_calendar_ics(told: Calendar, stream: BinaryIO, lang: Lang, *, show_ids: bool) -> None:
    """Write the entries as events of whole days (RFC 5545). The same entries give the same bytes; those of people are private."""
    from icalendar import Calendar as File
    from icalendar import Event

    made = File()
    made.add("prodid", f"-//puxi//puxi {__version__}//{lang.upper()}")
    made.add("version", "2.0")
    made.add("method", "PUBLISH")
    made.add("x-wr-calname", title_of(told.span).of(lang))
    stamp = datetime.fromisoformat(told.checked.as_of).replace(tzinfo=UTC)
    for entry in told.entries:
        event = Event()
        event.add("uid", f"{_key(entry)}@puxi")
        event.add("dtstamp", stamp)
        event.add("dtstart", entry.day)
        event.add("dtend", entry.day + timedelta(days=1))
        event.add("summary", summary_of(entry, lang, show_ids))
        event.add("categories", [entry.kind.words.of(lang)])
        event.add("transp", "TRANSPARENT")
        event.add("class", "PRIVATE" if entry.kind in _PRIVATE else "PUBLIC")
        if where := where_of(entry, show_ids):
            event.add("location", where)
        if entry.note:
            event.add("description", entry.note.of(lang))
        made.add_component(event)
    stream.write(made.to_ical())


def _key(entry: Entry) -> str:
    """A number of the entry that stays the same as long as it does, and from which nobody's name can be told."""
    place = entry.place
    row = (place.file, place.sheet, place.row, place.column_index) if place else (entry.where, entry.name, entry.what.zh)
    told = repr((entry.day.isoformat(), entry.kind.value, row))
    return hashlib.sha256(told.encode("utf-8", "surrogatepass")).hexdigest()[:32]
