"""Columns that are one field twice: which of them is read, and which the clerk is asked about."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from puxi_cli.sheets.assignment import Match
from puxi_cli.sheets.headings_above import PLACE, other_record
from puxi_cli.sheets.qualifiers import YEAR, is_state, normal, parts

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
        if (plain := _plain(same, above)) and "own" not in (hows[one.column] for one in same):
            asked.update(_set_apart(read, plain, same, spellings, hows))
            continue
        others = [one.above for one in matches if one.how == "asked" and one.near == near and one.above]
        beside = any(map(_is_of_a_day, others)) and not any(
            _qualifies(normal(one), "".join(above[read.column][-1:])) for one in others
        )
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


def _plain(same: Sequence[Match], above: Mapping[int, tuple[str, ...]]) -> Match | None:
    """The column below what stands above all of the others as well, but there is qualified: 脱贫情况 beside 脱贫情况（公示）."""
    first = min(same, key=lambda one: len("".join(above[one.column])))
    plain = above[first.column]
    others = {above[one.column] for one in same} - {plain}
    if not plain or not others:
        return None
    qualify = all(one[:-1] == plain[:-1] and _qualifies("".join(one[-1:]), plain[-1]) for one in others)
    return first if qualify else None


def _set_apart(
    read: Match, plain: Match, same: Sequence[Match], spellings: Mapping[int, Sequence[str]], hows: Mapping[int, str]
) -> dict[int, Match]:
    """By column the plain one, read, and the qualified ones, asked about; what stands below the plain heading twice stays double."""
    found = {plain.column: replace(plain, field=read.field, near=None, how=hows[plain.column])}
    near = read.cell.heading
    for one in same:
        if one is plain:
            continue
        left = replace(one, field=None, near=near, unit=None, factor=1.0)
        above = spellings[one.column][-1]
        if normal(above) == normal(spellings[plain.column][-1]):
            found[one.column] = replace(left, how="duplicate")
        else:
            found[one.column] = replace(left, how="asked", table=None, extra=normal(above), above=above)
    return found


def _qualifies(qualified: str, plain: str) -> bool:
    """Whether a heading is another one with something in brackets or ahead of it; 家庭 and 基本 ahead say nothing."""
    bare = parts(qualified)[0]
    if not plain or qualified == plain or not bare.endswith(plain):
        return False
    ahead = bare.removesuffix(plain)
    return not ahead or not _GROUP.search(ahead)


def _is_of_a_day(above: str) -> bool:
    return other_record(above) or is_state(above) or bool(YEAR.search(above))


def _differing(parents: Sequence[str], all_above: set[tuple[str, ...]]) -> str:
    """The nearest of the headings above a column that does not stand above all of them."""
    return next((one for one in reversed(parents) if not all(normal(one) in above for above in all_above)), parents[-1])
