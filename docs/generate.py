"""Writes what the documents take from the code: the pages of `docs/reference/`, and pasted output of commands.

    python docs/generate.py            write everything again
    python docs/generate.py --check    write nothing; exit with 1 and name what is stale

A block of output in a page follows a line such as `<!-- run: puxi stats registry.xlsx | head -9 -->` and is replaced whole. The commands of
a page run one after the other in a folder of its own, beside `data/`, in Chinese for pages whose names end in `.zh-CN.md`, in English for
the others; that folder is told as `/srv/register`, and puxi as `/opt/puxi/bin/puxi`, wherever they are. Between them,
`<!-- by hand: mended -->` does what people do there (`by_hand.py`), and a block of code behind `<!-- file: puxi.toml -->` is written into that
folder under this name: what a page tells to write is what its commands found.
"""

from __future__ import annotations

import importlib.util
import io
import re
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import chdir
from dataclasses import replace
from datetime import date
from functools import cache, partial
from pathlib import Path
from tempfile import TemporaryDirectory
from unittest.mock import patch

from click.testing import CliRunner

from puxi_cli.cli.main import main
from puxi_cli.errors import ExitCode
from puxi_cli.facts.catalogue import FACTS, fact_of, of_other_rows
from puxi_cli.facts.subjects import subjects
from puxi_cli.findings import Card, Duty, Severity
from puxi_cli.jobs.judge import Asking, facts_of, tables_of
from puxi_cli.law.law import Law, documents, parameters
from puxi_cli.law.parameter import UNITS, Content, Parameter, Value
from puxi_cli.records.coded import Code
from puxi_cli.records.codes import code_lists, written_lists
from puxi_cli.records.fields import Cell, Record, fields_of
from puxi_cli.records.kinds import YesNo
from puxi_cli.records.tables import MODELS
from puxi_cli.registry import Registry, Table, empty_frame
from puxi_cli.rules.base import Ask, Rule, kept_words
from puxi_cli.rules.catalogue import cards, rules
from puxi_cli.rules.library import library
from puxi_cli.systems.rectification.problems import FILLED_WHERE_BLANK, OWN
from puxi_cli.text.words import NO_WORDS

ROOT = Path(__file__).resolve().parent.parent
REFERENCE = ROOT / "docs" / "reference"
WIDTH = 100
_MADE = "*Made from the code by `docs/generate.py` (`make docs`). Do not edit. 由程序生成，请勿手改。*\n"
_BLOCK = re.compile(
    r"^<!-- run: (?P<command>puxi [^\n]*?) -->\n```text\n.*?^```$|^<!-- by hand: (?P<hand>[a-z_]+) -->$"
    r"|^<!-- file: (?P<file>[^\n]*?) -->\n```[a-z]+\n(?P<content>.*?)^```$",
    re.MULTILINE | re.DOTALL,
)
_CUT = re.compile(r"(?P<command>.*) \| (?:(?P<end>head|tail) -(?P<lines>[0-9]+)|sed -n (?P<first>[0-9]+),(?P<last>[0-9]+)p)")
# What is pasted does not depend on who runs this, or where.
_FOLDER, _PROGRAM = "/srv/register", "/opt/puxi/bin/puxi"
_NO_SETTINGS: dict[str, str | None] = {"PUXI_REGISTRY": None, "FORCE_COLOR": None, "COLUMNS": None}
_FIELD_HEADS = (
    "表头 heading", "字段 field", "含义 meaning", "填写内容 allowed", "单位 unit", "必填 required", "个人信息 personal", "也认 also read",
)  # fmt: skip
_KINDS_OF_PERSONAL = {
    "id": "证件 number",
    "phone": "电话 phone",
    "name": "姓名 name",
    "birth": "出生 birth",
    "birthday": "生日 birthday",
}


FACT_NAMES = frozenset(fact.name for fact in FACTS)


