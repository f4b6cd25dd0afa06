"""Reads `puxi.toml` by the classes of `jobs.settings_parts`; what it may not say is told with the file, the section and how it is written."""

from __future__ import annotations

import dataclasses
import re
import tomllib
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Annotated, Any, get_args, get_origin, get_type_hints

from pydantic import TypeAdapter, ValidationError

from puxi_cli.errors import UsageError, of_system
from puxi_cli.jobs.settings_parts import FILE_NAME, OfReading, Settings, sections
from puxi_cli.law.regions import checked_region
from puxi_cli.text.words import Text


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
        if _has_nul(keys):
            nul = Text("有的文字含有空字符（\\u0000），请删去", "some text holds a null character (\\u0000); take it out")
            raise _wrong(path, f"[{section}]", nul)
    try:
        told = _reader().validate_python(entry, context=path.parent)
    except ValidationError as error:
        raise _of_errors(path, [(problem["type"], problem["loc"]) for problem in error.errors(include_url=False)]) from None
    of_systems = {brought: getattr(told, brought.name) for brought in sections()}
    for brought, said in of_systems.items():
        for key, number in brought.wrong(said):
            raise _of_key(path, (brought.name, key), number)
    lies_in, asked = told.region.code, told.rules.region
    rules = dataclasses.replace(told.rules, region=None if asked is None else checked_region(asked, f"{path}, [rules] region"))
    return Settings(
        path.parent,
        path,
        told.registry.path,
        None if lies_in is None else checked_region(lies_in, str(path)),
        told.headings,
        told.values.one_two,
        told.law.extra,
        rules,
        {brought.name: said for brought, said in of_systems.items()},
    )


def settings_schema() -> dict[str, Any]:
    """JSON Schema (draft 2020-12) of `puxi.toml`, for editors that complete and check it."""
    schema = _reader().json_schema()
    for section, part in {"": _whole(), **_hints(_whole())}.items():
        if isinstance(part, type):  # other sections are annotated as a whole
            written = schema["$defs"][part.__name__] if section else schema
            for key, hint in _hints(part).items():
                if said := _said(hint):
                    written["properties"][key]["description"] = said[1]
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema, "title": FILE_NAME}


@cache
def _whole() -> type[OfReading]:
    """The whole of `puxi.toml`: the sections of reading, and those that the systems bring."""
    brought = [(one.name, one.shape, dataclasses.field(default_factory=one.absent)) for one in sections()]
    said = {"__doc__": "The whole of `puxi.toml`; every section may be absent."}
    return dataclasses.make_dataclass("SettingsFile", brought, bases=(OfReading,), namespace=said, frozen=True)


@cache
def _reader() -> TypeAdapter[Any]:
    return TypeAdapter(_whole())


def _has_nul(value: Any) -> bool:
    """Whether a text within holds the character that no system takes in a name."""
    if isinstance(value, dict):
        return any(_has_nul(each) for pair in value.items() for each in pair)
    if isinstance(value, list):
        return any(map(_has_nul, value))
    return isinstance(value, str) and "\0" in value


def _of_errors(path: Path, errors: Sequence[tuple[str, tuple[int | str, ...]]]) -> UsageError:
    """The sentence for the first of what pydantic found: a name that is not known before a value of the wrong kind."""
    known = _hints(_whole())
    unknown = [loc for kind, loc in errors if kind in ("unexpected_keyword_argument", "extra_forbidden") and len(loc) < 3]
    for loc in unknown:
        if len(loc) == 1:
            return UsageError(
                f"{path}：不认识 [{loc[0]}]；可用：{'、'.join(known)}。",
                f"{path}: unknown [{loc[0]}]; known: {', '.join(known)}.",
            )
    for section in dict.fromkeys(str(loc[0]) for loc in unknown):
        wrong = sorted(str(loc[1]) for loc in unknown if loc[0] == section)
        keys = sorted(_hints(known[section]))
        return _wrong(
            path,
            f"[{section}]",
            Text(f"不认识 {'、'.join(wrong)}；可用：{'、'.join(keys)}", f"unknown {', '.join(wrong)}; known: {', '.join(keys)}"),
        )
    loc = errors[0][1]
    section = str(loc[0])
    if len(loc) == 1 and _is_list(known[section]):
        return UsageError(
            f"{path}：[{section}] 要写成 [[{section}]]，每人一段。",
            f"{path}: [{section}] is written [[{section}]], a part for each.",
        )
    if len(loc) == 1:
        return UsageError(
            f"{path}：[{section}] 只写一段，用单方括号。", f"{path}: [{section}] is written once, in single brackets."
        )
    if _is_list(known[section]):
        return _wrong(path, f"[[{section}]]", _sentence((section,)), int(loc[1]))
    return _of_key(path, (section, str(loc[1])), int(loc[2]) if len(loc) > 2 and isinstance(loc[2], int) else None)


def _of_key(path: Path, key: tuple[str, str], entry: int | None) -> UsageError:
    """That a key of a section, or an entry of the key, is to be written otherwise."""
    section, name = key
    part = _hints(_whole())[section]
    if dataclasses.is_dataclass(part) and _is_list(_hints(part)[name]):
        return _wrong(path, f"[[{section}.{name}]]", _sentence(key), entry)
    return _wrong(path, f"[{section}]", _sentence(key))


def _is_list(hint: Any) -> bool:
    """Whether something is written as [[…]], an entry each."""
    kind = get_args(hint)[0] if get_origin(hint) is Annotated else hint
    return get_origin(kind) is tuple and dataclasses.is_dataclass(get_args(kind)[0])


def _wrong(path: Path, section: str, how: Text, entry: int | None = None) -> UsageError:
    """That a section, or an entry of it (counted from 0), is to be written otherwise."""
    if entry is None:
        return UsageError(f"{path}，{section}：{how[0]}。", f"{path}, {section}: {how[1]}.")
    return UsageError(f"{path}，{section} 第 {entry + 1} 条：{how[0]}。", f"{path}, entry {entry + 1} of {section}: {how[1]}.")


def _hints(part: Any) -> dict[str, Any]:
    hints = get_type_hints(part, include_extras=True)
    return {field.name: hints[field.name] for field in dataclasses.fields(part)}


def _sentence(key: tuple[str, ...]) -> Text:
    """How a section or a key of one is written, as its class says."""
    hint = _hints(_whole())[key[0]]
    if len(key) > 1 and dataclasses.is_dataclass(hint):
        hint = _hints(hint)[key[1]]
    said = _said(hint)
    assert said, f"{'.'.join(key)} says how it is written"
    return said


def _said(hint: Any) -> Text | None:
    return next((said for said in getattr(hint, "__metadata__", ()) if isinstance(said, Text)), None)
