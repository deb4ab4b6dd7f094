"""Meters that follow the Glucose Service of the Bluetooth SIG (0x1808)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Final, NamedTuple

from vault.devices.decoder import Channel, Claims, Decoder, Frame, Reading, Settings, Skipped, Value
from vault.devices.gatt import Cursor, Number, Stamp, noticed, sig
from vault.devices.racp import CONTROL, Record, Records, talk
from vault.i18n import _

RESULT: Final = sig(0x2A18)
CONTEXT: Final = sig(0x2A34)
SHIFTED, MEASURED, MOLAR, STATED, FOLLOWED = 0x01, 0x02, 0x04, 0x08, 0x10
TOO_HIGH, TOO_LOW, TIME_FAULT = 0x0020, 0x0040, 0x0800
SOLUTION, SOLUTION_AT, INTERSTITIAL = 10, 4, 9
SAMPLES: Final = {
    1: "capillary_whole_blood", 2: "capillary_plasma", 3: "venous_whole_blood", 4: "venous_plasma",
    5: "arterial_whole_blood", 6: "arterial_plasma", 7: "whole_blood", 8: "plasma",
    9: "interstitial_fluid",
}  # fmt: skip
PLACES: Final = {1: "finger", 2: "alternate_site", 3: "ear_lobe"}
FAULTS: Final = {
    0: "battery_low", 1: "sensor_malfunction", 2: "sample_insufficient", 3: "strip_insertion",
    4: "strip_type", 7: "temperature_too_high", 8: "temperature_too_low", 9: "strip_removed",
    10: "device_fault",
}  # fmt: skip
MOMENTS: Final = {1: "88365-2", 2: "16915-1", 3: "53049-3", 4: "LA46-8", 5: "LA46-8"}  # LOINC


class Result(NamedTuple):
    """One Glucose Measurement (0x2A18), fields as sent."""

    sequence: int
    base: Stamp
    offset: int | None  # minutes
    molar: bool
    concentration: Number | None  # kg/L or mol/L
    sample: int | None
    location: int | None
    status: int | None
    followed: bool  # by a context
    surplus: int


class Circumstance(NamedTuple):
    """One Glucose Measurement Context (0x2A34), fields as sent."""

    sequence: int
    carbohydrate: tuple[int, Number] | None  # kind, kg
    meal: int | None
    tester: int | None
    health: int | None
    exercise: tuple[int, int] | None  # seconds, %
    medication: tuple[int, Number] | None  # kind, L or kg
    litres: bool
    hba1c: Number | None  # %
    surplus: int


def parse(payload: bytes) -> Result:
    """Read the layout; raises struct.error when the frame is shorter than its flags say."""
    cursor = Cursor(payload)
    flags, sequence, base = cursor.u8(), cursor.u16(), cursor.stamp()
    offset = cursor.s16() if flags & SHIFTED else None
    number = cursor.sfloat() if flags & MEASURED else None
    kind = cursor.u8() if flags & MEASURED else None
    status = cursor.u16() if flags & STATED else None
    sample, place = (None, None) if kind is None else (kind & 0x0F, kind >> 4)
    molar, followed = bool(flags & MOLAR), bool(flags & FOLLOWED)
    return Result(
        sequence, base, offset, molar, number, sample, place, status, followed, cursor.left
    )


def parse_context(payload: bytes) -> Circumstance:
    """Read the layout; raises struct.error when the frame is shorter than its flags say."""
    cursor = Cursor(payload)
    flags, sequence = cursor.u8(), cursor.u16()
    if flags & 0x80:
        cursor.u8()  # extended flags, none of which is in use
    food = (cursor.u8(), cursor.sfloat()) if flags & 0x01 else None
    meal = cursor.u8() if flags & 0x02 else None
    who = cursor.u8() if flags & 0x04 else None
    effort = (cursor.u16(), cursor.u8()) if flags & 0x08 else None
    drug = (cursor.u8(), cursor.sfloat()) if flags & 0x10 else None
    hba1c = cursor.sfloat() if flags & 0x40 else None
    tester, health = (None, None) if who is None else (who & 0x0F, who >> 4)
    litres = bool(flags & 0x20)
    return Circumstance(
        sequence, food, meal, tester, health, effort, drug, litres, hba1c, cursor.left
    )


class Results:
    """A result waits for the context that it announces, by their sequence number."""

    def __init__(self) -> None:
        self._waiting: dict[int, Reading | Skipped] = {}

    def feed(self, frame: Frame, /) -> Iterator[Reading | Skipped]:
        """Join results and contexts; a control solution is no measurement."""
        if frame.uuid == CONTROL:
            yield Skipped("not_ours", frame.uid)
        elif frame.uuid == CONTEXT:
            yield from self._joined(parse_context(frame.payload), frame.uid)
        else:
            yield from self._measured(parse(frame.payload), frame.uid)

    def flush(self, _now: datetime, /) -> Iterator[Reading | Skipped]:
        """Give the results whose context never came."""
        waiting, self._waiting = self._waiting, {}
        yield from waiting.values()

    def _measured(self, sent: Result, frame: str) -> Iterator[Reading | Skipped]:
        if sent.sequence in self._waiting:
            yield self._waiting.pop(sent.sequence)
        told = _told(sent, frame)
        if sent.followed:
            self._waiting[sent.sequence] = told
        else:
            yield told

    def _joined(self, sent: Circumstance, frame: str) -> Iterator[Reading | Skipped]:
        told = self._waiting.pop(sent.sequence, None)
        if not isinstance(told, Reading):
            yield from () if told is None else (told,)
            yield Skipped("not_ours", frame)
            return
        flags = told.flags | noticed(None, sent.surplus)
        context = {**told.context, **dict(_circumstances(sent))}
        yield replace(told, frames=(*told.frames, frame), flags=flags, context=context)


def _told(sent: Result, frame: str) -> Reading | Skipped:
    if sent.sample == SOLUTION or sent.location == SOLUTION_AT:
        return Skipped("control_solution", frame)
    value = _value(sent)
    if value is None:
        return Skipped("unsuccessful", frame)
    status = sent.status or 0
    time = None if status & TIME_FAULT else _time(sent)
    odd = {"bad_time"} if time is None and sent.base.known else set[str]()
    words = {word: "true" for bit, word in FAULTS.items() if status >> bit & 1}
    named = {"sample": SAMPLES.get(sent.sample or 0), "site": PLACES.get(sent.location or 0)}
    return Reading(
        (value,), time, live=False, frames=(frame,), sequence=sent.sequence,
        flags=noticed(sent.base, sent.surplus) | odd,
        context=words | {name: word for name, word in named.items() if word},
        mark="-".join(map(str, sent.base)),
    )  # fmt: skip


def _value(sent: Result) -> Value | None:
    """Return the value; one beyond the limits of the meter has none, but says which."""
    measure = "glucose_interstitial" if sent.sample == INTERSTITIAL else "glucose"
    unit, power = ("mmol/L", 3) if sent.molar else ("mg/dL", 5)
    number = sent.concentration.value if sent.concentration else None
    if number is not None:
        return Value(measure, _plain(number.scaleb(power)), unit)
    if (sent.status or 0) & TOO_HIGH:
        return Value(measure, None, unit, "positive-infinity", comparator=">")
    if (sent.status or 0) & TOO_LOW:
        return Value(measure, None, unit, "negative-infinity", comparator="<")
    return None


def _plain(number: Decimal) -> Decimal:
    """Write 1.2E+2 as 120; what stands after the point stays."""
    return number.quantize(Decimal(1)) if number == number.to_integral_value() else number


def _time(sent: Result) -> datetime | None:
    wall = sent.base.wall
    try:
        return wall and wall + timedelta(minutes=sent.offset or 0)
    except OverflowError:
        return None


def _circumstances(sent: Circumstance) -> Iterator[tuple[str, str]]:
    """Give the moment of the meal as a code, the rest as words, never interpreted."""
    if sent.meal in MOMENTS:
        yield "moment", MOMENTS[sent.meal]
    if sent.carbohydrate and sent.carbohydrate[1].value is not None:
        yield "carbohydrate", f"{sent.carbohydrate[1].value} kg"
    if sent.tester is not None:
        yield "tester", str(sent.tester)
        yield "health", str(sent.health)
    if sent.exercise:
        yield "exercise", f"{sent.exercise[0]} s, {sent.exercise[1]} %"
    if sent.medication and sent.medication[1].value is not None:
        yield "medication", f"{sent.medication[1].value} {'L' if sent.litres else 'kg'}"
    if sent.hba1c and sent.hba1c.value is not None:
        yield "hba1c", f"{sent.hba1c.value} %"


def _record(frame: Frame) -> Record:
    if frame.uuid == CONTEXT:
        return Record(parse_context(frame.payload).sequence, whole=True)
    sent = parse(frame.payload)
    return Record(sent.sequence, whole=not sent.followed)


def _assembler(_settings: Settings) -> Results:
    return Results()


DECODER = Decoder(
    name="sig-glucose",
    rank=0,
    claims=Claims(services=frozenset({sig(0x1808)})),
    gives=frozenset({"glucose", "glucose_interstitial"}),
    channels=(
        Channel(RESULT, "notify", mandatory=True),
        Channel(CONTEXT, "notify", mandatory=False),
        Channel(CONTROL, "indicate", mandatory=True),
    ),
    assembler=_assembler,
    title=lambda: _("Glucose meter"),
    gesture=lambda: _("Turn the meter on and start its Bluetooth"),
    device_class="glucose_meter",
    talk=talk(Records(RESULT, CONTEXT, of=_record)),
)
