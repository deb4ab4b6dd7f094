"""The state that a vault is left in when opening it goes wrong."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from vault import errors as e
from vault.record.vault_states import Standing, VaultState

_FALLS: Final[dict[type[e.VaultError], VaultState]] = {
    e.VaultInUse: VaultState.IN_USE,
    e.VaultTooNew: VaultState.TOO_NEW,
    e.NeedsMigration: VaultState.NEEDS_MIGRATION,
    e.VaultDamaged: VaultState.DAMAGED,
    e.HeaderAltered: VaultState.DAMAGED,
    e.HeaderRolledBack: VaultState.DAMAGED,
    e.Rollback: VaultState.DAMAGED,
}


@contextmanager
def falling(standing: Standing) -> Iterator[None]:
    """Leave the state that an error means behind."""
    try:
        yield
    except e.VaultMissing:
        if standing.state is not VaultState.LOCKED:
            standing.go(VaultState.LOCKED)
        standing.go(VaultState.MISSING)
        raise
    except BaseException as error:
        if standing.state is VaultState.MIGRATING:
            standing.go(VaultState.NEEDS_MIGRATION)
        else:
            known = _FALLS.get(type(error)) if isinstance(error, e.VaultError) else None
            after = known or VaultState.LOCKED
            if after is not standing.state:  # the place refused before anything was opened
                standing.go(after)
        raise
