"""Thermometers that follow the Health Thermometer Service of the Bluetooth SIG (0x1809)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Final, NamedTuple

from vault.devices.decoder import Channel, Claims, Decoder, Frame, Reading, Settings, Skipped, Value
from vault.devices.gatt import Cursor, Number, Stamp, noticed, sig
from vault.i18n import _

FAHRENHEIT, TIMED, PLACED = 0x01, 0x02, 0x04
FINAL: Final = sig(0x2A1C)
INTERMEDIATE: Final = sig(0x2A1E)
SITE: Final = sig(0x2A1D)
SITES: Final = {
    1: "armpit", 2: "body", 3: "ear", 4: "finger", 5: "gastrointestinal", 6: "mouth", 7: "rectum",
    8: "toe", 9: "tympanum",
}  # fmt: skip


class Temperature(NamedTuple):
    """One Temperature Measurement (0x2A1C), fields as sent."""

    fahrenheit: bool
    value: Number
    time: Stamp | None
    site: int | None
    surplus: int


def parse(payload: bytes) -> Temperature:
    """Read the layout; raises struct.error when the frame is shorter than its flags say."""
    cursor = Cursor(payload)
    flags, value = cursor.u8(), cursor.float32()
    time = cursor.stamp() if flags & TIMED else None
    site = cursor.u8() if flags & PLACED else None
    return Temperature(bool(flags & FAHRENHEIT), value, time, site, cursor.left)


class Temperatures:
    """Every final frame is a reading of its own; the site may have been said once, before."""

    def __init__(self) -> None:
        self._site: int | None = None

    def feed(self, frame: Frame, /) -> Iterator[Reading | Skipped]:
        """Keep a final temperature; one that still rises is not one."""
        if frame.uuid == SITE:
            self._site = Cursor(frame.payload).u8()
            yield Skipped("not_ours", frame.uid)
        elif frame.uuid == INTERMEDIATE:
            yield Skipped("intermediate", frame.uid)
        else:
            yield self._final(parse(frame.payload), frame.uid)

    def flush(self, _now: datetime, /) -> Iterator[Reading | Skipped]:
        """Nothing waits."""
        yield from ()

    def _final(self, sent: Temperature, frame: str) -> Reading | Skipped:
        if sent.value.value is None:
            return Skipped("unsuccessful", frame)
        site = SITES.get((self._site if sent.site is None else sent.site) or 0)
        return Reading(
            (Value("body_temperature", sent.value.value, "[degF]" if sent.fahrenheit else "Cel"),),
            sent.time.wall if sent.time else None,
            live=False,
            frames=(frame,),
            flags=noticed(sent.time, sent.surplus),
            context={} if site is None else {"site": site},
        )


def _assembler(_settings: Settings) -> Temperatures:
    return Temperatures()


DECODER = Decoder(
    name="sig-thermometer",
    rank=0,
    claims=Claims(services=frozenset({sig(0x1809)})),
    gives=frozenset({"body_temperature"}),
    channels=(
        Channel(SITE, "read", mandatory=False),
        Channel(FINAL, "indicate", mandatory=True),
        Channel(INTERMEDIATE, "notify", mandatory=False),
    ),
    assembler=_assembler,
    title=lambda: _("Thermometer"),
    gesture=lambda: _("Take your temperature, then leave the thermometer on the table"),
    device_class="thermometer",
)
