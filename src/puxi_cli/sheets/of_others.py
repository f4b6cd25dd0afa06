"""Columns about somebody else than the row: those of a group, or beside one another, that has somebody else's name.

减少人口 over 姓名, 减少时间 and 减少原因 stands on the head's row and is about a member who died; without a name among them, the time and
the reason are the row's own. Only a list that names its rows elsewhere is looked at.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from puxi_cli.sheets.assignment import Asked, Match
from puxi_cli.sheets.headings_above import PLACE, written_above
from puxi_cli.sheets.qualifiers import is_name, normal, parts, says_of_which

Texts = Sequence[str]  # of a column: its heading, and those above it, the highest first
Hit = tuple[str, str] | Asked | None  # the field of a heading and how it is matched; what is asked about

_IDENTITY = frozenset({"name", "id_no", "person_id"})
_HAPPENED = frozenset({"joined", "left", "left_reason"})
# What a household is known by as poor, and a telephone: of somebody else they say nothing of the household of the row.
_STANDING = frozenset({"poor_type", "household_type", "status", "identified", "exit_year", "relapsed", "cause", "phone"})
_COUNTS = frozenset({"人数", "人口数"})
# 减少人口姓名, 监护人身份证号, and 死亡人员 beside 死亡时间.
_SOMEBODYS = re.compile(
    r"(?P<who>.{2,}?)(?:家庭)?(?:人员|人口|成员|对象|人)?的?(?:姓名|名字|名单|(?:居民)?身份证(?:号码?)?|公民身份号码|证件号码?)"
)
_PEOPLE = re.compile(r"(?P<who>.{2,}?)(?:家庭)?(?:人员|成员|对象)")
_EVENT = re.compile(r"(?:人员|人口|成员)?(?P<event>.{2,}?)的?(?:年月日|年月|时间|日期|年度|年份|原因|类型|方式|去向)")
_NEAR = 4  # columns on either side of a name that may be about whom it names


@dataclass(frozen=True)
class Whose:
    """The heading that says whom a column is about, as written, whether it stands above it, and of what it is: of all that a person has
    and by which a household is known as poor (`all`), of what a person has (`person`: that of a head or helper is of the row's household),
    or of what happened to a person (`happened`)."""

    text: str
    above: bool
    of: str

    def takes(self, table: str, field: str) -> bool:
        """Whether a field is not the row's own here."""
        if self.of == "happened":
            return field in _HAPPENED
        if self.of == "person":
            return table == "persons" and field not in PLACE | {"relation"}
        return field not in PLACE and (table == "persons" or field in _STANDING)


def of_others(columns: Sequence[tuple[int, Texts]], find: Callable[[str, Texts], Hit]) -> dict[int, Whose]:
    """By index, whom columns are about that are not about their row. `find` looks texts up in a table."""
    texts = [spellings for _, spellings in columns]
    persons = [find("persons", spellings) for spellings in texts]
    homes = [find("households", spellings) for spellings in texts]
    own = _own_name(texts, persons)
    if own is None and not any(isinstance(home, tuple) and home[0] == "head_name" for home in homes):
        return {}
    runs = _runs(texts)
    groups: dict[tuple[int, int], Whose] = {}  # by depth and number of the run
    for place, spellings in enumerate(texts):
        if len(spellings) > 1 and place != own and (whose := _named(spellings, persons[place], homes[place])):
            key = (depth := spellings.index(whose.text, 1)), runs[place][depth]
            holds_own = own is not None and runs[own][depth : depth + 1] == [key[1]]
            if not holds_own and (key not in groups or whose.of == "all"):
                groups[key] = whose
    found: dict[int, Whose] = {}
    for place, (index, spellings) in enumerate(columns):
        of_group = (groups.get((depth, runs[place][depth])) for depth in range(len(spellings) - 1, 0, -1))
        if whose := next(filter(None, of_group), None):
            found[index] = whose
    if own is not None:
        read = [isinstance(person, tuple) or isinstance(home, tuple) for person, home in zip(persons, homes, strict=True)]
        for place, heading in _beside(texts, read, own):
            found.setdefault(columns[place][0], Whose(heading, False, "all"))
    return found


def marked(match: Match, whose: Whose | None) -> Match:
    """A column that is no field, with what says whom it is about: nothing that reads columns later takes it for the row's."""
    if whose is None or match.field or match.extra:
        return match
    return replace(match, extra=whose.text, above=whose.text if whose.above else None)


def _own_name(texts: Sequence[Texts], persons: Sequence[Hit]) -> int | None:
    """The place of the column that names whom a row is about: one's own, else 姓名, else the first name."""
    names = [(place, hit[1]) for place, hit in enumerate(persons) if isinstance(hit, tuple) and hit[0] == "name"]
    own = (place for place, how in names if how == "own")
    plain = (place for place, _ in names if is_name(parts(normal(texts[place][0]))[0]))
    return next(own, next(plain, names[0][0] if names else None))


def _runs(texts: Sequence[Texts]) -> list[list[int]]:
    """For each column, by depth, the number of the run of columns below the same heading."""
    found: list[list[int]] = []
    for place, spellings in enumerate(texts):
        before = texts[place - 1] if place else ()
        runs = [place]
        for depth in range(1, len(spellings)):
            goes_on = len(before) > depth and before[1 : depth + 1] == spellings[1 : depth + 1]
            runs.append(found[-1][depth] if goes_on else place)
        found.append(runs)
    return found


def _named(texts: Texts, person: Hit, home: Hit) -> Whose | None:
    """Whom a column names or counts that is not the row's name, by the heading above it that says so."""
    bare = parts(normal(texts[0]))[0]
    if isinstance(home, tuple):
        return Whose(texts[-1], True, "person") if home[0] in ("head_name", "helper") and is_name(bare) else None
    if isinstance(person, tuple):
        return Whose(texts[-1], True, "all") if person[0] == "name" and person[1] != "own" else None
    for hit, of in ((person, "all"), (home, "happened")):
        if isinstance(hit, Asked) and (hit.field in _IDENTITY if of == "all" else bare in _COUNTS):
            above = written_above(texts, hit.extra)
            return Whose(above, True, of) if above else None
    return None


def _beside(texts: Sequence[Texts], read: Sequence[bool], own: int) -> Iterator[tuple[int, str]]:
    """The places of columns beside somebody else's name that are about the same one, each with the heading of that name."""
    bare = [parts(normal(spellings[0]))[0] for spellings in texts]
    for place, heading in enumerate(bare):
        name = None if read[place] else _SOMEBODYS.fullmatch(heading)
        people = name or (None if read[place] else _PEOPLE.fullmatch(heading))
        if not people:
            continue
        who = people["who"]
        for step in (-1, 1):
            for beside in range(place + step, place + step * (_NEAR + 1), step):
                if not 0 <= beside < len(texts) or texts[beside][1:] != texts[place][1:] or beside == own:
                    break
                event = _EVENT.fullmatch(bare[beside])
                same = event is not None and (event["event"] in who or who in event["event"])
                # 出生日期 behind 监护人姓名; behind 姓名 and 配偶姓名 it may be either's.
                anybodys = name is not None and step > 0 and place - 1 != own and says_of_which(bare[beside])
                if not same and not anybodys:
                    break
                yield beside, texts[place][0]
