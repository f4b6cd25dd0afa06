"""Which households of the files are counted by their status, undecided, in no figure, or counted as they are for the day's sake."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any

import narwhals as nw
import polars as pl

from puxi_cli.facts.days import on_or_before, year_end, year_of
from puxi_cli.facts.listing import ALWAYS, BY_EXIT, BY_STATUS, UNDECIDED, poor_on
from puxi_cli.facts.membership import SINCE, present_on, size_unknown
from puxi_cli.facts.register import households_once
from puxi_cli.facts.tables import Tables
from puxi_cli.jobs.countable import counts_stated_sizes, with_stated_members
from puxi_cli.records.fields import fields_of
from puxi_cli.records.household import Household
from puxi_cli.records.place import Place, rows_named
from puxi_cli.registry import ROW, SOURCE
from puxi_cli.reports.masking import masked_key
from puxi_cli.text.counting import counted, verb
from puxi_cli.text.words import Text

if TYPE_CHECKING:
    from puxi_cli.jobs.opening import Opening

_NAMED = 10  # numbers that a sentence names; the lists of the JSON are whole
_TIMES = ("identified_on", "exit_on", "relapsed_on")
_FACTS = ("listed_by", "on_register", "village", "identified", "relapsed", "size", *_TIMES)


@dataclass(frozen=True)
class Placed:
    """Households as of the day, by number and village.

    by_status   counted by their status, as they have no readable time of identification
    by_exit     counted by their exit or relapse, as they have no readable time of identification: at year ends before they are undecided
    undecided   something says that they are on the list, and it cannot be decided whether they count
    empty       on the register, and all members are gone by the day: they count neither as households nor in persons
    unsized     on the register, and no list names a member nor a readable size says how many there are: they count as households, in no persons
    before      exited, on the register at a year end before, and without a member at the last of these: that year end does not have them
    unsized_before   the same of households of unknown size: that year end has them as households, and not in persons
    until       they exit in the day's year, and are on the register until its 31 December
    later       identified or relapsed in the day's year, no more is known, and on the register from its 31 December on
    members     on the register, with a member of whom only this year of joining or leaving is known, which counts from 31 December
    unnumbered  rows of households whose number is blank or cannot be read
    homeless    rows of persons whose household number is blank, cannot be read or is no household's
    """

    by_status: tuple[tuple[str, str | None], ...] = ()
    undecided: tuple[tuple[str, str | None], ...] = ()
    empty: tuple[tuple[str, str | None], ...] = ()
    until: tuple[tuple[str, str | None], ...] = ()
    later: tuple[tuple[str, str | None], ...] = ()
    members: tuple[tuple[str, str | None], ...] = ()
    before: tuple[tuple[str, str | None], ...] = ()
    unnumbered: tuple[Place, ...] = ()
    homeless: tuple[Place, ...] = ()
    by_exit: tuple[tuple[str, str | None], ...] = ()
    unsized: tuple[tuple[str, str | None], ...] = ()
    unsized_before: tuple[tuple[str, str | None], ...] = ()


def placement_of(opening: Opening) -> Placed:
    """See `Placed`; of a number that stands twice, the first row. Made once of an opening."""
    return opening.once("placed", lambda: _placed(opening))


def _placed(opening: Opening) -> Placed:
    from puxi_cli.jobs.judge import tables_of

    if not opening.registry.has("households"):
        return Placed()
    tables = replace(tables_of(opening.registry, opening.asking), as_it_stands=False)
    last = f"{opening.day.year}-12-31"  # from when a time counts of which only this year is known
    rows = households_once(tables, set(_FACTS)).with_columns(poor_on(last).alias("_at_the_end"))
    listed = nw.col("on_register").fill_null(False)
    rows = rows.filter(
        listed
        | nw.col("listed_by").is_in([BY_STATUS, BY_EXIT, UNDECIDED]).fill_null(False)
        | nw.col("_at_the_end").fill_null(False),
        ~nw.col("household_id").is_null(),
    ).select("household_id", "_at_the_end", *_FACTS)
    # Not the fact of that name: its block needs numbers of the law, which not every day has.
    persons, day = tables["persons"], tables.day
    here = persons.filter(present_on(day)).group_by("household_id").agg(nw.len().alias("_members"))
    ever = persons.group_by("household_id").agg(nw.len().alias("_rows"))
    moving = persons.filter(present_on(day) != present_on(last)).filter(_year_alone(SINCE, last) | _year_alone("left", last))
    moving = moving.group_by("household_id").agg(nw.len().alias("_moving"))
    rows = (
        rows.join(ever, on="household_id", how="left")
        .join(here, on="household_id", how="left")
        .join(moving, on="household_id", how="left")
        .with_columns(size_unknown("_rows").alias("_unsized"))
    )
    wanted = [rows, _nobody_before(tables)] if opening.registry.has("persons") else [rows]
    frame, *gone = (
        one.with_columns(pl.col("household_id", "village").cast(pl.String)).sort("household_id")
        for one in opening.engine.collected(wanted)
    )

    def of(condition: pl.Expr) -> tuple[tuple[str, str | None], ...]:
        return tuple(frame.filter(condition.fill_null(False)).select("household_id", "village").iter_rows())

    now, then = pl.col("on_register").fill_null(False), pl.col("_at_the_end").fill_null(False)
    # A household of which the files name nobody at all is not one whose members are gone, unless it says that it has none.
    nobody, unknown = pl.col("_members").is_null(), pl.col("_unsized")
    this_year = pl.any_horizontal(pl.col("identified", "relapsed").cast(pl.String) == last[:4])
    unnumbered, homeless = _lost(opening)
    return Placed(
        of(pl.col("listed_by") == BY_STATUS),
        of(pl.col("listed_by") == UNDECIDED),
        of(now & nobody & ~unknown) if opening.registry.has("persons") else (),
        of(now & ~then),
        of(~now & then & this_year),
        of(now & (pl.col("_moving") > 0)),
        tuple(gone[0].filter(~pl.col("unsized")).select("household_id", "village").iter_rows()) if gone else (),
        unnumbered,
        homeless,
        of(pl.col("listed_by") == BY_EXIT),
        of(now & nobody & unknown) if opening.registry.has("persons") else (),
        tuple(gone[0].filter("unsized").select("household_id", "village").iter_rows()) if gone else (),
    )


def _nobody_before(tables: Tables) -> nw.LazyFrame[Any]:
    """Households that have exited and had no member at the last year end at which they were on the register; `unsized` of them."""
    # In steps, so that each is worked out once: what follows reads columns. Of an exit that nobody dates there is no year end before.
    dated = nw.when(nw.col("exit_on") > ALWAYS).then(nw.col("exit_on"))
    left = households_once(tables, {"village", "size", *_TIMES}).filter(
        on_or_before(nw.col("identified_on"), tables.day), ~poor_on(tables.day), ~nw.col("household_id").is_null()
    )
    left = left.select("household_id", "village", "size", "identified_on", year_end(year_of(dated) - 1).alias("_last"))
    left = left.filter(on_or_before(nw.col("identified_on"), nw.col("_last")))
    here = tables["persons"].join(left.select("household_id", "_last"), on="household_id", how="inner")
    left = left.join(here.filter(present_on(nw.col("_last"))).select("household_id").unique(), on="household_id", how="anti")
    named = here.group_by("household_id").agg(nw.len().alias("_rows"))
    return left.join(named, on="household_id", how="left").with_columns(size_unknown("_rows").alias("unsized"))


def _year_alone(column: str, last: str) -> nw.Expr:
    """Whether of a time the year is known and no more, and it is the year of its `last` day."""
    return (nw.col(column) == last[:4]).fill_null(False)


def _lost(opening: Opening) -> Iterator[tuple[Place, ...]]:
    """The rows of households, then those of persons, that are in no figure, as nobody can tell of which household they are."""
    registry, number = opening.registry, pl.col("household_id")
    known = registry.frame("households")["household_id"].drop_nulls().unique().to_list()
    for name, lost in (("households", number.is_null()), ("persons", number.is_null() | ~number.is_in(known))):
        if not registry.has(name):
            yield ()
            continue
        table = registry.tables[name]
        rows = table.frame.filter(lost).select(SOURCE, ROW).sort(SOURCE, ROW).iter_rows()
        yield tuple(table.place(source, row) for source, row in rows)


def placed_notes(opening: Opening) -> Iterator[Text]:
    """What every reader of a figure, list or notice must know of these households."""
    # Whoever counts takes these sizes: what is said of a household must not hang on whether a command counts.
    found = placement_of(with_stated_members(opening) if opening.registry.has("persons") else opening)
    cells = fields_of(Household)
    time, status = cells["identified"].heading, cells["status"].heading
    if found.by_status:
        zh, en = numbers_named(found.by_status)
        year = (opening.asking.state_day or opening.day.isoformat())[:4]
        yield Text(
            f"{len(found.by_status)} 户没有可识别的“{time}”，按“{status}”计入"
            f"（自何时在册未知，{year} 年以前各年末不计，当年增减按年初已在册计）：{zh}。",
            f"{counted(len(found.by_status), 'household')} without a time of identification, counted by status (since when listed is unknown: "
            f"not counted at year ends before {year}, and listed at the start of the flow): {en}.",
        )
    if found.by_exit:
        zh, en = numbers_named(found.by_exit)
        yield Text(
            f"{len(found.by_exit)} 户没有可识别的“{time}”，自脱贫（返贫）之日起按已脱贫（返贫）计（此前各年末不计，当年增减按年初已在册计）：{zh}。",
            f"{counted(len(found.by_exit), 'household')} without a time of identification, counted by exit or relapse from its day on (not "
            f"counted at year ends before, and listed at the start of the flow): {en}.",
        )
    if found.undecided:
        zh, en = numbers_named(found.undecided)
        exit_year, relapsed, kind = (cells[name].heading for name in ("exit_year", "relapsed", "household_type"))
        yield Text(
            f"{len(found.undecided)} 户是否在册无法判断（“{time}”、“{exit_year}”、“{relapsed}”、“{status}”、“{kind}”等空白、"
            f"无法识别或相互矛盾），没有计入，各年年末和本年变动中也不计：{zh}。",
            f"{counted(len(found.undecided), 'household')} {verb(len(found.undecided), 'is', 'are')} undecided and not counted, nor at year ends "
            f"or in the flow: a time of identification, exit or relapse, the status or the kind is blank, unreadable or contradicts itself: {en}.",
        )
    if found.empty:
        zh, en = numbers_named(found.empty)
        yield Text(
            f"{len(found.empty)} 个在册户当日没有成员，没有计入：{zh}。",
            f"{counted(len(found.empty), 'listed household')} without a member on the day, not counted: {en}.",
        )
    if found.unsized:
        zh, en = numbers_named(found.unsized)
        why = Text("在成员名单中没有一人", "nobody of which is in the list of members")
        if counts_stated_sizes(opening.registry):
            size = cells["size"].heading
            why = Text(f"的“{size}”空白或读不懂", f"whose {size} is blank or cannot be read")
            if "size" not in opening.registry.present("households"):
                why = Text(f"没有成员名单，也没有“{size}”列", f"in files that have neither members nor a column {size}")
        yield Text(
            f"{len(found.unsized)} 个在册户{why[0]}，计入户数；有几人不详，人数没有计入：{zh}。",
            f"{counted(len(found.unsized), 'listed household')} {why[1]}, counted as {verb(len(found.unsized), 'a household', 'households')}; "
            f"of how many persons is unknown, so none is counted: {en}.",
        )
    if found.unnumbered:
        zh, en = rows_named(found.unnumbered)
        yield Text(
            f"{len(found.unnumbered)} 户的户编号空白或无法识别，没有计入：{zh}。",
            f"Households whose number is blank or unreadable, which are not counted: {len(found.unnumbered)} ({en}).",
        )
    if found.homeless:
        zh, en = rows_named(found.homeless)
        yield Text(
            f"{len(found.homeless)} 人的户编号空白、无法识别或不在户信息中，没有计入：{zh}。",
            f"Persons whose household number is blank, unreadable or not among the households, who are not counted: {len(found.homeless)} "
            f"({en}).",
        )
    yield from day_notes(opening)


def day_notes(opening: Opening, household_id: str | None = None) -> Iterator[Text]:
    """Which households, or whether one, count otherwise on the day than at the end of its year, as no more than the year is known."""
    if opening.day == date(opening.day.year, 12, 31):
        return
    found, day, year = placement_of(opening), opening.day, opening.day.year
    advice = Text(f"按年末情况请用 --year {year}", f"--year {year} asks of the end of the year")
    told = (
        (
            found.until,
            f"户标为 {year} 年脱贫，脱贫自 12 月 31 日起计，在 {day} 仍计为贫困户",
            f"marked as exited in {year}; an exit counts from 31 December, so still poor on {day}",
        ),
        (
            found.later,
            f"户的识别或返贫时间只写到 {year} 年，自 12 月 31 日起计，在 {day} 未计为贫困户",
            f"of whose identification or relapse only the year {year} is known; it counts from 31 December, so not poor yet on {day}",
        ),
        (
            found.members,
            f"户有成员的增加或减少时间只写到 {year} 年，自 12 月 31 日起计，在 {day} 尚未计入",
            f"with a member of whose joining or leaving only the year {year} is known; it counts from 31 December, so not yet on {day}",
        ),
    )
    for households, zh, en in told:
        concerned = [one for one in households if household_id in (None, one[0])]
        if concerned:
            shown = numbers_named(concerned)
            count = counted(len(concerned), "household")
            yield Text(f"{len(concerned)} {zh}（{advice[0]}）：{shown[0]}。", f"{count} {en} ({advice[1]}): {shown[1]}.")


def numbers_named(households: Sequence[tuple[str, str | None]]) -> Text:
    """The first numbers of households, masked, and how many more there are."""
    shown = [masked_key(number, False) or number for number, _ in households[:_NAMED]]
    more = len(households) - len(shown)
    return Text(
        "、".join(shown) + (f" 等，另有 {more} 户" if more else ""), ", ".join(shown) + (f" and {more} more" if more else "")
    )
