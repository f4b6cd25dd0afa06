"""What stands around a heading: marks and numbers that add nothing, units, years, and whom or which state a column is about."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from puxi_cli.records.coded import Code
from puxi_cli.records.fields import Cell
from puxi_cli.records.kinds import YesNo
from puxi_cli.records.text import folded
from puxi_cli.sheets.row_words import HINT

_CIRCLED = re.compile(r"^\s*[\u2460-\u249b\u24ea-\u24ff\u2776-\u2793]+")
# Before blanks are folded: 01 姓名, Name 姓名, 姓名/Name, 姓名¹. What is counted (60 岁以上) and a word that makes another column of it stay.
_NUMBER_AHEAD = re.compile(
    r"^\s*[0-9]{1,3}\s+(?=[一-鿿])(?!周?岁|[位级类次个口组年月]|人(?![数编员口均])|户(?![编主码号属类联]))"
)
_OTHER_COLUMN = r"(?i:RMB|old|new|bak|backup|copy|last|prev)\b"
_ENGLISH_AHEAD = re.compile(rf"^\s*(?!{_OTHER_COLUMN})[A-Za-z]{{3,}}[A-Za-z .'_-]*[\s/|]+(?=[一-鿿])")
_ENGLISH_BEHIND = re.compile(
    rf"(?<=[一-鿿)）*])\s*(?:[\s/|]\s*(?!{_OTHER_COLUMN})[A-Za-z]{{3,}}[A-Za-z .,'_-]*|[(（](?!{_OTHER_COLUMN})[A-Z][a-z]{{2,}}[A-Za-z .]*[)）])\s*$"
)
_NOTE_BEHIND = re.compile(r"(?<=[一-鿿)）])[⁰¹²³⁴-⁹]+\s*$")
_AHEAD = re.compile(
    r"^(?:[*★☆●◆■※△▲▼▽▾√✓✔□○◎◇▪•#]|\((?:必填|选填|必选)\*?\)|(?:必填|选填|必选)项?[:*/_-]|第[0-9]{1,2}[列栏][.、:]?"
    r"|[A-Z]?[0-9]{1,3}(?:-[0-9]{1,2})?[.、):](?![0-9])|[0-9]{1,2}[_-](?=[一-鿿])|0[0-9]{1,2}(?=[一-鿿])(?![年月])"
    r"|[A-Za-z][.、)](?![0-9A-Za-z])|\([0-9]{1,3}\)|\([A-Za-z]\)"
    r"|[一二三四五六七八九十]{1,2}、|\([一二三四五六七八九十]{1,2}\)|[AB][0-9]{1,2}(?:-[0-9]{1,2})?(?=[一-鿿]))"
)
_BEHIND = re.compile(r"[\[【*:/_-]*(?:必填|选填|必选)项?\*?[\]】]?[*:]?$")
_FOOTNOTE = re.compile(r"[\[〔][0-9]{1,2}[\]〕]$")
_QUOTED = re.compile(r"[“”\"'‘’《\[【]([^“”\"'‘’《》\[\]【】]+)[“”\"'‘’》\]】]")
_BRACKETS = str.maketrans("[]{}<>【】〔〕〖〗「」", "()()()()()()()")
_LAST = re.compile(r"^(.*[^(])\(([^()]*)\)$")
_FIRST = re.compile(r"^\(([^()]*)\)(.+)$")
YEAR = re.compile(r"(?<![0-9])20[0-9]{2}(?![0-9])")
_YEAR_ONLY = re.compile(r"20[0-9]{2}年?度?(?:底|末)?")
_SAME_UNIT = {
    "元": ("元", "人民币", "元人民币", "元/年", "元/人", "元/人年", "元/人·年", "元/年·人", "单位:元", "rmb", "¥"),
    "平方米": ("平方米", "平米", "平方", "m2", "单位:平方米"),
    "公里": ("公里", "千米", "km", "单位:公里"),
    "亩": ("亩", "单位:亩"),
    "人": ("人", "口", "名", "个", "单位:人"),
    "户": ("户", "个", "单位:户"),
    "%": ("%", "百分比", "百分数"),
    "月": ("月", "个月", "月数"),
}
# How many of a field's own unit one of another unit is.
_OTHER_UNITS: dict[str, dict[str, float]] = {
    "元": {
        "百元": 100,
        "千元": 1000,
        "万元": 10_000,
        "万": 10_000,
        "万元/年": 10_000,
        "亿元": 100_000_000,
        "元/月": 12,
        "元/人/月": 12,
    },
    "亩": {"公顷": 15, "万亩": 10_000},
    "公里": {"米": 0.001, "m": 0.001, "里": 0.5, "华里": 0.5},
}
UNITS_TO_CONVERT = frozenset(unit for units in _OTHER_UNITS.values() for unit in units)
# Units of what a register does not count, as they stand in a row of units.
_OTHERS_UNITS = (
    "年",
    "日",
    "天",
    "岁",
    "周岁",
    "次",
    "项",
    "头",
    "只",
    "羽",
    "匹",
    "间",
    "栋",
    "套",
    "株",
    "棵",
    "箱",
    "袋",
    "份",
    "斤",
    "公斤",
    "kg",
    "吨",
    "公顷",
    "立方米",
    "千瓦",
    "元/亩",
    "元/人",
    "人次",
    "户次",
)
_UNITS = frozenset((*(unit for units in (*_SAME_UNIT.values(), *_OTHER_UNITS.values()) for unit in units), *_OTHERS_UNITS))
# A unit behind a heading without brackets: 人均纯收入/万元, 人均纯收入：万元; without a sign where it is nothing but a unit.
_ANY_UNIT = "|".join(sorted(map(re.escape, _UNITS), key=len, reverse=True))
_UNIT_BEHIND = re.compile(
    rf"^(?!(?:计量|指标)?单位)(.+?[^(/:,，|_-])(?:[/:,，|_-]+((?:单位:?)?(?:{_ANY_UNIT}))|((?:百|千|万|亿)元|平方米|公顷|m2|km))$",
    re.IGNORECASE,
)
_SAYS_UNIT = frozenset(("单位", "计量单位", "指标单位"))
_ASKS_ONLY = re.compile(
    r"[*√]+|\*?(?:(?:[红黄蓝橙绿黑]色?)?(?:必填|选填|必选)项?|(?:可以?)?不填|可空|(?:详?见|参见)(?:备注|说明|填表说明|附件|注)|单选|多选|可多选|可单选|可并列|下拉|下拉选择|下拉框|下拉选项|请选择|选择|按代码表选填|(?:请|须|必须|如实|手工|手动|自行|人工)?(?:填写|填报|录入|输入)|手填|自动(?:生成|计算|带出)?|系统(?:自动)?(?:生成|计算|带出)|代码|文本|文本格式|文本型"
    r"|数字|数值|整数|保留.{1,2}位小数|全称|[0-9]{1,2}位(?:数字?)?|15或18位|打√|打勾)\*?"
)
_EXAMPLE = re.compile(r"(?:如|例|例如)[:：]?.+|格式[:：].+|保留.*|精确到.*")
_DATE_FORMAT = re.compile(
    r"(?:格式|如|例|例如)?[:：]?(?:[YyMmDd年月日/\-.]{2,}|(?:19|20)[0-9]{4,6}|(?:19|20)[0-9]{2}[-/.年][0-9]{1,2}(?:[-/.月][0-9]{1,2}日?)?)(?:格式)?"
)
_MONEY_ABOVE = re.compile(r"单位\s*[:：]?[^:：]*?(万元|千元|百元|亿元)")

_HELPERS = re.compile(
    r"(?:结对|包户|联户)?(?:帮扶|帮扶责任|帮扶联系|帮扶结对|包户|包联|结对)(?:责任人?|干部|联系人|人员?|人)?(?:的)?(?:基本)?(?:信息|情况|落实情况)?"
)
# Whose columns may stand below a group, too; 负责人： and 经办人： are to be signed.
_OFFICIALS = re.compile(r"(?:驻村|包村|包片|包联|村|组|镇|乡镇)(?:工作)?(?:干部|队员|领导)|第一书记|监护人|配偶")
_HEAD = re.compile(r"户主(?:的)?(?:基本)?(?:信息|情况)?")
_MEMBERS = re.compile(r"(?:贫困户?|脱贫户?|农户|建档立卡户?)?(?:的)?(?:家庭)?(?:成员|人口|人员)(?:的)?(?:基本)?(?:信息|情况)?")
_WHOLE = re.compile(  # of the household as a whole
    r"(?:(?:贫困|脱贫|农|建档立卡)?(?:户|家庭|村|农户|贫困户|人口)?(?:的)?(?:基本|主要|详细)?(?:信息|情况|资料|属性|指标|状况)"
    r"|(?:家庭|户|所在)?(?:地址|住址|所在地|行政区划)|贫困户|建档立卡贫困户|家庭)"
)
_SUBJECT = re.compile(
    r"(?:家庭|人均|经济)?收入(?:信息|情况)?|(?:家庭)?(?:住房|饮水|教育|健康|医疗|就业|务工|土地|识别|脱贫|退出|致贫|生产生活|劳动力)"
    r"(?:信息|情况|条件|原因|保障)?(?:信息|情况)?|(?:\"|“)?两不愁三保障(?:\"|”)?(?:情况)?|三保障(?:情况)?"
)
# What happened to a household or a member, over columns that say when, why or whether: 脱贫情况 and 年度 are 脱贫年度.
_EVENTS = re.compile(
    r"(?:贫困户|贫困人口|家庭成员|家庭|人员|人口|户)?(?P<event>识别|脱贫退出|脱贫|退出|返贫|致贫|减少|增加|死亡|迁出)(?:的)?(?:基本)?(?:情况|信息)"
)
_OF_EVENTS = frozenset(
    ("时间", "日期", "年度", "年份", "年月", "年", "原因", "主要原因", "标准", "属性", "状态", "状况", "标识", "标志", "是否")
)
_COUNTS = frozenset(("人数", "人口数", "户数"))
_EVENT = re.compile(r"(?:识别|脱贫|退出)(?:信息|情况|条件)?")  # an income of that day is not the current one
_PLAN = re.compile(r"计划|预计|预脱贫|预退出|^预$|拟")
_STATE = re.compile(rf"{_PLAN.pattern}|[前后时]$|上年|去年|往年|季度|月份")
_NAMES = frozenset(("姓名", "名字", "成员姓名", "人员姓名"))
_OF_HELPERS = frozenset(("干部姓名", "责任人", "责任人姓名", "联系人", "干部"))
_PHONES = frozenset(("联系电话", "电话", "手机号", "手机", "手机号码", "联系方式", "电话号码"))
_NUMBERS = frozenset(("证件号码", "身份证号", "身份证号码", "身份证", "公民身份号码"))
# Headings that say nothing of whom they are about: below a parent that nobody knows they may be anybody's.
_ANYBODYS = (
    _NAMES
    | _PHONES
    | _NUMBERS
    | frozenset(
        [
            "证件类型",
            "人数",
            "人口数",
            "时间",
            "日期",
            "性别",
            "年龄",
            "民族",
            "文化程度",
            "学历",
            "政治面貌",
            "出生日期",
            "出生年月",
            "健康状况",
            "单位",
            "结果",
            "类型",
            "类别",
            "原因",
            "户数",
            "村",
            "组",
            "乡镇",
            "县",
            "年度",
            "说明",
        ]
    )
)


# Of members: whether the head is among them. Of a number of people it makes another number.
WITHOUT_HEADS = r"(?:不含|不包含|不包括|不算|不计|除)(?:户主|本人)|户主除外|非户主"
_SAYS_OF_HEADS = re.compile(
    rf"\((?:{WITHOUT_HEADS}|(?:包?含|包括)(?:户主|本人))(?:本人|[以之]?外|在内)?\)|^(?:除户主[以之]?外|非户主)的?(?:其[他它余])?"
)


@cache
def normal(heading: str) -> str:
    """A heading as it is compared: folded, brackets unified, without the marks and numbers around it."""
    written = _NUMBER_AHEAD.sub("", _NOTE_BEHIND.sub("", _CIRCLED.sub("", heading)))
    written = _ENGLISH_BEHIND.sub("", _ENGLISH_AHEAD.sub("", written))
    plain = _BEHIND.sub("", _FOOTNOTE.sub("", folded(written))) or folded(heading)
    quoted = _QUOTED.fullmatch(plain)
    plain = (quoted[1] if quoted else plain).translate(_BRACKETS)
    while (bare := _AHEAD.sub("", plain, count=1)) != plain and bare:
        plain = bare
    return plain.rstrip("*★☆●◆■※△▲▼▽▾□○◎◇▪•#:;。") or plain


def parts(plain: str) -> tuple[str, tuple[str, ...]]:
    """A normal heading without the brackets at its ends and without a unit behind a sign, and what stands there."""
    found: list[str] = []
    while True:
        if behind := _LAST.match(plain):
            plain = behind[1].rstrip("*:")
            found.append(behind[2])
        elif ahead := _FIRST.match(plain):
            plain = ahead[2]
            found.append(ahead[1])
        elif unit := _UNIT_BEHIND.match(plain):
            plain = unit[1]
            found.append(unit[2] or unit[3])
        else:
            return plain, tuple(found)


def adds_nothing(qualifier: str, cell: Cell) -> bool:
    """Whether a qualifier says no more than the field itself: its unit, how it is filled in, its code list, a form of date."""
    if not qualifier or _ASKS_ONLY.fullmatch(qualifier) or _EXAMPLE.fullmatch(qualifier):
        return True
    if cell.unit and qualifier.lower() in _SAME_UNIT.get(cell.unit, (cell.unit,)):
        return True
    if cell.unit is None and qualifier.lower() in ("年", "年月", "年月日") and cell.kind.dtype in ("text", "whole"):
        return True
    items = [item for item in re.split(r"[/、,，;；|或]|[0-9]{1,2}[.:：]", qualifier) if item]
    if isinstance(cell.kind, YesNo):
        return all(
            item.rstrip("0123456789").lstrip("0123456789=:") in {"", "是", "否", "有", "无", "√", "×", "Y", "N", "选"}
            for item in items
        )
    if isinstance(cell.kind, Code):
        return len(items) > 1 and all(cell.kind.codes.read(item) for item in items)
    return bool(_DATE_FORMAT.fullmatch(qualifier)) and "Date" in type(cell.kind).__name__ + "Date" * (
        type(cell.kind).__name__ in ("Day", "Year")
    )


def factor(cell: Cell, unit: str) -> float | None:
    """How many of a field's own unit one of `unit` is, where it is another unit of the same quantity."""
    return _OTHER_UNITS.get(cell.unit or "", {}).get(unit.removeprefix("单位").lstrip(":"))


