"""Reading devices (D08, D09, D11, D17, D21): who gets what, what waits, nothing twice."""

from __future__ import annotations

import asyncio
import json
from collections import Counter
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from tests.conftest import FakeClock
from tests.usecases.devices_at_hand import (
    STREAM,
    add,
    belt,
    cuff,
    pressure,
    read,
    scale,
    weight,
)
from vault import errors as e
from vault.devices.clock import wall
from vault.record.facts import Kept
from vault.record.person import Person
from vault.usecases import inbox, instruments, people
from vault.usecases.instruments import Linking
from vault.usecases.measuring import Wish, example
from vault.usecases.measuring import read as listen
from vault.usecases.meeting import Meet
from vault.usecases.resuming import recover
from vault.usecases.session import Session

NOE = Person("5a1d1a0e-7f0b-4d6e-9c55-0d6a3f0b1c02", "Noé", "child", "legal", "Europe/Paris")


@pytest.fixture
def noe(session: Session) -> Person:
    people.add(session, NOE)
    return NOE


def facts(session: Session, person: Person, measure: str = "body_weight") -> list[Kept]:
    row = session.vault.people.row_id(person.uid)
    return list(session.vault.facts.measured(row, measure, 0, 1 << 62))


def kilos(session: Session, person: Person) -> list[float]:
    return [float(one.fact.value or 0) for one in facts(session, person)]


def weighed(session: Session, person: Person, kg: str, days: int) -> None:
    """A weight of some days ago, by the person's own scale."""
    clock: Any = session.clock
    now = clock.moment
    clock.moment = now - timedelta(days=days)
    other = scale(weight(kg, here(session)), address=f"C0:00:00:00:{days:02}:{len(kg):02}")
    add(session, other, person.uid)
    read(session, other, person=person.uid)
    asked = instruments.added(session, other.device.address)
    clock.moment = now
    session.vault.instruments.forget(asked.uid, session.ms())


def here(session: Session) -> Any:
    return wall(session.clock.now(), session.clock.zone).replace(microsecond=0)


def ago(session: Session, **span: float) -> Any:
    return here(session) - timedelta(**span)


def test_a_scale_of_one_person_is_kept_and_says_so(session: Session, camille: Person) -> None:
    """D11: nothing is silent."""
    at = ago(session, hours=2)
    one = scale(weight("72.5", at), weight("71.9", here(session)))
    known = add(session, one, camille.uid)

    done = read(session, one)

    assert done.error is None
    assert kilos(session, camille) == [72.5, 71.9]
    assert +done.received.report.counts == Counter({"added": 2})
    assert [who for who, _told in done.received.kept] == [camille.uid] * 2
    assert list(done.received.people.values()) == [camille.uid]
    (device,) = done.received.devices
    assert (device.id, device.frames, device.readings) == (known.uid, 2, 2)
    assert session.vault.frames.waiting() == ()
    first = facts(session, camille)[0].fact
    assert (first.said_by, first.source.model) == ("device", "E-1")
    assert one.frames[0][1].hex() in json.dumps(first.resource, default=str)
    assert first.native is not None
    assert first.native.endswith(":body_weight")


def test_reading_again_adds_nothing_also_after_forgetting(
    session: Session, camille: Person
) -> None:
    """D09."""
    one = scale(weight("72.5", ago(session, hours=2)), weight("71.9", ago(session, hours=1)))
    first = add(session, one, camille.uid)
    read(session, one)

    again = read(session, one)
    session.vault.instruments.forget(first.uid, session.ms())
    second = add(session, one, camille.uid)
    third = read(session, one)

    assert again.received.report.counts == third.received.report.counts == {"already_present": 2}
    assert second.uid == first.uid
    assert kilos(session, camille) == [72.5, 71.9]


def test_a_pressure_and_its_pulse_are_two_facts_of_one_act(
    session: Session, camille: Person
) -> None:
    one = cuff(pressure(ago(session, hours=2)))
    add(session, one, camille.uid)

    done = read(session, one)

    (bp,), (pulse,) = (
        facts(session, camille, "blood_pressure"),
        facts(session, camille, "heart_rate"),
    )
    assert [bp.fact.value, bp.fact.value2, pulse.fact.value] == [128, 81, 66]
    assert +done.received.report.counts == Counter({"added": 2})
    links = session.database.run("SELECT kind FROM fact_link")
    assert links == [("measured_with",)]


