"""Rows without a household number beside sheets that have numbers: they are of the household whose village and head they name.

A side list (no status of households, no relation to a head) makes no household of its own where the register has numbers and the village:
of which household such a row is stays unknown, and it is told. A register without numbers keeps its households.
"""

from __future__ import annotations

import dataclasses
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import polars as pl

from puxi_cli.records.place import Place, rows_named
from puxi_cli.registry import CLEAR, ROW, UNREAD
from puxi_cli.sheets.faults import NO_NUMBERS, Fault
from puxi_cli.sheets.head_names import head_without_words
from puxi_cli.sheets.headings import SAYS_OF_ONE
from puxi_cli.sheets.layouts import ReadSheet
from puxi_cli.sheets.newest_sheets import Sheet
from puxi_cli.sheets.village_numbers import Villages
from puxi_cli.sheets.village_numbers_told import ID
from puxi_cli.text.words import NO_WORDS, SEMICOLON, Text

_HEAD = "head_name"
# What tells of which household a row is, and whether a list of persons is one of whole households (`sheets.partial_lists`).
_ALSO_READ: Mapping[str, frozenset[str]] = {"households": frozenset({_HEAD, "size"}), "persons": frozenset({"relation"})}


@dataclass
class _Home:
    """The villages and the papers of the head that rows of a household number have."""

    villages: set[str] = field(default_factory=set)
    papers: set[str] = field(default_factory=set)


@dataclass(frozen=True)
class _Named:
    """A household formed by its head: the village, the head's name and papers, as its rows have them."""

    village: str | None
    name: str
    papers: frozenset[str]


@dataclass(frozen=True)
class _Linked:
    """What became of the households of a sheet without numbers: their numbers elsewhere, those that are unknown, and how it is told."""

    numbers: Mapping[str, str]
    lost: frozenset[str] = frozenset()
    before: Text = NO_WORDS
    notes: tuple[Text, ...] = ()
    done: Text = NO_WORDS


@dataclass(frozen=True)
class ByHead:
    """The sheets with the numbers that were found, and what of notes and faults they change."""

    sheets: list[ReadSheet]
    linked: Mapping[Sheet, _Linked] = field(default_factory=dict)

    def notes(self, notes: Iterable[Text]) -> list[Text]:
        """The notes, with those about numbers of puxi's own put right."""
        instead = {one.before: one.notes for one in self.linked.values()}
        return [said for note in notes for said in instead.get(note, (note,))]

    def faults(self, faults: Iterable[Fault]) -> list[Fault]:
        """The faults, with the numbers of the households that they are about."""
        return [self._fault(fault) for fault in faults] if self.linked else list(faults)

    def _fault(self, fault: Fault) -> Fault:
        linked = self.linked.get((fault.place.file, fault.place.sheet))
        if linked is None:
            return fault
        if fault.rule == NO_NUMBERS:
            return dataclasses.replace(fault, values={**fault.values, "done": linked.done})
        number = fault.household_id
        return dataclasses.replace(fault, household_id=None if number in linked.lost else linked.numbers.get(str(number), number))


def with_heads(only: Mapping[str, frozenset[str]] | None) -> Mapping[str, frozenset[str]] | None:
    """The wanted fields, with the head's name and what else tells households apart, where these are wanted by their numbers."""
    if only is None:
        return None
    return {
        table: fields | (_ALSO_READ.get(table, frozenset()) if ID in fields else frozenset()) for table, fields in only.items()
    }


def as_wanted(sheet: ReadSheet, only: Mapping[str, frozenset[str]] | None) -> ReadSheet:
    """The sheet without the fields that were read for the household alone."""
    if only is None:
        return sheet
    extra = {
        (table, name)
        for table, names in _ALSO_READ.items()
        if table in sheet.checked.tables
        for name in names - only.get(table, frozenset())
    }
    if not extra:
        return sheet
    whole = sheet.found.assignment
    kept = tuple(match for match in whole.matches if (match.table, match.field) not in extra)
    found = dataclasses.replace(sheet.found, assignment=dataclasses.replace(whole, matches=kept))
    tables = dict(sheet.checked.tables)
    for table, name in extra:
        frame = tables[table]
        tables[table] = frame.with_columns(pl.lit(None, frame.schema[name]).alias(name))
    return dataclasses.replace(sheet, found=found, checked=dataclasses.replace(sheet.checked, tables=tables))


def is_of_heads_alone(fault: Fault, only: Mapping[str, frozenset[str]] | None) -> bool:
    """Whether a fault is of a field that was read for the household alone."""
    if only is None or fault.field not in _ALSO_READ.get(str(fault.table), frozenset()):
        return False
    return fault.field not in only.get(str(fault.table), frozenset())