def bare_unit(text: str) -> str | None:
    """The unit that a text is, with or without brackets around it; empty where it only says that units follow, None where it is none."""
    plain = normal(text).strip("()").lower()
    if plain in _SAYS_UNIT:
        return ""
    plain = plain.removeprefix("单位").lstrip(":")
    return plain if plain in _UNITS else None


def unit_of(cell: Cell, heading: str, parents: Sequence[str] = ()) -> str | None:
    """The other unit that a heading's brackets name, else those of its parents, the nearest first."""
    for text in (heading, *reversed(parents)):
        for qualifier in parts(normal(text))[1]:
            if factor(cell, qualifier) is not None:
                return qualifier.removeprefix("单位").lstrip(":")
            if adds_nothing(qualifier, cell) and "元" in qualifier:
                return None  # its own unit: that of a parent or of a line above does not count
    return None


def is_year(qualifier: str) -> bool:
    """Whether a qualifier is a year and nothing else."""
    return bool(_YEAR_ONLY.fullmatch(qualifier))


def composed(qualifier: str, bare: str) -> tuple[str, ...]:
    """Headings that a qualifier or parent and a heading may be together."""
    found = [qualifier + bare]
    if bare in _OF_EVENTS and (told := _EVENTS.fullmatch(qualifier)):
        event = told["event"]
        if bare.startswith("主要"):
            found += [f"{event}{bare}", f"{bare[:2]}{event}{bare[2:]}"]
        elif bare == "是否":
            found.append(f"{bare}{event}")
        else:
            found += [f"{event}{bare}", f"人员{event}{bare}"]
    if _HELPERS.fullmatch(qualifier):
        if bare in _NAMES | _OF_HELPERS:
            found.append("帮扶责任人")
        elif bare in _PHONES:
            found.append("帮扶人联系电话")
        elif bare in _NUMBERS:
            found.append("帮扶人证件号码")
    if _HEAD.fullmatch(qualifier):
        found.append("户主姓名" if bare in _NAMES else "户联系电话" if bare in _PHONES else f"户主{bare}")
    if _MEMBERS.fullmatch(qualifier) and bare in _NAMES | _PHONES | _NUMBERS:
        found.append("家庭成员姓名" if bare in _NAMES else "家庭成员联系电话" if bare in _PHONES else "成员身份证号")
    return tuple(found)


