"""The standard tables: what each counts, by which categories, and which columns it needs. Data only; `distributions` counts.

Source: the standard statistics tables of the registers (2017). Their bands overlap at the ends (16-30, 30-40); here every band
says which of its ends belongs to it.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from puxi_cli.errors import UsageError
from puxi_cli.records.codes import code_list
from puxi_cli.records.fields import fields_of
from puxi_cli.records.tables import MODELS
from puxi_cli.systems.figures.figures import Category
from puxi_cli.text.words import NO_WORDS, Text

BLANK = Category("blank", "空白", "blank")
SEVERAL = Category("several", "两项以上", "two or more")
ANY = Category("any", "至少一项", "at least one")
NONE = Category("none", "以上均无", "none of these")


@dataclass(frozen=True)
class Labels:
    """By the label that stands in a column; labels side by side (a、b) are a category of their own where that is allowed."""

    column: str
    categories: tuple[Category, ...]
    several: bool = False


@dataclass(frozen=True)
class Band:
    """Numbers between two ends, None for no end; each end belongs to it or not."""

    category: Category
    least: float | None
    most: float | None
    with_least: bool = True
    with_most: bool = False


@dataclass(frozen=True)
class Bands:
    """By the band in which the number of a column lies; a number in no band is no answer, as a blank is none."""

    column: str
    bands: tuple[Band, ...]


@dataclass(frozen=True)
class Mark:
    """A condition asked by itself: a column that is true or false, or holds a label."""

    category: Category
    column: str
    holds: bool | str


@dataclass(frozen=True)
class Marks:
    """Conditions of which several may hold at once; `none` is whether it can be told that none does."""

    marks: tuple[Mark, ...]
    none: bool = True


@dataclass(frozen=True)
class Figure:
    """A column whose figures are added up."""

    category: Category
    column: str


@dataclass(frozen=True)
class Sums:
    """Figures added up; those of a year stand in 家庭收入."""

    figures: tuple[Figure, ...]
    measure: Text
    of_year: bool = False


@dataclass(frozen=True)
class StandardTable:
    """A table by its name. `needs` are columns of the files (`table.field`, `a|b` for either) without which it is all blank,
    `reads` further columns that counting takes.
    """

    name: str
    title: Text
    unit: str
    content: Labels | Bands | Marks | Sums
    needs: tuple[str, ...]
    reads: tuple[str, ...] = field(default=())

    @property
    def fields(self) -> Mapping[str, frozenset[str]]:
        """The columns it takes, by table."""
        found: dict[str, set[str]] = {}
        for way in (*(way for need in self.needs for way in need.split("|")), *self.reads):
            table, name = way.split(".")
            found.setdefault(table, set()).add(name)
        return {table: frozenset(names) for table, names in found.items()}


def _codes(name: str) -> tuple[Category, ...]:
    return tuple(Category(label, label, label) for label in code_list(name).labels)


def _plain(number: float) -> str:
    return f"{number:g}"


def _left(ends: Sequence[float], unit: Text = NO_WORDS, lowest: float | None = 0) -> tuple[Band, ...]:
    """Bands closed on the left: [0, 16) [16, 30) … [60, …). `lowest` None leaves the first one open downward."""
    first, last = ends[0], ends[-1]
    floor = "…" if lowest is None else _plain(lowest)
    bottom = "(" if lowest is None else "["
    bands = [Band(_worded(f"<{_plain(first)}", f"{bottom}{floor}, {_plain(first)})", unit), lowest, first)]
    for low, high in pairwise(ends):
        bands.append(Band(_worded(f"{_plain(low)}–{_plain(high)}", f"[{_plain(low)}, {_plain(high)})", unit), low, high))
    bands.append(Band(_worded(f"≥{_plain(last)}", f"[{_plain(last)}, …)", unit), last, None))
    return tuple(bands)


def _right(ends: Sequence[float]) -> tuple[Band, ...]:
    """Bands closed on the right, 0 by itself: 0, (0, 10], (10, 25] … (100, …)."""
    bands = [Band(Category("0", "0", "0"), 0, 0, True, True)]
    for low, high in pairwise((0.0, *ends)):
        words = f"≤{_plain(high)}" if low == 0 else f"{_plain(low)}–{_plain(high)}"
        bands.append(Band(_worded(words, f"({_plain(low)}, {_plain(high)}]"), low, high, False, True))
    bands.append(Band(_worded(f">{_plain(ends[-1])}", f"({_plain(ends[-1])}, …)"), ends[-1], None, False))
    return tuple(bands)


def _worded(words: str, interval: str, unit: Text = NO_WORDS) -> Category:
    return Category(interval, f"{words}{unit[0]} {interval}", f"{words}{unit[1]} {interval}")


def _whole(numbers: Iterable[int], beyond: int | None = None) -> tuple[Band, ...]:
    """Each whole number by itself; from `beyond` on, all together."""
    bands = [Band(Category(str(n), str(n), str(n)), n, n, True, True) for n in numbers]
    return (*bands, Band(_worded(f"≥{beyond}", f"[{beyond}, …)"), beyond, None)) if beyond is not None else tuple(bands)


_BORN = ("persons.id_no|persons.birth",)
_POOR_TYPE = ("households.poor_type",)
_YEAR = ("incomes.household_id", "incomes.year")
_YUAN = Text("元", "yuan")


def _of_persons(name: str, title: Text, column: str, *, several: bool = False) -> StandardTable:
    return StandardTable(name, title, "person", Labels(column, _codes(column), several), (f"persons.{column}",))


def _of_households(name: str, title: Text, column: str) -> StandardTable:
    return StandardTable(name, title, "household", Labels(column, _codes(column)), (f"households.{column}",))


def _sums(name: str, title: Text, table: str, measure: Text, figures: Mapping[str, Text], of_year: bool) -> StandardTable:
    content = Sums(tuple(Figure(Category(column, *words), column) for column, words in figures.items()), measure, of_year)
    return StandardTable(
        name, title, "household", content, tuple(f"{table}.{column}" for column in figures), _YEAR if of_year else ()
    )


_DIFFICULTIES: tuple[tuple[str, Text, str, bool | str, str], ...] = (
    ("unsafe_house", Text("危房", "unsafe house"), "house_unsafe", True, "households.unsafe_house|households.house_grade"),
    ("water_hard", Text("饮水困难", "water hard to get"), "water_hard", True, "households.water_hard"),
    ("unsafe_water", Text("饮水不安全", "unsafe water"), "safe_water", False, "households.safe_water"),
    ("no_power", Text("未通生活用电", "no electricity at home"), "power", False, "households.power"),
    (
        "no_production_power",
        Text("未通生产用电", "no electricity for production"),
        "production_power",
        False,
        "households.production_power",
    ),
    ("no_toilet", Text("无卫生厕所", "no sanitary toilet"), "toilet", False, "households.toilet"),
    ("no_cooperative", Text("未加入合作社", "not in a cooperative"), "cooperative", False, "households.cooperative"),
    ("mud_road", Text("入户路为泥土路", "mud road"), "road_type", "泥土路", "households.road_type"),
)

_TABLES = (
    StandardTable(
        "attributes",
        Text("贫困人口属性", "Persons by kind of household"),
        "person",
        Labels("poor_type", _codes("poor_type")),
        _POOR_TYPE,
    ),
    StandardTable("ages", Text("年龄分组", "Ages"), "person", Bands("age", _left((16, 30, 40, 50, 60), Text("岁", ""))), _BORN),
    _of_persons("health", Text("健康状况", "Health"), "health", several=True),
    _of_persons("education", Text("文化程度", "Education"), "education"),
    _of_persons("labour", Text("劳动能力", "Ability to work"), "labour"),
    _of_persons("work-area", Text("务工区域", "Where they work"), "work_place"),
    StandardTable(
        "work-months",
        Text("务工时间（月）", "Months of work"),
        "person",
        Bands("work_months", _whole(range(13))),
        ("persons.work_months",),
    ),
    _of_persons("schooling", Text("在校生状况", "Schooling"), "schooling"),
    StandardTable(
        "school-ages",
        Text("适龄教育", "School ages"),
        "person",
        Bands("age", _left((3, 6, 15, 18, 22, 60), Text("岁", ""))),
        _BORN,
    ),
    StandardTable(
        "household-attributes",
        Text("贫困户属性", "Households by kind"),
        "household",
        Labels("poor_type", _codes("poor_type")),
        _POOR_TYPE,
    ),
    _of_households("causes", Text("主要致贫原因", "Main causes of poverty"), "cause"),
    StandardTable(
        "other-causes",
        Text("其他致贫原因", "Other causes of poverty"),
        "household",
        Marks(tuple(Mark(cause, "other_causes", cause.key) for cause in _codes("cause")), none=False),
        ("households.other_causes",),
    ),
    _sums(
        "income-sources",
        Text("收支分类", "Income and costs by source"),
        "incomes",
        _YUAN,
        {
            "wage": Text("工资性收入", "wages"),
            "business": Text("生产经营性收入", "business income"),
            "business_cost": Text("生产经营性支出", "business costs"),
            "property": Text("财产性收入", "property income"),
            "transfer": Text("转移性收入", "transfers"),
            "net": Text("年纯收入", "net income"),
        },
        True,
    ),
    _sums(
        "transfers",
        Text("转移性收入", "Transfers"),
        "incomes",
        _YUAN,
        {
            "minimum_living": Text("低保金", "minimum living allowance"),
            "five_guarantee": Text("五保金", "support for the destitute"),
            "pension": Text("养老保险金", "pension"),
            "ecological": Text("生态补偿金", "ecological compensation"),
            "family_planning": Text("计划生育金", "family-planning subsidy"),
            "transfer": Text("转移性收入合计", "all transfers"),
        },
        True,
    ),
    StandardTable(
        "helpers",
        Text("帮扶责任人落实", "Helping cadres"),
        "household",
        Labels("helper_named", (Category("named", "已落实", "named"),)),
        ("households.helper",),
    ),
    StandardTable(
        "difficulties",
        Text("生产生活困难", "Difficulties of living and production"),
        "household",
        Marks(tuple(Mark(Category(key, *words), column, holds) for key, words, column, holds, _ in _DIFFICULTIES)),
        tuple(need for *_, need in _DIFFICULTIES),
    ),
    _sums(
        "land",
        Text("土地", "Land"),
        "households",
        Text("亩", "mu"),
        {
            "farmland": Text("耕地", "arable land"),
            "forest": Text("林地", "forest land"),
            "returned_forest": Text("退耕还林", "farmland returned to forest"),
            "orchard": Text("林果", "orchards"),
        },
        False,
    ),
    StandardTable(
        "income-groups",
        Text("人均纯收入分组", "Net income per head"),
        "household",
        Bands("income_now", _left((500, 1000, 1500, 2000, 2500, 2800), Text("元", " yuan"), None)),
        ("incomes.net_per_head|households.income_per_head",),
        _YEAR,
    ),
    _of_households("fuel", Text("主要燃料类型", "Main fuel"), "fuel"),
    _of_households("roads", Text("入户路类型", "Road to the house"), "road_type"),
    StandardTable(
        "sizes", Text("人口规模", "Sizes of households"), "household", Bands("members_here", _whole(range(1, 6), 6)), ()
    ),
    StandardTable(
        "party",
        Text("有党员的户", "Households with a party member"),
        "household",
        Labels("party", (Category("yes", "有党员", "with a member"), Category("no", "无党员", "without"))),
        ("persons.political",),
    ),
    StandardTable(
        "floor-areas",
        Text("住房面积（平方米）", "Floor areas (m²)"),
        "household",
        Bands("floor_area", _right((10, 25, 50, 75, 100))),
        ("households.floor_area",),
    ),
    StandardTable(
        "distances",
        Text("与村主干路距离（公里）", "Distances to the main road (km)"),
        "household",
        Bands("road_distance", _left((1, 3, 5, 10, 20))),
        ("households.road_distance",),
    ),
    _of_households("standard", Text("识别标准", "Standard of identification"), "standard"),
)

TABLES: dict[str, StandardTable] = {table.name: table for table in _TABLES}


def _chinese_names(table: StandardTable) -> Iterator[str]:
    """How people name a table in Chinese: by its title, without the unit, or by a spelling of the column that it counts by."""
    if len(table.needs) == 1 and "|" not in table.needs[0]:
        of, name = table.needs[0].split(".")
        cell = fields_of(MODELS[of])[name]
        yield from (cell.heading, *cell.others)
    yield from (table.title[0], table.title[0].partition("（")[0])


def table_named(name: str) -> StandardTable:
    """A table by its name, its Chinese title or a heading of its column. Raises UsageError, with those that were probably meant."""
    if name in TABLES:
        return TABLES[name]
    titled = {word: table for table in TABLES.values() for word in _chinese_names(table)}
    if name in titled:
        return titled[name]
    near = difflib.get_close_matches(name, [*TABLES, *titled], n=3)
    zh, en = "、".join(near), ", ".join(near)
    raise UsageError(
        f"没有统计表“{name}”{f'；是否为 {zh}？' if near else '。'}puxi stats --table list 列出全部。",
        f"There is no table {name}{f'; was {en} meant?' if near else '.'} puxi stats --table list names all.",
    )
