"""In which language puxi speaks: `--lang`, then PUXI_LANG, then the locale."""

from __future__ import annotations

import gettext
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import click

from puxi_cli.text.words import Lang, Text

_META = "puxi.lang"
_CATALOGUE, _LANGUAGE = "click", "LANGUAGE"


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


@contextmanager
def clicks_sentences(arguments: Sequence[str]) -> Iterator[None]:
    """Within, Click speaks the language of a call: gettext looks its sentences up in `locale/`, for the language in the environment."""
    with click.Context(click.Command("puxi")) as context:
        settle(context, arguments)
        wanted = current()
    before = os.environ.get(_LANGUAGE), gettext.textdomain()
    gettext.bindtextdomain(_CATALOGUE, str(Path(__file__).with_name("locale")))
    gettext.textdomain(_CATALOGUE)
    os.environ[_LANGUAGE] = wanted
    try:
        yield
    finally:
        gettext.textdomain(before[1])
        if before[0] is None:
            del os.environ[_LANGUAGE]
        else:
            os.environ[_LANGUAGE] = before[0]


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
