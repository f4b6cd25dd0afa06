"""Households without numbers, whose rows stand in several sheets or are written in several ways: which of them are one.

A household is known by its village and its head's name. Spellings of one village are one village (`records.village_names`), and what is
written around a name is no part of it (`sheets.head_names`), so that 茨沟 王大山* in a list of helpers is 茨沟村 王大山. Words of how it is with
somebody, 王大山（残）, are passed over only where no sheet has two such names. Heads of other papers or groups have two households, as have those
of other words and other sizes: `Joined.apart` says so. Heads of one name are found again by the number
of their papers, by group, by telephone and as they are written. Where none of these tells, registers are read in their order, which
`MadeNumbers.told_of` says, and whose a row of a side list is stays unknown.
"""

from __future__ import annotations

import dataclasses
from collections import Counter, deque
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import islice

import polars as pl

from puxi_cli.records.compile import same_names
from puxi_cli.records.identity import fault
from puxi_cli.records.text import same_name
from puxi_cli.records.village_names import Spellings
from puxi_cli.registry import ROW
from puxi_cli.sheets.faults import Fault
from puxi_cli.sheets.head_names import bare_head, head_without_words, is_odd, without_marks
from puxi_cli.sheets.layouts import ReadSheet
from puxi_cli.sheets.made_numbers import Homes, Namesakes, number_of, numbered, of_blocks, plain_group
from puxi_cli.sheets.newest_sheets import Sheet
from puxi_cli.sheets.village_numbers_told import ID
from puxi_cli.text.words import Text

_PAPER = r"^[0-9]{14,17}[0-9Xx].{0,3}$"
_MANY = 30  # more heads of one name than a village has: nothing but their papers or telephones tells one from another
_LONG = 18  # behind them a disability card has its kind and grade
_TELEPHONE = r"[0-9]{7,}"
_SIZE = "[0-9]+"
Key = tuple[str, str]  # village and head's name


@dataclass(frozen=True)
class Joined:
    """The sheets with one number for each household; what of notes and faults changes with it.

    `unsure` are, by the place of a side list, the numbers of those of which nothing tells whose they are among heads of one name;
    `apart` the village and the numbers of those that several sheets have, and of which each sheet has fewer than all together.
    """

    sheets: list[ReadSheet]
    _notes: Mapping[Text, tuple[Text, ...]] = field(default_factory=dict)
    _numbers: Mapping[Sheet, Mapping[str, str]] = field(default_factory=dict)
    unsure: Mapping[int, frozenset[str]] = field(default_factory=dict)
    apart: tuple[tuple[str, tuple[str, ...]], ...] = ()

    def notes(self, notes: Iterable[Text]) -> list[Text]:
        """The notes, with those about the households of sheets put right."""
        return [said for note in notes for said in self._notes.get(note, (note,))]

    def faults(self, faults: Iterable[Fault]) -> list[Fault]:
        """The faults, with the numbers of the households that they are about."""
        return [self._fault(fault) for fault in faults] if self._numbers else list(faults)

    def _fault(self, fault: Fault) -> Fault:
        number = self._numbers.get((fault.place.file, fault.place.sheet), {}).get(str(fault.household_id))
        return dataclasses.replace(fault, household_id=number) if number else fault


