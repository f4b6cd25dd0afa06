"""Whether somebody sits at a terminal."""

from __future__ import annotations

import sys


def at_a_terminal() -> bool:
    """Whether somebody reads along."""
    return sys.stderr.isatty()
