"""Two registers compared, for a reader at a terminal.

First what was compared and what came of it in one sentence, then how many of each kind, how the count of the poor became another, which
fields changed how often; then the persons of the flow, who came, went and moved, and the changed cells, by village and household.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import TextIO

from puxi_cli.output.lines import Cell, Column
from puxi_cli.output.page import Page
from puxi_cli.reports.inputs import field_words, table_words
from puxi_cli.reports.words import scrubbed_words
from puxi_cli.systems.compare.compared import EVENTS, Change, Compared, Event, Subject
from puxi_cli.systems.compare.sentences import (
    SIGNS,
    flow_rows,
    flow_title,
    flow_verdict,
    incomparable_counts,
    lone_words,
    matched_words,
    register_words,
    verdict,
)
from puxi_cli.systems.compare.words import (
    EVENT_WORDS,
    FIELD_HEADS,
    KIND_HEADS,
    KINDS,
    SIDES,
    cell_words,
    figure_words,
    household_words,
    incomparable_words,
    kind_words,
    kinds_of,
    line_words,
    lines_of,
    name_words,
    place_words,
    scope_words,
    told,
    village_words,
    why_words,
)
from puxi_cli.text.words import COLON, ITEMS, NO_WORDS, SEMICOLON, Lang, Text

ON_A_SCREEN = 50
# What a person has with the household is told by the household's line; on the screen it is not told again for each member.
_TOLD_BY_HOUSEHOLD = {
    "gone_with_household": ("gone",),
    "with_household": ("new_in_file", "new_undecided", "undecided_before", "listed_late", "identified", "relapsed"),
}
_WITH_HOUSEHOLD = (
    "identified",
    "relapsed",
    "listed_late",
    "undecided_before",
    "exited",
    "exited_earlier",
    "exited_undated",
    "undecided",
    "unlisted",
)


def write_diff_text(
    compared: Compared,
    stream: TextIO,
    lang: Lang,
    *,
    show_ids: bool = False,
    limit: int | None = ON_A_SCREEN,
    width: int | None = None,
    terminal: bool | None = None,
) -> None:
    """Write the report. `limit` is how many lines each list has (None: all); a cut is said, with the way to the rest."""
    page = Page(stream, lang, width=width, terminal=terminal)
    _what_was_compared(page, compared)
    _kinds(page, compared)
    _flow(page, compared)
    _fields(page, compared)
    _flow_persons(page, compared, show_ids, limit)
    _events(page, compared, show_ids, limit)
    _changes(page, compared, show_ids, limit)
    _incomparable(page, compared, show_ids, limit)


def _what_was_compared(page: Page, compared: Compared) -> None:
    for side, register in (("old", compared.old), ("new", compared.new)):
        page.line(register_words(side, register), "bold")
        for note in register.notes:
            page.line("  " + scrubbed_words(note), "yellow")
    page.line(matched_words(compared))
    for note in compared.notes:
        page.line(scrubbed_words(note), "yellow")
    for words in lone_words(compared):
        page.line(words, "yellow")
    if compared.incomparable:
        page.line(incomparable_counts(compared) + Text("（见文末）", " (listed at the end)"), "yellow")
    page.line()
    page.line(verdict(compared), "bold green" if compared.same else "bold")


def _kinds(page: Page, compared: Compared) -> None:
    rows: list[tuple[Cell, ...]] = [
        (EVENT_WORDS[event], KINDS[kind], *map(figure_words, counts))
        for event in EVENTS
        for kind, *counts in kinds_of(compared, event)
    ]
    if not rows:
        return
    page.line()
    page.table(_figures((NO_WORDS, *KIND_HEADS)), rows)


def _figures(heads: Sequence[Text]) -> list[Column]:
    """Two columns of words, of which the second gives way where the page is narrow, then figures."""
    return [Column(head, right=number > 1, whole=number != 1) for number, head in enumerate(heads)]


def _flow(page: Page, compared: Compared) -> None:
    if compared.flow is None:
        return
    page.line()
    page.line(flow_title(compared), "bold")
    rows = flow_rows(compared)
    for number, (sign, words, persons) in enumerate(rows):
        said = "  " + flow_verdict(compared) if number == len(rows) - 1 else NO_WORDS
        page.line(f"  {sign} {persons:>7,}  " + words + said, "bold red" if said and compared.flow.gap else "")


def _fields(page: Page, compared: Compared) -> None:
    if not compared.fields:
        return
    page.line()
    heads = FIELD_HEADS
    rows: list[tuple[Cell, ...]] = [
        (
            table_words(count.table),
            field_words(count.table, count.field),
            *(f"{number:,}" if number else "" for number in (count.changes, count.filled, count.cleared, count.unread)),
        )
        for count in compared.fields
    ]
    page.table(_figures(heads), rows)


def _flow_persons(page: Page, compared: Compared, show: bool, limit: int | None) -> None:
    if compared.flow is None:
        return
    # The exits come last: there are many of them, and the others would fall behind the cut.
    lines = sorted((line for line in compared.flow.lines if line.sign and line.persons), key=lambda line: line.line == "exited")
    rows = []
    for line in lines:
        together = groupby(line.who, key=lambda who: (who.subject.household_id, why_words(who)))
        for (_, why), persons in together:
            each = [person.subject for person in persons]
            village, household, _ = _who(each[0], show)
            names = ITEMS.join(_who(subject, show)[2] for subject in each)
            if why:
                names += Text(f"（{why.zh}）", f" ({why.en})")
            rows.append((f"{SIGNS[line.sign]} " + line_words(line.line), village, household, f"{len(each)}", names))
    heads = (
        Text("流动", "flow"),
        Text("行政村", "village"),
        Text("户", "household"),
        Text("人数", "persons"),
        Text("姓名", "names"),
    )
    _list(page, Text("流动中的人，每户一行", "Persons of the flow, a line for each household"), heads, rows, limit)


def _events(page: Page, compared: Compared, show: bool, limit: int | None) -> None:
    of_households = {(event.subject.household_id, event.kind) for event in compared.events if event.subject.scope == "household"}
    rows = [
        (*_who(event.subject, show), scope_words(event.subject.scope) + COLON + kind_words(event), _remark(event, show))
        for event in compared.events
        if not _told_already(event, of_households)
    ]
    heads = (
        Text("行政村", "village"),
        Text("户", "household"),
        Text("姓名", "name"),
        Text("事项", "what"),
        Text("说明", "remark"),
    )
    title = Text("新增、减少、变动（随户的人见其户）", "Came, went, moved (who did with the household: see the household)")
    _list(page, title, heads, rows, limit)


def _remark(event: Event, show: bool) -> Text:
    """Beside what became of somebody: the lines of the flow."""
    said, lines = told(event, show), lines_of(event)
    return SEMICOLON.join(part for part in (said, lines and Text("流动：", "in the flow: ") + lines) if part)


def _told_already(event: Event, of_households: set[tuple[str | None, str]]) -> bool:
    if event.subject.scope == "household":
        return False
    kinds = _TOLD_BY_HOUSEHOLD.get(event.kind) or ((event.kind,) if event.kind in _WITH_HOUSEHOLD else ())
    return any((event.subject.household_id, kind) in of_households for kind in kinds)


def _changes(page: Page, compared: Compared, show: bool, limit: int | None) -> None:
    grouped = [(subject, list(changes)) for subject, changes in groupby(compared.changed, key=lambda change: change.subject)]
    shown = grouped if limit is None else grouped[:limit]
    rows = [(*_who(subject, show), scope_words(subject.scope), _cells(changes, show)) for subject, changes in shown]
    heads = (Text("行政村", "village"), Text("户", "household"), Text("姓名", "name"), NO_WORDS, Text("改动", "changes"))
    _list(
        page,
        Text("改动的格子，每户、每人一行", "Changed cells, a line for each household and person"),
        heads,
        rows,
        limit,
        len(grouped),
    )


def _cells(changes: Iterable[Change], show: bool) -> Text:
    said = []
    for change in changes:
        before, after = cell_words(change, show)
        said.append(field_words(change.table, change.field) + COLON + before + " → " + after)
    return SEMICOLON.join(said)


def _incomparable(page: Page, compared: Compared, show: bool, limit: int | None) -> None:
    rows = []
    for row in compared.incomparable:
        place, register = (row.subject.old, compared.old) if row.side == "old" else (row.subject.new, compared.new)
        where = place_words(place, register) or ""
        rows.append((*_who(row.subject, show), SIDES[row.side] + " " + where, incomparable_words(row)))
    heads = (
        Text("行政村", "village"),
        Text("户", "household"),
        Text("姓名", "name"),
        Text("位置", "where"),
        Text("为什么", "why"),
    )
    _list(page, Text("无法对应的行", "Rows that cannot be matched"), heads, rows, limit)


def _who(subject: Subject, show: bool) -> tuple[str, str, str]:
    return village_words(subject.village, show) or "—", household_words(subject, show) or "—", name_words(subject, show) or "—"


def _list(
    page: Page,
    title: Text,
    heads: Sequence[Text],
    rows: Sequence[Sequence[Text | str]],
    limit: int | None,
    total: int | None = None,
) -> None:
    """A list under its title with how many there are; where it is cut, the way to the rest."""
    total = total if total is not None else len(rows)
    if not total:
        return
    shown = rows if limit is None else rows[:limit]
    page.line()
    page.line(title + f" {total:,}", "bold")
    last = len(heads) - 1
    columns = [
        Column(head, share=1 if number == last else None, most=None if number == last else 0.3)
        for number, head in enumerate(heads)
    ]
    page.table(columns, shown)
    if len(shown) < total:
        page.line(
            Text(
                f"显示 {len(shown):,} 行，共 {total:,} 行；全部：--all，或 --output 比对.xlsx",
                f"Showing {len(shown):,} of {total:,}; all of them: --all, or --output differences.xlsx",
            ),
            "bold",
        )