@dataclass
class _Home:
    """What is written of a household: groups, papers and telephones of its head, how village and name are spelt, and its size in registers."""

    groups: set[str] = field(default_factory=set)
    papers: set[str] = field(default_factory=set)
    phones: set[str] = field(default_factory=set)
    names: set[str] = field(default_factory=set)
    keys: set[Key] = field(default_factory=set)
    sizes: set[int] = field(default_factory=set)

    @property
    def spelt(self) -> set[str]:
        """How the name is spelt, but for marks around it."""
        return {without_marks(name) for name in self.names}

    def add(self, other: _Home) -> None:
        """The same household as another sheet has it."""
        self.groups |= other.groups
        self.papers |= other.papers
        self.phones |= other.phones
        self.names |= other.names
        self.keys |= other.keys
        self.sizes |= other.sizes

    def is_of_others_paper(self, other: _Home) -> bool:
        """Whether the papers of the two say that they are two people: numbers that are right and differ. One with a slip, or of the old form
        of 15 figures, may be the other's."""
        if not self.papers or not other.papers or self.papers & other.papers:
            return False
        return all(any(map(_is_sure, home.papers)) for home in (self, other))

    def is_of_others_group(self, other: _Home) -> bool:
        """Whether the groups of the two say that they are two households. A group with a name may be one with a number."""
        if not self.groups or not other.groups or self.groups & other.groups:
            return False
        return {group.isdecimal() for group in self.groups} == {group.isdecimal() for group in other.groups}

    def is_another(self, other: _Home) -> bool:
        """Whether papers or groups say that the two are two households, or both the size and the words behind the name."""
        return self.is_of_others_paper(other) or self.is_of_others_group(other) or self.is_doubtful(other)

    def is_doubtful(self, other: _Home) -> bool:
        """Whether the two differ in paper or size, and in the words behind the head's name."""
        if self.names & other.names or self.papers & other.papers or self.spelt & other.spelt:
            return False
        return self.is_of_others_paper(other) or bool(self.sizes and other.sizes and not self.sizes & other.sizes)


@cache
def _is_sure(paper: str) -> bool:
    """Whether a number is a right one of 18 signs."""
    return len(paper) == _LONG and fault(paper) is None


def households_joined(sheets: Sequence[ReadSheet], villages: Spellings) -> Joined:
    """Give the households of all sheets without numbers one number each; `villages` are spelt so in them."""
    met = {at: pl.concat(sheet.made.met) for at, sheet in enumerate(sheets) if sheet.made is not None and sheet.made.met}
    if not met:
        return Joined(list(sheets))
    keys = _keys(sheets, met, villages)
    if keys is None:
        return Joined(list(sheets))
    found = {at: _numbers_in_sheets(rows, keys) for at, rows in met.items()}
    counted = _Counted(sheets, found)
    notes: dict[Text, tuple[Text, ...]] = {}
    numbers: dict[Sheet, dict[str, str]] = {}
    joined = list(sheets)
    for at, rows in found.items():
        joined[at], changed = _renumbered(sheets[at], met[at], rows, counted.numbers[at], counted.homes(at))
        if changed:
            numbers.setdefault((sheets[at].file, sheets[at].sheet), {}).update(changed)
        before, after = (_note(sheet) for sheet in (sheets[at], joined[at]))
        if before != after:
            notes[before] = (*notes.get(before, ()), after)
    return Joined(joined, notes, numbers, counted.unsure, counted.apart)


def _note(sheet: ReadSheet) -> Text:
    assert sheet.made is not None
    name = f"{sheet.file} {sheet.sheet or ''}".strip()
    numbers = sheet.checked.tables[str(sheet.made.match.table)][ID].drop_nulls().unique()
    return sheet.made.told_of(Text(name, name), set(numbers))


