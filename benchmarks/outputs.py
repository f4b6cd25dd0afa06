"""Write what every command answers on the sample files, in both languages and all formats, to compare two states of the code.

    python benchmarks/outputs.py before    # in the old state; `after stats json` makes only calls with both words
    python benchmarks/outputs.py after     # in the new one
    diff -r before after

Each call has a file that names it, with its exit code, what it wrote to the screen, and beside it the file it made. What is built in
another way and answers the same leaves all of them equal. About seven minutes.
"""

from __future__ import annotations

import contextlib
import hashlib
import io
import itertools
import os
import re
import shutil
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

from puxi_cli.cli.main import main as puxi
from puxi_cli.systems.figures.job import table_titles

ROOT = Path(__file__).resolve().parents[1]
SAMPLES = ROOT / "data" / "samples"
FILES = ("registry.xlsx", "errors.xlsx", "national-list.xlsx", "registry-csv")
DAY = ("--year", "2018")
TODAY = ("--today", "2019-01-10")
ALL = ("text", "json", "csv", "xlsx", "html")
HOUSEHOLDS = ("6900000001", "6900000002", "6900000005", "6900000011")
FAMILIES = ("REC", "DQ", "CX", "VX")
Call = tuple[str, ...]


def calls() -> Iterator[Call]:
    """Every call without its language; `{out}` is where a file is written."""
    yield from _pages()
    for file in FILES:
        yield from _reading(file)
    yield from _details()
    yield from _rectification()
    yield ("export", "registry.xlsx", *DAY, "--output", "{out}")
    yield ("export", "errors.xlsx", *DAY, "--output", "{out}", "--fail-on", "never", "--show-ids")
    yield ("export", "--show-cron")
    yield ("export", "--show-systemd")


def _pages() -> Iterator[Call]:
    """What needs no register."""
    yield ("--help",)
    for path in puxi.paths():
        yield (*path.split(" "), "--help")
    for form in ("text", "json"):
        yield ("law", "list", "--format", form)
        yield ("law", "list", *DAY, "--region", "610921", "--format", form)
        yield ("law", "show", "national_income_line", *DAY, "--format", form)
        yield ("law", "show", "national_income_line", "--format", form)
        yield ("rules", "list", "--format", form)
        yield ("rules", "list", *DAY, "--region", "610921", "--format", form)
        yield from (("rules", "show", rule, "--format", form) for rule in ("REC305", "ID101", "EX101", "DQ1002"))
        yield ("stats", "--table", "list", "--format", form)
    for kind in ("json", "table"):
        yield ("schema", "--kind", kind)
    yield ("schema", "--table", "puxi.toml")
    yield ("template", "{out}.xlsx")


def _reading(file: str) -> Iterator[Call]:
    for command, form in itertools.product(("validate", "identify", "exit"), ALL):
        yield (command, file, *DAY, *_into(form), "--all")
    for form in ("text", "json"):
        yield ("headings", file, "--format", form)
        yield ("fix", file, "--dry-run", "--format", form)
    for form in ALL:
        yield ("stats", file, *DAY, *_into(form), "--by", "village")
        yield ("stats", file, *DAY, *_into(form), "--table", "rates", "--by", "village")
        yield ("stats", file, *DAY, *_into(form), "--table", "causes", "--by", "village")
    for form in ("text", "json", "html"):
        yield ("explain", "彭富", file, *DAY, *_into(form), "--all")
    if file.endswith(".xlsx"):
        yield ("validate", file, *DAY, "--annotate", "{out}.xlsx")
        yield ("fix", file, "--output", "{out}.xlsx")


