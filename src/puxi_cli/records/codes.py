"""The code lists of the register, and how a cell is read by one: by label, by code, or by "01 label"."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from puxi_cli.records.text import folded, trimmed
from puxi_cli.system import systems

_BLANK_INSIDE = re.compile(r"\s")
_CODE_AND_LABEL = re.compile(r"([0-9]{1,2})[\s.,、:_-]*(\D.*)")

_SIGNS = re.compile(r"[()\[\]【】〔〕<>《》,，、:：;；/\-—·.]")
_DENIES = re.compile("[不无未非没]")


@dataclass(frozen=True)
class CodeList:
    """One list: its labels in order, the code of each (optional), other spellings, where the list was seen.

    `_meant` are words that mean a label without being a spelling of it ("": nothing is to be offered for this word).
    """

    name: str
    zh: str
    labels: tuple[str, ...]
    source: str
    sure: str
    _by_spelling: dict[str, str]
    _by_letters: dict[str, str]
    _by_code: dict[str, str]
    _code_of: dict[str, str]
    _meant: dict[str, str]
    _slips: bool
    _ahead: tuple[str, ...] = ()  # words before a label that say nothing of their own: 户主之妻 is 妻

    def read(self, text: str) -> str | None:
        """The label a cell means, or None where it means none of the list."""
        key = folded(text)
        label = self._by_word(key)
        if label is not None:
            return label
        if bare := next(filter(None, map(self._by_word, self._without_ahead(key))), None):
            return bare
        if key.removesuffix(".0").isdigit():
            if _BLANK_INSIDE.search(trimmed(text)):  # "1 2" is two codes, not the code 12
                return None
            return self._by_code.get(key.removesuffix(".0").lstrip("0") or "0")
        both = _CODE_AND_LABEL.fullmatch(key)
        if both is None:
            return None
        label = self._by_word(both[2])
        # A code that names another label than the one beside it is a contradiction, not a spelling.
        if label is None or self._by_code.get(both[1].lstrip("0") or "0", label) != label:
            return None
        return label

    def _by_word(self, key: str) -> str | None:
        return self._by_spelling.get(key) or self._by_letters.get(_letters(key))

    def _without_ahead(self, key: str) -> Iterator[str]:
        """A word without each of those that may stand before it, where one does and no sign is left: 户主（父） may be somebody's father."""
        for ahead in self._ahead:
            if key.startswith(ahead) and (rest := key.removeprefix(ahead)) and not _SIGNS.match(rest):
                yield rest

    def labels_in(self, text: str) -> list[str]:
        """The labels of which a text is made without anything between them, as 长期慢性病残疾; the text itself where it is no such row."""
        parts, rest = [], folded(text)
        while rest:
            label = max((spelling for spelling in self._by_spelling if rest.startswith(spelling)), key=len, default=None)
            if label is None:
                return [text]
            parts.append(label)
            rest = rest[len(label) :]
        return parts

    def nearest(self, text: str) -> str | None:
        """The label that was probably meant, where that can be said without danger: a wrong hint is worse than none.

        What the list itself says (`meant`); a label written with more around it, or with a part left out, where it is only one;
        one character wrong in a label of three or more. A word that denies (不, 无, 未 …) is never added or dropped.
        """
        key = folded(text)
        for word in (key, *self._without_ahead(key)):
            if word in self._meant:
                return self._meant[word] or None
        if len(key) > 1:
            inside = [spelling for spelling in self._by_spelling if spelling in key]
            longest = max(map(len, inside), default=0)
            parts = [spelling for spelling in inside if len(spelling) == longest]
            parts = parts or [spelling for spelling in self._by_spelling if key in spelling]
            if parts:
                denied = _turned_back(key, parts) or any(
                    _DENIES.search(max(key, part, key=len).replace(min(key, part, key=len), "", 1)) for part in parts
                )
                return None if denied else self._only(parts)
        if not self._slips:
            return None
        return self._only([spelling for spelling in self._by_spelling if len(spelling) > 2 and _one_slip(key, spelling)])

    def _only(self, spellings: list[str]) -> str | None:
        labels = {self._by_spelling[spelling] for spelling in spellings}
        return labels.pop() if len(labels) == 1 else None

    def code_of(self, label: str) -> str:
        """The registry's code of a label, or an empty text where none was seen."""
        return self._code_of[label]

    def described(self) -> str:
        """The labels in one line, for a message."""
        return "、".join(self.labels)


