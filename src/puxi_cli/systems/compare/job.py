"""`puxi diff`: two registers of one town held against each other."""

from __future__ import annotations

import dataclasses
from contextlib import ExitStack
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from puxi_cli.errors import UnreadableFile, UsageError
from puxi_cli.jobs.settings_parts import Settings
from puxi_cli.sheets.loading import Loading
from puxi_cli.text.words import Text

_FEW = 2  # fewer than one row in so many stands in both registers

if TYPE_CHECKING:
    from collections.abc import Iterator

    from puxi_cli.jobs.opening import Opening
    from puxi_cli.systems.compare.compared import Compared, Register
    from puxi_cli.systems.compare.sides import Side


def diff(
    old: Path,
    new: Path,
    *,
    old_day: date | None = None,
    day: date | None = None,
    settings: Settings | None = None,
    password: str | None = None,
) -> Compared:
    """Compare two registers, each a file or a folder, each on its own day.

    Raises UnreadableFile where one of them cannot be read or they have no table in common that is compared, UsageError where OLD's
    day is the later one.
    """
    wanted = settings or Settings(Path())
    with ExitStack() as reading:
        # Both are read ahead at once; where the first cannot be read, the second is not left waiting.
        files = []
        for path in (old, new):
            files.append(Loading([path], password))
            reading.callback(files[-1].close)
        # Imported here and not above: the files are being read meanwhile.
        from puxi_cli.jobs.opening import open_register
        from puxi_cli.systems.compare.compare import TABLES, compare
        from puxi_cli.systems.compare.sides import Side

        openings = [
            open_register(each, asked, None, wanted, _fields(asked is None))
            for each, asked in zip(files, (old_day, day), strict=True)
        ]
    before, after = _with_same_villages(*openings)
    _check_order(old, new, before, after)
    if not any(before.registry.has(name) and after.registry.has(name) for name in TABLES):
        raise UnreadableFile(
            f"{old} 与 {new} 没有可以比对的同一种表（户信息、人口信息）。puxi headings 可查看各列的识别情况。",
            f"{old} and {new} have neither households nor persons in common, so nothing can be compared. "
            "puxi headings shows how columns were understood.",
        )
    compared = compare(_side(before, Side), _side(after, Side), (_told(before), _told(after)))
    return _with_notes(compared, before, after)


def _with_same_villages(before: Opening, after: Opening) -> tuple[Opening, Opening]:
    """Both with one spelling of each village: as NEW writes it, where it does."""
    from puxi_cli.sheets.one_village import read_as, village_spellings

    found = village_spellings(before.registry, after.registry)
    if not found.meant:
        return before, after
    both = ", ".join(f"{written} = {meant}" for written, meant in found.meant.items())
    note = Text(
        f"两份表中写法不同的同一个村，按同一个村比对：{both.replace(', ', '、')}。",
        f"Villages that the two write differently were compared as one: {both}.",
    )
    readings = [
        dataclasses.replace(
            opening.reading, registry=read_as(opening.reading.registry, found), notes=(*opening.reading.notes, *notes)
        )
        for opening, notes in ((before, ()), (after, (note,)))
    ]
    return dataclasses.replace(before, reading=readings[0]), dataclasses.replace(after, reading=readings[1])


def _fields(day_wanted: bool) -> dict[str, frozenset[str]]:
    """What is read: all of the tables compared, the villages' names for their order; the years of the others where a day has to be found."""
    from puxi_cli.records.fields import fields_of
    from puxi_cli.records.tables import MODELS
    from puxi_cli.systems.compare.compare import TABLES

    years = {"incomes": frozenset({"year"}), "village_years": frozenset({"year"})} if day_wanted else {}
    return {**{name: frozenset(fields_of(MODELS[name])) for name in TABLES}, "villages": frozenset({"village"}), **years}


def _side(opening: Opening, made: type[Side]) -> Side:
    from puxi_cli.facts.tables import Tables

    registry = opening.reading.registry
    frames, present = opening.engine.frames_of(registry)
    tables = Tables(frames, present, opening.law, opening.asking.state_day, file_day=registry.snapshot_day)
    return made(registry, tables, opening.day.isoformat())


def _told(opening: Opening) -> Register:
    from puxi_cli.systems.compare.compared import Register

    registry = opening.reading.registry
    households, persons = (registry.frame(name).height if registry.has(name) else None for name in ("households", "persons"))
    return Register(
        opening.day.isoformat(),
        opening.day_from,
        opening.reading.inputs,
        households,
        persons,
        None,
        None,
        tuple(_notes_of(opening)),
    )


def _notes_of(opening: Opening) -> Iterator[Text]:
    """What must be known of the reading of one of them, and of whom its day concerns."""
    from puxi_cli.jobs.caveats import not_read
    from puxi_cli.jobs.placed import day_notes

    yield from opening.reading.notes
    yield from day_notes(opening)
    if lost := not_read(opening):
        yield Text(f"{lost[0]}，请先运行 puxi validate。", f"{lost[1]}; run puxi validate first.")


