"""What a doubling costs: inputs of n, 2n and 4n of one thing each, and how the processor time grows.

    python benchmarks/growth.py [--runs N] [--only WORD] [--write]

Everything is fictional and made in a temporary folder. Each dimension has a process of its own with one thread. It loads puxi with a small
input, so that imports and caches cost nothing, then runs the command on the three sizes, as often as `--runs` says, and takes the median
of the processor time: what other people's processes do on the machine does not count. Names are new in every run, so that nothing is
remembered from the one before. A factor is the time of a size divided by that of half of it; the limit is 2.2. `--write` puts the table
into benchmarks/README.md.
"""

from __future__ import annotations

import argparse
import contextlib
import csv
import io
import json
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

LIMIT = 2.2
README = Path(__file__).parent / "README.md"
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
EVENT = {"变更日期": "2018-06-01", "问题编号": "", "原状态": "", "新状态": "整改中", "变更人": "张三", "变更原因": ""}


def household(number: int, **other: str) -> dict[str, str]:
    return HOUSEHOLD | {"户编号": f"69{number:08d}"} | other


def identity(number: int) -> str:
    """An identity number of a region that exists nowhere."""
    digits = f"690000{1950 + number % 50}0{1 + number // 50 % 9}{10 + number // 450 % 18}{number // 8100 % 1000:03d}"
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


def rows(at: Path, n: int, start: int) -> list[list[str]]:
    homes = (household(start + i) for i in range(n))
    return [validate(folder_of(at, 户信息=homes, 人口信息=(person(start + i, start + i) for i in range(n))))]


def findings(at: Path, n: int, start: int) -> list[list[str]]:
    return [validate(folder_of(at, 户信息=(household(start + i, 主要致贫原因="不在表中", 人数="一") for i in range(n))))]


def differing(at: Path, n: int, start: int) -> list[list[str]]:
    flat = (
        household(start + i) | person(start + 2 * i + j, start + i, 与户主关系="配偶" if j else "本人或户主") | ({"村民小组": "二组"} if j else {})
        for i in range(n) for j in range(2)
    )  # fmt: skip
    return [validate(folder_of(at, 名单=flat))]


def columns(at: Path, n: int, start: int) -> list[list[str]]:
    blank = {f"另列{start + i}号": "1" for i in range(n)}
    return [validate(folder_of(at, 户信息=[household(start + i) | blank for i in range(20)]))]


def unknown_headings(at: Path, n: int, start: int) -> list[list[str]]:
    at.mkdir()
    extra = {f"所在{start + i}号地块面积": "1" for i in range(n)}
    return [["headings", str(write(at / "户信息.csv", [household(start) | extra])), "--format", "json"]]


def wide_faulty_row(at: Path, n: int, start: int) -> list[list[str]]:
    extra = {f"另列{start + i}号": "1" for i in range(n)}
    wrong = {"人数": "甲", "首次识别时间": "乙", "脱贫属性": "丙", "主要致贫原因": "丁", "识别标准": "戊"}
    return [validate(folder_of(at, 户信息=[household(start, **wrong) | extra]))]


def wide_faulty_rows(at: Path, n: int, start: int) -> list[list[str]]:
    extra = {f"另列{i}号": "1" for i in range(300)}
    wrong = {"人数": "甲", "首次识别时间": "乙", "脱贫属性": "丙", "主要致贫原因": "#N/A", "识别标准": "#REF!"}
    return [validate(folder_of(at, 户信息=[household(start + i, **wrong) | extra for i in range(n)]))]


def sheets(at: Path, n: int, start: int) -> list[list[str]]:
    import xlsxwriter

    at.mkdir()
    with xlsxwriter.Workbook(str(at / "register.xlsx")) as book:
        for i in range(n):
            sheet = book.add_worksheet(f"{start + i}号表")
            sheet.write_row(0, 0, list(HOUSEHOLD))
            for j in range(5):
                sheet.write_row(j + 1, 0, list(household(start + 5 * i + j).values()))
    return [validate(str(at / "register.xlsx"))]


def files(at: Path, n: int, start: int) -> list[list[str]]:
    return [validate(folder_of(at, **{f"户信息{i}": [household(start + 5 * i + j) for j in range(5)] for i in range(n)}))]


def villages(at: Path, n: int, start: int) -> list[list[str]]:
    homes = (household(start + i, 行政村=f"第{start + i}号材") for i in range(n))
    return [validate(folder_of(at, 村信息=(VILLAGE | {"行政村": f"第{start + i}号村"} for i in range(n)), 户信息=homes))]


def stats_of_villages(at: Path, n: int, start: int) -> list[list[str]]:
    homes = (household(start + i, 行政村=f"第{start + i}号村") for i in range(n))
    people = (person(start + i, start + i) for i in range(n))
    made = folder_of(at, 村信息=(VILLAGE | {"行政村": f"第{start + i}号村"} for i in range(n)), 户信息=homes, 人口信息=people)
    return [["stats", made, "--year", "2018", "--by", "village", "--format", "json"]]


