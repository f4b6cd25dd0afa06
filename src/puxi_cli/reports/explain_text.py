"""One household explained on one screen: why it is on the list or off it, who belongs to it, what happened, what each criterion says."""

from __future__ import annotations

from typing import Any, TextIO

from puxi_cli.explained import Explanation
from puxi_cli.findings import Lang
from puxi_cli.reports.explain_json import explain_document
from puxi_cli.reports.lines import Column, Styled
from puxi_cli.reports.page import Page

_STYLES = {"pass": "green", "fail": "bold red", "unknown": "cyan", "not_applicable": "dim"}


def write_explain_text(
    told: Explanation,
    stream: TextIO,
    lang: Lang,
    *,
    show_ids: bool = False,
    width: int | None = None,
    terminal: bool | None = None,
) -> None:
    """Write the screen. Criteria that do not apply are counted, not listed: the JSON has them all."""
    page = Page(stream, width=width, terminal=terminal)
    document = explain_document(told, lang, show_ids)
    zh = lang == "zh"
    _head(page, document, zh)
    _members(page, document, zh)
    _timeline(page, document, zh)
    _incomes(page, document, zh)
    _criteria(page, document, zh)
    _red_lines(page, document, zh)
    _waivers(page, document, zh)
    _findings(page, document, zh)
    for note in document["notes"]:
        page.line(note, "dim")


def _title(page: Page, zh: bool, words: tuple[str, str]) -> None:
    page.line()
    page.line(words[not zh], "bold")


def _head(page: Page, document: dict[str, Any], zh: bool) -> None:
    place = " ".join(part for part in (document["village"], document["group"]) if part)
    head = f"{'户主' if zh else 'head'} {document['head_name'] or '?'}"
    page.line(f"{'户' if zh else 'Household'} {document['household_id']}  {head}  {place}  ({document['where']})", "bold")
    kind = [
        document["poor_type"],
        document["cause"],
        f"{'帮扶责任人' if zh else 'helper'} {document['helper']}" if document["helper"] else None,
    ]
    if any(kind):
        page.line(("，" if zh else ", ").join(part for part in kind if part))
    for line in document["why"]:
        page.line(line)


def _members(page: Page, document: dict[str, Any], zh: bool) -> None:
    members = document["members"]
    here = sum(member["there"] is True for member in members)
    _title(page, zh, (f"成员 {here} 人（共登记 {len(members)} 人）", f"Members: {here} there, {len(members)} recorded"))
    if not members:
        page.line("没有读到人口信息" if zh else "no person was read")
        return
    yes_no = {True: "是" if zh else "yes", False: "否" if zh else "no", None: "？" if zh else "?"}
    columns = (
        Column("姓名" if zh else "name", whole=True), Column("关系" if zh else "relation"), Column("性别" if zh else "sex"),
        Column("年龄" if zh else "age", right=True), Column("在校/文化" if zh else "school"), Column("健康" if zh else "health"),
        Column("劳动能力" if zh else "labour"), Column("务工" if zh else "work"), Column("参保" if zh else "insured"),
        Column("增减" if zh else "came, went", share=1),
    )  # fmt: skip
    rows = []
    for one in members:
        moves = [
            one["joined"] and f"{one['joined']} {'起' if zh else 'on'}",
            one["left"] and f"{one['left']} {one['left_reason'] or ''}".strip(),
        ]
        rows.append((
            one["name"] or "", one["relation"] or "", one["sex"] or "", "" if one["age"] is None else str(one["age"]),
            one["schooling"] or "", one["health"] or "", one["labour"] or "", one["work"] or "", yes_no[one["insured"]],
            Styled("，".join(m for m in moves if m), "" if one["there"] else "dim"),
        ))  # fmt: skip
    page.table(columns, rows)


def _timeline(page: Page, document: dict[str, Any], zh: bool) -> None:
    _title(page, zh, ("时间线", "Timeline"))
    later = "（截至日之后）" if zh else " (after the day asked)"
    if not document["timeline"]:
        page.line("登记表没有这一户的时间记录" if zh else "the register tells no time of this household")
        return
    columns = (
        Column("时间" if zh else "when", whole=True),
        Column("事项" if zh else "what", share=1),
        Column("出处" if zh else "where", most=0.3),
    )
    page.table(
        columns,
        [
            (event["when"], event["what"] + (later if event["later"] else ""), event["where"] or "")
            for event in document["timeline"]
        ],
    )


def _incomes(page: Page, document: dict[str, Any], zh: bool) -> None:
    if not document["incomes"]:
        return
    _title(page, zh, ("人均纯收入（元）与当年标准", "Income per head (yuan) beside the lines of the year"))
    columns = (
        Column("年度" if zh else "year", whole=True), Column("人均纯收入" if zh else "per head", right=True),
        Column("识别标准" if zh else "identification line", right=True), Column("退出标准" if zh else "exit line", right=True),
        Column("超过退出标准" if zh else "above it", share=1),
    )  # fmt: skip
    above = {True: "是" if zh else "yes", False: "否" if zh else "no", None: "？" if zh else "?"}
    page.table(columns, [
        (str(one["year"]), _money(one["per_head"]), _money(one["identification_line"]), _money(one["exit_line"]), above[one["above_exit_line"]])
        for one in document["incomes"]
    ])  # fmt: skip


