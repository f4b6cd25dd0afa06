"""The register looked at by the rules of several commands: what they find, and what they say of those of whom nothing is found."""

from __future__ import annotations

import dataclasses
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from puxi_cli.errors import NoLawForDay
from puxi_cli.jobs.rulebook import rulebook_of
from puxi_cli.jobs.settings_parts import Settings
from puxi_cli.sheets.loading import Loading
from puxi_cli.text.words import Text

if TYPE_CHECKING:
    from puxi_cli.findings import Checked, Finding, InputRead, Verdict
    from puxi_cli.jobs.assess import Assessed
    from puxi_cli.jobs.opening import Opening
    from puxi_cli.rules.base import Rule

COMMANDS = ("validate", "identify", "exit")
Subject = tuple[str | None, str | None, str | None]  # household, person, village


@dataclass(frozen=True)
class Looked:
    """What each command found (`told`), the rules that were asked, and the register itself, to be asked further.

    `notes` say which commands could not be asked. `assessed` are identification and exit with the facts of every household, where
    these were wanted; `validated` is what `validate` says where nothing was left out of it.
    """

    opening: Opening
    told: tuple[Checked, ...]
    notes: tuple[Text, ...]
    rules: Mapping[str, Rule] = field(default_factory=dict)
    assessed: tuple[tuple[Assessed, tuple[Verdict, ...]], ...] = ()
    validated: Checked | None = None

    @property
    def inputs(self) -> tuple[InputRead, ...]:
        """The files that were read."""
        return self.opening.reading.inputs

    @property
    def findings(self) -> tuple[Finding, ...]:
        """All that was found."""
        return tuple(finding for told in self.told for finding in told.findings)

    @property
    def asked(self) -> frozenset[str]:
        """The numbers of the rules that were asked."""
        return frozenset(count.card.id for told in self.told for count in told.rules)

    def together(self, command: str) -> Checked:
        """What the commands found as the answer of one command."""
        first = self.told[0]
        rules = sorted((count for told in self.told for count in told.rules), key=lambda count: count.card.rank)
        return dataclasses.replace(
            first,
            command=command,
            rules=tuple(rules),
            findings=tuple(sorted(self.findings, key=lambda finding: finding.order)),
            notes=self.notes,
            verdicts=tuple(verdict for told in self.told for verdict in told.verdicts),
            prohibitions=tuple(one for told in self.told for one in told.prohibitions),
            not_in_force=tuple(one for told in self.told for one in told.not_in_force),
        )


def look(
    files: Loading,
    settings: Settings,
    *,
    day: date | None = None,
    region: str | None = None,
    password: str | None = None,
    commands: Collection[str] = COMMANDS,
    earlier: Sequence[Path] = (),
) -> Looked:
    """Ask the rules of some commands of a register whose files are being read, beside those of `earlier` years (with their password).

    Raises UnreadableFile, UsageError; NoLawForDay where nothing could be asked.
    """
    # Imported here and not above: the files are being read meanwhile.
    from puxi_cli.jobs.earlier import with_earlier
    from puxi_cli.jobs.opening import open_register

    return looked_at(with_earlier(open_register(files, day, region, settings), earlier, password), settings, commands)


def looked_at(
    opening: Opening,
    settings: Settings,
    commands: Collection[str] = COMMANDS,
    *,
    verdicts: bool = False,
    to_explain: bool = False,
) -> Looked:
    """Ask the rules of some commands of a register that was read: what they find, with `verdicts` also what they say of everybody.

    `to_explain` keeps what explanations of households show, which is of verdicts. Raises UsageError; NoLawForDay where nothing
    could be asked.
    """
    from concurrent.futures import ThreadPoolExecutor

    from puxi_cli.jobs.judge import MANY
    from puxi_cli.law.notes import of_numbers
    from puxi_cli.law.notes import told as told_of_law

    all_told: list[Checked] = []
    notes: list[Text] = []
    rules: dict[str, Rule] = {}
    assessed: list[tuple[Assessed, tuple[Verdict, ...]]] = []
    missing: NoLawForDay | None = None
    asked = [command for command in COMMANDS if command in commands]
    book = rulebook_of(settings)  # before the threads: it runs the files of a user's own rules
    # The engine answers one command while the questions of the next are put; of a great register it has all cores and memory to itself.
    at_once = 1 if opening.registry.frame("persons").height >= MANY else len(asked)
    with ThreadPoolExecutor(max(at_once, 1)) as pool:
        answers = [pool.submit(_ask, command, opening, settings, verdicts, to_explain) for command in asked]
    for command, answer in zip(asked, answers, strict=True):
        try:
            told, made, of = answer.result()
        except NoLawForDay as error:
            missing = error
            notes.append(Text(f"{command}：{error.zh}", f"{command}: {error.en}"))
            continue
        all_told.append(told)
        notes += told.notes
        rules |= made
        if of is not None:
            assessed.append((of, told.verdicts))
    if missing is not None and not all_told:
        raise missing
    notes = [note for note in notes if not of_numbers(note)] + told_of_law(opening.law, None, _years(opening))
    narrowed = book.only or book.families
    validated = next((told for told in all_told if told.command == "validate" and not narrowed), None)
    return Looked(opening, tuple(all_told), tuple(dict.fromkeys(notes)), rules, tuple(assessed) if to_explain else (), validated)


def _years(opening: Opening) -> list[int]:
    """The years in which households were listed and left, up to the day: those by whose lines they were judged."""
    frame = opening.registry.frame("households")
    years = {*frame["exit_year"].drop_nulls().unique(), *(int(text[:4]) for text in frame["identified"].drop_nulls().unique())}
    return sorted(year for year in years if year <= opening.day.year)


def _ask(
    command: str, opening: Opening, settings: Settings, verdicts: bool, to_explain: bool
) -> tuple[Checked, dict[str, Rule], Assessed | None]:
    from puxi_cli.jobs.assess import assess
    from puxi_cli.jobs.criteria import rows_explained
    from puxi_cli.jobs.selection import chosen_rules

    chosen = chosen_rules(command, settings, None).in_force(opening.law)
    if command == "validate":
        from puxi_cli.jobs.findings import checked

        return checked(command, opening, chosen), {rule.card.id: rule for rule in chosen.rules}, None
    from puxi_cli.jobs.exits import exit_notes, exited
    from puxi_cli.jobs.identify import identified, identify_notes

    further = rows_explained(command, opening) if to_explain else None
    if not verdicts:
        notes = identify_notes if command == "identify" else exit_notes
        assessed = assess(command, opening, {}, tuple(notes(opening)))
        whole = assessed.checked
    elif command == "identify":
        assessed, whole = identified(opening, settings, further=further)
    else:
        assessed, whole = exited(opening, further=further)
    return chosen.told(whole), {rule.card.id: rule for rule in assessed.rules}, assessed
