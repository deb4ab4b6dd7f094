from __future__ import annotations

import pytest

from vault.crypto.passing import Passing
from vault.errors import VaultDamaged


def test_a_piece_comes_back_and_is_unreadable_meanwhile() -> None:
    passing = Passing()
    first, sealed = passing.seal(b"heart rate 61")
    second, other = passing.seal(b"heart rate 61")

    assert b"heart" not in sealed
    assert sealed != other
    assert passing.open(first, sealed) == passing.open(second, other) == b"heart rate 61"


def test_a_piece_that_was_changed_or_exchanged_is_refused() -> None:
    passing = Passing()
    first, sealed = passing.seal(b"61")
    second, other = passing.seal(b"62")
    for number, body in ((first, other), (second, sealed), (first, sealed[:-1] + b"\0")):
        with pytest.raises(VaultDamaged):
            passing.open(number, body)


def test_another_work_cannot_open_it() -> None:
    number, sealed = Passing().seal(b"61")
    with pytest.raises(VaultDamaged):
        Passing().open(number, sealed)
