"""Which column is which field: by heading, never by position.

Compared after NFKC, without blanks and line breaks, brackets unified, a trailing `*` or `:` dropped; exactly, then without a
bracketed suffix (耕地面积（亩） is 耕地面积). What is ambiguous, double or unknown is told, never guessed.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

from puxi_cli.errors import UsageError
from puxi_cli.findings import EVERY_CHECK_HEADING
from puxi_cli.records.fields import Cell, fields_of
from puxi_cli.records.tables import MODELS
from puxi_cli.records.text import folded

# Columns that exports carry and that say nothing of a household.
IGNORED = frozenset({"序号", "备注", "数据日期", "省", "市", "年龄", "核查结果", "是否有问题", *map(folded, EVERY_CHECK_HEADING)})
_SUFFIX = re.compile(r"\([^()]*\)$")
# What names a person, and with a household field beside it makes a flat person list.
_NAMES_A_PERSON = frozenset({"person_id", "name", "id_no", "relation"})


@cache
def normal(heading: str) -> str:
    """A heading as it is compared."""
    return folded(heading).rstrip("*:")


@dataclass(frozen=True)
class Match:
    """One column: its index in the sheet, its heading as written, and the field it was matched to."""

    column: int
    heading: str
    how: str
    table: str | None = None
    field: str | None = None
    near: str | None = None

    @property
    def cell(self) -> Cell:
        """The annotation of the field it was matched to."""
        assert self.table is not None
        assert self.field is not None
        return fields_of(MODELS[self.table])[self.field]


@dataclass(frozen=True)
class Assignment:
    """The columns of a sheet and the tables it feeds: one, or persons and households for a flat list."""

    tables: tuple[str, ...]
    matches: tuple[Match, ...]

    @property
    def matched(self) -> tuple[Match, ...]:
        """The columns that feed a field."""
        return tuple(match for match in self.matches if match.field)

    def only(self, fields: Mapping[str, frozenset[str]]) -> Assignment | None:
        """The part of it that feeds some fields of some tables; None where it feeds none of them."""
        tables = tuple(table for table in self.tables if table in fields)
        wanted = {(table, name) for table in tables for name in fields[table]}
        matches = tuple(
            match for match in self.matches
            if (match.table, match.field) in wanted or (match.field == "household_id" and len(self.tables) == 2)
        )  # fmt: skip
        return Assignment(tables, matches) if tables else None

    def of(self, table: str) -> tuple[Match, ...]:
        """The columns that feed one table; a flat list's household number feeds both."""
        return tuple(
            replace(match, table=table) if match.field == "household_id" and table == "households" else match
            for match in self.matched
            if match.table == table or (match.field == "household_id" and table in self.tables)
        )


# A year before a heading, as in 2017年人均纯收入.
YEAR_AHEAD = re.compile(r"^20[0-9]{2}年?度?")


