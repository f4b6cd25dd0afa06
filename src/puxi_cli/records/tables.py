"""All tables, in the order in which a workbook shows them: those of each system."""

from __future__ import annotations

from puxi_cli.records.fields import Record
from puxi_cli.system import modules

MODELS: dict[str, type[Record]] = {model.table.name: model for module in modules("tables") for model in module.TABLES}
