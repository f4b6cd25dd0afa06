"""How each column was understood, as JSON."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from puxi_cli import __version__
from puxi_cli.findings import InputRead
from puxi_cli.reports.inputs import input_document


def headings_document(inputs: Sequence[InputRead]) -> dict[str, Any]:
    """The answer of `headings`: the inputs as in `validate`, each sheet with its columns."""
    return {"puxi": __version__, "command": "headings", "inputs": [input_document(read, columns=True) for read in inputs]}
