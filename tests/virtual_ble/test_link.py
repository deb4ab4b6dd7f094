"""The link itself: every test runs bleak's real BlueZ backend, unmodified, against emulated devices."""

import asyncio
import struct
import subprocess
import sys
import textwrap
import time

import pytest
from bleak import BleakClient, BleakScanner
from bleak.exc import BleakBluetoothNotAvailableError, BleakDBusError, BleakError

from tests.virtual_ble.support import DT, find, glu, inside, register_agent, uuid, wait_for
from tests.virtual_ble.vble.devices import Glucometer, HeartBelt, MiScale1, Scale

W, RACP, GLU, HR = uuid("2a9d"), uuid("2a52"), uuid("2a18"), uuid("2a37")


def test_advert_only_scale(world):
    s = world.add(MiScale1())

    async def main():
        seen = []
        async with BleakScanner(lambda d, a: seen.append((d.address, dict(a.service_data)))):
            await wait_for(lambda: seen)
            assert list(seen[0][1].values())[0][0] == 0x82  # nobody on it
            s.service_data = {0x181D: bytes.fromhex("22a838ea070b14071e00")}
            inside(world, s.update_advert())
            await wait_for(lambda: any(b"\x22\xa8" == list(x[1].values())[0][:2] for x in seen))
        return seen

    assert asyncio.run(main())[0][0] == s.address


@pytest.mark.parametrize("acquire", [False, True])
def test_weight_indications_are_confirmed(world, acquire):
    s = world.add(Scale([Scale.frame(72.5, DT, 1), Scale.frame(71.9)]))

    async def main():
        got = []
        async with BleakClient(await find("Balance")) as c:
            await c.start_notify(
                W, lambda ch, b: got.append(bytes(b)), bluez={"use_start_notify": not acquire}
            )
            await wait_for(lambda: len(got) == 2)
            await wait_for(lambda: len([x for x in s.log if x[0] == "confirmed"]) == 2)
        return got

    got = asyncio.run(main())
    assert got[0] == bytes.fromhex("06a438ea070b14071e0001") and s.stored == []


def test_scale_switches_off_in_the_middle_then_comes_back(world):
    s = world.add(Scale([Scale.frame(70 + i, DT, 1) for i in range(5)], drop_after=2))

    async def session(stop_at):
        got, gone = [], []
        c = BleakClient(await find("Balance"), disconnected_callback=lambda c: gone.append(1))
        await c.connect()
        await c.start_notify(W, lambda ch, b: got.append(bytes(b)))
        await wait_for(lambda: gone or len(got) == stop_at)
        state = c.is_connected
        await c.disconnect()
        return got, gone, state

    got, gone, state = asyncio.run(session(5))
    assert len(got) == 2 and gone == [1] and state is False
    got, gone, state = asyncio.run(session(3))
    assert len(got) == 3 and state is True and not s.stored


def test_write_during_disconnect_raises(world):
    world.add(Glucometer([glu(i) for i in range(10)], encrypted=False, drop_after=3))

    async def main():
        got, gone = [], []
        c = BleakClient(await find("Lecteur"), disconnected_callback=lambda c: gone.append(1))
        await c.connect()
        await c.start_notify(GLU, lambda ch, b: got.append(bytes(b)))
        await c.start_notify(RACP, lambda ch, b: None)
        await c.write_gatt_char(RACP, b"\x01\x01", response=True)
        await wait_for(lambda: gone)
        with pytest.raises(BleakError):
            await c.write_gatt_char(RACP, b"\x03\x00", response=True)
        return got

    assert len(asyncio.run(main())) == 3


