"""Builds the real things once: the clock, the language; the only place that reads the real time.

The window needs the clock and the language before it is painted, so the rooms behind the radio and
the network are loaded by the functions that open them.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from vault.i18n import speak
from vault.paths import assets

if TYPE_CHECKING:
    from vault.devices.air import Radio
    from vault.sync.sending import Ask
    from vault.usecases.carrying import Door


@dataclass(frozen=True, slots=True)
class SystemClock:
    """The time of this computer."""

    zone: tzinfo

    def now(self) -> datetime:
        """Return the present instant, in UTC."""
        return datetime.now(UTC)  # noqa: TID251 - the one place that reads the real time


def clock() -> SystemClock:
    """Return the clock of this computer, in its own zone."""
    return SystemClock(ZoneInfo(zone_name()))


def seconds() -> Callable[[], float]:
    """Return a count of seconds that never goes back, and on Linux goes on in the sleep."""
    kind = getattr(time, "CLOCK_BOOTTIME", None)
    return time.monotonic if kind is None else lambda: time.clock_gettime(kind)


def ask() -> Ask:
    """Return the door to services, for one thread: an exchange at a time, until it is over."""
    import asyncio  # noqa: PLC0415 - slow, like all that follows it

    from vault.sync.http import Http  # noqa: PLC0415

    http = Http()
    return lambda request: asyncio.run(http.exchange(request))


def door() -> Door:
    """Return the door to services for a loop of asyncio that carries several things at once."""
    from vault.sync.http import Http  # noqa: PLC0415 - slow

    return Http().exchange


def browse(address: str) -> None:
    """Open an address in the browser of the system; that there is none is no error."""
    import webbrowser  # noqa: PLC0415 - slow

    webbrowser.open(address)


def radio() -> Radio:
    """Return the Bluetooth adapter of this computer; nothing of it is touched yet."""
    from vault.devices.radio import BleakRadio  # noqa: PLC0415 - slow

    return BleakRadio()


def zone_name() -> str:
    """Return the IANA name of the zone of this computer; Europe/Paris where it has none."""
    for name in (os.environ.get("TZ", "").lstrip(":"), _linked_zone()):
        try:
            if name:
                return ZoneInfo(name).key
        except (ZoneInfoNotFoundError, ValueError):
            continue
    return "Europe/Paris"


def language(asked: str | None) -> str:
    """Speak the language asked for, else the system's; French unless that is English.

    Return it: "fr" or "en".
    """
    told = (os.environ.get(name, "") for name in ("LC_ALL", "LC_MESSAGES", "LANG"))
    system = next((name for name in told if name), "")
    spoken = asked or ("en" if system.startswith("en") else "fr")
    speak(spoken, assets() / "locale")
    return spoken


def _linked_zone() -> str:
    target = os.path.realpath("/etc/localtime")
    return target.partition("/zoneinfo/")[2]
