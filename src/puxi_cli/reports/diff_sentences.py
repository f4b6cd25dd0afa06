"""The sentences of a comparison, the same on a screen and in a workbook: what was compared, what came of it, how the count of the poor went on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from puxi_cli.compared import Compared, Register
from puxi_cli.reports.diff_words import KEYS, SIDES, kinds_of, line_words, scope_words, size_words
from puxi_cli.reports.inputs import field_words, table_words
from puxi_cli.text.counting import counted, listed
from puxi_cli.text.words import COMMA, SEMICOLON, Lang, Text

_SAID = {
    "came": Text("新增", "came"),
    "went": Text("减少", "went"),
    "moved": Text("户间、村间调整", "moved"),
    "renumbered": Text("户编号变了", "renumbered"),
}
SIGNS = {-1: "−", 0: " ", 1: "+"}


def register_words(side: str, register: Register, lang: Lang) -> str:
    """One of the two: its files, its day and why that day, its size."""
    names = listed([read.file for read in register.inputs]).of(lang)
    why = register.day_from
    since = Text(f"（{why[0]}）", f" ({why[1]})").of(lang) if why else ""
    size = size_words(register.households, register.persons, lang)
    absent = [table for table, rows in (("households", register.households), ("persons", register.persons)) if rows is None]
    if absent:
        names_of_them = listed([table_words(table).of(lang) for table in absent]).of(lang)
        size += Text(f"（没有{names_of_them}）", f" (no table of {names_of_them})").of(lang)
    which = SIDES[side].of(lang)
    return Text(f"{which} {names}：{register.as_of}{since}，{size}", f"{which} {names}: {register.as_of}{since}, {size}").of(lang)


def matched_words(compared: Compared, lang: Lang) -> str:
    """How many households and persons were found again, and by which keys."""
    keys = [(words.of(lang), compared.matched_by[key]) for key, words in KEYS.items() if key in compared.matched_by]
    size = size_words(compared.matched_households, compared.matched_persons, lang)
    by = COMMA.of(lang).join(f"{key} {count:,}" for key, count in keys)
    left = listed([table_words(table).of(lang) for table in ("households", "persons") if table not in compared.tables]).of(lang)
    return Text(
        f"两表都有的：{size.replace('、', '，')}{f'（按{by}）' if by else ''}{f'；{left}未比对' if left else ''}",
        f"In both: {size}{f' (by {by})' if by else ''}{f'; {left} not compared' if left else ''}",
    ).of(lang)


def lone_words(compared: Compared, lang: Lang) -> Iterator[str]:
    """The columns that one register alone has, and those that some of its files lack."""
    for side in ("old", "new"):
        names = [
            f"{table_words(column.table).of(lang)}.{field_words(column.table, column.field).of(lang)}"
            for column in compared.lone_columns
            if column.side == side and column.rows is None
        ]
        if names:
            which, all_of_them = SIDES[side].of(lang), listed(names, None).of(lang)
            yield Text(f"只有{which}有的列，未比对：{all_of_them}", f"Columns of {which} alone, not compared: {all_of_them}").of(
                lang
            )
    for column in compared.lone_columns:
        if column.rows:
            name = f"{table_words(column.table).of(lang)}.{field_words(column.table, column.field).of(lang)}"
            yield Text(
                f"{name}：有的文件没有这一列，{column.rows:,} 行未比对",
                f"{name}: some files lack this column; {counted(column.rows, 'row')} not compared",
            ).of(lang)


def incomparable_counts(compared: Compared, lang: Lang) -> str:
    """How many rows of which register could not be matched."""
    counts = Counter((row.side, row.subject.scope) for row in compared.incomparable)
    parts = COMMA.of(lang).join(
        f"{SIDES[side].of(lang)} " + Text(f"{scope_words(scope, lang)} {n:,} 行", counted(n, f"{scope} row")).of(lang)
        for (side, scope), n in sorted(counts.items(), reverse=True)
    )
    return Text(f"无法对应、未比对的行：{parts}", f"Rows that cannot be matched and were not compared: {parts}").of(lang)


def verdict(compared: Compared, lang: Lang) -> str:
    """The sentence that a busy person looks for."""
    if compared.same:
        tables = listed([table_words(table).of(lang) for table in compared.tables]).of(lang)
        size = size_words(compared.matched_households, compared.matched_persons, lang)
        return Text(f"没有差别：{tables}，{size}逐格相同", f"No differences in {tables}: {size}, the same in every cell").of(lang)
    parts = []
    for event, words in _SAID.items():
        kinds = kinds_of(compared, event)
        households, persons = sum(row[1] or 0 for row in kinds), sum(row[2] or 0 for row in kinds)
        if households or persons:
            size = size_words(households or None, persons or None, lang)
            parts.append(Text(f"{words[0]} {size.replace('、', ' ')}", f"{words[1]}: {size}").of(lang))
    if compared.changed:
        subjects = {id(change.subject): change.subject.scope for change in compared.changed}
        scopes = Counter(subjects.values())
        of_households, of_persons = (compared.of_scope(scope, scopes[scope]) for scope in ("household", "person"))
        size, cells = size_words(of_households, of_persons, lang), len(compared.changed)
        parts.append(Text(f"改动 {cells:,} 格（{size}）", f"changed: {counted(cells, 'cell')} ({size})").of(lang))
    return SEMICOLON.of(lang).join(parts) or Text(
        "除无法对应的行外没有差别", "No differences beside the rows that cannot be matched"
    ).of(lang)


def flow_title(compared: Compared, lang: Lang) -> str:
    """What the flow leads from and to."""
    start, end = (_poor(register, lang) for register in (compared.old, compared.new))
    return Text(
        f"在册贫困人口：{compared.old.as_of} 旧表 {start}，{compared.new.as_of} 新表 {end}",
        f"Poor on the register: {start} by OLD on {compared.old.as_of}; {end} by NEW on {compared.new.as_of}",
    ).of(lang)


def _poor(register: Register, lang: Lang) -> str:
    households, persons = register.poor_households or 0, register.poor_persons or 0
    return Text(f"{households:,} 户 {persons:,} 人", f"{counted(households, 'household')}, {counted(persons, 'person')}").of(lang)


def flow_rows(compared: Compared, lang: Lang) -> list[tuple[str, str, int]]:
    """The lines that say something: sign, words with the day, persons. Rows that cannot be matched have lines where there are any."""
    days = {"old_end": compared.old.as_of, "start": compared.old.as_of, "end": compared.new.as_of}
    return [
        (
            SIGNS[line.sign],
            f"{days[line.line]} {line_words(line.line, lang)}" if line.line in days else line_words(line.line, lang),
            line.persons,
        )
        for line in (compared.flow.lines if compared.flow else ())
        if line.persons or not line.line.startswith("incomparable")
    ]


def flow_verdict(compared: Compared, lang: Lang) -> str:
    """Whether the identity closes."""
    gap = compared.flow.gap if compared.flow else 0
    if not gap:
        return Text("✓ 平衡", "✓ it closes").of(lang)
    return Text(f"✗ 不平衡，差 {gap} 人", f"✗ does not close, by {counted(gap, 'person')}").of(lang)
