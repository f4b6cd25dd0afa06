"""Atomic writing: a file appears whole, readable by its owner only, or what stood there before stays as it was."""

from __future__ import annotations

import errno
import io
import os
import shutil
import sys
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO, TextIO, cast

from puxi_cli.errors import NotWritten, UsageError, of_system
from puxi_cli.progress import stage, step
from puxi_cli.reports.replacing import SIGNATURE, Replace, refuse_to_replace
from puxi_cli.text.words import Text

STDOUT = "-"


def check_target(path: str | Path, replace: Replace = "reports") -> None:
    """Refuse before the work what `written` would refuse after it: UsageError where a standing file must not be lost."""
    if str(path) != STDOUT:
        target = Path(os.path.realpath(path))
        try:
            refuse_to_replace(target, replace)
        except OSError as error:
            raise not_written(str(path), error) from error


@contextmanager
def written(
    path: str | Path, *, keep: Iterable[str | Path] = (), replace: Replace = "reports", previous: Path | None = None
) -> Iterator[BinaryIO]:
    """A binary stream whose content becomes the file at `path` when the block ends well; `-` is standard output.

    It is written beside the target, flushed to the disk, mode 0600, and renamed into place. A link is followed, a device or
    a pipe is written to directly. `keep` names files that must not be replaced (the inputs), `replace` says what may be. What stood there
    is kept at `previous`, where that is given; at any moment `path` is the old file or the new one.
    Raises NotWritten where the operating system refuses (full disk, read-only, no such folder, the target is a folder),
    UsageError for a file to be kept. Whatever ends the block, no temporary file stays.
    """
    if str(path) == STDOUT:
        with _standard_output() as stream:
            yield stream
        return
    target = Path(os.path.realpath(path))
    try:
        _spare(target, keep)
        refuse_to_replace(target, replace)
        if target.exists() and not target.is_file():
            # Opening a folder fails by itself; a device must not be renamed away.
            with target.open("wb") as stream:
                yield stream
            return
        with stage(Text("正在写出", "Writing")), _beside(target, previous) as stream:
            step(target.name)
            yield stream
    except OSError as error:
        raise not_written(str(path), error) from error


def _spare(target: Path, keep: Iterable[str | Path]) -> None:
    """Refuse a target that is an input, or that somebody has made read-only."""
    if not target.exists():
        return
    if any(os.path.samefile(target, kept) for kept in keep if os.path.exists(kept)):
        raise UsageError(
            f"{target} 是输入文件，不能写入：puxi 从不改动输入。请给 --output 换一个文件名",
            f"{target} is an input and is not written to: puxi never changes an input. Give --output another name",
        )
    if not os.access(target, os.W_OK):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(target))


@contextmanager
def written_text(path: str | Path, *, keep: Iterable[str | Path] = (), signed: bool = False) -> Iterator[TextIO]:
    """As `written`, for text: UTF-8 with bare line feeds in a file; standard output keeps its own encoding and form.

    With `signed` the last line of a file names puxi, so that the next report may replace it.
    """
    if str(path) == STDOUT:
        with _standard_output():
            yield sys.stdout
        return
    with written_page(path, keep=keep) as text:
        yield text
        if signed:
            text.write(SIGNATURE)


@contextmanager
def written_page(path: str | Path, *, keep: Iterable[str | Path] = ()) -> Iterator[TextIO]:
    """As `written_text`, but UTF-8 on standard output too: a page says of itself that it is."""
    with written(path, keep=keep) as stream:
        text = io.TextIOWrapper(stream, encoding="utf-8", errors="replace", newline="\n")
        yield text
        text.flush()
        text.detach()


@contextmanager
def locked(path: Path, busy: Text) -> Iterator[None]:
    """Nobody else holds this lock meanwhile; it is free again when its holder ends, however it ends.

    Raises NotWritten: with `busy` where somebody holds it, or where the folder cannot be written to.
    """
    from filelock import FileLock, Timeout

    lock = FileLock(path, timeout=0, mode=0o600)
    try:
        if not path.parent.is_dir():  # the lock would make it
            raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), str(path.parent))
        lock.acquire()
    except Timeout:
        raise NotWritten(*busy) from None
    except OSError as error:
        raise not_written(str(path.parent), error) from error
    try:
        yield
    finally:
        lock.release()


