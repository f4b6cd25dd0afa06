"""What a doubling costs: inputs of n, 2n and 4n of one thing each, and how the processor time grows.

    python benchmarks/growth.py [--runs N] [--only WORD ...] [--write]

Everything is fictional and made in a temporary folder. Each measure is a whole process with one thread of Polars: its processor time and
that of all it starts, the system's included, so that what other processes do on the machine counts little. The three sizes
and an input of five take turns, as often as `--runs` says; of each the least counts. The table gives these times as they are. The factor
is what one doubling costs: the root of the time for 4n divided by that for n, both without the time for five of the thing, which is what
the imports and the plan of the rules cost, and would hide how the rest grows. The limit is 2.2. `--write` puts the table into
benchmarks/README.md.
"""

from __future__ import annotations

import argparse
import csv
import math
import os
import platform
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

LIMIT = 2.2
_LEAST = 0.2  # seconds: what is less is not told from the noise of a process
README = Path(__file__).parent / "README.md"
ALONE = os.environ | {"POLARS_MAX_THREADS": "1", "PUXI_LANG": "en"}
HOUSEHOLD = {
    "户编号": "", "县": "汉阴县", "乡镇": "蒲溪镇", "行政村": "云杉湾村", "村民小组": "一组", "户主姓名": "王大山", "人数": "1",
    "贫困户属性": "一般贫困户", "识别标准": "省定标准", "首次识别时间": "201401", "脱贫属性": "未脱贫", "主要致贫原因": "因病",
}  # fmt: skip
PERSON = {
    "户编号": "", "人编号": "", "姓名": "王大山", "性别": "男", "证件类型": "居民身份证", "证件号码": "", "与户主关系": "本人或户主",
    "民族": "汉族", "健康状况": "健康",
}  # fmt: skip
VILLAGE = {"行政村": "", "行政区划代码": "610921102200", "类型": "村", "是否贫困村": "否"}
PROBLEM = {
    "问题编号": "", "问题来源": "", "反馈问题": "户编号重复", "行政村": "云杉湾村", "户编号": "", "规则": "", "状态": "整改中",
}  # fmt: skip
_WRONG = {"主要致贫原因": "不在表中", "人数": "一"}
EVENT = {"变更日期": "2018-06-01", "问题编号": "", "原状态": "", "新状态": "整改中", "变更人": "张三", "变更原因": ""}


def household(number: int, **other: str) -> dict[str, str]:
    return HOUSEHOLD | {"户编号": f"69{number:08d}"} | other


def identity(number: int) -> str:
    """An identity number of a man, of a region that exists nowhere."""
    digits = f"690000{1950 + number % 50}0{1 + number // 50 % 9}{10 + number // 450 % 18}{2 * (number // 8100) + 1:03d}"
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    return digits + "10X98765432"[sum(int(d) * w for d, w in zip(digits, weights, strict=True)) % 11]


def person(number: int, home: int, **other: str) -> dict[str, str]:
    return PERSON | {"户编号": f"69{home:08d}", "人编号": f"69{number:010d}", "证件号码": identity(number)} | other


def write(path: Path, rows: Iterable[Mapping[str, str]]) -> Path:
    listed = list(rows)
    with path.open("w", encoding="utf-8-sig", newline="") as stream:
        table = csv.DictWriter(stream, list(listed[0]))
        table.writeheader()
        table.writerows(listed)
    return path


def folder_of(folder: Path, **tables: Iterable[Mapping[str, str]]) -> str:
    folder.mkdir()
    for name, rows in tables.items():
        write(folder / f"{name}.csv", rows)
    return str(folder)


def validate(path: str) -> list[str]:
    return ["validate", path, "--year", "2018", "--fail-on", "never", "--format", "json"]


def rows(at: Path, n: int) -> list[str]:
    homes = (household(i) for i in range(n))
    return validate(folder_of(at, 户信息=homes, 人口信息=(person(i, i) for i in range(n))))


