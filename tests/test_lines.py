"""Text in lines of a width: nothing is lost, nothing is wider, and it ends however narrow a line is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from puxi_cli.text.folding import folded_lines

TEXTS = st.text(alphabet="  ab1，。-年月死亡（）", max_size=40)


@given(TEXTS, st.integers(1, 30))
def test_no_line_is_wider_and_nothing_is_lost(text: str, width: int) -> None:
    lines = folded_lines(text, width)
    # A Chinese character takes two cells, whatever there is room for.
    assert all(cell_len(line) <= max(width, 2) for line in lines)
    assert "".join("".join(lines).split()) == "".join(text.split())


@pytest.mark.parametrize("width", [1, 2, 3])
def test_a_column_narrower_than_a_word_ends(width: int) -> None:
    assert "".join(folded_lines("  2014-01 起", width)).replace(" ", "") == "2014-01起"