def without_heads(plain: str) -> str:
    """A normal heading of members without words that leave out the head: 家庭成员姓名(不含户主)."""
    return _SAYS_OF_HEADS.sub("", plain) or plain


def is_groups_label(text: str) -> bool:
    """Whether a cell with a colon may be over a group of headings, where no value stands behind it: 贫困户：, 帮扶干部：."""
    return folded(text).endswith(":") and names_group(text)


def is_of_households(text: str) -> bool:
    """Whether a cell says that columns below it are of the household or its members: 贫困户, 家庭成员信息."""
    bare = parts(normal(text))[0]
    return _WHOLE.fullmatch(bare) is not None or _MEMBERS.fullmatch(bare) is not None


def names_group(text: str) -> bool:
    """Whether a cell says of whom or of what columns below it are: 贫困户, 帮扶干部：, 住房情况."""
    bare = parts(normal(text))[0]
    return any(group.fullmatch(bare) for group in (_HELPERS, _OFFICIALS, _HEAD, _MEMBERS, _WHOLE, _SUBJECT, _EVENTS))


def says_whose(text: str) -> bool:
    """Whether a text, folded, says no more than who it is about: the head, a helper or the members."""
    return any(who.fullmatch(text) for who in (_HEAD, _HELPERS, _MEMBERS))


