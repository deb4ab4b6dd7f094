"""A program that is killed while a burst of readings comes in; run by `test_killed.py`."""

from __future__ import annotations

import asyncio
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from tests.usecases.devices_at_hand import QUICK, STREAM, scale, weight
from vault.devices.replay import Recording, ReplayRadio
from vault.store.database import Database
from vault.store.open_vault import OpenVault
from vault.usecases import instruments, measuring
from vault.usecases.meeting import Meet
from vault.usecases.session import Session

COUNT = 200
NOON = datetime(2026, 11, 23, 11, tzinfo=UTC)


class Noon:
    """A clock that stands: each reading is known by its own time."""

    zone = ZoneInfo("Europe/Paris")

    def now(self) -> datetime:
        return NOON


def burst() -> Recording:
    """Two hundred stored weights, a few milliseconds apart."""
    start = datetime(2026, 11, 1, 8)  # noqa: DTZ001
    frames = [weight("70", start + timedelta(minutes=number)) for number in range(COUNT)]
    whole = scale(*frames)
    sent = [(uuid, value, 0.002) for uuid, value, _after in whole.frames]
    return Recording(whole.device, whole.services, whole.readable, sent)


def opened(path: Path) -> Session:
    return Session(OpenVault(Database(path, bytes(32))), Noon(), "command", by_passphrase=True)


async def _run(session: Session, person: str) -> None:
    radio, known = ReplayRadio(burst()), (*QUICK, STREAM)
    await instruments.add(
        session, radio, burst().device.address, instruments.Linking((person,)), Meet(known=known)
    )
    print("ready", flush=True)  # noqa: T201
    await measuring.read(session, radio, measuring.Wish(seconds=5, known=QUICK))


if __name__ == "__main__":
    asyncio.run(_run(opened(Path(sys.argv[1])), sys.argv[2]))
