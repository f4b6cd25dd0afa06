"""A user's own rules: Python files named in `puxi.toml`, run by whoever needs them, kept apart from puxi's.

    from puxi_cli.rules.own import Ask, Duty, Scope, Severity, rule

The decorator is the one that puxi's own rules use. A file that cannot be run, or a rule that could not be told or asked, is
refused with its file and line.
"""

from __future__ import annotations

import re
import string
import sys
import traceback
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, redirect_stdout
from datetime import date
from functools import partial
from pathlib import Path
from types import ModuleType
from typing import Any

from puxi_cli.errors import UsageError, of_system
from puxi_cli.facts.subjects import subjects
from puxi_cli.findings import Duty, Severity
from puxi_cli.law.law import parameters
from puxi_cli.records.fields import fields_of
from puxi_cli.records.scope import Scope
from puxi_cli.records.tables import MODELS
from puxi_cli.rules.base import KEEP, Ask, Rule, WrongCard, rule
from puxi_cli.rules.catalogue import cards
from puxi_cli.system import asked_by
from puxi_cli.text.words import Text

__all__ = ["Ask", "Duty", "Scope", "Severity", "own_rules", "rule"]


# puxi's families, and those it will have: a rule of the user's must not be taken for one of them.
RESERVED = tuple(
    dict.fromkeys(
        (*(family for families in asked_by().values() for family in families), *("LK", "PL", "AS", "MT", "RQ", "MS", "FD", "MN"))
    )
)
_ID = re.compile(r"[A-Z]{2,4}[0-9]{3}")
_NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_REGION = re.compile(r"CN|[0-9]{2}([0-9]{2}){0,2}")
_ALWAYS_THERE = {"asked", "near", "told"}  # braces that every sentence may have


def own_rules(files: Sequence[Path], extra: Path | None = None) -> dict[str, Rule]:
    """The rules of some files by number; `extra` are the user's numbers of the law. Raises UsageError with file and line."""
    found: dict[str, Rule] = {}
    for file in files:
        before = len(found)
        with _kept_in(found, extra):
            _run(file)
        if len(found) == before:
            raise UsageError(
                f"{file}：文件里没有规则；规则用 @rule(...) 写在函数前，见 docs/own-rules.md。",
                f"{file}: there is no rule in this file; a rule is a function below @rule(...), see docs/own-rules.md.",
            )
    return dict(sorted(found.items()))


def place_of(made: Rule) -> str:
    """The file and line where a rule stands."""
    return f"{made.file}:{made.kept.__code__.co_firstlineno}"


# What running somebody's code may end with; sys.exit() in it is no end of puxi's.
FAILURES = (Exception, SystemExit)


def line_within(file: str, error: BaseException, otherwise: int) -> int:
    """The line of a file in which an error arose."""
    lines = [frame.lineno for frame in traceback.extract_tb(error.__traceback__) if frame.filename == file and frame.lineno]
    return lines[-1] if lines else otherwise


@contextmanager
def _kept_in(found: dict[str, Rule], extra: Path | None) -> Iterator[None]:
    """While a file is run, its rules go into `found`."""

    def keep(made: Rule) -> None:
        wrong = next(_wrong(made, found, extra), None)
        if wrong:
            where, (zh, en) = place_of(made), wrong
            raise UsageError(f"{where}：规则 {made.card.id}：{zh}。", f"{where}: rule {made.card.id}: {en}.")
        found[made.card.id] = made

    token = KEEP.set(keep)
    try:
        yield
    finally:
        KEEP.reset(token)


