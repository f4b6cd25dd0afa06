"""Household numbers that begin anew in each village (1, 2, 3 …): there the village and the number together are the household.

A number that stands in several villages with a head of its own in each is of several households. They are kept apart under the number and
the village, 1（云杉湾村）, wherever the number stands, and it is told once. A household whose rows name another village by a slip has one
head and stays one household; who is meant by such a number in a row that does not say the village is told, and not guessed.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import polars as pl

from puxi_cli.records.person import HEAD
from puxi_cli.records.place import Place
from puxi_cli.records.village_names import spellings
from puxi_cli.registry import ROW, UNREAD
from puxi_cli.sheets.faults import BY_VILLAGE, Fault
from puxi_cli.sheets.head_names import bare_heads
from puxi_cli.sheets.layouts import ReadSheet
from puxi_cli.sheets.newest_sheets import year_in_names
from puxi_cli.sheets.place_words import villages_in
from puxi_cli.sheets.village_numbers_told import ID, SERIAL, SHOWN, as_village, faults_of_lost, note, notes_of_lost, numbers
from puxi_cli.text.words import Text

_AT = "_at"


@dataclass
class _Home:
    """What a number is in one village: the names of its heads with their papers, the names that rows give as their head's, its first row."""

    heads: dict[str, set[str]] = field(default_factory=dict)
    named: set[str] = field(default_factory=set)
    first: tuple[int, int] = (0, 0)  # sheet and row

    def is_of(self, other: _Home, name: str) -> bool:
        """Whether a head's name that both have is one head's: not where each has a paper of its own."""
        mine, theirs = self.heads.get(name, set()), other.heads.get(name, set())
        return not mine or not theirs or bool(mine & theirs)


@dataclass(frozen=True)
class ByVillage:
    """The sheets with the households of one number kept apart; what is to be said of it; and what is said before lists are put up."""

    sheets: list[ReadSheet]
    notes: tuple[Text, ...] = ()
    faults: tuple[Fault, ...] = ()


def numbers_by_village(sheets: Sequence[ReadSheet]) -> ByVillage:
    """Keep apart the households that have one number in several villages, in all tables."""
    villages = Villages(sheets)
    several = villages.numbers_in_several()
    if not several:
        return ByVillage(list(sheets))
    homes = villages.homes_of(several)
    apart = _apart(homes, villages)
    if not apart:
        return ByVillage(list(sheets))
    numbered = _Numbered(sheets, villages, apart, homes)
    found = [numbered.of(at) for at in range(len(sheets))]
    return ByVillage(
        found,
        (note(apart, numbered.labels), *notes_of_lost(numbered.lost, sheets)),
        (_fault(apart, numbered.labels, homes, sheets), *faults_of_lost(numbered.lost, sheets)),
    )


