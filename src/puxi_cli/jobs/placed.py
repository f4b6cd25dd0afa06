"""Which households of the files are counted by their status, undecided or in no figure, with their numbers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import narwhals as nw
import polars as pl

from puxi_cli.facts.households import BY_STATUS, EXITED, UNDECIDED
from puxi_cli.facts.persons import present_on
from puxi_cli.facts.register import households_once
from puxi_cli.records.fields import fields_of
from puxi_cli.records.household import Household
from puxi_cli.reports.masking import masked_key

if TYPE_CHECKING:
    from puxi_cli.jobs.opening import Opening

Note = tuple[str, str]
_NAMED = 10  # numbers that a sentence names; the lists of the JSON are whole
_FACTS = {"listed_by", "on_register", "village", "status", "exit_year"}


@dataclass(frozen=True)
class Placed:
    """Households as of the day, by number and village.

    by_status   counted by their status, as they have no readable time of identification
    undecided   something says that they are on the list, and it cannot be decided whether they count
    empty       on the register without a member on the day: they count neither as households nor in persons
    until       exited in the day's year by their status, and on the register until its 31 December
    """

    by_status: tuple[tuple[str, str | None], ...] = ()
    undecided: tuple[tuple[str, str | None], ...] = ()
    empty: tuple[tuple[str, str | None], ...] = ()
    until: tuple[tuple[str, str | None], ...] = ()


def placed(opening: Opening) -> Placed:
    """See `Placed`; of a number that stands twice, the first row."""
    from puxi_cli.jobs.judge import tables_of

    if not opening.registry.has("households"):
        return Placed()
    tables = replace(tables_of(opening.registry, opening.asking), as_it_stands=False)
    listed = nw.col("on_register").fill_null(False)
    rows = households_once(tables, _FACTS).filter(
        listed | nw.col("listed_by").is_in([BY_STATUS, UNDECIDED]).fill_null(False), ~nw.col("household_id").is_null()
    ).select("household_id", *sorted(_FACTS))  # fmt: skip
    # Not the fact of that name: its block needs numbers of the law, which not every day has.
    here = tables["persons"].filter(present_on(tables.day)).group_by("household_id").agg(nw.len().alias("_members"))
    [frame] = opening.engine.collected([rows.join(here, on="household_id", how="left")])
    frame = frame.with_columns(pl.col("household_id", "village").cast(pl.String)).sort("household_id")

    def of(condition: pl.Expr) -> tuple[tuple[str, str | None], ...]:
        return tuple(frame.filter(condition.fill_null(False)).select("household_id", "village").iter_rows())

    listed_now = pl.col("on_register").fill_null(False)
    leaving = pl.col("status").cast(pl.String).is_in(list(EXITED)) & (pl.col("exit_year") == opening.day.year)
    return Placed(
        of(pl.col("listed_by") == BY_STATUS), of(pl.col("listed_by") == UNDECIDED),
        of(listed_now & pl.col("_members").is_null()) if opening.registry.has("persons") else (), of(listed_now & leaving),
    )  # fmt: skip


def placed_notes(opening: Opening) -> Iterator[Note]:
    """What every reader of a figure, list or notice must know of these households."""
    found, cells = opening.placed, fields_of(Household)
    time, status = cells["identified"].heading, cells["status"].heading
    if found.by_status:
        zh, en = _numbers(found.by_status)
        year = (opening.asking.state_day or opening.day.isoformat())[:4]
        yield (
            f"{len(found.by_status)} 户没有可识别的“{time}”，按“{status}”计入"
            f"（自何时在册未知，{year} 年以前各年末不计，当年增减按年初已在册计）：{zh}。",
            f"{len(found.by_status)} households without a time of identification were counted by their status (since when they are "
            f"listed is unknown: at year ends before {year} they are not counted, and the flow takes them as listed at its start): {en}.",
        )
    if found.undecided:
        zh, en = _numbers(found.undecided)
        yield (
            f"{len(found.undecided)} 户是否在册无法判断（“{time}”、“{status}”等空白、无法识别或相互矛盾），没有计入：{zh}。",
            f"{len(found.undecided)} households are undecided and not counted: their time of identification, status or kind is blank, "
            f"unreadable or contradicts itself: {en}.",
        )
    if found.empty:
        zh, en = _numbers(found.empty)
        yield (
            f"{len(found.empty)} 个在册户当日没有成员，没有计入：{zh}。",
            f"{len(found.empty)} listed households have no member on the day and were not counted: {en}.",
        )
    if found.until and opening.day_from:
        zh, en = _numbers(found.until)
        yield (
            f"{len(found.until)} 户标为 {opening.day.year} 年脱贫，脱贫自 12 月 31 日起计，在 {opening.day} 仍计为贫困户"
            f"（按年末统计请用 --year {opening.day.year}）：{zh}。",
            f"{len(found.until)} households are marked as exited in {opening.day.year}; an exit counts from 31 December, so on {opening.day} "
            f"they still count as poor (--year {opening.day.year} counts at the end of the year): {en}.",
        )


def _numbers(households: Sequence[tuple[str, str | None]]) -> Note:
    shown = [masked_key(number, False) or number for number, _ in households[:_NAMED]]
    more = len(households) - len(shown)
    return (
        "、".join(shown) + (f" 等，另有 {more} 户" if more else ""),
        ", ".join(shown) + (f" and {more} more" if more else ""),
    )
