"""Frames that lie in the log become readings: the same rules in a session and after a crash."""

from __future__ import annotations

import struct
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta, tzinfo
from typing import Any, Final

from vault.devices.clock import near
from vault.devices.decoder import Decoder, Frame, Learning, Reading, Settings, Skipped

BURST_ENDS: Final = timedelta(seconds=3)  # of silence: what comes later is measured now


@dataclass(frozen=True, slots=True)
class Heard:
    """What a decoder made of frames, with these frames."""

    decoder: Decoder
    item: Reading | Skipped
    frames: tuple[Frame, ...]

    @property
    def received(self) -> datetime:
        """When its first frame came."""
        return self.frames[0].received


class Interpreter:
    """Holds the assemblers of one session; one bad frame never ends it.

    `clockless` tells whether the device says that it has no clock (None: it does not say);
    `since` is when the subscription stood: silence counts from there.
    """

    def __init__(
        self, decoders: Sequence[Decoder], settings: Settings, zone: tzinfo, *,
        clockless: bool | None = None, since: datetime | None = None,
    ) -> None:  # fmt: skip
        self._zone, self.clockless = zone, clockless
        self._last, self._burst_over = since, False
        self._by_uuid = {
            channel.uuid: (decoder, assembler)
            for decoder in reversed(decoders)
            for assembler in [decoder.assembler({**settings, "zone": zone})]
            for channel in decoder.channels
        }
        self._frames: dict[str, Frame] = {}

    def feed(self, frame: Frame) -> Iterator[Heard]:
        """Give what a frame tells; a frame that nobody reads is skipped as `not_ours`."""
        if self._last is not None and frame.received - self._last > BURST_ENDS:
            self._burst_over = True
        self._last = frame.received
        decoder, assembler = self._by_uuid.get(frame.uuid, (None, None))
        if decoder is None or assembler is None:
            return
        self._frames[frame.uid] = frame
        try:
            yield from self._told(decoder, assembler.feed(frame), frame)
        except (ValueError, struct.error):
            yield Heard(decoder, Skipped("undecodable", frame.uid), (frame,))

    def flush(self, now: datetime) -> Iterator[Heard]:
        """Give what was still waiting."""
        for decoder, assembler in {id(pair[1]): pair for pair in self._by_uuid.values()}.values():
            yield from self._told(decoder, assembler.flush(now), None)

    @property
    def learned(self) -> dict[str, Any]:
        """What the decoders want to know the next time, for the memory of the instrument."""
        found: dict[str, Any] = {}
        for _decoder, assembler in self._by_uuid.values():
            if isinstance(assembler, Learning):
                found |= assembler.learned
        return found

    def _told(
        self, decoder: Decoder, items: Iterable[Reading | Skipped], frame: Frame | None
    ) -> Iterator[Heard]:
        for item in items:
            uids = (item.frame,) if isinstance(item, Skipped) else item.frames
            frames = tuple(self._frames.pop(uid) for uid in uids if uid in self._frames)
            used = frames or (() if frame is None else (frame,))
            if isinstance(item, Skipped):
                yield Heard(decoder, item, used)
            elif self._live(decoder, item, used):
                yield Heard(decoder, replace(item, live=True), used)
            else:
                yield Heard(decoder, item, used)

    def _live(self, decoder: Decoder, reading: Reading, frames: tuple[Frame, ...]) -> bool:
        if reading.kept == "log":
            return False
        if (
            reading.kept == "stream"
            or decoder.stream
            or self._burst_over
            or frames[0].kind == "advert"
        ):
            return True
        if reading.device_time is not None:
            zone = UTC if reading.utc else self._zone
            return near(reading.device_time, frames[0].received, zone)
        no_field = not reading.flags & {"bad_time", "unknown_time"}
        return no_field if self.clockless is None else self.clockless
