"""What a standard table counts, and of whom, in the reader's language."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from puxi_cli.figures import Amount, Category, Counted, StandardFigures, TablePart
from puxi_cli.output.percents import percent_of, rounded
from puxi_cli.text.words import NO_WORDS, Lang, Text, each_of

_MANY = 12  # categories; of more, those that nobody stands in are named under the table
_OF: dict[str, Text] = {
    "listed": Text("在册", "on the register"),
    "exited": Text("已脱贫", "exited"),
    "registered": Text("曾建档", "ever registered"),
}
_UNITS: dict[str, Text] = {"person": Text("人", "persons"), "household": Text("户", "households")}


def category_words(category: Category, lang: Lang) -> str:
    """A category's name."""
    return Text(category.zh, category.en).of(lang)


def base_words(figures: StandardFigures, lang: Lang) -> str:
    """Of how many the table is: 在册 696 户, 696 households on the register."""
    of, unit = _OF[figures.of].of(lang), _UNITS[figures.unit].of(lang)
    base = figures.town.base
    one = unit.removesuffix("s") if base == 1 else unit  # in English
    return Text(f"{of} {base:,} {unit}", f"{base:,} {one} {of}").of(lang)


def title_words(figures: StandardFigures, lang: Lang) -> str:
    """The title, with the year that incomes are of."""
    if figures.year is None:
        return figures.title.of(lang)
    return Text(f"{figures.title[0]}（{figures.year} 年）", f"{figures.title[1]} ({figures.year})").of(lang)


def day_words(figures: StandardFigures, lang: Lang) -> str:
    """The day and the region."""
    region = figures.region
    return Text(
        f"截至 {figures.as_of}" + (f"，区划 {region}" if region else ""),
        f"As of {figures.as_of}" + (f", region {region}" if region else ""),
    ).of(lang)


def count_head(figures: StandardFigures, lang: Lang) -> str:
    """The heading over numbers: 户数, persons."""
    return Text(f"{_UNITS[figures.unit][0]}数", _UNITS[figures.unit][1]).of(lang)


def amount_heads(figures: StandardFigures, lang: Lang) -> tuple[str, ...]:
    """The headings of a table of sums."""
    measure = (figures.measure or NO_WORDS).of(lang)
    return each_of(
        (
            Text("项目", "figure"),
            Text(f"合计（{measure}）", f"sum ({measure})"),
            Text(f"人均（{measure}）", f"per head ({measure})"),
            Text("填报户数", "households"),
            Text("占比", "share"),
            Text("空白户数", "blank"),
        ),
        lang,
    )


def shown_rows(part: TablePart) -> list[int]:
    """The places of the rows that are shown: all of a short table, of a long one those that somebody stands in."""
    if len(part.rows) <= _MANY:
        return list(range(len(part.rows)))
    return [index for index, row in enumerate(part.rows) if row.n or row is part.rows[-1]]


def share_words(n: int, base: int) -> str:
    """A part of the base in percent."""
    return percent_of(Fraction(n, base)) if base else "—"


def per_head_words(row: Amount) -> str:
    """The amount by the members of the households that tell it."""
    return "—" if row.per_head is None else f"{row.per_head:,.2f}"


def village_name(part: TablePart, lang: Lang) -> str:
    """A part's village, or that it has none."""
    return part.village if part.village is not None else Text("（无村名）", "(no village)").of(lang)


def total_words(lang: Lang) -> str:
    """The word for all together."""
    return Text("合计", "total").of(lang)


def cell_words(row: Counted | Amount, base: int) -> str:
    """A category of a village in a table of all: number and share, or sum and per head."""
    if isinstance(row, Amount):
        return f"{rounded(row.total)} ({per_head_words(row)})"
    return f"{row.n:,} {share_words(row.n, base)}"


def remark_lines(figures: StandardFigures, shown: Sequence[int], lang: Lang, *, by_village: bool = False) -> list[str]:
    """What a reader must know of the table: who is in no category that is shown, what shares are of, what brackets mean."""
    said = []
    nobody = [category_words(row.category, lang) for index, row in enumerate(figures.town.rows) if index not in shown]
    if nobody:
        said.append(Text(f"以下各类为 0：{'、'.join(nobody)}", f"None in: {', '.join(nobody)}").of(lang))
    base = base_words(figures, lang)
    if figures.several:
        said.append(
            Text(
                f"占比的基数是{base}；一户可有多项，各项相加不等于基数。空白是这一项没有填或读不懂的。",
                f"Shares are of {base}. A household may stand in several categories, so they do not add up; blank: not told, or not readable.",
            ).of(lang)
        )
    elif figures.measure is not None:
        brackets = Text("括号内是人均。", "In brackets: per head. ").of(lang) if by_village else ""
        said.append(
            Text(
                f"{brackets}人均只除以填报了这一项的户的人数；没有填或读不懂的列为空白，不当作 0。基数是{base}。",
                f"{brackets}Per head is by the members of the households that tell the figure: a blank, or what cannot be read, is no zero. "
                f"Base: {base}.",
            ).of(lang)
        )
    else:
        said.append(
            Text(
                f"占比的基数是{base}，空白（没有填或读不懂）也计入。",
                f"Shares are of {base}, those that are blank or cannot be read included.",
            ).of(lang)
        )
    if any(key.endswith((")", "]")) for key in (row.category.key for row in figures.town.rows)):
        said.append(
            Text("方括号一端包含在内，圆括号一端不包含。", "A square bracket's end is included, a round one's is not.").of(lang)
        )
    return said
