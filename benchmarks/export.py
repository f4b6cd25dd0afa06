"""How long the whole export of a town takes, against `puxi validate` of the same register.

    python benchmarks/export.py [--runs N]

The town's workbook of `puxi sample` (29,544 persons), fictional. All products are made: findings of the town and of every village, the three
lists, figures and standard tables, notices, two household sheets, the data, the page. Both commands are processes of their own, run in
turn after one warm-up; quoted is the median of the ratios, run by run. The target is 3 ×.
"""

from __future__ import annotations

import argparse
import os
import platform
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

from township import make_town, run

TARGET = 3.0


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--runs", type=int, default=7)
    options.add_argument("--make", metavar="FILE", help=argparse.SUPPRESS)
    asked = options.parse_args()
    if asked.make:
        make_town(Path(asked.make))
        return
    with tempfile.TemporaryDirectory() as folder:
        town, target = Path(folder, "town.xlsx"), Path(folder, "exports")
        # In a process of its own: what this one has in memory is counted for those it starts.
        subprocess.run([sys.executable, __file__, "--make", str(town)], check=True)
        puxi = [sys.executable, "-m", "puxi_cli"]
        commands = {
            "validate": [*puxi, "validate", str(town), "--year", "2018", "--fail-on", "never"],
            "export": [
                *puxi, "export", str(town), "--year", "2018", "--output", str(target), "--keep", "1",
                "--household", "6900000001", "--household", "6900000002",
            ],
        }  # fmt: skip
        rounds = [{name: run(command) for name, command in commands.items()} for _ in range(asked.runs + 1)][1:]
        newest = (target / "latest").resolve()
        files = [path for path in newest.rglob("*") if path.is_file()]
        size = sum(path.stat().st_size for path in files) / 1e6
        ratio = statistics.median(each["export"].seconds / each["validate"].seconds for each in rounds)
        print(f"Python {platform.python_version()}, {os.cpu_count()} cores, medians of {asked.runs} runs in turn.\n")
        print("| command | time | against validate | peak memory |")
        print("|---|---|---|---|")
        for name in commands:
            seconds = statistics.median(each[name].seconds for each in rounds)
            against = statistics.median(each[name].seconds / each["validate"].seconds for each in rounds)
            memory = max(each[name].megabytes for each in rounds)
            print(f"| {name} | {seconds:.2f} s | {against:.2f} × | {memory:.0f} MB |")
        print(
            f"\n{len(files)} files, {size:.1f} MB; the target is {TARGET} ×: {'reached' if ratio <= TARGET else 'not reached'}."
        )


if __name__ == "__main__":
    main()
