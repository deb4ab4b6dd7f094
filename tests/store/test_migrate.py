from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from vault.errors import DiskFull, VaultDamaged, VaultTooNew
from vault.store.database import Database
from vault.store.migrate import Step, keep_safe, migrate, missing, steps

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


BEFORE = Step("Before.", steps()[0].statements)
MORE = Step(
    "Adds a column and fills it.",
    (
        "ALTER TABLE person ADD COLUMN nick TEXT",
        "UPDATE person SET nick = called",
        "CREATE INDEX person_nick ON person (nick)",
    ),
)


def failing(at: int) -> Step:
    """The second step, with a statement that cannot run at one place."""
    return Step(MORE.says, (*MORE.statements[:at], "SELECT * FROM nowhere", *MORE.statements[at:]))


def older(path: Path) -> Database:
    """A file of the first version with a person in it."""
    database = Database(path, KEY, create=True)
    migrate(database, [BEFORE])
    database.run(
        "INSERT INTO person (uid, relation, basis, called, zone, colour, resource, created)"
        " VALUES ('p', 'self', 'self', 'Zoé', 'Europe/Paris', 0, '{}', 0)"
    )
    return database


def test_a_missing_step_runs_once_and_keeps_everything(path: Path) -> None:
    database = older(path)
    assert [step.says for step in missing(database, [BEFORE, MORE])] == [MORE.says]
    assert migrate(database, [BEFORE, MORE]) == 1
    assert migrate(database, [BEFORE, MORE]) == 0
    assert database.run("SELECT nick FROM person") == [("Zoé",)]


@pytest.mark.parametrize("at", range(4))
def test_a_step_that_fails_anywhere_leaves_nothing(path: Path, at: int) -> None:
    """V26."""
    database = older(path)
    before = database.run("SELECT sql FROM sqlite_schema ORDER BY name")
    with pytest.raises(Exception, match="nowhere"):
        migrate(database, [BEFORE, failing(at)])
    assert database.run("PRAGMA user_version") == [(1,)]
    assert database.run("SELECT sql FROM sqlite_schema ORDER BY name") == before
    assert database.run("SELECT called FROM person") == [("Zoé",)]
    assert migrate(database, [BEFORE, MORE]) == 1


def test_a_step_that_loses_rows_is_undone_unless_it_says_so(path: Path) -> None:
    database = older(path)
    loses = Step("Loses.", ("DELETE FROM person",))
    with pytest.raises(VaultDamaged):
        migrate(database, [BEFORE, loses])
    assert database.run("SELECT count(*) FROM person") == [(1,)]
    assert migrate(database, [BEFORE, replace(loses, recounts=frozenset({"person"}))]) == 1


def test_a_step_that_leaves_rows_pointing_at_nothing_is_undone(path: Path) -> None:
    database = older(path)
    dangling = (
        "PRAGMA defer_foreign_keys = ON",
        "INSERT INTO identity_number (person, system, value, status) VALUES (99, 's', 'v', 'x')",
    )
    with pytest.raises(VaultDamaged):
        migrate(database, [BEFORE, Step("Dangles.", dangling)])
    assert database.run("SELECT count(*) FROM identity_number") == [(0,)]


def test_a_safety_copy_is_whole_and_needs_room(path: Path, tmp_path: Path) -> None:
    database, staging = older(path), tmp_path / "staging"
    staging.mkdir()
    copy = keep_safe(database, path, staging, KEY)
    assert (copy.name, copy.stat().st_mode & 0o777) == ("before-m0002.db", 0o600)
    again = Database(copy, KEY, live=False)
    assert again.run("SELECT called FROM person") == [("Zoé",)]
    again.close()
    with pytest.raises(DiskFull):
        keep_safe(database, path, staging, KEY, room=2**60)


def test_every_step_says_what_it_does() -> None:
    assert all(step.says.strip() for step in steps())