def cli() -> str:
    """The commands, as `--help` shows them in both languages."""
    lines = ["# 命令 Commands\n", _MADE]
    for name in ("", *main.paths()):
        lines.append(f"## {f'puxi {name}'.strip()}\n")
        for lang in ("zh", "en"):
            asked = [*name.split(), "--help", "--lang", lang]
            said = CliRunner().invoke(main, asked, terminal_width=WIDTH)
            if said.exit_code:
                raise SystemExit(f"puxi {' '.join(asked)}: exit code {said.exit_code}: {said.output}")
            lines.append(f"```text\n{said.output.rstrip()}\n```\n")
    return "\n".join(lines)


def fields() -> str:
    """The tables and their columns."""
    lines = [
        "# 表和字段 Tables and fields\n", _MADE,
        "A column is found by its heading, never by its place. Other spellings are read as well; an opposite heading is read with yes "
        "and no exchanged. How headings are compared: [configuration](../configuration.md).\n",
        "按表头认列，不看位置。“也认”的写法同样读取；“相反”的列读入时是否对调。\n",
        f"是否 Yes and no: {'、'.join(_yes_and_no())}. 1/2 不认 are not read: in some forms 2 is no, in others unknown.\n",
    ]  # fmt: skip
    for name, model in MODELS.items():
        lines += _table(name, model)
    return "\n".join(lines)


def _yes_and_no() -> Iterator[str]:
    """The pairs of words that are read as yes and no."""
    for yes, no in (("是", "否"), ("有", "无"), ("1", "0"), ("√", "×"), ("Y", "N"), ("TRUE", "FALSE")):
        assert YesNo().read(yes) is True
        assert YesNo().read(no) is False
        yield f"{yes}/{no}"


def _table(name: str, model: type[Record]) -> Iterator[str]:
    table = model.table
    cells = fields_of(model)
    keys = "、".join(cells[key].heading for key in table.key)
    if name == "problems":
        yield '<a id="ledger"></a>\n'
    yield f"## {table.sheet} `{name}`\n"
    yield f"一行是{table.zh}，由 {keys} 确定。 A row is {table.en}, known by {', '.join(f'`{key}`' for key in table.key)}."
    yield f"工作表名 Sheet names: {'、'.join(table.sheet_names or (table.sheet,))}.\n"
    if name != "problems":
        yield from _rows(_FIELD_HEADS, (_field(field, cell) for field, cell in cells.items()))
    else:
        yield "`puxi rectify` keeps the ledger. 整改台账由 `puxi rectify` 维护，用法见[指南](../guide.zh-CN.md)；[guide](../guide.md).\n"
        yield from _rows((*_FIELD_HEADS, "归谁 whose"), ((*_field(field, cell), _whose(field)) for field, cell in cells.items()))
    yield ""


def _whose(field: str) -> str:
    """Who writes a column of the ledger."""
    if field in OWN:
        return "puxi"
    return "填写人，空白时 puxi 补 people, puxi where blank" if field in FILLED_WHERE_BLANK else "填写人 people"


def _field(name: str, cell: Cell) -> tuple[str, ...]:
    others = "、".join(cell.others)
    if cell.opposite:
        others += f"{'；' if others else ''}相反 opposite: {'、'.join(cell.opposite)}"
    allowed = f"{cell.kind.allowed.of('zh')} / {cell.kind.allowed.of('en')}"
    if isinstance(cell.kind, Code):
        several = "，可并列 / several may stand side by side" if cell.kind.several else ""
        allowed = f"[{cell.kind.codes.zh}](codes.md#{cell.kind.list_name}){several}"
    if cell.note:
        allowed += f"；{cell.note}"
    personal = _KINDS_OF_PERSONAL[cell.personal] if cell.personal else ""
    return cell.heading, f"`{name}`", cell.en, allowed, cell.unit or "", "✓" if cell.required else "", personal, others


