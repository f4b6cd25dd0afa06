"""Help pages that fit the terminal in Chinese too: a Chinese character takes two columns, and lines break between any two."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import click
from rich.cells import cell_len

from puxi_cli.text.folding import folded_lines


class Formatter(click.HelpFormatter):
    """Click's formatter, with the width of characters as a terminal shows them."""

    def write_text(self, text: str) -> None:
        """A paragraph each for the parts between blank lines; lines that begin with two blanks stay as they are."""
        room = max(self.width - self.current_indent, 20)
        paragraphs = [paragraph for paragraph in text.split("\n\n") if paragraph.strip()]
        for number, paragraph in enumerate(paragraphs):
            if number:
                self.write("\n")
            if paragraph.startswith("  "):
                lines: Sequence[str] = paragraph.split("\n")
            else:
                lines = folded_lines(" ".join(paragraph.split()), room)
            for line in lines:
                self.write(f"{'':>{self.current_indent}}{line}\n")

    def write_heading(self, heading: str) -> None:
        """A section's name."""
        colon = ":" if heading.isascii() else "："
        self.write(f"{'':>{self.current_indent}}{heading}{colon}\n")

    def write_dl(self, rows: Iterable[tuple[str, str]], col_max: int = 30, col_spacing: int = 2) -> None:
        """Two columns: options or commands, and what they do."""
        rows = list(rows)
        first = min(max((cell_len(name) for name, _ in rows), default=0), col_max) + col_spacing
        room = max(self.width - self.current_indent - first, 20)
        for name, words in rows:
            lines = folded_lines(" ".join(words.split()), room)
            indent = f"{'':>{self.current_indent}}"
            if cell_len(name) <= first - col_spacing:
                self.write(f"{indent}{name}{' ' * (first - cell_len(name))}{lines.pop(0)}\n".rstrip() + "\n")
            else:
                self.write(f"{indent}{name}\n")
            for line in lines:
                self.write(f"{indent}{' ' * first}{line}\n")
