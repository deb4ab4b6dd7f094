"""When a reading was taken: the wall clock of a device, held against ours."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, tzinfo
from typing import Final, Literal

from vault.record.moments import Moment, TimeQuality, placed

Action = Literal["none", "set", "refused", "not_allowed"]
TimeSource = Literal["device", "corrected", "reception"]

NEAR: Final = timedelta(seconds=120)  # a device time this near to reception is of a live reading
RIGHT: Final = timedelta(seconds=60)  # a clock this near to ours is right
LATENCY: Final = timedelta(seconds=10)  # what a frame may take from the device to us
_JUMP, _DRIFT = 300.0, 20.0  # seconds, seconds a day: more than that and the clock was set
_FIRST_YEAR: Final = 2010
_YEARS: Final = range(1900, 9000)  # where arithmetic with dates is safe


@dataclass(frozen=True, slots=True)
class Check:
    """A device's clock held against ours once, before anything was written to it."""

    at: datetime  # UTC, our clock
    offset: float  # seconds: the device's now less our local now
    timeline: int  # raised when the clock was set, by us or by somebody
    action: Action = "none"

    def now(self, zone: tzinfo) -> datetime:
        """Return what the device showed at the check: naive."""
        return wall(self.at, zone) + timedelta(seconds=self.offset)


@dataclass(frozen=True, slots=True)
class Instant:
    """When a reading was taken, as far as it can be known, and how that was found."""

    moment: Moment | None  # None: a person must say when
    source: TimeSource
    wrong: bool = False  # the clock of the device is wrong, and its time was not taken
    offset: float | None = None  # of the check that corrected it, in seconds


def wall(at: datetime, zone: tzinfo) -> datetime:
    """Return what a clock on the wall of `zone` shows: naive."""
    return at.astimezone(zone).replace(tzinfo=None)


def checked(shown: datetime, at: datetime, zone: tzinfo, before: Check | None) -> Check:
    """Hold the naive time that a device shows against ours, in the light of the check before."""
    offset = (shown - wall(at, zone)).total_seconds()
    if before is None:
        return Check(at, offset, 1)
    expected = _JUMP + _DRIFT * (at - before.at) / timedelta(days=1)
    moved = before.action == "set" or abs(offset - before.offset) > expected
    return Check(at, offset, before.timeline + moved)


def near(device_time: datetime, received: datetime, zone: tzinfo, within: timedelta = NEAR) -> bool:
    """Tell whether a device time may be that of the reception."""
    return abs(device_time - wall(received, zone)) <= within


def instant(
    device_time: datetime | None,
    received: datetime,
    zone: tzinfo,
    *,
    live: bool,
    checks: Sequence[Check] = (),
) -> Instant:
    """Say when a reading was taken; the first line of the table in `docs/devices.md` that fits.

    `checks` in order of time; the last one is of this session, or there are none.
    """
    received_here = Moment(received.astimezone(zone), TimeQuality.RECEPTION_TIME)
    if device_time is None:
        return Instant(received_here if live else None, "reception")
    if near(device_time, received, zone):
        offset = received.astimezone(zone).utcoffset()
        at = (device_time.replace(tzinfo=UTC) - (offset or timedelta())).astimezone(zone)
        return Instant(Moment(at, TimeQuality.EXACT_OFFSET), "device")
    if live:
        return Instant(received_here, "reception", wrong=True)
    known = checks if device_time.year in _YEARS else ()
    return _of_checks(device_time, zone, known) or _unchecked(device_time, received, zone)


def instant_utc(device_time: datetime, received: datetime, zone: tzinfo, *, live: bool) -> Instant:
    """Say when a reading was taken by a device that keeps UTC: no zone is to be guessed."""
    if device_time.year in _YEARS:
        at = device_time.replace(tzinfo=UTC).astimezone(zone)
        plausible = device_time.year >= _FIRST_YEAR and at - received <= timedelta(days=1)
        if abs(at - received) <= NEAR or (plausible and not live):
            return Instant(Moment(at, TimeQuality.EXACT_OFFSET), "device")
    if live:
        here = Moment(received.astimezone(zone), TimeQuality.RECEPTION_TIME)
        return Instant(here, "reception", wrong=True)
    return Instant(None, "device", wrong=True)


def logged(device_time: datetime, zone: tzinfo, *, utc: bool, sure: bool = True) -> Moment | None:
    """Place an entry of a device's log: its own counting, not a moment that it measured.

    `sure` tells whether we set the clock of a device that keeps UTC.
    """
    if device_time.year not in _YEARS or device_time.year < _FIRST_YEAR:
        return None
    if utc:
        at = device_time.replace(tzinfo=UTC).astimezone(zone)
        known = TimeQuality.ZONE_FROM_METADATA if sure else TimeQuality.ZONE_ASSUMED
        return Moment(at, known)
    return placed(device_time, zone)


def _of_checks(device_time: datetime, zone: tzinfo, checks: Sequence[Check]) -> Instant | None:
    """Correct by the last check of the timeline that was current at `device_time`."""
    upper: datetime | None = None
    for number in sorted({check.timeline for check in checks}, reverse=True):
        check = [one for one in checks if one.timeline == number][-1]
        earlier = [one for one in checks if one.timeline < number]
        at = placed(device_time - timedelta(seconds=check.offset), zone)
        if device_time <= check.now(zone) or upper is not None:
            late = upper is not None and at.at > upper
            if not late and (not earlier or at.at > earlier[-1].at):
                return _corrected(device_time, zone, check, current=upper is None)
        upper = next(one for one in checks if one.timeline == number).at
    return None


def _corrected(device_time: datetime, zone: tzinfo, check: Check, *, current: bool) -> Instant:
    if current and abs(check.offset) <= RIGHT.total_seconds():
        as_shown = placed(device_time, zone)
        sure = as_shown.quality is TimeQuality.ZONE_ASSUMED
        quality = TimeQuality.ZONE_FROM_METADATA if sure else as_shown.quality
        return Instant(Moment(as_shown.at, quality), "device", offset=check.offset)
    at = placed(device_time - timedelta(seconds=check.offset), zone).at
    corrected = Moment(at, TimeQuality.DEVICE_CLOCK_CORRECTED)
    return Instant(corrected, "corrected", offset=check.offset)


def _unchecked(device_time: datetime, received: datetime, zone: tzinfo) -> Instant:
    tomorrow = wall(received, zone) + timedelta(days=1)
    if device_time.year < _FIRST_YEAR or device_time > tomorrow:
        return Instant(None, "device", wrong=True)
    return Instant(placed(device_time, zone), "device")
