"""What `puxi rectify` did, for a reader at a terminal."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import TextIO

from rich import box
from rich.bar import Bar
from rich.table import Table
from rich.text import Text as RichText

from puxi_cli.output.lines import Column, Styled
from puxi_cli.output.page import Page
from puxi_cli.output.percents import percent_of
from puxi_cli.records.fields import fields_of
from puxi_cli.records.kinds import YesNo
from puxi_cli.records.tables import MODELS
from puxi_cli.records.text import visible
from puxi_cli.reports.masking import scrubbed
from puxi_cli.systems.rectification.closing import COLUMNS
from puxi_cli.systems.rectification.ledger_cells import cell_shown, conflicts_shown, place_shown, who_shown, wrong_shown
from puxi_cli.systems.rectification.problems import Event, Seen, State
from puxi_cli.systems.rectification.progress import Age, Progress, Tally
from puxi_cli.systems.rectification.three_lists import LISTS, NOBODY, cells, listed
from puxi_cli.systems.rectification.told import CheckTold, CloseTold, MergeTold, PlanTold, StatusTold, Told
from puxi_cli.text.words import COMMA, ITEMS, NO_WORDS, SEMICOLON, Lang, Text, each_of

_MOST = 50
_NAMED = 5
_BAR = 40
_AGE_COLOURS = {Age.OVERDUE: "red", Age.WITHIN_10: "yellow", Age.WITHIN_20: "cyan", Age.LATER: "green", Age.NO_DAY: "white"}


def write_plan_text(told: PlanTold, stream: TextIO, lang: Lang, *, show_ids: bool = False, limit: int | None = _MOST) -> None:
    """How the ledger grew, then the three lists."""
    page = Page(stream, lang)
    _where(page, told, lang)
    total = sum(told.added.values())
    parts = COMMA.of(lang).join(f"{scrubbed(source, show_ids)} {count:,}" for source, count in told.added.items())
    parts = Text(f"（{parts}）", f" ({parts})").of(lang) if parts else ""
    page.line(
        Text(
            f"新增 {total:,} 个问题{parts}；{told.covered:,} 个已在台账中",
            f"Problems added: {total:,}{parts}; in the ledger already: {told.covered:,}",
        ).of(lang),
        "bold",
    )
    if told.text_only:
        count, which = len(told.text_only), ITEMS.of(lang).join(told.text_only[:_NAMED])
        which += Text("…", ", …").of(lang) if count > _NAMED else ""
        page.line(
            Text(
                f"其中 {count:,} 个对不上规则，只存文字，销号时须现场核实：{which}",
                f"Kept as text because they answer to no rule: {count:,}; look at these on site before closing: {which}",
            ).of(lang)
        )
    problems = listed(told)
    shown = problems if limit is None else problems[:limit]
    for one in LISTS:
        page.line()
        page.line(f"{one.title.of(lang)} {len(problems):,}", "bold")
        columns = [column for column in one.columns if column.on_screen]
        page.table(
            [
                Column(
                    column.heading.of(lang),
                    share=1 if column.wide > 20 else None,
                    whole=column.field == "key",
                    most=None if column.on_paper else 0.18,
                )
                for column in columns
            ],
            [[cells(column, problem, told.evidence, lang, show_ids) for column in columns] for problem in shown],
        )
    if len(shown) < len(problems):
        page.line()
        page.line(
            Text(
                f"显示 {len(shown):,} 个，共 {len(problems):,} 个；全部：--all，或 --output 三单.xlsx",
                f"Showing {len(shown):,} of {len(problems):,}; all of them: --all, or --output lists.xlsx",
            ).of(lang),
            "bold",
        )
    _notes(page, told, lang)


def write_check_text(told: CheckTold, stream: TextIO, lang: Lang, *, show_ids: bool = False, limit: int | None = _MOST) -> None:
    """What was seen, what moved, and how long what is still found has stood."""
    page = Page(stream, lang)
    _where(page, told, lang)
    total = len(told.ledger.problems)
    page.line(Text(f"核对 {total:,} 个问题", f"Problems checked: {total:,}").of(lang), "bold")
    page.table(
        (
            Column(Text("数量", "count").of(lang), right=True, whole=True),
            Column(Text("核对结果", "what was seen").of(lang), share=1),
        ),
        [(f"{told.seen[one]:,}", one.words.of(lang)) for one in Seen if told.seen[one]],
    )
    page.line()
    _moved(page, told.moved, lang, show_ids, limit)
    standing = [problem for problem in told.ledger.problems if problem.state.stands and problem.since]
    if standing:
        ages = sorted(max(0, (told.today - problem.since).days) for problem in standing if problem.since)
        page.line()
        oldest, middle = ages[-1], ages[len(ages) // 2]
        page.line(
            Text(
                f"仍未整改到位 {len(standing):,} 个，最久 {oldest} 天，中位数 {middle} 天",
                f"Still to be put right: {len(standing):,}; days since they were found: {oldest} at most, {middle} in the middle",
            ).of(lang)
        )
    _notes(page, told, lang)


def write_close_text(told: CloseTold, stream: TextIO, lang: Lang, *, show_ids: bool = False, limit: int | None = _MOST) -> None:
    """What was closed, and what was refused for the lack of what."""
    page = Page(stream, lang)
    _where(page, told, lang)
    page.line(
        Text(
            f"销号 {len(told.closed):,} 个，退回 {len(told.refused):,} 个",
            f"{len(told.closed):,} closed, {len(told.refused):,} refused",
        ).of(lang),
        "bold",
    )
    shown = told.refused if limit is None else told.refused[:limit]
    if shown:
        page.line()
        page.table(
            (
                Column(Text("问题编号", "number").of(lang), whole=True),
                Column(Text("村组", "village, group").of(lang), most=0.15),
                Column(Text("户、户主", "household, head").of(lang), most=0.25),
                Column(Text("还缺", "it lacks").of(lang), share=1),
            ),
            [
                (
                    one.problem.key,
                    place_shown(one.problem, show_ids),
                    who_shown(one.problem, show_ids),
                    SEMICOLON.of(lang).join(
                        Text(
                            f"{told.conditions[name]}（{_to_fill(name, lang)}）",
                            f"{told.conditions[name]} ({_to_fill(name, lang)})",
                        ).of(lang)
                        for name in one.lacking
                    ),
                )
                for one in shown
            ],
        )
        _cut(page, len(shown), len(told.refused), lang)
    _notes(page, told, lang)


def write_status_text(told: StatusTold, stream: TextIO, lang: Lang, *, show_ids: bool = False, limit: int | None = _MOST) -> None:
    """States, closure rate with its parts, a picture of the time left, sources, villages, persons, what is overdue."""
    page = Page(stream, lang)
    _where(page, told, lang)
    found: Progress = told.progress
    page.line(Text(f"截至 {found.today}", f"As of {found.today}").of(lang), "bold")
    states = COMMA.of(lang).join(f"{state.words.of(lang)} {found.states[state]:,}" for state in State)
    page.line(Text(f"共 {found.total.total:,} 个：{states}", f"{found.total.total:,} in all: {states}").of(lang))
    if found.total.total:
        rate = percent_of(Fraction(found.total.closed, found.total.total))
        page.line(
            Text(
                f"销号率 {rate}（已销号 {found.total.closed:,} ÷ 全部 {found.total.total:,}）",
                f"Closure rate {rate} ({found.total.closed:,} closed of {found.total.total:,})",
            ).of(lang)
        )
    page.line()
    page.line(
        Text(f"未整改到位的 {found.total.open:,} 个按剩余时限", f"The {found.total.open:,} to be put right, by the time left").of(
            lang
        ),
        "bold",
    )
    _ages(page, found, lang)
    for title, tallies in (
        (Text("按来源", "By source").of(lang), found.by_source),
        (Text("按行政村", "By village").of(lang), found.by_village),
        (Text("按责任人", "By responsible person").of(lang), found.by_person),
    ):
        page.line()
        page.line(title, "bold")
        _tallies(page, tallies, lang, show_ids)
    if found.late:
        shown = found.late if limit is None else found.late[:limit]
        page.line()
        page.line(Text(f"已超过整改时限 {len(found.late):,} 个", f"Overdue: {len(found.late):,}").of(lang), "bold red")
        page.table(
            (
                Column(Text("问题编号", "number").of(lang), whole=True),
                Column(Text("村组", "village, group").of(lang), most=0.15),
                Column(Text("户、户主", "household, head").of(lang), most=0.2),
                Column(Text("责任人", "person").of(lang), most=0.15),
                Column(Text("时限", "deadline").of(lang), whole=True),
                Column(Text("问题", "problem").of(lang), share=1),
            ),
            [
                (
                    problem.key,
                    place_shown(problem, show_ids),
                    who_shown(problem, show_ids),
                    cell_shown("person", problem["person"], show_ids) or NOBODY.of(lang),
                    str(problem.deadline),
                    wrong_shown(problem, show_ids),
                )
                for problem in shown
            ],
        )
        _cut(page, len(shown), len(found.late), lang)
    _notes(page, told, lang)


def write_merge_text(told: MergeTold, stream: TextIO, lang: Lang, *, show_ids: bool = False, limit: int | None = _MOST) -> None:
    """What was taken over from another copy, and where the two differ."""
    page = Page(stream, lang)
    _where(page, told, lang)
    page.line(
        Text(
            f"从 {told.other} 并入：新行 {told.rows:,}，空白格补填 {told.cells:,}，历史 {told.events:,}",
            f"Taken from {told.other}: rows {told.rows:,}, cells that were blank {told.cells:,}, changes of state {told.events:,}",
        ).of(lang),
        "bold",
    )
    if not told.conflicts:
        page.line(Text("两份没有冲突", "The two do not contradict each other").of(lang), "bold green")
    else:
        headings = {name: cell.heading for name, cell in fields_of(MODELS["problems"]).items()}
        conflicts = conflicts_shown(told, show_ids)
        shown = conflicts if limit is None else conflicts[:limit]
        page.line(
            Text(
                f"冲突 {len(told.conflicts):,} 处，两边都没有改，请人工核定",
                f"Conflicts: {len(told.conflicts):,}; neither side was changed, decide by hand",
            ).of(lang),
            "bold red",
        )
        page.table(
            (
                Column(Text("问题编号", "number").of(lang), whole=True),
                Column(Text("列", "column").of(lang), most=0.2),
                Column(Text("台账", "the ledger").of(lang), share=1),
                Column(Text("另一份", "the other copy").of(lang), share=1),
            ),
            [(key, headings[field], mine, theirs) for key, field, mine, theirs in shown],
        )
        _cut(page, len(shown), len(told.conflicts), lang)
    _notes(page, told, lang)


def _to_fill(condition: str, lang: Lang) -> str:
    """The columns that a condition asks for, and what has to stand in one that says yes or no."""
    cells = [fields_of(MODELS["problems"])[column] for column in COLUMNS[condition]]
    headings = "/".join(cell.heading for cell in cells)
    if any(isinstance(cell.kind, YesNo) for cell in cells):
        return Text(f"{headings} 填“是”", f"{headings}: write 是").of(lang)
    return headings


def _where(page: Page, told: Told, lang: Lang) -> None:
    page.line(Text(f"台账 {told.path}", f"Ledger {told.path}").of(lang), "bold")


def _notes(page: Page, told: Told, lang: Lang) -> None:
    for note in told.notes:
        page.line(scrubbed(note.of(lang), False))


def _cut(page: Page, shown: int, every: int, lang: Lang) -> None:
    if shown < every:
        page.line(
            Text(f"显示 {shown:,} 个，共 {every:,} 个；全部：--all", f"Showing {shown:,} of {every:,}; all: --all").of(lang),
            "bold",
        )


def _moved(page: Page, moved: Sequence[Event], lang: Lang, show_ids: bool, limit: int | None) -> None:
    if not moved:
        page.line(Text("状态没有变化", "No state changed").of(lang))
        return
    page.line(Text(f"状态变化 {len(moved):,} 个", f"Changes of state: {len(moved):,}").of(lang), "bold")
    shown = moved if limit is None else moved[:limit]
    page.table(
        (
            Column(Text("问题编号", "number").of(lang), whole=True),
            Column(Text("原状态", "from").of(lang), whole=True),
            Column(Text("新状态", "to").of(lang), whole=True),
            Column(Text("原因", "why").of(lang), share=1),
        ),
        [
            (
                event.key,
                State(event.before).words.of(lang) if event.before in tuple(State) else event.before or "",
                Styled(State(event.after).words.of(lang), "bold red" if event.after == State.REOPENED.value else ""),
                _why(event.why or "", lang, show_ids),
            )
            for event in shown
        ],
    )
    _cut(page, len(shown), len(moved), lang)


def _why(why: str, lang: Lang, show_ids: bool) -> str:
    seen = next((one for one in Seen if why.startswith(one.value)), None)
    return scrubbed(why.replace(seen.value, seen.words.of(lang), 1) if seen else why, show_ids)


def _ages(page: Page, found: Progress, lang: Lang) -> None:
    longest = max(found.ages.values()) or 1
    table = Table(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False, show_header=False)
    table.add_column()
    table.add_column(justify="right")
    table.add_column(width=min(_BAR, max(8, page.width - 40)), no_wrap=True)
    for age in Age:
        count = found.ages[age]
        table.add_row(RichText(age.words.of(lang)), RichText(f"{count:,}"), Bar(longest, 0, count, color=_AGE_COLOURS[age]))
    page.draw(table)


def _tallies(page: Page, tallies: Sequence[Tally], lang: Lang, show_ids: bool) -> None:
    heads = each_of(
        (
            NO_WORDS,
            Text("共", "all"),
            Text("未整改", "open"),
            Text("其中逾期", "overdue"),
            Text("其中反弹", "reopened"),
            Text("待销号", "waiting"),
            Text("已销号", "closed"),
            Text("销号率", "closure rate"),
        ),
        lang,
    )
    page.table(
        [Column(head, right=number > 0, whole=number > 0) for number, head in enumerate(heads)],
        [
            (
                visible(scrubbed(tally.name, show_ids)) or Text("（空白）", "(blank)").of(lang),
                f"{tally.total:,}",
                f"{tally.open:,}",
                Styled(f"{tally.overdue:,}", "bold red" if tally.overdue else ""),
                f"{tally.reopened:,}",
                f"{tally.waiting:,}",
                f"{tally.closed:,}",
                percent_of(Fraction(tally.closed, tally.total)),
            )
            for tally in tallies
        ],
    )
