"""Group 3 of the library: important fields that are blank. A cell that holds what cannot be read is not blank: it is unknown here."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from puxi_cli.findings import Duty, Severity
from puxi_cli.law.law import Law
from puxi_cli.records.fields import fields_of
from puxi_cli.records.household import Household
from puxi_cli.records.scope import Scope
from puxi_cli.rules.base import Ask, Expression, rule
from puxi_cli.text.words import Text

_CITE = "陕西省脱贫攻坚信息库规则库（2018），重要指标为空"
_IN_FORCE = ("2014-01-01", "2020-12-31")
_CERTIFICATES = (20, 22)  # characters of a disability certificate that stands as the identity number


def _listed(h: Any, law: Law) -> Any:
    return h.on_list


def _member(p: Any, law: Law) -> Any:
    return p.on_list & p.there


def _filled(field: str) -> Expression:
    def filled(f: Any, law: Law) -> Any:
        """The cell is filled; unknown where it cannot be read.

        这一格已填写；读不懂的无法判断。
        """
        return f.filled(field)

    return filled


def _blank(
    number: int,
    name: str,
    asked: tuple[Scope, str],
    field: str,
    titles: Text,
    said: Text,
    applies: Expression,
    shows: tuple[str, ...] = (),
) -> Callable[[Expression], Expression]:
    """Register a rule of the group; `said` is its sentence."""
    scope, table = asked
    return rule(
        id=f"DQ{number}",
        name=name,
        asks=(Ask(scope, field, table),),
        region="61",
        in_force=_IN_FORCE,
        severity=Severity.WARNING,
        duty=Duty.VILLAGE,
        titles=titles,
        zh=said[0],
        en=said[1],
        mend=Text("入户核实后补录", "Find out at the house and fill in"),
        cite=_CITE,
        applies=applies,
        shows=shows,
    )


_PERSON, _HOUSEHOLD = (Scope.PERSON, "persons"), (Scope.HOUSEHOLD, "households")


def _education_asked(p: Any, law: Law) -> Any:
    return _member(p, law) & ~p.at_school


def _schooling_asked(p: Any, law: Law) -> Any:
    first, last = law.schooling_known_age_first.value, law.schooling_known_age_last.value
    return _member(p, law) & (p.state_age >= first) & (p.state_age <= last)


def _labour_asked(p: Any, law: Law) -> Any:
    return _member(p, law) & p.labour_age


_blank(
    301,
    "ethnic-group-filled",
    _PERSON,
    "ethnic",
    Text("民族为空", "ethnic group is blank"),
    Text("“{heading}”没有填写", "{heading} is blank"),
    _member,
)(_filled("ethnic"))
_blank(
    302,
    "education-filled",
    _PERSON,
    "education",
    Text("非在校生文化程度为空", "education is blank of who is not at school"),
    Text("不在校，“{heading}”没有填写", "is not at school, and {heading} is blank"),
    _education_asked,
)(_filled("education"))
_blank(
    303,
    "schooling-filled",
    _PERSON,
    "schooling",
    Text("学龄人员在校生状况为空", "schooling is blank at an age of school"),
    Text(
        "{state_age} 岁，“{heading}”没有填写（{schooling_known_age_first}-{schooling_known_age_last} 岁须填，不在校填“非在校生”）",
        "is {state_age}, and {heading} is blank (needed from {schooling_known_age_first} to {schooling_known_age_last}, at school or not)",
    ),
    _schooling_asked,
    ("state_age",),
)(_filled("schooling"))
_blank(
    304,
    "health-filled",
    _PERSON,
    "health",
    Text("健康状况为空", "health is blank"),
    Text("“{heading}”没有填写", "{heading} is blank"),
    _member,
)(_filled("health"))
_blank(
    305,
    "labour-filled",
    _PERSON,
    "labour",
    Text("劳动年龄人员劳动能力为空", "ability to work is blank at working age"),
    Text(
        "{state_age} 岁，“{heading}”没有填写（{labour_age_first}-{labour_age_last} 岁须填）",
        "is {state_age}, and {heading} is blank (needed from {labour_age_first} to {labour_age_last})",
    ),
    _labour_asked,
    ("state_age",),
)(_filled("labour"))


@_blank(
    307,
    "disabled-has-certificate",
    _PERSON,
    "disability_no",
    Text("残疾人无残疾证", "disabled person without a certificate"),
    Text("{heading_health}为{health}，“{heading}”没有填写", "the health is {health}, and {heading} is blank"),
    lambda p, law: _member(p, law) & p.disabled,
    ("health",),
)
def _disabled_has_certificate(p: Any, law: Law) -> Any:
    """The certificate's number is filled, or the identity number is a certificate's.

    填了残疾证号，或证件号码就是残疾证号。
    """
    return p.filled("disability_no") | p.id_length.is_in(list(_CERTIFICATES))


for _number, _name, _field in (
    (308, "cause-filled", "cause"),
    (309, "production-power-filled", "production_power"),
    (310, "cooperative-filled", "cooperative"),
    (311, "road-distance-filled", "road_distance"),
    (312, "road-type-filled", "road_type"),
    (313, "floor-area-filled", "floor_area"),
    (314, "power-filled", "power"),
    (315, "water-hard-filled", "water_hard"),
    (316, "water-safe-filled", "safe_water"),
    (317, "fuel-filled", "fuel"),
    (318, "toilet-filled", "toilet"),
):
    _cell = fields_of(Household)[_field]
    _blank(
        _number,
        _name,
        _HOUSEHOLD,
        _field,
        Text(f"{_cell.heading}为空", f"{_cell.en}: blank"),
        Text("“{heading}”没有填写", "{heading} is blank"),
        _listed,
    )(_filled(_field))
