"""What was left undone when a vault closed or died is done when it opens, and as it locks."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from tests.conftest import CAMILLE, FakeClock, opened
from tests.usecases.devices_at_hand import add, read, scale, weight
from tests.usecases.practice_bench import Bench, practice, weigh
from vault.usecases import ledgers
from vault.usecases.session import Session


@pytest.fixture
def left(place: Path, clock: FakeClock) -> Path:
    """A vault that died between the commit of two frames and what they say."""
    session = opened(place, clock)
    now = session.at()
    one = scale(*(weight(kg, now - timedelta(hours=back)) for kg, back in (("72", 2), ("71", 1))))
    add(session, one, CAMILLE.uid)
    read(session, one)
    for table in ("fact_link", "fact_seen", "fact", "reading_key"):
        session.database.run(f"DELETE FROM {table}")  # noqa: S608
    session.database.run("UPDATE frame SET state = 'received'")
    session.end()
    return place


def kilos(session: Session) -> list[float]:
    return [value for (value,) in session.database.run("SELECT value FROM fact ORDER BY start_ms")]


def test_frames_that_a_crash_left_are_decoded_at_the_next_opening(
    left: Path, clock: FakeClock
) -> None:
    """D21: whatever the command is, not only those that read devices."""
    session = opened(left, clock)
    assert kilos(session) == [72.0, 71.0]
    assert not session.vault.frames.any_waiting()
    assert session.vault.journal.first_break() is None
    session.end()

    session = opened(left, clock)
    assert len(kilos(session)) == 2
    session.end()


def test_what_the_opening_decoded_stands_in_the_next_report(left: Path, clock: FakeClock) -> None:
    """D21: nobody was told of it before, and nobody is told twice."""
    session = opened(left, clock)
    one = scale(weight("73", session.at() - timedelta(minutes=5)))
    assert read(session, one).received.report.counts["added"] == 3
    assert "added" not in read(session, one).received.report.counts
    session.end()


def test_frames_that_nothing_can_read_keep_nobody_out(left: Path, clock: FakeClock) -> None:
    session = opened(left, clock)
    session.database.run("DELETE FROM fact")
    session.database.run("UPDATE frame SET state = 'received'")
    session.database.run("""UPDATE instrument SET settings = '{"decoders": 5}'""")
    session.end()

    session = opened(left, clock)
    assert session.vault.people.all() == (CAMILLE,)
    assert session.vault.frames.any_waiting()
    session.end()


@pytest.fixture
def signing(place: Path, clock: FakeClock, tmp_path: Path) -> Iterator[Bench]:
    """Camille's vault on disk, beside the practice services."""
    with practice(clock) as services:
        session: Session = opened(place, clock)
        bench = Bench(session, CAMILLE, services)
        weigh(session, CAMILLE, "70.10", "70.25")
        bench.learn(tmp_path)
        yield bench
        bench.session.end()


def test_a_ledger_that_grew_is_sealed_as_the_vault_locks(
    signing: Bench, place: Path, clock: FakeClock
) -> None:
    signing.sign()
    statements = signing.session.vault.statements
    (ledger,) = statements.unsealed()
    leaves = len(statements.leaves(ledger))
    for _again in range(2):  # the second opening adds nothing, so no head
        signing.session.end()
        signing.session = opened(place, clock)
        statements = signing.session.vault.statements
        assert [head.size for head in statements.heads(ledger)] == [leaves]
        assert statements.unsealed() == ()
    assert ledgers.breaks(signing.session) == ()


def test_a_ledger_without_its_person_is_no_hindrance_to_locking(
    signing: Bench, place: Path, clock: FakeClock
) -> None:
    signing.sign()
    (ledger,) = signing.session.vault.statements.unsealed()
    signing.session.database.run("UPDATE setting SET value = '' WHERE key = 'ledger'")
    signing.session.end()
    signing.session = opened(place, clock)
    assert signing.session.vault.statements.unsealed() == (ledger,)
    assert signing.lines()[-2:] == ["locked", "opened"]
