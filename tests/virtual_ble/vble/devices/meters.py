"""Blood pressure cuff (1810), thermometer (1809), pulse oximeter (1822), glucose meter (1808), and the RACP."""

from __future__ import annotations

import asyncio
import datetime as dt
import struct
import time

from bumble.gatt import Service

from .. import layouts
from ..air import AppError, P, Peripheral, sig


class RecordAccess:
    """Record Access Control Point 2A52, for devices that keep numbered records in `self.stored`.

    Options: `refuses` (operators answered with «operator not supported»), `never_ends` (no final answer),
    `pause` (seconds between two records), `needs` (CCCDs that must be on, else ATT 0xFD).
    """

    needs: tuple[str, ...] = ()
    refuses: tuple[int, ...] = ()
    never_ends = False
    pause = 0.0

    def racp(self) -> object:
        """The characteristic."""
        self.racp_char = self.taking(0x2A52, self._on_racp, P.WRITE | P.INDICATE)
        self.busy = self.aborted = False
        self.deleted = 0
        return self.racp_char

    def _on_racp(self, _: object, value: bytes) -> None:
        if not set(self.needs) <= self.subscribed:
            raise AppError(0xFD)
        if self.busy and value[0] != 3:
            raise AppError(0xFE)
        if value[0] == 3:
            self.aborted = True
            if not self.busy:
                self.later(self.indicate(self.racp_char, bytes([6, 0, 3, 1])))
            return
        self.busy, self.aborted = True, False
        self.later(self._procedure(value))

    def _chosen(self, v: bytes) -> list | int:
        operator = v[1] if len(v) > 1 else 0
        if operator in self.refuses:
            return 4
        if operator == 1:
            return list(self.stored)
        if operator == 5:
            return self.stored[:1]
        if operator == 6:
            return self.stored[-1:]
        if operator in (2, 3, 4):
            if len(v) < 5 or v[2] != 1:
                return 9 if len(v) > 2 else 5
            low = struct.unpack_from("<H", v, 3)[0]
            high = struct.unpack_from("<H", v, 5)[0] if operator == 4 else low
            return [
                r
                for r in self.stored
                if (
                    r[0] <= low
                    if operator == 2
                    else r[0] >= low
                    if operator == 3
                    else low <= r[0] <= high
                )
            ]
        return 3

    async def _procedure(self, v: bytes) -> None:
        chosen = self._chosen(v)
        try:
            if isinstance(chosen, int):
                answer = bytes([6, 0, v[0], chosen])
            elif v[0] == 4:
                answer = bytes([5, 0]) + struct.pack("<H", len(chosen))
            elif v[0] == 2:
                self.stored = [r for r in self.stored if r not in chosen]
                self.deleted += len(chosen)
                answer = bytes([6, 0, 2, 1])
            elif v[0] != 1:
                answer = bytes([6, 0, v[0], 2])
            elif not chosen:
                answer = bytes([6, 0, 1, 6])
            else:
                for sent, record in enumerate(chosen):
                    if self.aborted or await self.dropping(sent):
                        break
                    await self.send_record(record)
                    await asyncio.sleep(self.pause)
                answer = bytes([6, 0, 3, 1]) if self.aborted else bytes([6, 0, 1, 1])
                if self.never_ends and not self.aborted:
                    return
        finally:
            self.busy = False
        await self.indicate(self.racp_char, answer)

    async def send_record(self, record: tuple) -> None:
        """Send one record on its characteristic."""
        raise NotImplementedError


class Glucometer(RecordAccess, Peripheral):
    """Glucose Service with a Record Access Control Point and optional contexts."""

    type = "glucometer"
    name = "Lecteur"
    address = "F0:F1:F2:F3:F4:02"
    adv_uuids = (0x1808,)
    model = "GLU-1"
    actions = (*Peripheral.actions, "measure", "reset")

    def __init__(
        self,
        stored: list = (),
        *,
        refuses: list[int] = (),
        never_ends: bool = False,
        pause: float = 0.0,
        strict: bool = False,
        **common: object,
    ) -> None:
        """`stored`: (seq, frame) or dicts {mg_dl | mmol_l, at | ago, seq, sample, location, status, meal, carbs_g}.

        `strict`: also asks for the CCCD of 2A34, as several real meters do.
        """
        common.setdefault("encrypted", True)
        super().__init__(**common)
        self.refuses, self.never_ends, self.pause = tuple(refuses), never_ends, pause
        self.needs = ("2A18", "2A34", "2A52") if strict else ("2A18", "2A52")
        self.seq = 0
        self.stored = []
        for record in stored:
            if isinstance(record, dict):
                self.keep_record(**record)
            else:
                self.stored.append((*record, None)[:3])
                self.seq = record[0]

    def keep_record(
        self,
        at: dt.datetime | None = None,
        ago: float | None = None,
        seq: int | None = None,
        meal: int | None = None,
        carbs_g: object | None = None,
        **value: object,
    ) -> None:
        """Put one result into the memory."""
        self.seq = self.seq + 1 if seq is None else seq
        has_context = meal is not None or carbs_g is not None
        frame = layouts.glucose(self.seq, self.when(at, ago), context=has_context, **value)
        context = (
            layouts.glucose_context(self.seq, meal=meal, carbs_g=carbs_g) if has_context else None
        )
        self.stored.append((self.seq, frame, context))

    def services(self) -> list[Service]:
        self.measurement = self.sending(0x2A18, P.NOTIFY)
        self.context = self.sending(0x2A34, P.NOTIFY)
        return [
            Service(
                sig(0x1808),
                [
                    self.measurement,
                    self.context,
                    self.fixed(0x2A51, struct.pack("<H", 0)),
                    self.racp(),
                ],
            )
        ]

    async def send_record(self, record: tuple) -> None:
        await self.notify(self.measurement, record[1])
        if record[2]:
            await self.notify(self.context, record[2])

    async def measure(self, **value: object) -> None:
        """A finger prick; a meter keeps it until it is asked."""
        self.keep_record(**value)

    async def reset(self) -> None:
        """Memory cleared: sequence numbers start again."""
        self.stored, self.seq = [], 0

    @property
    def racp_ops(self) -> list[bytes]:
        """What was asked of the control point."""
        return [bytes.fromhex(h) for u, h in self.writes if "2A52" in u.upper()]

    def snapshot(self) -> dict:
        return {
            **super().snapshot(),
            "deleted": self.deleted,
            "racp": [op.hex() for op in self.racp_ops],
        }


