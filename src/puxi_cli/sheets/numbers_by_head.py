"""Rows without a household number beside sheets that have numbers: they are of the household whose village and head they name.

A side list (no status of households, no relation to a head) makes no household of its own where the register has numbers and the village:
of which household such a row is stays unknown, and it is told. A register without numbers keeps its households.

A name is compared without what stands around it (`sheets.head_names`). A household of a register, of whose head other words are written than
of the numbered one's, is that one only with the same size and where nothing else stands against it. Who stays apart by it is told.
"""

from __future__ import annotations

import dataclasses
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import polars as pl

from puxi_cli.records.compile import same_names
from puxi_cli.records.place import Place, rows_named
from puxi_cli.registry import CLEAR, ROW, UNREAD
from puxi_cli.sheets.faults import NO_NUMBERS, Fault
from puxi_cli.sheets.head_names import head_without_words, without_brackets, without_marks
from puxi_cli.sheets.headings import SAYS_OF_ONE
from puxi_cli.sheets.layouts import ReadSheet
from puxi_cli.sheets.made_numbers import apart_notes, plain_group
from puxi_cli.sheets.newest_sheets import Sheet
from puxi_cli.sheets.one_household import Joined
from puxi_cli.sheets.village_numbers import Villages
from puxi_cli.sheets.village_numbers_told import ID
from puxi_cli.text.words import NO_WORDS, SEMICOLON, Text

_HEAD = "head_name"
_SAID = {"group": pl.String, "size": pl.Int64}  # read of a row beside village, head and paper
# What tells of which household a row is, and whether a list of persons is one of whole households (`sheets.partial_lists`).
_ALSO_READ: Mapping[str, frozenset[str]] = {
    "households": frozenset({_HEAD, "head_id_no", "group", "size"}),
    "persons": frozenset({"relation"}),
}


@dataclass
class _Home:
    """What rows of a household say: its villages, groups and sizes; of its head the names as written, and the papers."""

    villages: set[str] = field(default_factory=set)
    written: set[str] = field(default_factory=set)
    papers: set[str] = field(default_factory=set)
    groups: set[str] = field(default_factory=set)
    sizes: set[int] = field(default_factory=set)

    def add(self, village: str | None, written: str | None, paper: str | None, group: str | None, size: int | None) -> None:
        """What one row says."""
        self.villages.update([village] if village else [])
        self.written.update([written] if written else [])
        self.papers.update([paper] if paper else [])
        # Groups that are called by other names may be one.
        self.groups.update([plain] if group and (plain := plain_group(group)).isdecimal() else [])
        self.sizes.update([] if size is None else [size])

    def is_another(self, other: _Home) -> bool:
        """Whether papers say that the two are two, or else the groups."""
        if self.papers and other.papers:
            return not self.papers & other.papers
        return bool(self.groups and other.groups and not self.groups & other.groups)

    def is_doubtful(self, other: _Home) -> bool:
        """Whether the two say other words of the head, and not the same size."""
        if {without_marks(name) for name in self.written} & {without_marks(name) for name in other.written}:
            return False
        return bool(self.sizes and other.sizes and not self.sizes & other.sizes)


@dataclass
class _Named(_Home):
    """A household formed by its head, by the head's name as it is compared."""

    name: str = ""

    @property
    def village(self) -> str | None:
        """Its village."""
        return next(iter(self.villages), None)


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
    """The sheets with the numbers that were found, what of notes and faults they change, and which households may be one (`apart`)."""

    sheets: list[ReadSheet]
    linked: Mapping[Sheet, _Linked] = field(default_factory=dict)
    apart: tuple[Text, ...] = ()

    def notes(self, notes: Iterable[Text]) -> list[Text]:
        """The notes, with those about numbers of puxi's own put right, and those about households that may be one."""
        instead = {one.before: one.notes for one in self.linked.values()}
        return [*(said for note in notes for said in instead.get(note, (note,))), *self.apart]

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


def numbers_by_head(sheets: Sequence[ReadSheet], joined: Joined) -> ByHead:
    """Give the rows without a number that of their household, where one alone has their village and head; `joined` are the sheets before."""
    plain = [at for at, sheet in enumerate(sheets) if sheet.made is not None]
    having = [at for at, sheet in enumerate(sheets) if sheet.made is None and _has_numbers(sheet)]
    unsure = joined.unsure
    if not plain or not (having or unsure):
        return ByHead(list(sheets), apart=apart_notes(joined.apart))
    villages = Villages(sheets)
    homes = _homes(villages, sheets, having)
    named = {at: _named(villages, sheets[at], at) for at in plain}
    registers = [at for at in plain if _is_register(sheets[at])]
    doubtful: dict[tuple[str, str], str] = {}
    numbers = {
        at: _numbers_of(named[at], homes, {} if at not in registers else doubtful, several=at not in registers) for at in plain
    }
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
    found = {made: number for at in plain for made, number in numbers[at].items()}
    gone = {made for one in linked.values() for made in one.lost} - own
    apart = [
        (village, tuple(dict.fromkeys(found.get(one, one) for one in made if one not in gone))) for village, made in joined.apart
    ]
    apart += [(village, (number, made)) for (village, made), number in doubtful.items()]
    renumbered = [_renumbered(sheet, linked.get(_where(sheet)), registers, at) for at, sheet in enumerate(sheets)]
    return ByHead(renumbered, linked, apart_notes([(village, one) for village, one in apart if len(one) > 1]))


