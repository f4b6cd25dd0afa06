"""Where in a TOML file something stands: tomllib forgets the lines of what it read."""

from __future__ import annotations

import re
import tomllib

_ENTRY = re.compile(r"\s*\[\[\s*[\"']?(?P<name>[^\]\"']+?)[\"']?\s*\]\]")
_TABLE = re.compile(r"\s*\[\s*[\"']?(?P<name>[^\[\]\"']+?)[\"']?\s*\]")
_KEY = re.compile(r"\s*[\"']?(?P<name>[^\s\"'=.\[\]#]+)[\"']?\s*[=.]")
_AT_LINE = re.compile(r"\(at line ([0-9]+)")


class Lines:
    """The lines of a TOML file, counted from 1, where keys and the entries of an array of tables stand."""

    def __init__(self, text: str) -> None:
        self._keys: dict[tuple[int | str | None, str], int] = {}
        self._entries: list[int] = []
        entry: int | str | None = None
        for number, line in enumerate(text.splitlines(), 1):
            if found := _ENTRY.match(line):
                self._keys.setdefault((None, found["name"]), number)
                entry = found["name"]
                if entry == "values":
                    entry = len(self._entries)
                    self._entries.append(number)
            elif found := _TABLE.match(line):
                if isinstance(entry, int) and "." in found["name"]:
                    self._keys.setdefault((entry, found["name"].partition(".")[2]), number)
                else:
                    entry = found["name"]
                    self._keys.setdefault((None, entry), number)
            elif found := _KEY.match(line):
                self._keys.setdefault((entry, found["name"]), number)

    def entry(self, index: int) -> int:
        """The line of an entry's heading; of `values` itself where the entries are written in one line."""
        return self._entries[index] if index < len(self._entries) else self.key("values")

    def key(self, name: str, within: int | str | None = None) -> int:
        """The line of a key, or of a table's heading; `within` is an entry's number or a table's name.

        Where it is not found, the line of the entry, of the table, or of the file's beginning.
        """
        found = self._keys.get((within, name))
        if found is not None:
            return found
        if isinstance(within, int):
            return self.entry(within)
        return 1 if within is None else self.key(within)


def line_of_fault(error: tomllib.TOMLDecodeError | UnicodeDecodeError, text: str) -> int:
    """The line at which reading stopped."""
    if isinstance(error, UnicodeDecodeError):
        return error.object[: error.start].count(b"\n") + 1
    found = _AT_LINE.search(str(error))
    return int(found[1]) if found else max(len(text.splitlines()), 1)
