"""From a Vega-Lite description to SVG text for a page: drawn by vl-convert, without script, ids or addresses.

vl-convert takes half a second for the first drawing of a process and hundredths for every other; it is loaded by the first.
"""

from __future__ import annotations

import re
from threading import Thread
from typing import Any

from lxml import etree

from puxi_cli.reports.lines import visible

_SVG = "{http://www.w3.org/2000/svg}"
_NOISE = ("role", "aria-roledescription", "aria-hidden", "pointer-events", "font-family", "class", "version", "stroke-miterlimit")


_LONG = re.compile(r"([0-9]\.[0-9]{2})[0-9]+")  # a coordinate finer than anybody sees


def begin_drawing() -> None:
    """Have the library ready when it is wanted: it starts on a thread of its own while the rules are asked, which takes one core."""
    Thread(target=_warmed, daemon=True, name="drawing").start()


def _warmed() -> None:
    import vl_convert

    vl_convert.vegalite_to_svg({"mark": "bar", "data": {"values": []}})


def drawn(description: dict[str, Any], said: str) -> str:
    """The drawing as one element that a screen reader reads as `said`. The same description gives the same text."""
    import vl_convert

    drawing = etree.fromstring(vl_convert.vegalite_to_svg(description, allowed_base_urls=[]).encode())
    plain = _plain(drawing)
    plain.set("role", "img")
    plain.set("aria-label", visible(said))
    return etree.tostring(plain, encoding="unicode")


def _plain(element: etree._Element) -> etree._Element:
    """The element without its namespace, which a page does not need, and without what says nothing."""
    copy = etree.Element(str(element.tag).removeprefix(_SVG), dict(_attributes(element)))
    copy.text = element.text
    copy.tail = element.tail
    for child in element:
        if not _empty(child):
            copy.append(_plain(child))
    return copy


def _attributes(element: etree._Element) -> list[tuple[str, str]]:
    return [(str(name), _LONG.sub(r"\1", str(value))) for name, value in element.items() if name not in _NOISE]


def _empty(element: etree._Element) -> bool:
    """Whether nothing of it is seen: vega writes backgrounds and foregrounds of every group."""
    hidden = element.get("display") == "none" or element.get("class") in ("background", "foreground")
    return hidden or (element.tag == f"{_SVG}g" and all(_empty(child) for child in element))
