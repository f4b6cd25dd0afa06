"""What may stand in `puxi.toml`, section by section: the shape of each, and the sentence for a value of the wrong kind.

pydantic reads the file by these classes (`jobs.settings_file`), and makes the schema for editors of them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Generic, TypeVar

from puxi_cli.findings import Severity
from puxi_cli.system import modules
from puxi_cli.text.words import Text

if TYPE_CHECKING:
    from pydantic_core import CoreSchema

FILE_NAME = "puxi.toml"
T = TypeVar("T")
# Nothing else than what is named here may stand in a section.
CLOSED: Mapping[str, object] = {"extra": "forbid"}


class Read:
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


Written = Annotated[str, Read("str", min_length=1)]
WrittenPath = Annotated[Path, Read("str", made=lambda name, folder: folder / name, min_length=1)]
Day = Annotated[date, Read("date")]
Switch = Annotated[bool, Read("bool")]
WrittenRegion = Annotated[str, Read("str", "int", made=lambda code, _: str(code))]  # a name, or a code with or without quotes


def _region(key: str) -> Text:
    return Text(f"{key} 应为名称或代码，如 汉阴县、610921", f"{key} must be a name or a code, as 汉阴县 or 610921")


def list_of(key: str) -> Text:
    """The sentence for a key that is a list of names."""
    return Text(f'{key} 应为名单，如 {key} = ["…"]', f'{key} must be a list, as {key} = ["…"]')


def switch_of(key: str) -> Text:
    """The sentence for a key that is true or false."""
    return Text(f"{key} 只能是 true 或 false", f"{key} is true or false")


@dataclass(frozen=True)
class RegistryPart:
    """`[registry]`: the register that is meant where none is named."""

    __pydantic_config__: ClassVar[Mapping[str, object]] = CLOSED
    path: Annotated[
        WrittenPath | None, Text("path 应为文件名或文件夹名，要加引号", "path must be the name of a file or folder, in quotes")
    ] = None


@dataclass(frozen=True)
class RegionPart:
    """`[region]`: where the register lies."""

    __pydantic_config__: ClassVar[Mapping[str, object]] = CLOSED
    code: Annotated[WrittenRegion | None, _region("code")] = None


@dataclass(frozen=True)
class ValuesPart:
    """`[values]`: how cells are read. With `one_two`, 1 is yes and 2 is no."""

    __pydantic_config__: ClassVar[Mapping[str, object]] = CLOSED
    one_two: Annotated[Switch, switch_of("one_two")] = False


@dataclass(frozen=True)
class LawPart:
    """`[law]`: a folder of the user's own numbers."""

    __pydantic_config__: ClassVar[Mapping[str, object]] = CLOSED
    extra: Annotated[WrittenPath | None, Text("extra 应为文件夹名", "extra must be the name of a folder")] = None


@dataclass(frozen=True)
class RuleSettings:
    """`[rules]`: whose rules and numbers are taken, which rules are asked, how they weigh, and the files of the user's own.

    Rules and families are as written: whether there are such is known where they are chosen (`jobs.selection`).
    """

    __pydantic_config__: ClassVar[Mapping[str, object]] = CLOSED
    region: Annotated[WrittenRegion | None, _region("region")] = None
    families: Annotated[tuple[Written, ...], list_of("families")] = ()
    off: Annotated[tuple[Written, ...], list_of("off")] = ()
    only: Annotated[tuple[Written, ...], list_of("only")] = ()
    severity: Annotated[
        dict[str, Severity],
        Text(
            'severity 应写成 { DQ602 = "error" }，级别可用 error、warning、notice',
            'severity is written { DQ602 = "error" }; one of error, warning, notice',
        ),
    ] = field(default_factory=dict)
    own: Annotated[tuple[WrittenPath, ...], list_of("own")] = ()


PAIRS = Text('每行写成 "错的写法" = "对的写法"', 'each line is written "as found" = "as meant"')


@dataclass(frozen=True)
class OfReading:
    """The sections that say how registers are read and by which rules and numbers; every one may be absent."""

    __pydantic_config__: ClassVar[Mapping[str, object]] = CLOSED
    registry: RegistryPart = field(default_factory=RegistryPart)
    region: RegionPart = field(default_factory=RegionPart)
    values: ValuesPart = field(default_factory=ValuesPart)
    headings: Annotated[dict[str, Written], PAIRS] = field(default_factory=dict)
    law: LawPart = field(default_factory=LawPart)
    rules: RuleSettings = field(default_factory=RuleSettings)


def _never(_: object) -> Iterator[tuple[str, int | None]]:
    return iter(())


@dataclass(frozen=True)
class Section(Generic[T]):
    """A section that a system brings.

    name     as it stands in the file
    shape    the class of it, or a kind annotated with the sentence that says how it is written
    absent   makes what it is where the file has none
    wrong    what no value says by itself: the key whose sentence tells it, and of a list of entries the entry's number from 0
    targets  keys of files and folders that puxi writes
    """

    name: str
    shape: Any
    absent: Callable[[], T]
    wrong: Callable[[T], Iterator[tuple[str, int | None]]] = _never
    targets: tuple[str, ...] = ()


def sections() -> tuple[Section[Any], ...]:
    """The sections of all systems."""
    return tuple(section for module in modules("settings") for section in module.SECTIONS)


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
    rules: RuleSettings = field(default_factory=RuleSettings)
    read: Mapping[str, Any] = field(default_factory=dict)  # sections of systems by name
    _kept: dict[str, Any] = field(default_factory=dict, init=False, repr=False, compare=False)

    def of(self, section: Section[T]) -> T:
        """What a section of a system says."""
        said: T = self.read[section.name] if section.name in self.read else section.absent()
        return said

    def above(self, folder: Path) -> bool:
        """Whether the file was found in a folder above this one."""
        return self.file is not None and self.file.parent != folder.resolve()

    def once(self, name: str, make: Callable[[], T]) -> T:
        """What is made of the settings under a name, made when it is first wanted."""
        if name not in self._kept:
            self._kept[name] = make()
        made: T = self._kept[name]
        return made
