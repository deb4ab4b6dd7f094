"""A virtual radio (bumble's LocalLink) and the base of every emulated device.

Everything here speaks real HCI, L2CAP, ATT and SMP between bumble hosts, inside one process.
"""

from __future__ import annotations

import asyncio
import datetime as dt
import logging
import struct
import time
from collections.abc import Awaitable, Callable

from bumble import att, hci
from bumble.controller import Controller
from bumble.core import AdvertisingData
from bumble.device import Device, DeviceConfiguration
from bumble.gatt import Characteristic, CharacteristicValue, Service
from bumble.hci import Address
from bumble.host import Host
from bumble.keys import MemoryKeyStore
from bumble.link import LocalLink
from bumble.pairing import PairingConfig, PairingDelegate
from bumble.transport.common import AsyncPipeSink

from . import layouts
from .layouts import sig

log = logging.getLogger("vble.air")
P = Characteristic.Properties
PERM = att.Attribute.Permissions


class AppError(att.ATT_Error):
    """An ATT error whose code bumble has no name for (0x80-0x9F)."""

    def __init__(self, error_code: int, att_handle: int = 0) -> None:
        Exception.__init__(self, f"ATT 0x{error_code:02X}")
        self.error_code, self.att_handle, self.message = error_code, att_handle, ""

    def __str__(self) -> str:
        return f"ATT 0x{self.error_code:02X}"


class CancellingController(Controller):
    """bumble's simulated controller never completes a cancelled connection; a real one does, with status 0x02."""

    def on_hci_le_create_connection_cancel_command(self, command: object) -> object:
        if self.pending_le_connection:
            self.pending_le_connection = None
            asyncio.get_running_loop().call_soon(
                self.send_hci_packet,
                hci.HCI_LE_Connection_Complete_Event(
                    status=hci.HCI_ErrorCode.UNKNOWN_CONNECTION_IDENTIFIER_ERROR,
                    connection_handle=0,
                    role=0,
                    peer_address_type=0,
                    peer_address=Address.ANY,
                    connection_interval=0,
                    peripheral_latency=0,
                    supervision_timeout=0,
                    central_clock_accuracy=0,
                ),
            )
        return super().on_hci_le_create_connection_cancel_command(command)


class Air:
    """The radio everybody shares."""

    def __init__(self) -> None:
        self.link = LocalLink()
        self.born = time.monotonic()
        self.rssi: dict[str, int] = {}
        self.events: list[dict] = []
        self.watchers: list[Callable[[dict], None]] = []

    def device(self, name: str, address: str) -> Device:
        """A bumble device with its own controller on the shared link."""
        controller = CancellingController(name, link=self.link)
        device = Device(config=DeviceConfiguration(name=name, address=Address(address)), host=None)
        device.host = Host(controller, AsyncPipeSink(controller))
        device.keystore = MemoryKeyStore()
        return device

    def tell(self, who: str, what: str, **more: object) -> None:
        """Record that something happened to a device."""
        event = {"t": round(time.monotonic() - self.born, 3), "device": who, "event": what, **more}
        self.events.append(event)
        for watcher in list(self.watchers):
            watcher(event)


