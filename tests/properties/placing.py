"""Where each household of a made register is placed by `stats`, `identify` and the notices, and what is wrong with it."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

from puxi_cli.errors import UnreadableFile
from puxi_cli.jobs.identify import identified
from puxi_cli.jobs.opening import Opening, open_register
from puxi_cli.jobs.rulebook import Rulebook
from puxi_cli.jobs.settings_parts import Settings
from puxi_cli.rules.base import Rule
from puxi_cli.sheets.loading import Loading
from puxi_cli.systems.figures.figures_job import figures_of
from puxi_cli.systems.notices.job import notices_of
from tests.oracle import cells
from tests.oracle.register import Household
from tests.oracle.standing import EXITED, LISTED, UNKNOWN, UNLISTED, standing
from tests.properties.registers import FILE_DAY, Family, Register, make, places, write

_ROW_READERS = {
    "identified": ("首次识别时间", cells.day), "exit_year": ("脱贫年度", cells.year), "relapsed": ("返贫时间", cells.day),
}  # fmt: skip
_TELL_WHO = (
    ("首次识别时间", cells.day), ("脱贫属性", lambda raw: cells.word(raw, cells.STATUS)),
    ("户类型", lambda raw: cells.word(raw, cells.HOUSEHOLD_TYPES)),
)  # fmt: skip


def day_of(seed: int) -> date:
    """Mostly the day of the file."""
    return {0: date(2018, 6, 30), 1: date(2017, 12, 31)}.get(seed % 6, FILE_DAY)


def expected(register: Register, family: Family, day: date) -> str:
    """Where the oracle places a household by what its cells mean."""
    tells_who = any(read(one.cells[heading]).value is not None for one in register.families for heading, read in _TELL_WHO)
    of = family.cells
    known = dict.fromkeys(Household.__dataclass_fields__, cells.BLANK)
    household: Any = Household(**{
        **known, "household_id": family.number, "row": of, "village": family.village,
        **{name: read(of[heading]) for name, (heading, read) in _ROW_READERS.items()},
        "status": cells.word(of["脱贫属性"], cells.STATUS), "poor_type": cells.word(of["贫困户属性"], cells.POOR_TYPES),
        "household_type": cells.word(of["户类型"], cells.HOUSEHOLD_TYPES), "cause": cells.word(of["主要致贫原因"], cells.CAUSES),
    })  # fmt: skip
    return standing(household, day, FILE_DAY, tells_who)


class _FewRules(Rulebook):
    """The rules that decide whether a verdict is a lead: with the others, 500 registers take three times as long."""

    def built_in(self, families: Collection[str]) -> list[Rule]:
        return [rule for rule in super().built_in(families) if rule.card.id in ("ID107", "ID108")]


class _FewSettings(Settings):
    @cached_property
    def rulebook(self) -> Rulebook:
        return _FewRules(Settings(Path()))


def problems(seed: int, folder: Path, whole: bool = False) -> list[str]:
    """What does not hold of the register of a seed; `whole` with all rules of `identify`."""
    register, day = make(seed), day_of(seed)
    path = write(register, folder)
    settings = Settings(Path()) if whole else _FewSettings(Path())
    opening = open_register(Loading([path]), day, "610921", settings)
    return list(_problems(register, opening, path, day))


def _problems(register: Register, opening: Opening, path: Path, day: date) -> Iterator[str]:
    _, checked = identified(opening, opening.settings)
    figures = figures_of(opening, None, None)
    notices = notices_of(opening, checked)
    verdicts = {verdict.household_id: verdict for verdict in checked.verdicts}
    if len(verdicts) != len(checked.verdicts):
        yield "a household has two verdicts"
    frame = opening.registry.frame("households")
    ids = frame["household_id"].drop_nulls().to_list()
    names = dict(zip(frame["household_id"].to_list(), frame["head_name"].to_list(), strict=True))
    if len(ids) != len(set(ids)):
        yield f"household numbers stand twice: {sorted(one for one in ids if ids.count(one) > 1)}"
    left_rows = {(place.file, place.sheet, place.row) for left in figures.left_out for place in left.rows}
    left_named = {number for left in figures.left_out for number, _ in left.households}
    undecided = {number for number, _ in figures.undecided}
    rows: dict[int, set[tuple[str, str | None, int]]] = {}
    for family, where in places(register, path):
        rows.setdefault(id(family), set()).add(where)
    by_head: dict[str, str] = {}
    for number, name in names.items():
        if number and name:
            by_head[str(name).replace(" ", "").replace("　", "")] = number
    keys: dict[str, Family] = {}
    counted, persons, unsure = set(), 0, set()
    for family in register.families:
        key = family.number if register.numbered else by_head.get(family.head, "")
        about = f"{family.number} {family.head} {family.written} "
        mine = {(Path(file).name, sheet, row) for file, sheet, row in rows[id(family)]}
        lost = {where for where in mine if where in {(Path(f).name, s, r) for f, s, r in left_rows}}
        if key not in set(ids):
            if lost != mine:
                yield about + f"is nowhere: rows {sorted(mine - lost)} are in no figure and not named"
            continue
        if family.number_lost:
            yield about + "was found, though its number is lost"
            continue
        if key in keys:
            yield about + "shares its number"
        keys[key] = family
        if lost and not family.unnumbered:
            yield about + f"is found, and rows of it are left out: {sorted(lost)}"
        verdict = verdicts.get(key)
        said = EXITED if verdict is None else {True: LISTED, False: UNLISTED, None: UNKNOWN}[verdict.listed]
        wanted = expected(register, family, day)
        if said != wanted:
            yield about + f"is {said}, not {wanted}"
        if (said == UNKNOWN) is not (key in undecided):
            yield about + "is undecided for one command and not for the other"
        if key in left_named:
            yield about + "has members and is left out as if it had none"
        if said == LISTED:
            counted.add(key)
            persons += len(family.members) - len(lost)
        if said == UNKNOWN:
            unsure.add(key)
    if extra := set(ids) - set(keys):
        yield f"households that the file does not hold: {sorted((one, names[one]) for one in extra)}"
    if figures.households != len(counted):
        yield f"stats counts {figures.households} households, identify {len(counted)}"
    if figures.persons != persons:
        yield f"stats counts {figures.persons} persons, not {persons}"
    if figures.all_households != len(keys):
        yield f"stats knows {figures.all_households} households of {len(keys)}"
    listed = next((notice for notice in notices if notice.kind == "listed"), None)
    on_notice = [row.household_id for row in listed.rows] if listed else []
    if sorted(on_notice) != sorted(counted):
        yield f"the notice lists {sorted(on_notice)}, counted are {sorted(counted)}"
    doubts = {doubt.household_id for doubt in listed.doubts} if listed else set()
    if not unsure <= doubts:
        yield f"the notice's check sheet does not name {sorted(unsure - doubts)}"


__all__ = ["UnreadableFile", "expected", "problems"]
