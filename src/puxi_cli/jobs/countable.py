"""What every counting begins with: the columns it needs, whether there is anything to count, the villages."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from puxi_cli.errors import UnreadableFile
from puxi_cli.records.person import Person
from puxi_cli.records.tables import MODELS
from puxi_cli.registry import BEFORE, BEHIND, CLEAR, KEY, NUMBER, SOURCE, Registry, Table, completed, empty_frame
from puxi_cli.text.words import Text

if TYPE_CHECKING:
    from puxi_cli.jobs.opening import Opening

# What counting needs of a register; the rest of its columns is not typed and not checked. Size and relation tell a list of heads
# from a list of persons, the years of income which year is the newest.
FIELDS: Mapping[str, frozenset[str]] = {
    "households": frozenset(
        {
            "household_id",
            "county",
            "town",
            "village",
            "identified",
            "income_per_head",
            "exit_year",
            "relapsed",
            "status",
            "size",
            "poor_type",
            "household_type",
            "monitored_type",
            "risk_since",
            "risk_until",
            "cause",
        }
    ),
    "persons": frozenset({"birth", "household_id", "id_no", "joined", "left", "name", "relation"}),
    "incomes": frozenset({"year"}),
    "villages": frozenset({"village", "code", "poor", "exit_year"}),
    "village_years": frozenset({"village", "year", "rural_persons"}),
}
_FIRST = 1000  # rows that tell at once, in most files, whether members are of households
SAMPLES = frozenset({"household_id", "day", "kind", "persons", "conclusion", "approves"})


def fields_with(more: Mapping[str, frozenset[str]]) -> dict[str, frozenset[str]]:
    """`FIELDS`, and further columns by table."""
    return {table: FIELDS.get(table, frozenset()) | more.get(table, frozenset()) for table in (*FIELDS, *more)}


def countable(opening: Opening) -> Opening:
    """The opening with somebody to count (`with_stated_members`).

    Raises UnreadableFile where the register has no households.
    """
    if not opening.registry.has("households"):
        raise UnreadableFile(
            "未读到户信息表，无法统计。puxi headings 可查看各列的识别情况。",
            "No table of households was read, so nothing can be counted. puxi headings shows how columns were understood.",
        )
    return with_stated_members(opening)


def with_stated_members(opening: Opening) -> Opening:
    """The opening with as many members in each household as its stated size says, where no sheet names members, or no row of one can be
    told to be of any household; else as it is. Of a household without a size nobody knows how many they are."""
    registry = opening.registry
    if _names_members(registry) or (registry.has("persons") and "size" not in registry.present("households")):
        return opening
    members = _stated_members(registry)
    as_read = opening.reading.registry
    reading = dataclasses.replace(
        opening.reading,
        registry=dataclasses.replace(as_read, tables={**as_read.tables, "persons": members}),
        notes=(*opening.reading.notes, *_of_nobody(as_read)),
    )
    return dataclasses.replace(opening, reading=reading)


def _of_nobody(as_read: Registry) -> Iterator[Text]:
    """That the members of a list are of no household that the files have."""
    if as_read.has("persons") and (members := as_read.persons.frame.height):
        sheet = MODELS["persons"].table.sheet
        yield Text(
            f"“{sheet}”表的 {members} 行都对应不到户信息中的户，没有计入。",
            f"None of the {members} rows of {sheet} is of a household that the files have; they are not counted.",
        )


def _names_members(registry: Registry) -> bool:
    """Whether some row of persons is of a household that stands in the list of households."""
    persons = registry.frame("persons")["household_id"].drop_nulls()
    homes = registry.frame("households")["household_id"].drop_nulls().implode()
    return bool(persons.head(_FIRST).is_in(homes).any() or persons.slice(_FIRST).is_in(homes).any())


def counts_stated_sizes(registry: Registry) -> bool:
    """Whether the members are those of `with_stated_members`: as many as the households' stated sizes, and nothing is known of them."""
    return registry.has("persons") and not registry.persons.sources


def _stated_members(registry: Registry) -> Table:
    import polars as pl

    sized = registry.frame("households").filter(pl.col("household_id").is_not_null()).unique("household_id", keep="first")
    rows = (
        sized.select("household_id", pl.lit(True).repeat_by(pl.col("size").fill_null(0)).alias(CLEAR)).explode(CLEAR).drop_nulls()
    )
    blank = empty_frame(Person)
    frame = pl.concat(
        [blank.drop(KEY, NUMBER, BEFORE, BEHIND), rows.with_columns(pl.lit(0, pl.Int64).alias(SOURCE))], how="diagonal"
    )
    return Table(Person, completed(Person, frame).select(blank.columns), ())


def villages_of(registry: Registry) -> list[str]:
    """The villages in the order of their table, else in the order in which households name them."""
    table = "villages" if registry.has("villages") else "households"
    names = registry.frame(table)["village"].drop_nulls().unique(maintain_order=True)
    return [str(name) for name in names]