def _details() -> Iterator[Call]:
    """What is asked of one file only."""
    yield ("validate", "errors.xlsx", *DAY, "--show-ids", "--format", "json")
    for family in FAMILIES:
        yield ("validate", "errors.xlsx", *DAY, "--family", family)
    for name in _standard_tables():
        yield ("stats", "registry.xlsx", *DAY, "--table", name)
        yield ("stats", "registry.xlsx", *DAY, "--table", name, "--format", "json")
    for form in ALL:
        yield ("stats", "registry.xlsx", *DAY, "--table", "rates", "--unit", "household", *_into(form))
        yield ("stats", "registry.xlsx", *DAY, "--table", "ages", "--of", "exited", *_into(form))
        if form != "html":
            yield ("diff", "errors.xlsx", "registry.xlsx", *_into(form), "--all")
    for form, household in itertools.product(("text", "json", "html"), HOUSEHOLDS):
        yield ("explain", household, "registry.xlsx", *DAY, *_into(form), "--all")


def _standard_tables() -> list[str]:
    return [title.name for title in table_titles()]


def _rectification() -> Iterator[Call]:
    ledger = ("--ledger", "ledger.xlsx")
    yield ("rectify", "plan", "errors.xlsx", *DAY, *TODAY, *ledger, "--output", "{out}.xlsx", "--by", "张三")
    for form in ("text", "json"):
        yield ("rectify", "plan", "errors.xlsx", *DAY, *TODAY, *ledger, "--format", form, "--by", "张三")
        yield ("rectify", "status", *TODAY, *ledger, "--format", form)
        yield ("rectify", "check", "registry.xlsx", *DAY, *TODAY, *ledger, "--format", form, "--by", "张三")


def _into(form: str) -> Call:
    """To the screen what is text, to a file what is not."""
    return ("--format", form) if form in ("text", "json", "csv") else ("--format", form, "--output", "{out}." + form)


def _run(call: Call, lang: str, folder: Path) -> None:
    told = " ".join(call)
    # By the call and not by its place: a command more moves no other.
    out = f"{re.sub(r'[^0-9A-Za-z]+', '-', told).strip('-')[:60]}-{hashlib.sha256(told.encode()).hexdigest()[:6]}-{lang}"
    words = [part.replace("{out}", f"made/{out}") for part in call]
    shown, warned = _stream(), _stream()
    code: object = 0
    with contextlib.redirect_stdout(shown), contextlib.redirect_stderr(warned):
        try:
            puxi([*words, "--lang", lang])
        except SystemExit as end:
            code = end.code
    record = [" ".join(words).encode(), f"exit {code}".encode(), _bytes(shown), b"--- stderr", _bytes(warned)]
    (folder / f"{out}.call.txt").write_bytes(b"\n".join(record))
    for made in sorted(Path("made").glob(f"{out}*")):
        _keep(made, folder / made.name)


def _keep(made: Path, kept: Path) -> None:
    """A workbook as its parts, so that `diff -r` shows which of them differs."""
    if made.is_dir() and not made.is_symlink():
        kept.mkdir()
        for inner in sorted(made.iterdir()):
            _keep(inner, kept / inner.name)
    elif made.is_symlink() or made.suffix == ".log":
        return  # a log has the hour in it
    elif zipfile.is_zipfile(made):
        with zipfile.ZipFile(made) as parts:
            # A template has the hour in it.
            parts.extractall(kept, [name for name in parts.namelist() if name != "docProps/core.xml"])
    else:
        shutil.copyfile(made, kept)


def _stream() -> io.TextIOWrapper:
    return io.TextIOWrapper(io.BytesIO(), "utf-8", write_through=True)


def _bytes(stream: io.TextIOWrapper) -> bytes:
    assert isinstance(stream.buffer, io.BytesIO)
    return stream.buffer.getvalue()


def main(folder: Path, wanted: set[str]) -> None:
    """Make all of it in a folder that is not there yet, or only the calls in which all of some words stand."""
    folder.mkdir(parents=True)
    folder = folder.resolve()
    shutil.copytree(SAMPLES, folder / "work")
    os.chdir(folder / "work")
    Path("made").mkdir()
    for call in calls():
        if not wanted <= set(call):
            continue
        for lang in ("zh", "en"):
            _run(call, lang, folder)
    os.chdir(folder)
    shutil.rmtree("work")


if __name__ == "__main__":
    main(Path(sys.argv[1]), set(sys.argv[2:]))
