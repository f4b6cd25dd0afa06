"""Who lives in a house: relations to the head that fit sexes and ages, and who joined or left when.

Ages are counted in 2018, the last year of the sample.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal

from puxi_cli.samples import names
from puxi_cli.samples.draw import Draw
from puxi_cli.samples.plan import LAST_YEAR, Change

Sex = Literal["男", "女"]
OLDEST = 95
_PARENTS: dict[bool, tuple[str, Sex]] = {True: ("之父", "男"), False: ("之母", "女")}


@dataclass(slots=True)
class Member:
    """A person as the family knows him; `joined` is blank for those who were there when the household was identified."""

    relation: str
    sex: Sex
    age: int
    name: str
    birth: str
    joined: str | None = None
    left: str | None = None
    left_reason: str | None = None

    @property
    def surname(self) -> str:
        """The first character of the name."""
        return self.name[0]

    def there_at_end_of(self, year: int) -> bool:
        """Whether the person belongs to the household on 31 December of a year from its identification on."""
        joined = self.joined is None or int(self.joined[:4]) <= year
        return joined and (self.left is None or int(self.left[:4]) > year)


@dataclass(slots=True)
class _Couple:
    """A child of the head and his or her spouse, and their children's ages."""

    child: Member
    spouse: Member
    ages: list[int] = field(default_factory=list)


def make_family(draw: Draw, size: int, youngest: int, change: Change | None = None, alone_and_old: bool = False) -> list[Member]:
    """`size` members who are there at the end of 2018, the head first, and behind them the one who has left, if any.

    Nobody but a newborn of the plan is younger than `youngest`.
    """
    family = _Family(draw, size, youngest, change, alone_and_old)
    if change:
        family.carry_out(change)
    family.fill(size)
    return family.present + family.gone


