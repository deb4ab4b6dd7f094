from __future__ import annotations

from pathlib import Path

import pytest

from vault.errors import VaultDamaged
from vault.store.spill import SpillFile
from vault.store.vault_folder import STAGING


def test_pieces_come_back_and_nothing_stays(tmp_path: Path) -> None:
    with SpillFile(tmp_path) as spill:
        numbers = [spill.put(body) for body in (b"first", b"", b"third" * 1000)]
        (left,) = (tmp_path / STAGING).iterdir()
        assert left.stat().st_mode & 0o777 == 0o600
        assert b"third" not in left.read_bytes()
        assert [spill.get(number) for number in numbers] == [b"first", b"", b"third" * 1000]
    assert list((tmp_path / STAGING).iterdir()) == []


def test_what_an_interrupted_import_left_behind_is_swept(tmp_path: Path) -> None:
    left = SpillFile(tmp_path)
    left.put(b"x")
    with SpillFile(tmp_path):
        assert list((tmp_path / STAGING).iterdir()) == []


def test_a_piece_that_was_changed_or_lost_on_the_disk_is_refused(tmp_path: Path) -> None:
    with SpillFile(tmp_path) as spill:
        number = spill.put(b"heart rate")
        (path,) = (tmp_path / STAGING).iterdir()
        path.write_bytes(bytes(path.stat().st_size))
        with pytest.raises(VaultDamaged):
            spill.get(number)
        path.unlink()
        with pytest.raises(VaultDamaged):
            spill.get(number)
