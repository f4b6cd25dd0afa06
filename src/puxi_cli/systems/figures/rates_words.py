"""What a rate is, what it is made of, what it is held against and what that rests on, in the reader's language."""

from __future__ import annotations

from fractions import Fraction

from puxi_cli.output.document import COUNT, NAME, NUMBER, PROSE, RATE, REMARK, Column, Table
from puxi_cli.output.lines import Marked
from puxi_cli.output.percents import number_of, percent_of
from puxi_cli.reports.units import HOUSEHOLD_COUNT, PERSON_COUNT, VILLAGE, unit_words
from puxi_cli.systems.figures.figures import HeldRate, Limit, Part, RateFigures, SampleSize
from puxi_cli.text.counting import listed
from puxi_cli.text.words import COLON, SEMICOLON, Text

VERDICTS: dict[str, Text] = {"pass": Text("通过", "pass"), "fail": Text("不通过", "fail"), "unknown": Text("无法判断", "unknown")}
RATES = Text("各率", "Rates")
INSPECTED = Text("抽查了多少", "How many were inspected")
Held = tuple[HeldRate, str | None]  # a rate and the village it is of

_NAME: Column[Held] = Column(Text("率", "rate"), lambda held: held[0].words, PROSE, wide=16)
_VALUE: Column[Held] = Column(Text("值", "value"), lambda held: held[0].rate, RATE, lambda held: value_words(held[0]), 8)
_REQUIRED: Column[Held] = Column(
    Text("要求", "required"),
    lambda held: limit_words(held[0].limit) if held[0].limit else None,
    PROSE,
    lambda held: limit_words(held[0].limit) if held[0].limit else "—",
    12,
)
_VERDICT: Column[Held] = Column(
    Text("结论", "verdict"), lambda held: VERDICTS[held[0].verdict], PROSE, lambda held: verdict_words(held[0]), 11
)
_MADE_OF: Column[Held] = Column(
    Text("分子 ÷ 分母", "numerator of denominator"), lambda held: made_of_words(held[0]), NAME._replace(right=True)
)
SHORT = (_NAME, _VALUE, _MADE_OF, _REQUIRED, _VERDICT)
COLUMNS: tuple[Column[Held], ...] = (
    _NAME,
    Column(VILLAGE, lambda held: held[1], wide=12),
    _VALUE,
    Column(Text("分子", "numerator"), lambda held: plain_number(held[0].numerator), NUMBER, wide=10),
    Column(Text("分母", "denominator"), lambda held: held[0].denominator, COUNT, wide=11),
    Column(Text("单位", "unit"), lambda held: unit_words(held[0].unit), PROSE, wide=10),
    _REQUIRED,
    Column(Text("要求的依据", "required by"), lambda held: _rests_on(held[0].limit), PROSE, wide=18),
    _VERDICT,
    Column(REMARK, lambda held: held[0].reason, PROSE, wide=24),
    Column(Text("分子出处", "numerator source"), lambda held: held[0].numerator_source, PROSE, wide=22),
    Column(Text("分母出处", "denominator source"), lambda held: held[0].denominator_source, PROSE, wide=22),
)
SAMPLES: tuple[Column[SampleSize], ...] = (
    Column(Text("类型", "kind"), lambda size: size.kind, name="kind"),
    Column(HOUSEHOLD_COUNT, lambda size: size.households, COUNT, name="households"),
    Column(PERSON_COUNT, lambda size: size.persons, COUNT, name="persons"),
    Column(Text("无结论（户）", "without conclusion"), lambda size: size.without_conclusion, COUNT, name="without_conclusion"),
    Column(
        Text("结论与类型不符（户）", "conclusion of another kind"), lambda size: size.odd_conclusion, COUNT, name="odd_conclusion"
    ),
)


def rates_table(figures: RateFigures, *, villages: bool = False) -> Table[Held]:
    """The rates of the town, or those of each village, with all that is known of them."""
    if villages:
        return Table("", COLUMNS, [(rate, village.village) for village in figures.villages for rate in village.rates])
    return Table("", COLUMNS, [(rate, None) for rate in figures.rates])


def parts_title(rate: HeldRate) -> Text:
    """Over the parts of a numerator."""
    return Text(f"{rate.words.zh}的分子（人）", f"{rate.words.en}: its numerator, in persons")


