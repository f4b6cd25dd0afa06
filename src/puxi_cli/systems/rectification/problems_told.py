"""What goes into a ledger: puxi's findings and what others reported as problems, and who answers for what."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from puxi_cli.errors import UsageError
from puxi_cli.findings import Duty, Severity
from puxi_cli.jobs.rulebook import rulebook_of
from puxi_cli.jobs.settings_parts import Settings
from puxi_cli.records.fields import fields_of
from puxi_cli.records.tables import MODELS
from puxi_cli.systems.rectification import planning
from puxi_cli.systems.rectification.duties import holder_of
from puxi_cli.systems.rectification.keys import key_of_finding
from puxi_cli.systems.rectification.ledgers import read_other
from puxi_cli.systems.rectification.problems import OF_THE_HOUSEHOLD, OWN_SOURCE, Holder, Home, Ledger
from puxi_cli.systems.rectification.settings import DUTIES
from puxi_cli.text.words import NO_WORDS, Text

if TYPE_CHECKING:
    import polars as pl

    from puxi_cli.jobs.looking import Looked
    from puxi_cli.registry import Registry
    from puxi_cli.systems.rectification.feedback import Register, Rules

_ROWS_TOLD = 10


def settings_holders(settings: Settings) -> list[Holder]:
    """Who answers for what, as `[[duties]]` has it."""
    return [holder_of(vars(one)) for one in settings.of(DUTIES)]


def register_holders(registry: Registry) -> list[Holder]:
    """Who answers for what, as a sheet 责任人 of the register has it."""
    return [holder_of(row) for row in registry.frame("duty_holders").iter_rows(named=True) if row["person"]]


def found_problems(looked: Looked) -> list[planning.Wanted]:
    """The findings as problems: those that are not waived and weigh more than a notice, one for each number."""
    from puxi_cli.reports import words

    found: dict[str, planning.Wanted] = {}
    several: dict[str, int] = {}
    for finding in looked.findings:
        card = finding.card
        if finding.waived is not None or card.severity is Severity.NOTICE:
            continue
        key = key_of_finding(finding)
        several[key] = several.get(key, 0) + 1
        if key in found:
            continue
        concerns = " ".join(
            part for part in (finding.village, words.household(finding, False), words.name(finding, False)) if part
        )
        values: dict[str, Any] = {
            "source": OWN_SOURCE,
            "category": card.title_zh,
            "text": words.message(finding, "zh", False),
            "concerns": concerns or words.where(finding.place, "zh", beside=finding.place.file),
            "village": finding.village,
            "household_id": finding.household_id,
            "person_id": finding.person_id,
            "rule": card.id,
            "field": finding.place.heading,
            "severity": card.severity.words.of("zh"),
            "duty": card.duty.words.of("zh"),
            "measure": words.mend(finding, "zh", False),
            "target": f"信息表核对不再发现：{card.title_zh}",
        }
        found[key] = planning.Wanted(key, card.severity, values)
    for key, count in several.items():
        if count > 1:
            values = {**found[key].values, "text": f"{found[key].values['text']}（共 {count} 处）"}
            found[key] = planning.Wanted(key, found[key].severity, values)
    return list(found.values())


def reported_problems(
    paths: Sequence[Path], source: str | None, looked: Looked, settings: Settings, ledger: Ledger
) -> tuple[list[planning.Wanted], list[Text]]:
    """The problems of feedback sheets (`paths`), mapped to households and rules where their words tell.

    Also which cells were not understood, and which rows name somebody who is not found, unless `ledger` says by now who is meant.
    """
    if not paths:
        return [], []
    from puxi_cli.systems.rectification.feedback import Lost, wanted, whom

    register, rules, known = register_of(looked), _rules_of(settings), ledger.by_key()
    found: list[planning.Wanted] = []
    notes: list[Text] = []
    headings = {name: cell.heading for name, cell in fields_of(MODELS["problems"]).items()}
    for path in paths:
        rows = read_other(path).ledger.problems
        lost: dict[Lost, list[str]] = {}
        for row in rows:
            if cells := "、".join(headings[name] for name in sorted(row.unread)):
                notes.append(
                    Text(
                        f"{path} 第{row.row}行的 {cells} 读不懂，没有取用。",
                        f"{path} row {row.row}: {cells} cannot be understood and was not taken over.",
                    )
                )
            named = str(row["source"] or source or "")
            if not named:
                raise UsageError(
                    f"{path}：没有“问题来源”一列，请用 --source 写明来源，如 --source 省。",
                    f"{path}: it has no column 问题来源; say with --source where it comes from, as --source province.",
                )
            values = {
                name: value for name, value in row.values.items() if name not in ("key", "number", "state", "closed", "result")
            }
            one = wanted(values, named, register, rules, row.unread)
            if why := whom(known[one.key].values if one.key in known else values, register).lost:
                lost.setdefault(why, []).append(str(row.row))
            card = rulebook_of(settings).cards.get(str(one.values.get("rule") or ""))
            told = (
                {"severity": planning.DEFAULT_SEVERITY.words.of("zh"), "duty": Duty.TOWN.words.of("zh")}
                if card is None
                else {
                    "category": card.title_zh,
                    "severity": card.severity.words.of("zh"),
                    "duty": card.duty.words.of("zh"),
                    "target": f"信息表核对不再发现：{card.title_zh}",
                }
            )
            filled = {**told, **one.values}
            severity = planning.severity_named(filled["severity"]) or (
                planning.DEFAULT_SEVERITY if card is None else card.severity
            )
            one = planning.Wanted(one.key, None if filled.get("deadline") else severity, filled)
            found.append(one)
        notes += [_not_found(path, why.value, rows_of) for why, rows_of in lost.items()]
    return found, notes


def _not_found(path: Path, why: Text, rows: Sequence[str]) -> Text:
    zh, en = "、".join(rows[:_ROWS_TOLD]), ", ".join(rows[:_ROWS_TOLD])
    more = Text("…", f" … ({len(rows)} in all)") if len(rows) > _ROWS_TOLD else NO_WORDS
    return Text(
        f"{path} 第{zh}{more[0]}行共 {len(rows)} 个问题{why[0]}，已列入台账，但不能用信息表核对，也不按全村核对："
        "请在台账中写明户编号，或行政村加户主姓名，一行一户；只涉及村的，只写行政村，清空其余。",
        f"{path} row {en}{more[1]}: {why[1]}. It is in the ledger, but no register can show that it is right, and it is not taken "
        "for one about the village. Write 户编号 into the ledger, or 行政村 and 户主姓名, one household a row; what is about a "
        "village needs 行政村 alone, the others blank.",
    )


def named_households(registry: Registry) -> pl.DataFrame:
    """The rows of households: number, village, group and head, which is 户主姓名, else the member 本人或户主, before those who left."""
    import polars as pl

    from puxi_cli.records.person import HEAD

    members = registry.frame("persons").filter(pl.col("relation") == HEAD).drop_nulls(["household_id", "name"])
    members = members.sort(pl.col("left").is_not_null(), maintain_order=True).unique(
        "household_id", keep="first", maintain_order=True
    )
    rows = registry.frame("households").select("household_id", "village", "group", "head_name")
    rows = rows.join(members.select("household_id", "name"), on="household_id", how="left", maintain_order="left")
    return rows.select(
        "household_id", pl.col("village", "group").cast(pl.String), pl.coalesce("head_name", "name").alias("head_name")
    )


def homes_of(registry: Registry, households: Iterable[str | None]) -> Mapping[str, Home]:
    """What the register says of some households (`named_households`), by number; of a number that stands twice, what its first row says."""
    import polars as pl

    wanted = {household for household in households if household}
    rows = named_households(registry).filter(pl.col("household_id").is_in(wanted))
    found: dict[str, dict[str, str]] = {}
    for household, *told in rows.iter_rows():
        found.setdefault(household, dict(zip(OF_THE_HOUSEHOLD, told, strict=True)))
    return found


def register_of(looked: Looked) -> Register:
    """What is needed of the register to know whom a report names."""
    import polars as pl

    from puxi_cli.records.compile import same_names
    from puxi_cli.registry import NUMBER
    from puxi_cli.systems.rectification.feedback import Register

    registry = looked.opening.registry
    frame = registry.frame("households")
    households: dict[str, str | None] = dict(frame.select("household_id", "village").drop_nulls("household_id").iter_rows())
    heads: dict[tuple[str, str], str | None] = {}
    named = named_households(registry).select("village", pl.col("head_name").alias("name"), "household_id").drop_nulls()
    for village, name, household in named.with_columns(same_names(named["name"])).iter_rows():
        heads[village, name] = None if heads.get((village, name), household) != household else household
    rows = registry.frame("persons").select(NUMBER, "household_id", "person_id")
    persons = {number: (household, person) for number, household, person in rows.iter_rows() if number and household}
    villages = set(registry.frame("villages")["village"].drop_nulls()) | {village for village in households.values() if village}
    places = {place for name in ("town", "county") for place in frame[name].drop_nulls()}
    return Register(households, persons, heads, villages, places)


def _rules_of(settings: Settings) -> Rules:
    from puxi_cli.rules.library import library
    from puxi_cli.systems.rectification.feedback import Rules

    checks = {one.zh: one.rules[0] for one in library().checks if len(one.rules) == 1}
    return Rules(frozenset(rulebook_of(settings).cards), checks)
