"""What may stand in `puxi.toml`, section by section: the shape of each, and the sentence for a value of the wrong kind.

pydantic reads the file by these classes (`jobs.settings_file`), and makes the schema for editors of them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Literal, TypeVar

from puxi_cli.findings import Severity
from puxi_cli.text.words import Text

if TYPE_CHECKING:
    from pydantic_core import CoreSchema

FILE_NAME = "puxi.toml"
CONDITIONS = 6
T = TypeVar("T")
# Nothing else than what is named here may stand in a section.
_CLOSED: Mapping[str, object] = {"extra": "forbid"}


class _Read:
    """How a value is read: as one of pydantic's strict kinds within `limits`, or as one of two, then `made` into something else, for which
    it is given the folder of the file.

    pydantic is loaded only where a file is read.
    """

    def __init__(self, *kinds: str, made: Callable[[Any, Path], Any] | None = None, **limits: object) -> None:
        self._kinds, self._made, self._limits = kinds, made, limits

    def __get_pydantic_core_schema__(self, source: Any, handler: Any) -> CoreSchema:
        from pydantic_core import core_schema

        kinds = [getattr(core_schema, f"{kind}_schema")(strict=True, **self._limits) for kind in self._kinds]
        read = kinds[0] if len(kinds) == 1 else core_schema.union_schema(kinds)
        made = self._made
        if made is None:
            return read
        return core_schema.with_info_after_validator_function(lambda value, info: made(value, info.context), read)


Written = Annotated[str, _Read("str", min_length=1)]
WrittenPath = Annotated[Path, _Read("str", made=lambda name, folder: folder / name, min_length=1)]
Day = Annotated[date, _Read("date")]
Switch = Annotated[bool, _Read("bool")]
WrittenRegion = Annotated[str, _Read("str", "int", made=lambda code, _: str(code))]  # a name, or a code with or without quotes


def _region(key: str) -> Text:
    return Text(f"{key} 应为名称或代码，如 汉阴县、610921", f"{key} must be a name or a code, as 汉阴县 or 610921")


def _list(key: str) -> Text:
    return Text(f'{key} 应为名单，如 {key} = ["…"]', f'{key} must be a list, as {key} = ["…"]')


def _switch(key: str) -> Text:
    return Text(f"{key} 只能是 true 或 false", f"{key} is true or false")


@dataclass(frozen=True)
class RegistryPart:
    """`[registry]`: the register that is meant where none is named."""

    __pydantic_config__: ClassVar[Mapping[str, object]] = _CLOSED
    path: Annotated[
        WrittenPath | None, Text("path 应为文件名或文件夹名，要加引号", "path must be the name of a file or folder, in quotes")
    ] = None


@dataclass(frozen=True)
class RegionPart:
    """`[region]`: where the register lies."""

    __pydantic_config__: ClassVar[Mapping[str, object]] = _CLOSED
    code: Annotated[WrittenRegion | None, _region("code")] = None


@dataclass(frozen=True)
class ValuesPart:
    """`[values]`: how cells are read. With `one_two`, 1 is yes and 2 is no."""

    __pydantic_config__: ClassVar[Mapping[str, object]] = _CLOSED
    one_two: Annotated[Switch, _switch("one_two")] = False


@dataclass(frozen=True)
class LawPart:
    """`[law]`: a folder of the user's own numbers."""

    __pydantic_config__: ClassVar[Mapping[str, object]] = _CLOSED
    extra: Annotated[WrittenPath | None, Text("extra 应为文件夹名", "extra must be the name of a folder")] = None


@dataclass(frozen=True)
class WrittenProhibition:
    """One of the eight prohibitions as `puxi.toml` has it: bound to a rule, or to a statement that somebody signed on a day."""

    __pydantic_config__: ClassVar[Mapping[str, object]] = _CLOSED
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

    __pydantic_config__: ClassVar[Mapping[str, object]] = _CLOSED
    prohibitions: Annotated[
        tuple[WrittenProhibition, ...],
        Text(
            "要有 text，并且 rule（规则编号）和 statement（承诺书）二者有其一；承诺书另写 signed_by（签字人）和 day（日期，如 2018-05-01）",
            "it needs text, and either rule (its number) or statement; a statement also has signed_by and day (as 2018-05-01)",
        ),
    ] = ()


@dataclass(frozen=True)
class RuleSettings:
    """`[rules]`: whose rules and numbers are taken, which rules are asked, how they weigh, and the files of the user's own.

    Rules and families are as written: whether there are such is known where they are chosen (`jobs.selection`).
    """

    __pydantic_config__: ClassVar[Mapping[str, object]] = _CLOSED
    region: Annotated[WrittenRegion | None, _region("region")] = None
    families: Annotated[tuple[Written, ...], _list("families")] = ()
    off: Annotated[tuple[Written, ...], _list("off")] = ()
    only: Annotated[tuple[Written, ...], _list("only")] = ()
    severity: Annotated[
        dict[str, Severity],
        Text(
            'severity 应写成 { DQ602 = "error" }，级别可用 error、warning、notice',
            'severity is written { DQ602 = "error" }; one of error, warning, notice',
        ),
    ] = field(default_factory=dict)
    own: Annotated[tuple[WrittenPath, ...], _list("own")] = ()


