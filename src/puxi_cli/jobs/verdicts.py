"""From the outcomes of rules to a verdict for each household, each poor village and the county."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from puxi_cli.findings import Card, Finding, Item, Lead, Outcome, Scope, Verdict
from puxi_cli.jobs.assess import Assessed
from puxi_cli.jobs.judge import outcome_column
from puxi_cli.law.law import Law
from puxi_cli.rules.base import CODES, Rule

_SAID = {code: said for said, code in CODES.items()}
_WORST = (Outcome.FAIL, Outcome.UNKNOWN, Outcome.PASS, Outcome.NOT_APPLICABLE)
RED_LINES = "ID20"
# What makes a household on the register a lead beside the red lines, and one that was never listed. The first decides.
_WRONGLY, _MISSED = ("ID107", "ID303"), ("ID108",)


def identify_verdicts(assessed: Assessed) -> Iterator[Verdict]:
    """A verdict for every household on the register, and for every household that never was."""
    waived = _waived(assessed.checked.findings)
    grounds: dict[str, dict[str, Card]] = {}
    leads: dict[str, list[Lead]] = {}
    for finding in assessed.checked.findings:
        household, rule = finding.household_id, finding.card.id
        if household is None or finding.waived or not (rule in (*_WRONGLY, *_MISSED) or rule.startswith(RED_LINES)):
            continue
        grounds.setdefault(household, {})[rule] = finding.card
        if rule.startswith(RED_LINES):
            leads.setdefault(household, []).append(lead_of(finding))
    for row in _rows(assessed, Scope.HOUSEHOLD):
        household, standing = row["household_id"], row["standing"]
        if household is None or standing == "exited":
            continue
        listed = row["on_register"]
        decides = _MISSED if listed is False else _WRONGLY
        said = None if listed is None else _answer(assessed, row, decides[0])
        found = {rule: card for rule, card in grounds.get(household, {}).items() if (rule in _MISSED) is (decides is _MISSED)}
        if found:
            verdict = "lead_missed" if decides is _MISSED else "lead_wrongly_listed"
        elif said is None or said == CODES[Outcome.UNKNOWN] or _open(assessed, row, decides):
            verdict = "unknown"
        else:
            verdict = "consistent"
        yield Verdict(
            Scope.HOUSEHOLD, verdict, _items(assessed, Scope.HOUSEHOLD, row, None, waived), household, row["village"], row["head_name"],
            listed=listed, planned=standing == "planned", leads=tuple(leads.get(household, ())), grounds=tuple(found.values()),
            later=row["identified"] if standing == "unlisted" else None,
        )  # fmt: skip


def exit_verdicts(assessed: Assessed, law: Law) -> Iterator[Verdict]:
    """Verdicts of the households that have left or are planned to leave, then of the poor villages, then of the county.

    Of whom it cannot be told whether they have left there is one, too: it is unknown.
    """
    waived = _waived(assessed.checked.findings)
    households = [
        _with_points(
            Scope.HOUSEHOLD, _items(assessed, Scope.HOUSEHOLD, row, law, waived), household_id=row["household_id"], village=row["village"],
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
                Scope.VILLAGE, _items(assessed, Scope.VILLAGE, row, law, {}), village=row["village"], exit_year=row["exit_year"],
                households=_counts(by_village.get(row["village"], Counter())),
            )  # fmt: skip
    everywhere = Counter(one.verdict for one in households)
    for row in _rows(assessed, Scope.COUNTY):
        items = _items(assessed, Scope.COUNTY, row, law, {})
        yield _with_points(Scope.COUNTY, items, name=row["county"], households=_counts(everywhere))


def _rows(assessed: Assessed, scope: Scope) -> Iterator[dict[str, Any]]:
    if scope in assessed.rows:
        yield from assessed.rows[scope].iter_rows(named=True)


def _counts(verdicts: Counter[str]) -> tuple[tuple[str, int], ...]:
    return tuple((said, verdicts[said]) for said in ("pass", "fail", "unknown"))


def _waived(findings: Iterable[Finding]) -> dict[tuple[str, str], str]:
    """By household and rule why somebody answered for the failure."""
    return {(f.household_id, f.card.id): f.waived for f in findings if f.waived and f.household_id}


def _with_points(scope: Scope, items: tuple[Item, ...], **of: Any) -> Verdict:
    outcomes = [item.outcome for item in items]
    if any(item.fails for item in items):
        verdict = Outcome.FAIL
    elif Outcome.UNKNOWN in outcomes or not {Outcome.PASS, Outcome.FAIL} & set(outcomes):
        verdict = Outcome.UNKNOWN  # what was asked of nothing is no pass
    else:
        verdict = Outcome.PASS
    return Verdict(scope, verdict.value, items, points=sum(item.points or 0 for item in items), **of)


def _items(
    assessed: Assessed, scope: Scope, row: Mapping[str, Any], law: Law | None, waived: Mapping[tuple[str, str], str]
) -> tuple[Item, ...]:
    """The items of a row; where several rules answer one item, the worst of them speaks. What is switched off stays open."""
    found: dict[str, Item] = {}
    for rule in (*assessed.rules, *assessed.off):
        if rule.item is None or rule.asks[0].scope is not scope:
            continue
        said = _SAID[row[outcome_column(rule, rule.asks[0])]]
        of = int(law.named(rule.points).value) if law and rule.points else None
        points = None if of is None else of if said is Outcome.PASS else 0
        reason = waived.get((row.get("household_id") or "", rule.card.id)) if said is Outcome.FAIL else None
        off = rule in assessed.off and said is Outcome.UNKNOWN
        item = Item(rule.item, said, rule.card.id, points, of, reason, off)
        if rule.item not in found or _rank(item) < _rank(found[rule.item]):
            found[rule.item] = item
    return tuple(found.values())


def _rank(item: Item) -> tuple[int, bool]:
    """The worse, the smaller; a failure that somebody answered for is no worse than what is not known."""
    return _WORST.index(Outcome.UNKNOWN if item.waived else item.outcome), item.waived is not None


def _answer(assessed: Assessed, row: Mapping[str, Any], rule_id: str) -> int | None:
    """What a rule says of a row; None where it is not asked."""
    rule = next((rule for rule in assessed.rules if rule.card.id == rule_id), None)
    return None if rule is None else row[outcome_column(rule, rule.asks[0])]


def _open(assessed: Assessed, row: Mapping[str, Any], decides: tuple[str, ...]) -> bool:
    """Whether a rule is switched off on which the verdict rests: the standard, what makes a lead, a red line."""
    return any(_rests_on(rule, row, decides) for rule in assessed.off)


def _rests_on(rule: Rule, row: Mapping[str, Any], decides: tuple[str, ...]) -> bool:
    if rule.card.id.startswith(RED_LINES):
        return bool(row["on_register"])
    of_standard = rule.item is not None and not rule.finds
    return (of_standard or rule.card.id in decides) and row[outcome_column(rule, rule.asks[0])] == CODES[Outcome.UNKNOWN]


def lead_of(finding: Finding) -> Lead:
    """The hit behind a finding of a red line."""
    number = int(finding.card.id.removeprefix(RED_LINES))
    values = finding.values
    return Lead(
        number, values["twin_category"], finding.person_id, finding.name, values["twin_source"], values.get("twin_note"),
        values["twin"], finding.known,
    )  # fmt: skip
