"""Planted causes of poverty that the members contradict (group 4 of the library of Shaanxi)."""

from __future__ import annotations

from puxi_cli.samples.ground import Ground, Someone

_ILL = ("长期慢性病", "患有大病")


def _ill(person: Someone) -> bool:
    return person.row["health"] != "健康"


def _pupil(person: Someone) -> bool:
    return person.row["schooling"] != "非在校生"


def _disabled(person: Someone) -> bool:
    return person.row["health"] == "残疾"


# Rule, cause, whom it takes to make the cause true, and what is written down.
UNTRUE = (
    ("DQ401", "因病", _ill, "全家健康而写因病"),
    ("DQ402", "因学", _pupil, "没有在校生而写因学"),
    ("DQ403", "因残", _disabled, "没有残疾人而写因残"),
)


def untrue(which: int, ground: Ground, nth: int) -> None:
    """DQ401 to DQ403: a main cause for which there is nobody in the house."""
    rule, cause, makes_true, note = UNTRUE[which]
    house = ground.house(lambda h: h.listed and not any(makes_true(p) for p in ground.there(h)))
    ground.change("households", house.index, cause=cause, other_causes=None, relapse_cause=None)
    ground.note("untrue-cause", rule, "households", house.index, "cause", house, note)


def repeated(ground: Ground, nth: int) -> None:
    """DQ404: the other cause is the main one."""
    house = ground.house(lambda h: h.listed)
    ground.change("households", house.index, other_causes=house.row["cause"])
    ground.note("cause-twice", "DQ404", "households", house.index, "other_causes", house, "其他致贫原因与主要原因相同")
