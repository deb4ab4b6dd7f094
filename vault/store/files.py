"""Small files of a vault: read without following anything, written whole or not at all."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from vault.errors import DiskFull, NotWritable, VaultDamaged

FILE_MODE: Final = 0o600
FOLDER_MODE: Final = 0o700
_FULL: Final = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_SAFE: Final = (
    getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
)


@contextmanager
def placed(place: Path) -> Iterator[None]:
    """Turn what the system says about a place into what a person understands.

    Raises:
        DiskFull: no space, no quota, or the bound on the size of files.
        NotWritable: everything else; `place` is what the person named.
    """
    try:
        yield
    except OSError as refused:
        if refused.errno in _FULL:
            raise DiskFull from None
        raise NotWritable(str(place)) from None


def read(path: Path, limit: int) -> bytes | None:
    """Return the content of a regular file, at most `limit` + 1 bytes; None without the file.

    Raises:
        VaultDamaged: a link, a pipe, a folder; or the system cannot read it.
    """
    try:
        handle = os.open(path, os.O_RDONLY | _SAFE)
    except FileNotFoundError:
        return None
    except OSError:
        raise VaultDamaged(path.name) from None
    try:
        if not stat.S_ISREG(os.fstat(handle).st_mode):
            raise VaultDamaged(path.name)
        return os.read(handle, limit + 1)
    except OSError:
        raise VaultDamaged(path.name) from None
    finally:
        os.close(handle)


def make(path: Path, content: bytes = b"") -> None:
    """Write a file for us alone (0600), not through links, and wait until it lies on the disk."""
    flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | _SAFE
    with os.fdopen(os.open(path, flags, FILE_MODE), "wb") as stream:
        stream.write(content)
        stream.flush()
        os.fsync(stream.fileno())


def write(path: Path, content: bytes) -> None:
    """Replace a small file: either the old or the new content is there, whatever happens."""
    new = path.with_name(f"{path.name}.new")
    make(new, content)
    replace(new, path)


def replace(new: Path, path: Path) -> None:
    """Put a finished file in the place of another, and wait until the folder says so."""
    new.replace(path)
    settle(path.parent)


def settle(folder: Path) -> None:
    """Wait until the names in a folder lie on the disk; no such thing on Windows."""
    if os.name == "posix":
        handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
