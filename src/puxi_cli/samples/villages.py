"""The rows of 村信息 and 村年度: the denominators of the rates, and what a village must have before it leaves."""

from __future__ import annotations

from collections import defaultdict

from puxi_cli.samples.people import Row
from puxi_cli.samples.plan import LAST_YEAR, Fate, VillagePlan

VILLAGE_EXIT_YEAR = 2017
# Invented, like the growth of 8 % a year; incomes of those who left grow faster (`incomes.py`).
_COUNTY_INCOME = {2014: 7640, 2015: 8240, 2016: 8880, 2017: 9570, 2018: 10310}


class ExitedIncome:
    """Adds up, village by village and year by year, what those who have left earn."""

    def __init__(self) -> None:
        self._yuan: dict[tuple[str, int], float] = defaultdict(float)
        self._heads: dict[tuple[str, int], int] = defaultdict(int)

    def add(self, village: str, fate: Fate, rows: list[Row], heads: dict[int, int]) -> None:
        """The income rows of a household; `heads` are its members by year."""
        for row in rows:
            year, net = row["year"], row["net"]
            assert isinstance(year, int)
            assert isinstance(net, float)
            if not fate.poor_in(year):
                self._yuan[village, year] += net
                self._heads[village, year] += heads[year]

    def per_head(self, village: str, year: int) -> float | None:
        """Yuan per head; None where nobody had left."""
        heads = self._heads[village, year]
        return round(self._yuan[village, year] / heads, 2) if heads else None


def village_row(village: VillagePlan) -> Row:
    """A village, once."""
    return {
        "village": village.name,
        "code": village.code,
        "kind": "居委会" if village.committee else "村",
        "poor": "是" if village.poor else "否",
        "exit_year": VILLAGE_EXIT_YEAR if village.poor else None,
    }


def village_year_rows(village: VillagePlan, exited: ExitedIncome) -> list[Row]:
    """A village's years; the poor villages have everything by the year in which they leave."""
    rows: list[Row] = []
    for year, rural in village.rural.items():
        built = year >= (VILLAGE_EXIT_YEAR if village.poor else 2016)
        persons = round(village.persons * rural / village.rural[LAST_YEAR])
        rows.append(
            {
                "village": village.name,
                "year": year,
                "households": len(village.homes),
                "persons": max(persons, rural),
                "rural_persons": rural,
                "exited_income": exited.per_head(village.name, year),
                "county_income": _COUNTY_INCOME[year],
                "collective": "是" if built else "否",
                "road": "是" if built or not village.poor else "否",
                "water": "是" if built else "否",
                "power_rate": 100 if built else 96.5 + (year - min(village.rural)),
                "clinic": "是" if built or village.committee else "否",
            }
        )
    return rows
