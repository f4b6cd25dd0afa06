"""Every official check of the Shaanxi library of 2018 is answered by rules that are there, and every rule of DQ answers one."""

import re
from collections import Counter

from puxi_cli.rules.catalogue import cards, rules
from puxi_cli.rules.library import library

CHECKS = library().checks
# How many checks the library has in each of its groups.
GROUPS = {1: 24, 2: 4, 3: 18, 4: 4, 5: 7, 6: 2, 7: 2, 8: 6, 9: 2, 10: 9, 11: 4}


def test_none_of_the_82_checks_is_missing() -> None:
    assert len(CHECKS) == 82
    assert Counter(check.group for check in CHECKS) == GROUPS
    assert [group.number for group in library().groups] == list(GROUPS)
    numbers = [f"SX{group:02d}{number:02d}" for group, count in GROUPS.items() for number in range(1, count + 1)]
    assert [check.id for check in CHECKS] == numbers
    assert len({check.zh for check in CHECKS}) == 82


def test_every_check_is_answered_by_rules_that_are_there() -> None:
    known = cards()
    for check in CHECKS:
        assert check.rules, check.id
        assert set(check.rules) <= set(known), check.id


def test_every_rule_of_the_family_answers_a_check() -> None:
    named = {rule for check in CHECKS for rule in check.rules}
    assert {number for number, card in cards().items() if card.family == "DQ"} <= named
    assert len([number for number in rules() if number.startswith("DQ")]) == 56


def test_a_rule_of_the_family_has_the_number_of_a_check_it_answers() -> None:
    for check in CHECKS[24:]:
        for number in check.rules:
            if number.startswith("DQ"):
                answered = {other.id for other in CHECKS if number in other.rules}
                assert f"SX{int(number[2:-2]):02d}{number[-2:]}" in answered, number


def test_the_24_of_group_1_are_six_rules_for_four_years_each() -> None:
    assert Counter(check.rules for check in CHECKS[:24]) == {(f"DQ10{n}",): 4 for n in range(1, 7)}
    for years in zip(*[iter(CHECKS[:24])] * 4, strict=True):
        assert [check.zh[:4] for check in years] == ["2014", "2015", "2016", "2017"]
        assert len({check.zh[4:] for check in years}) == 1


# What contradicts itself in the file, or in one row of it, does so everywhere and on any day; so do two counties of one person, which
# REC306 leaves to these rules.
TIMELESS = {
    "DQ404", "DQ802", "DQ803", "DQ804", "DQ1001", "DQ1002", "DQ1003", "DQ1004", "DQ1005", "DQ1006", "DQ1007", "DQ1008",
    "DQ1102", "DQ1103",
}  # fmt: skip


def test_the_rules_of_shaanxi_hold_there_and_then_but_for_contradictions_in_the_file() -> None:
    for number, rule in rules().items():
        if rule.card.family == "DQ":
            span = ("CN", None) if number in TIMELESS else ("61", ("2014-01-01", "2020-12-31"))
            assert (rule.card.region, rule.card.in_force) == span, number
        if rule.card.family == "DQ":
            assert "陕西省脱贫攻坚信息库规则库（2018）" in rule.card.cite


def test_a_difference_is_told_in_both_languages() -> None:
    differences = {check.differs for check in CHECKS if check.differs}
    for zh, en in differences:
        assert re.search(r"[\u4e00-\u9fff]", zh)
        assert en.endswith(".")
    assert next(check for check in CHECKS if check.id == "SX0101").differs
