"""What a register says of the problems of a ledger: found still, gone, or nobody can tell."""

from __future__ import annotations

import dataclasses
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass

import polars as pl

from puxi_cli.findings import Finding, Outcome
from puxi_cli.jobs.judge import judge, outcome_column
from puxi_cli.jobs.looking import Looked, Subject
from puxi_cli.jobs.rulebook import ASKED_BY, rulebook_of
from puxi_cli.jobs.settings_parts import Settings
from puxi_cli.records.scope import Scope
from puxi_cli.rules.base import CODES
from puxi_cli.systems.rectification import checking
from puxi_cli.systems.rectification.feedback import whom
from puxi_cli.systems.rectification.keys import key_of_finding
from puxi_cli.systems.rectification.problems import Ledger, Problem, Seen
from puxi_cli.systems.rectification.problems_told import register_of
from puxi_cli.text.words import Text

_Ranked = tuple[bool, int, Finding]  # whether it is waived, its place among all
_FEWEST_LACKING = 10  # households of a ledger that a register lacks, before it is taken for another one


@dataclass(frozen=True)
class Answer:
    """What a rule says of somebody of whom it finds nothing: that nothing is found, or why it cannot be told."""

    seen: Seen
    why: Text | None = None


_NOTHING = Answer(Seen.GONE)
_ABSENT = Answer(Seen.UNKNOWN, Text("信息表里没有这一户（人、村）", "not in this register"))
# Of a village that was read: then the row was taken out, or its number, or the name that it is known by, was written otherwise. The data
# cannot tell which.
_TAKEN_OUT = Answer(
    Seen.ON_SITE,
    Text(
        "信息表中已无此户（人）：编号或姓名改过的，请在台账中改写户编号；确已减少的，写明现场核实情况",
        "gone from the register: if its number or name was changed, write the new household number into the ledger; if it was taken out, "
        "write what was seen on site",
    ),
)
_OTHER_REGISTER = Answer(
    Seen.UNKNOWN, Text("信息表里没有台账的大多数户，可能拿错了文件", "most households of the ledger are not in this register")
)
_NOT_ASKED = Answer(Seen.UNKNOWN, Text("这条规则没有检查", "this rule was not asked"))
_AT_ANOTHER_ROW = Answer(Seen.UNKNOWN, Text("与另一行重复，问题列在那一行", "the row doubles another one, at which it is told"))
_UNKNOWN = Answer(Seen.UNKNOWN, Text("数据空白，规则无法判断", "the rule cannot tell: a figure is missing"))


@dataclass(frozen=True)
class Covered:
    """How many of the households that a ledger still has problems of are in a register."""

    there: int
    of: int

    @property
    def another(self) -> bool:
        """Whether so many are lacking that it is probably another register, or a part of one."""
        lacking = self.of - self.there
        return lacking >= _FEWEST_LACKING and 2 * lacking > self.of


def covered(ledger: Ledger, looked: Looked) -> Covered:
    """Hold the households of a ledger's problems, but for those that were right before, against a register."""
    households = {
        str(problem["household_id"])
        for problem in ledger.problems
        if problem["household_id"] and _was_there(problem) and not (problem.seen and problem.seen.right)
    }
    return Covered(len(households & _households(looked)), len(households))


