"""A file opened for reading: its bytes' hash, its kind, and the way past its password."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

from puxi_cli.errors import UnreadableFile
from puxi_cli.sheets.kinds_of_file import damaged, kind_of


@dataclass(frozen=True)
class Opened:
    """A file of a known kind. `content` holds its bytes where they had to be decrypted, else None."""

    path: Path
    kind: str
    sha256: str
    content: bytes | None = None

    def file(self) -> BinaryIO:
        """A fresh stream of its (decrypted) bytes, to be closed by whoever asked for it."""
        return BytesIO(self.content) if self.content is not None else self.path.open("rb")

    def path_or_stream(self) -> str | BinaryIO:
        """What libraries take that open and close a file themselves."""
        return BytesIO(self.content) if self.content is not None else str(self.path)


def opened(path: Path, password: str | None) -> Opened:
    """Look at a file without reading its tables. Raises UnreadableFile."""
    try:
        with path.open("rb") as file:
            head = file.read(4096)
            file.seek(0)
            sha256 = hashlib.file_digest(file, "sha256").hexdigest()
    except FileNotFoundError:
        raise UnreadableFile(
            f"{path}：找不到这个文件。请检查文件名和所在文件夹。", f"{path}: no such file. Check the name and the folder."
        ) from None
    except OSError as error:
        raise UnreadableFile(
            f"{path}：打不开（{error.strerror}）。请检查权限，或关闭占用它的程序。",
            f"{path}: cannot be opened ({error.strerror}). Check the permissions, or close the program that holds it.",
        ) from None
    kind = kind_of(path, head)
    if kind != "ole":
        return Opened(path, kind, sha256)
    return _opened_ole(path, sha256, password)


def _opened_ole(path: Path, sha256: str, password: str | None) -> Opened:
    """An old workbook, or a protected one of any age: both are OLE containers."""
    import msoffcrypto
    from msoffcrypto.exceptions import DecryptionError, FileFormatError, InvalidKeyError, ParseError

    with path.open("rb") as file:
        try:
            office = msoffcrypto.OfficeFile(file)
            protected = office.is_encrypted()
        except (FileFormatError, ParseError, OSError, ValueError, IndexError, KeyError):
            raise damaged(path) from None
        if not protected:
            return Opened(path, "xls", sha256)
        if password is None:
            raise UnreadableFile(
                f"{path}：文件有打开密码。把密码存进一个文本文件，用 --password-file 指给 puxi；或在 Excel 中取消密码后再试。",
                f"{path}: the file is protected by a password. Put the password into a text file and name it with "
                "--password-file, or remove the protection in Excel.",
            )
        clear = BytesIO()
        try:
            office.load_key(password=password)
            office.decrypt(clear)
        except (InvalidKeyError, DecryptionError):
            raise UnreadableFile(
                f"{path}：--password-file 中的密码打不开这个文件。请核对密码（文件第一行，不含引号）。",
                f"{path}: the password in --password-file does not open it. Check it (the file's first line, without quotes).",
            ) from None
        except (FileFormatError, ParseError, OSError, ValueError, IndexError, KeyError):
            raise damaged(path) from None
    content = clear.getvalue()
    return Opened(path, "xlsx" if content.startswith(b"PK") else "xls", sha256, content)