def findings(at: Path, n: int) -> list[str]:
    # One household in four has two wrong cells: a column that is wrong throughout is one finding. The largest register stays below the
    # rows from which on rules are asked in turns, which costs more time and less memory (`jobs.judge.MANY`).
    return validate(folder_of(at, 户信息=(household(i, **({} if i % 4 else _WRONG)) for i in range(4 * n))))


def differing(at: Path, n: int) -> list[str]:
    flat = (
        household(i) | person(2 * i + j, i, 与户主关系="配偶" if j else "本人或户主") | ({"村民小组": "二组"} if j else {})
        for i in range(n) for j in range(2)
    )  # fmt: skip
    return validate(folder_of(at, 名单=flat))


def columns(at: Path, n: int) -> list[str]:
    blank = {f"另列{i}号": "1" for i in range(n)}
    return validate(folder_of(at, 户信息=[household(i) | blank for i in range(20)]))


def unknown_headings(at: Path, n: int) -> list[str]:
    at.mkdir()
    extra = {f"所在{i}号地块面积": "1" for i in range(n)}
    return ["headings", str(write(at / "户信息.csv", [household(1) | extra])), "--format", "json"]


def wide_faulty_row(at: Path, n: int) -> list[str]:
    extra = {f"另列{i}号": "1" for i in range(n)}
    wrong = {"人数": "甲", "首次识别时间": "乙", "脱贫属性": "丙", "主要致贫原因": "丁", "识别标准": "戊"}
    return validate(folder_of(at, 户信息=[household(1, **wrong) | extra]))


def wide_faulty_rows(at: Path, n: int) -> list[str]:
    extra = {f"另列{i}号": "1" for i in range(300)}
    wrong = {"人数": "甲", "首次识别时间": "乙", "脱贫属性": "丙", "主要致贫原因": "#N/A", "识别标准": "#REF!"}
    return validate(folder_of(at, 户信息=[household(i, **wrong) | extra for i in range(n)]))


def sheets(at: Path, n: int) -> list[str]:
    import xlsxwriter

    at.mkdir()
    with xlsxwriter.Workbook(str(at / "register.xlsx")) as book:
        for i in range(n):
            sheet = book.add_worksheet(f"{i}号表")
            sheet.write_row(0, 0, list(HOUSEHOLD))
            for j in range(5):
                sheet.write_row(j + 1, 0, list(household(5 * i + j).values()))
    return validate(str(at / "register.xlsx"))


def files(at: Path, n: int) -> list[str]:
    return validate(folder_of(at, **{f"户信息{i}": [household(5 * i + j) for j in range(5)] for i in range(n)}))


def villages(at: Path, n: int) -> list[str]:
    homes = (household(i, 行政村=f"第{i}号材") for i in range(n))
    return validate(folder_of(at, 村信息=(VILLAGE | {"行政村": f"第{i}号村"} for i in range(n)), 户信息=homes))


def stats_of_villages(at: Path, n: int) -> list[str]:
    homes = (household(i, 行政村=f"第{i}号村") for i in range(n))
    people = (person(i, i) for i in range(n))
    made = folder_of(at, 村信息=(VILLAGE | {"行政村": f"第{i}号村"} for i in range(n)), 户信息=homes, 人口信息=people)
    return ["stats", made, "--year", "2018", "--by", "village", "--format", "json"]


def duplicates(at: Path, n: int) -> list[str]:
    return validate(folder_of(at, 户信息=[household(1)], 人口信息=(person(1, 1) for _ in range(n))))


def doubled_households(at: Path, n: int) -> list[str]:
    return validate(folder_of(at, 户信息=(household(1) for _ in range(n))))


def members(at: Path, n: int) -> list[str]:
    people = [person(i, 1, 与户主关系="之子" if i else "本人或户主") for i in range(n)]
    return validate(folder_of(at, 户信息=[household(1, 人数=str(n))], 人口信息=people))


