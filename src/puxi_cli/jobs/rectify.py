"""`puxi rectify`: problems with a person and a day, checked against the newest register, closed when the data is right."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from puxi_cli.errors import UsageError
from puxi_cli.findings import Duty, Finding, Scope, Severity
from puxi_cli.jobs.ledgers import LedgerFile, locked, read_ledger, read_other, write_ledger
from puxi_cli.jobs.settings import Settings
from puxi_cli.law.law import Law
from puxi_cli.law.notes import told as told_of_law
from puxi_cli.records.fields import fields_of
from puxi_cli.records.tables import MODELS
from puxi_cli.rectification import checking, closing, merging, planning
from puxi_cli.rectification.duties import duty_named
from puxi_cli.rectification.keys import key_of_finding
from puxi_cli.rectification.problems import OWN_SOURCE, Holder, Ledger, Problem, Seen
from puxi_cli.rectification.progress import progress
from puxi_cli.rectification.told import CheckTold, CloseTold, MergeTold, PlanTold, StatusTold

if TYPE_CHECKING:
    from puxi_cli.jobs.looking import Looked, Subject
    from puxi_cli.rectification.feedback import Register, Rules

Note = tuple[str, str]


def plan(
    paths: Sequence[Path],
    ledger: Path,
    settings: Settings,
    *,
    today: date,
    who: str,
    feedback: Sequence[Path] = (),
    source: str | None = None,
    day: date | None = None,
    region: str | None = None,
    password: str | None = None,
    checks: Collection[str] = (),
    earlier: Sequence[Path] = (),
) -> PlanTold:
    """Make or update the ledger from what puxi finds and what others reported.

    Raises UsageError, UnreadableFile, NoLawForDay, NotWritten.
    """
    from puxi_cli.jobs.looking import COMMANDS, look

    with locked(ledger):
        file = read_ledger(ledger, new=True)
        looked = look(
            paths, settings, day=day, region=region, password=password, commands=checks or settings.rectify.checks or COMMANDS,
            earlier=earlier,
        )  # fmt: skip
        reports, unread = _reported(feedback, source, looked, settings)
        wanted = [*reports, *_found(looked)]
        holders = [*_holders(settings), *_register_holders(looked), *file.ledger.holders]
        days = {**planning.DEFAULT_DAYS, **settings.rectify.days}
        planned = planning.plan(file.ledger, wanted, holders, days, today, who)
        was_written = write_ledger(file, planned.changes)
    notes = [*looked.notes, *unread, *_by_hand(file)]
    if planned.unsure:
        notes.append((
            "有的整改时限超出已公布的放假安排，只扣除了周末，请届时核对。",
            "Some deadlines lie beyond the holidays announced so far; there only weekends were taken off. Look at them again then.",
        ))  # fmt: skip
    if planned.closed_again:
        notes.append((
            f"{len(planned.closed_again)} 个已销号的问题又被发现，请运行 puxi rectify check：{_some(planned.closed_again)}。",
            f"{len(planned.closed_again)} closed problems are found again; run puxi rectify check: {_some(planned.closed_again)}.",
        ))  # fmt: skip
    added = planned.changes.added
    counts: dict[str, int] = {}
    for problem in added:
        counts[str(problem["source"] or "")] = counts.get(str(problem["source"] or ""), 0) + 1
    after = file.ledger.after(planned.changes)
    return PlanTold(
        ledger, after, today, was_written, tuple(dict.fromkeys(notes)), counts, planned.covered,
        sum(not problem.checkable for problem in added), _evidence(after, looked),
    )  # fmt: skip


def check(
    paths: Sequence[Path],
    ledger: Path,
    settings: Settings,
    *,
    today: date,
    who: str,
    day: date | None = None,
    region: str | None = None,
    password: str | None = None,
    earlier: Sequence[Path] = (),
) -> CheckTold:
    """Hold every problem of the ledger against a register. Raises UsageError, UnreadableFile, NoLawForDay, NotWritten."""
    from puxi_cli.jobs.looking import look

    with locked(ledger):
        file = read_ledger(ledger)
        rules = _rules_named(file.ledger, settings)
        commands = _commands_of(rules.values())
        looked = look(paths, settings, day=day, region=region, password=password, commands=commands, earlier=earlier)
        looks = _looks(file.ledger, looked, rules)
        done = checking.check(file.ledger, looks, today, who)
        was_written = write_ledger(file, done.changes)
    seen = {
        one: sum(looks.get(problem.key, checking.Look(Seen.ON_SITE)).seen is one for problem in file.ledger.problems)
        for one in Seen
    }
    after = file.ledger.after(done.changes)
    return CheckTold(ledger, after, today, was_written, (*looked.notes, *_by_hand(file)), seen, done.moved)


def close(
    ledger: Path, settings: Settings, *, keys: Sequence[str], today: date, who: str, why: str | None, region: str | None = None
) -> CloseTold:
    """Close what has passed the six conditions. Raises UsageError for a number that is not there, UnreadableFile, NotWritten."""
    law = Law(today, region or settings.region, settings.law_extra)
    names = settings.rectify.conditions or tuple(law.close_conditions.value)
    with locked(ledger):
        file = read_ledger(ledger)
        asked = [key.strip().upper() for key in keys]
        if unknown := [key for key in asked if key not in file.ledger.by_key()]:
            raise UsageError(
                f"{ledger} 中没有问题编号 {'、'.join(unknown)}。", f"{ledger} has no problem of the number {', '.join(unknown)}."
            )
        done = closing.close(file.ledger, frozenset(asked) if asked else None, names, today, who, why)
        was_written = write_ledger(file, done.changes)
    notes = [*_by_hand(file), *([] if settings.rectify.conditions else told_of_law(law))]
    conditions = dict(zip(closing.CONDITIONS, names, strict=True))
    after = file.ledger.after(done.changes)
    return CloseTold(ledger, after, today, was_written, tuple(notes), done.closed, done.refused, conditions)


def status(ledger: Path, today: date) -> StatusTold:
    """How far rectification has come. Raises UnreadableFile."""
    file = read_ledger(ledger)
    return StatusTold(ledger, file.ledger, today, False, tuple(_by_hand(file)), progress(file.ledger, today))


def merge(ledger: Path, other: Path, today: date) -> MergeTold:
    """Take over what only another copy of the ledger has. Raises UsageError, UnreadableFile, NotWritten."""
    if other.resolve() == ledger.resolve():
        raise UsageError(f"{other} 就是台账本身。", f"{other} is the ledger itself.")
    with locked(ledger):
        file, copy = read_ledger(ledger), read_other(other)
        done = merging.merge(file.ledger, copy.ledger)
        was_written = write_ledger(file, done.changes)
    after = file.ledger.after(done.changes)
    return MergeTold(
        ledger, after, today, was_written, tuple(_by_hand(file)), other, len(done.changes.added), done.cells,
        len(done.changes.events), done.conflicts,
    )  # fmt: skip


def lists(looked: Looked, settings: Settings, ledger: Path) -> PlanTold:
    """The three lists as they stand on the register's day, without writing a ledger.

    Where there is no ledger, they are those of a first plan on that day. Raises UnreadableFile.
    """
    file = read_ledger(ledger, new=True)
    today, standing, notes = looked.opening.day, file.ledger, list(_by_hand(file))
    if not file.tables:
        days = {**planning.DEFAULT_DAYS, **settings.rectify.days}
        holders = [*_holders(settings), *_register_holders(looked)]
        planned = planning.plan(Ledger(), _found(looked), holders, days, today, "puxi")
        standing = Ledger().after(planned.changes)
        notes.append((
            f"还没有整改台账：三单按登记表的问题列出，时限从 {today} 起算；puxi rectify plan 建立台账。",
            f"There is no ledger yet: the lists are made from the findings, deadlines counted from {today}; puxi rectify plan makes one.",
        ))  # fmt: skip
    return PlanTold(ledger, standing, today, False, tuple(notes), {}, 0, 0, _evidence(standing, looked))


def _evidence(ledger: Ledger, looked: Looked) -> dict[str, str]:
    """What should be brought for each problem: by the column that its rule looks at."""
    from puxi_cli.rectification.evidence import evidence_for

    found = {}
    for problem in ledger.problems:
        rule = looked.rules.get(str(problem["rule"] or ""))
        item = None if rule is None or rule.card.family in ("REC", "DQ") else rule.item or ""
        found[problem.key] = evidence_for(item, rule.asks[0].field if rule else None, str(problem["field"] or ""))
    return found


def _by_hand(file: LedgerFile) -> list[Note]:
    """That states were changed in the ledger without `close`; they are put back, for only the data closes a problem."""
    if not file.by_hand:
        return []
    zh = "；".join(f"{key} 记录为{recorded}，表中为{written or '空白'}" for key, recorded, written in file.by_hand[:5])
    en = "; ".join(
        f"{key} is recorded as {recorded}, written {written or '(blank)'}" for key, recorded, written in file.by_hand[:5]
    )
    more = f"…（{len(file.by_hand)}）" if len(file.by_hand) > 5 else ""
    return [(
        f"有人手工改了状态，以整改历史为准：{zh}{more}。销号请用 puxi rectify close。",
        f"States were changed by hand; the history counts: {en}{more}. To close a problem, use puxi rectify close.",
    )]  # fmt: skip


def _some(keys: Sequence[str]) -> str:
    return "、".join(keys[:10]) + ("…" if len(keys) > 10 else "")


def _holders(settings: Settings) -> list[Holder]:
    return [
        Holder(one.person, duty_named(one.duty), one.village, one.office, one.phone, one.leader, one.leading_office)
        for one in settings.duties
    ]


def _register_holders(looked: Looked) -> list[Holder]:
    """Who answers for what, as a sheet 责任人 of the register has it."""
    rows = looked.opening.registry.frame("duty_holders").iter_rows(named=True)
    return [
        Holder(row["person"], duty_named(row["duty"]), row["village"], row["office"], row["phone"], row["leader"], row["leading_office"])
        for row in rows if row["person"]
    ]  # fmt: skip


def _found(looked: Looked) -> list[planning.Wanted]:
    """The findings as problems: those that are not waived and weigh more than a notice, one for each number."""
    from puxi_cli.reports import words

    found: dict[str, planning.Wanted] = {}
    several: dict[str, int] = {}
    for finding in looked.findings:
        card = finding.card
        if finding.waived is not None or card.severity is Severity.NOTICE:
            continue
        key = key_of_finding(finding)
        several[key] = several.get(key, 0) + 1
        if key in found:
            continue
        concerns = " ".join(
            part for part in (finding.village, words.household(finding, False), words.name(finding, False)) if part
        )
        values: dict[str, Any] = {
            "source": OWN_SOURCE, "category": card.title_zh, "text": words.message(finding, "zh", False),
            "concerns": concerns or words.where(finding.place, "zh", beside=finding.place.file),
            "village": finding.village, "household_id": finding.household_id, "person_id": finding.person_id,
            "rule": card.id, "field": finding.place.heading, "severity": card.severity.words("zh"), "duty": card.duty.words("zh"),
            "measure": words.mend(finding, "zh", False), "target": f"登记表核对不再发现：{card.title_zh}",
        }  # fmt: skip
        found[key] = planning.Wanted(key, card.severity, values)
    for key, count in several.items():
        if count > 1:
            values = {**found[key].values, "text": f"{found[key].values['text']}（共 {count} 处）"}
            found[key] = planning.Wanted(key, found[key].severity, values)
    return list(found.values())


def _reported(
    paths: Sequence[Path], source: str | None, looked: Looked, settings: Settings
) -> tuple[list[planning.Wanted], list[Note]]:
    """The problems of feedback sheets, mapped to households and rules where their words tell, and which cells were not understood."""
    if not paths:
        return [], []
    from puxi_cli.rectification.feedback import wanted

    register, rules = _register_of(looked), _rules_of(settings)
    found: list[planning.Wanted] = []
    notes: list[Note] = []
    headings = {name: cell.heading for name, cell in fields_of(MODELS["problems"]).items()}
    for path in paths:
        rows = read_other(path).ledger.problems
        for row in rows:
            if cells := "、".join(headings[name] for name in sorted(row.unread)):
                notes.append((
                    f"{path} 第{row.row}行的 {cells} 读不懂，没有取用。",
                    f"{path} row {row.row}: {cells} cannot be understood and was not taken over.",
                ))  # fmt: skip
            named = str(row["source"] or source or "")
            if not named:
                raise UsageError(
                    f"{path}：没有“问题来源”一列，请用 --source 写明来源，如 --source 省。",
                    f"{path}: it has no column 问题来源; say with --source where it comes from, as --source province.",
                )
            values = {
                name: value for name, value in row.values.items() if name not in ("key", "number", "state", "closed", "result")
            }
            one = wanted(values, named, register, rules)
            card = settings.rulebook.cards.get(str(one.values.get("rule") or ""))
            told = {"severity": Severity.ERROR.words("zh"), "duty": Duty.TOWN.words("zh")} if card is None else {
                "category": card.title_zh, "severity": card.severity.words("zh"), "duty": card.duty.words("zh"),
                "target": f"登记表核对不再发现：{card.title_zh}",
            }  # fmt: skip
            filled = {**told, **one.values}
            severity = planning.severity_named(filled["severity"]) or (Severity.ERROR if card is None else card.severity)
            one = planning.Wanted(one.key, None if filled.get("deadline") else severity, filled)
            found.append(one)
    return found, notes


def _register_of(looked: Looked) -> Register:
    from puxi_cli.rectification.feedback import Register
    from puxi_cli.registry import NUMBER

    registry = looked.opening.registry
    frame = registry.frame("households")
    households: dict[str, str | None] = dict(frame.select("household_id", "village").drop_nulls("household_id").iter_rows())
    heads: dict[tuple[str, str], str | None] = {}
    for village, name, household in frame.select("village", "head_name", "household_id").drop_nulls().iter_rows():
        heads[village, name] = None if (village, name) in heads else household
    rows = registry.frame("persons").select(NUMBER, "household_id", "person_id")
    persons = {number: (household, person) for number, household, person in rows.iter_rows() if number and household}
    villages = set(registry.frame("villages")["village"].drop_nulls()) | {village for village in households.values() if village}
    return Register(households, persons, heads, villages)


def _rules_of(settings: Settings) -> Rules:
    from puxi_cli.rectification.feedback import Rules
    from puxi_cli.rules.library import library

    checks = {one.zh: one.rules[0] for one in library().checks if len(one.rules) == 1}
    return Rules(frozenset(settings.rulebook.cards), checks)


def _rules_named(ledger: Ledger, settings: Settings) -> dict[str, str]:
    """The rule that each problem names, by its number or its name in any letters; problems whose word is no rule are not in it."""
    numbers = {number: number for number in settings.rulebook.cards}
    known = numbers | {card.name.upper(): number for number, card in settings.rulebook.cards.items()}
    named = {problem.key: known.get(str(problem["rule"]).strip().upper()) for problem in ledger.problems if problem.checkable}
    return {key: rule for key, rule in named.items() if rule is not None}


def _commands_of(rules: Iterable[str]) -> list[str]:
    """The commands that ask some rules; `validate` where there is none, and for a user's own."""
    from puxi_cli.jobs.rulebook import ASKED_BY

    families = {rule.rstrip("0123456789") for rule in rules}
    named = [command for command, asked in ASKED_BY.items() if families & set(asked)]
    own = families - {family for asked in ASKED_BY.values() for family in asked}
    return named if named and not own else sorted({*named, "validate"})