def codes() -> str:
    """The code lists and where they were seen."""
    lines = [
        "# 代码表 Code lists\n", _MADE,
        "A cell is read by its label, by another spelling of it, by `01 label`, and by the bare code where the list says so.\n",
        "按名称认，也认“也写作”的叫法和“01 名称”；只在注明处认单独的代码。\n",
        "Sure: *two* is two independent sources or a standard, *one* is one source, *practice* is common usage without a source; see "
        "[open points](../open-points.md).\n",
    ]  # fmt: skip
    written = written_lists()
    used: dict[str, list[str]] = {}
    for model in MODELS.values():
        for cell in fields_of(model).values():
            if isinstance(cell.kind, Code):
                used.setdefault(cell.kind.list_name, []).append(f"{model.table.sheet}.{cell.heading}")
    for name, codes_ in code_lists().items():
        bare = "认 read" if written[name]["codes"] else "不认 not read"
        lines += [
            f'<a id="{name}"></a>\n', f"## {codes_.zh} `{name}`\n",
            f"- 用于 used by: {'、'.join(used.get(name, ['—']))}", f"- 来源 source: {codes_.source}",
            f"- 把握 sure: {codes_.sure}", f"- 单独的代码 bare code: {bare}\n",
        ]  # fmt: skip
        labels = ((code or "—", label, "、".join(others)) for code, label, *others in written[name]["values"])
        lines += [*_rows(("代码 code", "名称 label", "也写作 also written"), labels), ""]
    return "\n".join(lines)


def rule_cards() -> str:
    """What is checked, card by card."""
    asked = rules()
    lines = [
        "# 规则 Rules\n", _MADE,
        "A finding is a lead for a look at the papers or a visit to the house, never a verdict. 问题是核实的线索，不是结论。\n",
    ]  # fmt: skip
    heads = ("编号 rule", "问题 kind of finding", "级别 severity", "责任 duty")
    lines += _rows(heads, (_line_of(card) for card in cards().values()))
    for card in cards().values():
        lines += ["", *_card(card, asked.get(card.id))]
    return "\n".join(lines) + "\n"


def _line_of(card: Card) -> tuple[str, ...]:
    title = f"{card.title_zh} / {card.title_en}"
    return f"[{card.id}](#{card.id.lower()})", title, _severity(card.severity), _duty(card.duty)


def _severity(severity: Severity) -> str:
    return f"{severity.words.of('zh')} {severity.words.of('en')}"


def _duty(duty: Duty) -> str:
    return f"{duty.words.of('zh')} {duty.words.of('en')}"


def _card(card: Card, rule: Rule | None) -> Iterator[str]:
    yield f'<a id="{card.id.lower()}"></a>\n'
    yield f"## {card.id} `{card.name}`\n"
    yield f"{card.title_zh} / {card.title_en}. {_severity(card.severity)}, {_duty(card.duty)}.\n"
    yield f"- {card.zh}"
    yield f"- {card.en}"
    yield f"- 怎么改 How to mend: {card.mend_zh} / {card.mend_en}"
    if rule is not None:
        yield f"- 检查 Asked of: {'、'.join(dict.fromkeys(map(_asked_of, rule.asks)))}"
        if kept := kept_words(rule):
            yield f"- 符合 Kept when: {kept[0]} / {kept[1]}"
        if rule.otherwise:
            where, other = fact_of(rule.otherwise[0]).words or NO_WORDS, rule.otherwise[1]
            yield f"- {where[0]} {where[1]}: {_severity(other.severity)}. {other.zh} / {other.en}"
    if rule is not None and rule.needs:
        yield f"- 需要的列 Columns needed: {'、'.join(map(_heading_of, rule.needs))}"
    if card.in_force or card.region != "CN":
        span = " – ".join(card.in_force) if card.in_force else ""
        yield f"- 适用 Holds: {'，'.join(part for part in (span, card.region) if part)}"
    yield f"- 依据 Source: {card.cite}"


def _asked_of(ask: Ask) -> str:
    if ask.table not in MODELS:
        return "名单各行 the rows of a flat list"
    cells = fields_of(MODELS[ask.table])
    # A fact made of a field's beginning, as identified_year of identified, points to the field's cell.
    return f"{MODELS[ask.table].table.sheet}.{(cells.get(ask.field) or cells[ask.field.removesuffix('_year')]).heading}"


def _heading_of(need: str) -> str:
    table, _, name = need.partition(".")
    return f"{MODELS[table].table.sheet}.{fields_of(MODELS[table])[name].heading}"


