"""Readings of a device whose batch is taken back wait again, as they were measured."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from tests.usecases.devices_at_hand import add, cuff, pressure, read, scale, weight
from tests.usecases.test_charting import weight as measured
from vault.devices.clock import wall
from vault.fhir.measured import fact
from vault.record.inbox import Waiting
from vault.record.measures import known
from vault.record.person import Person
from vault.usecases import entering, importing, inbox, returning
from vault.usecases.recording import Typed
from vault.usecases.session import Session


def ago(session: Session, hours: float) -> Any:
    at = wall(session.clock.now(), session.clock.zone).replace(microsecond=0)
    return at - timedelta(hours=hours)


def given(session: Session, person: Person, one: Any) -> tuple[tuple[Waiting, ...], str]:
    """Read a device and give a person all that waits; return that, and the batch."""
    add(session, one)
    read(session, one)
    waited = inbox.waiting(session)
    batch = inbox.assign(session, [each.uid for each in waited], person).batch
    assert batch is not None
    return waited, batch


def test_what_was_given_waits_again_after_its_batch_is_undone(
    session: Session, camille: Person
) -> None:
    device = scale(weight("72", ago(session, 2)), weight("71", ago(session, 1)))
    waited, batch = given(session, camille, device)
    importing.undo(session, batch)
    again = inbox.waiting(session)
    assert {one.key for one in again} == {one.key for one in waited}
    by_key = {one.key: one for one in again}
    for one in waited:
        back = by_key[one.key]
        assert (back.values, back.received) == (one.values, one.received)
        assert (back.body["instant"], back.body["frames"]) == (
            one.body["instant"], one.body["frames"],
        )  # fmt: skip
        assert (back.proposed, back.reason) == (None, "none")
    assert read(session, device).received.waiting == []
    ((told,),) = session.database.run(
        "SELECT body ->> '$.readings' FROM journal WHERE kind = 'import_undone'"
    )
    assert told == 2


def test_a_pressure_waits_again_with_its_pulse_and_can_be_given_anew(
    session: Session, camille: Person
) -> None:
    waited, batch = given(session, camille, cuff(pressure(ago(session, 2))))
    importing.undo(session, batch)
    (back,) = inbox.waiting(session)
    assert {(v.measure, v.value, tuple(v.components.items())) for v in back.values} == {
        (v.measure, v.value, tuple(v.components.items())) for v in waited[0].values
    }
    inbox.assign(session, [back.uid], camille)
    assert inbox.waiting(session) == ()


def test_what_was_edited_since_stays_and_waits_nowhere(session: Session, camille: Person) -> None:
    _waited, batch = given(session, camille, scale(weight("72", ago(session, 2))))
    ((uid,),) = session.database.run("SELECT uid FROM fact")
    at = session.clock.now() - timedelta(hours=2)
    entering.edit(session, camille, uid, Typed(known("body_weight"), "72.5", at))
    undone = importing.undo(session, batch)
    assert undone.edited == (uid,)
    assert inbox.waiting(session) == ()


def test_a_device_that_was_forgotten_gives_nothing_back(session: Session, camille: Person) -> None:
    _waited, batch = given(session, camille, scale(weight("72", ago(session, 2))))
    ((uid,),) = session.database.run("SELECT uid FROM instrument")
    with session.database.transaction():
        session.vault.instruments.forget(uid, session.ms())
    importing.undo(session, batch)
    assert inbox.waiting(session) == ()


@pytest.mark.parametrize("native", [None, "", "not hex:body_weight", "00ff"])
def test_a_fact_that_names_no_reading_is_passed_over(native: str | None) -> None:
    assert returning._key(replace(fact(measured(1, "72")), native=native)) is None
