"""What became of households: who came onto the register or into the file, who went, who lies in another village now."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import polars as pl

from puxi_cli.facts.listing import ALWAYS
from puxi_cli.registry import KEY
from puxi_cli.systems.compare.matching import Matched
from puxi_cli.systems.compare.sides import Side, since


@dataclass(frozen=True)
class HouseholdEvents:
    """Rows by what became of them.

    Each has `old` and `new` (KEYs; one of them may be null where it came or went), `kind` and `counted`: whether it is on the register, by
    OLD where it went, else by NEW. `came` and `went` have `when`, `moved` the villages `from_village` and `to_village`, `renumbered` the
    numbers `from_household` and `to_household`.
    """

    came: pl.DataFrame
    went: pl.DataFrame
    moved: pl.DataFrame
    renumbered: pl.DataFrame


def household_events(old: Side, new: Side, matched: Matched) -> HouseholdEvents:
    """Of matched households and those of one register alone; those of which it cannot be told are in none of the frames."""
    here, there = _with_standing(old), _with_standing(new)
    both = matched.pairs.select("old", "new").join(here.rename(_named("o", here)), left_on="old", right_on=f"o_{KEY}", how="left")
    both = both.join(there.rename(_named("n", there)), left_on="new", right_on=f"n_{KEY}", how="left")
    only_new = pl.DataFrame({"new": matched.new_only}).join(
        there.rename(_named("n", there)), left_on="new", right_on=f"n_{KEY}", how="left"
    )
    only_old = pl.DataFrame({"old": matched.old_only}).join(
        here.rename(_named("o", here)), left_on="old", right_on=f"o_{KEY}", how="left"
    )
    came_on = pl.col("n_poor") & ~pl.col("o_poor")
    came = pl.concat(
        [
            both.filter(came_on).select("old", "new", *_came(old, new, in_old=True), pl.col("n_poor").alias("counted")),
            only_new.select(
                pl.lit(None, pl.Int64).alias("old"), "new", *_came(old, new, in_old=False), pl.col("n_poor").alias("counted")
            ),
        ]
    )
    went_off = pl.col("o_poor") & ~pl.col("n_poor")
    kind = kind_of_exit(old.day, new.day, "n_")
    exit_year = pl.when(~kind.is_in(["unlisted", "undecided"])).then(pl.col("n_exit_year").cast(pl.String))
    went = pl.concat(
        [
            both.filter(went_off).select(
                "old", "new", kind.alias("kind"), exit_year.alias("when"), pl.col("o_poor").alias("counted")
            ),
            only_old.select(
                "old",
                pl.lit(None, pl.Int64).alias("new"),
                pl.lit("gone").alias("kind"),
                pl.lit(None, pl.String).alias("when"),
                pl.col("o_poor").alias("counted"),
            ),
        ]
    )
    moved = both.filter(pl.col("o_village") != pl.col("n_village")).select(
        "old",
        "new",
        pl.lit("village").alias("kind"),
        pl.col("n_poor").alias("counted"),
        pl.col("o_village").alias("from_village"),
        pl.col("n_village").alias("to_village"),
    )
    # What puxi made of the head's name is no number of the file's that could change.
    made = pl.any_horizontal(
        pl.col(f"{prefix}_household_id").is_in(side.registry.households.made("household_id").implode())
        for prefix, side in (("o", old), ("n", new))
    )
    renumbered = both.filter(pl.col("o_household_id") != pl.col("n_household_id"), ~made).select(
        "old",
        "new",
        pl.lit("renumbered").alias("kind"),
        pl.col("n_poor").alias("counted"),
        pl.col("o_household_id").alias("from_household"),
        pl.col("n_household_id").alias("to_household"),
    )
    return HouseholdEvents(came, went, moved, renumbered)


def kind_of_exit(before: str, day: str, prefix: str = "") -> pl.Expr:
    """Why a household that was on OLD's register is not on NEW's, by NEW's own times: exited since, exited earlier than OLD's day,
    exited without a year, not told by NEW, or no longer listed at all."""
    exit_on, identified_on = pl.col(f"{prefix}exit_on"), pl.col(f"{prefix}identified_on")
    listed = (identified_on <= day).fill_null(False)
    gone = (exit_on <= day).fill_null(False)
    return (
        pl.when(listed & gone & (exit_on > before))
        .then(pl.lit("exited"))
        .when(listed & gone & (exit_on == ALWAYS))
        .then(pl.lit("exited_undated"))
        .when(listed & gone)
        .then(pl.lit("exited_earlier"))
        .when(pl.col(f"{prefix}undecided").fill_null(False))
        .then(pl.lit("undecided"))
        .otherwise(pl.lit("unlisted"))
    )


def kind_of_listing(before: str, day: str, prefix: str = "", *, in_old: bool = True) -> pl.Expr:
    """How a household came onto NEW's register, by NEW's own times: identified or relapsed since OLD's day; undecided by OLD where it stood
    in it (`o_undecided`); else listed in hindsight."""
    undecided = pl.col("o_undecided").fill_null(False) if in_old else pl.lit(False)
    identified_on, relapsed_on = pl.col(f"{prefix}identified_on"), pl.col(f"{prefix}relapsed_on")
    return (
        pl.when(since(identified_on, before, day))
        .then(pl.lit("identified"))
        .when(since(relapsed_on, before, day))
        .then(pl.lit("relapsed"))
        .when(undecided)
        .then(pl.lit("undecided_before"))
        .otherwise(pl.lit("listed_late"))
    )


def _came(old: Side, new: Side, *, in_old: bool) -> tuple[pl.Expr, pl.Expr]:
    kind = kind_of_listing(old.day, new.day, "n_", in_old=in_old)
    if not in_old:
        listed = pl.col("n_poor") | (kind == "identified")
        kind = pl.when(listed).then(kind).when("n_undecided").then(pl.lit("new_undecided")).otherwise(pl.lit("new_in_file"))
    when = pl.when(kind == "identified").then(pl.col("n_identified")).when(kind == "relapsed").then(pl.col("n_relapsed"))
    return kind.alias("kind"), when.alias("when")


def _with_standing(side: Side) -> pl.DataFrame:
    """Every row of households with its number's times, and whether that is on the register on the side's day: `poor`, `undecided`."""
    frame = side.registry.frame("households").select(
        KEY,
        "household_id",
        pl.col("village").cast(pl.String).alias("village"),
        *(pl.col(name).cast(pl.String).alias(name) for name in ("identified", "relapsed")),
        "exit_year",
    )
    standing = side.standing.drop("village")
    return frame.join(standing, on="household_id", how="left").with_columns(pl.col("poor", "undecided").fill_null(False))


def _named(prefix: str, frame: pl.DataFrame) -> Mapping[str, str]:
    return {name: f"{prefix}_{name}" for name in frame.columns}
