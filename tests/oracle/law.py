"""Numbers of the law, copied by hand from the reference of numbers and the table of income lines."""

from __future__ import annotations

COUNTRY = {2011: 2536, 2012: 2625, 2013: 2736, 2014: 2800, 2015: 2855, 2016: 2952, 2017: 2952, 2018: 2995, 2019: 3218, 2020: 4000}
SHAANXI = {2017: 3070, 2018: 3070}

SCHOOL_AGES = range(6, 16)
SCHOOL_MAY_BEGIN_LATER = 6  # 义务教育法 §11: seven where conditions are lacking
ADULT = 18
PUBLIC_DAYS = 7
POINTS = 20

IDENTIFICATION_STEPS = ["农户申请", "入户调查", "民主评议", "村级公示", "镇审核公示", "县审批公告", "信息录入"]
EXIT_STEPS = ["小组提名", "入户核实", "农户认可签字", "民主评议公示", "镇核查公示", "县公告批复", "系统标识"]
PUBLIC_STEPS = {"村级公示", "镇审核公示", "县审批公告", "民主评议公示", "镇核查公示", "县公告批复"}


def income_line(year: int) -> float | None:
    """Shaanxi's own line, else the country's; None where no line is in force."""
    return SHAANXI.get(year, COUNTRY.get(year))
