"""What a model marks as personal is masked in every format of every command.

A value of its own stands in every personal cell of a small register and of its ledgers; none of them may stand in what puxi shows.
Left out is where the whole value is meant to stand (docs/privacy.md): the ledger, the copies that `fix` and `--annotate` make of the
user's own workbook, the Parquet of an export, and the names on the lists to be made public.
"""

from __future__ import annotations

import re
import sys
import zipfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from html import unescape
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated, Any

import openpyxl
import pytest
from click.testing import CliRunner

from puxi_cli.cli.main import main
from puxi_cli.findings import CHECK_HEADINGS
from puxi_cli.jobs import exits, identify, looking
from puxi_cli.records.fields import Cell, fields_of
from puxi_cli.records.kinds import FreeText
from puxi_cli.records.tables import MODELS
from puxi_cli.reports.masking import masked
from puxi_cli.reports.replacing import is_own_report
from puxi_cli.systems.compare import job as compare
from puxi_cli.systems.explain import job as explain
from puxi_cli.systems.exports.products import PRODUCTS
from puxi_cli.systems.figures import job as stats
from puxi_cli.systems.quality import job as validate
from puxi_cli.systems.rectification import rectify_text, three_lists
from puxi_cli.systems.rectification.records import Problem
from puxi_cli.systems.rectification.three_lists import LISTS, column_of
from tests.conftest import number
from tests.sheets.registers import xlsx

Row = dict[str, str | None]
Call = tuple[str, ...]

# Three households: one that fits, one that contradicts itself, one whose personal cells are wrong in their shape, which puxi quotes.
REGISTER: dict[str, list[Row]] = {
    "households": [
        {
            "household_id": f"610000000{index}",
            "county": "甲县",
            "town": "乙镇",
            "village": "丙村",
            "group": "一组",
            "poor_type": "一般贫困户",
            "cause": "因病",
            "identified": "2014-01",
            "exit_status": status,
            "status": status,
            "exit_year": year,
            "unsafe_house": "是",
            "income_per_head": "1800",
            "size": "4",
        }
        for index, status, year in ((1, "已脱贫（享受政策）", "2017"), (2, "未脱贫", "2018"), (3, "预脱贫", None))
    ],
    "persons": [
        {
            "household_id": f"610000000{index}",
            "person_id": f"P{index}{place}",
            "sex": "女",
            "relation": relation,
            "health": "残疾",
            "labour": "丧失劳动力",
            "education": None,
            "joined": "2014-01",
        }
        for index in (1, 2, 3)
        for place, relation in enumerate(("户主", "配偶", "之子"))
    ],
    "incomes": [{"household_id": "6100000001", "year": "2017", "net": "9000", "net_per_head": "1000"}],
    "steps": [
        {"household_id": "6100000001", "procedure": "贫困户退出", "step": step, "day": "2017-12-01", "result": "通过"}
        for step in ("民主评议", "公示", "公告")
    ],
    "evidence": [
        {"source": "车管所", "category": "3", "note": "小轿车"},
        {"source": "车管所", "category": "4", "note": "商品房"},
    ],
    "waivers": [
        {"rule": "REC101", "household_id": "6100000002", "reason": "已核实", "day": "2018-01-01"},
        {"rule": "XX999", "household_id": "6100000001", "reason": "没有这条规则", "day": "2018-01-01"},
    ],
    "cadres": [
        {"cadre_id": "G1", "unit": "镇政府", "unit_kind": "国家机关"},
        {"cadre_id": "G2", "unit": "镇政府", "unit_kind": "国家机关"},
        {"cadre_id": "G3", "unit": "镇政府", "unit_kind": "国家机关"},
    ],
    "cadre_care": [
        {"cadre_id": "G1", "care": "住院慰问", "due": "2018-12-11", "content": "看望{name}"},
        {"cadre_id": "G2", "care": "本人生日", "due": "2018-01-15", "done": "2018-01-15", "day_off": "2018-01-15"},
        {"care": "本人生日", "due": "2018-01-16", "done": "2018-01-16", "day_off": "2018-01-16"},
    ],
    "duty_holders": [
        {"duty": "录入员", "person": "录入的人", "office": "扶贫办"},
        {"duty": "村", "village": "丙村", "person": "村里的人", "leader": "领导"},
        {"duty": "镇", "person": "镇里的人"},
    ],
}
# What people write into a sheet of problems; the words name who stands in the column beside.
REPORTED: list[Row] = [
    {"source": "省", "text": "{head_name}家住房没有改造", "household_id": "6100000001", "village": "丙村"},
    {"source": "省", "text": "没有找到的户", "concerns": "某户", "village": "丁村"},
]
PROBLEMS: list[Row] = [
    {
        "key": "K7QM-2XD4",
        "text": "{head_name}家没有通水，电话 {phone}",
        "household_id": "6100000001",
        "concerns": "{head_name}家",
        "person": "村里的人 {phone}",
        "deadline": "2019-02-01",
        "source": "省",
        "done": "{head_name}已通水",
        "reported": "{phone}",
    }
]