def _keys(sheets: Sequence[ReadSheet], met: Mapping[int, pl.DataFrame], spelt: Spellings) -> pl.DataFrame | None:
    """The villages and heads whose numbers are not as one sheet alone has them: as written, and as they are called in all of them.

    These are those written in several ways, those of whom a sheet has several, and those of several papers or groups. None where there are none.
    """
    written = pl.concat(
        [rows.select("village", "head").unique().with_columns(pl.lit(at).alias("at")) for at, rows in met.items()]
    ).drop_nulls()
    villages = written["village"].unique()
    written = written.with_columns(
        same_names(written["village"]).alias("village_key"),
        same_names(written["head"]).alias("head_key"),
        written["village"].replace(villages.to_list(), [spelt.read(village) for village in villages]).alias("meant"),
    )
    written = written.with_columns(same_names(written["meant"]).alias("of"))
    written = written.with_columns(_bare(written).alias("bare"))
    several = {key for at in met for key, homes in _homes(sheets[at]).items() if homes.count > 1}
    often = pl.DataFrame([*several], {"village_key": pl.String, "head_key": pl.String}, orient="row").with_columns(
        pl.lit(True).alias("often")
    )
    written = written.join(often, on=["village_key", "head_key"], how="left")
    group = ["of", "bare"]
    written = written.join(_of_several(met, written), on=group, how="left")
    keys = written.with_columns(
        (pl.struct("village_key", "head_key").n_unique().over(group) > 1).alias("differ"),
        (pl.col("often").any().over(group) & (pl.col("at").n_unique().over(group) > 1)).fill_null(False).alias("often"),
        # A village or a name that all write in one way keeps it, and the household its number.
        pl.when(pl.col("village_key").n_unique().over(group) == 1).then("village_key").otherwise("of").alias("village_said"),
        pl.when(pl.col("head_key").n_unique().over(group) == 1).then("head_key").otherwise("bare").alias("head_said"),
    ).filter(pl.col("differ") | pl.col("often") | (pl.col("several") & (pl.col("at").n_unique().over(group) > 1)))
    if keys.is_empty():
        return None
    return keys.select("village", "head", "village_said", "head_said", "village_key", "head_key").unique()


def _of_several(met: Mapping[int, pl.DataFrame], written: pl.DataFrame) -> pl.DataFrame:
    """The heads (`of`, `bare`) of whom rows say several papers or groups (`several`)."""
    said = pl.concat([rows.select("village", "head", "group", _paper()).unique() for rows in met.values()])
    groups = said["group"].unique().drop_nulls()
    plain = pl.Series([plain_group(group) or None for group in groups], dtype=pl.String)
    said = said.with_columns(pl.col("group").replace(groups, plain)).join(
        written.select("village", "head", "of", "bare").unique(), on=["village", "head"]
    )
    told = said.group_by("of", "bare").agg(pl.col("group", "of_head").drop_nulls().n_unique())
    return told.select("of", "bare", (pl.max_horizontal("group", "of_head") > 1).alias("several"))


def _paper() -> pl.Expr:
    """The number of the head's paper (`of_head`); null for what is none."""
    paper = pl.col("of_head").str.strip_chars().str.to_uppercase()
    return pl.when(paper.str.contains(_PAPER)).then(paper.str.slice(0, _LONG)).alias("of_head")


def _homes(sheet: ReadSheet) -> Homes:
    assert sheet.made is not None
    return sheet.made.homes


def _is_of_register(sheet: ReadSheet) -> bool:
    return sheet.made is not None and sheet.made.of_register


def _bare(written: pl.DataFrame) -> pl.Series:
    """The names without what stands around them."""
    odd = written.filter(is_odd(pl.col("head_key")))
    if odd.is_empty():
        return written["head_key"]
    plain = {name: bare_head(name) for name in odd["head_key"].unique()}
    written = written.with_columns(pl.col("head_key").replace(plain).alias("bare"))
    words = {name: short for name in plain.values() if (short := head_without_words(name)) != name}
    if not words:
        return written["bare"]
    shorter = pl.col("bare").replace(words)
    told = written.with_columns(shorter.alias("short"))
    # Where one sheet has two of these names, or two say other words, the words may tell two heads apart.
    group = ["of", "short"]
    in_sheet = pl.col("bare").n_unique().over([*group, "at"]).max().over(group)
    others = pl.col("bare").filter(pl.col("bare") != pl.col("short")).n_unique().over(group)
    return told.select(pl.when((in_sheet == 1) & (others == 1)).then("short").otherwise("bare")).to_series()


def _numbers_in_sheets(rows: pl.DataFrame, keys: pl.DataFrame) -> pl.DataFrame:
    """The rows of these households, with village and head as they are called in all sheets."""
    found = rows.join(keys, on=["village", "head"], how="inner", maintain_order="left")
    return found.with_columns(
        _paper(),
        pl.col("phone").str.extract_all(_TELEPHONE).list.first().alias("phone"),
        pl.col("village_said").alias("village"),
        pl.col("head_said").alias("head"),
        pl.col("head").alias("name"),
    )


