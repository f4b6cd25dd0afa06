"""Two registers compared, as rows: one long table for CSV; a workbook with a sheet for the summary, who came, who went, who moved, the
changed cells, the flow, and the rows that could not be matched."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from operator import itemgetter
from typing import Any, BinaryIO

from puxi_cli import __version__
from puxi_cli.output.book import Book, SheetWriter, report_book
from puxi_cli.output.cells import COUNT, HEADING, Look
from puxi_cli.output.csv_table import write_csv
from puxi_cli.output.document import COUNT as COUNTED
from puxi_cli.output.document import PROSE, REMARK, Column, Table, frame_of, headings
from puxi_cli.reports.inputs import field_words, table_words
from puxi_cli.reports.units import PERSON_COUNT, VILLAGE
from puxi_cli.reports.words import scrubbed_words
from puxi_cli.systems.compare.compared import EVENTS, Cell, Change, Compared, Event, Incomparable, Subject
from puxi_cli.systems.compare.sentences import (
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
    household_words,
    incomparable_words,
    kind_words,
    kinds_of,
    line_words,
    lines_of,
    name_words,
    person_words,
    place_words,
    scope_words,
    told,
    village_words,
    why_words,
)
from puxi_cli.text.words import COLON, Lang, Text

Row = tuple[Any, ...]
# The columns of the long table with their widths; a row has a value for each.
_TITLES = (
    (Text("类别", "section"), 10),
    (VILLAGE, 12),
    (Text("户编号", "household"), 14),
    (Text("姓名", "name"), 10),
    (Text("人编号", "person"), 15),
    (Text("对象", "subject"), 11),
    (Text("事项", "what"), 24),
    (REMARK, 30),
    (Text("字段", "field"), 22),
    (Text("变动前", "before"), 24),
    (Text("变动后", "after"), 24),
    (Text("流动", "flow"), 26),
    (PERSON_COUNT, 9),
    (Text("旧表位置", "place in OLD"), 27),
    (Text("新表位置", "place in NEW"), 27),
)
_COLUMNS: tuple[Column[Row], ...] = tuple(
    Column(title, itemgetter(place), COUNTED if title == PERSON_COUNT else PROSE, wide=wide)
    for place, (title, wide) in enumerate(_TITLES)
)
HEADS = headings(_COLUMNS)
# Which of these columns a sheet shows.
_EVENTS = (1, 2, 3, 4, 5, 6, 7, 11, 12, 13, 14)
_CHANGES = (1, 2, 3, 4, 5, 8, 6, 9, 10, 13, 14)
_FLOW = (11, 1, 2, 3, 4, 7, 13, 14)
_UNMATCHED = (6, 1, 2, 3, 4, 5, 7, 13, 14)


@dataclass(frozen=True)
class _Table:
    """The rows of a report."""

    compared: Compared
    show: bool

    def events(self, event: str) -> list[Row]:
        """Who came, went, moved, or is renumbered."""
        return [self._event(each) for each in self.compared.of(event)]

    def _event(self, event: Event) -> Row:
        return (
            EVENT_WORDS[event.event],
            *self._who(event.subject),
            kind_words(event),
            told(event, self.show, persons=False) or None,
            None,
            None,
            None,
            lines_of(event) or None,
            event.persons,
            *self._places(event.subject),
        )

    def changes(self) -> list[Row]:
        """The changed cells."""
        return [self._change(change) for change in self.compared.changed]

    def _change(self, change: Change) -> Row:
        before, after = cell_words(change, self.show)
        return (
            Text("字段变更", "changed"),
            *self._who(change.subject),
            self._sort_of(change),
            None,
            field_words(change.table, change.field),
            _figure(change.before, before),
            _figure(change.after, after),
            None,
            None,
            *self._places(change.subject, change),
        )

    def _sort_of(self, change: Change) -> Text:
        if change.before.unread or change.after.unread:
            return Text("读不懂", "cannot be read")
        if change.before.value is None:
            return Text("填入", "filled")
        if change.after.value is None:
            return Text("清空", "cleared")
        return Text("改动", "changed")

    def flow(self) -> list[Row]:
        """The lines of the flow, each followed by its persons."""
        section = Text("流动", "flow")
        rows: list[Row] = []
        for line in self.compared.flow.lines if self.compared.flow else ():
            words = line_words(line.line)
            rows += [
                (
                    section,
                    *self._who(who.subject),
                    None,
                    why_words(who) or None,
                    None,
                    None,
                    None,
                    words,
                    None,
                    *self._places(who.subject),
                )
                for who in line.who
            ]
        return rows

    def lines(self) -> list[Row]:
        """The lines of the flow as counts."""
        section = Text("流动", "flow")
        # A sign at the beginning of a text would get an apostrophe in CSV.
        return [
            (section, *[None] * 5, _SIGNS[sign], None, None, None, None, words, persons, None, None)
            for sign, words, persons in flow_rows(self.compared)
        ]

    def unmatched(self) -> list[Row]:
        """The rows that cannot be matched."""
        return [self._unmatched(row) for row in self.compared.incomparable]

    def _unmatched(self, row: Incomparable) -> Row:
        section = Text("无法对应", "not matched")
        return (
            section,
            *self._who(row.subject),
            SIDES[row.side],
            incomparable_words(row),
            *[None] * 5,
            *self._places(row.subject),
        )

    def remarks(self) -> list[Text]:
        """What the comparison is to be read with."""
        said = [matched_words(self.compared)]
        for side, register in (("old", self.compared.old), ("new", self.compared.new)):
            said += [SIDES[side] + COLON + scrubbed_words(note) for note in register.notes]
        said += [scrubbed_words(note) for note in self.compared.notes]
        said += lone_words(self.compared)
        return [*said, incomparable_counts(self.compared)] if self.compared.incomparable else said

    def _who(self, subject: Subject) -> Row:
        return (
            village_words(subject.village, self.show),
            household_words(subject, self.show),
            name_words(subject, self.show),
            person_words(subject, self.show),
            scope_words(subject.scope),
        )

    def _places(self, subject: Subject, change: Change | None = None) -> tuple[Text | None, Text | None]:
        cells = (change.before, change.after) if change else (None, None)
        registers = (self.compared.old, self.compared.new)
        here, there = (
            place_words(place, register, cell)
            for place, cell, register in zip((subject.old, subject.new), cells, registers, strict=True)
        )
        return here, there


_SIGNS = {"+": Text("加", "plus"), "−": Text("减", "minus"), " ": Text("合计", "total")}


def _figure(cell: Cell, words: Text | str) -> Any:
    """A figure as a figure, a blank cell as a blank one, everything else in words."""
    if cell.value is None and not cell.unread:
        return None
    figure = isinstance(cell.value, (int, float)) and not isinstance(cell.value, bool)
    return cell.value if figure else words


def diff_table(compared: Compared, show_ids: bool) -> Table[Row]:
    """All in one long table: who came, went and moved, the changed cells, the flow and its persons, rows not matched, remarks."""
    table = _Table(compared, show_ids)
    rows = [row for event in EVENTS for row in table.events(event)]
    rows += [*table.changes(), *table.lines(), *table.flow(), *table.unmatched()]
    return Table("", _COLUMNS, rows, [verdict(compared), *table.remarks()])


def write_diff_csv(compared: Compared, stream: BinaryIO, lang: Lang, *, show_ids: bool = False) -> None:
    """The long table as CSV, UTF-8 with BOM."""
    write_csv(frame_of(diff_table(compared, show_ids), lang), stream)


def write_diff_xlsx(compared: Compared, stream: BinaryIO, lang: Lang, *, show_ids: bool = False) -> None:
    """A workbook: the summary, then a sheet for each sort of difference."""
    table = _Table(compared, show_ids)
    with report_book(stream, lang) as book:
        _summary(book, table)
        _sheet(book, Text("新增", "Came"), table.events("came"), _EVENTS)
        _sheet(book, Text("减少", "Went"), table.events("went"), _EVENTS)
        _sheet(book, Text("变动", "Moved"), [*table.events("moved"), *table.events("renumbered")], _EVENTS)
        _sheet(book, Text("字段变更", "Changed"), table.changes(), _CHANGES)
        _sheet(book, Text("流动", "Flow"), table.flow(), _FLOW)
        if compared.incomparable:
            _sheet(book, Text("无法对应", "Not matched"), table.unmatched(), _UNMATCHED)


def _sheet(book: Book, title: Text, rows: Sequence[Row], places: Sequence[int]) -> None:
    columns = [_COLUMNS[place] for place in places]
    sheet = SheetWriter(book, title, [column.wide for column in columns], frozen=1)
    sheet.table(Table(title, columns, rows), filtered=True)
    sheet.footed()


def _summary(book: Book, table: _Table) -> None:
    compared = table.compared
    sheet = SheetWriter(book, Text("汇总", "Summary"), (13, 38, 13, 13, 14, 13), upright=True)
    sheet.row([f"puxi {__version__} diff"], Look(bold=True, size=14))
    for side, register in (("old", compared.old), ("new", compared.new)):
        sheet.row([register_words(side, register)])
    sheet.row([verdict(compared)], Look(bold=True))
    sheet.row([])
    heads = (Text("类别", "sort"), *KIND_HEADS)
    _rows(
        sheet,
        heads,
        (
            (EVENT_WORDS[event], KINDS[kind], *("—" if count is None else count for count in counts))
            for event in EVENTS
            for kind, *counts in kinds_of(compared, event)
        ),
    )
    if compared.flow:
        sheet.row([flow_title(compared)], Look(bold=True))
        sheet.row([Text("加减", "sign"), Text("流动", "flow"), PERSON_COUNT], HEADING)
        for sign, words, persons in flow_rows(compared):
            total = Look(bold=sign == " ")
            sheet.row([_SIGNS[sign], words, persons], (total, total, COUNT))
        sheet.row([flow_verdict(compared)], Look(bold=True))
        sheet.row([])
    _rows(
        sheet,
        FIELD_HEADS,
        (
            (
                table_words(count.table),
                field_words(count.table, count.field),
                count.changes,
                count.filled,
                count.cleared,
                count.unread,
            )
            for count in compared.fields
        ),
    )
    for words in table.remarks():
        sheet.row([words])
    sheet.footed()


def _rows(sheet: SheetWriter, heads: Sequence[Text], rows: Iterable[Sequence[Any]]) -> None:
    listed = list(rows)
    if not listed:
        return
    sheet.row(heads, HEADING)
    for row in listed:
        sheet.row(row, [COUNT if isinstance(value, int) else Look() for value in row])
    sheet.row([])