def _run(file: Path) -> None:
    """Run a file as a module of its own. What it prints, then and when its rules are asked, goes to stderr: stdout is for puxi's answer."""
    try:
        source = file.read_bytes()
    except OSError as error:
        raise UsageError(
            f"{file}：puxi.toml 的 [rules] own 所写的文件读不了（{of_system(error)[0]}）。",
            f"{file}: the file that [rules] own in puxi.toml names cannot be read ({of_system(error)[1]}).",
        ) from None
    name = f"_puxi_own_{file.stem}"
    module = ModuleType(name)
    module.__file__ = str(file)
    module.__dict__["print"] = partial(print, file=sys.stderr)
    sys.modules[name] = module  # dataclasses look their module up
    try:
        with redirect_stdout(sys.stderr):
            exec(compile(source, str(file), "exec", dont_inherit=True), module.__dict__)
    except UsageError:
        raise
    except SyntaxError as error:
        where = f"{file}:{error.lineno or 1}" if error.filename in (str(file), None) else str(file)
        raise UsageError(
            f"{where}：不是能读懂的 Python：{error.msg}。", f"{where}: this is no Python that can be read: {error.msg}."
        ) from None
    except FAILURES as error:
        # What an error says may hold a value of somebody's row: its kind and its line are enough to find it.
        where, kind = f"{file}:{line_within(str(file), error, 1)}", type(error).__name__
        zh, en = (error.zh, error.en) if isinstance(error, WrongCard) else (kind, kind)
        raise UsageError(
            f"{where}：运行这个规则文件时出错（{zh}）。用 python {file.name} 运行它可看到详情。",
            f"{where}: running this file of rules failed ({en}). python {file.name} shows what it says.",
        ) from None
    finally:
        del sys.modules[name]


def _wrong(made: Rule, found: Mapping[str, Rule], extra: Path | None) -> Iterator[Text]:
    """What keeps a rule from being told or asked."""
    card = made.card
    yield from _wrong_name(made, found)
    texts = (card.zh, card.en, card.mend_zh, card.mend_en, card.cite, card.title_zh, card.title_en)
    if not all(isinstance(text, str) and text.strip() for text in texts):
        yield Text(
            "titles、zh、en、mend、cite 都要写，中英文各一",
            "titles, zh, en, mend and cite must all be written, in both languages",
        )
        return
    if not isinstance(card.severity, Severity) or not isinstance(card.duty, Duty):
        yield Text("severity 要写 Severity.…，duty 要写 Duty.…", "severity must be one of Severity, duty one of Duty")
    if not _REGION.fullmatch(card.region):
        yield Text(f"region 不对：{card.region}", f"region {card.region} is none: CN, or 2, 4 or 6 digits")
    if card.in_force is not None and not _span(card.in_force):
        yield Text(
            'in_force 要写两天，如 ("2016-01-01", "2020-12-31")',
            'in_force must be two days in order, as ("2016-01-01", "2020-12-31")',
        )
    for ask in made.asks:
        yield from _wrong_ask(ask)
    for need in made.needs:
        if not all(_is_field(way) for way in need.split("|")):
            yield Text(f"needs 中的 {need} 不是“表.字段”", f"{need} in needs is no table.field; see docs/reference/fields.md")
    if made.twin_table is not None and made.twin_table not in MODELS:
        yield Text(f"twin_table 不是表名：{made.twin_table}", f"twin_table {made.twin_table} is no table")
    yield from _wrong_braces(made, extra)


def _wrong_name(made: Rule, found: Mapping[str, Rule]) -> Iterator[Text]:
    card = made.card
    if not _ID.fullmatch(card.id):
        yield Text("编号要写 2 至 4 个大写字母加 3 位数字，如 OWN101", "its id must be 2 to 4 capitals and 3 digits, as OWN101")
        return
    if card.family in RESERVED:
        named = Text("、".join(RESERVED), ", ".join(RESERVED))
        yield Text(
            f"{card.family} 是 puxi 自己的规则族（{named[0]}），请换一个，如 OWN",
            f"{card.family} is a family of puxi's own ({named[1]}); take another, as OWN",
        )
    if card.id in found:
        yield Text(f"编号已用过：{place_of(found[card.id])}", f"its id is used already: {place_of(found[card.id])}")
    if not _NAME.fullmatch(card.name):
        yield Text("name 要写小写字母、数字和连字符", "its name must be of small letters, digits and hyphens")
    used = [other for other in (*cards().values(), *(own.card for own in found.values())) if other.name == card.name]
    if used and used[0].id != card.id:
        yield Text(f"名称 {card.name} 已是 {used[0].id} 的", f"its name {card.name} is that of {used[0].id} already")


