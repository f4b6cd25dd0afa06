"""The reason of every unknown is the true one: the missing sheet, column or year, the blank cell, the cell that cannot be read.

A few households of the sample, and the village and years they lie in, are a small town. Copies of it are put side by side in one
register, each with one fault, so that a whole kind of faults is asked at once.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

import polars as pl
import pytest

from puxi_cli.findings import Outcome
from puxi_cli.jobs.judge import Asking, Judged, judge, outcome_column
from puxi_cli.jobs.opening import open_register
from puxi_cli.jobs.settings_parts import Settings
from puxi_cli.law.law import Law
from puxi_cli.records.fields import fields_of
from puxi_cli.records.scope import Scope
from puxi_cli.records.tables import MODELS
from puxi_cli.registry import KEY, NUMBER, SOURCE, UNREAD, Registry, Source, Table
from puxi_cli.rules.base import CODES, Rule
from puxi_cli.rules.catalogue import rules
from puxi_cli.sheets.loading import Loading

pytestmark = pytest.mark.slow

SAMPLE = Path("data/samples/registry.xlsx")
DAY = date(2018, 12, 31)
LAW = Law(DAY, "610921")
TABLES = ("households", "persons", "incomes", "villages", "village_years", "steps", "samples", "evidence")
MOST = 7  # households of the small town
KNOWN = (Outcome.PASS, Outcome.FAIL, Outcome.NOT_APPLICABLE)
UNKNOWN = CODES[Outcome.UNKNOWN]
# Whose rows a scope's are, and by which field a town is told from its copies.
_IDS = {Scope.HOUSEHOLD: "household_id", Scope.PERSON: "person_id", Scope.VILLAGE: "village", Scope.COUNTY: "county"}
# What these say of a village or the county rests on people of whom nobody knows where they live: one fault is asked at a time.
_EVERYWHERE = ("VX101", "CX101", "CX103", "CX104", "CX105", "CX106", "CX107")


def asked_rules(numbers: Iterable[str] | None = None) -> dict[bool, list[Rule]]:
    """The rules in force, or some of them, by whether they are asked of the files as they stand."""
    found: dict[bool, list[Rule]] = {True: [], False: []}
    for rule in rules().values():
        wanted = rule.card.id not in _EVERYWHERE if numbers is None else rule.card.id in numbers
        if wanted and rule.card.holds(DAY.isoformat(), "610921"):
            found[rule.card.family in ("REC", "DQ")].append(rule)
    return found


@cache
def sample() -> Registry:
    return open_register(Loading([SAMPLE], None), DAY, None, Settings(Path())).registry


def ask(registry: Registry, some: Mapping[bool, Sequence[Rule]]) -> list[tuple[Sequence[Rule], Judged]]:
    scopes = dict.fromkeys(_IDS, ("household_id", "person_id", "village"))
    scopes[Scope.VILLAGE] = ("village",)
    scopes[Scope.HOUSEHOLD] = ("household_id", "village")
    scopes[Scope.COUNTY] = ("county",)
    return [
        (found, judge(registry, found, Asking(LAW, "2018-12-31", 2018, standing), scopes))
        for standing, found in some.items()
        if found
    ]


def answers(registry: Registry, some: Mapping[bool, Sequence[Rule]]) -> Iterator[tuple[Rule, str, str, int, tuple[str, ...]]]:
    """Of every rule and row: whose row it is (by its id), the outcome, and the reasons where it is unknown."""
    for found, judged in ask(registry, some):
        lacking = {count.card.id: count.why_unknown for count in judged.counts}
        for rule in found:
            for asked in rule.asks:
                frame = judged.rows.get(asked.scope)
                column = outcome_column(rule, asked)
                if asked.scope not in _IDS or frame is None or column not in frame.columns:
                    continue
                for key, whose, said in frame.select(KEY, _IDS[asked.scope], column).iter_rows():
                    why: tuple[str, ...] = ()
                    if said == UNKNOWN:
                        told = judged.unknowns.of_row(column, key, asked.scope)
                        why = (*(zh for zh, _ in told), *(f"没有{name}" for name in lacking[rule.card.id]))
                    yield rule, asked.field, str(whose), said, why


@cache
def town() -> dict[str, pl.DataFrame]:
    """The frames of the small town: the households of the sample that between them get the most known answers."""
    registry = sample()
    reached: dict[str, set[str]] = {}
    home = dict(registry.frame("persons").select("person_id", "household_id").iter_rows())
    for rule, _, whose, said, _ in answers(registry, asked_rules()):
        household = home.get(whose, whose)
        if said in (CODES[Outcome.PASS], CODES[Outcome.FAIL]) and rule.card.scope in (Scope.HOUSEHOLD, Scope.PERSON):
            reached.setdefault(household, set()).add(f"{rule.card.id} {said}")
    chosen: list[str] = []
    for _ in range(MOST):
        covered = set().union(*(reached[one] for one in chosen))
        chosen.append(max(sorted(reached.keys() - set(chosen)), key=lambda one: len(reached[one] - covered)))
    villages = (
        registry.frame("households").filter(pl.col("household_id").is_in(chosen))["village"].cast(pl.String).unique().to_list()
    )
    numbers = registry.frame("persons").filter(pl.col("household_id").is_in(chosen))[NUMBER].cast(pl.String).to_list()
    found = {}
    for name in TABLES:
        frame = registry.frame(name).with_columns(pl.col(pl.Categorical).cast(pl.String), pl.col(pl.Enum).cast(pl.String))
        if "household_id" in frame.columns:
            frame = frame.filter(pl.col("household_id").is_in(chosen))
        elif "village" in frame.columns:
            frame = frame.filter(pl.col("village").is_in(villages))
        elif name == "evidence":
            frame = pl.concat([frame.filter(pl.col(NUMBER).is_in(numbers)), frame]).unique(
                "category", keep="first", maintain_order=True
            )
        if name == "village_years":
            frame = frame.filter(pl.col("year") >= DAY.year - 1)
        assert frame.height, f"the small town has a row of {name}"
        found[name] = frame
    return found


@dataclass(frozen=True)
class Fault:
    """What is wrong in one copy: the field of a table, and in which row of each household or village."""

    table: str
    field: str
    row: int | None = None

    @property
    def heading(self) -> str:
        return heading(self.table, self.field)


def heading(table: str, field: str) -> str:
    """The heading in these files: another spelling than the usual one where there is one."""
    cell = fields_of(MODELS[table])[field]
    return cell.others[0] if cell.others else cell.heading


def copy(frames: Mapping[str, pl.DataFrame], number: int) -> dict[str, pl.DataFrame]:
    """The town again, of other people in other places: its household and person numbers, identity numbers and villages differ."""
    mark = f"#{number}"
    found = {}
    for name, frame in frames.items():
        marked = [pl.col(one) + mark for one in ("household_id", "person_id", "village") if one in frame.columns]
        if NUMBER in frame.columns:
            other = pl.lit(f"{100000 + number}") + pl.col(NUMBER).str.slice(6)
            marked += [
                other.alias(NUMBER),
                pl.when(pl.col("id_no") == pl.col(NUMBER)).then(other).otherwise(pl.col("id_no")).alias("id_no"),
            ]
        found[name] = frame.with_columns(marked)
    return found


def spoilt(frame: pl.DataFrame, fault: Fault, unreadable: bool) -> pl.DataFrame:
    """One cell of each household or village, blank or with what cannot be read in it."""
    whose = next((one for one in ("household_id", "village", "category") if one in frame.columns), None)
    here = pl.int_range(pl.len()).over(whose) == fault.row if fault.row is not None else pl.lit(True)
    if not unreadable:
        here = here & pl.col(fault.field).is_not_null()
    marks = pl.concat_str([pl.col(UNREAD).fill_null(""), pl.lit(f"|{fault.field}|")]) if unreadable else pl.col(UNREAD)
    emptied = [pl.when(~here).then(pl.col(name)).alias(name) for name in _with_it(frame, fault.field)]
    return frame.with_columns(*emptied, pl.when(here).then(marks).otherwise(pl.col(UNREAD)).alias(UNREAD))


def _with_it(frame: pl.DataFrame, field: str) -> list[str]:
    return [field, NUMBER] if field == "id_no" and NUMBER in frame.columns else [field]


def register(towns: Iterable[Mapping[str, pl.DataFrame]], lacking: Sequence[Fault | None] | None = None) -> Registry:
    """The copies in one register: one file, or, where each lacks a column, a file for each."""
    towns = list(towns)
    tables = {}
    for name in TABLES:
        frames = [
            frame.with_columns(pl.lit(number if lacking else 0, pl.Int64).alias(SOURCE))
            for number, one in enumerate(towns) if (frame := one.get(name)) is not None
        ]  # fmt: skip
        if not frames:
            continue
        model = MODELS[name]
        columns = {field: (index, heading(name, field)) for index, field in enumerate(fields_of(model))}
        sources = [
            Source(f"{number}.xlsx", model.table.sheet, 1, {
                field: place for field, place in columns.items() if not fault or (fault.table, fault.field) != (name, field)
            })
            for number, fault in enumerate(lacking or [None])
        ]  # fmt: skip
        frame = pl.concat(frames).drop(KEY).with_row_index(KEY).with_columns(pl.col(KEY).cast(pl.Int64))
        types = sample().frame(name).schema
        frame = frame.with_columns(
            pl.col(one).cast(types[one]) for one in frame.columns if isinstance(types[one], pl.Categorical | pl.Enum)
        )
        tables[name] = Table(model, frame, tuple(sources))
    return Registry(tables)


def _numbered(whose: str) -> tuple[str, int]:
    name, mark, number = whose.rpartition("#")
    return (name, int(number)) if mark else (whose, 0)


@cache
def before() -> dict[tuple[str, str, str], int]:
    """What the rules say of the town without a fault; their answers are known but for what the sample itself lacks."""
    found = {}
    for some in (asked_rules(), asked_rules(_EVERYWHERE)):
        for rule, field, whose, said, _ in answers(register([copy(town(), 0)]), some):
            found[rule.card.id, field, _numbered(whose)[0]] = said
    decided = [said for said in found.values() if said != UNKNOWN]
    assert len(decided) > len(found) / 2
    return found


def newly_unknown(registry: Registry, some: Mapping[bool, Sequence[Rule]]) -> Iterator[tuple[str, str, int, tuple[str, ...]]]:
    """Rules and whose rows were known without a fault and are unknown now, with the number of the copy and the reasons."""
    for rule, field, whose, said, why in answers(registry, some):
        if said == UNKNOWN:
            name, number = _numbered(whose)
            if before().get((rule.card.id, field, name), UNKNOWN) != UNKNOWN:
                yield rule.card.id, name, number, why


def quoted_only_what_is_there(why: Iterable[str], registry: Registry) -> None:
    """No reason quotes the heading of a column that the files do not have, unless it says that it is missing."""
    for reason in why:
        for heading_quoted in re.findall("表的“([^”]*)”", reason):
            written = {
                place[1] for table in registry.tables.values() for source in table.sources for place in source.columns.values()
            }
            assert heading_quoted in written, reason


def faults(rows: bool) -> list[Fault]:
    found = []
    for name, frame in town().items():
        whose = next((one for one in ("household_id", "village", "category") if one in frame.columns), KEY)
        most = min(int(frame.group_by(whose).len()["len"].max()), 4) if rows else 1  # type: ignore[arg-type]
        found += [Fault(name, field, row if rows else None) for field in fields_of(MODELS[name]) for row in range(most)]
    return found


def without(frames: dict[str, pl.DataFrame], fault: Fault) -> dict[str, pl.DataFrame]:
    frame = frames[fault.table]
    emptied = [pl.lit(None, frame.schema[name]).alias(name) for name in _with_it(frame, fault.field)]
    return {**frames, fault.table: frame.with_columns(emptied)}


def missing(fault: Fault) -> str:
    """How a reason says that no file has a column."""
    return f"没有“{fields_of(MODELS[fault.table])[fault.field].heading}”列"


@pytest.mark.parametrize("unreadable", [False, True], ids=["blank", "unreadable"])
def test_a_cell_that_makes_a_rule_unknown_is_named_by_the_heading_of_the_file(unreadable: bool) -> None:
    every = faults(rows=True)
    towns = []
    for number, fault in enumerate(every):
        frames = copy(town(), number)
        towns.append({**frames, fault.table: spoilt(frames[fault.table], fault, unreadable)})
    registry = register(towns)
    wrong, seen = [], set()
    for rule, whose, number, why in newly_unknown(registry, asked_rules()):
        fault = every[number]
        seen.add((fault.table, fault.field))
        if not any(f"“{fault.heading}”" in one for one in why):
            wrong.append((rule, whose, fault, why))
        quoted_only_what_is_there(why, registry)
    assert not wrong, f"{len(wrong)}: {wrong[:12]}"
    assert len(seen) > 30


@cache
def lacking_in_one_file() -> list[tuple[str, str, Fault, tuple[str, ...]]]:
    """What becomes unknown as one file of many lacks a column: the rule, whose row, the column, the reasons."""
    every = faults(rows=False)
    registry = register([without(copy(town(), number), fault) for number, fault in enumerate(every)], every)
    return [(rule, whose, every[number], why) for rule, whose, number, why in newly_unknown(registry, asked_rules())]


def test_a_column_that_one_file_lacks_is_named_with_the_file() -> None:
    every = faults(rows=False)
    wrong = [
        one for one in lacking_in_one_file()
        if not any(f"{every.index(one[2])}.xlsx" in why and missing(one[2]) in why for why in one[3])
    ]  # fmt: skip
    assert not wrong, f"{len(wrong)}: {wrong[:12]}"
    assert len({fault for _, _, fault, _ in lacking_in_one_file()}) > 30


def test_a_column_that_no_file_has_is_named_as_missing() -> None:
    affected: dict[Fault, set[str]] = {}
    for rule, _, fault, _ in lacking_in_one_file():
        affected.setdefault(fault, set()).add(rule)
    for fault, numbers in affected.items():
        registry = register([without(copy(town(), 0), fault)], [fault])
        sheet, usual = MODELS[fault.table].table.sheet, fields_of(MODELS[fault.table])[fault.field].heading
        for rule, whose, _, why in newly_unknown(registry, asked_rules(numbers)):
            assert any(missing(fault) in one or f"{sheet}.{usual}" in one for one in why), (rule, whose, fault, why)
            quoted_only_what_is_there(why, registry)


@pytest.mark.parametrize("unreadable", [False, True], ids=["blank", "unreadable"])
def test_what_is_said_of_whole_villages_and_the_county_names_the_cell(unreadable: bool) -> None:
    asked = {
        "village_years": ("village", "year", "households", "rural_persons", "road", "water", "power_rate"),
        "households": ("household_id", "village", "identified", "unsafe_house"),
        "persons": ("household_id", "left", "medical", "serious_medical"),
    }
    seen = set()
    for table, fields in asked.items():
        for field in fields:
            fault = Fault(table, field, 1 if table == "village_years" else 0)
            frames = copy(town(), 0)
            registry = register([{**frames, table: spoilt(frames[table], fault, unreadable)}])
            for rule, whose, _, why in newly_unknown(registry, asked_rules(_EVERYWHERE)):
                assert any(f"“{fault.heading}”" in one for one in why), (rule, whose, fault, why)
                quoted_only_what_is_there(why, registry)
                seen.add((table, field))
    assert len(seen) > 5


@pytest.mark.parametrize("table", ["incomes", "village_years"])
def test_a_year_without_a_row_is_named_and_no_column_blamed(table: str) -> None:
    years = sorted(town()[table]["year"].unique().to_list())
    towns = [{**copy(town(), n), table: copy(town(), n)[table].filter(pl.col("year") != year)} for n, year in enumerate(years)]
    registry = register(towns)
    seen = set()
    for rule, whose, number, why in newly_unknown(registry, asked_rules()):
        sheet = MODELS[table].table.sheet
        assert any(f"“{sheet}”表缺少" in one and f" {years[number]} 年的行" in one for one in why), (
            rule,
            whose,
            years[number],
            why,
        )
        assert not any(f"“{sheet}”表的" in one for one in why), (rule, whose, years[number], why)
        seen.add(years[number])
    assert len(seen) > 1 if table == "incomes" else seen


@pytest.mark.parametrize("table", [name for name in TABLES if name not in ("households", "villages")])
def test_a_sheet_that_is_not_there_is_named(table: str) -> None:
    registry = register([{name: frame for name, frame in copy(town(), 0).items() if name != table}])
    sheet = MODELS[table].table.sheet
    seen = 0
    for rule, whose, _, why in newly_unknown(registry, asked_rules()):
        assert any(f"没有“{sheet}”表" in one or f"没有{sheet}" in one for one in why), (rule, whose, why)
        quoted_only_what_is_there(why, registry)
        seen += 1
    assert seen or table == "samples"  # without an inspection its rules are not applicable
