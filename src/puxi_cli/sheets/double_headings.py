"""Columns that are one field twice: which of them is read, and which the clerk is asked about."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from puxi_cli.sheets.assignment import Match
from puxi_cli.sheets.headings_above import PLACE, other_record
from puxi_cli.sheets.qualifiers import YEAR, is_state, normal

# What only names the subject of the columns below it.
_GROUP = re.compile(
    r"(?:情况|信息|条件|保障|措施|状况|资料|原因|收入|住房|饮水|土地|人口|成员|家庭|户)$|^(?:安全|家庭|基本|基础|贫困|农户|户主)"
)
# What names a row: without it a sheet is none, so one of two is read.
_NAMES = PLACE | {"name", "id_no", "head_name", "relation"}


def read_after_all(matches: Sequence[Match], instead: Mapping[int, Match]) -> tuple[Match, ...]:
    """Columns that were left for one with the canonical heading, where that one is not read: 手机号 beside 联系电话 of a helper.

    `instead` has, by column, what each was before.
    """
    read: set[tuple[str | None, str | None]] = {(match.table, match.field) for match in matches if match.field}
    found: list[Match] = []
    for match in matches:
        before = instead.get(match.column)
        if before and (before.table, before.field) not in read:
            match = before
            read.add((before.table, before.field))
        found.append(match)
    return tuple(found)


def undecided(matches: tuple[Match, ...], spellings: Mapping[int, Sequence[str]], hows: Mapping[int, str]) -> tuple[Match, ...]:
    """Columns that are one field below different headings: nothing says which is meant, so that all of them are asked about.

    `spellings` and `hows` have the texts of each column and how it was matched by itself. What one's own headings name is meant.
    """
    asked: dict[int, Match] = {}
    for read in matches:
        if not read.field or read.field in _NAMES or read.how == "made":
            continue
        near = read.cell.heading
        same = [read, *(one for one in matches if one.how == "duplicate" and (one.table, one.near) == (read.table, near))]
        above = {one.column: tuple(map(normal, spellings[one.column][1:])) for one in same}
        beside = any(one.how == "asked" and one.near == near and one.above and _is_of_a_day(one.above) for one in matches)
        # 台账 beside 系统 says which of two records it is; 住房情况 beside 改造前 does not.
        of_a_record = beside and bool(above[read.column]) and not any(map(_GROUP.search, above[read.column]))
        if not of_a_record and (not all(above.values()) or len(set(above.values())) == 1):
            continue
        own = [one for one in same if hows[one.column] == "own"]
        for one in same:
            first = replace(one, field=None, table=None, near=near, unit=None, factor=1.0)
            if len(own) != 1:
                differs = _differing(spellings[one.column][1:], set(above.values()))
                asked[one.column] = replace(first, how="asked", extra=differs, above=differs)
            else:
                asked[one.column] = (
                    replace(one, field=read.field, near=None, how="own") if one is own[0] else replace(first, how="duplicate")
                )
    return tuple(asked.get(match.column, match) for match in matches)


def _is_of_a_day(above: str) -> bool:
    return other_record(above) or is_state(above) or bool(YEAR.search(above))


def _differing(parents: Sequence[str], all_above: set[tuple[str, ...]]) -> str:
    """The nearest of the headings above a column that does not stand above all of them."""
    return next((one for one in reversed(parents) if not all(normal(one) in above for above in all_above)), parents[-1])
