"""The documents hold what the code is: generated pages are current, and what pages name is there."""

from __future__ import annotations

import importlib.util
import re
import tomllib
from pathlib import Path
from types import ModuleType

import click
import pytest
from click.testing import CliRunner

from puxi_cli.cli.commands import Command, Group, OpenGroup, Option
from puxi_cli.cli.main import main
from puxi_cli.errors import ExitCode

pytestmark = pytest.mark.slow

ROOT = Path(__file__).resolve().parent.parent
WRITTEN = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")])
PAGES = sorted([*WRITTEN, *(ROOT / "docs" / "reference").glob("*.md"), *(ROOT / "benchmarks").glob("*.md")])
# What a user has, or gets.
COMMANDS = list(main.paths())
_USERS = {
    "puxi.toml", "documents.toml", "my_rules.py", "findings.xlsx", "planted.csv", "整改台账.xlsx", "整改台账.上一版.xlsx",
    ".整改台账.xlsx.lock",
    # An export.
    "exports/latest", "exports/0001_2018-12-31", "manifest.json", "datapackage.json", "latest.txt", "findings/town.xlsx",
    "findings/town.csv", "three-lists.xlsx", "household-sheets.xlsx", "report.html", "figures/", "notices/", "data/", "logs/",
    "问题/全镇.xlsx", "问题/全镇.csv", "三单.xlsx", "一户一档.xlsx", "报告.html", "统计/", "公示/", "数据/",
}  # fmt: skip


# Files and columns that have a Chinese name in either language.
_CHINESE_NAMES = ("整改台账.xlsx", "反馈问题", "问题来源")


def named(path: Path) -> str:
    return str(path.relative_to(ROOT))


def code_in(text: str) -> list[str]:
    """What stands as code in a page: blocks first, then spans."""
    fence = re.compile(r"^```[a-z]*\n(.*?)^```$", re.MULTILINE | re.DOTALL)
    return [*fence.findall(text), *re.findall(r"`([^`\n]+)`", fence.sub("", text))]


def load_generate() -> ModuleType:
    spec = importlib.util.spec_from_file_location("generate", ROOT / "docs" / "generate.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_there_are_pages() -> None:
    assert {"README.md", "README.zh-CN.md", "docs/README.md", "docs/reference/rules.md"} <= {named(page) for page in PAGES}


@pytest.mark.parametrize("name", ["docs/guide.md", "docs/guide.zh-CN.md"])
def test_who_follows_a_guide_is_told_of_everything_that_was_done_by_hand(name: str) -> None:
    text = (ROOT / name).read_text("utf-8")
    done = re.findall(r"^<!-- by hand: ([a-z_]+) -->$", text, re.MULTILINE)
    assert done
    assert re.findall(r"by_hand\.py ([a-z_ ]+)`", text) == done
    deeds = [deed.__name__ for deed in load_generate()._by_hand().values()]
    assert set(done) <= set(deeds)


@pytest.mark.parametrize("name", [named(path) for path in load_generate().made()])
def test_what_is_made_from_the_code_is_current(name: str) -> None:
    path = ROOT / name
    assert path.read_text("utf-8") == load_generate().made()[path](), "run make docs"


def test_the_reference_and_the_catalogue_are_what_is_made() -> None:
    generate = load_generate()
    assert len(generate.made()) > len(generate.PAGES), "some pages have pasted output"
    assert generate.strangers() == []
    assert generate.CATALOGUE.read_bytes() == generate.compiled(), "run make docs"


def test_check_exits_with_1_and_names_what_is_stale(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    generate = load_generate()
    monkeypatch.setattr(generate, "made", lambda: {ROOT / "README.md": lambda: "something else"})
    assert generate.run(["--check"]) == 1
    assert "README.md is stale" in capsys.readouterr().err


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("name", ["", *COMMANDS])
def test_every_command_has_help_and_an_example_in_both_languages(name: str, lang: str) -> None:
    said = CliRunner().invoke(main, [*name.split(), "--help", "--lang", lang])
    assert said.exit_code == 0, said.output
    assert ("例子：" if lang == "zh" else "Example:") in said.output
    ahead = said.output.partition("例子：" if lang == "zh" else "Example:")[0]
    for name_of_a_thing in _CHINESE_NAMES:
        ahead = ahead.replace(name_of_a_thing, "")
    assert bool(re.search(r"[\u4e00-\u9fff]", ahead)) is (lang == "zh")


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_and_option_has_words_and_an_example_that_calls_it(name: str) -> None:
    command: click.Command | None = main
    for part in name.split():
        assert isinstance(command, Group)
        command = command.get_command(click.Context(command), part)
    assert isinstance(command, Command)
    options = [param for param in command.params if isinstance(param, click.Option)]
    assert options
    assert all(isinstance(option, Option) and option.words.zh and option.words.en for option in options)
    for words in (command.words, command.example):
        assert words.zh
        assert words.en
    for example in (*command.example.zh.split("\n"), *command.example.en.split("\n")):
        assert f"{example} ".startswith(f"puxi {name} ")
        known = {spelling for param in command.params for spelling in param.opts}
        assert {word for word in example.split() if word.startswith("--")} <= known


def anchors_of(page: Path) -> set[str]:
    """The anchors of a page: those written, and those that a heading makes."""
    text = page.read_text("utf-8")
    made = (
        re.sub(r"[^\w\- ]", "", heading.lower()).strip().replace(" ", "-") for heading in re.findall(r"^#+ (.*)$", text, re.M)
    )
    return {*made, *re.findall(r'<a id="([^"]+)">', text)}


@pytest.mark.parametrize("page", PAGES, ids=named)
def test_every_link_leads_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\(([^)\s]+)\)", page.read_text("utf-8")):
        if re.match(r"https?:", target):
            continue
        file, _, anchor = target.partition("#")
        meant = (page.parent / file).resolve() if file else page
        assert meant.exists(), f"{named(page)}: {target}"
        assert not anchor or anchor in anchors_of(meant), f"{named(page)}: {target}"


@pytest.mark.parametrize("page", WRITTEN, ids=named)
def test_every_file_and_folder_a_page_names_is_there(page: Path) -> None:
    folders = (ROOT, ROOT / "docs", ROOT / "src" / "puxi_cli", ROOT / "src" / "puxi_cli" / "rules", ROOT / "data" / "samples")
    for code in code_in(page.read_text("utf-8")):
        if not re.fullmatch(r"\.?[\w.-]+(/[\w.-]+)*/?", code) or not re.search(r"/|\.(py|toml|md|txt|csv|xlsx)$", code):
            continue
        if "NAME" not in code and code not in _USERS:
            assert any((folder / code).exists() for folder in folders), f"{named(page)}: {code}"


@pytest.mark.parametrize("page", WRITTEN, ids=named)
def test_every_command_and_make_target_a_page_names_is_there(page: Path) -> None:
    targets = re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE)
    for code in code_in(page.read_text("utf-8")):
        for words in re.findall(r"^\W*puxi ([a-z]+)(?: ([a-z]+))?", code, re.MULTILINE):
            # What may take files itself, as `puxi export`, is called by its first word alone.
            command = main.get_command(click.Context(main), words[0])
            alone = not isinstance(command, Group) or isinstance(command, OpenGroup)
            assert " ".join(words[:1] if alone else words).strip() in COMMANDS, f"{named(page)}: {code}"
        assert set(re.findall(r"^make ([a-z]+)", code, re.MULTILINE)) <= set(targets), f"{named(page)}: {code}"


