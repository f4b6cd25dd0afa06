"""`puxi export`: all products of a period in one go, into a folder that appears whole or not at all."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import time
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from puxi_cli import __version__
from puxi_cli.errors import NotWritten, PuxiError, UsageError, path_of
from puxi_cli.findings import Severity
from puxi_cli.jobs.settings_parts import Settings
from puxi_cli.law.version import law_version
from puxi_cli.progress import stepping
from puxi_cli.records.text import escaped
from puxi_cli.reports.masking import masked
from puxi_cli.sheets.loading import Loading, files_of
from puxi_cli.systems.exports.contents import Contents
from puxi_cli.systems.exports.folders import ExportFolder
from puxi_cli.systems.exports.journal import Journal
from puxi_cli.systems.exports.manifest import MANIFEST, Manifest, Verified, read_manifest, sha256_of, verified
from puxi_cli.systems.rectification.settings import ledger_meant
from puxi_cli.text.words import NO_WORDS, Lang, Text

if TYPE_CHECKING:
    from puxi_cli.systems.exports.product import Product

DEFAULT_TARGET = "exports"


@dataclass(frozen=True)
class RegisterMeant:
    """A register to export: its files and folders, and its name where there are several."""

    name: str | None
    paths: Sequence[Path]


@dataclass(frozen=True)
class Order:
    """What is to be made, of what, and where."""

    target: Path
    registers: Sequence[RegisterMeant]
    lang: Lang
    day: date | None = None
    region: str | None = None
    password: str | None = None
    products: tuple[str, ...] = ()
    households: tuple[str, ...] = ()
    tables: tuple[str, ...] = ()
    show_ids: bool = False
    keep: int = 0
    if_changed: bool = False


@dataclass(frozen=True)
class Failed:
    """A register that could not be exported, and why."""

    name: str
    error: PuxiError


@dataclass(frozen=True)
class Exported:
    """The export as it stands: its folder, whether it was made now, what failed, which old ones went, the worst that was found."""

    path: Path
    made: bool
    files: int = 0
    failed: tuple[Failed, ...] = ()
    removed: tuple[str, ...] = ()
    worst: Severity | None = None


def export(order: Order, settings: Settings) -> Exported:
    """Make an export, or find that nothing has changed since the last.

    Raises what stands in the way of the only register, or of the first where every one fails; NotWritten; UsageError.
    """
    from puxi_cli.systems.exports.products import products_named

    products = products_named(order.products)
    _named_apart(order)
    if order.products and not order.households and any(product.name == "households" for product in products):
        raise UsageError(
            "一户一档要写明是哪几户：请用 --household 写明户编号，或 puxi.toml [export] 的 households。",
            "Household sheets need households: --household NUMBER, or households in [export] of puxi.toml.",
        )
    folder = ExportFolder(order.target)
    with folder.opened():
        journal = Journal(folder.root)
        began = time.monotonic()
        try:
            told = _made(order, settings, folder, products, journal)
        except PuxiError as error:
            with suppress(NotWritten):  # the disk may be full: the error itself is what has to be told
                journal.say(_failure(NO_WORDS, error, order).of(order.lang))
            raise
        what = Text("已生成", "made") if told.made else Text("没有变化，未重做", "unchanged, not made again")
        name, took = told.path.name, f"{time.monotonic() - began:.1f}"
        journal.say(Text(f"{what[0]}：{name}，用时 {took} 秒", f"{what[1]}: {name}, {took} s").of(order.lang))
    return told


def _failure(register: Text, error: PuxiError, order: Order) -> Text:
    """Why an export, or one register of several, was not made, for the log: that keeps no name that a household was asked by."""
    code = int(error.exit_code)
    said = Text(f"{register[0]}未生成，退出码 {code}：{error.zh}", f"{register[1]}not made, exit code {code}: {error.en}")
    names = {name: masked(name, "name", False) for name in order.households if not name.isascii()}
    for name, shown in names.items():
        said = Text(*(words.replace(name, shown) for words in said))
    return said


def verify(path: Path) -> Verified:
    """Hold an export against its manifest; of a folder of exports, the newest. Raises UnreadableFile."""
    return verified(_newest_in(path))


def _newest_in(path: Path) -> Path:
    if not (path / MANIFEST).is_file() and path.is_dir() and (newest := ExportFolder(path).newest):
        return path / newest.name
    return path


def _named_apart(order: Order) -> None:
    names = [register.name for register in order.registers]
    if len(names) > 1 and (None in names or len(set(names)) < len(names)):
        raise UsageError("几份信息表一起导出时，每份要有不同的名称。", "Several registers need names of their own.")


def _made(order: Order, settings: Settings, folder: ExportFolder, products: Sequence[Product], journal: Journal) -> Exported:
    fingerprint = _fingerprint(order, settings)
    newest = folder.newest
    if order.if_changed and newest is not None and _same(newest, fingerprint):
        return Exported(folder.named / newest.name, False)
    with folder.growing() as new:
        contents = Contents(new)
        told: list[dict[str, Any]] = []
        failed: list[Failed] = []
        worst: Severity | None = None
        sheets: set[str] = set()
        places = [(register.name or "", (register, within)) for register, within in _places(order)]
        for register, within in stepping(Text("各份信息表", "Registers"), places):
            before = len(contents.files)
            try:
                said, found = _register(register, within, order, settings, products, contents, sheets)
            except NotWritten:
                raise  # this concerns them all
            except PuxiError as error:
                if len(order.registers) == 1:
                    raise
                shutil.rmtree(new / within, ignore_errors=True)
                del contents.files[before:]
                failed.append(Failed(register.name or "", error))
                told.append({"name": register.name, "error": {"exit_code": int(error.exit_code), "zh": error.zh, "en": error.en}})
                which = Text(f"信息表 {register.name} ", f"register {register.name}: ")
                journal.say(_failure(which, error, order).of(order.lang))
                continue
            told.append(said)
            worst = max((one for one in (worst, found) if one), key=lambda one: one.weight, default=None)
        if len(failed) == len(order.registers):
            first, all_ = failed[0].error, [(one.name, one.error) for one in failed]
            raise type(first)(
                "\n".join(f"{name}：{error.zh}" for name, error in all_), "\n".join(f"{name}: {error.en}" for name, error in all_)
            )
        wanted = order.households if any(product.name == "households" for product in products) else ()
        if len(order.registers) > 1 and not failed and (unknown := [one for one in wanted if one not in sheets]):
            raise UsageError(
                f"各份信息表中都没有户编号 {unknown[0]}。几份信息表一起导出时，请写户编号，不能写姓名。",
                f"No household of these registers has the number {unknown[0]}. Of several registers give numbers, no names.",
            )
        made_of = {
            "puxi": __version__,
            "command": "export",
            "law": law_version(settings.law_extra),
            "lang": order.lang,
            "fingerprint": fingerprint,
            "settings": sha256_of(settings.file) if settings.file else None,
            "products": [product.name for product in products],
            "registers": told,
        }
        _described(contents, order, made_of)
        landed = folder.land(new, max(one["as_of"] for one in told if "as_of" in one))
    return Exported(landed, True, len(contents.files), tuple(failed), tuple(folder.keep(order.keep)), worst)


def _places(order: Order) -> Iterator[tuple[RegisterMeant, str]]:
    """Each register with its folder in the export (with / at the end); a single one has the export to itself."""
    from puxi_cli.output.sheet_names import file_names

    if len(order.registers) == 1:
        yield order.registers[0], ""
        return
    for register, name in zip(order.registers, file_names([register.name or "" for register in order.registers]), strict=True):
        yield register, f"{name}/"


def _register(
    register: RegisterMeant,
    within: str,
    order: Order,
    settings: Settings,
    products: Sequence[Product],
    contents: Contents,
    sheets: set[str],
) -> tuple[dict[str, Any], Severity | None]:
    """Make the products of one register; what the manifest says of it, and the worst that was found in it.

    Of several registers each has sheets of its own households only; those that were made are added to `sheets`.
    """
    files = Loading(register.paths, order.password)
    # Imported here and not above: the files are being read meanwhile.
    from puxi_cli.jobs.household_meant import household_meant
    from puxi_cli.jobs.left_out import left_out_of
    from puxi_cli.jobs.opening import open_register
    from puxi_cli.output.json_text import in_language
    from puxi_cli.reports.findings_json import outcome_counts
    from puxi_cli.reports.left_out import left_out_document
    from puxi_cli.systems.exports.material import Material
    from puxi_cli.systems.exports.product import Into

    opening = open_register(files, order.day, order.region, settings)
    if any(product.name == "report" for product in products):
        from puxi_cli.output.drawing import begin_drawing

        begin_drawing()
    ledger = ledger_meant(None, settings, settings.folder)
    if len(order.registers) == 1:
        households = tuple(
            dict.fromkeys(household_meant(one, None, opening.registry, order.show_ids) for one in order.households)
        )
    else:  # a name may be of somebody in each of them
        here = {*opening.registry.frame("households")["household_id"].to_list()}
        households = tuple(one for one in order.households if one in here)
    sheets.update(households)
    material = Material(opening, settings, ledger, register.name, households, order.tables)
    sums = _ledger_sums(ledger)
    for product in stepping(Text("正在生成", "Making"), [(one.words.of(order.lang), one) for one in products]):
        product.make(material, Into(contents, within, product.name, order.lang, order.show_ids))
    checked = material.checked
    for read in checked.inputs:
        _unchanged(path_of(read.file), read.sha256)
    if sums != _ledger_sums(ledger):
        raise _changed(ledger)
    said = {
        "name": register.name,
        "as_of": checked.as_of,
        "region": checked.region,
        "inputs": [{"file": read.file, "sha256": read.sha256} for read in checked.inputs],
        "left_out": [{"exit_code": int(lost.exit_code), "zh": lost.zh, "en": lost.en} for lost in opening.reading.lost],
        "not_counted": in_language(left_out_document(tuple(left_out_of(opening))), order.lang),
        "ledger": sums or None,
        "rows": checked.rows,
        "counts": outcome_counts(checked),
        "findings": len(checked.findings),
    }
    return said, checked.worst()


def _described(contents: Contents, order: Order, made_of: dict[str, Any]) -> None:
    """Write the data package, then, last of all, the manifest."""
    from puxi_cli.systems.exports.datapackage import package_document

    title = Text("puxi 导出", "puxi export").of(order.lang)
    what = Text("各文件及其列（Frictionless）", "the files and their columns (Frictionless)").of(order.lang)
    package = package_document("puxi-export", title, [(*_four(one.sum), one.fields) for one in contents.files])
    _write_json(contents, "datapackage.json", what, package)
    manifest = Manifest(made_of, tuple(one.sum for one in contents.files))
    _write_json(contents, MANIFEST, MANIFEST, manifest.document())


def _four(one: Any) -> tuple[str, int, str, str]:
    return one.path, one.bytes, one.sha256, one.what


def _write_json(contents: Contents, path: str, what: str, document: dict[str, Any]) -> None:
    with contents.file(path, "package", what) as stream:
        stream.write(escaped(json.dumps(document, ensure_ascii=False, indent=2, allow_nan=False)).encode() + b"\n")


def _unchanged(path: Path, read: str) -> None:
    """Raises NotWritten where a file is no longer what was read: figures and sums would be of two different files."""
    try:
        same = sha256_of(path) == read
    except OSError:
        same = False
    if not same:
        raise _changed(path)


def _changed(path: Path) -> NotWritten:
    return NotWritten(
        f"{path} 在读取时被改动，导出没有做，已有的导出都在；请等它存好再运行。",
        f"{path} changed while it was read; no export was made, what stands is whole. Run again when it has been saved.",
    )


def _ledger_sums(ledger: Path) -> dict[str, str]:
    """The sums of the ledger's files by name."""
    files = [ledger] if ledger.is_file() else sorted(ledger.glob("*.csv")) if ledger.is_dir() else []
    return {path.name: sha256_of(path) for path in files}


def _fingerprint(order: Order, settings: Settings) -> str | None:
    """One sum over everything that the products are made of; None where a file cannot be read, which will be told in its turn."""
    try:
        registers = [
            (register.name, [(str(path), sha256_of(path)) for path in files_of(register.paths)]) for register in order.registers
        ]
        own = [(str(path), sha256_of(path)) for path in settings.rules.own]
        written = sha256_of(settings.file) if settings.file else None
        ledger = _ledger_sums(ledger_meant(None, settings, settings.folder))
        law = law_version(settings.law_extra)
    except (OSError, PuxiError):
        return None
    asked = (order.lang, str(order.day), order.region, order.products, order.households, order.tables, order.show_ids)
    everything = json.dumps([__version__, law, asked, registers, own, written, ledger], ensure_ascii=False)
    return hashlib.sha256(os.fsencode(everything)).hexdigest()


def _same(export: Path, fingerprint: str | None) -> bool:
    """Whether an export was made of the same, and is whole still; one in which a register failed is made again."""
    manifest = read_manifest(export)
    complete = not any("error" in register or register.get("left_out") for register in manifest.made_of.get("registers", ()))
    return fingerprint is not None and manifest.fingerprint == fingerprint and complete and verified(export).whole
