"""What a checking command found, as JSON. The form is stable: keys are added, never renamed."""

from __future__ import annotations

from typing import Any

from puxi_cli import __version__
from puxi_cli.findings import Checked, Finding, RuleCount
from puxi_cli.reports import words
from puxi_cli.reports.inputs import input_document
from puxi_cli.reports.left_out import left_out_document
from puxi_cli.reports.masking import scrubbed
from puxi_cli.reports.verdicts_json import household_counts, prohibition_document, verdict_documents
from puxi_cli.text.words import Lang


def in_order(findings: tuple[Finding, ...]) -> list[Finding]:
    """As every report lists them: what blocks others, then by place; two of one place by rule."""
    return sorted(findings, key=lambda finding: (finding.order, finding.card.id))


def findings_document(checked: Checked, lang: Lang, show_ids: bool) -> dict[str, Any]:
    """The whole answer of `validate`, `identify` and `exit`; messages and mends in the language asked."""
    document: dict[str, Any] = {
        "puxi": __version__,
        "command": checked.command,
        "as_of": checked.as_of,
        "region": checked.region,
        "inputs": [input_document(read) for read in checked.inputs],
        "rows": dict(checked.rows),
        "counts": outcome_counts(checked),
        "rules": [_rule_document(count) for count in checked.rules],
        "findings": [finding_document(finding, lang, show_ids) for finding in in_order(checked.findings)],
        "notes": [scrubbed(note.of(lang), show_ids) for note in checked.notes],
    }
    document["not_in_force"] = [{"family": family, "rules": number} for family, number in checked.not_in_force]
    if checked.command != "validate":
        document["left_out"] = left_out_document(checked.left_out)
        document["verdicts"] = verdict_documents(checked, show_ids)
    if checked.command == "identify":
        document["households"] = household_counts(checked.verdicts)
        document["prohibitions"] = [prohibition_document(prohibition, show_ids) for prohibition in checked.prohibitions]
    return document


def outcome_counts(checked: Checked) -> dict[str, int]:
    """How many rules ran, and their four outcomes over all rows. Waived failures are counted in `fail` too."""
    return {
        "rules": len(checked.rules),
        "pass": sum(count.passed for count in checked.rules),
        "fail": sum(count.failed for count in checked.rules),
        "unknown": sum(count.unknown for count in checked.rules),
        "not_applicable": sum(count.not_applicable for count in checked.rules),
        "waived": sum(count.waived for count in checked.rules),
    }


def _rule_document(count: RuleCount) -> dict[str, Any]:
    return {
        "rule": count.card.id,
        "pass": count.passed,
        "fail": count.failed,
        "unknown": count.unknown,
        "not_applicable": count.not_applicable,
        "waived": count.waived,
        "name": count.card.name,
        "title": count.card.title,
        "why_unknown": [*count.why_unknown, *count.reasons],
        "finds": count.finds,
    }


def finding_document(finding: Finding, lang: Lang, show_ids: bool) -> dict[str, Any]:
    """One finding; every key is there, null where nothing is known."""
    place = finding.place
    return {
        "rule": finding.card.id,
        "outcome": finding.outcome.value,
        "severity": finding.card.severity.value,
        "duty": finding.card.duty.value,
        "table": finding.table,
        "file": place.file,
        "sheet": place.sheet,
        "row": place.row,
        "column": None if place.heading is None else scrubbed(place.heading, show_ids),
        "cell": place.cell,
        "field": finding.field,
        "household_id": words.household(finding, show_ids),
        "person_id": words.person(finding, show_ids),
        "village": scrubbed(finding.village, show_ids, finding.known) if finding.village else None,
        "name": words.name(finding, show_ids),
        "value": words.value(finding, show_ids),
        "rows": finding.rows,
        "message": words.message(finding, lang, show_ids),
        "mend": words.mend(finding, lang, show_ids),
        "cite": finding.card.cite,
        "waived": None if finding.waived is None else scrubbed(finding.waived, show_ids, finding.known),
    }
