from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import pytest

from tests.conftest import CAMILLE
from vault.record.changes import Changes
from vault.usecases import people
from vault.usecases.session import Session


def test_adding_a_person_tells_what_changed_and_is_in_the_journal(session: Session) -> None:
    changes = people.add(session, CAMILLE)

    assert changes == Changes(frozenset({(CAMILLE.uid, "")}))
    assert session.vault.people.all() == (CAMILLE,)
    (line,) = session.database.run("SELECT seq, offset_min, kind, person, body FROM journal")
    assert line == (1, 60, "person_added", CAMILLE.uid, "{}")


def test_a_failure_leaves_neither_person_nor_line(session: Session) -> None:
    people.add(session, CAMILLE)
    with pytest.raises(Exception, match="UNIQUE"):
        people.add(session, replace(CAMILLE, called="Another"))
    assert session.database.run("SELECT count(*) FROM journal") == [(1,)]


def test_the_vector_of_the_journal(session: Session) -> None:
    at = datetime.fromisoformat("2026-11-23T11:00:00+01:00")
    session.vault.journal.note(at, "window", "imported", "p1", {"batch": "b1"})
    people.add(session, CAMILLE)

    (_zeros, first), (previous, _last) = session.database.run(
        "SELECT previous, hash FROM journal ORDER BY seq"
    )
    assert first.hex() == "a183f20eaacb63fd5d7db6ad5d7a2eda66b910b2fb9a0d65692373253023f07b"
    assert previous == first


@pytest.mark.parametrize(
    "harm",
    [
        "UPDATE journal SET kind = 'edited' WHERE seq = 2",
        "UPDATE journal SET person = NULL WHERE seq = 2",
        "DELETE FROM journal WHERE seq = 2",
    ],
)
def test_a_changed_or_missing_line_is_found(session: Session, harm: str) -> None:
    for uid in ("p1", "p2", "p3"):
        people.add(session, replace(CAMILLE, uid=uid, called=uid))
    assert session.vault.journal.first_break() is None

    session.database.run(harm)

    assert session.vault.journal.first_break() in (2, 3)
