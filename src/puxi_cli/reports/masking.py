"""Masking: how much of a personal value a report shows unless the reader asked for the whole.

Every value that comes from somebody's row goes through one of the functions here on its way out. Of a value whose field is known,
the field's `Cell` decides how (`field_shown`). They fail closed: an unknown kind raises, and a wrong number (odd length, letters,
blanks) is masked by the same shape as a right one.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterator
from itertools import pairwise
from typing import Any

from puxi_cli.findings import Known
from puxi_cli.records import identity
from puxi_cli.records.fields import Personal, fields_of
from puxi_cli.records.tables import MODELS
from puxi_cli.records.text import marks_in, visible

_SHOWN_AHEAD = 6  # the region of the first registration
_BIRTH_ENDS = 14  # the birth date fills positions 7 to 14, whatever follows

_HEAD = re.compile(r"[0-9A-Za-z０-９]{0,6}")
_TAIL = re.compile(r"[0-9A-Za-z０-９]{0,4}\Z")
_DIGIT = re.compile(r"[0-9０-９]")


# Fields that hold the number of a household or of a person.
_KEYS = ("household_id", "person_id")


def personal(table: str | None, field: str | None) -> Personal | None:
    """How the values of a field are masked, as its model says; None for one that is not personal, or for what is no field."""
    model = MODELS.get(table or "")
    cell = fields_of(model).get(field or "") if model else None
    return cell.personal if cell else None


def field_shown(table: str, field: str, value: Any, show: bool, known: Known = Known()) -> Any:
    """A value of a field as a report shows it: masked as the field's model says; of other texts, what `scrubbed` leaves.

    What is neither personal nor a text is given back as it is.
    """
    if value is None:
        return None
    if how := personal(table, field):
        return masked(str(value), how, show)
    if not isinstance(value, str):
        return value
    return masked_key(value, show) if field in _KEYS else scrubbed(value, show, known)


def masked(value: str, how: str, show: bool) -> str:
    """A personal value as a report shows it; whole where `show` is set.

    `how` is "id" (690000********1239), "phone" (138****1239), "name" (张*), "birth" (1970-**-**) or "birthday" (****-**-**); the length is kept.
    Raises ValueError for another kind: a misspelt one must not print somebody's number.
    """
    if how not in _MASKS:
        raise ValueError(f"no such kind of personal value: {how}")
    return value if show else _MASKS[how](value.strip())


def _masked_name(text: str) -> str:
    return text[:1] + "*" * (len(text) - 1)


def _masked_id(text: str) -> str:
    length = len(text)
    if not _DIGIT.search(text):
        return _masked_name(text)  # words in the column of numbers: 无, or somebody's name
    if length < 11:
        return text[:2] + "*" * (length - 2)
    head = _ahead(text, _SHOWN_AHEAD)
    # A number that lost digits at its end would show its birth date in the last four.
    tail = min(_behind(text, 4), max(0, length - _BIRTH_ENDS))
    return text[:head] + "*" * (length - head - tail) + text[length - tail :]


def _masked_phone(text: str) -> str:
    length = len(text)
    if not _DIGIT.search(text):
        return _masked_name(text)
    head = _ahead(text, 3)
    tail = _behind(text, 4) if length >= 11 else 0
    return text[:head] + "*" * (length - head - tail) + text[length - tail :]


def _ahead(text: str, most: int) -> int:
    """How many characters at the beginning may be shown: plain ones only, so that a name written before a number stays hidden."""
    match = _HEAD.match(text)
    return min(most, max(1, len(match[0]) if match else 0))


def _behind(text: str, most: int) -> int:
    match = _TAIL.search(text)
    return min(most, len(match[0]) if match else 0)


def _masked_birthday(text: str) -> str:
    """The year goes, too: month and day stand in a calendar."""
    return re.sub(r"[0-9０-９]", "*", text)


def _masked_birth(text: str) -> str:
    """The year stays: with month and day, and what is shown of the identity number, the number would be whole again.

    Only where it is one: the first four signs of 25569 (a spreadsheet's own number of a day) or of 70-1-1 tell more.
    """
    year = 4 if _YEAR_AHEAD.match(unicodedata.normalize("NFKC", text)) else 0
    return text[:year] + re.sub(r"[0-9０-９]", "*", text[year:])


_YEAR_AHEAD = re.compile(r"(?:18|19|20)[0-9]{2}(?:[0-9]{2}|[0-9]{4})?(?![0-9])")
_MASKS = {"id": _masked_id, "phone": _masked_phone, "name": _masked_name, "birth": _masked_birth, "birthday": _masked_birthday}

# A number of at least 11 digits, or one that a spreadsheet wrote with an exponent.
_RUN = re.compile(r"(?<![0-9０-９])[0-9０-９]{11,}[XxＸｘ]?|(?<![0-9.])[0-9]\.[0-9]{8,}[Ee]\+?(?:1[4-9]|2[01])")
# Numbers in pieces, as they stand in a plain form of the text (`_plain`), whose unseen signs are \x00 and whose blanks are blanks:
# 690000 19700101 1239, 6900.0019.7001.0112.39; 138-1234-5678, 0915-5212345, (0915)5212345.
_BETWEEN = r"[\x00 \r\n\t]{0,6}[-.·/_]?[\x00 \r\n\t]{0,6}"
_PIECES = re.compile(rf"(?<![0-9])[0-9](?:{_BETWEEN}[0-9]){{14,}}(?:{_BETWEEN}X(?![A-Za-z]))?")
# With any punctuation between them (690000：19700101：1239), where lists of figures and times look alike: see `_numbers_marked`.
_BETWEEN_MARKS = r"[\x00 \r\n\t]{0,6}(?:[^\w\s\x00]|_){0,2}[\x00 \r\n\t]{0,6}"
_MARKED_PIECES = re.compile(rf"(?<![0-9])[0-9](?:{_BETWEEN_MARKS}[0-9]){{14,}}(?:{_BETWEEN_MARKS}X(?![A-Za-z]))?")
_MOST_MARKED = 4  # pieces of a number whose check character is right
_BETWEEN_MOBILES = _BETWEEN.replace("[-.·/_]", "[-.·/_:]")
_OUTSIDE = r"(?:(?<![0-9])|(?<=(?<![0-9])0))"  # as one calls from elsewhere: 0 before it
_MOBILE_IN_PIECES = re.compile(
    rf"{_OUTSIDE}1\x00*[3-9]\x00*[0-9](?:\x00*[0-9])?{_BETWEEN_MOBILES}[0-9]{{3,4}}{_BETWEEN_MOBILES}[0-9]{{3,4}}(?![0-9])"
    rf"|{_OUTSIDE}1\x00*[3-9](?:\x00*[0-9]){{9}}(?![0-9])"
)
_LANDLINE = re.compile(r"(?<![0-9])(?:0[0-9]{2,3}[ -][0-9]{7,8}|\(0[0-9]{2,3}\) ?[0-9]{7,8})(?![0-9])")
# Other papers: passports, permits of Hong Kong, Macao and Taiwan, residence permits of foreigners of old, officers' cards.
_PAPER = re.compile(
    r"(?<![A-Za-z0-9])(?:[EGDSPHMK][A-Z]?\x00*(?:[0-9]\x00*){7,10}|[A-Z]{3}[0-9]{12})(?![A-Za-z0-9])"
    r"|(?<=字第)(?:[0-9][\x00 ]*){6,8}(?=号|$)",
    re.IGNORECASE,
)
_BIRTH = re.compile(r"(?:18|19|20)[0-9]{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])")
_MOBILE = re.compile(r"(?:0|(?:00)?86)?(1[3-9][0-9]{9})")
_DAY = r"((?:18|19|20)[0-9]{2})(?: ?年 ?|[-./])?([0-9]{1,2})(?: ?月 ?|[-./])?([0-9]{1,2})(?: ?日)?"
_ANY_DAY = re.compile(rf"(?<![0-9]){_DAY}(?![0-9])")
_MONTH = r"(?:18|19|20)[0-9]{2}(?: ?年 ?|[-./])[0-9]{1,2}(?: ?月)?"
_SAID_BORN = re.compile(
    rf"(?<=出生|生于|生日)(?P<mark>[日期于：:为是 ]*)(?P<day>{_DAY}|{_MONTH})(?![0-9])"
    rf"|(?<![0-9])(?P<ahead>{_DAY}|{_MONTH})(?=出生|生(?:[，。；、,.;）)的人 ]|$))"
)


def scrubbed(text: str, show: bool, known: Known = Known()) -> str:
    """Free text without identity and telephone numbers, recognised by their shape, and without what it is said somebody was born on.

    Of a household's free text also those who belong to it (`known`): their names and days of birth. Whole where `show` is set.

    For what is not personal by its column: a row shifted by one cell puts a number under another heading, a note in another office's
    list names who was found.
    """
    if show:
        return text
    for name in known.names_in(text):
        text = text.replace(name, _masked_name(name))
    text = _without_numbers_in_pieces(text)
    text = _SAID_BORN.sub(_masked_said, text)
    if known.births:
        text = _ANY_DAY.sub(lambda day: _masked_birth(day[0]) if _digits_of(day) in known.births else day[0], text)
    return _RUN.sub(_masked_run, text)


def _digits_of(day: re.Match[str]) -> str:
    return f"{day[1]}{int(day[2]):02}{int(day[3]):02}"


def _masked_said(found: re.Match[str]) -> str:
    return (found["mark"] or "") + _masked_birth(found["day"] or found["ahead"])


def _without_numbers_in_pieces(text: str) -> str:
    """Identity numbers, telephone numbers and numbers of other papers hidden, whatever stands between their signs."""
    plain = text.translate(_PLAIN_SIGNS) if not text.isascii() else text.replace("x", "X")
    if not _ANY_DIGIT.search(plain):
        return text
    hidden: set[int] = set()
    for pattern, numbers in ((_PIECES, _numbers_within), (_MARKED_PIECES, _numbers_marked)):
        for found in pattern.finditer(plain):
            places = [found.start() + index for index, sign in enumerate(found[0]) if sign.isalnum()]
            starts = [index for index, place in enumerate(places) if index == 0 or place > places[index - 1] + 1]
            for first, last in numbers("".join(plain[place] for place in places), {*starts, len(places)}):
                if not hidden.intersection(places[first:last]):
                    hidden.update(_middle(places[first:last], _SHOWN_AHEAD, 4))
    for pattern, ahead, behind in ((_MOBILE_IN_PIECES, 3, 4), (_LANDLINE, 3, 4), (_PAPER, 2, 2)):
        for found in pattern.finditer(plain):
            places = [found.start() + index for index, sign in enumerate(found[0]) if sign.isalnum()]
            if not hidden.intersection(places) and (pattern is not _MOBILE_IN_PIECES or len(places) == _MOBILE_DIGITS):
                hidden.update(_middle(places, ahead, behind))
    return "".join("*" if index in hidden else sign for index, sign in enumerate(text)) if hidden else text


def harmless(text: str) -> str:
    """What is said on stderr: without numbers of persons, and without signs that a terminal would obey."""
    return visible(scrubbed(text, False))


_MOBILE_DIGITS = 11


def _middle(places: list[int], ahead: int, behind: int) -> list[int]:
    return places[ahead : len(places) - behind]


def _plain_sign(sign: str) -> str:
    """One sign for one: a digit of any script as it is, any cross as X, any blank as one, what nobody sees as NUL."""
    if sign.isascii():
        return "X" if sign == "x" else sign
    digit = unicodedata.decimal(sign, None)
    if digit is not None:
        return str(digit)
    if marks_in(sign):
        return "\x00"
    if sign.isspace():
        return " "
    if sign in identity.CROSSES:
        return "X"
    kind = unicodedata.category(sign)
    if kind == "Pd" or sign in "−ー─":
        return "-"
    folded = unicodedata.normalize("NFKC", sign)
    if len(folded) == 1 and folded.isascii():
        return folded.upper() if folded in "xX" else folded
    return "·" if sign in "•・‧∙⋅" else sign


class _PlainSigns(dict[int, str]):
    """`_plain_sign` by code, as `str.translate` asks for it."""

    def __missing__(self, code: int) -> str:
        self[code] = sign = _plain_sign(chr(code))
        return sign


_PLAIN_SIGNS = _PlainSigns()
_ANY_DIGIT = re.compile(r"[0-9]")
# 201401 201812 201906 are months: no province has the code 19 or 20.
_MONTHS_AHEAD = re.compile(r"(?:19|20)[0-9]{2}(?:0[1-9]|1[0-2])")


def _numbers_within(digits: str, bounds: Collection[int]) -> Iterator[tuple[int, int]]:
    """Where identity numbers stand in signs that stand in a row: the whole, or 18 that begin and end where a piece does (`bounds`), or
    whose check character is right."""
    whole = len(digits)
    ends = sorted(bounds)
    if len(ends) > 2 and all(after - before == 6 for before, after in pairwise(ends)) and _MONTHS_AHEAD.match(digits):
        return
    if whole <= max(identity.LENGTHS) and (_BIRTH.match(digits[6:]) or (whole == 15 and identity.birth_of(digits) is not None)):
        yield 0, whole
        return
    first = 0
    while first + 18 <= whole:
        window = digits[first : first + 18]
        likely = first in bounds and first + 18 in bounds
        if window[:17].isdigit() and _BIRTH.match(window[6:]) and (likely or identity.check_character(window[:17]) == window[17]):
            yield first, first + 18
            first += 18
        else:
            first += 1


def _numbers_marked(digits: str, bounds: Collection[int]) -> Iterator[tuple[int, int]]:
    """Where identity numbers stand among pieces with any punctuation between them: of region, birth and the rest in a piece each, or in a
    few pieces and with the right check character."""
    for first in sorted(bounds):
        eighteen, inner = digits[first : first + 18], {bound - first for bound in bounds if first < bound < first + 18}
        if first + 18 in bounds and eighteen[:17].isdigit() and _BIRTH.match(eighteen[6:]):
            months = inner == {6, 12} and _MONTHS_AHEAD.match(eighteen)
            right = not months and len(inner) < _MOST_MARKED and identity.check_character(eighteen[:17]) == eighteen[17]
            if right or inner == {6, 14}:
                yield first, first + 18
        fifteen, inner = digits[first : first + 15], {bound - first for bound in bounds if first < bound < first + 15}
        if first + 15 in bounds and inner == {6, 12} and identity.birth_of(fifteen) is not None:
            yield first, first + 15


def _masked_run(match: re.Match[str]) -> str:
    run = match[0]
    plain = unicodedata.normalize("NFKC", run)
    if mobile := _MOBILE.fullmatch(plain):
        ahead = len(plain) - len(mobile[1])
        return run[:ahead] + _masked_phone(run[ahead:])
    old_form = len(plain) == 15 and identity.birth_of(plain) is not None
    if old_form or "." in plain or (len(plain) >= 15 and _BIRTH.match(plain[6:])):
        return _masked_id(run)
    return run


def masked_key(key: str, show: bool) -> str:
    """A household's or a person's number; masked only where somebody's valid identity number was used for it."""
    if show or len(key) < 18 or identity.says_no_number(key) or identity.fault(key.upper()):
        return key
    return _masked_id(key)
