"""Compares puxi with the plain-Python oracle of tests/oracle on random registers, and counts how many verdicts agree.

    python benchmarks/oracle.py                      # 200,000 household verdicts
    python benchmarks/oracle.py --verdicts 20000 --households 500 --clean

A household verdict is what one command says of one household: `identify`, `exit`, and whether `stats` counts it. Figures of villages
and of the flow are compared besides. Every difference is printed by its kind; then the exit code is 1.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

import click

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from tests.oracle.compare import Difference, compare, random_day
from tests.oracle.generate import make


@click.command()
@click.option("--verdicts", default=200_000, show_default=True, help="How many household verdicts at least.")
@click.option("--households", default=2_000, show_default=True, help="Households of one register.")
@click.option("--seed", default=1, show_default=True, help="First seed; each register has the next.")
@click.option("--clean", is_flag=True, help="Only registers without blanks, unreadable cells and missing columns.")
@click.option("--show", default=2, show_default=True, help="How many differences of each kind are shown.")
def run(verdicts: int, households: int, seed: int, clean: bool, show: int) -> None:
    """Compare and print."""
    started, compared, registers = time.monotonic(), 0, 0
    different: set[tuple[int, str, str]] = set()
    kinds: Counter[tuple[str, str]] = Counter()
    figures = 0
    examples: dict[tuple[str, str], list[tuple[int, Difference]]] = {}
    while compared < verdicts:
        register = make(seed, households, clean)
        day = random_day(seed, register.file_day)
        with tempfile.TemporaryDirectory() as folder:
            comparison = compare(register, day, Path(folder))
        compared += comparison.verdicts
        registers += 1
        for difference in comparison.differences:
            kinds[difference.command, difference.kind] += 1
            examples.setdefault((difference.command, difference.kind), []).append((seed, difference))
            if difference.household in comparison.world.households:
                different.add((seed, difference.command, difference.household))
            else:
                figures += 1
        seed += 1
    click.echo(f"{compared:,} household verdicts of {registers} registers in {time.monotonic() - started:.0f} s")
    click.echo(f"agree: {compared - len(different):,}; differ: {len(different):,}; figures of stats that differ: {figures:,}")
    for (command, kind), count in kinds.most_common():
        click.echo(f"{count:7,}  {command:9} {kind}")
    for found in examples.values():
        for where, difference in found[:show]:
            click.echo(f"seed {where}: {difference}")
    sys.exit(1 if examples else 0)


if __name__ == "__main__":
    run()
