"""What a finding says, in the reader's language, with its personal values masked."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache
from string import Formatter
from typing import Any

from puxi_cli.findings import Finding
from puxi_cli.records.place import Place
from puxi_cli.records.scope import Scope
from puxi_cli.reports.inputs import heading_words
from puxi_cli.reports.masking import masked, masked_key, personal, scrubbed
from puxi_cli.text.words import ITEMS, Lang, Text

# Facts and numbers of the law that are shares of one: written in percent.
_SHARES = frozenset(
    (
        "incidence",
        "income_ratio",
        "income_ratio_before",
        "road_share",
        "water_share",
        "insurance_share",
        "housing_share",
        "village_incidence_limit",
        "county_incidence_limit",
        "county_income_share",
        "county_road_share",
        "county_water_share",
        "county_insurance_share",
        "county_housing_share",
    )
)


# Of a column that one rule refuses as a whole (`sheets.whole_columns`).
_OF_COLUMN = Text(
    "“{heading}”列已填 {filled} 格，其中 {rows_with_it} 格不符（如“{examples}”），应为{allowed}；{cause}，只列第一格",
    "{heading} has {filled} filled cells, of which {rows_with_it} do not fit (as {examples}); it takes {allowed}; {cause}. "
    "Only the first cell is listed",
)
_OF_CELLS = (Scope.CELL, Scope.ROW, Scope.HOUSEHOLD_ROWS)

# A figure that is blank has no unit: 人均纯收入 （空白）, and not （空白） 元.
_BLANK_WITH_UNIT = re.compile(r"(（空白）|\(blank\)) ?(?:元|平方米|亩|公里|个月|岁|人|天|%|yuan|mu|km|months|days)")


def message(finding: Finding, lang: Lang, show_ids: bool) -> str:
    """The card's sentence with the finding's values in its braces.

    `{value}` is the finding's own value where `values` has none of that name. Raises KeyError for a brace without a value:
    a sentence with a hole is never printed.
    """
    said = sentence(finding, lang).format_map(_filling(finding, lang, show_ids))
    return _BLANK_WITH_UNIT.sub(r"\1", said)


def sentence(finding: Finding, lang: Lang) -> str:
    """The card's sentence with its braces; of a whole column, or of a cell that is merged or copied over
    several rows, also over how many."""
    card = finding.card
    if "filled" in finding.values:
        return _OF_COLUMN.of(lang)
    said = card.sentence.of(lang)
    if finding.rows == 1 or card.scope not in _OF_CELLS:
        return said
    return said + Text("（合并或重复填写，共 {rows_with_it} 行，只列第一处）", " (merged or copied over {rows_with_it} rows)").of(
        lang
    )


def mend(finding: Finding, lang: Lang, show_ids: bool) -> str:
    """How it is put right; braces as in `message`."""
    card = finding.card
    return card.mend.of(lang).format_map(_filling(finding, lang, show_ids))


def parted(sentence: str, finding: Finding, lang: Lang, show_ids: bool) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """A sentence of the finding's card in pieces: what stands around its braces, and what fills them.

    Put together they are what `message` and `mend` give; apart, the pieces of one rule's findings are the same.
    """
    pieces, names = _braces(sentence)
    if not names:
        return pieces, ()
    filling = _filling(finding, lang, show_ids)
    return pieces, tuple(filling[name] for name in names)


@cache
def _braces(sentence: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The pieces around the braces, one more than there are braces, and the names in them."""
    pieces, names = [""], []
    for text, name, _, _ in Formatter().parse(sentence):
        pieces[-1] += text
        if name is not None:
            names.append(name)
            pieces.append("")
    return tuple(pieces), tuple(names)


def value(finding: Finding, show_ids: bool) -> str | None:
    """The value as it stands in the cell, masked where it is personal."""
    if finding.value is None:
        return None
    how = _how(finding, "value")
    return masked(finding.value, how, show_ids) if how else scrubbed(finding.value, show_ids, finding.known)


