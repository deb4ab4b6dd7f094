"""Opening and locking a vault, beside the bare key derivation with the same cost."""

from __future__ import annotations

from typing import Final

from benchmarks.case import Case
from benchmarks.vaults import PHRASE, Vault
from vault.crypto.kdf import key_of
from vault.usecases.policy import Policy, suitable

_SIZE, _QUICK = 100, 20  # MiB
_GOAL: Final = 1.25
_LOCK_MS: Final = 300


def cases(quick: bool) -> list[Case]:  # noqa: FBT001 - the shape of every module here
    """Give the cases: the cost is what suits this computer."""
    cost = suitable()
    vault = Vault(Policy(cost=lambda: cost))
    vault.fill(_QUICK if quick else _SIZE)
    return [
        Case(
            name="unlock",
            subject=vault.open,
            baseline=lambda: key_of(PHRASE, bytes(16), cost),
            goal=_GOAL,
            prepare=vault.close,
            after=vault.close,
        ),
        Case(
            name="lock",
            subject=vault.close,
            baseline=None,
            goal=None,
            goal_ms=_LOCK_MS,
            wall=True,
            prepare=vault.open,
            after=vault.gone,
        ),
    ]
