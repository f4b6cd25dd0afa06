"""The rows of villages and of their years: each stands once."""

from __future__ import annotations

from typing import Any

from puxi_cli.findings import Duty, Severity
from puxi_cli.law.law import Law
from puxi_cli.records.scope import Scope
from puxi_cli.rules.base import Ask, rule
from puxi_cli.text.words import Text

_MEND = Text(
    "核实后删去重复的一行；确为两个村的，写明各自的行政区划代码",
    "Drop a double row; if they are two villages, give each its division code",
)


@rule(
    id="REC324",
    name="village-year-once",
    asks=(Ask(Scope.VILLAGE_YEAR, "year", "village_years"),),
    severity=Severity.ERROR,
    duty=Duty.CLERK,
    titles=Text("同村同年度重复", "year of a village stands twice"),
    zh="{village} {year} 年在村年度中有 {year_rows} 行，另见 {twin}；各行不同的指标按无法判断处理",
    en="{village} has {year_rows} rows for {year}, see {twin}; figures that differ between them are unknown",
    mend=Text("核实后删去重复的一行，年度写错的改正", "Drop a double row, or correct a wrong year"),
    cite="信息表一致性（一村一年一行指标）",
    applies=lambda v, law: v.filled("village") & v.filled("year"),
    needs=("village_years.village", "village_years.year"),
    shows=("village", "year", "year_rows"),
    twin="year_twin",
    once=("village_form", "year"),
)
def village_year_once(v: Any, law: Law) -> Any:
    """A village has one row for a year; a name with or without the word village is one village.

    一村一年只有一行；“云杉湾”和“云杉湾村”是同一个村。
    """
    return v.year_rows <= 1


@rule(
    id="REC325",
    name="village-once",
    asks=(Ask(Scope.VILLAGE, "village", "villages"),),
    severity=Severity.ERROR,
    duty=Duty.CLERK,
    titles=Text("行政村重复", "village stands twice"),
    zh="{village} 在村信息中有 {village_rows} 行，另见 {twin}",
    en="{village} stands {village_rows} times among the villages, see {twin}",
    mend=_MEND,
    cite="信息表一致性（村信息一村一行）",
    applies=lambda v, law: v.filled("village"),
    needs=("villages.village",),
    shows=("village", "village_rows"),
    twin="village_twin",
    once=("village_first",),
)
def village_once(v: Any, law: Law) -> Any:
    """A village has one row, its name with or without the word village, unless two have different division codes.

    一个村在村信息中只有一行；“云杉湾”和“云杉湾村”算同一个村，行政区划代码不同的除外。
    """
    return v.village_rows <= 1
