"""Which rules a command asks: those of its families in force, as `[rules]` in `puxi.toml` and the options of the call have it.

    choice = chosen_rules("exit", settings, selection)    before a large register is read: what it names is there
    chosen = choice.in_force(opening.law)                 and something of it holds on the day
    chosen.told(checked)                                  of what was found, what was asked for

What a command is told on its line comes before the file; only `off` holds beside it, except for a rule that the line names.
"""

from __future__ import annotations

import dataclasses
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from puxi_cli.errors import UsageError
from puxi_cli.findings import Card, Checked, Severity
from puxi_cli.jobs.own_rules import prove
from puxi_cli.jobs.rulebook import ASKED_BY, Rulebook, elsewhere, rulebook_of
from puxi_cli.jobs.settings_parts import Selection, Settings
from puxi_cli.jobs.waivers import Run
from puxi_cli.law.law import Law
from puxi_cli.rules.base import Rule
from puxi_cli.rules.catalogue import RECORD_CARDS
from puxi_cli.rules.own import files_of
from puxi_cli.text.counting import counted, verb
from puxi_cli.text.words import COLON, ITEMS, LANGUAGES, SEMICOLON, Lang, Text, each_of

_NAMED = 6  # rules that a sentence names one by one
_NOT_CHOSEN: Text = Text("没有选它", "it was not chosen")


def chosen_rules(command: str, settings: Settings, selection: Selection | None = None) -> Choice:
    """What is to be asked, as far as it is known without a day. Raises UsageError for what there is not, with what was meant."""
    selection, book = selection or Selection(), rulebook_of(settings)
    named = frozenset(book.rule(word, Text("--rule", "--rule")) for word in selection.rules)
    families = frozenset(book.family(word, Text("--family", "--family")) for word in selection.families)
    askable = book.askable(command)
    for number in sorted(named - set(askable)):
        raise _asked_elsewhere("--rule", number, command, book.asked_by(number))
    for family in sorted(families - {card.family for card in askable.values()}):
        number = next(number for number, card in book.cards.items() if card.family == family)
        raise _asked_elsewhere("--family", family, command, book.asked_by(number))
    severity = Severity(selection.severity) if selection.severity else None
    return Choice(command, book, askable, named, families, severity)


def whole(command: str, settings: Settings) -> Choice:
    """All that a command asks, but for what the file switches off."""
    book = rulebook_of(settings)
    return Choice(command, book, book.askable(command), frozenset(), frozenset(), None, narrow=False)


def _asked_elsewhere(option: str, word: str, command: str, other: str) -> UsageError:
    return UsageError(
        f"{option} {word}：由 puxi {other} 检查，puxi {command} 不检查。",
        f"{option} {word}: that is asked by puxi {other}, not by puxi {command}.",
    )


@dataclass(frozen=True)
class Chosen:
    """The rules to ask, with the user's severities: `own` of them are the user's, `record` the cards of what reading finds.

    `known` are all cards there are, `notes` what is to be said of what was left out, `run` what was asked and why the rest was not,
    `not_in_force` the families with rules that do not hold on the day or in the region, and how many of each.
    `named` are those that the line names: they are asked though the file switches them off.
    """

    rules: tuple[Rule, ...]
    own: tuple[Rule, ...]
    record: Mapping[str, Card]
    known: Mapping[str, Card]
    notes: tuple[Text, ...]
    run: Run
    not_in_force: tuple[tuple[str, int], ...]
    named: frozenset[str] = frozenset()

    def told(self, checked: Checked) -> Checked:
        """An answer with the findings and counts of what was chosen; its verdicts as they are."""
        numbers = {*self.record, *(rule.card.id for rule in self.rules)}
        return dataclasses.replace(
            checked,
            rules=tuple(count for count in checked.rules if count.card.id in numbers),
            findings=tuple(finding for finding in checked.findings if finding.card.id in numbers),
            notes=tuple(dict.fromkeys((*checked.notes, *self.notes))),
            not_in_force=self.not_in_force,
        )


