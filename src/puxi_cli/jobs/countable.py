"""What every counting begins with: the columns it needs, whether there is anything to count, the villages."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from puxi_cli.errors import UnreadableFile
from puxi_cli.facts.membership import villages_unlisted
from puxi_cli.records.fields import fields_of
from puxi_cli.records.household import Household
from puxi_cli.records.person import Person
from puxi_cli.records.tables import MODELS
from puxi_cli.registry import BEFORE, BEHIND, CLEAR, KEY, NUMBER, SOURCE, Registry, Table, completed, empty_frame
from puxi_cli.text.words import Text

if TYPE_CHECKING:
    import polars as pl

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
_SHOWN = 5  # villages in a note
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
    if registry.has("persons") and "size" not in registry.present("households"):
        return opening
    if _names_members(registry):
        return _with_villages_unlisted(opening)
    members = _stated_members(registry.frame("households"))
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


def members_not_asked(registry: Registry) -> Iterator[Text]:
    """That the members of villages without any list of members are unknown, and no rule asks whether households there have any."""
    if not registry.has("persons") or not _names_members(registry):
        return
    homes = _homes_unlisted(registry)
    if homes.height:
        villages, number = _villages_of(homes), homes["household_id"].n_unique()
        yield Text(
            f"{villages.zh}的 {number} 户在成员名单中都没有对应的人，有没有成员未检查（REC302）；名单在别的文件里的，请一并核查，没有名单的请补录。",
            f"No row of a list of members is of a household in {villages.en}; whether these have members was not asked (REC302): {number}. "
            "Where the list is in another file, give it too; else add them.",
        )


def _homes_unlisted(registry: Registry) -> pl.DataFrame:
    """The rows of households in villages of which no list names anybody (`facts.membership.villages_unlisted`)."""
    import narwhals as nw
    import polars as pl

    homes = registry.frame("households").with_columns(pl.col("village").cast(pl.String))
    frames = (nw.from_native(one.lazy()) for one in (homes, registry.frame("persons")))
    villages = villages_unlisted(*frames).collect().to_native()["village"]
    return homes.filter(pl.col("village").is_in(villages.implode()))


def _with_villages_unlisted(opening: Opening) -> Opening:
    """The opening with the stated members of villages of which no list names anybody."""
    import polars as pl

    as_read = opening.reading.registry
    homes = _homes_unlisted(opening.registry).filter(pl.col("size") > 0)
    if not homes.height:
        return opening
    persons, stated = as_read.persons, _stated_members(homes).frame
    frame = pl.concat([persons.frame, stated.select(persons.frame.columns).with_columns(pl.col(KEY) + persons.frame.height)])
    reading = dataclasses.replace(
        opening.reading,
        registry=dataclasses.replace(as_read, tables={**as_read.tables, "persons": dataclasses.replace(persons, frame=frame)}),
        notes=(*opening.reading.notes, _of_villages_unlisted(homes)),
    )
    return dataclasses.replace(opening, reading=reading)


def _of_villages_unlisted(homes: pl.DataFrame) -> Text:
    """That the size of these households is the stated one."""
    villages, size, number = _villages_of(homes), fields_of(Household)["size"].heading, homes["household_id"].n_unique()
    return Text(
        f"{villages.zh}的 {number} 户在成员名单中都没有对应的人，人数按所填“{size}”计，未逐人核对。",
        f"No row of a list of members is of a household in {villages.en}; these are counted with their stated {size}: {number}.",
    )


def _villages_of(homes: pl.DataFrame) -> Text:
    names = sorted(homes["village"].unique())
    shown, more = names[:_SHOWN], len(names) > _SHOWN
    return Text(
        f"{'、'.join(shown)}{f' 等 {len(names)} 个村' if more else ''}",
        f"{', '.join(shown)}{' and others' if more else ''} (villages: {len(names)})",
    )


def _stated_members(households: pl.DataFrame) -> Table:
    import polars as pl

    sized = households.filter(pl.col("household_id").is_not_null()).unique("household_id", keep="first", maintain_order=True)
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
