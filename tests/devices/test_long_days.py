"""What takes long: a flood, two devices at once, Bluetooth going in each phase, a noisy day.

D02, D11, D16, D18, D22.
"""

from __future__ import annotations

import asyncio
import gc
import random
import struct
from collections import Counter
from collections.abc import Sequence
from contextlib import suppress
from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from tests.conftest import FakeClock
from tests.devices.bench import FakeDesk, RealClock, radio, real, run, until, world_of
from tests.devices.test_decoders import KEYED, NOON, frame
from tests.devices.test_household import add
from tests.usecases.devices_at_hand import pressure, recorded, scale, weight
from tests.usecases.devices_at_hand import read as read_recorded
from tests.virtual_ble.vble.devices import HeartBelt, Scale
from vault import errors as e
from vault.devices.air import Seen
from vault.devices.clock import wall
from vault.devices.decoder import Frame, Reading, Skipped
from vault.devices.gatt import sig
from vault.devices.interpreting import Interpreter
from vault.devices.listening import Ending, Plan, listen
from vault.devices.radio import BleakRadio
from vault.devices.registry import claimants, decoders
from vault.devices.replay import Recording, ReplayRadio
from vault.record.person import Person
from vault.usecases import inbox, instruments, measuring, people
from vault.usecases.instruments import Linking
from vault.usecases.measuring import Wish
from vault.usecases.meeting import Meet
from vault.usecases.receiving import Receiver
from vault.usecases.session import Session

pytestmark = pytest.mark.slow
QUICK = tuple(one._replace(quiet=0.3) for one in decoders())


def test_a_million_frames_of_noise_break_no_decoder() -> None:
    """D02: readings or reasons, never a crash; nothing is read that could not be."""
    chance, paris = random.Random(20261124), ZoneInfo("Europe/Paris")  # noqa: S311
    channels = [(d, one.uuid) for d in decoders() for one in d.channels]
    many = 1_000_000 // len(channels)
    for decoder, uuid in channels:
        assembler = decoder.assembler({"zone": paris, "name": "BM85", **KEYED})
        for number in range(many):
            payload = chance.randbytes(chance.randrange(28))
            with suppress(struct.error, ValueError):
                told = list(assembler.feed(frame(payload, number, uuid)))
                assert all(isinstance(one, Reading | Skipped) for one in told)
        assert all(isinstance(one, Reading | Skipped) for one in assembler.flush(NOON))


@pytest.mark.vble
def test_ten_thousand_beats_come_in_order() -> None:
    """D18: none is lost, none is doubled."""
    belt, desk = HeartBelt(), FakeDesk()
    rates = [60 + number % 100 for number in range(10_000)]

    async def plays(world: Any) -> None:
        work = asyncio.create_task(held(radio(), desk, "Ceinture", 280))
        await until(lambda: "2A37" in belt.subscribed, 20)
        for start in range(0, len(rates), 500):
            await asyncio.to_thread(world.run, belt.stream(rates[start : start + 500], 0))
        await until(lambda: len(desk.frames) >= len(rates), 60)
        work.cancel()
        await asyncio.gather(work, return_exceptions=True)

    with world_of(belt) as world:
        run(plays(world))
    assert [one.values[0].value for one in desk.readings] == rates


async def held(
    air: BleakRadio, desk: FakeDesk, name: str, seconds: float, returns: tuple[float, ...] = ()
) -> Ending:
    there: list[Seen] = []

    def seen(one: Seen) -> bool:
        there.extend([one] if one.name == name and claimants(one) else [])
        return bool(there)

    await air.nearby(3, seen)
    end = asyncio.get_running_loop().time() + seconds
    return await listen(air, there[0], Plan({}, end, QUICK, returns=returns), desk, RealClock())


@pytest.mark.vble
def test_two_devices_are_read_at_once_on_one_adapter() -> None:
    """A belt goes on while a scale is scanned for, connected and read."""
    belt = HeartBelt(auto=[70, 71], every=0.05)
    one = Scale([{"kg": 70.0 + n, "ago": 600} for n in range(3)])
    beats, weights, air = FakeDesk(), FakeDesk(), radio()

    async def plays() -> tuple[Ending, Ending]:
        stream = asyncio.create_task(held(air, beats, "Ceinture", 4))
        await until(lambda: len(beats.readings) > 3, 10)
        scaled = await held(air, weights, "Balance", 3)
        return scaled, await stream

    with world_of(belt, one):
        endings = run(plays())
    assert [one.error for one in endings] == [None, None]
    assert [float(one.values[0].value or 0) for one in weights.readings] == [70, 71, 72]
    assert beats.heard[-1].received > weights.heard[-1].received


