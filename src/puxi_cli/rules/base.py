"""What a rule is: a card, and one expression that is TRUE when the rule is kept.

    @rule(id="REC305", name="number-once-in-household", asks=(Ask(Scope.PERSON, "id_no"),), ...)
    def number_once_in_household(p, law):
        return p.number_here <= 1

`p` gives the facts of the scope as narwhals expressions, `law` the numbers of the day; nothing else is in reach. The expression
is NULL where a figure is missing: that is unknown, never a pass. `applies` says for which rows the rule is meant; where it is NULL, see `_OF_A_DAY`.
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Mapping
from contextvars import ContextVar
from dataclasses import dataclass, field, replace
from pathlib import Path
from string import Formatter
from typing import Any

import narwhals as nw

from puxi_cli.facts.catalogue import fact_of
from puxi_cli.facts.membership import cannot_read
from puxi_cli.findings import Card, Duty, Outcome, Severity
from puxi_cli.law.law import Law
from puxi_cli.records.fields import fields_of
from puxi_cli.records.scope import Scope
from puxi_cli.records.tables import MODELS
from puxi_cli.text.words import Text


class Facts:
    """The facts of a scope as expressions, by name. `asked` is the field the rule is asked of, where it is asked of several."""

    def __init__(self, asked: str) -> None:
        self._asked = asked
        self.read: set[str] = set()

    @property
    def asked(self) -> nw.Expr:
        """The field this asking is about."""
        self.read.add(self._asked)
        return nw.col(self._asked)

    def __getattr__(self, name: str) -> nw.Expr:
        if name.startswith("_"):
            raise AttributeError(name)
        self.read.add(name)
        return nw.col(name)

    def filled(self, name: str) -> nw.Expr:
        """Whether the cell of a field is filled; unknown where it holds what cannot be read. For rules about blanks."""
        self.read.add(name)
        return nw.when(~_unread(name)).then(~nw.col(name).is_null())

    @property
    def asked_filled(self) -> nw.Expr:
        """Whether the cell that this asking is about is filled, as `filled`."""
        return self.filled(self._asked)

    def positive(self, name: str) -> nw.Expr:
        """Whether the cell of a field holds more than nothing: 0 and blank do not; unknown where it cannot be read."""
        self.read.add(name)
        return nw.when(~cannot_read(name)).then((nw.col(name) > 0).fill_null(False))


def _unread(*names: str) -> nw.Expr:
    """Whether a field, or one of the row's own that a fact is made of, holds what cannot be read."""
    fields = {way.rpartition(".")[2] for name in names for need in fact_of(name).reads or (name,) for way in need.split("|")}
    return nw.any_horizontal(*(cannot_read(field) for field in sorted(fields)), ignore_nulls=True)


@dataclass(frozen=True)
class Ask:
    """Where a rule is asked: the scope, and the field whose cell a finding points to."""

    scope: Scope
    field: str
    table: str


class WrongCard(TypeError):
    """A rule that is not written as rules are; both languages of one sentence, without a value of anybody's."""

    def __init__(self, zh: str, en: str) -> None:
        super().__init__(en)
        self.zh, self.en = zh, en


Expression = Callable[[Facts, Law], nw.Expr]


@dataclass(frozen=True)
class Otherwise:
    """How a failure is told of rows for which a fact (`where`) holds: in other words, and of another weight."""

    where: str
    severity: Severity
    titles: Text
    zh: str
    en: str
    mend: Text


