"""Verdicts of `identify` and `exit` as a sheet: those that somebody has to go through first, a column for each item."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from puxi_cli.findings import Checked, Outcome, Verdict
from puxi_cli.output.book import Book, SheetWriter
from puxi_cli.output.cells import COUNT, HEADING, WRAPPED, Look
from puxi_cli.records.scope import Scope
from puxi_cli.reports.inputs import heading_of
from puxi_cli.reports.masking import masked, masked_key, scrubbed
from puxi_cli.reports.verdict_words import item_words, said_of, verdict_words
from puxi_cli.reports.verdicts_text import IN_ORDER, basis, counts_words, place_name
from puxi_cli.text.words import Text

_FILLS = {
    "fail": "FFC7CE",
    "lead_wrongly_listed": "FFEB9C",
    "lead_missed": "FFEB9C",
    "lead_exited": "FFEB9C",
    "unknown": "DDEBF7",
}
_YEAR = Look(number="0")
AGAINST = ("fail", "lead_wrongly_listed", "lead_missed", "lead_exited")


def verdict_counts(verdicts: Iterable[Verdict]) -> Iterator[tuple[Text, Text]]:
    """What identification and exit say of how many households: a line each. Only exit gives points."""
    households = [verdict for verdict in verdicts if verdict.scope == Scope.HOUSEHOLD]
    for words, some in (
        (Text("识别核查（户）", "identification (households)"), [one for one in households if one.points is None]),
        (Text("退出核查（户）", "exit (households)"), [one for one in households if one.points is not None]),
    ):
        if some:
            yield words, counts_words(some)


def add_verdicts(book: Book, checked: Checked, show_ids: bool) -> None:
    """Add the sheet 结论: households first, then the poor villages and the county.

    Where the verdicts of several commands stand together, only those against somebody: the rest is counted in the summary.
    """
    told = [one for one in checked.verdicts if checked.command != "export" or one.verdict in AGAINST]
    if not told:
        return
    items = list(dict.fromkeys(item.item for verdict in told for item in verdict.items))
    heads = [
        *(
            heading_of("households", "household_id", "household"),
            Text("户主", "head"),
            heading_of("households", "village"),
            Text("在册", "listed"),
            Text("退出年度", "exit year"),
            Text("结论", "verdict"),
            Text("分值", "points"),
        )
    ]
    heads += [item_words(item) for item in items] + [Text("依据", "on what")]
    sheet = SheetWriter(book, Text("结论", "Verdicts"), (14, 10, 14, 7, 9, 14, 7, *(10 for _ in items), 60), frozen=1)
    sheet.row(heads, HEADING)
    ordered = sorted(told, key=lambda verdict: (verdict.scope != Scope.HOUSEHOLD, IN_ORDER.index(verdict.verdict)))
    for verdict in ordered:
        said = {item.item: said_of(item) for item in verdict.items if item.outcome is not Outcome.NOT_APPLICABLE}
        look = Look(fill=_FILLS.get(verdict.verdict))
        sheet.row(
            [
                *_who(verdict, show_ids),
                verdict.exit_year,
                verdict_words(verdict.verdict),
                verdict.points,
                *(said.get(item) for item in items),
                basis(verdict, show_ids),
            ],
            [Look(), Look(), WRAPPED, Look(), _YEAR, look, COUNT, *(Look() for _ in items), WRAPPED],
        )
    sheet.filter(len(heads), len(ordered))


def _who(verdict: Verdict, show_ids: bool) -> list[Text | str | None]:
    listed = {True: Text("是", "yes"), False: Text("否", "no"), None: None}[verdict.listed]
    if verdict.exited:
        listed = Text("已退出", "exited")
    if verdict.scope == Scope.COUNTY:
        return [None, None, verdict.name or place_name(verdict), None]
    household = masked_key(verdict.household_id, show_ids) if verdict.household_id else None
    village = scrubbed(verdict.village or "", show_ids) or None
    return [household, masked(verdict.name, "name", show_ids) if verdict.name else None, village, listed]
