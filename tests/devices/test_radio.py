"""The radio over unmodified bleak (D13, D14, D15, D16), on the bench of emulated devices."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Iterator
from datetime import datetime
from typing import Any

import pytest

from tests.devices.bench import HASTY, radio, run, until, world_of
from tests.virtual_ble.vble import backend
from tests.virtual_ble.vble.air import Air
from tests.virtual_ble.vble.devices import Glucometer, HeartBelt, Scale
from tests.virtual_ble.vble.world import World
from vault import errors as e
from vault.devices.air import Connection, Seen
from vault.devices.gatt import sig
from vault.devices.information import CURRENT_TIME, written_time
from vault.devices.radio import Backend, BleakRadio, Manners

pytestmark = pytest.mark.vble
FEATURES, WEIGHTS = sig(0x2A9E), sig(0x2A9D)


async def found(air: BleakRadio, name: str = "Balance", seconds: float = 2) -> Seen:
    there: list[Seen] = []

    def seen(one: Seen) -> bool:
        there.extend([one] if one.name == name else [])
        return bool(there)

    await air.nearby(seconds, seen)
    assert there
    return there[0]


class Typed:
    """A person who types a code, and says yes to digits."""

    def __init__(self, code: str | None) -> None:
        self._code = code

    async def code(self) -> str | None:
        return self._code

    async def same(self, digits: str) -> bool:
        return digits == self._code


async def nobody(seconds: float = 0.1) -> None:
    await radio().nearby(seconds, lambda _one: False)


def kind(work: Any) -> type[BaseException]:
    with pytest.raises(e.DeviceUnreachable) as caught:
        run(work)
    return caught.type


def test_a_scan_tells_what_is_near_and_stops_when_it_has_enough() -> None:
    with world_of(Scale(rssi=-42), HeartBelt()):
        seen = run(found(radio()))
    assert (seen.name, seen.rssi, seen.bonded) == ("Balance", -42, False)
    assert sig(0x181D) in seen.services


def test_without_a_bus_bluetooth_is_off(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DBUS_SYSTEM_BUS_ADDRESS", "unix:path=/nonexistent")
    assert kind(nobody()) is e.BluetoothOff


def test_a_bus_without_bluetoothd_is_off() -> None:
    with world_of() as world:
        world.run(world.bluez.stop_service())
        assert kind(nobody()) is e.BluetoothOff


@pytest.mark.parametrize(
    ("breaks", "error"),
    [
        (lambda world: world.call(world.bluez.set_powered, False), e.BluetoothOff),
        (lambda world: world.call(world.bluez.remove_adapter), e.BluetoothAbsent),
        (lambda world: setattr(world.bluez.faults, "access_denied", True), e.BluetoothDenied),
        (lambda world: setattr(world.bluez.faults, "discovery_busy", 9), e.BluetoothBusy),
    ],
)
def test_an_adapter_that_does_not_scan_is_told(breaks: Any, error: type[Exception]) -> None:
    with world_of() as world:
        breaks(world)
        assert kind(nobody()) is error


def test_a_busy_adapter_is_tried_again() -> None:
    with world_of(Scale(), discovery_busy=2):
        assert run(found(radio())).name == "Balance"


def test_an_adapter_that_goes_off_while_we_listen_is_told() -> None:
    """D16, scan."""

    async def listens(world: Any) -> None:
        asyncio.get_running_loop().call_later(0.1, world.call, world.bluez.set_powered, False)
        await nobody(0.4)

    with world_of() as world:
        assert kind(listens(world)) is e.BluetoothOff


def test_bytes_go_both_ways_and_the_link_is_left() -> None:
    scale = Scale([Scale.frame(72.5)])

    async def reads() -> tuple[bytes, list[bytes], bool]:
        air, came = radio(), list[bytes]()
        async with air.connected(await found(air)) as link:
            features = await link.read(FEATURES)
            await link.subscribe(WEIGHTS, came.append)
            await until(lambda: bool(came))
        return features, came, scale.connection is None

    with world_of(scale):
        features, came, left = run(reads())
        assert (features, came) == (b"\x0f\0\0\0", [bytes.fromhex("00a438")])
        assert left


def test_three_attempts_then_the_device_refuses() -> None:
    tried: list[tuple[int, int]] = []

    async def connects() -> None:
        air = radio()
        async with air.connected(await found(air), lambda *told: tried.append(told)):
            pass

    with world_of(Scale(), connect_fail=3) as world:
        assert kind(connects()) is e.DeviceRefused
        assert tried == [(1, 3), (2, 3), (3, 3)]
        world.bluez.faults.connect_fail = 2
        run(connects())


def test_a_device_that_was_never_seen_is_out_of_range() -> None:
    async def connects() -> None:
        async with radio().connected(Seen("F0:00:00:00:00:99", "Balance")):
            pass

    with world_of():
        assert kind(connects()) is e.DeviceOutOfRange


def test_a_device_that_bluez_forgot_since_the_scan_is_looked_for_again() -> None:
    """D16: several devices are read in turn, the last one long after the scan."""
    air = radio(rest=0.05, again=2.0, fresh=0.2)

    async def connects() -> bool:
        seen = await found(air)
        await asyncio.sleep(0.6)
        async with air.connected(seen) as link:
            return WEIGHTS in link.services[sig(0x181D)]

    with World(forget_after=0.3) as world:
        world.add(Scale())
        assert run(connects())


def test_a_link_that_is_lost_says_so_at_the_next_call() -> None:
    scale = Scale()

    async def loses(world: Any) -> None:
        air = radio()
        async with air.connected(await found(air)) as link:
            world.call(scale.later, scale.drop())
            await asyncio.wait_for(link.lost.wait(), 2)
            await link.read(FEATURES)

    with world_of(scale) as world:
        assert kind(loses(world)) is e.DeviceLost


def test_one_unlikely_error_is_repeated_and_two_are_told() -> None:
    async def reads(world: Any, times: int) -> bytes:
        air = radio()
        async with air.connected(await found(air)) as link:
            world.bluez.faults.lossy = times
            return await link.read(FEATURES)

    with world_of(Scale()) as world:
        assert run(reads(world, 1)) == b"\x0f\0\0\0"
        assert kind(reads(world, 2)) is e.DeviceProtocol


def test_what_the_device_refuses_is_a_protocol_error() -> None:
    async def writes() -> None:
        air = radio()
        async with air.connected(await found(air)) as link:
            await link.write(CURRENT_TIME, written_time(datetime(2026, 11, 20, 7, 30)))  # noqa: DTZ001

    with world_of(Scale(has_clock=True, refuses_clock=True)):
        assert kind(writes()) is e.DeviceProtocol


async def bonded(air: BleakRadio, name: str, code: str | None) -> Connection:
    async with air.connected(await found(air, name)) as link:
        with pytest.raises(e.DeviceNeedsPairing):
            await link.read(min(link.readable & OURS))
        async with air.answering(Typed(code)):
            await link.pair()
        await link.pair()  # a second time: it stands already
        return link


OURS = frozenset({FEATURES, sig(0x2A51)})


def agents(world: Any) -> int:
    return len(world.bluez.agents)


def test_a_device_that_wants_a_bond_gets_one_and_the_agent_goes_again() -> None:
    """D15: registered only while pairing."""
    with world_of(scale := Scale(encrypted=True)) as world:
        assert run(bonded(radio(), "Balance", None)).bonded
        assert scale.paired
        assert agents(world) == 0
        assert run(found(radio())).bonded


@pytest.mark.parametrize(
    ("typed", "error"),
    [("123456", None), ("654321", e.DeviceCodeWrong), (None, e.DeviceNeedsPairing),
     ("twelve", e.DeviceCodeWrong)],
)  # fmt: skip
def test_the_code_that_the_device_shows(typed: str | None, error: type[Exception] | None) -> None:
    """D15: right, wrong, nobody types it."""
    with world_of(meter := Glucometer(encrypted=True, passkey=123456)) as world:
        if error is None:
            assert run(bonded(radio(), "Lecteur", typed)).bonded
        else:
            assert kind(bonded(radio(), "Lecteur", typed)) is error
        assert meter.paired is (error is None)
        assert agents(world) == 0


def test_another_agent_that_answers_in_our_place_blocks_the_pairing() -> None:
    with world_of(Scale(encrypted=True), agent_stolen=True):
        assert kind(bonded(radio(), "Balance", None)) is e.PairingBlocked


@pytest.fixture
def forgetful() -> Iterator[tuple[Any, Scale]]:
    scale = Scale([Scale.frame(70)], encrypted=True)
    with world_of(scale) as world:
        run(bonded(radio(), "Balance", None))
        world.run(scale.forget_bonds())
        yield world, scale


def test_a_device_that_forgot_our_bond_is_told_after_two_attempts_and_bonds_again(
    forgetful: tuple[Any, Scale],
) -> None:
    """D14: no endless loop; bleak itself repeats until its own time-out."""
    _world, scale = forgetful
    before = scale.connections

    async def connects(air: BleakRadio) -> None:
        async with air.connected(await found(air)):
            pass

    quick = Manners(connect=0.6, pauses=(0.05, 0.05), rest=0.05, again=0.5)
    assert kind(connects(BleakRadio(quick))) is e.DeviceForgot
    assert 0 < scale.connections - before < 60

    async def again() -> bool:
        air = radio()
        await air.unpair(await found(air))
        return (await bonded(air, "Balance", None)).bonded

    assert run(again())


def test_unpairing_what_was_never_seen_does_nothing() -> None:
    with world_of():
        run(radio().unpair(Seen("F0:00:00:00:00:99")))


def test_the_manners_of_the_product_are_those_of_the_documentation() -> None:
    plain = Manners()
    assert (plain.connect, plain.pauses, plain.rest) == (12.0, (1.5, 4.0), 0.3)
    assert (plain.operation, plain.leave, plain.busy) == (10.0, 5.0, (2.0, 2.0, 2.0))
    assert plain != HASTY


def test_a_radio_without_a_bus_reads_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    """D27: bleak over another backend; this is how the other systems are tested."""
    monkeypatch.setitem(os.environ, "DBUS_SYSTEM_BUS_ADDRESS", "unix:path=/nonexistent")

    async def reads() -> bytes:
        air = Air()
        central: Any = air.device("c", "F0:F1:F2:F3:F4:FF")
        monkeypatch.setattr(backend, "CENTRAL", central)
        await central.power_on()
        await Scale().start(air)
        ours = BleakRadio(HASTY, Backend(backend.Scanner, backend.Client))
        async with ours.connected(await found(ours)) as link, ours.answering(Typed(None)):
            return await link.read(FEATURES)

    assert run(reads()) == b"\x0f\0\0\0"