@pytest.mark.parametrize("title", ["To run", "To develop"])
def test_every_dependency_has_its_line_and_every_line_its_dependency(title: str) -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    declared = project["dependencies"] if title == "To run" else project["optional-dependencies"]["dev"]
    names = [re.split(r"[\s\[<>=!~;]", entry, maxsplit=1)[0] for entry in declared]
    section = (ROOT / "docs" / "dependencies.md").read_text("utf-8").partition(f"## {title}\n")[2].partition("\n## ")[0]
    assert names
    assert re.findall(r"^\| `([^`]+)` \|", section, re.MULTILINE) != []
    assert sorted(re.findall(r"^\| `([^`]+)` \|", section, re.MULTILINE)) == sorted(names)


def test_the_page_of_settings_names_all_that_a_project_and_a_number_may_have() -> None:
    from puxi_cli.jobs.settings_file import settings_schema
    from puxi_cli.law import reading

    page = (ROOT / "docs" / "configuration.md").read_text("utf-8")
    schema = settings_schema()
    for section in schema["properties"]:
        assert re.search(rf"^\[+{section}[\].]", page, re.MULTILINE), section
    parts = {name: part["properties"] for name, part in schema["$defs"].items() if "properties" in part}
    assert len(parts) > len(schema["properties"]) // 2
    for part, keys in parts.items():
        for key in keys:
            assert re.search(rf"^(# )?{key} = |\.{key}\]", page, re.MULTILINE), f"{part}: {key}"
    for key in (*reading._VALUE_KEYS, *reading._CITE_KEYS):
        assert re.search(rf"\b{key}\b", page.partition("## Numbers of your own")[2]), key


@pytest.mark.parametrize("name", ["README.md", "README.zh-CN.md"])
def test_both_readmes_name_the_exit_codes(name: str) -> None:
    heading = "## Exit codes" if name == "README.md" else "## 退出码"
    section = (ROOT / name).read_text("utf-8").partition(heading)[2].partition("\n## ")[0]
    named = {int(code) for code in re.findall(r"(?<![0-9.])([0-9]+) ", section)}
    # A fault of puxi's own and Ctrl-C are in the page it links to.
    assert named == {int(code) for code in ExitCode} - {ExitCode.FAULT, ExitCode.INTERRUPTED}


def test_the_exit_codes_say_which_of_them_an_output_that_stands_already_gives() -> None:
    assert "--output" in ExitCode.USAGE.meaning[0]
    assert "--output" in ExitCode.USAGE.meaning[1]
    assert "SIGPIPE" in ExitCode.CLOSED_PIPE.meaning[1]
