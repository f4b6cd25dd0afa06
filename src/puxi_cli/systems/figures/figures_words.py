"""What a town's figures are called and made of: units, rates with their parts, the flow of a year, the columns of every table of them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from typing import NamedTuple

from puxi_cli.output.document import COUNT, NAME, PROSE, REMARK, SHARE, YEAR, Column
from puxi_cli.output.percents import percent_of
from puxi_cli.reports.units import HOUSEHOLD_COUNT, PERSON_COUNT, VILLAGE, YEAR_HEAD, unit_words
from puxi_cli.systems.figures.figures import Figures, Flow, Rate
from puxi_cli.text.words import ITEMS, SEMICOLON, Text

IDENTITY = Text(
    "年初 − 脱贫 + 新识别 + 返贫 + 自然增加 − 自然减少 = 年末",
    "start − exited + new + returned + natural increase − natural decrease = end",
)


class FigureRow(NamedTuple):
    """A line of figures: of the day, a year, a village, or with persons alone a part of the flow. `unsized` as in `YearFigure`."""

    what: Text | str
    households: int | None
    persons: int
    rate: Rate | None = None
    year: int | None = None
    village: str | None = None
    unsized: int = 0


_DENOMINATOR: Column[FigureRow] = Column(
    Text("分母", "denominator"),
    lambda row: row.rate and row.rate.denominator,
    COUNT,
    lambda row: COUNT.human((row.rate and row.rate.denominator) or None),
    12,
)
_HOUSEHOLDS: Column[FigureRow] = Column(HOUSEHOLD_COUNT, lambda row: row.households, COUNT, wide=11)
_PERSONS: Column[FigureRow] = Column(
    PERSON_COUNT, lambda row: row.persons, COUNT, lambda row: f"{row.persons:,}{'+' if row.unsized else ''}", 9
)
_RATE: Column[FigureRow] = Column(
    Text("发生率", "rate"), lambda row: row.rate and row.rate.rate, SHARE, lambda row: (row.rate and percent(row.rate)) or "—", 8
)
COLUMNS: tuple[Column[FigureRow], ...] = (
    Column(Text("项目", "figure"), lambda row: row.what, PROSE, wide=20),
    Column(YEAR_HEAD, lambda row: row.year, YEAR, wide=7),
    Column(VILLAGE, lambda row: row.village, wide=14),
    _HOUSEHOLDS,
    _PERSONS,
    _DENOMINATOR,
    _RATE,
    Column(Text("单位", "unit"), lambda row: unit_words(row.rate.unit if row.rate else "person"), NAME, wide=10),
    Column(Text("分母来源", "denominator source"), lambda row: row.rate and row.rate.denominator_source, PROSE, wide=20),
    Column(REMARK, lambda row: _remark(row), PROSE, wide=26),
)


def parts_columns(head: Text) -> tuple[Column[FigureRow], ...]:
    """What a rate is made of, of years or villages: their name, households, persons, denominator, rate."""
    denominator = replace(_DENOMINATOR, title=Text("分母（人）", "denominator"))
    return Column(head, lambda row: row.what), _HOUSEHOLDS, _PERSONS, denominator, _RATE


def year_rows(figures: Figures) -> list[FigureRow]:
    """The years with their names."""
    return [FigureRow(str(one.year), one.households, one.persons, one.incidence, unsized=one.unsized) for one in figures.series]


def village_rows(figures: Figures) -> list[FigureRow]:
    """The villages with their names, poor ones marked."""
    return [
        FigureRow(
            village_words(one.village, one.poor_village, one.exit_year),
            one.households,
            one.persons,
            one.incidence,
            unsized=one.unsized,
        )
        for one in figures.villages
    ]


def _remark(row: FigureRow) -> Text | None:
    parts = [row.rate.reason] if row.rate and row.rate.rate is None and row.rate.reason else []
    if row.unsized:
        parts.append(Text(f"{row.unsized:,} 户人数不详，没有计入人数", f"{row.unsized:,} of unknown size, not among the persons"))
    return SEMICOLON.join(parts) if parts else None


def percent(rate: Rate) -> str | None:
    """The rate to 0.1 %, half up, from the whole numbers themselves; None where it cannot be said."""
    if not rate.denominator:
        return None
    return percent_of(Fraction(rate.numerator, rate.denominator))


def flow_parts(flow: Flow) -> list[tuple[Text, int, int]]:
    """What changes the number of the poor in a year, in the order of the identity, and by which sign."""
    return [
        (Text("脱贫", "exited"), flow.exited, -1),
        (Text("新识别", "new"), flow.new, 1),
        (Text("返贫", "returned"), flow.returned, 1),
        (Text("自然增加", "natural increase"), flow.natural_increase, 1),
        (Text("自然减少", "natural decrease"), flow.natural_decrease, -1),
    ]


def flow_line(flow: Flow) -> str:
    """The identity in figures: start − exited + new + returned + natural increase − natural decrease = end."""
    return f"{flow.start} {' '.join(f'{_SIGNS[sign]} {number}' for _, number, sign in flow_parts(flow))} = {flow.end}"


_SIGNS = {-1: "−", 1: "+"}


def flow_title(flow: Flow) -> Text:
    """What the flow is of."""
    return Text(f"{flow.year} 年贫困人口变动（人）", f"Poor persons in {flow.year}")


def flow_verdict(flow: Flow) -> Text:
    """Whether the identity closes, and by how many persons it does not."""
    if flow.gap == 0:
        return Text("✓ 平衡", "✓ it closes")
    end, off = flow.end + flow.gap, abs(flow.gap)
    too = Text("少", "too few") if flow.gap > 0 else Text("多", "too many")
    return Text(
        f"✗ 不平衡：按各项推算年末应为 {end} 人，登记为 {flow.end} 人，{too.zh} {off} 人",
        f"✗ does not close: the parts give {end} persons, the register has {flow.end}, {off} {too.en}",
    )


def rate_words(rate: Rate) -> Text:
    """A rate with all it is made of, or why it cannot be said."""
    unit, said, numerator = unit_words(rate.unit), percent(rate), f"{rate.numerator:,}"
    if said is None:
        reason = rate.reason or Text("没有分母", "there is no denominator")
        unknown = Text("无法计算（分子 {numerator} {unit}）：{reason}", "unknown (numerator {numerator} {unit}): {reason}")
        return unknown.filled({"numerator": numerator, "unit": unit_words(rate.unit, rate.numerator), "reason": reason})
    source = rate.denominator_source or Text("未注明", "not given")
    return Text(
        "{said}（{numerator} {unit} ÷ {denominator} {unit}；分母：{source}）",
        "{said} ({numerator} of {denominator} {unit}; denominator: {source})",
    ).filled({"said": said, "numerator": numerator, "denominator": f"{rate.denominator:,}", "unit": unit, "source": source})


def village_words(village: str, poor: bool | None, exit_year: int | None) -> Text:
    """A village's name, and that it is a poor village and when it left."""
    if not poor:
        return Text(village, village)
    return Text(
        f"{village}（贫困村{f'，{exit_year} 年出列' if exit_year else ''}）",
        f"{village} (poor village{f', left {exit_year}' if exit_year else ''})",
    )


def reasons_of(rows: Sequence[FigureRow]) -> list[Text]:
    """Why some of the rates cannot be said, each reason once."""
    reasons = (row.rate.reason for row in rows if row.rate and row.rate.rate is None and row.rate.reason)
    return ["— " + reason for reason in dict.fromkeys(reasons)]


def sources_of(rows: Sequence[FigureRow]) -> Text:
    """Where the denominators stand; those that differ only by the year behind are told once with their years."""
    years: dict[str, list[str]] = {}
    sources = (row.rate.denominator_source for row in rows if row.rate and row.rate.denominator_source)
    for source in dict.fromkeys(sources):
        name, _, year = source.rpartition(" ")
        if name and re.fullmatch(r"[0-9]{4}", year):
            years.setdefault(name, []).append(year)
        else:
            years.setdefault(source, [])
    return ITEMS.join(f"{name} " + ITEMS.join(of) if of else name.strip() for name, of in years.items())
