"""Many small registers as one: what Spark takes long over is a plan and not its rows, so that the tables of a module are asked of it together.

A register stands in the joined one as it stands alone: its numbers of households, persons and identity, its telephones, villages and files
are nobody else's. What is said of a row there is compared with what is said of it alone; where a fact looks at a register as a whole (a list
that was not handed in, a column that no file has, a county), the two differ, and then Spark is asked of the register by itself.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import polars as pl

from puxi_cli.jobs.judge import Asking, judged, outcome_column
from puxi_cli.records.identity import NO_NUMBER_PREFIX
from puxi_cli.records.scope import Scope
from puxi_cli.registry import BEFORE, BEHIND, KEY, NUMBER, SOURCE, Registry, Table
from puxi_cli.rules.base import Ask, Rule

Frames = dict[Scope, pl.DataFrame]

_KEYS = ("household_id", "person_id", BEFORE, BEHIND)
_IDENTITY = ("id_no", "head_id_no", "helper_id_no", "number", NUMBER)
_TELEPHONES = ("phone", "helper_phone")


@dataclass(frozen=True)
class Case:
    """A rule that was asked of a small register, and what Polars said. `asking` names no engine."""

    test: str
    rule: Rule
    registry: Registry
    asking: Asking
    frames: Frames


@dataclass(frozen=True)
class Joined:
    """Registers in one, and the rules of the cases whose rows have their outcomes in it."""

    cases: Sequence[Case]
    rules: Sequence[Rule]
    registry: Registry
    frames: Frames


def joined(cases: Sequence[Case]) -> Iterator[Joined]:
    """As few registers as hold every case with the outcomes it has alone; a case that goes with no other stands by itself."""
    groups: dict[tuple[object, ...], list[Case]] = {}
    for case in cases:
        asking = case.asking
        law = (asking.law.day, asking.law.region, asking.law.extra)
        key = (law, asking.state_day, asking.income_year, asking.as_it_stands, case.registry.snapshot_day)
        groups.setdefault(key, []).append(case)
    for group in groups.values():
        left = group
        while left:
            one = _one(left)
            yield one
            held = set(map(id, one.cases))
            left = [case for case in left if id(case) not in held]


def _one(cases: Sequence[Case]) -> Joined:
    if len(cases) > 1:
        registry = in_one([case.registry for case in cases])
        rules = list({case.rule.card.id: case.rule for case in cases}.values())
        frames = judged(registry, rules, cases[0].asking)
        kept = [case for place, case in enumerate(cases) if _keeps(frames, cases, place)]
        if kept:
            # The rows of the others stay: what is said of them has to be the same on both engines, too.
            return Joined(kept, rules, registry, frames)
    return Joined(cases[:1], [cases[0].rule], cases[0].registry, cases[0].frames)


def _keeps(frames: Frames, cases: Sequence[Case], place: int) -> bool:
    """Whether every row of a case has in the joined register the outcome that it has alone."""
    case = cases[place]
    for ask in case.rule.asks:
        if ask.scope not in case.frames or _table(case.registry, ask) is None:
            continue
        tables = [_table(before.registry, ask) for before in cases[:place]]
        first = sum(table.frame.height for table in tables if table is not None)
        column = outcome_column(case.rule, ask)
        alone = case.frames[ask.scope].select(pl.col(KEY) + first, column).sort(KEY)
        if ask.scope is Scope.COUNTY or not alone.equals(
            frames[ask.scope].filter(pl.col(KEY).is_in(alone[KEY].to_list())).select(KEY, column).sort(KEY)
        ):
            return False
    return True


def _table(registry: Registry, ask: Ask) -> Table | None:
    return registry.household_rows if ask.scope is Scope.HOUSEHOLD_ROWS else registry.tables.get(ask.table)


def in_one(registries: Sequence[Registry]) -> Registry:
    """Registers as one, none of which knows of the others. The day their files were made on is that of the first."""
    names = dict.fromkeys(name for registry in registries for name in registry.tables)
    tables = {name: _rows([registry.tables.get(name) for registry in registries]) for name in names}
    flat = [registry.household_rows for registry in registries]
    earlier = [_apart(registry.earlier, place) for place, registry in enumerate(registries) if registry.earlier is not None]
    return replace(
        registries[0],
        tables=tables,
        household_rows=_rows(flat) if any(flat) else None,
        earlier=pl.concat(earlier) if earlier else None,
    )


def _rows(tables: Sequence[Table | None]) -> Table:
    frames, sources, height = [], [], 0
    for place, table in enumerate(tables):
        if table is not None:
            frames.append(_apart(table.frame, place).with_columns(pl.col(KEY) + height, pl.col(SOURCE) + len(sources)))
            sources += [replace(source, file=f"{place}/{source.file}") for source in table.sources]
            height += table.frame.height
    return Table(next(table.model for table in tables if table is not None), pl.concat(frames), tuple(sources))


def _apart(frame: pl.DataFrame, place: int) -> pl.DataFrame:
    """The rows of a register under numbers and names of their own; a number that says "no number" stays one."""
    own = {}
    for name in frame.columns:
        text = pl.col(name).cast(pl.String)
        if name in _KEYS or name in _TELEPHONES:
            own[name] = text + f"{place:05}"
        elif name == "village":
            own[name] = pl.lit(f"{place}庄") + text
        elif name in _IDENTITY:
            place_of_birth = pl.lit(f"{100_000 + place}")
            numbered = text.str.contains("^[0-9]{6}") & ~text.str.starts_with(NO_NUMBER_PREFIX)
            own[name] = pl.when(numbered).then(place_of_birth + text.str.slice(6)).otherwise(text)
    return frame.with_columns(value.cast(frame.schema[name]).alias(name) for name, value in own.items())
