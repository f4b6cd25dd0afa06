"""Which column is which field: by heading, never by position.

Compared folded and without marks and numbers around them (`qualifiers.normal`); exactly, then with a parent of a row above, then
without brackets that add nothing (耕地面积（亩） is 耕地面积). What is ambiguous, double, qualified or unknown is told, never guessed.
"""

from __future__ import annotations

import difflib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from functools import cache, cached_property

from puxi_cli.errors import UsageError
from puxi_cli.findings import EVERY_CHECK_HEADING
from puxi_cli.records.coded import Code
from puxi_cli.records.codes import CodeList
from puxi_cli.records.fields import fields_of
from puxi_cli.records.kinds import YesNo
from puxi_cli.records.tables import MODELS
from puxi_cli.records.text import folded
from puxi_cli.sheets import qualifiers
from puxi_cli.sheets.assignment import Asked, Assignment, Match
from puxi_cli.sheets.double_headings import read_after_all, undecided
from puxi_cli.sheets.headings_above import makes_another, other_record, written_above
from puxi_cli.sheets.known_headings import KNOWN, PERHAPS, VILLAGE, says_why_left
from puxi_cli.sheets.of_others import Whose, marked, of_others
from puxi_cli.sheets.own_income import OWN_INCOME, with_units, with_years
from puxi_cli.sheets.qualifiers import aspect, normal, parts

