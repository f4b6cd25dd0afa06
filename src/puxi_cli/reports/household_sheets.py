"""Household sheets (一户一档) as a workbook: one sheet for each household, made to be printed, signed and filed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, BinaryIO

from puxi_cli.explained import Explanation
from puxi_cli.findings import Lang
from puxi_cli.reports.book import SheetWriter, report_book
from puxi_cli.reports.cells import HEADING, WRAPPED, Look
from puxi_cli.reports.explain_json import explain_document
from puxi_cli.reports.explain_text import finding_words, hit_words, other_findings
from puxi_cli.reports.sheet_names import sheet_names
from puxi_cli.reports.words import why_words

_WIDTHS = (12, 10, 8, 8, 13, 14, 12, 12, 9, 16)
_TITLE, _SECTION = Look(bold=True, size=16), Look(bold=True, size=12)
_HEAD, _CELL = HEADING._replace(ruled=True), Look(wrapped=True, ruled=True)
_MONEY = Look(number="#,##0.00", ruled=True)
_FILLS = {"fail": "FFC7CE", "unknown": "DDEBF7"}

Row = Sequence[Any]


def write_household_sheets(told: Sequence[Explanation], stream: BinaryIO, lang: Lang, *, show_ids: bool = False) -> None:
    """Write the sheets, in the order given."""
    documents = [explain_document(one, lang, show_ids) for one in told]
    with report_book(stream) as book:
        for title, document in zip(sheet_names([one["household_id"] for one in documents]), documents, strict=True):
            _household(SheetWriter(book, title, _WIDTHS, upright=True), document, lang == "zh")


def _household(sheet: SheetWriter, document: dict[str, Any], zh: bool) -> None:
    place = " ".join(part for part in (document["village"], document["group"]) if part)
    head = document["head_name"] or ("（没有户主）" if zh else "(none named)")
    sheet.across(f"{'一户一档' if zh else 'Household sheet'}　{head}　{place}", _TITLE)
    facts = [
        (("户编号", "household"), document["household_id"]), (("截至", "as of"), document["as_of"]),
        (("贫困户属性", "kind"), document["poor_type"]), (("主要致贫原因", "cause"), document["cause"]),
        (("帮扶责任人", "helper"), document["helper"]),
    ]  # fmt: skip
    sheet.across("　".join(f"{words[not zh]}{'：' if zh else ': '}{value}" for words, value in facts if value))
    for line in document["why"]:
        sheet.across(line)
    _members(sheet, document, zh)
    _timeline(sheet, document, zh)
    _incomes(sheet, document, zh)
    _criteria(sheet, document, zh)
    _findings(sheet, document, zh)
    sheet.row([])
    sheet.across(
        "核对人：＿＿＿＿＿＿　户主（签字）：＿＿＿＿＿＿　帮扶责任人：＿＿＿＿＿＿　日期：＿＿＿＿年＿＿月＿＿日" if zh
        else "Checked by: ____________  Head (signature): ____________  Helper: ____________  Date: ____________"
    )  # fmt: skip
    sheet.footed()


def _section(sheet: SheetWriter, title: str) -> None:
    sheet.row([])
    sheet.across(title, _SECTION)


def _members(sheet: SheetWriter, document: dict[str, Any], zh: bool) -> None:
    members = document["members"]
    here = sum(member["there"] is True for member in members)
    title = f"家庭成员：在户 {here} 人，共登记 {len(members)} 人" if zh else f"Members: {here} there, {len(members)} recorded"
    _section(sheet, title if members else ("家庭成员：没有名单" if zh else "Members: none on file"))
    sheet.row(
        ("姓名", "与户主关系", "性别", "年龄", "在校/文化", "健康状况", "劳动技能", "务工", "参保", "增减") if zh
        else ("name", "relation", "sex", "age", "school", "health", "labour", "work", "insured", "came, left"),
        _HEAD,
    )  # fmt: skip
    yes_no = {True: "是" if zh else "yes", False: "否" if zh else "no", None: "不明" if zh else "unknown"}
    for one in members:
        came = f"{one['joined']} {'起' if zh else 'on'}" if one["joined"] else ""
        went = f"{one['left']} {one['left_reason'] or ''}".strip() if one["left"] else ""
        sheet.row(
            (one["name"], one["relation"], one["sex"], "" if one["age"] is None else str(one["age"]), one["schooling"],
             one["health"], one["labour"], one["work"], yes_no[one["insured"]], "\n".join(part for part in (came, went) if part)),
            _CELL,
        )  # fmt: skip


def _timeline(sheet: SheetWriter, document: dict[str, Any], zh: bool) -> None:
    _section(sheet, "时间线" if zh else "Timeline")
    if not document["timeline"]:
        sheet.across("信息表没有这一户的时间记录" if zh else "The register tells no time of this household")
    later = "（截至日之后）" if zh else " (after the day asked)"
    for event in document["timeline"]:
        sheet.across(f"{event['when'] or ('无日期' if zh else 'no day')}　{event['what']}{later if event['later'] else ''}")


def _incomes(sheet: SheetWriter, document: dict[str, Any], zh: bool) -> None:
    if not document["incomes"]:
        return
    _section(sheet, "人均纯收入与当年标准（元）" if zh else "Income per head beside the lines of the year (yuan)")
    sheet.row(
        ("年度", "人均纯收入", "识别标准", "退出标准", "超过退出标准") if zh
        else ("year", "per head", "identified below", "exit line", "above the exit line"),
        _HEAD,
    )  # fmt: skip
    above = {True: "是" if zh else "yes", False: "否" if zh else "no", None: "不明" if zh else "unknown"}
    for one in document["incomes"]:
        sheet.row(
            (str(one["year"]), one["per_head"], one["identification_line"], one["exit_line"], above[one["above_exit_line"]]),
            (_CELL, _MONEY, _MONEY, _MONEY, _CELL),
        )


def _criteria(sheet: SheetWriter, document: dict[str, Any], zh: bool) -> None:
    asked = [one for one in document["criteria"] if one["outcome"] != "not_applicable"]
    aside = len(document["criteria"]) - len(asked)
    _section(sheet, f"逐项判断（另有 {aside} 项不适用）" if zh else f"Criteria ({aside} more do not apply)")
    for one in asked:
        figures = ("；" if zh else "; ").join(f"{figure['label']} {figure['text']}" for figure in one["figures"])
        why = ("；" if zh else "; ").join(why_words(one["lacking"], one["reasons"], "zh" if zh else "en"))
        more = [figures, why, one["cite"]]
        line = f"{one['outcome_words']}　{one['rule']} {one['title']}　{'　'.join(part for part in more if part)}"
        sheet.across(line, Look(wrapped=True, ruled=True, fill=_FILLS.get(one["outcome"])))
    for hit in document["hits"]:
        sheet.across(hit_words(hit, zh), WRAPPED)


def _findings(sheet: SheetWriter, document: dict[str, Any], zh: bool) -> None:
    found = other_findings(document)
    _section(sheet, f"登记数据的其他问题：{len(found)}" if zh else f"Other findings in the records: {len(found)}")
    for one in found:
        where = f"{one['sheet'] or ''} {one['cell'] or ''}".strip()
        sheet.across(f"{where}　{finding_words(one, zh)}　{one['mend']}", _CELL)
