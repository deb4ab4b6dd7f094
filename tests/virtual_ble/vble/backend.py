"""A second way in, without D-Bus: bleak's `backend=` argument with bumble as the radio.

Runs on any system; the platform backend (BlueZ, WinRT, CoreBluetooth) is NOT exercised, only the program above it.
"""

from __future__ import annotations

import contextlib

from bleak.backends.characteristic import BleakGATTCharacteristic
from bleak.backends.client import BaseBleakClient
from bleak.backends.descriptor import BleakGATTDescriptor
from bleak.backends.scanner import AdvertisementData, BaseBleakScanner
from bleak.backends.service import BleakGATTService, BleakGATTServiceCollection
from bleak.exc import (
    BleakDeviceNotFoundError,
    BleakError,
    BleakGATTProtocolError,
    BleakGATTProtocolErrorCode,
)
from bumble import att, hci
from bumble.core import UUID
from bumble.device import Peer

from .bluez import FLAG_NAMES, u128

CENTRAL = None  # a powered-on bumble Device, set by the test


class Scanner(BaseBleakScanner):
    """`BleakScanner(backend=Scanner)`."""

    def __init__(self, detection_callback=None, service_uuids=None, scanning_mode="active", **kw):
        super().__init__(detection_callback, service_uuids)

    async def start(self):
        self.seen_devices = {}
        CENTRAL.on("advertisement", self._on)
        await CENTRAL.start_scanning(filter_duplicates=False)

    async def stop(self):
        CENTRAL.remove_listener("advertisement", self._on)
        await CENTRAL.stop_scanning()

    def _on(self, adv):
        sd, md, us, name = {}, {}, [], None
        for t, raw in adv.data.ad_structures:
            raw = bytes(raw)
            if t in (8, 9):
                name = raw.decode(errors="replace")
            elif t in (2, 3):
                us += [u128(UUID.from_bytes(raw[i : i + 2])) for i in range(0, len(raw), 2)]
            elif t == 0x16:
                sd[u128(UUID.from_bytes(raw[:2]))] = raw[2:]
            elif t == 0xFF:
                md[int.from_bytes(raw[:2], "little")] = raw[2:]
        if not self.is_allowed_uuid(us):
            return
        ad = AdvertisementData(name, md, sd, list(dict.fromkeys(us)), None, adv.rssi, (adv,))
        addr = adv.address.to_string(False)
        self.call_detection_callbacks(self.create_or_update_device(addr, addr, name, adv, ad), ad)


class Client(BaseBleakClient):
    """`BleakClient(device, backend=Client)`."""

    def __init__(self, address_or_ble_device, services=None, **kw):
        super().__init__(address_or_ble_device, **kw)
        self.c = None

    name = property(lambda s: s.address)
    mtu_size = property(lambda s: s.c.att_mtu)
    is_connected = property(lambda s: s.c is not None)

    async def connect(self, pair, **kw):
        try:
            self.c = await CENTRAL.connect(hci.Address(self.address), timeout=self._timeout)
        except Exception as e:
            raise BleakDeviceNotFoundError(self.address, str(e)) from e
        self.c.on("disconnection", self._gone)
        if await CENTRAL.keystore.get(str(self.c.peer_address)):
            await self.c.encrypt()
        elif pair:
            await self.pair()
        peer = Peer(self.c)
        await peer.request_mtu(517)
        await peer.discover_services()
        sv = BleakGATTServiceCollection()
        for s in peer.services:
            await s.discover_characteristics()
            bs = BleakGATTService(s, s.handle, u128(s.uuid))
            sv.add_service(bs)
            for ch in s.characteristics:
                await ch.discover_descriptors()
                flags = [n for b, n in FLAG_NAMES if int(ch.properties) & b]
                bc = BleakGATTCharacteristic(
                    ch, ch.handle, u128(ch.uuid), flags, lambda: self.c.att_mtu - 3, bs
                )
                sv.add_characteristic(bc)
                for d in ch.descriptors:
                    sv.add_descriptor(BleakGATTDescriptor(d, d.handle, u128(d.type), bc))
        self.services = sv

    def _gone(self, reason):
        self.c, self.services = None, None
        if self._disconnected_callback:
            self._disconnected_callback()

    async def disconnect(self):
        if self.c:
            await self.c.disconnect()

    async def pair(self, *a, **k):
        await self.c.pair()

    async def unpair(self):
        with contextlib.suppress(KeyError):
            await CENTRAL.keystore.delete(self.address)

    async def _do(self, coro):
        try:
            return await coro
        except att.ATT_Error as e:
            raise BleakGATTProtocolError(BleakGATTProtocolErrorCode(int(e.error_code))) from e

    def _live(self):
        if self.c is None:
            raise BleakError("Not connected")
        return self.c.gatt_client

    async def read_gatt_char(self, characteristic, **k):
        return bytearray(await self._do(self._live().read_value(characteristic.obj)))

    async def read_gatt_descriptor(self, descriptor, **k):
        return bytearray(await self._do(self._live().read_value(descriptor.obj)))

    async def write_gatt_char(self, characteristic, data, response):
        await self._do(
            self._live().write_value(characteristic.obj, bytes(data), with_response=response)
        )

    async def write_gatt_descriptor(self, descriptor, data):
        await self._do(self._live().write_value(descriptor.obj, bytes(data), with_response=True))

    async def start_notify(self, characteristic, callback, **k):
        await self._do(
            self._live().subscribe(
                characteristic.obj,
                lambda v: callback(bytearray(v)),
                prefer_notify="notify" in characteristic.properties,
            )
        )

    async def stop_notify(self, characteristic):
        await self._do(self._live().unsubscribe(characteristic.obj, force=True))
