"""A list to be made public (公示表) as a workbook: a sheet for each village to be printed and put up, and what to look at before.

Identity numbers are masked whatever the reader asked for; telephones, causes and health are on no list.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import BinaryIO

from puxi_cli.output.book import Book, SheetWriter, report_book
from puxi_cli.output.cells import HEADING, WRAPPED, Look
from puxi_cli.output.sheet_names import sheet_names
from puxi_cli.reports.inputs import heading_of
from puxi_cli.reports.masking import field_shown, masked_key, scrubbed
from puxi_cli.reports.units import sizes_unknown
from puxi_cli.systems.notices.notices import Notice, NoticeRow
from puxi_cli.text.counting import counted
from puxi_cli.text.words import Lang, Text, each_of

_TITLE = Look(bold=True, size=16, centred=True, wrapped=True)
_HEAD = HEADING._replace(ruled=True)
_CELL, _COUNT = Look(wrapped=True, ruled=True), Look(ruled=True, number="#,##0")
_WIDTHS = (6, 16, 14, 22, 10, 14, 16)
_WHEN = {
    "listed": Text("识别时间", "identified"),
    "identified": Text("识别时间", "identified"),
    "planned": heading_of("households", "planned_year", "to leave in"),
    "exited": heading_of("households", "exit_year", "left in"),
    "relapsed": heading_of("households", "relapsed", "fell back"),
}
_FIRST = {"zh": "公示前核对", "en": "Before it is put up"}


def write_notice_xlsx(notice: Notice, stream: BinaryIO, lang: Lang) -> None:
    """Write one list."""
    villages: dict[str | None, list[NoticeRow]] = {}
    for row in notice.rows:
        villages.setdefault(row.village, []).append(row)
    named = [village or Text("（无村名）", "(no village)").of(lang) for village in villages]
    with report_book(stream, lang) as book:
        first, *titles = sheet_names([_FIRST[lang], *named])
        _look_first(book, first, notice, lang)
        for title, name, rows in zip(titles, named, villages.values(), strict=True):
            _village(book, title, notice, name, rows, lang)


def title_of(notice: Notice, lang: Lang) -> str:
    """The heading of the list: the township, the year or the day, what it is."""
    when = year = ""
    if notice.kind == "listed":
        when = Text(f"（截至{_day(notice.as_of)}）", f", as of {notice.as_of}").of(lang)
    else:
        year = Text(f"{notice.year}年度", f", {notice.year}").of(lang)
    town = notice.town or ""
    return (
        Text(f"{town}{year}{notice.title.zh}{when}", f"{town}{', ' if town else ''}{notice.title.en}{year}{when}")
        .of(lang)
        .strip()
    )


def _day(day: str) -> str:
    year, month, of_month = day.split("-")
    return f"{year}年{int(month)}月{int(of_month)}日"


def _look_first(book: Book, title: str, notice: Notice, lang: Lang) -> None:
    sheet = SheetWriter(book, title, (16, 16, 10, 60))
    sheet.row([title_of(notice, lang)], Look(bold=True, size=14))
    count = Text(f"共 {len(notice.rows)} 户", counted(len(notice.rows), "household")).of(lang)
    doubtful = len({doubt.household_id for doubt in notice.doubts if doubt.household_id})
    sheet.row(
        [
            Text(
                f"{count}。本页不张贴。各村名单由信息表列出，是否公示以入户核实和评议结果为准。",
                f"{count}. This page is not put up. The lists come from the register; what is made public is decided by the visits and the "
                "villagers' assessment.",
            )
        ]
    )
    for told in notice.beside:
        sheet.row([told], Look(bold=True))
    if not notice.doubts:
        if notice.beside:
            return
        sheet.row(
            [
                Text(
                    "已核查的项目中，没有发现与名单不符的。",
                    "Nothing that was checked speaks against a household on these lists.",
                )
            ]
        )
        return
    if doubtful:
        sheet.row(
            [
                Text(
                    f"下列 {doubtful} 户有与名单不符的线索，请先核实再公示。",
                    f"{counted(doubtful, 'household')} with something that does not fit the list. Look into it before the list is put up.",
                )
            ],
            Look(bold=True),
        )
    if doubtful < len({doubt.household_id for doubt in notice.doubts}):
        sheet.row(
            [
                Text(
                    "有几行无法判断属于哪一户，可能漏户、漏人，请先补全户编号。",
                    "Some rows belong to no household that can be told; somebody may be missing. Fill in their household numbers first.",
                )
            ],
            Look(bold=True),
        )
    sheet.row([])
    sheet.row(
        [
            *each_of(
                (
                    heading_of("households", "household_id", "household"),
                    heading_of("households", "village"),
                    Text("规则", "rule"),
                    Text("线索", "lead"),
                ),
                lang,
            )
        ],
        HEADING,
    )
    for doubt in notice.doubts:
        number = masked_key(doubt.household_id, False) if doubt.household_id else None
        sheet.row([number, doubt.village, doubt.rule, doubt.title], WRAPPED)


def _village(book: Book, title: str, notice: Notice, village: str, rows: Sequence[NoticeRow], lang: Lang) -> None:
    sheet = SheetWriter(book, title, _WIDTHS, frozen=3, upright=True)
    sheet.across(title_of(notice, lang), _TITLE)
    total, unsized = sum(row.persons or 0 for row in rows), sum(row.persons is None for row in rows)
    count = Text(
        f"{village}　{len(rows)} 户 {total} 人", f"{village}: {counted(len(rows), 'household')}, {counted(total, 'person')}"
    )
    sheet.row([count + sizes_unknown(unsized)])
    sheet.row(
        [
            *each_of(
                (
                    Text("序号", "no."),
                    heading_of("households", "group", "group"),
                    heading_of("households", "head_name", "head"),
                    heading_of("households", "head_id_no", "head's number"),
                    Text("家庭人口", "persons"),
                    _WHEN[notice.kind],
                    Text("备注", "remark"),
                ),
                lang,
            )
        ],
        _HEAD,
    )
    looks = (_COUNT, _CELL, _CELL, _CELL, _COUNT, _CELL, _CELL)
    for number, row in enumerate(rows, 1):
        hidden = field_shown("households", "head_id_no", row.head_number or None, False)
        # A name is written whole, and not the telephone somebody typed behind it.
        group, head = (scrubbed(text, False) if text else None for text in (row.group, row.head_name))
        sheet.row([number, group, head, hidden, row.persons, row.when, None], looks)
    sheet.row([])
    for line in _at_the_end(notice, lang):
        sheet.row([line])
    sheet.footed()


def _at_the_end(notice: Notice, lang: Lang) -> Sequence[str]:
    if notice.days:
        days = Text(f"不少于 {notice.days} 天", f"for {notice.days} days at least").of(lang)
    else:
        days = Text("天数按当地规定", "for the days that local rules ask").of(lang)
    return each_of(
        (
            Text(
                f"公示期：＿＿＿＿年＿＿月＿＿日至＿＿＿＿年＿＿月＿＿日（{days}）",
                f"On display from ____________ to ____________ ({days})",
            ),
            Text(
                "对名单有异议的，请在公示期内反映。监督电话：＿＿＿＿＿＿＿＿",
                "Whoever objects to the list may say so while it is on display. Telephone: ________________",
            ),
            Text(
                "公示单位（盖章）：＿＿＿＿＿＿＿＿　　日期：＿＿＿＿年＿＿月＿＿日",
                "Office (seal): ________________    Date: ____________",
            ),
        ),
        lang,
    )
