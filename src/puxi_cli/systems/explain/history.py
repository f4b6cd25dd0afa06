"""A household's history as the files tell it: its members, what happened when, and its income year by year."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import Any

import narwhals as nw
import polars as pl

from puxi_cli.engine import local
from puxi_cli.explained import Event, Member, YearOfIncome
from puxi_cli.facts.days import counts_from
from puxi_cli.facts.membership import SINCE
from puxi_cli.facts.persons import person_facts
from puxi_cli.facts.procedures import PROCEDURES_BY_NAME
from puxi_cli.facts.tables import Tables
from puxi_cli.jobs.opening import Opening
from puxi_cli.law.law import Law
from puxi_cli.records.fields import fields_of
from puxi_cli.records.household import (
    EXITED,
    EXITED_TYPE,
    MARGINAL,
    NOT_EXITED,
    NOT_POOR,
    PLANNED,
    RELAPSED,
    STRUCK,
    UNSTABLE,
    Household,
)
from puxi_cli.records.person import Person
from puxi_cli.records.place import Place
from puxi_cli.registry import KEY, MONITORING, NUMBER, ROW, SOURCE, UNREAD, Registry, Table
from puxi_cli.text.words import NO_WORDS, Text

_TIMES = ("identified", "exit_year", "relapsed")
_PROCEDURES = {word: name for name, word in PROCEDURES_BY_NAME.items()}  # the register's word, and the English one


def members_of(household_ids: Sequence[str], registry: Registry, tables: Tables) -> dict[str, list[Member]]:
    """Everybody who ever stood in each of the households, in the order of the file."""
    found: dict[str, list[Member]] = {household_id: [] for household_id in household_ids}
    if not registry.has("persons"):
        return found
    facts = person_facts(tables, ("age", "insured", "there")).filter(nw.col("household_id").is_in(list(household_ids)))
    facts = facts.with_columns((counts_from(nw.col(SINCE)) > tables.day).fill_null(False).alias("later"))
    table = registry.tables["persons"]
    for row in local.collected([facts])[0].sort(KEY).iter_rows(named=True):
        age = row["age"] if row["age"] is not None and row["age"] >= 0 else None  # not born by the day
        work = None if not row["work_place"] else row["work_place"] + (f" {row['work_months']}" if row["work_months"] else "")
        found[row["household_id"]].append(
            Member(
                row["person_id"],
                row["name"],
                row["relation"],
                row["sex"],
                age,
                row["schooling"] or row["education"],
                row["health"],
                row["labour"],
                work,
                row["insured"],
                row["joined"],
                row["left"],
                row["left_reason"],
                row["there"],
                row["later"],
                table.place(row[SOURCE], row[ROW], "name"),
            )
        )
    return found


def former_numbers(household_ids: Sequence[str], tables: Tables) -> dict[str, frozenset[str]]:
    """By household the identity numbers of those who are no members on the day, though they stand in the household."""
    facts = person_facts(tables, ("there",)).filter(nw.col("household_id").is_in(list(household_ids)), ~nw.col(NUMBER).is_null())
    rows = local.collected([facts.select("household_id", NUMBER, "there")])[0].with_columns(pl.col("there").fill_null(True))
    here = set(rows.filter("there").select("household_id", NUMBER).iter_rows())
    former: dict[str, set[str]] = {household_id: set() for household_id in household_ids}
    for household_id, number in rows.select("household_id", NUMBER).iter_rows():
        if (household_id, number) not in here:
            former[household_id].add(number)
    return {household_id: frozenset(numbers) for household_id, numbers in former.items()}


def incomes_of(household_id: str, registry: Registry, law: Law) -> Iterator[YearOfIncome]:
    """The years of 家庭收入 in order, each beside the lines of that year."""
    if not registry.has("incomes"):
        return
    table = registry.tables["incomes"]
    lines = {name: law.named(name).by_year() for name in ("identification_income_line", "exit_income_line")}
    rows = table.frame.filter((pl.col("household_id") == household_id) & pl.col("year").is_not_null()).sort("year", KEY)
    for row in rows.iter_rows(named=True):
        of_year = {name: values[row["year"]].number if row["year"] in values else None for name, values in lines.items()}
        yield YearOfIncome(
            row["year"],
            row["net_per_head"],
            table.place(row[SOURCE], row[ROW], "net_per_head"),
            of_year["identification_income_line"],
            of_year["exit_income_line"],
        )


def events_of(household_id: str, registry: Registry, former: Collection[str]) -> list[Event]:
    """What happened to the household, by time; what is known only by year stands behind what is known better within that year.

    `former` are the identity numbers of those who are no members on the day.
    """
    events = [
        *_household(household_id, registry),
        *_persons(household_id, registry),
        *_steps(household_id, registry),
        *_inspections(household_id, registry),
        *_evidence(household_id, registry, former),
    ]
    return sorted(events, key=lambda event: (event.before or event.when or "") + "~")


def times_unread(rows: pl.DataFrame, table: Table) -> Iterator[Event]:
    """The times of a household that are written and cannot be read, of `rows` as the file has them: events without a day."""
    for row in rows.iter_rows(named=True):
        for name in _TIMES:
            if _unread(row, name):
                place, heading = table.place(row[SOURCE], row[ROW], name), fields_of(Household)[name].heading
                words = Text(f"“{heading}”读不懂（{place.cell}）", f"{heading} cannot be read ({place.cell})")
                yield Event(None, words, "household", place)


def _unread(row: dict[str, Any], name: str) -> bool:
    return f"|{name}|" in (row[UNREAD] or "")


def times_taken(rows: pl.DataFrame, opening: Opening) -> Iterator[Text]:
    """How the status and the times of a household's rows were taken where they do not agree (`facts.households.with_times`)."""
    for row in rows.iter_rows(named=True):
        status, year = row["status"], row["exit_year"]
        if status in EXITED and year is None:
            yield Text(
                f"脱贫属性为“{status}”而没有可识别的脱贫年度，按信息表当日已退出计，此前是否在册无法判断",
                f"the status is {status} without a readable year of exit: it is gone on the register's own day, and undecided before",
            )
        if status == NOT_EXITED and year is not None and not _back_since(row):
            yield Text(
                f"脱贫属性为“{status}”，脱贫年度 {year} 不算退出",
                f"the status is {status}, so the year of exit {year} is no exit",
            )
        if status == RELAPSED and row["relapsed"] is None:
            yield Text(
                f"脱贫属性为“{status}”而没有可识别的返贫时间，按信息表当日在册计，退出以后到当日以前无法判断",
                f"the status is {status} without a readable time: it is listed on the register's own day, and undecided between its exit "
                "and that day",
            )
        if (
            status is None
            and row["household_type"] != EXITED_TYPE
            and row["monitored_type"] != UNSTABLE
            and _returned_within_the_year(row)
            and not _unread(row, "status")
        ):
            yield Text(
                f"脱贫年度和返贫时间同在 {year} 年，又没有写脱贫属性，孰先孰后不明：自 {year} 年 12 月 31 日起是否在册无法判断",
                f"exit and relapse are both of {year}, and no status says which was later: from 31 December {year} on it is undecided",
            )
        if _unread(row, MONITORING):
            yield Text(
                "识别时间在监测对象类别旁边，读作纳入监测的时间，不作为贫困户的识别时间",
                "the time of identification stands beside a kind of monitoring: it was read as the time when that began, and not as that of "
                "identification as poor",
            )
        ordinary = NOT_POOR in (row["household_type"], row["poor_type"])
        left = status in EXITED or (status not in (NOT_EXITED, PLANNED, RELAPSED) and year is not None)
        if row["identified"] and ordinary and not left:
            yield Text(
                f"写明是“{NOT_POOR}”，又有识别时间而没有退出：是否在册无法判断",
                f"the type or kind says that it is not poor ({NOT_POOR}), and it was identified and has not left: undecided",
            )
        elif row["identified"] and status is None and not left and row["monitored_type"] in (MARGINAL, STRUCK):
            yield Text(
                f"监测对象类别为“{row['monitored_type']}”，又有识别时间而没有退出：是否在册无法判断",
                f"the kind of monitoring is {row['monitored_type']}, and it was identified and has not left: undecided",
            )
        if status == PLANNED and year is None and row["planned_year"] is None:
            told = (opening.asking.state_day or opening.day.isoformat())[:4]
            yield Text(
                f"脱贫属性为“{status}”而没有写年度，按信息表的 {told} 年计",
                f"the status is {status} without a year: taken for {told}, the register's",
            )


