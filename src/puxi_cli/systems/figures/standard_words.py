"""What a standard table counts, and of whom; the columns of every form of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from typing import Any, NamedTuple

from puxi_cli.output.document import COUNT, MONEY, NAME, PROSE, REMARK, SHARE, Column, Table
from puxi_cli.output.percents import percent_of, rounded
from puxi_cli.reports.units import HOUSEHOLD_COUNT, PERSON_COUNT, TOTAL, UNITS, VILLAGE
from puxi_cli.systems.figures.figures import Amount, Category, Counted, StandardFigures, TablePart
from puxi_cli.text.words import COLON, ITEMS, NO_WORDS, Text

_MANY = 12  # categories; of more, those that nobody stands in are named under the table
_OF: dict[str, Text] = {
    "listed": Text("在册", "on the register"),
    "exited": Text("已脱贫", "exited"),
    "registered": Text("曾建档", "ever registered"),
}
_TOTAL = Category("total", *TOTAL)


class StandardRow(NamedTuple):
    """A category of the town or of a village."""

    figures: StandardFigures
    part: TablePart
    row: Counted | Amount


def _amount(row: StandardRow) -> Any:
    return row.row if isinstance(row.row, Amount) else None


def _share(row: StandardRow) -> float | None:
    return row.row.n / row.part.base if row.part.base else None


_CATEGORY: Column[StandardRow] = Column(Text("类别", "category"), lambda row: category_words(row.row.category), PROSE, wide=36)
_N: Column[StandardRow] = Column(Text("数量", "n"), lambda row: row.row.n, COUNT, wide=14)
_SHARE: Column[StandardRow] = Column(
    Text("占比", "share"), _share, SHARE, lambda row: share_words(row.row.n, row.part.base), name="share"
)
_BLANK: Column[StandardRow] = Column(
    Text("空白", "blank"), lambda row: row.row.blank, COUNT, lambda row: "" if row.row.blank is None else f"{row.row.blank:,}"
)
_SUM: Column[StandardRow] = Column(
    Text("合计", "sum"), lambda row: _amount(row) and _amount(row).total, MONEY._replace(decimals=None), wide=16
)
_PER_HEAD: Column[StandardRow] = Column(
    Text("人均", "per head"), lambda row: _amount(row) and _amount(row).per_head, MONEY, wide=14
)
PAIR_OF_SUMS = (_SUM.title, _PER_HEAD.title)
SHARE_HEAD = _SHARE.title
COLUMNS: tuple[Column[StandardRow], ...] = (
    Column(Text("统计表", "table"), lambda row: title_words(row.figures)),
    Column(VILLAGE, lambda row: row.part.village),
    _CATEGORY,
    _N,
    _SHARE,
    _BLANK,
    _SUM,
    _PER_HEAD,
    Column(Text("基数", "base"), lambda row: row.part.base, COUNT),
    Column(Text("单位", "unit"), lambda row: UNITS[row.figures.unit], NAME),
    Column(REMARK, lambda row: None),
)


def standard_table(tables: Sequence[StandardFigures]) -> Table[StandardRow]:
    """Tables one under the other: of each the town (no village), then the villages. What is said of all of them is said once."""
    rows = [StandardRow(one, part, row) for one in tables for part in (one.town, *one.villages) for row in part.rows]
    return Table("", COLUMNS, rows, list(dict.fromkeys(note for one in tables for note in one.notes)))


def town_table(figures: StandardFigures) -> Table[StandardRow]:
    """The town for a reader: the categories that are shown with number and share; sums where it is one of amounts."""
    rows = [StandardRow(figures, figures.town, figures.town.rows[index]) for index in shown_rows(figures.town)]
    number = replace(_N, title=count_head(figures))
    if any(_amount(row) for row in rows):
        columns: tuple[Column[StandardRow], ...] = (
            replace(_CATEGORY, title=Text("项目", "figure")),
            *_sums(figures),
            replace(_N, title=Text("填报户数", "households")),
            _SHARE,
            replace(_BLANK, title=Text("空白户数", "blank")),
        )
        return Table(title_words(figures), columns, rows)
    if figures.several:
        return Table(title_words(figures), (_CATEGORY, number, _SHARE, _BLANK), rows)
    return Table(title_words(figures), (_CATEGORY, number, _SHARE), [*rows, _total(figures)], total=True)


def whole_town_table(figures: StandardFigures) -> Table[StandardRow]:
    """The town for a workbook: every category, with blanks and sums where there are any."""
    columns = [_CATEGORY, replace(_N, title=count_head(figures)), _SHARE]
    rows = [StandardRow(figures, figures.town, row) for row in figures.town.rows]
    if figures.measure:
        columns += [_BLANK, *_sums(figures)]
    elif figures.several:
        columns.append(_BLANK)
    else:
        rows.append(_total(figures))
    return Table(title_words(figures), columns, rows)


def _sums(figures: StandardFigures) -> list[Column[StandardRow]]:
    measured = Text("{sum}（{measure}）", "{sum} ({measure})")
    measure = figures.measure or NO_WORDS
    return [replace(one, title=measured.filled({"sum": one.title, "measure": measure})) for one in (_SUM, _PER_HEAD)]


def _total(figures: StandardFigures) -> StandardRow:
    return StandardRow(figures, figures.town, Counted(_TOTAL, figures.town.base))


def category_words(category: Category) -> Text:
    """A category's name."""
    return Text(category.zh, category.en)


