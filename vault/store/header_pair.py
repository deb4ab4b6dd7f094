"""`vault.json` and what the database remembers of it: a pair that a crash never parts.

Writing takes two steps: the new header waits in `vault.json.new`, the database says which one
counts, then the file takes its place. Whatever stops in between, the vault opens by the old or by
the new ways in, and opening finishes what was begun.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Final

from vault.errors import (
    HeaderRolledBack,
    NotAVault,
    Rollback,
    VaultDamaged,
    VaultError,
    VaultTooNew,
)
from vault.store import files
from vault.store.database import Database
from vault.store.header import MOST_BYTES, Header, parsed
from vault.store.settings import Meta
from vault.store.vault_folder import HEADER

Step = Callable[[str], None]
STEPS: Final = ("waiting", "remembered", "kept", "done")


def candidates(place: Path) -> tuple[Header, ...]:
    """Return the headers to try, the present one first; a waiting next generation may follow.

    `vault.json.1` stands in for a `vault.json` that is damaged or gone.

    Raises:
        VaultDamaged: none can be read.
        NotAVault, VaultTooNew: as `header.parsed`.
    """
    present, problem = _tried(place / HEADER)
    if present is None:
        present, _again = _tried(place / f"{HEADER}.1")
    waiting, _problem = _tried(place / f"{HEADER}.new")
    if present is None and waiting is None:
        raise problem or VaultDamaged("header")
    if present is None or waiting is None:
        return tuple(header for header in (present, waiting) if header is not None)
    follows = waiting.generation == present.generation + 1
    return (present, waiting) if follows and waiting.vault_id == present.vault_id else (present,)


def place_first(place: Path, header: Header) -> None:
    """Write the header of a new vault, and a second copy in case the first is damaged."""
    with files.placed(place):
        files.write(place / f"{HEADER}.1", header.written)
        files.write(place / HEADER, header.written)


def rewrite(
    place: Path, header: Header, commit: Callable[[], None], told: Step = lambda _step: None
) -> None:
    """Replace the header; `told` hears the name of each of `STEPS` when it is done.

    `commit` runs the one transaction that calls `remember` and writes the journal line.

    Raises:
        DiskFull, NotWritable: before "remembered" the old header counts, from then on the new one.
    """
    with files.placed(place):
        files.make(place / f"{HEADER}.new", header.written)
    told("waiting")
    commit()
    told("remembered")
    with files.placed(place):
        _keep_old(place)
        told("kept")
        files.replace(place / f"{HEADER}.new", place / HEADER)
    told("done")


def remember(database: Database, header: Header) -> None:
    """Let the database say which header counts; call it inside a transaction."""
    meta = Meta(database)
    meta.put("header_generation", header.generation)
    meta.put("header_sha256", header.sha256)
    meta.put("header_copy", header.written)


def agrees(place: Path, database: Database, header: Header, key: bytes) -> bool:
    """Tell whether file, database and the header at hand are one and the same, and sound.

    Raises:
        VaultDamaged, HeaderAltered: the file is not ours any more.
    """
    present, _problem = _tried(place / HEADER)
    meta = Meta(database)
    if present is None or present.written != header.written:
        return False
    present.prove(key)
    known = (meta.get("header_generation"), meta.get("header_sha256"))
    return known == (header.generation, header.sha256)


def settled(place: Path, database: Database, header: Header, key: bytes, *, accept: bool) -> Header:
    """Make file and database agree after opening by `header`; return the one that counts.

    `accept`: the person accepts what looks like a step back; the copy in the database counts.

    Raises:
        HeaderRolledBack: an older or another list of ways in was put back.
        Rollback: the database is older than its header.
        HeaderAltered: the copy in the database is not ours.
    """
    meta = Meta(database)
    known, digest = meta.get("header_generation"), meta.get("header_sha256")
    if not isinstance(known, int) or not isinstance(digest, bytes):
        raise VaultDamaged("identity")
    waiting, _problem = _tried(place / f"{HEADER}.new")
    present, _problem = _tried(place / HEADER)
    if (header.generation, header.sha256) == (known, digest):
        counts = header
    elif waiting is not None and (waiting.generation, waiting.sha256) == (known, digest):
        counts = waiting  # the last step of a rewrite is missing
    elif header.generation > known:
        counts = _gone_on(database, header, ours=header == waiting, accept=accept)
    elif accept or present is None:  # damaged or gone: no hand put an older one there
        counts = parsed(meta.get("header_copy"))
    else:
        raise HeaderRolledBack
    counts.prove(key)
    _put_right(place, counts)
    return counts


def _gone_on(database: Database, header: Header, *, ours: bool, accept: bool) -> Header:
    if not (ours or accept):
        raise Rollback
    with database.transaction():
        remember(database, header)
    return header


def _put_right(place: Path, header: Header) -> None:
    """Leave the header that counts in its file, and no half-done rewrite."""
    with files.placed(place):
        if files.read(place / HEADER, MOST_BYTES) != header.written:
            _keep_old(place)
            files.write(place / HEADER, header.written)
        (place / f"{HEADER}.new").unlink(missing_ok=True)


def _keep_old(place: Path) -> None:
    """Keep one generation; never a damaged one in the place of a good one."""
    present, _problem = _tried(place / HEADER)
    if present is not None:
        files.write(place / f"{HEADER}.1", present.written)


def _tried(path: Path) -> tuple[Header | None, VaultError | None]:
    raw = files.read(path, MOST_BYTES)
    if raw is None:
        return None, None
    try:
        return parsed(raw), None
    except (VaultDamaged, NotAVault, VaultTooNew) as problem:
        return None, problem