class Planter:
    """A value for each personal cell, and where each stands."""

    def __init__(self) -> None:
        self.values: dict[str, str] = {}
        self._next = count(101)

    def rows(self, table: str, rows: list[Row], *, wrong: int | None = None) -> list[list[str | None]]:
        """The rows of a table under its headings, every personal cell with a value; those of row `wrong` wrong in their shape."""
        cells = fields_of(MODELS[table])
        filled = [{name: row.get(name) for name in cells} for row in rows]
        for index, row in enumerate(filled):
            born = f"19{50 + next(self._next) % 40}0{1 + index % 9}1{index % 9}"
            for name, cell in cells.items():
                if cell.personal:
                    row[name] = self._value(cell, born, index == wrong)
                    self.values[str(row[name])] = f"{table}.{name}"
            for name, text in row.items():
                row[name] = text.format_map(row) if text else text
        used = [name for name, cell in cells.items() if cell.personal or any(row[name] for row in filled)]
        return [[cells[name].heading for name in used], *([row[name] for name in used] for row in filled)]

    def _value(self, cell: Cell, born: str, wrong: bool) -> str:
        serial = next(self._next)
        if cell.personal == "id":
            whole = number(f"690000{born}{serial:03}")
            longer = getattr(cell.kind, "lengths", (18,))[0] - 18
            return whole[:-1] + "?" if wrong else whole + "43"[:longer]
        if cell.personal == "phone":
            return f"139{serial:05}77" if wrong else f"139{serial:05}777"
        if cell.personal == "birthday":
            return f"19{20 + serial % 30}-1{serial % 3}-2{serial % 9}"
        if cell.personal == "birth":
            return f"{born[:4]}/{born[4:6]}/{born[6:]}x" if wrong else f"{born[:4]}-{born[4:6]}-{born[6:]}"
        return f"欧阳{chr(0x5B00 + serial)}{chr(0x6D00 + serial)}"


@dataclass(frozen=True)
class Town:
    """The files in a folder, and the values in their personal cells with the fields they stand in."""

    folder: Path
    values: Mapping[str, str]

    def path(self, name: str) -> str:
        """A file of the town."""
        return str(self.folder / name)

    def run(self, *call: str) -> Iterator[tuple[str, str]]:
        """What a call shows: its name and each text; of a workbook its parts, of a folder its files."""
        with TemporaryDirectory(dir=self.folder) as made:
            result = CliRunner().invoke(main, [part.replace("{out}", f"{made}/out") for part in call])
            named = " ".join(call).replace(str(self.folder), "")
            assert result.exit_code in (0, 1, 2), (named, result.output, result.exception)
            yield named, result.stdout
            yield f"{named} (stderr)", result.stderr
            for file in sorted(path for path in Path(made).rglob("*") if path.is_file()):
                of = f"{named} → {file.relative_to(made)}"
                if "--format" in call:
                    assert is_own_report(file), of
                if "--annotate" in call or call[0] == "fix":
                    yield of, _added(file)
                elif zipfile.is_zipfile(file):
                    with zipfile.ZipFile(file) as parts:
                        yield from ((f"{of} {part}", parts.read(part).decode("utf-8", "replace")) for part in parts.namelist())
                elif file.suffix != ".parquet":
                    yield of, file.read_text(encoding="utf-8-sig")

    def whole_in(self, text: str) -> set[str]:
        """The fields of which a value stands whole in a text."""
        forms = text, unescape(text), _without_escapes(text)
        return {field for value, field in self.values.items() if any(value in form for form in forms)}


def _added(file: Path) -> str:
    """What puxi adds to a copy of the user's own workbook: notes, and the column of findings."""
    told = []
    for sheet in openpyxl.load_workbook(file):
        rows = list(sheet.iter_rows())
        told += [cell.comment.text for row in rows for cell in row if cell.comment]
        columns = [index for index, cell in enumerate(rows[0]) if cell.value in CHECK_HEADINGS.values()]
        told += [str(row[index].value) for row in rows for index in columns]
    return "\n".join(told)


