"""A cause of an unknown: what is missing or faulty, and how it is said."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from puxi_cli.records.fields import fields_of
from puxi_cli.records.tables import MODELS
from puxi_cli.registry import UNREAD, Registry
from puxi_cli.sheets.qualifiers import YEAR
from puxi_cli.text.words import NO_WORDS, Text

# The kinds of causes. Rows are lost where what says whose they are, or of which year, is blank or cannot be read.
NO_SHEET, NO_COLUMN, NO_ROW, BLANK, UNREADABLE, LOST, LOST_UNREADABLE, DIFFER, NO_NUMBER, OTHER_YEAR, SAID, SILENT, NO_VALUES = (
    "no_sheet",
    "no_column",
    "no_row",
    "blank",
    "unreadable",
    "lost",
    "lost_unreadable",
    "differ",
    "no_number",
    "other_year",
    "said",
    "silent",
    "no_values",
)
# Whose rows a table lacks: tables of villages, other tables; by the table that is asked.
_THIS_HOUSEHOLD, _THIS_VILLAGE = Text("该户", "the household"), Text("该村", "the village")
_SOME_HOUSEHOLD, _SOME_VILLAGE = Text("有的户", "some household"), Text("有的村", "some village")
_WHOSE: dict[str, tuple[Text, Text]] = {
    "households": (_THIS_VILLAGE, _THIS_HOUSEHOLD),
    "persons": (_THIS_VILLAGE, _THIS_HOUSEHOLD),
    "incomes": (_THIS_VILLAGE, _THIS_HOUSEHOLD),
    "village_years": (_THIS_VILLAGE, _THIS_HOUSEHOLD),
    "villages": (_THIS_VILLAGE, _SOME_HOUSEHOLD),
    "county": (_SOME_VILLAGE, _SOME_HOUSEHOLD),
}


@dataclass(frozen=True)
class Cause:
    """One cause: its kind, the table and field it is about, the sheet it was read from (-1: any), the year, further words."""

    kind: str
    table: str = ""
    field: str = ""
    source: int = -1
    year: int | None = None
    words: Text = NO_WORDS

    def is_among(self, lacking: Collection[str]) -> bool:
        """Whether it is a table or column that no file has and that is told already (`judge.lacking_headings`)."""
        if self.kind not in (NO_SHEET, NO_COLUMN) or self.source >= 0:
            return False
        model = MODELS[self.table]
        way = f"{model.table.sheet}.{fields_of(model)[self.field].heading}" if self.kind == NO_COLUMN else model.table.sheet
        return any(way in name.split(" / ") for name in lacking)


def order_of(cause: Cause) -> tuple[bool, int, int, str, int, int, Text]:
    """The order in which causes are told: as tables and their columns stand in the canonical layout, missing columns last."""
    lacking = cause.kind == NO_COLUMN
    tables = list(MODELS)
    if cause.table not in MODELS:
        return lacking, len(tables), 0, cause.kind, 0, 0, cause.words
    fields = list(fields_of(MODELS[cause.table]))
    place = fields.index(cause.field) if cause.field else -1
    return lacking, tables.index(cause.table), place, cause.kind, cause.year or 0, cause.source, cause.words


def words_of(cause: Cause, table: str, registry: Registry) -> Text:
    """A cause as a sentence, with the headings as the files write them."""
    if cause.kind == SAID:
        return cause.words
    sheet, heading = (
        sheet_written(cause.table, registry, cause.source),
        heading_written(cause.table, cause.field, registry, cause.source),
    )
    cell_zh, cell_en = f"“{sheet}”表的“{heading}”", f"{sheet}.{heading}"
    year_zh, year_en = Text(f" {cause.year} 年", f" of {cause.year}") if cause.year is not None else NO_WORDS
    if cause.kind in (NO_ROW, DIFFER):
        of_households = cause.table not in ("villages", "village_years")
        whose_zh, whose_en = NO_WORDS if cause.table == "evidence" else _WHOSE[table][of_households]
        if cause.kind == DIFFER:
            return Text(
                f"“{sheet}”表{whose_zh}{year_zh}的几行“{heading}”不一致", f"{cell_en} differs between rows{year_en} of {whose_en}"
            )
        what_zh, what_en = (
            Text(f"“{heading}”为“{cause.words[0]}”", f" whose {heading} is {cause.words[1]}") if heading else NO_WORDS
        )
        return Text(
            f"“{sheet}”表缺少{whose_zh}{year_zh}{what_zh}的行",
            f"{sheet} has no row{year_en}" + (f" of {whose_en}" if whose_en else "") + what_en,
        )
    if cause.kind == NO_COLUMN and cause.source >= 0:
        file = registry.tables[cause.table].sources[cause.source].file
        return Text(f"{file} 的“{sheet}”表没有“{heading}”列", f"there is no column {cell_en} in {file}")
    if cause.kind == OTHER_YEAR and YEAR.search(heading) is None:  # it was taken to be of the register's own year
        return Text(f"{cell_zh}没有写年度，按{year_zh}的读取", f"{cell_en} names no year and was taken to be{year_en}")
    if cause.kind == NO_VALUES:
        frame = registry.frame(cause.table)
        unread = frame[UNREAD].cast(str).str.contains(f"|{cause.field}|", literal=True).any()
        what = Text("全部空白或读不懂", "blank or unreadable") if unread else Text("全部空白", "blank")
        return Text(f"{cell_zh}列{what[0]}", f"{cell_en} is {what[1]} in every row")
    return {
        NO_SHEET: Text(f"没有“{sheet}”表", f"there is no table {sheet}"),
        NO_COLUMN: Text(f"“{sheet}”表没有“{heading}”列", f"there is no column {cell_en}"),
        BLANK: Text(f"{cell_zh}空白", f"{cell_en} is blank"),
        UNREADABLE: Text(f"{cell_zh}读不懂", f"{cell_en} cannot be read"),
        LOST: Text(f"{cell_zh}有空白，不知是谁的", f"{cell_en} is blank in rows that may be theirs"),
        LOST_UNREADABLE: Text(f"{cell_zh}有读不懂的，不知是谁的", f"{cell_en} cannot be read in rows that may be theirs"),
        NO_NUMBER: Text(f"{cell_zh}不是身份号码", f"{cell_en} is no identity number"),
        OTHER_YEAR: Text(f"{cell_zh}是{year_zh}的", f"{cell_en} is{year_en}"),
    }[cause.kind]


def sheet_written(table: str, registry: Registry, source: int = -1) -> str:
    """The name of a table's sheet as the files have it; the usual one where they differ or have none."""
    usual = MODELS[table].table.sheet
    sources = registry.tables[table].sources if registry.has(table) else ()
    if source >= 0:
        return sources[source].sheet or usual
    names = {one.sheet for one in sources}
    return (names.pop() or usual) if len(names) == 1 else usual


def heading_written(table: str, name: str, registry: Registry, source: int = -1) -> str:
    """The heading of a field as the files write it; the usual one where they differ or lack the column."""
    if not name:
        return ""
    usual = fields_of(MODELS[table])[name].heading
    sources = registry.tables[table].sources if registry.has(table) else ()
    if source >= 0:
        return sources[source].columns[name][1] if name in sources[source].columns else usual
    written = {one.columns[name][1] for one in sources if name in one.columns}
    return written.pop() if len(written) == 1 else usual
