"""Who answers for what: the most particular of those who are named."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields
from typing import Any

from puxi_cli.findings import Duty
from puxi_cli.systems.rectification.problems import Holder


def duty_named(text: str | None) -> str | None:
    """A duty by its word in either language, as the ledger has it; what people call otherwise stays as it is, blank is all duties."""
    if not text or not text.strip():
        return None
    plain = text.strip()
    return next((duty.words.of("zh") for duty in Duty if plain in (duty.value, duty.words.of("zh"), duty.words.of("en"))), plain)


def holder_of(row: Mapping[str, Any]) -> Holder:
    """Who a row of the sheet 责任人 or an entry of `[[duties]]` names, by its fields."""
    return Holder(**{each.name: row[each.name] for each in fields(Holder)} | {"duty": duty_named(row["duty"])})


@dataclass(frozen=True)
class Holders:
    """Who answers for what, looked up by duty and village; of two who are named for the same, the first."""

    listed: Iterable[Holder]
    _by: dict[tuple[str | None, str | None], Holder] = field(default_factory=dict, init=False)

    def __post_init__(self) -> None:
        for holder in self.listed:
            self._by.setdefault((holder.duty, holder.village), holder)

    def of(self, duty: str | None, village: str | None) -> Holder | None:
        """Who answers for a duty in a village: named for both, else for the duty, else for the village, else for everything."""
        ways = ((duty, village), (duty, None), (None, village), (None, None))
        return next((self._by[way] for way in ways if way in self._by), None)
