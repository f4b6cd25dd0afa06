"""What is written behind somebody's name in the same cell, and is no part of it: 李秀兰（已故）, 赵大山(2017年死亡), 王明 已嫁."""

from __future__ import annotations

import re

_OPENING, _CLOSING = r"（(\[【〔［〈《<{｛", r"）)\]】〕］〉》>}｝"
# A bracket that nobody closed goes on to the end, or to the next one.
_IN_BRACKETS = re.compile(rf"[{_OPENING}]([^{_OPENING}{_CLOSING}]*)[{_CLOSING}]?")
_WHEN = r"[0-9０-９年月日号.．/\-\s]*"
# Whole words in brackets, with when; outside of them 亡 and 故 may end a name.
_GONE_ALONE = r"死|死了|死者|亡|故|殁|卒|逝|嫁|嫁人|减少|减|注销|已注销|销户|已销户|走失|出走|离家出走|坐牢|入狱|送养"
_GONE_IN_BRACKETS = r"已死|病死|已嫁(?!入|来|到本)|远嫁|嫁外"
_EXITED_ALONE = r"脱贫|退出|已退|清退|已清退|剔除|已剔除"
# What no name ends with. Behind a sign that parts it from the name it may be shorter.
_GONE_AT_THE_END = (
    r"已故|已死|死亡|去世|去逝|逝世|病故|病逝|亡故|过世|身故|身亡|已亡|已殁|迁出|迁走|外嫁|已嫁|出嫁|嫁出|失踪|走失|服刑|判刑|自然减少|已注销|已销户"
    r"|户口注销|户籍注销"
)
_EXITED_AT_THE_END = r"已脱贫户?|脱贫户|年脱贫|已退出|已清退|清退|已剔除"
_SHORT_GONE = r"死|亡|故|殁|逝|嫁|减少|注销|销户"
_SHORT_EXITED = r"脱贫|退出"

MAY_SAY_MORE = rf"[{_OPENING}]|(?:{_GONE_AT_THE_END}|{_EXITED_AT_THE_END}|{_SHORT_GONE}|{_SHORT_EXITED}){_WHEN}$"
IN_BRACKETS_GONE = rf"{_GONE_IN_BRACKETS}|^{_WHEN}已?(?:{_GONE_ALONE}){_WHEN}$"
IN_BRACKETS_EXITED = rf"^{_WHEN}(?:{_EXITED_ALONE})户?{_WHEN}$"
AT_THE_END_GONE = rf".{{2,}}?({_GONE_AT_THE_END}){_WHEN}|.*[一-鿿]{{2}}[\s,，、;；:：\-—_/*]+{_WHEN}({_SHORT_GONE}){_WHEN}"
AT_THE_END_EXITED = rf".{{2,}}?({_EXITED_AT_THE_END}){_WHEN}|.*[一-鿿]{{2}}[\s,，、;；:：\-—_/*]+{_WHEN}({_SHORT_EXITED}){_WHEN}"


def plain_name(text: str) -> str:
    """A name without what stands in brackets."""
    return _IN_BRACKETS.sub("", text).strip()


def without_words_in_brackets(text: str, words: re.Pattern[str]) -> str:
    """A name without the brackets that say one of these words."""
    return _IN_BRACKETS.sub(lambda found: "" if words.search(found[1].strip()) else found[0], text).strip()


def word_behind(text: str, in_brackets: re.Pattern[str], at_the_end: re.Pattern[str], denied: re.Pattern[str]) -> str | None:
    """The word that says it, in brackets or at the end of the rest; None where none does, or where it is denied there."""
    for part in _IN_BRACKETS.findall(text):
        found = in_brackets.search(part.strip())
        if found and not denied.search(part):
            return found[0].strip()
    rest = plain_name(text)
    found = at_the_end.fullmatch(rest)
    return next(filter(None, found.groups()), None) if found and not denied.search(rest) else None
