"""The lists to be made public (公示表) of a year: who was identified, who is to leave, who left, who fell back, who is listed."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from typing import Any

import narwhals as nw
import polars as pl

from puxi_cli.facts.days import on_or_before
from puxi_cli.facts.listing import poor_on
from puxi_cli.facts.membership import present_on, size_unknown
from puxi_cli.facts.register import households_once, register_households
from puxi_cli.facts.tables import Tables
from puxi_cli.findings import Checked, Outcome, Severity
from puxi_cli.jobs.countable import with_stated_members
from puxi_cli.jobs.judge import tables_of
from puxi_cli.jobs.opening import Opening
from puxi_cli.jobs.placed import placement_of
from puxi_cli.records.household import PLANNED
from puxi_cli.records.person import HEAD
from puxi_cli.records.place import rows_named
from puxi_cli.records.scope import Scope
from puxi_cli.registry import KEY, NUMBER
from puxi_cli.systems.notices.notices import Doubt, Notice, NoticeRow
from puxi_cli.text.words import Text

# Each list: its title, the column that says when, and the verdict of which command that would speak against a household on it.
_KINDS: dict[str, tuple[Text, str, str]] = {
    "listed": (Text("在册贫困户公示表", "Households on the register"), "identified", "identify"),
    "identified": (Text("新识别贫困户公示表", "Households identified in the year"), "identified", "identify"),
    "planned": (Text("拟脱贫户公示表", "Households that are to leave"), "planned_year", "exit"),
    "exited": (Text("脱贫户公示表", "Households that left in the year"), "exit_year", "exit"),
    "relapsed": (Text("返贫户公示表", "Households that fell back in the year"), "relapsed", "identify"),
}
_TIMES = ("identified", "relapsed", "planned_year", "exit_year")
_UNSIZED: Text = Text(
    "人数空白、读不懂，或成员名单中没有其成员，名单上家庭人口空着，公示前补上",
    "its size is blank or cannot be read, or no member of it is on file: the list leaves it open; fill it in before it is put up",
)
_NOBODY: Text = Text("当日没有成员，没有列入名单", "nobody lives there on the day: it is not on the list")
_UNDECIDED: Text = Text(
    "是否在册无法判断（识别时间、脱贫年度、返贫时间、脱贫属性、户类型等空白、无法识别或相互矛盾），没有列入名单",
    "undecided: its time of identification, exit or relapse, its status or kind is blank, unreadable or contradicts itself; it is not on the list",
)
_UNNUMBERED: Text = Text(
    "户编号空白或无法识别的户，没有列入名单", "households whose number is blank or unreadable; they are not on the list"
)
_HOMELESS: Text = Text(
    "户编号空白、无法识别或不在户信息中的人，没有列入名单",
    "persons whose household number is blank, unreadable or not among the households; they are not on the list",
)
_BY_STATUS: Text = Text("没有识别时间，按脱贫属性列入名单", "without a time of identification; it is on the list by its status")
# Of households that are on a list, or on none, for the day's sake (`jobs.placed`).
_UNTIL: Text = Text(
    "标为 {year} 年脱贫，脱贫自 12 月 31 日起计，截至 {day} 仍列入名单",
    "marked as exited in {year}; an exit counts from 31 December, so on {day} it is on the list",
)
_NOT_YET_EXITED: Text = Text(
    "标为 {year} 年脱贫，脱贫自 12 月 31 日起计，截至 {day} 没有列入名单（--year {year} 列入）",
    "marked as exited in {year}; an exit counts from 31 December, so on {day} it is not on the list (--year {year} puts it there)",
)
_NOT_YET_LISTED: Text = Text(
    "识别或返贫时间只写到 {year} 年，自 12 月 31 日起计，截至 {day} 没有列入名单（--year {year} 列入）",
    "of its identification or relapse only the year {year} is known, which counts from 31 December: on {day} it is not on the list "
    "(--year {year} puts it there)",
)
_ONE_OF_SEVERAL: Text = Text("户编号在户信息中有多行，已按一户列入", "its number stands on several rows; it is on the list once")
_ELSEWHERE_TOO: Text = Text("有成员的证件号码同时在别户", "the number of a member stands in another household too")
_MEMBER_TWICE: Text = Text("同一成员录入了多行，只计一人", "a member stands on several rows and is counted once")
_NO_HEAD: Text = Text(
    "没有户主或户主不止一名，名单上写的是其中一名成员的姓名，公示前核实谁是户主",
    "no member is its head, or several are: the list has the name of a member; find out who is the head before it is put up",
)
_NAMELESS: Text = Text("没有户主姓名，公示前补上", "without its head's name; fill it in before it is put up")
# What the record has against a household as a whole, or against who is its head: what the list prints of it may be wrong.
_OF_A_HOUSEHOLD = (Scope.HOUSEHOLD, Scope.HOUSEHOLD_ROWS)
_AGAINST = {"identify": "lead_wrongly_listed", "exit": "fail"}


def notices_of(opening: Opening, checked: Checked) -> list[Notice]:
    """The lists of the day's year that name somebody; `checked` says what speaks against a household."""
    opening = with_stated_members(opening)
    registry = opening.registry
    tables = dataclasses.replace(tables_of(registry, opening.asking), as_it_stands=False)
    [frame] = opening.engine.collected([_households(tables, opening.day.year)])
    towns = registry.frame("households")["town"].drop_nulls().unique().to_list()
    town = str(towns[0]) if len(towns) == 1 else None
    publicity = opening.law.publicity_days
    days = int(publicity.in_force.number) if publicity.known and publicity.in_force.status == "sourced" else None
    doubts, of_record = dict(_doubts(checked)), _of_the_record(checked)
    by_status = {number for number, _ in placement_of(opening).by_status}
    undecided = (
        *(Doubt(number, village, "", _UNDECIDED) for number, village in placement_of(opening).undecided),
        *(
            Doubt(None, None, "", Text(f"{zh}：{rows[0]}", f"{en}: {rows[1]}"))
            for places, (zh, en) in ((placement_of(opening).unnumbered, _UNNUMBERED), (placement_of(opening).homeless, _HOMELESS))
            if places
            for rows in [rows_named(places, len(places))]
        ),
    )
    of_the_day = {kind: list(_of_the_day(kind, opening, frame)) for kind in _KINDS}
    doubled = (
        ("REC308", _ONE_OF_SEVERAL, {home.number for home in opening.doubled.households}),
        ("REC305", _MEMBER_TWICE, {number for number, _ in opening.doubled.at}),
        ("REC306", _ELSEWHERE_TOO, {number for number, _ in opening.doubled.shared_at}),
    )
    headless = set(frame.filter(pl.col("_no_head"))["household_id"])
    found = []
    for kind, (title, when, command) in _KINDS.items():
        named = [_row(row, when) for row in frame.filter(pl.col(kind)).iter_rows(named=True)]
        # A household in which nobody lives is in no figure either: it is looked into, and not put up.
        rows = tuple(row for row in named if row.persons != 0)
        # Whoever may belong on it is looked into, also where the list names nobody.
        if named or of_the_day[kind] or (kind == "listed" and undecided):
            against = (
                *undecided,
                *of_the_day[kind],
                *(Doubt(row.household_id, row.village, "", _BY_STATUS) for row in rows if row.household_id in by_status),
                *(
                    Doubt(row.household_id, row.village, rule, words)
                    for row in rows
                    for rule, words, of in doubled
                    if row.household_id in of
                ),
                *(
                    Doubt(row.household_id, row.village, "", _UNSIZED if row.persons is None else _NOBODY)
                    for row in named
                    if not row.persons
                ),
                *(
                    Doubt(row.household_id, row.village, "", _NAMELESS if row.head_name is None else _NO_HEAD)
                    for row in rows
                    if row.head_name is None or row.household_id in headless
                ),
                *(
                    Doubt(row.household_id, row.village, rule, words)
                    for row in rows
                    for rule, words in (
                        *doubts.get((command, row.household_id), ()),
                        *(of_record.get(row.household_id, ()) if row.persons else ()),
                    )
                    if all(row.household_id not in of for other, _, of in doubled if other == rule)
                ),
            )
            found.append(
                Notice(kind, title, town, opening.day.year, opening.day.isoformat(), rows, against, days, opening.reading.beside)
            )
    return found


