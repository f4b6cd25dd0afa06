"""What `puxi.toml` says of repairs: `[misspellings]`, words and headings that are known to be written wrong."""

from __future__ import annotations

from typing import Annotated

from puxi_cli.jobs.settings_parts import PAIRS, Section, Written

MISSPELLINGS: Section[dict[str, str]] = Section("misspellings", Annotated[dict[str, Written], PAIRS], dict)
SECTIONS = (MISSPELLINGS,)