class _Family:
    def __init__(self, draw: Draw, size: int, youngest: int, change: Change | None, alone_and_old: bool) -> None:
        self.draw = draw
        self.youngest = youngest
        self.kids: list[Member] = []
        self.couples: list[_Couple] = []
        self.gone: list[Member] = []
        self.spouse: Member | None = None
        kind = change.kind if change else None
        sex: Sex = "男" if kind in ("birth", "bride") or draw.chance(0.72 if size == 1 else 0.88) else "女"
        age = self._age_of_head(size, kind, alone_and_old)
        self.head = self._member("本人或户主", sex, age, names.surname(draw))
        self.present = [self.head]
        self.old = alone_and_old

    def _age_of_head(self, size: int, kind: str | None, alone_and_old: bool) -> int:
        draw = self.draw
        if alone_and_old:
            return draw.between(64, 88)
        if kind == "birth":
            return draw.between(28, 39)
        if kind in ("bride", "wedding", "move"):
            return draw.between(49, 62)
        if kind == "death":
            return draw.between(66, 84) if size == 1 else draw.between(44, 62)
        if size == 1:
            return draw.between(45, 84)
        if size == 2:
            return draw.between(42, 78)
        return draw.between(33, 52) if draw.chance(0.6) else draw.between(53, 70)

    def _member(self, relation: str, sex: Sex, age: int, surname: str) -> Member:
        draw = self.draw
        birth = f"{LAST_YEAR - age}{draw.between(1, 12):02d}{draw.between(1, 28):02d}"
        return Member(relation, sex, age, surname + names.given_name(draw, sex), birth)

    def carry_out(self, change: Change) -> None:
        """The one event of the plan."""
        draw = self.draw
        if change.kind == "birth":
            self.add_spouse()
            baby = self._child(LAST_YEAR - change.year)
            month = draw.between(1, 11)
            baby.birth = f"{change.year}{month:02d}{draw.between(1, 28):02d}"
            baby.joined = f"{change.year}{month + 1:02d}"  # entered in the month after
        elif change.kind == "bride":
            self.add_spouse()
            son = self._child(draw.between(22, min(self.head.age - 27, 32)), "男")
            bride = self._in_law(son)
            bride.joined = f"{change.year}{draw.between(1, 12):02d}"
        else:
            self._somebody_leaves(change)

    def _somebody_leaves(self, change: Change) -> None:
        draw, head = self.draw, self.head
        if change.kind == "death":
            if head.age > 65:
                gone = self._member("配偶", _other(head.sex), head.age + draw.between(-2, 6), names.surname(draw))
            else:
                father = draw.chance(0.55)
                family_name = head.surname if father else names.surname(draw)
                relation, sex = _PARENTS[father]
                gone = self._member(relation, sex, head.age + draw.between(22, 30), family_name)
            gone.left_reason = "死亡"
        else:
            daughter = change.kind == "wedding" or draw.chance(0.5)
            age = draw.between(23, head.age - 22) if change.kind == "move" else LAST_YEAR - change.year + draw.between(20, 24)
            gone = self._member("之女" if daughter else "之子", "女" if daughter else "男", age, head.surname)
            gone.left_reason = "嫁出" if change.kind == "wedding" else "其他转出"
            self.kids.append(gone)  # so that brothers and sisters are not born in the same months
        gone.left = f"{change.year}{draw.between(1, 12):02d}"
        self.gone.append(gone)

    def fill(self, size: int) -> None:
        """Whoever is still lacking, as far as ages allow; brothers and sisters of the head always can."""
        draw = self.draw
        # Where a wife or husband has died, nobody takes the place; those alone and old are alone.
        widowed = any(member.relation == "配偶" for member in self.gone)
        may_marry = self.spouse is None and not widowed and not self.old
        if len(self.present) < size and may_marry and draw.chance(0.6 if size == 2 else 0.88):
            self.add_spouse()
        ways: list[tuple[Callable[[], bool], float]] = [
            (self.add_child, 3.0 if self.head.age < 53 else 1.2),
            (self.add_parent, 0.8),
            (self.add_in_law, 3.0),
            (self.add_grandchild, 4.0),
        ]
        if self.old:
            ways = []
        untried = ways
        while len(self.present) < size:
            way = draw.weighted(untried) if untried else self.add_sibling
            # What cannot be now may be once somebody else is there: a grandchild when a son has a wife.
            untried = ways if way() else [other for other in untried if other[0] is not way]

    def add_spouse(self) -> None:
        """Wife or husband of the head."""
        age = self.head.age + (self.draw.between(-4, 2) if self.head.sex == "男" else self.draw.between(-2, 5))
        self.spouse = self._member("配偶", _other(self.head.sex), max(age, 24), names.surname(self.draw))
        self.present.append(self.spouse)

    def _child(self, age: int, sex: Sex | None = None) -> Member:
        if sex is None:
            # Grown daughters have mostly married into another household.
            sex = "男" if self.draw.chance(0.85 if age >= 26 else 0.53) else "女"
        father = self.spouse if self.spouse and self.head.sex == "女" else self.head
        kid = self._member("之子" if sex == "男" else "之女", sex, age, father.surname)
        self.kids.append(kid)
        self.present.append(kid)
        return kid

    def add_child(self) -> bool:
        """A son or daughter, at least two years from the next."""
        mother = min(self.head.age, self.spouse.age) if self.spouse else self.head.age
        age = self._spaced(max(self.youngest, mother - 40), mother - 21, [kid.age for kid in self.kids])
        if age is None or len(self.kids) >= 4:
            return False
        self._child(age)
        return True

    def add_parent(self) -> bool:
        """Father or mother of the head, whoever is not there and did not die."""
        known = {member.relation for member in self.present + self.gone}
        wanted = [relation for relation in ("之父", "之母") if relation not in known]
        if not wanted or self.head.age > 68:
            return False
        father = self.draw.pick(wanted) == "之父"
        relation, sex = _PARENTS[father]
        age = min(self.head.age + self.draw.between(21, 30), OLDEST)
        self.present.append(self._member(relation, sex, age, self.head.surname if father else names.surname(self.draw)))
        return True

    def add_in_law(self) -> bool:
        """The wife of a grown son, seldom the husband of a grown daughter."""
        married = {id(couple.child) for couple in self.couples}
        single = [
            kid
            for kid in self.kids
            if kid.age >= 25 and kid.left is None and id(kid) not in married and (kid.sex == "男" or self.draw.chance(0.2))
        ]
        if not single:
            return False
        self._in_law(self.draw.pick(single))
        return True

    def _in_law(self, kid: Member) -> Member:
        son = kid.sex == "男"
        age = max(kid.age + (self.draw.between(-3, 1) if son else self.draw.between(-1, 4)), 22)
        spouse = self._member("之儿媳" if son else "之女婿", _other(kid.sex), age, names.surname(self.draw))
        self.couples.append(_Couple(kid, spouse))
        self.present.append(spouse)
        return spouse

    def add_grandchild(self) -> bool:
        """A child of a married child."""
        for couple in self.couples:
            if couple.spouse.joined is not None:
                continue  # who married in lately has children only where the plan says so
            parent = min(couple.child.age, couple.spouse.age)
            age = self._spaced(max(self.youngest, parent - 40), parent - 21, couple.ages)
            if age is None or len(couple.ages) >= 3:
                continue
            couple.ages.append(age)
            son = couple.child.sex == "男"
            sex: Sex = "男" if self.draw.chance(0.53) else "女"
            relation = ("之" if son else "之外") + ("孙子" if sex == "男" else "孙女")
            self.present.append(self._member(relation, sex, age, (couple.child if son else couple.spouse).surname))
            return True
        return False

    def add_sibling(self) -> bool:
        """A brother or sister of the head; in a house of the old, as old."""
        least = 63 if self.old else 30
        age = min(max(self.head.age + self.draw.between(-8, 8), least), OLDEST)
        self.present.append(self._member("之兄弟姐妹", "男" if self.draw.chance(0.7) else "女", age, self.head.surname))
        return True

    def _spaced(self, least: int, most: int, others: list[int]) -> int | None:
        ages = [age for age in range(least, most + 1) if all(abs(age - other) >= 2 for other in others)]
        return self.draw.pick(ages) if ages else None


def _other(sex: Sex) -> Sex:
    return "女" if sex == "男" else "男"