def duplicates(at: Path, n: int, start: int) -> list[list[str]]:
    return [validate(folder_of(at, 户信息=[household(start)], 人口信息=(person(start, start) for _ in range(n))))]


def doubled_households(at: Path, n: int, start: int) -> list[list[str]]:
    return [validate(folder_of(at, 户信息=(household(start) for _ in range(n))))]


def members(at: Path, n: int, start: int) -> list[list[str]]:
    people = [person(start + i, start, 与户主关系="之子" if i else "本人或户主") for i in range(n)]
    return [validate(folder_of(at, 户信息=[household(start, 人数=str(n))], 人口信息=people))]


def identify(at: Path, n: int, start: int) -> list[list[str]]:
    [command] = rows(at, n, start)
    return [["identify", command[1], "--year", "2018", "--fail-on", "never", "--format", "json"]]


def ledger_rows(at: Path, n: int, start: int, copies: int = 1) -> list[Path]:
    """A ledger of reports, each with two lines of history."""
    made = []
    for copy in range(copies):
        ledger = at / f"ledger{copy}"
        ledger.mkdir(parents=True)
        keys = [f"{start + i:08d}" for i in range(n)]
        write(ledger / "问题.csv", (
            PROBLEM | {"问题编号": key, "问题来源": "省", "户编号": f"69{start + i:08d}", "反馈问题": f"第 {i} 个"} for i, key in enumerate(keys)
        ))  # fmt: skip
        write(ledger / "整改历史.csv", (EVENT | {"问题编号": key, "变更原因": f"第 {copy} 份"} for key in keys))
        made.append(ledger)
    return made


def plan(at: Path, n: int, start: int) -> list[list[str]]:
    made = folder_of(at, 户信息=(household(start + i, 主要致贫原因="不在表中") for i in range(n)))
    return [
        [
            "rectify",
            "plan",
            made,
            "--ledger",
            str(at / "ledger.xlsx"),
            "--today",
            "2018-06-01",
            "--year",
            "2018",
            "--format",
            "json",
        ]
    ]


def check(at: Path, n: int, start: int) -> list[list[str]]:
    made = folder_of(at, 户信息=(household(start + i) for i in range(n)))
    [ledger] = ledger_rows(at, n, start)
    return [["rectify", "check", made, "--ledger", str(ledger), "--today", "2018-06-02", "--year", "2018", "--format", "json"]]


def close(at: Path, n: int, start: int) -> list[list[str]]:
    [ledger] = ledger_rows(at, n, start)
    keys = [f"{start + i:08d}" for i in range(n)]
    return [["rectify", "close", *keys, "--ledger", str(ledger), "--today", "2018-06-02", "--format", "json"]]


def merge(at: Path, n: int, start: int) -> list[list[str]]:
    mine, theirs = ledger_rows(at, n, start, copies=2)
    return [["rectify", "merge", str(theirs), "--ledger", str(mine), "--today", "2018-06-02", "--format", "json"]]


def feedback(at: Path, n: int, start: int) -> list[list[str]]:
    made = folder_of(
        at, 户信息=(household(start + i, 行政村=f"第{start + i // 10}号村", 户主姓名=f"王{start + i}") for i in range(n))
    )
    told = write(
        at / "told.csv", ({"反馈问题": f"第{start + i // 10}号村王{start + i}户收入不实", "问题来源": "省"} for i in range(n))
    )
    return [[
        "rectify", "plan", made, "--feedback", str(told), "--ledger", str(at / "ledger.xlsx"), "--today", "2018-06-01", "--year", "2018",
        "--format", "json",
    ]]  # fmt: skip


def fix(at: Path, n: int, start: int) -> list[list[str]]:
    made = folder_of(at, 户信息=(household(start + i, 户主姓名=" 王大山 ") for i in range(n)))
    return [["fix", str(Path(made, "户信息.csv")), "--dry-run", "--format", "json"]]


def diff(at: Path, n: int, start: int) -> list[list[str]]:
    at.mkdir()
    old = folder_of(at / "2017", 户信息=(household(start + i) for i in range(n)))
    new = folder_of(at / "2018", 户信息=(household(start + i, 村民小组="二组") for i in range(n)))
    return [["diff", old, new, "--old-as-of", "2017-12-31", "--year", "2018", "--format", "json"]]


def annotate(at: Path, n: int, start: int) -> list[list[str]]:
    import xlsxwriter

    at.mkdir()
    with xlsxwriter.Workbook(str(at / "register.xlsx")) as book:
        sheet = book.add_worksheet("户信息")
        sheet.write_row(0, 0, list(HOUSEHOLD))
        for i in range(n):
            sheet.write_row(i + 1, 0, list(household(start + i, 人数="一").values()))
    return [[*validate(str(at / "register.xlsx")), "--annotate", str(at / "marked.xlsx")]]


