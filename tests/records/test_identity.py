"""Identity numbers against the published examples of GB 11643 and against python-stdnum."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum.cn import ric

from puxi_cli.records import identity
from puxi_cli.records.kinds import CellFault, IdentityNumber

# The examples printed in GB 11643-1999: no living person's.
PUBLISHED = ("11010519491231002X", "440524188001010014")
digits = st.text("0123456789", min_size=17, max_size=17)
days = st.dates(min_value=date(1890, 1, 1), max_value=date(2100, 12, 31))


def check_digit_by_stdnum(first_17: str) -> str:
    """The oracle: python-stdnum, which wants a whole number and looks at its first 17 digits."""
    return ric.calc_check_digit(first_17 + "0")


@pytest.mark.parametrize("number", PUBLISHED)
def test_the_published_examples_are_right(number: str) -> None:
    assert identity.fault(number) is None
    assert identity.check_character(number[:17]) == number[17]


def test_what_the_published_examples_say() -> None:
    assert [identity.birth_of(number) for number in PUBLISHED] == ["1949-12-31", "1880-01-01"]
    assert [identity.sex_of(number) for number in PUBLISHED] == ["女", "男"]


@given(digits)
def test_the_check_character_is_python_stdnums(first_17: str) -> None:
    assert identity.check_character(first_17) == check_digit_by_stdnum(first_17)


@given(digits, st.sampled_from("0123456789X"))
def test_a_number_is_right_with_one_check_character_only(first_17: str, last: str) -> None:
    # From the oracle and the calendar, not from the code: the region is left out, which neither standard nor puxi looks up.
    number = "110101" + "19800101" + first_17[14:] + last
    right = check_digit_by_stdnum(number[:17]) == last
    assert (identity.fault(number) is None) == right
    assert identity.fault(number) == (None if right else "id_check")


@given(days, st.integers(0, 999))
def test_birth_and_sex_are_where_the_standard_puts_them(day: date, order: int) -> None:
    first_17 = f"690000{day:%Y%m%d}{order:03d}"
    number = first_17 + identity.check_character(first_17)
    assert identity.fault(number) is None
    assert identity.birth_of(number) == f"{day:%Y-%m-%d}"
    assert identity.sex_of(number) == ("男" if order % 2 else "女")


@given(days.filter(lambda day: 1900 <= day.year <= 1999), st.integers(0, 999))
def test_the_form_of_before_1999_is_upgraded_with_19_and_a_check_character(day: date, order: int) -> None:
    old = f"690000{day:%y%m%d}{order:03d}"
    first_17 = old[:6] + "19" + old[6:]
    assert identity.fault(old) is None
    assert identity.upgraded(old) == first_17 + check_digit_by_stdnum(first_17)
    assert identity.fault(identity.upgraded(old)) is None
    assert identity.birth_of(old) == identity.birth_of(identity.upgraded(old)) == f"{day:%Y-%m-%d}"
    assert identity.sex_of(old) == identity.sex_of(identity.upgraded(old))


CITIZEN = PUBLISHED[0]


@pytest.mark.parametrize(
    ("number", "fault"),
    [
        ("", "id_length"),
        ("1", "id_length"),
        (CITIZEN[:14], "id_length"),
        (CITIZEN[:16], "id_length"),
        (CITIZEN[:17], "id_length"),
        (CITIZEN + "1", "id_length"),
        (CITIZEN + "111", "id_length"),
        (CITIZEN + "11111", "id_length"),
        ("110105194912310021", "id_check"),
        ("11010519491231002x", "id_shape"),  # as it is: `IdentityNumber` makes the x great
        ("1101051949123100 X", "id_shape"),
        ("A1010519491231002X", "id_shape"),
        ("X1010519491231002X", "id_shape"),
        ("１１０１０５１９４９１２３１００２Ｘ", "id_shape"),
        ("11010519491231002Ｘ", "id_shape"),
        ("1101051949123100٢X", "id_shape"),
        ("11010519491331002X", "id_date"),
        ("11010519490230002X", "id_date"),
        ("11010519000229001X", "id_date"),  # 1900 was no leap year
        ("11010500000101001X", "id_date"),  # nor is there a year 0
        ("110105491331002", "id_date"),
        ("11010549123100X", "id_shape"),
        (CITIZEN + "00", "id_certificate"),
        (CITIZEN + "81", "id_certificate"),
        (CITIZEN + "15", "id_certificate"),
        (CITIZEN + "1A", "id_shape"),
        (CITIZEN + "0101", "id_certificate"),
        (CITIZEN + "11B1", None),
        (CITIZEN + "11C1", "id_shape"),
        (CITIZEN + "11BB", "id_shape"),
        ("110105194912310021" + "11", "id_check"),
    ],
)
def test_wrong_numbers(number: str, fault: str) -> None:
    assert identity.fault(number) == fault


@pytest.mark.parametrize("category", range(10))
@pytest.mark.parametrize("grade", range(10))
def test_a_certificate_has_a_category_of_1_to_7_and_a_grade_of_1_to_4(category: int, grade: int) -> None:
    right = 1 <= category <= 7 and 1 <= grade <= 4
    assert identity.fault(f"{CITIZEN}{category}{grade}") == (None if right else "id_certificate")
    assert identity.fault(f"{CITIZEN}{category}{grade}07") == (None if right else "id_certificate")


@pytest.mark.parametrize("number", ["999999", "999999198001011234", "99999919800101123X", "999999A1", "9999999"])
def test_999999_stands_for_no_number(number: str) -> None:
    assert identity.fault(number) is None
    assert identity.says_no_number(number)
    assert identity.birth_of(number) is None
    assert identity.sex_of(number) is None


@pytest.mark.parametrize("number", ["999999 1", "999999１", "999999-1", "99999"])
def test_what_only_looks_like_no_number(number: str) -> None:
    assert identity.fault(number) is not None


@pytest.mark.parametrize(
    "text",
    [
        CITIZEN,
        CITIZEN.lower(),
        "１１０１０５１９４９１２３１００２Ｘ",
        "110105 19491231 002X",
        "110105\u30001949\u200b1231002x",
        "\ufeff" + CITIZEN,
    ],
)
def test_a_cell_is_made_plain_before_it_is_judged(text: str) -> None:
    assert IdentityNumber().read(text) == CITIZEN


def test_a_certificate_column_wants_a_certificate() -> None:
    certificate = IdentityNumber(lengths=(20, 22))
    assert certificate.read(CITIZEN + "43") == CITIZEN + "43"
    assert certificate.read(CITIZEN + "4301") == CITIZEN + "4301"
    with pytest.raises(CellFault, match="id_length"):
        certificate.read(CITIZEN)


def test_digits_of_other_scripts_are_no_digits() -> None:
    # NFKC makes full-width digits plain; it does not touch the digits of other scripts, and `\\d` would let them pass.
    with pytest.raises(CellFault, match="id_shape"):
        IdentityNumber().read("11010519491231٠٠٢X")
