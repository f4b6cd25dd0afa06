"""What a reader must know of the numbers that were used: which are defaults without a source, the country's, or missing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from puxi_cli.law.law import Law
from puxi_cli.law.parameter import COUNTRY, Parameter, Value
from puxi_cli.text.words import NO_WORDS, Text

_MARKS = (
    "Unsourced defaults, not law; please confirm:",
    "has no value of its own; the country's was used:",
    "No value, so what needs it is unknown:",
)


@dataclass(frozen=True, slots=True)
class Use:
    """A number as it was used: on the law's day (`year` None) or for rows of a year, and the value there was."""

    parameter: Parameter
    year: int | None
    value: Value | None


def uses(law: Law, names: Iterable[str] | None = None, years: Sequence[int] = ()) -> Iterator[Use]:
    """The numbers asked of the law so far, or those named, each with its value on the day, or in each of the rows' years."""
    for name in sorted(law.asked_on_day | law.asked_by_year if names is None else set(names)):
        parameter = law.named(name).parameter
        if name in law.asked_by_year:
            for year in sorted(set(years)):
                yield Use(parameter, year, parameter.on(date(year, 12, 31), law.region))
        if name in law.asked_on_day or name not in law.asked_by_year:
            yield Use(parameter, None, parameter.on(law.day, law.region))


def told(law: Law, names: Iterable[str] | None = None, years: Sequence[int] = ()) -> list[Text]:
    """Sentences on the numbers used: unsourced defaults and numbers of the user's own, the country's in place of the
    region's own, and none at all.

    `years` are those that rows were asked in. Where all is sourced and the region's own, nothing is said.
    """
    used = list(uses(law, names, years))
    unsourced = [use for use in used if use.value and not use.value.sourced and not use.value.own]
    own = [use for use in used if use.value and not use.value.sourced and use.value.own]
    country = [use for use in used if use.value and law.region and use.parameter.regional and use.value.region == COUNTRY]
    missing = [use for use in used if use.value is None]
    said: list[Text] = []
    if unsourced:
        zh, en = _listed(unsourced, valued=True)
        said.append(
            Text(
                f"未经核实的默认值，不是政策规定，请确认：{zh}。出处见 puxi law show。",
                f"{_MARKS[0]} {en}. Their sources: puxi law show.",
            )
        )
    if own:
        zh, en = _listed(own, valued=True)
        said.append(Text(f"自定数值，没有写出处：{zh}。", f"Numbers of your own without a source: {en}."))
    if country:
        zh, en = _listed(country, valued=True)
        said.append(Text(f"{law.region} 未规定，采用全国标准：{zh}。", f"{law.region} {_MARKS[1]} {en}."))
    if missing:
        zh, en = _listed(missing, valued=False)
        said.append(
            Text(
                f"没有数值，相关的判断为“无法判断”：{zh}。可用 [law] extra 补充。", f"{_MARKS[2]} {en}. [law] extra can add one."
            )
        )
    return said


def of_numbers(note: Text) -> bool:
    """Whether a sentence is one of `told`: who asks several times of one law tells them once, at the end."""
    return any(mark in note[1] for mark in _MARKS)


def _listed(used: Sequence[Use], *, valued: bool) -> Text:
    """Every number once, with its years and values."""
    by_number: dict[str, list[Use]] = {}
    for use in used:
        by_number.setdefault(use.parameter.name, []).append(use)
    said = [_number(group, valued) for group in by_number.values()]
    return Text("；".join(zh for zh, _ in said), "; ".join(en for _, en in said))


def _number(used: Sequence[Use], valued: bool) -> Text:
    """A number with its values, each with the years it holds for."""
    parameter = used[0].parameter
    by_value: dict[str, list[str]] = {}
    for use in used:
        shown = _plain(use.value, parameter.unit) if valued and use.value else ""
        by_value.setdefault(shown, []).extend([] if use.year is None else [str(use.year)])
    # A share is written in percent, and a year needs no unit.
    bare = parameter.unit in ("fraction", "percent", "year")
    unit = NO_WORDS if bare else parameter.unit_words
    zh, en = [], []
    for value, years in by_value.items():
        zh.append(" ".join(part for part in (f"{'、'.join(years)} 年" if years else "", value, unit[0] if value else "") if part))
        en.append(" ".join(part for part in (value, unit[1] if value else "", f"in {', '.join(years)}" if years else "") if part))
    return Text(
        f"{parameter.zh}（{parameter.name}）{'，'.join(zh)}", f"{parameter.en} ({parameter.name}) {' and '.join(en)}".rstrip()
    )


def _plain(value: Value, unit: str) -> str:
    """The number, a share of one in percent; nothing for a list, which is too long for a sentence."""
    if isinstance(value.value, tuple):
        return ""
    number = round(value.value * 100, 6) if unit == "fraction" else value.value
    return f"{number:.6f}".rstrip("0").rstrip(".") + ("%" if unit in ("fraction", "percent") else "")