def _span(days: Any) -> bool:
    try:
        since, until = (date.fromisoformat(day) for day in days)
    except (TypeError, ValueError):
        return False
    return since <= until and all(len(day) == 10 for day in days)


def _wrong_ask(ask: Ask) -> Iterator[Text]:
    if not isinstance(ask.scope, Scope):
        yield Text('asks 的范围要写 Scope.…，或 Scope("表名")', 'the scope of an Ask is Scope.…, or Scope("table")')
        return
    asked = {scope: subject.cells or subject.table for scope, subject in subjects().items() if subject.causes}
    table = asked.get(ask.scope)
    if table is None:
        named = ", ".join(map(_scope_words, asked))
        yield Text(f"asks 的范围可用：{named}", f"the scope of an Ask must be one of {named}")
    elif ask.table != table:
        scope = _scope_words(ask.scope)
        yield Text(f"{scope} 的表是 {table}，不是 {ask.table}", f"the table of {scope} is {table}, not {ask.table}")
    elif not _is_field(f"{table}.{ask.field}"):
        yield Text(f"{table} 没有字段 {ask.field}", f"{table} has no field {ask.field}; see docs/reference/fields.md")


def _scope_words(scope: str) -> str:
    """A scope as code names it."""
    return f"Scope.{scope.upper()}" if hasattr(Scope, scope.upper()) else f'Scope("{scope}")'


def _is_field(named: str) -> bool:
    table, _, field = named.partition(".")
    return table in MODELS and field in fields_of(MODELS[table])


def _wrong_braces(made: Rule, extra: Path | None) -> Iterator[Text]:
    """A sentence with a hole is never printed: what stands in braces must be a fact that is shown, or a number of the law."""
    card = made.card
    numbers = parameters(extra)
    for name in made.by_year:
        if name not in numbers:
            yield Text(f"by_year 中没有名为 {name} 的数值", f"{name} in by_year is no number of the law")
    known = {*made.shows, *made.by_year, *numbers, *_ALWAYS_THERE, *({"twin"} if made.twin else set())}
    hidden = [name for name in (*made.shows, made.twin or "") if name.startswith("_")]
    if hidden:
        yield Text(f"{hidden[0]} 是内部的列", f"{hidden[0]} is a column of puxi's own use")
    try:
        zh, en, mend_zh, mend_en = (_braces(text) for text in (card.zh, card.en, card.mend_zh, card.mend_en))
    except ValueError:
        yield Text("句中的 {} 里只能写一个名称", "braces in its sentences may hold one name each, and nothing else")
        return
    if zh != en or mend_zh != mend_en:
        yield Text("中文句和英文句 {} 中的名称要相同", "its Chinese and English sentences must name the same in braces")
    for name in sorted((zh | mend_zh) - known):
        yield Text(
            f"句中的 {{{name}}} 要写在 shows 里，或是政策标准的名称",
            f"{{{name}}} in its sentence must stand in shows, or be a number of the law",
        )


def _braces(text: str) -> set[str]:
    """The names in braces. Raises ValueError for anything else in them."""
    names = set()
    for _, name, form, conversion in string.Formatter().parse(text):
        if name is None:
            continue
        if not name.isidentifier() or form or conversion:
            raise ValueError(name)
        names.add(name)
    return names


def files_of(rules: Iterable[Rule]) -> list[str]:
    """The files that some rules stand in, each once."""
    return list(dict.fromkeys(made.file for made in rules))
