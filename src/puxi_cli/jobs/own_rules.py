"""A user's own rules before and while they are asked: what is wrong with them is told with their name, file and line.

A rule that reads a fact that does not exist, or says something else than yes, no or unknown of each row, would else fail every row
or end the run without a word of whose fault it is.
"""

from __future__ import annotations

import difflib
from collections.abc import Mapping, Sequence
from typing import Any

import narwhals as nw

from puxi_cli.engine import local
from puxi_cli.errors import NoLawForDay, UsageError
from puxi_cli.facts.tables import Tables
from puxi_cli.jobs.judge import Asking, Judged, facts_of, judge, tables_of
from puxi_cli.law.law import Law, NoSuchNumber
from puxi_cli.records.scope import Scope
from puxi_cli.registry import Registry
from puxi_cli.rules.base import Ask, Expression, Facts, Rule, read_by
from puxi_cli.rules.own import FAILURES, line_within, place_of
from puxi_cli.text.words import NO_WORDS, Text


def prove(rules: Sequence[Rule], law: Law) -> None:
    """Ask own rules of a register without rows. Raises UsageError for the first that cannot be asked, NoLawForDay."""
    if not rules:
        return
    tables = tables_of(Registry({}), Asking(Law(law.day, law.region, law.extra)))
    for rule in rules:
        for ask in rule.asks:
            _prove(rule, ask, tables)


def judged_with_own(
    registry: Registry,
    rules: Sequence[Rule],
    asking: Asking,
    own: Sequence[Rule],
    rows: Mapping[Scope, tuple[str, ...]] | None = None,
) -> Judged:
    """`judge`, which says whose fault it is where one of the rules `own` makes it fail. Raises UsageError for such a rule.

    What an engine says of a failure may hold a value of somebody's row, so only its name is passed on.
    """
    try:
        return judge(registry, rules, asking, rows)
    except (NoLawForDay, UsageError):
        raise
    except FAILURES:
        for rule in own:
            _blame(registry, rule, asking)
        raise  # it was none of them: a fault of puxi's own


def _blame(registry: Registry, rule: Rule, asking: Asking) -> None:
    try:
        judge(registry, [rule], asking)
    except FAILURES as error:
        kind = type(error).__name__
        raise _refused(
            rule,
            f"检查信息表时出错（{kind}）；表达式要对每一行都算得出，算不出的应为空",
            f"it failed on this register ({kind}); its expression must come out for every row, null where nothing can be said",
            line_within(rule.file, error, rule.kept.__code__.co_firstlineno),
        ) from None


def _prove(rule: Rule, ask: Ask, tables: Tables) -> None:
    try:
        read = read_by(rule, ask, tables.law)
    except NoLawForDay:
        raise
    except FAILURES as error:
        raise _failed(rule, error) from None
    shown = {*rule.shows, *rule.by_year.values(), *([rule.twin] if rule.twin else [])}
    frame = facts_of(ask.scope, tables, {*read, *shown, ask.field})
    missing = sorted({*read, *shown} - set(frame.collect_schema().names()))
    if missing:
        raise _refused(rule, *_no_such_fact(missing[0], facts_of(ask.scope, tables, None)))
    for words, expression in ((NO_WORDS, rule.kept), (Text("applies：", "applies: "), rule.applies)):
        wrong = _wrong(rule, expression, ask, tables.law, frame) if expression else None
        if wrong:
            raise _refused(rule, words[0] + wrong[0], words[1] + wrong[1])


def _no_such_fact(name: str, frame: nw.LazyFrame[Any]) -> Text:
    known = [column for column in frame.collect_schema().names() if not column.startswith("_")]
    near = difflib.get_close_matches(name, known, n=3)
    return Text(
        f"没有名为 {name} 的事实或字段" + (f"；是否为 {'、'.join(near)}？" if near else ""),
        f"there is no fact or field named {name}" + (f"; perhaps {', '.join(near)}?" if near else ""),
    )


def _wrong(rule: Rule, expression: Expression, ask: Ask, law: Law, frame: nw.LazyFrame[Any]) -> Text | None:
    """Why an expression says nothing of each row; None where it does."""
    try:
        said = expression(Facts(ask.field), law)
    except FAILURES as error:
        raise _failed(rule, error) from None
    if not isinstance(said, nw.Expr):
        kind = type(said).__name__
        return Text(f"要返回 narwhals 表达式，返回的是 {kind}", f"it must return an expression of narwhals, not {kind}")
    try:
        # A register without rows gives no rows: what gives one is a figure of the whole column.
        [answer] = local.collected([frame.select(said.alias("said"))])
    except Exception as error:  # the user's own expression may raise anything
        kind = type(error).__name__
        return Text(f"表达式算不出（{kind}）", f"its expression cannot be computed ({kind})")
    kind = str(answer.schema["said"])
    if kind != "Boolean":
        return Text(f"表达式要说是或否，得到的是 {kind}", f"its expression must say yes or no of each row, not {kind}")
    if answer.height:
        return Text(
            "表达式要对每一行分别判断，得到的是整列的一个值",
            "its expression must speak of each row; this one gives a single value for all",
        )
    return None


def _failed(rule: Rule, error: BaseException) -> UsageError:
    """That its function ends with an error: of which kind and in which line. What puxi itself says of a name in it is told, too."""
    kind, line = type(error).__name__, line_within(rule.file, error, rule.kept.__code__.co_firstlineno)
    if isinstance(error, NoSuchNumber):
        return _refused(rule, f"没有名为 {error.number} 的政策标准", f"no number of the law is named {error.number}", line)
    return _refused(rule, f"写不成表达式（{kind}）", f"its expression fails ({kind})", line)


def _refused(rule: Rule, zh: str, en: str, line: int | None = None) -> UsageError:
    where = f"{rule.file}:{line}" if line else place_of(rule)
    named = f"{rule.card.id} {rule.card.name}"
    return UsageError(f"{where}：规则 {named}：{zh}。", f"{where}: rule {named}: {en}.")
