"""Who helps the listed households and who signs for the village, the township and the county: all of them invented."""

from __future__ import annotations

from dataclasses import dataclass

from puxi_cli.samples import names
from puxi_cli.samples.draw import Draw, apportion
from puxi_cli.samples.numbers import Numbers
from puxi_cli.samples.people import Row

_CADRES = 310  # published; for the 1,803 households of the sample that were ever on the register
_HOUSEHOLDS = 1803


def cadres_of_villages(listed: list[int]) -> list[int]:
    """How many cadres help in each village, from its listed households."""
    if not sum(listed):
        return [0 for _ in listed]
    shares = apportion(round(sum(listed) * _CADRES / _HOUSEHOLDS), listed)
    return [max(share, 1) for share in shares]


class Cadres:
    """The cadres of a village, who take its listed households in turn. None of them stands on the register."""

    def __init__(self, draw: Draw, numbers: Numbers, count: int) -> None:
        self._cadres = [_cadre(draw, numbers) for _ in range(count)]
        self._dealt = 0

    def next(self) -> Row:
        """The fields of a household that name who helps it."""
        self._dealt += 1
        return self._cadres[self._dealt % len(self._cadres)]


def _cadre(draw: Draw, numbers: Numbers) -> Row:
    sex = "男" if draw.chance(0.62) else "女"
    birth = f"{draw.between(1962, 1994)}{draw.between(1, 12):02d}{draw.between(1, 28):02d}"
    return {"helper": somebody(draw, sex), "helper_phone": numbers.phone(), "helper_id_no": numbers.identity(birth, sex)}


@dataclass(frozen=True, slots=True)
class Signers:
    """Who signs the steps of a procedure, besides the household and its helper."""

    village: str
    township: str
    county: str


def somebody(draw: Draw, sex: str = "男") -> str:
    """A name put together by chance."""
    return names.surname(draw) + names.given_name(draw, sex)
