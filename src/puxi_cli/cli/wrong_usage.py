"""What Click says of a wrong call, in both languages."""

from __future__ import annotations

import re
from typing import Any

import click

from puxi_cli.cli.choices import Choice, wanted
from puxi_cli.cli.language import Words

# Click's sentences name the value in quotes, or bare where it is a number.
_VALUE = re.compile(r"'?(.*?)'? is not ")
_EXTRA = re.compile(r"\((.*)\)")


def usage_words(error: click.UsageError) -> Words:
    """The sentence for a wrong call; Click's own in English."""
    english = error.format_message()
    if isinstance(error, click.NoSuchOption):
        return Words(f"没有选项 {error.option_name}{_meant(error.possibilities)}", english)
    if isinstance(error, click.exceptions.NoSuchCommand):
        return Words(f"没有命令 {error.command_name}{_meant(error.possibilities)}", english)
    if isinstance(error, click.MissingParameter):
        return Words(f"缺少 {error.param.human_readable_name if error.param else ''}", english)
    if isinstance(error, click.BadParameter):
        return Words(_bad_value(error), english)
    if isinstance(error, click.BadOptionUsage):
        if "does not take" in english:
            return Words(f"{error.option_name} 后面不带值", english)
        return Words(f"{error.option_name} 后面要写一个值", english)
    if english.startswith("Got unexpected extra"):
        found = _EXTRA.search(english)
        return Words(f"多写了 {found[1] if found else '参数'}", english)
    if english == "Missing command.":
        return Words("没有写命令", english)
    return Words(error.message, english)


def _meant(possibilities: list[str] | None) -> str:
    return f"；是否为 {'、'.join(possibilities)}？" if possibilities else ""


def _bad_value(error: click.BadParameter) -> str:
    param = error.param
    if param is None:
        return error.message
    name = param.opts[0] if isinstance(param, click.Option) else param.human_readable_name
    found = _VALUE.match(error.message)
    value = f"“{found[1]}”" if found else ""
    wanted = _wanted(param.type)
    if wanted:
        return f"{name} 的值{value}不对：{wanted}"
    if isinstance(param.type, click.Path) and error.message.endswith(" is a file."):
        return f"{name} 要写文件夹，写的却是一个文件"
    return f"{name} 的值不对：{error.message}"


def _wanted(kind: click.ParamType[Any]) -> str:
    """What an option takes; empty where Click's own types do not say."""
    if isinstance(kind, Choice):
        return f"只能写 {wanted(kind).zh}"
    if isinstance(kind, click.Choice):
        return f"只能写 {'、'.join(map(str, kind.choices))}"
    if isinstance(kind, click.IntRange):
        if kind.min is not None and kind.max is not None:
            return f"要写 {kind.min} 至 {kind.max} 之间的整数"
        if kind.min is not None:
            return f"要写不小于 {kind.min} 的整数"
    return ""
