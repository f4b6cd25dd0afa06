"""Which row of OLD is which row of NEW. Nothing is guessed: what a key does not name once in both registers is told as not comparable.

Names are compared without blanks and with one middle dot. Persons are found again by these keys, each for those whom none before it found:

person_id              the person's number, once in both; not where name and identity number both say that it is somebody else
id_no                  the 18 characters of the identity number, once in both; not where name and household both differ. In a roster
                       without household numbers the household is the head's name: there the surname must differ
household_person_id    household and person's number: somebody who left one household keeps a row there and has one in the other
household_id_no        household, identity number and name, for numbers that stand twice
household_name_birth   household, name and day of birth
household_name         household and name, where one of the registers does not say when the person was born
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import polars as pl

from puxi_cli.records.compile import same_names
from puxi_cli.records.identity import NO_NUMBER_PREFIX
from puxi_cli.registry import KEY, NUMBER
from puxi_cli.sheets.head_names import bare_heads

_WHO = ["household_id", "name", "birth"]
# Of a household whose number changed, so many of so many rows of persons are the same ones, on both sides.
_SAME, _OF = 2, 3


@dataclass(frozen=True)
class Matched:
    """Rows by their KEYs: `pairs` (old, new, by), those of one register alone, and those of which it cannot be told (key, why)."""

    pairs: pl.DataFrame
    old_only: pl.Series
    new_only: pl.Series
    old_unclear: pl.DataFrame
    new_unclear: pl.DataFrame
    renumbered: dict[str, str] = field(default_factory=dict)  # OLD's household number to NEW's
    reused: int = 0  # persons' numbers that name somebody else in NEW


def households_by_head(old: pl.DataFrame, new: pl.DataFrame, made: pl.Series) -> dict[str, str]:
    """OLD's numbers of households and NEW's of the same village and head, where one of the two is a number that puxi `made`.

    Such a number changes as village and head are written. The frames are those of the tables of households, their villages spelt alike.
    A head of whose name either register has two, or whose papers are others, is not found again so.
    """
    if made.is_empty():
        return {}
    one, other = (_by_head(frame) for frame in (old, new))
    both = one.join(other, on=["village", "head"], how="inner", suffix="_new")
    number, of_new = pl.col("household_id"), pl.col("household_id_new")
    both = both.filter(
        number != of_new,
        number.is_in(made.implode()) | of_new.is_in(made.implode()),
        ~number.is_in(new["household_id"].drop_nulls().implode()),
        ~of_new.is_in(old["household_id"].drop_nulls().implode()),
        (pl.col("paper") == pl.col("paper_new")).fill_null(True),
    )
    return dict(both.select("household_id", "household_id_new").iter_rows())


def _by_head(frame: pl.DataFrame) -> pl.DataFrame:
    heads = frame.select(
        "household_id",
        pl.col("village").cast(pl.String),
        bare_heads(frame["head_name"].cast(pl.String)).alias("head"),
        pl.col("head_id_no").alias("paper"),
    ).drop_nulls(["household_id", "village", "head"])
    heads = heads.unique(["household_id", "village", "head"], keep="first")
    return heads.filter(pl.struct("village", "head").is_unique() & pl.col("household_id").is_unique())


def matched_persons(
    old: pl.DataFrame,
    new: pl.DataFrame,
    homes: tuple[pl.Series, pl.Series] | None = None,
    made: pl.Series | None = None,
    by_head: Mapping[str, str] = {},
) -> Matched:
    """Find persons again. The frames are those of the registers' persons; households whose number changed are found on the way.

    `homes` are the numbers in the two tables of households: who stands there under the old number still has it. `made` are the household
    numbers that puxi made of the village and the head's name, `by_head` those of OLD that are known to be others of NEW
    (`households_by_head`).
    """
    if by_head:
        old = old.with_columns(pl.col("household_id").replace(dict(by_head)))
        homes = homes and (homes[0].replace(dict(by_head)), homes[1])
    search = _Search(_keyed(old), _keyed(new))
    somebody_else = _both_differ("number", "name")
    search.pair("person_id", ["person_id"], whole="person_id_once", unless=somebody_else)
    search.pair("id_no", ["number"], whole="number_once", unless=_somebody_elses(made))
    search.pair("household_person_id", ["household_id", "person_id"], unless=somebody_else)
    search.pair("household_id_no", ["household_id", "number", "name"])
    renumbered = _renumbered(old, new, search.pairs(), homes)
    if renumbered:
        search.old = search.old.with_columns(pl.col("household_id").replace(renumbered))
    search.pair("household_name_birth", _WHO)
    search.pair(
        "household_name", ["household_id", "name"], unless=pl.col("birth").is_not_null() & pl.col("birth_right").is_not_null()
    )
    old_unclear, new_unclear = search.unclear()
    return Matched(
        search.pairs(),
        _without(search.old, old_unclear),
        _without(search.new, new_unclear),
        old_unclear,
        new_unclear,
        {**by_head, **renumbered},
        search.reused(),
    )


def matched_households(old: pl.DataFrame, new: pl.DataFrame, renumbered: dict[str, str]) -> Matched:
    """Find households again by their number; OLD's number is first exchanged for NEW's where it is known to have changed.

    A number that stands twice in one register says nothing certain of the row that has it in the other.
    """
    here, there = (frame.select(KEY, "household_id") for frame in (old, new))
    if renumbered:
        here = here.with_columns(pl.col("household_id").replace(renumbered))
    number = pl.col("household_id")
    twice = pl.concat([frame.filter(number.is_duplicated())["household_id"] for frame in (here, there)]).drop_nulls().unique()
    why = pl.when(number.is_null()).then(pl.lit("no_key")).when(number.is_in(twice.implode())).then(pl.lit("household_id_twice"))
    here, there = (frame.with_columns(why.alias("why")) for frame in (here, there))
    unclear = [frame.drop_nulls("why").select(KEY, "why") for frame in (here, there)]
    left, right = (frame.filter(pl.col("why").is_null()) for frame in (here, there))
    joined = left.join(right, on="household_id", how="inner", suffix="_right")
    pairs = joined.select(pl.col(KEY).alias("old"), pl.col(f"{KEY}_right").alias("new"), pl.lit("household_id").alias("by"))
    old_only, new_only = (
        frame.join(other, on="household_id", how="anti")[KEY] for frame, other in ((left, right), (right, left))
    )
    return Matched(pairs, old_only, new_only, unclear[0], unclear[1], renumbered)


class _Search:
    """The rows of both registers that no key has found yet, and the pairs found so far."""

    def __init__(self, old: pl.DataFrame, new: pl.DataFrame) -> None:
        self.old, self.new = old, new
        self._pairs: list[pl.DataFrame] = []

    def pair(self, by: str, on: Sequence[str], *, whole: str | None = None, unless: pl.Expr | None = None) -> None:
        """Pair rows whose key stands once on both sides: among the rows left, or by `whole` (a column that says so) in the whole register.
        `unless` is what speaks against a pair; columns of NEW end in _right."""
        if self.old.is_empty() or self.new.is_empty():
            return
        left, right = (self._once(frame, on, whole) for frame in (self.old, self.new))
        found = left.join(right, on=on, how="inner", suffix="_right")
        if unless is not None:
            found = found.filter(~unless)
        if found.is_empty():
            return
        found = found.select(pl.col(KEY).alias("old"), pl.col(f"{KEY}_right").alias("new"), pl.lit(by).alias("by"))
        self._pairs.append(found)
        self.old = self.old.filter(~pl.col(KEY).is_in(found["old"].implode()))
        self.new = self.new.filter(~pl.col(KEY).is_in(found["new"].implode()))

    def pairs(self) -> pl.DataFrame:
        """What was found: `old` and `new`, KEYs of rows, and `by` which key."""
        nothing = pl.DataFrame(schema={"old": pl.Int64, "new": pl.Int64, "by": pl.String})
        return pl.concat([nothing, *self._pairs])

    def unclear(self) -> tuple[pl.DataFrame, pl.DataFrame]:
        """Of the rows left, those whose key stands in the other register as well, and those without a key: `KEY` and `why`."""
        told: list[list[pl.DataFrame]] = [[], []]
        keyless = (
            pl.col("person_id").is_null()
            & pl.col("number").is_null()
            & (pl.col("household_id").is_null() | pl.col("name").is_null())
        )
        for one, (mine, other) in enumerate(((self.old, self.new), (self.new, self.old))):
            # A person's number that stands once in both was refused: it names somebody else now, and that can be told.
            shared = _shared(mine, other, ["person_id"])
            told[one].append(shared.filter(pl.col("twice").fill_null(False)).select(KEY, pl.lit("person_id_twice").alias("why")))
            shared = _shared(mine, other, ["number"])
            why = pl.when(pl.col("twice")).then(pl.lit("number_twice")).otherwise(pl.lit("number_of_another"))
            told[one].append(shared.select(KEY, why.alias("why")))
            shared = mine.drop_nulls(_WHO).join(other.drop_nulls(_WHO), on=_WHO, how="semi")
            told[one].append(shared.select(KEY, pl.lit("name_twice").alias("why")))
            # Where neither register says when they were born, household and name are all there is.
            named, others = (frame.filter(pl.col("birth").is_null()).drop_nulls(_WHO[:2]) for frame in (mine, other))
            named = named.join(others, on=_WHO[:2], how="semi")
            told[one].append(named.select(KEY, pl.lit("name_twice").alias("why")))
            told[one].append(mine.filter(keyless).select(KEY, pl.lit("no_key").alias("why")))
        old, new = (pl.concat(frames).unique(KEY, keep="first", maintain_order=True).sort(KEY) for frames in told)
        return old, new

    def reused(self) -> int:
        """How many persons' numbers stand once in both registers and name different people."""
        left, right = (self._once(frame, ["person_id"], "person_id_once") for frame in (self.old, self.new))
        return left.join(right, on="person_id", how="semi").height

    @staticmethod
    def _once(frame: pl.DataFrame, on: Sequence[str], whole: str | None) -> pl.DataFrame:
        filled = frame.drop_nulls(on)
        return filled.filter(pl.col(whole) if whole is not None else pl.len().over(on) == 1)


