"""Scales that connect: plain weight scale (181D) and body composition scale with user slots (181D 181B 181C)."""

from __future__ import annotations

import asyncio
import datetime as dt
import struct

from bumble.core import UUID
from bumble.gatt import Service

from .. import layouts
from ..air import AppError, P, Peripheral, sig


class Scale(Peripheral):
    """Weight Scale Service: indicates what it has stored as soon as the client subscribes, then erases it."""

    type = "scale"
    name = "Balance"
    address = "F0:F1:F2:F3:F4:01"
    adv_uuids = (0x181D,)
    model = "BAL-1"
    actions = (*Peripheral.actions, "weigh")

    def __init__(
        self, stored: list = (), *, pounds: bool = False, keep: bool = False, **common: object
    ) -> None:
        """`stored`: frames (bytes) or dicts {kg, at | ago, user, bmi, height_m, timed}; `keep`: never erases."""
        super().__init__(**common)
        self.pounds, self.keep = pounds, keep
        self.stored = [s if isinstance(s, bytes) else self.record(**s) for s in stored]
        self.sending_now = False

    @staticmethod
    def frame(kg: float, when: dt.datetime | None = None, user: int | None = None) -> bytes:
        """One Weight Measurement."""
        return layouts.weight(kg, when, user)

    def record(
        self,
        kg: float,
        at: dt.datetime | None = None,
        ago: float | None = None,
        user: int | None = None,
        bmi: float | None = None,
        height_m: float | None = None,
        timed: bool = True,
        failed: bool = False,
    ) -> bytes:
        """One stored record with the device's own time."""
        return layouts.weight(
            kg,
            self.when(at, ago) if timed else None,
            user,
            pounds=self.pounds,
            bmi=bmi,
            height_m=height_m,
            failed=failed,
        )

    def services(self) -> list[Service]:
        self.measurement = self.sending(0x2A9D, P.INDICATE)
        return [
            Service(sig(0x181D), [self.measurement, self.fixed(0x2A9E, struct.pack("<I", 0x0F))])
        ]

    async def on_ready(self) -> None:
        if self.sending_now or "2A9D" not in self.subscribed:
            return
        self.sending_now = True
        try:
            waiting, sent = list(self.stored), 0
            while waiting and not await self.dropping(sent):
                if not await self.indicate(self.measurement, waiting[0]):
                    return
                sent += 1
                frame = waiting.pop(0)
                if not self.keep:
                    self.stored.remove(frame)
        finally:
            self.sending_now = False

    async def weigh(
        self, kg: float, at: dt.datetime | None = None, user: int | None = None, **more: object
    ) -> None:
        """Somebody steps on the scale."""
        frame = self.record(kg, at=at, user=user, **more)
        self.stored.append(frame)
        if self.keep and "2A9D" in self.subscribed:
            await self.indicate(self.measurement, frame)
        elif self.connection:
            await self.on_ready()


