"""Identity numbers: GB 11643-1999, the disability certificate, and "no number".

A number has 15, 18, 20 or 22 characters. 18 is the citizen's number; 15 its form before 1999, still on old papers; 20 is a
disability certificate (the citizen's number, a category 1 to 7 and a grade 1 to 4), 22 the same re-issued (two digits, or B and one). A
number that begins with 999999 says that its holder has none: no document says what has to stand behind it, so nothing of it is refused.
Where it is built like a citizen's number, REC118 asks about a wrong check character.
Other papers (passports, permits …) have numbers of their own, which are right where the kind of paper says so (`PAPERS`).
Digits are always `[0-9]`: `\\d` would let full-width digits pass.
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
    22: re.compile(r"[0-9]{17}[0-9X][0-9]{2}(?:[0-9]{2}|B[0-9])"),
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


# Papers other than the identity card and the disability certificate: how their numbers look, by the label of 证件类型.
PAPERS = {
    "护照": re.compile(r"[A-Z]{1,2}[0-9]{7,8}|[A-Z0-9]{6,12}"),
    "港澳居民来往内地通行证": re.compile(r"[HM][0-9]{8}(?:[0-9]{2})?"),
    "台湾居民来往大陆通行证": re.compile(r"[0-9]{8}(?:[0-9]{2}(?:\([A-Z]\))?)?"),
    "外国人永久居留身份证": re.compile(r"[A-Z]{3}[0-9]{12}"),
    "军官证": re.compile(r"(?:.{1,4}字第?)?[0-9]{6,8}号?"),
    "士兵证": re.compile(r"(?:.{1,4}字第?)?[0-9]{6,10}号?"),
    "出生医学证明": re.compile(r"[A-Z][0-9]{9}"),
    "户口簿": re.compile(r"[0-9A-Z]{4,12}"),
    "其他证件": re.compile(r"(?![0-9]{17}[0-9X]$).*[0-9].*"),
}
# Those that are known by their look alone.
_LOOKS = (
    ("护照", re.compile(r"[DEGPSK][A-Z]?[0-9]{7,8}")),
    ("港澳居民来往内地通行证", PAPERS["港澳居民来往内地通行证"]),
    ("外国人永久居留身份证", PAPERS["外国人永久居留身份证"]),
    ("军官证", re.compile(r".{1,4}字第?[0-9]{6,8}号?")),
    ("出生医学证明", PAPERS["出生医学证明"]),
    ("台湾居民来往大陆通行证", PAPERS["台湾居民来往大陆通行证"]),
)


def is_number_of(paper: str, number: str) -> bool:
    """Whether a number may be that of a paper (a label of 证件类型)."""
    return paper in PAPERS and PAPERS[paper].fullmatch(number) is not None


def looks_like(number: str) -> str | None:
    """The paper other than the identity card whose number this looks like; None where it looks like none."""
    return next((paper for paper, look in _LOOKS if look.fullmatch(number)), None)


def with_x(number: str) -> str | None:
    """The number with an X for what was typed in its place (×, Х, *), where the check character is X; None for any other."""
    if len(number) in LENGTHS and len(number) > 15 and number[17] != "X" and number[17] in CROSSES:
        meant = f"{number[:17]}X{number[18:]}"
        return meant if fault(meant) is None else None
    return None


def birth_of(number: str) -> str | None:
    """The birth date in the number as YYYY-MM-DD; None where there is none or no such day exists.

    The two-digit years of the 15-character form are of the 20th century.
    """
    if says_no_number(number) or (len(number) == 15 and not number.isdigit()):
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

    A number that says "no number" stays as it is; one of another paper says that there is no citizen's number.
    """
    if says_no_number(number):
        return number
    if fault(number) is not None:
        return NO_NUMBER_PREFIX + number
    return upgraded(number) if len(number) == 15 else number[:18]
