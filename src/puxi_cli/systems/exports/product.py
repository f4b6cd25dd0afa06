"""What a product of an export is, and where its files go."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, BinaryIO, TextIO

from puxi_cli.text.words import Lang, Text

if TYPE_CHECKING:
    import pandas as pd

    from puxi_cli.systems.exports.contents import Contents
    from puxi_cli.systems.exports.material import Material


@dataclass(frozen=True)
class Into:
    """Where a product's files go: into `contents` under `folder` (with / at its end, or empty), in a language, masked or not."""

    contents: Contents
    folder: str
    product: str
    lang: Lang
    show_ids: bool

    def said(self, words: Text) -> str:
        """In the reader's language."""
        return words.of(self.lang)

    @contextmanager
    def file(self, path: Text, what: Text, frame: pd.DataFrame | None = None) -> Iterator[BinaryIO]:
        """A file under its path; where it holds a table, `frame` tells its columns."""
        from puxi_cli.systems.exports.datapackage import frame_fields

        fields = None if frame is None else frame_fields(frame)
        with self.contents.file(f"{self.folder}{self.said(path)}", self.product, self.said(what), fields) as stream:
            yield stream

    @contextmanager
    def text(self, path: Text, what: Text) -> Iterator[TextIO]:
        """The same for text."""
        with self.file(path, what) as stream:
            text = io.TextIOWrapper(stream, encoding="utf-8", newline="\n")
            yield text
            text.flush()
            text.detach()

    def csv(self, path: Text, what: Text, frame: pd.DataFrame) -> None:
        """A table as CSV."""
        from puxi_cli.output.csv_table import write_csv

        with self.file(path, what, frame) as stream:
            write_csv(frame, stream)


@dataclass(frozen=True)
class Product:
    """A product by its name, and by the Chinese one that a call may give: what it is, and how it is made."""

    name: str
    chinese: str
    words: Text
    make: Callable[[Material, Into], None]
