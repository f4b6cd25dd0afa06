"""Facts of a person that their own row says, and whether others share their numbers."""

from __future__ import annotations

from typing import Any

import narwhals as nw

from puxi_cli.facts.blocks import Block
from puxi_cli.facts.columns import HOME, LEAVING, REASON_BESIDE, STAY
from puxi_cli.facts.fact import Fact
from puxi_cli.facts.keys import found_in
from puxi_cli.facts.membership import cannot_read, in_household, present_on, unclear_leaving
from puxi_cli.facts.sharing import another, sharing
from puxi_cli.facts.tables import Tables
from puxi_cli.records.identity import CHECK_CHARACTERS, NO_NUMBER_PREFIX, WEIGHTS
from puxi_cli.records.person import HEAD
from puxi_cli.registry import FILE, KEY, NUMBER
from puxi_cli.text.words import Text


def person_rows(tables: Tables) -> nw.LazyFrame[Any]:
    """The persons with what their own row says. Blocks aggregate over this, and not over what other blocks have joined to it:
    an engine would do all those joins again for each."""
    return tables["persons"].with_columns(
        in_household().alias("present"),
        there(tables).alias("there"),
        nw.col("id_no").str.len_chars().alias("id_length"),
        (~nw.col(NUMBER).str.starts_with(NO_NUMBER_PREFIX)).alias("has_number"),
        nw.lit(tables.file_day, dtype=nw.String).alias("file_day"),
    )


def shared_homes(tables: Tables) -> nw.LazyFrame[Any]:
    """One row per number and household, of numbers that stand on more than one row of present members.

    `number_here` rows, `number_here_first` and `_last` their KEYs; `file_least` and `file_most` of their files.
    """
    return tables.once("shared_homes", lambda: _shared_homes(tables))


def _shared_homes(tables: Tables) -> nw.LazyFrame[Any]:
    numbered = person_rows(tables).filter(_numbered())
    # Almost every number stands once: only the others are looked at by household.
    shared = numbered.group_by(NUMBER).agg(nw.len().alias("_rows")).filter(nw.col("_rows") > 1).select(NUMBER)
    return (
        numbered.join(shared, on=NUMBER, how="inner")
        .group_by(NUMBER, "household_id")
        .agg(
            nw.len().alias("number_here"),
            nw.col(KEY).min().alias("number_here_first"),
            nw.col(KEY).max().alias("number_here_last"),
            nw.col(FILE).min().alias("file_least"),
            nw.col(FILE).max().alias("file_most"),
        )
    )


def _numbered() -> nw.Expr:
    return nw.col("present") & nw.col("has_number") & ~nw.col("household_id").is_null()


def there(tables: Tables) -> nw.Expr:
    """Whether a person is a member for what is asked; null where it cannot be read."""
    if tables.as_it_stands:
        return in_household()
    # One of the two times is enough where it says that the person has left, or has not joined yet.
    elsewhere = nw.when(~present_on(tables.day)).then(nw.lit(False))
    return elsewhere.otherwise(nw.when(~unclear_leaving() & ~cannot_read("joined")).then(nw.lit(True)))


def _with_household_known(persons: nw.LazyFrame[Any], tables: Tables) -> nw.LazyFrame[Any]:
    return found_in(persons, tables, "households", "household_id", "household_known")


def _with_numbers(persons: nw.LazyFrame[Any], tables: Tables) -> nw.LazyFrame[Any]:
    here = shared_homes(tables).drop("file_least", "file_most")
    spread = here.group_by(NUMBER).agg(
        nw.len().alias("number_households"),
        nw.col("number_here_first").min().alias("number_first"),
        nw.col("number_here_first").max().alias("number_last"),
    )
    persons = persons.join(here, on=[NUMBER, "household_id"], how="left").join(spread, on=NUMBER, how="left")
    return persons.with_columns(
        _or_once("number_here", _numbered()),
        _or_once("number_households", _numbered()),
        another("number_here").alias("number_here_twin"),
        nw.when(nw.col("number_first") == nw.col("number_here_first"))
        .then(nw.col("number_last"))
        .otherwise(nw.col("number_first"))
        .alias("number_twin"),
    )


