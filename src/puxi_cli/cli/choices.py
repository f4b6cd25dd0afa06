"""Options that take one of a few words: each word may be given in English or in Chinese."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import click

from puxi_cli.cli.language import Words, current

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem


class Choice(click.Choice[str]):
    """One of some words; `chinese` has each English word with the Chinese one that means the same."""

    def __init__(self, chinese: Mapping[str, str]) -> None:
        super().__init__(list(chinese))
        self.chinese = chinese
        self._english = {word: name for name, word in chinese.items()}

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The English word; refuses what is neither."""
        return super().convert(self._english.get(value, value), param, ctx)

    def get_invalid_choice_message(self, value: Any, ctx: click.Context | None) -> str:
        """What may be given, in both languages."""
        return str(Words(f"没有“{value}”，只能写 {wanted(self).zh}", super().get_invalid_choice_message(value, ctx)))

    def shown(self) -> list[str]:
        """The words in the reader's language."""
        return list(self.chinese.values() if current() == "zh" else self.chinese)

    def get_metavar(self, param: click.Parameter, ctx: click.Context) -> str | None:
        """What the help shows behind the option."""
        return f"[{'|'.join(self.shown())}]"

    def shell_complete(self, ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
        """The words that begin so, in either language."""
        from click.shell_completion import CompletionItem

        words = [word for pair in self.chinese.items() for word in pair]
        return (
            [CompletionItem(word) for word in words if word.startswith(incomplete)]
            if incomplete
            else ([CompletionItem(word) for word in self.shown()])
        )


class Between(click.IntRange):
    """A whole number within limits, which are shown as people write them."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Returns the number. Raises click.BadParameter where it is none, or lies outside."""
        try:
            return super().convert(value, param, ctx)
        except click.BadParameter as error:
            limits = f" {self.min} 至 {self.max} 之间的整数" if self.max is not None else f"不小于 {self.min} 的整数"
            said = error.message.replace("is not a valid integer range.", "is not a whole number.")
            self.fail(str(Words(f"“{value}”不是{limits}", said)), param, ctx)

    def _describe_range(self) -> str:
        return f"{self.min}–{self.max}" if self.max is not None else f"≥ {self.min}"


def severities(*, never: bool = False) -> Choice:
    """From which severity on."""
    return Choice({"error": "错误", "warning": "警告"} | ({"never": "从不"} if never else {}))


def forms(*names: str) -> Choice:
    """Forms of output; those named by an ending have no other name in Chinese."""
    return Choice({name: {"text": "文本", "html": "网页"}.get(name, name) for name in names})


VILLAGE = {"village": "村"}
LISTED = {"listed": "在册", "exited": "已脱贫", "registered": "曾建档"}
UNITS = {"household": "户", "person": "人"}
COMMANDS = {"validate": "校验", "identify": "识别", "exit": "退出"}


def in_chinese(default: Any, kind: click.ParamType[Any]) -> str:
    """A default as the help of this run shows it."""
    return kind.chinese.get(default, str(default)) if isinstance(kind, Choice) and current() == "zh" else str(default)


def wanted(kind: Choice) -> Words:
    """What may be given, in both languages."""
    pairs = [word if word == name else f"{word}（{name}）" for name, word in kind.chinese.items()]
    return Words("、".join(pairs), ", ".join(kind.chinese))
