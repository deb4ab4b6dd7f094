from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest

from vault.errors import JournalBroken
from vault.record.person import Person
from vault.usecases import checking, history, ledgers
from vault.usecases.session import Session


def statement(session: Session, person: Person) -> None:
    with session.act("share_declined", person.uid) as told:
        ledgers.happened(session, person.uid, "declined", {"service": "s"})
        told["ledger"] = ledgers.state(session, person.uid)


def test_lines_are_told_with_the_offset_they_were_noted_at(
    session: Session, camille: Person
) -> None:
    (line,) = history.listing(session)
    assert history.plain(line)["at"] == "2026-11-23T12:00:00+01:00"
    assert history.plain(line)["person"] == camille.uid
    assert history.listing(session, datetime(2027, 1, 1, tzinfo=UTC)) == ()
    assert history.listing(session, kind="opened") == ()


def test_the_file_ends_with_the_head(session: Session, camille: Person) -> None:
    first, last = [json.loads(line) for line in history.as_lines(session)]
    assert first["person"] == camille.uid
    assert last == {"entries": 1, "head": session.vault.journal.head()[1].hex()}


def test_ledgers_of_what_was_signed_are_followed_too(session: Session, camille: Person) -> None:
    statement(session, camille)
    statement(session, camille)
    assert history.verify(session).entries == 3
    assert [one.name for one in checking.check(session) if one.name == "grants"] == ["grants"]

    session.database.run("DELETE FROM statement WHERE seq = (SELECT max(seq) FROM statement)")
    with pytest.raises(JournalBroken):
        history.verify(session)
    wrong = [one.name for one in checking.check(session, quick=True) if not one.ok]
    assert wrong == ["grants"]


def test_a_broken_chain_is_told(session: Session, camille: Person) -> None:
    session.database.run("UPDATE journal SET person = 'x'")
    with pytest.raises(JournalBroken) as broken:
        history.verify(session)
    assert broken.value.seq == 1