def test_a_household_on_one_scale_waits_in_the_inbox(
    session: Session, camille: Person, noe: Person
) -> None:
    """D11, D12: the row of several people."""
    one = scale(weight("72.5", ago(session, hours=2)))
    add(session, one, camille.uid, noe.uid)

    done = read(session, one)

    assert kilos(session, camille) == kilos(session, noe) == []
    (waits,) = inbox.waiting(session)
    assert (waits.proposed, waits.reason) == (None, "none")
    assert (done.received.to_attribute, done.received.report.counts) == (1, {})
    assert session.database.run("SELECT state FROM reading_key") == [("waiting",)]


def test_a_weight_near_one_person_only_is_proposed(
    session: Session, camille: Person, noe: Person
) -> None:
    weighed(session, camille, "72.0", 3)
    weighed(session, noe, "31.00", 3)
    one = scale(weight("71.5", ago(session, hours=2)), weight("50", ago(session, hours=1)))
    add(session, one, camille.uid, noe.uid)

    read(session, one)

    assert [(w.proposed, w.reason) for w in inbox.waiting(session)] == [
        (camille.uid, "near"),
        (None, "none"),
    ]


def test_a_linked_slot_is_proposed_and_a_guest_is_nobody(
    session: Session, camille: Person, noe: Person
) -> None:
    one = scale(
        weight("72.5", ago(session, hours=2), 1), weight("14.05", ago(session, hours=1), 255)
    )
    add(session, one, camille.uid, noe.uid, slots={1: camille.uid})

    read(session, one)

    assert [(w.proposed, w.reason) for w in inbox.waiting(session)] == [
        (camille.uid, "slot"),
        (None, "none"),
    ]


@pytest.mark.parametrize(
    ("frame", "reason"),
    [
        ("90", "weight_far"),
        ("surplus", "questionable"),
        ("slot", "other_slot"),
        ("1970", "no_time"),
    ],
)
def test_the_guard_makes_a_reading_wait_with_its_reason(
    session: Session, camille: Person, noe: Person, frame: str, reason: str
) -> None:
    weighed(session, camille, "72.0", 3)
    at = ago(session, hours=2)
    sent = {
        "90": weight("90", at),
        "surplus": weight("72", at) + "00",
        "slot": weight("72", at, 2),
        "1970": weight("72", at.replace(year=1970)),
    }[frame]
    one = scale(sent)
    add(session, one, camille.uid, slots={2: noe.uid})

    read(session, one)

    (waits,) = inbox.waiting(session)
    assert (waits.proposed, waits.reason) == (camille.uid, reason)
    assert kilos(session, camille) == [72.0]


def test_the_command_is_the_choice(session: Session, camille: Person, noe: Person) -> None:
    one = scale(weight("90", ago(session, hours=2)))
    add(session, one, camille.uid)

    read(session, one, person=noe.uid)

    assert kilos(session, noe) == [90.0]
    assert inbox.waiting(session) == ()


def test_the_inbox_can_be_forced_and_keeps_the_proposal(session: Session, camille: Person) -> None:
    one = scale(weight("72", ago(session, hours=2)))
    add(session, one, camille.uid)

    read(session, one, inbox=True)

    (waits,) = inbox.waiting(session)
    assert waits.proposed == camille.uid
    assert kilos(session, camille) == []


def test_a_device_of_nobody_fills_the_inbox(session: Session, camille: Person) -> None:
    one = scale(weight("72", ago(session, hours=2)))
    add(session, one)
    read(session, one)
    assert [waits.proposed for waits in inbox.waiting(session)] == [None]
    assert kilos(session, camille) == []


def test_a_clock_that_is_an_hour_slow_is_corrected_and_left_alone(
    session: Session, camille: Person
) -> None:
    """D08: the offset stays in the provenance."""
    shown = ago(session, hours=1)
    one = scale(weight("72", shown - timedelta(hours=2)), shown=shown)
    add(session, one, camille.uid)

    done = read(session, one)

    (kept,) = facts(session, camille)
    assert kept.fact.start_ms == session.ms() - 2 * 3_600_000
    assert int(kept.fact.time_quality) == 6
    assert (shown - timedelta(hours=2)).isoformat() in json.dumps(kept.fact.resource, default=str)
    (device,) = done.received.devices
    assert (device.offset, device.action) == (-3600.0, "not_allowed")
    assert session.vault.clock_checks.of(device.id)[0].action == "not_allowed"