def numbers_by_head(sheets: Sequence[ReadSheet], unsure: Mapping[int, frozenset[str]] = {}) -> ByHead:
    """Give the rows without a number that of their household, where one alone has their village and head; `unsure` as `one_household` tells."""
    plain = [at for at, sheet in enumerate(sheets) if sheet.made is not None]
    having = [at for at, sheet in enumerate(sheets) if sheet.made is None and _has_numbers(sheet)]
    if not plain or not (having or unsure):
        return ByHead(list(sheets))
    villages = Villages(sheets)
    homes = _homes(villages, having)
    named = {at: _named(villages, at) for at in plain}
    registers = [at for at in plain if _is_register(sheets[at])]
    numbers = {at: _numbers_of(named[at], homes, several=at not in registers) for at in plain}
    own = {made for at in registers for made in named[at] if made not in numbers[at]}
    known = {village for of_name in homes.values() for home in of_name.values() for village in home.villages}
    is_numbered = any(_is_register(sheets[at]) for at in having)
    linked: dict[Sheet, _Linked] = {}
    for at in plain:
        lost = {
            made
            for made, one in named[at].items()
            if (made in unsure.get(at, ()) and made not in numbers[at])
            or (is_numbered and at not in registers and made not in {*numbers[at], *own} and one.village in {None, *known})
        }
        if numbers[at] or lost:
            linked[_where(sheets[at])] = _told(sheets[at], numbers[at], lost, named[at])
    return ByHead([_renumbered(sheet, linked.get(_where(sheet)), registers, at) for at, sheet in enumerate(sheets)], linked)


def _where(sheet: ReadSheet) -> Sheet:
    return sheet.file, sheet.sheet


def _has_numbers(sheet: ReadSheet) -> bool:
    return any(match.field == ID for match in sheet.found.assignment.matched)


def _is_register(sheet: ReadSheet) -> bool:
    """Whether a sheet says of its households that they are listed, or how its persons are related to a head."""
    if sheet.made is not None:
        return sheet.made.of_register
    return not {"relation", *SAYS_OF_ONE}.isdisjoint(str(match.field) for match in sheet.found.assignment.matched)


def _homes(villages: Villages, places: Iterable[int]) -> dict[str, dict[str, _Home]]:
    """By the name of a head, what the household numbers are that have such a head."""
    homes: dict[str, dict[str, _Home]] = {}
    for at in places:
        rows = villages.rows(at)
        if rows is None:
            continue
        told = rows.select(ID, "village", pl.coalesce("head", "named").alias("name"), "paper")
        for number, village, name, paper in told.filter(pl.col(ID).is_not_null() & pl.col("name").is_not_null()).unique().rows():
            home = homes.setdefault(name, {}).setdefault(number, _Home())
            home.villages.update([village] if village else [])
            home.papers.update([paper] if paper else [])
    return homes


def _named(villages: Villages, at: int) -> dict[str, _Named]:
    """The households that a sheet without numbers has, by the number made for each."""
    rows = villages.rows(at)
    if rows is None:
        return {}
    told = rows.with_columns(pl.coalesce("head", "named").alias("name")).filter(pl.col(ID).is_not_null())
    by_number = told.group_by(ID, maintain_order=True).agg(
        pl.col("village").drop_nulls().first(), pl.col("name").drop_nulls().first(), pl.col("paper").drop_nulls().unique()
    )
    return {made: _Named(village, name, frozenset(papers)) for made, village, name, papers in by_number.rows() if name}


def _numbers_of(named: Mapping[str, _Named], homes: Mapping[str, Mapping[str, _Home]], *, several: bool) -> dict[str, str]:
    """The number of each household that one numbered household alone may be; with `several`, rows of one head are of one household."""
    # Words around a name, as in 吴才(残), are passed over where no numbered household has them.
    names = {made: one.name if one.name in homes else head_without_words(one.name) for made, one in named.items()}
    alike = Counter((one.village, names[made]) for made, one in named.items())
    found = {}
    for made, one in named.items():
        by_paper = (not several or names[made] != one.name) and alike[one.village, names[made]] > 1
        if number := _number_of(one, homes.get(names[made], {}), by_paper=by_paper):
            found[made] = number
    return found