class BodyScale(Peripheral):
    """Weight + body composition + User Data Service, in the manner of the Beurer BF720 family.

    Records belong to a slot and leave only after that slot's consent code. Options for what real models do:
    `answers_consent=False` (says nothing, delivers anyway), `needs_commit=True` (composition stays zero until the
    profile has been written back and 2A99 raised), `users=[]` (batteries were removed: all slots gone).
    """

    type = "body-scale"
    name = "BF720"
    address = "F0:F1:F2:F3:F4:05"
    adv_uuids = (0x181D, 0x181B)
    model = "BF720"
    has_clock = True
    actions = (*Peripheral.actions, "weigh", "wipe")

    def __init__(
        self,
        users: list[dict] = (),
        stored: list[dict] = (),
        *,
        answers_consent: bool = True,
        needs_commit: bool = False,
        vendor_list: bool = True,
        slots: int = 8,
        **common: object,
    ) -> None:
        """`users`: {slot, code, born, sex, height_cm}; `stored`: {user, kg, at | ago, fat, muscle, water_kg, ...}."""
        common.setdefault("encrypted", True)
        common.setdefault("maker", "Beurer GmbH")
        super().__init__(**common)
        self.users = {
            u["slot"]: {"born": dt.date(1980, 1, 1), "sex": 2, "height_cm": 170, **u} for u in users
        }
        self.answers_consent, self.needs_commit, self.vendor_list, self.slots = (
            answers_consent,
            needs_commit,
            vendor_list,
            slots,
        )
        self.manufacturer_data = {0x0611: b"\0"}
        self.consented: int | None = None
        self.committed = False
        self.increment = 1
        self.sending_now = False
        self.stored = []
        for record in stored:
            self.keep_record(**record)

    def keep_record(
        self,
        kg: float,
        user: int = 0xFF,
        at: dt.datetime | None = None,
        ago: float | None = None,
        fat: float | None = 0.0,
        **body: object,
    ) -> None:
        """Put one weighing into the memory."""
        self.stored.append({"kg": kg, "user": user, "when": self.when(at, ago), "fat": fat, **body})

    def services(self) -> list[Service]:
        self.weight = self.sending(0x2A9D, P.INDICATE)
        self.body = self.sending(0x2A9C, P.INDICATE)
        self.control = self.taking(0x2A9F, self._on_control, P.WRITE | P.INDICATE)
        profile = [
            self.taking(u, self._set(f), read=self._get(f))
            for u, f in ((0x2A85, "born"), (0x2A8C, "sex"), (0x2A8E, "height_cm"))
        ]
        self.change = self.taking(
            0x2A99,
            self._on_increment,
            P.WRITE | P.NOTIFY,
            read=lambda: struct.pack("<I", self.increment),
        )
        index = self.taking(
            0x2A9A,
            lambda *_: None,
            P(0),
            read=lambda: bytes([0xFF if self.consented is None else self.consented]),
        )
        out = [
            Service(sig(0x181D), [self.weight, self.fixed(0x2A9E, struct.pack("<I", 0x0F))]),
            Service(sig(0x181B), [self.body, self.fixed(0x2A9B, struct.pack("<I", 0x07FF))]),
            Service(sig(0x181C), [self.control, index, self.change, *profile]),
        ]
        if self.vendor_list:
            self.list = self.taking(
                0xFFF2, lambda c, v: self.later(self._tell_users()), P.WRITE | P.NOTIFY
            )
            out.append(Service(UUID("0000fff0-0000-1000-8000-00805f9b34fb"), [self.list]))
        return out

    # ---- User Data
    def _user(self) -> dict:
        if self.consented is None or self.consented not in self.users:
            raise AppError(0x80)  # user data access not permitted
        return self.users[self.consented]

    def _get(self, field: str) -> object:
        def read() -> bytes:
            value = self._user()[field]
            if field == "born":
                return struct.pack("<HBB", value.year, value.month, value.day)
            return bytes([value]) if field == "sex" else struct.pack("<H", value)

        return read

    def _set(self, field: str) -> object:
        def write(_: object, value: bytes) -> None:
            user = self._user()
            user[field] = (
                dt.date(*struct.unpack("<HBB", value))
                if field == "born"
                else value[0]
                if field == "sex"
                else struct.unpack("<H", value)[0]
            )

        return write

    def _on_increment(self, _: object, value: bytes) -> None:
        self._user()
        (self.increment,) = struct.unpack("<I", value)
        self.committed = True
        self.later(self.on_ready())

    def _on_control(self, _: object, value: bytes) -> None:
        self.later(self._answer(value))

    async def _answer(self, value: bytes) -> None:
        op, result, more = value[0], 1, b""
        if op == 0x01:
            free = [n for n in range(1, self.slots + 1) if n not in self.users]
            if free:
                self.users[free[0]] = {
                    "slot": free[0],
                    "code": struct.unpack_from("<H", value, 1)[0],
                    "born": dt.date(1980, 1, 1),
                    "sex": 2,
                    "height_cm": 170,
                }
                more = bytes([free[0]])
            else:
                result = 4
        elif op == 0x02:
            slot, code = struct.unpack_from("<BH", value, 1)
            if slot in self.users and self.users[slot]["code"] == code:
                self.consented = slot
            else:
                result = 5
        elif op == 0x03:
            if self.consented in self.users:
                del self.users[self.consented]
                self.consented = None
            else:
                result = 5
        else:
            result = 2
        if self.answers_consent or op != 0x02:
            await self.indicate(self.control, bytes([0x20, op, result]) + more)
        await self.on_ready()

    async def _tell_users(self) -> None:
        for slot, user in sorted(self.users.items()):
            born = user["born"]
            await self.notify(
                self.list,
                bytes([0, slot])
                + b"ABC"
                + struct.pack("<HBB", born.year, born.month, born.day)
                + bytes([user["height_cm"], user["sex"], 3]),
            )
        await self.notify(self.list, bytes([1]))

    # ---- readings
    async def on_ready(self) -> None:
        if self.sending_now or not {"2A9D", "2A9C"} <= self.subscribed:
            return
        if self.consented is None and self.answers_consent:
            return
        self.sending_now = True
        try:
            sent = 0
            for record in [
                r
                for r in self.stored
                if r["user"] in (self.consented, 0xFF) or not self.answers_consent
            ]:
                if self.needs_commit and not self.committed:
                    return
                if await self.dropping(sent):
                    return
                if not await self.indicate(
                    self.weight,
                    layouts.weight(
                        record["kg"],
                        record["when"],
                        record["user"],
                        bmi=record.get("bmi", 24.0),
                        height_m=1.75,
                    ),
                ):
                    return
                if not await self.indicate(self.body, self._composition(record)):
                    return
                sent += 1
                self.stored.remove(record)
        finally:
            self.sending_now = False

    @staticmethod
    def _composition(record: dict) -> bytes:
        return layouts.body_composition(
            fat=record["fat"],
            bmr_kj=record.get("bmr_kj", 6800),
            muscle=record.get("muscle", 0),
            soft_lean_kg=record.get("soft_lean_kg", 0),
            water_kg=record.get("water_kg", 0),
            impedance=record.get("impedance", 0),
        )

    def _on_connection(self, connection: object) -> None:
        self.consented, self.committed = None, False
        super()._on_connection(connection)

    async def weigh(self, kg: float, user: int = 0xFF, **body: object) -> None:
        """Somebody steps on the scale; 255 is a person the scale does not recognise."""
        self.keep_record(kg, user, **body)
        await asyncio.sleep(0)
        await self.on_ready()

    async def wipe(self) -> None:
        """Batteries removed: slots, codes, clock and bonds are gone."""
        self.users.clear()
        await self.set_clock(dt.datetime(1970, 1, 1))
        await self.forget_bonds()
