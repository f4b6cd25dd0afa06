"""The log of exports: a file for each day, a line for each thing that happened, without a value of anybody's row."""

from __future__ import annotations

import os
from datetime import datetime
from pathlib import Path

from puxi_cli.reports.masking import scrubbed
from puxi_cli.reports.writing import not_written

FOLDER = "logs"


class Journal:
    """Where a run writes down what it does: `logs/export-YYYY-MM-DD.log` in the folder of the exports."""

    def __init__(self, root: Path) -> None:
        self._root = root

    def say(self, text: str) -> None:
        """Append a line with the hour; numbers of persons and telephones are masked. Raises NotWritten."""
        now = datetime.now()
        path = self._root / FOLDER / f"export-{now:%Y-%m-%d}.log"
        line = f"{now:%Y-%m-%dT%H:%M:%S} {scrubbed(text, False)}".replace("\n", " ")
        try:
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            handle = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
            try:
                os.write(handle, f"{line}\n".encode())
            finally:
                os.close(handle)
        except OSError as error:
            raise not_written(str(path), error) from error
