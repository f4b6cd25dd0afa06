"""The calendar as text, JSON, CSV, a workbook and an iCalendar file."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any, BinaryIO, TextIO

from puxi_cli import __version__
from puxi_cli.output.book import SheetWriter, report_book
from puxi_cli.output.cells import HEADING, WRAPPED, Look
from puxi_cli.output.lines import Column
from puxi_cli.output.page import Page
from puxi_cli.reports.findings_json import findings_document
from puxi_cli.reports.findings_text import write_findings_text
from puxi_cli.systems.calendar.entries import Entry, EntryKind
from puxi_cli.systems.calendar.job import Calendar
from puxi_cli.systems.calendar.words import HEADINGS, name_of, row_of, summary_of, title_of, where_of
from puxi_cli.text.words import LANGUAGES, SEMICOLON, Lang, Text, each_of

if TYPE_CHECKING:
    import pandas as pd
    from icalendar import Event

NOTHING = Text("这段时间没有事项。", "Nothing falls into this time.")
HEADS = tuple(tuple(each_of(HEADINGS, lang)) for lang in LANGUAGES)
_WIDTHS = (12, 9, 11, 10, 22, 34, 30)
_PUBLIC = (EntryKind.PUBLICITY,)


def remarks_of(told: Calendar, lang: Lang) -> list[str]:
    """What has no day, with its number, and what else is to be said."""
    left = [Text(f"{one.what.zh}：{one.count}", f"{one.what.en}: {one.count}").of(lang) for one in told.left_out]
    return [*left, *(note.of(lang) for note in told.notes)]


def write_calendar_text(
    told: Calendar, stream: TextIO, lang: Lang, *, show_ids: bool, limit: int | None = None, terminal: bool | None = None
) -> None:
    """Write the entries day by day, what has no day, and what the rules of care find."""
    page = Page(stream, lang, terminal=terminal)
    page.line(title_of(told.span), "bold")
    if told.entries:
        columns = [Column(text, whole=True) for text in HEADINGS]
        page.table(columns, [row_of(entry, lang, show_ids) for entry in told.entries])
    else:
        page.line(NOTHING)
    for remark in remarks_of(told, lang):
        page.line(remark, "yellow")
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
    from puxi_cli.output.csv_table import write_csv

    write_csv(calendar_frame(told, lang, show_ids), stream)


def write_calendar_xlsx(told: Calendar, stream: BinaryIO, lang: Lang, *, show_ids: bool) -> None:
    """Write the entries as a workbook to print: a title, the table, and what has no day."""
    with report_book(stream, lang) as book:
        sheet = SheetWriter(book, Text("日历", "Calendar"), _WIDTHS, frozen=2)
        sheet.across(title_of(told.span), Look(bold=True, centred=True, size=14))
        sheet.row(HEADINGS, HEADING)
        for entry in told.entries:
            sheet.row(row_of(entry, lang, show_ids), WRAPPED)
        for remark in remarks_of(told, lang):
            sheet.across(remark)
        sheet.footed()


def write_calendar_ics(told: Calendar, stream: BinaryIO, lang: Lang, *, show_ids: bool) -> None:
    """Write the entries as events of whole days (RFC 5545). The same entries give the same bytes; those of people are private."""
    from icalendar import Calendar as File

    made = File()
    made.add("prodid", f"-//puxi//puxi {__version__}//{lang.upper()}")
    made.add("version", "2.0")
    made.add("method", "PUBLISH")
    made.add("x-wr-calname", title_of(told.span).of(lang))
    stamp = datetime.fromisoformat(told.checked.as_of).replace(tzinfo=UTC)
    if remarks := remarks_of(told, lang):
        made.add("x-wr-caldesc", SEMICOLON.of(lang).join(remarks))
    if not told.entries:  # a file of this form has at least one event
        made.add_component(_event("nothing", stamp, told.span.first, NOTHING.of(lang)))
    for number, entry in _numbered(told.entries, show_ids):
        event = _event(number, stamp, entry.day, summary_of(entry, lang, show_ids))
        event.add("categories", [entry.kind.words.of(lang)])
        event.add("class", "PUBLIC" if entry.kind in _PUBLIC else "PRIVATE")
        if where := where_of(entry, show_ids):
            event.add("location", where)
        if entry.note:
            event.add("description", entry.note.of(lang))
        made.add_component(event)
    stream.write(made.to_ical())


def _event(number: str, stamp: datetime, day: date, summary: str) -> Event:
    from icalendar import Event

    event = Event()
    event.add("uid", f"{number}@puxi")
    event.add("dtstamp", stamp)
    event.add("dtstart", day)
    event.add("dtend", day + timedelta(days=1))
    event.add("summary", summary)
    event.add("transp", "TRANSPARENT")
    return event


def _numbered(entries: Sequence[Entry], show_ids: bool) -> Iterator[tuple[str, Entry]]:
    """Each entry with a number that stays the same while it stands on its day: made of what is shown, so that it gives nothing away."""
    seen: Counter[tuple[object, ...]] = Counter()
    for entry in entries:
        about = None if entry.kind is EntryKind.DEADLINE else entry.what.zh
        told = (entry.day.isoformat(), entry.kind.value, entry.number, name_of(entry, show_ids), where_of(entry, show_ids), about)
        seen[told] += 1
        yield hashlib.sha256(repr((*told, seen[told])).encode("utf-8", "surrogatepass")).hexdigest()[:32], entry
