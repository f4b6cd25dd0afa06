"""A list to be made public (公示表) as a workbook: a sheet for each village to be printed and put up, and what to look at before.

Identity numbers are masked whatever the reader asked for; telephones, causes and health are on no list.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, BinaryIO

from puxi_cli.findings import Lang
from puxi_cli.notices import Notice, NoticeRow
from puxi_cli.reports.book import SheetWriter, report_book
from puxi_cli.reports.cells import HEADING, WRAPPED, Look
from puxi_cli.reports.masking import masked, masked_key
from puxi_cli.reports.sheet_names import sheet_names

if TYPE_CHECKING:
    from xlsxwriter import Workbook

_TITLE = Look(bold=True, size=16, centred=True, wrapped=True)
_HEAD = HEADING._replace(ruled=True)
_CELL, _COUNT = Look(wrapped=True, ruled=True), Look(ruled=True, number="#,##0")
_WIDTHS = (6, 16, 14, 22, 10, 14, 16)
_WHEN = {
    "listed": ("识别时间", "identified"), "identified": ("识别时间", "identified"), "planned": ("计划脱贫年度", "to leave in"),
    "exited": ("脱贫年度", "left in"), "relapsed": ("返贫时间", "fell back"),
}  # fmt: skip
_FIRST = {"zh": "公示前核对", "en": "Before it is put up"}


def write_notice_xlsx(notice: Notice, stream: BinaryIO, lang: Lang) -> None:
    """Write one list."""
    zh = lang == "zh"
    villages: dict[str | None, list[NoticeRow]] = {}
    for row in notice.rows:
        villages.setdefault(row.village, []).append(row)
    named = [village or ("（无村名）" if zh else "(no village)") for village in villages]
    with report_book(stream) as book:
        first, *titles = sheet_names([_FIRST[lang], *named])
        _look_first(book, first, notice, lang)
        for title, name, rows in zip(titles, named, villages.values(), strict=True):
            _village(book, title, notice, name, rows, lang)


def title_of(notice: Notice, lang: Lang) -> str:
    """The heading of the list: the township, the year or the day, what it is."""
    if lang == "zh":
        when = f"（截至{_day(notice.as_of)}）" if notice.kind == "listed" else ""
        year = "" if notice.kind == "listed" else f"{notice.year}年度"
        return f"{notice.town or ''}{year}{notice.title[0]}{when}".strip()
    when = f"as of {notice.as_of}" if notice.kind == "listed" else str(notice.year)
    return ", ".join(part for part in (notice.town, notice.title[1], when) if part)


def _day(day: str) -> str:
    year, month, of_month = day.split("-")
    return f"{year}年{int(month)}月{int(of_month)}日"


def _look_first(book: Workbook, title: str, notice: Notice, lang: Lang) -> None:
    zh = lang == "zh"
    sheet = SheetWriter(book, title, (16, 16, 10, 60))
    sheet.row([title_of(notice, lang)], Look(bold=True, size=14))
    count = f"共 {len(notice.rows)} 户" if zh else f"{len(notice.rows)} households"
    doubtful = len({doubt.household_id for doubt in notice.doubts if doubt.household_id})
    sheet.row([
        f"{count}。本页不张贴。各村名单由信息表列出，是否公示以入户核实和评议结果为准。" if zh
        else f"{count}. This page is not put up. The lists come from the register; what is made public is decided by the visits and the "
        "villagers' assessment."
    ])  # fmt: skip
    if not notice.doubts:
        sheet.row(
            [
                "已核查的项目中，没有发现与名单不符的。"
                if zh
                else "Nothing that was checked speaks against a household on these lists."
            ]
        )
        return
    if doubtful:
        sheet.row([
            f"下列 {doubtful} 户有与名单不符的线索，请先核实再公示。" if zh
            else f"Of {doubtful} households something does not fit the list. Look into it before they are put up."
        ], Look(bold=True))  # fmt: skip
    if doubtful < len({doubt.household_id for doubt in notice.doubts}):
        sheet.row([
            "有几行无法判断属于哪一户，可能漏户、漏人，请先补全户编号。" if zh
            else "Some rows belong to no household that can be told; somebody may be missing. Fill in their household numbers first."
        ], Look(bold=True))  # fmt: skip
    sheet.row([])
    sheet.row(["户编号", "行政村", "规则", "线索"] if zh else ["household", "village", "rule", "lead"], HEADING)
    for doubt in notice.doubts:
        number = masked_key(doubt.household_id, False) if doubt.household_id else None
        sheet.row([number, doubt.village, doubt.rule, doubt.title[0 if zh else 1]], WRAPPED)


def _village(book: Workbook, title: str, notice: Notice, village: str, rows: Sequence[NoticeRow], lang: Lang) -> None:
    zh = lang == "zh"
    sheet = SheetWriter(book, title, _WIDTHS, frozen=3, upright=True)
    sheet.across(title_of(notice, lang), _TITLE)
    total = sum(row.persons for row in rows)
    sheet.row([f"{village}　{len(rows)} 户 {total} 人" if zh else f"{village}: {len(rows)} households, {total} persons"])
    when = _WHEN[notice.kind][0 if zh else 1]
    sheet.row(
        ["序号", "村民小组", "户主姓名", "户主证件号码", "家庭人口", when, "备注"] if zh
        else ["no.", "group", "head", "head's number", "persons", when, "remark"],
        _HEAD,
    )  # fmt: skip
    looks = (_COUNT, _CELL, _CELL, _CELL, _COUNT, _CELL, _CELL)
    for number, row in enumerate(rows, 1):
        hidden = masked(row.head_number, "id", False) if row.head_number else None
        sheet.row([number, row.group, row.head_name, hidden, row.persons, row.when, None], looks)
    sheet.row([])
    for line in _at_the_end(notice, lang):
        sheet.row([line])
    sheet.footed()


def _at_the_end(notice: Notice, lang: Lang) -> Sequence[str]:
    if lang == "zh":
        days = f"不少于 {notice.days} 天" if notice.days else "天数按当地规定"
        return (
            f"公示期：＿＿＿＿年＿＿月＿＿日至＿＿＿＿年＿＿月＿＿日（{days}）",
            "对名单有异议的，请在公示期内反映。监督电话：＿＿＿＿＿＿＿＿",
            "公示单位（盖章）：＿＿＿＿＿＿＿＿　　日期：＿＿＿＿年＿＿月＿＿日",
        )
    days = f"for {notice.days} days at least" if notice.days else "for the days that local rules ask"
    return (
        f"On display from ____________ to ____________ ({days})",
        "Whoever objects to the list may say so while it is on display. Telephone: ________________",
        "Office (seal): ________________    Date: ____________",
    )