class Villages:
    """Of which village each row is: by its column, else as the sheet or its file is of one village."""

    def __init__(self, sheets: Sequence[ReadSheet]) -> None:
        self._sheets = sheets
        self._meant: Mapping[str, str] = {}
        self._of_sheet: dict[int, str] = {}
        pairs = [_pairs(sheet) for sheet in sheets]
        counts: dict[str, int] = {}
        for found in pairs:
            if found is not None:
                for village, rows in found["village"].drop_nulls().value_counts(name="n").iter_rows():
                    counts[village] = counts.get(village, 0) + rows
        of_file: dict[str, set[str]] = {}
        for sheet, found in zip(sheets, pairs, strict=True):
            if found is not None:
                of_file.setdefault(sheet.file, set()).update(found["village"].drop_nulls().unique())
        named: dict[int, str] = {}
        for at, sheet in enumerate(sheets):
            if pairs[at] is None and sheet.checked.tables:
                names = [villages_in(text) for text in (sheet.sheet or "", Path(sheet.file).stem)]
                if one := next((texts for texts in names if len(texts) == 1), None):
                    named[at] = one[0]
                    counts.setdefault(one[0], 0)
        self._meant = dict(spellings(counts).meant) if len(counts) > 1 else {}
        for at, sheet in enumerate(sheets):
            if pairs[at] is None:
                whole = {self.read(village) for village in of_file.get(sheet.file, ())}
                if at in named:
                    self._of_sheet[at] = self.read(named[at])
                elif len(whole) == 1:
                    self._of_sheet[at] = whole.pop()
        self._unnamed = {} if counts else self._by_sheet()
        self._of_sheet |= self._unnamed

    def read(self, village: str) -> str:
        """A village as most rows write it."""
        return self._meant.get(village, village)

    def column(self, at: int, table: str) -> pl.Series:
        """The village of each row of a table of a sheet; null where nothing says it."""
        frame = self._sheets[at].checked.tables[table]
        beside = self._sheets[at].checked.tables.get("households")
        if table == "persons" and self._sheets[at].is_flat and beside is not None and beside.height == frame.height:
            frame = beside
        village = (
            frame["village"].cast(pl.String) if "village" in frame.columns else pl.Series([None] * frame.height, dtype=pl.String)
        )
        if self._meant:
            village = village.replace(dict(self._meant))
        whole = self._of_sheet.get(at)
        return village.fill_null(whole) if whole else village

    def numbers_in_several(self) -> set[str]:
        """The household numbers that stand in several villages."""
        found = []
        for at, sheet in enumerate(self._sheets):
            pairs = _pairs(sheet)
            if pairs is not None:
                found.append(pairs.drop_nulls().with_columns(pl.col("village").replace(dict(self._meant))))
            elif (village := self._of_sheet.get(at)) and (table := _main_table(sheet)):
                numbers = sheet.checked.tables[table][ID].drop_nulls().unique()
                found.append(pl.DataFrame({ID: numbers}).with_columns(pl.lit(village).alias("village")))
        if not found:
            return set()
        whole = pl.concat(found)
        self.numbers = whole[ID].n_unique()
        if whole["village"].n_unique() < 2:
            return set()
        counted = whole.unique().group_by(ID).len()
        return set(counted.filter(pl.col("len") > 1)[ID])

    def homes_of(self, numbers: Collection[str]) -> dict[str, dict[str, _Home]]:
        """What these numbers are in each of their villages."""
        homes: dict[str, dict[str, _Home]] = {}
        for at in range(len(self._sheets)):
            rows = self.rows(at)
            if rows is None:
                continue
            wanted = rows.filter(pl.col(ID).is_in(list(numbers)) & pl.col("village").is_not_null())
            told = wanted.unique([ID, "village", "head", "named", "paper"], keep="first", maintain_order=True)
            for number, village, head, named, paper, row in told.select(ID, "village", "head", "named", "paper", ROW).iter_rows():
                of_village = homes.setdefault(number, {})
                home = of_village.get(village)
                if home is None:
                    home = of_village[village] = _Home(first=(at, row))
                if head:
                    home.heads.setdefault(head, set()).update([paper] if paper else [])
                if named:
                    home.named.add(named)
        return homes

    def rows(self, at: int) -> pl.DataFrame | None:
        """The rows of households or members: number, village, the name of a head in its row with the paper, the name given as the head's."""
        sheet = self._sheets[at]
        table = _main_table(sheet)
        if table is None:
            return None
        frame = sheet.checked.tables[table]
        nothing = pl.lit(None, pl.String)
        beside = sheet.checked.tables.get("households", None)
        named = bare_heads(beside["head_name"].cast(pl.String)) if beside is not None and beside.height == frame.height else None
        rows = frame.select(ID, ROW).with_columns(
            self.column(at, table).alias("village"), (named if named is not None else nothing).alias("named")
        )
        if table == "households":
            return rows.with_columns(pl.col("named").alias("head"), frame["head_id_no"].alias("paper"))
        rows = rows.with_columns(bare_heads(frame["name"].cast(pl.String)).alias("_name"), frame["id_no"].alias("_number"))
        read = {match.field for match in sheet.found.assignment.matched}
        is_head = (frame["relation"].cast(pl.String) == HEAD) if "relation" in read else (rows["_name"] == rows["named"])
        return rows.with_columns(
            pl.when(is_head.fill_null(False)).then(pl.col(name)).alias(alias)
            for name, alias in (("_name", "head"), ("_number", "paper"))
        ).drop("_name", "_number")

    def households_of_heads(self, heads: Collection[str]) -> dict[tuple[str, str], set[str]]:
        """By village and name, the numbers of households that have such a head, for these names."""
        found: dict[tuple[str, str], set[str]] = {}
        for at in range(len(self._sheets)):
            rows = self.rows(at)
            if rows is None:
                continue
            told = rows.select(ID, "village", pl.coalesce("head", "named").alias("name")).drop_nulls()
            for number, village, name in told.filter(pl.col("name").is_in(list(heads))).unique().iter_rows():
                found.setdefault((village, name), set()).add(number)
        return found

    def _by_sheet(self) -> dict[int, str]:
        """Where nothing in the files names a village: the file or the sheet in its place, if nearly all numbers that two of them have are of
        other heads in each."""
        places = [at for at, sheet in enumerate(self._sheets) if _main_table(sheet)]
        if len({year_in_names(self._sheets[at]) for at in places}) > 1:
            return {}  # one register of several years
        files = {self._sheets[at].file for at in places}
        name_of = {
            at: Path(self._sheets[at].file).stem if len(files) > 1 else (self._sheets[at].sheet or "")
            for at in range(len(self._sheets))
        }
        if len({name_of[at] for at in places}) < 2 or len({name_of[at] for at in places}) < len(files):
            return {}
        heads: dict[str, dict[str, set[str]]] = {}
        for at in places:
            rows = self.rows(at)
            assert rows is not None
            for number, head in rows.select(ID, pl.coalesce("head", "named")).drop_nulls().iter_rows():
                heads.setdefault(number, {}).setdefault(name_of[at], set()).add(head)
        shared = [list(of.values()) for of in heads.values() if len(of) > 1]
        differ = sum(not set.intersection(*of) for of in shared)
        if differ < 2 or 10 * differ < 9 * len(shared):
            return {}
        return {at: f"{name}表" for at, name in name_of.items()}


