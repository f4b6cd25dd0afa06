"""The eight prohibitions (八不准) as the user wrote them: no list of them was found, so puxi ships none."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated, ClassVar

from puxi_cli.errors import UsageError
from puxi_cli.findings import Checked, Outcome, Prohibition
from puxi_cli.jobs.settings_parts import CLOSED, Day, Section, Written
from puxi_cli.rules.catalogue import cards
from puxi_cli.text.words import Text

_EIGHT = 8


@dataclass(frozen=True)
class WrittenProhibition:
    """One of the eight prohibitions as `puxi.toml` has it: bound to a rule, or to a statement that somebody signed on a day."""

    __pydantic_config__: ClassVar[Mapping[str, object]] = CLOSED
    text: Written
    rule: str | None = None
    statement: str | None = None
    signed_by: str | None = None
    day: Day | None = None

    def __post_init__(self) -> None:
        if (self.rule is None) == (self.statement is None):
            raise ValueError


@dataclass(frozen=True)
class IdentifyPart:
    """`[identify]`: how the eight prohibitions are answered."""

    __pydantic_config__: ClassVar[Mapping[str, object]] = CLOSED
    prohibitions: Annotated[
        tuple[WrittenProhibition, ...],
        Text(
            "要有 text，并且 rule（规则编号）和 statement（承诺书）二者有其一；承诺书另写 signed_by（签字人）和 day（日期，如 2018-05-01）",
            "it needs text, and either rule (its number) or statement; a statement also has signed_by and day (as 2018-05-01)",
        ),
    ] = ()


IDENTIFY = Section("identify", IdentifyPart, IdentifyPart)
SECTIONS = (IDENTIFY,)


def answered(written: Sequence[WrittenProhibition], checked: Checked) -> tuple[tuple[Prohibition, ...], tuple[Text, ...]]:
    """What each prohibition comes to, and what is to be said of the list. Raises UsageError for an unknown rule."""
    if not written:
        return (), (
            Text(
                "“八不准”清单是空的：没有找到原文，请在 puxi.toml 的 [[identify.prohibitions]] 中填写，每条对应一条规则或一份签字的承诺书。",
                "The list of the eight prohibitions is empty, as no text of them was found; write them as [[identify.prohibitions]] into "
                "puxi.toml, each with a rule or a signed statement.",
            ),
        )
    notes: tuple[Text, ...] = ()
    if len(written) != _EIGHT:
        notes = (
            Text(f"“八不准”清单填了 {len(written)} 条。", f"Entries in the list of the eight prohibitions: {len(written)}."),
        )
    return tuple(_answer(one, checked) for one in written), notes


def _answer(one: WrittenProhibition, checked: Checked) -> Prohibition:
    if one.rule is None:
        # A statement counts when it says who signed and when, and was signed by the day.
        signed = bool(one.statement and one.signed_by and one.day and one.day.isoformat() <= checked.as_of)
        return Prohibition(
            one.text,
            Outcome.PASS if signed else Outcome.UNKNOWN,
            statement=one.statement,
            signed_by=one.signed_by,
            day=one.day.isoformat() if one.day else None,
        )
    if one.rule not in cards():
        raise UsageError(
            f"八不准“{one.text}”对应的规则 {one.rule} 不存在；puxi rules list 列出全部规则。",
            f"There is no rule {one.rule}, to which the prohibition “{one.text}” is bound; puxi rules list shows all.",
        )
    count = next((count for count in checked.rules if count.card.id == one.rule), None)
    if count is None or (count.failed == 0 and count.passed == 0):
        return Prohibition(one.text, Outcome.UNKNOWN, one.rule)
    failed = count.failed - count.waived
    outcome = Outcome.FAIL if failed else Outcome.UNKNOWN if count.unknown else Outcome.PASS
    return Prohibition(one.text, outcome, one.rule, failed)
