"""Headings above others that make another column of them: of somebody else, of another day or state, or of another record."""

from __future__ import annotations

import re
from collections.abc import Sequence

from puxi_cli.sheets.qualifiers import YEAR, normal, parts

_MORE = r"(?:的)?(?:基本|具体|有关)?(?:情况|信息|数据|结果|状况|资料|记录|数|值)?"
_HEAD = re.compile(rf"(?:农户|贫困户)?户主{_MORE}")
_SOMEBODY = re.compile(
    r"(?:(?:结对|包户|联户)?(?:帮扶|包户|包联|包保|结对|联系|驻村|包村|村|镇|乡镇)(?:责任|工作)?(?:干部|联系人|责任人|人员|人|队员|队长|领导)"
    r"|(?:法定|委托)?(?:监护人|代理人)|联系人|责任人|负责人|经办人|干部|(?:赡养|扶养|抚养|供养|照料|护理|担保)(?:责任|义务)?人|第一书记|村(?:支书|书记|主任)"
    r"|网格[员长]|(?:村民)?小?组长|配偶|丈夫|妻子|父母|父亲|母亲|子女|儿子|女儿|儿媳|女婿|家属|(?:近|直系)?亲属)" + _MORE
)
# What is no longer so or was made another: 原因 and 原建档立卡贫困户 are neither.
_FORMER = re.compile(rf"^原(?![因则料]|.*(?:贫困户|建档立卡))|^(?:新|旧){_MORE}$")
# When; 现金 is no state.
_STATE = re.compile(
    r"^现(?![金场役代])|目前|当前|此前|以前|往期|历史|最初|初始|明年|次年|[上下]期|上次|期[初中末]|[年月季][初末底]|年中"
)
_CHANGES = "变更|(?<!结构)调整|更正|订正|修改|更改|改正|修正|纠正|整改"
_CHANGED = re.compile(rf"^(?:{_CHANGES})|(?:{_CHANGES}){_MORE}$")
# Who found it out or holds it; 入户路 is a road.
_SOURCES = (
    "系统|国办|国扶|省办|实际|实地|入户(?!道?路)|核查|核实|核对|核准|比对|对比|复核|复查"
    "|调查|摸底|摸排|排查|评议|抽查|普查|走访|自报|上报|申报|反馈"
)
_SOURCE = re.compile(rf"^(?:{_SOURCES})|(?:{_SOURCES}){_MORE}$")

PLACE = frozenset({"household_id", "person_id", "county", "town", "village", "group"})  # the same today and in every record
_HAPPENED = frozenset({"left", "left_reason", "joined"})  # below 人口变更 they are what changed


def other_record(text: str) -> bool:
    """Whether a heading says of which day, state or record those below it are: 原, 年末, 系统数据, 入户核查."""
    return any(said.search(word) for word in _words(text) for said in (_FORMER, _STATE, _CHANGED, _SOURCE))


def makes_another(parent: str, table: str, field: str) -> bool:
    """Whether a field below a heading may be somebody else's, or be what it was on another day or in another record."""
    of_person = table == "persons" and field not in PLACE
    for word in _words(parent):
        if of_person and (_SOMEBODY.fullmatch(word) or (_HEAD.fullmatch(word) and field != "relation")):
            return True
        if _FORMER.search(word) or (_CHANGED.search(word) and field not in _HAPPENED):
            return True
        if field not in PLACE and (_STATE.search(word) or _SOURCE.search(word)):
            return True
    return False


def _words(text: str) -> tuple[str, ...]:
    bare, extras = parts(normal(text))
    return bare, *(extra for extra in extras if not YEAR.search(extra))  # （2018年底） is the day of the whole table


def written_above(spellings: Sequence[str], extra: str) -> str | None:
    """The heading above a column that `extra` is, as it is written; None where what qualifies it stands elsewhere."""
    return next((one for one in spellings[1:] if extra in (one, normal(one), parts(normal(one))[0])), None)
