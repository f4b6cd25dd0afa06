"""Tables in tests: a register written down as text, one row a line, the outcome the clause wants in the last column."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from puxi_cli.engine.spark import Spark
from puxi_cli.findings import Outcome
from puxi_cli.jobs.judge import Asking, judged, outcome_column
from puxi_cli.law.law import Law
from puxi_cli.records.compile import typed
from puxi_cli.records.identity import check_character
from puxi_cli.records.tables import MODELS
from puxi_cli.registry import CLEAR, KEY, ROW, SOURCE, UNREAD, Registry, Source, Table, completed
from puxi_cli.rules.base import CODES
from puxi_cli.rules.catalogue import rules
from tests import spark_half
from tests.profiles import register_profiles
from tests.together import Case

register_profiles()

OUTCOMES = {code: outcome for outcome, code in CODES.items()}


def number(first_17: str) -> str:
    """A fictional identity number: 17 digits and the check character behind them."""
    return first_17 + check_character(first_17)


@pytest.fixture(autouse=True)
def _plain_surroundings(monkeypatch: pytest.MonkeyPatch) -> None:
    """No test depends on the language, the colours or the register of who runs it."""
    for name in ("PUXI_LANG", "PUXI_REGISTRY", "LC_ALL", "LC_MESSAGES", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", "C.UTF-8")


def rows_of(text: str) -> list[dict[str, str]]:
    """The rows of a table drawn with bars; `#n` stands for a fictional identity number with n as its 17 digits."""
    lines = [line for line in text.strip().splitlines() if line.strip()]
    heads, *rows = [[cell.strip() for cell in line.split("|")] for line in lines]
    assert rows, "a table without rows tests nothing"
    assert all(len(row) == len(heads) for row in rows), "every row has a cell for every heading"
    return [
        {head: number(cell[1:]) if cell.startswith("#") else cell for head, cell in zip(heads, row, strict=True)} for row in rows
    ]


def table_of(name: str, rows: list[dict[str, str]]) -> Table:
    """A table of a registry, read from raw text by its model; a column `file` tells which file a row is from."""
    columns = [field for field in rows[0] if field not in ("outcome", "file")]
    files = list(dict.fromkeys(row.get("file", "registry.xlsx") for row in rows))
    raw = pl.DataFrame(
        {field: [row[field] or None for row in rows] for field in columns}, schema=dict.fromkeys(columns, pl.String)
    )
    result = typed(MODELS[name], raw)
    count = len(rows)
    frame = result.frame.with_columns(
        pl.Series(ROW, range(2, count + 2), pl.Int64), result.clear.alias(CLEAR),
        pl.Series(SOURCE, [files.index(row.get("file", "registry.xlsx")) for row in rows], pl.Int64),
    )  # fmt: skip
    unread = [
        "".join(f"|{field}|" for field in columns if row[field] and frame[field][number] is None) or None
        for number, row in enumerate(rows)
    ]
    frame = completed(MODELS[name], frame.with_columns(pl.Series(UNREAD, unread, pl.Categorical)))
    places = {field: (index, field) for index, field in enumerate(columns)}
    return Table(MODELS[name], frame, tuple(Source(file, MODELS[name].table.sheet, 1, places) for file in files))


RuleTable = Callable[..., None]


@pytest.fixture(scope="session")
def spark() -> Iterator[Spark | None]:
    """The second engine; None where it cannot be had, which the summary then says."""
    yield from spark_half.started()


def pytest_sessionfinish(session: pytest.Session) -> None:
    """What a process of the run has to tell goes to the one that prints."""
    told = getattr(session.config, "workeroutput", None)
    if told is not None:
        told |= {
            "spark_tables": spark_half.HALF.tables,
            "spark_registers": spark_half.HALF.registers,
            "spark_why_not": spark_half.HALF.why_not,
        }


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any, error: object) -> None:
    """One of these processes ended; what one that died had to tell is lost."""
    if told := getattr(node, "workeroutput", None):
        spark_half.told_by(told)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    spark_half.summary(terminalreporter)


@pytest.fixture(scope="module")
def for_spark(spark: Spark | None) -> Iterator[list[Case]]:
    """The tables that the tests of a module ask rules of. Behind the last of them Spark is asked of all at once: an error there is one of Spark."""
    cases: list[Case] = []
    yield cases
    if spark:
        spark_half.asked_of_both(cases, spark)


@pytest.fixture
def rule_table(for_spark: list[Case], request: pytest.FixtureRequest) -> RuleTable:
    """Ask one rule of small tables, on both engines: `rule_table("REC305", persons="…", households="…")`.

    The table the rule is asked of has the column `outcome`. `earlier` are registers of earlier years: number, year, schooling.
    """

    def ask(
        rule_id: str,
        day: date = date(2018, 12, 31),
        *,
        region: str = "610921",
        state_day: str | None = None,
        income_year: int | None = None,
        law_extra: Path | None = None,
        file_day: str | None = None,
        **texts: str,
    ) -> None:
        rule = rules()[rule_id]
        # As the commands ask: `validate` of the members as the files have them, the others of those who are there on the day.
        as_it_stands = rule.card.family in ("REC", "DQ")
        rows = {name: rows_of(text) for name, text in texts.items()}
        asked_of = [name for name, found in rows.items() if "outcome" in found[0]]
        assert asked_of, "one table has the outcomes"
        flat = rows.pop("household_rows", None)
        before = rows.pop("earlier", None)
        tables = {name: table_of(name, found) for name, found in rows.items()}
        registry = Registry(tables, table_of("households", flat) if flat else None, file_day)
        if before:
            registry = replace(registry, earlier=pl.DataFrame(before).with_columns(pl.col("year").cast(pl.Int64)))
        asking = Asking(Law(day, region, law_extra), state_day, income_year, as_it_stands)
        frames = judged(registry, [rule], asking)
        for_spark.append(Case(request.node.name, rule, registry, asking, frames))
        for name in asked_of:
            wanted = [row["outcome"] for row in (rows.get(name) or flat or []) if row["outcome"]]
            asks = [ask for ask in rule.asks if ask.table == name]
            assert asks, f"{rule_id} is not asked of {name}"
            said = [[OUTCOMES[code] for code in frames[ask.scope].sort(KEY)[outcome_column(rule, ask)].to_list()] for ask in asks]
            # A rule asked of two fields of a row fails the row when either fails.
            worst = [
                min(each, key=[Outcome.FAIL, Outcome.UNKNOWN, Outcome.PASS, Outcome.NOT_APPLICABLE].index)
                for each in zip(*said, strict=True)
            ]
            assert worst == wanted

    return ask


@pytest.fixture
def cell_table(tmp_path: Path) -> Callable[[str, str, str, str], None]:
    """Ask a rule of the record of one column: `cell_table("REC103", "persons", "education", "小学 | pass …")`.

    Every line is a cell as it stands in a file, a bar, and what the rule says of it: pass or fail.
    """
    from puxi_cli.records.fields import fields_of
    from puxi_cli.sheets.loading import Loading
    from puxi_cli.sheets.read import read_register

    sound = {"household_id": "0001", "name": "张三", "id_no": number("69000019700101123"), "relation": "户主", "village": "甲村"}

    def ask(rule_id: str, table: str, field: str, text: str) -> None:
        cells = fields_of(MODELS[table])
        given = [name for name, cell in cells.items() if cell.required or name == field]
        path = tmp_path / f"{table}.csv"
        lines = [[part.strip() for part in line.split("|")] for line in text.strip().splitlines()]
        with path.open("w", encoding="utf-8") as file:
            file.write(",".join(cells[name].heading for name in given) + "\n")
            for value, _ in lines:
                written = number(value[1:]) if value.startswith("#") else value
                file.write(",".join('"' + (written if name == field else sound.get(name, "2018")) + '"' for name in given) + "\n")
        faults = read_register(Loading([path])).faults
        failed = {fault.place.row for fault in faults if fault.rule == rule_id and fault.field == field}
        said = ["fail" if row in failed else "pass" for row in range(2, len(lines) + 2)]
        assert said == [wanted for _, wanted in lines]

    return ask
