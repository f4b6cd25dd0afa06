"""Who answers for what: the most particular of those who are named."""

from __future__ import annotations

from collections.abc import Iterable

from puxi_cli.findings import Duty
from puxi_cli.rectification.problems import Holder


def duty_named(text: str | None) -> str | None:
    """A duty by its word in either language, as the ledger has it; what people call otherwise stays as it is, blank is all duties."""
    if not text or not text.strip():
        return None
    plain = text.strip()
    return next((duty.words("zh") for duty in Duty if plain in (duty.value, duty.words("zh"), duty.words("en"))), plain)


def holder_of(holders: Iterable[Holder], duty: str | None, village: str | None) -> Holder | None:
    """Who answers for a duty in a village: named for both, else for the duty, else for the village, else for everything."""
    best: tuple[int, Holder] | None = None
    for holder in holders:
        duty_fits, village_fits = holder.duty in (None, duty), holder.village in (None, village)
        if duty_fits and village_fits:
            weight = 2 * (holder.duty is not None) + (holder.village is not None)
            if best is None or weight > best[0]:
                best = (weight, holder)
    return best[1] if best else None