def changes(parent: str, bare: str) -> bool:
    """Whether a parent may make something else of a heading than what it says alone."""
    if _HELPERS.fullmatch(parent) or _HEAD.fullmatch(parent):
        return bare in _ANYBODYS
    if _EVENT.fullmatch(parent) and "收入" in bare:
        return True
    if _MEMBERS.fullmatch(parent) or _WHOLE.fullmatch(parent):
        return False
    if _SUBJECT.fullmatch(parent):
        return bare in _COUNTS  # of those who work or can work, not of all
    return bare in _ANYBODYS or bool(YEAR.search(parent)) or bool(_STATE.search(parent))


def is_name(bare: str) -> bool:
    """Whether a heading without its brackets is one of names that does not say whose: 姓名."""
    return bare in _NAMES


def says_of_which(text: str) -> bool:
    """Whether a text may say of which person, number or year the heading above it is."""
    plain = parts(normal(text))[0]
    return plain in _ANYBODYS | _OF_HELPERS or ("年" in plain and is_year(plain))


def is_state(text: str) -> bool:
    """Whether a text names a state before or after something, or a plan."""
    bare, extras = parts(normal(text))
    return any(_STATE.search(word) for word in (bare, *extras))


def is_plan(text: str) -> bool:
    """Whether a text names a plan: what stands below it has not happened."""
    bare, extras = parts(normal(text))
    return any(_PLAN.search(word) for word in (bare, *extras))


