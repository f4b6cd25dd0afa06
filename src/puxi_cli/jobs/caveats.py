"""What a reader of figures must know: who is not in them, and what was taken for what."""

from __future__ import annotations

from collections.abc import Iterator

import narwhals as nw
import polars as pl

from puxi_cli.facts.membership import born_on, cannot_read, comes_after
from puxi_cli.facts.tables import known_until
from puxi_cli.jobs.countable import counts_stated_sizes
from puxi_cli.jobs.left_out import doubled_notes
from puxi_cli.jobs.opening import Opening
from puxi_cli.jobs.placed import numbers_named, placed_notes, placement_of
from puxi_cli.records.compile import same_names
from puxi_cli.records.fields import fields_of
from puxi_cli.records.household import EXITED, NOT_EXITED, PLANNED, RELAPSED, Household
from puxi_cli.records.person import Person
from puxi_cli.registry import NUMBER, UNREAD, Registry
from puxi_cli.sheets.faults import BLANK, COLUMN_MISSING, NOT_READ, OTHER_LIST, READ_ALL_THE_SAME
from puxi_cli.text.counting import counted
from puxi_cli.text.words import NO_WORDS, Text


def caveats(opening: Opening, rates: bool = True) -> Iterator[Text]:
    """Sentences, those of the reading first; without `rates`, of counts alone."""
    registry = opening.registry
    yield from opening.notes
    yield from later_than_register(opening)
    if lost := not_read(opening):
        yield Text(
            f"信息表{lost[0]}，涉及的户和人可能漏计，也可能多计；请先运行 puxi validate。",
            f"{lost[1]}, so households and persons may be missing here, or counted who should not be; run puxi validate first.",
        )
    if counts_stated_sizes(registry) and "size" in registry.present("households"):
        size = fields_of(Household)["size"].heading
        yield Text(
            f"没有能对应到户的人员名单，人数按各户所填“{size}”合计，未逐人核对；年内的自然增减无从得知。",
            f"There is no list of persons that can be told to be of a household: persons are the sum of {size}, as the households' rows state "
            "it; who was born, died or moved within the year is unknown.",
        )
    yield from placed_notes(opening)
    if unsized := placement_of(opening).unsized_before:
        zh, en = numbers_named(unsized)
        yield Text(
            f"{len(unsized)} 个已脱贫的户有几人不详，脱贫前的各年末计入户数，没有计入人数：{zh}。",
            f"{len(unsized)} exited households are of unknown size: the year ends before their exit count them as households, and not in "
            f"persons: {en}.",
        )
    if gone := placement_of(opening).before:
        zh, en = numbers_named(gone)
        yield Text(
            f"{len(gone)} 个已脱贫的户在脱贫前的年末没有成员，该年末没有计入：{zh}。",
            f"{counted(len(gone), 'exited household')} without a member at the year end before the exit, not counted there: {en}.",
        )
    yield from doubled_notes(opening)
    yield from _born_without_a_time(opening)
    yield from _households(registry)
    if rates and not registry.has("village_years"):
        yield Text("没有“村年度”表，贫困发生率没有分母。", "There is no 村年度 table, so the incidence has no denominator.")


def _born_without_a_time(opening: Opening) -> Iterator[Text]:
    """Which households have a member born in a later year than theirs of identification, of whom nobody wrote since when they belong to
    it; and in which the birth cannot tell it either (`facts.membership.with_since`)."""
    registry = opening.registry
    if not registry.has("persons"):
        return
    until = known_until(registry.snapshot_day, opening.law)
    frame = nw.from_native(registry.frame("persons").with_columns(pl.col(NUMBER, "birth", "joined", UNREAD).cast(pl.String)))
    born = (
        frame.filter(nw.col("joined").is_null(), ~cannot_read("joined"))
        .select("household_id", born_on().alias("_born"), comes_after(born_on(), until).alias("_slip"))
        .to_native()
    )
    homes = registry.frame("households").unique("household_id", keep="first", maintain_order=True)
    later = pl.col("_born").str.slice(0, 4) > pl.col("identified").cast(pl.String).str.slice(0, 4)
    found = homes.join(born, on="household_id", how="inner", maintain_order="left").filter(later)
    joined = fields_of(Person)["joined"].heading
    for slip, zh, en in (
        (
            False,
            f"有成员在本户识别以后出生而没有“{joined}”，自出生起计入",
            f"with a member born after the identification without {joined}, who is counted from the birth on",
        ),
        (
            True,
            f"有成员的出生日期晚于 {until}，又没有“{joined}”，各年均按在户计，请核对出生日期",
            f"with a member born after {until} without {joined}, who is counted in every year; check the birth date",
        ),
    ):
        rows = found.filter(pl.col("_slip") == slip).unique("household_id", keep="first", maintain_order=True)
        concerned = [
            (str(home), village) for home, village in rows.select("household_id", pl.col("village").cast(pl.String)).iter_rows()
        ]
        if concerned:
            shown = numbers_named(concerned)
            yield Text(f"{len(concerned)} 户{zh}：{shown[0]}。", f"{counted(len(concerned), 'household')} {en}: {shown[1]}.")


