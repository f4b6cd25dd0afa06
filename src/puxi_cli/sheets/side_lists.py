"""Lists of payments, loans and projects beside a register: a household stands in as many rows as it was paid, and is one household.

Such a sheet says of no household that it is listed, and stands beside one that does: what that one says of a household comes first. Rows that
say another village, group, head or paper of one number stay, as do rows that are alike in a sheet without columns of what was done: a
household number that stands twice is told.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Sequence

import polars as pl

from puxi_cli.registry import CLEAR, ROW, UNREAD
from puxi_cli.sheets.head_names import bare_heads
from puxi_cli.sheets.heading_row import Located
from puxi_cli.sheets.layouts import ReadSheet
from puxi_cli.sheets.numbers_by_head import one_row_each
from puxi_cli.sheets.village_numbers_told import ID
from puxi_cli.text.words import Text

# What was paid, built or given, when and how much: columns that make a household's rows several.
_OF_DEEDS = re.compile(
    r"金额|资金|补助|补贴|奖补|奖励|贷款|借款|分红|救助|慰问|发放|报销|项目|措施|产业|品种|物资|事项|内容|数量|规模|单价|日期|时间|月份|批次|期数|次数|学期|学校|学生"
    r"|务工|岗位|工资|种养|养殖|种植|培训|工种|经营|地点|入股|保险|缴费|医院|资助"
)
_TELLS_APART = ("village", "group", "head_id_no", "head_name")
_HELPER = "helper"


def lists_deeds(found: Located) -> bool:
    """Whether columns that are not read tell what was done for households, so that one may stand in several rows."""
    return any(not match.field and _OF_DEEDS.search(match.heading) for match in found.assignment.matches)


def side_lists_once(sheets: Sequence[ReadSheet]) -> tuple[list[ReadSheet], list[Text]]:
    """The sheets, lists of payments last and with one row for each household; and how many had several."""
    registers = [sheet for sheet in sheets if sheet.is_register and _of_households(sheet)]
    sides = [sheet for sheet in sheets if not sheet.is_register and _of_households(sheet)]
    if not registers or not sides:
        return list(sheets), []
    known = pl.concat([_homes(sheet)[ID] for sheet in registers]).drop_nulls().unique()
    # Looked up for all sheets at once: what is known is gone through once, and not for each.
    shared, first = pl.concat([_homes(sheet)[ID] for sheet in sides]).is_in(known.implode()).fill_null(False), 0
    last: dict[int, ReadSheet] = {}
    notes: list[Text] = []
    for sheet in sides:
        frame = _homes(sheet)
        here, first = shared.slice(first, frame.height), first + frame.height
        if not here.any():
            continue
        paid = _one_in_several_rows(frame, here, deeds=sheet.lists_deeds)
        if not paid.len():
            continue
        several = pl.col(ID).is_in(paid.implode()).fill_null(False)
        # Whom two people help is helped by the first of them: each of the two is right.
        helped = [pl.col(name).filter(pl.col(_HELPER).is_not_null()).first().over(ID) for name in _of_helpers(frame)]
        frame = pl.concat([frame.filter(~several), one_row_each(frame.filter(several).with_columns(helped))]).sort(ROW)
        tables = {**sheet.checked.tables, "households": frame}
        last[id(sheet)] = dataclasses.replace(sheet, checked=dataclasses.replace(sheet.checked, tables=tables))
        where = f"{sheet.file} {sheet.sheet or ''}".strip()
        notes.append(
            Text(
                f"{where}：有 {paid.len()} 户各占几行（如补助、贷款、项目逐笔登记，或有几名帮扶人），每户按一户读取。",
                f"{where}: households with several rows, as a list of payments, projects or helpers has them: {paid.len()}. "
                "Each was read as one.",
            )
        )
    return [*(sheet for sheet in sheets if id(sheet) not in last), *last.values()], notes


def _one_in_several_rows(frame: pl.DataFrame, known: pl.Series, *, deeds: bool) -> pl.Series:
    """The numbers whose rows are of one household each; `known` are the rows of those that the register has, `deeds` as `lists_deeds`.

    Of a household that only this sheet has nobody would know which of two sizes is right.
    """
    kept = {ID, ROW, CLEAR, UNREAD, "size", *_TELLS_APART, *_of_helpers(frame)}
    told = frame.select(
        ID,
        *_TELLS_APART[:-1],
        bare_heads(frame["head_name"]).alias("head_name"),
        "size",
        known.alias("known"),
        pl.struct(name for name in frame.columns if name not in kept).alias("rest"),
        pl.struct(_of_helpers(frame)).alias("helpers"),
    )
    several = (
        told.drop_nulls(ID)
        .group_by(ID, maintain_order=True)
        .agg(
            pl.len().alias("rows"),
            *(pl.col(name).drop_nulls().n_unique() for name in (*_TELLS_APART, "size")),
            pl.col("head_name").is_not_null().all().alias("named"),
            pl.col("rest", "helpers").n_unique(),
            pl.col("known").first(),
        )
        .filter(pl.col("rows") > 1, *(pl.col(name) <= 1 for name in _TELLS_APART))
    )
    sizes_agree = pl.col("size") <= 1
    if deeds:
        return several.filter(sizes_agree | pl.col("known"))[ID]
    return several.filter(sizes_agree, "named", pl.col("rest") == 1, pl.col("helpers") > 1)[ID]


def _of_helpers(frame: pl.DataFrame) -> list[str]:
    return [name for name in frame.columns if name.startswith(_HELPER)]


def _of_households(sheet: ReadSheet) -> bool:
    return "households" in sheet.checked.tables and not sheet.is_flat


def _homes(sheet: ReadSheet) -> pl.DataFrame:
    return sheet.checked.tables["households"]
