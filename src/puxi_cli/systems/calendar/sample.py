"""The cadres of the fictional town, who are those that help its households, and the care for them in November 2018."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from puxi_cli.samples.cadres import somebody
from puxi_cli.samples.draw import Draw
from puxi_cli.samples.people import Row
from puxi_cli.systems.calendar.records import FAMILY, OWN

TABLES = ("cadres", "cadre_care")
_YEAR, _MONTH = 2018, 11  # the month of which the ledger of care is kept
_SEED = 310
# Of 310 cadres 157 are of county offices, 86 of the town, 67 of village committees: published in sum, parted by invention.
_COUNTY, _TOWN, _ALL = 157, 86, 310
_OFFICES = ("县委办公室", "县农业局", "县水利局", "县教体局", "县住建局", "县林业局", "县财政局", "县卫计局")
_MALE = "13579"


class Maker:
    """Sees the households' helpers and gives their rows as cadres; chance of its own, so that nothing else of the sample changes."""

    def __init__(self) -> None:
        self._helpers: dict[str, Row] = {}

    def see(self, table: str, row: Row) -> None:
        """Take a row of the register."""
        number = row.get("helper_id_no") if table == "households" else None
        if number:
            self._helpers.setdefault(str(number), row)

    def rows(self) -> Iterator[tuple[str, Row]]:
        """The cadres, then the care for those whose birthday falls into the month."""
        draw = Draw(_SEED)
        cadres = [_cadre(index, row, draw) for index, row in enumerate(self._helpers.values())]
        for cadre in cadres:
            yield "cadres", cadre
        care = [made for cadre in cadres for made in _care_of(cadre)]
        for row in sorted(care, key=lambda row: (str(row["due"]), str(row["cadre_id"]))):
            yield "cadre_care", row


def _cadre(index: int, household: Row, draw: Draw) -> Row:
    number = str(household["helper_id_no"])
    place = index * 7 % _ALL  # the three kinds mixed through the villages
    if place < _COUNTY:
        office: Row = {"unit": _OFFICES[index % len(_OFFICES)], "unit_kind": "国家机关", "unit_level": "县", "rank": "科员级"}
    elif place < _COUNTY + _TOWN:
        office = {"unit": f"{household['town']}人民政府", "unit_kind": "国家机关", "unit_level": "镇", "rank": "科员级"}
    else:
        office = {
            "unit": f"{household['village']}村委会",
            "unit_kind": "村民自治组织",
            "unit_level": "村民委员会",
            "rank": "未定职",
        }
    family = {}
    if draw.chance(0.7):
        family = {
            "family": somebody(draw, "女" if number[16] in _MALE else "男"),
            "family_birth": f"{draw.between(1, 12):02d}-{draw.between(1, 28):02d}",
        }
    return {
        "cadre_id": f"GB{index + 1:04d}",
        "name": household["helper"],
        "sex": "男" if number[16] in _MALE else "女",
        "id_no": number,
        "phone": household["helper_phone"],
        **office,
        "post": "干部",
        "politics": "中共党员" if draw.chance(0.6) else "群众",
        "education": "大学本科" if draw.chance(0.5) else "大学专科",
        "birth": f"{number[6:10]}-{number[10:12]}-{number[12:14]}",
        **family,
        "state": "在岗",
    }


def _care_of(cadre: Row) -> Iterator[Row]:
    for care, born in ((OWN, str(cadre["birth"])[5:]), (FAMILY, str(cadre.get("family_birth") or ""))):
        if born[:2] != f"{_MONTH:02d}":
            continue
        day = date(_YEAR, _MONTH, int(born[3:]))
        own = care == OWN
        yield {
            "cadre_id": cadre["cadre_id"],
            "name": cadre["name"],
            "care": care,
            "due": day.isoformat(),
            "done": day.isoformat(),
            "day_off": (day + timedelta(days=max(0, day.weekday() - 4) and 7 - day.weekday())).isoformat(),
            "content": "放假一天，送蛋糕一份" if own else "放假一天",
            "cake": "是" if own else None,
            "handled_by": "工会",
        }
