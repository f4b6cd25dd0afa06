"""A report as a page: one file that asks nothing of a network, for a screen, a phone and A4 paper.

Every value is escaped, a name that a template misspells raises. The page's own policy forbids the browser to load or to run anything
but what was written here, which it knows by its SHA-256.
"""

from __future__ import annotations

import base64
import hashlib
from functools import cache, partial
from importlib import resources
from typing import Any, TextIO

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from puxi_cli import __version__
from puxi_cli.records.text import visible
from puxi_cli.text.report_mark import REPORT_MARK
from puxi_cli.text.words import Lang, Text, chosen


def write_page(stream: TextIO, template: str, lang: Lang, **values: Any) -> None:
    """Render a template of `pages/` and write it. Names in `values` are the template's."""
    stream.write(_pages(lang).get_template(template).render(**values))
    stream.write("\n")


@cache
def _pages(lang: Lang) -> Environment:
    """The templates in a language, with what every page says of itself."""
    pages = Environment(
        loader=PackageLoader("puxi_cli.output", "pages"),
        autoescape=True,
        finalize=partial(_visible, lang=lang),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    style, script = _asset("page.css"), _asset("lists.js")
    pages.globals |= {
        "lang": lang,
        "html_lang": Text("zh-CN", "en").of(lang),
        "t": lambda chinese, english: Text(chinese, english).of(lang),
        "drawing": Markup,
        "mark": f"{REPORT_MARK} {__version__}",
        "version": __version__,
        "style": Markup(style),
        "script": Markup(script),
        "policy": (
            f"default-src 'none'; style-src '{_fingerprint(style)}'; script-src '{_fingerprint(script)}'; img-src data:; "
            "base-uri 'none'; form-action 'none'"
        ),
    }
    return pages


def _visible(value: object, lang: Lang) -> object:
    """What is put into a page, in its language, without signs that act and show nothing."""
    value = chosen(value, lang)
    if isinstance(value, Markup):
        return Markup(visible(value))
    return visible(value) if isinstance(value, str) else value


def _asset(name: str) -> str:
    """A style or script of the package, as it is put into a page."""
    return resources.files("puxi_cli.output").joinpath("pages", name).read_text("utf-8").strip()


def _fingerprint(text: str) -> str:
    return f"sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}"
