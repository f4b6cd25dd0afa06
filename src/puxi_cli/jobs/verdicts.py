"""From the outcomes of rules to a verdict for each household, each poor village and the county."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from puxi_cli.findings import Finding, Item, Lead, Outcome, Scope, Verdict
from puxi_cli.jobs.assess import Assessed, open_failures
from puxi_cli.jobs.judge import outcome_column
from puxi_cli.law.law import Law
from puxi_cli.rules.base import CODES

_SAID = {code: said for said, code in CODES.items()}
_WORST = (Outcome.FAIL, Outcome.UNKNOWN, Outcome.PASS, Outcome.NOT_APPLICABLE)
RED_LINES = "ID20"


def identify_verdicts(assessed: Assessed) -> Iterator[Verdict]:
    """A verdict for every household on the register, and for every household that never was."""
    findings = assessed.checked.findings
    wrongly = open_failures(findings, "ID107") | open_failures(findings, "ID303")
    missed = open_failures(findings, "ID108")
    leads: dict[str, list[Lead]] = {}
    for finding in findings:
        if finding.card.id.startswith(RED_LINES) and finding.household_id and not finding.waived:
            leads.setdefault(finding.household_id, []).append(_lead(finding))
    for row in _rows(assessed, Scope.HOUSEHOLD):
        household, standing = row["household_id"], row["standing"]
        if household is None or standing == "exited":
            continue
        listed = row["on_register"]
        said = None if listed is None else _answer(assessed, row, "ID107" if listed else "ID108")
        if household in wrongly or household in leads:
            verdict = "lead_wrongly_listed"
        elif household in missed:
            verdict = "lead_missed"
        elif said is None or said == CODES[Outcome.UNKNOWN]:
            verdict = "unknown"
        else:
            verdict = "consistent"
        yield Verdict(
            Scope.HOUSEHOLD, verdict, _items(assessed, Scope.HOUSEHOLD, row, None), household, row["village"], row["head_name"], listed=listed,
            planned=standing == "planned", leads=tuple(leads.get(household, ())),
        )  # fmt: skip


def exit_verdicts(assessed: Assessed, law: Law) -> Iterator[Verdict]:
    """Verdicts of the households that have left or are planned to leave, then of the poor villages, then of the county.

    Of whom it cannot be told whether they have left there is one, too: it is unknown.
    """
    households = [
        _with_points(
            Scope.HOUSEHOLD, _items(assessed, Scope.HOUSEHOLD, row, law), household_id=row["household_id"], village=row["village"],
            name=row["head_name"], exit_year=row["leaving_year"], planned=row["planned"], listed=row["on_register"],
        )
        for row in _rows(assessed, Scope.HOUSEHOLD)
        if row["leaves"] is not False and row["household_id"] is not None
    ]  # fmt: skip
    yield from households
    by_village: dict[str | None, Counter[str]] = {}
    for one in households:
        by_village.setdefault(one.village, Counter())[one.verdict] += 1
    for row in _rows(assessed, Scope.VILLAGE):
        if row["poor"]:
            yield _with_points(
                Scope.VILLAGE, _items(assessed, Scope.VILLAGE, row, law), village=row["village"], exit_year=row["exit_year"],
                households=_counts(by_village.get(row["village"], Counter())),
            )  # fmt: skip
    everywhere = Counter(one.verdict for one in households)
    for row in _rows(assessed, Scope.COUNTY):
        items = _items(assessed, Scope.COUNTY, row, law)
        yield _with_points(Scope.COUNTY, items, name=row["county"], households=_counts(everywhere))


def _rows(assessed: Assessed, scope: Scope) -> Iterator[dict[str, Any]]:
    if scope in assessed.rows:
        yield from assessed.rows[scope].iter_rows(named=True)


def _counts(verdicts: Counter[str]) -> tuple[tuple[str, int], ...]:
    return tuple((said, verdicts[said]) for said in ("pass", "fail", "unknown"))


def _with_points(scope: Scope, items: tuple[Item, ...], **of: Any) -> Verdict:
    outcomes = [item.outcome for item in items]
    if Outcome.FAIL in outcomes:
        verdict = Outcome.FAIL
    elif Outcome.UNKNOWN in outcomes or Outcome.PASS not in outcomes:
        verdict = Outcome.UNKNOWN  # what was asked of nothing is no pass
    else:
        verdict = Outcome.PASS
    points = sum(item.points or 0 for item in items if item.outcome is Outcome.PASS)
    return Verdict(scope, verdict.value, items, points=points, **of)


def _items(assessed: Assessed, scope: Scope, row: Mapping[str, Any], law: Law | None) -> tuple[Item, ...]:
    """The items of a row; where several rules answer one item, the worst of them speaks. What is switched off stays open."""
    found: dict[str, Item] = {}
    for rule in (*assessed.rules, *assessed.off):
        if rule.item is None or rule.asks[0].scope is not scope:
            continue
        code = row.get(outcome_column(rule, rule.asks[0]))
        said = Outcome.UNKNOWN if code is None else _SAID[code]
        before = found.get(rule.item)
        if before is None or _WORST.index(said) < _WORST.index(before.outcome):
            points = int(law.named(rule.points).value) if law and rule.points else None
            found[rule.item] = Item(rule.item, said, rule.card.id, points)
    return tuple(found.values())


def _answer(assessed: Assessed, row: Mapping[str, Any], rule_id: str) -> int | None:
    """What a rule says of a row; None where it is switched off."""
    rule = next((rule for rule in assessed.rules if rule.card.id == rule_id), None)
    return None if rule is None else row[outcome_column(rule, rule.asks[0])]


def _lead(finding: Finding) -> Lead:
    number = int(finding.card.id.removeprefix(RED_LINES))
    values = finding.values
    return Lead(
        number,
        values["twin_category"],
        finding.person_id,
        finding.name,
        values["twin_source"],
        values.get("twin_note"),
        values["twin"],
    )


def tally(verdicts: Iterable[Verdict], scope: Scope) -> dict[str, int]:
    """How many verdicts of a scope say what."""
    return dict(Counter(verdict.verdict for verdict in verdicts if verdict.scope is scope))
