"""Households of which a list alone says that they may be on the register: nothing in their row, or nothing in the newest list, does.

A list titled 贫困户花名册 names the poor: whose row says nothing of it there is no ordinary household. Who stands on the list of 2017 and,
where others stand on both, not on that of 2018, has left it for a reason that nobody wrote down, or was forgotten.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import zip_longest
from pathlib import Path

import polars as pl

from puxi_cli.records.fields import fields_of
from puxi_cli.records.household import EXITED, EXITED_TYPE, MARGINAL, NOT_POOR, STRUCK, UNSTABLE, Household
from puxi_cli.records.place import Place
from puxi_cli.registry import ROW, SOURCE, UNREAD, Registry, Source
from puxi_cli.sheets.faults import ON_AN_OLD_LIST, POOR_OR_NOT, SAYS_NOTHING, Fault
from puxi_cli.sheets.grid import Grid
from puxi_cli.sheets.heading_row import Located
from puxi_cli.sheets.layouts import cannot_read
from puxi_cli.sheets.newest_sheets import Sheet
from puxi_cli.text.counting import counted, verb
from puxi_cli.text.words import NO_WORDS, Text

_POOR = re.compile(
    r"(?:建档立卡|(?<!非)贫困|未脱贫|脱贫)(?:贫困)?(?:农?户|人口|家庭|人员)(?:[^，。；、]{0,10}?)(?:花名册|名册|名单|台账|登记表|信息表|明细表|情况表|一览表)"
)
# A sheet or file that is named 贫困户, and no more: with a place, a year or a date before or behind it.
_POOR_ALONE = re.compile(
    r"[0-9年月度底末第季.\-_]*(?:.{1,12}[省市县区镇乡村组])?[0-9年月度底末第季.\-_]*(?:全部|所有|现有|在册)?"
    r"(?:建档立卡|(?<!非)贫困|未脱贫|脱贫)(?:贫困)?(?:农?户|人口|家庭|人员)(?:清单|表)?"
    r"(?:[（(][^（）()]{0,12}[)）]|[0-9年月日.\-_]+|-?副本)*"
)
_OTHERS = re.compile("一般农?户|非贫困|非建档|非脱贫|全村|常住|申请|疑似|拟|比对|边缘")
# What says of a household that it is, was or is not on the register (`facts.listing.with_times`).
_SIGNS = ("status", "identified", "household_type", "exit_year", "relapsed", "poor_type", "cause", "monitored_type")
_WHO = ("status", "identified", "household_type")
_COLUMNS = ("identified", "status", "exit_year")  # that are asked for where a list has none of those
_SHOWN = 5


def names_the_poor(grid: Grid, found: Located) -> bool:
    """Whether what stands over the rows, or the name of the sheet or the file, says that the list is one of the poor."""
    above = grid.above(found.row)
    titles = [Path(grid.file).stem, grid.sheet or "", *(cell for row in above.iter_rows() for cell in row if cell)]
    plain = [re.sub(r"\s", "", title) for title in titles]
    return any(_POOR.search(title) or _POOR_ALONE.fullmatch(title) for title in plain) and not any(map(_OTHERS.search, plain))


def with_open_standing(
    registry: Registry, poor: Collection[Sheet], dropped: Mapping[Sheet, Collection[str]]
) -> tuple[Registry, list[Fault], list[Text]]:
    """The register with the standing of such households left open, as a cell that cannot be read leaves it; a fault for each sheet; and
    notes that name the other households that no figure has for want of any sign, and those that only a list of persons has.

    `poor` are the sheets that name the poor, `dropped` the households of a sheet that no later one has.
    """
    if not registry.has("households"):
        return registry, [], []
    homes = registry.tables["households"]
    of_poor = [number for number, one in enumerate(homes.sources) if (one.file, one.sheet) in poor]
    nothing = pl.lit(False)
    if any(name in homes.filled for name in _WHO):
        blank = pl.all_horizontal(pl.col(name).is_null() for name in _SIGNS)
        nothing = blank & ~pl.any_horizontal(cannot_read(name) for name in _SIGNS)
    gone = pl.lit(False)
    for number, one in enumerate(homes.sources):
        if lost := dropped.get((one.file, one.sheet)):
            here = (pl.col(SOURCE) == number) & pl.col("household_id").is_in(list(lost)).fill_null(False)
            gone |= here & pl.any_horizontal(pl.col(name).is_not_null() for name in _SIGNS) & ~_has_left()
    of_persons = _of_persons_alone(registry)
    marked = homes.frame.select(
        SOURCE, ROW, "household_id", "village", nothing.alias("nothing"), gone.alias("gone")
    ).with_columns(
        pl.col(SOURCE).is_in(of_persons).alias("beside"),
        (pl.col("nothing") & pl.col(SOURCE).is_in(of_persons)).alias("missing"),
        (pl.col("nothing") & pl.col(SOURCE).is_in(of_poor) & ~pl.col(SOURCE).is_in(of_persons)).alias("silent"),
    )
    notes = list(_notes(marked))
    if not (marked["silent"].any() or marked["missing"].any() or marked["gone"].any()):
        return registry, [], notes
    open_ = marked["silent"] | marked["missing"] | marked["gone"]
    more = pl.concat_str(pl.col(UNREAD).cast(pl.String).fill_null(""), pl.lit("|status|"))
    frame = homes.frame.with_columns(
        pl.when(open_).then(more).otherwise(pl.col(UNREAD).cast(pl.String)).cast(pl.Categorical).alias(UNREAD),
        *(pl.when(~marked["gone"]).then(pl.col(name)).alias(name) for name in ("status", "exit_year", "relapsed")),
    )
    tables = {**registry.tables, "households": dataclasses.replace(homes, frame=frame)}
    faults = [
        fault
        for rule, name in ((SAYS_NOTHING, "silent"), (SAYS_NOTHING, "missing"), (ON_AN_OLD_LIST, "gone"))
        for fault in _faults(registry, marked, rule, name)
    ]
    return dataclasses.replace(registry, tables=tables), faults, notes


def _of_persons_alone(registry: Registry) -> list[int]:
    """The sources of households that only lists of persons name, beside sheets of households that say who is on the register."""
    homes, flat = registry.tables["households"], registry.household_rows
    if flat is None:
        return []
    first = len(homes.sources) - len(flat.sources)
    signs = pl.any_horizontal(pl.col(name).is_not_null() for name in _WHO)
    told = homes.frame.select((signs & (pl.col(SOURCE) < first)).any()).item()
    return list(range(first, len(homes.sources))) if told else []


def _notes(marked: pl.DataFrame) -> Iterator[Text]:
    """Which households count as ordinary ones, as nothing says more of them; and which count though only a list of persons has them."""
    numbered = marked.filter(pl.col("household_id").is_not_null())
    # A second row of a household may say what this one does not.
    of_whom = numbered.filter(pl.col("nothing").all().over("household_id"), ~pl.col("silent"), ~pl.col("missing"))
    plain = of_whom["household_id"].unique(maintain_order=True)
    if plain.len():
        zh, en = _shown(plain.to_list())
        yield Text(
            f"{plain.len()} 户没有填识别时间、脱贫属性、户类型等，看不出是否在册，按不在册的一般农户处理，没有计入：{zh}。",
            f"Households of which no column says whether they are on the register, taken for ordinary ones and not counted: {plain.len()} "
            f"({en}).",
        )
    known = numbered.filter(~pl.col("beside"))["village"].drop_nulls().cast(pl.String).unique().to_list()
    here = pl.col("village").is_null() | pl.col("village").cast(pl.String).is_in(known)
    beside = numbered.filter(pl.col("beside") & ~pl.col("nothing") & here)["household_id"].unique(maintain_order=True)
    if beside.len():
        zh, en = _shown(beside.to_list())
        yield Text(
            f"{beside.len()} 户只在人员名单中有，户信息表中没有，是否在册按人员名单所填判断，请核实：{zh}。",
            f"Households that only a list of persons has, not the sheet of households; whether they are on the register is as that list has "
            f"it, look into them: {beside.len()} ({en}).",
        )


def _shown(ids: Sequence[str | None], rows: Sequence[int] = ()) -> Text:
    """The first households, by number, or by row where they have none."""
    named = [
        Text(one, one) if one else Text(f"第 {row} 行", f"row {row}") for one, row in zip_longest(ids[:_SHOWN], rows[:_SHOWN])
    ]
    shown = Text("、".join(one.zh for one in named), ", ".join(one.en for one in named))
    return shown + (Text(" 等", " and others") if len(ids) > _SHOWN else NO_WORDS)


def _faults(registry: Registry, marked: pl.DataFrame, rule: str, name: str) -> Iterator[Fault]:
    homes = registry.tables["households"]
    for [number], rows in marked.filter(pl.col(name)).group_by([SOURCE], maintain_order=True):
        source = homes.sources[int(str(number))]
        known = next((one for one in _WHO if one in source.columns), None)
        field = known or ("household_id" if rule == ON_AN_OLD_LIST else None)
        index, heading = source.columns.get(field, (None, None)) if field else (None, None)
        ids = rows["household_id"].to_list()
        shown = _shown(ids, rows[ROW].to_list())
        yield Fault(
            rule,
            Place(source.file, source.sheet, rows[ROW][0], index, heading),
            "households",
            field,
            household_id=ids[0],
            values={
                "households": len(ids),
                "shown": shown,
                "said": _said(source, heading, len(ids), shown, on_persons_alone=name == "missing"),
            },
        )


def _said(source: Source, heading: str | None, count: int, shown: Text, *, on_persons_alone: bool) -> Text:
    """Why nobody can tell whether households of a list are on the register."""
    zh, en = shown
    if on_persons_alone:
        return Text(
            f"{count} 户（{zh}）只在本表中有，户信息表中没有，看不出是否在册",
            f"{counted(count, 'household')} ({en}) {verb(count, 'is', 'are')} on this list of persons and not in the sheet of households, and "
            "nothing says whether on the register",
        )
    lacking = _lacking(source, heading)
    return Text(
        f"表名或标题写明是贫困户名单，而 {count} 户（{zh}）{lacking.zh}",
        f"the title says that the list is one of the poor, yet {lacking.en} of {counted(count, 'household')} ({en}): whether on the register",
    )


def _lacking(source: Source, heading: str | None) -> Text:
    """What of a list says nothing: the blank cells of its column, or that it has none."""
    if heading:
        return Text(f"没有填“{heading}”，其他列也看不出是否在册", f"{heading} and all else that would say so are blank")
    headings = [fields_of(Household)[name].heading for name in _COLUMNS if name not in source.columns]
    return Text(
        f"看不出是否在册（本表没有“{'”“'.join(headings)}”等列）",
        f"no column of it says so (there is neither {' nor '.join(headings)})",
    )


def not_poor_listed(registry: Registry) -> Iterator[Fault]:
    """A fault for each sheet and column that says of households that they are not poor, which have a time of identification and no exit:
    they are undecided (`facts.listing.with_times`). What a cell that cannot be read leaves open is told as that cell's fault."""
    if not registry.has("households") or "identified" not in registry.filled("households"):
        return
    homes = registry.tables["households"]
    known = pl.col("identified").is_not_null() & ~pl.any_horizontal(
        cannot_read(name) for name in ("status", "exit_year", "relapsed")
    )
    status, household_type, monitored = (pl.col(name).cast(pl.String) for name in ("status", "household_type", "monitored_type"))
    ordinary = {name: pl.col(name).cast(pl.String).eq_missing(NOT_POOR) for name in ("household_type", "poor_type")}
    exit_year, relapsed = pl.col("exit_year"), pl.col("relapsed").cast(pl.String).str.head(4).cast(pl.Int64, strict=False)
    type_left = household_type.eq_missing(EXITED_TYPE) | (monitored.eq_missing(UNSTABLE) & ~pl.any_horizontal(*ordinary.values()))
    unsaid = status.is_null() & ~type_left
    left = status.is_in(list(EXITED)).fill_null(False) | (status.is_null() & (exit_year.is_not_null() | type_left))
    back = (relapsed > exit_year).fill_null(False) | (unsaid & exit_year.is_null() & relapsed.is_not_null())
    watched = unsaid & monitored.is_in([MARGINAL, STRUCK]).fill_null(False)
    said = pl.coalesce(
        *(pl.when(holds).then(pl.lit(name)) for name, holds in ordinary.items()), pl.when(watched).then(pl.lit("monitored_type"))
    )
    marked = homes.frame.filter(known & (~left | back)).select(SOURCE, ROW, "household_id", said.alias("said"))
    for [number, field], rows in marked.drop_nulls("said").group_by(["_source", "said"], maintain_order=True):
        source, since = homes.sources[int(str(number))], fields_of(Household)["identified"].heading
        index, heading = source.columns.get(str(field), (None, fields_of(Household)[str(field)].heading))
        _, since = source.columns.get("identified", (None, since))
        told = Text(
            f"写明不是贫困户（或是监测对象），而“{since}”写明已识别，又没有退出，这些户无法判断，没有计入",
            f"that say that the household is not poor, or monitored, while {since} says that it was identified, and nothing that it left; these "
            "households are undecided and not counted",
        )
        yield Fault(
            POOR_OR_NOT,
            Place(source.file, source.sheet, rows[ROW][0], index, heading),
            "households",
            str(field),
            household_id=rows["household_id"][0],
            values={"heading": heading, "rows": rows.height, "said": told},
        )


def _has_left() -> pl.Expr:
    """Whether the row says that the household had left already, or never was on the register."""
    status, kind, household_type = (pl.col(name).cast(pl.String) for name in ("status", "poor_type", "household_type"))
    left = status.is_in(list(EXITED)) | (status.is_null() & (pl.col("exit_year").is_not_null() | (household_type == EXITED_TYPE)))
    return (left | (kind == NOT_POOR) | (household_type == NOT_POOR)).fill_null(False)
