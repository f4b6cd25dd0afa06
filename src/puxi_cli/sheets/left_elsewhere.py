"""Members whom another list of the files names as dead or gone: 死亡人员名单 without numbers of households beside the register.

Nobody's row is changed for it: the lists may speak of two people, or of somebody who came back. The member's row is told, as a remark is.
"""

from __future__ import annotations

import polars as pl

from puxi_cli.records.fields import fields_of
from puxi_cli.records.person import Person
from puxi_cli.records.place import rows_named
from puxi_cli.registry import NUMBER, ROW, SOURCE, Registry
from puxi_cli.sheets.faults import TOLD_BESIDE, Fault
from puxi_cli.text.words import Text

_SAYS = ("left", "left_reason")


def left_elsewhere(registry: Registry) -> tuple[list[Fault], list[Text]]:
    """A fault for each row of such a list, of the household of the member with the same identity number; and a note with the members' rows."""
    if not registry.has("persons") or not {*_SAYS} & registry.filled("persons"):
        return [], []
    persons = registry.tables["persons"]
    number = NUMBER if NUMBER in persons.frame.columns else "id_no"
    rows = persons.frame.select(
        SOURCE,
        ROW,
        pl.col(number).cast(pl.String).alias("number"),
        pl.col("household_id").cast(pl.String),
        pl.col("village").cast(pl.String) if "village" in persons.frame.columns else pl.lit(None, pl.String).alias("village"),
        pl.coalesce(pl.col(name).cast(pl.String) for name in _SAYS[::-1]).alias("why"),
    ).filter(pl.col("number").is_not_null())
    lists = rows.filter(pl.col("why").is_not_null() & pl.col("household_id").is_null())
    living = rows.filter(pl.col("why").is_null() & pl.col("household_id").is_not_null())
    found = lists.join(living, on="number", how="inner", suffix="_living", maintain_order="left")
    if not found.height:
        return [], []
    cells = fields_of(Person)
    headings = [cells[name].heading for name in _SAYS]
    fields = Text("”“".join(headings), " and ".join(headings))
    faults, members = [], []
    for source, row, why, home, village, their_source, their_row in found.select(
        SOURCE, ROW, "why", "household_id_living", "village_living", f"{SOURCE}_living", f"{ROW}_living"
    ).iter_rows():
        field = next((name for name in _SAYS if name in persons.sources[source].columns), "left")
        place = persons.place(source, row, field)
        member = persons.place(their_source, their_row)
        members.append(member)
        sheet = " ".join(filter(None, (member.file if member.file != place.file else None, member.sheet)))
        named = Text(f"{sheet} 第 {their_row} 行".strip(), f"{sheet} row {their_row}".strip())
        tells = Text(
            f"{named[0]}的成员（证件号码相同）死亡或离开本户",
            f"that the member of {named[1]}, with the same identity number, died or left the household",
        )
        values = {"heading": place.heading or cells[field].heading, "tells": tells, "word": why, "fields": fields}
        faults.append(Fault(TOLD_BESIDE, place, "persons", field, household_id=home, village=village, values=values))
    shown = rows_named(members)
    note = Text(
        f"其他名单写明有人死亡或离开本户，而同一证件号码的成员没有填“{fields[0]}”，有 {found.height} 行：{shown[0]}。"
        "puxi 不据此改动；请核实后填入相应的列。",
        f"Members of whom another list says that they died or left the household, while {fields[1]} of their rows do not: {found.height}: "
        f"{shown[1]}. puxi changes nothing for that. Look into them and fill the columns.",
    )
    return faults, [note]
