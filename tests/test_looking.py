"""Rules of several commands asked at once: the same answers as one after the other, and as each command alone."""

from __future__ import annotations

import dataclasses
from datetime import date
from pathlib import Path

import pytest

from puxi_cli.errors import NoLawForDay
from puxi_cli.findings import Checked
from puxi_cli.jobs import judge
from puxi_cli.jobs.exits import exits
from puxi_cli.jobs.identify import identify
from puxi_cli.jobs.looking import COMMANDS, looked_at
from puxi_cli.jobs.opening import Opening, open_register
from puxi_cli.jobs.settings_parts import Settings
from puxi_cli.sheets.loading import Loading
from puxi_cli.systems.quality.job import validate

pytestmark = pytest.mark.slow

SAMPLE = Path("data/samples/registry.xlsx")
DAY = date(2018, 12, 31)
NOBODY = Settings(Path())


@pytest.fixture(scope="module")
def opening() -> Opening:
    return open_register(Loading([SAMPLE], None), DAY, None, NOBODY)


def test_asked_at_once_each_command_says_what_it_says_alone(opening: Opening) -> None:
    looked = looked_at(opening, NOBODY, verdicts=True)
    alone = [command([SAMPLE], day=DAY, settings=NOBODY) for command in (validate, identify, exits)]
    assert [told.command for told in looked.told] == list(COMMANDS)
    for at_once, one in zip(looked.told, alone, strict=True):
        assert at_once.findings == one.findings
        assert at_once.rules == one.rules
        assert at_once.verdicts == one.verdicts
    assert looked.told[1].findings
    assert looked.told[2].findings
    assert looked.told[1].verdicts
    assert looked.told[2].verdicts


def test_without_verdicts_the_same_is_found_and_counted(opening: Opening) -> None:
    def told(looked: tuple[Checked, ...]) -> list[Checked]:
        return [dataclasses.replace(one, verdicts=(), prohibitions=(), notes=()) for one in looked]

    plain = looked_at(opening, NOBODY)
    assert not any(one.verdicts for one in plain.told)
    assert told(plain.told) == told(looked_at(opening, NOBODY, verdicts=True).told)


def test_of_a_great_register_one_is_asked_after_the_other(opening: Opening, monkeypatch: pytest.MonkeyPatch) -> None:
    few = looked_at(opening, NOBODY)
    monkeypatch.setattr(judge, "MANY", 1)
    many = looked_at(opening, NOBODY)
    assert many.findings == few.findings
    assert [one.rules for one in many.told] == [one.rules for one in few.told]


def test_where_only_some_have_rules_the_others_are_told() -> None:
    elsewhere = open_register(Loading([SAMPLE], None), DAY, "110101", NOBODY)
    looked = looked_at(elsewhere, NOBODY)
    assert [told.command for told in looked.told] == ["validate", "identify"]
    assert [zh[:5] for zh, _ in looked.notes if zh.startswith(("validate：", "identify：", "exit："))] == ["exit："]
    with pytest.raises(NoLawForDay):
        looked_at(elsewhere, NOBODY, ["exit"])
