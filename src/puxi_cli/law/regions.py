"""Names and codes of provinces, prefectures and counties (GB/T 2260, also of former editions)."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cache
from importlib import resources

_SUFFIX = re.compile(r"(?:特别行政区|维吾尔自治区|壮族自治区|回族自治区|自治区|省|市|地区|盟|县|区|旗)\Z")
_SHORTEST = 2  # 城区 and 郊区 are never meant by one character


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
