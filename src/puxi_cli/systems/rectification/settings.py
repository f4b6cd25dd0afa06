"""What `puxi.toml` says of the ledger: `[rectify]`, and who answers for what, `[[duties]]`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Annotated, ClassVar, Literal

from puxi_cli.errors import UsageError
from puxi_cli.findings import Severity
from puxi_cli.jobs.settings_parts import CLOSED, Read, Section, Settings, Written, WrittenPath
from puxi_cli.text.words import Text

_CONDITIONS = 6


@dataclass(frozen=True)
class WrittenDuty:
    """Who answers for what, as `[[duties]]` has it."""

    __pydantic_config__: ClassVar[Mapping[str, object]] = CLOSED
    person: Written
    duty: str | None = None
    village: str | None = None
    office: str | None = None
    phone: str | None = None
    leader: str | None = None
    leading_office: str | None = None


@dataclass(frozen=True)
class RectifySettings:
    """`[rectify]`: the ledger, working days by severity, the names of the six conditions, and whose rules find problems."""

    __pydantic_config__: ClassVar[Mapping[str, object]] = CLOSED
    ledger: Annotated[WrittenPath | None, Text("ledger 应为文件名", "ledger must be the name of a file")] = None
    days: Annotated[
        dict[Severity, Annotated[int, Read("int", gt=0)]],
        Text(
            "days 写成 { error = 10, warning = 20, notice = 30 }（工作日）",
            "days is written { error = 10, warning = 20, notice = 30 } (working days)",
        ),
    ] = field(default_factory=dict)
    conditions: Annotated[
        tuple[Written, ...],
        Text(
            "conditions 要写成六个名称的名单，依次为：问题查清、原因查明、责任落实、整改到位、佐证归档、群众满意",
            "conditions is a list of six names, for: verified, cause found, responsible named, put right, evidence on file, people satisfied",
        ),
    ] = ()
    checks: Annotated[
        tuple[Literal["validate", "identify", "exit"], ...],
        Text(
            'checks 写成名单，只能有 validate、identify、exit，如 checks = ["validate"]',
            'checks is a list of validate, identify and exit, as checks = ["validate"]',
        ),
    ] = ()


def _wrong(said: RectifySettings) -> Iterator[tuple[str, int | None]]:
    if said.conditions and len(said.conditions) != _CONDITIONS:
        yield "conditions", None


_OF_DUTY = "、".join(key.name for key in fields(WrittenDuty) if key.name != "person")
_DUTIES = Text(
    f"要有 person（责任人），可有 {_OF_DUTY}，都是文字",
    f"it needs person, and may have {_OF_DUTY.replace('、', ', ')}, all of them text",
)
RECTIFY = Section("rectify", RectifySettings, RectifySettings, _wrong, targets=("ledger",))
DUTIES: Section[tuple[WrittenDuty, ...]] = Section("duties", Annotated[tuple[WrittenDuty, ...], _DUTIES], tuple)
SECTIONS = (RECTIFY, DUTIES)


def ledger_meant(given: Path | None, settings: Settings, folder: Path) -> Path:
    """Which ledger: the one asked for, the one of `puxi.toml`, else 整改台账.xlsx here. Raises UsageError for another kind of file.

    One within the current folder is named from there, as a person would.
    """
    path = given or settings.of(RECTIFY).ledger or folder / "整改台账.xlsx"
    if given is None and path.is_relative_to(Path.cwd()):
        path = path.relative_to(Path.cwd())
    if path.suffix.lower() not in ("", ".xlsx") and not path.is_dir():
        raise UsageError(
            f"--ledger {path}：台账应为 .xlsx 工作簿，或一个放 CSV 的文件夹。",
            f"--ledger {path}: a ledger is an .xlsx workbook, or a folder of CSV files.",
        )
    return path
