"""In which language puxi speaks: `--lang`, then PUXI_LANG, then the locale."""

from __future__ import annotations

import gettext
import os
import re
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


_NAMES = {
    "中文": "zh",
    "汉语": "zh",
    "汉字": "zh",
    "简体中文": "zh",
    "chinese": "zh",
    "英文": "en",
    "英语": "en",
    "english": "en",
}
_TAG = re.compile(r"(zh|en)(?:[-_.@].*)?")


def lang_named(word: str) -> Lang | None:
    """The language that a word names: zh, en, a tag or locale of them (zh-CN, en_US.UTF-8), 中文 or 英文; None for any other."""
    plain = word.strip().lower()
    found = _TAG.fullmatch(plain)
    named = found[1] if found else _NAMES.get(plain)
    return None if named is None else "zh" if named == "zh" else "en"


def current() -> Lang:
    """The language of this run."""
    context = click.get_current_context(silent=True)
    if context is not None and _META in context.meta:
        return "zh" if context.meta[_META] == "zh" else "en"
    wanted = os.environ.get("PUXI_LANG") or next(
        (os.environ[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if os.environ.get(name)), ""
    )
    return lang_named(wanted) or "en"


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
        if (lang := lang_named(value or "")) is not None:
            context.meta[_META] = lang