def _of_the_day(kind: str, opening: Opening, frame: pl.DataFrame) -> Iterator[Doubt]:
    """Households that are on the list, or are not, as only the year of an exit, an identification or a relapse is known."""
    placed, values = placement_of(opening), {"year": opening.day.year, "day": opening.day}
    when = _KINDS[kind][1]
    told = {"listed": (placed.until, _UNTIL), "exited": (placed.until, _NOT_YET_EXITED)}.get(kind)
    if told:
        words = told[1].filled(values)
        yield from (Doubt(number, village, "", words) for number, village in told[0])
    if kind in ("listed", "identified", "relapsed") and placed.later:
        times = dict(frame.select("household_id", f"when_{when}").iter_rows())
        words = _NOT_YET_LISTED.filled(values)
        for number, village in placed.later:
            if kind == "listed" or times.get(number) == str(opening.day.year):
                yield Doubt(number, village, "", words)


def _households(tables: Tables, year: int) -> nw.LazyFrame[Any]:
    """A row per household, in the order of the file: who it is, how many are there on the day, and on which lists it stands."""
    day, before = tables.day, f"{year - 1}-12-31"

    def within(column: str) -> nw.Expr:
        return on_or_before(nw.col(column), day) & ~on_or_before(nw.col(column), before)

    times = register_households(tables).drop("village")
    told = ("village", "group", "head_name", "head_id_no", "status", "size", *_TIMES)
    once = households_once(tables, set(told)).select("household_id", *told, KEY)
    here = tables["persons"].filter(present_on(day))
    members = here.group_by("household_id").agg(nw.len().alias("persons"))
    ever = tables["persons"].group_by("household_id").agg(nw.len().alias("_rows"))
    heads = (
        here.filter(nw.col("relation") == HEAD)
        .group_by("household_id")
        .agg(nw.col(NUMBER).min().alias("head_number"), nw.len().alias("_heads"))
    )
    named = here.filter(~nw.col("name").is_null())
    firsts = named.join(named.group_by("household_id").agg(nw.col(KEY).min().alias(KEY)), on=["household_id", KEY], how="inner")
    rows = once.join(times, on="household_id", how="inner").join(members, on="household_id", how="left")
    rows = rows.join(heads, on="household_id", how="left").join(ever, on="household_id", how="left")
    rows = rows.join(firsts.select("household_id", nw.col("name").alias("_somebody")), on="household_id", how="left")
    poor = poor_on(day)
    return rows.select(
        "household_id",
        "village",
        "group",
        nw.coalesce(nw.col("head_name"), nw.col("_somebody")).alias("head_name"),
        KEY,
        (nw.col("head_name").is_null() & ~nw.col("_somebody").is_null()).alias("_no_head"),
        nw.when(~size_unknown("_rows")).then(nw.col("persons").fill_null(0)).alias("persons"),
        nw.coalesce(nw.when(nw.col("_heads") == 1).then(nw.col("head_number")), nw.col("head_id_no")).alias("head_number"),
        nw.col("identified").alias("when_identified"),
        nw.col("relapsed").alias("when_relapsed"),
        nw.col("exit_year").cast(nw.String()).alias("when_exit_year"),
        # Of who is marked as leaving, a year of exit is a plan, too.
        nw.coalesce(nw.col("planned_year"), nw.col("exit_year")).cast(nw.String()).alias("when_planned_year"),
        poor.fill_null(False).alias("listed"),
        (poor & within("identified_on")).fill_null(False).alias("identified"),
        (poor & (nw.col("status") == PLANNED)).fill_null(False).alias("planned"),
        (~poor & within("exit_on")).fill_null(False).alias("exited"),
        (poor & ~within("identified_on") & within("relapsed_on")).fill_null(False).alias("relapsed"),
    ).sort(KEY)


