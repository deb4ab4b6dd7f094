from __future__ import annotations

import shutil
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pytest

from tests.conftest import CAMILLE, CHEAP, PHRASE, FakeClock
from vault.errors import (
    AlreadyThere,
    DiskFull,
    NeedsMigration,
    NoSuchWayIn,
    NotAVault,
    PassphraseTooWeak,
    VaultDamaged,
    VaultError,
    VaultInUse,
    VaultMissing,
    VaultTooNew,
    WrongPassphrase,
)
from vault.record.vault_states import VaultState
from vault.record.ways_in import KeyFile, Passphrase, Way, Words
from vault.store.migrate import Step, steps
from vault.usecases import people, unlocking
from vault.usecases.policy import Consent, Policy
from vault.usecases.session import Session

BY_HEART = Passphrase(PHRASE)
OTHER = "girouette lente sous la verrière"


def opened(place: Path, clock: FakeClock, way: Way = BY_HEART) -> Session:
    return unlocking.open_vault(place, way, clock, policy=CHEAP)


def kinds(session: Session) -> list[str]:
    return [kind for (kind,) in session.database.run("SELECT kind FROM journal ORDER BY seq")]


def test_a_new_vault_holds_its_person_and_opens_by_passphrase_and_by_its_sheet(
    tmp_path: Path, clock: FakeClock
) -> None:
    place = tmp_path / "new" / "dossier.carnet"
    made = unlocking.create(place, PHRASE, CAMILLE, clock, policy=CHEAP)
    assert len(made.words) == 13
    made.session.end()

    for way in (Passphrase(PHRASE), Words(" ".join(made.words))):
        session = opened(place, clock, way)
        assert session.vault.people.all() == (CAMILLE,)
        assert session.by_passphrase == isinstance(way, Passphrase)
        assert session.vault.journal.first_break() is None
        session.end()
    session = opened(place, clock)
    assert kinds(session) == [
        "created", "person_added", "locked", "opened", "locked", "opened", "locked", "opened",
    ]  # fmt: skip
    session.end()


def test_a_new_vault_has_an_identity_key_and_the_seed_of_recovery(
    place: Path, clock: FakeClock
) -> None:
    session = opened(place, clock)
    keys = session.vault.signing_keys
    identity = keys.find(session.vault.people.row_id(CAMILLE.uid), "identity")
    assert identity is not None
    assert len(identity.private) == 32
    seed = keys.find(None, "recovery-seed")
    assert seed is not None
    assert (seed.public, len(seed.private)) == ("", 32)
    session.end()


def test_nothing_is_left_open_after_the_end(place: Path, clock: FakeClock) -> None:
    session = opened(place, clock)
    assert session.held is not None
    assert (place / "record.db-wal").exists()
    session.end()
    session.end()
    assert session.held.data_key == bytes(32)
    assert not {p.name for p in place.iterdir()} & {"record.db-wal", "record.db-shm"}
    opened(place, clock).end()


def test_the_passphrase_is_compared_once_more(place: Path, clock: FakeClock) -> None:
    session = opened(place, clock)
    unlocking.ask_again(session, PHRASE)
    with pytest.raises(WrongPassphrase):
        unlocking.ask_again(session, OTHER)
    session.end()


def test_nobody_is_asked_again_over_a_bare_database(session: Session) -> None:
    with pytest.raises(WrongPassphrase):
        unlocking.ask_again(session, PHRASE)


def test_a_weak_passphrase_makes_nothing(tmp_path: Path, clock: FakeClock) -> None:
    place = tmp_path / "dossier.carnet"
    person = replace(CAMILLE, family_used="Quillebois", born="1931-07-23")
    for weak in ("azertyuiop1", "marseille13000", "Quillebois 1931"):
        with pytest.raises(PassphraseTooWeak):
            unlocking.create(place, weak, person, clock, policy=CHEAP)
    assert list(tmp_path.iterdir()) == []


def test_a_vault_is_never_made_over_something(place: Path, clock: FakeClock) -> None:
    with pytest.raises(AlreadyThere):
        unlocking.create(place, PHRASE, CAMILLE, clock, policy=CHEAP)
    opened(place, clock).end()


