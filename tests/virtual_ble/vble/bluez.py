"""A userspace `org.bluez` D-Bus service whose radio is bumble.

bleak's own BlueZ backend (D-Bus) runs unmodified against it. `Faults` adds the bad days of a real BlueZ.
"""

from __future__ import annotations

import asyncio
import logging
import os
import socket
from dataclasses import dataclass

from bumble import att, hci
from bumble.core import UUID, AdvertisingData
from bumble.device import Peer
from bumble.pairing import PairingConfig, PairingDelegate
from dbus_fast import Message, MessageType, RequestNameReply
from dbus_fast import Variant as V
from dbus_fast.aio import MessageBus

log = logging.getLogger("vble.bluez")
A, D, S, C, DE = (
    "org.bluez.Adapter1",
    "org.bluez.Device1",
    "org.bluez.GattService1",
    "org.bluez.GattCharacteristic1",
    "org.bluez.GattDescriptor1",
)
PROPS, OM, AGM, AG = (
    "org.freedesktop.DBus.Properties",
    "org.freedesktop.DBus.ObjectManager",
    "org.bluez.AgentManager1",
    "org.bluez.Agent1",
)
ADAPTER = "/org/bluez/hci0"


class Err(Exception):
    """An error answer on the bus."""

    def __init__(self, name, text=""):
        super().__init__(name, text)
        self.name, self.text = name, text


@dataclass
class Faults:
    """Bad days. Counters go down with each use."""

    connect_abort: int = (
        0  # the next n Connect end in le-connection-abort-by-local (bleak 3.1 retries by itself)
    )
    connect_fail: int = 0  # the next n Connect fail with another error (bleak does not retry)
    discovery_busy: int = 0  # the next n StartDiscovery fail with InProgress
    slow_discovery: float = 0.0  # seconds before ServicesResolved
    access_denied: bool = False  # the user may not speak to bluetoothd
    agent_stolen: bool = False  # another program is the default pairing agent and refuses
    battery_claimed: bool = False  # BlueZ keeps 180F: readable, not subscribable
    lossy: int = 0  # the next n ReadValue/WriteValue fail with ATT 0x0e


FLAG_NAMES = [
    (0x01, "broadcast"),
    (0x02, "read"),
    (0x04, "write-without-response"),
    (0x08, "write"),
    (0x10, "notify"),
    (0x20, "indicate"),
    (0x40, "authenticated-signed-writes"),
    (0x80, "extended-properties"),
]


def u128(u: UUID) -> str:
    b = u.to_bytes(force_128=True)[::-1].hex()
    return f"{b[:8]}-{b[8:12]}-{b[12:16]}-{b[16:20]}-{b[20:]}"


