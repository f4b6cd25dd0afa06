"""From sheets to tables: the relational workbook, the flat person list, the list of household heads."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import polars as pl

from puxi_cli.records.fields import fields_of
from puxi_cli.records.household import Household
from puxi_cli.records.person import HEAD
from puxi_cli.records.place import Place
from puxi_cli.records.tables import MODELS
from puxi_cli.records.village_names import spellings
from puxi_cli.registry import CLEAR, KEY, ROW, SOURCE, UNREAD, Registry, Source, Table, completed
from puxi_cli.sheets.assignment import MADE
from puxi_cli.sheets.check import CheckedSheet
from puxi_cli.sheets.faults import SHEETS_DIFFER, Fault
from puxi_cli.sheets.head_names import names_alone
from puxi_cli.sheets.heading_row import Located
from puxi_cli.sheets.made_numbers import MadeNumbers, plain_group
from puxi_cli.text.words import NO_WORDS, Text

_NEARLY_ALL = 0.95
_SHOWN = 5  # household numbers in a note
_AS_HERE = Text("按本表读取", "it was read as this sheet has it")
_NOBODY_KNOWS = Text("孰是孰非不明，按无法判断处理", "nobody can tell which is right")
Part = tuple[Source, pl.DataFrame]  # the rows of one sheet
# What makes rows of several sheets the same household or person, beside the household's number: see `_told_apart_by`.
_SAME_ROW = {"households": "village", "persons": "id_no"}
_APART = "_apart"
# Who is on the register hangs on these: where as many rows say the one as the other, nobody can tell, and the first is no better.
_DECIDE = ("status", "exit_year", "relapsed")


@dataclass(frozen=True)
class ReadSheet:
    """A sheet after reading: where it was found, what it is, its typed rows."""

    file: str
    sheet: str | None
    found: Located
    checked: CheckedSheet
    made: MadeNumbers | None = None  # its household numbers, where it has none of its own
    names: Text | None = None  # whom it says that it names (`sheets.partial_lists`)
    is_register: bool = False  # whether it says of households that they are listed, also where these columns are not wanted
    lists_deeds: bool = False  # whether it tells what was done for households (`sheets.side_lists`)

    @property
    def is_flat(self) -> bool:
        """Whether it feeds persons and households at once."""
        return len(self.found.assignment.tables) == 2


def lists_heads_only(sheet: ReadSheet) -> bool:
    """Whether a flat list has one row per household, its head's: then it is a list of households, and nobody is missing.

    Decided by nearly all rows: one household number that stands twice, or one wrong relation, does not make it a list of persons.
    """
    persons = sheet.checked.tables["persons"]
    households = sheet.checked.tables["households"]
    rows = persons.height
    if rows < 2 or "size" not in {match.field for match in sheet.found.assignment.matched}:
        return False
    heads = rows - (persons["relation"].is_not_null() & (persons["relation"] != HEAD)).sum()
    # A row whose number is lost is of a household of its own, as far as can be told.
    different = persons["household_id"].drop_nulls().n_unique() + persons["household_id"].null_count()
    return min(heads, different) >= _NEARLY_ALL * rows and (households["size"].sum() or 0) > rows


def registry_of(sheets: list[ReadSheet]) -> tuple[Registry, tuple[Text, ...], tuple[Fault, ...]]:
    """Put the tables of all sheets together; what the reader should know of how it was done, and where they differ."""
    notes: list[Text] = []
    faults: list[Fault] = []
    parts: dict[str, list[Part]] = {}
    flat: list[Part] = []
    for sheet in sheets:
        where = f"{sheet.file} {sheet.sheet or ''}".strip()
        if sheet.is_flat and lists_heads_only(sheet):
            frame = sheet.checked.tables["households"]
            names = sheet.checked.tables["persons"]["name"]
            frame = frame.with_columns(pl.coalesce(pl.col("head_name"), names).alias("head_name"))
            parts.setdefault("households", []).append((source_of(sheet, "households"), frame))
            notes.append(
                Text(f"{where}：每户一行，只有户主，按户信息读取。", f"{where}: one row per household, read as households.")
            )
            continue
        for table in sheet.found.assignment.tables:
            frame = sheet.checked.tables[table]
            if not frame.height:
                continue  # an empty sheet of a template says as little as none
            if table == "households" and sheet.is_flat:
                flat.append((source_of(sheet, table), frame))
            else:
                parts.setdefault(table, []).append((source_of(sheet, table), frame))
    tables = {table: _table(table, _joined(table, found, notes, faults)) for table, found in parts.items()}
    households = tables.get("households")
    rows, beside = _flat_rows(flat, households)
    if beside is not None and households is not None:
        households = tables["households"] = _filled_from(households, beside, notes, faults)
    if rows is not None:
        tables["households"] = _with_flat(households, rows)
    ordered = {name: tables[name] for name in MODELS if name in tables}
    return Registry(ordered, rows), tuple(notes), tuple(faults)


def _flat_rows(flat: Sequence[Part], households: Table | None) -> tuple[Table | None, Table | None]:
    """The household fields of flat lists: of households that no sheet of households has, and of those that one has."""
    known = households.frame["household_id"].drop_nulls().to_list() if households else []
    apart: list[Part] = []
    beside: list[Part] = []
    # Looked up for all lists at once: what is known is gone through once, and not for each.
    numbers = pl.concat([frame["household_id"] for _, frame in flat]) if flat else pl.Series(dtype=pl.String)
    held, first = numbers.is_in(known).fill_null(False), 0
    for source, frame in flat:
        here, first = held.slice(first, frame.height), first + frame.height
        rest = frame.filter(~here)
        if rest.height < frame.height:
            beside.append((source, frame.filter(here)))
        if rest.height and rest["household_id"].drop_nulls().len():
            apart.append((source, rest))
    return (_table("households", apart) if apart else None), (_table("households", beside) if beside else None)


def _filled_from(households: Table, beside: Table, notes: list[Text], faults: list[Fault]) -> Table:
    """The households of their sheets, with what only flat lists say of them: each field is from a sheet that has a value of it.

    Where both have one, that of the sheet of households counts; a note says how many differ.
    """
    told = _one_row_each(beside.frame)
    fields = [name for name in fields_of(Household) if name != "household_id"]
    wide = households.frame.join(
        told.select("household_id", *(pl.col(name).alias(f"flat_{name}") for name in fields)),
        on="household_id",
        how="left",
        maintain_order="left",
    )
    theirs = wide.select(pl.col(f"flat_{name}").alias(name) for name in fields)
    alike = _as_compared("households", pl.concat([wide.select(fields), theirs]))
    here, there = alike[: wide.height], alike[wide.height :]
    differ = {name: wide.filter((here[name] != there[name]).fill_null(False))["household_id"].to_list() for name in fields}
    for name, ids in differ.items():
        if ids:
            shown = "、".join(map(str, ids[:_SHOWN])) + ("…" if len(ids) > _SHOWN else "")
            heading = fields_of(Household)[name].heading
            first = wide.row(wide["household_id"].to_list().index(ids[0]), named=True)
            faults.append(_differing("households", name, ids, households.place(first[SOURCE], first[ROW], name)))
            notes.append(
                Text(
                    f"{len(ids)} 户的“{heading}”在户信息表和人员名单中不同，以户信息表为准：{shown}。",
                    f"{heading} differs between the sheet of households and the list of persons; the former counts. Households: "
                    f"{len(ids)}: {shown}.",
                )
            )
    frame = wide.with_columns(
        pl.when(pl.col(name).is_null() & ~cannot_read(name)).then(pl.col(f"flat_{name}")).otherwise(pl.col(name)).alias(name)
        for name in fields
    ).select(households.frame.columns)
    both = (part.select("household_id", UNREAD) for part in (households.frame, told))
    frame = _with_unread(frame, pl.concat(both), ["household_id"])
    # The sources of the lists stand behind the sheets' own: no row is from them, and their columns are there all the same.
    return Table(Household, frame, (*households.sources, *beside.sources))


def _joined(table: str, found: Sequence[Part], notes: list[Text], faults: list[Fault]) -> Sequence[Part]:
    """Rows of one household or person that stand in several exports, as one: each field from the first that says something of it,
    though it cannot be read."""
    if table not in _SAME_ROW or len(found) < 2:
        return found
    keys = ["household_id", _APART]
    frame = pl.concat([part.with_columns(pl.lit(number, pl.Int64).alias(SOURCE)) for number, (_, part) in enumerate(found)])
    own = frame.columns
    frame = frame.with_columns(_told_apart_by(table, frame).alias(_APART))
    keyed = frame.filter(pl.col("household_id").is_not_null() & pl.col(_APART).is_not_null())
    several = (
        keyed.group_by(keys)
        .agg(pl.len().alias("rows"), pl.col(SOURCE).n_unique().alias("sheets"))
        .filter((pl.col("sheets") > 1) & (pl.col("rows") == pl.col("sheets")))
        .select(keys)
    )
    if not several.height:
        return found
    same = keyed.join(several, on=keys, how="semi", maintain_order="left")
    fields = [name for name in fields_of(MODELS[table]) if name != "household_id"]
    merged = same.group_by(keys, maintain_order=True).agg(
        *(pl.col(name).filter(pl.col(name).is_not_null() | cannot_read(name)).first() for name in fields),
        pl.col(ROW).first(),
        pl.col(CLEAR).all(),
        pl.col(SOURCE).first(),
    )
    differing = (
        _as_compared(table, same).group_by(keys).agg((pl.col(name).drop_nulls().n_unique() > 1).alias(name) for name in fields)
    )
    said = same.select(*keys, UNREAD)
    if table == "households" and (contested := differing.filter(pl.any_horizontal(_DECIDE))).height:
        merged, more = _contested(merged, same.join(contested, on=keys, how="semi", maintain_order="left"), keys)
        said = pl.concat([said.with_columns(pl.col(UNREAD).cast(pl.String)), more])
    merged = _with_unread(merged, said, keys)
    headings = [fields_of(MODELS[table])[name].heading for name in fields if differing[name].any()]
    even = [fields_of(Household)[name].heading for name in _DECIDE] if table == "households" else []
    firsts, asked = [name for name in headings if name not in even], [name for name in headings if name in even]
    for name in fields:
        if ids := differing.filter(pl.col(name))["household_id"].unique(maintain_order=True).sort().to_list():
            told = pl.col("household_id") == ids[0]
            first = same.filter(told & (pl.col(name).is_not_null() | cannot_read(name))).row(0, named=True)
            source = found[first[SOURCE]][0]
            index, heading = source.columns.get(name, (None, None))
            at = Place(source.file, source.sheet, first[ROW], index, heading)
            faults.append(_differing(table, name, ids, at, open_=table == "households" and name in _DECIDE))
    zh = f"，其中“{'”“'.join(firsts)}”有不同，以先读到的为准" if firsts else ""
    zh += f"；“{'”“'.join(asked)}”有不同，孰是孰非不明，请核实" if asked else ""
    en = f"; these differ, and the first counts: {', '.join(firsts)}" if firsts else ""
    en += f"; these differ, and nobody can tell which is right: {', '.join(asked)}" if asked else ""
    notes.append(
        Text(
            f"{several.height} 个{'户' if table == 'households' else '人'}在几张表中都有，合为一行{zh}。",
            f"{'Households' if table == 'households' else 'Persons'} that stand in several sheets and are read as one: {several.height}{en}.",
        )
    )
    frame = frame.join(several, on=keys, how="anti", maintain_order="left").select(own)
    whole = pl.concat([frame, merged.select(own)]).sort(SOURCE, ROW, maintain_order=True)
    return [(source, whole.filter(pl.col(SOURCE) == number).drop(SOURCE)) for number, (source, _) in enumerate(found)]


def _differing(table: str, name: str, ids: Sequence[str], place: Place, *, open_: bool = False) -> Fault:
    """That sheets differ in a field: told once, at the cell of the first household that counts, or, where it is `open_` which is right,
    of the first that says something."""
    shown = Text("、".join(map(str, ids[:_SHOWN])), ", ".join(map(str, ids[:_SHOWN])))
    more = Text(" 等", " and others") if len(ids) > _SHOWN else NO_WORDS
    return Fault(
        SHEETS_DIFFER,
        place,
        table,
        name,
        household_id=ids[0],
        values={
            "heading": place.heading or fields_of(MODELS[table])[name].heading,
            "households": len(ids),
            "shown": shown + more,
            "taken": _NOBODY_KNOWS if open_ else _AS_HERE,
        },
    )


def cannot_read(name: str) -> pl.Expr:
    """Whether a cell of the row holds something that cannot be read."""
    return pl.col(UNREAD).cast(pl.String).str.contains(f"|{name}|", literal=True).fill_null(False)


def _as_compared(table: str, frame: pl.DataFrame) -> pl.DataFrame:
    """The rows with names without what stands around them, and each village and group as one: how villages are spelt is told by itself."""
    named = [name for name, cell in fields_of(MODELS[table]).items() if cell.personal == "name" and name in frame.columns]
    frame = frame.with_columns(names_alone(frame[name].cast(pl.String)).alias(name) for name in named)
    if "group" in frame.columns:
        groups = frame["group"].cast(pl.String)
        written = groups.unique().drop_nulls().to_list()
        frame = frame.with_columns(groups.replace(written, [plain_group(group) for group in written]))
    return frame.with_columns(_meant(frame["village"])) if "village" in frame.columns else frame


def _meant(villages: pl.Series) -> pl.Series:
    """Villages as they are meant."""
    said = villages.cast(pl.String)
    return said.replace(dict(spellings(dict(said.drop_nulls().value_counts().iter_rows())).meant))


def _told_apart_by(table: str, frame: pl.DataFrame) -> pl.Series:
    """What tells households of one number apart, the village they mean, or members of one household, their number.

    A sheet that does not say it means the only one that others say of the household or, of its members, of that name.
    """
    column = _SAME_ROW[table]
    said = _meant(frame[column]) if table == "households" else frame[column].cast(pl.String)
    of = ["household_id"] if table == "households" else ["household_id", "name"]
    rows = frame.select(of).with_columns(said.alias("said"))
    only = pl.col("said").drop_nulls().n_unique().over(of) <= 1
    other = pl.col("said").drop_nulls().first().over(of)
    # Where no sheet says it: a household is known by its number alone, a member by the name.
    nobody = pl.lit("") if table == "households" else pl.col("name")
    return rows.select(
        pl.when(only & pl.all_horizontal(pl.col(name).is_not_null() for name in of))
        .then(pl.coalesce("said", other, nobody))
        .otherwise(pl.col("said"))
    ).to_series()


def _with_flat(households: Table | None, rows: Table) -> Table:
    """The households of the sheets, and behind them those of the flat lists, one row each."""
    frame = _one_row_each(rows.frame)
    if households is None:
        return Table(Household, frame, rows.sources)
    frame = frame.with_columns(pl.col(SOURCE) + len(households.sources)).drop(KEY)
    whole = completed(Household, pl.concat([households.frame.drop(KEY), frame.select(households.frame.drop(KEY).columns)]))
    return Table(Household, whole, (*households.sources, *rows.sources))


def source_of(sheet: ReadSheet, table: str) -> Source:
    """Where the columns of a table of a sheet stand."""
    columns = {
        str(match.field): (None if match.how == MADE else match.column, match.heading)
        for match in sheet.found.assignment.of(table)
    }
    return Source(sheet.file, sheet.sheet, sheet.found.row, columns)


def _table(name: str, found: Sequence[Part]) -> Table:
    frames = [frame.with_columns(pl.lit(number, pl.Int64).alias(SOURCE)) for number, (_, frame) in enumerate(found)]
    return Table(MODELS[name], completed(MODELS[name], pl.concat(frames)), tuple(source for source, _ in found))


def _one_row_each(rows: pl.DataFrame) -> pl.DataFrame:
    """One row per household: what most of its rows say, and the first of them where they are even; but for `_DECIDE` (`_contested`)."""
    fields = [name for name in fields_of(Household) if name != "household_id"]
    keyed = rows.filter(pl.col("household_id").is_not_null())
    firsts = keyed.group_by("household_id", maintain_order=True).agg(
        *(pl.col(name).drop_nulls().first() for name in fields),
        *((pl.col(name).drop_nulls().n_unique() > 1).alias(f"differs_{name}") for name in fields),
        *(pl.col(name).first() for name in (SOURCE, ROW)),
        pl.col(CLEAR).all(),
    )
    for name in fields:
        ids = firsts.filter(pl.col(f"differs_{name}"))["household_id"].to_list()
        if not ids:
            continue
        counted = (
            keyed.filter(pl.col("household_id").is_in(ids) & pl.col(name).is_not_null())
            .group_by("household_id", name)
            .agg(pl.len().alias("n"), pl.col(KEY).min().alias("at"))
            .sort("n", "at", descending=[True, False])
            .group_by("household_id", maintain_order=True)
            .agg(pl.col(name).first().alias("most"))
        )
        firsts = firsts.join(counted, on="household_id", how="left", maintain_order="left")
        firsts = firsts.with_columns(pl.coalesce("most", name).alias(name)).drop("most")
    contested = firsts.filter(pl.any_horizontal(f"differs_{name}" for name in _DECIDE))["household_id"]
    firsts = firsts.drop([name for name in firsts.columns if name.startswith("differs_")])
    said = keyed.select("household_id", UNREAD)
    if contested.len():
        firsts, more = _contested(firsts, keyed.filter(pl.col("household_id").is_in(contested.implode())), ["household_id"])
        said = pl.concat([said.with_columns(pl.col(UNREAD).cast(pl.String)), more])
    firsts = _with_unread(firsts, said, ["household_id"])
    ordered = firsts.with_row_index(KEY).with_columns(pl.col(KEY).cast(pl.Int64))
    return ordered.select(["household_id", *fields, ROW, CLEAR, UNREAD, SOURCE, KEY]).select(rows.columns)


def _contested(frame: pl.DataFrame, rows: pl.DataFrame, keys: list[str]) -> tuple[pl.DataFrame, pl.DataFrame]:
    """The merged rows of `frame` with no value of a field of `_DECIDE` of which as many of their `rows` say the one as the other; and
    these fields, as `UNREAD` names them. A time stands only beside the status that counts."""
    lost: list[pl.DataFrame] = []
    rows = rows.with_row_index("_at")
    for name in _DECIDE:
        beside = rows
        if name != "status":
            taken = frame.select(*keys, pl.col("status").alias("_taken"))
            beside = rows.join(taken, on=keys, how="left", maintain_order="left").filter(
                (pl.col("status") == pl.col("_taken")) | pl.col("status").is_null() | pl.col("_taken").is_null()
            )
        said = beside.filter(pl.col(name).is_not_null()).group_by(*keys, name).agg(pl.len().alias("n"), pl.col("_at").min())
        top = said.filter(pl.col("n") == pl.col("n").max().over(keys)).sort("_at").group_by(keys, maintain_order=True)
        most = top.agg(pl.len().alias("_even"), pl.col(name).first().alias("_most"))
        frame = frame.join(most, on=keys, how="left", maintain_order="left").join(
            rows.select(keys).unique().with_columns(pl.lit(True).alias("_asked")), on=keys, how="left", maintain_order="left"
        )
        frame = frame.with_columns(
            pl.when(pl.col("_asked").is_null())
            .then(pl.col(name))
            .otherwise(pl.when(pl.col("_even") == 1).then(pl.col("_most")))
            .alias(name)
        ).drop("_even", "_most", "_asked")
        lost.append(most.filter(pl.col("_even") > 1).select(*keys, pl.lit(f"|{name}|").alias(UNREAD)))
    return frame, pl.concat(lost)


def _with_unread(frame: pl.DataFrame, rows: pl.DataFrame, keys: list[str]) -> pl.DataFrame:
    """The merged rows of `frame` with the fields that some of `rows` have an unreadable cell of, and none a value."""
    plain = frame.drop(UNREAD, strict=False)
    said = rows.filter(pl.col(UNREAD).is_not_null()).with_columns(pl.col(UNREAD).cast(pl.String))
    said = said.group_by(keys).agg(pl.col(UNREAD).unique().sort().str.join(""))
    names = {name for text in said[UNREAD] for name in text.split("|") if name in plain.columns}
    whole = plain.join(said, on=keys, how="left", maintain_order="left")
    for name in sorted(names):
        readable = pl.col(name).is_not_null()
        whole = whole.with_columns(
            pl.when(readable)
            .then(pl.col(UNREAD).str.replace_all(f"|{name}|", "||", literal=True))
            .otherwise(pl.col(UNREAD))
            .alias(UNREAD)
        )
    blank = pl.col(UNREAD).str.strip_chars("|") == ""
    return whole.with_columns(pl.when(~blank).then(pl.col(UNREAD)).cast(pl.Categorical).alias(UNREAD))