def not_read(opening: Opening) -> Text | None:
    """What of the files is not there to be counted or judged, each kind by itself: a blank is not unreadable. None where all is.

    Each command reads the columns that it uses: cells are those of these columns, and other commands may tell more or fewer.
    """
    faults = [fault.rule for fault in opening.reading.faults for _ in range(fault.cells)]
    aside = (BLANK, COLUMN_MISSING, *NOT_READ, *READ_ALL_THE_SAME)
    told = [
        (sum(rule not in aside for rule in faults), "{here}有 {count} 个格子读不懂", "cells that cannot be read{here}: {count}"),
        (faults.count(BLANK), "{here}有 {count} 个必填的格子空白", "required cells that are blank{here}: {count}"),
        (faults.count(COLUMN_MISSING), "缺少 {count} 个必填的列", "required columns that are missing: {count}"),
        (
            sum(rule in NOT_READ and rule != OTHER_LIST for rule in faults),
            "有 {count} 列或工作表待确认，尚未读取",
            "columns or sheets that wait for an answer and were not read: {count}",
        ),
    ]
    there, here = [], Text("本次用到的列中", " in the columns used here")
    for count, zh, en in told:
        if count:
            there.append((zh.format(count=count, here=here[0]), en.format(count=count, here=here[1])))
            here = NO_WORDS  # once is enough
    if not there:
        return None
    english = "; ".join(en for _, en in there)
    return Text("、".join(zh for zh, _ in there), english[0].upper() + english[1:])


def later_than_register(opening: Opening) -> Iterator[Text]:
    """That the day asked lies behind everything the register speaks of, and behind the day in its file's name."""
    newest = opening.speaks_until
    if newest and opening.day.year > newest:
        yield Text(
            f"信息表最新只到 {newest} 年，其后的变动不在其中。",
            f"The register speaks of nothing after {newest}; later changes are not in it.",
        )


def _households(registry: Registry) -> Iterator[Text]:
    """Households that name no village, and whose status and dates do not agree (`facts.households.with_times`)."""
    frame = registry.frame("households")
    listed = frame.filter(pl.col("identified").is_not_null())
    if nowhere := _numbers(listed.filter(pl.col("village").is_null())):
        shown = numbers_named(nowhere)
        yield Text(
            f"{len(nowhere)} 个建档户（含已退出的）没有可识别的村名，计入全镇而不在任何村内：{shown[0]}。",
            f"Households, those that left included, that name no village that can be read: {len(nowhere)}; they are in the total, in no village: "
            f"{shown[1]}.",
        )
    if several := _with_other_heads(registry):
        shown = numbers_named(several)
        yield Text(
            f"{len(several)} 个户编号下写了不同的户主，按一户计，请核实是不是两户：{shown[0]}。",
            f"Household numbers under which other heads are written, counted as one household; find out whether they are two: "
            f"{len(several)} ({shown[1]}).",
        )
    status, year = pl.col("status"), pl.col("exit_year")
    back = pl.col("relapsed").cast(pl.String).str.head(4).cast(pl.Int64, strict=False) > year
    for rows, zh, en in (
        (
            status.is_in([NOT_EXITED, PLANNED]) & year.is_not_null() & ~((status == NOT_EXITED) & back).fill_null(False),
            "户未脱贫或预脱贫而填了脱贫年度，按未脱贫计",
            "Households not exited, or planned to, that have a year of exit, counted as not exited",
        ),
        (
            status.is_in(list(EXITED)) & year.is_null(),
            "户已脱贫而无可识别的脱贫年度，按信息表当日已退出计，此前是否在册无法判断",
            "Exited households without a readable year of exit: gone on the register's own day, undecided before",
        ),
        (
            (status == RELAPSED) & pl.col("relapsed").is_null(),
            "户返贫而无可识别的返贫时间，按信息表当日在册计，退出以后到当日以前无法判断（当年增减按年初已在册计）",
            "Relapsed households without a readable time: listed on the register's own day, undecided between their exit and it (the flow "
            "of the year takes them as listed at its start)",
        ),
    ):
        if concerned := _numbers(listed.filter(rows.fill_null(False))):
            shown = numbers_named(concerned)
            yield Text(f"{len(concerned)} {zh}：{shown[0]}。", f"{en}: {len(concerned)} ({shown[1]}).")


def _with_other_heads(registry: Registry) -> list[tuple[str, str | None]]:
    """The households whose rows do not agree on who is the head."""
    rows = registry.household_rows.frame if registry.household_rows else registry.frame("households")
    named = rows.filter(pl.col("household_id").is_not_null() & pl.col("head_name").is_not_null())
    heads = named.select("household_id", same_names(named["head_name"]).alias("head")).unique()
    return _numbers(rows.join(heads.filter(pl.col("household_id").is_duplicated()), on="household_id", how="semi"))


def _numbers(households: pl.DataFrame) -> list[tuple[str, str | None]]:
    """The households of these rows by number and village, in the order of their numbers; those without a number are told by `placed_notes`."""
    rows = households.filter(pl.col("household_id").is_not_null()).unique("household_id", keep="first").sort("household_id")
    return [(number, village) for number, village in rows.select("household_id", pl.col("village").cast(pl.String)).iter_rows()]