def _returned_within_the_year(row: dict[str, Any]) -> bool:
    return bool(row["exit_year"] and row["relapsed"]) and row["relapsed"][:4] == str(row["exit_year"])


def _back_since(row: dict[str, Any]) -> bool:
    return bool(row["exit_year"] and row["relapsed"]) and row["relapsed"][:4] > str(row["exit_year"])


def _rows(table: str, registry: Registry, household_id: str) -> Iterator[dict[str, Any]]:
    if registry.has(table):
        frame = registry.frame(table)
        yield from frame.filter(pl.col("household_id") == household_id).sort(KEY).iter_rows(named=True)


def _place(table: str, registry: Registry, row: dict[str, Any], field: str) -> Place:
    return registry.tables[table].place(row[SOURCE], row[ROW], field)


def _household(household_id: str, registry: Registry) -> Iterator[Event]:
    for row in _rows("households", registry, household_id):
        if row["identified"]:
            standard = row["standard"] or ""
            yield Event(
                row["identified"],
                Text(f"识别为贫困户{f'（{standard}）' if standard else ''}", f"identified{f' ({standard})' if standard else ''}"),
                "household",
                _place("households", registry, row, "identified"),
            )
        if row["exit_year"]:
            words = Text("退出（脱贫），自 12 月 31 日起计", "exit, counted from 31 December")
            if row["status"] == PLANNED or (row["status"] == NOT_EXITED and not _back_since(row)):
                words = (
                    Text("计划退出", "planned to exit")
                    if row["status"] == PLANNED
                    else Text("脱贫年度，不算退出", "year of exit, taken for none")
                )
            status = Text(f"；脱贫属性：{row['status']}", f"; status: {row['status']}")
            if not row["status"]:
                status = NO_WORDS
            back = row["relapsed"] if _returned_within_the_year(row) and row["status"] not in EXITED else None
            place = _place("households", registry, row, "exit_year")
            yield Event(str(row["exit_year"]), words + status, "household", place, before=back)
        if row["relapsed"]:
            why = row["relapse_cause"] or ""
            yield Event(
                row["relapsed"],
                Text(f"返贫{f'（{why}）' if why else ''}", f"relapsed{f' ({why})' if why else ''}"),
                "household",
                _place("households", registry, row, "relapsed"),
            )