def _shared(mine: pl.DataFrame, other: pl.DataFrame, key: list[str]) -> pl.DataFrame:
    """The rows whose key stands in the other register as well; `twice`: in one of the two registers more than once."""
    once = f"{key[0]}_once"
    theirs = other.drop_nulls(key).group_by(key).agg(pl.col(once).all().alias("theirs"))
    return mine.join(theirs, on=key, how="inner").with_columns(~(pl.col(once) & pl.col("theirs")).alias("twice"))


def _both_differ(one: str, other: str) -> pl.Expr:
    """Whether the two sides contradict each other in both columns; what is not known contradicts nothing."""
    differs = [(pl.col(name) != pl.col(f"{name}_right")).fill_null(False) for name in (one, other)]
    return differs[0] & differs[1]


def _somebody_elses(made: pl.Series | None) -> pl.Expr:
    """Whether the rows of an identity number are those of two people: name and household both differ.

    A household number that puxi made of the head's name differs with that name: it contradicts nothing that the name does not.
    """
    if made is None or made.is_empty():
        return _both_differ("name", "household_id")
    surnames = [pl.col(name).str.slice(0, 1) for name in ("name", "name_right")]
    of_the_head = pl.any_horizontal(pl.col(name).is_in(made.implode()) for name in ("household_id", "household_id_right"))
    names = pl.when(of_the_head).then(surnames[0] != surnames[1]).otherwise(pl.col("name") != pl.col("name_right"))
    return names.fill_null(False) & (pl.col("household_id") != pl.col("household_id_right")).fill_null(False)


