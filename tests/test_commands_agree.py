"""Every command says the same of a household's standing: explain, identify, exit, stats and the lists to be made public."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

import pytest

from puxi_cli.jobs.exits import exited
from puxi_cli.jobs.identify import identified
from puxi_cli.jobs.opening import open_register
from puxi_cli.jobs.settings_parts import Settings
from puxi_cli.sheets.loading import Loading
from puxi_cli.systems.explain.job import explanations
from puxi_cli.systems.figures.figures_job import figures_of
from puxi_cli.systems.notices.job import notices_of

pytestmark = pytest.mark.slow

DAY = date(2018, 12, 31)
LISTED, EXITED, PLANNED, BACK, UNLISTED, UNKNOWN = "listed", "exited", "planned", "relapsed", "unlisted", None
# What the rows of a file say, and where each household stands on the last day of 2018.
_FILES: dict[str, list[tuple[dict[str, str], str | None]]] = {
    # Nothing says who is on the list: who has no year of exit may be listed as well.
    "years_of_exit_alone": [({"脱贫年度": "2017"}, EXITED), ({"脱贫年度": "2019"}, UNKNOWN), ({}, UNKNOWN)],
    "causes_alone": [({"主要致贫原因": "因病"}, UNKNOWN), ({}, UNKNOWN)],
    "nothing_at_all": [({}, UNKNOWN), ({}, UNKNOWN)],
    # An ordinary household is on no list, whatever the others leave open.
    "kinds_alone": [({"贫困户属性": "一般贫困户"}, UNKNOWN), ({"贫困户属性": "一般农户"}, UNLISTED), ({}, UNKNOWN)],
    "types_alone": [({"户类型": "脱贫户"}, EXITED), ({"户类型": "一般农户"}, UNLISTED), ({}, UNLISTED)],
    "statuses_alone": [
        ({"脱贫属性": "未脱贫"}, LISTED), ({"脱贫属性": "预脱贫"}, PLANNED), ({"脱贫属性": "已脱贫"}, EXITED), ({"脱贫属性": "返贫"}, LISTED),
        ({"脱贫属性": "某某"}, UNKNOWN), ({}, UNLISTED),
    ],
    "times_of_identification_alone": [({"首次识别时间": "2014"}, LISTED), ({"首次识别时间": "去年"}, UNKNOWN), ({}, UNLISTED)],
    "times": [
        ({"首次识别时间": "2014"}, LISTED), ({"首次识别时间": "2014", "脱贫年度": "2016"}, EXITED),
        ({"首次识别时间": "2014", "脱贫年度": "2016", "返贫时间": "2017"}, BACK), ({"首次识别时间": "2019"}, UNLISTED),
        ({"首次识别时间": "2014", "脱贫年度": "一七年"}, UNKNOWN), ({"脱贫年度": "2017"}, EXITED),
        # Whenever it was identified, it has left; or it is back.
        ({"首次识别时间": "2014年初", "脱贫年度": "2017"}, EXITED), ({"首次识别时间": "2014.1", "脱贫年度": "2016"}, EXITED),
        ({"首次识别时间": "2014.1", "脱贫年度": "2016", "返贫时间": "2017"}, BACK),
        ({"首次识别时间": "2014.1", "脱贫年度": "2016", "返贫时间": "后来"}, UNKNOWN),
        ({"首次识别时间": "2014.1", "脱贫年度": "2019"}, UNKNOWN), ({"首次识别时间": "2014.1"}, UNKNOWN),
        # Of a return in the year of the exit nobody can tell whether it was the later one.
        ({"首次识别时间": "2014", "脱贫年度": "2018", "返贫时间": "2018-12"}, UNKNOWN), ({"主要致贫原因": "因病"}, UNKNOWN), ({}, UNLISTED),
    ],
}  # fmt: skip


@pytest.mark.parametrize("kind", _FILES)
def test_all_commands_place_a_household_alike(kind: str, tmp_path: Path) -> None:
    said = [cells for cells, _ in _FILES[kind]]
    wanted = {f"69000000{number:02}": standing for number, (_, standing) in enumerate(_FILES[kind], 1)}
    headings = sorted({heading for cells in said for heading in cells})
    path = tmp_path / "建档立卡_20181231.csv"
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, ["户编号", "行政村", "姓名", "与户主关系", *headings], restval="")
        writer.writeheader()
        for number, cells in zip(wanted, said, strict=True):
            writer.writerow({"户编号": number, "行政村": "甲村", "姓名": f"王{number[-1]}", "与户主关系": "户主"} | cells)
    opening = open_register(Loading([path]), DAY, "610921", Settings(Path()))

    assert {told.household_id: told.standing for told in explanations(list(wanted), opening, opening.settings)} == wanted

    poor = {number for number, standing in wanted.items() if standing in (LISTED, PLANNED, BACK)}
    unknown = {number for number, standing in wanted.items() if standing is UNKNOWN}
    _, identify = identified(opening, opening.settings)
    listed = {verdict.household_id: verdict.listed for verdict in identify.verdicts if verdict.verdict != "lead_exited"}
    assert listed == {
        number: None if standing is UNKNOWN else number in poor for number, standing in wanted.items() if standing != EXITED
    }

    figures = figures_of(opening, None, None)
    assert (figures.households, figures.all_households) == (len(poor), len(wanted))
    assert {number for number, _ in figures.undecided} == unknown

    notices = {notice.kind: notice for notice in notices_of(opening, identify)}
    assert {row.household_id for notice in notices.values() if notice.kind == "listed" for row in notice.rows} == poor
    doubts = {doubt.household_id for notice in notices.values() if notice.kind == "listed" for doubt in notice.doubts}
    assert unknown <= doubts

    # Who has left is judged, and who may have; of nobody is it said where no column speaks of exits.
    of_exit = {verdict.household_id: verdict for verdict in exited(opening)[1].verdicts if verdict.household_id}
    may_have_left = poor if kind == "times_of_identification_alone" else set()
    assert set(of_exit) == unknown | may_have_left | {n for n, standing in wanted.items() if standing in (EXITED, PLANNED)}
    assert {number for number, verdict in of_exit.items() if verdict.listed is None} == unknown


def test_a_list_without_times_says_of_how_many_households_something_says_that_they_are_on_it(tmp_path: Path) -> None:
    # Of four the year of exit or the cause says it; an ordinary household is on no list, whatever the cause.
    rows = ["0001,因病,2017,", "0002,缺技术,,", "0003,因残,,", "0004,,2018,", "0005,因病,,一般农户"]
    path = tmp_path / "建档立卡_20181231.csv"
    heads = "户编号,行政村,姓名,与户主关系,主要致贫原因,脱贫年度,贫困户属性"
    lines = [",".join((home, "甲村", f"王{home[-1]}", "户主", *said)) for home, *said in (row.split(",") for row in rows)]
    path.write_text("\n".join((heads, *lines)) + "\n", encoding="utf-8")
    opening = open_register(Loading([path]), DAY, "610921", Settings(Path()))
    [fault] = [fault for fault in opening.reading.faults if fault.rule == "REC344"]
    assert fault.values["households"] == 4
    # Who has left is off the register, whenever it was identified.
    assert [number for number, _ in figures_of(opening, None, None).undecided] == ["0002", "0003"]


def test_a_household_without_members_is_told_where_the_year_ends_would_count_it(tmp_path: Path) -> None:
    # 0006 is listed, and its only member has died.
    # 0002 is listed at the end of 2014 to 2017, and nobody stands in it; 0003 left in the year in which it was identified, and is at no
    # year end; of 0004 nobody knows since when it has left; the one of 0005 died in the year of the exit, and is counted before.
    homes = [
        "0001,2014,未脱贫,",
        "0002,2014,已脱贫,2018",
        "0003,201803,已脱贫,2018",
        "0004,2014,已脱贫,",
        "0005,2014,已脱贫,2018",
        "0006,2014,未脱贫,",
    ]
    folder = tmp_path / "建档立卡_20181231"
    folder.mkdir()
    texts = {
        "户信息": ["户编号,首次识别时间,脱贫属性,脱贫年度,行政村", *(f"{home},甲村" for home in homes)],
        "人口信息": [
            "户编号,姓名,与户主关系,减少时间,减少原因",
            "0001,王一,户主,,",
            "0005,王五,户主,201806,死亡",
            "0006,王六,户主,201606,死亡",
        ],
    }
    for name, lines in texts.items():
        (folder / f"{name}.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")

    def said(day: date) -> list[str]:
        figures = figures_of(open_register(Loading([folder]), day, "610921", Settings(Path())), None, None)
        assert [(year.year, year.households) for year in figures.series if year.year == 2017] == [(2017, 3)]
        return [zh for zh, _ in figures.notes if "没有成员" in zh or "不详" in zh]

    gone = "1 个在册户当日没有成员，没有计入：0006。"
    assert said(DAY) == [gone, "1 个已脱贫的户有几人不详，脱贫前的各年末计入户数，没有计入人数：0002。"]
    # While it is listed, nobody can tell how many it is: that no list names its members does not say that they are gone.
    unknown = "1 个在册户在成员名单中没有一人，计入户数；有几人不详，人数没有计入：0002。"
    assert said(date(2017, 12, 31)) == [gone, unknown]
