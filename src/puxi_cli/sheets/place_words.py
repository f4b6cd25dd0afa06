"""The villages that a title, a line or a name of a sheet or file names."""

from __future__ import annotations

import re

from puxi_cli.records.text import folded

# A village at the beginning of a word or behind its town or another village, as titles and names of sheets have it.
_NAMED = re.compile(
    r"(?:(?<![一-鿿])|(?<=[镇乡村])|(?<=街道)|(?<=苏木)|(?<=社区)|(?<=办事处)|(?<=年)|(?<=年度))"
    r"(?!年|度)(?P<name>[一-鿿]{1,7}?(?:村|社区))(?![庄级干组集务镇部屯医社])"
)
_ABOVE = re.compile(r".*(?:[省市县旗镇乡]|街道|苏木|办事处)(?=.{3})")
# Words that end in 村 and name no village.
_NO_VILLAGE = re.compile(
    r".*(?:各|全|本|每|该|某|贫困|行政|脱贫|驻|所在|自然|重点|出列|中心|[县镇乡]|农|到|帮扶|示范|个)村|(?:各|全|本|每|该|某|所在)社区|村"
)


def villages_in(text: str) -> list[str]:
    """The villages that a title or a name of a sheet names, without their town."""
    found = (_ABOVE.sub("", match["name"]) for match in _NAMED.finditer(folded(text)))
    return [name for name in found if not _NO_VILLAGE.fullmatch(name)]
