"""From a Vega-Lite description to SVG text for a page: drawn by vl-convert, without script, ids or addresses.

vl-convert takes half a second for the first drawing of a process and hundredths for every other, and nothing else of the process goes on
meanwhile. Who knows early that something will be drawn has it started in a process of its own (`begin_drawing`); else, and where that
cannot be had, it is loaded by the first drawing.
"""

from __future__ import annotations

import atexit
import json
import re
import subprocess
import sys
from typing import Any

from lxml import etree

from puxi_cli.records.text import visible

_SVG = "{http://www.w3.org/2000/svg}"
_NOISE = ("role", "aria-roledescription", "aria-hidden", "pointer-events", "font-family", "class", "version", "stroke-miterlimit")


_LONG = re.compile(r"([0-9]\.[0-9]{2})[0-9]+")  # a coordinate finer than anybody sees
_beside: subprocess.Popen[bytes] | None = None  # the process that draws, which ends with this one


def begin_drawing() -> None:
    """Start the process that draws, if none is there: the library gets ready on another core while the rules are asked."""
    global _beside
    if _beside is not None and _beside.poll() is None:
        return
    # -P: a folder with a vl_convert.py in it is not asked. A session of its own: Ctrl-C is for this process, whose end is its end.
    command = [sys.executable, "-P", "-m", "puxi_cli.output.drawing"]
    try:
        _beside = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, start_new_session=True
        )
    except OSError:  # no room for one more process
        return
    atexit.register(_end, _beside)


def _end(process: subprocess.Popen[bytes]) -> None:
    process.kill()
    process.communicate()


def drawn(description: dict[str, Any], said: str) -> str:
    """The drawing as one element that a screen reader reads as `said`. The same description gives the same text."""
    drawing = etree.fromstring((_drawn_beside(description) or _drawn_here(description)).encode())
    plain = _plain(drawing)
    plain.set("role", "img")
    plain.set("aria-label", visible(said))
    return etree.tostring(plain, encoding="unicode")


def _drawn_here(description: dict[str, Any]) -> str:
    import vl_convert

    return vl_convert.vegalite_to_svg(description, allowed_base_urls=[])


def _drawn_beside(description: dict[str, Any]) -> str | None:
    """By the process that draws; None where there is none, or it has ended."""
    if _beside is None or _beside.stdin is None or _beside.stdout is None:
        return None
    try:
        _beside.stdin.write(json.dumps(description).encode() + b"\n")
        _beside.stdin.flush()
        answer = _beside.stdout.readline()
    except OSError:
        return None
    return str(json.loads(answer)) if answer.endswith(b"\n") else None


def _draw_what_is_asked() -> None:
    """In the process that draws: a description a line, answered by a line, until nobody asks any more."""
    _drawn_here({"mark": "bar", "data": {"values": []}})
    for line in sys.stdin.buffer:
        sys.stdout.buffer.write(json.dumps(_drawn_here(json.loads(line))).encode() + b"\n")
        sys.stdout.buffer.flush()


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


if __name__ == "__main__":
    _draw_what_is_asked()