def households_of_many_names(at: Path, n: int) -> list[str]:
    people = [
        person(
            i, 1, 姓名=f"王{chr(0x4E00 + i // 200)}{chr(0x5000 + i % 200)}", 与户主关系="之子" if i else "本人或户主", 民族="汉汉"
        )
        for i in range(n)
    ]
    return validate(folder_of(at, 户信息=[household(1, 人数=str(n))], 人口信息=people))


def explain(at: Path, n: int) -> list[str]:
    return ["explain", "6900000001", rows(at, n)[1], "--year", "2018", "--format", "json"]


def export(at: Path, n: int) -> list[str]:
    return ["export", rows(at, n)[1], "--year", "2018", "--output", str(at / "exports")]


def household_sheets(at: Path, n: int) -> list[str]:
    made = export(at, n)
    return [*made, "--product", "households", *(word for i in range(n) for word in ("--household", f"69{i:08d}"))]


def flat_lists(at: Path, n: int) -> list[str]:
    homes = [household(i) for i in range(5 * n)]
    lists = {f"名单{i}": [homes[5 * i + j] | person(5 * i + j, 5 * i + j) for j in range(5)] for i in range(n)}
    return validate(folder_of(at, 户信息=homes, **lists))


def own_rows(at: Path, n: int) -> list[str]:
    ledger = at / "ledger"
    ledger.mkdir(parents=True)
    write(ledger / "问题.csv", (PROBLEM | {"反馈问题": "门牌号没有挂", "状态": ""} for _ in range(n)))
    write(ledger / "整改历史.csv", [EVENT])
    return ["rectify", "status", "--ledger", str(ledger), "--today", "2018-06-02", "--format", "json"]


def namesakes(at: Path, n: int) -> list[str]:
    """Two rosters without numbers whose names are masked: all heads of a village have one name."""
    at.mkdir()
    for name, helper in (("roster", {}), ("helpers", {"帮扶责任人": "周一"})):
        write(
            at / f"{name}.csv",
            (
                {"行政村": "云杉湾村", "户主姓名": "王**", "人数": str(i % 7 + 1), "联系电话": f"139{i:08d}"} | helper
                for i in range(n)
            ),
        )
    return validate(str(at))


def list_of_the_dead(at: Path, n: int) -> list[str]:
    """Members and a list of the dead, with one number copied down both."""
    dead = ({"姓名": "王大山", "证件号码": identity(1), "减少原因": "死亡"} for _ in range(n))
    members = (person(i, i, 证件号码=identity(1)) for i in range(n))
    folder_of(at, 户信息=(household(i) for i in range(n)), 人口信息=members, 死亡名单=dead)
    return validate(str(at))


def identify(at: Path, n: int) -> list[str]:
    return ["identify", rows(at, n)[1], "--year", "2018", "--fail-on", "never", "--format", "json"]


def ledger_rows(at: Path, n: int, copies: int = 1) -> list[Path]:
    """A ledger of reports, each with two lines of history."""
    made = []
    for copy in range(copies):
        ledger = at / f"ledger{copy}"
        ledger.mkdir(parents=True)
        keys = [f"{i:08d}" for i in range(n)]
        write(ledger / "问题.csv", (
            PROBLEM | {"问题编号": key, "问题来源": "省", "户编号": f"69{i:08d}", "反馈问题": f"第 {i} 个"} for i, key in enumerate(keys)
        ))  # fmt: skip
        write(ledger / "整改历史.csv", (EVENT | {"问题编号": key, "变更原因": f"第 {copy} 份"} for key in keys))
        made.append(ledger)
    return made


def plan(at: Path, n: int) -> list[str]:
    wrong = (household(i, **({} if i % 4 else {"主要致贫原因": "不在表中"})) for i in range(4 * n))
    return [
        "rectify", "plan", folder_of(at, 户信息=wrong), "--ledger", str(at / "ledger.xlsx"), "--today", "2018-06-01", "--year", "2018",
        "--format", "json",
    ]  # fmt: skip