class Headings:
    """All headings puxi knows, and a user's own ({"heading as written": "canonical heading"}).

    `tables` are those that a sheet may be, where not all of them; `enough` has the field of a table by which alone it is known.
    """

    def __init__(
        self, own: Mapping[str, str] | None = None, *, tables: Collection[str] = (), enough: Mapping[str, str] | None = None
    ) -> None:
        self._tables = tuple(tables) or tuple(MODELS)
        self._enough = enough or {}
        self._by_table: dict[str, dict[str, tuple[str, str]]] = {}
        own = {normal(written): canonical for written, canonical in (own or {}).items()}
        canonical_known = set()
        for name, model in MODELS.items():
            known: dict[str, tuple[str, str]] = {}
            for field, cell in fields_of(model).items():
                canonical_known.add(cell.heading)
                for heading in (cell.heading, *cell.others):
                    known.setdefault(normal(heading), (field, "exact"))
                for heading in cell.opposite:
                    known.setdefault(normal(heading), (field, "opposite"))
                for written, canonical in own.items():
                    if normal(canonical) == normal(cell.heading):
                        known[written] = (field, "own")
            self._by_table[name] = known
        self._all = sorted({heading for known in self._by_table.values() for heading in known} | IGNORED)
        for canonical in own.values():
            if canonical not in canonical_known:
                raise UsageError(
                    f"puxi.toml 的 [headings] 中“{canonical}”不是标准表头；标准表头见 puxi schema。",
                    f"puxi.toml, [headings]: {canonical} is no canonical heading; puxi schema lists them.",
                )

    def lookup(self, table: str, heading: str) -> tuple[str, str] | None:
        """(field, how) of a heading in one table."""
        known = self._by_table[table]
        plain = normal(heading)
        if plain in known:
            return known[plain]
        bare = _SUFFIX.sub("", plain)
        if bare != plain and bare in known:
            field, how = known[bare]
            return field, "bracket" if how == "exact" else how
        if (
            (of_year := YEAR_AHEAD.sub("", plain)) != plain
            and (hit := self.lookup(table, of_year))
            and hit[0] == "income_per_head"
        ):
            return hit  # 2017人均纯收入: the job that compares it with a line asks of which year it is
        return None

    def with_near_misses(self, assignment: Assignment) -> Assignment:
        """The same, with the heading that each unknown one was probably meant to be."""
        matches = (replace(m, near=self._near(m.heading)) if m.how == "unmatched" else m for m in assignment.matches)
        return replace(assignment, matches=tuple(matches))

    def _near(self, heading: str) -> str | None:
        plain = normal(heading)
        if len(plain) < 3 or plain in self._all or _SUFFIX.sub("", plain) in self._all:
            return None  # a heading of another table is no misspelling
        # One wrong character in a short heading, two in a long one; 城镇职工 for 城乡居民 is another thing, not a misspelling.
        wrong = 1 if len(plain) <= 8 else 2
        found = difflib.get_close_matches(plain, self._all, n=1, cutoff=1 - (wrong + 0.01) / len(plain))
        return found[0] if found else None

    def assign(self, columns: Sequence[tuple[int, Sequence[str]]], sheet: str | None) -> Assignment | None:
        """Find the table that headings belong to.

        `columns` are (index, spellings): the first spelling is the heading as written, others are built from two heading rows.
        None where they belong to no table.
        """
        scores: dict[str, int] = {}
        for table in self._tables:
            fields = {self._first(table, spellings) for _, spellings in columns} - {None}
            required = {f for f, cell in fields_of(MODELS[table]).items() if cell.required}
            found = {field for field, _ in (hit for hit in fields if hit)}
            alone = self._enough.get(table) in found
            if (len(found) < 2 and not alone) or not found & required or ("year" in required and "year" not in found):
                continue
            named = sheet is not None and folded(sheet) in MODELS[table].table.sheet_names
            scores[table] = 2 * len(found) + len(found & required) + (6 if named else 0)
        if not scores:
            return None
        best = max(scores, key=lambda table: scores[table])
        persons = self._fields("persons", columns)
        households = self._fields("households", columns) - persons
        if best in ("persons", "households") and len(persons & _NAMES_A_PERSON) >= 2:
            tables: tuple[str, ...] = ("persons", "households") if households else ("persons",)
        else:
            tables = (best,)
        matches = self._matches(tables, columns)
        if len(tables) == 2 and not any(match.table == "households" for match in matches if match.field):
            tables = ("persons",)  # what could have been a household's is the persons' own
        known = sum(1 for match in matches if match.field)
        alone = any(match.field and match.field == self._enough.get(str(match.table)) for match in matches)
        # Two words that happen to be headings do not make a table of something else.
        return Assignment(tables, matches) if known >= 3 or known == len(columns) or alone else None

    def _first(self, table: str, spellings: Sequence[str]) -> tuple[str, str] | None:
        return next((hit for hit in (self.lookup(table, spelling) for spelling in spellings) if hit), None)

    def _fields(self, table: str, columns: Sequence[tuple[int, Sequence[str]]]) -> set[str]:
        hits = (self._first(table, spellings) for _, spellings in columns)
        return {hit[0] for hit in hits if hit}

    def _matches(self, tables: tuple[str, ...], columns: Sequence[tuple[int, Sequence[str]]]) -> tuple[Match, ...]:
        matches: list[Match] = []
        taken: dict[tuple[str, str], str] = {}
        written = {normal(spellings[0]) for _, spellings in columns}
        for index, spellings in columns:
            heading = spellings[0]
            match = Match(index, heading, "unmatched")
            for table in self._order(tables, spellings):
                hit = self._first(table, spellings)
                if hit:
                    match = Match(index, heading, hit[1], table, hit[0])
                    break
            if match.field is None:
                if normal(heading) in IGNORED:
                    match = replace(match, how="ignored")
            elif match.how == "exact" and (canonical := normal(match.cell.heading)) != normal(heading) and canonical in written:
                # Another spelling beside the canonical heading: the canonical one is read, wherever it stands.
                match = replace(match, how="duplicate", field=None, near=match.cell.heading)
            elif match.table and match.field and (match.table, match.field) in taken:
                # The reverse column beside the plain one repeats it; two plain ones are a question for the clerk.
                beside = "context" if "opposite" in (match.how, taken[match.table, match.field]) else "duplicate"
                match = replace(match, how=beside, field=None, near=match.cell.heading)
            elif match.table and match.field:
                taken[match.table, match.field] = match.how
            matches.append(match)
        return tuple(matches)

    def _order(self, tables: tuple[str, ...], spellings: Sequence[str]) -> tuple[str, ...]:
        """In a flat list a plain 联系电话 is the household's, as its other fields are; the rest goes to the person first."""
        if len(tables) == 2 and self._first("households", spellings) == ("phone", "exact"):
            explicit = self._first("persons", spellings)
            if explicit is None or normal(spellings[0]) == normal("联系电话"):
                return ("households",)
        return tables
