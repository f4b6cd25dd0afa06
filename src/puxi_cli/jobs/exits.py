"""`puxi exit`: who may leave, who left too early, who has slipped; the poor villages and the county."""

from __future__ import annotations

import dataclasses
from collections.abc import Collection, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from puxi_cli.engine.choose import LOCAL, engine_named
from puxi_cli.findings import Checked
from puxi_cli.jobs.settings_parts import Selection, Settings
from puxi_cli.records.scope import Scope
from puxi_cli.sheets.loading import Loading
from puxi_cli.text.words import Text

if TYPE_CHECKING:
    from puxi_cli.jobs.assess import Assessed, Rows
    from puxi_cli.jobs.opening import Opening


def exits(
    paths: Sequence[Path],
    *,
    day: date | None = None,
    region: str | None = None,
    settings: Settings | None = None,
    password: str | None = None,
    engine: str = LOCAL,
    selection: Selection | None = None,
) -> Checked:
    """Ask the rules of exit of households, poor villages and the county; told are the findings of those selected.

    Raises UnreadableFile, NoLawForDay, UsageError.
    """
    answers = engine_named(engine)
    files = Loading(paths, password)
    # Imported here and not above: the files are being read meanwhile.
    from puxi_cli.jobs.opening import open_register
    from puxi_cli.jobs.selection import chosen_rules

    settings = settings or Settings(Path())
    choice = chosen_rules("exit", settings, selection)
    opening = open_register(files, day, region, settings, engine=answers)
    chosen = choice.in_force(opening.law)
    return chosen.told(exited(opening, chosen.named)[1])


def exited(opening: Opening, named: Collection[str] = (), further: Rows | None = None) -> tuple[Assessed, Checked]:
    """The rules of exit asked of a register that was read, and the whole answer with verdicts.

    Rules that the line `named` are asked though they are switched off. `further` facts of rows are given beside those of verdicts.
    """
    from puxi_cli.jobs.assess import assess, with_further
    from puxi_cli.jobs.remarks import FACTS, counted_apart, nobody_there, plans
    from puxi_cli.jobs.verdicts import exit_verdicts

    rows: Rows = {
        Scope.HOUSEHOLD: (*FACTS, "leaves", "leaving_year", "reference_year", "village", "head_name"),
        Scope.VILLAGE: ("village", "poor", "exit_year"),
        Scope.COUNTY: ("county",),
    }
    assessed = assess("exit", opening, with_further(rows, further), tuple(exit_notes(opening)), named)
    verdicts = tuple(exit_verdicts(assessed, opening.law))
    notes = list(assessed.checked.notes)
    if Scope.HOUSEHOLD in assessed.rows:
        households = assessed.rows[Scope.HOUSEHOLD]
        notes += [*plans(households, opening), *counted_apart(nobody_there(households, "leaves"))]
    return assessed, dataclasses.replace(assessed.checked, verdicts=verdicts, notes=tuple(notes))


def exit_notes(opening: Opening) -> Iterator[Text]:
    """What a reader of `exit` must know: rows without a day, what was not asked, and over what the county is counted."""
    from puxi_cli.jobs.remarks import undated

    registry = opening.registry
    yield from undated(opening, "samples", "steps")
    if not registry.has("villages"):
        yield Text(
            "没有“村信息”表，贫困村和全县的退出条件没有判断。",
            "There is no table 村信息: the exit of poor villages and of the county was not judged.",
        )
        return
    towns = [str(town) for town in registry.frame("households")["town"].drop_nulls().unique().sort()]
    yield Text(
        f"“全县”一项只按读到的乡镇计算：{'、'.join(towns) or '（未写乡镇）'}。",
        f"The county's items are computed over the townships that were read only: {', '.join(towns) or '(none named)'}.",
    )
