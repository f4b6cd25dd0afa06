"""All rules at once: cards are complete, both languages name the same facts, every rule has its table, every fact exists."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from string import Formatter
from types import ModuleType

import pytest

from puxi_cli.findings import Card
from puxi_cli.jobs.judge import Asking, judged, outcome_column
from puxi_cli.law.law import Law, parameters
from puxi_cli.records.fields import fields_of
from puxi_cli.records.tables import MODELS
from puxi_cli.registry import Registry
from puxi_cli.rules import base
from puxi_cli.rules.base import Rule, kept_words
from puxi_cli.rules.catalogue import FAMILIES, cards, rules
from puxi_cli.sheets.faults import RULE_OF
from tests.conftest import table_of

TESTS = Path(__file__).parent


@pytest.mark.parametrize("card", cards().values(), ids=lambda card: card.id)
def test_a_card_is_complete_and_says_the_same_in_both_languages(card: Card) -> None:
    words = [card.name, card.zh, card.en, card.mend_zh, card.mend_en, card.cite, card.title_zh, card.title_en]
    assert all(word.strip() for word in words)
    assert re.fullmatch(r"[A-Z]{2,3}[0-9]{3,4}", card.id)
    assert re.fullmatch(r"[a-z0-9-]+", card.name)
    assert set(re.findall(r"{(\w+)}", card.zh)) == set(re.findall(r"{(\w+)}", card.en))
    assert not re.search(r"[\u4e00-\u9fff]", card.en + card.mend_en + card.title_en)
    assert re.search(r"[\u4e00-\u9fff]", card.zh)


@pytest.mark.parametrize("rule", rules().values(), ids=lambda rule: rule.card.id)
def test_what_a_rule_says_beside_its_card_is_said_in_both_languages(rule: Rule) -> None:
    kept = kept_words(rule)
    assert kept is not None
    assert re.search(r"[\u4e00-\u9fff]", kept[0])
    assert not re.search(r"[\u4e00-\u9fff]", kept[1].replace("含空", ""))
    if rule.unknown:
        zh, en = ({name for _, name, _, _ in Formatter().parse(words) if name} for words in rule.unknown)
        assert zh == en == set(rule.counted)
    if rule.otherwise:
        _, other = rule.otherwise
        test_a_card_is_complete_and_says_the_same_in_both_languages(other)
        assert set(re.findall(r"{(\w+)}", other.zh)) <= set(re.findall(r"{(\w+)}", rule.card.zh)), "nothing else is shown"
        assert (other.id, other.cite, other.duty) == (rule.card.id, rule.card.cite, rule.card.duty)


def test_names_are_not_used_twice() -> None:
    names = [card.name for card in cards().values()]
    assert len(names) == len(set(names))


@pytest.mark.parametrize("rule_id", [*rules(), *sorted(set(RULE_OF.values()) - {"REC201", "REC202", "REC203"})])
def test_every_rule_has_its_table(rule_id: str) -> None:
    texts = [path.read_text("utf-8") for folder in ("rules", "systems") for path in (TESTS / folder).rglob("test_*.py")]
    assert any(re.search(rf'_table\(\s*"{rule_id}"', text) for text in texts)


@pytest.mark.parametrize("family", FAMILIES, ids=lambda family: family.__name__.rpartition(".")[2])
def test_every_file_of_a_family_is_listed(family: ModuleType) -> None:
    folder = Path(str(family.__file__)).parent
    assert {path.stem for path in folder.glob("*.py")} - {"__init__"} == {
        file.__name__.rpartition(".")[2] for file in family.FILES
    }


def test_every_family_is_listed_and_a_rule_stands_in_the_folder_of_its_family() -> None:
    rules_ = Path(base.__file__).parent
    folders = {path.parent.name for path in rules_.glob("*/__init__.py")}
    assert folders < {family.__name__.rpartition(".")[2] for family in FAMILIES}
    for rule in rules().values():
        # The steps of both procedures are worded once, beside the families.
        folder = Path(rule.file).parent
        assert folder.name == rule.card.family.lower() or folder == rules_, rule.card.id


def test_rules_and_cards_stand_by_family_and_number() -> None:
    for numbers in (list(rules()), list(cards())):
        assert numbers == sorted(
            numbers, key=lambda number: (number.rstrip("0123456789"), int(number.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")))
        )
    assert list(rules()).index("DQ806") < list(rules()).index("DQ1001")


# Incomes stand under headings that may name their year, as the sentence does before them.
@pytest.mark.parametrize(
    "rule", [one for one in rules().values() if one.asks[0].table != "incomes"], ids=lambda rule: rule.card.id
)
def test_a_sentence_quotes_the_heading_of_the_file_before_a_cell(rule: Rule) -> None:
    sentence = rule.headed[0] if rule.headed else rule.card.zh
    for field, cell in fields_of(MODELS[rule.asks[0].table]).items() if rule.asks[0].table in MODELS else ():
        assert not re.search(rf"(?<![\u4e00-\u9fff]){re.escape(cell.heading)}[ 为却是“]*{{{field}}}", sentence), (
            f"write {{heading_{field}}}"
        )


def test_every_fact_a_rule_reads_exists_and_every_needed_heading_too() -> None:
    rows = [{"household_id": "0001", "village": "甲村", "year": "2018", "name": "张三"}]
    tables = {
        name: table_of(name, [{field: rows[0].get(field, "") for field in fields_of(model)}])
        for name, model in MODELS.items()
        if name in ("households", "persons", "incomes", "villages", "village_years")
    }
    found = judged(Registry(tables, tables["households"]), list(rules().values()), Asking(Law(date(2018, 12, 31), "610921")))
    for rule in rules().values():
        for ask in rule.asks:
            frame = found[ask.scope]
            assert outcome_column(rule, ask) in frame.columns
            named = (
                set(re.findall(r"{(\w+)}", rule.card.zh))
                - {"twin", "asked", "near", "heading", "value", "told"}
                - set(parameters())
                - ({f"twin_{field}" for field in fields_of(MODELS[rule.twin_table])} if rule.twin_table else set())
            )
            assert named == set(rule.shows) or "{told}" in rule.card.zh, rule.card.id
            assert {*rule.shows, *rule.counted, *(rule.otherwise or ())[:1]} <= set(frame.columns), rule.card.id
            assert rule.twin is None or rule.twin in frame.columns
        for need in rule.needs:
            for way in need.split("|"):
                table, field = way.split(".")
                assert field in fields_of(MODELS[table])
