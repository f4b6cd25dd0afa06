"""Text in lines that are not too long: a Chinese character takes two cells, and lines break between any two."""

from __future__ import annotations

import re

from rich.cells import cell_len, set_cell_size

_NOT_FIRST = "，。；：、？！”’）》】,.;:?!)]}%*"  # with * a name goes on that is masked
_PIECE = re.compile(r"[\x21-\x7e]+|.", re.DOTALL)


def folded_lines(text: str, width: int) -> list[str]:
    """A paragraph in lines of at most `width` cells, the later ones as far in as the first.

    Chinese may be broken anywhere, words of Latin letters only at blanks; no line begins with a comma, a closing bracket or a mask.
    """
    indent = text[: len(text) - len(text.lstrip(" "))]
    indent = indent if 2 * len(indent) < width else ""
    pieces: list[str] = []
    for piece in _PIECE.findall(text.lstrip(" ")):
        if pieces and piece[0] in _NOT_FIRST and pieces[-1] != " ":
            pieces[-1] += piece
        else:
            pieces.append(piece)
    lines, line = [], indent
    for piece in pieces:
        if cell_len(line + piece) <= width:
            line += piece
            continue
        ahead, blank, last_word = line.rpartition(" ")
        if blank and piece != " " and cell_len(ahead) > 0.6 * width:
            lines.append(ahead.rstrip())  # rather at a blank near the edge than within a word of Chinese
            line = indent + last_word + piece
        else:
            if line.strip():
                lines.append(line.rstrip())
            line = indent + piece.lstrip(" ")
        while cell_len(line) > width:  # one word longer than a line
            # Where a line is narrower than a Chinese character, it stands there all the same, alone.
            first = set_cell_size(line, width).rstrip() or line.strip()[:1]
            if not first:
                break
            lines.append(first)
            line = indent + line.lstrip(" ")[len(first.lstrip(" ")) :]
    return [*lines, line.rstrip()] if line.strip() or not lines else lines