def _check_order(old: Path, new: Path, before: Opening, after: Opening) -> None:
    """Raises UsageError where OLD is of a later day than NEW."""
    if before.day <= after.day:
        return
    raise UsageError(
        f"旧表 {old} 的日期 {before.day} 晚于新表 {new} 的 {after.day}，两份可能写反了：puxi diff 旧表 新表。"
        "日期不对时，用 --old-as-of 和 --as-of 写明。",
        f"OLD {old} is of {before.day}, later than NEW {new} of {after.day}: most likely they are swapped (puxi diff OLD NEW). "
        "If a day is wrong, give it by --old-as-of and --as-of.",
    )


def _with_notes(compared: Compared, before: Opening, after: Opening) -> Compared:
    return dataclasses.replace(compared, notes=tuple(_notes(compared, before, after)))


def _notes(compared: Compared, before: Opening, after: Opening) -> Iterator[Text]:
    """What the comparison is to be read with."""
    from puxi_cli.records.tables import MODELS
    from puxi_cli.reports.inputs import table_words
    from puxi_cli.text.counting import listed

    yield from _little_in_common(compared)
    if before.day == after.day:
        yield Text(
            f"两份表的日期都是 {after.day}：各项差别都按更正计。旧表如是更早的，请用 --old-as-of 写明日期。",
            f"Both registers are of {after.day}, so every difference is a correction. If OLD is of an earlier day, give it by --old-as-of.",
        )
    files = [{item.sha256 for item in opening.reading.inputs} for opening in (before, after)]
    if files[0] == files[1]:
        yield Text("两份表的文件内容完全相同。", "The files of both registers are the same, byte for byte.")
    for name in ("households", "persons"):
        if name not in compared.tables:
            has = [opening.reading.registry.has(name) for opening in (before, after)]
            sheet = MODELS[name].table.sheet
            zh, en = Text("旧表", "OLD") if has[0] else Text("新表", "NEW") if has[1] else Text("两份表都", "neither register")
            if any(has):
                yield Text(f"只有{zh}有{sheet}，未比对。", f"Only {en} has {name}; they were not compared.")
            else:
                yield Text(f"{zh}没有{sheet}，未比对。", f"{en.capitalize()} has {name}; they were not compared.")
    if compared.flow is None:
        yield Text(
            "两份表须都有户信息和人口信息，才能算出在册贫困人口的流动。",
            "Both registers must have households and persons before it can be counted who is poor; there is no flow.",
        )
    yield from _corrected_and_gone_on(compared)
    if compared.reused_numbers:
        yield Text(
            f"{compared.reused_numbers} 个人编号在新表中是另一个人（姓名和证件号码都不同），没有按人编号对应。",
            f"{compared.reused_numbers} person numbers belong to somebody else in NEW (name and identity number both differ); "
            "they were not matched by it.",
        )
    if compared.unread_in_both:
        yield Text(
            f"{compared.unread_in_both} 个格子在两份表中都读不懂，是否有变动无法判断。",
            f"{compared.unread_in_both} cells cannot be read in either register, so it cannot be told whether they differ.",
        )
    tables = {
        table for opening in (before, after) for item in opening.reading.inputs for sheet in item.sheets for table in sheet.tables
    }
    others = [name for name in MODELS if name in tables and name not in ("households", "persons")]
    if others:
        said = Text("只比对户信息和人口信息；没有比对：{others}。", "Only households and persons are compared; not {others}.")
        yield said.filled({"others": listed([table_words(name) for name in others], None)})


def _corrected_and_gone_on(compared: Compared) -> Iterator[Text]:
    """Whom the flow corrects and then lets come or go: by OLD they were no other than by NEW, so the events do not have them."""
    if compared.flow is None:
        return
    who = {line.line: {counted.subject for counted in line.who} for line in compared.flow.lines}
    told = {event.subject for event in compared.events if event.event in ("came", "went", "moved")}
    later = who["exited"] | who["new"] | who["returned"] | who["natural_increase"] | who["natural_decrease"]
    if both := ((who["added"] | who["taken_out"]) & later) - told:
        yield Text(
            f"流动中有 {len(both)} 人先在更正（补计或不再计入），又在其后的脱贫、新识别等行；"
            "两份表各按自己的日期计，他们没有变动，所以不在新增、减少的人数中。",
            f"The flow has {len(both)} persons in its corrections and again in a line after them (exited, newly identified …). Each register "
            "by its own day tells no change of them, so they are not among those who came or went.",
        )


def _little_in_common(compared: Compared) -> Iterator[Text]:
    """Two registers of one town have nearly all rows in common; where they have few, they may be of two towns, or numbered anew."""
    sizes = [sum(getattr(register, name) for name in compared.tables) for register in (compared.old, compared.new)]
    if _FEW * ((compared.matched_households or 0) + (compared.matched_persons or 0)) < min(sizes):
        yield Text(
            "两表都有的户和人不到一半：可能不是同一个镇的信息表，或编号全部重编了，请先核对文件。",
            "Fewer than half of the rows stand in both: these may be registers of two towns, or all numbers were given anew. "
            "Check the files first.",
        )
