"""A standard table as JSON. Keys are added, never renamed; shares are unrounded quotients."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from puxi_cli import __version__
from puxi_cli.systems.figures.figures import Amount, Counted, StandardFigures, TablePart, TableTitle
from puxi_cli.systems.figures.standard_words import category_words


def standard_document(figures: StandardFigures) -> dict[str, Any]:
    """What `stats --table NAME` answers; `key` is a category's name in every language."""
    return {
        "puxi": __version__,
        "command": "stats",
        "as_of": figures.as_of,
        "region": figures.region,
        "table": figures.table,
        "title": figures.title,
        "of": figures.of,
        "unit": figures.unit,
        "several": figures.several,
        "measure": figures.measure,
        "year": figures.year,
        "base": figures.town.base,
        "rows": _rows(figures.town),
        "villages": [{"village": part.village, "base": part.base, "rows": _rows(part)} for part in figures.villages],
        "notes": figures.notes,
    }


def table_list_document(titles: Sequence[TableTitle]) -> dict[str, Any]:
    """What `stats --table list` answers."""
    return {
        "puxi": __version__,
        "command": "stats",
        "table": "list",
        "tables": [{"table": title.name, "title": title.title, "unit": title.unit} for title in titles],
    }


def _rows(part: TablePart) -> list[dict[str, Any]]:
    return [_row(row, part.base) for row in part.rows]


def _row(row: Counted | Amount, base: int) -> dict[str, Any]:
    told: dict[str, Any] = {
        "category": category_words(row.category),
        "key": row.category.key,
        "n": row.n,
        "share": row.n / base if base else None,
    }
    if row.blank is not None:
        told["blank"] = row.blank
    if isinstance(row, Amount):
        told |= {"sum": row.total, "per_head": row.per_head, "persons": row.persons}
    return told
