"""What people write around a village's name: 1.云杉湾村, “云杉湾村”, 云杉湾村（贫困村）, 云杉湾村一组, 蒲溪镇-云杉湾村, 云杉湾大队.

Each is taken away step by step. Whether the name that is left is meant is for who knows the villages: it is where the register has it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

_MARKS = "\"'“”‘’「」『』`*#~^.·、,;:。…_|/\\\\-"
_AT_THE_ENDS = re.compile(f"^[{_MARKS}]+|[{_MARKS}]+$")
# What is remarked of a village. Other words in brackets may tell two villages of one name apart.
_REMARKED = re.compile(r"\([^()]*(?:贫困|出列|脱贫|摘帽|示范|重点|帮扶|非贫|撤并|合并)[^()]*\)$")
# The digits of its division code, before or behind it. 12 digits and fewer than six are no code of a place.
_CODE = re.compile(r"\(?(?<![0-9])[0-9]{6,12}\)?$")
# A serial number before it. 3里村 and 8号村 are names of villages.
_NUMBERED = re.compile(r"^(?:\(?[0-9]{1,3}\)?[·.、,:)\-]+|\([0-9]{1,3}\)|[0-9]{1,12}(?![0-9里号站道连团营队社组村棵间]))")
_GOVERNMENT = re.compile(r"(?<=[省市州县区旗镇乡])(?:人民)?政府(?=.)")
_BETWEEN = re.compile(r"(?<=[省市州盟县区旗镇乡道处木])[-‐–—_·、,;:/\\|>]+(?=.)")
_PARTY = re.compile(r"(?:党总支|党支部|党委|支部)(?:委员会)?$")
_BRIGADE = re.compile(r"(?:生产)?大队$")
_FIGURE = "[0-9零一二三四五六七八九十]{1,3}"
_GROUP = re.compile(
    rf"(?<=..)[-,·、/]?第?{_FIGURE}(?:村民)?(?:小组|组|社|队)$|(?<=村)[-,·、/]?(?!委)[\u4e00-\u9fff]{{1,6}}(?:村民小组|小组|组)$"
)
_STEM = re.compile(r"(.{2,})(?:街道办事处|街道|苏木|镇|乡)")

_STEPS: tuple[tuple[re.Pattern[str], str], ...] = (
    (_AT_THE_ENDS, ""),
    (_REMARKED, ""),
    (_CODE, ""),
    (_NUMBERED, ""),
    (_GOVERNMENT, ""),
    (_BETWEEN, ""),
    (_GROUP, ""),
    (_PARTY, ""),
    (_BRIGADE, "村"),
    (_AT_THE_ENDS, ""),
)


def stems_of(places: Iterable[str]) -> dict[str, str]:
    """Towns by their names without 镇, 乡 or 街道, where one town alone has that name: 蒲溪 is 蒲溪镇."""
    towns: dict[str, set[str]] = {}
    for place in places:
        if found := _STEM.fullmatch(place):
            towns.setdefault(found[1], set()).add(place)
    return {stem: next(iter(found)) for stem, found in towns.items() if len(found) == 1}


def bare_names(key: str, stems: Mapping[str, str] = {}) -> Iterator[str]:
    """The names that a folded one may be when what stands around it is taken away, the least changed first; none where it is bare."""
    bare = key
    for step, instead in _STEPS:
        taken = step.sub(instead, bare)
        if taken != bare and len(taken) > 1:
            yield (bare := taken)
    for length in range(2, len(bare) - 2):
        if (town := stems.get(bare[:length])) is not None and not bare.startswith(town):
            yield town + bare[length:]
