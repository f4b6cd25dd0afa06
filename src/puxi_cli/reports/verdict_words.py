"""The words for verdicts, items and outcomes in both languages."""

from __future__ import annotations

from puxi_cli.findings import Item, Lang, Outcome

_VERDICTS = {
    "consistent": ("相符", "consistent"),
    "lead_wrongly_listed": ("错评线索", "lead, wrongly listed"),
    "lead_missed": ("漏评线索", "lead, missed"),
    "lead_exited": ("当年识别是否准确（线索）", "lead: was it listed rightly?"),
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
    "inspection": ("抽查", "inspection"),
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


# For rules whose title names what is wrong.
_FOUND = {
    Outcome.PASS: ("未发现", "not found"),
    Outcome.FAIL: ("有此情况", "found"),
    Outcome.UNKNOWN: ("无法判断", "unknown"),
    Outcome.NOT_APPLICABLE: ("不适用", "not applicable"),
}
_STANDINGS = {
    "unlisted": ("未建档", "not listed by the day"),
    "listed": ("在册", "on the register"),
    "planned": ("在册，预脱贫", "on the register, planned to exit"),
    "exited": ("已退出", "has left the register"),
    "relapsed": ("返贫在册", "relapsed, on the register again"),
}


def standing_words(standing: str | None, lang: Lang) -> str:
    """A household's standing on the day in the reader's language."""
    if standing is None:
        return "是否在册无法判断" if lang == "zh" else "not known whether listed"
    return _STANDINGS[standing][lang == "en"]


def verdict_words(verdict: str, lang: Lang) -> str:
    """A verdict in the reader's language."""
    return _VERDICTS[verdict][lang == "en"]


def said_of(item: Item, lang: Lang) -> str:
    """What an item says, and whether somebody answered for it or its rule is switched off."""
    if item.off:
        return "已关闭，没有判断" if lang == "zh" else "switched off, not judged"
    said = outcome_words(item.outcome, lang)
    return said if item.waived is None else f"{said}（已豁免）" if lang == "zh" else f"{said} (waived)"


def item_words(item: str, lang: Lang) -> str:
    """An item in the reader's language."""
    return _ITEMS[item][lang == "en"]


def outcome_words(outcome: Outcome, lang: Lang, *, finds: bool = False) -> str:
    """An outcome in the reader's language: of an item, or with `finds` of a rule whose title names what is wrong."""
    return (_FOUND if finds else _OUTCOMES)[outcome][lang == "en"]