def is_hint(text: str) -> bool:
    """Whether a text says no more than how a column is filled in."""
    plain = normal(text).strip("()")
    return bool(_ASKS_ONLY.fullmatch(plain) or _EXAMPLE.fullmatch(plain) or _DATE_FORMAT.fullmatch(plain))


def asks_in_brackets(text: str, cell: Cell | None) -> bool:
    """Whether a text stands in brackets and says no more than the unit of a column or how it is filled in."""
    plain = folded(text).translate(_BRACKETS)
    if not (plain.startswith("(") and plain.endswith(")")):
        return False
    inner = plain.strip("()")
    asks = is_hint(inner) or re.search(HINT, inner) is not None
    return asks or bare_unit(inner) is not None or (cell is not None and adds_nothing(inner, cell))


def is_parent(text: str) -> bool:
    """Whether a cell above headings may be their parent: no title, no note, no unit."""
    plain = folded(text)
    return (
        len(plain) <= 16
        and (":" not in parts(plain)[0] or is_groups_label(text))
        and not re.search(r"(?:花名册|台账|名单|统计表|信息表|登记表|汇总表|明细表)$", plain)
    )


@cache
def aspect(heading: str) -> tuple[bool, bool]:
    """Whether a heading is of a plan, and whether it is of a return: no misspelling makes 拟脱贫年月 of 脱贫年月, or 返贫 of 脱贫."""
    return is_plan(heading), bool(re.search("[返反]贫", heading))


def money_above(texts: list[str]) -> str | None:
    """The unit of money in a line above a table, where it is not yuan."""
    found = next((match for text in texts if (match := _MONEY_ABOVE.search(folded(text)))), None)
    return found[1] if found else None
