"""How long a ledger of 20,000 problems takes: `puxi rectify check` against reading the same ledger and doing nothing with it; and how
long a marked copy takes: `puxi validate --annotate` against `puxi validate`.

    python benchmarks/ledger.py [--problems N] [--runs N] [--write]

All registers are fictional (`puxi sample`): the whole town's workbook (29,703 rows of persons), and the same with so many blanks in
columns that have to be filled (DQ308 to DQ318, DQ901). `puxi rectify plan` makes the ledger of the one with blanks. Three checks are
measured, each a process of its own, in turn with a process that only reads the ledger: of the register without blanks, so that every problem
moves; the same again, so that nothing is written; and again on the next day, so that nothing moves but every row gets its day. A check reads
the register as well, which the bare read does not. `--write` puts the tables into benchmarks/README.md.
"""

from __future__ import annotations

import argparse
import os
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from township import Run, make_town, run

PROBLEMS = 20_000
README = Path(__file__).parent / "README.md"
PUXI = [sys.executable, "-m", "puxi_cli"]
# Columns of the households that the library wants filled of everybody who was ever listed.
BLANKED = (
    "cause", "production_power", "cooperative", "road_distance", "road_type", "floor_area", "power", "water_hard", "safe_water", "fuel",
    "toilet", "helper",
)  # fmt: skip

READ_LEDGER = """
import sys
from pathlib import Path
from puxi_cli.systems.rectification.ledgers import read_ledger
print(len(read_ledger(Path(sys.argv[1])).ledger.problems))
"""


def make_wrong(path: Path, blanks: int) -> None:
    """The town's register with so many blanks, in households that were ever listed."""
    from puxi_cli.samples.town import make_town
    from puxi_cli.samples.write import write_register

    town = make_town()
    left = blanks
    for row in town.tables["households"]:
        for name in BLANKED if row.get("identified") else ():
            if left and row.get(name) is not None:
                row[name] = None
                left -= 1
    if left:
        sys.exit(f"the town has {blanks - left} cells to be blanked, not {blanks}")
    write_register(town, path)


def make_planted(path: Path) -> None:
    """The town's register with five errors of every kind."""
    from puxi_cli.samples.products import write_sample

    write_sample(path.parent / "planted", each_error=5)
    (path.parent / "planted" / "registry.xlsx").rename(path)


def ratios(rounds: Sequence[Mapping[str, Run]], name: str, against: str) -> str:
    """A command's row: its median, the median of its ratios run by run, its peak."""
    seconds = statistics.median(each[name].seconds for each in rounds)
    ratio = statistics.median(each[name].seconds / each[against].seconds for each in rounds)
    memory = max(each[name].megabytes for each in rounds)
    return f"{name} | {seconds:.2f} s | {ratio:.2f} × | {memory:.0f} MB |"


def in_turn(commands: Mapping[str, Callable[[], Run]], runs: int) -> list[dict[str, Run]]:
    """So many rounds of some commands one after the other, after one that is not counted."""
    return [{name: command() for name, command in commands.items()} for _ in range(runs + 1)][1:]


def checks(folder: Path, problems: int, runs: int) -> list[str]:
    """The rows of the first table, and how many problems there are."""
    right, wrong, planned, ledger = (folder / name for name in ("town.xlsx", "wrong.xlsx", "planned.xlsx", "ledger.xlsx"))
    asked = ["--year", "2018", "--by", "benchmark"]
    run([*PUXI, "rectify", "plan", str(wrong), *asked, "--ledger", str(planned), "--today", "2019-01-07"])

    def check(day: str) -> Callable[[], Run]:
        return lambda: run([*PUXI, "rectify", "check", str(right), *asked, "--ledger", str(ledger), "--today", day])

    def first() -> Run:
        shutil.copy(planned, ledger)
        return check("2019-01-08")()

    reading = "reading the ledger alone"
    commands = {
        reading: lambda: run([sys.executable, "-c", READ_LEDGER, str(planned)]),
        "check, every problem moves": first,
        "check again, nothing is written": check("2019-01-08"),
        "check on the next day, nothing moves": check("2019-01-09"),
        "validate of the same register": lambda: run([*PUXI, "validate", str(right), "--year", "2018"]),
    }
    rounds = in_turn(commands, runs)
    written = subprocess.run([sys.executable, "-c", READ_LEDGER, str(ledger)], capture_output=True, text=True, check=True)
    print(f"{written.stdout.strip()} problems, {problems} of them blanks")
    return [f"| {ratios(rounds, name, reading)}" for name in commands]


def marked(folder: Path, runs: int) -> list[str]:
    """The rows of the second table."""
    rows = []
    for register, told in (
        ("town", "the clean town"),
        ("planted", "five errors of every kind"),
        ("wrong", "every blank a finding"),
    ):
        validate = [*PUXI, "validate", str(folder / f"{register}.xlsx"), "--year", "2018", "--fail-on", "never"]
        marks = [*validate, "--annotate", str(folder / "marked.xlsx")]
        commands = {"validate": lambda command=validate: run(command), "validate --annotate": lambda command=marks: run(command)}
        rounds = in_turn(commands, runs)
        rows += [f"| {told} | {ratios(rounds, name, 'validate')}" for name in commands]
    return rows


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--problems", type=int, default=PROBLEMS)
    options.add_argument("--runs", type=int, default=5)
    options.add_argument("--write", action="store_true", help="put the tables into benchmarks/README.md")
    options.add_argument("--make", nargs=2, metavar=("KIND", "FILE"), help=argparse.SUPPRESS)
    asked = options.parse_args()
    if asked.make:
        kind, path = asked.make
        {"town": make_town, "wrong": lambda path: make_wrong(path, asked.problems), "planted": make_planted}[kind](Path(path))
        return
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        # In processes of their own: what this one has in memory is counted for those it starts.
        for kind in ("town", "wrong", "planted"):
            made = [sys.executable, __file__, "--problems", str(asked.problems), "--make", kind, str(folder / f"{kind}.xlsx")]
            subprocess.run(made, check=True)
        first, second = checks(folder, asked.problems, asked.runs), marked(folder, asked.runs)
    told = f"Python {platform.python_version()}, {os.cpu_count()} cores, medians of {asked.runs} runs in turn"
    heads = (
        "| command | time | against reading it | peak memory |",
        "| register | command | time | against validate | peak memory |",
    )
    tables = [[head, f"{'|---' * (head.count('|') - 1)}|", *rows] for head, rows in zip(heads, (first, second), strict=True)]
    text = "\n".join([f"{told}.", "", *tables[0], "", *tables[1]])
    print(text)
    if asked.write:
        page = README.read_text("utf-8")
        head, _, rest = page.partition("<!-- ledger -->\n")
        _, _, tail = rest.partition("<!-- end of ledger -->")
        README.write_text(f"{head}<!-- ledger -->\n{text}\n<!-- end of ledger -->{tail}", "utf-8")


if __name__ == "__main__":
    main()