class _Counted:
    """The households of all sheets: `numbers` by sheet for each of its rows."""

    def __init__(self, sheets: Sequence[ReadSheet], found: Mapping[int, pl.DataFrame]) -> None:
        self._sheets, self._found = sheets, found
        # Tables on one sheet may count their households together (`read._made_columns`).
        self._homes: dict[int, Homes] = {}
        local = {}
        for at, rows in found.items():
            local[at] = numbered(rows, self._homes.setdefault(id(_homes(sheets[at])), {}))
        whole: dict[Key, list[_Home]] = {}
        in_registers = set[Key]()
        said: dict[tuple[int, str | None], str] = {}
        self.unsure: dict[int, frozenset[str]] = {}
        of_registers = {id(_homes(sheets[at])) for at in found if _is_of_register(sheets[at])}
        for of, homes in sorted(self._homes.items(), key=lambda item: item[0] not in of_registers):
            places = [at for at in found if id(_homes(sheets[at])) == of]
            unsure = set[str]()
            written = _written({at: found[at] for at in places}, {at: local[at] for at in places}, of in of_registers)
            for key, namesakes in homes.items():
                own = [str(number_of(*key, nth)) for nth in range(1, namesakes.count + 1)]
                known = whole.setdefault(key, [])
                may_guess = of in of_registers or key not in in_registers
                for number, nth in zip(own, _found_again([written[one] for one in own], known, may_guess), strict=True):
                    said[of, number] = str(number_of(*key, nth))
                    unsure.update([said[of, number]] if nth < 1 else [])
            if of in of_registers:
                in_registers.update(homes)
            self.unsure |= {at: frozenset(unsure) for at in places if unsure}
        self.numbers = {at: [said.get((id(_homes(sheets[at])), number)) for number in of_rows] for at, of_rows in local.items()}
        self._counts = {key: len(known) for key, known in whole.items()}
        most: dict[Key, int] = {}
        for homes in self._homes.values():
            for key, namesakes in homes.items():
                most[key] = max(namesakes.count, most.get(key, 0))
        self.apart = tuple(
            (village, tuple(str(number_of(village, head, nth)) for nth in range(1, count + 1)))
            for (village, head), count in self._counts.items()
            if count > max(1, most.get((village, head), 0))
        )

    def homes(self, at: int) -> Homes:
        """The households that a sheet has, as they are called in all."""
        before = _homes(self._sheets[at])
        gone = set(self._found[at].select("village_key", "head_key").unique().iter_rows())
        new = {key: Namesakes(self._counts[key]) for key in self._homes[id(before)]}
        return {key: homes for key, homes in before.items() if key not in gone} | new


def _written(found: Mapping[int, pl.DataFrame], numbers: Mapping[int, list[str | None]], of_register: bool) -> dict[str, _Home]:
    """What rows say of each household, by its number within them."""
    homes: dict[str, _Home] = {}
    for at, rows in found.items():
        size = pl.col("size").str.extract(_SIZE, 0).cast(pl.Int64, strict=False)
        told = rows.select("group", "of_head", "phone", "name", "village_key", "head_key", size)
        for number, (group, paper, phone, name, village, head, persons) in zip(numbers[at], told.iter_rows(), strict=True):
            home = homes.setdefault(str(number), _Home())
            home.groups.update([plain_group(group)] if group else [])
            home.papers.update([paper] if paper else [])
            home.phones.update([phone] if phone else [])
            home.names.add(same_name(name))
            home.keys.add((village, head))
            home.sizes.update([persons] if of_register and persons else [])
    return homes


