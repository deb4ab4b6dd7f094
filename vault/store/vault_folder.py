"""The folder of a vault: what may lie in it, who holds it, and the reserve for a full disk."""

from __future__ import annotations

import os
import secrets
import shutil
import stat
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from vault.crypto.derive import Use, subkey
from vault.errors import NotAVault, NotWritable, VaultDamaged, VaultInUse, VaultMissing
from vault.store import files
from vault.store.header import Header
from vault.store.keyslots import Bounds

HEADER: Final = "vault.json"
DATABASE: Final = "record.db"
STAGING: Final = "staging"
_LOCK, _RESERVE = "lock", "reserve"
_FILES: Final = (
    HEADER, f"{HEADER}.1", f"{HEADER}.new", DATABASE, f"{DATABASE}-wal", f"{DATABASE}-shm",
    f"{DATABASE}-journal", _LOCK, _RESERVE,
)  # fmt: skip
_KEPT_FREE: Final = 64 * 1024 * 1024
_AGAIN: Final = 0.05  # seconds between two tries for the lock
_KEPT_SECONDS: Final = 30 * 24 * 3600


@dataclass(slots=True)
class Lock:
    """The one right to a vault; it dies with its process."""

    handle: int

    def release(self) -> None:
        """Let others in; a second call does nothing."""
        if self.handle >= 0:
            os.close(self.handle)
            self.handle = -1


@dataclass(slots=True)
class Held:
    """One vault in the hands of this process: its lock, its header, its data key."""

    place: Path
    lock: Lock = field(repr=False)
    header: Header = field(repr=False)
    data_key: bytearray = field(repr=False)
    bounds: Bounds = field(default_factory=Bounds)

    def key(self, use: Use) -> bytes:
        """Derive the key of one use."""
        return subkey(self.data_key, self.header.vault_id, use)

    def let_go(self) -> None:
        """Zero the data key and let others in."""
        self.data_key[:] = bytes(len(self.data_key))
        self.lock.release()


def examine(place: Path) -> None:
    """Look at a vault without following or changing anything but loose modes.

    Raises:
        VaultMissing: nothing there, or its database is gone (an unplugged disk).
        NotAVault: something else stands there.
        VaultDamaged: a link, a pipe or a folder stands where a file of the vault belongs.
    """
    if not place.exists():
        raise VaultMissing
    if not place.is_dir():
        raise NotAVault
    found = {name: path for name in _FILES if os.path.lexists(path := place / name)}
    if not {HEADER, f"{HEADER}.1", DATABASE} & set(found):
        raise NotAVault
    for name, path in found.items():
        if not stat.S_ISREG(path.lstat().st_mode):
            raise VaultDamaged(name)
    staging = place / STAGING
    if os.path.lexists(staging) and not stat.S_ISDIR(staging.lstat().st_mode):
        raise VaultDamaged(STAGING)
    if DATABASE not in found:
        raise VaultMissing
    _tighten(place, list(found.values()))


def hold(place: Path, patience: float = 0) -> Lock:
    """Take the one right to a vault; wait up to `patience` seconds for a short command to end.

    Raises:
        VaultInUse: another process has it.
        NotWritable: the lock cannot be made.
    """
    path = place / _LOCK
    flags = os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_CLOEXEC", 0)
    with files.placed(place):
        handle = os.open(path, flags, files.FILE_MODE)
    try:
        _taken(handle, patience)
    except BaseException:
        os.close(handle)
        raise
    with suppress(OSError):  # who holds it: a full disk keeps nobody out
        os.ftruncate(handle, 0)
        os.write(handle, secrets.token_hex(8).encode())
    return Lock(handle)


def keep_reserve(place: Path, size: int) -> None:
    """Lay by random bytes for the day the disk is full; without room nothing is said."""
    path = place / _RESERVE
    if not size or (path.exists() and path.stat().st_size == size):
        return
    if shutil.disk_usage(place).free < _KEPT_FREE + size:
        return
    try:
        files.make(path, secrets.token_bytes(size))
    except OSError:
        path.unlink(missing_ok=True)


def give_reserve(place: Path) -> bool:
    """Give the reserve up; tell whether there was one."""
    try:
        (place / _RESERVE).unlink()
    except OSError:
        return False
    return True


def start(place: Path) -> Path:
    """Make an empty folder beside the place, where a new vault is built; a stale one goes first.

    Raises:
        AlreadyThere is the caller's: see `taken`.
        NotWritable, DiskFull: the place refuses.
    """
    building = place.with_name(f"{place.name}.new")
    with files.placed(place):
        place.parent.mkdir(parents=True, exist_ok=True)
        if building.is_symlink() or building.is_file():
            raise NotWritable(str(building))
        shutil.rmtree(building, ignore_errors=True)
        building.mkdir(mode=files.FOLDER_MODE)
        building.chmod(files.FOLDER_MODE)
    return building


def finish(building: Path, place: Path) -> None:
    """Move a finished vault to its place, in one step."""
    with files.placed(place):
        if place.exists():
            place.rmdir()  # empty: `taken` looked
        building.rename(place)
        files.settle(place.parent)


@contextmanager
def site(place: Path) -> Iterator[Path]:
    """Give an empty folder where a vault is built; it is at its place at the end, or gone.

    Raises:
        NotWritable, DiskFull: the place refuses.
    """
    building = start(place)
    try:
        yield building
        finish(building, place)
    except BaseException:
        shutil.rmtree(building, ignore_errors=True)
        raise


def staging(place: Path) -> Path:
    """Return the folder of encrypted leftovers, made if missing."""
    folder = place / STAGING
    with files.placed(place):
        folder.mkdir(mode=files.FOLDER_MODE, exist_ok=True)
    return folder


def tidy(place: Path, now: float) -> None:
    """Empty the staging folder, but for safety copies of the last 30 days (`now`: Unix seconds)."""
    folder = place / STAGING
    for path in folder.iterdir() if folder.is_dir() else ():
        fresh = path.name.startswith("before-m") and now - path.lstat().st_mtime < _KEPT_SECONDS
        if fresh and path.suffix == ".db":
            continue
        with suppress(OSError):
            shutil.rmtree(path) if path.is_dir() and not path.is_symlink() else path.unlink()


def _tighten(place: Path, found: list[Path]) -> None:
    if os.name != "posix":
        return
    for path, mode in [(place, files.FOLDER_MODE), *((path, files.FILE_MODE) for path in found)]:
        if path.stat().st_mode & 0o777 != mode:
            with files.placed(place):
                path.chmod(mode)


def _taken(handle: int, patience: float) -> None:
    """Try until it is ours or nobody should wait any longer."""
    until = time.monotonic() + patience
    while True:
        try:
            return _take(handle)
        except OSError:
            if time.monotonic() >= until:
                raise VaultInUse from None
            time.sleep(_AGAIN)


def _take(handle: int) -> None:
    if sys.platform == "win32":
        import msvcrt  # noqa: PLC0415 - each system has one of the two

        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
    else:
        import fcntl  # noqa: PLC0415 - each system has one of the two

        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