def answers(
    looked: Looked, wanted: Iterable[tuple[str, Subject, str | None]], *, another: bool = False
) -> dict[tuple[str, Subject, str | None], Answer]:
    """For rules, subjects of whom nothing was found, and their villages: whether the rule looked at them and could decide.

    With `another` the register is probably not the ledger's: then it decides of nobody but the households and persons it has.
    """
    pairs = list(dict.fromkeys(wanted))
    registry = looked.opening.registry
    households = _households(looked)
    persons = set(registry.frame("persons")["person_id"].drop_nulls())
    inhabited = set(registry.frame("households")["village"].drop_nulls())
    villages = set(registry.frame("villages")["village"].drop_nulls()) | inhabited

    def there(subject: Subject) -> bool:
        household, person, village = subject
        if person is not None:
            return person in persons
        if household is not None:
            return household in households
        return village is None or village in villages  # what is about no one of them is about the files themselves

    unknown: dict[str, tuple[set[str], set[str], set[str]]] = {}
    failing: dict[str, set[str]] = {}  # persons whose rows fail a rule that tells rows which double each other once
    rules = [looked.rules[rule] for rule in dict.fromkeys(rule for rule, *_ in pairs) if rule in looked.rules]
    for as_it_stands in (True, False):
        some = [rule for rule in rules if (rule.card.family in ("REC", "DQ")) is as_it_stands]
        if not some:
            continue
        asking = dataclasses.replace(looked.opening.asking, as_it_stands=as_it_stands)
        # What `validate` finds stands at rows as the files have them.
        rows_asked = looked.opening.reading.registry if as_it_stands else registry
        judged = judge(rows_asked, some, asking, {ask.scope: ("village",) for rule in some for ask in rule.asks})
        for rule in some:
            open_ones: tuple[set[str], set[str], set[str]] = (set(), set(), set())
            for ask in rule.asks:
                frame = judged.rows.get(ask.scope)
                column = outcome_column(rule, ask)
                if frame is None or column not in frame.columns:
                    continue
                if rule.once and "person_id" in frame.columns:
                    rows = frame.filter(pl.col(column) == CODES[Outcome.FAIL])
                    failing.setdefault(rule.card.id, set()).update(rows["person_id"].drop_nulls())
                rows = frame.filter(pl.col(column) == CODES[Outcome.UNKNOWN])
                for names, kept in zip(("household_id", "person_id", "village"), open_ones, strict=True):
                    if names in rows.columns:
                        kept.update(str(value) for value in rows[names].drop_nulls().unique())
            unknown[rule.card.id] = open_ones

    def answer(rule: str, subject: Subject, home: str | None) -> Answer:
        if rule not in looked.asked:
            return _NOT_ASKED
        if another and (not there(subject) or subject[:2] == (None, None)):
            return _OTHER_REGISTER
        if not there(subject):
            return _TAKEN_OUT if home in inhabited and subject[2] is None else _ABSENT
        household, person, village = subject
        by_household, by_person, by_village = unknown.get(rule, (set(), set(), set()))
        if person is not None:
            if person in failing.get(rule, ()):
                return _AT_ANOTHER_ROW
            return _UNKNOWN if person in by_person else _NOTHING
        if household is not None:
            return _UNKNOWN if household in by_household else _NOTHING
        if village is not None:
            return _UNKNOWN if village in by_village else _NOTHING
        return _UNKNOWN if by_household or by_person or by_village else _NOTHING

    return {asked: answer(*asked) for asked in pairs}


def rules_named(ledger: Ledger, settings: Settings) -> dict[str, str]:
    """The rule that each problem names, by its number or its name in any letters; problems whose word is no rule are not in it."""
    numbers = {number: number for number in rulebook_of(settings).cards}
    known = numbers | {card.name.upper(): number for number, card in rulebook_of(settings).cards.items()}
    named = {problem.key: known.get(str(problem["rule"]).strip().upper()) for problem in ledger.problems if problem.checkable}
    return {key: rule for key, rule in named.items() if rule is not None}


def commands_of(rules: Iterable[str]) -> list[str]:
    """The commands that ask some rules; `validate` where there is none, and for a user's own."""
    families = {rule.rstrip("0123456789") for rule in rules}
    named = [command for command, asked in ASKED_BY.items() if families & set(asked)]
    own = families - {family for asked in ASKED_BY.values() for family in asked}
    return named if named and not own else sorted({*named, "validate"})


class Alike:
    """Findings by what they are about, and there by heading: the first that nobody waived, else the first.

    There may be as many of one rule in a village as there are problems: they are not gone through for each.
    """

    def __init__(self) -> None:
        self._every: dict[Hashable, _Ranked] = {}
        self._by_heading: dict[Hashable, _Ranked] = {}

    def add(self, about: Hashable, number: int, finding: Finding) -> None:
        """Take another one; `number` is its place among all findings."""
        ranked = finding.waived is not None, number, finding
        for kept, key in ((self._every, about), (self._by_heading, (about, finding.place.heading))):
            if key not in kept or ranked[:2] < kept[key][:2]:
                kept[key] = ranked

    def of(self, about: Hashable, heading: str | None) -> Finding | None:
        """The one that counts: in a column, or where it is about no column; of all where no heading is asked about."""
        if heading is None:
            return self._every[about][2] if about in self._every else None
        found = [self._by_heading[about, one] for one in (None, heading) if (about, one) in self._by_heading]
        return min(found, key=lambda one: one[:2])[2] if found else None


