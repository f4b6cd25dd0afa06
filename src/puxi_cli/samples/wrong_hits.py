"""Planted leads of the nine red lines: a member of a listed household in another office's list."""

from __future__ import annotations

from puxi_cli.samples.checked import LISTS, hit_on
from puxi_cli.samples.ground import Ground
from puxi_cli.samples.wrong_identified import grown

_CATEGORIES = tuple(LISTS)


def hit(line: int, ground: Ground, nth: int) -> None:
    """ID201 to ID209: a grown member stands in the list of one of the nine categories."""
    person = ground.someone(grown, lambda h: h.poor)
    category = _CATEGORIES[line - 1]
    ground.add("evidence", hit_on(person.row, category))
    ground.note("red-line", f"ID20{line}", "persons", person.index, "id_no", person.house, f"加入“{category}”名单")


def hits_of_the_town(ground: Ground) -> None:
    """The three that the clean town has already, so that the list names every finding."""
    categories = {row["id_no"]: _CATEGORIES.index(str(row["category"])) for row in ground.tables["evidence"]}
    for house in ground.hit:
        for person in ground.people(house):
            if house.poor and person.present and person.row["id_no"] in categories:
                line = categories[person.row["id_no"]] + 1
                ground.note("lead-of-the-town", f"ID20{line}", "persons", person.index, "id_no", house, "样例中本来就有的线索")
