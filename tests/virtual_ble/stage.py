"""Plays a scenario around a block, for tests of the whole program."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.virtual_ble.vble.scenario import Stage, load

SCENARIOS = Path(__file__).parent / "scenarios"


@contextmanager
def played(scenario: str) -> Iterator[Stage]:
    """Have the devices of `scenarios/NAME.toml` near, for this process and those it starts.

    bleak finds them by `DBUS_SYSTEM_BUS_ADDRESS`, which is set inside the block and put back after.
    `stage.report()` tells what the devices themselves saw, with the verdict of each check.
    """
    with Stage(load(SCENARIOS / f"{scenario}.toml")) as stage:
        yield stage
