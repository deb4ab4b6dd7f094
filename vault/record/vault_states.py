"""What a known vault can be, and which change may follow which."""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum
from typing import Final


class VaultState(Enum):
    """One value at a time for each known vault; every screen and every command asks it."""

    MISSING = "missing"  # folder or database not found: unplugged, moved
    LOCKED = "locked"  # header readable, closed
    OPENING = "opening"  # key, header, identity
    NEEDS_MIGRATION = "needs_migration"  # readable, of an older schema
    MIGRATING = "migrating"  # safety copy, steps, checks
    OPEN = "open"  # a session lives; it may be read-only
    LOCKING = "locking"  # drafts saved, work stopped, file closing
    IN_USE = "in_use"  # another process has it
    DAMAGED = "damaged"  # header or database cannot be trusted
    TOO_NEW = "too_new"  # written by a later version


_S = VaultState
ALLOWED: Final[dict[VaultState, frozenset[VaultState]]] = {
    _S.MISSING: frozenset({_S.LOCKED}),
    _S.LOCKED: frozenset({_S.OPENING, _S.IN_USE, _S.MISSING}),
    _S.OPENING: frozenset(
        {_S.OPEN, _S.NEEDS_MIGRATION, _S.LOCKED, _S.DAMAGED, _S.TOO_NEW, _S.IN_USE}
    ),
    _S.NEEDS_MIGRATION: frozenset({_S.MIGRATING, _S.LOCKED}),
    _S.MIGRATING: frozenset({_S.OPEN, _S.NEEDS_MIGRATION}),
    _S.OPEN: frozenset({_S.LOCKING, _S.DAMAGED}),
    _S.LOCKING: frozenset({_S.LOCKED}),
    _S.IN_USE: frozenset({_S.LOCKED}),
    _S.DAMAGED: frozenset({_S.LOCKED}),
    _S.TOO_NEW: frozenset(),
}


class Standing:
    """The present state of one vault; `told` hears each change."""

    def __init__(
        self, state: VaultState = _S.LOCKED, told: Callable[[VaultState], None] = lambda _: None
    ) -> None:
        self.state, self._told = state, told

    def go(self, state: VaultState) -> None:
        """Change the state.

        Raises:
            ValueError: this change does not exist; a fault of ours.
        """
        if state not in ALLOWED[self.state]:
            raise ValueError(f"{self.state.name} -> {state.name}")
        self.state = state
        self._told(state)
