"""Cells that hold a label of a code list."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from puxi_cli.records.codes import CodeList, code_list
from puxi_cli.records.kinds import CellFault, Kind
from puxi_cli.records.text import says_lacking, says_no, trimmed
from puxi_cli.text.words import Text

_FEW_LABELS = 4  # are told even beside a near miss
_MOST_LABELS = 12  # a message names no more of a code list


@dataclass(frozen=True)
class Code(Kind):
    """One label of a code list; with `several`, labels side by side, kept in the order they are written. `may_lack`: 0 and × say that
    there is none."""

    list_name: str
    several: bool = False
    repeats: bool = True
    may_lack: bool = False

    @property
    def codes(self) -> CodeList:
        """The list itself."""
        return code_list(self.list_name)

    def read(self, text: str) -> str:
        label = self.codes.read(text)
        if label is not None:
            return label
        if self.several:
            parts = [part for part in re.split(r"[,，、;；/+＋\s]+|(?<=\w)[和及与且兼](?=\w)", trimmed(text)) if part]
            if len(parts) == 1:
                parts = self.codes.labels_in(parts[0])
            labels = [self.codes.read(part) for part in parts]
            if labels and all(labels):
                return "、".join(dict.fromkeys(label for label in labels if label))
            # Each part has to have its own near miss: what is offered must not lose one.
            meant = [label or self.codes.nearest(part) for label, part in zip(labels, parts, strict=True)]
            raise CellFault("code_list", "、".join(dict.fromkeys(map(str, meant))) if meant and all(meant) else None)
        raise CellFault("code_list", self.codes.nearest(text))

    def is_nothing(self, text: str) -> bool:
        return says_lacking(text) or (self.may_lack and says_no(text))

    @property
    def allowed(self) -> Text:
        return self._with_several(Text(self.codes.described(), self.codes.described()))

    def brief(self, hinted: bool = False) -> Text:
        labels = self.codes.labels
        if hinted and len(labels) > _FEW_LABELS:
            return self._with_several(Text(f"代码表所列 {len(labels)} 项之一", f"one of the {len(labels)} of its list"))
        if len(labels) <= _MOST_LABELS:
            return self.allowed
        few = "、".join(labels[: _MOST_LABELS - 4])
        return self._with_several(Text(f"{few} 等 {len(labels)} 项", f"{few} and {len(labels) - _MOST_LABELS + 4} more"))

    def _with_several(self, words: Text) -> Text:
        return words + Text("（可并列，用顿号分开）", " (several may stand side by side)") if self.several else words

    def json_schema(self) -> dict[str, Any]:
        return {"type": "string"} if self.several else {"type": "string", "enum": list(self.codes.labels)}

    def table_schema(self) -> dict[str, Any]:
        if self.several:
            return {"type": "string"}
        return {"type": "string", "constraints": {"enum": list(self.codes.labels)}}
