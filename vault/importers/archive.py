"""Files, folders and zip archives as sources, within bounds; nothing is ever unpacked to disk.

Every byte of an archive is hostile: names are checked, sizes and ratios bounded, members counted,
overlaps refused (APPNOTE.TXT 4.3 tells the layout).
"""

from __future__ import annotations

import io
import stat
import struct
import unicodedata
import zipfile
import zlib
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path, PurePosixPath
from typing import IO, TYPE_CHECKING, BinaryIO, Final, cast

from vault.errors import FileTooLarge, FileUnreadable, FileUnsafe
from vault.importers.source import Source
from vault.record.batch import Reason, Refused

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

MEMBERS: Final = 20_000
TOTAL: Final = 8 << 30  # all that an archive unpacks to
ONE: Final = 4 << 30  # one member
RATIO: Final = 200  # unpacked : packed, of a member above FREE
FREE: Final = 16 << 20
NESTED: Final = 64 << 20  # an archive inside an archive is held in memory
DEPTH: Final = 2
MAGIC: Final = b"PK\x03\x04"
_BLOCK: Final = 64 * 1024
_DIRECTORY: Final = 64 << 20  # bytes of the list
_WIDE: Final = 0xFFFF  # the count stands in the zip64 record
_HEADER: Final = 30  # a local header without name and extra field
_IGNORED: Final = frozenset({"__MACOSX", ".DS_Store", "Thumbs.db", ".svn", ".git"})
_BROKEN: Final = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, struct.error,
                  ValueError, OverflowError)  # fmt: skip

Passed = Callable[[int], None]


def on_disk(path: Path, doors: ExitStack, passed: Passed) -> Source:
    """Give a file or a folder as a source; what it holds open closes with `doors`.

    Every byte read from the disk is told to `passed`.

    Raises:
        FileUnreadable: there is no such file, it is a pipe or a device, which may never end, or
            its list of members is not whole.
        FileUnsafe: an archive out of bounds.
    """
    try:
        if path.is_dir():
            return _folder(path, doors, passed)
        if not path.is_file():
            raise FileUnreadable
        return _file(path, doors, passed)
    except OSError:
        raise FileUnreadable from None


def _file(path: Path, doors: ExitStack, passed: Passed) -> Source:
    def opened() -> BinaryIO:
        try:
            raw = path.open("rb", buffering=0)
        except OSError:
            raise FileUnreadable from None
        return io.BufferedReader(_Told(cast("io.RawIOBase", raw), passed), _BLOCK)

    plain = Source(opened, path.suffix.lower(), name=path.name, size=path.stat().st_size)
    return unpacked(plain, doors)


def _folder(path: Path, doors: ExitStack, passed: Passed) -> Source:
    found: dict[str, Path] = {}
    for one in sorted(path.rglob("*")):
        name = one.relative_to(path).as_posix()
        if one.is_file() and not one.is_symlink() and not _ignored(name):
            found[name] = one
        if len(found) > MEMBERS:
            raise FileUnsafe
    return Source(
        lambda: io.BytesIO(b""),
        name=path.name,
        names=tuple(found),
        member=lambda name: _file(found[name], doors, passed),
        size=sum(one.stat().st_size for one in found.values()),
    )


def unpacked(source: Source, doors: ExitStack, depth: int = 1) -> Source:
    """Give the source with its members when it is a zip archive, else as it is.

    Raises:
        FileUnsafe: too many members, too large, a ratio of a bomb, members that overlap.
        FileUnreadable: the list of members is not whole.
    """
    with source.open() as stream:
        if stream.read(len(MAGIC)) != MAGIC:
            return source
        _bounded_directory(stream)
    archive = _Archive(source, doors)
    return Source(
        source.open,
        source.suffix,
        name=source.name,
        names=tuple(archive.known),
        member=lambda name: archive.member(name, doors, depth),
        refused=tuple(archive.refused),
        size=source.size,
        whole=archive.whole,
        packed=True,
    )


