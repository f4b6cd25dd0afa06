"""All findings as a list to search: household, village, place, message, level, duty, rule."""

from __future__ import annotations

from puxi_cli.findings import Checked, Finding, Outcome, Severity
from puxi_cli.output.row_lists import Filled, ListColumn, RowList
from puxi_cli.reports import words
from puxi_cli.reports.findings_json import in_order
from puxi_cli.reports.inputs import heading_words
from puxi_cli.reports.masking import scrubbed
from puxi_cli.text.words import Lang, Text, each_of


def findings_list(checked: Checked, lang: Lang, show_ids: bool) -> RowList | None:
    """The findings in the order of every report, waived ones last; None where there are none."""
    findings = in_order(checked.findings)
    if not findings:
        return None
    findings.sort(key=lambda finding: finding.waived is not None)
    files = {read.file for read in checked.inputs}
    only_file = next(iter(files)) if len(files) == 1 else None
    heads = each_of(
        (
            Text("户", "household"),
            Text("行政村", "village"),
            Text("位置", "where"),
            Text("说明", "message"),
            Text("级别", "level"),
            Text("责任", "duty"),
            Text("规则", "rule"),
        ),
        lang,
    )
    keys = ("household", "village", "where", "message", "level", "duty", "rule")
    looks = {severity.words.of(lang): severity.value for severity in Severity}
    columns = tuple(
        ListColumn(head, key in ("village", "level", "duty", "rule"), looks if key == "level" else {}, key)
        for key, head in zip(keys, heads, strict=True)
    )
    rest = Text("全部问题：--format xlsx 或 csv", "All of them: --format xlsx or csv").of(lang)
    return RowList(
        lang,
        "findings",
        Text("全部问题", "All findings").of(lang),
        columns,
        [_row(one, lang, show_ids, only_file) for one in findings],
        rest,
    )


def _row(finding: Finding, lang: Lang, show_ids: bool, only_file: str | None) -> tuple[str | Filled, ...]:
    card = finding.card
    who = tuple(part for part in (words.household(finding, show_ids), words.name(finding, show_ids)) if part)
    return (
        Filled(("", *[" "] * (len(who) - 1), ""), who) if who else "",
        scrubbed(finding.village, show_ids) if finding.village else "",
        _where(finding, lang, only_file),
        _message(finding, lang, show_ids),
        card.severity.words.of(lang),
        card.duty.words.of(lang),
        card.id,
    )


def _where(finding: Finding, lang: Lang, only_file: str | None) -> Filled:
    """As `words.where` says it, in pieces."""
    place = finding.place
    pieces, values = [""], list[str]()

    def say(before: str, value: str, behind: str = "") -> None:
        pieces[-1] += before if values or pieces[-1] else before.lstrip()
        values.append(value)
        pieces.append(behind)

    if not (only_file == place.file and place.sheet):
        say("", place.file)
    if place.sheet:
        say(" ", place.sheet)
    if place.row is not None:
        say(Text(" 第", " row ").of(lang), str(place.row), Text("行", "").of(lang))
    if place.heading and (heading := heading_words(place.heading)):
        say(" ", heading)
    if place.cell and place.row is not None:
        say(" (", place.cell.removesuffix(str(place.row)))
        say("", str(place.row), ")")
    return Filled(tuple(pieces), tuple(values))


def _message(finding: Finding, lang: Lang, show_ids: bool) -> Filled:
    """What is wrong; how to mend it where that differs from finding to finding; why it is waived."""
    card = finding.card
    pieces, values = words.parted(words.sentence(finding, lang), finding, lang, show_ids)
    if finding.outcome is Outcome.UNKNOWN:
        pieces = (Text("无法判断：", "cannot tell: ").of(lang) + pieces[0], *pieces[1:])
    mend = card.mend.of(lang)
    if "{" in mend:
        more, filling = words.parted(mend, finding, lang, show_ids)
        pieces, values = (*pieces[:-1], pieces[-1] + Text("。", ". ").of(lang) + more[0], *more[1:]), (*values, *filling)
    if finding.waived is not None:
        before, behind = each_of((Text("（已豁免：", " (waived: "), Text("）", ")")), lang)
        pieces, values = (*pieces[:-1], pieces[-1] + before, behind), (*values, scrubbed(finding.waived, show_ids))
    return Filled(pieces, values)
