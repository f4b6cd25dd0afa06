"""Where the villages have no codes, the names of counties in the rows say where a register lies."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from puxi_cli.jobs.opening import open_register
from puxi_cli.jobs.settings import Settings
from puxi_cli.sheets.loading import Loading


@pytest.mark.parametrize(
    ("counties", "region", "said"),
    [
        (["汉阴县", "汉阴县"], "610921", "区划 610921 取自各行的“汉阴县”。"),
        (["汉阴县", "石泉县"], "6109", "区划 6109 取自各行的“汉阴县”、“石泉县”。"),
        (["汉阴县", "陕西省汉阴县"], "610921", "区划 610921 取自各行的“汉阴县”、“陕西省汉阴县”。"),
        (["汉阴县", "汉荫县"], "610921", "区划 610921 取自各行的“汉阴县”；区划表中没有“汉荫县”，未采用。"),
        (["汉阴县", None], "610921", "区划 610921 取自各行的“汉阴县”。"),
        (["汉阴县", "修文县"], None, None),
        (["鼓楼区", "鼓楼区"], None, None),
        (["甲县", "甲县"], None, None),
        ([None, None], None, None),
    ],
)
def test_the_region_is_taken_from_names(tmp_path: Path, counties: list[str | None], region: str | None, said: str | None) -> None:
    rows = "".join(f"{number:04},{county or ''},甲村\n" for number, county in enumerate(counties, 1))
    path = tmp_path / "户信息.csv"
    path.write_text(f"户编号,县,行政村\n{rows}", "utf-8")
    opened = open_register(Loading((path,)), date(2018, 12, 31), None, Settings(tmp_path))
    assert opened.region == region
    assert (opened.region_note or (None,))[0] == said
    assert open_register(Loading((path,)), date(2018, 12, 31), "52", Settings(tmp_path)).region == "52"
