"""What the products of an export are made of: a register read once, and everything that is asked of it, each when first wanted."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from puxi_cli.findings import Checked
from puxi_cli.jobs.looking import Looked, looked_at
from puxi_cli.jobs.opening import Opening
from puxi_cli.jobs.settings_parts import Settings
from puxi_cli.systems.figures.figures import Figures, RateFigures, StandardFigures

if TYPE_CHECKING:
    from puxi_cli.explained import Explanation
    from puxi_cli.systems.exports.overview import Overview, Product
    from puxi_cli.systems.notices.notices import Notice
    from puxi_cli.systems.rectification.told import PlanTold


# Of the standard tables the page shows those that say who the poor are; all of them stand in their workbook.
_ON_THE_PAGE = ("causes", "ages", "health", "labour")


@dataclasses.dataclass(frozen=True)
class Material:
    """One register of an export: its name, where it has one; `household_ids` are those whose sheets are wanted, `table_names` the
    standard tables (none: all).
    """

    opening: Opening
    settings: Settings
    ledger: Path
    name: str | None = None
    household_ids: Sequence[str] = ()
    table_names: Sequence[str] = ()

    @cached_property
    def looked(self) -> Looked:
        """What the rules of all commands find."""
        return looked_at(self.opening, self.settings, verdicts=True, to_explain=bool(self.household_ids))

    @cached_property
    def checked(self) -> Checked:
        """The same as one answer."""
        return self.looked.together("export")

    @cached_property
    def villages(self) -> list[str]:
        """The villages in their order, then those that only findings name."""
        from puxi_cli.jobs.countable import villages_of

        found = sorted({finding.village for finding in self.checked.findings if finding.village})
        return list(dict.fromkeys([*villages_of(self.opening.registry), *found]))

    @cached_property
    def figures(self) -> Figures:
        """The figures of the day, the years and the villages."""
        from puxi_cli.systems.figures.figures_job import figures_of

        return figures_of(self.opening, None, None)

    @cached_property
    def rates(self) -> RateFigures:
        """The rates in persons."""
        from puxi_cli.systems.figures.rates_job import rates_of

        return rates_of(self.opening, "person")

    @cached_property
    def tables(self) -> list[StandardFigures]:
        """The standard tables of those on the register."""
        from puxi_cli.systems.figures.standard import TABLES, table_named
        from puxi_cli.systems.figures.standard_job import standard_tables_of

        wanted = [table_named(name) for name in self.table_names] or list(TABLES.values())
        return standard_tables_of(self.opening, wanted, "listed")

    @cached_property
    def lists(self) -> PlanTold:
        """The three lists."""
        from puxi_cli.systems.rectification.job import lists

        return lists(self.looked, self.settings, self.ledger)

    @cached_property
    def notices(self) -> list[Notice]:
        """The lists to be made public."""
        from puxi_cli.systems.notices.job import notices_of

        return notices_of(self.opening, self.checked)

    @cached_property
    def explanations(self) -> list[Explanation]:
        """The households whose sheets are wanted."""
        from puxi_cli.systems.explain.job import explanations
        from puxi_cli.systems.rectification.in_ledger import ledger_beside

        ledger, _ = ledger_beside(self.ledger, named=True) if self.ledger.exists() else (None, None)
        return explanations(self.household_ids, self.opening, self.settings, self.looked, ledger)

    def overview(self, files: Sequence[Product]) -> Overview:
        """All of it on one page, with links to the files beside it."""
        from puxi_cli.systems.exports.overview import Overview
        from puxi_cli.systems.rectification.progress import progress
        from puxi_cli.systems.reference.law_job import all_numbers

        opening, told = self.opening, {one.command: one.verdicts for one in self.looked.told}
        law = opening.law
        return Overview(
            self.name or self._place,
            opening.day.isoformat(),
            opening.region,
            self.figures,
            self.checked,
            self.rates,
            tuple(table for table in self.tables if table.table in _ON_THE_PAGE),
            told.get("identify", ()),
            told.get("exit", ()),
            progress(self.lists.ledger, self.lists.today) if self.ledger.exists() else None,
            all_numbers(opening.day, opening.region, law.extra),
            tuple(files),
            self.lists.notes,
        )

    @property
    def _place(self) -> str:
        """The township or the county, as far as the households agree on one."""
        frame = self.opening.registry.frame("households")
        for column in ("town", "county"):
            names = frame[column].drop_nulls().unique().to_list()
            if len(names) == 1:
                return str(names[0])
        return ""