class _Archive:
    """One open zip: which members may be read, and their bytes."""

    def __init__(self, source: Source, doors: ExitStack) -> None:
        try:
            self._zip = zipfile.ZipFile(doors.enter_context(source.open()))
        except _BROKEN:
            raise FileUnreadable from None
        doors.callback(self._zip.close)
        infos = [one for one in self._zip.infolist() if not one.is_dir()]
        _bounded(infos)
        self.known: dict[str, zipfile.ZipInfo] = {}
        self.refused: list[Refused] = []
        for info in infos:
            self._sort(info)

    def _sort(self, info: zipfile.ZipInfo) -> None:
        name = info.filename.replace("\\", "/")
        if _ignored(name):
            return
        reason = _refused(info, name)
        if reason is None and name in self.known:
            reason = "unsafe_name"  # the first of a name is kept
        if reason is None:
            self.known[name] = info
        else:
            self.refused.append(Refused(shown(name), reason))

    def whole(self, name: str) -> bool:
        """Read a member to its end; tell whether it is as it was packed."""
        try:
            with self._opened(self.known[name]) as stream:
                while stream.read(_BLOCK):
                    pass
        except FileUnreadable:
            return False
        return True

    def member(self, name: str, doors: ExitStack, depth: int) -> Source:
        info = self.known[name]
        suffix = PurePosixPath(name).suffix.lower()
        plain = Source(lambda: self._opened(info), suffix, name=name, size=info.compress_size)
        if suffix not in (".zip", ".sphr") or depth >= DEPTH:
            return plain
        if info.file_size > NESTED:
            raise FileTooLarge(NESTED)
        with plain.open() as stream:
            whole = stream.read()
        return unpacked(
            Source(lambda: io.BytesIO(whole), suffix, name=name, size=len(whole)), doors, depth + 1
        )

    def _opened(self, info: zipfile.ZipInfo) -> BinaryIO:
        try:
            stream = self._zip.open(info)
        except (*_BROKEN, RuntimeError):
            raise FileUnreadable from None
        return io.BufferedReader(_Unpacking(stream, info.compress_size), _BLOCK)


def _bounded(infos: list[zipfile.ZipInfo]) -> None:
    """Refuse the archive whose list of members alone shows what it is."""
    if len(infos) > MEMBERS or sum(one.file_size for one in infos) > TOTAL:
        raise FileUnsafe
    end = 0
    for one in sorted(infos, key=lambda info: info.header_offset):
        if one.header_offset < end or grows_too_much(one.file_size, one.compress_size):
            raise FileUnsafe
        end = one.header_offset + _HEADER + one.compress_size


def grows_too_much(unpacked_size: int, packed: int) -> bool:
    """Tell a bomb: larger than a file may be, or of a ratio that no text has."""
    return unpacked_size > ONE or (unpacked_size > FREE and unpacked_size > RATIO * max(packed, 1))


def _bounded_directory(stream: BinaryIO) -> None:
    """Look at the end record before the list of members is read into memory.

    Raises:
        FileUnsafe: the list is longer than that of any archive we read.
    """
    size = stream.seek(0, io.SEEK_END)
    stream.seek(max(0, size - 66_000))
    tail = stream.read()
    at = tail.rfind(b"PK\x05\x06")
    if at < 0 or len(tail) < at + 22:
        raise FileUnreadable
    count, length = struct.unpack_from("<HI", tail, at + 10)
    wide = tail.rfind(b"PK\x06\x06")
    if count == _WIDE and 0 <= wide <= len(tail) - 48:
        count, length = struct.unpack_from("<QQ", tail, wide + 32)
    if count > MEMBERS or length > _DIRECTORY:
        raise FileUnsafe


def _refused(info: zipfile.ZipInfo, name: str) -> Reason | None:
    kind = stat.S_IFMT(info.external_attr >> 16)
    if _unsafe(info.orig_filename.replace("\\", "/")) or _unsafe(name):
        return "unsafe_name"
    if kind not in (0, stat.S_IFREG):  # a link or a device
        return "unsafe_name"
    return "encrypted" if info.flag_bits & 1 else None


def _unsafe(name: str) -> bool:
    parts = name.split("/")
    drive = len(parts[0]) > 1 and parts[0][1] == ":"
    return (
        not name or name.startswith("/") or drive or ".." in parts
        or any(unicodedata.category(letter) == "Cc" for letter in name)
    )  # fmt: skip


def shown(name: str) -> str:
    """Return the name of a member as a report may show it: the last part, plain, short."""
    last = name.rsplit("/", maxsplit=1)[-1][:80]
    return "".join(letter if letter.isprintable() else "\ufffd" for letter in last)


def _ignored(name: str) -> bool:
    return not _IGNORED.isdisjoint(name.split("/"))


class _Told(io.RawIOBase):
    """A file on disk that tells how much of it was read."""

    def __init__(self, raw: io.RawIOBase, passed: Passed) -> None:
        self._raw, self._passed = raw, passed

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = io.SEEK_SET, /) -> int:
        return self._raw.seek(offset, whence)

    def readinto(self, buffer: WriteableBuffer, /) -> int:
        count = self._raw.readinto(buffer) or 0
        self._passed(count)
        return count

    def close(self) -> None:
        self._raw.close()
        super().close()


class _Unpacking(io.RawIOBase):
    """A member of an archive: bounded while it grows."""

    def __init__(self, stream: IO[bytes], packed: int) -> None:
        self._stream, self._packed, self._count = stream, packed, 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: WriteableBuffer, /) -> int:
        view = memoryview(buffer).cast("B")
        try:
            piece = self._stream.read(len(view))
        except _BROKEN:  # what was unpacked before may be wrong already: nothing of it is kept
            raise FileUnreadable from None
        view[: len(piece)] = piece
        self._count += len(piece)
        if grows_too_much(self._count, self._packed):
            raise FileUnsafe
        return len(piece)

    def close(self) -> None:
        self._stream.close()
        super().close()
