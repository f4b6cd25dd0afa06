"""`puxi law`: the numbers with what is in force on a day, every span, and what is missing."""

from __future__ import annotations

import difflib
from datetime import date
from pathlib import Path

from puxi_cli.errors import UsageError
from puxi_cli.law.law import Law, documents, parameters, register_years
from puxi_cli.law.parameter import Parameter, Value
from puxi_cli.systems.reference.law_numbers import LawNumber, LawNumbers, NumberSpan
from puxi_cli.text.words import Text


def all_numbers(day: date | None, region: str | None, extra: Path | None = None) -> LawNumbers:
    """Every number by name. Without a day none is said to be in force: not the clock's day is meant."""
    return _numbers(tuple(parameters(extra)), day, region, extra)


def number_named(name: str, day: date | None, region: str | None, extra: Path | None = None) -> LawNumbers:
    """One number. Raises UsageError, with what was perhaps meant, where there is none of that name."""
    known = parameters(extra)
    if name not in known:
        near = difflib.get_close_matches(name, known, n=3, cutoff=0.5)
        meant = Text(f"；是否为 {'、'.join(near)}？", f"; perhaps {', '.join(near)}?") if near else Text("。", ".")
        raise UsageError(
            f"没有名为 {name} 的数值{meant[0]}全部名称见 puxi law list。",
            f"There is no number named {name}{meant[1]} puxi law list names them all.",
        )
    return _numbers((name,), day, region, extra)


def refuse_without_law(told: LawNumbers, extra: Path | None = None) -> None:
    """Raise NoLawForDay where a day was asked that one of the numbers has no value for."""
    if told.as_of is not None:
        law = Law(date.fromisoformat(told.as_of), told.region, extra)
        for number in told.numbers:
            law.asked(number.name)


def law_number(name: str, law: Law, *, of_day: bool = True) -> LawNumber:
    """One number with its spans; `of_day` is whether to say what is in force on the law's day."""
    parameter = parameters(law.extra)[name]
    in_force = parameter.on(law.day, law.region) if of_day else None
    return LawNumber(
        name,
        parameter.words,
        parameter.unit_words,
        parameter.concept,
        parameter.missing,
        _span(in_force, law) if in_force else None,
        tuple(_span(value, law) for value in parameter.values),
        _missing_years(parameter, law),
    )


def _numbers(names: tuple[str, ...], day: date | None, region: str | None, extra: Path | None) -> LawNumbers:
    law = Law(day or date.max, region, extra)
    told = tuple(law_number(name, law, of_day=day is not None) for name in names)
    return LawNumbers(day.isoformat() if day else None, region, told, str(extra) if extra else None)


def _span(value: Value, law: Law) -> NumberSpan:
    document = documents(law.extra).get(value.document or "")
    return NumberSpan(
        value.value,
        value.since.isoformat(),
        value.until.isoformat(),
        value.region,
        value.status,
        value.document,
        document.title if document else None,
        value.article,
        value.concept,
        value.note,
        value.own,
    )


def _missing_years(parameter: Parameter, law: Law) -> tuple[int, ...]:
    first, last = register_years(law.extra)
    return tuple(year for year in range(first, last + 1) if parameter.on(date(year, 12, 31), law.region) is None)
