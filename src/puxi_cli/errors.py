"""Why puxi stops, and the exit code that says so.

    PuxiError
     ├─ UsageError        2   the command was called in a way that cannot be carried out
     ├─ UnreadableFile    3   a file cannot be read, or holds nothing puxi knows
     ├─ NoLawForDay       4   a number of the law is asked for a day it was not recorded for
     └─ NotWritten        5   an output could not be written; what stood there before still stands

A wrong cell is no error in this sense: it is a finding (`findings.py`), and reading goes on. Every message says what
happened, where, and what to try, in both languages; none carries a value of a person's row.
"""

from __future__ import annotations

import errno
import os
import re
from enum import IntEnum
from os import PathLike
from pathlib import Path

from puxi_cli.text.words import Lang, Text


class ExitCode(IntEnum):
    """What the shell, and cron, see."""

    CLEAN = 0
    FINDINGS = 1
    USAGE = 2
    UNREADABLE = 3
    NO_LAW = 4
    NOT_WRITTEN = 5
    FAULT = 70
    INTERRUPTED = 130
    CLOSED_PIPE = 141

    @property
    def meaning(self) -> Text:
        """Chinese and English words for the reference page."""
        return _MEANINGS[self]


_MEANINGS = {
    ExitCode.CLEAN: Text("没有达到 --fail-on 级别的问题", "nothing at or above --fail-on"),
    ExitCode.FINDINGS: Text("有达到 --fail-on 级别的问题", "findings at or above --fail-on"),
    ExitCode.USAGE: Text(
        "用法不对；也包括 --output 指向输入文件，或不是 puxi 写的表格",
        "wrong usage; also an --output that would replace an input, or a spreadsheet that puxi did not write",
    ),
    ExitCode.UNREADABLE: Text("文件读不了，或其中没有可识别的表", "a file cannot be read, or holds no table puxi knows"),
    ExitCode.NO_LAW: Text("该日没有可用的政策标准", "no law recorded for that day"),
    ExitCode.NOT_WRITTEN: Text(
        "系统不让写（磁盘满、没有权限、没有这个文件夹等），结果没有写出，原有文件未动",
        "the system did not let the output be written (disk full, no permission, no such folder); what was there is untouched",
    ),
    ExitCode.FAULT: Text("puxi 自身的故障", "a fault of puxi's own"),
    ExitCode.INTERRUPTED: Text("被 Ctrl-C 中断", "interrupted by Ctrl-C"),
    ExitCode.CLOSED_PIPE: Text(
        "输出的另一端已关闭（如 | head），只输出了一部分；与其他程序收到 SIGPIPE 时相同",
        "whoever reads the output closed it (as | head does): it is cut short; the same as of programs that SIGPIPE ends",
    ),
}


class PuxiError(Exception):
    """The root: both languages of one sentence, and the exit code."""

    exit_code = ExitCode.FAULT

    def __init__(self, zh: str, en: str) -> None:
        zh, en = without_half_characters(zh), without_half_characters(en)
        super().__init__(en)
        self.zh = zh
        self.en = en

    def text(self, lang: Lang) -> str:
        """The sentence in `zh` or `en`."""
        return Text(self.zh, self.en).of(lang)


_HALVES = {code: f"\\x{code - 0xDC00:02x}" for code in range(0xDC80, 0xDD00)}


def without_half_characters(text: str) -> str:
    """Text with the bytes of a file name that are no UTF-8 as \\x.., so that it can be written anywhere.

    A name out of a zip that Windows made is in GBK; Python keeps its bytes as halves of characters, which no encoding can write.
    """
    return text if text.isascii() else text.translate(_HALVES)


def shown_path(path: str | PathLike[str]) -> str:
    """A path as messages and reports show it: `without_half_characters`."""
    return without_half_characters(str(path))


def path_of(shown: str) -> Path:
    """The path that `shown_path` has shown."""
    if "\\x" in shown and not os.path.lexists(shown):
        return Path(re.sub(r"\\x([89a-f][0-9a-f])", lambda byte: chr(0xDC00 + int(byte[1], 16)), shown))
    return Path(shown)


# The files of a folder that could not be read in this run, while the rest was: the run ends with their exit code.
passed_over: list[UnreadableFile] = []


_OF_SYSTEM = {
    errno.EACCES: "没有权限",
    errno.EPERM: "没有权限",
    errno.ENOENT: "找不到",
    errno.EEXIST: "已有同名的文件",
    errno.EISDIR: "这是一个文件夹",
    errno.ENOTDIR: "路径中有一段不是文件夹",
    errno.ENOSPC: "磁盘已满",
    errno.EROFS: "只读",
    errno.EIO: "磁盘读写出错",
    errno.ENAMETOOLONG: "文件名太长",
    errno.ELOOP: "链接指向自己",
}


def of_system(error: OSError) -> Text:
    """What the operating system refused, in Chinese and in its own words."""
    own = error.strerror or type(error).__name__
    return Text(_OF_SYSTEM.get(error.errno or 0, own), own)


class UsageError(PuxiError):
    """The command was called in a way that cannot be carried out."""

    exit_code = ExitCode.USAGE


class UnreadableFile(PuxiError):
    """A file is missing, damaged, locked, dangerous, or holds no table puxi knows."""

    exit_code = ExitCode.UNREADABLE


class NoLawForDay(PuxiError):
    """A number of the law is not recorded for the day asked."""

    exit_code = ExitCode.NO_LAW


class NotWritten(PuxiError):
    """An output could not be written."""

    exit_code = ExitCode.NOT_WRITTEN