def facts() -> str:
    """The facts that an expression of a rule can read, by what a row is."""
    registry = Registry({name: Table(model, empty_frame(model), ()) for name, model in MODELS.items()})
    tables = tables_of(registry, Asking(Law(date(2018, 12, 31), "610921")))
    lines = [
        "# 事实 Facts\n", _MADE,
        "What a rule can read of a row beside its columns. Without a column that a fact is made of it is unknown for every row; `a|b` is either "
        "of two columns. A fact without words is named by its key alone. How rules are written: [own rules](../own-rules.md).\n",
        "规则除各列以外可以读取的事实。缺少所列的列，该事实对各行都无法判断；`a|b` 为两列有其一即可。写法见[自编规则](../own-rules.md)。\n",
    ]  # fmt: skip
    for subject in subjects().values():
        if subject.plain or not subject.causes:
            continue
        scope, table = subject.scope, subject.table
        columns = facts_of(scope, tables, None).collect_schema().names()
        known = [of_other_rows(table, name) or fact_of(name) for name in columns if name in FACT_NAMES]
        sheet = MODELS[table].table.sheet if table in MODELS else "县"
        lines.append(f"## {sheet} `Scope.{scope.upper()}`\n")
        lines += _rows(
            ("键 key", "含义", "meaning", "由哪些列得出 made of", "政策标准 numbers"),
            (
                (
                    f"`{fact.name}`", *(fact.words or ("", "")), "；".join(map(_ways, dict.fromkeys((*fact.reads, *fact.also)))),
                    "、".join(f"`{name}`" for name in fact.numbers),
                )
                for fact in known
            ),
        )  # fmt: skip
        lines.append("")
    return "\n".join(lines)


def _ways(need: str) -> str:
    """A column, or those of which either serves, by the headings of the canonical layout."""
    return " | ".join(map(_heading_of, need.split("|")))


def shaanxi_checks() -> str:
    """The official checks of the Shaanxi library, each with the rules that answer it."""
    checks, known = library().checks, cards()
    lines = [
        "# 陕西省脱贫攻坚信息库规则库（2018） Data-quality library of Shaanxi, 2018\n", _MADE,
        f"All {len(checks)} checks of the library in {len(library().groups)} groups, the rules that answer each, and where puxi asks something "
        "else and why. The library speaks of the poor households of its database (贫困户): its rules are asked of the listed ones, whether on "
        "the register or exited, and of their present members. They are asked by `puxi validate` of registers of Shaanxi "
        "(`--region 61…`), for days from 2014 to 2020; what contradicts itself in the file is asked everywhere and on any day.\n",
        f"规则库 {len(library().groups)} 类 {len(checks)} 项，逐项对应 puxi 的规则；puxi 与之不同的，写明不同在哪里、为什么。规则库说的贫困户，"
        "在 puxi 中指建档户（在册和已脱贫的）及其现有成员。由 `puxi validate` 检查陕西的信息表（`--region 61…`），截至日在 2014 年至 2020 年之间；"
        "信息表自身矛盾的，不限地区和日期。\n",
    ]  # fmt: skip
    for group in library().groups:
        of_group = [check for check in checks if check.group == group.number]
        lines.append(f"## {group.number} {group.zh}（{len(of_group)}） {group.en}\n")
        heads = ("编号 check", "规则库名称 official name", "规则 rules", "puxi 的不同 where puxi differs")
        lines += _rows(heads, (
            (
                check.id, check.zh, "、".join(f"[{number}](rules.md#{number.lower()}) {known[number].title_zh}" for number in check.rules),
                "同上 as above" if above and check.differs == above.differs is not None else " ".join(check.differs or ("",)),
            )
            for above, check in zip([None, *of_group], of_group, strict=False)
        ))  # fmt: skip
        lines.append("")
    return "\n".join(lines)


def exit_codes() -> str:
    """What the shell sees."""
    rows = ((str(int(code)), *code.meaning) for code in ExitCode)
    return "\n".join(["# 退出码 Exit codes\n", _MADE, *_rows(("码 code", "含义", "meaning"), rows)]) + "\n"