class BloodPressureCuff(Peripheral):
    """Blood Pressure Service: stored results arrive in a burst when 2A35 is subscribed.

    `quirk="bm48"` sends the mixed-endian layout; `settle` drops the link when the subscription comes sooner than
    that many seconds after the connection (BM85); `keep` sends everything again each time; `users` only labels.
    """

    type = "cuff"
    name = "Tensiometre"
    address = "F0:F1:F2:F3:F4:06"
    adv_uuids = (0x1810,)
    model = "TEN-1"
    actions = (*Peripheral.actions, "measure", "fail", "inflate")

    def __init__(
        self,
        stored: list[dict] = (),
        *,
        quirk: str | None = None,
        kpa: bool = False,
        keep: bool = False,
        settle: float = 0.0,
        **common: object,
    ) -> None:
        """`stored`: {sys, dia, mean, pulse, user, status, at | ago, timed}."""
        super().__init__(**common)
        self.quirk, self.kpa, self.keep, self.settle = quirk, kpa, keep, settle
        self.sending_now = False
        self.stored = [self.record(**s) for s in stored]

    def record(
        self,
        sys: object,
        dia: object,
        mean: object = 0,
        pulse: object | None = None,
        user: int | None = None,
        status: int | None = None,
        at: dt.datetime | None = None,
        ago: float | None = None,
        timed: bool = True,
    ) -> bytes:
        """One stored result; values in mmHg (converted when the device speaks kPa)."""
        when = self.when(at, ago) if timed else None
        if self.quirk == "bm48":
            return layouts.blood_pressure_bm48(
                sys, dia, pulse=pulse or 0, when=when, user=user or 0, status=status or 0
            )
        if self.kpa:
            sys, dia, mean = (
                v if isinstance(v, str) else round(v / 7.50062, 1) for v in (sys, dia, mean)
            )
        return layouts.blood_pressure(
            sys, dia, mean, pulse=pulse, when=when, user=user, status=status, kpa=self.kpa
        )

    def services(self) -> list[Service]:
        self.result = self.sending(0x2A35, P.INDICATE)
        self.cuff = self.sending(0x2A36, P.NOTIFY)
        return [
            Service(
                sig(0x1810), [self.result, self.cuff, self.fixed(0x2A49, struct.pack("<H", 0x3F))]
            )
        ]

    async def on_ready(self) -> None:
        if self.sending_now or "2A35" not in self.subscribed:
            return
        if time.monotonic() - self.connected_at < self.settle:
            await self.drop()
            return
        self.sending_now = True
        try:
            for sent, frame in enumerate(list(self.stored)):
                if await self.dropping(sent) or not await self.indicate(self.result, frame):
                    return
                if not self.keep:
                    self.stored.remove(frame)
        finally:
            self.sending_now = False

    async def measure(self, sys: object, dia: object, **more: object) -> None:
        """A finished measurement."""
        frame = self.record(sys, dia, **more)
        self.stored.append(frame)
        if self.keep and "2A35" in self.subscribed:
            await self.indicate(self.result, frame)
        elif self.connection:
            await self.on_ready()

    async def inflate(self, steps: list[int] = (40, 80, 120, 160, 140, 110)) -> None:
        """Live cuff pressures, which nobody should keep."""
        for step in steps:
            await self.notify(self.cuff, layouts.blood_pressure(step, "nan", "nan"))

    async def fail(self) -> None:
        """A measurement that failed: systolic, diastolic and mean are NaN."""
        self.stored.append(
            layouts.blood_pressure("nan", "nan", "nan", when=self.when(), status=0x01)
        )
        await self.on_ready()


