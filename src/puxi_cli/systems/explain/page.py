"""One household explained on one page, without anything from a network: for a screen, a phone and A4 paper."""

from __future__ import annotations

from typing import TextIO

from puxi_cli.explained import Explanation
from puxi_cli.output.html_page import write_page
from puxi_cli.systems.explain.document import explain_document
from puxi_cli.systems.explain.tables import members_words
from puxi_cli.systems.explain.text import (
    finding_words,
    hit_words,
    ledger_title,
    other_findings,
    problem_state,
    red_line_groups,
    responsible_words,
    waiver_words,
)
from puxi_cli.text.words import Lang


def write_explain_html(told: Explanation, stream: TextIO, lang: Lang, *, show_ids: bool = False) -> None:
    """Write the page. Personal values are masked unless `show_ids`."""
    document = explain_document(told, lang, show_ids)
    told_of = {hit["red_line"] for hit in document["hits"]}
    write_page(
        stream,
        "explain.html.j2",
        lang,
        d=document,
        members=members_words(document["members"], lang),
        red_lines=red_line_groups(document, told_of, lang),
        others=other_findings(document),
        hit_words=hit_words,
        waiver_words=waiver_words,
        finding_words=finding_words,
        responsible_words=responsible_words,
        ledger_title=ledger_title,
        problem_state=problem_state,
    )
