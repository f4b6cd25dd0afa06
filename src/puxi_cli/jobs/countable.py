"""What every counting begins with: the columns it needs, whether there is anything to count, the villages, the denominators."""

from __future__ import annotations

from collections.abc import Mapping

from puxi_cli.errors import UnreadableFile
from puxi_cli.registry import Registry
from puxi_cli.stats.incidence import Denominators

# What counting needs of a register; the rest of its columns is not typed and not checked. Size and relation tell a list of heads
# from a list of persons, the years of income which year is the newest.
FIELDS: Mapping[str, frozenset[str]] = {
    "households": frozenset(
        {
            "household_id",
            "county",
            "town",
            "village",
            "identified",
            "exit_year",
            "relapsed",
            "status",
            "size",
            "poor_type",
            "household_type",
            "monitored_type",
            "cause",
        }
    ),
    "persons": frozenset({"household_id", "id_no", "joined", "left", "name", "relation"}),
    "incomes": frozenset({"year"}),
    "villages": frozenset({"village", "code", "poor", "exit_year"}),
    "village_years": frozenset({"village", "year", "rural_persons"}),
}
SAMPLES = frozenset({"household_id", "day", "kind", "persons", "conclusion", "approves"})


def fields_with(more: Mapping[str, frozenset[str]]) -> dict[str, frozenset[str]]:
    """`FIELDS`, and further columns by table."""
    return {table: FIELDS.get(table, frozenset()) | more.get(table, frozenset()) for table in (*FIELDS, *more)}


def check_countable(registry: Registry) -> None:
    """Raises UnreadableFile where the register has no households or no persons."""
    for table, words in (("households", ("户信息", "households")), ("persons", ("人口信息", "persons"))):
        if not registry.has(table):
            raise UnreadableFile(
                f"未读到{words[0]}表，无法统计。puxi headings 可查看各列的识别情况。",
                f"No table of {words[1]} was read, so nothing can be counted. puxi headings shows how columns were understood.",
            )


def villages_of(registry: Registry) -> list[str]:
    """The villages in the order of their table, else in the order in which households name them."""
    table = "villages" if registry.has("villages") else "households"
    names = registry.frame(table)["village"].drop_nulls().unique(maintain_order=True)
    return [str(name) for name in names]


def denominators_of(registry: Registry) -> Denominators:
    """Rural registered persons by village and year."""
    rows = registry.frame("village_years").select("village", "year", "rural_persons").iter_rows()
    return Denominators(rows, villages_of(registry))
