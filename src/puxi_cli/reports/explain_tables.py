"""Who belongs to an explained household, what happened when, and its income beside the lines of each year."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from itertools import groupby
from typing import Any

from puxi_cli.reports.inputs import counted
from puxi_cli.reports.lines import Column, Styled
from puxi_cli.reports.page import Page


def write_title(page: Page, words: str) -> None:
    """A heading, a line apart from what stands above."""
    page.line()
    page.line(words, "bold")


def write_members(page: Page, document: dict[str, Any], zh: bool) -> None:
    """Everybody who ever stood in the household; those who are not there on the day dimmed."""
    members = document["members"]
    write_title(page, members_words(members, zh))
    if not members:
        return
    yes_no = {True: "是" if zh else "yes", False: "否" if zh else "no", None: "不明" if zh else "unknown"}
    # Who came when the household was listed came with it.
    listed = {event["when"] for event in document["timeline"] if event["of"] == "household"}
    columns = (
        Column("姓名" if zh else "name", whole=True), Column("关系" if zh else "relation"), Column("性别" if zh else "sex"),
        Column("年龄" if zh else "age", right=True), Column("在校/文化" if zh else "school"), Column("健康" if zh else "health"),
        Column("劳动能力" if zh else "labour"), Column("务工" if zh else "work"), Column("参保" if zh else "insured"),
        Column("增减" if zh else "came, went"),
    )  # fmt: skip
    page.table(columns, [
        (
            one["name"] or "", one["relation"] or "", one["sex"] or "", "" if one["age"] is None else str(one["age"]),
            one["schooling"] or "", one["health"] or "", one["labour"] or "", one["work"] or "", yes_no[one["insured"]],
            Styled(moves(one, zh, listed), "" if one["there"] else "dim"),
        )
        for one in members
    ])  # fmt: skip


def members_words(members: list[dict[str, Any]], zh: bool) -> str:
    """How many are there on the day, how many are recorded, how many of these came into the register only later."""
    if not members:
        return "成员：没有名单" if zh else "Members: none on file"
    here, later = sum(one["there"] is True for one in members), sum(one["later"] for one in members)
    if zh:
        return f"成员 {here} 人（共登记 {len(members)} 人{f'，其中 {later} 人在该日之后登记' if later else ''}）"
    return f"Members: {here} on the day, {len(members)} recorded{f', of them entered later: {later}' if later else ''}"


def moves(one: dict[str, Any], zh: bool, known: Collection[str | None] = ()) -> str:
    """When a member came and left, and why; nothing where the file has no time, or a `known` one."""
    came = one["joined"] and one["joined"] not in known and (f"{one['joined']} 起" if zh else f"since {one['joined']}")
    went = one["left"] and " ".join(part for part in (f"{'' if zh else 'left '}{one['left']}", one["left_reason"]) if part)
    return ("，" if zh else ", ").join(part for part in (came, went) if part)


def write_timeline(page: Page, document: dict[str, Any], zh: bool, every: bool) -> None:
    """What happened, by time. The steps of a procedure are told in one row, unless `every` one is wanted."""
    write_title(page, "时间线" if zh else "Timeline")
    if not document["timeline"]:
        page.line("信息表没有这一户的时间记录" if zh else "the register tells no time of this household")
        return
    columns = (
        Column("时间" if zh else "when", whole=True),
        Column("事项" if zh else "what", share=1),
        Column("出处" if zh else "where", most=0.3),
    )
    page.table(columns, _events(document["timeline"], zh, every))


def _events(timeline: list[dict[str, Any]], zh: bool, every: bool) -> Iterator[tuple[str, str, str]]:
    later, no_day = ("（截至日之后）", "无日期") if zh else (" (after the day asked)", "no day")
    for (procedure, after), group in groupby(timeline, key=lambda event: (event["procedure"], event["later"])):
        events = list(group)
        if procedure is None or every or len(events) == 1:
            rows = [(event["when"] or no_day, event["what"], event["where" if every else "row"]) for event in events]
        else:
            days = [event["when"] for event in events if event["when"]]
            steps = ("、" if zh else ", ").join(event["step"] or "" for event in events)
            many = f"，{len(events)} 步：" if zh else f", {counted(len(events), 'step')}: "
            rows = [(f"{days[0]} – {days[-1]}" if days else no_day, f"{procedure}{many}{steps}", events[0]["row"])]
        for when, what, where in rows:
            yield when, what + (later if after else ""), where or ""


def write_incomes(page: Page, document: dict[str, Any], zh: bool, every: bool) -> None:
    """Income per head beside the lines of its year: a row for each year, or the years beside each other where they fit."""
    incomes = document["incomes"]
    if not incomes:
        return
    write_title(page, "人均纯收入（元）与当年标准" if zh else "Income per head (yuan) beside the lines of the year")
    heads = (
        ("年度", "人均纯收入", "识别标准", "退出标准", "超过退出标准") if zh
        else ("year", "per head", "identification line", "exit line", "above the exit line")
    )  # fmt: skip
    above = {True: "是" if zh else "yes", False: "否" if zh else "no", None: "不明" if zh else "unknown"}
    rows = [
        (
            str(one["year"]), _money(one["per_head"]), _money(one["identification_line"]), _money(one["exit_line"]),
            above[one["above_exit_line"]],
        )
        for one in incomes
    ]  # fmt: skip
    if every or len(rows) > _BESIDE:
        page.table([Column(heads[0], whole=True), *(Column(head, right=True) for head in heads[1:])], rows)
        return
    turned = [list(row) for row in zip(heads, *rows, strict=True)]
    if turned[2][1:] == turned[3][1:]:
        turned[2:4] = [["识别、退出标准" if zh else "line of identification and exit", *turned[2][1:]]]
    page.table([Column(turned[0][0]), *(Column(year, right=True) for year in turned[0][1:])], turned[1:])


_BESIDE = 7  # years that stand beside each other on a narrow terminal


def _money(value: float | None) -> str:
    return "" if value is None else f"{value:.2f}".removesuffix(".00")
