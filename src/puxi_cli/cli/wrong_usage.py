"""What Click says of a wrong call, in the reader's language."""

from __future__ import annotations

import click

from puxi_cli.cli.language import Words

_IN_CHINESE = {
    "HOUSEHOLD": "户编号（或姓名）",
    "OLD": "旧表",
    "NEW": "新表",
    "FILE": "文件",
    "DIR": "文件夹",
    "FOLDER": "文件夹",
    "NAME": "名称",
    "RULE": "规则编号",
    "OTHER": "另一份台账",
}


def usage_words(error: click.UsageError) -> str:
    """The sentence for a wrong call: Click's own, by its catalogue (`language.clicks_sentences`)."""
    if isinstance(error, click.MissingParameter) and error.param:
        # Click ends this sentence with a full stop, whatever the language.
        name = error.param.human_readable_name
        return str(Words(f"缺少{_IN_CHINESE.get(name.strip('[].'), f' {name}')}", error.format_message()))
    # Nor does it leave out the blank before what may be meant.
    return error.format_message().replace(" ；", "；")
