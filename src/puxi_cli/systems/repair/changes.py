"""What was changed in a file: cell by cell, with the reason."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from puxi_cli.records.place import Place
from puxi_cli.text.words import Text


class Reason(StrEnum):
    """Why a cell is written anew."""

    BLANKS = "blanks"
    PROTECTED = "protected"
    LETTER = "letter"
    WIDTH = "width"
    CASE = "case"
    CROSS = "cross"
    POINT = "point"
    HYPHENS = "hyphens"
    FIGURE = "figure"
    DATE = "date"
    CODE = "code"
    LABEL = "label"
    MISSPELT = "misspelt"
    FROM_NUMBER = "from_number"
    FROM_ABOVE = "from_above"

    @property
    def words(self) -> Text:
        """What it is called."""
        return _WORDS[self]


_WORDS = {
    Reason.BLANKS: Text("多余的空格或不可见字符", "blanks or marks that are not seen"),
    Reason.PROTECTED: Text("防止变成数字的符号", "signs that kept it from becoming a number"),
    Reason.LETTER: Text("部首符号改为汉字", "signs that only look like letters"),
    Reason.WIDTH: Text("全角字符", "full-width forms"),
    Reason.CASE: Text("小写字母 x", "a small x"),
    Reason.CROSS: Text("末位字母 X 的写法", "another sign for the X at the end"),
    Reason.POINT: Text("多余的 .0", "a .0 that a program left behind"),
    Reason.HYPHENS: Text("电话号码中的连字符", "hyphens in a telephone number"),
    Reason.FIGURE: Text("数字的写法", "how a figure is written"),
    Reason.DATE: Text("日期的写法", "how a date is written"),
    Reason.CODE: Text("代码改为名称", "a code where the column has labels"),
    Reason.LABEL: Text("名称改为代码", "a label where the column has codes"),
    Reason.MISSPELT: Text("已知的错别字", "a known misspelling"),
    Reason.FROM_NUMBER: Text("由证件号码填写", "what the identity number says"),
    Reason.FROM_ABOVE: Text("照上一行填写", "what the row above says"),
}


@dataclass(frozen=True)
class Change:
    """A cell that is written anew, None where it held or holds nothing; `personal` says how its texts are masked."""

    place: Place
    before: str | None
    after: str | None
    reason: Reason
    personal: str | None = None


@dataclass(frozen=True)
class Fixed:
    """What was changed in a file, and what its reader must know."""

    source: Path
    changes: tuple[Change, ...]
    notes: tuple[Text, ...]