def test_a_clock_is_set_where_that_was_asked(session: Session, camille: Person) -> None:
    """D08."""
    one = scale(weight("72", ago(session, hours=2)), shown=ago(session, hours=1))
    add(session, one, camille.uid)
    done = read(session, one, set_clock=True)
    assert done.received.devices[0].action == "set"


def test_a_reading_that_shows_now_has_checked_the_clock(session: Session, camille: Person) -> None:
    one = scale(weight("72", ago(session, hours=2)), weight("71", here(session)))
    add(session, one, camille.uid)
    read(session, one)
    assert [int(f.fact.time_quality) for f in facts(session, camille)] == [1, 0]


def test_a_value_without_any_time_is_known_within_seconds(
    session: Session, camille: Person, clock: FakeClock
) -> None:
    one = replace(scale(weight("72")), readable={})
    add(session, one, camille.uid)
    read(session, one)
    clock.moment += timedelta(seconds=4)
    again = read(session, one)
    clock.moment += timedelta(minutes=1)
    later = read(session, one)

    assert again.received.report.counts == {"already_present": 1}
    assert +later.received.report.counts == Counter({"added": 1})


def test_what_a_live_value_left_in_the_memory_is_the_same(
    session: Session, camille: Person, clock: FakeClock
) -> None:
    one = replace(scale(weight("72")), readable={})
    add(session, one, camille.uid)
    read(session, one)
    clock.moment += timedelta(minutes=5)
    stored = scale(weight("72", ago(session, minutes=5)))
    again = read(session, replace(stored, readable={}))
    assert again.received.report.counts == {"already_present": 1}


def test_silence_and_absence_are_told_apart(session: Session, camille: Person) -> None:
    one = scale()
    add(session, one, camille.uid)
    assert isinstance(read(session, one).error, e.DeviceSilent)
    assert isinstance(read(session).error, e.DeviceOutOfRange)


def test_nothing_new_is_no_error(session: Session, camille: Person) -> None:
    one = scale("00ffff")
    add(session, one, camille.uid)
    done = read(session, one)
    assert done.error is None
    assert dict(done.received.devices[0].skipped) == {"unsuccessful": 1}
    assert session.database.run("SELECT state, reason FROM frame") == [("skipped", "unsuccessful")]


def test_a_link_that_is_cut_tells_how_much_came(session: Session, camille: Person) -> None:
    one = scale(weight("72", ago(session, hours=2)), drops=True)
    add(session, one, camille.uid)
    done = read(session, one)
    assert isinstance(done.error, e.DeviceLost)
    assert (done.error.count, done.error.device) == (1, "Balance")
    assert kilos(session, camille) == [72.0]


def test_several_devices_are_read_one_after_the_other(session: Session, camille: Person) -> None:
    one = scale(weight("72", ago(session, hours=2)))
    other = cuff(pressure(ago(session, hours=1)), address="C0:00:00:00:00:02")
    silent = scale(address="C0:00:00:00:00:03")
    for device in (one, other, silent):
        add(session, device, camille.uid)
    done = read(session, one, other, silent)
    assert done.error is None
    assert +done.received.report.counts == Counter({"added": 3})
    assert len(done.received.devices) == 3


def test_a_device_that_was_not_added_is_not_read(session: Session, camille: Person) -> None:
    """D20."""
    one = scale(weight("72", ago(session, hours=2)))
    done = read(session, one)
    assert done.received.devices == []
    assert session.database.run("SELECT count(*) FROM frame") == [(0,)]
    with pytest.raises(e.NotFound):
        read(session, one, address=one.device.address)


