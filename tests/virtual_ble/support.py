"""Small things every test needs, among them the pairing agent an application has to bring on Linux."""

import asyncio
import datetime as dt
import struct
import time

from bleak import BleakClient, BleakScanner
from dbus_fast import BusType, Message
from dbus_fast.aio import MessageBus
from dbus_fast.service import ServiceInterface

try:
    from dbus_fast.service import dbus_method as method
except ImportError:
    from dbus_fast.service import method

DT = dt.datetime(2026, 11, 20, 7, 30)
AGENT_PATH = "/app/agent"


def uuid(short: str) -> str:
    """The long form of a SIG number."""
    return f"0000{short.lower()}-0000-1000-8000-00805f9b34fb"


async def wait_for(condition, timeout=3):
    """Until the condition holds."""
    end = time.monotonic() + timeout
    while not condition():
        assert time.monotonic() < end, "timeout"
        await asyncio.sleep(0.01)


def inside(world, coroutine):
    """Run something in the world's thread from the test's loop."""
    return asyncio.get_running_loop().run_in_executor(None, world.run, coroutine)


def glu(seq, mg_dl=105, when=DT):
    """A glucose record: concentration in kg/L, capillary whole blood, finger."""
    sf = ((-5 & 0xF) << 12) | mg_dl
    return seq, struct.pack(
        "<BHHBBBBBHB",
        0x02,
        seq,
        when.year,
        when.month,
        when.day,
        when.hour,
        when.minute,
        0,
        sf,
        0x11,
    )


async def find(name, timeout=3):
    """The device of that name, or a failure."""
    device = await BleakScanner.find_device_by_name(name, timeout=timeout)
    assert device, f"{name} not seen"
    return device


async def read(name, short, count, *, pair=False, before=None, timeout=3):
    """Connect, subscribe to one characteristic, wait for so many values."""
    got = []
    async with BleakClient(await find(name), pair=pair) as client:
        if before:
            await before(client)
        await client.start_notify(uuid(short), lambda _, value: got.append(bytes(value)))
        await wait_for(lambda: len(got) >= count, timeout)
        await asyncio.sleep(0.02)
    return got


async def register_agent(passkey):
    """What the application has to do itself on Linux: bleak registers no agent."""
    asked = []

    class Agent(ServiceInterface):
        @method()
        def RequestPasskey(self, device: "o") -> "u":  # noqa: F821
            asked.append(device)
            return passkey

        @method()
        def DisplayPasskey(self, device: "o", passkey: "u", entered: "q"):  # noqa: F821
            asked.append(passkey)

        @method()
        def RequestConfirmation(self, device: "o", passkey: "u"):  # noqa: F821
            asked.append(passkey)

        @method()
        def RequestAuthorization(self, device: "o"):  # noqa: F821
            asked.append(device)

        @method()
        def Cancel(self):
            pass

        @method()
        def Release(self):
            pass

    bus = await MessageBus(bus_type=BusType.SYSTEM).connect()
    bus.export(AGENT_PATH, Agent("org.bluez.Agent1"))
    for member, signature, body in (
        ("RegisterAgent", "os", [AGENT_PATH, "KeyboardDisplay"]),
        ("RequestDefaultAgent", "o", [AGENT_PATH]),
    ):
        answer = await bus.call(
            Message(
                destination="org.bluez",
                path="/org/bluez",
                interface="org.bluez.AgentManager1",
                member=member,
                signature=signature,
                body=body,
            )
        )
        assert answer.message_type.name == "METHOD_RETURN", answer.body
    return bus, asked
