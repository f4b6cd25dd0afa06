"""The words for verdicts, items and outcomes in both languages."""

from __future__ import annotations

from puxi_cli.findings import Lang, Outcome

_VERDICTS = {
    "consistent": ("相符", "consistent"),
    "lead_wrongly_listed": ("错评线索", "lead, wrongly listed"),
    "lead_missed": ("漏评线索", "lead, missed"),
    "unknown": ("无法判断", "unknown"),
    "pass": ("达标", "pass"),
    "fail": ("未达标", "fail"),
}
_ITEMS = {
    "income": ("收入", "income"),
    "food_clothing": ("吃穿", "food and clothing"),
    "housing": ("住房", "housing"),
    "education": ("教育", "education"),
    "insurance": ("医疗", "insurance"),
    "water": ("饮水", "water"),
    "whole_household": ("整户", "whole household"),
    "procedure": ("程序", "procedure"),
    "same_year": ("识别退出不同年", "not in the year of identification"),
    "incidence": ("发生率", "incidence"),
    "income_ratio": ("收入比重", "income ratio"),
    "collective_economy": ("集体经济", "collective economy"),
    "road": ("道路", "road"),
    "power": ("用电", "power"),
    "clinic": ("卫生室", "clinic"),
}
_OUTCOMES = {
    Outcome.PASS: ("达标", "pass"),
    Outcome.FAIL: ("未达标", "fail"),
    Outcome.UNKNOWN: ("无法判断", "unknown"),
    Outcome.NOT_APPLICABLE: ("不适用", "not applicable"),
}


def verdict_words(verdict: str, lang: Lang) -> str:
    """A verdict in the reader's language."""
    return _VERDICTS[verdict][lang == "en"]


def item_words(item: str, lang: Lang) -> str:
    """An item in the reader's language."""
    return _ITEMS[item][lang == "en"]


def outcome_words(outcome: Outcome, lang: Lang) -> str:
    """An outcome of an item in the reader's language."""
    return _OUTCOMES[outcome][lang == "en"]
