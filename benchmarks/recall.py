"""How many planted errors are found, and what is found beside them.

    python benchmarks/recall.py [--households N] [--errors N] [--seed N]

Makes a fictional register with known errors of every kind (`puxi sample --errors`), asks `validate` of each of its workbooks by itself and
every other command with rules of the register, and holds the findings against the list of what was planted: by file, sheet, row, cell and
rule. The same register without errors, as a workbook and as a flat list, must have no finding but the three leads of the town.
Of `exit` only the households count: the villages and the county are what the town makes them. Exits with 1 when an error was
missed or something else was found.
"""

from __future__ import annotations

import argparse
import csv
import json
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path
from typing import NamedTuple

from puxi_cli.samples.flat import write_flat
from puxi_cli.samples.products import REGISTER
from puxi_cli.samples.town import make_town
from puxi_cli.system import asked_by

OF_PLACES = ("VX", "CX")
OF_THE_TOWN = "lead-of-the-town"


class Where(NamedTuple):
    file: str
    rule: str
    sheet: str
    row: str
    cell: str


def puxi(*arguments: str, codes: tuple[int, ...] = (0,)) -> str:
    done = subprocess.run([sys.executable, "-m", "puxi_cli", *arguments], capture_output=True, text=True, encoding="utf-8")
    if done.returncode not in codes:
        sys.exit(f"puxi {' '.join(arguments)}: exit {done.returncode}\n{done.stderr}")
    return done.stdout


def found_in(folder: Path) -> Counter[Where]:
    """The findings of every workbook in a folder, each asked by itself; the lists of pupils of earlier years stand beside the register."""
    found: Counter[Where] = Counter()
    pupils = sorted(folder.glob("pupils_*.xlsx"))
    for path in sorted({*folder.glob("*.xlsx")} - {*pupils}):
        commands = tuple(asked_by()) if path.name == REGISTER else ("validate",)
        for command in commands:
            beside = [f"--earlier={file}" for file in pupils] if command == "validate" and path.name == REGISTER else []
            report = json.loads(puxi(command, str(path), *beside, "--year", "2018", "--format", "json", codes=(0, 1)))
            for finding in report["findings"]:
                if not finding["rule"].startswith(OF_PLACES):
                    at = (str(finding[key] or "") for key in ("rule", "sheet", "row", "cell"))
                    found[Where(Path(finding["file"]).name, *at)] += 1
    return found


def planted_in(path: Path) -> list[tuple[Where, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return [(Where(*(row[key] for key in Where._fields)), row["kind"]) for row in csv.DictReader(file)]


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--households", type=int, default=9678)
    options.add_argument("--errors", type=int, default=5)
    options.add_argument("--seed", type=int, default=1)
    asked = options.parse_args()
    if asked.errors < 1:
        options.error("--errors 1 or more: with nothing planted there is nothing to find")
    with tempfile.TemporaryDirectory() as folder:
        clean_files, wrong_files = Path(folder, "clean"), Path(folder, "wrong")
        size = ("--households", str(asked.households), "--seed", str(asked.seed))
        puxi("sample", str(clean_files), *size)
        write_flat(make_town(asked.households, asked.seed).registered(), clean_files / "national-list.xlsx")
        clean = found_in(clean_files)
        puxi("sample", str(wrong_files), *size, "--errors", str(asked.errors))
        found = found_in(wrong_files)
        planted = planted_in(wrong_files / "planted.csv")
    kinds = Counter(kind for _, kind in planted)
    places = Counter(where for where, _ in planted)
    missed, beside = places - found, found - places
    clean -= Counter(where for where, kind in planted if kind == OF_THE_TOWN)
    kind_at = dict(planted)
    missed_kinds = Counter(kind_at[where] for where in missed.elements())
    for kind, count in kinds.items():
        print(f"{kind:40} planted {count:4}  found {count - missed_kinds[kind]:4}")
    files = Counter(where.file for where, _ in planted)
    print("\nplanted in " + ", ".join(f"{file} {count}" for file, count in files.items()))
    hits = len(planted) - missed.total()
    print(f"planted {len(planted)}, found {hits}: recall {hits / len(planted):.4f}")
    print(f"findings beside the planted ones: {beside.total()}; findings in the clean files: {clean.total()}")
    for name, what in (("beside", beside), ("in clean files", clean)):
        for where, count in what.items():
            print(f"  {name}:", *where, count)
    for where in missed:
        print("  missed:", kind_at[where], *where)
    return int(bool(beside or clean or missed))


if __name__ == "__main__":
    sys.exit(main())
