"""What is written around a head's name in its cell and is no part of it: ★王大山, 1.陈永福, 孙来顺13912345678, 周明、, 吴才(残), 卫一同志.

Signs, serial numbers before a name, long numbers behind it and 同志 never tell two people apart. Words of how it is with somebody may, where a
sheet has both: whether they are passed over is for who knows the other names of the village. Words that are there to tell namesakes apart,
王大山（大） and 王大山（小）, are never passed over.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

import polars as pl

from puxi_cli.records.compile import same_names
from puxi_cli.records.text import same_name
from puxi_cli.sheets.words_behind_names import (
    AT_THE_END_EXITED,
    AT_THE_END_GONE,
    IN_BRACKETS_EXITED,
    IN_BRACKETS_GONE,
    MAY_SAY_MORE,
    plain_name,
    without_words_in_brackets,
)

# What is said of a head behind the name in one row is no other head; 张三（大） and 张三（小） are two. For Rust and Python.
REMARK_BEHIND = (
    r"\s*[（(\[【]\s*(?:[12][0-9]{3}年?(?:[0-9]{1,2}月)?)?(?:户主|本人|(?:农村)?低保|五保|特困|残疾|贫困|脱贫|未脱贫|返贫|监测|一般|建档立卡|党员|村干部|组长|外出|务工|在外|单身|独居|"
    r"已?故|已?死亡|亡|已?去世|已?病故|已?迁出|已?嫁|外嫁|出嫁|嫁出|服刑|清退|已?搬迁)(?:户|人|人员|对象)?\s*[）)\]】]\s*$"
)
_SIGNS = r"\s*＊★☆▲△●○◆◇■□※#、，,。.;；:：·~\-—_\"'“”‘’!！?？+=√✓✔/\\|^"
_MARKS = tuple(
    re.compile(step)
    for step in (
        rf"^[{_SIGNS}]+|[{_SIGNS}]+$",
        r"^\(?[0-9]{1,4}[.、,:)\-·_]+|^[0-9]{1,4}(?=[\u4e00-\u9fff])",
        r"[(\[]?(?:(?:联系)?电话|手机|身份证)?(?:号码?)?[:·]?[0-9][0-9\-]{5,}[0-9Xx]?[)\]]?$",
        r"(?<=[\u4e00-\u9fff]{2})(?:同志|先生|女士)$",
    )
)
_STEPS = (*_MARKS, re.compile(REMARK_BEHIND))
_WORDS = tuple(re.compile(words) for words in (AT_THE_END_GONE, AT_THE_END_EXITED))
# How it is with somebody. Nobody is told from a namesake by it.
_STATES = re.compile(
    rf"^(?:伤?残|[一二三四]级残疾?|[大重慢疾]?病|患病|孤儿|孤寡|军属|烈属)$|{IN_BRACKETS_GONE}|{IN_BRACKETS_EXITED}"
)
_PLAIN = r"^[\x{4e00}-\x{9fff}]+$"
_TITLES = "同志$|先生$|女士$"


def bare_head(name: str) -> str:
    """A name as it is compared, without what never tells two heads apart."""
    return _without(name, _STEPS)


def without_marks(name: str) -> str:
    """The same with the words behind it: 王大山* is written as 王大山 is, 王大山（低保） is not."""
    return _without(name, _MARKS)


def _without(name: str, steps: Sequence[re.Pattern[str]]) -> str:
    bare = same_name(name)
    before = ""
    while before != bare:
        before = bare
        for step in steps:
            if len(taken := step.sub("", bare)) > 1:
                bare = taken
    return bare


def head_without_words(name: str) -> str:
    """The same without words of how it is with somebody, as 残, in brackets or at the end: two heads may differ in these alone.

    Other words stay, as 大 and 小, 二组, the name of a hamlet: they are written because a head has a namesake.
    """
    bare = bare_head(without_words_in_brackets(bare_head(name), _STATES))
    for words in _WORDS:
        if (found := words.fullmatch(bare)) and (rest := bare_head(bare[: found.start(found.lastindex or 0)])):
            bare = rest
    return bare


def without_brackets(name: str) -> str:
    """The same without anything in brackets, for heads whom something else than the name tells."""
    return bare_head(plain_name(bare_head(name)))


def is_odd(names: pl.Expr) -> pl.Expr:
    """Whether something may stand around a name."""
    return ~names.str.contains(_PLAIN) | names.str.contains(_TITLES) | names.str.contains(MAY_SAY_MORE)


def bare_heads(names: pl.Series) -> pl.Series:
    """Names of heads as they are compared (`bare_head`)."""
    return _each(names, bare_head)


def names_alone(names: pl.Series) -> pl.Series:
    """Names as they are compared where something else tells whose they are (`head_without_words`)."""
    return _each(names, head_without_words)


def _each(names: pl.Series, read: Callable[[str], str]) -> pl.Series:
    plain = same_names(names)
    odd = plain.to_frame("name").filter(is_odd(pl.col("name"))).to_series().unique().drop_nulls().to_list()
    return plain.replace(odd, [read(name) for name in odd]) if odd else plain
