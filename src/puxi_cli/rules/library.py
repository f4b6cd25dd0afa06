"""The data-quality library of Shaanxi of 2018: its official checks, and which rules answer each (`dq/library.toml`)."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources

from puxi_cli.text.words import Text


@dataclass(frozen=True)
class Check:
    """An official check by number and name; `differs` says where its rules ask something else, and why."""

    id: str
    group: int
    zh: str
    rules: tuple[str, ...]
    differs: Text | None


@dataclass(frozen=True)
class Group:
    """A group of the library."""

    number: int
    zh: str
    en: str


@dataclass(frozen=True)
class Library:
    """Groups and checks in the library's order."""

    groups: tuple[Group, ...]
    checks: tuple[Check, ...]


@cache
def library() -> Library:
    """The library, read once. Raises KeyError where a check names a difference that is not there."""
    said = tomllib.loads(resources.files("puxi_cli.rules.dq").joinpath("library.toml").read_text("utf-8"))
    differs = {name: Text(words["zh"], words["en"]) for name, words in said["differs"].items()}
    used = {check["differs"] for check in said["checks"] if "differs" in check}
    if unused := set(differs) - used:
        raise KeyError(f"no check differs so: {sorted(unused)}")
    return Library(
        tuple(Group(group["number"], group["zh"], group["en"]) for group in said["groups"]),
        tuple(
            Check(
                check["id"],
                check["group"],
                check["zh"],
                tuple(check["rules"]),
                differs[check["differs"]] if "differs" in check else None,
            )
            for check in said["checks"]
        ),
    )
