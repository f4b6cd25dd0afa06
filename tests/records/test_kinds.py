"""How the text of a cell becomes a value: every form the kinds know, their boundaries, and what is near and wrong."""

from __future__ import annotations

from datetime import date

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from puxi_cli.records.coded import Code
from puxi_cli.records.compile import typed
from puxi_cli.records.dates import Day, PartialDate, Year
from puxi_cli.records.kinds import CellFault, Digits, FreeText, HouseholdNumber, Kind, Number, Opaque, Phone, Whole, YesNo
from puxi_cli.records.text import folded, trimmed
from puxi_cli.systems.rectification.records import Problem

KINDS: tuple[Kind, ...] = (
    FreeText(), Digits(), HouseholdNumber(), Opaque(), Phone(), Number(), Number(least=None), Whole(), Whole(most=40), YesNo(), PartialDate(), Day(),
    Year(), Code("cause"), Code("cause", several=True), Code("relation"), Code("ethnic"),
)  # fmt: skip


def fault_of(kind: Kind, text: str) -> tuple[str, str | None]:
    """What a kind says against a text."""
    with pytest.raises(CellFault) as refused:
        kind.read(text)
    return refused.value.code, refused.value.meant


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("2018", "2018"),
        ("2018年", "2018"),
        ("2018.0", "2018"),
        ("1890", "1890"),
        ("2100", "2100"),
        ("201806", "2018-06"),
        ("201806.0", "2018-06"),
        ("2018-06", "2018-06"),
        ("2018-6", "2018-06"),
        ("2018/6", "2018-06"),
        ("2018年6月", "2018-06"),
        ("2018年06月", "2018-06"),
        ("2018 年 6 月", "2018-06"),
        ("2018.06", "2018-06"),
        ("2018.6", "2018-06"),
        ("2018.10", "2018-10"),
        ("2018.12", "2018-12"),
        ("20180630", "2018-06-30"),
        ("20180630.0", "2018-06-30"),
        ("2018-06-30", "2018-06-30"),
        ("2018-6-3", "2018-06-03"),
        ("2018/6/30", "2018-06-30"),
        ("2018/06/30", "2018-06-30"),
        ("2018.6.30", "2018-06-30"),
        ("2018年6月30日", "2018-06-30"),
        ("2018年6月30", "2018-06-30"),
        ("2018 - 06 - 30", "2018-06-30"),
        ("2018 06 30", "2018-06-30"),
        ("2018 1 1", "2018-01-01"),  # not November
        ("２０１８年６月３０日", "2018-06-30"),
        ("２０１８０６", "2018-06"),
        ("2018-06-30 00:00:00", "2018-06-30"),
        ("2018-06-30T00:00:00", "2018-06-30"),
        ("2018-06-30 12:30:15.250", "2018-06-30"),
        ("2018/6/1 0:00", "2018-06-01"),
        ("2018/6/1 00:00:00", "2018-06-01"),  # not the 10th
        ("2018/6/1 10:00", "2018-06-01"),  # not the 11th
        ("2018年6月1日 10:00", "2018-06-01"),
        ("2016-02-29", "2016-02-29"),
        ("43281", "2018-06-30"),
        ("43281.0", "2018-06-30"),
        ("43281.75", "2018-06-30"),
        ("10000", "1927-05-18"),
        ("\u200b2018-06\ufeff", "2018-06"),
    ],
)
def test_dates(text: str, value: str) -> None:
    assert PartialDate().read(text) == value


@pytest.mark.parametrize(
    "text",
    [
        "18年6月", "18.6", "Jun-18", "六月", "2018-13", "201813", "20181301", "2018-06-31", "20180631", "2018-02-29", "1900-02-29",
        "2018-0-1", "201800", "000000", "00000101", "1889", "1889-12-31", "2101", "21010101", "9999", "0", "60", "9999.5", "99999", "73001",
        "2018-06-30 上午", "2018.1月", "2018--06", "2018-", "2018年6月30日(", "201 80630", "2018063", "2018-06-30-01", "20180630123000",
        "2018年6月-", "٢٠١٨", "2018-06-30Z",
    ],
)  # fmt: skip
def test_what_is_no_date(text: str) -> None:
    assert fault_of(PartialDate(), text) == ("date", None)


@pytest.mark.parametrize("text", ["2018.1", " 2018.1 ", "２０１８．１"])
def test_january_and_an_october_that_lost_its_zero_look_the_same(text: str) -> None:
    assert fault_of(PartialDate(), text) == ("date_ambiguous", None)
    assert Year().read(text) == 2018  # whichever it is


