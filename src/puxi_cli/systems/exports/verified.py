"""How an export compares with its manifest, as text and as JSON."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TextIO

from puxi_cli import __version__
from puxi_cli.output.page import Page
from puxi_cli.text.words import COLON, COMMA, NO_WORDS, Lang, Text

if TYPE_CHECKING:
    from puxi_cli.systems.exports.manifest import Verified


def write_verified_text(told: Verified, stream: TextIO, lang: Lang) -> None:
    """What is whole, then every path that is not."""
    page = Page(stream, lang)
    made_of = told.manifest.made_of
    count = len(told.manifest.files)
    registers = [_register(one) for one in made_of.get("registers", ())]
    page.line(
        f"{told.folder}"
        + (COLON + COMMA.join([COMMA.join(registers), f"puxi {made_of.get('puxi')}", f"law {made_of.get('law')}"]))
    )
    lists = (
        (told.missing, Text("缺失", "missing"), "bold red"),
        (told.changed, Text("改动", "changed"), "bold red"),
        (told.unknown, Text("清单中没有", "in no manifest"), "yellow"),
    )
    for paths, words, style in lists:
        for path in paths:
            page.line(words + COLON + path, style)
    wrong = len(told.missing) + len(told.changed)
    if told.whole:
        page.line(Text(f"✓ 完整：{count} 个文件都在，与清单一致", f"✓ whole: all {count} files are there as they were written"))
    else:
        page.line(
            Text(
                f"✗ 不完整：{count} 个文件中 {wrong} 个缺失或改动",
                f"✗ not whole: {wrong} of {count} files are missing or changed",
            )
        )


def _register(one: Mapping[str, Any]) -> Text:
    as_of = one.get("as_of") or Text("（没有导出）", "(not exported)")
    return f"{one['name']} " + (NO_WORDS + as_of) if one.get("name") else NO_WORDS + as_of


def verified_document(told: Verified) -> dict[str, Any]:
    """The same for programs."""
    return {
        "puxi": __version__,
        "command": "export verify",
        "folder": str(told.folder),
        "whole": told.whole,
        "files": len(told.manifest.files),
        "missing": list(told.missing),
        "changed": list(told.changed),
        "unknown": list(told.unknown),
        "made_of": dict(told.manifest.made_of),
    }
