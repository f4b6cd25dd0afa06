"""`puxi rules`: which rules there are, when and where they hold, and one of them whole."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from contextlib import suppress
from datetime import date
from pathlib import Path

import puxi_cli
from puxi_cli.errors import NoLawForDay
from puxi_cli.facts.catalogue import fact_of
from puxi_cli.findings import Card
from puxi_cli.jobs.own_rules import prove
from puxi_cli.jobs.rulebook import Rulebook, rulebook_of
from puxi_cli.jobs.settings_parts import Settings
from puxi_cli.law.law import Law, parameters, register_years
from puxi_cli.records.fields import fields_of
from puxi_cli.records.scope import Scope
from puxi_cli.records.tables import MODELS
from puxi_cli.rules.base import Rule, kept_words, read_by
from puxi_cli.rules.catalogue import rules
from puxi_cli.rules.library import library
from puxi_cli.rules.rec import reading, record
from puxi_cli.systems.reference.cards import FactRead, NumberAsked, OfficialCheck, RuleLine, RulesTold, RuleTold
from puxi_cli.systems.reference.law_job import law_number
from puxi_cli.systems.reference.law_numbers import NumberSpan
from puxi_cli.text.words import NO_WORDS, Text

_PACKAGE = Path(puxi_cli.__file__).parent


def all_rules(settings: Settings, families: Collection[str], day: date | None, region: str | None) -> RulesTold:
    """The rules of some families (none: all), with what of them holds. Raises UsageError for a family there is not."""
    book = rulebook_of(settings)
    wanted = {book.family(word, Text("--family", "--family")) for word in families}
    lines = (_line(card, book, day, region) for card in book.cards.values() if not wanted or card.family in wanted)
    return RulesTold(day.isoformat() if day else None, region, tuple(lines))


def rule_whole(word: str, settings: Settings, day: date | None, region: str | None) -> RuleTold:
    """One rule by its number or name. Raises UsageError with what was perhaps meant; for a rule of the user's that cannot be asked.

    Without a region, a rule of a region is told with that region's numbers; without a day, as of the last on which it holds and every
    number it needs has a value.
    """
    book = rulebook_of(settings)
    card = book.cards[book.rule(word)]
    place = region or (None if card.region == "CN" else card.region)
    rule = book.own.get(card.id) or rules().get(card.id)
    askable = _askable(rule, Law(day or _last_day(card), place, settings.law_extra)) if rule else None
    law = Law(day, place, settings.law_extra) if day else askable or Law(_last_day(card), place, settings.law_extra)
    if card.id in book.own and askable:
        prove([book.own[card.id]], askable)
    facts, asked_of = (_facts(rule, law), tuple(f"{ask.table}.{ask.field}" for ask in rule.asks)) if rule else ((), ())
    return RuleTold(
        law.day.isoformat(),
        day is not None,
        place,
        _line(card, book, law.day, place),
        kept_words(rule) if rule else None,
        tuple(dict.fromkeys(asked_of)),
        facts,
        rule.needs if rule else (),
        tuple(_numbers(rule, facts, law)) if rule else (),
        tuple(OfficialCheck(check.id, check.zh, check.differs) for check in library().checks if card.id in check.rules),
        (fact_of(rule.otherwise[0]).words or NO_WORDS, rule.otherwise[1]) if rule and rule.otherwise else None,
    )


def refuse_without_law(told: RuleTold, settings: Settings) -> None:
    """Raise NoLawForDay where a rule that holds on the day asked cannot be asked, as a number it needs has no value there."""
    rule = rulebook_of(settings).own.get(told.line.card.id) or rules().get(told.line.card.id)
    if rule and told.day_given and told.line.in_force:
        law = Law(date.fromisoformat(told.as_of), told.region, settings.law_extra)
        for ask in rule.asks:
            read_by(rule, ask, law)
        for name in _numbers_of(told.facts):
            law.asked(name)


def _line(card: Card, book: Rulebook, day: date | None, region: str | None) -> RuleLine:
    if day is None:
        holds = None if region is None or card.region == "CN" else region.startswith(card.region)
    else:
        holds = card.holds(day.isoformat(), region)
    own = card.id in book.own
    return RuleLine(
        card,
        book.plain(card.id).severity,
        book.asked_by(card.id),
        holds,
        card.id in book.off,
        own,
        book.own[card.id].file if own else _file(card),
    )


def _file(card: Card) -> str:
    """The file of a rule of puxi's, as it stands in the package."""
    rule = rules().get(card.id)
    module = next((module for module in (record, reading) if card in module.CARDS), record)
    file = Path(rule.file if rule else str(module.__file__))
    return f"puxi_cli/{file.relative_to(_PACKAGE).as_posix()}"