def test_a_day_must_be_whole() -> None:
    assert Day().read("2018/6/30") == "2018-06-30"
    assert fault_of(Day(), "2018-06") == ("date", None)
    assert fault_of(Day(), "2018") == ("date", None)


@pytest.mark.parametrize(
    ("text", "value"),
    [("2018", 2018), ("2018年", 2018), ("2018.0", 2018), ("201806", 2018), ("2018-06-30", 2018), ("43281", 2018)],
)
def test_a_year_takes_the_first_four_digits(text: str, value: int) -> None:
    assert Year().read(text) == value


@given(st.dates(min_value=date(1927, 5, 18), max_value=date(2099, 11, 11)))
def test_a_serial_number_is_the_day_the_spreadsheet_shows(day: date) -> None:
    serial = (day - date(1900, 1, 1)).days + 2  # day 1 is 1 January 1900, and there is a 29 February 1900
    assert PartialDate().read(str(serial)) == day.isoformat()


@pytest.mark.parametrize(
    "text", ["是", "有", "1", "√", "✓", "✔", "Y", "y", "Yes", "TRUE", "true", "1.0", " 是 ", "Ｙ", "１", "是\n"]
)
def test_yes(text: str) -> None:
    assert YesNo().read(text) is True


@pytest.mark.parametrize("text", ["否", "无", "0", "×", "N", "n", "No", "FALSE", "false", "0.0", "Ｎ", "０", "\u3000否"])
def test_no(text: str) -> None:
    assert YesNo().read(text) is False


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("不", "否"),
        ("对", "是"),
        ("x", "×"),
        ("2", None),
        ("不详", None),
        ("是否", None),
        ("-", None),
        ("01", None),
        ("是/否", None),
    ],
)
def test_neither_yes_nor_no(text: str, meant: str | None) -> None:
    # 2 is "no" in some forms and "unknown" in others; nothing is guessed.
    assert fault_of(YesNo(), text) == ("yes_no", meant)


def test_a_column_may_have_words_of_its_own_for_yes_and_no() -> None:
    living = YesNo(yes=("农村低保", "城市低保"), no=("未享受", "不享受"))
    assert [living.read(text) for text in ("农村低保", "未享受", "是", "0")] == [True, False, True, False]
    assert fault_of(YesNo(), "农村低保") == ("yes_no", None)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("0", 0.0), ("12", 12.0), ("12.0", 12.0), ("12.50", 12.5), (".5", 0.5), ("5.", 5.0), ("+3", 3.0), ("-3.5", -3.5),
        ("1,234", 1234.0), ("1,234,567.89", 1234567.89), ("１２．５", 12.5), ("1 234", 1234.0), ("1e3", 1000.0), ("1.5E+3", 1500.0),
        ("1E-2", 0.01), ("999999999999999", 999999999999999.0),
    ],
)  # fmt: skip
def test_numbers(text: str, value: float) -> None:
    assert Number(least=None).read(text) == value


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("12元", "12"), ("2,900元", "2900"), ("2900.50 元", "2900.50"), ("80㎡", "80"), ("6个月", "6"), ("100%", "100"),
        # Nothing is offered of which a part would be lost, or whose unit is another.
        ("约12.5", None), ("12.5.6", None), ("1,23", None), ("12,3456元", None), ("-", None), ("无", None), ("--5", None), ("1.2万", None),
        ("1.2万元", None), ("3千", None), ("29O0", None), ("29O0元", None), ("2.900,00", None), ("2.900,00元", None), ("5里", None),
        ("-5元", None), ("NaN", None), ("inf", None), ("1_000", None), ("0x10", None), ("五", None), ("٥", None), (".", None), ("元", None),
    ],
)  # fmt: skip
def test_what_is_no_number(text: str, meant: str | None) -> None:
    assert fault_of(Number(), text) == ("number", meant)


@pytest.mark.parametrize("text", ["1e15", "-1E15", "1E99", "9" * 16, "9" * 400, "-" + "9" * 400])
@pytest.mark.parametrize("kind", [Number(least=None), Whole(least=None)])
def test_a_number_no_spreadsheet_keeps_is_out_of_range(kind: Number, text: str) -> None:
    assert fault_of(kind, text) == ("range", None)


def test_both_bounds_are_allowed() -> None:
    months = Whole(least=0, most=12)
    assert [months.read(text) for text in ("0", "12", "12.0", "-0")] == [0, 12, 12, 0]
    for text in ("-1", "13", "12.01", "-0.01"):
        assert fault_of(months, text) == ("range", None)
    assert fault_of(Number(), "-0.01") == ("range", None)
    assert Number(least=None).read("-0.01") == -0.01


