"""All numbers: those puxi ships, and a user's own folder put over them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path

from puxi_cli.errors import UsageError
from puxi_cli.law.parameter import Document, Parameter
from puxi_cli.law.reading import read_documents, read_parameter
from puxi_cli.system import systems

_DOCUMENTS = "documents.toml"


@cache
def shipped() -> Mapping[str, Parameter]:
    """The numbers puxi ships, by name. Raises UsageError, with file and line, where one is not well formed."""
    return _completed(_shipped_files())


@cache
def _shipped_files() -> Mapping[str, Parameter]:
    listed = shipped_documents()
    files = [
        (file, f"{shown}/{file.name}")
        for folder, shown in _folders()
        for file in _in_order(folder)
        if file.name.endswith(".toml") and file.name != _DOCUMENTS
    ]
    numbers = (read_parameter(file, shown, listed) for file, shown in files)
    return {number.name: number for number in sorted(numbers, key=lambda number: number.name)}


@cache
def shipped_documents() -> Mapping[str, Document]:
    """The documents that puxi's numbers cite, by number."""
    shared = resources.files("puxi_cli.law")
    found = {**read_documents(shared.joinpath(_DOCUMENTS), f"law/{_DOCUMENTS}")}
    for folder, shown in _folders():
        file = folder.joinpath(_DOCUMENTS)
        if file.is_file():
            found |= read_documents(file, f"{shown}/{_DOCUMENTS}")
    return found


def _folders() -> Iterator[tuple[Traversable, str]]:
    """The folders of the numbers that several systems share, and of each system's own, as they are shown."""
    yield resources.files("puxi_cli.law").joinpath("parameters"), "law/parameters"
    for system in systems():
        for package in system.parameters:
            yield resources.files(package), package.removeprefix("puxi_cli.").replace(".", "/")


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