@dataclass(frozen=True)
class Choice:
    """What a command is to ask, on any day: `named` and `families` are those of the line, `narrow` whether the file's hold."""

    command: str
    book: Rulebook
    askable: Mapping[str, Card]
    named: frozenset[str]
    families: frozenset[str]
    severity: Severity | None
    narrow: bool = True

    def in_force(self, law: Law) -> Chosen:
        """What of it holds on the day and in the region. Raises UsageError where that is nothing, and says why."""
        why = {number: self._why_not(card, law) for number, card in self.askable.items()}
        told = {number for number, reason in why.items() if reason is None}
        if not told and (self._by_line or self._by_file or self.book.off):
            raise self._nothing({number: reason for number, reason in why.items() if reason and reason is not _NOT_CHOSEN}, law)
        own = tuple(rule for number, rule in self.book.own.items() if number in told)
        prove(own, law)
        built_in = [rule for rule in self.book.built_in(ASKED_BY[self.command]) if rule.card.id in told]
        return Chosen(
            tuple(sorted((*built_in, *own), key=lambda rule: rule.card.rank)),
            own,
            {number: card for number, card in self.askable.items() if number in told and number in RECORD_CARDS},
            self.book.cards,
            tuple(self.notes(law)),
            self.book.run(self.command, told, law),
            self.not_in_force(law),
            self.named,
        )

    @property
    def _by_line(self) -> bool:
        return bool(self.named or self.families or self.severity)

    @property
    def _by_file(self) -> bool:
        """Whether `only` and `families` of the file hold: the line names nothing itself."""
        return self.narrow and not (self.named or self.families) and bool(self.book.only or self.book.families)

    def _why_not(self, card: Card, law: Law) -> Text | None:
        """Why a rule is not asked; None where it is."""
        named, families = (self.book.only, self.book.families) if self._by_file else (self.named, self.families)
        if (named or families) and card.id not in named and card.family not in families:
            return _NOT_CHOSEN
        if not card.holds(law.day.isoformat(), law.region):
            return _when(card)
        if card.id in self.book.off and card.id not in self.named:
            return Text("已在 puxi.toml 中关闭", "switched off in puxi.toml")
        if self.severity and card.severity.weight < self.severity.weight:
            return Text(
                f"级别是{card.severity.words.of('zh')}，低于 --severity {self.severity}",
                f"of severity {card.severity.words.of('en')}, below --severity {self.severity}",
            )
        return None

    def _nothing(self, reasons: Mapping[str, Text], law: Law) -> UsageError:
        by_reason: dict[Text, list[str]] = {}
        for number, reason in reasons.items():
            by_reason.setdefault(reason, []).append(number)
        zh = "；".join(f"{_listed(numbers, '、')} {reason[0]}" for reason, numbers in by_reason.items())
        en = "; ".join(f"{_listed(numbers, ', ')} {reason[1]}" for reason, numbers in by_reason.items())
        if not reasons:
            keys = [key for key, named in (("families", self.book.families), ("only", self.book.only)) if named]
            families, at = ASKED_BY[self.command], self.book.where(", ".join(keys))
            zh = f"{at[0]} 中没有 puxi {self.command} 的规则（{'、'.join(families)}）"
            en = f"{at[1]}: none of them is a rule of puxi {self.command} ({', '.join(families)})"
        return UsageError(
            f"没有可检查的规则（{law.day}，{law.region or '区划未知'}）：{zh}。puxi rules list 可查看各规则的时段和地区。",
            f"No rule to ask ({law.day}, {law.region or 'region unknown'}): {en}. puxi rules list shows when and where each holds.",
        )

    def notes(self, law: Law) -> Iterator[Text]:
        """What a reader must know of what is asked on the day and what is not."""
        told = {number for number, card in self.askable.items() if self._why_not(card, law) is None}
        held = [card for card in self.askable.values() if card.holds(law.day.isoformat(), law.region)]
        yield from self._elsewhere(law)
        yield from self._on_other_days(law)
        if own := [rule for number, rule in self.book.own.items() if number in told]:
            files, numbers = ([file.rpartition("/")[2] for file in files_of(own)], [rule.card.id for rule in own])
            yield Text(
                f"自定规则（{'、'.join(files)}）：{_listed(numbers, '、')}。",
                f"Rules of your own ({', '.join(files)}): {_listed(numbers, ', ')}.",
            )
        off = [card for card in held if card.id in self.book.off and card.id not in told]
        if off:
            yield Text(
                f"puxi.toml 关闭了的规则，没有检查：{'、'.join(f'{card.id} {card.title_zh}' for card in off)}。",
                f"Switched off in puxi.toml and not asked: {', '.join(f'{card.id} {card.title_en}' for card in off)}.",
            )
        if weighed := [self.book.cards[number] for number in self.book.severity if number in told]:
            zh, en = ([f"{card.id} {card.severity.words.of(lang)}" for card in weighed] for lang in LANGUAGES)
            yield Text(f"puxi.toml 改了级别：{'、'.join(zh)}。", f"Severity as in puxi.toml: {', '.join(en)}.")
        if self._by_line or self._by_file:
            yield self._chosen_words(len(held) - len(told) - len(off))
        for number in sorted(self.named - told, key=lambda number: self.askable[number].rank):
            why_zh, why_en = self._why_not(self.askable[number], law) or _NOT_CHOSEN
            yield Text(f"--rule {number}：{why_zh}。", f"--rule {number}: {why_en}.")

    def _elsewhere(self, law: Law) -> Iterator[Text]:
        """The rules of other regions that would be asked on the day, and how."""
        unnamed = [card for card in self.askable.values() if card.id not in self.named]
        yield from elsewhere([c for c in unnamed if self._why_not(dataclasses.replace(c, region="CN"), law) is None], law)

    def _on_other_days(self, law: Law) -> Iterator[Text]:
        """The families with rules that hold on the day nowhere, in one line; those of other regions are told apart."""
        left = [card for card in self._not_held(law) if not card.holds(law.day.isoformat(), card.region)]
        if left:
            named = _by_family(left)
            day = law.day
            zh = "、".join(f"{family}（{number} 条）" for family, number in named)
            en = ", ".join(f"{family} ({counted(number, 'rule')})" for family, number in named)
            yield Text(
                f"以下规则在{day.year}年{day.month}月{day.day}日不适用，没有检查：{zh}。puxi rules list 可查看各规则的时段。",
                f"Not in force on {day} and not asked: {en}. puxi rules list shows when each holds.",
            )

    def not_in_force(self, law: Law) -> tuple[tuple[str, int], ...]:
        """The families with rules that do not hold on the day or in the region, and how many; of those that were chosen."""
        return _by_family(self._not_held(law))

    def _not_held(self, law: Law) -> list[Card]:
        """What would be asked if it held; a rule that the line names is told by itself."""
        everywhere = (dataclasses.replace(card, region="CN", in_force=None) for card in self.askable.values())
        wanted = {card.id for card in everywhere if card.id not in self.named and self._why_not(card, law) is None}
        return [card for card in self.askable.values() if card.id in wanted and not card.holds(law.day.isoformat(), law.region)]

    def _chosen_words(self, rest: int) -> Text:
        """That the answer is of some rules only, and that verdicts are of all the same."""
        zh, en = (" ".join(self._chosen(lang)) for lang in LANGUAGES)
        if not rest:
            return Text(f"所选的规则（{zh}）就是本命令的全部规则。", f"The rules chosen ({en}) are all that this command asks.")
        if self.command == "validate":
            return Text(
                f"只检查了所选的规则（{zh}），其余 {rest} 条没有检查。",
                f"Only the rules chosen were asked ({en}); {rest} {verb(rest, 'other was', 'others were')} not.",
            )
        return Text(
            f"只列出所选规则的问题（{zh}），其余 {rest} 条没有列出；结论仍按全部规则作出。",
            f"Only findings of the rules chosen are told ({en}), not of {rest} {verb(rest, 'other', 'others')}; verdicts are made of all of them.",
        )

    def _chosen(self, lang: Lang) -> Iterator[str]:
        """What was chosen, in one language: where the file says so by the keys it has there."""
        comma, colon, semicolon = each_of((ITEMS, COLON, SEMICOLON), lang)
        if self._by_file:
            keys = [("families", self.book.families), ("only", self.book.only)]
            there = [f"{key}{colon}{_listed(sorted(named), comma)}" for key, named in keys if named]
            yield f"{self.book.where('').of(lang).rstrip()} {semicolon.join(there)}"
        elif named := sorted((*self.families, *self.named)):
            yield _listed(named, comma)
        if self.severity:
            yield f"--severity {self.severity}"


def _by_family(those: Sequence[Card]) -> tuple[tuple[str, int], ...]:
    return tuple(Counter(card.family for card in sorted(those, key=lambda card: card.rank)).items())


def _when(card: Card) -> Text:
    """When and where a rule holds."""
    span = " – ".join(card.in_force) if card.in_force else ""
    zh = "，".join(part for part in (span, "" if card.region == "CN" else card.region) if part)
    en = ", ".join(part for part in (span, "" if card.region == "CN" else card.region) if part)
    return Text(f"只在 {zh} 有效", f"only for {en}")


def _listed(words: Sequence[str], between: str) -> str:
    """The first of some words, and how many there are where that is more; with the Chinese or the English comma."""
    more = (f"…（{len(words)}）" if between == "、" else f" … ({len(words)})") if len(words) > _NAMED else ""
    return between.join(words[:_NAMED]) + more
