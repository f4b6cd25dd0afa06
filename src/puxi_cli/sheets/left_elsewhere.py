"""Members whom another list of the files names as dead or gone: 死亡人员名单 without numbers of households beside the register.

Nobody's row is changed for it: the lists may speak of two people, or of somebody who came back. The row of the list is told, as a remark is.
Who married or moved may be a member where the register has him or her, and is told only where nothing says so.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import polars as pl

from puxi_cli.records.fields import fields_of
from puxi_cli.records.person import Person
from puxi_cli.records.place import rows_named
from puxi_cli.records.village_names import Spellings
from puxi_cli.registry import NUMBER, ROW, SOURCE, Registry, Source
from puxi_cli.sheets.faults import TOLD_BESIDE, Fault
from puxi_cli.sheets.layouts import ReadSheet
from puxi_cli.text.words import Text

_SAYS = ("left", "left_reason")
_SAID = ("left", "left_reason", "household_id", "relation", "joined")
DEAD, MARRIED = "死亡", "嫁出"
# Who cannot be a member of another household for it.
_NOT_ELSEWHERE = (DEAD, "判刑收监", "出国定居")
_BY_MARRIAGE = ("配偶", "之儿媳", "之女婿", "之兄弟媳妇")


def left_elsewhere(
    registry: Registry, sheets: Sequence[ReadSheet], villages: Spellings, day: date | None = None
) -> tuple[list[Fault], list[Text]]:
    """A fault for each row of such a list, of the household of the member with the same identity number; and a note with the members' rows.

    Of the `sheets` the registry does not have the villages of rows that are of no household; `villages` are spelt so in them.
    Who left after `day`, the one asked about, was a member on it.
    """
    if not registry.has("persons") or not {*_SAYS} & registry.filled("persons"):
        return [], []
    persons = registry.tables["persons"]
    number = NUMBER if NUMBER in persons.frame.columns else "id_no"
    nothing = pl.lit(None, pl.String)
    rows = persons.frame.select(
        SOURCE,
        ROW,
        pl.col(number).cast(pl.String).alias("number"),
        *((pl.col(name).cast(pl.String) if name in persons.frame.columns else nothing).alias(name) for name in _SAID),
    ).filter(pl.col("number").is_not_null())
    gone = pl.any_horizontal(pl.col(name).is_not_null() for name in _SAYS)
    lists = rows.filter(gone & pl.col("household_id").is_null())
    if day:
        lists = lists.filter(~(pl.col("left") > day.isoformat()).fill_null(False))
    members = rows.filter(~gone & pl.col("household_id").is_not_null())
    # One row for each number on both sides: a number that is copied down a list stands in many rows of both.
    by_number = members.group_by("number", maintain_order=True).agg(
        pl.exclude("number").first(), pl.len().alias("rows"), pl.col("household_id").n_unique().alias("homes")
    )
    by_number = by_number.join(_villages_of_homes(registry), on="household_id", how="left", maintain_order="left")
    lists = lists.join(
        _villages_of_rows(persons.sources, lists, sheets, villages), on=[SOURCE, ROW], how="left", maintain_order="left"
    )
    found = lists.join(by_number, on="number", how="inner", suffix="_living", maintain_order="left").filter(~_may_be_both())
    if not found.height:
        return [], []
    cells = fields_of(Person)
    headings = [cells[name].heading for name in _SAYS]
    fields = Text(
        "”“".join(f"该成员的{heading}" for heading in headings), " and ".join(f"the member's {heading}" for heading in headings)
    )
    faults = []
    for one in found.iter_rows(named=True):
        dead = one["left_reason"] == DEAD
        # The heading of a time, 死亡时间, may say the reason.
        columns = persons.sources[one[SOURCE]].columns
        written = [name for name in _SAYS if one[name] and columns.get(name, (None,))[0] is not None]
        field = written[-1] if written else "left"
        place = persons.place(one[SOURCE], one[ROW], field)
        member = persons.place(one[f"{SOURCE}_living"], one[f"{ROW}_living"])
        sheet = " ".join(filter(None, (member.file if member.file != place.file else None, member.sheet)))
        more = one["rows"] > 1
        named = Text(
            f"{sheet} 第 {member.row} 行{'等' if more else ''}".strip(),
            f"{sheet} row {member.row}{' and others' if more else ''}".strip(),
        )
        tells = Text(
            f"{named.zh}的成员（证件号码相同）{'死亡' if dead else '离开本户'}",
            f"that the member of {named.en}, with the same identity number, {'died' if dead else 'left the household'}",
        )
        values = {"heading": place.heading or cells[field].heading, "tells": tells, "word": one[field], "fields": fields}
        home = one["household_id_living"] if one["homes"] == 1 else None
        faults.append(
            Fault(TOLD_BESIDE, place, "persons", field, household_id=home, village=one["village_living"], values=values)
        )
    told = members.join(found, on="number", how="semi", maintain_order="left")
    shown = rows_named([persons.place(source, row) for source, row in told.select(SOURCE, ROW).iter_rows()])
    heading = Text("”“".join(headings), " and ".join(headings))
    note = Text(
        f"其他名单写明有人死亡或离开本户，而同一证件号码的成员没有填“{heading.zh}”，有 {told.height} 行：{shown.zh}。"
        "puxi 不据此改动；请核实后填入相应的列。",
        f"Members of whom another list says that they died or left the household, while {heading.en} of their rows do not: {told.height}: "
        f"{shown.en}. puxi changes nothing for that. Look into them and fill the columns.",
    )
    return faults, [note]


def _villages_of_homes(registry: Registry) -> pl.DataFrame:
    if not registry.has("households"):
        return pl.DataFrame(schema={"household_id": pl.String, "village": pl.String})
    homes = registry.tables["households"].frame
    said = homes.select(pl.col("household_id", "village").cast(pl.String)).drop_nulls()
    return said.unique("household_id", keep="first", maintain_order=True)


def _villages_of_rows(
    sources: Sequence[Source], rows: pl.DataFrame, sheets: Sequence[ReadSheet], spelt: Spellings
) -> pl.DataFrame:
    """The villages that flat lists say of the rows, by their place."""
    known = [pl.DataFrame(schema={SOURCE: pl.Int64, ROW: rows.schema[ROW], "village": pl.String})]
    wanted = {(sources[source].file, sources[source].sheet): source for source in rows[SOURCE].unique()}
    for sheet in sheets:
        source = wanted.get((sheet.file, sheet.sheet))
        if source is not None and sheet.is_flat:
            frame = sheet.checked.tables["households"]
            known.append(frame.select(pl.lit(source, pl.Int64).alias(SOURCE), ROW, pl.col("village").cast(pl.String)))
    found = pl.concat(known).drop_nulls("village").unique([SOURCE, ROW], keep="first")
    names = found["village"].unique().to_list()
    return found.with_columns(pl.col("village").replace(names, [spelt.read(name) for name in names]))


def _may_be_both() -> pl.Expr:
    """Whether who left one household may be a member of the other: of another village, by marriage, or since."""
    elsewhere = pl.col("village") != pl.col("village_living")
    married = pl.col("left_reason").eq_missing(MARRIED) & pl.col("relation_living").is_in(_BY_MARRIAGE)
    since = pl.col("joined_living") >= pl.col("left")
    may = pl.any_horizontal(one.fill_null(False) for one in (elsewhere, married, since))
    return may & ~pl.col("left_reason").is_in(_NOT_ELSEWHERE).fill_null(False)
