"""A number's file that is not well formed is refused with its name and the line at fault."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from puxi_cli.errors import ExitCode, UsageError
from puxi_cli.law.parameter import Parameter
from puxi_cli.law.reading import read_documents, read_parameter

GOOD = """\
zh = "公示天数"
en = "Days made public"
unit = "days"

[[values]]
since = 2014-01-01
until = 2016-12-31
region = "CN"
value = 7
status = "unsourced"

[[values]]
since = 2017-01-01
until = 2020-12-31
region = ["61", "62"]
value = 10
cite = { document = "甲〔2017〕1号", article = "第三条" }
status = "sourced"
note = { zh = "按工作日", en = "working days" }
"""


def read(folder: Path, text: str | bytes, own: bool = False) -> Parameter:
    file = folder / "some_days.toml"
    file.write_bytes(text.encode() if isinstance(text, str) else text)
    return read_parameter(file, "numbers/some_days.toml", {"甲〔2017〕1号"}, own=own)


def test_a_good_file_is_read_whole(tmp_path: Path) -> None:
    found = read(tmp_path, GOOD)
    assert (found.name, found.zh, found.en, found.unit) == ("some_days", "公示天数", "Days made public", "days")
    country, *provinces = found.values
    assert (country.region, country.value, country.sourced, country.document) == ("CN", 7, False, None)
    assert [value.region for value in provinces] == ["61", "62"]
    assert {(value.value, value.sourced, value.document, value.article) for value in provinces} == {
        (10, True, "甲〔2017〕1号", "第三条")
    }
    assert provinces[0].note == ("按工作日", "working days")
    assert provinces[0].since == date(2017, 1, 1)


@pytest.mark.parametrize(
    ("old", "new", "line", "zh", "en"),
    [
        ('unit = "days"', 'unti = "days"', 3, "不认识的键 unti", "unknown key unti"),
        ("[[values]]\nsince = 2017", "[[value]]\nsince = 2017", 12, "不认识的键 value", "unknown key value"),
        ('unit = "days"', "", 1, "缺少 unit", "unit is missing"),
        ('zh = "公示天数"', "zh = 7", 1, "zh 应为一段文字", "zh must be a text"),
        ('en = "Days made public"', 'en = " "', 2, "en 应为一段文字", "en must be a text"),
        ("value = 10", "valeu = 10", 16, "不认识的键 valeu", "unknown key valeu"),
        ("value = 10", "", 12, "缺少 value", "value is missing"),
        ("since = 2014-01-01", 'since = "2014-01-01"', 6, "since 应为日期", "since must be a day"),
        ("until = 2016-12-31", "until = 2016-12-31T00:00:00", 7, "until 应为日期", "until must be a day"),
        ("until = 2016-12-31", "until = 2013-12-31", 7, "until 2013-12-31 早于 since 2014-01-01", "before since 2014-01-01"),
        ("value = 7", 'value = "7"', 9, "value 应为数字", "value must be a number"),
        ("value = 7", "value = true", 9, "value 应为数字", "value must be a number"),
        ("value = 7", "value = nan", 9, "value 应为数字", "value must be a number"),
        ("value = 7", "value = []", 9, "value 应为数字", "value must be a number"),
        ("value = 7", 'value = ["甲", "甲"]', 9, "有重复", "twice"),
        ("value = 7", 'value = ["甲", "乙"]', 12, "不能有的是数字、有的是名单", "all numbers or all lists"),
        ('region = "CN"', 'region = "陕西"', 8, "region 应为 CN", "region must be CN"),
        ('region = "CN"', 'region = "610"', 8, "region 应为 CN", "region must be CN"),
        ('region = "CN"', "region = 61", 8, "region 应为 CN", "region must be CN"),
        ('region = ["61", "62"]', "region = []", 15, "region 应为 CN", "region must be CN"),
        ('region = ["61", "62"]', 'region = ["61", "61"]', 15, "region 应为 CN", "region must be CN"),
        ('status = "unsourced"', 'status = "sure"', 10, "status 只能是", "status must be"),
        ('status = "unsourced"', 'status = "sourced"', 10, "须写 cite", "must cite a document"),
        ('status = "unsourced"', "", 5, "缺少 status", "status is missing"),
        ('"甲〔2017〕1号"', '"乙〔2017〕1号"', 17, "“乙〔2017〕1号”没有列入 documents.toml", "not listed in documents.toml"),
        ("article =", "clause =", 17, "不认识的键 clause", "unknown key clause"),
        ('document = "甲〔2017〕1号", ', "", 17, "缺少 document", "document is missing"),
        ('cite = { document = "甲〔2017〕1号", article = "第三条" }', 'cite = "甲"', 17, "cite 应写成", "cite must be"),
        ('zh = "按工作日", ', "", 19, "note 应写成", "note must be"),
        ("since = 2017-01-01", "since = ", 13, "不是正确的 TOML", "no proper TOML"),
        ("value = 10", "value = 10\nvalue = 11", 17, "不是正确的 TOML", "no proper TOML"),
        ('region = ["61", "62"]', 'region = ["61", "62"', 16, "不是正确的 TOML", "no proper TOML"),
        (
            'region = ["61", "62"]', 'region = "CN"\n[[values]]\nsince = 2016-12-31\nuntil = 2017-06-30\nregion = "CN"', 12,
            "缺少 value", "value is missing",
        ),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told_with_file_and_line(tmp_path: Path, old: str, new: str, line: int, zh: str, en: str) -> None:
    assert GOOD.count(old) == 1
    with pytest.raises(UsageError) as raised:
        read(tmp_path, GOOD.replace(old, new))
    assert raised.value.exit_code == ExitCode.USAGE
    assert raised.value.zh.startswith(f"numbers/some_days.toml:{line}：")
    assert raised.value.en.startswith(f"numbers/some_days.toml:{line}: ")
    assert zh in raised.value.zh
    assert en in raised.value.en


@pytest.mark.parametrize(("since", "refused"), [("2016-12-31", True), ("2017-01-01", False)])
def test_spans_of_one_region_may_touch_and_not_overlap(tmp_path: Path, since: str, refused: bool) -> None:
    text = GOOD.replace('["61", "62"]', '"CN"').replace("since = 2017-01-01", f"since = {since}")
    if not refused:
        assert len(read(tmp_path, text).values) == 2
        return
    with pytest.raises(UsageError) as raised:
        read(tmp_path, text)
    assert raised.value.zh.startswith(
        "numbers/some_days.toml:12：CN 的时段 2016-12-31 – 2020-12-31 与第 5 行的 2014-01-01 – 2016-12-31 重叠"
    )
    assert "overlaps 2014-01-01 – 2016-12-31 at line 5" in raised.value.en


def test_spans_of_two_regions_may_overlap(tmp_path: Path) -> None:
    assert len(read(tmp_path, GOOD.replace("since = 2017-01-01", "since = 2014-01-01")).values) == 3


def test_a_file_in_another_encoding_names_the_line(tmp_path: Path) -> None:
    with pytest.raises(UsageError) as raised:
        read(tmp_path, b'en = "Days"\nzh = "' + "天".encode("gb18030") + b'"\n')
    assert raised.value.en.startswith("numbers/some_days.toml:2: ")


def test_values_written_in_one_line_are_told_by_that_line(tmp_path: Path) -> None:
    head = GOOD.partition("[[values]]")[0]
    with pytest.raises(UsageError) as raised:
        read(tmp_path, f'{head}values = [{{ since = 2014-01-01, until = 2014-12-31, region = "CN", status = "unsourced" }}]\n')
    assert raised.value.en == "numbers/some_days.toml:5: value is missing."


def test_without_values_the_reason_has_to_be_given(tmp_path: Path) -> None:
    head = GOOD.partition("[[values]]")[0]
    with pytest.raises(UsageError) as raised:
        read(tmp_path, f"{head}values = []\n")
    assert raised.value.en == "numbers/some_days.toml:5: missing_zh, missing_en is missing."
    with pytest.raises(UsageError) as raised:
        read(tmp_path, head)
    assert raised.value.en == "numbers/some_days.toml:1: values is missing."
    found = read(tmp_path, f'{head}values = []\nmissing_zh = "没有找到"\nmissing_en = "not found"\n')
    assert found.values == ()
    assert found.missing == ("没有找到", "not found")


@pytest.mark.parametrize(
    ("text", "line", "en"),
    [
        ('["甲"]\ntitle = "甲"\nby = "乙"\nyear = 2017\n\n["丙"]\ntitle = "丙"\nby = "乙"\n', 6, "year is missing"),
        ('["甲"]\ntitle = "甲"\nby = "乙"\nyear = "2017"\n', 4, "year of 甲 must be a whole number"),
        ('["甲"]\ntitle = ""\nby = "乙"\nyear = 2017\n', 2, "title of 甲 must be a text"),
        ('["甲"]\ntitel = "甲"\nby = "乙"\nyear = 2017\n', 2, "unknown key titel"),
        ('# none\n"甲" = 3\n', 2, "must be a table"),
        ('["甲"]\ntitle = "甲"\n\n["甲"]\n', 4, "no proper TOML"),
    ],
)
def test_the_list_of_documents_is_refused_in_the_same_way(tmp_path: Path, text: str, line: int, en: str) -> None:
    file = tmp_path / "documents.toml"
    file.write_text(text, "utf-8")
    with pytest.raises(UsageError) as raised:
        read_documents(file, "numbers/documents.toml")
    assert raised.value.en.startswith(f"numbers/documents.toml:{line}: ")
    assert en in raised.value.en
