"""A user's own folder of numbers lies over puxi's where region and span overlap, and nowhere else."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from puxi_cli.errors import UsageError
from puxi_cli.jobs.settings import settings_from
from puxi_cli.law.law import Law, documents

DOCUMENTS = '["陕甲〔2019〕1号"]\ntitle = "公报"\nby = "陕西省"\nyear = 2019\n'


def value(since: str, until: str, region: str, number: float | str, cite: bool = False) -> str:
    source = 'cite = { document = "陕甲〔2019〕1号" }\n' if cite else ""
    return f'[[values]]\nsince = {since}\nuntil = {until}\nregion = "{region}"\nvalue = {number}\n{source}'


def write(folder: Path, **texts: str) -> Path:
    for name, text in texts.items():
        (folder / f"{name}.toml").write_text(text, "utf-8")
    return folder


def line(folder: Path, day: str, region: str | None = "610921", name: str = "exit_income_line") -> object:
    return Law(date.fromisoformat(day), region, folder).named(name).value


def test_values_hold_for_their_span_and_region_and_puxis_go_on_elsewhere(tmp_path: Path) -> None:
    write(tmp_path, exit_income_line=value("2018-01-01", "2018-06-30", "61", 3200))
    assert line(tmp_path, "2017-12-31") == 3070
    assert line(tmp_path, "2018-01-01") == 3200
    assert line(tmp_path, "2018-06-30") == 3200
    assert line(tmp_path, "2018-07-01") == 3070
    assert line(tmp_path, "2019-01-01") == 3218
    assert line(tmp_path, "2018-01-01", "62") == 2995
    assert line(tmp_path, "2018-01-01", name="identification_income_line") == 3070


def test_a_narrower_region_comes_first_and_the_country_last(tmp_path: Path) -> None:
    write(
        tmp_path, exit_income_line=value("2018-01-01", "2018-12-31", "6109", 3300) + value("2018-01-01", "2018-12-31", "CN", 3000)
    )
    assert line(tmp_path, "2018-12-31", "610921") == 3300
    assert line(tmp_path, "2018-12-31", "610100") == 3070
    assert line(tmp_path, "2018-12-31", None) == 3000


def test_a_change_of_the_national_line_changes_the_lines_that_fall_back_on_it(tmp_path: Path) -> None:
    write(tmp_path, national_income_line=value("2018-01-01", "2019-12-31", "CN", 3333))
    for name in ("exit_income_line", "identification_income_line"):
        assert line(tmp_path, "2018-12-31", None, name) == 3333
        assert line(tmp_path, "2018-12-31", "610921", name) == 3070, "Shaanxi has its own"
        assert line(tmp_path, "2019-12-31", "610921", name) == 3333
        assert line(tmp_path, "2020-12-31", "610921", name) == 4000
        assert Law(date(2018, 12, 31)).named(name).value == 2995, "without the folder nothing changes"


def test_a_number_that_puxi_lacks(tmp_path: Path) -> None:
    write(tmp_path, documents=DOCUMENTS, county_income_province=value("2018-01-01", "2018-12-31", "61", 11000, cite=True))
    law = Law(date(2018, 12, 31), "610921", tmp_path)
    found = law.asked("county_income_province")
    assert (found.value, found.status, found.document, found.own) == (11000, "sourced", "陕甲〔2019〕1号", True)
    assert documents(tmp_path)["陕甲〔2019〕1号"].title == "公报"
    assert not Law(date(2017, 12, 31), "610921", tmp_path).county_income_province.known
    assert not law.asked("publicity_days").own


def test_without_a_source_of_its_own_a_value_is_unsourced(tmp_path: Path) -> None:
    write(tmp_path, publicity_days=value("2018-01-01", "2018-12-31", "61", 5))
    assert Law(date(2018, 12, 31), "61", tmp_path).asked("publicity_days").status == "unsourced"


@pytest.mark.parametrize(
    ("text", "number", "en"),
    [
        (value("2018-01-01", "2018-12-31", "61", 5, cite=True), 6, "the document 陕甲〔2019〕1号 is not listed in documents.toml"),
        (value("2018-01-01", "2018-12-31", "61", 5) + 'status = "sourced"\n', 6, "a sourced value must cite a document"),
        (
            value("2018-01-01", "2018-12-31", "61", 5) + 'cite = { document = "国开办发〔2014〕24号" }\n', 6,
            "the document 国开办发〔2014〕24号 is not listed in documents.toml",
        ),
        (value("2018-01-01", "2018-12-31", "61", 5) + value("2018-12-31", "2019-12-31", "61", 6), 6, "overlaps"),
        (value("2018-01-01", "2018-12-31", "61", '["五天"]'), 1, "must be a number"),
        ('unit = "months"\n' + value("2018-01-01", "2018-12-31", "61", 5), 1, "the unit must be days"),
        ('otherwise = "adult_age"\n' + value("2018-01-01", "2018-12-31", "61", 5), 1, "unknown key otherwise"),
        ("zh = \n", 1, "no proper TOML"),
    ],
)  # fmt: skip
def test_a_wrong_file_of_the_folder_is_told_with_file_and_line(tmp_path: Path, text: str, number: int, en: str) -> None:
    write(tmp_path, publicity_days=text)
    with pytest.raises(UsageError) as raised:
        _ = line(tmp_path, "2018-12-31", name="publicity_days")
    assert raised.value.en.startswith(f"{tmp_path / 'publicity_days.toml'}:{number}: ")
    assert en in raised.value.en


def test_a_new_number_needs_its_words_and_is_asked_like_any_other(tmp_path: Path) -> None:
    write(tmp_path, visits_least=value("2018-01-01", "2018-12-31", "61", 12))
    with pytest.raises(UsageError, match=r"visits_least\.toml:1: unit is missing"):
        _ = line(tmp_path, "2018-12-31", name="visits_least")
    other = tmp_path / "whole"
    other.mkdir()
    head = 'zh = "每年走访次数"\nen = "Visits a year"\nunit = "次"\n'
    write(other, visits_least=head + value("2018-01-01", "2018-12-31", "61", 12))
    assert Law(date(2018, 12, 31), "610921", other).visits_least.value == 12


def test_a_list_may_be_replaced(tmp_path: Path) -> None:
    write(tmp_path, identification_steps=value("2013-12-31", "2025-12-31", "61", '["申请", "评议", "公告"]'))
    assert line(tmp_path, "2018-12-31", name="identification_steps") == ("申请", "评议", "公告")
    assert len(Law(date(2018, 12, 31), "62", tmp_path).identification_steps.value) == 7


def test_the_folder_is_named_in_puxi_toml_relative_to_it(tmp_path: Path) -> None:
    (tmp_path / "puxi.toml").write_text('[law]\nextra = "mine"\n', "utf-8")
    (tmp_path / "deeper").mkdir()
    found = settings_from(tmp_path / "deeper").law_extra
    assert found == tmp_path / "mine"
    with pytest.raises(UsageError, match=r"the folder that \[law\] extra in puxi\.toml names is not there"):
        _ = line(tmp_path / "mine", "2018-12-31")


@pytest.mark.parametrize("text", ["[law]\nextra = 3\n", '[law]\nextra = ""\n', '[law]\nfolder = "mine"\n'])
def test_a_wrong_setting_is_refused(tmp_path: Path, text: str) -> None:
    (tmp_path / "puxi.toml").write_text(text, "utf-8")
    with pytest.raises(UsageError, match=r"\[law\]"):
        settings_from(tmp_path)
