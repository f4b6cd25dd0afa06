"""What `puxi.toml` says, section by section; what it may not say is told with the file and the section."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from puxi_cli.errors import UsageError, of_system
from puxi_cli.findings import Severity
from puxi_cli.jobs.settings import (
    ExportSettings,
    RectifySettings,
    RuleSettings,
    Settings,
    WrittenDuty,
    WrittenProhibition,
    WrittenRegister,
    checked_region,
)

_LISTED: set[str] = set()  # a section that is written as [[…]], an entry each
_KNOWN: dict[str, set[str] | None] = {
    "registry": {"path"},
    "region": {"code"},
    "values": {"one_two"},
    "headings": None,
    "law": {"extra"},
    "identify": {"prohibitions"},
    "rules": {"region", "families", "off", "only", "severity", "own"},
    "misspellings": None,
    "rectify": {"ledger", "days", "conditions", "checks"},
    "duties": _LISTED,
    "export": {
        "target",
        "keep",
        "if_changed",
        "products",
        "households",
        "tables",
        "show_ids",
        "year",
        "as_of",
        "registers",
    },
}


def read_settings(path: Path) -> Settings:
    """The settings of a file. Raises UsageError on what it does not know."""
    try:
        entry = tomllib.loads(path.read_text("utf-8"))
    except OSError as error:
        zh, en = of_system(error)
        raise UsageError(f"{path}：打不开（{zh}）。", f"{path}: cannot be opened ({en}).") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        place = re.search(r"line ([0-9]+), column ([0-9]+)", str(error))
        where = f"第 {place[1]} 行第 {place[2]} 列附近" if place else "这个文件"
        raise UsageError(
            f"{path}：{where}读不懂，请检查写法（文字要加引号，编码为 UTF-8）：{error}。",
            f"{path}: cannot be understood: {error}.",
        ) from None
    for section, keys in entry.items():
        if section in _KNOWN and _KNOWN[section] is _LISTED and not isinstance(keys, list):
            raise UsageError(
                f"{path}：[{section}] 要写成 [[{section}]]，每人一段。",
                f"{path}: [{section}] is written [[{section}]], a part for each.",
            )
        if section in _KNOWN and _KNOWN[section] is not _LISTED and not isinstance(keys, dict):
            raise UsageError(
                f"{path}：[{section}] 只写一段，用单方括号。", f"{path}: [{section}] is written once, in single brackets."
            )
        if section not in _KNOWN:
            raise UsageError(
                f"{path}：不认识 [{section}]；可用：{'、'.join(_KNOWN)}。",
                f"{path}: unknown [{section}]; known: {', '.join(_KNOWN)}.",
            )
        known = _KNOWN[section]
        wrong = set(keys) - known if known is not None and known is not _LISTED else set()
        if wrong:
            raise UsageError(
                f"{path}，[{section}]：不认识 {'、'.join(sorted(wrong))}；可用：{'、'.join(sorted(known or ()))}。",
                f"{path}, [{section}]: unknown {', '.join(sorted(wrong))}; known: {', '.join(sorted(known or ()))}.",
            )
    for section, keys in entry.items():
        if _has_nul(keys):
            raise UsageError(
                f"{path}，[{section}]：有的文字含有空字符（\\u0000），请删去。",
                f"{path}, [{section}]: some text holds a null character (\\u0000); take it out.",
            )
    register = entry.get("registry", {}).get("path")
    if register is not None and (not isinstance(register, str) or not register):
        raise UsageError(
            f"{path}，[registry]：path 应为文件名或文件夹名，要加引号。",
            f"{path}, [registry]: path must be the name of a file or folder, in quotes.",
        )
    return Settings(
        path.parent, path, path.parent / register if register else None,
        _region(path, entry.get("region", {})), _words(path, "headings", entry.get("headings", {})),
        _one_two(path, entry.get("values", {})), _law_extra(path, entry.get("law", {})),
        tuple(_prohibitions(path, entry.get("identify", {}))), _rules(path, entry.get("rules", {})),
        _rectify(path, entry.get("rectify", {})), tuple(_duties(path, entry.get("duties", []))),
        _export(path, entry.get("export", {})),
        _words(path, "misspellings", entry.get("misspellings", {})),
    )  # fmt: skip


def _has_nul(value: Any) -> bool:
    """Whether a text within holds the character that no system takes in a name."""
    if isinstance(value, dict):
        return any(_has_nul(each) for pair in value.items() for each in pair)
    if isinstance(value, list):
        return any(map(_has_nul, value))
    return isinstance(value, str) and "\0" in value


_CONDITIONS = 6


def _rectify(path: Path, section: dict[str, Any]) -> RectifySettings:
    days = section.get("days", {})
    right = isinstance(days, dict) and all(
        word in tuple(Severity) and isinstance(number, int) and not isinstance(number, bool) and number > 0
        for word, number in days.items()
    )
    if not right:
        raise UsageError(
            f"{path}，[rectify]：days 写成 {{ error = 10, warning = 20, notice = 30 }}（工作日）。",
            f"{path}, [rectify]: days is written {{ error = 10, warning = 20, notice = 30 }} (working days).",
        )
    conditions = _texts(path, section, "conditions", "rectify")
    if conditions and len(conditions) != _CONDITIONS:
        raise UsageError(
            f"{path}，[rectify]：conditions 要写六个名称，依次为：问题查清、原因查明、责任落实、整改到位、佐证归档、群众满意。",
            f"{path}, [rectify]: conditions has six names, for: verified, cause found, responsible named, put right, evidence on file, "
            "people satisfied.",
        )
    checks = _texts(path, section, "checks", "rectify")
    if unknown := set(checks) - {"validate", "identify", "exit"}:
        raise UsageError(
            f"{path}，[rectify]：checks 只能写 validate、identify、exit，没有 {'、'.join(sorted(unknown))}。",
            f"{path}, [rectify]: checks takes validate, identify and exit, not {', '.join(sorted(unknown))}.",
        )
    ledger = section.get("ledger")
    if ledger is not None and (not isinstance(ledger, str) or not ledger):
        raise UsageError(f"{path}，[rectify]：ledger 应为文件名。", f"{path}, [rectify]: ledger must be the name of a file.")
    return RectifySettings(
        path.parent / ledger if ledger else None, {Severity(word): number for word, number in days.items()}, conditions, checks
    )


def _export(path: Path, section: dict[str, Any]) -> ExportSettings:
    target, keep = section.get("target"), section.get("keep", 0)
    if target is not None and (not isinstance(target, str) or not target):
        raise UsageError(f"{path}，[export]：target 应为文件夹名。", f"{path}, [export]: target must be the name of a folder.")
    if not isinstance(keep, int) or isinstance(keep, bool) or keep < 0:
        raise UsageError(
            f"{path}，[export]：keep 应为整数，0 为全部保留。", f"{path}, [export]: keep is a whole number; 0 keeps all."
        )
    for name in ("if_changed", "show_ids"):
        if not isinstance(section.get(name, False), bool):
            raise UsageError(f"{path}，[export]：{name} 只能是 true 或 false。", f"{path}, [export]: {name} is true or false.")
    return ExportSettings(
        path.parent / target if target else None, keep, section.get("if_changed", False),
        _texts(path, section, "products", "export"), _texts(path, section, "households", "export"), _texts(path, section, "tables", "export"),
        section.get("show_ids", False), _export_day(path, section), tuple(_registers(path, section.get("registers", []))),
    )  # fmt: skip


def _export_day(path: Path, section: dict[str, Any]) -> date | None:
    year, as_of = section.get("year"), section.get("as_of")
    right = (year is None or (isinstance(year, int) and not isinstance(year, bool) and 1990 <= year <= 2100)) and (
        as_of is None or type(as_of) is date
    )
    if not right or (year is not None and as_of is not None):
        raise UsageError(
            f"{path}，[export]：year = 2018 或 as_of = 2018-06-30，只写一个。",
            f"{path}, [export]: year = 2018 or as_of = 2018-06-30, one of the two.",
        )
    return date(year, 12, 31) if year is not None else as_of


def _registers(path: Path, entries: Any) -> Iterator[WrittenRegister]:
    names = set()
    for number, entry in enumerate(entries if isinstance(entries, list) else [None], 1):
        right = (
            isinstance(entry, dict) and set(entry) == {"name", "path"} and all(isinstance(v, str) and v for v in entry.values())
        )
        if not right or entry["name"] in names:
            raise UsageError(
                f"{path}，[[export.registers]] 第 {number} 条：要有 name（各不相同）和 path。",
                f"{path}, entry {number} of [[export.registers]]: it needs name, unlike the others', and path.",
            )
        names.add(entry["name"])
        yield WrittenRegister(entry["name"], path.parent / entry["path"])


_OF_DUTY = ("person", "duty", "village", "office", "phone", "leader", "leading_office")


def _duties(path: Path, entries: list[Any]) -> Iterator[WrittenDuty]:
    for number, entry in enumerate(entries, 1):
        right = isinstance(entry, dict) and set(entry) <= set(_OF_DUTY) and all(isinstance(told, str) for told in entry.values())
        if not right or not entry.get("person"):
            raise UsageError(
                f"{path}，[[duties]] 第 {number} 条：要有 person（责任人），可有 {'、'.join(_OF_DUTY[1:])}，都是文字。",
                f"{path}, entry {number} of [[duties]]: it needs person, and may have {', '.join(_OF_DUTY[1:])}, all of them text.",
            )
        yield WrittenDuty(**entry)


def _words(path: Path, name: str, section: dict[str, Any]) -> dict[str, str]:
    if not all(isinstance(value, str) and value for value in section.values()):
        raise UsageError(
            f'{path}，[{name}]：每行写成 "错的写法" = "对的写法"。',
            f'{path}, [{name}]: each line is written "as found" = "as meant".',
        )
    return dict(section)


def _one_two(path: Path, section: dict[str, Any]) -> bool:
    value = section.get("one_two", False)
    if not isinstance(value, bool):
        raise UsageError(f"{path}，[values]：one_two 只能是 true 或 false。", f"{path}, [values]: one_two is true or false.")
    return value


def _law_extra(path: Path, section: dict[str, Any]) -> Path | None:
    folder = section.get("extra")
    if folder is None:
        return None
    if not isinstance(folder, str) or not folder:
        raise UsageError(f"{path}，[law]：extra 应为文件夹名。", f"{path}, [law]: extra must be the name of a folder.")
    return path.parent / folder


_OF_PROHIBITION = {"text": str, "rule": str, "statement": str, "signed_by": str, "day": date}


def _prohibitions(path: Path, section: dict[str, Any]) -> Iterator[WrittenProhibition]:
    listed = section.get("prohibitions", [])
    if not isinstance(listed, list):
        raise _wrong_prohibition(path, 0)
    for number, entry in enumerate(listed, 1):
        right = isinstance(entry, dict) and all(
            name in _OF_PROHIBITION and isinstance(told, _OF_PROHIBITION[name]) for name, told in entry.items()
        )
        if not right or not entry.get("text") or ("rule" in entry) == ("statement" in entry):
            raise _wrong_prohibition(path, number)
        yield WrittenProhibition(**entry)


def _wrong_prohibition(path: Path, number: int) -> UsageError:
    return UsageError(
        f"{path}，[[identify.prohibitions]] 第 {number} 条：要有 text，并且 rule（规则编号）和 statement（承诺书）二者有其一；"
        "承诺书另写 signed_by（签字人）和 day（日期，如 2018-05-01）。",
        f"{path}, entry {number} of [[identify.prohibitions]]: it needs text, and either rule (its number) or statement; a statement "
        "also has signed_by and day (as 2018-05-01).",
    )


def _rules(path: Path, section: dict[str, Any]) -> RuleSettings:
    region = section.get("region")
    severity = section.get("severity", {})
    if not isinstance(severity, dict) or not all(word in tuple(Severity) for word in severity.values()):
        raise UsageError(
            f'{path}，[rules]：severity 应写成 {{ DQ602 = "error" }}，级别可用 error、warning、notice。',
            f'{path}, [rules]: severity is written {{ DQ602 = "error" }}; one of error, warning, notice.',
        )
    families, off, only, own = (_texts(path, section, key) for key in ("families", "off", "only", "own"))
    return RuleSettings(
        None if region is None else checked_region(str(region), f"{path}, [rules] region"), families, off, only,
        {rule: Severity(word) for rule, word in severity.items()}, tuple(path.parent / file for file in own),
    )  # fmt: skip


def _texts(path: Path, section: dict[str, Any], key: str, name: str = "rules") -> tuple[str, ...]:
    texts = section.get(key, [])
    if not isinstance(texts, list) or not all(isinstance(text, str) and text for text in texts):
        raise UsageError(
            f'{path}，[{name}]：{key} 应为名单，如 {key} = ["…"]。', f'{path}, [{name}]: {key} must be a list, as {key} = ["…"].'
        )
    return tuple(texts)


def _region(path: Path, section: dict[str, Any]) -> str | None:
    code = section.get("code")
    if code is None:
        return None
    return checked_region(str(code), str(path))
