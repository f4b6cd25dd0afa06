"""Reading a number's file, and the list of documents, whole or not at all: what is wrong is told with file and line."""

from __future__ import annotations

import math
import tomllib
from collections.abc import Collection
from datetime import date
from importlib.resources.abc import Traversable
from typing import Any

from puxi_cli.errors import UsageError, of_system
from puxi_cli.law.parameter import COUNTRY, Content, Document, Parameter, Value
from puxi_cli.law.places import Lines, line_of_fault
from puxi_cli.text.words import Text

_KEYS = {"zh", "en", "unit", "values", "concept_zh", "concept_en", "missing_zh", "missing_en"}
_SHIPPED_KEYS = {"otherwise"}
_VALUE_KEYS = {"since", "until", "region", "value", "cite", "status", "concept", "note"}
_CITE_KEYS = {"document", "article"}
_DOCUMENT_KEYS: dict[str, type] = {"title": str, "by": str, "year": int}
LIST = "list"  # the unit of a number whose values are names
_STATUSES = ("sourced", "unsourced")
_KINDS = {str: Text("一段文字", "a text"), int: Text("一个整数", "a whole number"), dict: Text("一个表 { … }", "a table { … }")}


class _File:
    """One file while it is read: its name as a user sees it, its content, its lines."""

    def __init__(self, file: Traversable, shown: str) -> None:
        self.shown = shown
        text = ""
        try:
            text = file.read_bytes().decode("utf-8-sig")
            self.content: dict[str, Any] = tomllib.loads(text)
        except OSError as error:
            raise UsageError(
                f"{shown}：读不了：{of_system(error)[0]}。", f"{shown}: cannot be read: {of_system(error)[1]}."
            ) from None
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            line = line_of_fault(error, text)
            raise self.refused(line, f"不是正确的 TOML：{error}", f"no proper TOML: {error}") from None
        self.lines = Lines(text)

    def refused(self, line: int, zh: str, en: str) -> UsageError:
        """The reason, behind file and line as an editor reads them."""
        return UsageError(f"{self.shown}:{line}：{zh}。", f"{self.shown}:{line}: {en}.")

    def unknown(self, line: int, key: str, known: Collection[str]) -> UsageError:
        """A key nobody knows."""
        names = sorted(known)
        return self.refused(line, f"不认识的键 {key}；可用：{'、'.join(names)}", f"unknown key {key}; known: {', '.join(names)}")

    def lacking(self, line: int, key: str) -> UsageError:
        """A key that must be there."""
        return self.refused(line, f"缺少 {key}", f"{key} is missing")


def read_documents(file: Traversable, shown: str) -> dict[str, Document]:
    """The documents by number. Raises UsageError with file and line."""
    read = _File(file, shown)
    documents = {}
    for number, entry in read.content.items():
        line = read.lines.key(number)
        if not isinstance(entry, dict):
            raise read.refused(line, f"{number} 应为一个表", f"{number} must be a table")
        for key in entry:
            if key not in _DOCUMENT_KEYS:
                raise read.unknown(read.lines.key(key, number), key, _DOCUMENT_KEYS)
        for key, kind in _DOCUMENT_KEYS.items():
            if key not in entry:
                raise read.lacking(line, f"{number} · {key}")
            if type(entry[key]) is not kind or entry[key] == "":
                zh, en = _KINDS[kind]
                raise read.refused(read.lines.key(key, number), f"{number} 的 {key} 应为{zh}", f"{key} of {number} must be {en}")
        documents[number] = Document(number, **entry)
    return documents


