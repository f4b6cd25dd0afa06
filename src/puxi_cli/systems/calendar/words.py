"""How an entry of the calendar is told: names masked where they are, never a year of birth."""

from __future__ import annotations

from puxi_cli.records.text import visible
from puxi_cli.reports.masking import masked, scrubbed
from puxi_cli.systems.calendar.entries import Entry, Span
from puxi_cli.text.words import Lang, Text

HEADINGS = (
    Text("日期", "day"),
    Text("星期", "weekday"),
    Text("类别", "kind"),
    Text("姓名", "name"),
    Text("单位／村", "office or village"),
    Text("内容", "what"),
    Text("备注", "note"),
)
_WEEKDAYS = tuple(
    Text(zh, en) for zh, en in zip("一二三四五六日", ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"), strict=True)
)


def title_of(span: Span) -> Text:
    """The months that a calendar is of: 2018年11月日历."""
    first, last = span.first, span.last
    if (first.year, first.month) == (last.year, last.month):
        return Text(f"{first.year}年{first.month}月日历", f"Calendar of {first:%Y-%m}")
    return Text(f"{first.year}年{first.month}月至{last.year}年{last.month}月日历", f"Calendar of {first:%Y-%m} to {last:%Y-%m}")


def row_of(entry: Entry, lang: Lang, show_ids: bool) -> tuple[str, ...]:
    """The cells of an entry under HEADINGS."""
    return (
        entry.day.isoformat(),
        _WEEKDAYS[entry.day.weekday()].of(lang),
        entry.kind.words.of(lang),
        name_of(entry, show_ids) or "",
        where_of(entry, show_ids) or "",
        visible(entry.what.of(lang)),
        entry.note.of(lang) if entry.note else "",
    )


def name_of(entry: Entry, show_ids: bool) -> str | None:
    """The person, masked where names are."""
    return None if entry.name is None else visible(masked(entry.name, "name", show_ids))


def where_of(entry: Entry, show_ids: bool) -> str | None:
    """The office or the village."""
    return None if entry.where is None else visible(scrubbed(entry.where, show_ids))


def summary_of(entry: Entry, lang: Lang, show_ids: bool) -> str:
    """An entry in a line, as the title of an event."""
    told = Text("：", ": ").of(lang).join(part for part in (entry.kind.words.of(lang), name_of(entry, show_ids)) if part)
    return " ".join(part for part in (told, visible(entry.what.of(lang))) if part)