def _last_day(card: Card) -> date:
    """The last day on which a rule holds, else the last of the register's time: the clock's day is not meant."""
    if card.in_force:
        return date.fromisoformat(card.in_force[1])
    return date(register_years()[1], 12, 31)


def _askable(rule: Rule, law: Law) -> Law | None:
    """The law of the last day, up to that of the law given, on which all numbers that a rule asks have a value; None where there is none."""
    while True:
        asked = Law(law.day, law.region, law.extra)
        try:
            for ask in rule.asks:
                read_by(rule, ask, asked)
        except NoLawForDay:
            spans = [value for name in asked.asked_on_day for value in asked.named(name).parameter.within(law.region)]
            before = [value.until for value in spans if value.until < law.day]
            if not before:
                return None
            law = Law(max(before), law.region, law.extra)
        else:
            return asked


def _facts(rule: Rule, law: Law) -> tuple[FactRead, ...]:
    """The facts in the order of their names, over all its askings. Numbers that are missing on the day keep none from being told."""
    found: dict[str, FactRead] = {}
    for ask in rule.asks:
        table = "households" if ask.scope == Scope.HOUSEHOLD_ROWS else ask.table
        for name in sorted(_read(rule, law)):
            columns = fact_of(name).reads or ((f"{table}.{name}",) if name in fields_of(MODELS[table]) else ())
            if name not in found or columns:
                found[name] = FactRead(name, fact_of(name).words, columns)
    return tuple(found.values())


def _read(rule: Rule, law: Law) -> set[str]:
    """The facts read on the day; on the last day that the rule can be asked where a number is missing."""
    askable = _askable(rule, law) or _askable(rule, Law(_last_day(rule.card), law.region, law.extra))
    told = (read_by(rule, ask, askable) for ask in rule.asks) if askable else ()
    return set(rule.by_year.values()).union(*told)


def _numbers(rule: Rule, facts: Iterable[FactRead], law: Law) -> Iterator[NumberAsked]:
    """The numbers that the rule, its sentence and the facts it reads ask."""
    noted = Law(law.day, law.region, law.extra)
    for ask in rule.asks:
        with suppress(NoLawForDay):  # a number that is missing has been noted before it was found missing
            read_by(rule, ask, noted)
    said = {name for name in parameters(law.extra) if f"{{{name}}}" in rule.card.zh and name not in rule.by_year}
    of_day = noted.asked_on_day | said | _numbers_of(facts) | ({rule.points} if rule.points else set())
    by_year = noted.asked_by_year | set(rule.by_year)
    for name in sorted(of_day | by_year):
        yield NumberAsked(law_number(name, law), name in of_day, tuple(_years(name, law)) if name in by_year else ())


def _years(name: str, law: Law) -> Iterator[tuple[int, NumberSpan]]:
    for year in law.named(name).by_year():
        if span := law_number(name, Law(date(year, 12, 31), law.region, law.extra)).in_force:
            yield year, span


def _numbers_of(facts: Iterable[FactRead]) -> set[str]:
    return {name for fact in facts for name in fact_of(fact.name).numbers}
