"""Planted errors between records: members and households that do not find each other, heads, doubles, sizes, villages."""

from __future__ import annotations

from puxi_cli.samples.ground import Ground, House, Someone
from puxi_cli.samples.names import COUNTY, UNKNOWN_VILLAGE

HEAD = "本人或户主"
# Household numbers that the sample never deals out.
_NOWHERE = 99_000_000
_EMPTY = 98_000_000


def _member(person: Someone) -> bool:
    return person.present and not person.head


def _steady(house: House, people: list[Someone]) -> bool:
    """Nobody joined or left: the stated size is that of every year."""
    return all(p.present and p.row.get("joined") == house.row.get("identified") for p in people)


def _spare(person: Someone) -> bool:
    """A member on whom nothing that is told of his household rests: neither its cause nor its work, school or allowances."""
    if not _member(person) or not person.house.listed:
        return _member(person)
    row = person.row
    rests = row["work_months"] or row["schooling"] != "非在校生" or row["minimum_living"] == "是"
    return not rests and row["health"] == "健康" and _middle(person)


def _middle(person: Someone) -> bool:
    """Of an age at which nothing changes with the year of birth: no longer at school, still able to work."""
    return "1960" <= str(person.row["birth"])[:4] <= "1990"


def _ageless(person: Someone) -> bool:
    """A member who may have another birth date: of middle age, or of a household of which no age is asked."""
    return _member(person) and not person.row.get("disability_no") and (not person.house.listed or _middle(person))


def member_without_household(ground: Ground, nth: int) -> None:
    """REC301: a member under a household number that does not exist; his household is one short (REC310)."""
    person = ground.someone(_spare, lambda house: not house.poor and _steady(house, ground.people(house)))
    ground.change("persons", person.index, household_id=f"69{_NOWHERE + nth:08d}")
    cause = ground.note("no-household", "REC301", "persons", person.index, "household_id", person.house, "户编号写成不存在的户")
    ground.note("no-household", "REC310", "households", person.house.index, "size", person.house, "原来的户少一人", cause)


def household_without_member(ground: Ground, nth: int) -> None:
    """REC302: a household nobody belongs to; its size is left blank, so that nothing disagrees with it."""
    village = ground.draw.pick(ground.tables["villages"])["village"]
    town = ground.tables["households"][0]["town"]
    row: dict[str, object] = {
        "household_id": f"69{_EMPTY + nth:08d}",
        "county": COUNTY,
        "town": town,
        "village": village,
        "group": "一组",
        "household_type": "一般农户",
    }
    index = ground.add("households", row)
    ground.note("no-member", "REC302", "households", index, "household_id", House(index, row), "加了一户，没有成员")


def no_head(ground: Ground, nth: int) -> None:
    """REC303: the head is put down as another relation; the finding stands at the household."""
    person = ground.someone(lambda p: p.present and p.head)
    ground.change("persons", person.index, relation="其他")
    house, note = person.house, f"人口信息第 {person.index + 2} 行的户主改成了其他"
    ground.note("no-head", "REC303", "households", house.index, "household_id", house, note)


def two_heads(ground: Ground, nth: int) -> None:
    """REC304: another grown member is head too; the finding stands at the first of them."""
    person = ground.someone(lambda p: _member(p) and str(p.row["birth"]) < "1998")
    ground.change("persons", person.index, relation=HEAD)
    head = next(p for p in ground.people(person.house) if p.index != person.index and p.head)
    first = min(person.index, head.index)
    ground.note("two-heads", "REC304", "persons", first, "relation", person.house, "成员改成了户主")


def take_number(ground: Ground, person: Someone, other: Someone) -> None:
    """Give a person the number of another one of the same sex. The birth date comes along: nothing else disagrees with it."""
    ground.change("persons", person.index, id_no=other.row["id_no"], birth=other.row["birth"])


def twice_in_household(ground: Ground, nth: int) -> None:
    """REC305: a member has the number of another one of the household; the finding stands at the first of them."""

    def twin(person: Someone) -> Someone | None:
        others = (p for p in ground.people(person.house) if p.index != person.index and p.present)
        return next((p for p in others if p.row["sex"] == person.row["sex"] and (not p.house.listed or _middle(p))), None)

    person = ground.someone(lambda p: _ageless(p) and twin(p) is not None)
    other = twin(person)
    assert other is not None
    take_number(ground, person, other)
    first = min(person.index, other.index)
    ground.note("twice-in-household", "REC305", "persons", first, "id_no", person.house, "抄成了家人的号码")


def in_two_households(ground: Ground, nth: int) -> None:
    """REC306: a member has the number of somebody in another household; the finding stands at both."""
    person = ground.someone(_ageless)
    other = ground.someone(lambda p: p.present and _middle(p) and p.row["sex"] == person.row["sex"])
    take_number(ground, person, other)
    cause = ground.note("in-two-households", "REC306", "persons", person.index, "id_no", person.house, "抄成了别户的号码")
    ground.note("in-two-households", "REC306", "persons", other.index, "id_no", other.house, "号码的主人", cause)


def person_number_twice(ground: Ground, nth: int) -> None:
    """REC307: a member has the person number of the head; the finding stands at the first of them."""
    person = ground.someone(_member)
    head = next(p for p in ground.people(person.house) if p.head)
    ground.change("persons", person.index, person_id=head.row["person_id"])
    first = min(person.index, head.index)
    ground.note("person-number-twice", "REC307", "persons", first, "person_id", person.house, "人编号抄成了户主的")


def household_number_twice(ground: Ground, nth: int) -> None:
    """REC308: a household's row stands a second time at the end; the finding stands at the first row."""
    house = ground.house(lambda h: True)
    ground.add("households", dict(house.row))
    ground.note("household-number-twice", "REC308", "households", house.index, "household_id", house, "整行重复录入")


def other_size(ground: Ground, nth: int) -> None:
    """REC310: one more than there are. Of a household on the register somebody may have been left out: that is ID301's."""
    house = ground.house(lambda h: not h.poor)
    size = house.row["size"]
    assert isinstance(size, int)
    ground.change("households", house.index, size=size + 1)
    ground.note("size", "REC310", "households", house.index, "size", house, "人数多写 1")


def unknown_village(ground: Ground, nth: int) -> None:
    """REC341: a village that is not among the villages."""
    house = ground.house(lambda h: True)
    ground.change("households", house.index, village=UNKNOWN_VILLAGE)
    ground.note("unknown-village", "REC341", "households", house.index, "village", house, "村信息中没有的村")
