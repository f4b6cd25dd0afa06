"""Numbers of the fictional town: identity numbers, telephones, household and person numbers that belong to nobody.

An identity number begins with the code of a county. The sample's begin with 690000: GB/T 2260 has given no province the
code 69 (the north-west is 61 to 65), and 0000 behind a province names no county. So no citizen's number can begin so, yet the
check character is right by GB 11643. Telephones begin with 1540000: 154 is a segment no operator was given.
"""

from __future__ import annotations

from datetime import date, timedelta

from puxi_cli.records.identity import check_character

IDENTITY_PREFIX = "690000"
PHONE_PREFIX = "1540000"
_PER_DAY_AND_SEX = 500  # three digits behind the day of birth, odd for men and even for women


class Numbers:
    """Deals out numbers, each once (telephones once in the first ten thousand: the prefix holds no more)."""

    def __init__(self) -> None:
        self._households = 0
        self._persons = 0
        self._phones = 0
        self._born: dict[tuple[str, str], int] = {}

    def household(self) -> str:
        """The next 户编号: ten digits, as the few that were seen in public have."""
        self._households += 1
        return f"69{self._households:08d}"

    def person(self) -> str:
        """The next 人编号: twelve digits."""
        self._persons += 1
        return f"69{self._persons:010d}"

    def phone(self) -> str:
        """The next telephone; 7919 is prime, so that neighbours do not have neighbouring numbers."""
        self._phones += 1
        return f"{PHONE_PREFIX}{self._phones * 7919 % 10_000:04d}"

    def identity(self, birth: str, sex: str) -> str:
        """An identity number for a day of birth (YYYYMMDD) and a sex.

        In a register of millions a day may be full; the number then says the next day that is not, and the caller takes the
        birth date from the number.
        """
        day = date(int(birth[:4]), int(birth[4:6]), int(birth[6:]))
        while self._born.get((birth, sex), 0) >= _PER_DAY_AND_SEX:
            day += timedelta(days=1)
            birth = day.strftime("%Y%m%d")
        nth = self._born.get((birth, sex), 0)
        self._born[birth, sex] = nth + 1
        # 000 is given to nobody: it comes last, when every other even number is taken.
        order = 2 * nth + 1 if sex == "男" else (2 * nth + 2) % 1000
        first_17 = f"{IDENTITY_PREFIX}{birth}{order:03d}"
        return first_17 + check_character(first_17)
