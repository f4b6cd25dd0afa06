"""The three lists (三单): problems, tasks, responsibilities; the same rows for the screen and for the workbook that is printed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import BinaryIO

from puxi_cli.output.book import SheetWriter, report_book
from puxi_cli.output.cells import HEADING, Look
from puxi_cli.reports.inputs import heading_of
from puxi_cli.systems.rectification.ledger_cells import cell_shown, household_shown, known_in, place_shown, who_shown
from puxi_cli.systems.rectification.problems import Problem, State
from puxi_cli.systems.rectification.told import PlanTold
from puxi_cli.text.words import Lang, Text

_TITLE = Look(bold=True, size=14)
_HEAD = HEADING._replace(ruled=True)
_CELL = Look(wrapped=True, ruled=True)
NOBODY = Text("（未明确）", "(nobody named)")


@dataclass(frozen=True)
class ListColumn:
    """A column of a list: its headings, its width in letters, and whether a screen and the printed workbook show it."""

    heading: Text
    wide: int
    field: str
    on_screen: bool = True
    on_paper: bool = True


@dataclass(frozen=True)
class List:
    """One of the three lists."""

    title: Text
    columns: tuple[ListColumn, ...]

    @property
    def printed(self) -> list[ListColumn]:
        """The columns of the workbook."""
        return [column for column in self.columns if column.on_paper]


def column_of(field: str, wide: int, en: str | None = None, zh: str | None = None, *, on_screen: bool = True) -> ListColumn:
    """A column of the ledger under its own heading, or under a shorter one."""
    own = heading_of("problems", field, en)
    return ListColumn(Text(zh, own.en) if zh is not None else own, wide, field, on_screen)


_NUMBER = column_of("number", 5, "no.", on_screen=False)
_KEY = column_of("key", 13, "number")
_DEADLINE = column_of("deadline", 11)
# A screen has no room for four columns of whom a problem concerns.
_WHOSE = (
    column_of("village", 10, on_screen=False),
    column_of("group", 9, "group", on_screen=False),
    column_of("head_name", 8, "head", "户主", on_screen=False),
    ListColumn(Text("涉及户", "household"), 13, "household", False),
    ListColumn(Text("村组", "village, group"), 10, "place", on_paper=False),
    ListColumn(Text("户、户主", "household, head"), 15, "who", on_paper=False),
)
_MADE = {"household": household_shown, "place": place_shown, "who": who_shown}
LISTS = (
    List(
        Text("问题清单", "Problems"),
        (
            _NUMBER,
            _KEY,
            column_of("source", 11),
            *_WHOSE,
            column_of("text", 48),
            column_of("severity", 6, "level", on_screen=False),
            column_of("first_found", 11, on_screen=False),
            column_of("state", 8),
        ),
    ),
    List(
        Text("任务清单", "Tasks"),
        (
            _NUMBER,
            _KEY,
            *_WHOSE,
            column_of("measure", 36),
            column_of("target", 26, on_screen=False),
            ListColumn(Text("应附佐证材料", "evidence to bring"), 24, "evidence"),
            _DEADLINE,
        ),
    ),
    List(
        Text("责任清单", "Responsibilities"),
        (
            _NUMBER,
            _KEY,
            *_WHOSE,
            column_of("category", 26, "kind"),
            column_of("leader", 9, "leader", on_screen=False),
            column_of("leading_office", 14, on_screen=False),
            column_of("office", 14, "office"),
            column_of("person", 10, "person"),
            column_of("phone", 13, "telephone", "联系电话", on_screen=False),
            _DEADLINE,
        ),
    ),
)


def listed(told: PlanTold) -> list[Problem]:
    """The problems that the lists show, those that are not closed, by village and duty, each in the order of its deadline."""
    standing = (problem for problem in told.ledger.problems if problem.state is not State.CLOSED)
    return sorted(
        standing,
        key=lambda problem: (
            str(problem["village"] or "\uffff"),
            str(problem["duty"] or ""),
            str(problem["deadline"] or "\uffff"),
            int(problem["number"] or 0),
        ),
    )


def cells(column: ListColumn, problem: Problem, evidence: Mapping[str, str], lang: Lang, show_ids: bool) -> str:
    """What a column shows of a problem."""
    if column.field in _MADE:
        return _MADE[column.field](problem, show_ids)
    if column.field == "evidence":
        return evidence.get(problem.key, "")
    if column.field == "first_found":
        return problem.since.isoformat() if problem.since else ""
    if column.field == "state":
        return problem.state.words.of(lang)
    value = problem[column.field]
    if column.field == "person" and not value:
        return NOBODY.of(lang)
    return "" if value is None else str(cell_shown(column.field, str(value), show_ids, known_in(problem)))


def write_three_lists(told: PlanTold, stream: BinaryIO, lang: Lang, *, show_ids: bool = False) -> None:
    """The lists as a workbook to be printed: A4 across, headings on every page, room for signatures at the end."""
    with report_book(stream, lang) as book:
        problems = listed(told)
        for one in LISTS:
            sheet = SheetWriter(book, one.title.of(lang), [column.wide for column in one.printed], frozen=3)
            sheet.row([one.title.of(lang)], _TITLE)
            sheet.row([_subtitle(told, problems, lang)])
            sheet.row([column.heading.of(lang) for column in one.printed], _HEAD)
            for number, problem in enumerate(problems, 1):
                row = [cells(column, problem, told.evidence, lang, show_ids) for column in one.printed]
                row[0] = str(number)
                sheet.row(row, _CELL)
            if not problems:
                sheet.row(["", Text("没有未销号的问题", "No problem is open").of(lang)])
            sheet.row([])
            for note in told.day_notes:
                sheet.row(["", note.of(lang)])
            sheet.row(["", *_signatures(lang)])
            sheet.footed()


def _subtitle(told: PlanTold, problems: Sequence[Problem], lang: Lang) -> str:
    nobody = sum(not problem["person"] for problem in problems)
    return Text(
        f"截至 {told.today}，未销号 {len(problems)} 个" + (f"，其中 {nobody} 个未明确责任人" if nobody else ""),
        f"As of {told.today}, {len(problems)} problems not closed" + (f", nobody named for {nobody}" if nobody else ""),
    ).of(lang)


def _signatures(lang: Lang) -> list[str]:
    return [
        Text(
            "填表人：＿＿＿＿＿　审核人：＿＿＿＿＿　单位负责人：＿＿＿＿＿　日期：＿＿＿＿年＿＿月＿＿日",
            "Filled in by: __________   Checked by: __________   Head of office: __________   Date: __________",
        ).of(lang)
    ]