def law() -> str:
    """The numbers puxi carries, with span, region and source."""
    lines = [
        "# 政策标准 Numbers of the law\n", _MADE,
        "A number holds from its first day to its last, both included, and for no other day. *unsourced* is a default of puxi's that no "
        "document was found for: it is not law.\n",
        "数值只在所写的起止日（含当日）之间有效。*unsourced* 是没有找到文件依据的默认值，不是政策规定。\n",
        "CN is the country; other regions are GB/T 2260 codes, and the longest that the register's region begins with is used. Your own "
        "numbers: [configuration](../configuration.md#numbers-of-your-own). CN 为全国；其他为行政区划代码，取最长的相符者。\n",
    ]  # fmt: skip
    for parameter in parameters().values():
        lines += _parameter(parameter)
    lines.append("## 文件 Documents\n")
    heads = ("文号 number", "标题 title", "发文机关 by", "年 year")
    lines += _rows(
        heads, ((document.number, document.title, document.by, str(document.year)) for document in documents().values())
    )
    return "\n".join(lines) + "\n"


def _parameter(parameter: Parameter) -> Iterator[str]:
    yield f"## {parameter.zh} `{parameter.name}`\n"
    yield f"{parameter.en}. 单位 Unit: {' / '.join(UNITS[parameter.unit])}.\n"
    if parameter.concept:
        yield f"{' '.join(parameter.concept)}\n"
    if not parameter.values:
        assert parameter.missing
        yield f"**没有数值 No value**: {parameter.missing[0]}。 {parameter.missing[1]}.\n"
        return
    concept = any(value.concept for value in parameter.values)
    note = any(value.note for value in parameter.values)
    heads = (
        "值 value", "自 since", "至 until", "地区 region", "状态 status", *(("对照的收入 compared with",) if concept else ()),
        "依据 source", *(("说明 note",) if note else ()),
    )  # fmt: skip
    yield from _rows(heads, (_value(value, regions, concept, note) for value, regions in _by_region(parameter.values)))
    yield ""


def _by_region(values: Iterable[Value]) -> Iterator[tuple[Value, str]]:
    """Values that differ in nothing but their region stand in one line."""
    regions: dict[Value, list[str]] = {}
    for value in values:
        regions.setdefault(replace(value, region=""), []).append(value.region)
    yield from ((value, "、".join(named)) for value, named in regions.items())


def _value(value: Value, regions: str, concept: bool, note: bool) -> list[str]:
    source = "，".join(part for part in (value.document, value.article) if part) or "—"
    return [
        _content(value.value), value.since.isoformat(), value.until.isoformat(), regions, value.status,
        *([" / ".join(value.concept or ())] if concept else []), source, *([" / ".join(value.note or ())] if note else []),
    ]  # fmt: skip


def _content(content: Content) -> str:
    return "、".join(content) if isinstance(content, tuple) else f"{content:g}" if content < 1e5 else f"{content:.0f}"


def _rows(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    """A table of Markdown."""
    yield f"| {' | '.join(heads)} |"
    yield f"|{'---|' * len(heads)}"
    for row in rows:
        yield f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in row)} |"


CATALOGUE = ROOT / "src" / "puxi_cli" / "cli" / "locale" / "zh" / "LC_MESSAGES" / "click.mo"
PAGES: dict[str, Callable[[], str]] = {
    "cli.md": cli, "fields.md": fields, "codes.md": codes, "rules.md": rule_cards, "exit-codes.md": exit_codes, "law.md": law,
    "checks-shaanxi-2018.md": shaanxi_checks, "facts.md": facts,
}  # fmt: skip


def output_of(command: str, lang: str, folder: Path = ROOT) -> str:
    """What a command prints in a folder; `| head -N`, `| tail -N` or `| sed -n A,Bp` at its end keeps those lines.

    Raises SystemExit where puxi cannot run it.
    """
    cut = _CUT.fullmatch(command)
    whole = cut["command"] if cut else command
    lines = _printed(whole, lang, ROOT if _stands_alone(whole) else folder)
    if cut and cut["end"]:
        lines = lines[: int(cut["lines"])] if cut["end"] == "head" else lines[-int(cut["lines"]) :]
    elif cut:
        lines = lines[int(cut["first"]) - 1 : int(cut["last"])]
    return "\n".join(lines)


def _stands_alone(command: str) -> bool:
    """Whether a command reads nothing but the samples and writes nothing: it prints the same on every page."""
    words = command.split()
    files = [word for word in words if re.search(r"\.[a-z]{3,4}$", word)]
    return (
        words[1] not in ("rectify", "export")
        and not {"--output", "--annotate"} & {*words}
        and all(word.startswith("data/") for word in files)
    )