def _main_table(sheet: ReadSheet) -> str | None:
    """The table of a sheet that says whose the numbers are: its members, else its households."""
    return next((name for name in ("persons", "households") if name in sheet.checked.tables), None)


def _pairs(sheet: ReadSheet) -> pl.DataFrame | None:
    """Each number with each of its villages; None for a sheet that has no column of either, or a blank one."""
    frame = sheet.checked.tables.get("households")
    if frame is None or not {ID, "village"} <= {match.field for match in sheet.found.assignment.of("households")}:
        return None
    pairs = frame.select(ID, "village")
    # The rows of a household mostly stand together: what repeats the row above need not be hashed.
    pairs = pairs.filter(
        pl.any_horizontal(pl.col(name).ne_missing(pl.col(name).shift(1)) for name in pairs.columns)
        | (pl.int_range(pl.len()) == 0)
    )
    pairs = pairs.unique().with_columns(pl.col("village").cast(pl.String))
    return pairs if pairs["village"].null_count() < pairs.height else None


def _apart(homes: Mapping[str, Mapping[str, _Home]], villages: Villages) -> dict[str, dict[str, str]]:
    """The numbers that are of several households: by village, the village under which the household is kept."""
    groups = {number: _groups(of) for number, of in homes.items()}
    heads = {name for of in homes.values() for home in of.values() for name in home.heads}
    elsewhere = villages.households_of_heads(heads)

    def is_own(number: str, village: str) -> bool:
        """Whether a head has the number there, and no other number of one village alone: then this one would be a slip."""
        return any(
            all(other == number or other in homes for other in elsewhere.get((village, name), ()))
            for name in homes[number][village].heads
        )

    certain = {
        number
        for number, found in groups.items()
        if sum(any(is_own(number, village) for village in group) for group in found) > 1
    }
    one = sum(len(found) == 1 for found in groups.values())
    unsaid = not heads and not any(home.named for of in homes.values() for home in of.values())
    serial = all(len(number) <= SERIAL for number in homes)
    usual = 2 * len(certain) >= len(homes) and len(certain) > 1
    usual |= unsaid and serial and not one and len(homes) > 1 and 2 * len(homes) >= villages.numbers
    wanted = [number for number, found in groups.items() if number in certain or (usual and len(found) > 1)]
    return {number: {village: group[0] for group in groups[number] for village in group} for number in wanted}


def _groups(of: Mapping[str, _Home]) -> list[list[str]]:
    """The villages of a number, those together in which it has one head."""
    group_of = {village: [village] for village in of}
    named: dict[str, list[str]] = {}  # the villages of each name, one for each head that has it
    for village, home in of.items():
        for name in sorted(home.heads.keys() | home.named):
            same = next((other for other in named.get(name, ()) if home.is_of(of[other], name)), None)
            if same is None:
                named.setdefault(name, []).append(village)
            elif group_of[same] is not group_of[village]:
                joined = group_of[village]
                group_of[same] += joined
                group_of.update(dict.fromkeys(joined, group_of[same]))
    groups = {id(group): group for group in group_of.values()}
    # A household is kept under the village in which its head's row stands.
    return [sorted(group, key=lambda village: not of[village].heads) for group in groups.values()]