def _build(name: str, entry: dict[str, object]) -> CodeList:
    by_spelling: dict[str, str] = {}
    by_code: dict[str, str] = {}
    code_of: dict[str, str] = {}
    values = entry["values"]
    meant = entry.get("meant", {})
    read = entry.get("read", {})
    assert isinstance(values, list)
    assert isinstance(meant, dict)
    assert isinstance(read, dict)
    ahead = entry.get("ahead", [])
    assert isinstance(ahead, list)
    for code, label, *others in values:
        code_of[label] = code
        for spelling in (label, *others):
            by_spelling[folded(spelling)] = label
        if code and (entry["codes"] or (name == "ethnic" and label == "汉族")):
            by_code[code.lstrip("0") or "0"] = label
    if name == "ethnic":  # 汉 and 汉族 are both written
        by_spelling.update({label.removesuffix("族"): label for label in code_of})
    by_letters: dict[str, str] = {}
    for spelling, label in by_spelling.items():
        if len(_letters(spelling)) > 1 and by_letters.setdefault(_letters(spelling), label) != label:
            raise ValueError(f"{name}: {spelling} is two labels without its signs")
    by_letters |= {_letters(folded(word)): label for word, label in read.items()}
    return CodeList(
        name=name,
        zh=str(entry["zh"]),
        labels=tuple(code_of),
        source=str(entry["source"]),
        sure=str(entry["sure"]),
        _by_spelling=by_spelling,
        _by_letters=by_letters,
        _by_code=by_code,
        _code_of=code_of,
        _meant={folded(word): label for word, label in meant.items()},
        _slips=bool(entry.get("slips", True)),
        _ahead=tuple(sorted(map(folded, ahead), key=len, reverse=True)),
    )


def _turned_back(key: str, parts: list[str]) -> bool:
    """Whether a word says that somebody came back, and what was found in it does not: 2017年已脱贫，2018返贫 is no exit."""
    return "返贫" in key and not any("返贫" in part for part in parts)


def _letters(key: str) -> str:
    """A label without brackets and signs: 已脱贫（享受政策） is written without them, or with a dash."""
    return _SIGNS.sub("", key)


def _one_slip(key: str, spelling: str) -> bool:
    """Whether one character is another, too many or missing; not where that turns the meaning round (有劳动力, 无劳动力)."""
    start = 0
    while start < min(len(key), len(spelling)) and key[start] == spelling[start]:
        start += 1
    end = 0
    while end < min(len(key), len(spelling)) - start and key[-1 - end] == spelling[-1 - end]:
        end += 1
    ours, theirs = key[start : len(key) - end], spelling[start : len(spelling) - end]
    return len(ours) <= 1 and len(theirs) <= 1 and not _DENIES.search(ours + theirs)


@cache
def written_lists() -> dict[str, dict[str, Any]]:
    """The lists as their files have them: those that many tables share, and those of each system's own tables."""
    packages = ("puxi_cli.records", *(package for system in systems() for package in system.codes))
    texts = (resources.files(package).joinpath("codes.toml").read_text("utf-8") for package in packages)
    return {name: entry for text in texts for name, entry in tomllib.loads(text).items()}


@cache
def code_lists() -> dict[str, CodeList]:
    """All lists by name."""
    return {name: _build(name, entry) for name, entry in written_lists().items()}


def code_list(name: str) -> CodeList:
    """One list by name."""
    return code_lists()[name]
