"""How long a province's register takes: every rule of `puxi validate` on millions of persons read from Parquet.

    python benchmarks/scale.py [--persons 300000 3000000 10000000] [--runs N] [--keep FOLDER] [--write]

The register is the fictional town of `puxi sample`, repeated with numbers of its own for every copy: households, persons and identity
numbers (with their check character) differ, so that no rule finds a duplicate that is only one of the copying. Each run is a process of
its own; time and peak memory are those of the whole process, imports and reading included. `--write` puts the table into
benchmarks/README.md.
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
from pathlib import Path

import polars as pl

README = Path(__file__).parent / "README.md"
_TOWN_PERSONS = 29_544
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECK = "10X98765432"


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    arguments.add_argument("--persons", type=int, nargs="+", default=[300_000, 3_000_000, 10_000_000])
    arguments.add_argument("--runs", type=int, default=3)
    arguments.add_argument("--keep", type=Path, help="a folder in which the registers are made and kept")
    arguments.add_argument("--write", action="store_true")
    asked = arguments.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        folder = asked.keep or Path(scratch)
        lines = ["| persons | time | peak memory |", "|---|---|---|"]
        for persons in asked.persons:
            register = made(folder / f"register-{persons}", persons)
            runs = [measured(register) for _ in range(asked.runs)]
            seconds, megabytes = (statistics.median(values) for values in zip(*runs, strict=True))
            lines.append(f"| {persons:,} | {seconds:.1f} s | {megabytes / 1024:.2f} GB |")
            print(lines[-1], flush=True)
    head = f"Python {platform.python_version()}, {os.cpu_count()} cores, medians of {asked.runs} runs.\n"
    table = "\n".join([head, *lines])
    if asked.write:
        text = README.read_text("utf-8")
        begin, end = text.index("<!-- scale -->"), text.index("<!-- end of scale -->")
        README.write_text(f"{text[:begin]}<!-- scale -->\n{table}\n{text[end:]}", "utf-8")


def measured(register: Path) -> tuple[float, float]:
    """Seconds and megabytes of `puxi validate` on a folder of Parquet."""
    command = [
        sys.executable,
        "-m",
        "puxi_cli",
        "validate",
        str(register),
        "--year",
        "2018",
        "--output",
        os.devnull,
        "--format",
        "json",
    ]
    begin = time.perf_counter()
    process = subprocess.Popen([*command, "--fail-on", "never"], stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        sys.exit(f"{' '.join(command)}: exit {process.returncode}")
    return time.perf_counter() - begin, usage.ru_maxrss / 1024


def made(folder: Path, persons: int) -> Path:
    """A folder of Parquet files, one a table, with so many persons."""
    if folder.exists():
        return folder
    folder.mkdir(parents=True)
    copies = -(-persons // _TOWN_PERSONS)
    for table, frame in _town().items():
        parts = (_copy(table, frame, number) for number in range(copies))
        whole = pl.concat(parts)
        if table == "persons":
            whole = whole.head(max(persons, _TOWN_PERSONS))
        whole.write_parquet(folder / f"{table}.parquet", row_group_size=250_000)
        del whole
    return folder


def _town() -> dict[str, pl.DataFrame]:
    """The town's tables by their headings, as text and figures."""
    from puxi_cli.records.fields import fields_of
    from puxi_cli.records.tables import MODELS
    from puxi_cli.samples.town import make_town

    frames = {}
    for table, rows in make_town().tables.items():
        cells = fields_of(MODELS[table])
        columns = {cells[name].heading: [row.get(name) for row in rows] for name in cells if any(name in row for row in rows)}
        frames[table] = pl.DataFrame(columns, strict=False)
    return frames


def _copy(table: str, frame: pl.DataFrame, number: int) -> pl.DataFrame:
    """The same town elsewhere: villages, households and persons with other numbers."""
    changed = []
    if "户编号" in frame.columns:
        changed.append((pl.col("户编号").cast(pl.Int64) + number * 10_000).cast(pl.String).alias("户编号"))
    if "人编号" in frame.columns:
        changed.append((pl.col("人编号").cast(pl.Int64) + number * 100_000).cast(pl.String).alias("人编号"))
    if "行政村" in frame.columns:
        changed.append((pl.col("行政村") + f"{number:03d}").alias("行政村"))
    if "行政区划代码" in frame.columns:
        changed.append((pl.lit("610921") + pl.lit(f"{number:03d}") + pl.col("行政区划代码").str.slice(9)).alias("行政区划代码"))
    for heading in ("证件号码", "残疾证号"):
        if heading in frame.columns:
            text = pl.col(heading)
            changed.append(pl.when(text.is_not_null()).then(_renumbered(text, number)).alias(heading))
    return frame.with_columns(changed)


def _renumbered(text: pl.Expr, number: int) -> pl.Expr:
    """An identity number of another place that does not exist, with its check character, and whatever stood behind it."""
    first = pl.concat_str(pl.lit(f"{690_000 + number:06d}"), text.str.slice(6, 11))
    total = sum((first.str.slice(place, 1).cast(pl.Int64) * weight for place, weight in enumerate(_WEIGHTS)), start=pl.lit(0))
    check = (total % 11).replace_strict(list(range(11)), list(_CHECK), return_dtype=pl.String)
    return pl.concat_str(first, check, text.str.slice(18))


if __name__ == "__main__":
    main()
