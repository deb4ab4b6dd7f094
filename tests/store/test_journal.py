"""V32: a changed, removed, moved or cut line is found; a clock that goes back is told."""

from __future__ import annotations

import hashlib
import json
from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.conftest import FakeClock
from vault.store.journal import _COLUMNS, _hash
from vault.usecases.session import Session
from vault.wording.history import happened, kinds

SPEC = """created opened locked failed_attempts way_in_added way_in_removed recovery_checked
passphrase_changed rekeyed person_added person_edited person_removed imported import_undone received
assigned discarded added edited deleted restored purged exported printed opened_outside backup_made
backup_failed rehearsed restored_from_backup migrated integrity_checked integrity_failed
rollback_accepted clock_jump share_signed share_sent share_confirmed share_paused share_resumed
share_stopped share_ended share_replaced share_refused share_declined erasure_asked key_rotated
catalogue_changed recovered sync_joined sync_pushed sync_pulled sync_conflict device_paired
device_forgotten settings_security"""


def told(session: Session, count: int) -> None:
    for number in range(count):
        with session.act("edited", None, {"n": number}):
            pass


@pytest.mark.parametrize(
    ("harm", "broken"),
    [
        ("UPDATE journal SET at = at - 1 WHERE seq = 4", 4),
        ("UPDATE journal SET offset_min = 0 WHERE seq = 4", 4),
        ("UPDATE journal SET actor = 'carnet' WHERE seq = 4", 4),
        ("UPDATE journal SET kind = 'added' WHERE seq = 4", 4),
        ("UPDATE journal SET person = 'p' WHERE seq = 4", 4),
        ("UPDATE journal SET body = '{}' WHERE seq = 4", 4),
        ("UPDATE journal SET previous = zeroblob(32) WHERE seq = 4", 4),
        ("UPDATE journal SET hash = zeroblob(32) WHERE seq = 4", 4),
        ("DELETE FROM journal WHERE seq = 4", 5),
        ("DELETE FROM journal WHERE seq < 4", 4),
        ("UPDATE journal SET seq = seq + 10 WHERE seq = 6", 16),
    ],
)
def test_any_harm_is_found_where_it_lies(session: Session, harm: str, broken: int) -> None:
    told(session, 6)
    session.database.run(harm)
    assert session.vault.journal.first_break() == broken
    assert session.vault.journal.verified(last=6).first_break == broken


def test_two_lines_that_changed_places_are_found(session: Session) -> None:
    told(session, 5)
    for sql in ("-seq WHERE seq = 2", "2 WHERE seq = 3", "3 WHERE seq = -2"):
        session.database.run(f"UPDATE journal SET seq = {sql}")  # noqa: S608 - of this test
    assert session.vault.journal.first_break() == 2


def test_a_cut_end_is_told_by_the_head_only(session: Session) -> None:
    told(session, 5)
    head = session.vault.journal.head()
    session.database.run("DELETE FROM journal WHERE seq = 5")
    chain = session.vault.journal.verified()
    assert (chain.entries, chain.first_break) == (4, None)
    assert head == (5, head[1])
    assert chain.head != head[1]


def test_the_last_lines_are_followed_without_the_first(session: Session) -> None:
    told(session, 9)
    whole = session.vault.journal.verified()
    assert session.vault.journal.verified(last=3) == whole
    session.database.run("UPDATE journal SET kind = 'x' WHERE seq = 2")
    assert session.vault.journal.verified(last=3).first_break is None
    assert session.vault.journal.verified(last=100).first_break == 2


def test_an_empty_journal_is_whole(session: Session) -> None:
    assert session.vault.journal.head() == (0, bytes(32))
    assert session.vault.journal.verified().entries == 0
    assert list(session.vault.journal.listing()) == []


def test_a_clock_that_goes_back_is_told_and_one_that_lies_is_found(
    session: Session, clock: FakeClock
) -> None:
    """V34."""
    told(session, 1)
    clock.moment -= timedelta(seconds=59)
    told(session, 1)
    clock.moment = datetime.fromisoformat("1970-01-02T00:00:00+00:00")
    told(session, 1)
    lines = list(session.vault.journal.listing())
    assert [line.kind for line in lines] == ["edited", "edited", "clock_jump", "edited"]
    assert (lines[2].actor, lines[2].body["ms"] < 0) == ("carnet", True)
    assert session.vault.journal.first_break() is None
    clock.moment = datetime.fromisoformat("2100-01-01T00:00:00+00:00")
    told(session, 1)
    assert session.vault.journal.first_break() is None

    at, offset, previous = 0, 0, session.vault.journal.head()[1]
    line = (6, at, offset, "command", "edited", None, "{}")
    session.database.run(
        "INSERT INTO journal VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        *line, previous, _hash(previous, line),
    )  # fmt: skip
    assert session.vault.journal.first_break() == 6


@given(
    st.tuples(
        st.integers(1), st.integers(), st.integers(-900, 900), st.text(), st.text(),
        st.none() | st.text(), st.text(),
    )
)  # fmt: skip
def test_the_written_form_is_the_canonical_one(line: tuple[object, ...]) -> None:
    try:
        plain = json.dumps(
            dict(zip(_COLUMNS, line, strict=True)),
            sort_keys=True, separators=(",", ":"), ensure_ascii=False,
        ).encode()  # fmt: skip
    except UnicodeEncodeError:
        return
    expected = hashlib.sha256(b"carnet-journal-1" + bytes(32) + plain).digest()
    assert _hash(bytes(32), line) == expected


def test_every_kind_has_words() -> None:
    assert set(SPEC.split()) <= kinds()
    assert all(happened(kind) for kind in kinds())
    assert happened("of_a_later_version") == "of_a_later_version"
