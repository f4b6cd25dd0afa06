"""Registers of earlier years beside the one that is checked: read for what they say of each person's grade at school, and no more."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Sequence
from pathlib import Path

import polars as pl

from puxi_cli.errors import UnreadableFile
from puxi_cli.findings import InputRead, RuleCount
from puxi_cli.jobs.opening import Opening, newest_year
from puxi_cli.registry import NUMBER, Registry, nothing_earlier
from puxi_cli.sheets.loading import Loading
from puxi_cli.sheets.read import read_register
from puxi_cli.text.words import Text

# Whose grade it is, and what tells of which year the register is where its name does not; see `jobs.figures.FIELDS`.
_FIELDS = {
    "persons": frozenset({"household_id", "name", "id_no", "relation", "schooling", "joined", "left"}),
    "households": frozenset({"household_id", "size", "identified", "income_per_head", "exit_year", "relapsed", "status"}),
    "incomes": frozenset({"household_id", "year"}),
    "village_years": frozenset({"village", "year"}),
}
_YEARS_BEFORE = 2
_ASKED_OF_IT = "DQ1009"


def with_earlier(opening: Opening, paths: Sequence[Path], password: str | None) -> Opening:
    """The register with what earlier ones say of its persons, one register for each path.

    A register is of the year in its file's name, else of the newest year it speaks of. Raises UnreadableFile where that cannot be
    told, or where there is no person or no schooling in it.
    """
    if not paths:
        return opening
    frames, inputs, notes = [nothing_earlier()], list[InputRead](), list[Text]()
    now = _year_of(opening)
    for path in paths:
        settings = opening.settings
        reading = read_register(Loading([path], password), settings.headings, _FIELDS, settings.one_two)
        registry = reading.registry
        year = int(registry.snapshot_day[:4]) if registry.snapshot_day else newest_year(registry)
        _check(path, registry, year)
        inputs += reading.inputs
        if now is not None and year is not None and year >= now:
            notes.append(
                Text(
                    f"{path} 是 {year} 年的信息表，不早于所检查的信息表（{now} 年），没有用作往年信息表。",
                    f"{path} is a register of {year}, not before the one that is checked ({now}); it was not used as an earlier one.",
                )
            )
            continue
        persons = registry.frame("persons").select(
            pl.col(NUMBER).alias("number"), pl.lit(year, pl.Int64).alias("year"), pl.col("schooling").cast(pl.String)
        )
        frames.append(persons.drop_nulls())
        notes.append(
            Text(
                f"往年信息表 {path}（{year} 年）：只取证件号码和在校生状况，没有检查。",
                f"Earlier register {path} ({year}): read for identity numbers and schooling only; it was not checked.",
            )
        )
    reading = dataclasses.replace(
        opening.reading, registry=dataclasses.replace(opening.reading.registry, earlier=pl.concat(frames))
    )
    return dataclasses.replace(opening, reading=reading, earlier=tuple(inputs), earlier_notes=tuple(notes))


def what_is_wanted(opening: Opening, counts: Iterable[RuleCount]) -> list[Text]:
    """That registers of the years before are wanted, where somebody's grade could not be followed for the lack of them."""
    now = _year_of(opening)
    if now is None or not any(count.card.id == _ASKED_OF_IT and count.unknown for count in counts):
        return []
    earlier = opening.registry.earlier
    have = set() if earlier is None else set(earlier["year"].unique().to_list())
    lacking = [str(year) for year in range(now - _YEARS_BEFORE, now) if year not in have]
    if not lacking:
        return []
    return [
        Text(
            f"{_ASKED_OF_IT}（连续三年在校生状况相同）要与往年比较：请用 --earlier 给出 {'、'.join(lacking)} 年的信息表，每年一份。",
            f"{_ASKED_OF_IT} (the same grade three years running) compares with the years before: give the registers of "
            f"{' and '.join(lacking)} by --earlier, one for each year.",
        )
    ]


def _year_of(opening: Opening) -> int | None:
    state = opening.asking.state_day
    return int(state[:4]) if state else opening.day.year


def _check(path: Path, registry: Registry, year: int | None) -> None:
    if "schooling" not in registry.present("persons") or "id_no" not in registry.present("persons"):
        raise UnreadableFile(
            f"{path}：往年信息表里没有读到“证件号码”和“在校生状况”两列。puxi headings 可查看各列的识别情况。",
            f"{path}: an earlier register needs the columns 证件号码 and 在校生状况. puxi headings shows how columns were understood.",
        )
    if year is None:
        raise UnreadableFile(
            f"{path}：看不出是哪一年的信息表，请在文件名里写明日期，如 信息表_20171231.xlsx。",
            f"{path}: of which year this register is cannot be told; put the day into its name, as register_20171231.xlsx.",
        )