def _found_again(homes: Sequence[_Home], known: list[_Home], may_guess: bool) -> list[int]:
    """Which of the `known` households, from 1, those of another sheet are; new ones are added to `known`.

    Of whom nothing tells which they are get 0, -1 and so on, unless `may_guess` by their order.
    """
    pairs: dict[int, int] = {}
    for keys, same in _TESTS:
        pairs |= _told_by(keys, same, homes, known, pairs)
    taken = {*pairs.values()}
    free = deque(nth for nth in range(len(known)) if nth not in taken)
    rest = [at for at in range(len(homes)) if at not in pairs]
    if not may_guess:
        unsure = [at for at in rest if len(free) > _MANY or any(not homes[at].is_another(known[nth]) for nth in free)]
        pairs |= {at: -1 - place for place, at in enumerate(unsure)}
    for at in rest:
        if at not in pairs:
            order = (place for place, nth in enumerate(islice(free, _MANY)) if not homes[at].is_another(known[nth]))
            place = next(order, None)
            pairs[at] = len(known) if place is None else free[place]
            if place is None:
                known.append(_Home())
            else:
                del free[place]
    for at, nth in pairs.items():
        if nth >= 0:
            known[nth].add(homes[at])
    return [pairs[at] + 1 for at in range(len(homes))]


Keys = Callable[[_Home], Collection[str]]
Same = Callable[[_Home, _Home], bool]
# What finds a household again, the surest first: what both have, and what must not stand against it.
_TESTS: tuple[tuple[Keys, Same], ...] = (
    (lambda one: one.papers, lambda one, other: True),
    (lambda one: one.groups, lambda one, other: not one.is_another(other)),
    (lambda one: one.phones, lambda one, other: not one.is_another(other)),
    (lambda one: one.names, lambda one, other: not one.is_another(other)),
    (lambda one: ("",), lambda one, other: not one.is_another(other)),
)


def _told_by(keys: Keys, same: Same, homes: Sequence[_Home], known: Sequence[_Home], pairs: Mapping[int, int]) -> dict[int, int]:
    """The pairs, beside those that are known, of a household that one alone may be and that may be one alone."""
    taken = {*pairs.values()}
    index: dict[str, list[int]] = {}
    for nth, other in enumerate(known):
        for key in keys(other) if nth not in taken else ():
            index.setdefault(key, []).append(nth)
    wanted = Counter[int]()
    may = dict[int, set[int]]()
    for at, one in enumerate(homes):
        if at not in pairs:
            places = {nth for key in keys(one) if len(found := index.get(key, ())) <= _MANY for nth in found}
            may[at] = {nth for nth in places if same(one, known[nth])}
            wanted.update(may[at])
    return {at: nth for at, found in may.items() if len(found) == 1 for nth in found if wanted[nth] == 1}


def _renumbered(
    sheet: ReadSheet, met: pl.DataFrame, rows: pl.DataFrame, numbers: Sequence[str | None], homes: Homes
) -> tuple[ReadSheet, dict[str, str]]:
    """A sheet with the numbers of its `rows`, and these by those before."""
    assert sheet.made is not None
    new = pl.DataFrame({ROW: rows[ROW], "new": pl.Series(numbers, dtype=pl.String)})
    starts = met.select(ROW).join(new.unique(ROW, keep="last"), on=ROW, how="left", maintain_order="left")
    tables, changed = {}, dict[str, str]()
    for name, frame in sheet.checked.tables.items():
        if ID in frame.columns:
            number = of_blocks(starts[ROW], starts["new"], frame[ROW]).alias("_new")
            frame = frame.with_columns(number)
            other = frame.filter(pl.col("_new").is_not_null() & (pl.col(ID) != pl.col("_new"))).select(ID, "_new").unique()
            changed |= dict(other.iter_rows())
            renamed = pl.when(pl.col(ID).is_not_null()).then(pl.coalesce("_new", ID)).alias(ID)
            frame = frame.with_columns(renamed).drop("_new")
        tables[name] = frame
    made = dataclasses.replace(sheet.made, homes=homes)
    checked = dataclasses.replace(sheet.checked, tables=tables)
    return dataclasses.replace(sheet, checked=checked, made=made), changed