@dataclass(frozen=True)
class Rule:
    """A card with its expression.

    `needs` are the fields without which it is unknown; `twin` the fact that names another row, of `twin_table` where that is not
    the table asked. `item` is the criterion of a verdict that it answers; with `finds` false its failures are no findings of their
    own (a listed household below the line is as it should be), only items. `by_year` are numbers of the law that the sentence
    names, each with the fact that says of which year; `points` names the number that says how many points the item gives.
    `otherwise` is a fact, and the card by which failures of its rows are told. `unknown` says what keeps the rule
    from an answer where its columns are there; braces are facts, added up over the rows. `once` are the facts that rows which double
    each other have in common: such rows are one finding, at the first of them. `file` is where it stands. `headed` are the card's
    Chinese sentence and way to mend with `{heading_…}` where they name a field of the table asked: a finding quotes the file's heading.
    """

    card: Card
    asks: tuple[Ask, ...]
    kept: Expression
    applies: Expression | None
    needs: tuple[str, ...]
    twin: str | None
    shows: tuple[str, ...]
    twin_table: str | None = None
    item: str | None = None
    finds: bool = True
    by_year: Mapping[str, str] = field(default_factory=dict)
    points: str | None = None
    file: str = ""
    otherwise: tuple[str, Card] | None = None
    unknown: Text | None = None
    once: tuple[str, ...] = ()
    headed: tuple[str, str] | None = None

    @property
    def counted(self) -> tuple[str, ...]:
        """The facts that are added up for `unknown`."""
        return tuple(name for _, name, _, _ in Formatter().parse(self.unknown[0]) if name) if self.unknown else ()


RULES: dict[str, Rule] = {}
_HERE = str(Path(__file__).parents[1])


def _keep(made: Rule) -> None:
    if not made.file.startswith(_HERE):
        return  # a file of the user's that nobody is loading (`rules.own`)
    if made.card.id in RULES:
        raise ValueError(f"{made.card.id} stands twice")
    RULES[made.card.id] = made


# What becomes of a rule as its file is run: puxi's own go into RULES, a user's never do.
KEEP: ContextVar[Callable[[Rule], None]] = ContextVar("keep", default=_keep)


def rule(
    *,
    id: str,
    name: str,
    asks: tuple[Ask, ...],
    severity: Severity,
    duty: Duty,
    titles: tuple[str, str],
    zh: str,
    en: str,
    mend: tuple[str, str],
    cite: str,
    applies: Expression | None = None,
    needs: tuple[str, ...] = (),
    twin: str | None = None,
    shows: tuple[str, ...] = (),
    twin_table: str | None = None,
    item: str | None = None,
    finds: bool = True,
    by_year: Mapping[str, str] | None = None,
    points: str | None = None,
    otherwise: Otherwise | None = None,
    unknown: tuple[str, str] | None = None,
    once: tuple[str, ...] = (),
    region: str = "CN",
    in_force: tuple[str, str] | None = None,
) -> Callable[[Expression], Expression]:
    """Register a rule. Words in both languages are pairs: Chinese, English.

    `shows` are the facts its sentence names in braces; `{twin}` is the place of the twin's row.
    `{heading_status}` is the heading of the field `status` of the table asked: the file's own in a finding, else the canonical one.
    """
    if any(isinstance(words, str) for words in (titles, mend, unknown)):
        raise WrongCard("titles、mend 和 unknown 要写成一对：中文、英文", "titles, mend and unknown are pairs: Chinese, English")

    def register(kept: Expression) -> Expression:
        plain = [_with_headings(text, asks[0].table) for text in (zh, mend[0])]
        card = Card(
            id, name, asks[0].scope, severity, duty, plain[0], en, plain[1], mend[1], cite, titles[0], titles[1], region, in_force
        )
        other = None
        if otherwise:
            (title_zh, title_en), (mend_zh, mend_en) = otherwise.titles, otherwise.mend
            other = (
                otherwise.where,
                replace(
                    card,
                    severity=otherwise.severity,
                    zh=otherwise.zh,
                    en=otherwise.en,
                    title_zh=title_zh,
                    title_en=title_en,
                    mend_zh=mend_zh,
                    mend_en=mend_en,
                ),
            )
        file = kept.__code__.co_filename
        KEEP.get()(
            Rule(
                card,
                asks,
                kept,
                applies,
                needs,
                twin,
                shows,
                twin_table,
                item,
                finds,
                by_year or {},
                points,
                file,
                other,
                Text(*unknown) if unknown else None,
                once,
                None if plain == [zh, mend[0]] else (zh, mend[0]),
            )
        )
        return kept

    return register


def _with_headings(text: str, table: str) -> str:
    """A sentence with the canonical headings of the fields of which it names the heading."""
    cells = fields_of(MODELS[table]) if table in MODELS else {}
    return HEADING_OF.sub(lambda named: cells[named[1]].heading if named[1] in cells else named[0], text)


