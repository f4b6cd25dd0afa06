"""Which evidence shows that a problem is put right: by the column, or the fact, that the rule looks at."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources

from puxi_cli.records.fields import fields_of
from puxi_cli.records.tables import MODELS
from puxi_cli.records.text import folded
from puxi_cli.system import modules

DEFAULT = "改后信息表、入户核实记录"  # where no kind is known: puxi's own words


@dataclass(frozen=True)
class _Kind:
    """A kind of evidence: its name, the items of a verdict and the fields that it proves, how facts begin that it proves."""

    zh: str
    items: frozenset[str]
    fields: frozenset[str]
    facts: tuple[str, ...]


@cache
def evidence_for(item: str | None, asked: str | None, heading: str) -> str:
    """The kind of evidence for a problem: of the item that its rule answers, else of the field or fact that it is asked of, else of the
    column it names. A rule that answers an item of which no evidence is listed gets the default: its field only says where it is shown."""
    kinds = _kinds()
    if item is not None:
        return next((kind.zh for kind in kinds if item in kind.items), DEFAULT)
    for name in (*([asked] if asked else []), *_headings().get(folded(heading), ())):
        for kind in kinds:
            if name in kind.fields or name.startswith(kind.facts):
                return kind.zh
    return DEFAULT


@cache
def _kinds() -> tuple[_Kind, ...]:
    """The kinds that the systems list, in their order."""
    files = (resources.files(package).joinpath("evidence.toml") for package in modules("evidence"))
    listed = (kind for file in files for kind in tomllib.loads(file.read_text("utf-8"))["kinds"])
    return tuple(
        _Kind(kind["zh"], frozenset(kind.get("items", ())), frozenset(kind["fields"]), tuple(kind["facts"])) for kind in listed
    )


@cache
def _headings() -> dict[str, tuple[str, ...]]:
    """The fields of a heading, however it is spelt."""
    found: dict[str, tuple[str, ...]] = {}
    for model in MODELS.values():
        for name, cell in fields_of(model).items():
            for heading in (cell.heading, *cell.others):
                found[folded(heading)] = (*found.get(folded(heading), ()), name)
    return found
