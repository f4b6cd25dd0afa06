"""The code lists of the register, and how a cell is read by one: by label, by code, or by "01 label"."""

from __future__ import annotations

import difflib
import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources

from puxi_cli.records.text import folded, trimmed

_BLANK_INSIDE = re.compile(r"\s")
_CODE_AND_LABEL = re.compile(r"([0-9]{1,2})[\s.,、:_-]*(\D.*)")


@dataclass(frozen=True)
class CodeList:
    """One list: its labels in order, the code of each (optional), other spellings, where the list was seen."""

    name: str
    zh: str
    labels: tuple[str, ...]
    source: str
    sure: str
    _by_spelling: dict[str, str]
    _by_code: dict[str, str]
    _code_of: dict[str, str]

    def read(self, text: str) -> str | None:
        """The label a cell means, or None where it means none of the list."""
        key = folded(text)
        label = self._by_spelling.get(key)
        if label is not None:
            return label
        if key.removesuffix(".0").isdigit():
            if _BLANK_INSIDE.search(trimmed(text)):  # "1 2" is two codes, not the code 12
                return None
            return self._by_code.get(key.removesuffix(".0").lstrip("0") or "0")
        both = _CODE_AND_LABEL.fullmatch(key)
        if both is None:
            return None
        label = self._by_spelling.get(both[2])
        # A code that names another label than the one beside it is a contradiction, not a spelling.
        if label is None or self._by_code.get(both[1].lstrip("0") or "0", label) != label:
            return None
        return label

    def nearest(self, text: str) -> str | None:
        """The label that was probably meant, where one is nearer than all others."""
        key = folded(text)
        if len(key) > 1:
            inside = [spelling for spelling in self._by_spelling if spelling in key]
            longest = max(map(len, inside), default=0)
            parts = [spelling for spelling in inside if len(spelling) == longest]
            parts = parts or [spelling for spelling in self._by_spelling if key in spelling]
            if parts:
                return self._only(parts)
        near = difflib.get_close_matches(key, self._by_spelling, cutoff=0.5)
        likeness = [difflib.SequenceMatcher(None, spelling, key).ratio() for spelling in near]
        return self._only([spelling for spelling, ratio in zip(near, likeness, strict=True) if ratio == max(likeness)])

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
    assert isinstance(values, list)
    for code, label, *others in values:
        code_of[label] = code
        for spelling in (label, *others):
            by_spelling[folded(spelling)] = label
        if code and (entry["codes"] or (name == "ethnic" and label == "汉族")):
            by_code[code.lstrip("0") or "0"] = label
    if name == "ethnic":  # 汉 and 汉族 are both written
        by_spelling.update({label.removesuffix("族"): label for label in code_of})
    return CodeList(
        name=name,
        zh=str(entry["zh"]),
        labels=tuple(code_of),
        source=str(entry["source"]),
        sure=str(entry["sure"]),
        _by_spelling=by_spelling,
        _by_code=by_code,
        _code_of=code_of,
    )


@cache
def code_lists() -> dict[str, CodeList]:
    """All lists by name, read once from the package's own data."""
    text = resources.files("puxi_cli.records").joinpath("codes.toml").read_text("utf-8")
    return {name: _build(name, entry) for name, entry in tomllib.loads(text).items()}


def code_list(name: str) -> CodeList:
    """One list by name."""
    return code_lists()[name]