def _without_escapes(text: str) -> str:
    return re.sub(r"\\u([0-9a-f]{4})", lambda code: chr(int(code[1], 16)), text)


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Town:
    """A register with an earlier state of it, a sheet of reported problems, and two ledgers that name other people."""
    folder = tmp_path_factory.mktemp("town")
    planter = Planter()
    wrong = {"households": 2, "persons": 7, "cadres": 2}
    sheets = {MODELS[name].table.sheet: planter.rows(name, rows, wrong=wrong.get(name)) for name, rows in REGISTER.items()}
    # The hit is one of a member, and one number stands in two households.
    persons, hits = sheets["人口信息"], sheets["比对线索"]
    column = persons[0].index("证件号码")
    hits[1][hits[0].index("证件号码")] = persons[1][column]
    persons[6][column] = persons[2][column]
    xlsx(folder / "register.xlsx", sheets)
    earlier = {name: planter.rows(name, REGISTER[name]) for name in ("households", "persons")}
    xlsx(folder / "earlier.xlsx", {MODELS[name].table.sheet: rows for name, rows in earlier.items()})
    xlsx(folder / "reported.xlsx", {"问题": planter.rows("problems", REPORTED)})
    for name in ("ledger.xlsx", "other.xlsx"):
        xlsx(folder / name, {"问题": planter.rows("problems", PROBLEMS)})
    return Town(folder, planter.values)


JOBS: tuple[Callable[..., Any], ...] = (
    *(validate.validate, identify.identify, exits.exits, explain.explain, compare.diff, looking.look, looking.looked_at),
    *(stats.figures, stats.rates, stats.standard_table),
)


@pytest.fixture(autouse=True)
def _once(monkeypatch: pytest.MonkeyPatch) -> None:
    """What a command works out is worked out once, and shown in every format."""
    for job in JOBS:
        monkeypatch.setattr(sys.modules[job.__module__], job.__name__, _kept(job))


_DONE: dict[str, Any] = {}


def _kept(job: Callable[..., Any]) -> Callable[..., Any]:
    def kept(*args: Any, **named: Any) -> Any:
        asked = [arg for arg in (*args, *named.values()) if isinstance(arg, (str, list, tuple, Path))]
        key = f"{job.__module__}.{job.__name__} {asked}"
        if key not in _DONE:
            _DONE[key] = job(*args, **named)
        return _DONE[key]

    return kept


DAY = ("--year", "2018", "--region", "610921")
FORMS = {"text": "zh", "json": "en", "csv": "zh", "xlsx": "en", "html": "zh"}


def into(form: str) -> Call:
    """To a file in a format; one language for each."""
    return ("--format", form, "--output", "{out}." + form, "--lang", FORMS[form])


def of_the_register(town: Town) -> Iterator[Call]:
    """Every command that reads rows of a register, in every format."""
    register = town.path("register.xlsx")
    for form in FORMS:
        for command in ("validate", "identify", "exit"):
            yield (command, register, *DAY, "--all", *into(form))
        for table in ((), ("--table", "rates"), ("--table", "causes")):
            yield ("stats", register, *DAY, *table, "--by", "village", *into(form))
        if form != "html":
            yield ("diff", town.path("earlier.xlsx"), register, "--all", *into(form))
        if form != "html":
            yield ("calendar", register, *DAY, "--month", "2018-01", "--months", "12", "--all", *into(form))
        if form not in ("csv", "xlsx"):
            yield ("explain", "6100000001", register, *DAY, "--all", "--ledger", town.path("ledger.xlsx"), *into(form))
    yield ("calendar", register, *DAY, "--month", "2018-01", "--months", "12", "--output", "{out}.ics")
    for form in ("text", "json"):
        yield ("headings", register, "--format", form)
        yield ("fix", register, "--dry-run", "--format", form)
    yield ("fix", register, "--output", "{out}.xlsx")
    yield ("validate", register, *DAY, "--annotate", "{out}.xlsx")
    for value, field in town.values.items():
        if field in ("persons.id_no", "persons.name", "persons.phone"):
            yield ("explain", value + "1", register, *DAY)
            break