def test_a_count_has_no_fraction() -> None:
    assert Whole().read("3.0") == 3
    assert isinstance(Whole().read("3.0"), int)
    assert fault_of(Whole(), "3.5") == ("whole", None)
    assert fault_of(Whole(), "3人") == ("number", "3")


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("6100000001", "6100000001"), ("0012", "0012"), ("12.0", "12"), ("６１００", "6100"), ("61 00 01", "610001"),
        ("6100000001\t", "6100000001"), ("1" * 30, "1" * 30),
    ],
)  # fmt: skip
def test_digits_that_name_something(text: str, value: str) -> None:
    assert Digits().read(text) == value


@pytest.mark.parametrize("text", ["12.5", "A1", "1-2", "1.2E+10", "１٢", "一", "+1", "12.00", "1/2"])
def test_what_is_not_only_digits(text: str) -> None:
    assert fault_of(Digits(), text) == ("format", None)


@pytest.mark.parametrize("text", ["0", "00", "000", "０", "0.0", "0（甲村）"])
def test_noughts_are_no_households_number(text: str) -> None:
    assert HouseholdNumber().value(text) is None
    assert fault_of(HouseholdNumber(), text) == ("format", None)
    # A column reads each cell as its kind does, and other codes may be noughts.
    raw = pl.DataFrame({"household_id": [text, "0001", "10", "1（甲村）"]})
    assert typed(Problem, raw).frame["household_id"].to_list() == [None, "0001", "10", "1（甲村）"]
    assert Digits().value("000") == "000"


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("13900000001", "13900000001"), ("13900000001.0", "13900000001"), ("１３９００００００１１", "13900000011"), ("139 0000 0001", "13900000001"),
        ("139-0000-0001", "13900000001"), ("19900000001", "19900000001"),
    ],
)  # fmt: skip
def test_phones(text: str, value: str) -> None:
    assert Phone().read(text) == value


@pytest.mark.parametrize(
    "text", ["12900000001", "1390000000", "139000000011", "09151234567", "+8613900000001", "13900000001/1", "无", "1.39E+10"]
)
def test_what_is_no_mobile_number(text: str) -> None:
    assert fault_of(Phone(), text) == ("phone", None)


@pytest.mark.parametrize(("text", "value"), [("P-01", "P-01"), ("Ｐ０１", "P01"), ("12.0", "12"), ("户 1", "户1")])
def test_a_key_of_unknown_form_is_kept_as_it_is(text: str, value: str) -> None:
    assert Opaque().read(text) == value


@pytest.mark.parametrize(
    ("text", "bare"),
    [
        ("  王一\t", "王一"), ("\u3000王一\u3000", "王一"), ("\ufeff王一", "王一"), ("王\u3000一", "王\u3000一"), ("\x00王一\x1f", "王一"),
        ('="5227"', "5227"), ("'5227", "5227"), ('=" 王一 "', "王一"), ("' ", ""), ('=""', ""), ("=5227", "=5227"), ("''", "'"), ("", ""),
        ("\u200b", ""),
    ],
)  # fmt: skip
def test_what_is_taken_away_around_a_text(text: str, bare: str) -> None:
    assert trimmed(text) == bare


def test_blanks_without_end_cost_no_time_without_end() -> None:
    text = "王" + " " * 2_000_000 + "一"
    assert trimmed(text) == text
    assert folded(text) == "王一"


@given(st.text())
def test_folding_twice_changes_nothing_more(text: str) -> None:
    assert folded(folded(text)) == folded(text) or text.strip()[:1] in ("'", "=")


@given(
    st.sampled_from(KINDS),
    st.text() | st.text("0123456789.-/年月日, :+eE%XxY是否有无、因病残汉族一二'\"=０１\u200b", max_size=20),
)
def test_a_kind_gives_a_value_or_a_fault_and_nothing_else(kind: Kind, text: str) -> None:
    wanted = {"text": str, "whole": int, "number": float, "yes_no": bool}[kind.dtype]
    try:
        value = kind.read(text)
    except CellFault as fault:
        refused = fault
    else:
        assert type(value) is wanted
        return
    assert refused.code
    assert refused.meant is None or isinstance(refused.meant, str)


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_says_in_both_languages_what_is_allowed(kind: Kind) -> None:
    assert isinstance(kind, Code) or kind.allowed.of("zh") != kind.allowed.of("en")
    assert kind.allowed.of("en")
    assert kind.brief().zh
    assert len(kind.brief().zh) <= max(len(kind.allowed.of("zh")), 100)
    assert {"type"} <= kind.json_schema().keys()
    assert {"type"} <= kind.table_schema().keys()
