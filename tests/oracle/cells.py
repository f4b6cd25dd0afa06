"""Reads the text of one cell: a value, a blank, or something that cannot be read.

Written from the reference of tables and fields, without the code of puxi. Only the forms that `generate.py` writes are known here.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

NOTHING = {"", "/", "—", "-", "暂无", "不详", "待定", "空", "N/A"}

YES_NO = {"是": True, "否": False, "√": True, "×": False, "有": True}

STATUS = {
    "未脱贫": "not_exited",
    "已脱贫（享受政策）": "exited",
    "已脱贫": "exited",
    "稳定脱贫": "exited",
    "已脱贫（不再享受政策）": "exited",
    "预脱贫": "planned",
    "返贫": "relapsed",
}
POOR_TYPES = {
    "一般贫困户": "poor", "低保贫困户": "poor", "五保贫困户": "poor", "特困供养户": "poor",
    "一般农户": "not_poor", "一般农民": "not_poor",
}  # fmt: skip
CAUSES = {"因病", "因残", "因学", "因灾", "缺技术", "缺劳力", "缺资金"}
HOUSEHOLD_TYPES = {"脱贫户": "exited", "一般农户": "not_poor", "普通农户": "not_poor"}
GRADES = {"A级": True, "B级": True, "C级": False, "D级": False}  # True: safe
SCHOOLING = {
    "非在校生": "out",
    "学前教育": "preschool", "学龄前儿童": "preschool",
    "小学": "school", "七年级": "school", "八年级": "school", "九年级": "school",
    "高中一年级": "school", "中职二年级": "school", "大专及以上": "school",
}  # fmt: skip
DROPOUT_REASONS = {"因病": True, "因残": True, "厌学": False, "其他": False, "因家庭困难": False}
CONCLUSIONS = {"准确", "错评", "漏评", "错退", "漏退"}
RED_LINES = ["商品房", "车辆", "村干部", "财政供养", "经营实体", "长期外出", "留学或商业保险", "违法", "投诉"]


@dataclass(frozen=True)
class Cell:
    """A cell as a reader knows it. `value` is None when it is blank or unreadable."""

    value: Any = None
    unreadable: bool = False

    @property
    def blank(self) -> bool:
        return self.value is None and not self.unreadable


BLANK = Cell()
UNREADABLE = Cell(unreadable=True)


def text(raw: str | None) -> Cell:
    return BLANK if raw is None or raw.strip() in NOTHING else Cell(raw.strip())


def word(raw: str | None, known: dict[str, Any] | set[str]) -> Cell:
    """A label of a list, or a yes and no."""
    if raw is None or raw.strip() in NOTHING:
        return BLANK
    word = raw.strip()
    if word not in known:
        return UNREADABLE
    return Cell(known[word] if isinstance(known, dict) else word)


def whole(raw: str | None, least: int = 0, most: int = 40) -> Cell:
    number = decimal(raw)
    if number.value is None:
        return number
    if number.value != int(number.value) or not least <= number.value <= most:
        return UNREADABLE
    return Cell(int(number.value))


def decimal(raw: str | None) -> Cell:
    if raw is None or raw.strip() in NOTHING:
        return BLANK
    try:
        return Cell(float(raw))
    except ValueError:
        return UNREADABLE


def year(raw: str | None) -> Cell:
    return whole(raw, 1900, 2100)


def day(raw: str | None) -> Cell:
    """A day. A month counts from its first day, a year from its 31 December."""
    if raw is None or raw.strip() in NOTHING:
        return BLANK
    digits = raw.strip()
    for mark in "年月":
        digits = digits.replace(mark, "-")
    digits = digits.replace("日", "").rstrip("-")
    parts = digits.split("-")
    if len(parts) == 1 and len(digits) in (6, 8):
        parts = [digits[:4], digits[4:6], digits[6:]]
    try:
        numbers = [int(part) for part in parts if part]
        if len(numbers) == 1:
            return Cell(date(numbers[0], 12, 31))
        if len(numbers) == 2:
            return Cell(date(numbers[0], numbers[1], 1))
        return Cell(date(*numbers))
    except (ValueError, TypeError):
        return UNREADABLE


WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


def check_character(seventeen: str) -> str:
    """GB 11643-1999."""
    return "10X98765432"[sum(int(one) * weight for one, weight in zip(seventeen, WEIGHTS, strict=True)) % 11]


def identity(raw: str | None) -> Cell:
    """An identity number of 18 characters, with its birth date inside."""
    if raw is None or raw.strip() in NOTHING:
        return BLANK
    number = raw.strip()
    if len(number) != 18 or not number[:17].isdigit() or check_character(number[:17]) != number[17]:
        return UNREADABLE
    return Cell(number)


def birth_in(number: str) -> date:
    return date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
