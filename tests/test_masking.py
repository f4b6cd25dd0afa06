"""Masking: what of a personal value is shown, whatever shape it comes in."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from puxi_cli.findings import Known
from puxi_cli.records.identity import check_character
from puxi_cli.reports.masking import masked, masked_key, scrubbed

pytestmark = pytest.mark.slow

ID = "690000199001011239"  # a region no place has
MASKED_ID = "690000********1239"
RIGHT = "69000019900101123" + check_character("69000019900101123")


@pytest.mark.parametrize(
    ("value", "how", "shown"),
    [
        (ID, "id", MASKED_ID),
        ("69000019900101123", "id", "690000********123"),
        ("690OOO1990O1O11239", "id", "690OOO********1239"),
        ("690000900101123", "id", "690000********3"),
        ("6900001990", "id", "69********"),
        ("张三690000199001011239", "id", "张***************1239"),
        ("无", "id", "无"),
        ("李四光", "id", "李**"),
        ("13812345678", "phone", "138****5678"),
        ("1381234", "phone", "138****"),
        ("张三丰", "name", "张**"),
        ("1970-01-01", "birth", "1970-**-**"),
        ("19700101", "birth", "1970****"),
        ("197001", "birth", "1970**"),
        ("1970年1月1日", "birth", "1970年*月*日"),
        ("１９７０/1/1", "birth", "１９７０/*/*"),
        ("25569", "birth", "*****"),
        ("20000.5", "birth", "*****.*"),
        ("70-1-1", "birth", "**-*-*"),
        ("1/1/1970", "birth", "*/*/****"),
        ("1970010", "birth", "*******"),
    ],
)
def test_a_personal_value_keeps_its_length_and_loses_its_middle(value: str, how: str, shown: str) -> None:
    assert masked(value, how, show=False) == shown
    assert masked(value, how, show=True) == value


def test_an_unknown_kind_of_personal_value_is_refused() -> None:
    with pytest.raises(ValueError, match="nickname"):
        masked(ID, "nickname", show=False)


@st.composite
def identity_numbers(draw: st.DrawFn) -> tuple[str, str]:
    """An identity number in any of its forms, perhaps without its last characters, and its birth digits."""
    birth = (date(1900, 1, 1) + timedelta(days=draw(st.integers(0, 45_000)))).strftime("%Y%m%d")
    first_17 = "690000" + birth + f"{draw(st.integers(0, 999)):03}"
    number = first_17 + check_character(first_17) + draw(st.sampled_from(["", "43", "4301"]))
    if draw(st.booleans()):
        birth = birth[2:]
        number = "690000" + birth + f"{draw(st.integers(0, 999)):03}"
    return number[: len(number) - draw(st.integers(0, 3))], birth


@given(identity_numbers())
def test_a_masked_number_never_shows_its_birth_digits(number_and_birth: tuple[str, str]) -> None:
    number, birth = number_and_birth
    shown = masked(number, "id", show=False)
    assert len(shown) == len(number)
    assert shown[6 : 6 + len(birth)] == "*" * len(shown[6 : 6 + len(birth)])


def test_numbers_in_free_text_are_recognised_by_their_shape() -> None:
    assert scrubbed(f"见{ID}和13812345678，户编号1000000001", False) == f"见{MASKED_ID}和138****5678，户编号1000000001"
    assert scrubbed("６９００００１９９００１０１１２３９", False) == "６９００００********１２３９"
    assert "1990" not in scrubbed("6.9000019900101123E+17", False)
    assert scrubbed(ID, True) == ID


def test_a_household_number_is_masked_only_where_it_is_somebodys_identity_number() -> None:
    valid = "69000019900101123" + check_character("69000019900101123")
    assert masked_key("1000000001", False) == "1000000001"
    assert masked_key(valid, False) == "690000********" + valid[-4:]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("690000 19900101 1239", "690000 ******** 1239"),
        ("690000-19900101-123X", "690000-********-123X"),
        ("138-1234-5678", "138-****-5678"),
        ("138 1234 5678", "138 **** 5678"),
        ("+8613812345678", "+86138****5678"),
        ("008613812345678", "0086138****5678"),
        ("0915-5212345", "091*-***2345"),
        ("(029)85212345", "(029)****2345"),
        ("690000.19900101.1239", "690000.********.1239"),
        ("690000\n196002140118", "690000\n********0118"),
        ("2014\n2015\n2016\n2017\n2018\n2019", "2014\n2015\n2016\n2017\n2018\n2019"),
        ("6900 0019 9001 0112 39", "6900 00** **** **12 39"),
        ("690000\u00a019900101\u00a01239", "690000\u00a0********\u00a01239"),
        ("6900\u200b00199001\u2060011239", "6900\u200b00******\u2060**1239"),
        ("690000 900101 123", "690000 *****1 123"),
        ("2014 690000 19900101 123X", "2014 690000 ******** 123X"),
        ("69000019900101123×", "690000********123×"),
        ("139.1234.5678", "139.****.5678"),
        ("139：1234：5678", "139：****：5678"),
        ("610921：19500101：0010", "610921：********：0010"),
        ("610921,19500101,001X", "610921,********,001X"),
        ("证件 610921；19500101；0010，电话 13900000001", "证件 610921；********；0010，电话 139****0001"),
        ("（690000）（900101）（123）", "（690000）（*****1）（123）"),
        (f"{RIGHT[:10]}，{RIGHT[10:]}", f"690000****，****{RIGHT[-4:]}"),
        ("610921、19500101、0010、690000、19900101、1239", "610921、********、0010、690000、********、1239"),
        ("139\u200b12345678", "139\u200b****5678"),
        ("护照E12345678", "护照E1*****78"),
        ("EA1234567，H12345678", "EA*****67，H1*****78"),
        ("永居证USA110080101123", "永居证US***********23"),
        ("军字第12345678号", "军字第12****78号"),
        ("1990年1月1日出生", "1990年*月*日出生"),
        ("张某，1990-01-01生，", "张某，1990-**-**生，"),
        ("出生日期：19900101", "出生日期：1990****"),
        ("生于 1990.1.1", "生于 1990.*.*"),
        ("690000-196002-140118", "690000-******-**0118"),
        ("690000 196002 140118", "690000 ****** **0118"),
        ("690000.196002.14011X", "690000.******.**011X"),
        ("013900000001", "0139****0001"),
        ("０１３９０００００００１", "０１３９****０００１"),
        ("0139 0000 0001", "0139 **** 0001"),
        # These are no persons' numbers and no birth dates.
        ("2018-05-01 登记，2018年5月生效", "2018-05-01 登记，2018年5月生效"),
        ("户编号 6900000484、文号 2018-0915", "户编号 6900000484、文号 2018-0915"),
        ("2014-01-01 至 2018-12-31，2018-06-30 12:30:45.1", "2014-01-01 至 2018-12-31，2018-06-30 12:30:45.1"),
        ("201401 201812 201906，201401,201812,201906", "201401 201812 201906，201401,201812,201906"),
        ("201401-201812-201906", "201401-201812-201906"),
        ("人均 1,234.50、2,650.00、3,100.25 元", "人均 1,234.50、2,650.00、3,100.25 元"),
        ("2014 2015 2016 2017 2018 2019", "2014 2015 2016 2017 2018 2019"),
        ("第 198、199、200、201、202、203 行", "第 198、199、200、201、202、203 行"),
        ("2018-12-31 10:30:00，2019-12-31 10:30:00", "2018-12-31 10:30:00，2019-12-31 10:30:00"),
        ("10:30:00 2019:12:31 10:30:00", "10:30:00 2019:12:31 10:30:00"),
        ("138、1234、5678、9000 元", "138、1234、5678、9000 元"),
        ("REC112、DQ1001、户信息 Z179", "REC112、DQ1001、户信息 Z179"),
    ],
)
def test_free_text_in_other_forms(text: str, shown: str) -> None:
    assert scrubbed(text, False) == shown
    assert scrubbed(text, True) == text


def test_who_belongs_to_the_household_is_masked_in_its_free_text() -> None:
    known = Known(("彭富", "彭富贵"), ("19750302",))
    assert scrubbed("车主彭富贵、彭富，1975-03-02，2018-03-02", False, known) == "车主彭**、彭*，1975-**-**，2018-03-02"
    assert scrubbed("1975年3月2日 19750302", False, known) == "1975年*月*日 1975****"
    assert scrubbed("车主彭富贵", False) == "车主彭富贵", "nobody says who that is"
    assert scrubbed("车主彭富贵", True, known) == "车主彭富贵"


_BETWEEN = st.sampled_from(
    ["", "", "", " ", "\u00a0", "\u3000", "-", ".", "·", "\u200b", "\u2060", "\ufeff", "\u202c", "－", "/", "．", "—", " - "]
)


@given(
    identity_numbers(),
    st.lists(_BETWEEN, min_size=22, max_size=22),
    st.sampled_from(["", "0123456789"]),
    st.sampled_from(["", "车主", "2014 "]),
)
def test_free_text_never_shows_the_birth_digits_of_a_number_whatever_stands_between_its_signs(
    number_and_birth: tuple[str, str], between: list[str], wide: str, ahead: str
) -> None:
    number, birth = number_and_birth
    if len(number) < 15 or (ahead.strip().isdigit() and len(number) not in (18,)):
        return  # nobody can tell where it begins
    if ahead.strip().isdigit() and check_character(number[:17]) != number[17]:
        return
    written = "".join(sign + gap for sign, gap in zip(number, between, strict=False))
    if wide:
        written = written.translate({ord(digit): chr(ord(digit) + 0xFEE0) for digit in wide})
    shown = unicodedata.normalize("NFKC", scrubbed(ahead + written, False))
    assert birth not in re.sub(r"[^0-9*]", "", shown)