@pytest.mark.vble
@pytest.mark.parametrize("phase", ["scan", "connect", "subscribe", "burst"])
@pytest.mark.parametrize("how", ["off", "bus"])
def test_bluetooth_that_goes_in_any_phase_ends_cleanly_and_comes_back(
    session: Session, camille: Person, phase: str, how: str
) -> None:
    """D16: said by name, frames stay; with the adapter on again the next session works."""
    stored = [{"kg": 70.0 + number / 10, "ago": 600.0 + number} for number in range(4)]
    one, ours = Scale(stored, keep=True), real(session)

    async def plays(world: Any) -> Any:
        wish = Wish(seconds=6.0, known=QUICK)
        reading = asyncio.create_task(measuring.read(ours, radio(), wish))
        reached = {
            "scan": lambda: world.bluez.discovering,
            "connect": lambda: one.connections > 1,
            "subscribe": lambda: bool(one.subscribed),
            "burst": lambda: one.confirmed > 1,
        }
        with suppress(AssertionError):
            await until(reached[phase], 5)
        if how == "off":
            world.call(world.bluez.set_powered, False)
        else:
            world.daemon.terminate()
        return await reading

    with world_of(one) as world:
        add(ours, one, camille.uid)
        cut = run(plays(world))
        if how == "off":
            world.call(world.bluez.set_powered, True)
            run(measuring.read(ours, radio(), Wish(seconds=6.0, known=QUICK)))
            assert len(rows(session, camille)) == 4
    gone = (e.BluetoothOff, e.BluetoothAbsent, e.DeviceLost, e.DeviceOutOfRange, e.DeviceRefused)
    assert cut.error is None or isinstance(cut.error, gone)
    assert session.vault.frames.waiting() == ()


def rows(session: Session, person: Person, measure: str = "body_weight") -> Sequence[Any]:
    row = session.vault.people.row_id(person.uid)
    return list(session.vault.facts.measured(row, measure, 0, 1 << 62))


@pytest.mark.vble
def test_locking_while_listening_leaves_the_device_and_nothing_in_memory(
    session: Session, camille: Person
) -> None:
    """D22: disconnected first; no frame, reading or key of the session outlives it."""
    belt, ours = HeartBelt(auto=[70], every=0.02), real(session)
    kinds = (Frame, Reading, Receiver, Interpreter)
    before = [one for one in gc.get_objects() if isinstance(one, kinds)]  # of other tests

    async def plays(listening: Session) -> None:
        wish = Wish(seconds=60, known=QUICK)
        work = asyncio.create_task(measuring.read(listening, radio(), wish))
        await until(lambda: session.vault.frames.any_waiting() or belt.connections > 1, 10)
        work.cancel()
        await asyncio.gather(work, return_exceptions=True)

    with world_of(belt):
        add(ours, belt, camille.uid)
        run(plays(ours))
        assert belt.connection is None
    gc.collect()
    left = [one for one in gc.get_objects() if isinstance(one, kinds)]
    assert all(any(one is other for other in before) for one in left)


PAUL = Person("5a1d1a0e-7f0b-4d6e-9c55-0d6a3f0b1c09", "Paul", "spouse", "agreement", "Europe/Paris")
LEO = Person("5a1d1a0e-7f0b-4d6e-9c55-0d6a3f0b1c0a", "Léo", "child", "legal", "Europe/Paris")


def test_a_day_of_a_noisy_household_gives_each_what_is_theirs(  # noqa: PLR0915 - a whole day
    session: Session, camille: Person, clock: FakeClock
) -> None:
    """D11: three people and guests on one scale, a cuff of one of them, memories sent again.

    Each hour something is measured, sent again, cut, or noise; at the end each has exactly theirs.
    """
    for person in (PAUL, LEO):
        people.add(session, person)
    chance = random.Random(24)  # noqa: S311
    everybody = {1: camille, 2: PAUL, 3: LEO}
    around = {1: 68.4, 2: 82.1, 3: 21.5}
    memory: list[str] = []
    cuffs: list[str] = []
    expected: Counter[str] = Counter()
    slots = {slot: person.uid for slot, person in everybody.items()}
    whole = Linking(tuple(slots.values()), slots)
    both = ReplayRadio(scale(), cuff_of())
    asyncio.run(instruments.add(session, both, SCALE, whole, Meet()))
    asyncio.run(instruments.add(session, both, CUFF, Linking((PAUL.uid,)), Meet()))
    for hour in range(24):
        clock.moment += timedelta(hours=1)
        here = wall(session.clock.now(), session.clock.zone).replace(microsecond=0)
        for slot in chance.sample([1, 2, 3, 255], chance.randrange(4)):
            kg = f"{around.get(slot, 95) + chance.randrange(-8, 9) / 10:.1f}"
            at = here - timedelta(minutes=chance.randrange(1, 50), seconds=slot % 60)
            memory.append(weight(kg, at, slot))
            if slot in everybody:
                expected[everybody[slot].uid] += 1
        if hour % 5 == 0:
            cuffs.append(pressure(here - timedelta(minutes=3)))
        noise = [chance.randbytes(chance.randrange(1, 4)).hex() for _ in range(chance.randrange(3))]
        told = scale(*noise, *memory, drops=hour % 7 == 3)
        done = read_recorded(session, told, cuff_of(*cuffs))
        for one in done.received.waiting:
            if one.proposed is not None:
                given_to(session, one.uid, one.proposed)
    kept = {one.uid: len(rows(session, one)) for one in everybody.values()}
    assert kept == dict(expected)
    assert len(rows(session, PAUL, "blood_pressure")) == len(cuffs) == 5
    assert all(one.proposed is None for one in session.vault.inbox.all())


SCALE, CUFF = "C0:00:00:00:00:01", "C0:00:00:00:00:02"


def cuff_of(*frames: str) -> Recording:
    sent = [(sig(0x2A35), bytes.fromhex(one), 0.0) for one in frames]
    return recorded(0x1810, sent, {}, CUFF)


def given_to(session: Session, uid: str, person: str) -> None:
    whose = next(one for one in session.vault.people.all() if one.uid == person)
    inbox.assign(session, [uid], whose)
