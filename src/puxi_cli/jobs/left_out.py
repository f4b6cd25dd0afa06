"""What is in the files and in no figure, list or verdict; and which rows were read as one, or may count twice."""

from __future__ import annotations

from collections.abc import Iterator

from puxi_cli.findings import HouseholdNamed, LeftOut
from puxi_cli.jobs.opening import Opening
from puxi_cli.jobs.placed import numbers_named, placement_of
from puxi_cli.text.words import Text


def left_out_of(opening: Opening) -> Iterator[LeftOut]:
    """Households and persons that are in no figure, each kind by itself; rows that repeat another one are told as rows."""
    doubled, placed = opening.doubled, placement_of(opening)
    if empty := placed.empty:
        yield LeftOut(Text("在册而当日没有成员的户", "listed households without a member on the day"), len(empty), empty)
    for rows, what in (
        (placed.unnumbered, Text("户编号空白或无法识别的户", "households whose number is blank or unreadable")),
        (placed.homeless, Text("户编号空白、无法识别或不在户信息中的人", "persons of no household that can be told")),
    ):
        if rows:
            yield LeftOut(what, len(rows), rows=rows)
    if homes := doubled.households:
        repeated = sum(home.rows - 1 for home in homes)
        yield LeftOut(Text("户编号重复的行", "rows that repeat a household number"), repeated, _of(opening))
    if doubled.persons:
        yield LeftOut(Text("同户同一人重复的行", "rows that repeat a member of their household"), doubled.persons, doubled.at)


def _of(opening: Opening) -> tuple[HouseholdNamed, ...]:
    return tuple((home.number, home.village) for home in opening.doubled.households)


def doubled_notes(opening: Opening) -> Iterator[Text]:
    """What a reader of figures, lists and verdicts must know of rows that double each other."""
    found = opening.doubled
    if found.households:
        zh, en = numbers_named(_of(opening))
        rows = sum(home.rows for home in found.households)
        yield Text(
            f"{len(found.households)} 个户编号有多行（共 {rows} 行），各按一户计：{zh}。",
            f"Household numbers that stand on several rows ({rows} rows): {len(found.households)}; each is one household: {en}.",
        )
    if differing := [home for home in found.households if home.differing]:
        zh, en = numbers_named(tuple((home.number, home.village) for home in differing))
        headings = list(dict.fromkeys(heading for home in differing for heading in home.differing))
        yield Text(
            f"其中 {len(differing)} 户各行的“{'”“'.join(headings)}”不同，不同之处按无法识别处理：{zh}。",
            f"Of these {len(differing)} differ between their rows in {', '.join(headings)}; what differs is unknown: {en}.",
        )
    if found.persons:
        zh, en = numbers_named(found.at)
        yield Text(
            f"{found.persons} 行与同户另一行是同一人（姓名、证件号码相同），只计一人：{zh}。",
            f"Rows that repeat a member of their household (the same name and number), counted once: {found.persons}; households: {en}.",
        )
    if found.shared:
        zh, en = numbers_named(found.shared_at)
        yield Text(
            f"{found.shared} 人的证件号码同时在几户，属于哪一户无法判断，各户都计入，全镇人数可能多计 {found.shared_rows} 人：{zh}。",
            f"Persons whose number stands in several households: {found.shared}. Nobody can tell which is right: each counts them, so the "
            f"town's persons may be {found.shared_rows} too many; households: {en}.",
        )
