"""Who belongs to an explained household, what happened when, and its income beside the lines of each year."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from itertools import groupby
from typing import Any

from puxi_cli.output.lines import Column, Styled
from puxi_cli.output.page import Page
from puxi_cli.text.counting import counted
from puxi_cli.text.words import COMMA, ITEMS, Lang, Text, each_of


def write_title(page: Page, words: str) -> None:
    """A heading, a line apart from what stands above."""
    page.line()
    page.line(words, "bold")


def write_members(page: Page, document: dict[str, Any], lang: Lang) -> None:
    """Everybody who ever stood in the household; those who are not there on the day dimmed."""
    members = document["members"]
    write_title(page, members_words(members, lang))
    if not members:
        return
    yes_no = {True: Text("是", "yes").of(lang), False: Text("否", "no").of(lang), None: Text("不明", "unknown").of(lang)}
    # Who came when the household was listed came with it.
    listed = {event["when"] for event in document["timeline"] if event["of"] == "household"}
    columns = (
        Column(Text("姓名", "name"), whole=True),
        Column(Text("关系", "relation")),
        Column(Text("性别", "sex")),
        Column(Text("年龄", "age"), right=True),
        Column(Text("在校/文化", "school")),
        Column(Text("健康", "health")),
        Column(Text("劳动能力", "labour")),
        Column(Text("务工", "work")),
        Column(Text("参保", "insured")),
        Column(Text("增减", "came, went")),
    )
    page.table(
        columns,
        [
            (
                one["name"] or "",
                one["relation"] or "",
                one["sex"] or "",
                "" if one["age"] is None else str(one["age"]),
                one["schooling"] or "",
                one["health"] or "",
                one["labour"] or "",
                one["work"] or "",
                yes_no[one["insured"]],
                Styled(moves(one, lang, listed), "" if one["there"] else "dim"),
            )
            for one in members
        ],
    )


def members_words(members: list[dict[str, Any]], lang: Lang) -> str:
    """How many are there on the day, how many are recorded, how many of these came into the register only later."""
    if not members:
        return Text("成员：没有名单", "Members: none on file").of(lang)
    here, later = sum(one["there"] is True for one in members), sum(one["later"] for one in members)
    return Text(
        f"成员 {here} 人（共登记 {len(members)} 人{f'，其中 {later} 人在该日之后登记' if later else ''}）",
        f"Members: {here} on the day, {len(members)} recorded{f', of them entered later: {later}' if later else ''}",
    ).of(lang)


def moves(one: dict[str, Any], lang: Lang, known: Collection[str | None] = ()) -> str:
    """When a member came and left, and why; nothing where the file has no time, or a `known` one."""
    return COMMA.of(lang).join(came_and_went(one, lang, known))


def came_and_went(one: dict[str, Any], lang: Lang, known: Collection[str | None] = ()) -> Iterator[str]:
    """The parts of `moves`."""
    if one["joined"]:
        if one["joined"] not in known:
            yield Text(f"{one['joined']} 起", f"since {one['joined']}").of(lang)
    elif one["later"]:
        yield Text("该日以后出生", "born after the day").of(lang)
    if one["left"]:
        yield " ".join(part for part in (f"{Text('', 'left ').of(lang)}{one['left']}", one["left_reason"]) if part)


def write_timeline(page: Page, document: dict[str, Any], lang: Lang, every: bool) -> None:
    """What happened, by time. The steps of a procedure are told in one row, unless `every` one is wanted."""
    write_title(page, Text("时间线", "Timeline").of(lang))
    if not document["timeline"]:
        page.line(Text("信息表没有这一户的时间记录", "the register tells no time of this household"))
        return
    columns = (
        Column(Text("时间", "when"), whole=True),
        Column(Text("事项", "what"), share=1),
        Column(Text("出处", "where"), most=0.3),
    )
    page.table(columns, _events(document["timeline"], lang, every))


def _events(timeline: list[dict[str, Any]], lang: Lang, every: bool) -> Iterator[tuple[str, str, str]]:
    later, no_day = each_of((Text("（截至日之后）", " (after the day asked)"), Text("日期不明", "day unknown")), lang)
    for (procedure, after), group in groupby(timeline, key=lambda event: (event["procedure"], event["later"])):
        events = list(group)
        if procedure is None or every or len(events) == 1:
            rows = [(event["when"] or no_day, event["what"], event["where" if every else "row"]) for event in events]
        else:
            days = [event["when"] for event in events if event["when"]]
            steps = ITEMS.of(lang).join(event["step"] or "" for event in events)
            many = Text(f"，{len(events)} 步：", f", {counted(len(events), 'step')}: ").of(lang)
            rows = [(f"{days[0]} – {days[-1]}" if days else no_day, f"{procedure}{many}{steps}", events[0]["row"])]
        for when, what, where in rows:
            yield when, what + (later if after else ""), where or ""


def write_incomes(page: Page, document: dict[str, Any], lang: Lang, every: bool) -> None:
    """Income per head beside the lines of its year: a row for each year, or the years beside each other where they fit."""
    incomes = document["incomes"]
    if not incomes:
        return
    write_title(page, Text("人均纯收入（元）与当年标准", "Income per head (yuan) beside the lines of the year").of(lang))
    heads = each_of(
        (
            Text("年度", "year"),
            Text("人均纯收入", "per head"),
            Text("识别标准", "identification line"),
            Text("退出标准", "exit line"),
            Text("超过退出标准", "above the exit line"),
        ),
        lang,
    )
    above = {True: Text("是", "yes").of(lang), False: Text("否", "no").of(lang), None: Text("不明", "unknown").of(lang)}
    rows = [
        (
            str(one["year"]),
            _money(one["per_head"]),
            _money(one["identification_line"]),
            _money(one["exit_line"]),
            above[one["above_exit_line"]],
        )
        for one in incomes
    ]
    if every or len(rows) > _BESIDE:
        page.table([Column(heads[0], whole=True), *(Column(head, right=True) for head in heads[1:])], rows)
        return
    turned = [list(row) for row in zip(heads, *rows, strict=True)]
    if turned[2][1:] == turned[3][1:]:
        turned[2:4] = [[Text("识别、退出标准", "line of identification and exit").of(lang), *turned[2][1:]]]
    page.table([Column(turned[0][0]), *(Column(year, right=True) for year in turned[0][1:])], turned[1:])


_BESIDE = 7  # years that stand beside each other on a narrow terminal


def _money(value: float | None) -> str:
    return "" if value is None else f"{value:.2f}".removesuffix(".00")