def _where(sheet: ReadSheet) -> Sheet:
    return sheet.file, sheet.sheet


def _has_numbers(sheet: ReadSheet) -> bool:
    return any(match.field == ID for match in sheet.found.assignment.matched)


def _is_register(sheet: ReadSheet) -> bool:
    """Whether a sheet says of its households that they are listed, or how its persons are related to a head."""
    if sheet.made is not None:
        return sheet.made.of_register
    return not {"relation", *SAYS_OF_ONE}.isdisjoint(str(match.field) for match in sheet.found.assignment.matched)


def _rows(villages: Villages, sheet: ReadSheet, at: int) -> pl.DataFrame | None:
    """The rows of a sheet: number, the head's name as it is compared, village, name as written, paper, group and size."""
    rows = villages.rows(at)
    if rows is None:
        return None
    tables = [sheet.checked.tables.get(name) for name in ("households", "persons")]
    homes, persons = (frame if frame is not None and frame.height == rows.height else None for frame in tables)
    said = (homes if homes is not None else pl.DataFrame(schema=_SAID).clear(rows.height)).select(
        pl.col(name).cast(kind) for name, kind in _SAID.items()
    )
    names = [frame[name].cast(pl.String) for frame, name in ((homes, _HEAD), (persons, "name")) if frame is not None]
    written = pl.select(pl.coalesce(same_names(name) for name in names)).to_series()
    rows = rows.with_columns(pl.coalesce("head", "named").alias("name")).hstack([*said, written.alias("written")])
    rows = rows.with_columns(pl.when(pl.col("name").is_not_null()).then(pl.coalesce("written", "name")).alias("written"))
    return rows.filter(pl.col(ID).is_not_null()).select(ID, "name", "village", "written", "paper", *_SAID)


def _homes(villages: Villages, sheets: Sequence[ReadSheet], places: Iterable[int]) -> dict[str, dict[str, _Home]]:
    """By the name of a head, what the household numbers are that have such a head."""
    homes: dict[str, dict[str, _Home]] = {}
    for at in places:
        rows = _rows(villages, sheets[at], at)
        if rows is None:
            continue
        for number, name, *said in rows.filter(pl.col("name").is_not_null()).unique().rows():
            homes.setdefault(name, {}).setdefault(number, _Home()).add(*said)
    return homes


def _named(villages: Villages, sheet: ReadSheet, at: int) -> dict[str, _Named]:
    """The households that a sheet without numbers has, by the number made for each."""
    rows = _rows(villages, sheet, at)
    if rows is None:
        return {}
    one_of = pl.col("village", "name").drop_nulls().first().over(ID)
    named: dict[str, _Named] = {}
    for made, name, *said in rows.with_columns(one_of).drop_nulls("name").unique(maintain_order=True).rows():
        named.setdefault(made, _Named(name=name)).add(*said)
    return named


def _numbers_of(
    named: Mapping[str, _Named], homes: Mapping[str, Mapping[str, _Home]], doubtful: dict[tuple[str, str], str], *, several: bool
) -> dict[str, str]:
    """The number of each household that one numbered household alone may be; with `several`, rows of one head are of one household.

    Of those that stay apart by words and size alone, `doubtful` gets the numbered household by village and own number.
    """
    # Words around a name, as in 吴才(残), are passed over where no numbered household has them.
    names = {made: one.name if one.name in homes else head_without_words(one.name) for made, one in named.items()}
    spelt = Counter((one.village, word) for one in named.values() for word in one.written)
    alike = Counter((one.village, names[made]) for made, one in named.items())
    spellings = Counter(key for key, _ in {((one.village, names[made]), min(one.written)) for made, one in named.items()})
    found = {}
    for made, one in named.items():
        here = _here(one, homes.get(names[made], {}))
        exact = {number: home for number, home in here.items() if one.written & home.written and not one.is_another(home)}
        if exact:
            number = _number_of(one, exact, by_paper=not several and any(spelt[one.village, word] > 1 for word in one.written))
        else:
            key = one.village, names[made]
            may = here if several else {nth: home for nth, home in here.items() if not one.is_doubtful(home)}
            number = _number_of(one, may, by_paper=(spellings if several else alike)[key] > 1)
            if not number and len(may) < len(here) and (of_whom := _number_of(one, here, by_paper=False)):
                doubtful[one.village or "", made] = of_whom
        # Whose papers are the same is the same, whatever stands in brackets.
        if not number and one.papers:
            number = _number_of(one, {**here, **_here(one, homes.get(without_brackets(one.name), {}))}, by_paper=True)
        if number:
            found[made] = number
            doubtful.pop((one.village or "", made), None)
    return found


def _here(one: _Named, homes: Mapping[str, _Home]) -> Mapping[str, _Home]:
    """Those in its village; where there are none, the one that names no village."""
    here = {number: home for number, home in homes.items() if one.village is None or one.village in home.villages}
    if not here and len(homes) == 1:
        here = {number: home for number, home in homes.items() if not home.villages}
    return here


def _number_of(one: _Named, here: Mapping[str, _Home], *, by_paper: bool) -> str | None:
    same = [number for number, home in here.items() if one.papers & home.papers]
    if len(same) == 1 or by_paper:
        return same[0] if len(same) == 1 else None
    able = [number for number, home in here.items() if number in same or not one.is_another(home)]
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
