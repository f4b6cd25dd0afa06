"""From a register to one of its standard tables on a day, for the town and by village."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from puxi_cli.jobs.caveats import caveats
from puxi_cli.jobs.countable import countable, villages_of
from puxi_cli.jobs.judge import tables_of
from puxi_cli.jobs.opening import Opening
from puxi_cli.records.fields import fields_of
from puxi_cli.records.tables import MODELS
from puxi_cli.registry import Registry
from puxi_cli.systems.figures.distributions import spread, town_part, village_parts
from puxi_cli.systems.figures.figures import StandardFigures, TablePart
from puxi_cli.systems.figures.standard import Marks, StandardTable, Sums
from puxi_cli.text.words import Text


def standard_table_of(opening: Opening, table: StandardTable, of: str) -> StandardFigures:
    """A standard table of those on the register, exited by the day, or ever registered (`of`).

    Raises UnreadableFile where there is nothing to count (`countable`).
    """
    return standard_tables_of(opening, [table], of)[0]


def standard_tables_of(opening: Opening, wanted: Sequence[StandardTable], of: str) -> list[StandardFigures]:
    """Several standard tables, counted together. Raises UnreadableFile as `standard_table_of`."""
    opening = countable(opening)
    registry = opening.registry
    # Ages are of the day asked, and members those who are there on it.
    tables = replace(tables_of(registry, opening.asking), as_it_stands=False)
    counted = opening.engine.collected(spread(wanted, tables, of))
    villages = villages_of(registry)
    about = tuple(caveats(opening, rates=False))
    found = []
    for table, frame in zip(wanted, counted, strict=True):
        rows, content = frame.to_dicts(), table.content
        town = town_part(table, rows)
        found.append(
            StandardFigures(
                opening.day.isoformat(),
                opening.region,
                table.name,
                table.title,
                of,
                table.unit,
                isinstance(content, Marks),
                content.measure if isinstance(content, Sums) else None,
                tables.reference_year if "incomes" in table.fields else None,
                town,
                tuple(village_parts(table, rows, villages)),
                (*about, *_notes(table, town, registry)),
            )
        )
    return found


def _notes(table: StandardTable, town: TablePart, registry: Registry) -> Iterator[Text]:
    """That there is nobody to count, and which columns no file has."""
    if not town.base:
        yield Text("没有符合条件的户或人，表中各项都是 0。", "Nobody is to be counted: every number of the table is 0.")
    for need in table.needs:
        ways = [way.split(".") for way in need.split("|")]
        if not any(name in registry.present(place) for place, name in ways):
            headings = " / ".join(f"{MODELS[place].table.sheet}.{fields_of(MODELS[place])[name].heading}" for place, name in ways)
            yield Text(
                f"文件中没有 {headings} 这一列，所以都是空白。", f"No file has the column {headings}, so it is blank for all."
            )
