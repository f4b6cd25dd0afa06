"""The plain figures of a day are the same on both engines."""

from __future__ import annotations

from puxi_cli.engine.spark import Spark
from puxi_cli.systems.figures.figures_job import figures_of
from tests.systems.figures.registers import on_both, opening
from tests.systems.figures.test_rates import HOUSEHOLDS, PERSONS, YEARS


def test_the_figures_of_a_day_on_both_engines(spark: Spark | None) -> None:
    opened = opening(households=HOUSEHOLDS, persons=PERSONS, village_years=YEARS)
    found = on_both(spark, opened, lambda each: figures_of(each, 2016, 2018))
    assert (found.households, found.persons, found.all_households, found.all_persons) == (4, 7, 10, 13)
    # Of the one who left in January 2018 the year before still knows: eight and two, then eight, then seven.
    assert [(year.year, year.households, year.persons) for year in found.series] == [(2016, 6, 10), (2017, 4, 8), (2018, 4, 7)]
    assert (found.incidence.numerator, found.incidence.denominator) == (7, 110)
    assert found.flow.gap == 0
