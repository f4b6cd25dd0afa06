"""Names and codes of provinces, prefectures and counties (GB/T 2260, also of former editions)."""

from __future__ import annotations

import difflib
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from importlib import resources

from puxi_cli.errors import UsageError
from puxi_cli.text.words import NO_WORDS, Text

_SUFFIX = re.compile(r"(?:特别行政区|维吾尔自治区|壮族自治区|回族自治区|自治区|省|市|地区|盟|县|区|旗)\Z")
_SHORTEST = 2  # 城区 and 郊区 are never meant by one character
_COUNTY = 6  # digits of a county's code
_GENERIC = frozenset({"城区", "郊区", "矿区", "东区", "西区"})  # counties of that name, and words of every title


def is_region(code: str) -> bool:
    """Whether there is, or was, a province, prefecture or county with this code of 2, 4 or 6 digits."""
    return code in _names()


def regions_named(text: str) -> frozenset[str]:
    """The codes that a name can mean: 汉阴县, 陕西省汉阴县, 陕西省安康市汉阴县; several where it is ambiguous, none where there is none."""
    written = "".join(text.split())
    found: set[str] = set()
    for start in range(len(written)):
        before = written[:start]
        found |= {code for code in _codes().get(written[start:], ()) if before in _above(code)}
    today = found - _former()
    return frozenset(today or found)


def region_code(given: str) -> str | None:
    """The code of a region given as one, also with zeros at its end (610900, 610000); None where there is no such region."""
    return next((code for code in (given, given.removesuffix("00"), given.removesuffix("0000")) if is_region(code)), None)


def name_of(code: str) -> str:
    """What it is called by itself; the code where it has no name of its own, as the districts of a municipality together."""
    return _names().get(code) or code


def full_name(code: str) -> str:
    """What it is called with the province and the prefecture before it, as 陕西省安康市汉阴县; the code where it has no name."""
    names = [_names().get(code[:digits], "") for digits in range(2, len(code) + 1, 2)]
    return "".join(dict.fromkeys(name for name in names if name not in ("省直辖县级行政区划", "自治区直辖县级行政区划"))) or code


def regions_within(text: str) -> tuple[tuple[str, frozenset[str]], ...]:
    """The regions that a title, or the name of a file or sheet, names in full, each with its codes; as 陕西省汉阴县蒲溪镇建档立卡贫困户信息表.

    A province or prefecture right before a county says which one of that name it is, and no code is left where none fits; one elsewhere
    in the text says it where it can. Those that hold another one are not told.
    """
    named: list[tuple[str, frozenset[str]]] = []
    chain: list[str] = []  # the codes of what stands right before
    last = -1
    every = list(_named_in(text))
    wide = {code for _, _, codes in every for code in codes if len(code) < _COUNTY}
    for start, name, codes in every:
        chain = chain if start == last else []
        last = start + len(name)
        found = frozenset(code for code in codes if all(code.startswith(above) for above in chain))
        if not chain and len(found) > 1:
            found = frozenset(code for code in found if any(code != above and code.startswith(above) for above in wide)) or found
        named.append((name, found))
        chain = [*chain, *(code for code in found if len(code) < _COUNTY)] if len(found) == 1 else []
    told = [code for _, codes in named for code in codes]
    inner = [
        (name, codes)
        for name, codes in named
        if not codes or not any(other != code and other.startswith(code) for code in codes for other in told)
    ]
    return tuple(dict.fromkeys(inner))


def near_names(text: str) -> list[str]:
    """Names of regions that differ a little from what is written."""
    known = _longest_first()[0]
    return difflib.get_close_matches(text, known, n=3, cutoff=0.6) if len(text) >= _SHORTEST else []


def _named_in(text: str) -> Iterator[tuple[int, str, frozenset[str]]]:
    """Where full names stand in a text, from left to right, the longest at each place; provinces also without 省.

    Names of two characters are parts of many words (镇和县, 名单县级): they are one at the beginning and right behind another.
    """
    names, longest = _longest_first()
    start = last = 0
    while start < len(text):
        size = next((size for size in range(min(longest, len(text) - start), 1, -1) if text[start : start + size] in names), 0)
        name = text[start : start + size]
        found = _codes().get(name, frozenset())
        if size and name not in _GENERIC and (size > _SHORTEST or start == last or any(len(code) == 2 for code in found)):
            yield start, name, frozenset(found - _former() or found)
            start = last = start + size
        else:
            start += 1


