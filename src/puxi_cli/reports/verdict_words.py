"""The words for verdicts, items and outcomes in both languages."""

from __future__ import annotations

from puxi_cli.findings import Item, Outcome
from puxi_cli.text.words import Text

_VERDICTS = {
    "consistent": Text("相符", "consistent"),
    "lead_wrongly_listed": Text("错评线索", "lead, wrongly listed"),
    "lead_missed": Text("漏评线索", "lead, missed"),
    "lead_exited": Text("当年识别是否准确（线索）", "lead: was it listed rightly?"),
    "unknown": Text("无法判断", "unknown"),
    "pass": Text("达标", "pass"),
    "fail": Text("未达标", "fail"),
}
_ITEMS = {
    "income": Text("收入", "income"),
    "food_clothing": Text("吃穿", "food and clothing"),
    "housing": Text("住房", "housing"),
    "education": Text("教育", "education"),
    "insurance": Text("医疗", "insurance"),
    "water": Text("饮水", "water"),
    "whole_household": Text("整户", "whole household"),
    "procedure": Text("程序", "procedure"),
    "same_year": Text("识别退出不同年", "not in the year of identification"),
    "inspection": Text("抽查", "inspection"),
    "incidence": Text("发生率", "incidence"),
    "income_ratio": Text("收入比重", "income ratio"),
    "collective_economy": Text("集体经济", "collective economy"),
    "road": Text("道路", "road"),
    "power": Text("用电", "power"),
    "clinic": Text("卫生室", "clinic"),
}
_OUTCOMES = {
    Outcome.PASS: Text("达标", "pass"),
    Outcome.FAIL: Text("未达标", "fail"),
    Outcome.UNKNOWN: Text("无法判断", "unknown"),
    Outcome.NOT_APPLICABLE: Text("不适用", "not applicable"),
}


# For rules whose title names what is wrong.
_FOUND = {
    Outcome.PASS: Text("未发现", "not found"),
    Outcome.FAIL: Text("有此情况", "found"),
    Outcome.UNKNOWN: Text("无法判断", "unknown"),
    Outcome.NOT_APPLICABLE: Text("不适用", "not applicable"),
}
_STANDINGS = {
    "unlisted": Text("未建档", "not listed by the day"),
    "listed": Text("在册", "on the register"),
    "planned": Text("在册，预脱贫", "on the register, planned to exit"),
    "exited": Text("已退出", "has left the register"),
    "relapsed": Text("返贫在册", "relapsed, on the register again"),
}


def standing_words(standing: str | None) -> Text:
    """A household's standing on the day in the reader's language."""
    if standing is None:
        return Text("是否在册无法判断", "not known whether listed")
    return _STANDINGS[standing]


def verdict_words(verdict: str) -> Text:
    """A verdict in the reader's language."""
    return _VERDICTS[verdict]


def said_of(item: Item) -> Text:
    """What an item says, and whether somebody answered for it or its rule is switched off."""
    if item.off:
        return Text("已关闭，没有判断", "switched off, not judged")
    said = outcome_words(item.outcome)
    return said if item.waived is None else said + Text("（已豁免）", " (waived)")


def item_words(item: str) -> Text:
    """An item in the reader's language."""
    return _ITEMS[item]


def outcome_words(outcome: Outcome, *, finds: bool = False) -> Text:
    """An outcome in the reader's language: of an item, or with `finds` of a rule whose title names what is wrong."""
    return (_FOUND if finds else _OUTCOMES)[outcome]
