"""An export described for other programs as a Frictionless Data Package: each file with its sum, each table with its columns."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any

from puxi_cli import __version__
from puxi_cli.records.fields import fields_of
from puxi_cli.records.tables import MODELS
from puxi_cli.reports.schema import table_schema

if TYPE_CHECKING:
    import pandas as pd

_MEDIA = {
    ".csv": "text/csv",
    ".json": "application/json",
    ".html": "text/html",
    ".parquet": "application/vnd.apache.parquet",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
_STORED = {"text": "string", "whole": "integer", "number": "number", "yes_no": "boolean"}  # as a typed table holds them
_TYPES = {"i": "integer", "f": "number", "b": "boolean"}


def frame_fields(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """The columns of a report's table by Table Schema: whole numbers, numbers, else text."""
    return [{"name": str(name), "type": _TYPES.get(kind.kind, "string")} for name, kind in frame.dtypes.items()]


def record_fields(table: str) -> list[dict[str, Any]]:
    """The columns of a register's table as they were read: with types and words, without demands, which real registers fail.

    Whether they are kept is what `validate` tells.
    """
    wanted = ("name", "title", "type", "format", "description")
    found = []
    for field, cell in zip(table_schema(table)["fields"], fields_of(MODELS[table]).values(), strict=True):
        plain = {key: field[key] for key in wanted if key in field}
        found.append(plain | {"type": _STORED[cell.kind.dtype], "format": "default"})
    return found


def package_document(
    name: str, title: str, files: Iterable[tuple[str, int, str, str, Sequence[dict[str, Any]] | None]]
) -> dict[str, Any]:
    """The package; `files` are path, bytes, SHA-256, what it is, and the columns of a table."""
    resources = [_resource(number, *one) for number, one in enumerate(files, 1)]
    return {"name": name, "title": title, "version": __version__, "profile": "data-package", "resources": resources}


def _resource(
    number: int, path: str, size: int, total: str, what: str, fields: Sequence[dict[str, Any]] | None
) -> dict[str, Any]:
    ending = PurePosixPath(path).suffix
    resource: dict[str, Any] = {
        "name": f"file-{number}",
        "title": what,
        "path": path,
        "format": ending.removeprefix("."),
        "mediatype": _MEDIA[ending],
        "bytes": size,
        "hash": f"sha256:{total}",
    }
    if fields is not None:
        resource["schema"] = {"fields": list(fields), "missingValues": [""]}
    if ending == ".csv":
        return resource | {"type": "table", "encoding": "utf-8-sig"}
    return resource | {"type": "file"}