def _with_person_ids(persons: nw.LazyFrame[Any], tables: Tables) -> nw.LazyFrame[Any]:
    counted = nw.col("present") & ~nw.col("person_id").is_null()
    ids = sharing(person_rows(tables).filter(counted), ["person_id"], "person_id_rows").filter(nw.col("person_id_rows") > 1)
    persons = persons.join(ids, on="person_id", how="left")
    return persons.with_columns(_or_once("person_id_rows", counted), another("person_id_rows").alias("person_id_twin"))


def _with_heads(persons: nw.LazyFrame[Any], tables: Tables) -> nw.LazyFrame[Any]:
    counted = nw.col("present") & (nw.col("relation") == HEAD)
    heads = sharing(person_rows(tables).filter(counted), ["household_id"], "heads_here").filter(nw.col("heads_here") > 1)
    persons = persons.join(heads, on="household_id", how="left")
    return persons.with_columns(_or_once("heads_here", counted), another("heads_here").alias("head_twin"))


# A number that says "no number" and is built like a citizen's: six digits, a day of birth, an order and a check character.
_BUILT = rf"^{NO_NUMBER_PREFIX}(?:18|19|20)[0-9]{{2}}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])[0-9]{{3}}[0-9X](?:[0-9]|B)*$"


def _with_made_numbers(persons: nw.LazyFrame[Any], tables: Tables) -> nw.LazyFrame[Any]:
    number = nw.col("id_no")
    # Few numbers are such: only of those is the sum worked out.
    made = persons.filter(number.str.contains(_BUILT)).select("id_no").unique()
    total = nw.sum_horizontal(*(number.str.slice(at, 1).cast(nw.Int64) * weight for at, weight in enumerate(WEIGHTS)))
    made = made.with_columns((total % len(CHECK_CHARACTERS)).alias("_rest"))
    right = nw.lit(False)
    for rest, character in enumerate(CHECK_CHARACTERS):
        right = right | ((nw.col("_rest") == rest) & (number.str.slice(17, 1) == character))
    return persons.join(made.with_columns(right.alias("made_number_right")).drop("_rest"), on="id_no", how="left")


def _or_once(name: str, counted: nw.Expr) -> nw.Expr:
    """How many rows share a key: those joined, else one where the row itself counts."""
    return nw.coalesce(nw.col(name).cast(nw.Int64), nw.when(counted).then(nw.lit(1).cast(nw.Int64))).alias(name)


PERSON_ROWS = (
    Block(("household_known",), _with_household_known),
    Block(("number_here", "number_here_first", "number_here_twin", "number_households", "number_twin"), _with_numbers),
    Block(("person_id_rows", "person_id_twin"), _with_person_ids),
    Block(("heads_here", "head_twin"), _with_heads),
    Block(("made_number_right",), _with_made_numbers),
)

FACTS = (
    Fact("there", Text("当日在户内", "in the household on the day"), readable=STAY, blank_beside=REASON_BESIDE),
    Fact("present", readable=LEAVING, blank_beside=REASON_BESIDE),
    Fact("has_number", reads=("persons.id_no",)),
    Fact("id_length", also=("persons.id_no",)),
    Fact("made_number_right"),
    Fact("number_here", also=("persons.id_no", *HOME), readable=LEAVING, blank_beside=REASON_BESIDE),
    Fact("person_id_rows", also=("persons.person_id",), readable=LEAVING, blank_beside=REASON_BESIDE),
    Fact("heads_here", also=("persons.relation",), readable=LEAVING, blank_beside=REASON_BESIDE),
    Fact("household_known", also=HOME, readable=("households.household_id",), any_row=True),
)