class _Numbered:
    """Sheets whose numbers have their village; `labels` by number and village; `lost` the numbers of rows that name none, by sheet."""

    def __init__(
        self,
        sheets: Sequence[ReadSheet],
        villages: Villages,
        apart: Mapping[str, Mapping[str, str]],
        homes: Mapping[str, Mapping[str, _Home]],
    ) -> None:
        self._sheets, self._villages, self._apart = sheets, villages, apart
        self.labels = {
            (number, village): f"{number}（{as_village(kept)}）" for number, of in apart.items() for village, kept in of.items()
        }
        self.lost: dict[int, dict[str, int]] = {}
        self._labels = pl.DataFrame(
            [(number, village, label) for (number, village), label in self.labels.items()],
            schema={ID: pl.String, "village": pl.String, "label": pl.String},
            orient="row",
        )
        by_head: dict[tuple[str, str], set[str]] = {}
        for number in apart:
            for village, home in homes[number].items():
                for name in home.heads.keys() | home.named:
                    by_head.setdefault((number, name), set()).add(self.labels[number, village])
        self._by_head = pl.DataFrame(
            [(number, name, found.pop()) for (number, name), found in by_head.items() if len(found) == 1],
            schema={ID: pl.String, "name": pl.String, "of_head": pl.String},
            orient="row",
        )
        self._of_rows: dict[tuple[str, str | None], pl.DataFrame] = {}
        for at in range(len(sheets)):
            if (rows := self._told(at)) is not None:
                key = (sheets[at].file, sheets[at].sheet)
                self._of_rows.setdefault(key, rows.unique(ROW))

    def of(self, at: int) -> ReadSheet:
        """A sheet with the village in the numbers that need it; one in a row that names none is not read."""
        sheet = self._sheets[at]
        tables = dict(sheet.checked.tables)
        for name, frame in sheet.checked.tables.items():
            if ID not in frame.columns or not frame[ID].is_in(list(self._apart)).any():
                continue
            told = self._of_rows.get((sheet.file, sheet.sheet))
            rows = frame.select(ID, ROW).with_columns(self._villages.column(at, name).alias("village"))
            rows = rows.join(self._labels, on=[ID, "village"], how="left", maintain_order="left")
            if told is not None:
                rows = rows.join(told, on=ROW, how="left", maintain_order="left")
                rows = rows.with_columns(pl.coalesce("label", "of_row").alias("label"))
            wanted = rows[ID].is_in(list(self._apart)).fill_null(False)
            lost = wanted & rows["label"].is_null()
            if lost.any() and (name != "households" or not sheet.is_flat):
                counts = rows.filter(lost)[ID].value_counts(sort=True, name="n")
                self.lost.setdefault(at, {}).update(dict(counts.iter_rows()))
            unread = pl.concat_str(pl.col(UNREAD).cast(pl.String).fill_null(""), pl.lit(f"|{ID}|")).cast(pl.Categorical)
            tables[name] = frame.with_columns(
                pl.when(wanted).then(rows["label"]).otherwise(pl.col(ID)).alias(ID),
                pl.when(lost).then(unread).otherwise(pl.col(UNREAD)).alias(UNREAD),
            )
        return dataclasses.replace(sheet, checked=dataclasses.replace(sheet.checked, tables=tables))

    def _told(self, at: int) -> pl.DataFrame | None:
        """Of rows of households or members, the household that their village, or else their head, tells: `ROW`, `of_row`."""
        rows = self._villages.rows(at)
        if rows is None:
            return None
        # Rows of one number that stand together, up to the row of a second head.
        begins = (pl.col(ID) != pl.col(ID).shift(1)).fill_null(True)
        rows = rows.with_columns(begins.cum_sum().alias("_run"))
        heads = pl.col("head").is_not_null().cast(pl.Int64).cum_sum().over("_run")
        rows = rows.with_columns(pl.max_horizontal(heads - 1, pl.lit(0)).alias("_part"))
        block = pl.col("head").drop_nulls().first().over("_run", "_part")
        rows = rows.with_columns(pl.coalesce("named", block).alias("name"))
        rows = rows.join(self._labels, on=[ID, "village"], how="left", maintain_order="left")
        rows = rows.join(self._by_head, on=[ID, "name"], how="left", maintain_order="left")
        return rows.select(ROW, pl.coalesce("label", pl.when(pl.col("village").is_null()).then("of_head")).alias("of_row"))


def _fault(
    apart: Mapping[str, Mapping[str, str]],
    labels: Mapping[tuple[str, str], str],
    homes: Mapping[str, Mapping[str, _Home]],
    sheets: Sequence[ReadSheet],
) -> Fault:
    """The same as one fault, at the first row in which a number is used again."""
    starts = (
        home.first
        for number in apart
        for village, home in homes[number].items()
        if apart[number][village] != next(iter(apart[number].values()))
    )
    at, row = min(starts)
    sheet = sheets[at]
    number = next(match for match in sheet.found.assignment.matched if match.field == ID)
    kept = dict.fromkeys(village for of in apart.values() for village in of.values())
    shown = list(kept)[:SHOWN]
    more = Text(f" 等 {len(kept)} 个村", f" and {len(kept) - len(shown)} more") if len(kept) > len(shown) else Text("", "")
    return Fault(
        BY_VILLAGE,
        Place(sheet.file, sheet.sheet, row, number.column, number.heading),
        _main_table(sheet),
        ID,
        values={
            "heading": number.heading,
            "numbers": numbers(list(apart)),
            "villages": Text("、".join(shown), ", ".join(shown)) + more,
        },
    )
