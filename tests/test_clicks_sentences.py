"""Click's own sentences in Chinese: the catalogue holds what Click says today, and a call leaves nothing of it behind."""

from __future__ import annotations

import gettext
import os
import re
from pathlib import Path

import click
import pytest
from babel.messages.pofile import read_po
from click.testing import CliRunner

from puxi_cli.cli import language
from puxi_cli.cli.main import main

pytestmark = pytest.mark.slow

CATALOGUE = Path(language.__file__).with_name("locale") / "zh" / "LC_MESSAGES" / "click.po"
CLICK = "\n".join(path.read_text("utf-8") for path in Path(click.__file__).parent.glob("*.py"))
ENGLISH = re.compile(r"[A-Za-z]{3,}")


def messages() -> list[tuple[str, str, str]]:
    """Each sentence, its plural (the same where it has none) and the Chinese one."""
    with CATALOGUE.open("rb") as source:
        found = [message for message in read_po(source, locale="zh") if message.id]
    one = [(message.id, message.string) for message in found if isinstance(message.id, str)]
    several = [(*message.id, message.string[0]) for message in found if isinstance(message.id, tuple)]
    return [*((said, said, str(chinese)) for said, chinese in one), *several]


@pytest.mark.parametrize(("one", "several", "chinese"), messages())
def test_the_catalogue_has_what_click_says_today(one: str, several: str, chinese: str) -> None:
    assert one in CLICK
    assert several in CLICK
    names = {name.split("!")[0] for name in re.findall(r"{(\w+(?:!r)?)}", one + several)}
    assert set(re.findall(r"{(\w+)}", chinese)) <= names
    assert not ENGLISH.search(re.sub(r"{\w+}", "", chinese))


@pytest.mark.parametrize(
    "arguments",
    [
        ["valdate"], ["stats", "--yaer", "2018"], ["stats", "--year"], ["stats", "--year", "x"], ["stats", "--year", "1800"],
        ["stats", "--by", "town"], ["validate", "--all=3"], ["template", "a.xlsx", "b.xlsx"], ["export", "--keep", "-1"],
        ["validate", "--output"],
    ],
)  # fmt: skip
def test_a_wrong_call_is_told_without_a_word_of_english(arguments: list[str]) -> None:
    said = CliRunner().invoke(main, ["--lang", "zh", *arguments])
    assert said.exit_code == 2
    assert said.stderr.startswith("用法不对：")
    own = re.compile(r"puxi|valdate|validate|stats|template|export|village|town|[ab]\.xlsx|--?[a-z-]+")
    assert not ENGLISH.search(own.sub("", said.stderr)), said.stderr


def test_a_call_leaves_the_language_of_the_process_as_it_was(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LANGUAGE", "de")
    domain = gettext.textdomain()
    CliRunner().invoke(main, ["--lang", "zh", "valdate"])
    assert (os.environ["LANGUAGE"], gettext.textdomain()) == ("de", domain)
    monkeypatch.delenv("LANGUAGE")
    CliRunner().invoke(main, ["--lang", "en", "valdate"])
    assert "LANGUAGE" not in os.environ


@pytest.mark.parametrize(("word", "command"), [("校验", "validate"), ("比对", "diff"), ("统计", "stats"), ("整改", "rectify")])
def test_a_command_called_in_chinese_is_named(word: str, command: str) -> None:
    said = CliRunner().invoke(main, [word, "--lang", "中文"])
    assert said.exit_code == 2
    assert said.stderr.startswith(f"用法不对：没有命令“{word}”；是否为：")
    assert command in said.stderr


def test_a_chinese_word_of_no_command_is_told_without_a_guess() -> None:
    said = CliRunner().invoke(main, ["的", "--lang", "zh"])
    assert said.exit_code == 2
    assert "是否为" not in said.stderr


@pytest.mark.parametrize(
    ("word", "zh"),
    [
        ("zh", True),
        ("中文", True),
        ("zh-CN", True),
        ("ZH_cn.UTF-8", True),
        ("en", False),
        ("英文", False),
        ("en_US", False),
        ("English", False),
    ],
)
def test_a_language_is_given_by_its_name(word: str, zh: bool) -> None:
    said = CliRunner().invoke(main, ["stats", "--lang", word, "--help"])
    assert said.exit_code == 0
    assert ("用法：" in said.output) == zh


@pytest.mark.parametrize("word", ["法文", "zhongguo", "zhen", ""])
def test_what_is_no_language_is_refused(word: str) -> None:
    assert CliRunner().invoke(main, ["stats", "--lang", word]).exit_code == 2
