"""PineTime watches with InfiniTime: heart rate, and the steps of today.

It advertises the service of its firmware only: its name tells what it is.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, timedelta, tzinfo
from decimal import Decimal
from typing import Any, Final

from vault.devices.beats import MEASUREMENT, Beats
from vault.devices.decoder import Channel, Claims, Decoder, Frame, Reading, Settings, Skipped, Value
from vault.devices.gatt import Cursor
from vault.i18n import _

STEPS: Final = "00030001-78fc-48fe-8e23-433b3a1942d0"


def parse_steps(payload: bytes) -> int:
    """Read the counter of today; raises struct.error when it is short, ValueError when longer."""
    cursor = Cursor(payload)
    steps = cursor.u32()
    if cursor.left:
        raise ValueError
    return steps


class Worn:
    """Beats are a stream; a day has one total, and a counter that falls was started again."""

    def __init__(self, settings: Settings) -> None:
        self._beats, self._zone = Beats(), settings.get("zone") or UTC
        known = (settings.get("memory") or {}).get("steps") or {}
        self._day: date | None = date.fromisoformat(known["day"]) if known else None
        self._counter, self._before = int(known.get("counter", 0)), int(known.get("before", 0))
        self._frame: str | None = None

    @property
    def learned(self) -> Mapping[str, Any]:
        """The day, its counter, and what was lost of it when the watch was started again."""
        if self._day is None:
            return {}
        day = self._day.isoformat()
        return {"steps": {"day": day, "counter": self._counter, "before": self._before}}

    def feed(self, frame: Frame, /) -> Iterator[Reading | Skipped]:
        """Take a beat, or the counter; only the last counter of a day is told."""
        if frame.uuid == STEPS:
            yield from self._walked(parse_steps(frame.payload), frame)
        else:
            yield from self._beats.feed(frame)

    def flush(self, _now: datetime, /) -> Iterator[Reading | Skipped]:
        """Give the total of the day."""
        frame, self._frame = self._frame, None
        if frame is not None and self._day is not None:
            yield _total(self._day, self._before + self._counter, frame, self._zone)

    def _walked(self, counter: int, frame: Frame) -> Iterator[Reading | Skipped]:
        day = frame.received.astimezone(self._zone).date()
        if day != self._day:
            yield from self.flush(frame.received)
            self._day, self._counter, self._before = day, 0, 0
        if self._frame is not None:
            yield Skipped("intermediate", self._frame)
        if counter < self._counter:
            self._before += self._counter
        self._counter, self._frame = counter, frame.uid


def _total(day: date, steps: int, frame: str, zone: tzinfo) -> Reading | Skipped:
    if steps == 0:
        return Skipped("zero", frame)
    start = datetime(day.year, day.month, day.day, tzinfo=zone)
    end = (start + timedelta(days=1, hours=12)).replace(hour=0)  # also where clocks change
    span = end.astimezone(UTC) - start.astimezone(UTC)
    value = Value("steps", Decimal(steps), "{steps}")
    wall = start.replace(tzinfo=None)
    return Reading((value,), wall, live=False, frames=(frame,), kept="log", span=span)


DECODER = Decoder(
    name="pinetime",
    rank=10,
    claims=Claims(("infinitime*",)),
    gives=frozenset({"heart_rate", "steps"}),
    channels=(
        Channel(STEPS, "read", mandatory=False),
        Channel(STEPS, "notify", mandatory=False),
        Channel(MEASUREMENT, "notify", mandatory=True, stream=True),
    ),
    assembler=Worn,
    title=lambda: _("PineTime watch"),
    gesture=lambda: _("Wear the watch and start its heart rate application"),
    device_class="watch",
    stream=True,
)
