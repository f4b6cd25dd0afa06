"""Numbers with their words: plural forms in English, and lists that say how much more there is."""

from __future__ import annotations

from collections.abc import Sequence

from puxi_cli.text.words import ITEMS, Text

SHOWN = 6  # of headings or rows in one remark; the JSON has them all


def counted(number: int, word: str) -> str:
    """A number with its English word: 1 row, 4,869 rows."""
    return f"{number:,} {word}" if number == 1 else f"{number:,} {word}s"


def verb(number: int, one: str, many: str) -> str:
    """What goes with a number of things in English: 1 rule was, 2 rules were."""
    return one if number == 1 else many


def listed(items: Sequence[Text | str], most: int | None = SHOWN) -> Text:
    """The items in one line; where more than `most`, the first of them and how many there are."""
    words = ITEMS.join(items[:most])
    rest = 0 if most is None else len(items) - most
    if rest <= 0:
        return words
    return words + Text(f" 等 {len(items)} 个", f" and {rest} more")
