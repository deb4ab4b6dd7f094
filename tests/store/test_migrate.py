from __future__ import annotations

from pathlib import Path

import pytest

from vault.errors import VaultDamaged, VaultTooNew
from vault.store.database import Database
from vault.store.migrate import migrate, steps

KEY = bytes(32)
SETTINGS = {
    "application_id": 0x43524E54,
    "auto_vacuum": 2,
    "journal_mode": "wal",
    "synchronous": 2,
    "wal_autocheckpoint": 1000,
    "journal_size_limit": 4_194_304,
    "foreign_keys": 1,
    "secure_delete": 1,
    "temp_store": 2,
    "cache_size": -16_384,
    "trusted_schema": 0,
    "cell_size_check": 1,
    "busy_timeout": 5000,
    "cipher_memory_security": "1",
}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "record.db"


def test_a_new_file_runs_every_step_once(path: Path) -> None:
    database = Database(path, KEY, create=True)
    assert migrate(database) == len(steps())
    assert migrate(database) == 0


def test_a_file_from_the_future_is_left_untouched(path: Path) -> None:
    database = Database(path, KEY, create=True)
    database.run("PRAGMA user_version = 9999")
    with pytest.raises(VaultTooNew) as refused:
        migrate(database)
    assert (refused.value.version, refused.value.known) == (9999, len(steps()))
    assert database.run("SELECT count(*) FROM sqlite_schema") == [(0,)]


def test_every_table_is_strict(path: Path) -> None:
    database = Database(path, KEY, create=True)
    migrate(database)
    loose = (
        "SELECT name FROM pragma_table_list WHERE NOT strict AND schema = 'main'"
        " AND name NOT LIKE 'sqlite_%' AND name NOT LIKE 'search%'"  # FTS5 makes its own
    )
    assert database.run(loose) == []


def test_nothing_readable_reaches_the_disk_and_no_log_stays(path: Path) -> None:
    database = Database(path, KEY, create=True)
    migrate(database)
    database.close()
    assert b"CREATE TABLE" not in path.read_bytes()
    assert not path.with_name("record.db-wal").exists()


def test_every_setting_is_really_set(path: Path) -> None:
    database = Database(path, KEY, create=True)
    for name, value in SETTINGS.items():
        assert database.run(f"PRAGMA {name}") == [(value,)], name


def test_an_empty_file_is_damage_and_stays_empty(path: Path) -> None:
    path.touch()
    with pytest.raises(VaultDamaged):
        Database(path, KEY)
    assert path.stat().st_size == 0


def test_another_key_is_damage_not_a_wrong_passphrase(path: Path) -> None:
    database = Database(path, KEY, create=True)
    migrate(database)
    database.close()
    with pytest.raises(VaultDamaged):
        Database(path, bytes(31) + b"\1")
