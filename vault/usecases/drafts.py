"""Keeps what somebody was typing, so that a lock, a crash or Esc loses nothing of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from vault.record.draft import Draft
from vault.usecases.session import Session

_DAY: Final = 86_400_000  # ms
_KEPT: Final = 30  # days


def keep(session: Session, drafts: Iterable[Draft]) -> None:
    """Keep drafts as of now, each in the place of the older one of its person, form and target.

    Raises:
        DiskFull: even the reserve did not help.
    """
    now = session.ms()
    with session.database.transaction():
        for draft in drafts:
            session.vault.drafts.keep(replace(draft, saved=now))


def drop(session: Session, draft: Draft) -> None:
    """Forget the draft of the same person, form and target: it was finished, or given up."""
    with session.database.transaction():
        session.vault.drafts.drop(draft)


def waiting(session: Session) -> tuple[Draft, ...]:
    """Return what was begun in the last 30 days and not finished, the latest first."""
    oldest = session.ms() - _KEPT * _DAY
    return tuple(draft for draft in session.vault.drafts.all() if draft.saved >= oldest)


def purge(session: Session) -> int:
    """Forget what nobody went on with for 30 days; return how many. Once an opening will do."""
    with session.database.transaction():
        return session.vault.drafts.purge(session.ms() - _KEPT * _DAY)
