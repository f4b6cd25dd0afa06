"""What `puxi.toml` says of exports: `[export]`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Annotated, ClassVar

from puxi_cli.jobs.settings_parts import CLOSED, Day, Read, Section, Switch, Written, WrittenPath, list_of, switch_of
from puxi_cli.text.words import Text


@dataclass(frozen=True)
class WrittenRegister:
    """A register among several that are exported together, as `[[export.registers]]` has it."""

    __pydantic_config__: ClassVar[Mapping[str, object]] = CLOSED
    name: Written
    path: WrittenPath


_ONE_DAY = Text("year = 2018 或 as_of = 2018-06-30，只写一个", "year = 2018 or as_of = 2018-06-30, one of the two")


@dataclass(frozen=True)
class ExportSettings:
    """`[export]`: where exports stand, how many are kept, what is made, of which registers, as of which day.

    Products and tables are as written: whether there are such is known where they are made.
    """

    __pydantic_config__: ClassVar[Mapping[str, object]] = CLOSED
    target: Annotated[WrittenPath | None, Text("target 应为文件夹名", "target must be the name of a folder")] = None
    keep: Annotated[
        Annotated[int, Read("int", ge=0)], Text("keep 应为整数，0 为全部保留", "keep is a whole number; 0 keeps all")
    ] = 0
    if_changed: Annotated[Switch, switch_of("if_changed")] = False
    products: Annotated[tuple[Written, ...], list_of("products")] = ()
    households: Annotated[tuple[Written, ...], list_of("households")] = ()
    tables: Annotated[tuple[Written, ...], list_of("tables")] = ()
    show_ids: Annotated[Switch, switch_of("show_ids")] = False
    year: Annotated[Annotated[int, Read("int", ge=1990, le=2100)] | None, _ONE_DAY] = None
    as_of: Annotated[Day | None, _ONE_DAY] = None
    registers: Annotated[
        tuple[WrittenRegister, ...], Text("要有 name（各不相同）和 path", "it needs name, unlike the others', and path")
    ] = ()

    @property
    def day(self) -> date | None:
        """The day exports are made as of; None where it is found in the register."""
        return self.as_of if self.year is None else date(self.year, 12, 31)


def _wrong(said: ExportSettings) -> Iterator[tuple[str, int | None]]:
    if said.year is not None and said.as_of is not None:
        yield "year", None
    names = [register.name for register in said.registers]
    yield from (("registers", number) for number, name in enumerate(names) if name in names[:number])


EXPORT = Section("export", ExportSettings, ExportSettings, _wrong, targets=("target",))
SECTIONS = (EXPORT,)
