"""V02, V10, V11: one sequence opens the file; what is not as it was is damage."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest

import vault
from tests.conftest import CAMILLE, FakeClock, opened
from vault.errors import DiskFull, NotWritable, VaultDamaged, VaultInUse
from vault.store import database as door
from vault.store.database import Database
from vault.store.migrate import migrate
from vault.usecases import checking
from vault.usecases.session import Session

KEY = bytes(32)
PAGE = 4096


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    made = Database(tmp_path / "record.db", KEY, create=True)
    migrate(made)
    yield made
    made.close()


def test_where_no_log_lives_there_is_none(tmp_path: Path) -> None:
    made = Database(tmp_path / "record.db", KEY, create=True, live=False)
    assert made.run("PRAGMA journal_mode") == [("delete",)]
    made.close()


def test_temporary_tables_never_go_to_a_file() -> None:
    for path in Path(vault.__file__).parent.rglob("*.py"):
        text = path.read_text("utf-8").lower()
        assert "temp_store = file" not in text
        assert "temp_store=file" not in text


def test_a_connection_stays_in_its_thread_and_loads_no_extension(database: Database) -> None:
    with pytest.raises(Exception, match="not authorized"):
        database.run("SELECT load_extension('x')")


def test_a_second_connection_waits_then_says_so(database: Database, tmp_path: Path) -> None:
    other = Database(tmp_path / "record.db", KEY)
    other.run("PRAGMA busy_timeout = 1")
    with database.transaction(), pytest.raises(VaultInUse), other.transaction():
        pass
    other.close()


def test_a_failed_transaction_leaves_nothing_and_the_next_one_works(database: Database) -> None:
    with suppress(KeyError), database.transaction():
        database.run("INSERT INTO meta VALUES ('a', 1)")
        raise KeyError
    with database.transaction():
        database.many("INSERT INTO meta VALUES (?, ?)", [("b", 1), ("c", 2)])
        database.named("DELETE FROM meta WHERE key = :k", k="b")
    assert list(database.each("SELECT key FROM meta ORDER BY key")) == [("c",)]


def test_closing_inside_a_transaction_undoes_it(tmp_path: Path) -> None:
    made = Database(tmp_path / "record.db", KEY, create=True)
    migrate(made)
    made.run("BEGIN IMMEDIATE")
    made.run("INSERT INTO meta VALUES ('a', 1)")
    made.close()
    again = Database(tmp_path / "record.db", KEY)
    assert again.run("SELECT * FROM meta") == []
    again.close()


def test_a_full_disk_takes_the_reserve_and_undoes_what_was_begun(tmp_path: Path) -> None:
    """V08: a bound on pages stands for the disk."""
    asked: list[int] = []

    def spare() -> bool:
        asked.append(1)
        made.run("PRAGMA max_page_count = 400")
        return len(asked) == 1

    made = Database(tmp_path / "record.db", KEY, create=True, spare=spare)
    migrate(made)
    ((pages,),) = made.run("PRAGMA page_count")
    made.run(f"PRAGMA max_page_count = {pages + 4}")
    with pytest.raises(DiskFull), made.transaction():
        made.run("INSERT INTO meta VALUES ('a', ?)", bytes(20 * PAGE))
    assert (asked, made.run("SELECT key FROM meta")) == ([1], [])
    with made.transaction():
        made.run("INSERT INTO meta VALUES ('a', ?)", bytes(20 * PAGE))
    with pytest.raises(DiskFull):
        made.run("INSERT INTO meta VALUES ('b', ?)", bytes(900 * PAGE))
    assert made.run("SELECT key FROM meta") == [("a",)]
    made.close()


def test_a_statement_by_itself_is_tried_once_more(tmp_path: Path) -> None:
    def spare() -> bool:
        return made.run("PRAGMA max_page_count = 400") != []

    made = Database(tmp_path / "record.db", KEY, create=True, spare=spare)
    migrate(made)
    ((pages,),) = made.run("PRAGMA page_count")
    made.run(f"PRAGMA max_page_count = {pages + 4}")
    made.run("INSERT INTO meta VALUES ('a', ?)", bytes(20 * PAGE))
    assert made.run("SELECT key FROM meta") == [("a",)]
    made.close()


def test_a_copy_is_whole_and_opens_by_its_own_key_only(database: Database, tmp_path: Path) -> None:
    """V28."""
    with database.transaction():
        database.run("INSERT INTO meta VALUES ('canary', 'cendrillon')")
    path, key = tmp_path / "copy.db", bytes(31) + b"\1"
    path.touch()
    database.copy(path, key)
    assert b"cendrillon" not in path.read_bytes()
    copy = Database(path, key)
    assert copy.run("SELECT value FROM meta") == [("cendrillon",)]
    copy.close()
    with pytest.raises(VaultDamaged):
        Database(path, KEY)


@pytest.mark.parametrize(
    ("code", "error"),
    [
        (13, DiskFull),
        (10, DiskFull),
        (10 | 3 << 8, DiskFull),
        (11, VaultDamaged),
        (26, VaultDamaged),
        (8, NotWritable),
        (14, NotWritable),
        (5, VaultInUse),
        (1, type(None)),
    ],
)
def test_what_sqlite_says_becomes_ours(code: int, error: type[Exception]) -> None:
    assert type(door._meaning(code, Path("x/record.db"), reading=False)) is error


def test_what_cannot_be_read_is_damage_not_a_full_disk() -> None:
    assert type(door._meaning(10, Path("x/record.db"), reading=True)) is VaultDamaged


def test_a_file_that_is_not_there_is_never_made(tmp_path: Path) -> None:
    with pytest.raises(NotWritable):
        Database(tmp_path / "record.db", KEY)
    assert list(tmp_path.iterdir()) == []


Harm = Callable[[bytes], bytes]


def swapped(raw: bytes) -> bytes:
    return raw[: 2 * PAGE] + raw[3 * PAGE : 4 * PAGE] + raw[2 * PAGE : 3 * PAGE] + raw[4 * PAGE :]


HARM: dict[str, Harm] = {
    **{f"cut to {n}": lambda raw, n=n: raw[:n] for n in (0, 1, 15, 16, 100, 4095, 4096)},  # type: ignore[misc]
    "half": lambda raw: raw[: len(raw) // 2],
    "a page less": lambda raw: raw[:-PAGE],
    "a byte less": lambda raw: raw[:-1],
    "junk behind": lambda raw: raw + b"junk" * 1_500,
    "pages swapped": swapped,
    "noise": lambda raw: bytes(len(raw)),
}


def found(place: Path, clock: FakeClock) -> bool:
    """Tell whether opening, reading or checking says that something is wrong."""
    try:
        session = opened(place, clock)
    except VaultDamaged:
        return True
    try:
        assert session.vault.people.all() == (CAMILLE,)
        return not all(finding.ok for finding in checking.check(session))
    except VaultDamaged:
        return True
    finally:
        session.end()


@pytest.mark.parametrize("harm", HARM.values(), ids=list(HARM))
def test_a_cut_or_mixed_file_is_found(place: Path, clock: FakeClock, harm: Harm) -> None:
    path = place / "record.db"
    path.write_bytes(harm(path.read_bytes()))
    assert found(place, clock)


def test_a_plain_database_is_damage(place: Path, clock: FakeClock) -> None:
    (place / "record.db").unlink()
    plain = sqlite3.connect(place / "record.db")
    plain.execute("CREATE TABLE fact (id INTEGER)")
    plain.close()
    before = (place / "record.db").read_bytes()
    with pytest.raises(VaultDamaged):
        opened(place, clock)
    assert (place / "record.db").read_bytes() == before


def killed(place: Path, clock: FakeClock, lines: int) -> Path:
    """A copy of the vault as a killed process leaves it: `lines` commits in the log only."""
    session = opened(place, clock)
    for _line in range(lines):
        with session.act("edited", CAMILLE.uid):
            pass
    return copied(session, place)


def copied(session: Session, place: Path) -> Path:
    copy = place.with_name("killed.carnet")
    shutil.copytree(place, copy)
    session.end()
    return copy


def test_what_a_killed_process_committed_is_there(place: Path, clock: FakeClock) -> None:
    copy = killed(place, clock, 40)
    session = opened(copy, clock)
    edits = list(session.vault.journal.listing(kind="edited"))
    assert len(edits) == 40
    assert session.vault.journal.first_break() is None
    session.end()


@pytest.mark.parametrize("where", ["head", "first frame", "middle", "end", "cut", "gone"])
def test_a_damaged_log_loses_commits_whole_and_the_head_tells(
    place: Path, clock: FakeClock, where: str
) -> None:
    """SQLite is silent here: only a head kept elsewhere can tell how much is gone."""
    copy = killed(place, clock, 40)
    log = copy / "record.db-wal"
    raw = bytearray(log.read_bytes())
    (copy / "record.db-shm").unlink()
    place_of = {"head": 9, "first frame": 60, "middle": len(raw) // 2, "end": len(raw) - 9}
    if where in place_of:
        raw[place_of[where]] ^= 0x10
        log.write_bytes(raw)
    elif where == "cut":
        log.write_bytes(raw[: len(raw) // 2])
    else:
        log.unlink()
    whole = opened(place, clock)
    known, _hash = whole.vault.journal.head()
    whole.end()
    session = opened(copy, clock)
    seq, _head = session.vault.journal.head()
    assert seq < known
    assert session.vault.journal.first_break() is None
    assert session.vault.people.all() == (CAMILLE,)
    session.end()


def test_a_database_says_which_vault_it_belongs_to(database: Database, tmp_path: Path) -> None:
    path = tmp_path / "record.db"
    with pytest.raises(VaultDamaged):
        Database(path, KEY, vault_id="mine")
    database.run("INSERT INTO meta VALUES ('vault_id', 'mine')")
    Database(path, KEY, vault_id="mine").close()
    for stranger in ("another", ""):
        with pytest.raises(VaultDamaged):
            Database(path, KEY, vault_id=stranger)


def test_an_encrypted_file_without_our_tables_is_damage(tmp_path: Path) -> None:
    Database(tmp_path / "record.db", KEY, create=True).close()
    with pytest.raises(VaultDamaged):
        Database(tmp_path / "record.db", KEY, vault_id="mine")
