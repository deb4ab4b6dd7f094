"""What a way in must cost, what is laid by, and what a person agrees to before a vault opens."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from vault.crypto import memory
from vault.crypto.kdf import FLOOR, Cost, calibrated, tried
from vault.record.vault_states import VaultState
from vault.store.keyslots import Bounds
from vault.store.migrate import Step, steps

_RESERVE: Final = 8 * 1024 * 1024


def suitable() -> Cost:
    """Choose the cost of a passphrase for this computer; takes about two seconds."""
    ticks = time.perf_counter
    return calibrated(os.cpu_count() or 1, memory.free(), lambda cost: tried(cost, ticks))


@dataclass(frozen=True, slots=True)
class Policy:
    """How heavy a passphrase is made and taken; tests pass a cheap one.

    `attempts` is the folder where wrong passphrases are counted (None: nowhere), `reserve` the
    bytes laid by for a full disk, `steps` what the schema is made of,
    `patience` the seconds to wait for another process that has the vault.
    """

    least: Cost = FLOOR
    cost: Callable[[], Cost] = suitable
    memory_kib: Callable[[], int] = memory.physical
    reserve: int = _RESERVE
    attempts: Path | None = None
    steps: Callable[[], tuple[Step, ...]] = steps
    patience: float = 0

    def bounds(self) -> Bounds:
        """Return what a slot may cost here."""
        return Bounds(self.least, self.memory_kib())


@dataclass(frozen=True, slots=True)
class Consent:
    """What the person accepts: bringing the vault up to date, a step back in its history.

    `told` hears each change of the state of the vault, so that a screen can show it.
    """

    migration: bool = False
    rollback: bool = False
    told: Callable[[VaultState], None] = lambda _state: None


STANDARD: Final = Policy()
NOTHING: Final = Consent()
EVERYTHING: Final = Consent(migration=True, rollback=True)