class FakeBlueZ:
    """Adapter1, Device1, Gatt*1, AgentManager1, ObjectManager and Properties, as BlueZ exports them."""

    def __init__(self, air, address="F0:F1:F2:F3:F4:FF", forget_after=30.0, faults=None):
        self.air = air
        self.faults = faults or Faults()
        self.dev = air.device("hci0", address)
        self.address = address
        self.objs: dict[str, dict[str, dict]] = {}
        self.native: dict[str, object] = {}  # path -> bumble proxy
        self.conns: dict[str, object] = {}  # device path -> bumble Connection
        self.pending: dict[str, asyncio.Task] = {}  # device path -> Connect under way
        self.cancelled: set[str] = set()  # device paths whose Connect was called off
        self.peers: dict[str, Peer] = {}
        self.subs: dict[str, set] = {}  # char path -> notify fds / owners
        self.discovering: set[str] = set()
        self.filters: dict[str, dict] = {}
        self.agents: dict[str, tuple[str, str]] = {}  # sender -> (path, capability)
        self.default_agent: str | None = None
        self.forget_after = forget_after
        self.seen: dict[str, float] = {}
        self.calls: list[tuple] = []
        self.lock = asyncio.Lock()

    # ------------------------------------------------------------------ bus
    async def start(self, bus_address: str):
        """Own the name `org.bluez` and switch the adapter on."""
        self.bus_address = bus_address
        self.bus = await MessageBus(bus_address=bus_address, negotiate_unix_fd=True).connect()
        self.bus.add_message_handler(self._on_message)
        await self.bus.call(
            Message(
                destination="org.freedesktop.DBus",
                path="/org/freedesktop/DBus",
                interface="org.freedesktop.DBus",
                member="AddMatch",
                signature="s",
                body=["type='signal',member='NameOwnerChanged',sender='org.freedesktop.DBus'"],
            )
        )
        fake = self

        class Del(PairingDelegate):
            def __init__(self):
                cap = fake._agent_cap()
                super().__init__(
                    {
                        "NoInputNoOutput": PairingDelegate.NO_OUTPUT_NO_INPUT,
                        "DisplayOnly": PairingDelegate.DISPLAY_OUTPUT_ONLY,
                        "DisplayYesNo": PairingDelegate.DISPLAY_OUTPUT_AND_YES_NO_INPUT,
                        "KeyboardOnly": PairingDelegate.KEYBOARD_INPUT_ONLY,
                        "KeyboardDisplay": PairingDelegate.DISPLAY_OUTPUT_AND_KEYBOARD_INPUT,
                        "": PairingDelegate.DISPLAY_OUTPUT_AND_KEYBOARD_INPUT,
                    }[cap or "NoInputNoOutput"]
                )

            async def get_number(self):
                try:
                    r = await fake._agent("RequestPasskey", "o", [fake.pairing_path])
                    return r[0]
                except Err:
                    return None

            async def compare_numbers(self, number, digits):
                try:
                    await fake._agent("RequestConfirmation", "ou", [fake.pairing_path, number])
                    return True
                except Err:
                    return False

            async def display_number(self, number, digits):
                await fake._agent("DisplayPasskey", "ouq", [fake.pairing_path, number, 0])

        self.dev.pairing_config_factory = lambda c: PairingConfig(
            sc=True, mitm=True, bonding=True, delegate=Del()
        )
        self.dev.on("advertisement", self._on_adv)
        await self.dev.power_on()
        self.objs["/org/bluez"] = {AGM: {}}
        self.objs[ADAPTER] = {
            A: dict(
                Address=V("s", self.address),
                AddressType=V("s", "random"),
                Name=V("s", "vble"),
                Alias=V("s", "vble"),
                Class=V("u", 0),
                Powered=V("b", True),
                Discoverable=V("b", False),
                Pairable=V("b", True),
                PairableTimeout=V("u", 0),
                DiscoverableTimeout=V("u", 0),
                Discovering=V("b", False),
                UUIDs=V("as", []),
                Modalias=V("s", "usb:v1D6Bp0246d0542"),
                Roles=V("as", ["central", "peripheral"]),
                ExperimentalFeatures=V("as", []),
            )
        }
        r = await self.bus.request_name("org.bluez")
        assert r == RequestNameReply.PRIMARY_OWNER, r
        return self

    async def stop_service(self):
        """bluetoothd dies: links drop, every object goes, the name is released."""
        for p in list(self.conns):
            await self.conns[p].disconnect()
        if self.discovering:
            await self.dev.stop_scanning()
            self.discovering.clear()
        self.agents.clear()
        self.default_agent = None
        self.saved_adapter = self.objs.get(ADAPTER)
        self.objs = {}
        self.native.clear()
        await self.bus.release_name("org.bluez")

    async def start_service(self):
        """bluetoothd is back: bonds are remembered, objects are new."""
        self.objs = {"/org/bluez": {AGM: {}}}
        if self.saved_adapter:
            self.objs[ADAPTER] = self.saved_adapter
            self.objs[ADAPTER][A].update(Discovering=V("b", False))
        await self.bus.request_name("org.bluez")

    def remove_adapter(self):
        """The Bluetooth stick is pulled out."""
        for p in [p for p in self.objs if p.startswith(ADAPTER)][::-1]:
            self.remove(p)

    def _send(self, m):
        self.bus.send(m)

    def _signal(self, path, iface, member, sig, body):
        self._send(
            Message(
                message_type=MessageType.SIGNAL,
                path=path,
                interface=iface,
                member=member,
                signature=sig,
                body=body,
            )
        )

    def add(self, path, ifaces):
        self.objs[path] = ifaces
        self._signal("/", OM, "InterfacesAdded", "oa{sa{sv}}", [path, ifaces])

    def remove(self, path):
        ifs = self.objs.pop(path, None)
        self.native.pop(path, None)
        if ifs:
            self._signal("/", OM, "InterfacesRemoved", "oas", [path, list(ifs)])

    def set(self, path, iface, invalidated=(), **kw):
        if path not in self.objs:
            return
        self.objs[path][iface].update(kw)
        for k in invalidated:
            self.objs[path][iface].pop(k, None)
        self._signal(path, PROPS, "PropertiesChanged", "sa{sv}as", [iface, kw, list(invalidated)])

    def get(self, path, iface, name):
        v = self.objs[path][iface].get(name)
        return None if v is None else v.value

    def set_powered(self, on: bool):
        """Switch the adapter on or off; links do not survive."""
        if not on:
            for p in list(self.conns):
                asyncio.get_running_loop().create_task(self.conns[p].disconnect())
        self.set(ADAPTER, A, Powered=V("b", on))

    # ------------------------------------------------------------- dispatch
    def _on_message(self, m: Message):
        if m.message_type == MessageType.SIGNAL and m.member == "NameOwnerChanged":
            name, _, new = m.body
            if not new:
                asyncio.get_running_loop().create_task(self._client_gone(name))
            return None
        if m.message_type != MessageType.METHOD_CALL:
            return None
        asyncio.get_running_loop().create_task(self._dispatch(m))
        return True

    async def _client_gone(self, name):
        self.agents.pop(name, None)
        if self.default_agent == name:
            self.default_agent = None
        if name in self.discovering:
            await self._stop_discovery(name)
        for p, subs in list(self.subs.items()):
            if name in subs:
                subs.discard(name)

    async def _dispatch(self, m: Message):
        self.calls.append((m.interface, m.member, m.path, m.sender))
        try:
            if self.faults.access_denied:
                raise Err(
                    "org.freedesktop.DBus.Error.AccessDenied",
                    "Sender is not authorized to send message",
                )
            fn = getattr(self, f"m_{m.interface.rsplit('.', 1)[-1]}_{m.member}", None)
            if fn is None:
                raise Err("org.freedesktop.DBus.Error.UnknownMethod", f"{m.interface}.{m.member}")
            if m.path not in self.objs and m.path != "/":
                raise Err(
                    "org.freedesktop.DBus.Error.UnknownObject", f"Method {m.member} on {m.path}"
                )
            r = await fn(m)
            sig, body, *fds = r or ("", [])
            self._send(Message.new_method_return(m, sig, body, fds[0] if fds else []))
            for fd in fds[0] if fds else []:
                asyncio.get_running_loop().call_later(1, os.close, fd)
        except Err as e:
            self._send(Message.new_error(m, e.name, e.text))
        except Exception as e:  # never leave a caller hanging
            log.exception("dispatch %s", m.member)
            self._send(Message.new_error(m, "org.bluez.Error.Failed", f"{type(e).__name__}: {e}"))

    # ------------------------------------------------- standard interfaces
    async def m_ObjectManager_GetManagedObjects(self, m):
        return "a{oa{sa{sv}}}", [self.objs]

    async def m_Properties_Get(self, m):
        i, n = m.body
        try:
            return "v", [self.objs[m.path][i][n]]
        except KeyError:
            raise Err("org.freedesktop.DBus.Error.InvalidArgs", f"No such property '{n}'")

    async def m_Properties_GetAll(self, m):
        return "a{sv}", [self.objs[m.path].get(m.body[0], {})]

    async def m_Properties_Set(self, m):
        i, n, v = m.body
        self.set(m.path, i, **{n: v})

    async def m_Introspectable_Introspect(self, m):
        return "s", ["<node/>"]

    # ------------------------------------------------------------- adapter
    async def m_Adapter1_SetDiscoveryFilter(self, m):
        self.filters[m.sender] = {k: v.value for k, v in m.body[0].items()}

    async def m_Adapter1_StartDiscovery(self, m):
        if not self.get(ADAPTER, A, "Powered"):
            raise Err("org.bluez.Error.NotReady", "Resource Not Ready")
        if self.faults.discovery_busy:
            self.faults.discovery_busy -= 1
            raise Err("org.bluez.Error.InProgress", "Operation already in progress")
        if m.sender in self.discovering:
            raise Err("org.bluez.Error.InProgress", "Operation already in progress")
        first = not self.discovering
        self.discovering.add(m.sender)
        if first:
            await self.dev.start_scanning(filter_duplicates=False)
            self.set(ADAPTER, A, Discovering=V("b", True))
            self.air.tell("world", "scanning")

    async def m_Adapter1_StopDiscovery(self, m):
        if m.sender not in self.discovering:
            raise Err("org.bluez.Error.Failed", "No discovery started")
        await self._stop_discovery(m.sender)

    async def _stop_discovery(self, sender):
        self.discovering.discard(sender)
        self.filters.pop(sender, None)
        if not self.discovering:
            await self.dev.stop_scanning()
            self.set(ADAPTER, A, Discovering=V("b", False))
            for p in [p for p, i in self.objs.items() if D in i]:
                self.set(p, D, invalidated=[k for k in ("RSSI", "TxPower") if k in self.objs[p][D]])
                asyncio.get_running_loop().call_later(self.forget_after, self._forget, p)

    def _forget(self, p):
        """BlueZ drops unpaired, unconnected devices some 30 s after discovery stopped."""
        if (
            p in self.objs
            and not self.discovering
            and not self.get(p, D, "Connected")
            and not self.get(p, D, "Paired")
        ):
            self._remove_device(p)

    def _remove_device(self, p):
        for q in sorted([q for q in self.objs if q.startswith(p + "/")], reverse=True):
            self.remove(q)
        self.remove(p)

    async def m_Adapter1_RemoveDevice(self, m):
        p = m.body[0]
        if p not in self.objs:
            raise Err("org.bluez.Error.DoesNotExist", "Does Not Exist")
        await self._drop_link(p)
        try:
            await self.dev.keystore.delete(str(self._addr(p)))
        except KeyError:
            pass
        self._remove_device(p)

    # ------------------------------------------------------ advertisements
    def _path(self, addr: str):
        return f"{ADAPTER}/dev_{addr.replace(':', '_')}"

    def _addr(self, p):
        return hci.Address(self.get(p, D, "Address"))

    def _on_adv(self, adv):
        addr = adv.address.to_string(with_type_qualifier=False)
        p = self._path(addr)
        sd, md, uuids, name, txp, flags = {}, {}, [], None, None, None
        for t, raw in adv.data.ad_structures:
            raw = bytes(raw)
            if (
                t == AdvertisingData.COMPLETE_LOCAL_NAME
                or t == AdvertisingData.SHORTENED_LOCAL_NAME
            ):
                name = raw.decode(errors="replace")
            elif t in (0x02, 0x03):
                uuids += [u128(UUID.from_bytes(raw[i : i + 2])) for i in range(0, len(raw), 2)]
            elif t in (0x06, 0x07):
                uuids += [u128(UUID.from_bytes(raw[i : i + 16])) for i in range(0, len(raw), 16)]
            elif t == 0x16:
                sd[u128(UUID.from_bytes(raw[:2]))] = V("ay", raw[2:])
            elif t == 0x21:
                sd[u128(UUID.from_bytes(raw[:16]))] = V("ay", raw[16:])
            elif t == 0xFF:
                md[int.from_bytes(raw[:2], "little")] = V("ay", raw[2:])
            elif t == 0x0A:
                txp = int.from_bytes(raw[:1], "little", signed=True)
            elif t == 0x01:
                flags = raw
        kw = dict(RSSI=V("n", max(-127, min(20, self.air.rssi.get(addr, adv.rssi)))))
        if name:
            kw.update(Name=V("s", name), Alias=V("s", name))
        if uuids:
            kw["UUIDs"] = V(
                "as", list(dict.fromkeys(uuids))
            )  # advertisement and scan response repeat
        if sd:
            kw["ServiceData"] = V("a{sv}", sd)
        if md:
            kw["ManufacturerData"] = V("a{qv}", md)
        if txp is not None:
            kw["TxPower"] = V("n", txp)
        if flags:
            kw["AdvertisingFlags"] = V("ay", flags)
        if p not in self.objs:
            base = dict(
                Address=V("s", addr),
                AddressType=V("s", "random" if adv.address.is_random else "public"),
                Alias=V("s", addr.replace(":", "-")),
                Paired=V("b", False),
                Bonded=V("b", False),
                Trusted=V("b", False),
                Blocked=V("b", False),
                LegacyPairing=V("b", False),
                Connected=V("b", False),
                UUIDs=V("as", []),
                Adapter=V("o", ADAPTER),
                ServicesResolved=V("b", False),
            )
            base.update(kw)
            self.add(p, {D: base})
        else:
            self.set(p, D, **kw)

    # -------------------------------------------------------------- device
    async def _ensure_link(self, p):
        if p in self.conns:
            return self.conns[p]
        if self.faults.connect_fail:
            self.faults.connect_fail -= 1
            raise Err("org.bluez.Error.Failed", "Software caused connection abort")
        if self.faults.connect_abort:
            self.faults.connect_abort -= 1
            self.set(
                p, D, Connected=V("b", True)
            )  # BlueZ had connected: clients see true, then false
            self.set(p, D, Connected=V("b", False))
            raise Err("org.bluez.Error.Failed", "le-connection-abort-by-local")
        end = asyncio.get_running_loop().time() + 4
        while True:  # in slices, so that Disconnect can call it off
            try:
                c = await self.dev.connect(self._addr(p), timeout=0.4)
                break
            except Exception as e:
                if p in self.cancelled:
                    raise Err("org.bluez.Error.Failed", "Operation canceled") from e
                if asyncio.get_running_loop().time() > end:
                    raise Err("org.bluez.Error.Failed", "le-connection-timeout") from e
        if p in self.cancelled:
            await c.disconnect()
            raise Err("org.bluez.Error.Failed", "Operation canceled")
        self.conns[p] = c
        c.on("disconnection", lambda reason: self._on_disconnected(p))
        self.set(p, D, Connected=V("b", True))
        if await self.dev.keystore.get(str(self._addr(p))):
            try:
                await c.encrypt()
            except Exception as e:
                # the device has forgotten the bond and the computer has not: BlueZ keeps its dead key and aborts
                log.info("re-encryption failed: %r", e)
                if p in self.conns:
                    await c.disconnect()
                raise Err("org.bluez.Error.Failed", "le-connection-abort-by-local") from e
        return c

    def _on_disconnected(self, p):
        self.conns.pop(p, None)
        self.peers.pop(p, None)
        for q in [q for q in self.subs if q.startswith(p + "/")]:
            for s in self.subs.pop(q):
                if not isinstance(s, str):
                    s.close()
        # BlueZ keeps the attribute objects cached as long as the device exists
        self.set(p, D, ServicesResolved=V("b", False), Connected=V("b", False))
        for q, i in self.objs.items():
            if C in i and q.startswith(p + "/") and self.get(q, C, "Notifying"):
                self.set(q, C, Notifying=V("b", False))

    async def _discover(self, p):
        await asyncio.sleep(self.faults.slow_discovery)
        c = self.conns[p]
        peer = Peer(c)
        self.peers[p] = peer
        await peer.request_mtu(517)
        await peer.discover_services()
        for s in peer.services:
            await s.discover_characteristics()
            for ch in s.characteristics:
                await ch.discover_descriptors()
        for s in peer.services:
            su = u128(s.uuid)
            if su.startswith(("00001800", "00001801")):
                continue  # BlueZ keeps GAP/GATT to itself
            sp = f"{p}/service{s.handle:04x}"
            self.native[sp] = s
            if sp not in self.objs:
                self.add(
                    sp,
                    {
                        S: dict(
                            UUID=V("s", su),
                            Device=V("o", p),
                            Primary=V("b", True),
                            Includes=V("ao", []),
                        )
                    },
                )
            for ch in s.characteristics:
                cp = f"{sp}/char{ch.handle:04x}"
                self.native[cp] = ch
                props = dict(
                    UUID=V("s", u128(ch.uuid)),
                    Service=V("o", sp),
                    Value=V("ay", b""),
                    Flags=V("as", [n for b, n in FLAG_NAMES if int(ch.properties) & b]),
                    MTU=V("q", c.att_mtu),
                )
                if int(ch.properties) & 0x30:
                    props.update(Notifying=V("b", False), NotifyAcquired=V("b", False))
                if int(ch.properties) & 0x04:
                    props["WriteAcquired"] = V("b", False)
                if cp not in self.objs:
                    self.add(cp, {C: props})
                for d in ch.descriptors:
                    dp = f"{cp}/desc{d.handle:04x}"
                    self.native[dp] = d
                    if dp not in self.objs:
                        self.add(
                            dp,
                            {
                                DE: dict(
                                    UUID=V("s", u128(d.type)),
                                    Characteristic=V("o", cp),
                                    Value=V("ay", b""),
                                    Flags=V("as", []),
                                )
                            },
                        )
        self.set(
            p,
            D,
            UUIDs=V("as", [u128(s.uuid) for s in peer.services]),
            ServicesResolved=V("b", True),
        )

    async def m_Device1_Connect(self, m):
        if not self.get(ADAPTER, A, "Powered"):
            raise Err("org.bluez.Error.NotReady", "Resource Not Ready")
        async with self.lock:
            self.pending[m.path] = task = asyncio.ensure_future(self._ensure_link(m.path))
            try:
                await asyncio.wait({task})
            finally:
                self.pending.pop(m.path, None)
            task.result()
            asyncio.get_running_loop().create_task(self._discover_safe(m.path))

    async def _discover_safe(self, p):
        try:
            await self._discover(p)
        except Exception as e:
            log.warning("discovery failed: %r", e)

    async def m_Device1_Disconnect(self, m):
        if m.path not in self.conns and m.path not in self.pending:
            raise Err("org.bluez.Error.NotConnected", "Not Connected")
        await self._drop_link(m.path)

    async def _drop_link(self, p):
        """Cancels a connection under way, as BlueZ does, and ends a link."""
        task = self.pending.get(p)
        if task and not task.done():
            self.cancelled.add(p)
            if p in self.conns:
                await self.conns[p].disconnect()
            await asyncio.wait({task}, timeout=2)
            self.cancelled.discard(p)
        if p in self.conns:
            await self.conns[p].disconnect()

    async def m_Device1_Pair(self, m):
        if self.get(m.path, D, "Paired"):
            raise Err("org.bluez.Error.AlreadyExists", "Already Exists")
        fresh = m.path not in self.conns
        await self._ensure_link(m.path)
        if self.faults.agent_stolen:
            raise Err("org.bluez.Error.AuthenticationFailed", "Authentication Failed")
        await self._pair(m.path)
        if fresh:
            asyncio.get_running_loop().create_task(self._discover_safe(m.path))

    async def _pair(self, p):
        self.pairing_path = p
        try:
            await asyncio.wait_for(self.conns[p].pair(), 30)
        except Exception as e:
            raise Err("org.bluez.Error.AuthenticationFailed", "Authentication Failed") from e
        # BlueZ saves the keys by itself; bumble stores them in its keystore at the end of SMP
        self.set(p, D, Paired=V("b", True), Bonded=V("b", True))

    # --------------------------------------------------------------- agent
    async def m_AgentManager1_RegisterAgent(self, m):
        self.agents[m.sender] = (m.body[0], m.body[1] or "KeyboardDisplay")

    async def m_AgentManager1_RequestDefaultAgent(self, m):
        self.default_agent = m.sender

    async def m_AgentManager1_UnregisterAgent(self, m):
        self.agents.pop(m.sender, None)

    def _agent_owner(self):
        return (
            self.default_agent
            if self.default_agent in self.agents
            else next(iter(self.agents), None)
        )

    def _agent_cap(self):
        o = self._agent_owner()
        return self.agents[o][1] if o else None

    async def _agent(self, member, sig, body):
        o = self._agent_owner()
        if not o:
            raise Err("org.bluez.Error.AuthenticationRejected")
        r = await self.bus.call(
            Message(
                destination=o,
                path=self.agents[o][0],
                interface=AG,
                member=member,
                signature=sig,
                body=body,
            )
        )
        if r.message_type == MessageType.ERROR:
            raise Err(r.error_name)
        return r.body

    # ---------------------------------------------------------------- gatt
    def _dev_of(self, path):
        return "/".join(path.split("/")[:5])

    async def _att(self, path, op):
        """Run an ATT operation; on 'insufficient …' raise security once, as BlueZ does."""
        p = self._dev_of(path)
        if p not in self.conns:
            raise Err("org.bluez.Error.Failed", "Not connected")
        gone = asyncio.get_running_loop().create_future()
        self.conns[p].on("disconnection", lambda reason: gone.done() or gone.set_result(None))

        async def guarded():
            t = asyncio.ensure_future(op())
            done, _ = await asyncio.wait({t, gone}, return_when=asyncio.FIRST_COMPLETED)
            if t in done:
                return t.result()
            t.cancel()
            raise Err("org.bluez.Error.Failed", "Not connected")

        try:
            return await guarded()
        except att.ATT_Error as e:
            if e.error_code in (0x05, 0x0F, 0x0C) and not self.get(p, D, "Paired"):
                if self.agents:
                    try:
                        await self._pair(p)
                        return await guarded()
                    except Err:
                        pass
                raise Err("org.bluez.Error.NotPermitted", "Not paired")
            raise self._att_err(e)

    def _att_err(self, e):
        c = int(e.error_code)
        return {
            0x02: Err("org.bluez.Error.NotPermitted", "Read not permitted"),
            0x03: Err("org.bluez.Error.NotPermitted", "Write not permitted"),
            0x05: Err("org.bluez.Error.NotPermitted", "Not paired"),
            0x0F: Err("org.bluez.Error.NotPermitted", "Not paired"),
            0x08: Err("org.bluez.Error.NotAuthorized", "Not Authorized"),
            0x06: Err("org.bluez.Error.NotSupported", "Not Supported"),
            0x07: Err("org.bluez.Error.InvalidArguments", "Invalid offset"),
            0x0D: Err("org.bluez.Error.InvalidArguments", "Invalid Length"),
            0xFD: Err("org.bluez.Error.ImproperlyConfigured", ""),
        }.get(c, Err("org.bluez.Error.Failed", f"Operation failed with ATT error: 0x{c:02x}"))

    def _lose(self):
        if self.faults.lossy:
            self.faults.lossy -= 1
            raise Err("org.bluez.Error.Failed", "Operation failed with ATT error: 0x0e")

    async def m_GattCharacteristic1_ReadValue(self, m):
        self._lose()
        ch = self.native[m.path]
        v = await self._att(
            m.path, lambda: self.conns[self._dev_of(m.path)].gatt_client.read_value(ch)
        )
        self.set(m.path, C, Value=V("ay", bytes(v)))
        return "ay", [bytes(v)]

    async def m_GattDescriptor1_ReadValue(self, m):
        d = self.native[m.path]
        v = await self._att(
            m.path, lambda: self.conns[self._dev_of(m.path)].gatt_client.read_value(d)
        )
        return "ay", [bytes(v)]

    async def m_GattCharacteristic1_WriteValue(self, m):
        self._lose()
        ch = self.native[m.path]
        data, opts = m.body
        rsp = opts.get("type", V("s", "request")).value != "command"
        await self._att(
            m.path,
            lambda: self.conns[self._dev_of(m.path)].gatt_client.write_value(
                ch, bytes(data), with_response=rsp
            ),
        )

    def _subscriber(self, path):
        def on_value(value):
            value = bytes(value)
            self.set(path, C, Value=V("ay", value))
            for s in self.subs.get(path, ()):
                if not isinstance(s, str):
                    s.send(value)

        return on_value

    async def _subscribe(self, path):
        ch = self.native[path]
        cl = self.conns[self._dev_of(path)].gatt_client
        await self._att(
            path,
            lambda: cl.subscribe(
                ch, self._subscriber(path), prefer_notify=bool(int(ch.properties) & 0x10)
            ),
        )

    async def m_GattCharacteristic1_StartNotify(self, m):
        if not {"notify", "indicate"} & set(self.get(m.path, C, "Flags")):
            raise Err("org.bluez.Error.NotSupported", "Not Supported")
        if self.faults.battery_claimed and self.get(m.path, C, "UUID").startswith("00002a19"):
            raise Err("org.bluez.Error.NotPermitted", "Notify not permitted")
        if not self.subs.get(m.path):
            self.subs.setdefault(m.path, set()).add(m.sender)
            try:
                await self._subscribe(m.path)
            except BaseException:
                self.subs[m.path].discard(m.sender)
                raise
        self.subs.setdefault(m.path, set()).add(m.sender)
        self.set(m.path, C, Notifying=V("b", True))

    async def m_GattCharacteristic1_StopNotify(self, m):
        self.subs.get(m.path, set()).discard(m.sender)
        if not self.subs.get(m.path):
            ch = self.native[m.path]
            cl = self.conns[self._dev_of(m.path)].gatt_client
            await self._att(m.path, lambda: cl.unsubscribe(ch, force=True))
        self.set(m.path, C, Notifying=V("b", False))

    async def m_GattCharacteristic1_AcquireNotify(self, m):
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        ours.setblocking(False)
        self.subs.setdefault(m.path, set()).add(ours)
        await self._subscribe(m.path)
        return "hq", [0, self.conns[self._dev_of(m.path)].att_mtu], [theirs.detach()]
