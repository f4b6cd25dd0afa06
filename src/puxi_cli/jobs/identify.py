"""`puxi identify`: who should be on the register and who should not; the lists of leads 错评 and 漏评."""

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


def identify(
    paths: Sequence[Path],
    *,
    day: date | None = None,
    region: str | None = None,
    settings: Settings | None = None,
    password: str | None = None,
    engine: str = LOCAL,
    selection: Selection | None = None,
) -> Checked:
    """Ask the rules of identification; told are the findings of those selected. Raises UnreadableFile, NoLawForDay, UsageError."""
    answers = engine_named(engine)
    files = Loading(paths, password)
    # Imported here and not above: the files are being read meanwhile.
    from puxi_cli.jobs.opening import open_register
    from puxi_cli.jobs.selection import chosen_rules

    settings = settings or Settings(Path())
    choice = chosen_rules("identify", settings, selection)
    opening = open_register(files, day, region, settings, engine=answers)
    chosen = choice.in_force(opening.law)
    return chosen.told(identified(opening, settings, chosen.named)[1])


def identified(
    opening: Opening, settings: Settings, named: Collection[str] = (), further: Rows | None = None
) -> tuple[Assessed, Checked]:
    """The rules of identification asked of a register that was read, and the whole answer with verdicts and prohibitions.

    Rules that the line `named` are asked though they are switched off. `further` facts of rows are given beside those of verdicts.
    """
    from puxi_cli.jobs.assess import assess, with_further
    from puxi_cli.jobs.prohibitions import IDENTIFY, answered
    from puxi_cli.jobs.remarks import OF_NOBODY, counted_apart, nobody_there
    from puxi_cli.jobs.verdicts import identify_verdicts

    facts = (
        "standing",
        "on_register",
        "counts_as_poor",
        "standard_year",
        "village",
        "head_name",
        "identified",
        *OF_NOBODY,
        "exit_year",
    )
    rows = with_further({Scope.HOUSEHOLD: facts}, further)
    assessed = assess("identify", opening, rows, tuple(identify_notes(opening)), named)
    prohibitions, about = answered(settings.of(IDENTIFY).prohibitions, assessed.checked)
    verdicts = tuple(identify_verdicts(assessed))
    nobody = nobody_there(assessed.rows[Scope.HOUSEHOLD], "on_register") if Scope.HOUSEHOLD in assessed.rows else 0
    return assessed, dataclasses.replace(
        assessed.checked,
        verdicts=verdicts,
        prohibitions=prohibitions,
        notes=(*assessed.checked.notes, *counted_apart(nobody), *about),
    )


def identify_notes(opening: Opening) -> Iterator[Text]:
    """What a reader of `identify` must know: what was not asked, and why; rows without a day."""
    from puxi_cli.jobs.remarks import undated

    registry = opening.registry
    yield from lists_lacking(opening)
    yield from undated(opening, "evidence", "steps")
    if registry.has("households") and not registry.frame("households")["identified"].is_null().any():
        yield Text(
            "信息表里只有建档户，没有一般农户：漏评无从查起，需要全镇农户的户信息。",
            "The register holds listed households only: nobody can be found missed; that needs the households of the whole town.",
        )


def lists_lacking(opening: Opening) -> Iterator[Text]:
    """Which columns and lists were not there to judge any household by."""
    registry = opening.registry
    present = registry.present("households")
    if not {"enough_food", "enough_clothing"} & present:
        yield Text(
            "信息表没有“是否不愁吃”“是否不愁穿”两列：不愁吃、不愁穿没有判断，入户时核实。",
            "The register has no columns 是否不愁吃 and 是否不愁穿: enough to eat and to wear was not judged; look at it when visiting.",
        )
    if registry.has("evidence"):
        import narwhals as nw

        from puxi_cli.facts.hits import CATEGORIES, in_hand

        lists = nw.from_native(registry.frame("evidence")).filter(in_hand(opening.day.isoformat()))
        given = set(lists["category"].drop_nulls().unique().to_list())
        if lacking := [category for category in CATEGORIES if category not in given]:
            yield Text(
                f"比对线索中没有这些类别的名单（截至当日、有证件号码的），相应红线无法判断：{'、'.join(lacking)}。",
                f"No list of these categories with identity numbers was handed in by the day, so their red lines are unknown: "
                f"{', '.join(lacking)}.",
            )
    else:
        yield Text(
            "没有“比对线索”表（证件号码、来源部门、类别），九条红线无法判断。",
            "There is no table 比对线索 (identity number, office, category), so the nine red lines are unknown.",
        )
