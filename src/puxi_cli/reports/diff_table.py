"""Two registers compared, as rows: one long table for CSV; a workbook with a sheet for the summary, who came, who went, who moved, the
changed cells, the flow, and the rows that could not be matched."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, BinaryIO

from puxi_cli import __version__
from puxi_cli.compared import EVENTS, Cell, Change, Compared, Event, Incomparable, Subject
from puxi_cli.output.book import Book, SheetWriter, report_book
from puxi_cli.output.cells import COUNT, HEADING, WRAPPED, Look
from puxi_cli.output.csv_table import write_csv
from puxi_cli.reports.diff_sentences import (
    flow_rows,
    flow_title,
    flow_verdict,
    incomparable_counts,
    lone_words,
    matched_words,
    register_words,
    verdict,
)
from puxi_cli.reports.diff_words import (
    EVENT_WORDS,
    FIELD_HEADS,
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
from puxi_cli.reports.inputs import field_words, table_words
from puxi_cli.reports.masking import scrubbed
from puxi_cli.text.words import COLON, Lang, Text, each_of

if TYPE_CHECKING:
    import pandas as pd

_HEADS = {
    "zh": (
        "类别",
        "行政村",
        "户编号",
        "姓名",
        "人编号",
        "对象",
        "事项",
        "说明",
        "字段",
        "变动前",
        "变动后",
        "流动",
        "人数",
        "旧表位置",
        "新表位置",
    ),
    "en": (
        "section",
        "village",
        "household",
        "name",
        "person",
        "subject",
        "what",
        "remark",
        "field",
        "before",
        "after",
        "flow",
        "persons",
        "place in OLD",
        "place in NEW",
    ),
}
DIFF_HEADS = tuple(_HEADS.values())
# Which of these columns a sheet shows, and how wide each is, in cells of a letter.
_EVENTS = (1, 2, 3, 4, 5, 6, 7, 11, 12, 13, 14)
_CHANGES = (1, 2, 3, 4, 5, 8, 6, 9, 10, 13, 14)
_FLOW = (11, 1, 2, 3, 4, 7, 13, 14)
_UNMATCHED = (6, 1, 2, 3, 4, 5, 7, 13, 14)
_WIDTHS = (10, 12, 14, 10, 15, 11, 24, 30, 22, 24, 24, 26, 9, 27, 27)

Row = tuple[Any, ...]


@dataclass(frozen=True)
class _Table:
    """The rows of a report in one language."""

    compared: Compared
    lang: Lang
    show: bool

    def events(self, event: str) -> list[Row]:
        """Who came, went, moved, or is renumbered."""
        return [self._event(each) for each in self.compared.of(event)]

    def _event(self, event: Event) -> Row:
        return (
            EVENT_WORDS[event.event].of(self.lang),
            *self._who(event.subject),
            kind_words(event, self.lang),
            told(event, self.lang, self.show, persons=False) or None,
            None,
            None,
            None,
            lines_of(event, self.lang) or None,
            event.persons,
            *self._places(event.subject),
        )

    def changes(self) -> list[Row]:
        """The changed cells."""
        return [self._change(change) for change in self.compared.changed]

    def _change(self, change: Change) -> Row:
        before, after = cell_words(change, self.lang, self.show)
        return (
            Text("字段变更", "changed").of(self.lang),
            *self._who(change.subject),
            self._sort_of(change),
            None,
            field_words(change.table, change.field).of(self.lang),
            _figure(change.before, before),
            _figure(change.after, after),
            None,
            None,
            *self._places(change.subject, change),
        )

    def _sort_of(self, change: Change) -> str:
        if change.before.unread or change.after.unread:
            return Text("读不懂", "cannot be read").of(self.lang)
        if change.before.value is None:
            return Text("填入", "filled").of(self.lang)
        if change.after.value is None:
            return Text("清空", "cleared").of(self.lang)
        return Text("改动", "changed").of(self.lang)

    def flow(self) -> list[Row]:
        """The lines of the flow, each followed by its persons."""
        section = Text("流动", "flow").of(self.lang)
        rows: list[Row] = []
        for line in self.compared.flow.lines if self.compared.flow else ():
            words = line_words(line.line, self.lang)
            rows += [
                (
                    section,
                    *self._who(who.subject),
                    None,
                    why_words(who, self.lang) or None,
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
        section = Text("流动", "flow").of(self.lang)
        # A sign at the beginning of a text would get an apostrophe in CSV.
        return [
            (section, *[None] * 5, _signs(self.lang)[sign], None, None, None, None, words, persons, None, None)
            for sign, words, persons in flow_rows(self.compared, self.lang)
        ]

    def unmatched(self) -> list[Row]:
        """The rows that cannot be matched."""
        return [self._unmatched(row) for row in self.compared.incomparable]

    def _unmatched(self, row: Incomparable) -> Row:
        section = Text("无法对应", "not matched").of(self.lang)
        return (
            section,
            *self._who(row.subject),
            SIDES[row.side].of(self.lang),
            incomparable_words(row, self.lang),
            *[None] * 5,
            *self._places(row.subject),
        )

    def remarks(self) -> list[str]:
        """What the comparison is to be read with."""
        said = [matched_words(self.compared, self.lang)]
        colon = COLON.of(self.lang)
        for side, register in (("old", self.compared.old), ("new", self.compared.new)):
            said += [f"{SIDES[side].of(self.lang)}{colon}{scrubbed(note.of(self.lang), False)}" for note in register.notes]
        said += [scrubbed(note.of(self.lang), False) for note in self.compared.notes]
        said += lone_words(self.compared, self.lang)
        return [*said, incomparable_counts(self.compared, self.lang)] if self.compared.incomparable else said

    def _who(self, subject: Subject) -> Row:
        return (
            village_words(subject.village, self.show),
            household_words(subject, self.show),
            name_words(subject, self.show),
            person_words(subject, self.show),
            scope_words(subject.scope, self.lang),
        )

    def _places(self, subject: Subject, change: Change | None = None) -> tuple[str | None, str | None]:
        cells = (change.before, change.after) if change else (None, None)
        registers = (self.compared.old, self.compared.new)
        here, there = (
            place_words(place, register, self.lang, cell)
            for place, cell, register in zip((subject.old, subject.new), cells, registers, strict=True)
        )
        return here, there


def _signs(lang: Lang) -> dict[str, str]:
    signs = {"+": Text("加", "plus"), "−": Text("减", "minus"), " ": Text("合计", "total")}
    return {sign: words.of(lang) for sign, words in signs.items()}


def _figure(cell: Cell, words: str) -> Any:
    """A figure as a figure, a blank cell as a blank one, everything else in words."""
    if cell.value is None and not cell.unread:
        return None
    figure = isinstance(cell.value, (int, float)) and not isinstance(cell.value, bool)
    return cell.value if figure else words


def diff_frame(compared: Compared, lang: Lang, show_ids: bool) -> pd.DataFrame:
    """All in one long table: who came, went and moved, the changed cells, the flow and its persons, rows not matched, remarks."""
    import pandas as pd

    table = _Table(compared, lang, show_ids)
    rows = [row for event in EVENTS for row in table.events(event)]
    rows += [*table.changes(), *table.lines(), *table.flow(), *table.unmatched()]
    note = Text("备注", "note").of(lang)
    rows += [(note, *[None] * 6, words, *[None] * 7) for words in (verdict(compared, lang), *table.remarks())]
    return pd.DataFrame(
        {
            head: pd.Series([row[index] for row in rows], dtype="Int64" if index == 12 else "object")
            for index, head in enumerate(_HEADS[lang])
        }
    )


def write_diff_csv(compared: Compared, stream: BinaryIO, lang: Lang, *, show_ids: bool = False) -> None:
    """The long table as CSV, UTF-8 with BOM."""
    write_csv(diff_frame(compared, lang, show_ids), stream)


def write_diff_xlsx(compared: Compared, stream: BinaryIO, lang: Lang, *, show_ids: bool = False) -> None:
    """A workbook: the summary, then a sheet for each sort of difference."""
    table = _Table(compared, lang, show_ids)
    with report_book(stream, lang) as book:
        _summary(book, table)
        _sheet(book, Text("新增", "Came").of(lang), table.events("came"), _EVENTS, lang)
        _sheet(book, Text("减少", "Went").of(lang), table.events("went"), _EVENTS, lang)
        moved = [*table.events("moved"), *table.events("renumbered")]
        _sheet(book, Text("变动", "Moved").of(lang), moved, _EVENTS, lang)
        _sheet(book, Text("字段变更", "Changed").of(lang), table.changes(), _CHANGES, lang)
        _sheet(book, Text("流动", "Flow").of(lang), table.flow(), _FLOW, lang)
        if compared.incomparable:
            _sheet(book, Text("无法对应", "Not matched").of(lang), table.unmatched(), _UNMATCHED, lang)


def _sheet(book: Book, title: str, rows: Sequence[Row], columns: Sequence[int], lang: Lang) -> None:
    sheet = SheetWriter(book, title, [_WIDTHS[index] for index in columns], frozen=1)
    sheet.row([_HEADS[lang][index] for index in columns], HEADING)
    looks = [COUNT if index == 12 else WRAPPED for index in columns]
    for row in rows:
        sheet.row([row[index] for index in columns], looks)
    sheet.filter(len(columns), len(rows))
    sheet.footed()


def _summary(book: Book, table: _Table) -> None:
    compared, lang = table.compared, table.lang
    sheet = SheetWriter(book, Text("汇总", "Summary"), (13, 38, 13, 13, 14, 13), upright=True)
    sheet.row([f"puxi {__version__} diff"], Look(bold=True, size=14))
    for side, register in (("old", compared.old), ("new", compared.new)):
        sheet.row([register_words(side, register, lang)])
    sheet.row([verdict(compared, lang)], Look(bold=True))
    sheet.row([])
    heads = each_of(
        (
            Text("类别", "sort"),
            Text("事项", "what"),
            Text("户", "households"),
            Text("人", "persons"),
            Text("其中贫困人口", "of them poor"),
        ),
        lang,
    )
    _rows(
        sheet,
        heads,
        (
            (EVENT_WORDS[event].of(lang), KINDS[kind].of(lang), *("—" if count is None else count for count in counts))
            for event in EVENTS
            for kind, *counts in kinds_of(compared, event)
        ),
    )
    if compared.flow:
        sheet.row([flow_title(compared, lang)], Look(bold=True))
        sheet.row([*each_of((Text("加减", "sign"), Text("流动", "flow"), Text("人数", "persons")), lang)], HEADING)
        for sign, words, persons in flow_rows(compared, lang):
            total = Look(bold=sign == " ")
            sheet.row([_signs(lang)[sign], words, persons], (total, total, COUNT))
        sheet.row([flow_verdict(compared, lang)], Look(bold=True))
        sheet.row([])
    columns = each_of(FIELD_HEADS, lang)
    _rows(
        sheet,
        columns,
        (
            (
                table_words(count.table).of(lang),
                field_words(count.table, count.field).of(lang),
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


def _rows(sheet: SheetWriter, heads: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    listed = list(rows)
    if not listed:
        return
    sheet.row(heads, HEADING)
    for row in listed:
        sheet.row(row, [COUNT if isinstance(value, int) else Look() for value in row])
    sheet.row([])
