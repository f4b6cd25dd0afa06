"""What remarks, unread columns, words behind names, section titles and the names of sheets and files say that no column does: 2017年死亡 beside
no time of leaving, 三、清退户 above rows without a year of exit.

puxi changes nothing for it: its writer may have meant somebody else. The rows are told, and the columns to fill; of what is written there
no more than the word is named, as the rest may name somebody.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import polars as pl

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
from puxi_cli.sheets.words_behind_names import (
    AT_THE_END_EXITED,
    AT_THE_END_GONE,
    IN_BRACKETS_EXITED,
    IN_BRACKETS_GONE,
    MAY_SAY_MORE,
    plain_name,
    word_behind,
)
from puxi_cli.text.words import Text


@dataclass(frozen=True)
class _Told:
    """What words tell, by fields of a table that would say so, too: where one of them is filled, the row says it itself."""

    words: str  # a pattern, for a whole cell or a part of it
    tables: tuple[str, ...]  # sheets in which it tells something
    table: str
    to_fill: tuple[str, ...]
    also: tuple[str, ...]
    tells: Text
    cell: re.Pattern[str]
    heading: re.Pattern[str]
    in_brackets: re.Pattern[str]  # behind a name
    at_the_end: re.Pattern[str]  # of what a name's cell has outside of brackets
    over_rows: bool = True  # whether a title says it of the rows below it


# 迁出地 is a place, and 嫁到本村 an arrival; who is taken off 低保 is still on the register.
_GONE = (
    r"死亡|去世|去逝|逝世|辞世|离世|病逝|病故|已故|亡故|过世|身故|身亡|溺亡|双亡|猝死|(?:已|年|月|日|主|人|夫|妻|父|母|^)亡(?:$|[，,。；;、（(\s])"
    r"|(?:已|年|月|日|^)火化|迁出(?:$|[^地村区县镇点前])|迁走|外嫁|出嫁|嫁出|户口(?:已)?注?销|户籍(?:已)?注销|自然减少|判刑|服刑|收监|失踪"
)
# Who is listed in town now may live in the household as before: the columns of leaving are asked about, and no leaving is told.
_TOWNSMAN = r"农转非|(?:转|改|迁)(?:为|成|入|到)?(?:城镇|城市|非农业?)(?:户口|户籍|居民)|户[口籍](?:已)?(?:农)?转(?:为|成)?(?:城镇|城市|非农)"
_EXITED = (
    r"已脱贫|脱贫户|(?:20[0-9]{2})?年(?:已)?脱贫(?:$|[户人的（(，,。；;、\s])|(?:已|年度?)退出(?:$|贫困户?|建档立卡|户|[的（(，,。；;、\s])"
    r"|(?:清退|剔除)(?:$|贫困户?|建档立卡|户|[（(，,。；;、\s])"
)
# Whole cells of a column that is not read, as 状态, and its heading, as 死亡原因.
_CELL_GONE = re.compile(rf"{_GONE}|^(?:销户|已销户|注销|已减少|减少)$")
_CELL_EXITED = re.compile(rf"{_EXITED}|^(?:脱贫|退出|销户|已销户)$")
# Who is no poor household; 一般户 may be short for 一般贫困户, and a title over rows of several kinds says nothing of each.
_NOT_POOR = (
    r"非贫困?户|非贫困农户|非建档立卡(?:贫困)?(?:农?户)|非建档户|(?:一般|普通)农户|普通户|边缘易致贫户?|(?:^|[^非])边缘户|脱贫不稳定户|脱贫监测户"
    r"|突发(?:严重)?困难户|监测(?:户|对象)"
)
_EVENT = r"(?:时间|日期|年度|年份|年月|年月日|原因|情况|标识|标记|与否|状态)"
_HEADING_GONE = re.compile(
    rf"(?:是否|有无)?(?:已)?(?:死亡|去世|病故|火化|迁出|外嫁|出嫁|婚出|销户|注销|(?:户口|户籍)注销|自然减少|减员|判刑|服刑|失踪){_EVENT}?"
)
_HEADING_TOWNSMAN = re.compile(rf"(?:是否|有无)?(?:已)?(?:农转非|转为?城镇户口){_EVENT}?")
_HEADING_EXITED = re.compile(
    rf"(?:截至|截止|至|到)?(?:20[0-9]{{2}}年?度?)?(?:年?[底末]|1?[0-9]月[底末]?|12月31日)?前?(?:是否|有无)?(?:已经?|为|属于?)?"
    rf"(?:建档立卡|在册)?(?:脱贫户?|退出|清退|剔除|销户){_EVENT}?"
)
_MOST_OF_A_CELL = 20  # signs; a longer text tells a story
_TOLD = (
    _Told(
        _GONE,
        ("persons", "households"),
        "persons",
        ("left", "left_reason"),
        (),
        Text("有人死亡或离开本户", "that somebody died or left the household"),
        _CELL_GONE,
        _HEADING_GONE,
        re.compile(f"{IN_BRACKETS_GONE}|{_GONE}"),
        re.compile(AT_THE_END_GONE),
    ),
    _Told(
        _TOWNSMAN,
        ("persons", "households"),
        "persons",
        ("left", "left_reason"),
        (),
        Text("有人转为城镇户口", "that somebody is registered in town now"),
        re.compile(_TOWNSMAN),
        _HEADING_TOWNSMAN,
        re.compile(_TOWNSMAN),
        re.compile(f".{{2,}}?({_TOWNSMAN})"),
    ),
    _Told(
        _EXITED,
        ("households",),
        "households",
        ("exit_year", "status"),
        ("household_type", "relapsed"),
        Text("该户已退出", "that the household left the register"),
        _CELL_EXITED,
        _HEADING_EXITED,
        re.compile(f"{IN_BRACKETS_EXITED}|{_CELL_EXITED.pattern}"),
        re.compile(AT_THE_END_EXITED),
    ),
    _Told(
        _NOT_POOR,
        ("households",),
        "households",
        ("household_type",),
        ("poor_type", "monitored_type", "status"),
        Text("该户不是贫困户或者是监测对象", "that the household is not poor, or monitored"),
        re.compile(rf"^(?:{_NOT_POOR})$"),
        re.compile("(?!)"),
        re.compile(rf"^(?:{_NOT_POOR})$"),
        re.compile("(?!)"),
        over_rows=False,
    ),
)
# 计划2019年脱贫 and 没有死亡 tell of nothing that was.
_NOT_YET = (
    r"计划|拟|预脱贫|未脱贫|非脱贫|[待应可将准]脱贫|争取|预计|不能脱贫|[:：]\s*无|刑满|获释|已释放"
    r"|(?:没有|无|未|不)[^，,。；;]{0,3}(?:死亡|去世|病故|迁出|外嫁|出嫁|退出|脱贫|判刑|服刑|收监|失踪|农转非|转为)"
)
_DENIED = re.compile(_NOT_YET)
# A title over rows of several kinds (脱贫户和监测户), one that leaves them out, and one that tells how to fill the table in.
_MIXED = (
    r"监测|边缘|一般农?户|全部|所有|户\s*[和及与、]|[和及与、].{0,6}户|户[-_+＋&/~—·\s]+[一-鿿]{0,4}(?:贫困|返贫|低保|五保|农户)|脱贫户(?:贫困|返贫|低保)"
    r"|不含|含\S{0,3}(?:脱贫|贫困)|包括|不包|不计|除|已剔除|申请|摸底|候选|预选|初选"
)
_ASKS = r"请|如有|如果|填写|[:：]"
# What a list's title ends with.
_LISTED = r"(?:名单|花名册|名册|台账|登记表|信息表|统计表|情况表|明细表?|汇总表|一览表)\s*(?:[（(][^（）()]*[）)])?\s*$"
_DENIES = r"^\s*(?:未脱贫|预脱贫|否|无|/|-|—)\s*$"  # in a column that would say so
_KEYS = ("household_id", "village", "head_name")
_UNREAD = ("unmatched", "known", "asked", "ignored")
_Source = tuple[_Told, Text]
_Title = tuple[str, Text]  # what it says, and how it is named


class Remarks:
    """The rows of a sheet of which something beside its columns tells what none of these does."""

    def __init__(self, grid: Grid, where: Located) -> None:
        matches = where.assignment.matches
        self._told = [told for told in _TOLD if {*told.tables} & {*where.assignment.tables}]
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
        # What stands over all rows of the sheet, and over those below a section's title.
        self._over_all: list[_Title] = [(grid.sheet, Text("工作表名", "the sheet's name"))] if grid.sheet else []
        self._over_all += [
            (title, Text("工作表的标题", "the sheet's title")) for title in grid.titles if re.search(_LISTED, title)
        ]
        above = grid.above(where.row) if self._told else grid.frame.clear()
        for row, cells in enumerate(above.iter_rows(), grid.first_row):
            self._over_all += [
                (cell, Text(f"第 {row} 行的标题", f"the title in row {row}"))
                for cell in cells
                if cell and re.search(_LISTED, cell)
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
        self._section: _Title | None = None
        self._headings = {column_name(match.column): match for match in matches}
        self._cells: list[tuple[_Told, str, int, str]] = []  # what is told, in which column and row, by which word
        self._rows: dict[_Source, list[int]] = {}

    def add(self, piece: Grid, body: Body) -> None:
        """The rows of a piece of it."""
        if not self._told:
            return
        sections = self._sections(piece, body)
        over_sections = [title for _, (title, _) in sections]
        for told in self._told:
            first = len(self._cells)
            said = [
                (pl.col(name).str.strip_chars().fill_null("") != "") & ~pl.col(name).str.contains(_DENIES).fill_null(False)
                for name in self._said[told]
            ]
            silent = body.frame.filter(~self._of_household(told, body.frame, pl.any_horizontal(said))) if said else body.frame
            if self._columns:
                said_in = [
                    (pl.col(name).str.contains(told.words) & ~pl.col(name).str.contains(_NOT_YET)).fill_null(False)
                    for name in self._columns
                ]
                self._note(told, Text("备注", "the remark"), silent.filter(pl.any_horizontal(said_in))[ROW])
                for name, holds in zip(self._columns, said_in, strict=True):
                    words = silent.filter(holds).select(ROW, pl.col(name).str.extract(f"({told.words})"))
                    self._cells += [(told, name, row, word) for row, word in words.iter_rows()]
            for match in self._unread:
                self._note_unread(told, match, silent)
            self._note_names(told, silent, body.frame, {row for _, _, row, _ in self._cells[first:]})
            if told.over_rows:
                if source := self._over_all_rows(told, over_sections):
                    self._note(told, source, silent[ROW])
                self._note_sections(told, sections, silent[ROW])

    def _of_household(self, told: _Told, frame: pl.DataFrame, said: pl.Expr) -> pl.Series:
        """Whether a row says it; or of what a whole household does, the row in which its household begins, for rows that name none."""
        rows = frame.select(said.fill_null(False)).to_series()
        if told.table != "households" or not self._keys or not rows.any():
            return rows
        begins = frame.select(pl.any_horizontal(pl.col(name).is_not_null() for name in self._keys)).to_series()
        return pl.DataFrame({"said": rows, "home": begins.cum_sum()}).select(pl.col("said").any().over("home")).to_series()

    def _note_unread(self, told: _Told, match: Match, silent: pl.DataFrame) -> None:
        """The rows in which a column that is not read says it, by its cell or by its heading with whatever stands below."""
        name = column_name(match.column)
        # A frame of its own: each step over one of all columns would cost as many as the sheet has.
        cells = pl.DataFrame([silent[ROW], silent[name].alias("text")]).drop_nulls()
        if not cells.height:
            return
        text = pl.col("text").str.strip_chars()
        if told.heading.fullmatch(normal(match.heading)):
            words = text.str.contains(r"\S") & ~text.str.contains(_DENIES)
            self._note(told, Text(f"“{match.written}”列", f"the column {match.written}"), cells.filter(words)[ROW])
            return
        short = (text.str.len_chars() <= _MOST_OF_A_CELL) & ~text.str.contains(_NOT_YET)
        said = cells.filter(short & text.str.contains(told.cell.pattern))
        if not said.height:
            return
        # 减少原因 beside 减少人口姓名 is asked about already, and does not contradict a column of its own name.
        of_its_own = {fields_of(MODELS[told.table])[field].heading for field in told.to_fill}
        for word, rows in said.with_columns(text.str.extract(f"({told.cell.pattern})")).group_by("text", maintain_order=True):
            plain = str(word[0]).strip("，,。；;、（( ")
            if match.written not in of_its_own:
                self._cells += [(told, name, row, plain) for row in rows[ROW]]
            self._note(
                told,
                _source(Text(f"未读的“{match.written}”列", f"the column {match.written}, which is not read,"), plain),
                rows[ROW],
            )

    def _over_all_rows(self, told: _Told, sections: Sequence[str]) -> Text | None:
        """What says it of all rows, the first that does; the file's name where neither the sheet nor its titles speak of it."""
        for title, named in self._over_all:
            if word := _word(told, title):
                return _source(named, word)
        if any(re.search(f"{told.words}|{_NOT_YET}", title) for title in (*sections, *(title for title, _ in self._over_all))):
            return None
        title, named = self._file
        word = _word(told, title, _MIXED)
        return _source(named, word) if word else None

    def _note_names(self, told: _Told, silent: pl.DataFrame, every: pl.DataFrame, remarked: Collection[int]) -> None:
        """The rows in which words behind a name say it, but for those whose remark does; of a head, once for each household."""
        number = next((name for name in self._keys if name != self._head), None)
        told_of: set[tuple[str | None, str]] = set()
        for match in self._names:
            cells, here = _cells(every, match, number), pl.col(ROW).is_in(silent[ROW].implode())
            found = [
                (row, (home, same_name(plain_name(text))), word)
                for row, home, text in cells.filter(here & pl.col("text").str.contains(MAY_SAY_MORE)).iter_rows()
                if (word := word_behind(text, told.in_brackets, told.at_the_end, _DENIED))
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

    def _note_sections(self, told: _Told, sections: Sequence[tuple[int, _Title]], rows: pl.Series) -> None:
        """The rows below each title that tells it, until the next title."""
        sources = [_source(named, word) if (word := _word(told, title)) else None for _, (title, named) in sections]
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

    def _note(self, told: _Told, source: Text, rows: pl.Series) -> None:
        if rows.len():
            self._rows.setdefault((told, source), []).extend(rows)

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
        """Each kind of what is told, with its rows and the columns that would say so."""
        for (told, source), noted in self._rows.items():
            found = sorted(set(noted))  # two columns below headings of one text may tell it of one row
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


def _word(told: _Told, title: str, unclear: str = f"{_MIXED}|{_ASKS}") -> str | None:
    """The word by which a title tells it; None where it tells nothing of every row."""
    found = re.search(told.words, title)
    return found[0].strip("，,。；;、（( ") if found and not re.search(f"{_NOT_YET}|{unclear}", title) else None
