"""`puxi explain`: one household, whole; why it is on the list or off it."""

from __future__ import annotations

import dataclasses
from collections.abc import Collection, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from puxi_cli.errors import NoLawForDay
from puxi_cli.explained import Criterion, Explanation, Member, WaiverTold
from puxi_cli.findings import Checked, Known, Verdict
from puxi_cli.jobs.rulebook import rulebook_of
from puxi_cli.jobs.settings_parts import Settings
from puxi_cli.sheets.loading import Loading
from puxi_cli.text.words import Text

if TYPE_CHECKING:
    from puxi_cli.findings import Finding
    from puxi_cli.jobs.assess import Assessed
    from puxi_cli.jobs.looking import Looked
    from puxi_cli.jobs.opening import Opening
    from puxi_cli.jobs.waivers import Run
    from puxi_cli.registry import Registry
    from puxi_cli.systems.rectification.ledgers import LedgerFile

Answer = tuple["Assessed", tuple[Verdict, ...]]


def explain(
    household: str,
    paths: Sequence[Path],
    *,
    village: str | None = None,
    day: date | None = None,
    region: str | None = None,
    settings: Settings | None = None,
    password: str | None = None,
    show_ids: bool = False,
    ledger: Path | None = None,
    named_ledger: bool = False,
) -> Explanation:
    """Everything of one household as of a day; it is given by its number, or by the name of its head or of a member (`household_meant`).

    A ledger is read where there is one; it has to be readable where somebody named it.

    Raises UsageError where no household is meant, or several are; UnreadableFile, NoLawForDay.
    """
    files = Loading(paths, password)
    # Imported here and not above: the files are being read meanwhile.
    from puxi_cli.jobs.household_meant import household_meant
    from puxi_cli.jobs.opening import open_register
    from puxi_cli.systems.rectification.in_ledger import ledger_beside

    settings = settings or Settings(Path())
    opening = open_register(files, day, region, settings)
    meant = household_meant(household, village, opening.registry, show_ids)
    file, why_not = ledger_beside(ledger, named=named_ledger) if ledger is not None else (None, None)
    [told] = explanations([meant], opening, settings, ledger=file)
    return told if why_not is None else dataclasses.replace(told, notes=(*told.notes, why_not))


def explanations(
    household_ids: Sequence[str],
    opening: Opening,
    settings: Settings,
    looked: Looked | None = None,
    ledger: LedgerFile | None = None,
) -> list[Explanation]:
    """The explanations of several, in their order; the rules are asked once, or were (`looked`, with its facts).

    Raises UsageError for a number no household has.
    """
    from puxi_cli.jobs.findings import checked
    from puxi_cli.jobs.household_meant import no_such_number
    from puxi_cli.jobs.judge import tables_of
    from puxi_cli.jobs.known import known_of
    from puxi_cli.systems.explain.history import former_numbers, members_of
    from puxi_cli.systems.rectification.duties import Holders
    from puxi_cli.systems.rectification.in_ledger import LedgerIndex, responsible_for
    from puxi_cli.systems.rectification.problems_told import register_holders, settings_holders

    registry = opening.registry
    listed = registry.frame("households")["household_id"].drop_nulls().unique().to_list()
    there = set(listed)
    if unknown := [household_id for household_id in household_ids if household_id not in there]:
        raise no_such_number(unknown[0], listed)
    tables = tables_of(registry, dataclasses.replace(opening.asking, as_it_stands=False))
    assessed = list(looked.assessed) if looked and looked.assessed else list(_assessed(opening, settings))
    validated = (looked and looked.validated) or checked("validate", opening)
    told = [validated, *(one.checked for one, _ in assessed)]
    members, former = members_of(household_ids, registry, tables), former_numbers(household_ids, tables)
    known, waivers = known_of(registry, household_ids), _waivers(household_ids, opening, told)
    own, answers, said = (
        _of_these(registry, household_ids),
        _of_each(assessed, household_ids),
        _findings_of(validated, household_ids),
    )
    found = [
        _one(one, opening, own, answers[one], said[one], members[one], former[one], known[one], waivers[one])
        for one in household_ids
    ]
    holders = Holders([*settings_holders(settings), *register_holders(registry), *(ledger.ledger.holders if ledger else ())])
    problems = LedgerIndex(ledger) if ledger is not None else None
    return [
        dataclasses.replace(
            one,
            responsible=responsible_for(one.village, holders),
            ledger=problems.of(one.household_id, [member.person_id for member in one.members if member.person_id])
            if problems
            else None,
        )
        for one in found
    ]