@cache
def _longest_first() -> tuple[frozenset[str], int]:
    """All names in full and the short ones of provinces, and how long the longest is."""
    names = {name for _, name, _ in _rows() if len(name) >= _SHORTEST}
    names |= {short for code, name, _ in _rows() if len(code) == 2 for short in _spellings(name)}
    return frozenset(names), max(map(len, names))


def shared_prefix(codes: Iterable[str]) -> str | None:
    """What codes have in common: the county, else the prefecture, else the province; None where even that differs."""
    meant = set(codes)
    for digits in (6, 4, 2):
        common = {code[:digits] for code in meant}
        if len(common) == 1 and all(len(code) >= digits for code in meant):
            return common.pop()
    return None


@cache
def _rows() -> tuple[tuple[str, str, str], ...]:
    text = resources.files("puxi_cli.law").joinpath("regions.csv").read_text("utf-8")
    rows = (line.split(",") for line in text.splitlines() if not line.startswith("#"))
    return tuple((_short_code(code), name, state) for code, name, state in rows)


def _short_code(code: str) -> str:
    return code.removesuffix("00").removesuffix("00") if code != "619900" else code


@cache
def _names() -> Mapping[str, str]:
    return {code: name for code, name, _ in _rows()}


@cache
def _former() -> frozenset[str]:
    return frozenset(code for code, _, state in _rows() if state == "former")


@cache
def _codes() -> Mapping[str, frozenset[str]]:
    """Codes by name, and by the name without 省, 市, 县 and the like."""
    codes: dict[str, set[str]] = defaultdict(set)
    for code, name, _ in _rows():
        for written in _spellings(name):
            codes[written].add(code)
    return {name: frozenset(found) for name, found in codes.items()}


def _spellings(name: str) -> set[str]:
    short = _SUFFIX.sub("", name, count=1)
    return {written for written in (name, short) if len(written) >= _SHORTEST}


def _above(code: str) -> set[str]:
    """What may be written before a name: nothing, the province, the prefecture, or both."""
    province = {"", *_spellings(_names().get(code[:2], ""))} if len(code) > 2 else {""}
    city = {"", *_spellings(_names().get(code[:4], ""))} if len(code) > 4 else {""}
    return {first + second for first in province for second in city}


def checked_region(given: str, where: str) -> str:
    """The code of a region, given as a code of GB/T 2260 (two, four or six digits) or as a name. Raises UsageError."""
    written = "".join(given.split())
    if code := region_code(written):
        return code
    named = regions_named(written)
    if len(named) == 1:
        return next(iter(named))
    if named:
        listed = [f"{full_name(code)} {code}" for code in sorted(named)]
        raise UsageError(
            f"{where}：叫“{given}”的有 {len(listed)} 处（{'、'.join(listed)}），请连省、市名一起写，或写代码。",
            f"{where}: {len(listed)} regions are called {given} ({', '.join(listed)}); write the province and the city before it, or the code.",
        )
    why = NO_WORDS
    if written.isascii() and written.isdigit():
        above = next((code for digits in (4, 2) if (code := region_code(written[:digits])) and len(written) > digits), None)
        why = Text("行政区划代码为 2、4 或 6 位", "a code has 2, 4 or 6 digits")
        if len(written) in (2, 4, 6):
            why = Text("GB/T 2260 中没有这个代码", "GB/T 2260 has no such code")
        if above:
            why = Text(f"{why[0]}（{above} 是{full_name(above)}）", f"{why[1]} ({above} is {full_name(above)})")
    elif near := near_names(written):
        why = Text(f"是否为“{'”、“'.join(near)}”？", f"is it {', '.join(near)}?")
    raise UsageError(
        f"{where}：没有行政区划“{given}”{'：' if why[0] else '。'}{why[0]}{'' if why[0][-1:] in ('', '？') else '。'}请写 2、4 或 6 位的代码或名称，"
        "如 61、610921、汉阴县、陕西省汉阴县。",
        f"{where}: there is no region {given}{': ' if why[1] else '. '}{why[1]}{'' if why[1][-1:] == '' else ' ' if why[1][-1:] == '?' else '. '}"
        "Give a code of 2, 4 or 6 digits or a name, as 61, 610921, 汉阴县 or 陕西省汉阴县.",
    )
