"""Reads an evidence file back, within bounds: its members as bytes, nothing unpacked to disk."""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Mapping
from io import BytesIO
from typing import Any, Final

from vault.crypto.strict_json import read_object
from vault.errors import FileTooLarge, FileUnreadable, FileUnsafe

MOST: Final = 256 * 1024 * 1024  # bytes, packed and unpacked
_MOST_MEMBERS: Final = 10_000
_NAME: Final = re.compile(r"(?:[A-Za-z-]+/)?[A-Za-z0-9-]+\.(?:jwt|json|txt)")


class EvidenceFiles:
    """The members of an evidence file by their path."""

    def __init__(self, files: Mapping[str, bytes]) -> None:
        self._files = files

    def __contains__(self, name: str) -> bool:
        return name in self._files

    def names(self) -> tuple[str, ...]:
        """Return every path."""
        return tuple(self._files)

    def under(self, folder: str) -> tuple[str, ...]:
        """Return the paths of a folder, by their number."""
        inside = [name for name in self._files if name.startswith(f"{folder}/")]
        return tuple(sorted(inside, key=lambda name: (number(name), name)))

    def bytes(self, name: str) -> bytes:
        """Return a member; ValueError when it is not there."""
        if name not in self._files:
            raise ValueError("missing")
        return self._files[name]

    def text(self, name: str) -> str:
        """Return a compact statement; ValueError when it is missing, or no ASCII."""
        return self.bytes(name).decode("ascii")

    def object(self, name: str) -> dict[str, Any]:
        """Return a JSON object; ValueError when it is missing or none."""
        return read_object(self.bytes(name))


def number(name: str) -> int:
    """Return the number that a member is called by; 0 when it has none."""
    stem = name.rpartition("/")[2].partition(".")[0]
    return int(stem) if stem.isascii() and stem.isdigit() and len(stem) < 10 else 0  # noqa: PLR2004


def read(data: bytes, most: int = MOST) -> EvidenceFiles:
    """Open an evidence file.

    Raises:
        FileUnreadable: it is no zip, or damaged.
        FileTooLarge: it is, or unpacks to, more than `most` bytes.
        FileUnsafe: a member that no evidence file has, or one that stands there twice.
    """
    if len(data) > most:
        raise FileTooLarge(most)
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            return EvidenceFiles(_members(archive, most))
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, OSError):
        raise FileUnreadable from None


def _members(archive: zipfile.ZipFile, most: int) -> dict[str, bytes]:
    members = [one for one in archive.infolist() if not one.is_dir()]
    names = [one.filename for one in members]
    if len(members) > _MOST_MEMBERS or len(set(names)) != len(names):
        raise FileUnsafe
    if not all(_NAME.fullmatch(name) for name in names):
        raise FileUnsafe
    found, left = {}, most
    for member in members:
        with archive.open(member) as stream:
            body = stream.read(left + 1)
        left -= len(body)
        if left < 0:
            raise FileTooLarge(most)
        found[member.filename] = body
    return found