def _of_these(registry: Registry, household_ids: Sequence[str]) -> Registry:
    """The rows of some households, and what lists of other offices say of their members: the others are gone through once."""
    import polars as pl

    from puxi_cli.registry import NUMBER

    ids = pl.col("household_id").is_in(list(dict.fromkeys(household_ids)))
    numbers = registry.frame("persons").filter(ids)[NUMBER].drop_nulls().unique().to_list()
    tables = {}
    for name, table in registry.tables.items():
        if name == "evidence":
            tables[name] = dataclasses.replace(table, frame=table.frame.filter(pl.col(NUMBER).is_in(numbers)))
        elif "household_id" in table.frame.columns:
            tables[name] = dataclasses.replace(table, frame=table.frame.filter(ids))
        else:
            tables[name] = table
    return dataclasses.replace(registry, tables=tables)


def _of_each(assessed: Sequence[Answer], household_ids: Sequence[str]) -> dict[str, list[Answer]]:
    """By household what commands say of it: its findings and verdicts, and the rows of these households."""
    import polars as pl

    ids = list(dict.fromkeys(household_ids))
    answers: dict[str, list[Answer]] = {household_id: [] for household_id in ids}
    for one, found in assessed:
        rows = {
            scope: frame.filter(pl.col("household_id").is_in(ids)) if "household_id" in frame.columns else frame
            for scope, frame in one.rows.items()
        }
        verdicts: dict[str, list[Verdict]] = {household_id: [] for household_id in ids}
        for verdict in found:
            if verdict.household_id in verdicts:
                verdicts[verdict.household_id].append(verdict)
        findings = _findings_of(one.checked, ids)
        for household_id in ids:
            checked = dataclasses.replace(one.checked, findings=findings[household_id])
            answers[household_id].append((dataclasses.replace(one, checked=checked, rows=rows), tuple(verdicts[household_id])))
    return answers


def _findings_of(checked: Checked, household_ids: Sequence[str]) -> dict[str, tuple[Finding, ...]]:
    found: dict[str, list[Finding]] = {household_id: [] for household_id in household_ids}
    for finding in checked.findings:
        if finding.household_id in found:
            found[finding.household_id].append(finding)
    return {household_id: tuple(findings) for household_id, findings in found.items()}


def _one(
    household_id: str,
    opening: Opening,
    registry: Registry,
    assessed: Sequence[Answer],
    validated: Sequence[Finding],
    members: Sequence[Member],
    former: Collection[str],
    known: Known,
    waivers: Sequence[WaiverTold],
) -> Explanation:
    import polars as pl

    from puxi_cli.jobs.assess import of_the_day
    from puxi_cli.jobs.criteria import criteria_of, hits_of, red_lines_of
    from puxi_cli.jobs.identify import lists_lacking
    from puxi_cli.jobs.placed import day_notes
    from puxi_cli.records.person import HEAD
    from puxi_cli.registry import KEY, ROW, SOURCE
    from puxi_cli.systems.explain.history import events_of, incomes_of, times_taken, times_unread

    row = registry.frame("households").row(by_predicate=pl.col("household_id") == household_id, named=True)
    as_read = opening.reading.registry.households
    rows = as_read.frame.filter(pl.col("household_id") == household_id).sort(KEY)
    places = [as_read.place(one[SOURCE], one[ROW], "household_id") for one in rows.iter_rows(named=True)]
    findings = (*validated, *(finding for one, _ in assessed for finding in one.checked.findings))
    criteria = tuple(c for one, _ in assessed for c in criteria_of(one, household_id, opening))
    first = first_row(assessed, household_id)
    standing = first["standing"] if first else None
    exit_on = first["exit_on"] if first and standing == "exited" else None
    head = next((member.name for member in members if member.relation == HEAD and member.there is not False), None)
    return Explanation(
        household_id,
        opening.day.isoformat(),
        opening.region,
        row["village"],
        row["group"],
        row["head_name"] or head,
        places[0],
        standing,
        row["poor_type"],
        row["cause"],
        row["helper"],
        tuple(members),
        (*times_unread(rows, as_read), *events_of(household_id, registry, former)),
        tuple(incomes_of(household_id, registry, opening.law)),
        criteria,
        tuple(red_lines_of([one for one, _ in assessed], household_id)),
        tuple(hits_of(household_id, registry, opening.day, findings, former, exit_on)),
        tuple((one.checked.command, v) for one, found in assessed for v in found),
        findings,
        tuple(waivers),
        opening.reading.inputs,
        tuple(dict.fromkeys((*of_the_day(opening), *day_notes(opening, household_id), *lists_lacking(opening)))),
        twice=tuple(places) if len(places) > 1 else (),
        taken=tuple(dict.fromkeys(times_taken(rows, opening))),
        not_asked=tuple(_not_asked(opening, opening.settings)),
        identified_later=row["identified"] if standing == "unlisted" else None,
        law_notes=tuple(_of_numbers(criteria, opening)),
        known=known,
    )