def _row(row: dict[str, Any], when: str) -> NoticeRow:
    return NoticeRow(
        row["household_id"],
        row["village"],
        row["group"],
        row["head_name"],
        row["head_number"],
        row["persons"],
        row[f"when_{when}"],
    )


def _of_the_record(checked: Checked) -> dict[str, list[tuple[str, Text]]]:
    """By household what the rules of the record hold for wrong of it as a whole, or of who is its head, each once."""
    found: dict[str, dict[str, Text]] = {}
    for one in checked.findings:
        of_it = one.card.scope in _OF_A_HOUSEHOLD or one.field == "relation"
        if (
            of_it
            and one.household_id
            and one.waived is None
            and one.card.severity is Severity.ERROR
            and one.card.id.startswith("REC")
        ):
            found.setdefault(one.household_id, {}).setdefault(one.card.id, one.card.title)
    return {household: list(rules.items()) for household, rules in found.items()}


def _doubts(checked: Checked) -> Iterator[tuple[tuple[str, str], list[tuple[str, Text]]]]:
    """What speaks against a household, by command and number: of who left, the items that fail; of who is listed, the grounds and leads.

    An item of `identify` that fails is what a household was listed for, and speaks for it.
    """
    cards = {count.card.id: count.card for count in checked.rules}
    commands = {verdict: command for command, verdict in _AGAINST.items()}
    for verdict in checked.verdicts:
        if verdict.scope != Scope.HOUSEHOLD or verdict.household_id is None or verdict.verdict not in commands:
            continue
        command = commands[verdict.verdict]
        leads: list[tuple[str, Text]] = [
            (f"ID20{lead.red_line}", Text(f"{lead.category}（{lead.source}）", f"{lead.category} ({lead.source})"))
            for lead in verdict.leads
        ]
        told = {rule for rule, _ in leads}
        if command == "exit":
            against = [cards[item.rule] for item in verdict.items if item.outcome is Outcome.FAIL and item.rule in cards]
        else:
            against = [card for card in verdict.grounds if card.id not in told]
        yield (command, verdict.household_id), [*((card.id, card.title) for card in against), *leads]
