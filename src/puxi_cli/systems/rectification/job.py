"""`puxi rectify`: problems with a person and a day, checked against the newest register, closed when the data is right.

What reads and writes ledgers is imported where it is used: in `plan` and `check` the register is being read meanwhile.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing as closed
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from puxi_cli.errors import UsageError
from puxi_cli.jobs.rulebook import rulebook_of
from puxi_cli.jobs.settings_parts import Settings
from puxi_cli.law.law import Law
from puxi_cli.law.notes import told as told_of_law
from puxi_cli.sheets.loading import Loading
from puxi_cli.systems.rectification import checking, closing, merging, planning
from puxi_cli.systems.rectification.problems import Changes, Ledger, Seen
from puxi_cli.systems.rectification.progress import progress
from puxi_cli.systems.rectification.settings import RECTIFY
from puxi_cli.systems.rectification.told import CheckTold, CloseTold, MergeTold, PlanTold, StatusTold
from puxi_cli.text.words import Text

if TYPE_CHECKING:
    from puxi_cli.jobs.looking import Looked


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
    files = Loading(paths, password)
    from puxi_cli.jobs.looking import COMMANDS, look
    from puxi_cli.jobs.placed import day_notes
    from puxi_cli.systems.rectification.answers import rules_named
    from puxi_cli.systems.rectification.ledger_notes import noticed
    from puxi_cli.systems.rectification.ledgers import locked, read_ledger, write_ledger
    from puxi_cli.systems.rectification.problems_told import (
        found_problems,
        homes_of,
        register_holders,
        reported_problems,
        settings_holders,
    )

    with closed(files), locked(ledger):
        file = read_ledger(ledger, new=True)
        looked = look(
            files,
            settings,
            day=day,
            region=region,
            password=password,
            commands=checks or settings.of(RECTIFY).checks or COMMANDS,
            earlier=earlier,
        )
        reports, unread = reported_problems(feedback, source, looked, settings, file.ledger)
        wanted = [*reports, *found_problems(looked)]
        holders = [*settings_holders(settings), *register_holders(looked.opening.registry), *file.ledger.holders]
        days = {**planning.DEFAULT_DAYS, **settings.of(RECTIFY).days}
        grave = {key: rulebook_of(settings).cards[rule].severity for key, rule in rules_named(file.ledger, settings).items()}
        about = (*(one.values.get("household_id") for one in wanted), *(one["household_id"] for one in file.ledger.problems))
        homes = homes_of(looked.opening.registry, about)
        planned = planning.plan(file.ledger, wanted, holders, days, today, who, grave, homes)
        changes = _with_beginnings(file.ledger, planned.changes, today, who)
        was_written = write_ledger(file, changes)
    notes = [*looked.notes, *unread, *noticed(file)]
    if planned.unsure:
        notes.append(
            Text(
                "有的整改时限超出已公布的放假安排，只扣除了周末，请届时核对。",
                "Some deadlines lie beyond the holidays announced so far; there only weekends were taken off. Look at them again then.",
            )
        )
    if planned.closed_again:
        notes.append(
            Text(
                f"{len(planned.closed_again)} 个已销号的问题又被发现，请运行 puxi rectify check：{_some(planned.closed_again)}。",
                f"{len(planned.closed_again)} closed problems are found again; run puxi rectify check: {_some(planned.closed_again)}.",
            )
        )
    added = planned.changes.added
    counts: dict[str, int] = {}
    for problem in added:
        counts[str(problem["source"] or "")] = counts.get(str(problem["source"] or ""), 0) + 1
    after = file.ledger.after(changes)
    return PlanTold(
        ledger,
        after,
        today,
        was_written,
        tuple(dict.fromkeys(notes)),
        counts,
        planned.covered,
        tuple(problem.key for problem in added if not problem.checkable),
        _evidence(after, looked),
        tuple(day_notes(looked.opening)),
    )


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
    files = Loading(paths, password)
    from puxi_cli.jobs.earlier import with_earlier
    from puxi_cli.jobs.looking import looked_at
    from puxi_cli.jobs.opening import open_register
    from puxi_cli.systems.rectification.answers import commands_of, covered, looks_of, rules_named
    from puxi_cli.systems.rectification.ledger_notes import noticed
    from puxi_cli.systems.rectification.ledgers import locked, read_ledger, write_ledger
    from puxi_cli.systems.rectification.problems_told import homes_of

    with closed(files), locked(ledger), ThreadPoolExecutor(1) as pool:
        opening = pool.submit(open_register, files, day, region, settings)
        file = read_ledger(ledger)
        rules = rules_named(file.ledger, settings)
        commands = commands_of(rules.values())
        looked = looked_at(with_earlier(opening.result(), earlier, password), settings, commands)
        there = covered(file.ledger, looked)
        looks = looks_of(file.ledger, looked, rules, there)
        homes = homes_of(looked.opening.registry, (problem["household_id"] for problem in file.ledger.problems))
        done = checking.check(file.ledger, looks, today, who, homes)
        changes = _with_beginnings(file.ledger, done.changes, today, who)
        was_written = write_ledger(file, changes)
    looked_for = Counter(looks[problem.key].seen if problem.key in looks else Seen.ON_SITE for problem in file.ledger.problems)
    seen = {one: looked_for[one] for one in Seen}
    after = file.ledger.after(changes)
    notes = [*looked.notes, *noticed(file)]
    if there.another:
        notes.append(
            Text(
                f"台账中还有问题的 {there.of} 户，这份信息表里只有 {there.there} 户。是不是拿错了文件，或者只是其中一部分？信息表里没有的户"
                "一律按“无法核对”处理，状态不变；请用全镇最新的信息表再核对一次。",
                f"Of the {there.of} households that the ledger has problems of, this register has only {there.there}. Was it the right file, "
                "and the whole of it? What is about the others cannot be checked and keeps its state; check again with the newest "
                "register of the whole town.",
            )
        )
    return CheckTold(ledger, after, today, was_written, tuple(notes), seen, done.moved)


def close(
    ledger: Path, settings: Settings, *, keys: Sequence[str], today: date, who: str, why: str | None, region: str | None = None
) -> CloseTold:
    """Close what has passed the six conditions. Raises UsageError for a number that is not there, UnreadableFile, NotWritten."""
    from puxi_cli.systems.rectification.ledger_notes import noticed
    from puxi_cli.systems.rectification.ledgers import locked, read_ledger, write_ledger

    law = Law(today, region or settings.region, settings.law_extra)
    names = settings.of(RECTIFY).conditions or tuple(law.close_conditions.value)
    if len(names) != len(closing.CONDITIONS):
        raise UsageError(
            f"政策标准 close_conditions 应有 {len(closing.CONDITIONS)} 个名称，现有 {len(names)} 个。",
            f"The number close_conditions of the law must have {len(closing.CONDITIONS)} names; it has {len(names)}.",
        )
    with locked(ledger):
        file = read_ledger(ledger)
        asked, known = [key.strip().upper() for key in keys], file.ledger.by_key()
        if unknown := [key for key in asked if key not in known]:
            raise UsageError(
                f"{ledger} 中没有问题编号 {'、'.join(unknown)}。", f"{ledger} has no problem of the number {', '.join(unknown)}."
            )
        done = closing.close(file.ledger, frozenset(asked) if asked else None, names, today, who, why)
        changes = _with_beginnings(file.ledger, done.changes, today, who)
        was_written = write_ledger(file, changes)
    notes = [*noticed(file), *([] if settings.of(RECTIFY).conditions else told_of_law(law))]
    conditions = dict(zip(closing.CONDITIONS, names, strict=True))
    after = file.ledger.after(changes)
    return CloseTold(ledger, after, today, was_written, tuple(notes), done.closed, done.refused, conditions)


def status(ledger: Path, today: date) -> StatusTold:
    """How far rectification has come. Raises UnreadableFile."""
    from puxi_cli.systems.rectification.ledger_notes import noticed
    from puxi_cli.systems.rectification.ledgers import read_ledger

    file = read_ledger(ledger)
    return StatusTold(ledger, file.ledger, today, False, tuple(noticed(file)), progress(file.ledger, today))


def merge(ledger: Path, other: Path, today: date) -> MergeTold:
    """Take over what only another copy of the ledger has. Raises UsageError, UnreadableFile, NotWritten."""
    from puxi_cli.systems.rectification.ledger_notes import noticed
    from puxi_cli.systems.rectification.ledgers import locked, read_ledger, read_other, write_ledger

    if other.resolve() == ledger.resolve():
        raise UsageError(f"{other} 就是台账本身。", f"{other} is the ledger itself.")
    with locked(ledger):
        file, copy = read_ledger(ledger), read_other(other)
        done = merging.merge(file.ledger, copy.ledger)
        was_written = write_ledger(file, done.changes)
    after = file.ledger.after(done.changes)
    return MergeTold(
        ledger,
        after,
        today,
        was_written,
        tuple(noticed(file)),
        other,
        len(done.changes.added),
        done.cells,
        len(done.changes.events),
        done.conflicts,
    )


def lists(looked: Looked, settings: Settings, ledger: Path) -> PlanTold:
    """The three lists as the ledger has them, on the last day that it tells of, without writing it.

    Where there is no ledger, they are those of a first plan on the register's day. Raises UnreadableFile.
    """
    from puxi_cli.jobs.placed import day_notes
    from puxi_cli.systems.rectification.ledger_notes import noticed
    from puxi_cli.systems.rectification.ledgers import read_ledger
    from puxi_cli.systems.rectification.problems_told import found_problems, homes_of, register_holders, settings_holders

    file = read_ledger(ledger, new=True)
    of_day = tuple(day_notes(looked.opening))
    standing, notes = file.ledger, [*of_day, *noticed(file)]
    today = max([looked.opening.day, *(date.fromisoformat(event.day) for event in standing.history if event.day)])
    if not file.tables:
        days = {**planning.DEFAULT_DAYS, **settings.of(RECTIFY).days}
        holders = [*settings_holders(settings), *register_holders(looked.opening.registry)]
        wanted = found_problems(looked)
        homes = homes_of(looked.opening.registry, (one.values.get("household_id") for one in wanted))
        planned = planning.plan(Ledger(), wanted, holders, days, today, "puxi", homes=homes)
        standing = Ledger().after(planned.changes)
        notes.append(
            Text(
                f"还没有整改台账：三单按信息表的问题列出，时限从 {today} 起算；puxi rectify plan 建立台账。",
                f"There is no ledger yet: the lists are made from the findings, deadlines counted from {today}; puxi rectify plan makes one.",
            )
        )
    return PlanTold(ledger, standing, today, False, tuple(notes), {}, 0, (), _evidence(standing, looked), of_day)


def _evidence(ledger: Ledger, looked: Looked) -> dict[str, str]:
    """What should be brought for each problem: by the column that its rule looks at."""
    from puxi_cli.systems.rectification.evidence import evidence_for

    found = {}
    for problem in ledger.problems:
        rule = looked.rules.get(str(problem["rule"] or ""))
        item = None if rule is None or rule.card.family in ("REC", "DQ") else rule.item or ""
        found[problem.key] = evidence_for(item, rule.asks[0].field if rule else None, str(problem["field"] or ""))
    return found


def _with_beginnings(ledger: Ledger, changes: Changes, today: date, who: str) -> Changes:
    """The changes, behind the first event of each problem that the history does not know."""
    from puxi_cli.systems.rectification.rows import begun

    return replace(changes, events=(*begun(ledger, today, who), *changes.events))


def _some(keys: Sequence[str]) -> str:
    return "、".join(keys[:10]) + ("…" if len(keys) > 10 else "")