def base_words(figures: StandardFigures) -> Text:
    """Of how many the table is: 在册 696 户, 696 households on the register."""
    of, unit, base = _OF[figures.of], UNITS[figures.unit], figures.town.base
    one = unit.en.removesuffix("s") if base == 1 else unit.en
    return Text(f"{of.zh} {base:,} {unit.zh}", f"{base:,} {one} {of.en}")


def title_words(figures: StandardFigures) -> Text:
    """The title, with the year that incomes are of."""
    year = figures.year
    return figures.title if year is None else figures.title + Text(f"（{year} 年）", f" ({year})")


def headline(figures: StandardFigures) -> Text:
    """The title, and of how many the table is."""
    return title_words(figures) + COLON + base_words(figures)


def count_head(figures: StandardFigures) -> Text:
    """The heading over numbers: 户数, persons."""
    return HOUSEHOLD_COUNT if figures.unit == "household" else PERSON_COUNT


def shown_rows(part: TablePart) -> list[int]:
    """The places of the rows that are shown: all of a short table, of a long one those that somebody stands in."""
    if len(part.rows) <= _MANY:
        return list(range(len(part.rows)))
    return [index for index, row in enumerate(part.rows) if row.n or row is part.rows[-1]]


def share_words(n: int, base: int) -> str:
    """A part of the base in percent."""
    return percent_of(Fraction(n, base)) if base else "—"


def village_name(part: TablePart) -> Text | str:
    """A part's village, or that it has none."""
    return part.village if part.village is not None else Text("（无村名）", "(no village)")


def cell_words(row: Counted | Amount, base: int) -> str:
    """A category of a village in a table of all: number and share, or sum and per head."""
    if isinstance(row, Amount):
        return f"{rounded(row.total)} ({MONEY.human(row.per_head)})"
    return f"{row.n:,} {share_words(row.n, base)}"


def remark_lines(figures: StandardFigures, *, by_village: bool = False) -> list[Text]:
    """What a reader must know of the table: who is in no category that is shown, what shares are of, what brackets mean."""
    said = []
    shown, base = shown_rows(figures.town), base_words(figures)
    nobody = [category_words(row.category) for index, row in enumerate(figures.town.rows) if index not in shown]
    if nobody:
        said.append(Text("以下各类为 0：", "None in: ") + ITEMS.join(nobody))
    if figures.several:
        said.append(
            Text(
                f"占比的基数是{base.zh}；一户可有多项，各项相加不等于基数。空白是这一项没有填或读不懂的。",
                f"Shares are of {base.en}. A household may stand in several categories, so they do not add up; blank: not told, or not "
                "readable.",
            )
        )
    elif figures.measure is not None:
        brackets = Text("括号内是人均。", "In brackets: per head. ") if by_village else NO_WORDS
        said.append(
            brackets
            + Text(
                f"人均只除以填报了这一项的户的人数；没有填或读不懂的列为空白，不当作 0。基数是{base.zh}。",
                "Per head is by the members of the households that tell the figure: a blank, or what cannot be read, is no zero. "
                f"Base: {base.en}.",
            )
        )
    else:
        said.append(
            Text(
                f"占比的基数是{base.zh}，空白（没有填或读不懂）也计入。",
                f"Shares are of {base.en}, those that are blank or cannot be read included.",
            )
        )
    if any(row.category.key.endswith((")", "]")) for row in figures.town.rows):
        said.append(Text("方括号一端包含在内，圆括号一端不包含。", "A square bracket's end is included, a round one's is not."))
    return said