# Columns that exports carry and that say nothing of a household.
DAY_OF_DATA = "数据日期"  # no field, but the day of the snapshot where every row says the same (`snapshot_days`)
IGNORED = frozenset(
    {"序号", "备注", DAY_OF_DATA, "省", "市", "年龄", "核查结果", "是否有问题", *map(folded, EVERY_CHECK_HEADING)}
)
# What names a person, and with a household field beside it makes a flat person list.
_NAMES_A_PERSON = frozenset({"person_id", "name", "id_no", "relation"})
_IS_A_MEMBER = frozenset({"name", "sex"})  # the same beside the head's name, where no relation is told
# What names a household; 行政村, 人口 and 耕地面积 stand in lists of villages, too.
_NAMES_A_HOUSEHOLD = frozenset({"household_id", "head_name"})
# A sheet that has one of these is about households or their members, whatever else it is called.
_OF_A_HOUSEHOLD = _NAMES_A_HOUSEHOLD | {"person_id", "relation"}
SAYS_OF_ONE = frozenset({"poor_type", "household_type", "status", "identified", "exit_year", "cause"})
_OF_HOUSEHOLDS = ("households", "persons", "incomes")  # the tables that a list of households may have columns of
_WHO = frozenset({"head_name", "helper", "name"})
_NOT_PERSONAL = frozenset({"household_id", "person_id", "relation"})
_HELPER, _HELPERS_COLUMNS = "帮扶", 3  # a helper's columns: name, unit, office, telephone
# Characters that make another thing of a heading where they are added, dropped or exchanged.
_WEIGHTY = frozenset("总户村县乡镇组不无未非没计男女前后上下去今月年新原人主")


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
        self._yes_no: dict[tuple[int, str], bool] = {}
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
            self._yes_no.update(((id(known), field), isinstance(cell.kind, YesNo)) for field, cell in fields_of(model).items())
        # 单位, 金额, 状态: headings of a list about others than households say nothing of what stands in a list of them.
        of_register = (known for name, known in self._by_table.items() if not MODELS[name].table.known_by)
        words = {heading for known in of_register for heading in known} | IGNORED | KNOWN | VILLAGE
        self._all = frozenset(words)
        self._by_length: dict[int, list[tuple[str, frozenset[str]]]] = {}
        for word in sorted(words):
            self._by_length.setdefault(len(word), []).append((word, frozenset(word)))
        self._nearest: dict[str, str | None] = {}
        self._looked_up: dict[tuple[str, str, tuple[str, ...]], tuple[str, str] | Asked | None] = {}
        for canonical in own.values():
            if canonical not in canonical_known:
                raise UsageError(
                    f"puxi.toml 的 [headings] 中“{canonical}”不是标准表头；标准表头见 puxi schema。",
                    f"puxi.toml, [headings]: {canonical} is no canonical heading; puxi schema lists them.",
                )

    def lookup(self, table: str, heading: str, parents: Sequence[str] = ()) -> tuple[str, str] | Asked | None:
        """(field, how) of a heading in one table; what is to be asked where it may be another column; None where it is unknown."""
        asked = (table, heading, tuple(parents))  # the same headings are tried as those of several tables and rows
        if asked not in self._looked_up:
            self._looked_up[asked] = self._lookup(table, heading, parents)
        return self._looked_up[asked]

    def _lookup(self, table: str, heading: str, parents: Sequence[str]) -> tuple[str, str] | Asked | None:
        known = self._by_table[table]
        plain = qualifiers.without_heads(normal(heading)) if table == "persons" else normal(heading)
        for parent in parents:  # one's own headings may name the parent
            for written in (f"{normal(parent)}/{plain}", normal(parent) + plain):  # as a finding names it, and without the sign
                if (hit := known.get(written)) and hit[1] == "own":
                    return hit
        if plain in known and known[plain][1] == "own":
            return known[plain]
        bare, extras = (plain, ()) if plain in known else parts(plain)
        hit = self._plain(known, bare)
        year = qualifiers.YEAR.match(bare) if hit is None and table == "households" else None
        of_year = self._plain(known, bare[4:].removeprefix("年").removeprefix("度")) if year else None
        for written, parent in ((one, parts(normal(one))[0]) for one in reversed(parents)):
            if any(qualifiers.composed(parent, bare)) and (both := self._composed(known, parent, bare)):
                # 计划 over 脱贫情况 makes a plan of it.
                others = (one for one in parents if normal(one) != parent)  # 脱贫情况（计划） is one as well
                state = next((one for one in others if qualifiers.is_state(one) or other_record(one)), None)
                return Asked(both[0], state) if state and both[1] == "exact" else both
            field = hit or (None if qualifiers.is_year(parent) else of_year)
            if qualifiers.changes(parent, bare):
                return Asked(field[0], parent) if field else None
            in_brackets = any(map(qualifiers.is_state, parts(normal(written))[1]))
            if field and (in_brackets or makes_another(written, table, field[0])):
                return Asked(field[0], normal(written))
        if year and of_year:
            if of_year[0] != "income_per_head":
                return Asked(of_year[0], year[0])  # every other column speaks of now
            hit = of_year  # 2017人均纯收入: the job that compares it with a line asks of which year it is
        if hit is None or not extras:
            composed = (self._composed(known, extra, bare) for extra in extras)
            return hit or next((one for one in composed if one), None)
        name, how = hit
        cell = fields_of(MODELS[table])[name]
        for extra in extras:
            if (
                qualifiers.adds_nothing(extra, cell)
                or qualifiers.factor(cell, extra) is not None
                or (name == "income_per_head" and table == "households" and qualifiers.is_year(extra))
            ):
                continue
            return self._composed(known, extra, bare) or Asked(name, extra)
        return name, "bracket" if how == "exact" else how

    @staticmethod
    def _composed(known: Mapping[str, tuple[str, str]], qualifier: str, bare: str) -> tuple[str, str] | None:
        return next((known[word] for word in qualifiers.composed(qualifier, bare) if word in known), None)

    def _plain(self, known: Mapping[str, tuple[str, str]], plain: str) -> tuple[str, str] | None:
        """A heading as it is, or with or without a leading 是否."""
        if plain in known:
            return known[plain]
        other = plain[2:] if plain.startswith("是否") else f"是否{plain}"
        hit = known.get(other)
        return hit if hit and other not in IGNORED and self._yes_no.get((id(known), hit[0])) else None

    @cached_property
    def words(self) -> frozenset[str]:
        """The headings it knows that are no value of any column: 户主 is a head's relation, too."""
        return frozenset(word for word in self._all if not _is_a_value(word))

    def knows(self, text: str) -> bool:
        """Whether a text is a heading, of whatever table."""
        return normal(text) in self._all

    def joins(self, parent: str, text: str) -> bool:
        """Whether a text and the heading above it are a heading together: 脱贫年度 and 计划 are 计划脱贫年度."""
        above, below = parts(normal(parent))[0], parts(normal(text))[0]
        return any(word in self._all for pair in ((above, below), (below, above)) for word in qualifiers.composed(*pair))

    def joined(self, spellings: Sequence[str]) -> Sequence[str]:
        """A heading and its parents; where it says nothing but which of a parent's it is, as if it stood in that one's brackets."""
        heading, *parents = spellings
        bare, extras = parts(normal(heading))
        together = (word for parent in parents for word in qualifiers.composed(parts(normal(parent))[0], bare))
        whose = self._names_whom(bare) and any(self._is_personal(parent) for parent in parents)
        if not whose and (any(word in self._all for word in (normal(heading), bare, *together)) or self._any(heading, parents)):
            return spellings
        behind = [bare.strip("()"), *reversed(extras)]
        for place in reversed(range(len(parents))):
            if self._any(parents[place], parents[:place]):
                return [parents[place] + "".join(f"（{text}）" for text in behind), *parents[:place]]
            behind.insert(0, parents[place])
        return spellings

    def _names_whom(self, bare: str) -> bool:
        """Whether a heading says by itself who it names, and below another whose that one is: 户主, 帮扶干部, 成员."""
        known = self._by_table
        hits = (known["households"].get(bare), known["persons"].get(bare))
        return qualifiers.says_whose(bare) and any(hit and hit[0] in _WHO for hit in hits)

    def _is_personal(self, parent: str) -> bool:
        """Whether a heading is what every person has one of, whoever it is: 联系电话, 身份证号, 健康状况; 家庭成员 is a group's."""
        above = parts(normal(parent))[0]
        hit = self._plain(self._by_table["persons"], above)
        of_everybody = hit[0] not in _NOT_PERSONAL if hit else self._by_table["households"].get(above, ("",))[0] == "phone"
        return of_everybody and not qualifiers.says_whose(above)

    def _any(self, heading: str, parents: Sequence[str]) -> bool:
        about_households = (table for table in self._tables if not MODELS[table].table.known_by)
        return any(self.lookup(table, heading, parents) for table in about_households)

    def with_near_misses(self, assignment: Assignment) -> Assignment:
        """The same, with the heading that each unknown one was probably meant to be."""
        own = {word for table in assignment.tables for word in self._by_table[table]}
        read = {normal(match.cell.heading) for match in assignment.matched}
        matches = (
            replace(m, near=m.near or self._near(m.heading, own, read)) if m.how == "unmatched" else m for m in assignment.matches
        )
        return replace(assignment, matches=tuple(matches))

    def _near(self, heading: str, own: Collection[str], read: Collection[str]) -> str | None:
        plain = normal(heading)
        if meant := PERHAPS.get(parts(plain)[0]):
            return meant if meant in own and meant not in read else None
        if len(plain) < 3 or plain in self._all or parts(plain)[0] in self._all:
            return None  # a heading of another table is no misspelling
        if plain not in self._nearest:
            self._nearest[plain] = self._closest(plain)
        near = self._nearest[plain]
        return near if near in own else None  # another table's column is never suggested

    def _closest(self, plain: str) -> str | None:
        # One wrong character in a short heading, two in a long one; 城镇职工 for 城乡居民 is another thing, not a misspelling.
        wrong = 1 if len(plain) <= 8 else 2
        signs = frozenset(plain)
        able = [
            word
            for length in range(len(plain) - 2 * wrong, len(plain) + 2 * wrong + 1)
            for word, others in self._by_length.get(length, ())
            if len(signs - others) <= wrong and not (signs ^ others) & _WEIGHTY and aspect(word) == aspect(plain)
        ]
        found = difflib.get_close_matches(plain, able, n=3, cutoff=1 - (wrong + 0.01) / len(plain))
        # A wrong character is likelier than one too many: 证件号吗 is 证件号码, though 证件号 is nearer.
        return next((word for word in found if len(word) == len(plain)), found[0] if found else None)

    def assign(self, columns: Sequence[tuple[int, Sequence[str]]], sheet: str | None) -> Assignment | None:
        """Find the table that headings belong to.

        `columns` are (index, texts): the first text is the heading as written, the others its parents, the highest first.
        None where they belong to no table.
        """
        scores: dict[str, int] = {}
        written = {normal(spellings[0]) for _, spellings in columns}
        of_villages = len(written & VILLAGE) >= 2
        of_households = not _OF_A_HOUSEHOLD.isdisjoint(self._fields("households", columns) | self._fields("persons", columns))
        for table in self._tables:
            fields = {self._first(table, spellings) for _, spellings in columns} - {None}
            required = {f for f, cell in fields_of(MODELS[table]).items() if cell.required}
            found = {field for field, _ in (hit for hit in fields if hit)}
            alone = self._enough.get(table) in found
            by = required | _NAMES_A_HOUSEHOLD if table == "households" else required
            if (len(found) < 2 and not alone) or not found & by or ("year" in required and "year" not in found):
                continue
            about = MODELS[table].table
            named = sheet is not None and folded(sheet) in about.sheet_names
            if about.known_by and (of_households or (not named and found.isdisjoint(about.known_by))):
                continue
            if table == "households" and not found & (_NAMES_A_HOUSEHOLD if of_villages else _NAMES_A_HOUSEHOLD | SAYS_OF_ONE):
                continue  # a list of villages names no household
            scores[table] = 2 * len(found) + len(found & required) + (6 if named else 0)
        if not scores:
            return None
        best = max(scores, key=lambda table: scores[table])
        whose: dict[int, Whose] = {}
        if best in ("persons", "households"):
            whose = of_others(columns, lambda table, spellings: self.lookup(table, spellings[0], spellings[1:]))
        persons = self._fields("persons", [column for column in columns if column[0] not in whose])
        households = self._fields("households", columns) - persons
        named = len(persons & _NAMES_A_PERSON) >= 2
        if best in ("persons", "households") and (named or ("head_name" in households and persons >= _IS_A_MEMBER)):
            tables: tuple[str, ...] = ("persons", "households") if households else ("persons",)
        else:
            tables = (best,)
        matches = self._matches(tables, columns, whose)
        if len(tables) == 2 and not any(match.table == "households" for match in matches if match.field):
            tables = ("persons",)  # what could have been a household's is the persons' own
        # 死亡时间 is a member's time of leaving (`sheets.departures`); an account has a 注销时间, too.
        known = sum(1 for match in matches if match.field or match.how == "asked" or says_why_left(match.heading))
        alone = any(match.field and match.field == self._enough.get(str(match.table)) for match in matches)
        # Two words that happen to be headings do not make a table of something else.
        return Assignment(tables, matches) if known >= 3 or known == len(columns) or alone else None

    def _first(self, table: str, spellings: Sequence[str]) -> tuple[str, str] | None:
        hit = self.lookup(table, spellings[0], spellings[1:])
        return hit if isinstance(hit, tuple) else None

    def _fields(self, table: str, columns: Sequence[tuple[int, Sequence[str]]]) -> set[str]:
        hits = (self._first(table, spellings) for _, spellings in columns)
        return {hit[0] for hit in hits if hit}

    def _matches(
        self, tables: tuple[str, ...], columns: Sequence[tuple[int, Sequence[str]]], whose: Mapping[int, Whose]
    ) -> tuple[Match, ...]:
        matches: list[Match] = []
        taken: dict[tuple[str, str], str] = {}
        hows: dict[int, str] = {}
        instead: dict[int, Match] = {}
        texts = dict(columns)
        written = {normal(spellings[0]) for _, spellings in columns}
        for index, spellings in columns:
            heading = spellings[0]
            match = Match(index, heading, "unmatched")
            asked: tuple[str, Asked] | None = None
            for table in self._order(tables, spellings):
                hit = self.lookup(table, heading, spellings[1:])
                if isinstance(hit, tuple) and hit[1] != "own" and index in whose and whose[index].takes(table, hit[0]):
                    hit = Asked(hit[0], whose[index].text)
                if isinstance(hit, tuple):
                    match = Match(index, heading, hit[1], table, hit[0])
                    break
                if hit and table == "households" and hit.field == OWN_INCOME and qualifiers.is_year(normal(hit.extra)):
                    # The year stands above: as if it stood behind the heading in brackets.
                    match = Match(index, f"{heading}（{hit.extra}）", "bracket", table, hit.field)
                    break
                asked = asked or ((table, hit) if hit else None)
            told = "户" in normal(heading) or any(map(qualifiers.says_whose, parts(normal(heading))[1]))
            if match.field == "phone" and len(spellings) == 1 and not told and (helper := _helper_before(matches)):
                # 帮扶责任人, 帮扶单位, 联系电话: nobody can tell whether it is the helper's or the household's.
                match, asked = Match(index, heading, "unmatched"), (str(match.table), Asked("phone", helper))
            if match.field is None and asked is None and {"persons", "households"} & {*tables}:
                # What a sheet of households lacks because of a parent may be its members' names: it is asked about, too.
                hit = self.lookup("persons", heading, spellings[1:])
                asked = ("persons", hit) if isinstance(hit, Asked) else None
            hows[index] = match.how
            if match.field is None:
                plain = normal(heading)
                bare, extras = parts(plain)
                if plain in IGNORED or (bare in IGNORED and not extras):
                    match = replace(match, how="ignored")
                elif not asked and (elsewhere := self._elsewhere(tables, spellings)):
                    match = replace(match, how="elsewhere", extra=elsewhere)
                elif plain in KNOWN | VILLAGE or any(
                    word in KNOWN for about in (*map(normal, spellings[1:]), *extras) for word in qualifiers.composed(about, bare)
                ):
                    match = replace(match, how="known")
                elif asked:
                    cell = fields_of(MODELS[asked[0]])[asked[1].field]
                    match = replace(
                        match,
                        how="asked",
                        near=cell.heading,
                        extra=asked[1].extra,
                        above=written_above(spellings, asked[1].extra),
                    )
                elif bare in KNOWN or bare in IGNORED:
                    match = replace(match, how="known")
            elif match.how == "exact" and (canonical := normal(match.cell.heading)) != normal(heading) and canonical in written:
                # Another spelling beside the canonical heading: the canonical one is read, wherever it stands.
                instead[index] = match
                match = replace(match, how="duplicate", field=None, near=match.cell.heading)
            elif match.table and match.field and (match.table, match.field) in taken:
                # The reverse column beside the plain one repeats it; two plain ones are a question for the clerk.
                beside = "context" if "opposite" in (match.how, taken[match.table, match.field]) else "duplicate"
                match = replace(match, how=beside, field=None, near=match.cell.heading)
            elif match.table and match.field:
                taken[match.table, match.field] = match.how
            matches.append(marked(match, whose.get(index)))
        read = with_years(read_after_all(matches, instead), texts, hows)
        return with_units(undecided(read, texts, hows), texts)

    def _elsewhere(self, tables: tuple[str, ...], spellings: Sequence[str]) -> str | None:
        """The table whose column a heading is, where the sheet feeds another."""
        for table in _OF_HOUSEHOLDS:
            hit = self.lookup(table, spellings[0], spellings[1:]) if table in self._tables and table not in tables else None
            if isinstance(hit, tuple) and hit[0] not in ("household_id", *MODELS[table].table.key):
                return table
        return None

    def _order(self, tables: tuple[str, ...], spellings: Sequence[str]) -> tuple[str, ...]:
        """In a flat list a plain 联系电话 is the household's, as its other fields are; the rest goes to the person first."""
        if len(tables) == 2 and self._first("households", spellings) == ("phone", "exact"):
            explicit = self._first("persons", spellings)
            if explicit is None or normal(spellings[0]) == normal("联系电话"):
                return ("households",)
        return tables


@cache
def _is_a_value(word: str) -> bool:
    """Whether some column may hold a word in its cells. Kept: each sheet asks it of all headings, and the answer is the same each time."""
    return any(codes.read(word) for codes in _lists_of_codes())


@cache
def _lists_of_codes() -> tuple[CodeList, ...]:
    kinds = [cell.kind for model in MODELS.values() for cell in fields_of(model).values()]
    return tuple({kind.list_name: kind.codes for kind in kinds if isinstance(kind, Code)}.values())


def _helper_before(matches: Sequence[Match]) -> str | None:
    """The heading of a helper that stands to the left of a column, with at most their unit and office in between."""
    for match in reversed(matches[-_HELPERS_COLUMNS:]):
        if _HELPER in match.heading:
            return match.heading
        if match.field:
            break
    return None