def read_parameter(
    file: Traversable, shown: str, documents: Collection[str], base: Parameter | None = None, own: bool = False
) -> Parameter:
    """One number. Of a user's own (`own`) that overlays `base`, what it does not say is taken from there.

    Raises UsageError, with file and line, on broken TOML, unknown, missing and mistyped keys, unlisted documents, spans that end before
    they begin, and spans of one region that overlap.
    """
    read = _File(file, shown)
    known = _KEYS if own else _KEYS | _SHIPPED_KEYS
    for key in read.content:
        if key not in known:
            raise read.unknown(read.lines.key(key), key, known)
    name = file.name.removesuffix(".toml")
    otherwise = _text(read, "otherwise") if "otherwise" in read.content else base.otherwise if base else None
    entries = read.content.get("values")
    if entries is None:
        raise read.lacking(1, "values")
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        line = read.lines.key("values")
        raise read.refused(line, "values 应写成 [[values]]，或空的 []", "values must be written as [[values]], or as an empty []")
    values: list[Value] = []
    places: list[int] = []
    for index, entry in enumerate(entries):
        given = _values(read, index, entry, documents, own)
        values += given
        places += [read.lines.entry(index)] * len(given)
    _no_overlap(read, values, places)
    _one_kind(read, values, places, base)
    missing = _pair(read, "missing_zh", "missing_en")
    if not values and missing is None and otherwise is None:
        raise read.lacking(read.lines.key("values"), "missing_zh, missing_en")
    unit = _text(read, "unit", base.unit if base else None)
    if base and unit != base.unit:
        line = read.lines.key("unit")
        raise read.refused(
            line, f"单位应为 {base.unit}，与原有数值一致", f"the unit must be {base.unit}, as in the number it overlays"
        )
    return Parameter(
        name,
        _text(read, "zh", base.zh if base else None),
        _text(read, "en", base.en if base else None),
        unit,
        tuple(values),
        _pair(read, "concept_zh", "concept_en"),
        missing,
        otherwise,
    )


def _values(read: _File, index: int, entry: dict[str, Any], documents: Collection[str], own: bool) -> list[Value]:
    """An entry's value, once for each region it names."""

    def line(key: str) -> int:
        return read.lines.key(key, index)

    for key in entry:
        if key not in _VALUE_KEYS:
            raise read.unknown(line(key), key, _VALUE_KEYS)
    for key in ("since", "until", "region", "value") if own else ("since", "until", "region", "value", "status"):
        if key not in entry:
            raise read.lacking(read.lines.entry(index), key)
    for key in ("since", "until"):
        if type(entry[key]) is not date:
            raise read.refused(
                line(key), f"{key} 应为日期，如 2017-01-01（不加引号）", f"{key} must be a day, as 2017-01-01 without quotes"
            )
    since, until = entry["since"], entry["until"]
    if since > until:
        raise read.refused(line("until"), f"until {until} 早于 since {since}", f"until {until} is before since {since}")
    cite = _cite(read, index, entry, documents)
    status = entry.get("status", "sourced" if cite else "unsourced")
    if status not in _STATUSES:
        raise read.refused(line("status"), "status 只能是 sourced 或 unsourced", "status must be sourced or unsourced")
    if status == "sourced" and not cite:
        raise read.refused(
            line("status"),
            "status 为 sourced 时须写 cite = { document = … }",
            "a sourced value must cite a document: cite = { document = … }",
        )
    concept, note = (_inline_pair(read, line(key), key, entry.get(key)) for key in ("concept", "note"))
    content = _content(read, line("value"), entry["value"])
    regions = entry["region"] if isinstance(entry["region"], list) else [entry["region"]]
    if not regions or len(set(map(str, regions))) < len(regions) or not all(map(_is_region, regions)):
        raise read.refused(
            line("region"),
            f"region 应为 {COUNTRY}，或 2、4、6 位行政区划代码（可写多个）",
            f"region must be {COUNTRY}, or a division code of 2, 4 or 6 digits, or a list of them",
        )
    return [
        Value(since, until, region, content, status, cite.get("document"), cite.get("article"), concept, note, own)
        for region in regions
    ]