def test_frames_that_a_crash_left_are_decoded_as_they_were_meant(
    session: Session, camille: Person, noe: Person
) -> None:
    """D21: for the person that the cut session was for."""
    one = scale(weight("72", ago(session, hours=2)), weight("71", ago(session, hours=1)))
    add(session, one, camille.uid)
    read(session, one, person=noe.uid)
    database = session.database
    database.run("UPDATE frame SET state = 'received'")
    for table in ("fact_link", "fact_seen", "fact", "reading_key"):
        database.run(f"DELETE FROM {table}")  # noqa: S608

    done = recover(session)

    assert kilos(session, noe) == [72.0, 71.0]
    assert +done.report.counts == Counter({"added": 2})
    assert recover(session).report.counts == {}


def test_frames_of_an_older_session_wait_for_a_person(session: Session, camille: Person) -> None:
    one = scale(weight("72", ago(session, hours=2)))
    add(session, one, camille.uid)
    read(session, one)
    session.database.run("UPDATE frame SET state = 'received', session = 'another'")
    session.database.run("DELETE FROM reading_key")
    recover(session)
    assert len(inbox.waiting(session)) == 1


def test_a_frame_that_nothing_reads_any_more_is_set_aside(
    session: Session, camille: Person
) -> None:
    one = scale(weight("72", ago(session, hours=2)))
    add(session, one, camille.uid)
    read(session, one)
    session.database.run("UPDATE frame SET state = 'received', uuid = 'other'")
    recover(session)
    assert session.database.run("SELECT state, reason FROM frame") == [("skipped", "not_ours")]


def test_frames_are_erased_after_their_time(
    session: Session, camille: Person, clock: FakeClock
) -> None:
    one = scale("00ffff", weight("72", ago(session, hours=2)))
    add(session, one, camille.uid)
    read(session, one)
    clock.moment += timedelta(days=31)
    recover(session)
    assert session.database.run("SELECT state FROM frame") == [("decoded",)]


def test_a_batch_of_a_device_has_its_journal_line(session: Session, camille: Person) -> None:
    one = scale(weight("72", ago(session, hours=2)))
    add(session, one, camille.uid)
    read(session, one)
    kinds = [kind for (kind,) in session.database.run("SELECT kind FROM journal ORDER BY seq")]
    assert kinds == ["person_added", "device_paired", "device_read", "received"]
    assert session.vault.journal.first_break() is None
    ((state, kind, form),) = session.database.run("SELECT state, kind, format FROM batch")
    assert (state, kind, form) == ("kept", "device", "sig-weight-scale")


def samples(session: Session, person: Person) -> tuple[list[int], list[float]]:
    row = session.vault.people.row_id(person.uid)
    found = session.vault.samples.between(row, "heart_rate", 0, 1 << 62)
    return found.times.tolist(), found.values.tolist()


def test_a_stream_becomes_one_sample_a_second(
    session: Session, camille: Person, clock: FakeClock
) -> None:
    """D18: the median of a second; zeros are gaps, not values."""
    one = belt(70, 90, 71, 0)
    add(session, one, camille.uid)
    done = read(session, one, known=[STREAM], seconds=0.1)

    assert samples(session, camille) == ([session.ms()], [71.0])
    assert +done.received.report.counts == Counter({"added": 1})
    assert dict(done.received.devices[0].skipped) == {"zero": 1}
    assert session.vault.frames.waiting() == ()
    clock.moment += timedelta(days=8)
    recover(session, [STREAM])
    assert session.database.run("SELECT count(*) FROM frame WHERE state = 'decoded'") == [(0,)]


def test_a_stream_of_nobody_waits_as_one_reading_and_is_given_whole(
    session: Session, camille: Person, noe: Person
) -> None:
    one = belt(70, 72)
    add(session, one, camille.uid, noe.uid)
    read(session, one, known=[STREAM], seconds=0.1)

    (waits,) = inbox.waiting(session)
    done = inbox.assign(session, [waits.uid], noe)

    assert samples(session, noe) == ([session.ms()], [71.0])
    assert +done.report.counts == Counter({"added": 1})
    assert inbox.waiting(session) == ()


def test_the_example_is_read_without_bluetooth(session: Session, camille: Person) -> None:
    air = example()

    async def both() -> Any:
        shown = await instruments.nearby(session, air, 0)
        address = shown[0].seen.address
        await instruments.add(session, air, address, Linking((camille.uid,)), Meet())
        return await listen(session, air, Wish(address, seconds=0.5))

    done = asyncio.run(both())
    assert done.error is None
    assert kilos(session, camille) == [71.27]
