"""Rates put together from what was counted, and held against the limits of the law.

Source: the county test of 2017 (三率一度): 错退率, 漏评率, 综合贫困发生率, 群众认可度. A rate without a denominator and a rate without a
limit have no verdict; neither is ever passed.
"""

from __future__ import annotations

from fractions import Fraction

from puxi_cli.errors import NoLawForDay
from puxi_cli.law.law import Law
from puxi_cli.systems.figures.figures import HeldRate, Limit, Part, Rate, SampleSize
from puxi_cli.systems.figures.rates import KINDS, SAMPLED, Tally
from puxi_cli.text.words import NO_WORDS, Text

WORDS: dict[str, Text] = {
    "relapse_rate": Text("返贫率", "Relapse rate"),
    "wrongly_listed_rate": Text("错评率", "Wrongly listed"),
    "missed_rate": Text("漏评率", "Missed"),
    "wrong_exit_rate": Text("错退率", "Wrong exits"),
    "missed_exit_rate": Text("漏退率", "Missed exits"),
    "composite_incidence": Text("综合贫困发生率", "Composite incidence"),
    "approval_rate": Text("群众认可度", "Approval"),
}
# The number of the law each is held against, and whether it has to be reached rather than stayed below.
_LIMITS: dict[str, tuple[str, bool]] = {
    "wrongly_listed_rate": ("wrongly_listed_rate_limit", False),
    "missed_rate": ("missed_rate_limit", False),
    "wrong_exit_rate": ("wrong_exit_rate_limit", False),
    "composite_incidence": ("composite_incidence_limit", False),
    "approval_rate": ("approval_rate_least", True),
}
_NO_LIMIT = Text("没有规定的界限", "no limit is laid down")
_NO_SAMPLES = Text("没有“抽查”表", "there is no 抽查 table")


def held_rates(counts: Tally, law: Law, unit: str, incidence: Rate, inspected: bool) -> tuple[HeldRate, ...]:
    """All rates, in the order of `WORDS`; `incidence` has the rural registered persons, `inspected` says whether there is a 抽查 table.

    `counts` has the register's numbers and those of the inspections for households and for persons.
    """
    return (
        _relapse(counts, law, unit),
        *(_sampled(name, counts, law, unit, inspected) for name in SAMPLED),
        _composite(counts, law, incidence, inspected),
        _approval(counts, law, unit, inspected),
    )


def sample_sizes(counts: Tally) -> tuple[SampleSize, ...]:
    """How many of each kind were inspected."""
    return tuple(
        SampleSize(kind, counts.of(kind), counts.of(kind, "person"), counts.of(f"blank {kind}"), counts.of(f"odd {kind}"))
        for kind in KINDS
    )


def _rate(
    name: str,
    law: Law,
    unit: str,
    numerator: Fraction | None,
    denominator: int | None,
    sources: tuple[Text, Text],
    reason: Text,
    parts: tuple[Part, ...] = (),
) -> HeldRate:
    """A rate with its limit; `reason` is why it cannot be told, where it cannot."""
    limit, no_limit = _limit(name, law)
    known = numerator is not None and bool(denominator)
    return HeldRate(name, WORDS[name], unit, numerator, denominator, *sources, limit, no_limit if known else reason, parts)


def _limit(name: str, law: Law) -> tuple[Limit | None, Text | None]:
    if name not in _LIMITS:
        return None, _NO_LIMIT
    number, at_least = _LIMITS[name]
    try:
        value = law.named(number).in_force
    except NoLawForDay as error:
        return None, Text(error.zh, error.en)
    return Limit(value.number, at_least, value.status, value.document, value.note), None


def _relapse(counts: Tally, law: Law, unit: str) -> HeldRate:
    day = law.day.isoformat()
    sources = (
        Text(f"户信息：截至 {day} 脱贫后又返贫", f"户信息: exited and relapsed by {day}"),
        Text(f"户信息：截至 {day} 脱过贫（含后来返贫）", f"户信息: ever exited by {day}, relapsed or not"),
    )
    nobody = Text(f"截至 {day} 没有脱贫户", f"nobody has exited by {day}")
    return _rate(
        "relapse_rate", law, unit, Fraction(counts.of("relapsed", unit)), counts.of("ever_exited", unit), sources, nobody
    )