def _persons(household_id: str, registry: Registry) -> Iterator[Event]:
    first = {row["identified"] for row in _rows("households", registry, household_id)}
    for row in _rows("persons", registry, household_id):
        for name in ("joined", "left"):
            if _unread(row, name):
                heading = fields_of(Person)[name].heading
                words = Text(f"“{heading}”无法识别：", f"{heading} cannot be told: ")
                yield Event(None, words, "person", _place("persons", registry, row, name), row["name"])
        if row["joined"] and row["joined"] not in first:
            yield Event(
                row["joined"],
                Text("成员加入：", "a member joins: "),
                "person",
                _place("persons", registry, row, "joined"),
                row["name"],
            )
        if row["left"]:
            why = row["left_reason"] or ""
            yield Event(
                row["left"],
                Text(f"成员减少{f'（{why}）' if why else ''}：", f"a member leaves{f' ({why})' if why else ''}: "),
                "person",
                _place("persons", registry, row, "left"),
                row["name"],
            )


def _steps(household_id: str, registry: Registry) -> Iterator[Event]:
    for row in _rows("steps", registry, household_id):
        until = (
            Text(f"，公示至 {row['public_until']}", f", public until {row['public_until']}") if row["public_until"] else NO_WORDS
        )
        result = Text(f"，{row['result']}", f", {row['result']}") if row["result"] else NO_WORDS
        named = Text(f"{row['procedure'] or ''}程序", f"{_PROCEDURES.get(row['procedure'], row['procedure'] or '')} procedure")
        yield Event(
            row["day"],
            Text(f"{named[0]}：{row['step']}{until[0]}{result[0]}", f"{named[1]}: {row['step']}{until[1]}{result[1]}"),
            "step",
            _place("steps", registry, row, "step"),
            procedure=named,
            step=row["step"],
        )


def _inspections(household_id: str, registry: Registry) -> Iterator[Event]:
    for row in _rows("samples", registry, household_id):
        concluded = row["conclusion"] or ""
        told = {True: Text("，认可", ", approves"), False: Text("，不认可", ", does not approve"), None: NO_WORDS}[
            row["approves"]
        ]
        office = Text(f"（{row['office']}）", f" ({row['office']})") if row["office"] else NO_WORDS
        yield Event(
            row["day"],
            Text(
                f"抽查：{concluded or '无结论'}{told[0]}{office[0]}",
                f"inspected: {concluded or 'no conclusion'}{told[1]}{office[1]}",
            ),
            "inspection",
            _place("samples", registry, row, "conclusion"),
        )


def _evidence(household_id: str, registry: Registry, former: Collection[str]) -> Iterator[Event]:
    if not registry.has("evidence"):
        return
    persons = registry.frame("persons").filter((pl.col("household_id") == household_id) & pl.col(NUMBER).is_not_null())
    names = dict(persons.select(NUMBER, "name").iter_rows())
    for row in registry.frame("evidence").filter(pl.col(NUMBER).is_in(list(names))).sort(KEY).iter_rows(named=True):
        gone = Text("，已减少的成员", ", a former member") if row[NUMBER] in former else NO_WORDS
        words = Text(
            f"{row['source']}“{row['category']}”名单{gone[0]}：", f"in a list of {row['source']} ({row['category']}){gone[1]}: "
        )
        yield Event(row["day"], words, "evidence", _place("evidence", registry, row, "category"), names[row[NUMBER]])
