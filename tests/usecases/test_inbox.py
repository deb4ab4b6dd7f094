"""Readings that wait (D11, D12): given to somebody, thrown away, invisible until then."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest

from tests.usecases.devices_at_hand import add, cuff, pressure, read, scale, weight
from vault import errors as e
from vault.devices.clock import wall
from vault.record.inbox import Waiting
from vault.record.person import Person
from vault.usecases import inbox, writing_facts
from vault.usecases.session import Session


def ago(session: Session, hours: float) -> Any:
    at = wall(session.clock.now(), session.clock.zone).replace(microsecond=0)
    return at - timedelta(hours=hours)


def waiting(session: Session, *frames: str) -> tuple[Waiting, ...]:
    one = scale(*frames)
    add(session, one)
    read(session, one)
    return inbox.waiting(session)


def rows(session: Session, person: Person, measure: str = "body_weight") -> list[Any]:
    row = session.vault.people.row_id(person.uid)
    return list(session.vault.facts.measured(row, measure, 0, 1 << 62))


def tables(session: Session) -> dict[str, int]:
    names = ("fact", "fact_link", "chunk", "day_total", "inbox")
    counts = {n: session.database.run(f"SELECT count(*) FROM {n}")[0][0] for n in names}  # noqa: S608
    counts["search"] = session.database.run("SELECT count(*) FROM search")[0][0]
    return counts


def test_what_waits_is_in_no_record(session: Session, camille: Person) -> None:
    """D12: neither facts, totals, samples nor search know of it."""
    waiting(session, weight("72", ago(session, 2)))
    assert tables(session) == {
        "fact": 0, "fact_link": 0, "chunk": 0, "day_total": 0, "inbox": 1, "search": 0,
    }  # fmt: skip


def test_assigning_is_one_transaction_with_its_batch_and_journal_line(
    session: Session, camille: Person
) -> None:
    found = waiting(session, weight("72", ago(session, 2)), weight("71", ago(session, 1)))

    done = inbox.assign(session, [one.uid for one in found], camille)

    assert [float(one.fact.value) for one in rows(session, camille)] == [72.0, 71.0]
    assert done.changes.touched == {(camille.uid, "body_weight")}
    assert +done.report.counts == Counter(added=2)
    assert inbox.waiting(session) == ()
    assert session.database.run("SELECT uid, state, kind FROM batch") == [
        (done.batch, "kept", "device")
    ]
    ((kind, person),) = session.database.run(
        "SELECT kind, person FROM journal ORDER BY seq DESC LIMIT 1"
    )
    assert (kind, person) == ("assigned", camille.uid)
    assert {s for (s,) in session.database.run("SELECT state FROM reading_key")} == {"kept"}


def test_a_pressure_is_given_with_its_pulse(session: Session, camille: Person) -> None:
    one = cuff(pressure(ago(session, 2)))
    add(session, one)
    read(session, one)
    (found,) = inbox.waiting(session)

    inbox.assign(session, [found.uid], camille)

    assert len(rows(session, camille, "blood_pressure")) == 1
    assert len(rows(session, camille, "heart_rate")) == 1
    assert session.database.run("SELECT kind FROM fact_link") == [("measured_with",)]
    frame = one.frames[0][1].hex()
    assert frame in str(rows(session, camille, "heart_rate")[0].fact.resource)


def test_reading_again_after_assigning_adds_nothing(session: Session, camille: Person) -> None:
    """D09."""
    one = scale(weight("72", ago(session, 2)))
    add(session, one)
    read(session, one)
    inbox.assign(session, [inbox.waiting(session)[0].uid], camille)
    again = read(session, one)
    assert +again.received.report.counts == Counter(already_present=1)
    assert len(rows(session, camille)) == 1


def test_undoing_an_assignment_restores_the_record(session: Session, camille: Person) -> None:
    """D11: the batch is undone like an import; the reading does not come back by itself."""
    before = tables(session)
    found = waiting(session, weight("72", ago(session, 2)))
    done = inbox.assign(session, [found[0].uid], camille)
    assert done.batch is not None
    with session.database.transaction():
        session.vault.batches.undo(done.batch, session.ms(), "command")
    assert tables(session) == before


def test_discarding_erases_the_row_and_it_never_comes_back(
    session: Session, camille: Person
) -> None:
    one = scale(weight("72", ago(session, 2)))
    add(session, one)
    read(session, one)

    inbox.discard(session, [inbox.waiting(session)[0].uid])

    assert inbox.waiting(session) == ()
    assert session.database.run("SELECT state FROM reading_key") == [("discarded",)]
    assert session.database.run("SELECT state, reason FROM frame") == [("skipped", "discarded")]
    assert +read(session, one).received.report.counts == Counter(already_present=1)


def test_a_reading_without_a_time_needs_one(session: Session, camille: Person) -> None:
    (found,) = waiting(session, weight("72"))
    assert found.body["instant"] is None
    with pytest.raises(e.WrongUse):
        inbox.assign(session, [found.uid], camille)
    assert len(inbox.waiting(session)) == 1

    with pytest.raises(e.WrongUse):
        inbox.assign(session, [found.uid], camille, session.at() + timedelta(hours=1))
    when = datetime(2026, 11, 20, 6, 30, tzinfo=UTC)
    inbox.assign(session, [found.uid], camille, when)

    (kept,) = rows(session, camille)
    assert kept.fact.start_ms == when.timestamp() * 1000


def test_what_does_not_wait_cannot_be_given(session: Session, camille: Person) -> None:
    with pytest.raises(e.NotFound):
        inbox.assign(session, ["nothing"], camille)
    with pytest.raises(e.NotFound):
        inbox.discard(session, ["nothing"])


def test_a_forgotten_device_still_gives_what_waits(session: Session, camille: Person) -> None:
    one = scale(weight("72", ago(session, 2)))
    known = add(session, one)
    read(session, one)
    session.vault.instruments.forget(known.uid, session.ms())
    inbox.assign(session, [inbox.waiting(session)[0].uid], camille)
    sources = session.database.run("SELECT count(*) FROM source")
    assert sources == [(1,)]


def test_taking_an_assignment_back_lets_its_readings_wait_again(
    session: Session, camille: Person
) -> None:
    """D11: as they waited, and they can be given to somebody once more."""
    found = waiting(session, weight("72", ago(session, 2)), weight("71", ago(session, 1)))
    given = inbox.assign(session, [one.uid for one in found], camille)

    changes = inbox.take_back(session, [given])

    assert inbox.waiting(session) == found
    assert rows(session, camille) == []
    assert changes.touched == {(camille.uid, "body_weight")}
    assert {s for (s,) in session.database.run("SELECT state FROM reading_key")} == {"waiting"}
    again = inbox.assign(session, [found[0].uid], camille)
    assert +again.report.counts == Counter(added=1)


def test_taking_nothing_back_is_no_harm(session: Session, camille: Person) -> None:
    (found,) = waiting(session, weight("72", ago(session, 2)))
    given = inbox.assign(session, [found.uid], camille)
    assert inbox.take_back(session, [replace(given, batch=None)]).touched == frozenset()
    inbox.take_back(session, [given])
    with pytest.raises(e.NotFound):
        inbox.take_back(session, [given])
    assert inbox.waiting(session) == (found,)


def test_what_was_typed_over_stays_and_does_not_wait_too(session: Session, camille: Person) -> None:
    (found,) = waiting(session, weight("72", ago(session, 2)))
    given = inbox.assign(session, [found.uid], camille)
    kept = rows(session, camille)[0].fact
    resource = dict(kept.resource)
    resource["valueQuantity"] = {**resource["valueQuantity"], "value": Decimal("71.5")}
    writing_facts.edit(session, rows(session, camille)[0].uid, resource)

    inbox.take_back(session, [given])

    assert [str(one.fact.value) for one in rows(session, camille)] == ["71.5"]
    assert inbox.waiting(session) == ()


def test_what_was_thrown_away_can_wait_again(session: Session, camille: Person) -> None:
    found = waiting(session, weight("72", ago(session, 2)))
    inbox.discard(session, [found[0].uid])

    inbox.put_back(session, found)
    inbox.put_back(session, found)

    assert inbox.waiting(session) == found
    assert session.database.run("SELECT DISTINCT state FROM frame") == [("decoded",)]


def test_proposals_are_accepted_with_a_batch_for_each_person(
    session: Session, camille: Person
) -> None:
    found = waiting(session, weight("72", ago(session, 2)), weight("71", ago(session, 1)))
    for one in found[:1]:
        session.vault.inbox.remove(one.uid)
        session.vault.inbox.add(replace(one, proposed=camille.uid, reason="chosen"))

    (given,) = inbox.accept(session, [one.uid for one in found])

    assert [one.uid for one in given.taken] == [found[0].uid]
    assert [one.uid for one in inbox.waiting(session)] == [found[1].uid]