def _cite(read: _File, index: int, entry: dict[str, Any], documents: Collection[str]) -> dict[str, str]:
    cite: Any = entry.get("cite", {})
    line = read.lines.key("cite", index)
    if not isinstance(cite, dict) or not all(isinstance(text, str) and text for text in cite.values()):
        raise read.refused(
            line, 'cite 应写成 { document = "文号", article = "条款" }', 'cite must be { document = "…", article = "…" }'
        )
    for key in cite:
        if key not in _CITE_KEYS:
            raise read.unknown(line, key, _CITE_KEYS)
    if cite and "document" not in cite:
        raise read.lacking(line, "document")
    if cite and cite["document"] not in documents:
        raise read.refused(
            line,
            f"所引文件“{cite['document']}”没有列入 documents.toml",
            f"the document {cite['document']} is not listed in documents.toml",
        )
    return cite


def _content(read: _File, line: int, value: Any) -> Content:
    if type(value) in (int, float) and math.isfinite(value):
        # mypy narrows by isinstance only, and `isinstance(True, int)` would let a truth value pass.
        return value  # type: ignore[no-any-return]
    if isinstance(value, list) and value and all(isinstance(text, str) and text.strip() for text in value):
        if len(set(value)) == len(value):
            return tuple(value)
        raise read.refused(line, "value 的名单中有重复", "the list in value names something twice")
    raise read.refused(line, 'value 应为数字，或文字的名单 ["…", "…"]', 'value must be a number, or a list of texts ["…", "…"]')


def _is_region(region: Any) -> bool:
    if region == COUNTRY:
        return True
    return isinstance(region, str) and region.isascii() and region.isdigit() and len(region) in (2, 4, 6)


def _inline_pair(read: _File, line: int, key: str, given: Any) -> Text | None:
    if given is None:
        return None
    if isinstance(given, dict) and set(given) == {"zh", "en"} and all(isinstance(text, str) and text for text in given.values()):
        return Text(given["zh"], given["en"])
    raise read.refused(line, f'{key} 应写成 {{ zh = "…", en = "…" }}', f'{key} must be {{ zh = "…", en = "…" }}')


def _pair(read: _File, zh: str, en: str) -> Text | None:
    if zh not in read.content and en not in read.content:
        return None
    return Text(_text(read, zh), _text(read, en))


def _text(read: _File, key: str, inherited: str | None = None) -> str:
    given = read.content.get(key, inherited)
    if given is None:
        raise read.lacking(1, key)
    if not isinstance(given, str) or not given.strip():
        raise read.refused(read.lines.key(key), f"{key} 应为一段文字", f"{key} must be a text")
    return given


def _no_overlap(read: _File, values: list[Value], places: list[int]) -> None:
    for later, value in enumerate(values):
        for earlier in range(later):
            other = values[earlier]
            if value.region == other.region and value.since <= other.until and other.since <= value.until:
                spans = f"{value.since} – {value.until}", f"{other.since} – {other.until}"
                raise read.refused(
                    places[later],
                    f"{value.region} 的时段 {spans[0]} 与第 {places[earlier]} 行的 {spans[1]} 重叠",
                    f"the span {spans[0]} of {value.region} overlaps {spans[1]} at line {places[earlier]}",
                )


def _one_kind(read: _File, values: list[Value], places: list[int], base: Parameter | None) -> None:
    """All values of a number are numbers, or all are lists; one that overlays another is of its kind, also where that has no value."""
    kinds = [isinstance(value.value, tuple) for value in values]
    if not kinds:
        return
    wanted = base.unit == LIST if base else kinds[0]
    for kind, place in zip(kinds, places, strict=True):
        if kind is not wanted and base is None:
            raise read.refused(
                place, "同一项的数值不能有的是数字、有的是名单", "the values of one number must be all numbers or all lists"
            )
        if kind is not wanted:
            what = Text("名单", "a list") if wanted else Text("数字", "a number")
            raise read.refused(place, f"这一项的数值应为{what[0]}", f"every value of this number must be {what[1]}")
