"""What a rate is, what it is made of, what it is held against and what that rests on, in the reader's language."""

from __future__ import annotations

from puxi_cli.figures import HeldRate, Limit, Part, RateFigures
from puxi_cli.output.percents import number_of, percent_of
from puxi_cli.reports.figures_text import unit_words
from puxi_cli.text.words import COLON, SEMICOLON, Lang, Text, each_of

VERDICTS: dict[str, Text] = {"pass": Text("通过", "pass"), "fail": Text("不通过", "fail"), "unknown": Text("无法判断", "unknown")}

# The headings of the rates, and of how many were inspected.
RATE_HEADS = (
    Text("率", "rate"),
    Text("值", "value"),
    Text("分子 ÷ 分母", "numerator of denominator"),
    Text("要求", "required"),
    Text("结论", "verdict"),
)
SAMPLE_HEADS = (
    Text("类型", "kind"),
    Text("户数", "households"),
    Text("人数", "persons"),
    Text("无结论（户）", "without conclusion"),
    Text("结论与类型不符（户）", "conclusion of another kind"),
)


def limit_words(limit: Limit, lang: Lang) -> str:
    """What is required: below 3 %, at least 90 %; an asterisk where no document was found for it."""
    number = f"{round(limit.number * 100, 4):g}%" + ("" if limit.status == "sourced" else " *")
    return Text(f"{'达到' if limit.at_least else '低于'} {number}", f"{'at least' if limit.at_least else 'below'} {number}").of(
        lang
    )


def value_words(rate: HeldRate) -> str:
    """The rate to 0.01 %."""
    return "—" if rate.exact is None else percent_of(rate.exact, 2)


def made_of_words(rate: HeldRate, lang: Lang) -> str:
    """Numerator, denominator and unit."""
    unit = unit_words(rate.unit, lang)
    numerator = "?" if rate.numerator is None else number_of(rate.numerator)
    denominator = "?" if rate.denominator is None else f"{rate.denominator:,}"
    return Text(f"{numerator} ÷ {denominator} {unit}", f"{numerator} of {denominator} {unit}").of(lang)


def part_words(part: Part) -> str:
    """A part of a numerator, and how it is estimated."""
    persons = "?" if part.persons is None else number_of(part.persons)
    if part.of is None and part.rate is None:
        return persons
    rate = "?" if part.rate is None else percent_of(part.rate, 2)
    return f"{persons} = {rate} × {'?' if part.of is None else f'{part.of:,}'}"


def cell_of(rate: HeldRate) -> str:
    """A village's rate in a table of all: a cross before one that fails, the rate, its parts."""
    if rate.exact is None or rate.numerator is None:
        return "—"
    mark = "× " if rate.verdict == "fail" else ""
    return f"{mark}{percent_of(rate.exact, 2)} {number_of(rate.numerator)}/{rate.denominator:,}"


def footing(figures: RateFigures, lang: Lang) -> list[tuple[str, list[str]]]:
    """Titles with their lines: where numerators and denominators stand, why there is no verdict, what the limits rest on."""
    colon, semicolon = each_of((COLON, SEMICOLON), lang)
    sources = []
    for rate in figures.rates:
        above, below = rate.numerator_source.of(lang), rate.denominator_source.of(lang)
        sources.append(
            Text(f"{rate.words[0]}：分子 {above}；分母 {below}", f"{rate.words[1]}: numerator {above}; denominator {below}").of(
                lang
            )
        )
    reasons = [f"{rate.words.of(lang)}{colon}{rate.reason.of(lang)}" for rate in figures.rates if rate.reason]
    limits = []
    for rate in figures.rates:
        if limit := rate.limit:
            unsourced = () if limit.status == "sourced" else (Text("* 未经核实，请确认", "* unsourced: confirm it").of(lang),)
            said = (*([limit.document] if limit.document else []), *unsourced, *([limit.note.of(lang)] if limit.note else []))
            limits.append(f"{rate.words.of(lang)}{colon}{semicolon.join(said)}")
    titled = (
        (Text("分子、分母的出处", "Where numerators and denominators come from").of(lang), sources),
        (Text("为什么无法判断", "Why there is no verdict").of(lang), reasons),
        (Text("要求的依据", "What the limits rest on").of(lang), limits),
    )
    return [(title, lines) for title, lines in titled if lines]
