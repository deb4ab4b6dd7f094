"""V09: one flipped bit, wherever it lies, is noticed; no wrong value is ever read."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from tests.conftest import FakeClock, opened
from vault.errors import VaultDamaged
from vault.store import integrity
from vault.store.database import Database

PAGE = 4096
KEY = bytes(32)


def reading(path: Path) -> list[tuple[object, ...]]:
    database = Database(path, KEY)
    try:
        return database.run("SELECT * FROM meta ORDER BY key")
    finally:
        database.close()


def noticed(path: Path) -> bool:
    try:
        database = Database(path, KEY)
    except VaultDamaged:
        return True
    try:
        return integrity.pages(database) > 0
    except VaultDamaged:
        return True
    finally:
        database.close()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A vault of about 200 pages."""
    path = tmp_path / "record.db"
    database = Database(path, KEY, create=True)
    database.run("CREATE TABLE meta (key TEXT PRIMARY KEY, value ANY) STRICT, WITHOUT ROWID")
    with database.transaction():
        rows = [(f"k{number:04}", bytes([number % 251]) * 900) for number in range(800)]
        database.many("INSERT INTO meta VALUES (?, ?)", rows)
    database.close()
    return path


def places(size: int, dice: random.Random, step: int) -> list[int]:
    """One byte in each region of every `step`-th page: beginning, body, IV and HMAC."""
    found = []
    for page in range(0, size // PAGE, step):
        start = page * PAGE
        found += [start + dice.randrange(16), start + dice.randrange(16, PAGE - 80)]
        found += [start + PAGE - 80 + dice.randrange(80)]
    return found


def flipped(path: Path, raw: bytes, place: int, dice: random.Random) -> None:
    hurt = bytearray(raw)
    hurt[place] ^= 1 << dice.randrange(8)
    path.write_bytes(hurt)
    for beside in ("record.db-wal", "record.db-shm"):  # what the last reader could not settle
        path.with_name(beside).unlink(missing_ok=True)


@pytest.mark.parametrize("step", [23, pytest.param(1, marks=pytest.mark.slow)])
def test_a_flipped_bit_in_any_region_of_any_page_is_noticed(path: Path, step: int) -> None:
    dice, raw = random.Random(9), path.read_bytes()  # noqa: S311 - chosen damage, no secret
    assert len(raw) >= 200 * PAGE
    for place in places(len(raw), dice, step):
        flipped(path, raw, place, dice)
        assert noticed(path), place


@pytest.mark.parametrize("turns", [20, pytest.param(1_000, marks=pytest.mark.slow)])
def test_no_flipped_bit_ever_gives_a_wrong_value(path: Path, turns: int) -> None:
    dice, raw = random.Random(11), path.read_bytes()  # noqa: S311 - chosen damage, no secret
    whole = reading(path)
    for _turn in range(turns):
        flipped(path, raw, dice.randrange(len(raw)), dice)
        try:
            assert reading(path) == whole
        except VaultDamaged:
            continue


def test_a_record_that_cannot_be_read_is_said_while_it_is_open(
    place: Path, clock: FakeClock
) -> None:
    path = place / "record.db"
    raw = bytearray(path.read_bytes())
    for start in range(PAGE, len(raw), PAGE):
        raw[start + 100] ^= 1
    path.write_bytes(raw)
    with pytest.raises(VaultDamaged):
        opened(place, clock)
