"""A row about a citizen: what the identity number says of birth and sex is what the row says."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from puxi_cli.records import identity
from puxi_cli.records.fields import Disagreement, Record


class Citizen(Record):
    """A model with `id_no`, `birth` and `sex`. The column check holds them together, too (`records.compile`)."""

    @classmethod
    def birth_is_solar(cls, values: Mapping[str, Any]) -> bool:
        """Whether the date of birth is one of the calendar that identity numbers use."""
        return True

    @classmethod
    def disagreements(cls, values: Mapping[str, Any]) -> list[Disagreement]:
        """Birth date (as far as it is known) and sex are what the identity number says. GB 11643."""
        number = values.get("id_no")
        if not number:
            return []
        found = []
        told, birth = identity.birth_of(number), values.get("birth")
        if told and birth and cls.birth_is_solar(values) and not told.startswith(birth):
            found.append(Disagreement("birth", "birth_disagrees", told))
        told, sex = identity.sex_of(number), values.get("sex")
        if told and sex and told != sex:
            found.append(Disagreement("sex", "sex_disagrees", told))
        return found
