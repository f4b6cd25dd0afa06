"""What remarks, unread columns, words behind names, section titles and the names of sheets and files say that no column does: 2017年死亡 beside
no time of leaving, 三、清退户 above rows without a year of exit.

puxi changes nothing for it: its writer may have meant somebody else. The rows are told, and the columns to fill; of what is written there
no more than the word is named, as the rest may name somebody.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path

import polars as pl

from puxi_cli.records.coded import Code
from puxi_cli.records.fields import fields_of
from puxi_cli.records.place import Place, rows_named
from puxi_cli.records.tables import MODELS
from puxi_cli.records.text import same_name
from puxi_cli.registry import ROW
from puxi_cli.sheets.assignment import Match
from puxi_cli.sheets.body import Body, column_name, remark_columns
from puxi_cli.sheets.faults import TOLD_BESIDE, Fault
from puxi_cli.sheets.grid import Grid
from puxi_cli.sheets.heading_row import Located
from puxi_cli.sheets.qualifiers import is_plan, normal
from puxi_cli.sheets.remark_parts import without_later
from puxi_cli.sheets.remark_words import (
    ASKS,
    DENIES,
    LISTED,
    MIXED,
    MOST_OF_A_CELL,
    OF_A_VILLAGE,
    OFF_THE_REGISTER,
    SAYS_IT,
    SAYS_NO,
    SPEAKS_OF_VILLAGES,
    TOLD,
    Told,
)
from puxi_cli.sheets.words_behind_names import MAY_SAY_MORE, plain_name, word_behind
from puxi_cli.text.words import Text

_KEYS = ("household_id", "village", "head_name")
_UNREAD = ("unmatched", "known", "asked", "ignored", "duplicate")
_STANDING = ("status", "exit_year", "household_type", "poor_type")
_SPEAKS = ("unmatched", "asked", "duplicate")  # whose heading is no other column of the trade
_Source = tuple[Told, Text]
_Title = tuple[str, Text]  # what it says, and how it is named


class Remarks:
    """The rows of a sheet of which something beside its columns tells what none of these does."""

    def __init__(self, grid: Grid, where: Located, day: date | None = None) -> None:
        """`day` is the one that is asked about: what is dated after it is not told."""
        matches = where.assignment.matches
        self._day = day
        self._told = [told for told in TOLD if {*told.tables} & {*where.assignment.tables}]
        read = {column_name(match.column) for match in where.assignment.matched}
        self._columns = [name for name in remark_columns(where) if name not in read]
        self._said = {
            told: [
                column_name(match.column)
                for match in matches
                if match.table == told.table and match.field in (*told.to_fill, *told.also) and not _is_poor_or_not(match)
            ]
            for told in self._told
        }
        # What says of a household that it is not on the register, so that its members are no poor persons.
        self._not_poor = [
            pl.col(column_name(match.column)).str.contains(OFF_THE_REGISTER + ("|^否$" if _is_poor_or_not(match) else ""))
            for match in matches
            if match.table == "households" and match.field in _STANDING
        ]
        self._told = [told for told in self._told if self._not_poor or not told.by_no]
        self._exit = next((column_name(match.column) for match in matches if match.field == "exit_year"), None)
        # What stands over all rows of the sheet, and over those below a section's title.
        self._over_all: list[_Title] = [(grid.sheet, Text("工作表名", "the sheet's name"))] if grid.sheet else []
        self._over_all += [
            (title, Text("工作表的标题", "the sheet's title")) for title in grid.titles if re.search(LISTED, title)
        ]
        above = grid.above(where.row) if self._told else grid.frame.clear()
        for row, cells in enumerate(above.iter_rows(), grid.first_row):
            self._over_all += [
                (cell, Text(f"第 {row} 行的标题", f"the title in row {row}"))
                for cell in cells
                if cell and re.search(LISTED, cell)
            ]
        # The file's name is the last to say it: a sheet or a title may say something else of its rows.
        self._file: _Title = (Path(grid.file).stem, Text("文件名", "the file's name"))
        names = {match.field: match for match in matches if match.table in ("persons", "households")}
        self._names = [names[field] for field in ("name", "head_name") if field in names]
        # What tells a household from the one above it, in a list of members: blank cells are of the same one.
        keys = {match.field: column_name(match.column) for match in matches if match.field in _KEYS}
        self._keys = [keys[field] for field in _KEYS if field in keys] if "persons" in where.assignment.tables else []
        self._head = keys.get("head_name")
        self._tables = where.assignment.tables
        remarked = remark_columns(where)
        self._unread = [
            match
            for match in matches
            if not match.field
            and match.how in _UNREAD
            and column_name(match.column) not in remarked
            and not (match.above and is_plan(match.above))  # what is planned has not happened
        ]
        # A code that says nothing of the list, as 死亡 under 健康状况: the cell is told once, as what it says.
        self._unread += [
            match
            for match in where.assignment.matched
            if match.table == "persons" and match.field != "left_reason" and isinstance(match.cell.kind, Code)
        ]
        headings = [(normal(match.heading), normal(match.written)) for match in matches]
        # Whether a year of 出列 may be of the village.
        self._of_villages = bool(self._exit) or any(
            SPEAKS_OF_VILLAGES.search(written)
            or (not OF_A_VILLAGE.fullmatch(heading) and any(told.speaks_of_it(heading, written) for told in self._told))
            for heading, written in headings
        )
        self._section: _Title | None = None
        self._headings = {column_name(match.column): match for match in matches}
        self._cells: list[tuple[Told, str, int, str]] = []  # what is told, in which column and row, by which word
        self._rows: dict[_Source, list[int]] = {}

    def add(self, piece: Grid, body: Body) -> None:
        """The rows of a piece of it."""
        if not self._told:
            return
        sections = self._sections(piece, body)
        over_sections = [title for _, (title, _) in sections]
        for told in self._told:
            first = len(self._cells)
            silent = body.frame.filter(~self._says_it(told, body.frame))
            remarked = [self._remarked(told, name, silent) for name in self._columns]
            self._note(told, Text("备注", "the remark"), pl.Series(sorted({row for words in remarked for row, _ in words})))
            for name, words in zip(self._columns, remarked, strict=True):
                self._cells += [(told, name, row, word) for row, word in words]
            for match in self._unread:
                self._note_unread(told, match, silent)
            self._note_names(told, silent, body.frame, {row for _, _, row, _ in self._cells[first:]})
            if told.over_rows:
                if source := self._over_all_rows(told, over_sections):
                    self._note(told, source, silent[ROW])
                self._note_sections(told, sections, silent[ROW])

    def _says_it(self, told: Told, frame: pl.DataFrame) -> pl.Series:
        """Whether a column of a row says it already, or that its household is not on the register where only that counts."""
        says = [
            pl.col(name).str.contains(told.only) if told.only else ~pl.col(name).str.contains(DENIES) for name in self._said[told]
        ]
        said = [holds & pl.col(name).str.contains(r"\S") for name, holds in zip(self._said[told], says, strict=True)]
        rows = self._of_household(told.table == "households", frame, said)
        return rows | self._of_household(True, frame, self._not_poor) if told.by_no else rows

    def _remarked(self, told: Told, name: str, silent: pl.DataFrame) -> list[tuple[int, str]]:
        """The rows whose remark says it, with the word."""
        rows = silent.filter(silent[name].str.contains(told.words).fill_null(False))
        texts = self._own_parts(told, rows[name])
        says = texts.str.contains(told.words) & ~texts.str.contains(told.denied)
        if told.earlier and self._exit:  # of a year before that of the household's exit: 2015年返贫 beside 2017
            left = rows[self._exit].str.extract("(20[0-9]{2})")
            says &= ~(texts.str.extract(told.earlier) < left).fill_null(False)
        words = pl.DataFrame([rows[ROW], texts.str.extract(f"({told.words})").alias("word")]).filter(says)
        return list(words.iter_rows())

    def _own_parts(self, told: Told, texts: pl.Series) -> pl.Series:
        """Texts without what they say of something else, or of the time after the day that is asked about."""
        different = texts.drop_nulls().unique().to_list()
        parts = {text: part for text in different if (part := told.own_part(text, self._day)) != text}
        return texts.replace(parts) if parts else texts

    def _of_household(self, whole: bool, frame: pl.DataFrame, said: Sequence[pl.Expr]) -> pl.Series:
        """Whether a row says it; or of what a whole household does, the row in which its household begins, for rows that name none."""
        if not said:
            return pl.repeat(False, frame.height, eager=True)
        rows = frame.select(pl.any_horizontal(said).fill_null(False).alias("said")).to_series()
        if not whole or not self._keys or not rows.any():
            return rows
        begins = frame.select(pl.any_horizontal(pl.col(name).is_not_null() for name in self._keys)).to_series()
        return pl.DataFrame({"said": rows, "home": begins.cum_sum()}).select(pl.col("said").any().over("home")).to_series()

    def _note_unread(self, told: Told, match: Match, silent: pl.DataFrame) -> None:
        """The rows in which a column that is not read says it, by its cell or by its heading with whatever stands below."""
        name = column_name(match.column)
        # A frame of its own: each step over one of all columns would cost as many as the sheet has.
        cells = pl.DataFrame([silent[ROW], silent[name].alias("text")])
        if told.earlier and self._exit:
            left = silent[self._exit].str.extract("(20[0-9]{2})")
            cells = cells.filter(~(cells["text"].str.extract("^[^0-9]*(20[0-9]{2})") < left).fill_null(False))
        cells = cells.drop_nulls()
        if match.field and isinstance(match.cell.kind, Code):
            codes = match.cell.kind.codes
            cells = cells.filter(pl.col("text").is_in([one for one in cells["text"].unique() if codes.read(one) is None]))
        heading, written = normal(match.heading), normal(match.written)
        if self._day and without_later(written, self._day) != written:
            return  # 2020年是否脱贫 says nothing of 2018
        text = pl.col("text").str.strip_chars()
        if not told.heading.fullmatch(heading) and not told.speaks_of_it(heading, written):
            cells = cells.filter(text.str.contains(told.cell.pattern))
        if not cells.height:
            return
        cells = cells.with_columns(self._own_parts(told, cells["text"]))
        denied = text.str.contains(told.denied)
        # 减少原因 beside 减少人口姓名 is asked about already, and does not contradict a column of its own name.
        of_its_own = match.written in {fields_of(MODELS[told.table])[field].heading for field in told.to_fill}
        below = told.heading.fullmatch(heading)
        speaks = match.how in _SPEAKS and told.speaks_of_it(heading, written)
        if below or (speaks and not (self._of_villages and OF_A_VILLAGE.fullmatch(heading))):
            words = text.str.contains(SAYS_NO) if told.by_no else text.str.contains(r"\S") & ~text.str.contains(DENIES) & ~denied
            found = cells.filter(words if below else words & text.str.contains(f"{SAYS_IT}|{told.cell.pattern}"))
            self._note(told, Text(f"“{match.written}”列", f"the column {match.written}"), found[ROW])
            if not of_its_own:
                for row, cell in found.select(
                    ROW,
                    pl.when(text.str.contains(f"{SAYS_IT}|{SAYS_NO}"))
                    .then(text)
                    .otherwise(text.str.extract(f"({told.cell.pattern})")),
                ).iter_rows():
                    self._cells.append((told, name, row, cell or match.heading))
            return
        short = (text.str.len_chars() <= MOST_OF_A_CELL) & ~denied
        if told.not_in.search(written):
            short &= ~text.str.contains(told.not_there)
        said = cells.filter(short & text.str.contains(told.cell.pattern))
        said = said.with_columns(text.str.extract(f"({told.cell.pattern})").alias("word"))
        for _, rows in said.group_by("text", maintain_order=True):
            plain = str(rows["word"][0]).strip("，,。；;、（( ")
            if not of_its_own:
                self._cells += [(told, name, row, plain) for row in rows[ROW]]
            named = Text(f"“{match.written}”列", f"the column {match.written}")
            if not match.field:
                named = Text(f"未读的{named[0]}", f"{named[1]}, which is not read,")
            self._note(told, _source(named, plain), rows[ROW])

    def _over_all_rows(self, told: Told, sections: Sequence[str]) -> Text | None:
        """What says it of all rows, the first that does; the file's name where neither the sheet nor its titles speak of it."""
        for title, named in self._over_all:
            if word := self._word(told, title):
                return _source(named, word)
        if any(re.search(f"{told.words}|{told.denied}", title) for title in (*sections, *(title for title, _ in self._over_all))):
            return None
        title, named = self._file
        word = self._word(told, title, MIXED)
        return _source(named, word) if word else None

    def _note_names(self, told: Told, silent: pl.DataFrame, every: pl.DataFrame, remarked: Collection[int]) -> None:
        """The rows in which words behind a name say it, but for those whose remark does; of a head, once for each household."""
        number = next((name for name in self._keys if name != self._head), None)
        told_of: set[tuple[str | None, str]] = set()
        for match in self._names:
            cells, here = _cells(every, match, number), pl.col(ROW).is_in(silent[ROW].implode())
            found = [
                (row, (home, same_name(plain_name(text))), word)
                for row, home, text in cells.filter(here & pl.col("text").str.contains(MAY_SAY_MORE)).iter_rows()
                if (
                    word := word_behind(
                        told.own_part(text, self._day), told.in_brackets, told.at_the_end, re.compile(told.denied)
                    )
                )
            ]
            if found and self._head == column_name(match.column) and len(self._names) > 1:
                # Of a head who has a row of the list, that row says it.
                left = _cells(every, self._names[0], number).filter(~here)
                told_of |= {(home, same_name(plain_name(text))) for _, home, text in left.iter_rows()}
                found = sorted({who: (row, who, word) for row, who, word in reversed(found) if who not in told_of}.values())
            told_of |= {who for _, who, _ in found}
            found = [one for one in found if one[0] not in remarked]
            self._cells += [(told, column_name(match.column), row, word) for row, _, word in found]
            named = Text(f"“{match.heading}”栏姓名后的附注", f"what stands behind the name under {match.heading}")
            for row, _, word in found:
                self._note(told, _source(named, word), pl.Series([row]))

    def _note_sections(self, told: Told, sections: Sequence[tuple[int, _Title]], rows: pl.Series) -> None:
        """The rows below each title that tells it, until the next title."""
        sources = [_source(named, word) if (word := self._word(told, title)) else None for _, (title, named) in sections]
        if not any(sources):
            return
        below = pl.Series([begins for begins, _ in sections]).search_sorted(rows, side="left")
        for row, place in zip(rows, below, strict=True):
            if place and (source := sources[place - 1]):
                self._rows.setdefault((told, source), []).append(row)

    def _sections(self, piece: Grid, body: Body) -> list[tuple[int, _Title]]:
        """The titles of sections, each with its row; the last of a piece goes on in the next, from its beginning."""
        found = [(0, self._section)] if self._section else []
        for row, why in body.left_out:
            if why == "section":
                cell = next(filter(None, piece.frame.row(row - piece.first_row)), "")
                found.append((row, (cell, Text("分节标题", "the section's title"))))
        self._section = found[-1][1] if found else None
        return found

    def _word(self, told: Told, title: str, unclear: str = f"{MIXED}|{ASKS}") -> str | None:
        """The word by which a title tells it; None where it tells nothing of every row."""
        own = told.own_part(title, self._day)
        found = re.search(told.words, own)
        unsaid = re.search(told.denied, own) or re.search(unclear, title)
        return found[0].strip("，,。；;、（( ") if found and not unsaid else None

    def _note(self, told: Told, source: Text, rows: pl.Series) -> None:
        if rows.len():
            self._rows.setdefault((told, source), []).extend(rows)

    def cells(self) -> set[tuple[int | None, int | None]]:
        """The cells that are no code of their column's list and tell of it instead, by row and column: they are told as that alone."""
        told = {(row, self._headings[name]) for _, name, row, _ in self._cells}
        return {(row, match.column) for row, match in told if match.field and match.field != "relation"}

    def faults(self, grid: Grid, tables: Mapping[str, pl.DataFrame]) -> Iterator[Fault]:
        """What cells tell, each as a fault of the household of its row; titles stand over many, and are told as notes alone."""
        rows = {row for _, _, row, _ in self._cells}
        homes: dict[int, tuple[str | None, str | None]] = {}
        for name in ("households", "persons"):
            if name in tables and rows:
                found = tables[name].filter(pl.col(ROW).is_in(list(rows)))
                village = pl.col("village").cast(pl.String) if "village" in found.columns else pl.lit(None, pl.String)
                for row, home, place in found.select(ROW, pl.col("household_id").cast(pl.String), village).iter_rows():
                    homes.setdefault(row, (home, place))
        for told, column, row, word in self._cells:
            match = self._headings[column]
            headings = [fields_of(MODELS[told.table])[name].heading for name in told.to_fill]
            home, where = homes.get(row, (None, None))
            yield Fault(
                TOLD_BESIDE,
                Place(grid.file, grid.sheet, row, match.column, match.heading),
                self._tables[0],
                household_id=home,
                village=where,
                values={
                    "heading": match.written,
                    "tells": told.tells,
                    "word": word.strip("，,。；;、（( "),
                    "fields": Text("”“".join(headings), " and ".join(headings)),
                },
            )

    def notes(self, grid: Grid) -> Iterator[Text]:
        """Each kind of what is told, with its rows and the columns that would say so; what two places tell of one household, the first."""
        noted_of: dict[Told, set[int]] = {}
        for (told, source), noted in self._rows.items():
            before = noted_of.setdefault(told, set()) if told.table == "households" else set()
            found = sorted(set(noted) - before)  # two columns below headings of one text may tell it of one row
            if not found:
                continue
            before.update(found)
            rows = rows_named([Place(grid.file, grid.sheet, row) for row in found])
            headings = [fields_of(MODELS[told.table])[name].heading for name in told.to_fill]
            zh, en = "”“".join(headings), " and ".join(headings)
            where = Text(f"本表的“{zh}”没有这样填写的", f"while {en} of this sheet do not")
            to_do = Text("请核实后填入相应的列", "Look into them and fill the columns")
            if told.table not in self._tables:
                sheet = MODELS[told.table].table.sheet
                where = Text(f"本表没有“{zh}”列", f"while this sheet has no columns {en}")
                to_do = Text(f"请核实后填入“{sheet}”表的这些列", f"Look into them and fill these columns of the sheet {sheet}")
            yield Text(
                f"{source[0]}写明{told.tells[0]}，而{where[0]}，有 {len(found)} 行：{rows[0]}。puxi 不据此改动；{to_do[0]}。",
                f"Rows of which {source[1]} says {told.tells[1]}, {where[1]}: {len(found)}: {rows[1]}. "
                f"puxi changes nothing for that. {to_do[1]}.",
            )


def _is_poor_or_not(match: Match) -> bool:
    """Whether a status is a column 是否贫困户, whose 是 denies nothing."""
    return match.field == "status" and match.how == "context"


def _source(named: Text, word: str) -> Text:
    return Text(f"{named[0]}（“{word}”）", f"{named[1]} (“{word}”)")


def _cells(frame: pl.DataFrame, match: Match, number: str | None) -> pl.DataFrame:
    """A column of names without blank cells: row, the household's number or village, and the text."""
    home = frame[number].forward_fill() if number else pl.Series([None] * frame.height, dtype=pl.String)
    return pl.DataFrame([frame[ROW], home.alias("home"), frame[column_name(match.column)].alias("text")]).drop_nulls("text")