def test_what_a_killed_creation_left_is_taken_away(tmp_path: Path, clock: FakeClock) -> None:
    place = tmp_path / "dossier.carnet"
    (tmp_path / "dossier.carnet.new").mkdir()
    (tmp_path / "dossier.carnet.new" / "record.db").write_bytes(b"half")
    place.mkdir()
    unlocking.create(place, PHRASE, CAMILLE, clock, policy=CHEAP).session.end()
    assert sorted(p.name for p in tmp_path.iterdir()) == ["dossier.carnet"]


def test_a_second_holder_is_refused_and_the_first_goes_on(place: Path, clock: FakeClock) -> None:
    """V23."""
    session = opened(place, clock)
    seen: list[VaultState] = []
    with pytest.raises(VaultInUse):
        unlocking.open_vault(
            place, Passphrase(PHRASE), clock, policy=CHEAP, consent=Consent(told=seen.append)
        )
    assert seen == [VaultState.OPENING, VaultState.IN_USE]
    people.add(session, replace(CAMILLE, uid="p2", called="Zoé"))
    session.end()


@pytest.mark.parametrize(
    ("way", "error"),
    [
        (Passphrase(OTHER), WrongPassphrase),
        (Passphrase(PHRASE.upper()), WrongPassphrase),
        (Words("abaisser " * 13), NoSuchWayIn),
        (KeyFile(b"anything"), NoSuchWayIn),
    ],
    ids=["another", "capitals", "words", "file"],
)
def test_a_wrong_way_in_leaves_the_vault_locked(
    place: Path, clock: FakeClock, way: Way, error: type[Exception]
) -> None:
    before = (place / "record.db").read_bytes()
    seen: list[VaultState] = []
    with pytest.raises(error):
        unlocking.open_vault(place, way, clock, policy=CHEAP, consent=Consent(told=seen.append))
    assert seen == [VaultState.OPENING, VaultState.LOCKED]
    assert (place / "record.db").read_bytes() == before
    opened(place, clock).end()


def test_missed_attempts_are_told_once(place: Path, clock: FakeClock, tmp_path: Path) -> None:
    counting = replace(CHEAP, attempts=tmp_path)
    for _ in range(3):
        with pytest.raises(WrongPassphrase):
            unlocking.open_vault(place, Passphrase(OTHER), clock, policy=counting)
    session = unlocking.open_vault(place, Passphrase(PHRASE), clock, policy=counting)
    assert session.failed_attempts == 3
    rows = session.database.run("SELECT body FROM journal WHERE kind = 'failed_attempts'")
    assert rows == [('{"count":3}',)]
    session.end()
    again = unlocking.open_vault(place, Passphrase(PHRASE), clock, policy=counting)
    assert again.failed_attempts == 0
    again.end()


def test_places_that_are_no_vault(tmp_path: Path, place: Path, clock: FakeClock) -> None:
    (tmp_path / "file").write_text("x")
    (tmp_path / "folder").mkdir()
    for name, error in (("gone", VaultMissing), ("file", NotAVault), ("folder", NotAVault)):
        with pytest.raises(error):
            opened(tmp_path / name, clock)
    (place / "record.db").unlink()
    with pytest.raises(VaultMissing):
        opened(place, clock)
    assert not (place / "record.db").exists()


def test_the_database_of_another_vault_is_damage(
    place: Path, tmp_path: Path, clock: FakeClock
) -> None:
    other = tmp_path / "other.carnet"
    unlocking.create(other, PHRASE, CAMILLE, clock, policy=CHEAP).session.end()
    shutil.copy(other / "record.db", place / "record.db")
    with pytest.raises(VaultDamaged):
        opened(place, clock)


def with_version(place: Path, clock: FakeClock, version: int) -> bytes:
    session = opened(place, clock)
    session.database.run(f"PRAGMA user_version = {version}")
    session.end()
    return (place / "record.db").read_bytes()