def _keyed(frame: pl.DataFrame) -> pl.DataFrame:
    """The keys of the rows of persons, and whether the person's number and the identity number stand once in the register."""
    number = pl.when(~pl.col(NUMBER).str.starts_with(NO_NUMBER_PREFIX)).then(pl.col(NUMBER))
    said = pl.concat_str(number.str.slice(6, 4), number.str.slice(10, 2), number.str.slice(12, 2), separator="-")
    keys = frame.select(
        KEY,
        "person_id",
        number.alias("number"),
        "household_id",
        same_names(frame["name"]).alias("name"),
        pl.coalesce(said, pl.col("birth").cast(pl.String)).alias("birth"),
    )
    return keys.with_columns(pl.col(name).is_unique().alias(f"{name}_once") for name in ("person_id", "number"))


def _renumbered(
    old: pl.DataFrame, new: pl.DataFrame, pairs: pl.DataFrame, homes: tuple[pl.Series, pl.Series] | None
) -> dict[str, str]:
    """OLD's numbers of households that stand in OLD alone, and the number in NEW alone under which nearly all their persons stand."""
    here, there = (frame["household_id"] for frame in (old, new))
    known = [pl.concat([ids, of_homes]) for ids, of_homes in zip((here, there), homes, strict=True)] if homes else [here, there]
    lost, found = (
        one.filter(~one.is_in(other.drop_nulls().implode())).drop_nulls() for one, other in ((here, known[1]), (there, known[0]))
    )
    if lost.is_empty() or found.is_empty():
        return {}
    both = pl.DataFrame({"old": here.gather(pairs["old"]), "new": there.gather(pairs["new"])})
    both = both.filter(pl.col("old").is_in(lost.implode()) & pl.col("new").is_in(found.implode()))
    same = both.group_by("old", "new").agg(pl.len().alias("same"))
    for name, ids in (("old", lost), ("new", found)):
        same = same.join(ids.value_counts(name=f"{name}_rows").rename({"household_id": name}), on=name, how="left")
    nearly = same.filter(pl.all_horizontal(_OF * pl.col("same") >= _SAME * pl.col(f"{name}_rows") for name in ("old", "new")))
    return dict(nearly.select("old", "new").iter_rows())


def _without(frame: pl.DataFrame, unclear: pl.DataFrame) -> pl.Series:
    return frame.filter(~pl.col(KEY).is_in(unclear[KEY].implode()))[KEY]
