"""How long `puxi diff` takes for two registers of a town, against the time of reading both.

    python benchmarks/diff.py [--runs N] [--write]

The registers are the fictional town (`puxi sample`, 29,703 rows of persons) and the same a year before: who left the register in the
year is on it still, who was born, came or died is not yet, or still there, pupils are a grade lower, incomes and months of work are others, some
telephones and cadres have changed, a few households have moved. Reading both is puxi's own reading of both into registers, one begun
while the other is worked on, as `diff` does it, and nothing else. Every command is a process of its own, run in turn after one
warm-up; what is quoted is the median of the ratios, run by run. `--write` puts the table into benchmarks/README.md.
"""

from __future__ import annotations

import argparse
import os
import platform
import random
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from township import README, run

YEAR = 2018
READ_BOTH = """
import sys
from pathlib import Path
from puxi_cli.sheets.loading import Loading
files = [Loading([Path(name)]) for name in sys.argv[1:]]
from puxi_cli.sheets.read import read_register
print([read_register(each).registry.persons.frame.height for each in files])
"""
_GRADES = ("小学", "七年级", "八年级", "九年级", "普通高中一年级", "普通高中二年级", "普通高中三年级")


def make_towns(old: Path, new: Path) -> None:
    from puxi_cli.samples.town import make_town
    from puxi_cli.samples.write import write_register

    town = make_town(9678)
    write_register(town, new)
    tables = {name: [dict(row) for row in rows] for name, rows in town.tables.items()}
    a_year_before(tables)
    town.given = tables
    town.__dict__.pop("tables", None)
    write_register(town, old)


def a_year_before(tables: dict[str, list[dict[str, Any]]]) -> None:
    """Turn the rows of a town back by a year, in place; the same way every time."""
    chance = random.Random(YEAR)
    for row in tables["households"]:
        if row.get("exit_year") == YEAR:
            del row["exit_year"]
            row["status"] = "未脱贫"
        if row.get("income_per_head"):
            row["income_per_head"] = round(row["income_per_head"] * 0.9, 2)
        if row.get("phone") and chance.random() < 0.03:
            row["phone"] = f"{int(row['phone']) - 1}"
        if row.get("helper") and chance.random() < 0.05:
            row["helper"] += "平"
    kept = []
    for row in tables["persons"]:
        if str(row.get("joined") or "").startswith(str(YEAR)) or str(row.get("birth") or "").startswith(str(YEAR)):
            continue
        if str(row.get("left") or "").startswith(str(YEAR)):
            del row["left"]
            row.pop("left_reason", None)
        if row.get("schooling") in _GRADES[1:]:
            row["schooling"] = _GRADES[_GRADES.index(row["schooling"]) - 1]
        if row.get("work_months"):
            row["work_months"] = max(1, row["work_months"] - chance.randrange(3))
        if chance.random() < 0.002:
            continue  # somebody who moves in during the year
        kept.append(row)
    tables["persons"] = kept
    homes = [row["village"] for row in tables["households"]]
    for row in tables["households"]:
        if chance.random() < 0.002:
            row["village"] = chance.choice(homes)


def measured(old: Path, new: Path, runs: int) -> list[str]:
    commands = {
        "reading both": [sys.executable, "-c", READ_BOTH, str(old), str(new)],
        "diff": [
            sys.executable, "-m", "puxi_cli", "diff", str(old), str(new), "--old-as-of", f"{YEAR - 1}-12-31", "--format", "json",
            "--output", str(old.parent / "differences.json"),
        ],
    }  # fmt: skip
    rounds = [{name: run(command) for name, command in commands.items()} for _ in range(runs + 1)][1:]
    rows = []
    for name in commands:
        seconds = statistics.median(each[name].seconds for each in rounds)
        ratio = statistics.median(each[name].seconds / each["reading both"].seconds for each in rounds)
        processor = statistics.median(each[name].processor for each in rounds)
        work = statistics.median(each[name].processor / each["reading both"].processor for each in rounds)
        memory = max(each[name].megabytes for each in rounds)
        rows.append(f"| {name} | {seconds:.2f} s | {ratio:.2f} × | {processor:.2f} s | {work:.2f} × | {memory:.0f} MB |")
    return rows


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--runs", type=int, default=9)
    options.add_argument("--write", action="store_true", help="put the table into benchmarks/README.md")
    options.add_argument("--make", nargs=2, metavar=("OLD", "NEW"), help="only write the two registers")
    asked = options.parse_args()
    if asked.make:
        make_towns(*map(Path, asked.make))
        return
    with tempfile.TemporaryDirectory() as folder:
        old, new = Path(folder, "old.xlsx"), Path(folder, "new.xlsx")
        # In a process of its own: what this one has in memory is counted for those it starts.
        subprocess.run([sys.executable, __file__, "--make", str(old), str(new)], check=True)
        rows = measured(old, new, asked.runs)
    told = f"Python {platform.python_version()}, {os.cpu_count()} cores, medians of {asked.runs} runs in turn"
    table = "\n".join(
        [
            f"{told}.",
            "",
            "| | time | against reading both | processor time | against reading both | peak memory |",
            "|---|---|---|---|---|---|",
            *rows,
        ]
    )
    print(table)
    if asked.write:
        text = README.read_text("utf-8")
        head, _, rest = text.partition("<!-- diff -->\n")
        _, _, tail = rest.partition("<!-- end of diff -->")
        README.write_text(f"{head}<!-- diff -->\n{table}\n<!-- end of diff -->{tail}", "utf-8")


if __name__ == "__main__":
    main()
