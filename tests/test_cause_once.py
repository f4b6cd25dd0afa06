"""A cause counts once for a row, however many facts of a rule it leaves unknown."""

from __future__ import annotations

import polars as pl
import pytest

from puxi_cli.jobs.cause_finder import CAUSE, RANK, ROW_ASKED, each_once

pytestmark = pytest.mark.slow


def test_each_cause_of_a_row_is_told_once_and_none_is_taken_for_another() -> None:
    pairs = [(0, 1), (1, 0), (0, 1), (1, 1), (2**20, 0), (0, 0), (1, 0)]
    rows, causes = zip(*pairs, strict=True)
    told = each_once(pl.DataFrame({ROW_ASKED: rows, CAUSE: causes, RANK: [1] * len(pairs)}))
    assert sorted(told.select(ROW_ASKED, CAUSE).iter_rows()) == sorted(set(pairs))
    assert told.columns == [ROW_ASKED, CAUSE, RANK]
