"""The sentences of a comparison, the same on a screen and in a workbook: what was compared, what came of it, how the count of the poor went on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from puxi_cli.reports.inputs import field_words, table_words
from puxi_cli.systems.compare.compared import Compared, LoneColumn, Register
from puxi_cli.systems.compare.words import KEYS, SIDES, kinds_of, line_words, scope_words, size_words
from puxi_cli.text.counting import counted, listed
from puxi_cli.text.words import COLON, COMMA, NO_WORDS, SEMICOLON, Text

_SAID = {
    "came": Text("新增", "came"),
    "went": Text("减少", "went"),
    "moved": Text("户间、村间调整", "moved"),
    "renumbered": Text("户编号变了", "renumbered"),
}
SIGNS = {-1: "−", 0: " ", 1: "+"}


def register_words(side: str, register: Register) -> Text:
    """One of the two: its files, its day and why that day, its size."""
    since, lacking = NO_WORDS, NO_WORDS
    if why := register.day_from:
        since = Text(f"（{why.zh}）", f" ({why.en})")
    absent = [table for table, rows in (("households", register.households), ("persons", register.persons)) if rows is None]
    if absent:
        tables = listed([table_words(table) for table in absent])
        lacking = Text("（没有{tables}）", " (no table of {tables})").filled({"tables": tables})
    names = SIDES[side] + " " + listed([read.file for read in register.inputs])
    return names + COLON + register.as_of + since + COMMA + size_words(register.households, register.persons) + lacking


def matched_words(compared: Compared) -> Text:
    """How many households and persons were found again, and by which keys."""
    by = COMMA.join(words + f" {compared.matched_by[key]:,}" for key, words in KEYS.items() if key in compared.matched_by)
    said = Text("两表都有的：", "In both: ") + size_words(compared.matched_households, compared.matched_persons, COMMA)
    if by:
        said += Text(f"（按{by.zh}）", f" (by {by.en})")
    left = listed([table_words(table) for table in ("households", "persons") if table not in compared.tables])
    return said + SEMICOLON + left + Text("未比对", " not compared") if left else said


def lone_words(compared: Compared) -> Iterator[Text]:
    """The columns that one register alone has, and those that some of its files lack."""
    for side in ("old", "new"):
        names = [_column(one) for one in compared.lone_columns if one.side == side and one.rows is None]
        if names:
            alone = Text("只有{side}有的列，未比对：", "Columns of {side} alone, not compared: ").filled({"side": SIDES[side]})
            yield alone + listed(names, None)
    for column in compared.lone_columns:
        if column.rows:
            yield _column(column) + Text(
                f"：有的文件没有这一列，{column.rows:,} 行未比对",
                f": some files lack this column; {counted(column.rows, 'row')} not compared",
            )


def _column(column: LoneColumn) -> Text:
    return table_words(column.table) + "." + field_words(column.table, column.field)


def incomparable_counts(compared: Compared) -> Text:
    """How many rows of which register could not be matched."""
    counts = Counter((row.side, row.subject.scope) for row in compared.incomparable)
    parts = COMMA.join(
        SIDES[side] + Text(f" {scope_words(scope).zh} {n:,} 行", f" {counted(n, f'{scope} row')}")
        for (side, scope), n in sorted(counts.items(), reverse=True)
    )
    return Text("无法对应、未比对的行：", "Rows that cannot be matched and were not compared: ") + parts


def verdict(compared: Compared) -> Text:
    """The sentence that a busy person looks for."""
    if compared.same:
        return Text("没有差别：{tables}，{size}逐格相同", "No differences in {tables}: {size}, the same in every cell").filled(
            {
                "tables": listed([table_words(table) for table in compared.tables]),
                "size": size_words(compared.matched_households, compared.matched_persons),
            }
        )
    parts = []
    for event, words in _SAID.items():
        kinds = kinds_of(compared, event)
        households, persons = sum(row[1] or 0 for row in kinds), sum(row[2] or 0 for row in kinds)
        if households or persons:
            size = size_words(households or None, persons or None, Text(" ", ", "))
            parts.append(words + Text(" ", ": ") + size)
    if compared.changed:
        subjects = {id(change.subject): change.subject.scope for change in compared.changed}
        scopes = Counter(subjects.values())
        of_households, of_persons = (compared.of_scope(scope, scopes[scope]) for scope in ("household", "person"))
        size, cells = size_words(of_households, of_persons), len(compared.changed)
        parts.append(Text(f"改动 {cells:,} 格（{size.zh}）", f"changed: {counted(cells, 'cell')} ({size.en})"))
    return SEMICOLON.join(parts) or Text("除无法对应的行外没有差别", "No differences beside the rows that cannot be matched")


def flow_title(compared: Compared) -> Text:
    """What the flow leads from and to."""
    start, end = (_poor(register) for register in (compared.old, compared.new))
    return Text(
        f"在册贫困人口：{compared.old.as_of} 旧表 {start.zh}，{compared.new.as_of} 新表 {end.zh}",
        f"Poor on the register: {start.en} by OLD on {compared.old.as_of}; {end.en} by NEW on {compared.new.as_of}",
    )


def _poor(register: Register) -> Text:
    households, persons = register.poor_households or 0, register.poor_persons or 0
    return Text(f"{households:,} 户 {persons:,} 人", f"{counted(households, 'household')}, {counted(persons, 'person')}")


def flow_rows(compared: Compared) -> list[tuple[str, Text, int]]:
    """The lines that say something: sign, words with the day, persons. Rows that cannot be matched have lines where there are any."""
    days = {"old_end": compared.old.as_of, "start": compared.old.as_of, "end": compared.new.as_of}
    return [
        (
            SIGNS[line.sign],
            f"{days[line.line]} " + line_words(line.line) if line.line in days else line_words(line.line),
            line.persons,
        )
        for line in (compared.flow.lines if compared.flow else ())
        if line.persons or not line.line.startswith("incomparable")
    ]


def flow_verdict(compared: Compared) -> Text:
    """Whether the identity closes."""
    gap = compared.flow.gap if compared.flow else 0
    if not gap:
        return Text("✓ 平衡", "✓ it closes")
    return Text(f"✗ 不平衡，差 {gap} 人", f"✗ does not close, by {counted(gap, 'person')}")