@dataclass(frozen=True)
class Dimension:
    """What is doubled, how many there are at first, and what is measured."""

    name: str
    first: int
    make: Callable[[Path, int, int], list[list[str]]]


DIMENSIONS = (
    Dimension("rows", 8000, rows),
    Dimension("rows, identify", 8000, identify),
    Dimension("findings", 3000, findings),
    Dimension("findings: cells that differ within a household", 2000, differing),
    Dimension("columns", 2000, columns),
    Dimension("unknown headings", 500, unknown_headings),
    Dimension("columns beside one faulty row", 3000, wide_faulty_row),
    Dimension("faulty rows in a wide sheet", 400, wide_faulty_rows),
    Dimension("sheets", 40, sheets),
    Dimension("files", 40, files),
    Dimension("villages, each with a household that misspells one", 1500, villages),
    Dimension("villages, stats", 2000, stats_of_villages),
    Dimension("duplicates of one person", 2000, duplicates),
    Dimension("duplicates of one household", 2000, doubled_households),
    Dimension("members of one household", 4000, members),
    Dimension("problems planned", 1500, plan),
    Dimension("problems reported", 1000, feedback),
    Dimension("ledger rows, check", 3000, check),
    Dimension("ledger rows, close", 3000, close),
    Dimension("ledger rows, merge", 3000, merge),
    Dimension("cells mended", 4000, fix),
    Dimension("households compared", 4000, diff),
    Dimension("cells annotated", 2000, annotate),
)


def run(command: Sequence[str]) -> float:
    """The processor time of a command in this process."""
    from puxi_cli.cli.main import main as puxi

    begin = time.process_time()
    ended: Any = 0
    with contextlib.redirect_stdout(io.TextIOWrapper(io.BytesIO(), "utf-8")), contextlib.redirect_stderr(io.StringIO()) as said:
        try:
            puxi(list(command))
        except SystemExit as end:
            ended = end.code
    if ended not in (0, 1):
        sys.exit(f"{' '.join(command[:6])}: exit {ended}: {said.getvalue()[:500]}")
    return time.process_time() - begin


def measured(dimension: Dimension, runs: int) -> list[float]:
    """The median of each size, without what the command costs for the smallest of inputs."""
    times: dict[int, list[float]] = {size: [] for size in (0, 1, 2, 4)}
    with tempfile.TemporaryDirectory() as scratch:
        start = 1
        for number in range(runs + 1):
            for size in times:
                n = dimension.first * size if number and size else 5  # the first round only loads what there is to be loaded
                took = sum(run(command) for command in dimension.make(Path(scratch, f"{number}-{size}"), n, start))
                start += 2 * n + 10
                if number:
                    times[size].append(took)
    least, *took_by_size = (statistics.median(each) for each in times.values())
    return [took - least for took in took_by_size]


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--runs", type=int, default=3)
    options.add_argument("--only", default="", help="only dimensions whose name holds this")
    options.add_argument("--write", action="store_true", help="put the table into benchmarks/README.md")
    options.add_argument("--measure", metavar="NAME", help=argparse.SUPPRESS)
    asked = options.parse_args()
    if asked.measure:
        [dimension] = [one for one in DIMENSIONS if one.name == asked.measure]
        print(json.dumps(measured(dimension, asked.runs)))
        return
    lines = [
        f"Python {platform.python_version()}, one thread, medians of {asked.runs} runs, processor time.", "",
        "| doubled | n | n | 2n | 4n | factors |",
        "|---|---|---|---|---|---|",
    ]  # fmt: skip
    print("\n".join(lines), flush=True)
    worst = 0.0
    for dimension in DIMENSIONS:
        if asked.only not in dimension.name:
            continue
        command = [sys.executable, __file__, "--measure", dimension.name, "--runs", str(asked.runs)]
        alone = os.environ | {"POLARS_MAX_THREADS": "1", "PUXI_LANG": "en"}
        done = subprocess.run(command, stdout=subprocess.PIPE, text=True, env=alone, check=False)
        if done.returncode:
            sys.exit(f"{dimension.name}: could not be measured")
        one, two, four = json.loads(done.stdout)
        worst = max(worst, two / one, four / two)
        seconds = " | ".join(f"{each:.2f} s" for each in (one, two, four))
        lines.append(f"| {dimension.name} | {dimension.first:,} | {seconds} | {two / one:.2f}, {four / two:.2f} |")
        print(lines[-1], flush=True)
    print(f"\nThe largest factor is {worst:.2f}; the limit is {LIMIT}.")
    if asked.write:
        page = README.read_text("utf-8")
        head, _, rest = page.partition("<!-- growth -->\n")
        _, _, tail = rest.partition("<!-- end of growth -->")
        text = "\n".join(lines)
        README.write_text(f"{head}<!-- growth -->\n{text}\n<!-- end of growth -->{tail}", "utf-8")
    sys.exit(worst > LIMIT)


if __name__ == "__main__":
    main()
