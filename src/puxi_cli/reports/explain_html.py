"""One household explained as a page: why it is on the list or off it, its members, its years, every criterion."""

from __future__ import annotations

from typing import TextIO

from puxi_cli.explained import Explanation
from puxi_cli.findings import Lang
from puxi_cli.reports.explain_json import explain_document
from puxi_cli.reports.html_page import write_page


def write_explain_html(told: Explanation, stream: TextIO, lang: Lang, *, show_ids: bool = False) -> None:
    """Write the page. Personal values are masked unless `show_ids`."""
    write_page(stream, "explain.html.j2", lang, d=explain_document(told, lang, show_ids))
