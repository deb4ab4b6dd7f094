"""Devices that only advertise, and logs that a device wrote itself: kept once, or waiting once."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import Any

import pytest

from tests.devices.aerial import Aerial, shown
from tests.usecases.devices_at_hand import read
from vault import errors as e
from vault.devices.air import Seen
from vault.devices.decoder import Decoder
from vault.devices.decoders import colmi_ring, pinetime
from vault.devices.gatt import sig
from vault.devices.registry import decoders
from vault.devices.replay import Recording, ReplayRadio
from vault.record.person import Person
from vault.usecases import inbox, instruments, measuring
from vault.usecases.instruments import Linking
from vault.usecases.measurements import Measurement, measurements
from vault.usecases.measuring import Outcome, Wish
from vault.usecases.meeting import Meet
from vault.usecases.received import Choice
from vault.usecases.session import Session

MI, DIY, WATCH, RING = (f"C0:00:00:00:00:0{n}" for n in range(1, 5))
KNOWN: Sequence[Decoder] = tuple(
    one._replace(quiet=0.05, stream=False, talk=None) for one in decoders()
)
ON = bytes.fromhex("22 7c38 b207010410 0b20")
OFF = bytes.fromhex("a2 7c38 b207010410 0b20")


def heard(*payloads: bytes, gap: float = 0.005) -> Aerial:
    return Aerial(*(shown(MI, 0x181D, one, "MI_SCALE") for one in payloads), gap=gap)


def added(session: Session, air: Any, address: str, *people: str, key: str | None = None) -> None:
    linking = Linking(people, key=key)
    asyncio.run(instruments.add(session, air, address, linking, Meet(known=KNOWN)))


def listened(session: Session, air: Any, address: str | None = None, **choice: Any) -> Outcome:
    wish = Wish(address, 0.1, Choice(**choice), known=KNOWN)
    outcome: Outcome = asyncio.run(measuring.read(session, air, wish))
    return outcome


def kept(session: Session, person: Person, measure: str) -> list[Measurement]:
    return measurements(session, person, measure)


def test_what_advertises_is_added_and_read_without_a_connection(
    session: Session, camille: Person
) -> None:
    """D04: one weighing, one reading; the same again is nothing new."""
    air = heard(ON, ON, OFF)
    added(session, air, MI, camille.uid)
    first, again = listened(session, air), listened(session, air)
    assert air.connections == 0
    assert (first.error, again.error) == (None, None)
    assert first.received.devices[0].frames == 2
    assert [str(one.value) for one in kept(session, camille, "body_weight")] == ["72.300"]
    assert again.received.report.counts["already_present"] == 1


def test_a_scale_that_is_silent_or_away_is_told(session: Session, camille: Person) -> None:
    added(session, heard(ON), MI, camille.uid)
    assert isinstance(listened(session, heard()).error, e.DeviceOutOfRange)
    assert listened(session, heard(OFF)).error is None
    off = Aerial(breaks=e.BluetoothOff())
    assert isinstance(listened(session, off).error, e.BluetoothOff)


def test_a_key_is_needed_and_the_battery_is_remembered(session: Session, camille: Person) -> None:
    sealed = shown(DIY, 0xFCD2, bytes.fromhex("41a47266c95f730011223378237214"), "DIY")
    air = Aerial(sealed)
    added(session, air, DIY, camille.uid)
    assert isinstance(listened(session, air).error, e.DeviceKeyMissing)
    plain = Aerial(shown(DIY, 0xFCD2, bytes.fromhex("40 0001 014d 06 3e1c"), "DIY"))
    assert listened(session, plain).received.devices[0].battery == 77
    assert instruments.added(session, DIY).settings["battery"] == 77


def test_what_is_connected_and_what_advertises_are_read_in_one_go(
    session: Session, camille: Person
) -> None:
    """The radio that scans for one hears the other."""
    air = heard(ON, OFF)
    added(session, air, MI, camille.uid)
    added(session, ReplayRadio(watch(50)), WATCH, camille.uid)
    done = listened(session, air)
    assert [str(one.value) for one in kept(session, camille, "body_weight")] == ["72.300"]
    assert done.error is None


def watch(steps: int) -> Recording:
    there = frozenset({pinetime.STEPS, sig(0x2A37)})
    seen = Seen(WATCH, "InfiniTime")
    return Recording(seen, {"": there}, {pinetime.STEPS: steps.to_bytes(4, "little")}, [])


def worn(session: Session, steps: int, **choice: Any) -> Outcome:
    return read(session, watch(steps), known=KNOWN, **choice)


def test_the_steps_of_a_day_are_one_value_that_grows(session: Session, camille: Person) -> None:
    """D19: a later total of the same day corrects, it does not add."""
    added(session, ReplayRadio(watch(50)), WATCH, camille.uid)
    first, same, more = worn(session, 4000), worn(session, 4000), worn(session, 4312)
    assert [one.error for one in (first, same, more)] == [None] * 3
    (day,) = kept(session, camille, "steps")
    assert (day.value, day.unit) == (4312, "{steps}")
    assert day.time.endswith("T00:00:00+01:00")
    assert day.end is not None
    assert first.received.report.counts["added"] == 1
    assert same.received.report.counts["added"] == same.received.report.counts["corrected"] == 0
    assert more.received.report.counts["corrected"] == 1


def test_steps_that_wait_are_given_whole(session: Session, camille: Person) -> None:
    added(session, ReplayRadio(watch(50)), WATCH, camille.uid)
    first, again = worn(session, 4000, inbox=True), worn(session, 4000, inbox=True)
    (waiting,) = first.received.waiting
    assert again.received.waiting == []
    assert kept(session, camille, "steps") == []
    inbox.assign(session, [waiting.uid], camille)
    (day,) = kept(session, camille, "steps")
    assert (day.value, day.end is None) == (4000, False)


def ring(*packets: bytes) -> Recording:
    there = frozenset({colmi_ring.ANSWERS, colmi_ring.WRITE})
    sent = [(colmi_ring.ANSWERS, one, 0.0) for one in packets]
    return Recording(Seen(RING, "R02_A1B2"), {colmi_ring.SERVICE: there}, {}, sent)


def test_the_log_of_a_ring_is_utc_and_known_by_its_own_times(
    session: Session, camille: Person
) -> None:
    """A quarter of an hour that goes on corrects itself; what was seen is already there."""
    day = (colmi_ring.STEPS, 0x26, 0x11, 0x22)
    walk = colmi_ring.packet(*day, 40, 0, 1, 0, 0, 21, 0, 16, 0)
    longer = colmi_ring.packet(*day, 40, 0, 1, 0, 0, 30, 0, 20, 0)
    midnight = (1795305600).to_bytes(4, "little")
    beats = colmi_ring.packet(colmi_ring.HEART, 1, *midnight, 58, 0, 61)
    old = colmi_ring.packet(colmi_ring.HEART, 1, 0, 0, 0, 0, 58)
    added(session, ReplayRadio(ring()), RING, camille.uid)
    for packets in ((walk, beats, old), (walk, longer, beats)):
        done = read(session, ring(*packets), known=KNOWN)
        assert done.error is None
    (steps,), (metres,) = (kept(session, camille, one) for one in ("steps", "distance"))
    assert (steps.value, metres.value) == (30, 20)
    assert steps.time == "2026-11-22T11:00:00+01:00"
    assert steps.quality == "zone_assumed"
    rates = [(one.value, one.time) for one in kept(session, camille, "heart_rate")]
    assert [rate for rate, _time in rates] == [58, 61]


@pytest.mark.parametrize("choice", [{"inbox": True}, {}])
def test_a_ring_of_nobody_fills_the_inbox_with_one_row_a_measure(
    session: Session, camille: Person, choice: dict[str, Any]
) -> None:
    day = (colmi_ring.STEPS, 0x26, 0x11, 0x22)
    quarters = [colmi_ring.packet(*day, n, n, 9, 0, 0, 21, 0, 0, 0) for n in range(9)]
    added(session, ReplayRadio(ring()), RING)
    done = read(session, ring(*quarters), known=KNOWN, **choice)
    (waiting,) = done.received.waiting
    inbox.assign(session, [waiting.uid], camille)
    assert len(kept(session, camille, "steps")) == 9


IDLE = bytes.fromhex("1059d53b06e6a564934684")
S400 = shown("C0:00:00:00:00:05", 0xFE95, IDLE, "Xiaomi Scale S400")


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("00112233 44556677 8899AABB CCDDEEFF", "00112233445566778899aabbccddeeff"), (None, None)],
)
def test_the_key_of_a_scale_that_encrypts_is_asked_for(
    session: Session, camille: Person, typed: str | None, kept: str | None
) -> None:
    async def key() -> str | None:
        return typed

    meet, linking = Meet(known=KNOWN, key=key), Linking((camille.uid,))
    made = asyncio.run(instruments.add(session, Aerial(S400), S400.address, linking, meet))
    assert made.settings.get("key") == kept


def test_what_is_no_key_is_told_at_once(session: Session) -> None:
    async def key() -> str | None:
        return "a key"

    with pytest.raises(e.DeviceKeyWrong):
        asyncio.run(
            instruments.add(
                session, Aerial(S400), S400.address, Linking(), Meet(known=KNOWN, key=key)
            )
        )
