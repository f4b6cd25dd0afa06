"""What a system of the town is: one value that says what others would have to list of it. `app.SYSTEMS` is the only list of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from types import ModuleType

from puxi_cli.text.words import Text


@dataclass(frozen=True)
class Command:
    """A command of `puxi`: what it does in a few words, and the module whose `command` is loaded when it is called.

    `families` are the rules that it asks.
    """

    name: str
    module: str
    words: Text
    families: tuple[str, ...] = ()


@dataclass(frozen=True)
class System:
    """A system. Modules are named, and not imported, so that `puxi --help` loads none of them.

    uses        systems whose modules its own import
    commands    in the order of `puxi --help`
    tables      modules with TABLES: models of the tables it brings
    codes       packages with codes.toml: code lists of its tables
    evidence    packages with evidence.toml: what shows that a problem of its tables is put right
    facts       modules with FACTS, and where it has rows of its own to ask rules of, SUBJECTS
    rules       packages of rules, with FILES; a family is named as its package
    parameters  packages of numbers of the law, a TOML file each, beside the documents they cite
    settings    modules with SECTIONS: sections of puxi.toml that it reads
    products    modules with PRODUCTS: what `puxi export` makes of it
    lists       modules with HEADS: the first lines of what it writes as CSV, in each language
    samples     modules with its part of the fictional town: TABLES, and a `Maker` that sees the register's rows and gives its own
    plants      modules with PLANTS, which put known errors into that part
    """

    name: str
    words: Text
    uses: tuple[str, ...] = ()
    commands: tuple[Command, ...] = ()
    tables: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()
    evidence: tuple[str, ...] = ()
    facts: tuple[str, ...] = ()
    rules: tuple[str, ...] = ()
    parameters: tuple[str, ...] = ()
    settings: tuple[str, ...] = ()
    products: tuple[str, ...] = ()
    lists: tuple[str, ...] = ()
    samples: tuple[str, ...] = ()
    plants: tuple[str, ...] = ()


@cache
def systems() -> tuple[System, ...]:
    """All systems, in their order.

    The list stands above all rooms, and the lower ones read their part of it: it is reached by its name, and not imported.
    """
    found: tuple[System, ...] = import_module("puxi_cli.app").SYSTEMS
    return found


def commands() -> tuple[Command, ...]:
    """The commands of all systems, in the order of `puxi --help`."""
    return tuple(command for system in systems() for command in system.commands)


def modules(kind: str) -> Iterator[ModuleType]:
    """The modules of a kind (`tables`, `facts` and so on) of all systems, loaded."""
    for system in systems():
        for name in getattr(system, kind):
            yield import_module(name)


def asked_by() -> dict[str, tuple[str, ...]]:
    """The families of rules by the command that asks them."""
    return {command.name: command.families for command in commands() if command.families}
