"""Where errors are planted: the rows of a clean register, which households are still untouched, and what was planted so far."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace

from puxi_cli.errors import UsageError
from puxi_cli.samples import layout
from puxi_cli.samples.cells import Shift
from puxi_cli.samples.draw import Draw
from puxi_cli.samples.numbers import Numbers
from puxi_cli.samples.people import Row
from puxi_cli.samples.town import Town


@dataclass(frozen=True, slots=True)
class Planted:
    """One known error: the rule that must find it and where. `follows` is the number of the error it is a consequence of.

    `row` is None where a whole sheet is meant, `cell` blank where it is a row or a sheet.
    """

    number: int
    kind: str
    rule: str
    table: str
    sheet: str
    row: int | None
    cell: str
    heading: str
    field: str
    household_id: str
    person_id: str
    follows: int | None
    note: str


@dataclass(slots=True)
class House:
    """A household of the register: the indexes of its rows in the tables, and whether steps or inspections are told of it."""

    index: int
    row: Row
    members: list[int] = field(default_factory=list)
    incomes: list[int] = field(default_factory=list)
    has_steps: bool = False
    inspected: bool = False

    @property
    def listed(self) -> bool:
        """Whether it is or was on the register."""
        return bool(self.row.get("identified"))

    @property
    def exited(self) -> bool:
        """Whether it left the register and did not come back."""
        return str(self.row.get("status")).startswith("已脱贫")

    @property
    def poor(self) -> bool:
        """Whether it is on the register."""
        return self.listed and not self.exited

    @property
    def exit_year(self) -> int:
        """The year in which it left; 0 where it never did."""
        year = self.row.get("exit_year")
        return year if isinstance(year, int) else 0


@dataclass(frozen=True, slots=True)
class Someone:
    """A member of a household: the index of the row and the row as it is."""

    house: House
    index: int
    row: Row

    @property
    def present(self) -> bool:
        """Whether the person has not left."""
        return self.row.get("left") is None

    @property
    def head(self) -> bool:
        """Whether the person is the head."""
        return self.row["relation"] == "本人或户主"


class Ground:
    """A register in which every household is hit at most once. Rows are copied before they are changed."""

    def __init__(self, town: Town, draw: Draw) -> None:
        self.draw = draw
        self.tables: dict[str, list[Row]] = {name: list(rows) for name, rows in town.tables.items()}
        self.shifted: dict[tuple[str, int], Shift] = dict(town.shifted)
        self.planted: list[Planted] = []
        houses = {row["household_id"]: House(index, row) for index, row in enumerate(self.tables["households"])}
        for index, row in enumerate(self.tables["persons"]):
            houses[row["household_id"]].members.append(index)
        for index, row in enumerate(self.tables["incomes"]):
            houses[row["household_id"]].incomes.append(index)
        for row in self.tables["steps"]:
            houses[row["household_id"]].has_steps = True
        for row in self.tables["samples"]:
            houses[row["household_id"]].inspected = True
        # Whom another office has in a list stays as he is: planted in his household, an error would hide or copy the hit.
        hit = {row["id_no"] for row in self.tables["evidence"]}
        hit_homes = {row["household_id"] for row in self.tables["persons"] if row["id_no"] in hit}
        self._untouched = draw.shuffled([house for number, house in houses.items() if number not in hit_homes])
        self._numbers = Numbers()
        self._taken = {str(row["id_no"]) for row in self.tables["persons"]}
        self.hit = [house for number, house in houses.items() if number in hit_homes]

    def town(self, clean: Town) -> Town:
        """The register with what was planted."""
        return Town(clean.households, clean.seed, self.tables, self.shifted)

    def people(self, house: House) -> list[Someone]:
        """The members of a household."""
        return [Someone(house, index, self.tables["persons"][index]) for index in house.members]

    def there(self, house: House) -> list[Someone]:
        """Those of them who have not left."""
        return [person for person in self.people(house) if person.present]

    def house(self, fits: Callable[[House], bool]) -> House:
        """An untouched household that fits, touched from now on. Raises UsageError where none is left."""
        for place, house in enumerate(self._untouched):
            if fits(house):
                del self._untouched[place]
                return house
        raise too_small()

    def someone(self, fits: Callable[[Someone], bool], house_fits: Callable[[House], bool] = lambda house: True) -> Someone:
        """A person of an untouched household, which is touched from now on. Raises UsageError where none is left."""

        def candidates(house: House) -> Iterator[Someone]:
            return (person for person in self.people(house) if fits(person))

        house = self.house(lambda house: house_fits(house) and any(candidates(house)))
        return self.draw.pick(list(candidates(house)))

    def identity(self, birth: str, sex: str) -> str:
        """An identity number that nobody of the register has."""
        while (number := self._numbers.identity(birth, sex)) in self._taken:
            pass
        self._taken.add(number)
        return number

    def change(self, table: str, index: int, **values: object) -> None:
        """Put other values into a row."""
        self.tables[table][index] = {**self.tables[table][index], **values}

    def add(self, table: str, row: Row) -> int:
        """Append a row; returns its index."""
        self.tables[table].append(row)
        return len(self.tables[table]) - 1

    def shift(self, table: str, index: int, start: str, by: int) -> None:
        """Move the cells of a row by one column from a field on."""
        self.shifted[table, index] = Shift(start, by)

    def note(
        self,
        kind: str,
        rule: str,
        table: str,
        index: int,
        field: str | None,
        house: House | None,
        note: str,
        follows: Planted | None = None,
    ) -> Planted:
        """Write down where a rule must find the error; without a field it is the whole row, without a household one of nobody's."""
        row = self.tables[table][index]
        entry = Planted(
            number=len(self.planted) + 1,
            kind=kind,
            rule=rule,
            table=table,
            sheet=layout.sheet_of(table),
            row=index + 2,
            cell=layout.cell_name(table, index, field) if field else "",
            heading=layout.columns_of(table)[field].heading if field else "",
            field=field or "",
            household_id=str(house.row["household_id"]) if house else "",
            person_id=str(row.get("person_id") or "") if table == "persons" else "",
            follows=follows.number if follows else None,
            note=note,
        )
        self.planted.append(entry)
        return entry


def too_small() -> UsageError:
    """Why no further error can be planted."""
    return UsageError(
        "信息表太小，放不下这么多错误：每处错误各占一户。请增加 --households 或减少 --errors",
        "the register is too small for so many errors, each of which takes a household: more --households or fewer --errors",
    )


def in_order(planted: list[Planted]) -> list[Planted]:
    """The list by rule, consequences behind their causes, numbered anew from 1."""
    rules = {entry.number: entry.rule for entry in planted}
    ordered = sorted(planted, key=lambda e: (rules[e.follows or e.number], e.follows or e.number, e.number))
    numbers = {entry.number: number for number, entry in enumerate(ordered, 1)}
    return [replace(e, number=numbers[e.number], follows=numbers[e.follows] if e.follows else None) for e in ordered]