@dataclass(frozen=True)
class WrittenDuty:
    """Who answers for what, as `[[duties]]` has it."""

    __pydantic_config__: ClassVar[Mapping[str, object]] = _CLOSED
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

    __pydantic_config__: ClassVar[Mapping[str, object]] = _CLOSED
    ledger: Annotated[WrittenPath | None, Text("ledger 应为文件名", "ledger must be the name of a file")] = None
    days: Annotated[
        dict[Severity, Annotated[int, _Read("int", gt=0)]],
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


@dataclass(frozen=True)
class WrittenRegister:
    """A register among several that are exported together, as `[[export.registers]]` has it."""

    __pydantic_config__: ClassVar[Mapping[str, object]] = _CLOSED
    name: Written
    path: WrittenPath


_ONE_DAY = Text("year = 2018 或 as_of = 2018-06-30，只写一个", "year = 2018 or as_of = 2018-06-30, one of the two")


@dataclass(frozen=True)
class ExportSettings:
    """`[export]`: where exports stand, how many are kept, what is made, of which registers, as of which day.

    Products and tables are as written: whether there are such is known where they are made.
    """

    __pydantic_config__: ClassVar[Mapping[str, object]] = _CLOSED
    target: Annotated[WrittenPath | None, Text("target 应为文件夹名", "target must be the name of a folder")] = None
    keep: Annotated[
        Annotated[int, _Read("int", ge=0)], Text("keep 应为整数，0 为全部保留", "keep is a whole number; 0 keeps all")
    ] = 0
    if_changed: Annotated[Switch, _switch("if_changed")] = False
    products: Annotated[tuple[Written, ...], _list("products")] = ()
    households: Annotated[tuple[Written, ...], _list("households")] = ()
    tables: Annotated[tuple[Written, ...], _list("tables")] = ()
    show_ids: Annotated[Switch, _switch("show_ids")] = False
    year: Annotated[Annotated[int, _Read("int", ge=1990, le=2100)] | None, _ONE_DAY] = None
    as_of: Annotated[Day | None, _ONE_DAY] = None
    registers: Annotated[
        tuple[WrittenRegister, ...], Text("要有 name（各不相同）和 path", "it needs name, unlike the others', and path")
    ] = ()

    @property
    def day(self) -> date | None:
        """The day exports are made as of; None where it is found in the register."""
        return self.as_of if self.year is None else date(self.year, 12, 31)


_PAIRS = Text('每行写成 "错的写法" = "对的写法"', 'each line is written "as found" = "as meant"')
_OF_DUTY = "、".join(name for name in WrittenDuty.__dataclass_fields__ if name != "person")


@dataclass(frozen=True)
class SettingsFile:
    """The whole of `puxi.toml`; every section may be absent."""

    __pydantic_config__: ClassVar[Mapping[str, object]] = _CLOSED
    registry: RegistryPart = field(default_factory=RegistryPart)
    region: RegionPart = field(default_factory=RegionPart)
    values: ValuesPart = field(default_factory=ValuesPart)
    headings: Annotated[dict[str, Written], _PAIRS] = field(default_factory=dict)
    law: LawPart = field(default_factory=LawPart)
    identify: IdentifyPart = field(default_factory=IdentifyPart)
    rules: RuleSettings = field(default_factory=RuleSettings)
    misspellings: Annotated[dict[str, Written], _PAIRS] = field(default_factory=dict)
    rectify: RectifySettings = field(default_factory=RectifySettings)
    duties: Annotated[
        tuple[WrittenDuty, ...],
        Text(
            f"要有 person（责任人），可有 {_OF_DUTY}，都是文字",
            f"it needs person, and may have {_OF_DUTY.replace('、', ', ')}, all of them text",
        ),
    ] = ()
    export: ExportSettings = field(default_factory=ExportSettings)


@dataclass(frozen=True)
class Selection:
    """What `--rule`, `--family` and `--severity` say: rules by number or name, families, and from which severity on."""

    rules: tuple[str, ...] = ()
    families: tuple[str, ...] = ()
    severity: str | None = None


@dataclass(frozen=True)
class Settings:
    """What `puxi.toml` says; all of it may be absent. `folder` is where the file stands: its paths are relative to it."""

    folder: Path
    file: Path | None = None
    register: Path | None = None
    region: str | None = None
    headings: dict[str, str] = field(default_factory=dict)
    one_two: bool = False  # in columns of yes and no, 1 is yes and 2 is no
    law_extra: Path | None = None  # a folder of numbers of the law, put over puxi's
    prohibitions: tuple[WrittenProhibition, ...] = ()
    rules: RuleSettings = field(default_factory=RuleSettings)
    rectify: RectifySettings = field(default_factory=RectifySettings)
    duties: tuple[WrittenDuty, ...] = ()
    export: ExportSettings = field(default_factory=ExportSettings)
    misspellings: dict[str, str] = field(default_factory=dict)  # words and headings known to be written wrong, for `puxi fix`
    _kept: dict[str, Any] = field(default_factory=dict, init=False, repr=False, compare=False)

    def above(self, folder: Path) -> bool:
        """Whether the file was found in a folder above this one."""
        return self.file is not None and self.file.parent != folder.resolve()

    def once(self, name: str, make: Callable[[], T]) -> T:
        """What is made of the settings under a name, made when it is first wanted."""
        if name not in self._kept:
            self._kept[name] = make()
        made: T = self._kept[name]
        return made