def where(place: Place, lang: Lang, *, beside: str | None = None) -> str:
    """A place in a few words: 人口信息 第37行 证件号码 (F37). The file is named unless it is the one in `beside`."""
    words = row_words(place, lang, beside)
    column = heading_words(place.heading) if place.heading else ""
    if place.cell:
        column = f"{column} ({place.cell})".strip()
    return f"{words} {column}".strip()


def row_words(place: Place, lang: Lang, beside: str | None) -> str:
    """A row in a few words: 人口信息 第37行."""
    parts = [] if beside == place.file and place.sheet else [place.file]
    if place.sheet:
        parts.append(place.sheet)
    if place.row is not None:
        parts.append(Text(f"第{place.row}行", f"row {place.row}").of(lang))
    return " ".join(parts)


def _how(finding: Finding, name: str) -> str | None:
    """How a named value is masked: as the finding says; its own value also as its field's model says."""
    how = finding.personal.get(name)
    return personal(finding.table, finding.field) if how is None and name == "value" else how


def _filling(finding: Finding, lang: Lang, show_ids: bool) -> Mapping[str, str]:
    values = finding.values
    if "value" not in values and finding.value is not None:
        values = {**values, "value": finding.value}
    if finding.rows > 1:
        values = {**values, "rows_with_it": finding.rows}
    keys = (finding.household_id, finding.person_id)

    def filled(name: str, item: Any) -> str:
        """One value as a reader writes it; a list is an enumeration."""
        if isinstance(item, list):
            return ITEMS.of(lang).join(filled(name, part) for part in item)
        if isinstance(item, Place):
            return row_words(item, lang, finding.place.file)
        if name.startswith("heading") and isinstance(item, str):
            return heading_words(item)
        text = _percent(item) if name in _SHARES and isinstance(item, float) else plain(item, lang)
        if item is not None and (how := _how(finding, name)):
            return masked(text, how, show_ids)
        return masked_key(text, show_ids) if text in keys else scrubbed(text, show_ids, finding.known)

    return {name: filled(name, item) for name, item in values.items()}


def _percent(share: float) -> str:
    return f"{share * 100:.2f}".rstrip("0").rstrip(".") + "%"


def plain(item: Any, lang: Lang) -> str:
    """A value as text."""
    if isinstance(item, Text):
        return item.of(lang)
    if item is None:
        return Text("（空白）", "(blank)").of(lang)
    if isinstance(item, bool):
        return Text("是" if item else "否", "yes" if item else "no").of(lang)
    # Money and rates are kept to the fen; 3070.0 is written 3070.
    return f"{item:.2f}".rstrip("0").rstrip(".") if isinstance(item, float) else str(item)


def scrubbed_words(words: Text) -> Text:
    """A note without numbers of persons."""
    return Text(*(scrubbed(said, False) for said in words))


def household(finding: Finding, show_ids: bool) -> str | None:
    """The household's number as a report shows it."""
    return masked_key(finding.household_id, show_ids) if finding.household_id else None


def person(finding: Finding, show_ids: bool) -> str | None:
    """The person's number as a report shows it."""
    return masked_key(finding.person_id, show_ids) if finding.person_id else None


def name(finding: Finding, show_ids: bool) -> str | None:
    """The name of the head or the member, as a report shows it."""
    return masked(finding.name, "name", show_ids) if finding.name else None


def lacking_words(names: Sequence[str]) -> Text:
    """Sheets (程序) and columns (程序.步骤, or several of which one serves, with / between them) that no file has."""
    either = Text("或", " or ")
    return ITEMS.join(either.join(_lacking_way(way) for way in name.split(" / ")) for name in names)


def why_words(lacking: Sequence[str], reasons: Sequence[Text | str]) -> list[Text | str]:
    """Why something is unknown: what no file has (`lacking_words`), then the other reasons, each once."""
    first = [Text("缺少", "missing: ") + lacking_words(lacking)] if lacking else []
    return list(dict.fromkeys([*first, *reasons]))


def _lacking_way(way: str) -> Text:
    sheet, _, heading = way.partition(".")
    return Text(f"“{sheet}”表的“{heading}”列", way) if heading else Text(f"“{sheet}”表", f"the sheet {way}")
