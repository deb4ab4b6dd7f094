"""The journal, for people: what happened, whether it is whole, all of it in a file."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone

from vault.errors import JournalBroken
from vault.store.journal import Chain, Entry
from vault.usecases import ledgers
from vault.usecases.session import Session


def listing(
    session: Session, start: datetime | None = None, kind: str | None = None
) -> tuple[Entry, ...]:
    """Tell what happened from an instant on, the oldest first."""
    since = None if start is None else int(start.timestamp() * 1000)
    return tuple(session.vault.journal.listing(since, kind))


def verify(session: Session) -> Chain:
    """Follow the whole chain, and the ledgers of consent whose states it tells.

    Raises:
        JournalBroken: a line or a statement was changed, removed, or put in another place.
    """
    chain = session.vault.journal.verified()
    if chain.first_break is not None:
        raise JournalBroken(chain.first_break)
    if ledgers.breaks(session):
        raise JournalBroken(chain.entries)
    return chain


def as_lines(session: Session) -> Iterator[bytes]:
    """Give the journal as one JSON object a line, the last line is the head of the chain."""
    for entry in session.vault.journal.listing():
        yield _line(plain(entry))
    seq, head = session.vault.journal.head()
    yield _line({"entries": seq, "head": head.hex()})


def plain(entry: Entry) -> dict[str, object]:
    """Return an entry as the command line writes it; the time has the offset it was noted at."""
    return {
        "seq": entry.seq,
        "at": when(entry).isoformat(timespec="seconds"),
        "actor": entry.actor,
        "kind": entry.kind,
        "person": entry.person,
        "body": entry.body,
    }


def when(entry: Entry) -> datetime:
    """Return the instant of an entry, with the offset of the computer then."""
    at = datetime.fromtimestamp(entry.at / 1000, UTC)
    return at.astimezone(timezone(timedelta(minutes=entry.offset_min)))


def _line(fields: dict[str, object]) -> bytes:
    return json.dumps(fields, ensure_ascii=False).encode() + b"\n"