def of_a_ledger(town: Town) -> Iterator[Call]:
    """The commands of a ledger, in every format; the ledger itself holds the names whole."""
    register, at = town.path("register.xlsx"), ("--ledger", town.path("ledger.xlsx"), "--all", "--today")
    for form in ("text", "json"):
        shown = ("--format", form, "--lang", FORMS[form])
        yield ("rectify", "status", *at, "2019-01-10", *shown)
        yield ("rectify", "merge", town.path("other.xlsx"), *at, "2019-01-10", *shown)
        yield ("rectify", "plan", register, *DAY, *at, "2019-01-10", "--feedback", town.path("reported.xlsx"), *shown)
        yield ("rectify", "plan", register, *DAY, *at, "2019-01-10", "--output", "{out}.xlsx", *shown)
        yield ("rectify", "check", register, *DAY, *at, "2019-01-11", *shown)
        yield ("rectify", "close", *at, "2019-01-12", *shown)
        yield ("rectify", "status", *at, "2020-01-10", *shown)


def test_every_personal_field_of_every_table_has_a_value(town: Town) -> None:
    marked = {f"{table}.{name}" for table, model in MODELS.items() for name, cell in fields_of(model).items() if cell.personal}
    assert marked <= set(town.values.values())


def test_a_personal_field_is_masked_whatever_is_asked_of_the_register(town: Town) -> None:
    leaks = {
        named: whole
        for call in of_the_register(town)
        for named, text in town.run(*call)
        # A name that nobody or several have is said again as it was typed, once.
        if (whole := town.whole_in(text.replace(call[1], "", 1) if call[0] == "explain" else text))
    }
    assert not leaks


def test_a_personal_field_is_masked_whatever_is_asked_of_a_ledger(town: Town) -> None:
    leaks = {named: whole for call in of_a_ledger(town) for named, text in town.run(*call) if (whole := town.whole_in(text))}
    assert not leaks


def test_an_export_tells_no_personal_field_but_the_heads_on_the_notices(town: Town) -> None:
    named = ("--household", "6100000001", "--household", "6100000002")
    products = [part for name in PRODUCTS for part in ("--product", name)]
    leaks = {
        name: whole - ({"households.head_name", "persons.name"} if "/notices/" in name else set())
        for name, text in town.run(
            "export", town.path("register.xlsx"), *DAY, "--output", "{out}", *products, *named, "--lang", "en"
        )
        if (whole := town.whole_in(text))
    }
    assert any("/notices/" in name for name in leaks), "the lists name the heads"
    assert not any(leaks.values())


class WithWitness(Problem):
    """The ledger with two columns more, of which no other file knows."""

    witness: Annotated[str | None, Cell("见证人", kind=FreeText(wants="person"), en="witness", personal="name")] = None
    witness_phone: Annotated[str | None, Cell("见证人电话", kind=FreeText(), en="witness's telephone", personal="phone")] = None


def test_a_new_personal_column_of_the_ledger_is_masked_wherever_it_is_shown(
    tmp_path: Path, town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(MODELS, "problems", WithWitness)
    shown_there = (*LISTS[0].columns, column_of("witness", 10), column_of("witness_phone", 10))
    monkeypatch.setattr(three_lists, "LISTS", (replace(LISTS[0], columns=shown_there),))
    monkeypatch.setattr(rectify_text, "LISTS", three_lists.LISTS)
    planter = Planter()
    for name in ("ledger.xlsx", "other.xlsx"):
        told = [{**row, "text": "{witness}说没有通水"} for row in PROBLEMS]
        xlsx(tmp_path / name, {"问题": planter.rows("problems", told)})
    (tmp_path / "register.xlsx").write_bytes(Path(town.path("register.xlsx")).read_bytes())
    (tmp_path / "reported.xlsx").write_bytes(Path(town.path("reported.xlsx")).read_bytes())
    grown = Town(tmp_path, planter.values)
    assert {"problems.witness", "problems.witness_phone"} <= set(planter.values.values())
    explained = ("explain", "6100000001", grown.path("register.xlsx"), *DAY, "--ledger", grown.path("ledger.xlsx"))
    calls = [*of_a_ledger(grown), *((*explained, *into(form)) for form in ("text", "json", "html"))]
    texts = {named: text for call in calls for named, text in grown.run(*call)}
    assert not {named: whole for named, text in texts.items() if (whole := grown.whole_in(text))}
    hidden = {masked(value, "phone", False) for value, field in planter.values.items() if field == "problems.witness_phone"}
    for form in ("plan", "merge", ".xlsx xl/sharedStrings.xml"):
        assert any(form in named and value in text for named, text in texts.items() for value in hidden), form
