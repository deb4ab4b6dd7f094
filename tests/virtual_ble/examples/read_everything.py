"""A plain bleak program: finds devices, reads all they have, prints one JSON object per line. Knows nothing of vble.

    python examples/read_everything.py [--seconds 3] [--passkey 123456] [--consent 1:3752] [NAME ...]

It is the smallest complete central: pairing agent, one connection at a time, subscriptions before the RACP, current
time. Not a decoder: values are printed as hex.
"""

import argparse
import asyncio
import datetime as dt
import json
import struct
import sys

from bleak import BleakClient, BleakScanner
from bleak.exc import BleakError
from dbus_fast import BusType, Message
from dbus_fast.aio import MessageBus
from dbus_fast.service import ServiceInterface

try:
    from dbus_fast.service import dbus_method as method
except ImportError:
    from dbus_fast.service import method

HEALTH = ("2a9d", "2a9c", "2a35", "2a1c", "2a5e", "2a5f", "2a18", "2a34", "2a37")


def long(short):
    return f"0000{short}-0000-1000-8000-00805f9b34fb"


def say(**what):
    print(json.dumps(what), flush=True)


class Agent(ServiceInterface):
    def __init__(self, passkey):
        super().__init__("org.bluez.Agent1")
        self.passkey = passkey

    @method()
    def RequestPasskey(self, device: "o") -> "u":  # noqa: F821
        return self.passkey

    @method()
    def RequestConfirmation(self, device: "o", passkey: "u"):  # noqa: F821
        pass

    @method()
    def RequestAuthorization(self, device: "o"):  # noqa: F821
        pass

    @method()
    def Cancel(self):
        pass

    @method()
    def Release(self):
        pass


async def agent(passkey):
    bus = await MessageBus(bus_type=BusType.SYSTEM).connect()
    bus.export("/reader/agent", Agent(passkey))
    for member, signature, body in (
        ("RegisterAgent", "os", ["/reader/agent", "KeyboardDisplay"]),
        ("RequestDefaultAgent", "o", ["/reader/agent"]),
    ):
        await bus.call(
            Message(
                destination="org.bluez",
                path="/org/bluez",
                interface="org.bluez.AgentManager1",
                member=member,
                signature=signature,
                body=body,
            )
        )
    return bus


async def read(device, options):
    name, ended = device.name, asyncio.Event()

    def heard(characteristic, value):
        short = characteristic.uuid[4:8]
        say(device=name, uuid=short, hex=bytes(value).hex())
        if short == "2a52" and value[:1] in (b"\x05", b"\x06"):
            ended.set()

    async with BleakClient(device, pair=options.pair, timeout=10) as client:
        there = {
            c.uuid[4:8]: c
            for s in client.services
            for c in s.characteristics
            if c.uuid == long(c.uuid[4:8])
        }
        if "2a2b" in there and options.set_clock:
            now = dt.datetime.now()
            await client.write_gatt_char(
                there["2a2b"],
                struct.pack(
                    "<HBBBBBBBB",
                    now.year,
                    now.month,
                    now.day,
                    now.hour,
                    now.minute,
                    now.second,
                    now.isoweekday(),
                    0,
                    0,
                ),
                response=True,
            )
        for short in (*HEALTH, "2a52", "2a9f"):
            if short in there and {"notify", "indicate"} & set(there[short].properties):
                await client.start_notify(there[short], heard)
        if "2a9f" in there and options.consent:
            slot, _, code = options.consent.partition(":")
            await client.write_gatt_char(
                there["2a9f"], struct.pack("<BBH", 2, int(slot), int(code)), response=True
            )
        if "2a52" in there:
            await client.write_gatt_char(there["2a52"], b"\x01\x01", response=True)
            await asyncio.wait_for(ended.wait(), options.seconds)
        else:
            await asyncio.sleep(options.seconds)


async def main(options):
    bus = await agent(options.passkey)
    found = {}

    def seen(device, advert):
        for uuid, data in advert.service_data.items():
            if (device.address, data) not in found:
                found[device.address, data] = True
                say(device=device.name, service_data=uuid[4:8], hex=data.hex(), rssi=advert.rssi)
        if device.name and (not options.names or device.name in options.names):
            found.setdefault(device.address, device)

    async with BleakScanner(seen):
        await asyncio.sleep(options.scan)
    status = 0
    for device in [d for d in found.values() if d is not True and not options.listen_only]:
        try:
            await read(device, options)
        except (BleakError, TimeoutError) as error:
            say(device=device.name, error=f"{type(error).__name__}: {error}")
            status = 5
    bus.disconnect()
    return status


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("names", nargs="*")
    parser.add_argument("--scan", type=float, default=0.5)
    parser.add_argument("--seconds", type=float, default=1.0)
    parser.add_argument("--passkey", type=int, default=0)
    parser.add_argument("--consent")
    parser.add_argument("--pair", action="store_true")
    parser.add_argument("--set-clock", action="store_true")
    parser.add_argument("--listen-only", action="store_true")
    sys.exit(asyncio.run(main(parser.parse_args())))