def _assessed(opening: Opening, settings: Settings) -> Iterator[Answer]:
    """What identification and exit say, with the facts of every household; only families with a rule that holds on the day."""
    from puxi_cli.jobs.assess import assess
    from puxi_cli.jobs.criteria import EXPLAINED, rows_explained
    from puxi_cli.jobs.verdicts import exit_verdicts, identify_verdicts

    book, anything = rulebook_of(settings), False
    for command, families in EXPLAINED:
        if not (book.standing(families, opening.law) or book.switched_off(families, opening.law)):
            continue
        anything = True
        found = assess(command, opening, rows_explained(command, opening), families=families)
        yield found, tuple(identify_verdicts(found) if command == "identify" else exit_verdicts(found, opening.law))
    if not anything:
        raise NoLawForDay(
            f"{opening.day}、区划 {opening.region or '未知'} 没有识别或退出的规则；puxi rules list 可查看各规则的时段和地区。",
            f"No rule of identification or exit is in force on {opening.day} in region {opening.region or 'unknown'}; puxi rules list "
            "shows when and where each holds.",
        )


def first_row(assessed: Sequence[Answer], household_id: str) -> dict[str, Any] | None:
    """The facts of a household's first row; None where no rule is asked of households."""
    from puxi_cli.jobs.criteria import row_of

    return next((row for one, _ in assessed if (row := row_of(one, household_id))), None)


def _not_asked(opening: Opening, settings: Settings) -> Iterator[Text]:
    """Which rules of identification and exit are not asked: those of other regions, those that are switched off."""
    from puxi_cli.jobs.criteria import EXPLAINED
    from puxi_cli.jobs.selection import whole

    for command, _ in EXPLAINED:
        yield from whole(command, settings).notes(opening.law)


def _of_numbers(criteria: Sequence[Criterion], opening: Opening) -> Iterator[Text]:
    """What a reader must know of the numbers that this household was held against."""
    from puxi_cli.law.notes import told

    used = [number for one in criteria if one.outcome != "not_applicable" for number in one.numbers]
    years = {int(number.of) for number in used if len(number.of) == 4}
    yield from told(opening.law, {number.name for number in used}, sorted(years))


def _waivers(household_ids: Sequence[str], opening: Opening, told: Sequence[Checked]) -> dict[str, list[WaiverTold]]:
    """By household the waivers that name it or one of its members, and why those without effect have none."""
    from puxi_cli.jobs.waivers import waivers_of, without_effect

    book = rulebook_of(opening.settings)
    every = waivers_of(opening.registry, household_ids, book.cards)
    waivers = list(dict.fromkeys(waiver for of_one in every.values() for waiver in of_one))
    found = (finding for answer in told for finding in answer.findings)
    useless = without_effect(waivers, opening.registry, opening.day, book.cards, found, _whole_run(told, opening))
    answers = {
        waiver: WaiverTold(
            waiver.rule,
            waiver.person_id,
            waiver.reason or "",
            waiver.approved_by or "",
            waiver.day,
            waiver.until,
            waiver.in_force(opening.day.isoformat()),
            why,
        )
        for waiver, why in zip(waivers, useless, strict=True)
    }
    return {household_id: [answers[waiver] for waiver in of_one] for household_id, of_one in every.items()}


def _whole_run(told: Sequence[Checked], opening: Opening) -> Run:
    """What all the commands asked that an explanation is made of."""
    from puxi_cli.jobs.waivers import Run

    runs = [
        rulebook_of(opening.settings).run(answer.command, {count.card.id for count in answer.rules}, opening.law)
        for answer in told
    ]
    return Run(frozenset().union(*(run.asked for run in runs)), {rule: why for run in runs for rule, why in run.why_not.items()})
