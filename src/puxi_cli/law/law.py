"""Law: the numbers in force on a day in a region. No number outlives its span, none is guessed."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable
from typing import Any

from puxi_cli.errors import NoLawForDay, UsageError

_KEYS = {"zh", "en", "unit", "values"}
_VALUE_KEYS = {"since", "until", "region", "value", "cite", "status"}


@dataclass(frozen=True)
class Value:
    """One value with its span (both days included), region (a GB/T 2260 prefix or CN) and source."""

    since: date
    until: date
    region: str
    value: float
    status: str
    document: str | None
    article: str | None


@dataclass(frozen=True)
class Parameter:
    """One number of the law through the years."""

    name: str
    zh: str
    en: str
    unit: str
    values: tuple[Value, ...]


@dataclass(frozen=True)
class Law:
    """The numbers as of one day in one region (a GB/T 2260 code, None for the country)."""

    day: date
    region: str | None = None

    def asked(self, name: str) -> Value:
        """The value in force. Raises NoLawForDay with the nearest spans where there is none."""
        parameter = parameters()[name]
        found = [
            value for value in parameter.values
            if value.since <= self.day <= value.until and (value.region == "CN" or (self.region or "").startswith(value.region))
        ]  # fmt: skip
        if not found:
            spans = "、".join(f"{v.since} – {v.until} ({v.region})" for v in parameter.values)
            raise NoLawForDay(
                f"{parameter.zh}（{name}）在 {self.day} 没有记录；有记录的时段：{spans}。",
                f"{parameter.en} ({name}) is not recorded for {self.day}; recorded: {spans}.",
            )
        return max(found, key=lambda value: 0 if value.region == "CN" else len(value.region))

    def __getattr__(self, name: str) -> float:
        if name.startswith("_") or name not in parameters():
            raise AttributeError(name)
        return self.asked(name).value


@cache
def parameters() -> dict[str, Parameter]:
    """All numbers puxi ships. Raises UsageError naming the file where one is not well formed."""
    folder = resources.files("puxi_cli.law")
    documents = tomllib.loads(folder.joinpath("documents.toml").read_text("utf-8"))
    return {parameter.name: parameter for parameter in _read(folder.joinpath("parameters"), set(documents))}


def _read(folder: Traversable, documents: set[str]) -> Iterator[Parameter]:
    for file in sorted(folder.iterdir(), key=lambda item: item.name):
        if file.name.endswith(".toml"):
            yield parameter_of(file.name, tomllib.loads(file.read_text("utf-8")), documents)


def parameter_of(file: str, entry: dict[str, Any], documents: set[str]) -> Parameter:
    """One number from its file. Raises UsageError on unknown keys, unlisted documents and overlapping spans."""
    wrong = set(entry) - _KEYS | {key for value in entry.get("values", []) for key in set(value) - _VALUE_KEYS}
    if wrong:
        raise _refused(file, f"不认识的键 {sorted(wrong)}", f"unknown keys {sorted(wrong)}")
    values = []
    for item in entry["values"]:
        cite = item.get("cite", {})
        if item["status"] not in ("sourced", "unsourced"):
            raise _refused(file, "status 只能是 sourced 或 unsourced", "status is sourced or unsourced")
        if item["status"] == "sourced" and cite.get("document") not in documents:
            raise _refused(
                file, f"所引文件未列入 documents.toml：{cite.get('document')}", f"unlisted document {cite.get('document')}"
            )
        values.append(
            Value(
                item["since"],
                item["until"],
                item["region"],
                item["value"],
                item["status"],
                cite.get("document"),
                cite.get("article"),
            )
        )
    for one in values:
        for other in values:
            if one is not other and one.region == other.region and one.since <= other.until and other.since <= one.until:
                raise _refused(
                    file, f"时段重叠：{one.since} 与 {other.since}", f"overlapping spans: {one.since} and {other.since}"
                )
    return Parameter(file.removesuffix(".toml"), entry["zh"], entry["en"], entry["unit"], tuple(values))


def _refused(file: str, zh: str, en: str) -> UsageError:
    return UsageError(f"law/parameters/{file}：{zh}。", f"law/parameters/{file}: {en}.")
