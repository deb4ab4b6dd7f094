"""V06: a crash while the ways in change leaves the old or the new ones, never none."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import CHEAP, PHRASE, FakeClock, opened
from vault.errors import (
    HeaderAltered,
    HeaderRolledBack,
    NoSuchWayIn,
    NotWritable,
    PassphraseNeeded,
    Rollback,
    VaultDamaged,
    WrongPassphrase,
)
from vault.record.ways_in import KeyFile, Passphrase, Words
from vault.store import header_pair
from vault.store.keyslots import made
from vault.usecases import unlocking, ways_in
from vault.usecases.policy import NOTHING, Consent
from vault.usecases.session import Session

NEW = "girouette lente sous la verrière"
ACCEPTED = Consent(rollback=True)


class Crash(BaseException):
    """Stands for a process that dies."""


def by(place: Path, clock: FakeClock, phrase: str, consent: Consent = NOTHING) -> Session:
    return unlocking.open_vault(place, Passphrase(phrase), clock, policy=CHEAP, consent=consent)


def crash_at(step: str, place: Path, clock: FakeClock) -> None:
    """Change the passphrase and die once `step` is done; leave the files as they are then."""
    session = opened(place, clock)
    held = session.held
    assert held is not None
    slot = made(held.header, Passphrase(NEW), held.data_key, CHEAP.cost())
    header = held.header.next([slot, *held.header.slots[1:]], held.key("header-mac"))

    def commit() -> None:
        told("before")
        with session.act("passphrase_changed", None):
            header_pair.remember(session.database, header)

    def told(name: str) -> None:
        if name == step:
            raise Crash

    with pytest.raises(Crash):
        header_pair.rewrite(place, header, commit, told)
    session.database.close()
    held.lock.release()


@pytest.mark.parametrize("step", ["before", *header_pair.STEPS])
def test_after_a_crash_one_of_the_two_opens_and_stays(
    step: str, place: Path, clock: FakeClock
) -> None:
    crash_at(step, place, clock)
    opening: list[str] = []
    for phrase in (PHRASE, NEW):
        copy = place.with_name(f"{phrase[:3]}.carnet")
        shutil.copytree(place, copy)
        try:
            session = by(copy, clock, phrase)
        except WrongPassphrase:
            continue
        opening.append(phrase)
        session.end()
        assert not (copy / "vault.json.new").exists()
        left = [one for one in (PHRASE, NEW) if opens(copy, clock, one)]
        assert len(left) == 1, "what opens now is one of the two, for good"
    assert opening


def opens(place: Path, clock: FakeClock, phrase: str) -> bool:
    try:
        by(place, clock, phrase).end()
    except WrongPassphrase:
        return False
    return True


def change(place: Path, clock: FakeClock) -> None:
    session = opened(place, clock)
    ways_in.change_passphrase(session, NEW, CHEAP)
    session.end()


def test_a_change_is_in_the_journal_and_the_old_phrase_is_gone(
    place: Path, clock: FakeClock
) -> None:
    change(place, clock)
    assert not opens(place, clock, PHRASE)
    session = by(place, clock, NEW)
    kinds = [line.kind for line in session.vault.journal.listing()]
    assert kinds.count("passphrase_changed") == 1
    assert session.held is not None
    assert session.held.header.generation == 2
    session.end()


def test_a_change_takes_the_cost_that_suits_the_computer_now(place: Path, clock: FakeClock) -> None:
    """V03."""
    session = opened(place, clock)
    heavier = replace(CHEAP, cost=lambda: replace(CHEAP.cost(), memory_kib=16_384))
    ways_in.change_passphrase(session, NEW, heavier)
    assert [way.memory_kib for way in ways_in.listed(session)] == [16_384, None]
    session.end()


def test_an_older_header_is_told_and_may_be_put_right(place: Path, clock: FakeClock) -> None:
    """V12."""
    old = (place / "vault.json").read_bytes()
    change(place, clock)
    (place / "vault.json").write_bytes(old)
    for _twice in range(2):
        with pytest.raises(HeaderRolledBack):
            by(place, clock, PHRASE)
    by(place, clock, PHRASE, ACCEPTED).end()
    assert opens(place, clock, NEW)
    assert not opens(place, clock, PHRASE)


def test_an_older_database_under_a_newer_header_is_told(place: Path, clock: FakeClock) -> None:
    """V12."""
    old = (place / "record.db").read_bytes()
    change(place, clock)
    (place / "record.db").write_bytes(old)
    with pytest.raises(Rollback):
        by(place, clock, NEW)
    by(place, clock, NEW, ACCEPTED).end()
    assert opens(place, clock, NEW)


@pytest.mark.parametrize("harm", [b"", b"noise", None])
def test_a_damaged_or_missing_header_is_healed_from_its_copies(
    place: Path, clock: FakeClock, harm: bytes | None
) -> None:
    whole = (place / "vault.json").read_bytes()
    if harm is None:
        (place / "vault.json").unlink()
    else:
        (place / "vault.json").write_bytes(harm)
    by(place, clock, PHRASE).end()
    assert (place / "vault.json").read_bytes() == whole

    change(place, clock)
    newest = (place / "vault.json").read_bytes()
    (place / "vault.json").write_bytes(harm or b"")
    by(place, clock, PHRASE).end()  # the copy of the day before
    assert (place / "vault.json").read_bytes() == newest
    assert not opens(place, clock, PHRASE)


def test_without_any_header_nothing_opens_and_nothing_is_written(
    place: Path, clock: FakeClock
) -> None:
    for name in ("vault.json", "vault.json.1"):
        (place / name).write_bytes(b"noise")
    with pytest.raises(VaultDamaged):
        by(place, clock, PHRASE)
    for name in ("vault.json", "vault.json.1"):
        (place / name).unlink()
    with pytest.raises(VaultDamaged):
        by(place, clock, PHRASE)


@pytest.mark.parametrize("field", ["mac", "check"])
def test_every_flipped_byte_of_mac_and_check_is_noticed(
    place: Path, clock: FakeClock, field: str
) -> None:
    """V04: an accident is healed, what only looks sound is refused."""
    whole = (place / "vault.json").read_bytes()
    fields: dict[str, Any] = json.loads(whole)
    for place_of in range(0, len(fields[field]), 5):
        text = fields[field]
        other = "A" if text[place_of] != "A" else "B"
        hurt = {**fields, field: text[:place_of] + other + text[place_of + 1 :]}
        (place / "vault.json").write_bytes(json.dumps(hurt).encode())
        if field == "check":
            by(place, clock, PHRASE).end()
            assert (place / "vault.json").read_bytes() == whole
        else:
            with pytest.raises((HeaderAltered, VaultDamaged)):
                by(place, clock, PHRASE)


def test_a_header_whose_place_refuses_leaves_the_old_one(place: Path, clock: FakeClock) -> None:
    session = opened(place, clock)
    (place / "vault.json.new").mkdir()
    with pytest.raises(NotWritable):
        ways_in.change_passphrase(session, NEW, CHEAP)
    session.end()
    (place / "vault.json.new").rmdir()
    assert opens(place, clock, PHRASE)


def test_a_sheet_proves_that_it_was_kept(place: Path, clock: FakeClock) -> None:
    session = opened(place, clock)
    words = " ".join(ways_in.new_sheet(session, CHEAP))
    with pytest.raises(NoSuchWayIn):
        ways_in.check_sheet(session, "abaisser " * 13)
    with pytest.raises(NoSuchWayIn):
        ways_in.sheet_checked(session)
    assert session.vault.meta.get("recovery_checked") is None
    ways_in.check_sheet(session, words)
    assert session.vault.meta.get("recovery_checked") == session.ms()
    ways_in.new_sheet(session, CHEAP)
    assert session.vault.meta.get("recovery_checked") is None
    session.end()


def test_the_sheet_may_change_the_passphrase_a_key_file_may_not(
    place: Path, clock: FakeClock
) -> None:
    session, kept = opened(place, clock), list[bytes]()
    words = ways_in.new_sheet(session, CHEAP)
    ways_in.add_key_file(session, kept.append, CHEAP)
    session.end()
    for way, good in ((KeyFile(kept[0]), False), (Words(" ".join(words)), True)):
        session = unlocking.open_vault(place, way, clock, policy=CHEAP)
        if good:
            ways_in.change_passphrase(session, NEW, CHEAP)
        else:
            with pytest.raises(PassphraseNeeded):
                ways_in.change_passphrase(session, NEW, CHEAP)
        session.end()
    assert opens(place, clock, NEW)


def test_over_a_bare_database_there_is_no_way_in(session: Session) -> None:
    with pytest.raises(NoSuchWayIn):
        ways_in.listed(session)
