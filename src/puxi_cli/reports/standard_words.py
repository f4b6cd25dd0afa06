"""What a standard table counts, and of whom, in the reader's language."""

from __future__ import annotations

from puxi_cli.figures import Category, Pair, StandardFigures
from puxi_cli.findings import Lang

_OF: dict[str, Pair] = {
    "listed": ("在册", "on the register"),
    "exited": ("已脱贫", "exited"),
    "registered": ("曾建档", "ever registered"),
}
_UNITS: dict[str, Pair] = {"person": ("人", "persons"), "household": ("户", "households")}


def in_lang(words: Pair, lang: Lang) -> str:
    """Of both languages the reader's."""
    return words[0] if lang == "zh" else words[1]


def category_words(category: Category, lang: Lang) -> str:
    """A category's name."""
    return category.zh if lang == "zh" else category.en


def base_words(figures: StandardFigures, lang: Lang) -> str:
    """Of how many the table is: 在册 696 户, 696 households on the register."""
    of, unit = in_lang(_OF[figures.of], lang), in_lang(_UNITS[figures.unit], lang)
    return f"{of} {figures.town.base:,} {unit}" if lang == "zh" else f"{figures.town.base:,} {unit} {of}"


def title_words(figures: StandardFigures, lang: Lang) -> str:
    """The title, with the year that incomes are of."""
    if figures.year is None:
        return in_lang(figures.title, lang)
    return f"{figures.title[0]}（{figures.year} 年）" if lang == "zh" else f"{figures.title[1]} ({figures.year})"


def day_words(figures: StandardFigures, lang: Lang) -> str:
    """The day and the region."""
    region = figures.region
    if lang == "zh":
        return f"截至 {figures.as_of}" + (f"，区划 {region}" if region else "")
    return f"As of {figures.as_of}" + (f", region {region}" if region else "")


def count_head(figures: StandardFigures, lang: Lang) -> str:
    """The heading over numbers: 户数, persons."""
    return f"{_UNITS[figures.unit][0]}数" if lang == "zh" else _UNITS[figures.unit][1]