def test_a_vault_of_a_later_schema_is_left_untouched(place: Path, clock: FakeClock) -> None:
    """V26."""
    before = with_version(place, clock, 9999)
    seen: list[VaultState] = []
    with pytest.raises(VaultTooNew):
        unlocking.open_vault(
            place, Passphrase(PHRASE), clock, policy=CHEAP, consent=Consent(told=seen.append)
        )
    assert seen[-1] is VaultState.TOO_NEW
    assert (place / "record.db").read_bytes() == before


MORE = Step("Adds a column.", ("ALTER TABLE person ADD COLUMN nick TEXT",))
BROKEN = Step("Breaks.", ("ALTER TABLE person ADD COLUMN nick TEXT", "DELETE FROM person"))


def newer(step: Step) -> Policy:
    """What a later version of the program, with one step more, would ask."""
    return replace(CHEAP, steps=lambda: (*steps(), step))


def test_an_older_vault_is_brought_up_to_date_once_the_person_agrees(
    place: Path, clock: FakeClock
) -> None:
    """V25, V26."""
    before, seen = (place / "record.db").read_bytes(), list[VaultState]()
    for consent in (Consent(told=seen.append), Consent(migration=True, told=seen.append)):
        with suppress(NeedsMigration):
            unlocking.open_vault(place, BY_HEART, clock, policy=newer(MORE), consent=consent).end()
        if not consent.migration:
            assert (place / "record.db").read_bytes() == before
    assert [state.name for state in seen] == [
        "OPENING", "NEEDS_MIGRATION",
        "OPENING", "NEEDS_MIGRATION", "MIGRATING", "OPEN", "LOCKING", "LOCKED",
    ]  # fmt: skip
    assert (place / "staging" / "before-m0002.db").exists()
    session = unlocking.open_vault(place, BY_HEART, clock, policy=newer(MORE))
    assert kinds(session).count("migrated") == 1
    assert session.vault.people.all() == (CAMILLE,)
    session.end()
    with pytest.raises(VaultTooNew):
        opened(place, clock)


def test_a_step_that_fails_leaves_the_old_vault(place: Path, clock: FakeClock) -> None:
    seen: list[VaultState] = []
    with pytest.raises(VaultDamaged):
        unlocking.open_vault(
            place, BY_HEART, clock, policy=newer(BROKEN),
            consent=Consent(migration=True, told=seen.append),
        )  # fmt: skip
    assert seen[-1] is VaultState.NEEDS_MIGRATION
    session = opened(place, clock)
    assert session.vault.people.all() == (CAMILLE,)
    session.end()


def test_every_way_to_fail_leaves_a_state_that_the_table_allows(
    place: Path, clock: FakeClock
) -> None:
    """V25."""

    def ends(at: Path) -> list[str]:
        seen: list[VaultState] = []
        with suppress(VaultError):
            consent = Consent(told=seen.append)
            unlocking.open_vault(at, BY_HEART, clock, policy=CHEAP, consent=consent)
        return [state.name for state in seen]

    assert ends(place / "gone") == ["MISSING"]
    (place / "reserve").mkdir()
    assert ends(place) == ["OPENING", "DAMAGED"]
    (place / "reserve").rmdir()
    (place / "record.db").rename(place / "elsewhere")
    assert ends(place) == ["OPENING", "LOCKED", "MISSING"]
    (place / "elsewhere").rename(place / "record.db")
    opened(place, clock).end()


def test_a_full_disk_keeps_nobody_from_reading(place: Path, clock: FakeClock) -> None:
    session = opened(place, clock)
    ((pages,),) = session.database.run("PRAGMA page_count")
    session.database.run(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(DiskFull), session.act("edited", None):
        session.vault.settings.put(None, "long", "x" * 5_000_000)
    assert session.vault.people.all() == (CAMILLE,)
    session.end()
    assert not (place / "record.db-wal").exists()


def test_what_is_unwise_about_a_place_is_told(tmp_path: Path) -> None:
    assert unlocking.doubts(tmp_path / "Dropbox" / "v.carnet") == ("synced",)
    assert unlocking.doubts(tmp_path / "v.carnet") == ()
