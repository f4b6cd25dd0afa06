"""All numbers: those puxi ships, and a user's own folder put over them."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path

from puxi_cli.errors import UsageError
from puxi_cli.law.parameter import Document, Parameter
from puxi_cli.law.reading import read_documents, read_parameter

_DOCUMENTS = "documents.toml"


@cache
def shipped() -> Mapping[str, Parameter]:
    """The numbers puxi ships, by name. Raises UsageError, with file and line, where one is not well formed."""
    return _completed(_shipped_files())


@cache
def _shipped_files() -> Mapping[str, Parameter]:
    folder = resources.files("puxi_cli.law").joinpath("parameters")
    listed = shipped_documents()
    files = (file for file in _in_order(folder) if file.name.endswith(".toml"))
    return {p.name: p for p in (read_parameter(file, f"law/parameters/{file.name}", listed) for file in files)}


@cache
def shipped_documents() -> Mapping[str, Document]:
    """The documents that puxi's numbers cite, by number."""
    return read_documents(resources.files("puxi_cli.law").joinpath(_DOCUMENTS), f"law/{_DOCUMENTS}")


@cache
def overlaid(extra: Path) -> Mapping[str, Parameter]:
    """The shipped numbers under those of a user's folder. Raises UsageError, with file and line."""
    listed = own_documents(extra)
    numbers = dict(_shipped_files())
    for file in _in_order(extra):
        if not file.name.endswith(".toml") or file.name == _DOCUMENTS or not file.is_file():
            continue
        name = file.name.removesuffix(".toml")
        base = numbers.get(name)
        given = read_parameter(file, str(extra / file.name), listed, base, own=True)
        numbers[name] = base.overlaid(given) if base else given
    return _completed(dict(sorted(numbers.items())))


@cache
def own_documents(extra: Path) -> Mapping[str, Document]:
    """The documents of a user's folder. Raises UsageError where the folder is not there."""
    if not extra.is_dir():
        raise UsageError(
            f"{extra}：puxi.toml 的 [law] extra 所写的文件夹不存在。",
            f"{extra}: the folder that [law] extra in puxi.toml names is not there.",
        )
    file = extra / _DOCUMENTS
    return read_documents(file, str(file)) if file.is_file() else {}


def _completed(numbers: Mapping[str, Parameter]) -> Mapping[str, Parameter]:
    """Every number with the values of the one it names for where it has none; so a user who overlays that one changes both."""
    return {name: number.completed(numbers[number.otherwise]) if number.otherwise else number for name, number in numbers.items()}


def _in_order(folder: Traversable) -> list[Traversable]:
    return sorted(folder.iterdir(), key=lambda file: file.name)