def _sampled(name: str, counts: Tally, law: Law, unit: str, inspected: bool) -> HeldRate:
    kind, conclusion = SAMPLED[name]
    sources = (
        Text(f"抽查：类型={kind}，结论={conclusion}", f"抽查: 类型={kind}, 结论={conclusion}"),
        Text(f"抽查：类型={kind}，有结论", f"抽查: 类型={kind}, with a conclusion"),
    )
    if not inspected:
        return _rate(name, law, unit, None, None, sources, _NO_SAMPLES)
    reason = _why_none(counts, kind, law.day.isoformat())
    return _rate(name, law, unit, Fraction(counts.of(name, unit)), counts.of(f"concluded {kind}", unit), sources, reason)


def _why_none(counts: Tally, kind: str, day: str) -> Text:
    if not counts.of(kind):
        return Text(f"截至 {day} 没有抽查{kind}", f"no {kind} was inspected by {day}")
    if not counts.of(f"concluded {kind}"):
        n = counts.of(kind)
        return Text(f"抽查的 {n} 户{kind}都没有可用的结论", f"none of {n} inspected {kind} has a usable conclusion")
    return Text(f"抽查的{kind}都不知人数", f"of no inspected {kind} is the number of persons known")


def _approval(counts: Tally, law: Law, unit: str, inspected: bool) -> HeldRate:
    sources = (Text("抽查：是否认可=是", "抽查: 是否认可=是"), Text("抽查：是否认可已填", "抽查: 是否认可 not blank"))
    if not inspected:
        return _rate("approval_rate", law, unit, None, None, sources, _NO_SAMPLES)
    day = law.day.isoformat()
    reason = Text(f"截至 {day} 没有问过是否认可", f"nobody was asked whether they approve by {day}")
    return _rate("approval_rate", law, unit, Fraction(counts.of("approving", unit)), counts.of("asked", unit), sources, reason)


def _composite(counts: Tally, law: Law, incidence: Rate, inspected: bool) -> HeldRate:
    """(remaining poor + rate of wrong exits × exited + rate of missed × rural persons not on the register) / rural persons.

    Always in persons. Of nobody nothing is estimated: where nobody has exited, no rate of wrong exits is needed.
    """
    rates = {name: _sampled(name, counts, law, "person", inspected) for name in ("wrong_exit_rate", "missed_rate")}
    rural, registered = incidence.denominator, counts.of("registered", "person")
    unlisted = None if rural is None else rural - registered
    why: list[Text] = []
    if rural is None:
        why.append(incidence.reason or Text("没有分母", "there is no denominator"))
    elif not rural:
        why.append(Text("农业户籍人口为 0", "there are no rural registered persons"))
    elif rural < registered:
        why.append(
            Text(
                f"信息表中曾建档 {registered} 人，多于农业户籍人口 {rural} 人",
                f"ever registered: {registered}, more than the rural registered persons, {rural}",
            )
        )

    def estimated(name: str, words: Text, rate: HeldRate, of: int | None) -> Part:
        if of == 0:
            return Part(name, words, Fraction(0), rate.exact, of)
        if rate.exact is None:
            reason = rate.reason or NO_WORDS
            why.append(Text(f"{rate.words[0]}无法计算：{reason[0]}", f"{rate.words[1]} cannot be told: {reason[1]}"))
            return Part(name, words, None, None, of)
        return Part(name, words, rate.exact * of if of is not None and of > 0 else None, rate.exact, of)

    parts = (
        Part("remaining", Text("剩余贫困人口", "remaining poor persons"), Fraction(counts.of("poor", "person"))),
        estimated(
            "wrong_exits",
            Text("错退人口（推算：错退率 × 脱贫人口）", "wrong exits (estimated: rate × exited persons)"),
            rates["wrong_exit_rate"],
            counts.of("exited", "person"),
        ),
        estimated(
            "missed",
            Text("漏评人口（推算：漏评率 × 未建档农村人口）", "missed (estimated: rate × rural persons never registered)"),
            rates["missed_rate"],
            unlisted,
        ),
    )
    known = [part.persons for part in parts if part.persons is not None]
    below = incidence.denominator_source or "村年度.农业户籍人口"
    sources = (
        Text("在册贫困人口 + 推算错退人口 + 推算漏评人口", "poor persons + estimated wrong exits + estimated missed"),
        Text(below, below),
    )
    reason = Text("；".join(dict.fromkeys(zh for zh, _ in why)), "; ".join(dict.fromkeys(en for _, en in why)))
    numerator = sum(known, Fraction(0)) if len(known) == len(parts) else None
    return _rate("composite_incidence", law, "person", numerator, rural, sources, reason, parts)
