"""What tests of devices share: a hurried radio, a world of emulated devices, a way to run both."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, tzinfo
from typing import Any

from tests.virtual_ble.vble.bluez import Faults
from tests.virtual_ble.vble.world import World
from vault.devices.clock import Check, checked
from vault.devices.decoder import Frame, Reading, Skipped
from vault.devices.interpreting import Heard
from vault.devices.radio import BleakRadio, Manners
from vault.usecases.session import Session

HASTY = Manners(
    connect=2.0, pauses=(0.05, 0.05), rest=0.05, busy=(0.05, 0.05, 0.05), again=0.5, operation=2.0
)


class RealClock:
    """The time of this computer: emulated devices live in it too."""

    zone: tzinfo = datetime.now(UTC).astimezone().tzinfo or UTC  # noqa: TID251

    def now(self) -> datetime:
        return datetime.now(UTC)  # noqa: TID251


@dataclass
class FakeDesk:
    """Notes what happens, in order; may be slow, or full."""

    order: list[str] = field(default_factory=list)
    frames: list[Frame] = field(default_factory=list)
    heard: list[Heard] = field(default_factory=list)
    slow: float = 0.0
    fails: Exception | None = None
    fails_after: int = 0
    set_clock: bool = False
    check: Check | None = None
    written: list[bool] = field(default_factory=list)

    async def log(self, frames: Sequence[Frame]) -> None:
        if self.fails is not None and len(self.frames) >= self.fails_after:
            raise self.fails
        self.order += [f"logged {frame.payload.hex()}" for frame in frames]
        self.frames += frames

    async def take(self, heard: Sequence[Heard]) -> None:
        await asyncio.sleep(self.slow)
        self.order += [f"taken {f.payload.hex()}" for one in heard for f in one.frames]
        self.heard += heard

    async def clock(self, shown: datetime, at: datetime) -> bool:
        self.check = checked(shown, at, RealClock.zone, None)
        return self.set_clock

    async def clock_written(self, *, refused: bool) -> None:
        self.written.append(refused)

    @property
    def readings(self) -> list[Reading]:
        return [one.item for one in self.heard if isinstance(one.item, Reading)]

    @property
    def skipped(self) -> list[str]:
        return [one.item.reason for one in self.heard if isinstance(one.item, Skipped)]


@contextmanager
def world_of(*devices: Any, **faults: Any) -> Iterator[Any]:
    with World(faults=Faults(**faults)) as made:
        for device in devices:
            made.add(device)
        yield made


def radio(**manners: Any) -> BleakRadio:
    return BleakRadio(HASTY if not manners else Manners(**manners))


def run(work: Coroutine[Any, Any, Any]) -> Any:
    return asyncio.run(work)


async def until(condition: Callable[[], bool], seconds: float = 3) -> None:
    end = asyncio.get_running_loop().time() + seconds
    while not condition():
        assert asyncio.get_running_loop().time() < end
        await asyncio.sleep(0.01)


def real(session: Session) -> Session:
    """The same vault, in the time of this computer."""
    return Session(session.vault, RealClock(), "command", by_passphrase=True)
