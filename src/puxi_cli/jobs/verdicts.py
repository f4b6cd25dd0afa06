"""From the outcomes of rules to a verdict for each household, each poor village and the county."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from puxi_cli.findings import Card, Finding, Item, Lead, Outcome, Verdict
from puxi_cli.jobs.assess import Assessed
from puxi_cli.jobs.judge import outcome_column
from puxi_cli.law.law import Law
from puxi_cli.records.scope import Scope
from puxi_cli.rules.base import CODES, Rule

_SAID = {code: said for said, code in CODES.items()}
_WORST = (Outcome.FAIL, Outcome.UNKNOWN, Outcome.PASS, Outcome.NOT_APPLICABLE)
# The red lines of listed households, and of those that left the register: the line's number stands behind.
RED_LINES, EXITED_LINES = "ID20", "ID21"
_LINES = (RED_LINES, EXITED_LINES)
# What makes a household on the register a lead beside the red lines, and one that was never listed. The first decides.
_WRONGLY, _MISSED = ("ID107", "ID303"), ("ID108",)


def identify_verdicts(assessed: Assessed) -> Iterator[Verdict]:
    """A verdict for every household on the register, for every household that never was, and for those that left and are in a list."""
    waived = _waived(assessed.checked.findings)
    grounds: dict[str, dict[str, Card]] = {}
    leads: dict[str, list[Lead]] = {}
    for finding in assessed.checked.findings:
        household, rule = finding.household_id, finding.card.id
        if household is None or finding.waived or not (rule in (*_WRONGLY, *_MISSED) or rule.startswith(_LINES)):
            continue
        grounds.setdefault(household, {})[rule] = finding.card
        if rule.startswith(_LINES):
            leads.setdefault(household, []).append(lead_of(finding))
    answering = _answering(assessed, Scope.HOUSEHOLD, None)
    facts = ("household_id", "standing", "on_register", "counts_as_poor", "village", "head_name", "identified", "exit_year")
    for row in _rows(assessed, Scope.HOUSEHOLD, *facts):
        household, standing = row["household_id"], row["standing"]
        if household is None or (standing == "exited" and household not in leads):
            continue
        if standing == "exited":
            yield Verdict(
                Scope.HOUSEHOLD,
                "lead_exited",
                _items(answering, row, waived),
                household,
                row["village"],
                row["head_name"],
                listed=False,
                exit_year=row["exit_year"],
                planned=False,
                leads=tuple(leads[household]),
                grounds=tuple(grounds[household].values()),
                standing=standing,
            )
            continue
        listed = row["counts_as_poor"]
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
            Scope.HOUSEHOLD,
            verdict,
            _items(answering, row, waived),
            household,
            row["village"],
            row["head_name"],
            listed=listed,
            planned=standing == "planned",
            leads=tuple(leads.get(household, ())),
            grounds=tuple(found.values()),
            later=row["identified"] if standing == "unlisted" else None,
            standing=standing,
        )


def exit_verdicts(assessed: Assessed, law: Law) -> Iterator[Verdict]:
    """Verdicts of the households that have left or are planned to leave, then of the poor villages, then of the county.

    Of whom it cannot be told whether they have left there is one, too: it is unknown.
    """
    waived = _waived(assessed.checked.findings)
    answering, of_villages, of_county = (
        _answering(assessed, scope, law) for scope in (Scope.HOUSEHOLD, Scope.VILLAGE, Scope.COUNTY)
    )
    facts = ("household_id", "village", "head_name", "leaving_year", "planned", "on_register", "leaves")
    households = [
        _with_points(
            Scope.HOUSEHOLD,
            _items(answering, row, waived),
            household_id=row["household_id"],
            village=row["village"],
            name=row["head_name"],
            exit_year=row["leaving_year"],
            planned=row["planned"],
            listed=row["on_register"],
        )
        for row in _rows(assessed, Scope.HOUSEHOLD, *facts)
        if row["leaves"] is not False and row["household_id"] is not None
    ]
    yield from households
    by_village: dict[str | None, Counter[str]] = {}
    for one in households:
        by_village.setdefault(one.village, Counter())[one.verdict] += 1
    for row in _rows(assessed, Scope.VILLAGE, "village", "poor", "exit_year"):
        if row["poor"]:
            yield _with_points(
                Scope.VILLAGE,
                _items(of_villages, row, {}),
                village=row["village"],
                exit_year=row["exit_year"],
                households=_counts(by_village.get(row["village"], Counter())),
            )
    everywhere = Counter(one.verdict for one in households)
    for row in _rows(assessed, Scope.COUNTY, "county"):
        yield _with_points(Scope.COUNTY, _items(of_county, row, {}), name=row["county"], households=_counts(everywhere))


def _rows(assessed: Assessed, scope: Scope, *names: str) -> Iterator[dict[str, Any]]:
    """The rows of a scope with these of their facts, and all outcomes."""
    if scope in assessed.rows:
        frame = assessed.rows[scope]
        asked = [
            outcome_column(rule, ask) for rule in (*assessed.rules, *assessed.off) for ask in rule.asks if ask.scope == scope
        ]
        yield from frame.select(*names, *dict.fromkeys(asked)).iter_rows(named=True)


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


@dataclass(frozen=True)
class _Answering:
    """A rule that answers an item of a scope: the column of its outcomes, and the item with its rank for each code of an outcome."""

    rule: str
    column: str
    said: Mapping[int, tuple[Item, tuple[int, bool]]]


def _answering(assessed: Assessed, scope: Scope, law: Law | None) -> list[_Answering]:
    found = []
    for rule in (*assessed.rules, *assessed.off):
        if rule.item is None or rule.asks[0].scope != scope:
            continue
        of = int(law.named(rule.points).value) if law and rule.points else None
        items = {
            code: Item(
                rule.item,
                outcome,
                rule.card.id,
                None if of is None else of if outcome is Outcome.PASS else 0,
                of,
                off=rule in assessed.off and outcome is Outcome.UNKNOWN,
            )
            for code, outcome in _SAID.items()
        }
        said = {code: (item, _rank(item)) for code, item in items.items()}
        found.append(_Answering(rule.card.id, outcome_column(rule, rule.asks[0]), said))
    return found


def _items(answering: Iterable[_Answering], row: Mapping[str, Any], waived: Mapping[tuple[str, str], str]) -> tuple[Item, ...]:
    """The items of a row; where several rules answer one item, the worst of them speaks. What is switched off stays open."""
    found: dict[str, tuple[Item, tuple[int, bool]]] = {}
    for one in answering:
        item, rank = one.said[row[one.column]]
        if waived and item.outcome is Outcome.FAIL and (reason := waived.get((row.get("household_id") or "", one.rule))):
            item = replace(item, waived=reason)
            rank = _rank(item)
        if item.item not in found or rank < found[item.item][1]:
            found[item.item] = item, rank
    return tuple(item for item, _ in found.values())


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
    number = int(finding.card.id[len(RED_LINES) :])
    values = finding.values
    return Lead(
        number,
        values["twin_category"],
        finding.person_id,
        finding.name,
        values["twin_source"],
        values.get("twin_note"),
        values["twin"],
        finding.known,
        values.get("twin_day"),
    )
