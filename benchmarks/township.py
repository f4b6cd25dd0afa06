"""How long a township takes: `puxi validate` and `puxi stats` against a bare read of the same cells by python-calamine.

    python benchmarks/township.py [--runs N] [--write]

Two registers, both fictional (`puxi sample`): the town's workbook (29,703 rows of persons, their households, incomes and villages), and one
flat list of as many registered persons with 40 columns, nearly all filled. Every command is a process of its own, run in turn with
the bare read (A B C A B C …) after one warm-up, so that a slow moment of the machine touches all of them; what is quoted is the
median of the ratios, run by run. `--write` puts the table into benchmarks/README.md.
"""

from __future__ import annotations

import argparse
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

PERSONS = 29_544
COLUMNS = 40
README = Path(__file__).parent / "README.md"

BARE_READ = """
import sys
from python_calamine import load_workbook
book = load_workbook(sys.argv[1])
print(sum(len(row) for name in book.sheet_names for row in book.get_sheet_by_name(name).to_python()))
"""


@dataclass(frozen=True)
class Run:
    seconds: float
    megabytes: float
    processor: float  # seconds, of all cores, the system's included: other people's processes do not count


def run(command: list[str]) -> Run:
    """One whole process: its wall time and its peak memory as the operating system counted it."""
    begin = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        sys.exit(f"{' '.join(command)}: exit {process.returncode}")
    return Run(time.perf_counter() - begin, usage.ru_maxrss / 1024, usage.ru_utime + usage.ru_stime)


def make_town(path: Path) -> None:
    from puxi_cli.samples.products import write_sample

    write_sample(path.parent)
    (path.parent / "registry.xlsx").rename(path)


def make_wide_list(path: Path) -> None:
    """A flat list of registered persons: every person's field, then the household's, 40 columns in all."""
    import xlsxwriter

    from puxi_cli.samples.layout import columns_of
    from puxi_cli.samples.town import make_town

    town = make_town(households=64_000).registered()
    households = {row["household_id"]: row for row in town.tables["households"]}
    fields = [
        ("persons", name, cell.heading)
        for name, cell in columns_of("persons").items()
        if name not in ("phone", "left", "left_reason")
    ]
    taken = {name for _, name, _ in fields}
    fields += [
        ("households", name, cell.heading)
        for name, cell in columns_of("households").items()
        if name not in taken and name != "relapsed"
    ]
    fields = fields[:COLUMNS]
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("人口信息")
        sheet.write_row(0, 0, [heading for _, _, heading in fields])
        row = 0
        for person in town.tables["persons"]:
            if person.get("left") or row == PERSONS:
                continue
            row += 1
            for column, (table, name, _) in enumerate(fields):
                value = (person if table == "persons" else households[person["household_id"]]).get(name)
                if isinstance(value, str):
                    sheet.write_string(row, column, value)
                elif value is not None:
                    sheet.write_number(row, column, value)
    assert (row, len(fields)) == (PERSONS, COLUMNS)


def measured(register: Path, runs: int, stats: bool) -> list[str]:
    """The rows of the table for one register."""
    puxi = [sys.executable, "-m", "puxi_cli"]
    commands = {"bare read": [sys.executable, "-c", BARE_READ, str(register)]}
    commands["validate"] = [*puxi, "validate", str(register), "--year", "2018", "--fail-on", "never"]
    if stats:
        commands["stats"] = [*puxi, "stats", str(register), "--year", "2018"]
    rounds = [{name: run(command) for name, command in commands.items()} for _ in range(runs + 1)][1:]
    rows = []
    for name in commands:
        seconds = statistics.median(each[name].seconds for each in rounds)
        ratio = statistics.median(each[name].seconds / each["bare read"].seconds for each in rounds)
        memory = max(each[name].megabytes for each in rounds)
        rows.append(f"| {register.stem} | {name} | {seconds:.2f} s | {ratio:.2f} × | {memory:.0f} MB |")
    return rows


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--runs", type=int, default=7)
    options.add_argument("--write", action="store_true", help="put the table into benchmarks/README.md")
    options.add_argument("--make", nargs=2, metavar=("KIND", "FILE"), help=argparse.SUPPRESS)
    asked = options.parse_args()
    if asked.make:
        kind, path = asked.make
        {"town": make_town, "wide": make_wide_list}[kind](Path(path))
        return
    with tempfile.TemporaryDirectory() as folder:
        town, wide = Path(folder, "town.xlsx"), Path(folder, "flat-list-of-40-columns.xlsx")
        # In processes of their own: what this one has in memory is counted for those it starts.
        for kind, path in (("town", town), ("wide", wide)):
            subprocess.run([sys.executable, __file__, "--make", kind, str(path)], check=True)
        rows = [*measured(town, asked.runs, True), *measured(wide, asked.runs, True)]
    told = f"Python {platform.python_version()}, {os.cpu_count()} cores, medians of {asked.runs} runs in turn"
    head = ["| register | command | time | against the bare read | peak memory |", "|---|---|---|---|---|"]
    table = "\n".join([f"{told}.", "", *head, *rows])
    print(table)
    if asked.write:
        text = README.read_text("utf-8")
        head, _, rest = text.partition("<!-- table -->\n")
        _, _, tail = rest.partition("<!-- end of table -->")
        README.write_text(f"{head}<!-- table -->\n{table}\n<!-- end of table -->{tail}", "utf-8")


if __name__ == "__main__":
    main()