def check(at: Path, n: int) -> list[str]:
    made = folder_of(at, 户信息=(household(i) for i in range(n)))
    [ledger] = ledger_rows(at, n)
    return ["rectify", "check", made, "--ledger", str(ledger), "--today", "2018-06-02", "--year", "2018", "--format", "json"]


def close(at: Path, n: int) -> list[str]:
    [ledger] = ledger_rows(at, n)
    keys = [f"{i:08d}" for i in range(n)]
    return ["rectify", "close", *keys, "--ledger", str(ledger), "--today", "2018-06-02", "--format", "json"]


def merge(at: Path, n: int) -> list[str]:
    mine, theirs = ledger_rows(at, n, copies=2)
    return ["rectify", "merge", str(theirs), "--ledger", str(mine), "--today", "2018-06-02", "--format", "json"]


def feedback(at: Path, n: int) -> list[str]:
    made = folder_of(at, 户信息=(household(i, 行政村=f"第{i // 10}号村", 户主姓名=f"王{i}") for i in range(n)))
    told = write(at / "told.csv", ({"反馈问题": f"第{i // 10}号村王{i}户收入不实", "问题来源": "省"} for i in range(n)))
    return [
        "rectify", "plan", made, "--feedback", str(told), "--ledger", str(at / "ledger.xlsx"), "--today", "2018-06-01", "--year", "2018",
        "--format", "json",
    ]  # fmt: skip


def fix(at: Path, n: int) -> list[str]:
    made = folder_of(at, 户信息=(household(i, 户主姓名=" 王大山 ") for i in range(n)))
    return ["fix", str(Path(made, "户信息.csv")), "--dry-run", "--format", "json"]


def diff(at: Path, n: int) -> list[str]:
    at.mkdir()
    old = folder_of(at / "2017", 户信息=(household(i) for i in range(n)))
    new = folder_of(at / "2018", 户信息=(household(i, 村民小组="二组") for i in range(n)))
    return ["diff", old, new, "--old-as-of", "2017-12-31", "--year", "2018", "--format", "json"]


def annotate(at: Path, n: int) -> list[str]:
    import xlsxwriter

    at.mkdir()
    with xlsxwriter.Workbook(str(at / "register.xlsx")) as book:
        sheet = book.add_worksheet("户信息")
        sheet.write_row(0, 0, list(HOUSEHOLD))
        for i in range(n):
            sheet.write_row(i + 1, 0, list(household(i, 人数="一").values()))
    return [*validate(str(at / "register.xlsx")), "--annotate", str(at / "marked.xlsx")]


@dataclass(frozen=True)
class Dimension:
    """What is doubled, how many there are at first, and what is measured."""

    name: str
    first: int
    make: Callable[[Path, int, int], list[list[str]]]


DIMENSIONS = (
    Dimension("rows", 16000, rows),
    Dimension("rows, identify", 16000, identify),
    Dimension("findings", 12000, findings),
    Dimension("findings: cells that differ within a household", 4000, differing),
    Dimension("columns", 1000, columns),
    Dimension("unknown headings", 4000, unknown_headings),
    Dimension("columns beside one faulty row", 3000, wide_faulty_row),
    Dimension("faulty rows in a wide sheet", 2000, wide_faulty_rows),
    Dimension("sheets", 80, sheets),
    Dimension("files", 100, files),
    Dimension("villages, each with a household that misspells one", 2000, villages),
    Dimension("villages, stats", 40000, stats_of_villages),
    Dimension("duplicates of one person", 30000, duplicates),
    Dimension("heads of one name in two lists without numbers", 8000, namesakes),
    Dimension("members and dead of one identity number", 8000, list_of_the_dead),
    Dimension("duplicates of one household", 60000, doubled_households),
    Dimension("members of one household", 100000, members),
    Dimension("members of one household, each of another name and with a finding", 160000, households_of_many_names),
    Dimension("flat lists beside the households they are of", 50, flat_lists),
    Dimension("households, explain", 40000, explain),
    Dimension("households, export", 5000, export),
    Dimension("households of which each has a sheet", 100, household_sheets),
    Dimension("problems planned", 2000, plan),
    Dimension("problems reported", 1500, feedback),
    Dimension("ledger rows in the same words, status", 24000, own_rows),
    Dimension("ledger rows, check", 8000, check),
    Dimension("ledger rows, close", 10000, close),
    Dimension("ledger rows, merge", 10000, merge),
    Dimension("cells mended", 30000, fix),
    Dimension("households compared", 20000, diff),
    Dimension("cells annotated", 40000, annotate),
)


