"""Identity numbers: GB 11643-1999, the disability certificate, and "no number".

A number has 15, 18, 20 or 22 characters. 18 is the citizen's number; 15 its form before 1999, still on old papers; 20 is a
disability certificate (the citizen's number, a category 1 to 7 and a grade 1 to 4), 22 the same re-issued. A number that
begins with 999999 says that its holder has none. Digits are always `[0-9]`: `\\d` would let full-width digits pass.
"""

from __future__ import annotations

import re
from datetime import date

WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
CHECK_CHARACTERS = "10X98765432"
LENGTHS = (15, 18, 20, 22)
NO_NUMBER_PREFIX = "999999"
# What is typed for the X at the end of a number: small and wide ones, letters of other scripts, crosses, stars.
CROSSES = "xXｘＸ×✕✖╳⨯хХχΧ*＊∗"

_SHAPE = {
    15: re.compile(r"[0-9]{15}"),
    18: re.compile(r"[0-9]{17}[0-9X]"),
    20: re.compile(r"[0-9]{17}[0-9X][0-9]{2}"),
    22: re.compile(r"[0-9]{17}[0-9X][0-9]{4}"),
}
_CATEGORY_AND_GRADE = re.compile(r"[1-7][1-4]")


def check_character(first_17: str) -> str:
    """The 18th character that GB 11643 wants after these 17 digits."""
    total = sum(int(digit) * weight for digit, weight in zip(first_17, WEIGHTS, strict=True))
    return CHECK_CHARACTERS[total % 11]


def says_no_number(number: str) -> bool:
    """Whether the number stands for "has none" (it begins with 999999)."""
    return number.startswith(NO_NUMBER_PREFIX)


def fault(number: str) -> str | None:
    """What is wrong with a number: `id_length`, `id_shape`, `id_date`, `id_check`, `id_certificate`, or None.

    The number is taken as it is, without blanks and with a capital X.
    """
    if says_no_number(number) and number.isascii() and number.isalnum():
        return None
    if len(number) not in LENGTHS:
        return "id_length"
    if not _SHAPE[len(number)].fullmatch(number):
        return "id_shape"
    if birth_of(number) is None:
        return "id_date"
    if len(number) > 15 and check_character(number[:17]) != number[17]:
        return "id_check"
    if len(number) > 18 and not _CATEGORY_AND_GRADE.fullmatch(number[18:20]):
        return "id_certificate"
    return None


def birth_of(number: str) -> str | None:
    """The birth date in the number as YYYY-MM-DD; None where there is none or no such day exists.

    The two-digit years of the 15-character form are of the 20th century.
    """
    if says_no_number(number):
        return None
    digits = "19" + number[6:12] if len(number) == 15 else number[6:14]
    if len(digits) != 8 or not re.fullmatch(r"[0-9]{8}", digits):
        return None
    try:
        return date(int(digits[:4]), int(digits[4:6]), int(digits[6:])).isoformat()
    except ValueError:
        return None


def sex_of(number: str) -> str | None:
    """男 or 女 by the digit that says it (the 17th, the 15th in the old form); None where there is none."""
    if says_no_number(number) or len(number) not in LENGTHS:
        return None
    digit = number[14] if len(number) == 15 else number[16]
    if not re.fullmatch(r"[0-9]", digit):
        return None
    return "男" if int(digit) % 2 else "女"


def upgraded(number: str) -> str:
    """The 18-character form of a valid 15-character number: 19 after the sixth digit, the check character behind."""
    first_17 = number[:6] + "19" + number[6:]
    return first_17 + check_character(first_17)


def citizens_number(number: str) -> str:
    """The 18 characters that name the person in any valid form: a certificate's first 18, an old number upgraded.

    A number that says "no number" stays as it is.
    """
    if says_no_number(number):
        return number
    return upgraded(number) if len(number) == 15 else number[:18]