HEADING_OF = re.compile(r"\{heading_(\w+)\}")
_CHINESE = re.compile(r"[^A-Za-z]*[\u4e00-\u9fff]")
# Asked as of a day of who is on the register or has left it: where that cannot be told it is unknown whether the rule is kept.
# Elsewhere a blank only means that the row is not one the rule is about; not so a cell that cannot be read, nor one of these facts.
_OF_A_DAY = ("ID", "EX", "VX", "CX")
_WHO = frozenset(
    (
        "on_list",
        "there",
        "present",
        "standing",
        "registered",
        "on_register",
        "exited",
        "planned",
        "leaves",
        "members",
        "member_rows",
        "any_worker",
        "wage_now",
    )
)
# The four outcomes as small numbers, so that a million rows of them stay small.
CODES = {Outcome.PASS: 0, Outcome.FAIL: 1, Outcome.UNKNOWN: 2, Outcome.NOT_APPLICABLE: 3}


def kept_words(rule_: Rule) -> Text | None:
    """When a rule is kept, as its author wrote it below the function's head: Chinese, English. Who wrote one language is told in it.

    A paragraph that begins in Chinese is Chinese.
    """
    told: tuple[list[str], list[str]] = ([], [])
    for paragraph in (inspect.getdoc(rule_.kept) or "").split("\n\n"):
        if words := " ".join(paragraph.split()):
            told[0 if _CHINESE.match(words) else 1].append(words)
    zh, en = ("".join(told[0]), " ".join(told[1]))
    return Text(zh or en, en or zh) if zh or en else None


def read_by(rule_: Rule, ask: Ask, law: Law) -> frozenset[str]:
    """The facts and fields that a rule reads where it is asked."""
    return read_to_keep(rule_, ask, law) | read_to_apply(rule_, ask, law)


def read_to_keep(rule_: Rule, ask: Ask, law: Law) -> frozenset[str]:
    """Those of them that say whether it is kept."""
    facts: Any = Facts(ask.field)
    rule_.kept(facts, law)
    return frozenset(facts.read)


def read_to_apply(rule_: Rule, ask: Ask, law: Law) -> frozenset[str]:
    """Those of them that say for which rows it is meant."""
    facts: Any = Facts(ask.field)
    if rule_.applies:
        rule_.applies(facts, law)
    return frozenset(facts.read)


def of_a_day(rule_: Rule) -> bool:
    """Whether it is asked as of a day of who is on the register or has left it: then a blank that says for whom it is meant is unknown."""
    return rule_.card.family in _OF_A_DAY


def applies_unknown(rule_: Rule, ask: Ask, law: Law) -> nw.Expr:
    """Where it is unknown because nobody can tell whether the rule is meant for the row."""
    if rule_.applies is None:
        return nw.lit(False)
    facts: Any = Facts(ask.field)
    nobody_knows = rule_.applies(facts, law).is_null()
    if of_a_day(rule_):
        return nobody_knows
    lost = [nw.col(name).is_null() for name in sorted(facts.read & _WHO)]
    return nobody_knows & nw.any_horizontal(_unread("household_id", *facts.read), *lost, ignore_nulls=True)


def outcome(rule_: Rule, ask: Ask, law: Law, *, answered: bool = True) -> nw.Expr:
    """What the rule says of each row, as a number of `CODES`; not `answered`, unknown for those it is meant for."""
    facts: Any = Facts(ask.field)
    passed, failed, unknown, aside = (nw.lit(CODES[said], dtype=nw.Int8) for said in CODES)
    said = unknown
    if answered:
        kept = rule_.kept(facts, law)
        said = nw.when(kept).then(passed).otherwise(nw.when(~kept).then(failed).otherwise(unknown))
    if rule_.applies is None:
        return said
    applies = rule_.applies(facts, law)
    nobody_knows = applies_unknown(rule_, ask, law)
    return nw.when(applies).then(said).otherwise(nw.when(nobody_knows).then(unknown).otherwise(aside))