def looks_of(ledger: Ledger, looked: Looked, rules: Mapping[str, str], there: Covered) -> dict[str, checking.Look]:
    """What the register says of every problem that names a rule; `rules` are those that there are, by the problem's number.

    `there` says whether it is the ledger's register.
    """
    by_key: dict[str, Finding] = {}
    by_subject = Alike()
    by_village = Alike()
    for number, finding in enumerate(looked.findings):
        key = key_of_finding(finding)
        if key not in by_key or by_key[key].waived:
            by_key[key] = finding
        for subject in _subjects(finding):
            by_subject.add((finding.card.id, subject), number, finding)
        for village in dict.fromkeys((finding.village, None)):
            by_village.add((finding.card.id, village), number, finding)
    register = register_of(looked)
    looks: dict[str, checking.Look] = {}
    open_ones: dict[str, tuple[str, Subject, str | None]] = {}
    for problem in ledger.problems:
        if not problem.checkable:
            continue
        if problem.key not in rules:
            looks[problem.key] = checking.Look(Seen.UNKNOWN, "没有这条规则，请改正或清空“规则”一列")
            continue
        rule, about = rules[problem.key], _subject(problem)
        # A report that names nobody stands until its rule finds nobody in that village, or in the whole register. One that names
        # somebody who is not found is never taken for that: nobody could tell that it is right.
        whole = problem.reported and about[:2] == (None, None)
        if whole:
            named = whom(problem.values, register)
            if named.lost:
                looks[problem.key] = checking.Look(Seen.UNKNOWN, named.lost.value[0])
                continue
            if named.household:
                whole, about = False, (None, named.person, None) if named.person else (named.household, None, None)
        found: Finding | None = by_key.get(problem.key)
        if found is None:
            field = str(problem["field"]) if problem["field"] else None
            found = by_village.of((rule, about[2]), field) if whole else by_subject.of((rule, about), field)
        if found:
            looks[problem.key] = (
                checking.Look(Seen.WAIVED, found.waived) if found.waived is not None else checking.Look(Seen.FOUND)
            )
        else:
            open_ones[problem.key] = (rule, about, problem["village"] if _was_there(problem) else None)
    # A row that names nobody may have moved: while such a finding is there that is no problem yet, it may be this one.
    known = {problem.key for problem in ledger.problems}
    nameless = {f.card.id for key, f in by_key.items() if key not in known and not _subjects(f) and f.card.scope != Scope.SHEET}
    for key, (rule, about, _) in list(open_ones.items()):
        if about == (None, None, None) and rule in nameless:
            looks[key] = checking.Look(Seen.UNKNOWN, "该行没有户编号，可能换了位置")
            del open_ones[key]
    told = answers(looked, open_ones.values(), another=there.another)
    for key, asked in open_ones.items():
        answer = told[asked]
        looks[key] = checking.Look(answer.seen, answer.why[0] if answer.why else None)
    return looks


def _households(looked: Looked) -> set[str]:
    registry = looked.opening.registry
    return {home for name in ("households", "persons") for home in registry.frame(name)["household_id"].drop_nulls()}


def _was_there(problem: Problem) -> bool:
    """Whether some register has had it: a number that somebody wrote, and that none has had yet, was not taken out of one."""
    return not problem.reported or problem.seen not in (None, Seen.UNKNOWN)


def _subject(problem: Problem) -> Subject:
    """Whom a problem is about, as `answers` asks: a person, else a household, else a village."""
    household, person, village = problem["household_id"], problem["person_id"], problem["village"]
    if person:
        return None, str(person), None
    return (str(household), None, None) if household else (None, None, str(village) if village else None)


def _subjects(finding: Finding) -> list[Subject]:
    found: list[Subject] = [(None, finding.person_id, None)] if finding.person_id else []
    found += [(finding.household_id, None, None)] if finding.household_id else []
    return found + ([(None, None, finding.village)] if finding.village and not finding.household_id else [])
