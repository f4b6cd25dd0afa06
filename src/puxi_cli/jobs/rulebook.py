"""The rules there are for a project: puxi's and the user's own, switched off or weighed anew as `[rules]` in `puxi.toml` says."""

from __future__ import annotations

import dataclasses
import difflib
from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import takewhile

from puxi_cli.errors import UsageError
from puxi_cli.findings import Card
from puxi_cli.jobs.settings_parts import Settings
from puxi_cli.jobs.trust import check_trusted
from puxi_cli.jobs.waivers import Run
from puxi_cli.law.law import Law
from puxi_cli.law.regions import is_region, name_of
from puxi_cli.rules.base import Rule
from puxi_cli.rules.catalogue import cards, rules
from puxi_cli.rules.own import own_rules
from puxi_cli.system import asked_by
from puxi_cli.text.counting import counted, verb
from puxi_cli.text.words import COLON, NO_WORDS, Text

# The families that a command asks. A user's own rules are asked by `validate`, whatever their family.
ASKED_BY = asked_by()
OWN_ASKED_BY = "validate"
_PLACES = {"61": Text("陕西", "Shaanxi")}  # regions that rules are made for


class Rulebook:
    """`cards` by number and `own` rules by number, with the severities that the user gave; what the file switches off or names.

    The user's files are run once, when this is made. Raises UsageError for them, and for what `[rules]` names and is not there.
    """

    def __init__(self, settings: Settings) -> None:
        said = settings.rules
        if settings.file is not None:
            check_trusted(settings.file, said.own)
        own = own_rules(said.own, settings.law_extra)
        self._file = settings.file
        self._plain = {**cards(), **{number: rule.card for number, rule in own.items()}}
        self.severity = {self._number(word, "severity"): severity for word, severity in said.severity.items()}
        self.cards: Mapping[str, Card] = {number: self._weighed(card) for number, card in self._plain.items()}
        self.own: Mapping[str, Rule] = {number: self._with_card(rule) for number, rule in own.items()}
        self.off = frozenset(self._number(word, "off") for word in said.off)
        self.only = frozenset(self._number(word, "only") for word in said.only)
        self.families = frozenset(self.family(word, self.where("families")) for word in said.families)

    def where(self, key: str) -> Text:
        """Where a word of the file stands, for who has to change it."""
        file = self._file or "puxi.toml"
        return Text(f"{file}，[rules] {key}", f"{file}, [rules] {key}")

    def plain(self, number: str) -> Card:
        """A card with the severity it was made with."""
        return self._plain[number]

    def built_in(self, families: Collection[str]) -> list[Rule]:
        """puxi's rules of some families, as the user weighs them."""
        return [self._with_card(rule) for rule in rules().values() if rule.card.family in families]

    def standing(self, families: Collection[str], law: Law, named: Collection[str] = ()) -> tuple[Rule, ...]:
        """puxi's rules of some families that hold on the day and in the region and are not switched off, or `named` on the line."""
        return tuple(rule for rule in _held(self.built_in(families), law) if rule.card.id not in self.off.difference(named))

    def switched_off(self, families: Collection[str], law: Law, named: Collection[str] = ()) -> tuple[Rule, ...]:
        """Those that hold, but are switched off: what they would answer stays open."""
        return tuple(rule for rule in _held(self.built_in(families), law) if rule.card.id in self.off.difference(named))

    def run(self, command: str, asked: Collection[str], law: Law) -> Run:
        """What a run of a command asked, and why it did not ask the others that it could have."""
        why: dict[str, Text] = {}
        answers = {rule.card.id for rule in rules().values() if not rule.finds}
        for number, card in self.askable(command).items():
            if not card.holds(law.day.isoformat(), law.region):
                why[number] = Text("在这一天或这个地区不适用", "does not hold on the day or in the region")
            elif number in self.off and number not in asked:
                why[number] = Text("已在 puxi.toml 中关闭", "is switched off in puxi.toml")
            elif number in answers:
                why[number] = Text(
                    "只回答一项标准，不产生问题，无从豁免", "answers a criterion and makes no findings that could be waived"
                )
        return Run(frozenset(asked), why)

    def askable(self, command: str) -> dict[str, Card]:
        """The cards of the rules that a command can ask."""
        return {number: card for number, card in self.cards.items() if self.asked_by(number) == command}

    def asked_by(self, number: str) -> str:
        """The command that asks a rule."""
        if number in self.own:
            return OWN_ASKED_BY
        return next(command for command, families in ASKED_BY.items() if self.cards[number].family in families)

    def rule(self, word: str, where: Text = NO_WORDS) -> str:
        """The number of the rule that a number or a name means. Raises UsageError with what was perhaps meant."""
        if word.upper() in self._plain:
            return word.upper()
        names = {card.name: number for number, card in self._plain.items()}
        if word.lower() in names:
            return names[word.lower()]
        near = _near(word.upper(), self._plain) or _near(word.lower(), names)
        meant = Text(f"；是否为 {'、'.join(near)}？", f"; perhaps {', '.join(near)}?") if near else Text("。", ".")
        at = tuple(f"{place}{colon}" if place else "" for place, colon in zip(where, COLON, strict=True))
        raise UsageError(
            f"{at[0]}没有规则 {word}{meant[0]}全部规则见 puxi rules list。",
            f"{at[1]}there is no rule {word}{meant[1]} puxi rules list names them all.",
        )

    def family(self, word: str, where: Text) -> str:
        """The family that a word means. Raises UsageError with those there are."""
        families = list(dict.fromkeys(card.family for card in self._plain.values()))
        if word.upper() in families:
            return word.upper()
        raise UsageError(
            f"{where[0]}：没有规则族 {word}；可用：{'、'.join(families)}。",
            f"{where[1]}: there is no family {word}; known: {', '.join(families)}.",
        )

    def _number(self, word: str, key: str) -> str:
        return self.rule(word, self.where(key))

    def _weighed(self, card: Card) -> Card:
        severity = self.severity.get(card.id, card.severity)
        return card if severity is card.severity else dataclasses.replace(card, severity=severity)

    def _with_card(self, rule: Rule) -> Rule:
        card = self.cards[rule.card.id]
        if card.id not in self.severity:
            return rule
        other = rule.otherwise and (rule.otherwise[0], self._weighed(rule.otherwise[1]))
        return dataclasses.replace(rule, card=card, otherwise=other)


