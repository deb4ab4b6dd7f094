"""Scales that follow the Body Composition Service of the Bluetooth SIG (0x181B)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Final, NamedTuple

from vault.devices import slots
from vault.devices.decoder import Channel, Claims, Decoder, Frame, Reading, Settings, Skipped, Value
from vault.devices.gatt import Cursor, Stamp, noticed, sig
from vault.devices.weight import UNSUCCESSFUL, Weight, shape
from vault.devices.weight import parse as parse_weight
from vault.devices.weight import value as weighed
from vault.i18n import _

WEIGHT: Final = sig(0x2A9D)
BODY: Final = sig(0x2A9C)
POUNDS, TIMED, OWNED, HEAVY, TALL, CONTINUED = 0x0001, 0x0002, 0x0004, 0x0400, 0x0800, 0x1000
METABOLISM = 0x0008
TOGETHER: Final = timedelta(seconds=10)  # a body this soon after a weight belongs to it
# bit -> measure, step, unit, title; None: the unit of mass of the scale. In the order of the frame.
FIELDS: Final[dict[int, tuple[str, str, str | None, str]]] = {
    METABOLISM: ("basal_metabolic_rate", "1", "kJ/d", ""),
    0x0010: ("muscle_pct", "0.1", "%", ""),
    0x0020: ("muscle_mass", "0.005", None, ""),
    0x0040: ("lean_mass", "0.005", None, ""),
    0x0080: ("other", "0.005", None, "Soft lean mass"),
    0x0100: ("body_water_mass", "0.005", None, ""),
    0x0200: ("other", "0.1", "Ohm", "Impedance"),
}


class Body(NamedTuple):
    """One Body Composition Measurement (0x2A9C), fields as sent."""

    pounds: bool
    fat: int  # steps of 0.1 %
    time: Stamp | None
    user: int | None
    fields: dict[int, int]  # by the bits of `FIELDS`
    weight: int | None
    height: int | None
    continued: bool  # in the next frame
    surplus: int


def parse(payload: bytes) -> Body:
    """Read the layout; raises struct.error when the frame is shorter than its flags say."""
    cursor = Cursor(payload)
    flags, fat = cursor.u16(), cursor.u16()
    time = cursor.stamp() if flags & TIMED else None
    user = cursor.u8() if flags & OWNED else None
    fields = {bit: cursor.u16() for bit in FIELDS if flags & bit}
    weight = cursor.u16() if flags & HEAVY else None
    height = cursor.u16() if flags & TALL else None
    pounds, continued = bool(flags & POUNDS), bool(flags & CONTINUED)
    return Body(pounds, fat, time, user, fields, weight, height, continued, cursor.left)


class Bodies:
    """A weight waits some seconds for the body that was measured with it."""

    def __init__(self) -> None:
        self._weight: tuple[Reading, datetime] | None = None
        self._part: tuple[Reading, datetime] | None = None  # a body of which more is to come

    def feed(self, frame: Frame, /) -> Iterator[Reading | Skipped]:
        """Join weights and bodies; what the scale says of its users is no measurement."""
        if frame.uuid == WEIGHT:
            yield from self._weighed(parse_weight(frame.payload), frame)
        elif frame.uuid == BODY:
            yield from self._measured(parse(frame.payload), frame)
        else:
            yield Skipped("not_ours", frame.uid)

    def flush(self, _now: datetime, /) -> Iterator[Reading | Skipped]:
        """Give what was still waiting: a weight alone, a body whose second half never came."""
        waiting = [one for one in (self._weight, self._part) if one is not None]
        self._weight = self._part = None
        yield from (reading for reading, _at in waiting)

    def _weighed(self, sent: Weight, frame: Frame) -> Iterator[Reading | Skipped]:
        yield from self.flush(frame.received)
        if sent.weight == UNSUCCESSFUL:
            yield Skipped("unsuccessful", frame.uid)
        elif sent.weight == 0:
            yield Skipped("zero", frame.uid)
        else:
            told = Reading(
                (weighed(sent),), sent.time.wall if sent.time else None, live=False,
                frames=(frame.uid,), slot=sent.user, flags=noticed(sent.time, sent.surplus),
                context=shape(sent),
            )  # fmt: skip
            self._weight = told, frame.received

    def _measured(self, sent: Body, frame: Frame) -> Iterator[Reading | Skipped]:
        if sent.fat == UNSUCCESSFUL:
            yield Skipped("unsuccessful", frame.uid)
        elif not sent.fat and not any(n for bit, n in sent.fields.items() if bit != METABOLISM):
            self._part = None
            yield Skipped("placeholder", frame.uid)
        else:
            yield from self._joined(_reading(sent, frame.uid), sent, frame)

    def _joined(self, told: Reading, sent: Body, frame: Frame) -> Iterator[Reading | Skipped]:
        part, weight = self._part, self._weight
        if part is not None and _belongs(part, told, frame):
            self._part = None
            yield _together(part[0], told)
            return
        if weight is not None and _belongs(weight, told, frame):
            self._weight = None
            told = _together(weight[0], told)
        yield from self.flush(frame.received)
        if sent.continued:
            self._part = told, frame.received
        else:
            yield told


def _belongs(before: tuple[Reading, datetime], told: Reading, frame: Frame) -> bool:
    reading, at = before
    same = told.slot is None or told.slot == reading.slot
    return same and frame.received - at <= TOGETHER


def _together(first: Reading, second: Reading) -> Reading:
    measured = {one.measure for one in first.values if one.measure != "other"}
    return replace(
        first,
        values=first.values + tuple(one for one in second.values if one.measure not in measured),
        device_time=first.device_time or second.device_time,
        frames=first.frames + second.frames,
        flags=first.flags | second.flags,
    )


def _reading(sent: Body, frame: str) -> Reading:
    return Reading(
        tuple(_values(sent)), sent.time.wall if sent.time else None, live=False, frames=(frame,),
        slot=sent.user, flags=noticed(sent.time, sent.surplus),
    )  # fmt: skip


def _values(sent: Body) -> Iterator[Value]:
    """Give what was measured, then what the scale computed; 0 means that it did not."""
    if sent.weight:
        yield weighed(Weight(sent.pounds, sent.weight, None, None, None, None, 0))
    if sent.fat:
        yield Value("body_fat_pct", sent.fat * Decimal("0.1"), "%", by_device=True)
    for bit, number in sent.fields.items():
        measure, step, unit, title = FIELDS[bit]
        if unit is None:
            unit, step = ("[lb_av]", "0.01") if sent.pounds else ("kg", step)
        if number:
            yield Value(measure, number * Decimal(step), unit, by_device=True, title=title)


def _assembler(_settings: Settings) -> Bodies:
    return Bodies()


DECODER = Decoder(
    name="sig-body-composition",
    rank=0,
    claims=Claims(services=frozenset({sig(0x181B)})),
    gives=frozenset(
        {"body_weight", "body_fat_pct", "lean_mass", "body_water_mass", "basal_metabolic_rate"}
        | {"muscle_pct", "muscle_mass"}
    ),
    channels=(
        Channel(WEIGHT, "indicate", mandatory=False),
        Channel(BODY, "indicate", mandatory=True),
        Channel(slots.CONTROL, "indicate", mandatory=False),
        Channel(slots.CHANGED, "notify", mandatory=False),
        Channel(slots.LIST, "notify", mandatory=False),
    ),
    assembler=_assembler,
    title=lambda: _("Body composition scale"),
    gesture=lambda: _("Step on the scale barefoot"),
    talk=slots.talk((WEIGHT, BODY)),
    absorbs=frozenset({"sig-weight-scale"}),
    device_class="scale",
    quiet=30.0,
    clocked=(sig(0x2A9B), 0x01),
    clock_first=True,
)
