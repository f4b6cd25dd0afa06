"""One household explained as a page: a single file without network or script, for the screen, a phone and A4 paper."""

from __future__ import annotations

from typing import TextIO

from jinja2 import Environment, PackageLoader, StrictUndefined

from puxi_cli.explained import Explanation
from puxi_cli.findings import Lang
from puxi_cli.reports.explain_json import explain_document
from puxi_cli.reports.explain_tables import members_words
from puxi_cli.reports.explain_text import finding_words, hit_words, other_findings, red_line_groups, waiver_words


def write_explain_html(told: Explanation, stream: TextIO, lang: Lang, *, show_ids: bool = False) -> None:
    """Write the page. Every value is escaped, and a name that the template misspells raises."""
    pages = Environment(
        loader=PackageLoader("puxi_cli.reports", "pages"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    document = explain_document(told, lang, show_ids)
    zh = lang == "zh"
    told_of = {hit["red_line"] for hit in document["hits"]}
    page = pages.get_template("explain.html.j2").render(
        d=document, zh=zh, lang="zh-CN" if zh else "en", members=members_words(document["members"], zh),
        red_lines=red_line_groups(document, told_of, zh), others=other_findings(document),
        hit_words=hit_words, waiver_words=waiver_words, finding_words=finding_words,
    )  # fmt: skip
    stream.write(page)
    stream.write("\n")
