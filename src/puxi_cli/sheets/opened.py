"""A file opened for reading: its bytes' hash, its kind, and the way past its password."""

from __future__ import annotations

import hashlib
import re
import zipfile
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any, BinaryIO
from xml.parsers.expat import ExpatError

from puxi_cli.errors import UnreadableFile, of_system, shown_path
from puxi_cli.sheets.kinds_of_file import BROKEN, damaged, kind_of, kind_of_package, wrong_type
from puxi_cli.text.report_mark import REPORT_MARK

_REPORTS = re.compile(rf"category[^>]*>\s*{REPORT_MARK}\s*<".encode())

# Excel encrypts a workbook whose structure is protected with this password, and opens it without asking anybody.
_EXCELS_OWN = "VelvetSweatshop"
_ENDINGS = {"xlsx": (".xlsx", ".xlsm"), "xlsb": (".xlsb",), "ods": (".ods",)}


@dataclass(frozen=True)
class Opened:
    """A file of a known kind. `content` holds its bytes where they had to be decrypted, else None."""

    path: Path
    kind: str
    sha256: str
    content: bytes | None = None
    is_report: bool = False  # a workbook that puxi wrote to report on a register, and no register itself

    @property
    def shown(self) -> str:
        """Its path as text that can be written anywhere (`errors.shown_path`)."""
        return shown_path(self.path)

    def file(self) -> BinaryIO:
        """A fresh stream of its (decrypted) bytes, to be closed by whoever asked for it."""
        return BytesIO(self.content) if self.content is not None else self.path.open("rb")

    def path_or_stream(self) -> str | BinaryIO:
        """What libraries take that open and close a file themselves.

        They go by the ending of its name, and there are systems that write .xls behind an xlsx: then they get its bytes.
        """
        if self.content is None and self.path.suffix in _ENDINGS[self.kind] and self.shown == str(self.path):
            return str(self.path)
        return BytesIO(self.path.read_bytes() if self.content is None else self.content)


def opened(path: Path, password: str | None) -> Opened:
    """Look at a file without reading its tables. Raises UnreadableFile."""
    try:
        if path.exists() and not path.is_file():
            raise wrong_type(path)  # a device or a pipe: it cannot be read twice, and may never end
        with path.open("rb") as file:
            head = file.read(4096)
            file.seek(0)
            sha256 = hashlib.file_digest(file, "sha256").hexdigest()
    except FileNotFoundError:
        if path.is_symlink():
            raise UnreadableFile(
                f"{path}：这个链接指向的文件不存在。请改正链接，或删去它。",
                f"{path}: a link to a file that is not there. Mend the link, or take it away.",
            ) from None
        raise UnreadableFile(
            f"{path}：找不到这个文件。请检查文件名和所在文件夹。", f"{path}: no such file. Check the name and the folder."
        ) from None
    except OSError as error:
        raise UnreadableFile(
            f"{path}：打不开（{of_system(error)[0]}）。请检查权限，或关闭占用它的程序。",
            f"{path}: cannot be opened ({of_system(error)[1]}). Check the permissions, or close the program that holds it.",
        ) from None
    kind = kind_of(path, head)
    if kind != "ole":
        return Opened(path, kind, sha256, is_report=kind == "xlsx" and _is_report(path))
    return _opened_ole(path, sha256, password)


def _is_report(path: Path) -> bool:
    try:
        with zipfile.ZipFile(path) as package, package.open("docProps/core.xml") as properties:
            return _REPORTS.search(properties.read(4096)) is not None
    except BROKEN:
        return False  # without such a part; what is damaged is told when the sheets are read


def _opened_ole(path: Path, sha256: str, password: str | None) -> Opened:
    """An old workbook, or a protected one of any age: both are OLE containers."""
    import msoffcrypto
    from msoffcrypto.exceptions import DecryptionError, FileFormatError, ParseError

    with path.open("rb") as file:
        try:
            office = msoffcrypto.OfficeFile(file)
            protected, form = office.is_encrypted(), office.format
        except FileFormatError:
            return Opened(path, "xls", sha256)  # of before 1997, or nothing of Excel's: its reader will tell
        except DecryptionError:
            raise _protected(path) from None  # in a way that nobody but Excel undoes
        except (ParseError, ExpatError, *BROKEN):
            raise damaged(path) from None
        if form not in ("ooxml", "xls97"):
            raise wrong_type(path)
        if not protected:
            return Opened(path, "xls", sha256)
        content = _decrypted(path, office, password)
    if content.startswith(b"PK"):
        return Opened(path, kind_of_package(path, BytesIO(content)), sha256, content)
    return Opened(path, "xls", sha256, content)


def _decrypted(path: Path, office: Any, password: str | None) -> bytes:
    from msoffcrypto.exceptions import DecryptionError, FileFormatError, InvalidKeyError, ParseError

    for key in (password, _EXCELS_OWN):
        if not key:
            continue
        clear = BytesIO()
        try:
            office.load_key(password=key)
            office.decrypt(clear)
        except (InvalidKeyError, DecryptionError):
            continue
        except (FileFormatError, ParseError, ExpatError, *BROKEN):
            raise damaged(path) from None
        return clear.getvalue()
    if password is None:
        raise _protected(path)
    raise UnreadableFile(
        f"{path}：--password-file 中的密码打不开这个文件。请核对密码（文件第一行，不含引号）。",
        f"{path}: the password in --password-file does not open it. Check it (the file's first line, without quotes).",
    )


def _protected(path: Path) -> UnreadableFile:
    return UnreadableFile(
        f"{path}：文件有打开密码。把密码存进一个文本文件，用 --password-file 指给 puxi；或在 Excel 中取消密码后再试。",
        f"{path}: the file is protected by a password. Put the password into a text file and name it with "
        "--password-file, or remove the protection in Excel.",
    )
