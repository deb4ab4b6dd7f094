"""What was being typed is there again (V19)."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.conftest import CAMILLE, FakeClock
from vault.errors import VaultError
from vault.record.draft import Draft
from vault.record.person import Person
from vault.usecases import drafts, people, removing
from vault.usecases.session import Session

WEIGHT = Draft(CAMILLE.uid, "add", "body_weight", {"value": "68,4", "note": "à jeun"})


def told(session: Session) -> list[tuple[str | None, str, str]]:
    return [(one.person, one.form, one.target) for one in drafts.waiting(session)]


def test_one_draft_is_kept_for_a_person_a_form_and_a_target(
    session: Session, camille: Person, clock: FakeClock
) -> None:
    """V19"""
    noe = Person("11111111-0405-4607-8809-0a0b0c0d0e0f", "Noé", "child", "legal", "Europe/Paris")
    people.add(session, noe)
    nobody = Draft(None, "people", "", {"name": "L"})
    drafts.keep(session, [WEIGHT, Draft(noe.uid, "add", "body_weight", {"value": "11"}), nobody])
    clock.moment += timedelta(seconds=3)
    drafts.keep(session, [Draft(CAMILLE.uid, "add", "body_weight", {"value": "68,5"})])
    drafts.keep(session, [Draft(None, "people", "", {"name": "Lé"})])
    latest, *others = drafts.waiting(session)
    assert latest.body == {"name": "Lé"}
    assert [one.body for one in others] == [{"value": "68,5"}, {"value": "11"}]
    assert others[0].saved == session.ms()
    drafts.drop(session, WEIGHT)
    assert told(session) == [(None, "people", ""), (noe.uid, "add", "body_weight")]
    removing.remove(session, noe)
    assert told(session) == [(None, "people", "")]


def test_a_draft_is_forgotten_after_thirty_days(
    session: Session, camille: Person, clock: FakeClock
) -> None:
    """V19"""
    drafts.keep(session, [WEIGHT])
    clock.moment += timedelta(days=30)
    assert drafts.purge(session) == 0
    assert len(told(session)) == 1
    clock.moment += timedelta(minutes=1)
    assert told(session) == []
    assert drafts.purge(session) == 1
    assert session.database.run("SELECT count(*) FROM draft") == [(0,)]


def test_the_journal_does_not_tell_of_drafts(session: Session, camille: Person) -> None:
    before = session.database.run("SELECT count(*) FROM journal")
    drafts.keep(session, [WEIGHT])
    drafts.drop(session, WEIGHT)
    drafts.purge(session)
    assert session.database.run("SELECT count(*) FROM journal") == before


@pytest.mark.parametrize("body", ["{", "[1]", "null"])
def test_a_draft_that_cannot_be_read_stands_in_nobodys_way(
    session: Session, camille: Person, body: str
) -> None:
    drafts.keep(session, [WEIGHT])
    session.database.run("UPDATE draft SET body = ?", body)
    assert told(session) == []


def test_drafts_are_kept_together_or_not_at_all(session: Session, camille: Person) -> None:
    class Unspeakable(dict[str, object]):
        """Not to be written."""

    with pytest.raises((TypeError, VaultError)):
        drafts.keep(session, [WEIGHT, Draft(None, "people", "", Unspeakable(name=object()))])
    assert told(session) == []
