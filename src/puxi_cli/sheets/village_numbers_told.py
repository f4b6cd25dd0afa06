"""How it is told that household numbers begin anew in each village, and whose rows cannot be placed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from puxi_cli.records.kinds import VILLAGE_ENDS
from puxi_cli.records.place import Place
from puxi_cli.sheets.faults import WHOSE_VILLAGE, Fault
from puxi_cli.sheets.layouts import ReadSheet
from puxi_cli.text.words import Text

SHOWN = 5  # numbers in a note
SERIAL = 4  # digits of a number that a village may have given itself, where nothing tells the heads
ID = "household_id"


def note(apart: Mapping[str, Mapping[str, str]], labels: Mapping[tuple[str, str], str]) -> Text:
    """That numbers stand in several villages and how their households are told apart, said once."""
    zh, en = numbers(list(apart))
    first = next(iter(apart))
    example = list(dict.fromkeys(labels[first, village] for village in apart[first]))[:2]
    own = all(len(number) <= SERIAL for number in apart)
    return Text(
        f"户编号 {zh} 在几个村重复，户主不同，{'是各村自编的序号，' if own else '请核对编号，'}按行政村加户编号分户，"
        f"写作 {'、'.join(example)}。",
        f"Household numbers that stand in several villages with other heads{', as each village counted its own' if own else ''}: {en}. "
        f"Village and number together are the household: {', '.join(example)}.",
    )


def notes_of_lost(lost: Mapping[int, Mapping[str, int]], sheets: Sequence[ReadSheet]) -> Iterator[Text]:
    """How many rows of which sheet nobody can place, by the numbers they have."""
    for at, counts in lost.items():
        where = f"{sheets[at].file} {sheets[at].sheet or ''}".strip()
        zh, en = numbers(list(counts))
        yield Text(
            f"{where}：有 {sum(counts.values())} 行的户编号（{zh}）几个村都有，本表没有写村，分不清是哪一户，没有计入。",
            f"{where}: rows with a household number that several villages have ({en}), while nothing here says of which village they are: "
            f"{sum(counts.values())}. They are not counted.",
        )


def faults_of_lost(lost: Mapping[int, Mapping[str, int]], sheets: Sequence[ReadSheet]) -> Iterator[Fault]:
    """The same as faults, one a sheet."""
    for at, counts in lost.items():
        sheet = sheets[at]
        number = next(match for match in sheet.found.assignment.matched if match.field == ID)
        place = Place(sheet.file, sheet.sheet, sheet.found.row, number.column, number.heading)
        values = {"heading": number.heading, "rows": sum(counts.values()), "numbers": numbers(list(counts))}
        yield Fault(WHOSE_VILLAGE, place, sheet.found.assignment.tables[0], ID, values=values)


def numbers(numbers: Sequence[str]) -> Text:
    """The first of some numbers, and how many more there are."""
    found = sorted(numbers, key=lambda number: (len(number), number))
    shown, more = found[:SHOWN], len(found) - SHOWN
    return Text(
        "、".join(shown) + (f" 等 {len(found)} 个" if more > 0 else ""),
        ", ".join(shown) + (f" and {more} more" if more > 0 else ""),
    )


def as_village(name: str) -> str:
    """The name of a village with the word for it."""
    return name if name.endswith(VILLAGE_ENDS) else f"{name}村"