class Thermometer(Peripheral):
    """Health Thermometer: final values indicated, intermediate ones notified."""

    type = "thermometer"
    name = "Thermometre"
    address = "F0:F1:F2:F3:F4:07"
    adv_uuids = (0x1809,)
    model = "THE-1"
    actions = (*Peripheral.actions, "measure", "warm_up")

    def __init__(
        self,
        stored: list[dict] = (),
        *,
        fahrenheit: bool = False,
        site: int | None = 3,
        **common: object,
    ) -> None:
        """`stored`: {celsius, at | ago, timed}."""
        super().__init__(**common)
        self.fahrenheit, self.site = fahrenheit, site
        self.sending_now = False
        self.stored = [self.record(**s) for s in stored]

    def record(
        self,
        celsius: float | str,
        at: dt.datetime | None = None,
        ago: float | None = None,
        timed: bool = True,
    ) -> bytes:
        """One result."""
        value = (
            celsius
            if isinstance(celsius, str) or not self.fahrenheit
            else round(celsius * 9 / 5 + 32, 1)
        )
        return layouts.temperature(
            value,
            fahrenheit=self.fahrenheit,
            when=self.when(at, ago) if timed else None,
            site=self.site,
        )

    def services(self) -> list[Service]:
        self.final = self.sending(0x2A1C, P.INDICATE)
        self.live = self.sending(0x2A1E, P.NOTIFY)
        return [
            Service(
                sig(0x1809), [self.final, self.live, self.fixed(0x2A1D, bytes([self.site or 0]))]
            )
        ]

    async def on_ready(self) -> None:
        if self.sending_now or "2A1C" not in self.subscribed:
            return
        self.sending_now = True
        try:
            sent = 0
            while self.stored and not await self.dropping(sent):
                if not await self.indicate(self.final, self.stored[0]):
                    return
                sent += 1
                self.stored.pop(0)
        finally:
            self.sending_now = False

    async def measure(self, celsius: float | str, **more: object) -> None:
        """A finished measurement."""
        self.stored.append(self.record(celsius, **more))
        await self.on_ready()

    async def warm_up(self, values: list[float]) -> None:
        """Intermediate values, which nobody should keep."""
        for value in values:
            await self.notify(self.live, layouts.temperature(value))


class PulseOximeter(RecordAccess, Peripheral):
    """Pulse Oximeter Service: spot checks (stored, by RACP or at once), and a continuous stream."""

    type = "oximeter"
    name = "Oxymetre"
    address = "F0:F1:F2:F3:F4:08"
    adv_uuids = (0x1822,)
    model = "OXY-1"
    actions = (*Peripheral.actions, "measure", "stream")
    needs = ("2A5E", "2A52")

    def __init__(
        self,
        stored: list[dict] = (),
        *,
        racp: bool = True,
        refuses: list[int] = (),
        pause: float = 0.0,
        **common: object,
    ) -> None:
        """`stored`: {spo2, pulse, at | ago, status, sensor, pai, clock_unset, timed}."""
        super().__init__(**common)
        self.with_racp, self.refuses, self.pause = racp, tuple(refuses), pause
        self.deleted = 0
        self.sending_now = False
        self.stored = []
        for record in stored:
            self.keep_record(**record)

    def keep_record(
        self,
        spo2: object,
        pulse: object,
        at: dt.datetime | None = None,
        ago: float | None = None,
        timed: bool = True,
        **more: object,
    ) -> None:
        """Put one spot check into the memory."""
        when = self.when(at, ago) if timed else None
        self.stored.append(
            (len(self.stored) + 1, layouts.spot_oximetry(spo2, pulse, when=when, **more))
        )

    def services(self) -> list[Service]:
        self.spot = self.sending(0x2A5E, P.INDICATE)
        self.flow = self.sending(0x2A5F, P.NOTIFY)
        out = [self.spot, self.flow, self.fixed(0x2A60, struct.pack("<H", 0x0001))]
        if self.with_racp:
            out.append(self.racp())
        return [Service(sig(0x1822), out)]

    async def send_record(self, record: tuple) -> None:
        await self.indicate(self.spot, record[1])

    async def on_ready(self) -> None:
        if self.with_racp or self.sending_now or "2A5E" not in self.subscribed:
            return
        self.sending_now = True
        try:
            while self.stored:
                if not await self.indicate(self.spot, self.stored[0][1]):
                    return
                self.stored.pop(0)
        finally:
            self.sending_now = False

    async def measure(self, spo2: object, pulse: object, **more: object) -> None:
        """A finished spot check: kept for the RACP, and sent at once when somebody listens."""
        self.keep_record(spo2, pulse, **more)
        if "2A5E" in self.subscribed:
            if self.with_racp:
                await self.indicate(self.spot, self.stored[-1][1])
            else:
                await self.on_ready()

    async def stream(self, values: list[list], every: float = 0.02) -> None:
        """Continuous values: pairs (SpO2, pulse) or triples with a measurement status."""
        for value in values:
            await self.notify(
                self.flow,
                layouts.continuous_oximetry(
                    value[0], value[1], status=value[2] if len(value) > 2 else None
                ),
            )
            await asyncio.sleep(every)

    def snapshot(self) -> dict:
        return {**super().snapshot(), "deleted": self.deleted}
