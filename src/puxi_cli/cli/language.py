"""In which language puxi speaks: `--lang`, then PUXI_LANG, then the locale."""

from __future__ import annotations

import os
from collections.abc import Sequence

import click

from puxi_cli.text.words import Lang, Text

_META = "puxi.lang"


class Words(Text):
    """Words that Click prints: in the language of this run."""

    def __str__(self) -> str:
        return self.of(current())


def current() -> Lang:
    """The language of this run."""
    context = click.get_current_context(silent=True)
    if context is not None and _META in context.meta:
        return "zh" if context.meta[_META] == "zh" else "en"
    wanted = os.environ.get("PUXI_LANG") or next(
        (os.environ[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if os.environ.get(name)), ""
    )
    return "zh" if wanted.lower().startswith("zh") else "en"


def settle(context: click.Context, arguments: Sequence[str]) -> None:
    """Note `--lang` before anything is parsed, so that help and errors speak it too, wherever it stands."""
    for position, argument in enumerate(arguments):
        if argument == "--":
            return
        value = None
        if argument == "--lang" and position + 1 < len(arguments):
            value = arguments[position + 1]
        elif argument.startswith("--lang="):
            value = argument.removeprefix("--lang=")
        if value in ("zh", "en"):
            context.meta[_META] = value