def _money(value: float | None) -> str:
    return "" if value is None else f"{value:.2f}".removesuffix(".00")


def _criteria(page: Page, document: dict[str, Any], zh: bool) -> None:
    applied = [one for one in document["criteria"] if one["outcome"] != "not_applicable"]
    aside = len(document["criteria"]) - len(applied)
    _title(page, zh, (f"逐项判断（另有 {aside} 项不适用）", f"Criteria ({aside} more do not apply)"))
    columns = (
        Column("规则" if zh else "rule", whole=True), Column("项目" if zh else "criterion", share=2), Column("结果" if zh else "outcome", whole=True),
        Column("数据" if zh else "figures", share=2), Column("政策数值及依据" if zh else "number of the law and its source", share=3),
    )  # fmt: skip
    cites = list(dict.fromkeys(one["cite"] for one in applied))
    page.table(columns, [
        (
            one["rule"], one["title"], Styled(one["outcome_words"], _STYLES[one["outcome"]]), _figures(one, zh),
            _law(one, zh) + f"[{cites.index(one['cite']) + 1}]",
        )
        for one in applied
    ])  # fmt: skip
    for number, cite in enumerate(cites, 1):
        page.line(f"[{number}] {cite}", "dim")


def _figures(one: dict[str, Any], zh: bool) -> str:
    colon, semicolon = (" ", "；") if zh else (": ", "; ")
    parts = [f"{figure['label']}{colon}{figure['text']}" for figure in one["figures"]]
    if one["lacking"]:
        parts.append(("缺少列：" if zh else "no column: ") + ("、" if zh else ", ").join(one["lacking"]))
    return semicolon.join(parts)


def _law(one: dict[str, Any], zh: bool) -> str:
    parts = []
    for number in one["numbers"]:
        source = "，".join(part for part in (number["document"], number["article"]) if part) or number["note"] or ""
        of = f"（{number['of']}，" if zh else f" ({number['of']}, "
        told = number["status_words"] + (f"{'：' if zh else ': '}{source}" if source else "")
        parts.append(f"{number['label']} {number['text']}{of}{told}{'）' if zh else ')'}")
    return ("；" if zh else "; ").join(parts) + (" " if parts else "")


def _red_lines(page: Page, document: dict[str, Any], zh: bool) -> None:
    if not document["red_lines"]:
        return
    _title(page, zh, ("九条红线（外部门名单比对）", "The nine red lines (lists of other offices)"))
    for lead in document["leads"]:
        note = f"，{lead['note']}" if lead["note"] else ""
        page.line(
            f"红线{lead['red_line']} {lead['category']}：{lead['name']}，{lead['source']}{note}（{lead['where']}），线索，待核实" if zh
            else f"red line {lead['red_line']} {lead['category']}: {lead['name']}, {lead['source']}{note} ({lead['where']}), a lead",
            "yellow",
        )  # fmt: skip
    for outcome, words in (
        ("pass", ("名单中没有", "in no list of")), ("unknown", ("没有提供名单，无法判断", "no list handed in")),
        ("not_applicable", ("不适用（不在册）", "not asked, as it is not on the register")),
    ):  # fmt: skip
        named = [line["category"] for line in document["red_lines"] if line["outcome"] == outcome]
        if named:
            page.line(f"{words[not zh]}{'：' if zh else ': '}{('、' if zh else ', ').join(named)}")


def _waivers(page: Page, document: dict[str, Any], zh: bool) -> None:
    if not document["waivers"]:
        return
    _title(page, zh, ("豁免", "Waivers"))
    for one in document["waivers"]:
        force = ("有效" if one["in_force"] else "不在有效期") if zh else ("in force" if one["in_force"] else "not in force")
        until = f"{one['day'] or ''} – {one['until'] or ''}"
        page.line(f"{one['rule']} {one['person_id'] or ''} {one['reason']}（{one['approved_by'] or ''}，{until}，{force}）")


def _findings(page: Page, document: dict[str, Any], zh: bool) -> None:
    _title(
        page,
        zh,
        (f"这一户的其他问题 {len(document['findings'])}", f"Other findings of this household: {len(document['findings'])}"),
    )
    columns = (
        Column("规则" if zh else "rule", whole=True),
        Column("位置" if zh else "where", most=0.3),
        Column("说明" if zh else "message", share=1),
    )
    if document["findings"]:
        page.table(
            columns,
            [
                (_one["rule"], f"{_one['sheet'] or ''} {_one['cell'] or ''}".strip(), _one["message"])
                for _one in document["findings"]
            ],
        )