class Peripheral:
    """Name, address, advertisement, common services, pairing policy, a clock and a memory of what happened.

    Actions (methods a scenario may call) are the names in `actions`.
    """

    type = "thing"
    name = "Thing"
    address = "F0:F1:F2:F3:F4:F0"
    adv_uuids: tuple[int, ...] = ()
    model = "THING-1"
    has_clock = False
    actions: tuple[str, ...] = (
        "drop",
        "vanish",
        "appear",
        "forget_bonds",
        "set_battery",
        "set_clock",
        "move",
    )

    def __init__(
        self,
        *,
        id: str | None = None,
        name: str | None = None,
        address: str | None = None,
        encrypted: bool = False,
        passkey: int | None = None,
        rssi: int = -55,
        clock: dt.datetime | None = None,
        clock_offset: float = 0.0,
        has_clock: bool | None = None,
        refuses_clock: bool = False,
        battery: int | None = 87,
        maker: str = "ACME Sante",
        model: str | None = None,
        serial: str | None = "SN-0001",
        firmware: str = "1.0",
        drop_after: int | None = None,
        hidden: bool = False,
        mtu: int | None = None,
    ) -> None:
        self.id = id or name or type(self).name
        self.name, self.address = name or type(self).name, address or type(self).address
        self.encrypted, self.passkey, self.rssi = encrypted, passkey, rssi
        self.offset = (clock - dt.datetime.now()).total_seconds() if clock else float(clock_offset)
        self.has_clock = type(self).has_clock if has_clock is None else has_clock
        self.refuses_clock = refuses_clock
        self.battery, self.maker, self.model = battery, maker, model or type(self).model
        self.serial, self.firmware, self.drop_after, self.hidden, self.mtu = (
            serial,
            firmware,
            drop_after,
            hidden,
            mtu,
        )
        self.dev: Device | None = None
        self.connection = None
        self.service_data: dict[int, bytes] = {}
        self.manufacturer_data: dict[int, bytes] = {}
        self.connections = self.delivered = self.confirmed = self.clock_writes = 0
        self.paired = False
        self.subscribed: set[str] = set()
        self.writes: list[tuple[str, str]] = []
        self.log: list[tuple] = []

    # -------------------------------------------------------------- for subclasses
    def services(self) -> list[Service]:
        """The services proper to this kind of device."""
        return []

    async def on_ready(self) -> None:
        """Called whenever a subscription or a commit may allow sending what is stored."""

    # -------------------------------------------------------------- attributes
    def perm(self, *, read: bool = False, write: bool = False) -> PERM:
        """Permissions, encrypted if the device wants a pairing."""
        out = PERM(0)
        if read:
            out |= PERM.READABLE | (PERM.READ_REQUIRES_ENCRYPTION if self.encrypted else PERM(0))
        if write:
            out |= PERM.WRITEABLE | (PERM.WRITE_REQUIRES_ENCRYPTION if self.encrypted else PERM(0))
        return out

    def fixed(self, short: int, value: bytes, *, plain: bool = False) -> Characteristic:
        """A characteristic that is only read."""
        return Characteristic(
            sig(short), P.READ, PERM.READABLE if plain else self.perm(read=True), value
        )

    def sending(
        self, uuid: object, properties: P, read: Callable[[], bytes] | None = None
    ) -> Characteristic:
        """A characteristic that notifies or indicates; its subscriptions are recorded."""
        uuid = sig(uuid) if isinstance(uuid, int) else uuid
        value = CharacteristicValue(read=lambda _: read()) if read else b""
        made = Characteristic(
            uuid, properties | (P.READ if read else P(0)), self.perm(read=True), value
        )
        made.on("subscription", lambda c, n, i: self._on_subscription(uuid, n, i))
        return made

    def taking(
        self,
        uuid: object,
        write: Callable[[object, bytes], object],
        properties: P = P.WRITE,
        read: Callable[[], bytes] | None = None,
    ) -> Characteristic:
        """A characteristic that is written; every write is recorded."""
        uuid = sig(uuid) if isinstance(uuid, int) else uuid

        def note(connection: object, value: bytes) -> object:
            self.writes.append((str(uuid), bytes(value).hex()))
            self.tell("written", uuid=short_name(uuid), hex=bytes(value).hex())
            return write(connection, bytes(value))

        value = CharacteristicValue(read=(lambda _: read()) if read else None, write=note)
        made = Characteristic(
            uuid,
            properties | (P.READ if read else P(0)),
            self.perm(read=bool(read), write=True),
            value,
        )
        if properties & (P.NOTIFY | P.INDICATE):
            made.on("subscription", lambda c, n, i: self._on_subscription(uuid, n, i))
        return made

    def common_services(self) -> list[Service]:
        """Device information, battery, clock."""
        info = [
            (0x2A29, self.maker),
            (0x2A24, self.model),
            (0x2A25, self.serial),
            (0x2A26, self.firmware),
        ]
        out = [Service(sig(0x180A), [self.fixed(u, v.encode(), plain=True) for u, v in info if v])]
        if self.battery is not None:
            self.battery_char = Characteristic(
                sig(0x2A19),
                P.READ | P.NOTIFY,
                PERM.READABLE,
                CharacteristicValue(read=lambda _: bytes([self.battery])),
            )
            out.append(Service(sig(0x180F), [self.battery_char]))
        if self.has_clock:
            out.append(
                Service(
                    sig(0x1805),
                    [
                        self.taking(
                            0x2A2B,
                            self._on_clock,
                            P.WRITE | P.NOTIFY,
                            read=lambda: layouts.current_time(self.now()),
                        )
                    ],
                )
            )
        return out

    def _on_clock(self, _: object, value: bytes) -> None:
        if self.refuses_clock:
            raise AppError(0x80)
        self.clock_writes += 1
        self.offset = (layouts.read_current_time(value) - dt.datetime.now()).total_seconds()

    def now(self) -> dt.datetime:
        """The device's own wall clock."""
        return dt.datetime.now() + dt.timedelta(seconds=self.offset)

    def when(self, at: dt.datetime | None = None, ago: float | None = None) -> dt.datetime:
        """A stored time: given, or so many seconds before the device's now."""
        return (at or self.now() - dt.timedelta(seconds=ago or 0)).replace(microsecond=0)

    # -------------------------------------------------------------- advertising
    def adv_bytes(self) -> bytes:
        """Advertisement and scan response together, as a listening host merges them."""
        out = [(AdvertisingData.FLAGS, bytes([0x06]))]
        if self.adv_uuids:
            out.append(
                (
                    AdvertisingData.COMPLETE_LIST_OF_16_BIT_SERVICE_CLASS_UUIDS,
                    b"".join(struct.pack("<H", u) for u in self.adv_uuids),
                )
            )
        out += self.more_advertising()
        for u, d in self.service_data.items():
            out.append((AdvertisingData.SERVICE_DATA_16_BIT_UUID, struct.pack("<H", u) + d))
        for c, d in self.manufacturer_data.items():
            out.append((AdvertisingData.MANUFACTURER_SPECIFIC_DATA, struct.pack("<H", c) + d))
        out.append((AdvertisingData.COMPLETE_LOCAL_NAME, self.name.encode()))
        return bytes(AdvertisingData(out))

    def more_advertising(self) -> list[tuple[int, bytes]]:
        """Further advertising structures."""
        return []

    async def start(self, air: Air) -> Peripheral:
        """Come to life on the radio."""
        self.air = air
        air.rssi[self.address] = self.rssi
        self.dev = air.device(self.name, self.address)
        if self.mtu:
            self.dev.gatt_server.max_mtu = self.mtu
        me = self

        class Delegate(PairingDelegate):
            def __init__(self) -> None:
                super().__init__(
                    PairingDelegate.DISPLAY_OUTPUT_ONLY
                    if me.passkey is not None
                    else PairingDelegate.NO_OUTPUT_NO_INPUT
                )

            async def generate_passkey(self) -> int:
                return me.passkey

            async def display_number(self, number: int, digits: int) -> None:
                me.log.append(("display", number))

        self.dev.pairing_config_factory = lambda c: PairingConfig(
            sc=True, mitm=self.passkey is not None, bonding=True, delegate=Delegate()
        )
        services = self.services() + self.common_services()
        self.dev.add_services(services)
        if self.encrypted:
            self._protect_subscriptions(services)
        self.dev.on("connection", self._on_connection)
        await self.dev.power_on()
        if not self.hidden:
            await self.advertise()
        return self

    def _protect_subscriptions(self, services: list[Service]) -> None:
        """A device that wants a pairing also refuses CCCD writes before it."""
        for service in services:
            for characteristic in service.characteristics:
                if characteristic.permissions & (
                    PERM.READ_REQUIRES_ENCRYPTION | PERM.WRITE_REQUIRES_ENCRYPTION
                ):
                    for descriptor in characteristic.descriptors:
                        descriptor.permissions |= PERM.WRITE_REQUIRES_ENCRYPTION

    async def advertise(self) -> None:
        """Start advertising."""
        await self.dev.start_advertising(
            auto_restart=True,
            advertising_data=self.adv_bytes(),
            advertising_interval_min=20,
            advertising_interval_max=20,
        )

    async def quiet(self) -> None:
        """Stop advertising, also when it was only suspended by a connection."""
        await self.dev.stop_advertising()

    async def update_advert(self) -> None:
        """Change what is advertised."""
        await self.quiet()
        await self.advertise()

    # -------------------------------------------------------------- what happens
    def tell(self, what: str, **more: object) -> None:
        """Record an event of this device."""
        self.air.tell(self.id, what, **more)

    def _on_connection(self, connection: object) -> None:
        self.connection = connection
        self.connections += 1
        self.subscribed = set()
        self.connected_at = time.monotonic()
        self.log.append(("connected",))
        self.tell("connected")
        connection.on("disconnection", self._on_disconnection)
        connection.on("pairing", self._on_pairing)

    def _on_pairing(self, *_: object) -> None:
        self.paired = True
        self.log.append(("paired",))
        self.tell("paired")

    def _on_disconnection(self, reason: int) -> None:
        self.log.append(("disconnected", reason))
        self.connection = None
        self.subscribed = set()
        self.tell("disconnected", reason=reason)

    def _on_subscription(self, uuid: object, notify: bool, indicate: bool) -> None:
        short = short_name(uuid)
        self.log.append(("subscribed", notify, indicate))
        (self.subscribed.add if notify or indicate else self.subscribed.discard)(short)
        self.tell("subscribed" if notify or indicate else "unsubscribed", uuid=short)
        if notify or indicate:
            self.later(self.on_ready())

    def later(self, what: Awaitable) -> asyncio.Task:
        """Run after the current ATT request has been answered."""

        async def safely() -> None:
            try:
                await what
            except (asyncio.CancelledError, GeneratorExit):
                raise
            except Exception as error:  # the link may have gone in between: a device does not crash
                log.info("%s: %r", self.id, error)

        return asyncio.get_running_loop().create_task(safely())

    async def indicate(self, characteristic: Characteristic, value: bytes) -> bool:
        """Indicate and wait for the confirmation; False if the link is gone."""
        connection = self.connection
        if connection is None:
            return False
        self.delivered += 1
        await self.dev.indicate_subscriber(connection, characteristic, value)
        if self.connection is not connection:
            return False
        self.confirmed += 1
        self.log.append(("confirmed", value.hex()))
        self.tell("confirmed", hex=value.hex())
        return True

    async def notify(self, characteristic: Characteristic, value: bytes) -> bool:
        """Notify; False if the link is gone."""
        if self.connection is None:
            return False
        self.delivered += 1
        await self.dev.notify_subscriber(self.connection, characteristic, value)
        return True

    async def dropping(self, sent: int) -> bool:
        """Whether the device switches itself off now (`drop_after`), once."""
        if self.drop_after is None or sent < self.drop_after:
            return False
        self.drop_after = None
        await self.drop()
        return True

    # -------------------------------------------------------------- actions
    async def drop(self) -> None:
        """The device switches itself off in the middle of something (and advertises again)."""
        if self.connection:
            await self.connection.disconnect()

    async def vanish(self) -> None:
        """Out of range: no advertisement, no link."""
        self.hidden = True
        await self.quiet()
        await self.drop()

    async def appear(self) -> None:
        """Come (back) into range."""
        self.hidden = False
        await self.update_advert()

    async def forget_bonds(self) -> None:
        """Battery change: the device has lost its pairing keys, the computer has not."""
        await self.dev.keystore.delete_all()
        self.paired = False

    async def set_battery(self, percent: int) -> None:
        """Change the battery level."""
        self.battery = percent
        await self.dev.notify_subscribers(self.battery_char, bytes([percent]))

    async def set_clock(self, at: dt.datetime | None = None, offset: float = 0.0) -> None:
        """Change the device's clock (battery change: `at = 1970-01-01T00:00:00`)."""
        self.offset = (at - dt.datetime.now()).total_seconds() if at else offset

    async def move(self, rssi: int) -> None:
        """Come nearer or go farther."""
        self.rssi = self.air.rssi[self.address] = rssi

    # -------------------------------------------------------------- for checks
    @property
    def left(self) -> int:
        """Records the device still holds undelivered."""
        return len(getattr(self, "stored", ()))

    @property
    def clock_error(self) -> float:
        """Seconds between the device's clock and this computer's local time."""
        return round(self.offset, 1)

    def snapshot(self) -> dict:
        """What the device knows of its own story, for checks and reports."""
        return {
            "id": self.id,
            "type": self.type,
            "name": self.name,
            "address": self.address,
            "connections": self.connections,
            "connected": self.connection is not None,
            "paired": self.paired,
            "subscribed": sorted(self.subscribed),
            "delivered": self.delivered,
            "confirmed": self.confirmed,
            "left": self.left,
            "clock_error": self.clock_error,
            "clock_writes": self.clock_writes,
            "writes": [list(w) for w in self.writes],
        }


def short_name(uuid: object) -> str:
    """`2A9D` for SIG numbers, the long form otherwise."""
    raw = uuid.to_bytes(force_128=True)[::-1].hex()
    if raw.endswith("00001000800000805f9b34fb") and raw.startswith("0000"):
        return raw[4:8].upper()
    return f"{raw[:8]}-{raw[8:12]}-{raw[12:16]}-{raw[16:20]}-{raw[20:]}"
