"""Xiaomi Mi Scale and Mi Body Composition Scale: a weighing is advertised, in the clear.

The first kind sends ten bytes as service data 181D, the second thirteen as 181B. Their clock is
often at 1970: what they advertise is of now.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Final, NamedTuple

from vault.devices.decoder import (
    Channel,
    Claims,
    Decoder,
    Frame,
    Reading,
    Reason,
    Settings,
    Skipped,
    Value,
)  # fmt: skip
from vault.devices.gatt import Cursor, Stamp, noticed, sig
from vault.i18n import _

PLAIN: Final = sig(0x181D)
COMPOSING: Final = sig(0x181B)
POUNDS, IMPEDANCE, JIN, STABLE, REMOVED = 0x01, 0x02, 0x10, 0x20, 0x80
JIN_OF_COMPOSING: Final = 0x40
NOT_MEASURED: Final = (0, 0xFFFD, 0xFFFE)
TOGETHER: Final = timedelta(seconds=10)
HALF: Final = Decimal("0.5")  # kg in a jin


class Weighing(NamedTuple):
    """One advertisement, fields as sent."""

    weight: int  # steps of 0.005 kg, 0.01 lb or 0.01 jin
    unit: str  # kg, lb, jin
    stable: bool
    removed: bool
    time: Stamp
    impedance: int | None  # Ohm; None: not measured
    surplus: int


def parse_plain(payload: bytes) -> Weighing:
    """Read the ten bytes of the first kind; raises struct.error when one is missing."""
    cursor = Cursor(payload)
    control, weight, time = cursor.u8(), cursor.u16(), cursor.stamp()
    unit = "lb" if control & POUNDS else "jin" if control & JIN else "kg"
    stable, removed = bool(control & STABLE), bool(control & REMOVED)
    return Weighing(weight, unit, stable, removed, time, None, cursor.left)


def parse_composing(payload: bytes) -> Weighing:
    """Read the thirteen bytes of the second kind; raises struct.error when one is missing."""
    cursor = Cursor(payload)
    first, control, time = cursor.u8(), cursor.u8(), cursor.stamp()
    impedance, weight = cursor.u16(), cursor.u16()
    unit = "lb" if first & POUNDS else "jin" if control & JIN_OF_COMPOSING else "kg"
    measured = control & IMPEDANCE and impedance not in NOT_MEASURED
    stable, removed = bool(control & STABLE), bool(control & REMOVED)
    return Weighing(
        weight, unit, stable, removed, time, impedance if measured else None, cursor.left
    )


class Weighings:
    """What is advertised while somebody stands on the scale is one reading."""

    def __init__(self) -> None:
        self._reading: Reading | None = None
        self._last: Weighing | None = None  # the weighing that is going on, also once it is told
        self._began: datetime | None = None

    def feed(self, frame: Frame, /) -> Iterator[Reading | Skipped]:
        """Take stable weights; the one with an impedance is final."""
        plain = frame.uuid == PLAIN
        sent = parse_plain(frame.payload) if plain else parse_composing(frame.payload)
        if sent.removed or not sent.stable or sent.weight == 0:
            if sent.removed:
                yield from self._over()
            yield Skipped(_left_out(sent), frame.uid)
        else:
            yield from self._stable(sent, frame)

    def flush(self, _now: datetime, /) -> Iterator[Reading | Skipped]:
        """Give a weighing that nothing ended."""
        yield from self._over()

    def _stable(self, sent: Weighing, frame: Frame) -> Iterator[Reading | Skipped]:
        if not self._goes_on(sent, frame):
            yield from self._over()
            self._began = frame.received
        elif self._reading is None:  # it was told already, with its impedance
            yield Skipped("not_ours", frame.uid)
            return
        before = self._reading.frames if self._reading else ()
        self._last, self._reading = sent, _reading(sent, (*before, frame.uid))
        if sent.impedance is not None:
            told, self._reading = self._reading, None
            yield told

    def _goes_on(self, sent: Weighing, frame: Frame) -> bool:
        """Tell whether this is the weighing before: the same device time, or some seconds later."""
        if self._last is None or self._began is None:
            return False
        same = (sent.weight, sent.unit) == (self._last.weight, self._last.unit)
        soon = frame.received - self._began <= TOGETHER
        return same and (soon or sent.time == self._last.time)

    def _over(self) -> Iterator[Reading]:
        told, self._reading, self._last = self._reading, None, None
        if told is not None:
            yield told


def _left_out(sent: Weighing) -> Reason:
    if sent.removed:
        return "removed"
    return "zero" if sent.stable else "unstable"


def _reading(sent: Weighing, frames: tuple[str, ...]) -> Reading:
    return Reading(
        tuple(_values(sent)),
        sent.time.wall,
        live=False,
        frames=frames,
        flags=noticed(sent.time, sent.surplus),
    )


def _values(sent: Weighing) -> Iterator[Value]:
    step = Decimal("0.005") if sent.unit == "kg" else Decimal("0.01")
    weight = sent.weight * step
    if sent.unit == "lb":
        yield Value("body_weight", weight, "[lb_av]")
    else:
        yield Value("body_weight", weight * HALF if sent.unit == "jin" else weight, "kg")
    if sent.impedance is not None:
        ohms = Decimal(sent.impedance)
        yield Value("other", ohms, "Ohm", by_device=True, title="Impedance")


def _assembler(_settings: Settings) -> Weighings:
    return Weighings()


DECODER = Decoder(
    name="xiaomi-scale",
    rank=10,
    claims=Claims(
        ("mi_scale*", "miscale*", "mibcs*", "mibfs*"), service_data=frozenset({PLAIN, COMPOSING})
    ),
    gives=frozenset({"body_weight"}),
    channels=(
        Channel(PLAIN, "advert", mandatory=True),
        Channel(COMPOSING, "advert", mandatory=True),
    ),
    assembler=_assembler,
    title=lambda: _("Xiaomi Mi scale"),
    gesture=lambda: _("Step on the scale"),
    device_class="scale",
)
