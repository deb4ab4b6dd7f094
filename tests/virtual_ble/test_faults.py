"""The bad days: what bleak raises in each situation. The product's table of errors is checked against these."""

import asyncio
import os
import time

import pytest
from bleak import BleakClient, BleakScanner
from bleak.exc import (
    BleakBluetoothNotAvailableError,
    BleakDBusError,
    BleakError,
    BleakGATTProtocolError,
)

from tests.virtual_ble.support import find, inside, register_agent, uuid, wait_for
from tests.virtual_ble.vble.bluez import Faults
from tests.virtual_ble.vble.devices import HeartBelt, PineTime, Scale
from tests.virtual_ble.vble.world import World


@pytest.fixture
def bad():
    made = []

    def make(**faults):
        w = World(faults=Faults(**faults))
        w.__enter__()
        made.append(w)
        return w

    yield make
    for w in made:
        w.__exit__()


def test_stale_bond_is_a_timeout_until_the_bond_is_removed(world):
    """bleak 3.1 answers each abort with another attempt until its own timeout: the program sees TimeoutError only."""
    s = world.add(Scale([{"kg": 70}], encrypted=True))

    async def main():
        async with BleakClient(await find("Balance"), pair=True):
            pass
        await inside(world, s.forget_bonds())
        before = s.connections
        with pytest.raises(TimeoutError):
            await BleakClient(await find("Balance"), timeout=1.5).connect()
        attempts = s.connections - before
        await BleakClient(await find("Balance")).unpair()
        async with BleakClient(await find("Balance"), pair=True) as c:
            value = bytes(await c.read_gatt_char(uuid("2a9e")))
        return attempts, value

    attempts, value = asyncio.run(main())
    assert attempts >= 2 and value == b"\x0f\0\0\0"


def test_one_abort_is_retried_by_bleak_itself(bad):
    world = bad(connect_abort=2)
    world.add(HeartBelt())

    async def main():
        async with BleakClient(await find("Ceinture")) as c:
            return c.is_connected

    assert asyncio.run(main()) and world.faults.connect_abort == 0


def test_another_connection_failure_is_raised_at_once(bad):
    world = bad(connect_fail=1)
    world.add(HeartBelt())

    async def main():
        device = await find("Ceinture")
        with pytest.raises(BleakDBusError) as e:
            await BleakClient(device).connect()
        async with BleakClient(device) as c:
            return e.value.dbus_error, c.is_connected

    assert asyncio.run(main()) == ("org.bluez.Error.Failed", True)


def test_discovery_in_progress(bad):
    bad(discovery_busy=1)

    async def main():
        with pytest.raises(BleakDBusError) as e:
            await BleakScanner.discover(timeout=0.1)
        return e.value.dbus_error

    assert asyncio.run(main()) == "org.bluez.Error.InProgress"


def test_access_denied(bad):
    bad(access_denied=True)

    async def main():
        with pytest.raises(Exception) as e:
            await BleakScanner.discover(timeout=0.1)
        return e.value

    error = asyncio.run(main())
    assert "AccessDenied" in str(getattr(error, "dbus_error", error)), repr(error)


def test_pairing_agent_of_another_program(bad):
    world = bad(agent_stolen=True)
    world.add(Scale(encrypted=True))

    async def main():
        bus, _ = await register_agent(0)
        try:
            with pytest.raises(BleakDBusError) as e:
                await BleakClient(await find("Balance"), pair=True).connect()
            return e.value.dbus_error
        finally:
            bus.disconnect()

    assert asyncio.run(main()) == "org.bluez.Error.AuthenticationFailed"


def test_battery_claimed_by_bluez_is_read_only(bad):
    world = bad(battery_claimed=True)
    world.add(HeartBelt())

    async def main():
        async with BleakClient(await find("Ceinture")) as c:
            level = bytes(await c.read_gatt_char(uuid("2a19")))
            with pytest.raises(BleakError):
                await c.start_notify(uuid("2a19"), lambda *_: None)
            return level

    assert asyncio.run(main()) == bytes([87])


