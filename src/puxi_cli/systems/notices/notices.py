"""Lists of households that a village makes public (公示表): whom they name, and whom to look at before they are put up."""

from __future__ import annotations

from dataclasses import dataclass

from puxi_cli.text.words import Text


@dataclass(frozen=True, slots=True)
class NoticeRow:
    """A household on a list. `head_number` is the head's identity number as it stands: reports always mask it. Without `persons` nobody can
    tell how many they are."""

    household_id: str
    village: str | None
    group: str | None
    head_name: str | None
    head_number: str | None
    persons: int | None
    when: str | None


@dataclass(frozen=True, slots=True)
class Doubt:
    """A household with something open that speaks against its being on a list: the rule and its title; no rule where nobody lives there,
    or where it is the household's own standing that is open. Without a number it is of rows that belong to no household."""

    household_id: str | None
    village: str | None
    rule: str
    title: Text


@dataclass(frozen=True, slots=True)
class Notice:
    """One list, of the year or the day. `days` is how long it must hang, where a source is known for the region; `beside` what the files
    say of rows beside their columns: struck out, or 死亡 in a remark."""

    kind: str
    title: Text
    town: str | None
    year: int
    as_of: str
    rows: tuple[NoticeRow, ...]
    doubts: tuple[Doubt, ...]
    days: int | None = None
    beside: tuple[Text, ...] = ()