def verdict_words(rate: HeldRate) -> Marked:
    """What a rate comes to, marked."""
    return Marked(VERDICTS[rate.verdict], rate.verdict)


def plain_number(number: Fraction | None) -> int | float | None:
    """A whole number as such, an estimated one as it comes."""
    if number is None:
        return None
    return int(number) if number.denominator == 1 else float(number)


def limit_words(limit: Limit) -> Text:
    """What is required: below 3 %, at least 90 %; an asterisk where no document was found for it."""
    number = f"{round(limit.number * 100, 4):g}%" + ("" if limit.status == "sourced" else " *")
    return (Text("达到 ", "at least ") if limit.at_least else Text("低于 ", "below ")) + number


def _rests_on(limit: Limit | None) -> Text | None:
    if limit is None:
        return None
    unsourced = None if limit.status == "sourced" else Text("未经核实", "unsourced")
    return SEMICOLON.join(part for part in (limit.document, unsourced) if part) or None


def value_words(rate: HeldRate) -> str:
    """The rate to 0.01 %."""
    return "—" if rate.exact is None else percent_of(rate.exact, 2)


def made_of_words(rate: HeldRate) -> Text:
    """Numerator, denominator and unit."""
    numerator = "?" if rate.numerator is None else number_of(rate.numerator)
    denominator = "?" if rate.denominator is None else f"{rate.denominator:,}"
    return Text(f"{numerator} ÷ {denominator} ", f"{numerator} of {denominator} ") + unit_words(rate.unit)


def part_words(part: Part) -> str:
    """A part of a numerator, and how it is estimated."""
    persons = "?" if part.persons is None else number_of(part.persons)
    if part.of is None and part.rate is None:
        return persons
    rate = "?" if part.rate is None else percent_of(part.rate, 2)
    return f"{persons} = {rate} × {'?' if part.of is None else f'{part.of:,}'}"


def cell_of(rate: HeldRate) -> Marked:
    """A village's rate in a table of all: a cross before one that fails, the rate, its parts."""
    if rate.exact is None or rate.numerator is None:
        return Marked("—")
    failed = rate.verdict == "fail"
    said = f"{percent_of(rate.exact, 2)} {number_of(rate.numerator)}/{rate.denominator:,}"
    return Marked(f"× {said}" if failed else said, "fail" if failed else "")


def footing(figures: RateFigures) -> list[tuple[Text, list[Text]]]:
    """Titles with their lines: where numerators and denominators stand, why there is no verdict, what the limits rest on."""
    source = Text("{rate}：分子 {above}；分母 {below}", "{rate}: numerator {above}; denominator {below}")
    sources = [
        source.filled({"rate": rate.words, "above": rate.numerator_source, "below": rate.denominator_source})
        for rate in figures.rates
    ]
    reasons = [rate.words + COLON + rate.reason for rate in figures.rates if rate.reason]
    limits = [rate.words + COLON + _footnote(rate.limit) for rate in figures.rates if rate.limit]
    titled = (
        (Text("分子、分母的出处", "Where numerators and denominators come from"), sources),
        (Text("为什么无法判断", "Why there is no verdict"), reasons),
        (Text("要求的依据", "What the limits rest on"), limits),
    )
    return [(title, lines) for title, lines in titled if lines]


def villages_unknown(figures: RateFigures) -> list[Text]:
    """Why rates of villages cannot be told, a line for each rate and reason with the villages; what the town's rate says is not repeated."""
    of_town = {(rate.words, rate.reason) for rate in figures.rates}
    villages: dict[tuple[Text, Text], list[str]] = {}
    for village in figures.villages:
        for rate in village.rates:
            if rate.reason and (rate.exact is None or rate.numerator is None) and (rate.words, rate.reason) not in of_town:
                villages.setdefault((rate.words, rate.reason), []).append(village.village)
    said = Text("{rate}（{villages}）：{reason}", "{rate} ({villages}): {reason}")
    return [
        said.filled({"rate": words, "villages": listed(names), "reason": reason}) for (words, reason), names in villages.items()
    ]


def _footnote(limit: Limit) -> Text:
    unsourced = None if limit.status == "sourced" else Text("* 未经核实，请确认", "* unsourced: confirm it")
    return SEMICOLON.join(part for part in (limit.document, unsourced, limit.note) if part)