@contextmanager
def _beside(target: Path, previous: Path | None) -> Iterator[BinaryIO]:
    handle, temporary = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name[:60]}.", suffix=".part")  # mode 0600
    try:
        with os.fdopen(handle, "wb") as stream:
            yield cast(BinaryIO, stream)
            stream.flush()
            os.fsync(stream.fileno())
        if previous is not None and target.exists():
            _keep_as(target, previous)
        os.replace(temporary, target)
    except BaseException:
        with suppress(OSError):
            os.unlink(temporary)
        raise
    renaming_kept(target.parent)


def _keep_as(target: Path, previous: Path) -> None:
    """Give the file a second name; where the system knows none, a copy of that name."""
    beside = previous.with_name(f".{previous.name[:60]}.{os.getpid()}.part")
    try:
        try:
            os.link(target, beside)
        except OSError:
            shutil.copy2(target, beside)
        os.replace(beside, previous)
    except BaseException:
        with suppress(OSError):
            os.unlink(beside)
        raise


def renaming_kept(folder: Path) -> None:
    """Have what was renamed in a folder reach the disk, where the system lets a folder be opened (Windows does not)."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


@contextmanager
def _standard_output() -> Iterator[BinaryIO]:
    try:
        sys.stdout.flush()
        yield cast(BinaryIO, sys.stdout.buffer)
        sys.stdout.flush()
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        raise  # the reader has seen enough, as with `| head`: the caller ends quietly
    except OSError as error:
        _discard_standard_output()
        raise not_written(STDOUT, error) from error


def _discard_standard_output() -> None:
    """Let what is still in the buffer go nowhere: flushing it once more at exit would hide our exit code."""
    with suppress(OSError, ValueError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
        os.close(nowhere)


_MAKE_ROOM = Text("腾出空间，或写到别的磁盘", "free some space, or write to another disk")
_WHY = {
    errno.ENOSPC: ("磁盘已满", "the disk is full", *_MAKE_ROOM),
    errno.EDQUOT: ("磁盘配额已用完", "the disk quota is used up", *_MAKE_ROOM),
    errno.EROFS: ("磁盘是只读的", "the disk is read-only", "写到别的位置", "write to another place"),
    errno.EACCES: (
        "没有写入权限",
        "permission denied",
        "检查文件夹的权限，关闭正打开此文件的程序，或写到别的位置",
        "check the folder's permissions, close programs that hold the file open, or write to another place",
    ),
    errno.ENOENT: ("文件夹不存在", "the folder does not exist", "先建好它，或检查路径", "make it first, or check the path"),
    errno.EISDIR: ("这是一个文件夹", "it is a folder", "在后面加上文件名", "add the name of a file"),
    errno.ENOTDIR: ("路径中有一段不是文件夹", "a part of the path is no folder", "检查路径", "check the path"),
    errno.ENAMETOOLONG: ("文件名太长", "the name is too long", "换一个短的文件名", "take a shorter name"),
}
_WHY[errno.EPERM] = _WHY[errno.EBUSY] = _WHY[errno.EACCES]


def not_written(path: str, error: OSError) -> NotWritten:
    """What the system refused, in words, with what to try."""
    zh, system = of_system(error)
    why_zh, why_en, try_zh, try_en = _WHY.get(
        error.errno or 0,
        (zh if zh != system else f"系统报告 {system}", f"the system says: {system}", "写到别的位置再试", "try another place"),
    )
    if path == STDOUT:
        zh, en = Text(
            f"标准输出写不进去：{why_zh}。请{try_zh}", f"Standard output could not be written: {why_en}. To mend it, {try_en}"
        )
        return NotWritten(zh, en)
    stands = os.path.isfile(path)
    return NotWritten(
        f"{path} 没有写出：{why_zh}{'，原有文件未动' if stands else ''}。请{try_zh}",
        f"{path} was not written: {why_en}{'; the old file is untouched' if stands else ''}. To mend it, {try_en}",
    )
