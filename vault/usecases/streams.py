"""A stream of frames becomes samples: one a second, the median of what came in it.

Seconds in which nothing valid came are gaps: nothing is filled in.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo
from decimal import Decimal
from itertools import groupby
from statistics import median
from typing import Any, Final
from uuid import uuid4

import numpy as np

from vault.devices.decoder import Reading
from vault.devices.interpreting import Heard
from vault.record.batch import Column
from vault.record.inbox import Waiting, WaitingValue
from vault.record.instrument import Instrument
from vault.record.moments import Moment, TimeQuality
from vault.record.series import Times
from vault.store.sifting import SamplesKept
from vault.usecases.session import Session

_AUTOMATIC: Final = 1
_KEY_BYTES: Final = 16
Kind = tuple[str, str]  # measure, unit


@dataclass(frozen=True, slots=True)
class Sample:
    """One second of a stream, or an entry of the log of a device; ms UTC."""

    at: int
    value: Decimal
    end: int | None = None
    quality: int = int(TimeQuality.RECEPTION_TIME)

    def written(self) -> list[Any]:
        """Return it as the inbox keeps it."""
        return [self.at, str(self.value), self.end, self.quality]

    @classmethod
    def of(cls, told: Sequence[Any]) -> Sample:
        """Read what `written` wrote; what older inboxes kept had two parts."""
        at, value, *rest = told
        return cls(at, Decimal(value), *rest)


def binned(heard: Iterable[Heard]) -> dict[Kind, list[Sample]]:
    """Make one sample of each second in which something came, by measure and unit."""
    found = [
        ((one.measure, one.unit), _second(told), one.value)
        for told in heard
        if isinstance(told.item, Reading)
        for one in told.item.values
        if one.value is not None
    ]
    found.sort(key=lambda one: one[:2])
    samples: dict[Kind, list[Sample]] = {}
    for (kind, second), group in groupby(found, key=lambda one: one[:2]):
        samples.setdefault(kind, []).append(
            Sample(second, median(value for *_rest, value in group))
        )
    return samples


def entries(heard: Iterable[tuple[Heard, Moment]]) -> dict[Kind, list[Sample]]:
    """Make one sample of each entry of the log of a device, by measure and unit."""
    samples: dict[Kind, list[Sample]] = {}
    for one, moment in heard:
        told, start = one.item, int(moment.at.timestamp() * 1000)
        for value in told.values if isinstance(told, Reading) else ():
            if value.value is not None:
                span = told.span if isinstance(told, Reading) else None
                end = None if span is None else start + int(span.total_seconds() * 1000)
                made = Sample(start, value.value, end, int(moment.quality))
                samples.setdefault((value.measure, value.unit), []).append(made)
    return samples


def column(instrument: Instrument, kind: Kind, samples: Sequence[Sample], zone: tzinfo) -> Column:
    """Write samples as the column of one stream."""
    times = [one.at for one in samples]
    offsets = [datetime.fromtimestamp(at / 1000, UTC).astimezone(zone).utcoffset() for at in times]
    minutes = [int(one.total_seconds() // 60) if one else 0 for one in offsets]
    return Column(
        measure=kind[0],
        source=instrument.source,
        unit=kind[1],
        starts=np.array(times, np.int64),
        values=np.array([float(one.value) for one in samples]),
        ends=_ends(samples),
        offsets=np.array(minutes, np.int16),
        quality=np.array([one.quality for one in samples], np.int8),
        method=_AUTOMATIC,
    )


def _ends(samples: Sequence[Sample]) -> Times | None:
    if all(one.end is None for one in samples):
        return None
    return np.array([one.at if one.end is None else one.end for one in samples], np.int64)


class Streams:
    """The streams and logs of one session; a second that may still go on waits for its end."""

    def __init__(
        self, session: Session, instrument: Instrument, told: Callable[[SamplesKept], None]
    ) -> None:
        self._session, self._instrument, self._told = session, instrument, told
        self._open: list[Heard] = []

    def keep(
        self, found: Mapping[Kind, Sequence[Sample]], person: str, batch: Callable[[], int]
    ) -> int:
        """Keep the samples of a person in a batch; return how many there were."""
        vault, count = self._session.vault, 0
        for kind, samples in found.items():
            made = column(self._instrument, kind, samples, self._session.clock.zone)
            row = vault.people.row_id(person)
            self._told(vault.samples.keep(batch(), row, made, "span", self._session.ms()))
            count += len(samples)
        return count

    def wait(
        self, found: Mapping[Kind, Sequence[Sample]], first: Heard, connection: str,
        proposed: str | None,
    ) -> list[Waiting]:  # fmt: skip
        """Let the samples wait for a person: one row of the inbox for the whole session."""
        return [
            self._row(kind, samples, first, (connection, proposed))
            for kind, samples in found.items()
        ]

    def complete(self, heard: Sequence[Heard], *, last: bool) -> list[Heard]:
        """Return what belongs to seconds that are over; the rest waits."""
        whole = [*self._open, *heard]
        now = self._session.ms() // 1000 * 1000
        self._open = [] if last else [one for one in whole if _second(one) >= now]
        done = [one for one in whole if last or _second(one) < now]
        self._session.vault.frames.decoded(f.uid for one in done for f in one.frames)
        return done

    def _row(
        self, kind: Kind, samples: Sequence[Sample], first: Heard, whose: tuple[str, str | None]
    ) -> Waiting:
        inbox, (connection, proposed) = self._session.vault.inbox, whose
        logged = isinstance(first.item, Reading) and first.item.kept == "log"
        parts = "|".join((self._instrument.uid, connection, *kind, *(["log"] if logged else [])))
        key = hashlib.sha256(parts.encode()).digest()[:_KEY_BYTES]
        known = inbox.keyed(key)
        written = [one.written() for one in samples]
        if known is not None:
            body = {**known.body, "samples": [*known.body["samples"], *written]}
            inbox.rewrite(known.uid, body)
            return known
        uid, at, at_ms = str(uuid4()), first.received, samples[0].at
        waiting = Waiting(
            uid, self._instrument.uid, int(at.timestamp() * 1000), proposed,
            "chosen" if proposed else "none", key,
            self._body(kind, samples, first, at_ms) | {"samples": written},
        )  # fmt: skip
        inbox.add(waiting)
        return waiting

    def _body(self, kind: Kind, samples: Sequence[Sample], first: Heard, at: int) -> dict[str, Any]:
        value = WaitingValue(kind[0], samples[0].value, kind[1])
        logged = isinstance(first.item, Reading) and first.item.kept == "log"
        here = datetime.fromtimestamp(at / 1000, UTC).astimezone(self._session.clock.zone)
        return {
            "values": [value.written()],
            "device_time": None,
            "instant": here.isoformat(),
            "time_source": "device" if logged else "reception",
            "time_quality": samples[0].quality,
            "clock_offset": None,
            "live": not logged,
            "slot": None,
            "sequence": None,
            "flags": [],
            "context": {},
            "frames": [],
            "decoder": first.decoder.name,
            "decoder_version": "1",
        }


def samples_of(waiting: Waiting) -> tuple[Kind, list[Sample]] | None:
    """Read the samples of a stream that waited; None for a reading."""
    written = waiting.body.get("samples")
    if written is None:
        return None
    first = waiting.values[0]
    return (first.measure, first.unit), [Sample.of(one) for one in written]


def _second(heard: Heard) -> int:
    return int(heard.received.timestamp()) * 1000