def rulebook_of(settings: Settings) -> Rulebook:
    """The rules there are for a project, made once of its settings. Raises UsageError where `[rules]` names what is not there."""
    return settings.once("rulebook", lambda: Rulebook(settings))


def _near(word: str, known: Iterable[str]) -> list[str]:
    """The three that are most alike; of numbers, that differ in one digit all, those that begin alike."""
    alike = difflib.get_close_matches(word, list(known), n=30)
    return sorted(
        alike, key=lambda other: -sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(word, other, strict=False)))
    )[:3]


def _held(those: Iterable[Rule], law: Law) -> list[Rule]:
    return [rule for rule in those if rule.card.holds(law.day.isoformat(), law.region)]


def elsewhere(those: Collection[Card], law: Law) -> Iterator[Text]:
    """Of cards that hold on the day those of other regions than the register's, and how they are asked."""
    for region in sorted({card.region for card in those} - {"CN"}):
        if (law.region or "").startswith(region):
            continue
        left = [card for card in those if card.region == region]
        families = dict.fromkeys(card.family for card in left)
        zh, en = _PLACES.get(region, Text(region, region))
        said_zh = f"{zh}的 {len(left)} 条规则（{'、'.join(families)}）没有检查："
        said_en = f"{counted(len(left), 'rule')} of {en} ({', '.join(families)}) {verb(len(left), 'was', 'were')} not asked: "
        if law.region:  # nobody is to say that a register lies where it does not
            place = region_words(law.region)
            yield Text(
                f"{said_zh}只用于{zh}，而区划是 {place[0]}。",
                f"{said_en}{verb(len(left), 'it is', 'they are')} of {en} alone, and the region is {place[1]}.",
            )
            continue
        yield Text(
            f"{said_zh}信息表的区划未知。要检查请加 --region {region}，或写县的代码或名称。",
            f"{said_en}the register's region is unknown. --region {region}, or a county's code or name, asks "
            f"{verb(len(left), 'it', 'them')}.",
        )


def region_words(code: str) -> Text:
    """A region's name and code, as 河南省（41）; the code alone where it is of no region."""
    return Text(f"{name_of(code)}（{code}）", f"{name_of(code)} ({code})") if is_region(code) else Text(code, code)