def test_racp_count_all_since_last_none(world):
    world.add(Glucometer([glu(i, 90 + i) for i in range(1, 41)], encrypted=False))

    async def ask(c, replies, req):
        replies.clear()
        await c.write_gatt_char(RACP, req, response=True)
        await wait_for(lambda: replies)
        return replies[0]

    async def main():
        got, replies, out = [], [], {}
        async with BleakClient(await find("Lecteur")) as c:
            await c.start_notify(GLU, lambda ch, b: got.append(bytes(b)))
            await c.start_notify(RACP, lambda ch, b: replies.append(bytes(b)))
            out["count"] = await ask(c, replies, b"\x04\x01")
            out["all"] = await ask(c, replies, b"\x01\x01"), len(got)
            got.clear()
            out["since"] = await ask(c, replies, b"\x01\x03\x01" + struct.pack("<H", 38)), len(got)
            got.clear()
            out["last"] = await ask(c, replies, b"\x01\x06"), len(got)
            got.clear()
            out["none"] = await ask(c, replies, b"\x01\x03\x01" + struct.pack("<H", 99)), len(got)
            out["badop"] = await ask(c, replies, b"\x09\x01")
        return out

    o = asyncio.run(main())
    assert o["count"] == b"\x05\x00\x28\x00"
    assert o["all"] == (b"\x06\x00\x01\x01", 40)
    assert o["since"] == (b"\x06\x00\x01\x01", 3)
    assert (
        o["last"][1] == 1
        and o["none"] == (b"\x06\x00\x01\x06", 0)
        and o["badop"] == b"\x06\x00\x09\x02"
    )


def test_not_paired_is_a_clear_error(world):
    world.add(Scale([Scale.frame(70)], encrypted=True))

    async def main():
        async with BleakClient(await find("Balance")) as c:
            with pytest.raises(BleakDBusError) as e:
                await c.read_gatt_char("00002a9e-0000-1000-8000-00805f9b34fb")
            return e.value

    e = asyncio.run(main())
    assert e.dbus_error == "org.bluez.Error.NotPermitted" and "Not paired" in str(e)


def test_just_works_pairing_bond_survives_and_unpair(world):
    s = world.add(Scale([Scale.frame(70)], encrypted=True))
    FEAT = "00002a9e-0000-1000-8000-00805f9b34fb"

    async def first():
        async with BleakClient(await find("Balance"), pair=True) as c:
            return bytes(await c.read_gatt_char(FEAT))

    assert asyncio.run(first()) == b"\x0f\0\0\0"
    assert [x[0] for x in s.log].count("paired") == 1

    async def again():
        async with BleakClient(await find("Balance"), pair=True) as c:
            return bytes(await c.read_gatt_char(FEAT))

    assert asyncio.run(again()) == b"\x0f\0\0\0"
    assert [x[0] for x in s.log].count("paired") == 1, (
        "re-encrypted with the stored key, not paired again"
    )

    async def unpair():
        async with BleakClient(await find("Balance")) as c:
            await c.unpair()

    asyncio.run(unpair())

    async def after():
        async with BleakClient(await find("Balance")) as c:
            with pytest.raises(BleakDBusError):
                await c.read_gatt_char(FEAT)

    asyncio.run(after())


@pytest.mark.parametrize("typed,ok", [(123456, True), (654321, False)])
def test_passkey_pairing_through_the_apps_agent(world, typed, ok):
    world.add(Glucometer([glu(1)], encrypted=True, passkey=123456))

    async def main():
        bus, asked = await register_agent(typed)
        try:
            c = BleakClient(await find("Lecteur"), pair=True)
            if ok:
                async with c:
                    assert (
                        bytes(await c.read_gatt_char("00002a51-0000-1000-8000-00805f9b34fb"))
                        == b"\0\0"
                    )
            else:
                with pytest.raises(BleakDBusError) as e:
                    await c.connect()
                assert "AuthenticationFailed" in e.value.dbus_error
            return asked
        finally:
            bus.disconnect()

    assert len(asyncio.run(main())) == 1


def test_heart_rate_stream_500(world):
    b = world.add(HeartBelt())

    async def main():
        got = []
        async with BleakClient(await find("Ceinture")) as c:
            await c.start_notify(HR, lambda ch, d: got.append(bytes(d)))

            async def pump():
                for i in range(500):
                    await b.beat(60 + i % 100, [1000 + i % 7])

            t = time.monotonic()
            fut = inside(world, pump())
            await wait_for(lambda: len(got) == 500, 10)
            await fut
            return got, time.monotonic() - t

    got, secs = asyncio.run(main())
    assert [x[1] for x in got] == [60 + i % 100 for i in range(500)]
    print(f"500 notifications in {secs:.2f}s")


