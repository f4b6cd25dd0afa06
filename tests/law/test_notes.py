"""What is said of the numbers that were used."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import narwhals as nw

from puxi_cli.law.law import Law
from puxi_cli.law.notes import told

DAY = date(2018, 12, 31)


def test_nothing_is_said_where_all_is_sourced_and_the_regions_own() -> None:
    law = Law(DAY, "610921")
    _ = law.village_incidence_limit.value, law.adult_age.value, law.labour_age_first.value
    assert told(law) == []
    assert told(Law(DAY, "610921")) == [], "nothing was asked"


def test_unsourced_numbers_are_named_with_their_values_and_years() -> None:
    law = Law(DAY, "610921")
    _ = law.publicity_days.value, law.exit_steps.value
    law.exit_income_line.of(nw.col("exit_year"))
    zh, en = told(law, years=[2018, 2017, 2018])[0]
    assert zh.startswith("未经核实的默认值，不是政策规定，请确认：")
    assert "贫困户退出收入标准（exit_income_line）2017、2018 年 3070 元/人·年" in zh
    assert "公示天数不少于（publicity_days）7 天" in zh
    assert "（exit_steps）；" in zh
    assert "(exit_income_line) 3070 CNY per person per year in 2017, 2018" in en
    assert "(publicity_days) 7 days" in en
    assert len(told(law, years=[2017, 2018])) == 1


def test_the_countrys_number_in_place_of_the_provinces_own_is_told() -> None:
    law = Law(DAY, "610921")
    law.exit_income_line.of(nw.col("exit_year"))
    assert told(law, years=[2016]) == [
        (
            "610921 未规定，采用全国标准：贫困户退出收入标准（exit_income_line）2016 年 2952 元/人·年。",
            "610921 has no value of its own; the country's was used: Income line a household must exceed to leave the register "
            "(exit_income_line) 2952 CNY per person per year in 2016.",
        )
    ]
    assert told(law, years=[2018]) != []
    assert not any("全国" in zh for zh, _ in told(law, years=[2018])), "3,070 is Shaanxi's own"


def test_of_a_number_no_region_has_for_itself_and_without_a_region_the_country_is_not_told() -> None:
    law = Law(DAY, "610921")
    _ = law.missed_rate_limit.value
    assert told(law) == []
    country = Law(date(2016, 12, 31))
    country.exit_income_line.of(nw.col("exit_year"))
    assert told(country, years=[2016]) == []


def test_years_and_days_without_a_value_are_told() -> None:
    law = Law(DAY, "610921")
    law.exit_income_line.of(nw.col("exit_year"))
    _ = law.county_income_province.known
    (zh, en) = told(law, years=[2021])[0]
    assert zh.startswith("没有数值，相关的判断为“无法判断”：")
    assert "（exit_income_line）2021 年" in zh
    assert "（county_income_province）；" in zh
    assert "(exit_income_line) in 2021" in en


def test_only_the_numbers_named_are_told() -> None:
    law = Law(DAY, "610921")
    _ = law.publicity_days.value
    assert told(law, names=["adult_age"]) == []
    assert len(told(law, names=["publicity_days"])) == 1
    assert len(told(Law(DAY, "610921"), names=["publicity_days"])) == 1, "a name not asked yet is taken for the day"


def test_a_share_is_written_in_percent_and_a_year_without_a_unit() -> None:
    law = Law(date(2016, 12, 31), "610921")  # before the rules of 2017
    _ = law.county_water_share.value, law.register_last_year.value, law.county_power_rate.value
    zh, en = told(law)[0]
    for words in ("（county_power_rate）100%；", "（register_last_year）2025"):
        assert words in zh
    assert "(county_water_share)" in en
    assert "fraction" not in en
    assert "year." not in en
    assert "比例" not in zh.replace("的行政村比例", "").partition("county_water_share）")[2][:8]


def test_a_number_of_the_users_own_without_a_source_is_no_default(tmp_path: Path) -> None:
    (tmp_path / "publicity_days.toml").write_text(
        '[[values]]\nsince = 2018-01-01\nuntil = 2018-12-31\nregion = "61"\nvalue = 5\n', "utf-8"
    )
    law = Law(DAY, "610921", tmp_path)
    _ = law.publicity_days.value
    assert told(law) == [
        ("自定数值，没有写出处：公示天数不少于（publicity_days）5 天。",
         "Numbers of your own without a source: Days a list is made public, at least (publicity_days) 5 days."),
    ]  # fmt: skip
