"""V25: the table of states, whole."""

from __future__ import annotations

from itertools import product

import pytest

from vault.record.vault_states import ALLOWED, Standing, VaultState


def test_every_state_has_its_line() -> None:
    assert set(ALLOWED) == set(VaultState)


@pytest.mark.parametrize(("before", "after"), list(product(VaultState, VaultState)))
def test_a_change_is_told_or_refused(before: VaultState, after: VaultState) -> None:
    told: list[VaultState] = []
    standing = Standing(before, told.append)
    if after in ALLOWED[before]:
        standing.go(after)
        assert (standing.state, told) == (after, [after])
    else:
        with pytest.raises(ValueError, match=f"{before.name} -> {after.name}"):
            standing.go(after)
        assert (standing.state, told) == (before, [])


def test_a_vault_in_danger_never_opens_by_itself() -> None:
    for state in (VaultState.DAMAGED, VaultState.TOO_NEW, VaultState.IN_USE, VaultState.MISSING):
        assert VaultState.OPEN not in ALLOWED[state]