def test_adapter_off(world):
    world.call(world.bluez.set_powered, False)

    async def main():
        with pytest.raises(BleakBluetoothNotAvailableError) as e:
            await BleakScanner.discover(timeout=0.2)
        return e.value.reason.name

    assert asyncio.run(main()) == "POWERED_OFF"


def test_device_out_of_range(world):
    s = world.add(Scale())
    world.add(HeartBelt())

    async def main():
        d = await find("Balance")
        await inside(world, s.vanish())
        t = time.monotonic()
        with pytest.raises((BleakError, TimeoutError)) as e:
            await BleakClient(d, timeout=1.0).connect()
        secs = time.monotonic() - t
        async with BleakClient(await find("Ceinture")) as other:  # the adapter is free again
            assert other.is_connected
        return secs, repr(e.value)

    secs, e = asyncio.run(main())
    print(secs, e)
    assert secs < 3


def test_device_comes_back_into_range(world):
    s = world.add(Scale([Scale.frame(70)]))

    async def main():
        d = await find("Balance")
        await inside(world, s.vanish())
        asyncio.get_running_loop().call_later(
            0.8, lambda: asyncio.ensure_future(inside(world, s.appear()))
        )
        async with BleakClient(d, timeout=5.0) as c:
            return c.is_connected

    assert asyncio.run(main())


def test_bluetoothd_dies(world):
    world.add(HeartBelt())

    async def main():
        gone = []
        c = BleakClient(await find("Ceinture"), disconnected_callback=lambda c: gone.append(1))
        await c.connect()
        world.daemon.terminate()
        await wait_for(lambda: gone)
        assert not c.is_connected
        await c.disconnect()

    asyncio.run(main())


def test_unmodified_program_in_its_own_process(world):
    world.add(Scale([Scale.frame(72.5, DT, 1)]))
    prog = textwrap.dedent("""
        import asyncio
        from bleak import BleakScanner, BleakClient
        async def main():
            d = await BleakScanner.find_device_by_filter(lambda d, a: any("181d" in u for u in a.service_uuids))
            ev = asyncio.Event()
            async with BleakClient(d) as c:
                await c.start_notify("00002a9d-0000-1000-8000-00805f9b34fb", lambda ch, b: (print(bytes(b).hex()), ev.set()))
                await asyncio.wait_for(ev.wait(), 5)
        asyncio.run(main())
    """)
    out = subprocess.run([sys.executable, "-c", prog], capture_output=True, text=True, timeout=20)
    assert out.stdout.strip() == "06a438ea070b14071e0001", out


def test_two_devices_at_once(world):
    world.add(Scale([Scale.frame(80)]))
    b = world.add(HeartBelt())

    async def main():
        got = []
        d1, d2 = await find("Balance"), await find("Ceinture")
        async with BleakClient(d1) as c1, BleakClient(d2) as c2:
            await c2.start_notify(HR, lambda ch, x: got.append("hr"))
            await c1.start_notify(W, lambda ch, x: got.append("w"))
            await inside(world, b.beat(70))
            await wait_for(lambda: set(got) == {"hr", "w"})

    asyncio.run(main())


def test_the_backend_under_test_is_the_real_one(world):
    """Negative control: bleak's own BlueZ classes, and real method calls on the bus."""
    world.add(Scale([Scale.frame(70)]))

    async def main():
        client = BleakClient(await find("Balance"))
        names = type(client._backend).__module__, type(client._backend).__name__
        got = []
        async with client as c:
            await c.start_notify(W, lambda ch, b: got.append(bytes(b)))
            await wait_for(lambda: got)
            await c.stop_notify(W)
        return names

    assert asyncio.run(main()) == ("bleak.backends.bluezdbus.client", "BleakClientBlueZDBus")
    called = {member for _, member, _, _ in world.bluez.calls}
    assert {
        "SetDiscoveryFilter",
        "StartDiscovery",
        "Connect",
        "StartNotify",
        "StopNotify",
        "Disconnect",
    } <= called


def test_an_absent_device_is_not_found(world):
    start = time.monotonic()
    assert asyncio.run(BleakScanner.find_device_by_name("Nobody", timeout=0.5)) is None
    assert time.monotonic() - start < 1.5