def _number_of(one: _Named, homes: Mapping[str, _Home], *, by_paper: bool) -> str | None:
    here = [number for number, home in homes.items() if one.village is None or one.village in home.villages]
    if not here and len(homes) == 1:
        here = [number for number, home in homes.items() if not home.villages]
    same = [number for number in here if one.papers & homes[number].papers]
    if len(same) == 1 or by_paper:
        return same[0] if len(same) == 1 else None
    able = [number for number in here if not one.papers or not homes[number].papers or number in same]
    return able[0] if len(able) == 1 else None


def _told(sheet: ReadSheet, numbers: Mapping[str, str], lost: Collection[str], named: Mapping[str, _Named]) -> _Linked:
    made = sheet.made
    assert made is not None
    name, by = f"{sheet.file} {sheet.sheet or ''}".strip(), made.by
    where = Text(name, name)
    frame = sheet.checked.tables[str(made.match.table)]
    rows = frame.filter(pl.col(ID).is_in(list(lost)))[ROW].to_list()
    own = set(frame[ID].drop_nulls().unique()) - set(numbers) - set(lost)
    count = len(set(numbers.values()))
    notes: list[Text] = []
    done: list[Text] = []
    if numbers:
        told = Text(
            f"按{by.zh}与其他表中有编号的户对上 {count} 户，按同一户读取",
            f"by {by.en}, {count} of its households were found in other sheets that have numbers, and read as the same",
        )
        notes.append(
            Text(f"{name}：没有“{made.match.heading}”列，", f"{name}: there is no column {made.match.heading}; ")
            + told
            + Text("。", ".")
        )
        done.append(told)
    if own:
        notes.append(made.told_of(where, own))
        done.append(made.done)
    if lost:
        done.append(
            Text(
                f"{len(rows)} 行的户主在其他表中找不到，或不只一户，是哪一户未知，没有计入",
                f"of {len(rows)} rows the head stands in "
                "no other sheet, or in several households: whose they are is unknown, and they are not counted",
            )
        )
        # Rows of persons are told with all others of no household that can be told.
        if not sheet.is_flat and made.match.table == "households":
            zh, en = rows_named([Place(sheet.file, sheet.sheet, row) for row in rows])
            notes.append(
                Text(
                    f"{len(rows)} 行没有户编号，户主在其他表中找不到，或不只一户，是哪一户未知，没有计入：{zh}。",
                    f"Rows without a household number whose head stands in no other sheet, or in several households; whose they are is "
                    f"unknown, and they are not counted: {len(rows)} ({en}).",
                )
            )
    everything = made.told_of(where, set(frame[ID].drop_nulls().unique()))
    return _Linked(numbers, frozenset(lost), everything, tuple(notes), SEMICOLON.join(done))


def _renumbered(sheet: ReadSheet, linked: _Linked | None, registers: Collection[int], at: int) -> ReadSheet:
    """The sheet with the numbers that were found; rows of households that nobody knows are not read, those of persons have no number."""
    if linked is None:
        return sheet
    tables = {}
    for name, frame in sheet.checked.tables.items():
        if ID in frame.columns:
            lost = frame[ID].is_in(list(linked.lost)).fill_null(False)
            unread = pl.concat_str(pl.col(UNREAD).cast(pl.String).fill_null(""), pl.lit(f"|{ID}|")).cast(pl.Categorical)
            frame = frame.with_columns(
                pl.when(~lost).then(pl.col(ID).replace(dict(linked.numbers))).alias(ID),
                pl.when(lost).then(unread).otherwise(pl.col(UNREAD)).alias(UNREAD),
            )
            if name == "households" and not sheet.is_flat:
                frame = frame.filter(~lost)
                frame = frame if at in registers else one_row_each(frame)
        tables[name] = frame
    return dataclasses.replace(sheet, checked=dataclasses.replace(sheet.checked, tables=tables))


def one_row_each(frame: pl.DataFrame) -> pl.DataFrame:
    """A side list with a row for each household: what its rows say alike. A pupil's row says nothing of a brother's."""
    twice = frame.filter(pl.col(ID).is_not_null() & pl.col(ID).is_duplicated())
    if not twice.height:
        return frame
    fields = [name for name in frame.columns if name not in (ID, ROW, CLEAR, UNREAD)]
    one = twice.group_by(ID, maintain_order=True).agg(
        *(
            pl.when(pl.col(name).drop_nulls().n_unique() <= 1).then(pl.col(name).drop_nulls().first()).alias(name)
            for name in fields
        ),
        pl.col(ROW).first(),
        pl.col(CLEAR).all(),
        pl.col(UNREAD).first(),
    )
    rest = frame.filter(pl.col(ID).is_null() | ~pl.col(ID).is_duplicated())
    return pl.concat([rest, one.select(frame.columns)]).sort(ROW)
