"""What became of persons: who came, who went, who is in another household now.

What a column says is told as it says it: the times of the household, the time and reason of leaving, the day of birth. That somebody married
in or moved in no column says: it is inferred from the relation to the head, and told as inferred. Who is gone from the file without a
time or reason of leaving is told as gone, never as dead.
"""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from puxi_cli.facts.movements import PARTS
from puxi_cli.records.identity import NO_NUMBER_PREFIX
from puxi_cli.registry import KEY, NUMBER
from puxi_cli.systems.compare.flow import with_lines
from puxi_cli.systems.compare.households import kind_of_exit, kind_of_listing
from puxi_cli.systems.compare.matching import Matched
from puxi_cli.systems.compare.sides import Side, persons_of, since

# What `left_reason` says, by its label.
REASONS = {"死亡": "died", "嫁出": "married_out", "出国定居": "abroad", "判刑收监": "imprisoned", "其他转出": "moved_out"}
# Relations to the head by which somebody who was not born into the family most likely came.
BY_MARRIAGE = ("配偶", "之儿媳", "之女婿", "之兄弟媳妇")
INFERRED = ("married_in", "moved_in")

_ONLY_OLD, _ONLY_NEW = pl.col("new").is_null(), pl.col("old").is_null()
_SHOWN = (
    "old",
    "new",
    "kind",
    "when",
    "counted",
    "correction",
    "part",
    "from_household",
    "from_village",
    "to_household",
    "to_village",
    "elsewhere",
)


@dataclass(frozen=True)
class PersonEvents:
    """Rows by what became of them, and the standing of everybody, which the flow is counted from.

    `came`, `went`, `moved` have `old`, `new` (KEYs, one of them may be null), `kind`, `when`, `counted`, `correction` and `part` (lines of
    the flow), for who moved `from_household`, `from_village`, `to_household`, `to_village`, for who is gone `elsewhere`. `everybody`
    has one row per pair and per row of one register alone: `old`, `new`, `unclear`, `correction`, `part`, OLD's columns of `persons_of`
    with the prefix o_, NEW's with n_.
    """

    came: pl.DataFrame
    went: pl.DataFrame
    moved: pl.DataFrame
    everybody: pl.DataFrame


def person_events(old: Side, new: Side, matched: Matched) -> PersonEvents:
    """Of matched persons and those of one register alone; of which it cannot be told they are in `everybody` only."""
    everybody = _everybody(old, new, matched)
    told = everybody.lazy().filter(~pl.col("unclear")).with_columns(**_conditions(old, new)).with_columns(event=_event())
    # Whom nothing became of is left behind here: nearly everybody.
    known = told.filter(pl.col("event").is_not_null()).collect().with_columns(**_homes(old, new, matched))
    known = _with_transfers(known.with_columns(**_kinds(old, new)))
    known = known.join(_elsewhere(everybody), left_on="o_number", right_on="n_number", how="left")
    known = known.with_columns(pl.when(_ONLY_OLD).then(pl.col("elsewhere")))
    came, went, moved = (known.filter(pl.col("event") == event).select(_SHOWN) for event in ("came", "went", "moved"))
    return PersonEvents(came, went, moved, everybody)


def _everybody(old: Side, new: Side, matched: Matched) -> pl.DataFrame:
    here, there = _standing(old, "o").lazy(), _standing(new, "n", old.day).lazy()
    pairs = matched.pairs.lazy().select("old", "new")
    every = here.join(pairs, on="old", how="left").join(there, on="new", how="left")
    every = pl.concat([every, there.join(pairs, on="new", how="anti")], how="diagonal")
    unclear = pl.col("old").is_in(matched.old_unclear[KEY].implode()) | pl.col("new").is_in(matched.new_unclear[KEY].implode())
    every = every.with_columns(
        pl.col(pl.Boolean).fill_null(False),
        unclear.fill_null(False).alias("unclear"),
        pl.col("o_household_id").replace(matched.renumbered).alias("o_home"),
    )
    if not (old.countable and new.countable):
        # Whom one of the two cannot count has neither come nor gone by what the other says.
        standing = ("counted", "poor", "was_counted", "was_poor", *PARTS)
        every = every.with_columns(pl.lit(False).alias(name) for name in every.collect_schema().names() if name[2:] in standing)
    return with_lines(every).collect()


