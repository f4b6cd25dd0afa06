"""What Click says of a wrong call, in the reader's language."""

from __future__ import annotations

import click

from puxi_cli.cli.language import Words


def usage_words(error: click.UsageError) -> str:
    """The sentence for a wrong call: Click's own, by its catalogue (`language.clicks_sentences`)."""
    if isinstance(error, click.MissingParameter) and error.param:
        # Click ends this sentence with a full stop, whatever the language.
        return str(Words(f"缺少 {error.param.human_readable_name}", error.format_message()))
    # Nor does it leave out the blank before what may be meant.
    return error.format_message().replace(" ；", "；")
