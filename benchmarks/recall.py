"""How many planted errors are found, and what is found beside them.

    python benchmarks/recall.py [--households N] [--errors N] [--seed N]

Makes a fictional register with known errors of every kind (`puxi sample --errors`), validates it, and holds the findings against
the list of what was planted: by file, sheet, row, cell and rule. Exits with 1 when an error was missed or something else was found.
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

Where = tuple[str, str, str, str]


def puxi(*arguments: str, codes: tuple[int, ...] = (0,)) -> str:
    done = subprocess.run([sys.executable, "-m", "puxi_cli", *arguments], capture_output=True, text=True, encoding="utf-8")
    if done.returncode not in codes:
        sys.exit(f"puxi {' '.join(arguments)}: exit {done.returncode}\n{done.stderr}")
    return done.stdout


def found_in(register: Path) -> Counter[Where]:
    report = json.loads(puxi("validate", str(register), "--year", "2018", "--format", "json", codes=(0, 1)))
    return Counter((f["rule"], f["sheet"] or "", str(f["row"]), f["cell"] or "") for f in report["findings"])


def planted_in(path: Path) -> dict[Where, str]:
    with path.open(encoding="utf-8-sig") as file:
        return {(r["rule"], r["sheet"], r["row"], r["cell"]): r["kind"] for r in csv.DictReader(file)}


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--households", type=int, default=9678)
    options.add_argument("--errors", type=int, default=5)
    options.add_argument("--seed", type=int, default=1)
    asked = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        size = ("--households", str(asked.households), "--seed", str(asked.seed))
        puxi("sample", f"{folder}/clean", *size)
        clean = found_in(Path(folder, "clean", "registry.xlsx"))
        puxi("sample", f"{folder}/wrong", *size, "--errors", str(asked.errors))
        found = found_in(Path(folder, "wrong", "registry.xlsx"))
        planted = planted_in(Path(folder, "wrong", "planted.csv"))
    kinds = Counter(planted.values())
    hits = Counter(kind for where, kind in planted.items() if where in found)
    for kind, count in kinds.items():
        print(f"{kind:40} planted {count:4}  found {hits[kind]:4}")
    beside = found - Counter(dict.fromkeys(planted, 1))
    print(f"\nplanted {len(planted)}, found {sum(hits.values())}: recall {sum(hits.values()) / len(planted):.4f}")
    print(f"findings beside the planted ones: {sum(beside.values())}; findings in the clean register: {sum(clean.values())}")
    for where, count in beside.items():
        print("  beside:", *where, count)
    for where, kind in planted.items():
        if where not in found:
            print("  missed:", kind, *where)
    return int(bool(beside) or bool(clean) or sum(hits.values()) < len(planted))


if __name__ == "__main__":
    sys.exit(main())