def _standing(side: Side, prefix: str, before: str | None = None) -> pl.DataFrame:
    """Every row of persons: what it says of the person, and the person's standing; both in the order of KEY."""
    number = pl.when(~pl.col(NUMBER).str.starts_with(NO_NUMBER_PREFIX)).then(pl.col(NUMBER)).alias("number")
    told = (pl.col(name).cast(pl.String) for name in ("relation", "birth", "joined", "left", "left_reason"))
    own = side.registry.frame("persons").select("person_id", number, *told)
    whole = own.hstack(persons_of(side, before))
    return whole.rename(lambda name: {"o": "old", "n": "new"}[prefix] if name == KEY else f"{prefix}_{name}")


def _conditions(old: Side, new: Side) -> dict[str, pl.Expr]:
    """Of rows that stand in both: who moved, who left, who had left and is back, who is off the register, who came onto it; `has_left`
    by NEW, of any row."""
    in_both = ~_ONLY_OLD & ~_ONLY_NEW
    has_left = (pl.col("n_left_on") <= new.day).fill_null(False)
    return {
        "has_left": has_left,
        "moved": in_both & (pl.col("o_home") != pl.col("n_household_id")).fill_null(False) & pl.col("n_there"),
        "leaves": in_both & pl.col("o_there") & has_left,
        "back": in_both & pl.col("n_there") & (pl.col("o_left_on") <= old.day).fill_null(False),
        "off": in_both & pl.col("o_counted") & ~pl.col("n_counted"),
        "on": in_both & pl.col("n_counted") & ~pl.col("o_counted"),
    }


def _event() -> pl.Expr:
    """came, went, moved, or null."""
    went, came = pl.col("leaves") | pl.col("off") | _ONLY_OLD, pl.col("back") | pl.col("on") | _ONLY_NEW
    return pl.when("moved").then(pl.lit("moved")).when(went).then(pl.lit("went")).when(came).then(pl.lit("came"))


def _homes(old: Side, new: Side, matched: Matched) -> dict[str, pl.Expr]:
    """Whether the other register knows the household."""
    homes = [side.registry.frame(table)["household_id"] for side in (old, new) for table in ("households", "persons")]
    old_homes, new_homes = (pl.concat(pair).drop_nulls().unique() for pair in (homes[:2], homes[2:]))
    return {
        "home_in_old": pl.col("n_household_id").is_in(old_homes.replace(matched.renumbered).implode()).fill_null(True),
        "home_in_new": pl.col("o_home").is_in(new_homes.implode()).fill_null(True),
    }


def _kinds(old: Side, new: Side) -> dict[str, pl.Expr]:
    """The `kind` of an event, `when` it was, whether the person is `counted`, and from where to where who moved."""
    went = pl.col("event") == "went"
    reason = pl.col("n_left_reason").replace_strict(REASONS, default="left", return_dtype=pl.String)
    kind = (
        pl.when("moved")
        .then(pl.lit("moved"))
        .when("leaves")
        .then(reason)
        .when("off")
        .then(kind_of_exit(old.day, new.day, "n_"))
        .when("back")
        .then(pl.lit("back"))
        .when(pl.col("on") & pl.col("o_poor"))
        .then(_way_in(old, new))
        .when("on")
        .then(kind_of_listing(old.day, new.day, "n_"))
        .when(_ONLY_OLD)
        .then(_way_out(old))
        .when(_ONLY_NEW)
        .then(_first_time(old, new))
    )
    joined = pl.when(since(pl.col("n_joined_on"), old.day, new.day)).then(pl.col("n_joined"))
    return {
        "kind": kind,
        "when": pl.when(went & pl.col("leaves")).then(pl.col("n_left")).when(~went).then(joined),
        "counted": pl.when(went).then(pl.col("o_counted")).otherwise(pl.col("n_counted")),
        "from_household": pl.when("moved").then(pl.col("o_household_id")),
        "from_village": pl.when("moved").then(pl.col("o_village")),
        "to_household": pl.col("n_household_id"),
        "to_village": pl.col("n_village"),
    }


def _way_out(old: Side) -> pl.Expr:
    """Of rows in OLD alone: a row of somebody who had left already, somebody gone with the whole household, somebody gone."""
    had_left = (pl.col("o_left_on") <= old.day).fill_null(False)
    return (
        pl.when(had_left)
        .then(pl.lit("past_member_removed"))
        .when(pl.col("home_in_new"))
        .then(pl.lit("gone"))
        .otherwise(pl.lit("gone_with_household"))
    )


