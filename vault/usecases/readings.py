"""What a device measured becomes facts of a person, or waits in the inbox."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any, Final
from zoneinfo import ZoneInfo

from vault.devices.attribution import Case, Reason, Weights, doubt, propose
from vault.errors import UnitMismatch
from vault.record.batch import Measured
from vault.record.inbox import Waiting, WaitingValue
from vault.record.instrument import Instrument
from vault.record.measures import MEASURES
from vault.record.moments import Moment, TimeQuality
from vault.record.person import Person
from vault.record.provenance import Source
from vault.record.quantity import Quantity
from vault.store.open_vault import OpenVault

WEIGHT: Final = "body_weight"
READER: Final = "1"  # version of the decoders, as it stands in provenance
_ADULT: Final = 18
_AUTOMATIC: Final = 1
_LOOK_BACK: Final = timedelta(days=200)
_MANY: Final = 3


@dataclass(frozen=True, slots=True)
class Told:
    """One reading with its time, ready to be kept or to wait."""

    key: bytes
    values: tuple[WaitingValue, ...]
    received: datetime  # UTC
    moment: Moment | None
    device_time: datetime | None  # naive
    source: str  # of the time: device, corrected, reception
    offset: float | None  # seconds, of the clock of the device
    live: bool
    slot: int | None
    sequence: int | None
    flags: frozenset[str]
    context: Mapping[str, str]
    frames: tuple[str, ...]  # uids
    decoder: str

    @property
    def kg(self) -> Decimal | None:
        """The weight among the values, in kg."""
        for one in self.values:
            if one.measure == WEIGHT and one.value is not None:
                return Quantity(one.value, one.unit).canonical(MEASURES[WEIGHT])
        return None

    def within_bounds(self) -> bool:
        """Tell whether everything measured is possible at all."""
        return all(_possible(one) for one in self.values)

    def waiting(self, uid: str, instrument: str, proposed: str | None, reason: Reason) -> Waiting:
        """Return the row of the inbox."""
        return Waiting(
            uid, instrument, int(self.received.timestamp() * 1000), proposed, reason, self.key,
            self.body(),
        )  # fmt: skip

    def body(self) -> dict[str, Any]:
        """Return what the inbox keeps, as JSON."""
        moment = self.moment
        return {
            "values": [one.written() for one in self.values],
            "device_time": self.device_time and self.device_time.isoformat(),
            "instant": moment and moment.at.isoformat(),
            "time_source": self.source,
            "time_quality": int(moment.quality if moment else TimeQuality.DEVICE_CLOCK_UNSET),
            "clock_offset": self.offset,
            "live": self.live,
            "slot": self.slot,
            "sequence": self.sequence,
            "flags": sorted(self.flags),
            "context": dict(self.context),
            "frames": list(self.frames),
            "decoder": self.decoder,
            "decoder_version": READER,
        }


def told_of(waiting: Waiting) -> Told:
    """Read a row of the inbox."""
    body = waiting.body
    moment = None
    if body["instant"] is not None:
        quality = TimeQuality(body["time_quality"])
        moment = Moment(datetime.fromisoformat(body["instant"]), quality)
    shown = body["device_time"]
    return Told(
        waiting.key, waiting.values, datetime.fromtimestamp(waiting.received / 1000, UTC), moment,
        None if shown is None else datetime.fromisoformat(shown), body["time_source"],
        body["clock_offset"], body["live"], body["slot"], body["sequence"],
        frozenset(body["flags"]), body["context"], tuple(body["frames"]), body["decoder"],
    )  # fmt: skip


def measured(told: Told, source: Source, frames: Sequence[bytes]) -> Iterator[Measured]:
    """Give one value after the other, ready to become facts; the reading must have a time.

    `frames` are the raw bytes: they stay in the provenance, for a better decoder.
    """
    if told.moment is None:
        raise ValueError
    original = told.device_time.isoformat() if told.device_time else None
    for one in told.values:
        yield Measured(
            measure=one.measure,
            value=None if one.value is None else Quantity(one.value, one.unit),
            when=told.moment,
            where="",
            source=source,
            components={n: Quantity(part, one.unit) for n, part in one.components.items()},
            comparator=one.comparator,  # type: ignore[arg-type]
            absent=one.absent,
            context=told.context,
            native=told.key.hex(),
            method=_AUTOMATIC,
            by_device=one.by_device,
            title=one.title,
            original_when=None if told.source == "device" else original,
            frames=tuple(frame.hex() for frame in frames),
        )


def weights(vault: OpenVault, person: Person, now: datetime) -> Weights:
    """Return the last weights of a person, and whether they are under 18."""
    ms = int(now.timestamp() * 1000)
    start = int((now - _LOOK_BACK).timestamp() * 1000)
    row = vault.people.row_id(person.uid)
    kept = [
        (one.fact.start_ms, one.fact.value)
        for one in vault.facts.measured(row, WEIGHT, start, ms + 1)
        if one.fact.status == "active"
    ]
    known = [
        (datetime.fromtimestamp(at / 1000, UTC), kg)
        for at, kg in reversed(kept)
        if at is not None and kg is not None
    ]
    return Weights(person.uid, known[:_MANY], young=_young(person, now))


def verdict(
    told: Told, instrument: Instrument, people: Sequence[Weights], now: datetime
) -> tuple[str | None, Reason, bool]:
    """Say whose a reading may be, why, and whether it may be kept without asking.

    `people` are those the instrument is for. Never by who has the window open, by time of day, by
    the last person used, or by any measure other than weight.
    """
    slots = instrument.slots
    mine = next((one for one in people if one.person == instrument.person), None)
    case = Case(told.kg, told.within_bounds(), told.moment is not None, told.flags, told.slot)
    if mine is not None:
        why = doubt(case, mine, slots, now)
        return mine.person, why or "chosen", why is None
    if told.slot is not None and (linked := slots.get(told.slot)):
        who = next((one for one in people if one.person == linked), Weights(linked, []))
        why = doubt(case, who, slots, now)
        return linked, why or "slot", False
    if told.kg is not None and (nearest := propose(told.kg, people, now)):
        return nearest, "near", False
    return None, "none", False


def _young(person: Person, now: datetime) -> bool:
    """Tell whether a person is certainly under 18, as far as the date says."""
    if person.born is None:
        return False
    today = now.astimezone(ZoneInfo(person.zone)).date()
    born = [int(part) for part in person.born.split("-")]
    limit = [today.year - _ADULT, today.month, today.day]
    return born > limit[: len(born)]


def _possible(one: WaitingValue) -> bool:
    measure = MEASURES.get(one.measure)
    if measure is None:
        return True
    try:
        if one.value is not None and not measure.plausible(
            Quantity(one.value, one.unit).canonical(measure)
        ):
            return False
        parts = {
            name: Quantity(part, one.unit).canonical(measure)
            for name, part in one.components.items()
        }
    except UnitMismatch:
        return False
    bounds = {name: measure.component(name) for name in parts}
    return all(b is None or b.low <= parts[name] <= b.high for name, b in bounds.items())


def at(told: Told, when: Moment) -> Told:
    """Return a reading at a time that a person gave."""
    return replace(told, moment=when, source="person")
