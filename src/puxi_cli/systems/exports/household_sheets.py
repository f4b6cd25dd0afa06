"""Household sheets (一户一档) as a workbook: one sheet for each household, made to be printed, signed and filed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, BinaryIO

from puxi_cli.explained import Explanation
from puxi_cli.output.book import SheetWriter, report_book
from puxi_cli.output.cells import HEADING, WRAPPED, Look
from puxi_cli.output.sheet_names import sheet_names
from puxi_cli.reports.inputs import heading_of
from puxi_cli.reports.words import why_words
from puxi_cli.systems.explain.document import explain_document
from puxi_cli.systems.explain.tables import came_and_went
from puxi_cli.systems.explain.text import finding_words, hit_words, other_findings
from puxi_cli.text.words import SEMICOLON, Lang, Text, each_of

_WIDTHS = (12, 10, 8, 8, 13, 14, 12, 12, 9, 16)
_TITLE, _SECTION = Look(bold=True, size=16), Look(bold=True, size=12)
_HEAD, _CELL = HEADING._replace(ruled=True), Look(wrapped=True, ruled=True)
_MONEY = Look(number="#,##0.00", ruled=True)
_FILLS = {"fail": "FFC7CE", "unknown": "DDEBF7"}

Row = Sequence[Any]


def write_household_sheets(told: Sequence[Explanation], stream: BinaryIO, lang: Lang, *, show_ids: bool = False) -> None:
    """Write the sheets, in the order given."""
    documents = [explain_document(one, lang, show_ids) for one in told]
    with report_book(stream, lang) as book:
        for title, document in zip(sheet_names([one["household_id"] for one in documents]), documents, strict=True):
            _household(SheetWriter(book, title, _WIDTHS, upright=True), document, lang)


def _household(sheet: SheetWriter, document: dict[str, Any], lang: Lang) -> None:
    place = " ".join(part for part in (document["village"], document["group"]) if part)
    head = document["head_name"] or Text("（没有户主）", "(none named)").of(lang)
    sheet.across(f"{Text('一户一档', 'Household sheet').of(lang)}　{head}　{place}", _TITLE)
    facts = [
        (heading_of("households", "household_id", "household"), document["household_id"]),
        (Text("截至", "as of"), document["as_of"]),
        (heading_of("households", "poor_type", "kind"), document["poor_type"]),
        (heading_of("households", "cause", "cause"), document["cause"]),
        (heading_of("households", "helper", "helper"), document["helper"]),
    ]
    sheet.across("　".join(f"{words.of(lang)}{Text('：', ': ').of(lang)}{value}" for words, value in facts if value))
    for line in document["why"]:
        sheet.across(line)
    _members(sheet, document, lang)
    _timeline(sheet, document, lang)
    _incomes(sheet, document, lang)
    _criteria(sheet, document, lang)
    _findings(sheet, document, lang)
    sheet.row([])
    sheet.across(
        Text(
            "核对人：＿＿＿＿＿＿　户主（签字）：＿＿＿＿＿＿　帮扶责任人：＿＿＿＿＿＿　日期：＿＿＿＿年＿＿月＿＿日",
            "Checked by: ____________  Head (signature): ____________  Helper: ____________  Date: ____________",
        )
    )
    sheet.footed()


def _section(sheet: SheetWriter, title: str) -> None:
    sheet.row([])
    sheet.across(title, _SECTION)


def _members(sheet: SheetWriter, document: dict[str, Any], lang: Lang) -> None:
    members = document["members"]
    here = sum(member["there"] is True for member in members)
    title = Text(f"家庭成员：在户 {here} 人，共登记 {len(members)} 人", f"Members: {here} there, {len(members)} recorded").of(
        lang
    )
    _section(sheet, title if members else Text("家庭成员：没有名单", "Members: none on file").of(lang))
    sheet.row(
        each_of(
            (
                heading_of("persons", "name"),
                heading_of("persons", "relation", "relation"),
                heading_of("persons", "sex"),
                Text("年龄", "age"),
                Text("在校/文化", "school"),
                heading_of("persons", "health"),
                heading_of("persons", "labour", "labour"),
                Text("务工", "work"),
                Text("参保", "insured"),
                Text("增减", "came, left"),
            ),
            lang,
        ),
        _HEAD,
    )
    yes_no = {True: Text("是", "yes").of(lang), False: Text("否", "no").of(lang), None: Text("不明", "unknown").of(lang)}
    for one in members:
        sheet.row(
            (
                one["name"],
                one["relation"],
                one["sex"],
                "" if one["age"] is None else str(one["age"]),
                one["schooling"],
                one["health"],
                one["labour"],
                one["work"],
                yes_no[one["insured"]],
                "\n".join(came_and_went(one, lang)),
            ),
            _CELL,
        )


def _timeline(sheet: SheetWriter, document: dict[str, Any], lang: Lang) -> None:
    _section(sheet, Text("时间线", "Timeline").of(lang))
    if not document["timeline"]:
        sheet.across(Text("信息表没有这一户的时间记录", "The register tells no time of this household"))
    later = Text("（截至日之后）", " (after the day asked)").of(lang)
    for event in document["timeline"]:
        sheet.across(
            f"{event['when'] or Text('日期不明', 'day unknown').of(lang)}　{event['what']}{later if event['later'] else ''}"
        )


def _incomes(sheet: SheetWriter, document: dict[str, Any], lang: Lang) -> None:
    if not document["incomes"]:
        return
    _section(sheet, Text("人均纯收入与当年标准（元）", "Income per head beside the lines of the year (yuan)").of(lang))
    sheet.row(
        each_of(
            (
                heading_of("incomes", "year"),
                heading_of("incomes", "net_per_head", "per head"),
                Text("识别标准", "identified below"),
                Text("退出标准", "exit line"),
                Text("超过退出标准", "above the exit line"),
            ),
            lang,
        ),
        _HEAD,
    )
    above = {True: Text("是", "yes").of(lang), False: Text("否", "no").of(lang), None: Text("不明", "unknown").of(lang)}
    for one in document["incomes"]:
        sheet.row(
            (str(one["year"]), one["per_head"], one["identification_line"], one["exit_line"], above[one["above_exit_line"]]),
            (_CELL, _MONEY, _MONEY, _MONEY, _CELL),
        )


def _criteria(sheet: SheetWriter, document: dict[str, Any], lang: Lang) -> None:
    asked = [one for one in document["criteria"] if one["outcome"] != "not_applicable"]
    aside = len(document["criteria"]) - len(asked)
    _section(sheet, Text(f"逐项判断（另有 {aside} 项不适用）", f"Criteria ({aside} more do not apply)").of(lang))
    for one in asked:
        figures = SEMICOLON.of(lang).join(f"{figure['label']} {figure['text']}" for figure in one["figures"])
        why = SEMICOLON.join(why_words(one["lacking"], one["reasons"])).of(lang)
        more = [figures, why, one["cite"]]
        line = f"{one['outcome_words']}　{one['rule']} {one['title']}　{'　'.join(part for part in more if part)}"
        sheet.across(line, Look(wrapped=True, ruled=True, fill=_FILLS.get(one["outcome"])))
    for hit in document["hits"]:
        sheet.across(hit_words(hit, lang), WRAPPED)


def _findings(sheet: SheetWriter, document: dict[str, Any], lang: Lang) -> None:
    found = other_findings(document)
    _section(sheet, Text(f"登记数据的其他问题：{len(found)}", f"Other findings in the records: {len(found)}").of(lang))
    for one in found:
        where = f"{one['sheet'] or ''} {one['cell'] or ''}".strip()
        sheet.across(f"{where}　{finding_words(one, lang)}　{one['mend']}", _CELL)