def test_one_lost_read(bad):
    world = bad(lossy=1)
    world.add(HeartBelt())

    async def main():
        async with BleakClient(await find("Ceinture")) as c:
            with pytest.raises(BleakGATTProtocolError) as e:
                await c.read_gatt_char(uuid("2a38"))
            return e.value.code, bytes(await c.read_gatt_char(uuid("2a38")))

    assert asyncio.run(main()) == (0x0E, b"\x01")


def test_slow_discovery(bad):
    world = bad(slow_discovery=0.4)
    world.add(HeartBelt())

    async def main():
        start = time.monotonic()
        async with BleakClient(await find("Ceinture")) as c:
            assert c.services.get_service(uuid("180d"))
        return time.monotonic() - start

    assert asyncio.run(main()) > 0.4


def test_adapter_switched_off_while_connected_and_on_again(world):
    world.add(HeartBelt())

    async def main():
        gone = []
        device = await find("Ceinture")
        c = BleakClient(device, disconnected_callback=lambda _: gone.append(1))
        await c.connect()
        world.call(world.bluez.set_powered, False)
        await wait_for(lambda: gone)
        with pytest.raises(BleakBluetoothNotAvailableError):
            await BleakScanner.discover(timeout=0.1)
        world.call(world.bluez.set_powered, True)
        await asyncio.sleep(0.1)
        async with BleakClient(await find("Ceinture")) as again:
            return again.is_connected

    assert asyncio.run(main())


def test_adapter_pulled_out(world):
    world.call(world.bluez.remove_adapter)

    async def main():
        with pytest.raises(BleakBluetoothNotAvailableError) as e:
            await BleakScanner.discover(timeout=0.1)
        return e.value.reason.name

    assert asyncio.run(main()) == "NO_BLUETOOTH"


def test_bluetoothd_restarts(world):
    world.add(HeartBelt())

    async def main():
        gone = []
        c = BleakClient(await find("Ceinture"), disconnected_callback=lambda _: gone.append(1))
        await c.connect()
        await inside(world, world.bluez.stop_service())
        await wait_for(lambda: gone)
        with pytest.raises(BleakError):
            await BleakScanner.discover(timeout=0.1)
        await inside(world, world.bluez.start_service())
        await asyncio.sleep(0.2)
        async with BleakClient(await find("Ceinture")) as again:
            return again.is_connected

    assert asyncio.run(main())


def test_no_bus_is_a_plain_file_error():
    old = os.environ.get("DBUS_SYSTEM_BUS_ADDRESS")
    os.environ["DBUS_SYSTEM_BUS_ADDRESS"] = "unix:path=/nonexistent"
    try:
        with pytest.raises(FileNotFoundError):
            asyncio.run(BleakScanner.discover(timeout=0.1))
    finally:
        os.environ.pop("DBUS_SYSTEM_BUS_ADDRESS")
        if old:
            os.environ["DBUS_SYSTEM_BUS_ADDRESS"] = old


def test_a_read_of_another_characteristic_is_no_notification(world):
    """Only the subscribed characteristic reports."""
    s = world.add(Scale())

    async def main():
        got = []
        async with BleakClient(await find("Balance")) as c:
            await c.start_notify(uuid("2a9d"), lambda _, b: got.append(bytes(b)))
            await inside(world, s.weigh(70.0, timed=False))
            await wait_for(lambda: got)
            await c.read_gatt_char(uuid("2a19"))
        return got

    assert asyncio.run(main()) == [b"\x00\xb0\x36"]


@pytest.mark.parametrize(("start_notify", "extra"), [(True, 1), (False, 0)])
def test_an_explicit_read_also_comes_as_a_notification(world, start_notify, extra):
    """With StartNotify BlueZ reports explicit reads to the subscriber too: a program must expect the double."""
    world.add(PineTime(bpm=64))

    async def main():
        got = []
        async with BleakClient(await find("InfiniTime")) as c:
            await c.start_notify(
                uuid("2a37"),
                lambda _, b: got.append(bytes(b)),
                bluez={"use_start_notify": start_notify},
            )
            await c.read_gatt_char(uuid("2a37"))
            await asyncio.sleep(0.1)
        return len(got)

    assert asyncio.run(main()) == extra
