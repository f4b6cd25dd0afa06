"""What a reader of verdicts must know: which rows do not count elsewhere, which plans and which undated rows are in them."""

from __future__ import annotations

from collections.abc import Iterator

import polars as pl

from puxi_cli.facts.hits import in_hand
from puxi_cli.jobs.opening import Opening
from puxi_cli.records.household import PLANNED
from puxi_cli.records.tables import MODELS
from puxi_cli.text.words import Text

OF_NOBODY = ("members_there", "size_unknown")
# Facts and fields of households that the remarks are made of.
FACTS = ("household_id", "on_register", *OF_NOBODY, "planned", "status", "exit_year", "planned_year")


def counted_apart(nobody: int) -> Iterator[Text]:
    """Why there are more verdicts than `stats` counts households: homes where nobody lives on the day."""
    if nobody:
        yield Text(
            f"有结论而当日没有成员的有 {nobody} 户；puxi stats 不计。",
            f"Households with a verdict in which nobody lives on the day: {nobody}. puxi stats does not count them.",
        )


def nobody_there(rows: pl.DataFrame, of: str) -> int:
    """How many households of which a fact (`on_register`, `leaves`) holds have no member on the day, while some list named one, or their
    size is 0: of others nobody can tell how many they are."""
    return rows.filter(pl.col(of).fill_null(False), pl.col("members_there") == 0, ~pl.col("size_unknown")).height


def plans(rows: pl.DataFrame, opening: Opening) -> Iterator[Text]:
    """Households planned to exit (预脱贫) that are not judged, as their year has not come; and those judged though they tell no year."""
    planned = rows.filter(pl.col("on_register").fill_null(False), pl.col("status") == PLANNED)
    due = pl.coalesce("exit_year", "planned_year")
    waiting = planned.filter(~pl.col("planned").fill_null(True)).select(due.alias("due"))["due"]
    if waiting.len():
        years = sorted(waiting.drop_nulls().unique().to_list())
        told = [Text(f"{year} 年 {count} 户", f"{year}: {count}") for year in years for count in [(waiting == year).sum()]]
        if undated := waiting.null_count():
            told.append(Text(f"没有写年度 {undated} 户", f"without a year: {undated}"))
        yield Text(
            f"预脱贫而计划在 {opening.day.year} 年以后退出的户没有判断：{'，'.join(zh for zh, _ in told)}。",
            f"Planned to exit after {opening.day.year} and not judged: {', '.join(en for _, en in told)}.",
        )
    if undated := planned.filter(pl.col("planned").fill_null(False), due.is_null()).height:
        year = (opening.asking.state_day or opening.day.isoformat())[:4]
        yield Text(
            f"预脱贫而没有写年度的有 {undated} 户，按信息表的 {year} 年判断。",
            f"Planned to exit without a year: {undated}; judged as of {year}, the register's.",
        )


def undated(opening: Opening, *tables: str) -> Iterator[Text]:
    """How many rows of tables have no day, and so count whatever day is asked."""
    import narwhals as nw

    for name in tables:
        frame = opening.registry.frame(name)
        if name == "evidence":  # a row without a number names nobody
            frame = nw.from_native(frame).filter(in_hand(opening.day.isoformat())).to_native()
        if rows := frame["day"].null_count():
            sheet = MODELS[name].table.sheet
            yield Text(
                f"“{sheet}”表有 {rows} 行没有日期，查哪一天都算在内。",
                f"Rows of {sheet} without a day: {rows}; they count whatever day is asked.",
            )
