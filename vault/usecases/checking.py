"""Checks an open vault: its pages, links, documents, samples, history, header and disk."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

from vault.errors import HeaderAltered, VaultDamaged
from vault.store import integrity
from vault.store.header_pair import agrees
from vault.store.migrate import missing
from vault.usecases import ledgers
from vault.usecases.session import Session

Told = Callable[[int, int], None]
_ROOM: Final = 64 * 1024 * 1024
_LAST_ENTRIES: Final = 1000


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at. `count` says how much of it is wrong, or for "space" how much is free.

    `name`: "pages", "links", "documents", "samples", "journal", "grants", "header", "schema",
    "space"; the words for people live in `vault.wording`.
    """

    name: str
    ok: bool
    count: int = 0


def check(
    session: Session, *, quick: bool = False, told: Told = lambda _done, _of: None
) -> tuple[Finding, ...]:
    """Look at everything, or with `quick` at what reads no pages; the result is in the journal."""
    findings = tuple(_quick(session) if quick else _full(session, told))
    wrong = [finding.name for finding in findings if not finding.ok]
    body = {"quick": quick, "wrong": wrong}
    try:
        with session.act("integrity_failed" if wrong else "integrity_checked", None, body):
            pass
    except VaultDamaged:  # nothing is written into a damaged file
        return findings if wrong else (*findings, Finding("journal", ok=False, count=1))
    return findings


def _full(session: Session, told: Told) -> Iterator[Finding]:
    database = session.database
    yield _counted("pages", lambda: integrity.pages(database))
    yield _counted("links", lambda: integrity.links(database))
    yield _counted("documents", lambda: integrity.documents(database, told))
    yield _counted("samples", lambda: integrity.samples(database, told))
    yield _journal(session, None)
    yield from _around(session)


def _quick(session: Session) -> Iterator[Finding]:
    yield _counted("schema", lambda: len(missing(session.database)))
    yield _journal(session, _LAST_ENTRIES)
    yield from _around(session)


def _around(session: Session) -> Iterator[Finding]:
    """Look at what stands beside the record, the same in both checks."""
    if session.vault.statements.ledgers():
        yield _counted("grants", lambda: len(ledgers.breaks(session)))
    if session.held is None:
        return
    held = session.held
    try:
        paired = agrees(held.place, session.database, held.header, held.key("header-mac"))
    except (VaultDamaged, HeaderAltered):
        paired = False
    yield Finding("header", ok=paired, count=int(not paired))
    free = shutil.disk_usage(held.place).free
    yield Finding("space", ok=free >= _ROOM, count=free)


def _journal(session: Session, last: int | None) -> Finding:
    def broken() -> int:
        return session.vault.journal.verified(last).first_break or 0

    return _counted("journal", broken)


def _counted(name: str, wrong: Callable[[], int]) -> Finding:
    """Count what is wrong; what cannot even be read is wrong too."""
    try:
        count = wrong()
    except VaultDamaged:
        return Finding(name, ok=False, count=1)
    return Finding(name, ok=not count, count=count)