def run(command: Sequence[str]) -> float:
    """The processor time of a whole process and of all it started, the system's included."""
    with tempfile.TemporaryFile("w+", encoding="utf-8") as said:
        process = subprocess.Popen(
            [sys.executable, "-m", "puxi_cli", *command], stdout=subprocess.DEVNULL, stderr=said, env=ALONE
        )
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode not in (0, 1):
            said.seek(0)
            sys.exit(f"{' '.join(command[:6])}: exit {process.returncode}: {said.read(500)}")
    return usage.ru_utime + usage.ru_stime


def measured(dimension: Dimension, runs: int) -> tuple[float, ...]:
    """The least of each size, in seconds: of five of the thing, of n, 2n and 4n."""
    sizes = (5, *(dimension.first * size for size in (1, 2, 4)))
    times: dict[int, list[float]] = {size: [] for size in sizes}
    for _ in range(runs):
        for size in sizes:
            with tempfile.TemporaryDirectory() as scratch:
                times[size].append(run(dimension.make(Path(scratch, "made"), size)))
    return tuple(min(each) for each in times.values())


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--runs", type=int, default=3)
    options.add_argument("--only", nargs="+", default=[""], help="only dimensions whose name holds one of these")
    options.add_argument("--write", action="store_true", help="put the table into benchmarks/README.md")
    asked = options.parse_args()
    head = [
        f"Python {platform.python_version()}, one thread, the least of {asked.runs} runs, processor time.", "",
        "| doubled | n | of 5 | n | 2n | 4n | per doubling |",
        "|---|---|---|---|---|---|---|",
    ]  # fmt: skip
    print("\n".join(head), flush=True)
    rows: dict[str, str] = {}
    worst = 0.0
    for dimension in DIMENSIONS:
        if not any(word in dimension.name for word in asked.only):
            continue
        times = measured(dimension, asked.runs)
        factor = math.sqrt(max(times[3] - times[0], 0.0) / max(times[1] - times[0], _LEAST))
        worst = max(worst, factor)
        seconds = " | ".join(f"{each:.2f} s" for each in times)
        rows[dimension.name] = f"| {dimension.name} | {dimension.first:,} | {seconds} | {factor:.2f} |"
        print(rows[dimension.name], flush=True)
    print(f"\nThe largest factor is {worst:.2f}; the limit is {LIMIT}.")
    if asked.write:
        put_into_readme(head, rows)
    sys.exit(worst > LIMIT)


def put_into_readme(head: Sequence[str], rows: Mapping[str, str]) -> None:
    """What was measured takes the place of what was measured before; the other rows stay."""
    page = README.read_text("utf-8")
    before, _, rest = page.partition("<!-- growth -->\n")
    table, _, after = rest.partition("<!-- end of growth -->")
    known = {line.split(" | ")[0].removeprefix("| "): line for line in table.splitlines() if line.startswith("| ")} | rows
    text = "\n".join([*head, *(known[dimension.name] for dimension in DIMENSIONS if dimension.name in known)])
    README.write_text(f"{before}<!-- growth -->\n{text}\n<!-- end of growth -->{after}", "utf-8")


if __name__ == "__main__":
    main()
