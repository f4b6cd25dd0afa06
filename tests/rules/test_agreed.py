"""What the rows of a key agree on, held against the same in plain Python for all rows that may be."""

from __future__ import annotations

from collections import defaultdict

import narwhals as nw
import polars as pl
from hypothesis import given
from hypothesis import strategies as st

from puxi_cli.facts.agreed import agreed, blank, differing

ROWS = st.lists(st.tuples(st.sampled_from("ab"), st.sampled_from(["1", "2", None])), min_size=1, max_size=6)


def frame(rows: list[tuple[str, str | None]]) -> nw.LazyFrame[pl.LazyFrame]:
    return nw.from_native(pl.LazyFrame(rows, schema={"key": pl.String, "says": pl.String}, orient="row"))


def by_key(rows: list[tuple[str, str | None]]) -> dict[str, list[str | None]]:
    found: dict[str, list[str | None]] = defaultdict(list)
    for key, says in rows:
        found[key].append(says)
    return found


@given(ROWS)
def test_rows_that_differ_say_nothing_and_a_blank_says_nothing_for_or_against(rows: list[tuple[str, str | None]]) -> None:
    wanted = {key: said.pop() if len(said := set(all_said) - {None}) == 1 else None for key, all_said in by_key(rows).items()}
    found = agreed(frame(rows), ["key"], {"says": "told"}).to_native().collect()
    assert dict(found.iter_rows()) == wanted


@given(ROWS)
def test_where_a_row_is_silent_all_of_its_key_are(rows: list[tuple[str, str | None]]) -> None:
    wanted = {key: all_said[0] if len(set(all_said)) == 1 else None for key, all_said in by_key(rows).items()}
    found = agreed(frame(rows), ["key"], {"says": "told"}, blank, {"rows": nw.len()}).to_native().collect()
    assert {key: told for key, told, _ in found.iter_rows()} == wanted
    assert {key: number for key, _, number in found.iter_rows()} == {key: len(said) for key, said in by_key(rows).items()}


@given(ROWS)
def test_two_values_differ_and_a_blank_differs_from_none(rows: list[tuple[str, str | None]]) -> None:
    wanted = {key: len(set(said) - {None}) > 1 for key, said in by_key(rows).items()}
    assert dict(differing(frame(rows), ["key"], ["says"]).to_native().collect().iter_rows()) == wanted
