"""Code and places to write to that somebody else named: refused with the path, unless accepted once."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from puxi_cli.cli.main import main

pytestmark = pytest.mark.slow

RULE = """print("it ran")
from puxi_cli.rules.own import Ask, Duty, Scope, Severity, rule

@rule(
    id="OWN101", name="house-of-some-size", asks=(Ask(Scope.HOUSEHOLD, "floor_area", "households"),),
    severity=Severity.WARNING, duty=Duty.VILLAGE, titles=("住房偏大", "large house"),
    zh="住房偏大", en="a large house", mend=("核实", "look"), cite="own",
)
def large(f, law):
    return f.floor_area < 100
"""


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder whose puxi.toml names a file of rules, and the folder of the work below it."""
    above = tmp_path / "shared"
    (above / "town").mkdir(parents=True)
    (above / "puxi.toml").write_text('[rules]\nown = ["own.py"]\n', "utf-8")
    (above / "own.py").write_text(RULE, "utf-8")
    (above / "town" / "户信息.csv").write_text("户编号,行政村,户主姓名\n0001,甲村,张三\n", "utf-8")
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.chdir(above / "town")
    return above


def puxi(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["--lang", "en", *arguments])


def refused(result: Result, path: Path) -> bool:
    return result.exit_code == 2 and str(path) in result.stderr and "it ran" not in result.output


def test_rules_of_the_users_own_run_and_the_settings_above_are_named(project: Path) -> None:
    result = puxi("rules", "show", "OWN101")
    assert result.exit_code == 0
    assert f"Settings of a folder above: {project / 'puxi.toml'}" in result.stderr
    assert "Settings of a folder above" not in result.stdout


@pytest.mark.parametrize("name", ["own.py", "puxi.toml", "."])
@pytest.mark.parametrize("command", [("validate", "户信息.csv"), ("rules", "list")])
def test_what_others_may_change_does_not_run(project: Path, name: str, command: tuple[str, ...]) -> None:
    (project / name).chmod(0o777)
    assert refused(puxi(*command), project / "own.py")


@pytest.mark.skipif(os.name != "posix" or os.geteuid() != 0, reason="only root gives a file to somebody else")
@pytest.mark.parametrize("name", ["own.py", "puxi.toml", "."])
def test_what_belongs_to_others_does_not_run(project: Path, name: str) -> None:
    os.chown(project / name, 12345, 12345)
    assert refused(puxi("validate", "户信息.csv"), project / "own.py")


def test_a_link_does_not_hide_what_others_may_change(project: Path) -> None:
    elsewhere = project / "elsewhere"
    elsewhere.mkdir()
    (project / "own.py").rename(elsewhere / "real.py")
    (project / "own.py").symlink_to(elsewhere / "real.py")
    elsewhere.chmod(0o777)
    assert refused(puxi("validate", "户信息.csv"), project / "own.py")


def test_what_was_accepted_runs_until_it_changes(project: Path, tmp_path: Path) -> None:
    (project / "own.py").chmod(0o666)
    assert puxi("rules", "accept", "../own.py").exit_code == 0
    assert puxi("rules", "show", "OWN101").exit_code == 0
    assert [path.stat().st_mode & 0o777 for path in (tmp_path / "config" / "puxi").iterdir()] == [0o600]
    with (project / "own.py").open("a", encoding="utf-8") as file:
        file.write("# another line\n")
    assert refused(puxi("rules", "show", "OWN101"), project / "own.py")


def test_a_list_of_accepted_files_that_others_may_write_counts_for_nothing(project: Path, tmp_path: Path) -> None:
    (project / "own.py").chmod(0o666)
    puxi("rules", "accept", "../own.py")
    (tmp_path / "config" / "puxi" / "accepted-rules").chmod(0o666)
    assert refused(puxi("rules", "show", "OWN101"), project / "own.py")


@pytest.mark.parametrize("section", ['[rectify]\nledger = "l.xlsx"\n', '[export]\ntarget = "out"\n'])
def test_a_settings_file_above_that_others_may_change_says_nowhere_to_write(project: Path, section: str) -> None:
    (project / "puxi.toml").write_text(section, "utf-8")
    assert puxi("law", "list").exit_code == 0
    (project / "puxi.toml").chmod(0o666)
    result = puxi("law", "list")
    assert result.exit_code == 2
    assert str(project / "puxi.toml") in result.stderr
    assert puxi("rules", "accept", "../puxi.toml").exit_code == 0
    assert puxi("law", "list").exit_code == 0


def test_accepting_a_file_that_is_not_there_is_wrong_usage(project: Path) -> None:
    assert puxi("rules", "accept", "none.py").exit_code == 2


def test_what_was_accepted_is_named_and_what_puxi_never_runs_is_refused(project: Path) -> None:
    (project / "mine.txt").write_text("hi", "utf-8")
    refused = puxi("rules", "accept", "../own.py", "../mine.txt")
    assert refused.exit_code == 2
    assert "mine.txt" in refused.stderr
    accepted = puxi("rules", "accept", "../own.py")
    assert accepted.exit_code == 0
    assert "own.py" in accepted.stdout
