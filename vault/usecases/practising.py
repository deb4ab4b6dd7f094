"""Practise sharing: a catalogue and its services on this computer, gone when it ends."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from vault.clock import Clock
from vault.paths import private_dir


@dataclass(frozen=True, slots=True)
class Started:
    """Where the practice is; `root_file` holds the keys to compare, and is gone at the end."""

    catalogue: str
    root_file: Path
    services: tuple[str, ...]
    control: str


def practise(clock: Clock, port: int, fault: str, told: Callable[[Started], None]) -> None:
    """Run the practice until the process is interrupted; `told` is called as soon as it listens.

    `fault` is the one it has from its beginning, "none" for none.

    Raises:
        WrongUse: the port is taken, or there is no such fault.
    """
    from vault.sandbox.running import run  # noqa: PLC0415 - an extra, loaded for practice only

    with private_dir() as folder:
        run(clock, port, fault, folder, lambda *facts: told(Started(*facts)))
