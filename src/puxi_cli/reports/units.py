"""What is counted, and the headings and units of counts, the same in every report."""

from __future__ import annotations

from puxi_cli.text.words import NO_WORDS, Text

UNITS = {"person": Text("人", "persons"), "household": Text("户", "households")}
HOUSEHOLD_COUNT, PERSON_COUNT = Text("户数", "households"), Text("人数", "persons")
VILLAGE, YEAR_HEAD = Text("行政村", "village"), Text("年度", "year")
TOTAL = Text("合计", "total")


def unit_words(unit: str, number: int | None = None) -> Text:
    """人 or 户, persons or households; in English of one the singular, where the `number` before it is known."""
    zh, en = UNITS.get(unit, Text(unit, unit))
    return Text(zh, en.removesuffix("s") if number == 1 else en)


def sizes_unknown(unsized: int) -> Text:
    """Behind households and persons: of how many of the households nobody can tell the persons."""
    return Text(f"（其中 {unsized:,} 户人数不详）", f" ({unsized:,} of unknown size)") if unsized else NO_WORDS
