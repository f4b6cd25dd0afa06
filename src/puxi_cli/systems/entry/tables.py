"""Which tables are meant by the names a user writes: the sheet's name or the table's."""

from __future__ import annotations

from collections.abc import Sequence

from puxi_cli.errors import UsageError
from puxi_cli.records.tables import MODELS


def tables_named(names: Sequence[str]) -> list[str]:
    """Table names for sheet or table names, in the order given. Raises UsageError on an unknown one."""
    by_name = {name: name for name in MODELS} | {model.table.sheet: name for name, model in MODELS.items()}
    for name in names:
        if name not in by_name:
            known = "、".join(f"{model.table.sheet}（{table}）" for table, model in MODELS.items())
            raise UsageError(f"没有表“{name}”；可用：{known}。", f"No table {name}; there are: {', '.join(MODELS)}.")
    return [by_name[name] for name in names]
