"""Looks through a vault for what is not as it was once written."""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Callable
from typing import Final

from vault.errors import VaultDamaged
from vault.store.chunks import decode
from vault.store.database import Database

Told = Callable[[int, int], None]
_PIECE: Final = 1024 * 1024


def pages(database: Database) -> int:
    """Count what is wrong with pages: their MAC, their order, what they say of each other.

    Raises:
        DiskFull: the write-ahead log cannot be emptied first; until it is, the file alone may
            hold half a page that the log has whole.
    """
    database.run("PRAGMA wal_checkpoint(TRUNCATE)")
    sealed = database.run("PRAGMA cipher_integrity_check")
    ordered = database.run("PRAGMA quick_check")
    return len(sealed) + (0 if ordered == [("ok",)] else len(ordered))


def links(database: Database) -> int:
    """Count rows that point at nothing."""
    return len(database.run("PRAGMA foreign_key_check"))


def documents(database: Database, told: Told = lambda _done, _of: None) -> int:
    """Count documents whose bytes are not those that were kept."""
    ((count,),) = database.run("SELECT count(*) FROM blob")
    wrong = 0
    rows = database.each("SELECT hash, size, packed, body FROM blob ORDER BY id")
    for done, (digest, size, packed, body) in enumerate(rows):
        told(done, count)
        wrong += not _is_whole(bytes(body), digest, size, packed)
    return wrong


def samples(database: Database, told: Told = lambda _done, _of: None) -> int:
    """Count days of samples that do not decode to what was kept."""
    ((count,),) = database.run("SELECT count(*) FROM chunk")
    wrong = 0
    for done, (digest, body) in enumerate(database.each("SELECT digest, body FROM chunk")):
        told(done, count)
        try:
            wrong += decode(bytes(body)).digest() != digest
        except VaultDamaged:
            wrong += 1
    return wrong


def _is_whole(body: bytes, digest: bytes, size: int, packed: str) -> bool:
    hashed, length = hashlib.sha256(), 0
    try:
        for piece in _plain(body, size) if packed == "zlib" else (body,):
            hashed.update(piece)
            length += len(piece)
    except zlib.error:
        return False
    return length == size and hashed.digest() == digest


def _plain(body: bytes, size: int) -> list[bytes]:
    """Unpack no more than was packed."""
    opened = zlib.decompressobj()
    return [opened.decompress(body, size + 1)]