@cache
def _said_alone(command: str, lang: str) -> list[str]:
    return _said(command, lang, ROOT)


def _printed(command: str, lang: str, folder: Path) -> list[str]:
    return _said_alone(command, lang) if folder == ROOT else _said(command, lang, folder)


def _said(command: str, lang: str, folder: Path) -> list[str]:
    with chdir(folder), TemporaryDirectory() as elsewhere:
        program = Path(elsewhere) / "puxi"
        program.touch(mode=0o700)
        with patch.object(sys, "argv", [str(program)]):
            said = CliRunner().invoke(main, command.split()[1:], env=_NO_SETTINGS | {"PUXI_LANG": lang})
    if said.exit_code not in (ExitCode.CLEAN, ExitCode.FINDINGS):
        raise SystemExit(f"{command}: exit code {said.exit_code}: {said.stderr.strip()}")
    stdout = said.stdout.replace(str(program), _PROGRAM)
    return (stdout if folder == ROOT else stdout.replace(str(folder.resolve()), _FOLDER)).splitlines()


@cache
def with_outputs(text: str, lang: str) -> str:
    """A page with its blocks of output written again."""
    with TemporaryDirectory() as scratch:
        folder = Path(scratch)
        (folder / "data").symlink_to(ROOT / "data")

        def block(match: re.Match[str]) -> str:
            if match["hand"]:
                _by_hand()[match["hand"]](folder)
            elif match["file"]:
                (folder / match["file"]).write_text(match["content"], "utf-8")
            else:
                command = match["command"]
                shown = "\n".join(line for line in (f"$ {command}", output_of(command, lang, folder)) if line)
                return f"<!-- run: {command} -->\n```text\n{shown}\n```"
            return match[0]

        return _BLOCK.sub(block, text)


@cache
def _by_hand() -> dict[str, Callable[[Path], None]]:
    """What people do between two commands, by name."""
    spec = importlib.util.spec_from_file_location("by_hand", ROOT / "docs" / "by_hand.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return {deed.__name__: deed for deed in module.DEEDS}


def made() -> dict[Path, Callable[[], str]]:
    """Every file that takes something from the code, and what makes what it should hold."""
    found = {REFERENCE / name: page for name, page in PAGES.items()}
    for path in (*sorted(ROOT.glob("*.md")), *sorted((ROOT / "docs").glob("*.md"))):
        text = path.read_text("utf-8")
        if _BLOCK.search(text):
            found[path] = partial(with_outputs, text, "zh" if path.name.endswith(".zh-CN.md") else "en")
    return found


def compiled() -> bytes:
    """Click's sentences in Chinese (`click.po`) as gettext reads them."""
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    packed = io.BytesIO()
    with CATALOGUE.with_suffix(".po").open("rb") as source:
        write_mo(packed, read_po(source, locale="zh"))
    return packed.getvalue()


def stale() -> list[Path]:
    """The files that do not hold what they should; a page of the reference that nothing makes is one of them."""
    wrong = [path for path, text in made().items() if not path.is_file() or path.read_text("utf-8") != text()]
    if not CATALOGUE.is_file() or CATALOGUE.read_bytes() != compiled():
        wrong.append(CATALOGUE)
    return wrong + strangers()


def strangers() -> list[Path]:
    """The pages of the reference that nothing makes."""
    return [path for path in sorted(REFERENCE.glob("*")) if path.name not in PAGES]


def run(arguments: Sequence[str]) -> int:
    """Write, or check; the exit code."""
    if list(arguments) == ["--check"]:
        wrong = stale()
        for path in wrong:
            print(f"{path.relative_to(ROOT)} is stale: run make docs", file=sys.stderr)
        return 1 if wrong else 0
    if arguments:
        print(__doc__, file=sys.stderr)
        return 2
    REFERENCE.mkdir(exist_ok=True)
    for path, text in made().items():
        path.write_text(text(), "utf-8")
    CATALOGUE.write_bytes(compiled())
    return 0


if __name__ == "__main__":
    sys.exit(run(sys.argv[1:]))
