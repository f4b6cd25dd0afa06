"""What `puxi rectify` did, for a reader at a terminal."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import TextIO

from rich import box
from rich.bar import Bar
from rich.table import Table
from rich.text import Text

from puxi_cli.findings import Lang
from puxi_cli.records.fields import fields_of
from puxi_cli.records.kinds import YesNo
from puxi_cli.records.problem import Problem as ProblemRecord
from puxi_cli.records.text import visible
from puxi_cli.rectification.closing import COLUMNS
from puxi_cli.rectification.problems import Event, Seen, State
from puxi_cli.rectification.progress import Age, Progress, Tally
from puxi_cli.rectification.told import CheckTold, CloseTold, MergeTold, PlanTold, StatusTold, Told
from puxi_cli.reports.ledger_cells import cell_shown, place_shown, who_shown, wrong_shown
from puxi_cli.reports.lines import Column, Styled
from puxi_cli.reports.masking import scrubbed
from puxi_cli.reports.page import Page
from puxi_cli.reports.percents import percent_of
from puxi_cli.reports.three_lists import LISTS, cells, listed

_MOST = 50
_NAMED = 5
_BAR = 40
_AGE_COLOURS = {Age.OVERDUE: "red", Age.WITHIN_10: "yellow", Age.WITHIN_20: "cyan", Age.LATER: "green", Age.NO_DAY: "white"}


def write_plan_text(told: PlanTold, stream: TextIO, lang: Lang, *, show_ids: bool = False, limit: int | None = _MOST) -> None:
    """How the ledger grew, then the three lists."""
    page, zh = Page(stream), lang == "zh"
    _where(page, told, lang)
    total = sum(told.added.values())
    parts = ("，" if zh else ", ").join(f"{scrubbed(source, show_ids)} {count:,}" for source, count in told.added.items())
    parts = (f"（{parts}）" if zh else f" ({parts})") if parts else ""
    page.line(f"新增 {total:,} 个问题{parts}；{told.covered:,} 个已在台账中" if zh
              else f"Problems added: {total:,}{parts}; in the ledger already: {told.covered:,}", "bold")  # fmt: skip
    if told.text_only:
        count, which = len(told.text_only), ("、" if zh else ", ").join(told.text_only[:_NAMED])
        which += ("…" if zh else ", …") if count > _NAMED else ""
        page.line(f"其中 {count:,} 个对不上规则，只存文字，销号时须现场核实：{which}" if zh
                  else f"Kept as text because they answer to no rule: {count:,}; look at these on site before closing: {which}")  # fmt: skip
    problems = listed(told)
    shown = problems if limit is None else problems[:limit]
    for one in LISTS:
        page.line()
        page.line(f"{one.title(lang)} {len(problems):,}", "bold")
        columns = [column for column in one.columns if column.on_screen]
        page.table(
            [
                Column(
                    column.zh if zh else column.en,
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
        page.line(f"显示 {len(shown):,} 个，共 {len(problems):,} 个；全部：--all，或 --output 三单.xlsx" if zh
                  else f"Showing {len(shown):,} of {len(problems):,}; all of them: --all, or --output lists.xlsx", "bold")  # fmt: skip
    _notes(page, told, lang)


def write_check_text(told: CheckTold, stream: TextIO, lang: Lang, *, show_ids: bool = False, limit: int | None = _MOST) -> None:
    """What was seen, what moved, and how long what is still found has stood."""
    page, zh = Page(stream), lang == "zh"
    _where(page, told, lang)
    total = len(told.ledger.problems)
    page.line(f"核对 {total:,} 个问题" if zh else f"Problems checked: {total:,}", "bold")
    page.table(
        (Column("数量" if zh else "count", right=True, whole=True), Column("核对结果" if zh else "what was seen", share=1)),
        [(f"{told.seen[one]:,}", one.words(lang)) for one in Seen if told.seen[one]],
    )
    page.line()
    _moved(page, told.moved, lang, show_ids, limit)
    standing = [problem for problem in told.ledger.problems if problem.state.stands and problem.since]
    if standing:
        ages = sorted(max(0, (told.today - problem.since).days) for problem in standing if problem.since)
        page.line()
        oldest, middle = ages[-1], ages[len(ages) // 2]
        page.line(
            f"仍未整改到位 {len(standing):,} 个，最久 {oldest} 天，中位数 {middle} 天" if zh
            else f"Still to be put right: {len(standing):,}; days since they were found: {oldest} at most, {middle} in the middle"
        )  # fmt: skip
    _notes(page, told, lang)


def write_close_text(told: CloseTold, stream: TextIO, lang: Lang, *, show_ids: bool = False, limit: int | None = _MOST) -> None:
    """What was closed, and what was refused for the lack of what."""
    page, zh = Page(stream), lang == "zh"
    _where(page, told, lang)
    page.line(f"销号 {len(told.closed):,} 个，退回 {len(told.refused):,} 个" if zh
              else f"{len(told.closed):,} closed, {len(told.refused):,} refused", "bold")  # fmt: skip
    shown = told.refused if limit is None else told.refused[:limit]
    if shown:
        page.line()
        page.table(
            (
                Column("问题编号" if zh else "number", whole=True), Column("村组" if zh else "village, group", most=0.15),
                Column("户、户主" if zh else "household, head", most=0.25),
                Column("还缺" if zh else "it lacks", share=1),
            ),
            [
                (
                    one.problem.key, place_shown(one.problem, show_ids), who_shown(one.problem, show_ids),
                    ("；" if zh else "; ").join(
                        f"{told.conditions[name]}（{_to_fill(name, lang)}）" if zh else f"{told.conditions[name]} ({_to_fill(name, lang)})"
                        for name in one.lacking
                    ),
                )
                for one in shown
            ],
        )  # fmt: skip
        _cut(page, len(shown), len(told.refused), lang)
    _notes(page, told, lang)


def write_status_text(told: StatusTold, stream: TextIO, lang: Lang, *, show_ids: bool = False, limit: int | None = _MOST) -> None:
    """States, closure rate with its parts, a picture of the time left, sources, villages, persons, what is overdue."""
    page, zh = Page(stream), lang == "zh"
    _where(page, told, lang)
    found: Progress = told.progress
    page.line(f"截至 {found.today}" if zh else f"As of {found.today}", "bold")
    states = ("，" if zh else ", ").join(f"{state.words(lang)} {found.states[state]:,}" for state in State)
    page.line(f"共 {found.total.total:,} 个：{states}" if zh else f"{found.total.total:,} in all: {states}")
    if found.total.total:
        rate = percent_of(Fraction(found.total.closed, found.total.total))
        page.line(f"销号率 {rate}（已销号 {found.total.closed:,} ÷ 全部 {found.total.total:,}）" if zh
                  else f"Closure rate {rate} ({found.total.closed:,} closed of {found.total.total:,})")  # fmt: skip
    page.line()
    page.line(
        f"未整改到位的 {found.total.open:,} 个按剩余时限"
        if zh
        else f"The {found.total.open:,} to be put right, by the time left",
        "bold",
    )
    _ages(page, found, lang)
    for title, tallies in (
        ("按来源" if zh else "By source", found.by_source), ("按行政村" if zh else "By village", found.by_village),
        ("按责任人" if zh else "By responsible person", found.by_person),
    ):  # fmt: skip
        page.line()
        page.line(title, "bold")
        _tallies(page, tallies, lang, show_ids)
    if found.late:
        shown = found.late if limit is None else found.late[:limit]
        page.line()
        page.line(f"已超过整改时限 {len(found.late):,} 个" if zh else f"Overdue: {len(found.late):,}", "bold red")
        page.table(
            (
                Column("问题编号" if zh else "number", whole=True), Column("村组" if zh else "village, group", most=0.15),
                Column("户、户主" if zh else "household, head", most=0.2), Column("责任人" if zh else "person", most=0.15),
                Column("时限" if zh else "deadline", whole=True), Column("问题" if zh else "problem", share=1),
            ),
            [
                (
                    problem.key, place_shown(problem, show_ids), who_shown(problem, show_ids),
                    str(problem["person"] or ("（未明确）" if zh else "(nobody named)")), str(problem.deadline),
                    wrong_shown(problem, show_ids),
                )
                for problem in shown
            ],
        )  # fmt: skip
        _cut(page, len(shown), len(found.late), lang)
    _notes(page, told, lang)


def write_merge_text(told: MergeTold, stream: TextIO, lang: Lang, *, show_ids: bool = False, limit: int | None = _MOST) -> None:
    """What was taken over from another copy, and where the two differ."""
    page, zh = Page(stream), lang == "zh"
    _where(page, told, lang)
    page.line(
        f"从 {told.other} 并入：新行 {told.rows:,}，空白格补填 {told.cells:,}，历史 {told.events:,}" if zh
        else f"Taken from {told.other}: rows {told.rows:,}, cells that were blank {told.cells:,}, changes of state {told.events:,}",
        "bold",
    )  # fmt: skip
    if not told.conflicts:
        page.line("两份没有冲突" if zh else "The two do not contradict each other", "bold green")
    else:
        headings = {name: cell.heading for name, cell in fields_of(ProblemRecord).items()}
        shown = told.conflicts if limit is None else told.conflicts[:limit]
        page.line(f"冲突 {len(told.conflicts):,} 处，两边都没有改，请人工核定" if zh
                  else f"Conflicts: {len(told.conflicts):,}; neither side was changed, decide by hand", "bold red")  # fmt: skip
        page.table(
            (
                Column("问题编号" if zh else "number", whole=True), Column("列" if zh else "column", most=0.2),
                Column("台账" if zh else "the ledger", share=1), Column("另一份" if zh else "the other copy", share=1),
            ),
            [
                (one.key, headings[one.field], cell_shown(one.field, one.mine, show_ids), cell_shown(one.field, one.theirs, show_ids))
                for one in shown
            ],
        )  # fmt: skip
        _cut(page, len(shown), len(told.conflicts), lang)
    _notes(page, told, lang)


def _to_fill(condition: str, lang: Lang) -> str:
    """The columns that a condition asks for, and what has to stand in one that says yes or no."""
    cells = [fields_of(ProblemRecord)[column] for column in COLUMNS[condition]]
    headings = "/".join(cell.heading for cell in cells)
    if any(isinstance(cell.kind, YesNo) for cell in cells):
        return f"{headings} 填“是”" if lang == "zh" else f"{headings}: write 是"
    return headings


def _where(page: Page, told: Told, lang: Lang) -> None:
    page.line(f"台账 {told.path}" if lang == "zh" else f"Ledger {told.path}", "bold")


def _notes(page: Page, told: Told, lang: Lang) -> None:
    for zh_note, en_note in told.notes:
        page.line(scrubbed(zh_note if lang == "zh" else en_note, False))


def _cut(page: Page, shown: int, every: int, lang: Lang) -> None:
    if shown < every:
        page.line(
            f"显示 {shown:,} 个，共 {every:,} 个；全部：--all" if lang == "zh" else f"Showing {shown:,} of {every:,}; all: --all",
            "bold",
        )


def _moved(page: Page, moved: Sequence[Event], lang: Lang, show_ids: bool, limit: int | None) -> None:
    zh = lang == "zh"
    if not moved:
        page.line("状态没有变化" if zh else "No state changed")
        return
    page.line(f"状态变化 {len(moved):,} 个" if zh else f"Changes of state: {len(moved):,}", "bold")
    shown = moved if limit is None else moved[:limit]
    page.table(
        (
            Column("问题编号" if zh else "number", whole=True), Column("原状态" if zh else "from", whole=True),
            Column("新状态" if zh else "to", whole=True), Column("原因" if zh else "why", share=1),
        ),
        [
            (
                event.key, State(event.before).words(lang) if event.before in tuple(State) else event.before or "",
                Styled(State(event.after).words(lang), "bold red" if event.after == State.REOPENED.value else ""),
                _why(event.why or "", lang, show_ids),
            )
            for event in shown
        ],
    )  # fmt: skip
    _cut(page, len(shown), len(moved), lang)


def _why(why: str, lang: Lang, show_ids: bool) -> str:
    seen = next((one for one in Seen if why.startswith(one.value)), None)
    return scrubbed(why.replace(seen.value, seen.words(lang), 1) if seen else why, show_ids)


def _ages(page: Page, found: Progress, lang: Lang) -> None:
    longest = max(found.ages.values()) or 1
    table = Table(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False, show_header=False)
    table.add_column()
    table.add_column(justify="right")
    table.add_column(width=min(_BAR, max(8, page.width - 40)), no_wrap=True)
    for age in Age:
        count = found.ages[age]
        table.add_row(Text(age.words(lang)), Text(f"{count:,}"), Bar(longest, 0, count, color=_AGE_COLOURS[age]))
    page.draw(table)


def _tallies(page: Page, tallies: Sequence[Tally], lang: Lang, show_ids: bool) -> None:
    zh = lang == "zh"
    heads = (
        ("", "共", "未整改", "其中逾期", "其中反弹", "待销号", "已销号", "销号率") if zh
        else ("", "all", "open", "overdue", "reopened", "waiting", "closed", "closure rate")
    )  # fmt: skip
    page.table(
        [Column(head, right=number > 0, whole=number > 0) for number, head in enumerate(heads)],
        [
            (
                visible(scrubbed(tally.name, show_ids)) or ("（空白）" if zh else "(blank)"), f"{tally.total:,}", f"{tally.open:,}",
                Styled(f"{tally.overdue:,}", "bold red" if tally.overdue else ""), f"{tally.reopened:,}", f"{tally.waiting:,}",
                f"{tally.closed:,}", percent_of(Fraction(tally.closed, tally.total)),
            )
            for tally in tallies
        ],
    )  # fmt: skip
