"""A system is a folder and one line: nothing else of the code names it, its tables, its rules or its numbers."""

from __future__ import annotations

import re
from importlib import import_module
from pathlib import Path

import pytest

import puxi_cli
from puxi_cli.app import SYSTEMS
from puxi_cli.rules.catalogue import rules
from puxi_cli.system import System, commands
from tests.test_rooms import imports_of

ROOT = Path(puxi_cli.__file__).parent
SHARED_LINE = "app.py"
# Those that are whole folders; the others still name modules in the rooms of the house.
FOLDERS = [system for system in SYSTEMS if len(list((ROOT / "systems" / system.name).rglob("*.py"))) > 1]


def named_by(system: System) -> set[str]:
    """The words by which other code could lean on a system: its modules, its tables, its rules, its numbers of the law."""
    folder = ROOT / "systems" / system.name
    words = {f"puxi_cli.systems.{system.name}"}
    words |= {f'"{model.table.name}"' for name in system.tables for model in import_module(name).TABLES}
    words |= {rule.card.id for rule in rules().values() if Path(rule.file).is_relative_to(folder)}
    return words | {path.stem for path in folder.rglob("parameters/*.toml")}


@pytest.mark.parametrize("system", FOLDERS, ids=lambda system: system.name)
def test_nothing_outside_a_systems_folder_names_what_is_its(system: System) -> None:
    folders = [ROOT / "systems" / one.name for one in SYSTEMS if one is system or system.name in one.uses]
    words = named_by(system)
    assert words
    others = [path for path in ROOT.rglob("*.py") if not any(path.is_relative_to(folder) for folder in folders)]
    naming = {path.name for path in others if any(word in path.read_text("utf-8") for word in words)}
    assert not naming
    lines = [line for line in (ROOT / SHARED_LINE).read_text("utf-8").splitlines() if line == system.name]
    assert len(lines) == 1


@pytest.mark.parametrize("system", SYSTEMS, ids=lambda system: system.name)
def test_what_a_system_says_of_itself_loads_nothing(system: System) -> None:
    """`puxi --help` reads all of these."""
    opened = imports_of(ROOT / "systems" / system.name / "__init__.py")
    assert opened <= {"puxi_cli.system", "puxi_cli.text.words"}


def test_every_folder_is_a_system_and_every_system_a_folder() -> None:
    folders = {path.name for path in (ROOT / "systems").iterdir() if (path / "__init__.py").is_file()}
    assert {system.name for system in SYSTEMS} == folders


def test_names_of_systems_commands_and_tables_are_told_once() -> None:
    for names in (
        [system.name for system in SYSTEMS],
        [command.name for command in commands()],
        [model.table.name for system in SYSTEMS for name in system.tables for model in import_module(name).TABLES],
    ):
        assert len(names) > 5
        assert len(set(names)) == len(names)


def test_every_family_of_rules_is_asked_by_one_command() -> None:
    asked = [family for command in commands() for family in command.families]
    families = [package.rpartition(".")[2].upper() for system in SYSTEMS for package in system.rules]
    own = [family for family in asked if family not in families]
    assert len(set(asked)) == len(asked)
    assert {re.sub("[0-9]", "", number) for number in rules()} <= set(asked), own
