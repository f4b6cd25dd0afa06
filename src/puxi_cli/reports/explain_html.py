"""One household explained as a page: a single file without network or script, for the screen, a phone and A4 paper."""

from __future__ import annotations

from typing import TextIO

from jinja2 import Environment, PackageLoader, StrictUndefined

from puxi_cli.explained import Explanation
from puxi_cli.findings import Lang
from puxi_cli.reports.explain_json import explain_document


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
    stream.write(pages.get_template("explain.html.j2").render(d=document, zh=zh, lang="zh-CN" if zh else "en"))
    stream.write("\n")
