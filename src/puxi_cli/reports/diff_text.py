"""Two registers compared, for a reader at a terminal.

First what was compared and what came of it in one sentence, then how many of each kind, how the count of the poor became another, which
fields changed how often; then the persons of the flow, who came, went and moved, and the changed cells, by village and household.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import TextIO

from puxi_cli.compared import EVENTS, Change, Compared, Event, Register, Subject
from puxi_cli.findings import Lang
from puxi_cli.reports.diff_words import (
    EVENT_WORDS,
    KEYS,
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
    scope_words,
    told,
    village_words,
    why_words,
    within,
)
from puxi_cli.reports.inputs import counted, field_words, listed, table_words
from puxi_cli.reports.lines import Column, Styled
from puxi_cli.reports.masking import scrubbed
from puxi_cli.reports.page import Page

ON_A_SCREEN = 50
_SAID = {
    "came": ("新增", "came"),
    "went": ("减少", "went"),
    "moved": ("换户换村", "moved"),
    "renumbered": ("户编号变了", "renumbered"),
}
_SIGNS = {-1: "−", 0: " ", 1: "+"}
# What a person has with the household is told by the household's line; on the screen it is not told again for each member.
_TOLD_BY_HOUSEHOLD = {
    "gone_with_household": ("gone",),
    "with_household": ("new_in_file", "listed_late", "identified", "relapsed"),
}
_WITH_HOUSEHOLD = ("identified", "relapsed", "listed_late", "exited", "exited_earlier", "unlisted")


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
    page = Page(stream, width=width, terminal=terminal)
    _what_was_compared(page, compared, lang)
    _kinds(page, compared, lang)
    _flow(page, compared, lang)
    _fields(page, compared, lang)
    _flow_persons(page, compared, lang, show_ids, limit)
    _events(page, compared, lang, show_ids, limit)
    _changes(page, compared, lang, show_ids, limit)
    _incomparable(page, compared, lang, show_ids, limit)


def _what_was_compared(page: Page, compared: Compared, lang: Lang) -> None:
    zh = lang == "zh"
    for side, register in (("old", compared.old), ("new", compared.new)):
        page.line(register_words(side, register, lang), "bold")
        for note in register.notes:
            page.line(f"  {scrubbed(note[0 if zh else 1], False)}", "yellow")
    page.line(matched_words(compared, lang))
    for note in compared.notes:
        page.line(scrubbed(note[0 if zh else 1], False))
    for words in lone_words(compared, lang):
        page.line(words, "yellow")
    if compared.incomparable:
        page.line(incomparable_counts(compared, lang), "yellow")
    page.line()
    page.line(verdict(compared, lang), "bold green" if compared.same else "bold")


def register_words(side: str, register: Register, lang: Lang) -> str:
    """One of the two: its files, its day and why that day, its size."""
    zh = lang == "zh"
    names = listed([read.file for read in register.inputs], lang)
    why = register.day_from
    since = (f"（{why[0]}）" if zh else f" ({why[1]})") if why else ""
    size = (
        f"{register.households:,} 户、{register.persons:,} 人" if zh
        else f"{counted(register.households, 'household')}, {counted(register.persons, 'person')}"
    )  # fmt: skip
    which = within(SIDES[side], lang)
    return f"{which} {names}：{register.as_of}{since}，{size}" if zh else f"{which} {names}: {register.as_of}{since}, {size}"


def matched_words(compared: Compared, lang: Lang) -> str:
    """How many households and persons were found again, and by which keys."""
    keys = [(within(words, lang), compared.matched_by[key]) for key, words in KEYS.items() if key in compared.matched_by]
    persons = sum(compared.matched_by.values())
    if lang == "zh":
        by = "，".join(f"{key} {count:,}" for key, count in keys)
        return f"两表都有的：{compared.matched_households:,} 户，{persons:,} 人{f'（按{by}）' if by else ''}"
    by = ", ".join(f"{key} {count:,}" for key, count in keys)
    return (
        f"In both: {counted(compared.matched_households, 'household')}, {counted(persons, 'person')}{f' (by {by})' if by else ''}"
    )


def lone_words(compared: Compared, lang: Lang) -> Iterator[str]:
    """The columns that one register alone has, and those that some of its files lack."""
    zh = lang == "zh"
    for side in ("old", "new"):
        names = [
            f"{table_words(column.table, lang)}.{field_words(column.table, column.field, lang)}"
            for column in compared.lone_columns if column.side == side and column.rows is None
        ]  # fmt: skip
        if names:
            which, all_of_them = within(SIDES[side], lang), listed(names, lang, None)
            yield f"只有{which}有的列，未比对：{all_of_them}" if zh else f"Columns of {which} alone, not compared: {all_of_them}"
    for column in compared.lone_columns:
        if column.rows:
            name = f"{table_words(column.table, lang)}.{field_words(column.table, column.field, lang)}"
            yield (
                f"{name}：有的文件没有这一列，{column.rows:,} 行未比对" if zh
                else f"{name}: some files lack this column; {counted(column.rows, 'row')} not compared"
            )  # fmt: skip


def incomparable_counts(compared: Compared, lang: Lang) -> str:
    """How many rows of which register could not be matched."""
    counts = Counter((row.side, row.subject.scope) for row in compared.incomparable)
    if lang == "zh":
        parts = "，".join(
            f"{SIDES[side][0]} {scope_words(scope, lang)} {n:,} 行" for (side, scope), n in sorted(counts.items(), reverse=True)
        )
        return f"无法对应、未比对的行：{parts}（见文末）"
    parts = ", ".join(
        f"{SIDES[side][1]} {counted(n, f'{scope} row')}" for (side, scope), n in sorted(counts.items(), reverse=True)
    )
    return f"Rows that cannot be matched and were not compared: {parts} (listed at the end)"


def verdict(compared: Compared, lang: Lang) -> str:
    """The sentence that a busy person looks for."""
    zh = lang == "zh"
    if compared.same:
        tables = listed([table_words(table, lang) for table in compared.tables], lang)
        persons = sum(compared.matched_by.values())
        if zh:
            return f"没有差别：{tables}，{compared.matched_households:,} 户、{persons:,} 人逐格相同"
        size = f"{counted(compared.matched_households, 'household')} and {counted(persons, 'person')}"
        return f"No differences in {tables}: {size}, the same in every cell"
    parts = []
    for event, words in _SAID.items():
        kinds = kinds_of(compared, event)
        households, persons = sum(row[1] for row in kinds), sum(row[2] for row in kinds)
        if households or persons:
            size = (f"{households:,} 户" if households else "") + (f" {persons:,} 人" if persons else "") if zh else ", ".join(
                counted(number, word) for number, word in ((households, "household"), (persons, "person")) if number
            )  # fmt: skip
            parts.append(f"{words[0]} {size.strip()}" if zh else f"{words[1]}: {size}")
    if compared.changed:
        subjects = {id(change.subject): change.subject.scope for change in compared.changed}
        scopes = Counter(subjects.values())
        cells = f"{len(compared.changed):,}"
        parts.append(
            f"改动 {cells} 格（{scopes['household']:,} 户、{scopes['person']:,} 人）" if zh
            else f"changed: {counted(len(compared.changed), 'cell')} ({counted(scopes['household'], 'household')}, "
            f"{counted(scopes['person'], 'person')})"
        )  # fmt: skip
    return ("；" if zh else "; ").join(parts) or (
        "除无法对应的行外没有差别" if zh else "No differences beside the rows that cannot be matched"
    )


def _kinds(page: Page, compared: Compared, lang: Lang) -> None:
    zh = lang == "zh"
    rows = [
        (within(EVENT_WORDS[event], lang), within(KINDS[kind], lang), f"{households:,}", f"{persons:,}", f"{poor:,}")
        for event in EVENTS for kind, households, persons, poor in kinds_of(compared, event)
    ]  # fmt: skip
    if not rows:
        return
    page.line()
    heads = ("", "事项", "户", "人", "其中贫困人口") if zh else ("", "what", "households", "persons", "of them poor")
    page.table([Column(head, right=number > 1, whole=True) for number, head in enumerate(heads)], rows)


def flow_title(compared: Compared, lang: Lang) -> str:
    """What the flow leads from and to."""
    flow = compared.flow
    assert flow is not None
    start, end = f"{flow.of('old_end'):,}", f"{flow.of('end'):,}"
    if lang == "zh":
        return f"在册贫困人口：{compared.old.as_of} 旧表 {start} 人，{compared.new.as_of} 新表 {end} 人"
    return f"Poor on the register: {start} persons by OLD on {compared.old.as_of}, {end} by NEW on {compared.new.as_of}"


def flow_rows(compared: Compared, lang: Lang) -> list[tuple[str, str, int]]:
    """The lines that say something: sign, words with the day, persons. Rows that cannot be matched have lines where there are any."""
    days = {"old_end": compared.old.as_of, "start": compared.old.as_of, "end": compared.new.as_of}
    return [
        (_SIGNS[line.sign], f"{days[line.line]} {line_words(line.line, lang)}" if line.line in days else line_words(line.line, lang),
         line.persons)
        for line in (compared.flow.lines if compared.flow else ()) if line.persons or not line.line.startswith("incomparable")
    ]  # fmt: skip


def flow_verdict(compared: Compared, lang: Lang) -> str:
    """Whether the identity closes."""
    gap = compared.flow.gap if compared.flow else 0
    if not gap:
        return "✓ 平衡" if lang == "zh" else "✓ it closes"
    return f"✗ 不平衡，差 {gap} 人" if lang == "zh" else f"✗ does not close, by {counted(gap, 'person')}"


def _flow(page: Page, compared: Compared, lang: Lang) -> None:
    if compared.flow is None:
        return
    page.line()
    page.line(flow_title(compared, lang), "bold")
    rows = flow_rows(compared, lang)
    for number, (sign, words, persons) in enumerate(rows):
        said = f"  {flow_verdict(compared, lang)}" if number == len(rows) - 1 else ""
        page.line(f"  {sign} {persons:>7,}  {words}{said}", "bold red" if said and compared.flow.gap else "")


def _fields(page: Page, compared: Compared, lang: Lang) -> None:
    if not compared.fields:
        return
    zh = lang == "zh"
    page.line()
    heads = ("表", "字段", "改动的格子", "原为空白", "现为空白", "读不懂") if zh else (
        "table", "field", "cells changed", "blank before", "blank now", "cannot be read")  # fmt: skip
    rows = [
        (table_words(count.table, lang), field_words(count.table, count.field, lang),
         *(f"{number:,}" if number else "" for number in (count.changes, count.filled, count.cleared, count.unread)))
        for count in compared.fields
    ]  # fmt: skip
    page.table([Column(head, right=number > 1, whole=True) for number, head in enumerate(heads)], rows)


def _flow_persons(page: Page, compared: Compared, lang: Lang, show: bool, limit: int | None) -> None:
    if compared.flow is None:
        return
    zh = lang == "zh"
    lines = sorted((line for line in compared.flow.lines if line.sign and line.persons), key=lambda line: line.line == "exited")
    comma = "、" if zh else ", "
    rows = []
    for line in lines:
        together = groupby(line.who, key=lambda who: (who.subject.household_id, why_words(who, lang)))
        for (_, why), persons in together:
            each = [person.subject for person in persons]
            village, household, _ = _who(each[0], show)
            names = comma.join(_who(subject, show)[2] for subject in each)
            rows.append((f"{_SIGNS[line.sign]} {line_words(line.line, lang)}", village, household, f"{len(each)}", names, why))
    heads = (
        ("流动", "行政村", "户", "人数", "姓名", "原因") if zh else ("flow", "village", "household", "persons", "names", "why")
    )
    _list(page, ("流动中的人，每户一行", "Persons of the flow, a line for each household"), heads, rows, limit, lang)


def _events(page: Page, compared: Compared, lang: Lang, show: bool, limit: int | None) -> None:
    zh = lang == "zh"
    of_households = {(event.subject.household_id, event.kind) for event in compared.events if event.subject.scope == "household"}
    rows = [
        (
            *_who(event.subject, show), scope_words(event.subject.scope, lang), kind_words(event, lang), lines_of(event, lang),
            told(event, lang, show),
        )
        for event in compared.events if not _told_already(event, of_households)
    ]  # fmt: skip
    heads = ("行政村", "户", "姓名", "", "事项", "流动", "说明") if zh else (
        "village", "household", "name", "", "what", "flow", "remark")  # fmt: skip
    title = ("新增、减少、变动（随户的人见其户）", "Came, went, moved (who did with the household: see the household)")
    _list(page, title, heads, rows, limit, lang)


def _told_already(event: Event, of_households: set[tuple[str | None, str]]) -> bool:
    if event.subject.scope == "household":
        return False
    kinds = _TOLD_BY_HOUSEHOLD.get(event.kind) or ((event.kind,) if event.kind in _WITH_HOUSEHOLD else ())
    return any((event.subject.household_id, kind) in of_households for kind in kinds)


def _changes(page: Page, compared: Compared, lang: Lang, show: bool, limit: int | None) -> None:
    zh = lang == "zh"
    grouped = [(subject, list(changes)) for subject, changes in groupby(compared.changed, key=lambda change: change.subject)]
    shown = grouped if limit is None else grouped[:limit]
    rows = [(*_who(subject, show), scope_words(subject.scope, lang), _cells(changes, lang, show)) for subject, changes in shown]
    heads = ("行政村", "户", "姓名", "", "改动") if zh else ("village", "household", "name", "", "changes")
    _list(
        page,
        ("改动的格子，每户、每人一行", "Changed cells, a line for each household and person"),
        heads,
        rows,
        limit,
        lang,
        len(grouped),
    )


def _cells(changes: Iterable[Change], lang: Lang, show: bool) -> str:
    said = []
    for change in changes:
        before, after = cell_words(change, lang, show)
        said.append(f"{field_words(change.table, change.field, lang)}{'：' if lang == 'zh' else ': '}{before} → {after}")
    return ("；" if lang == "zh" else "; ").join(said)


def _incomparable(page: Page, compared: Compared, lang: Lang, show: bool, limit: int | None) -> None:
    zh = lang == "zh"
    rows = []
    for row in compared.incomparable:
        place = row.subject.old or row.subject.new
        where = f"{place.sheet or place.file} {f'第{place.row}行' if zh else f'row {place.row}'}" if place else ""
        rows.append((
            *_who(row.subject, show), scope_words(row.subject.scope, lang), f"{within(SIDES[row.side], lang)} {where}",
            incomparable_words(row, lang),
        ))  # fmt: skip
    heads = ("行政村", "户", "姓名", "", "位置", "为什么") if zh else ("village", "household", "name", "", "where", "why")
    _list(page, ("无法对应的行", "Rows that cannot be matched"), heads, rows, limit, lang)


def _who(subject: Subject, show: bool) -> tuple[str, str, str]:
    return village_words(subject.village, show) or "—", household_words(subject, show) or "—", name_words(subject, show) or "—"


def _list(
    page: Page,
    title: tuple[str, str],
    heads: Sequence[str],
    rows: Sequence[Sequence[str]],
    limit: int | None,
    lang: Lang,
    total: int | None = None,
) -> None:
    """A list under its title with how many there are; where it is cut, the way to the rest."""
    total = total if total is not None else len(rows)
    if not total:
        return
    shown = rows if limit is None else rows[:limit]
    page.line()
    page.line(f"{within(title, lang)} {total:,}", "bold")
    last = len(heads) - 1
    columns = [
        Column(head, share=1 if number == last else None, most=None if number == last else 0.25)
        for number, head in enumerate(heads)
    ]
    page.table(columns, [[Styled(cell) for cell in row] for row in shown])
    if len(shown) < total:
        page.line(
            f"显示 {len(shown):,} 行，共 {total:,} 行；全部：--all，或 --output 比对.xlsx" if lang == "zh"
            else f"Showing {len(shown):,} of {total:,}; all of them: --all, or --output differences.xlsx",
            "bold",
        )  # fmt: skip