def _looks(ledger: Ledger, looked: Looked, rules: Mapping[str, str]) -> dict[str, checking.Look]:
    """What the register says of every problem that names a rule; `rules` are those that there are, by the problem's number."""
    from puxi_cli.jobs.looking import answers

    by_key: dict[str, Finding] = {}
    by_subject: dict[tuple[str, Subject], list[Finding]] = {}
    by_village: dict[tuple[str, str | None], list[Finding]] = {}
    for finding in looked.findings:
        key = key_of_finding(finding)
        if key not in by_key or by_key[key].waived:
            by_key[key] = finding
        for subject in _subjects(finding):
            by_subject.setdefault((finding.card.id, subject), []).append(finding)
        for village in dict.fromkeys((finding.village, None)):
            by_village.setdefault((finding.card.id, village), []).append(finding)
    looks: dict[str, checking.Look] = {}
    open_ones: dict[str, tuple[str, Subject, str | None]] = {}
    for problem in ledger.problems:
        if not problem.checkable:
            continue
        if problem.key not in rules:
            looks[problem.key] = checking.Look(Seen.UNKNOWN, "没有这条规则，请改正或清空“规则”一列")
            continue
        rule, about = rules[problem.key], _subject(problem)
        # A report that names nobody stands until its rule finds nobody in that village, or in the whole register.
        whole = problem.reported and about[:2] == (None, None)
        alike = by_village.get((rule, about[2]), ()) if whole else by_subject.get((rule, about), ())
        alike = [f for f in alike if not problem["field"] or f.place.heading in (None, problem["field"])]
        found = [by_key[problem.key]] if problem.key in by_key else alike
        if any(finding.waived is None for finding in found):
            looks[problem.key] = checking.Look(Seen.FOUND)
        elif found:
            looks[problem.key] = checking.Look(Seen.WAIVED, found[0].waived)
        else:
            # A number that somebody wrote, and that no register has had yet, was not taken out of it.
            was_there = not problem.reported or problem.seen not in (None, Seen.UNKNOWN)
            open_ones[problem.key] = (rule, about, problem["village"] if was_there else None)
    # A row that names nobody may have moved: while such a finding is there that is no problem yet, it may be this one.
    known = {problem.key for problem in ledger.problems}
    nameless = {
        f.card.id for key, f in by_key.items() if key not in known and not _subjects(f) and f.card.scope is not Scope.SHEET
    }
    for key, (rule, about, _) in list(open_ones.items()):
        if about == (None, None, None) and rule in nameless:
            looks[key] = checking.Look(Seen.UNKNOWN, "该行没有户编号，可能换了位置")
            del open_ones[key]
    told = answers(looked, open_ones.values())
    for key, asked in open_ones.items():
        answer = told[asked]
        looks[key] = checking.Look(Seen.GONE if answer.decided else Seen.UNKNOWN, answer.why[0] if answer.why else None)
    return looks


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
