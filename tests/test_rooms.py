"""Who may import whom: the table of the house, held against the imports as they stand."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

import puxi_cli
from puxi_cli.system import System, systems

ROOT = Path(puxi_cli.__file__).parent

# A room sees only what stands on its line. `errors`, `explained`, `findings`, `progress` and `registry` are single files.
MAY_IMPORT = {
    "cli": {"jobs", "reports", "output", "law", "findings", "progress", "errors"},
    "jobs": {
        "sheets", "engine", "facts", "rules", "reports", "law", "registry", "records", "findings", "explained", "progress", "errors",
    },
    "reports": {"output", "edits", "findings", "records", "progress", "errors"},
    "output": {"records", "errors"},
    "edits": {"records", "errors"},
    "rules": {"facts", "law", "findings", "records", "errors"},
    "facts": {"law", "registry", "records", "errors"},
    "engine": {"registry", "records", "errors"},
    "sheets": {"registry", "records", "findings", "progress", "errors"},
    "samples": {"records", "errors"},
    "registry": {"records", "errors"},
    "findings": {"records"},
    "explained": {"findings", "records"},
    "law": {"errors"},
    "progress": set(),
    "records": set(),
    "errors": set(),
    "text": set(),
    "system": set(),
    "systems": {
        "cli", "jobs", "reports", "output", "rules", "facts", "law", "engine", "sheets", "samples", "edits", "registry",
        "records", "findings", "explained", "progress", "errors",
    },
    "app": set(),
}  # fmt: skip
EVERYBODY_USES = {"text", "system"}
DOORS = {"__init__", "__main__"}


def room_of(module: str) -> str:
    """The room a module of ours belongs to; the package itself is no room."""
    parts = module.split(".")
    return parts[1] if len(parts) > 1 else ""


def imports_of(path: Path) -> set[str]:
    """The modules of ours that a file imports, also inside functions."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: imports are written out whole"
            module = node.module or ""
            found.update(f"{module}.{alias.name}" if module == "puxi_cli" else module for alias in node.names)
    return {name for name in found if name.split(".")[0] == "puxi_cli"}


FILES = sorted(ROOT.rglob("*.py"))


def test_every_room_stands_in_the_table() -> None:
    rooms = {room_of("puxi_cli." + ".".join(path.relative_to(ROOT).with_suffix("").parts)) for path in FILES}
    assert rooms - DOORS == set(MAY_IMPORT)


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_room_imports_only_what_stands_on_its_line(path: Path) -> None:
    room = room_of("puxi_cli." + ".".join(path.relative_to(ROOT).with_suffix("").parts))
    if room in DOORS:
        return
    seen = {room_of(name) for name in imports_of(path)} - {room, "", "__version__", *EVERYBODY_USES}
    assert seen <= MAY_IMPORT[room], f"{room} may not import {sorted(seen - MAY_IMPORT[room])}"


def module_of(path: Path) -> str:
    """The module that a file is."""
    parts = ["puxi_cli", *path.relative_to(ROOT).with_suffix("").parts]
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def modules_of(path: Path) -> set[str]:
    """The modules that a file imports, a name of a package taken for the module of that name where there is one."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.update(whole if (whole := f"{node.module}.{alias.name}") in MODULES else node.module for alias in node.names)
    return found & MODULES


MODULES = {module_of(path) for path in FILES}


def test_no_file_imports_itself_by_way_of_others() -> None:
    """Imports within functions and those for types count: whoever reads one file of a circle has to read all of it."""
    imported = {module_of(path): modules_of(path) for path in FILES}
    assert sum(map(len, imported.values())) > len(FILES)
    while free := {module for module, others in imported.items() if not others & imported.keys()}:
        for module in free:
            del imported[module]
    assert not imported, f"in a circle, or above one: {sorted(imported)}"


@pytest.mark.parametrize("system", systems(), ids=lambda system: system.name)
def test_a_system_imports_modules_of_those_it_uses_alone(system: System) -> None:
    own = ROOT / "systems" / system.name
    seen = {
        name.split(".")[2] for path in FILES if own in path.parents for name in modules_of(path) if room_of(name) == "systems"
    }
    assert seen - {system.name} == set(system.uses)


def test_no_file_is_too_long_to_be_read_at_once() -> None:
    assert {str(path.relative_to(ROOT)): n for path in FILES if (n := len(path.read_text("utf-8").splitlines())) > 400} == {}


def test_no_line_is_kept_from_the_formatter_and_none_chooses_a_language() -> None:
    for sign in ("# fmt: " + "skip", "if zh" + " else"):
        assert [path.name for path in FILES if sign in path.read_text("utf-8")] == []


def test_every_room_and_file_opens_with_a_sentence() -> None:
    bare = [str(path.relative_to(ROOT)) for path in FILES if not ast.get_docstring(ast.parse(path.read_text("utf-8")))]
    assert not bare


def test_the_page_for_contributors_has_the_same_table() -> None:
    page = (ROOT.parent.parent / "CONTRIBUTING.md").read_text("utf-8")
    told: dict[str, set[str]] = {}
    for rooms, _, line in re.findall(
        r"^\| (`[^|]+) \| ([^|]+) \| ([^|]+) \|$", page.partition("## Add a field")[0], re.MULTILINE
    ):
        seen = set() if line == "nothing of ours" else set(re.sub(r"\([^)]*\)", "", line).replace(" ", "").split(","))
        told |= {room.removesuffix("/").removesuffix(".py"): seen for room in re.findall(r"`([^`]+)`", rooms)}
    assert told == MAY_IMPORT
