"""Lists of helpers (cadres, resident teams) that look like lists of members: known by their title and by columns of people at work.

Such a list often says whom each helps, by 户编号 and 户主: nothing but its title and columns tells that the people in it are no members.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from puxi_cli.records.text import folded
from puxi_cli.sheets.assignment import Assignment
from puxi_cli.sheets.grid import Grid
from puxi_cli.sheets.heading_row import Located
from puxi_cli.sheets.headings import SAYS_OF_ONE
from puxi_cli.sheets.qualifiers import normal, parts

_PEOPLE = (
    r"(?:干部(?:职工)?|责任人|帮扶人员?|联系人|联络员|帮扶队员|工作队员?|工作队成员|第一书记|村两委(?:成员|班子)?|帮扶力量|包[户村联保](?:人员|领导)?"
    r"|领导)"
)
_HELP = r"(?:结对帮扶|结对认亲|结对共建|结对|对口帮扶|定点帮扶|驻村帮扶|帮扶)"
LIST = r"(?:花名册|名册|名单|一览表|台账|台帐|登记表|登记册|统计表|汇总表|情况表|信息表|明细表|分配表|安排表|对接表|联系表|通讯录|清单|表|册)"
# What may stand between the people and the word for a list, and behind it: a year, a version.
_BETWEEN = r"(?:结对|包保|包联|联系|帮扶|对接|基本|个人|工作|人员|成员)*(?:信息|情况|联系方式|花)?"
_BEHIND = r"(?:[(\[（【].*|[0-9年度月日.\-_—·]*|第[0-9一二三四五六七八九十]+[版批页])"
_SURELY = re.compile(rf"(?:.*{_PEOPLE}){_BETWEEN}(?P<list>{LIST})?{_BEHIND}")
_PERHAPS = re.compile(rf"(?:.*{_HELP}){_BETWEEN}(?P<list>{LIST})?{_BEHIND}")
# 贫困户及帮扶责任人一览表 is about both: the people in it may be members.
_HOUSEHOLDS = r"(?:贫困|脱贫|监测|低收入|建档立卡|农|一般)(?:户|人口|对象|家庭)|(?:家庭)?成员|户主"
_BOTH = re.compile(rf".*(?:{_HOUSEHOLDS})\S{{0,4}}?(?:及其?|和|与|暨|、|/|\+)")
# What a list calls itself that is about households or their members, whatever the names of its sheet and file say.
_OF_HOUSEHOLDS = re.compile(rf".*(?:{_HOUSEHOLDS}|人口|户信息)(?P<list>.*{LIST})?.*")
# Columns of people at work. A telephone alone stands in lists of members, too.
WORK = frozenset(
    map(
        folded,
        [
            "单位",
            "工作单位",
            "单位及职务",
            "单位职务",
            "工作单位及职务",
            "所在单位",
            "派出单位",
            "派驻单位",
            "帮扶单位",
            "单位名称",
            "职务",
            "职级",
            "职称",
            "职务职级",
            "村内职务",
            "政治面貌",
            "驻村时间",
            "派驻时间",
            "任职时间",
            "分管工作",
            "帮扶户",
            "帮扶户数",
            "结对户数",
            "帮扶户编号",
            "帮扶时间",
        ],
    )
)
TELEPHONES = frozenset(map(folded, ["联系电话", "电话", "手机", "手机号", "手机号码", "电话号码", "联系方式"]))


def is_of_helpers(grid: Grid, found: Located) -> bool:
    """Whether a sheet that looks like a list of members is one of helpers, though it has household numbers and heads' names."""
    assignment = found.assignment
    fields = {match.field for match in assignment.matched}
    if "persons" not in assignment.tables or fields & (SAYS_OF_ONE | {"relation", "person_id"}) or names_both(assignment):
        return False
    written = {parts(normal(match.heading))[0] for match in assignment.matches}
    at_work = bool(written & WORK)
    if not at_work and not written & TELEPHONES:
        return False
    for text, is_title in names_of(grid, found):
        helpers = _SURELY.fullmatch(text) or (_PERHAPS.fullmatch(text) if at_work else None)
        if helpers and (helpers["list"] or not is_title):
            return not _BOTH.match(text)
        households = _OF_HOUSEHOLDS.fullmatch(text)
        if households and (households["list"] or not is_title):
            return False
    return False


def names_both(assignment: Assignment) -> bool:
    """Whether a list has names of its own beside those of helpers, and says of which household each is: then they are its members'."""
    fields = {match.field for match in assignment.matched}
    return {"name", "helper"} <= fields and bool(fields & {"household_id", "head_name"})


def names_of(grid: Grid, found: Located) -> Iterator[tuple[str, bool]]:
    """What a sheet is called, folded, the nearest first: lines above the headings (True), the sheet, the file."""
    above = grid.above(found.row).rows()
    yield from ((folded(cell), True) for row in reversed(above) for cell in row if cell)
    if grid.sheet:
        yield folded(grid.sheet), False
    yield folded(Path(grid.file).stem), False