def _first_time(old: Side, new: Side) -> pl.Expr:
    """Of rows in NEW alone: with the household onto the register or into the file, else as `_way_in` says."""
    listing = kind_of_listing(old.day, new.day, "n_")
    with_household = pl.col("n_counted") & ((listing == "identified") | ((listing == "relapsed") & ~pl.col("n_was_poor")))
    return (
        pl.when(pl.col("has_left"))
        .then(pl.lit("past_member"))
        .when(with_household)
        .then(listing)
        .when(~pl.col("home_in_old"))
        .then(pl.lit("with_household"))
        .otherwise(_way_in(old, new))
    )


def _way_in(old: Side, new: Side) -> pl.Expr:
    """Into a household that was there before: in hindsight, where NEW says that it was before OLD's day; born; else inferred."""
    number = pl.col("n_number")
    by_number = pl.concat_str(number.str.slice(6, 4), number.str.slice(10, 2), number.str.slice(12, 2), separator="-")
    # A day of birth known in part may be any day of its year or month: the first of them has to be late enough.
    birth = pl.coalesce(by_number, pl.col("n_birth"))
    joined_since = since(pl.col("n_joined_on"), old.day, new.day)
    # A newborn child is entered at the next adjustment: who joined since and was born within a year before OLD's day was born, too.
    a_year_before = f"{int(old.day[:4]) - 1}{old.day[4:]}"
    born = (birth > old.day) | ((birth > a_year_before) & joined_since)
    return (
        pl.when((pl.col("n_joined_on") <= old.day).fill_null(False) | pl.lit(old.day == new.day))
        .then(pl.lit("added_late"))
        .when(born.fill_null(False))
        .then(pl.lit("born"))
        .when(pl.col("n_relation").is_in(BY_MARRIAGE).fill_null(False))
        .then(pl.lit("married_in"))
        .otherwise(pl.lit("moved_in"))
    )


def _with_transfers(known: pl.DataFrame) -> pl.DataFrame:
    """Somebody who left one household and joined another has a row in each. Both tell of one step: the row that was joined says that
    somebody moved, the row that was left nothing of its own."""
    left = known.filter((pl.col("event") == "went") & ~_ONLY_OLD & pl.col("has_left"))
    came = known.filter((pl.col("event") == "came") & _ONLY_NEW & pl.col("n_there"))
    steps = []
    for key in ("n_number", "n_person_id"):
        here, there = (frame.drop_nulls(key).filter(pl.col(key).is_unique()) for frame in (left, came))
        here = here.select(
            key,
            pl.col("new").alias("row_left"),
            pl.col("old").alias("step_old"),
            pl.col("o_household_id").alias("step_household"),
            pl.col("o_village").alias("step_village"),
        )
        both = there.join(here, on=key, how="inner").filter(
            (pl.col("step_household") != pl.col("n_household_id")).fill_null(False)
        )
        steps.append(both.select("new", "row_left", "step_old", "step_household", "step_village"))
        left = left.filter(~pl.col("new").is_in(both["row_left"].implode()))
        came = came.filter(~pl.col("new").is_in(both["new"].implode()))
    steps_taken = pl.concat(steps)
    if steps_taken.is_empty():
        return known
    known = known.filter(~pl.col("new").is_in(steps_taken["row_left"].implode()).fill_null(False))
    known = known.join(steps_taken.drop("row_left"), on="new", how="left")
    step = pl.col("step_household").is_not_null()
    return known.with_columns(
        *(pl.when(step).then(pl.lit("moved")).otherwise(pl.col(name)).alias(name) for name in ("event", "kind")),
        *(
            pl.coalesce(f"step_{name.removeprefix('from_')}", name).alias(name)
            for name in ("old", "from_household", "from_village")
        ),
    )


def _elsewhere(everybody: pl.DataFrame) -> pl.DataFrame:
    """By identity number, the household in which it stands in NEW, where it stands once."""
    numbered = everybody.lazy().drop_nulls("n_number").filter(pl.col("n_number").is_unique())
    return numbered.select("n_number", pl.col("n_household_id").alias("elsewhere")).collect()
