from __future__ import annotations

import hashlib
import zlib
from pathlib import Path

import pytest

from tests.conftest import FakeClock, opened
from vault.errors import VaultDamaged
from vault.usecases import checking
from vault.usecases.checking import Finding
from vault.usecases.session import Session

DAY = bytes.fromhex("01050004000000027005063162000000017a020010")
DIGEST = bytes.fromhex("d134c1d98ab3ee78ce190876eeab518a")


def wrong(session: Session, *, quick: bool = False) -> dict[str, int]:
    findings = checking.check(session, quick=quick)
    return {one.name: one.count for one in findings if not one.ok}


def documents(session: Session) -> None:
    for number, (body, packed) in enumerate(((b"letter", "raw"), (b"report " * 500, "zlib"))):
        session.database.run(
            "INSERT INTO blob VALUES (?, ?, ?, ?, ?)",
            number, hashlib.sha256(body).digest(), len(body), packed,
            zlib.compress(body) if packed == "zlib" else body,
        )  # fmt: skip


def samples(session: Session) -> None:
    run = session.database.run
    run("PRAGMA foreign_keys = OFF")
    run(
        "INSERT INTO chunk (id, stream, day, part, batch, time_quality, method, n, first_ms,"
        " last_ms, lo, hi, total, digest, body) VALUES"
        " (1, 1, 0, 0, 1, 0, 0, 4, 0, 0, 1.0, 1.0, 1.0, ?, ?)", DIGEST, DAY,
    )  # fmt: skip
    run("PRAGMA foreign_keys = ON")


def test_a_whole_vault_is_in_order_and_the_journal_says_so(place: Path, clock: FakeClock) -> None:
    session = opened(place, clock)
    documents(session)
    assert wrong(session) == {}
    assert wrong(session, quick=True) == {}
    lines = [line.body for line in session.vault.journal.listing(kind="integrity_checked")]
    assert lines == [{"quick": False, "wrong": []}, {"quick": True, "wrong": []}]
    names = [finding.name for finding in checking.check(session)]
    assert names == ["pages", "links", "documents", "samples", "journal", "header", "space"]
    session.end()


@pytest.mark.parametrize(
    "harm",
    [
        "UPDATE blob SET body = x'00' WHERE id = 0",
        "UPDATE blob SET body = x'00' WHERE id = 1",
        "UPDATE blob SET size = size - 1 WHERE id = 1",
        "UPDATE blob SET hash = zeroblob(32) WHERE id = 1",
    ],
)
def test_a_changed_document_is_found(session: Session, harm: str) -> None:
    documents(session)
    session.database.run(harm)
    assert wrong(session) == {"documents": 1}
    (line,) = session.vault.journal.listing(kind="integrity_failed")
    assert line.body == {"quick": False, "wrong": ["documents"]}


def test_changed_samples_and_rows_that_point_at_nothing_are_found(session: Session) -> None:
    samples(session)
    assert wrong(session) == {"links": 2}
    for body in (DAY[:-1] + b"\x11", b"", DAY[:4]):
        session.database.run("UPDATE chunk SET body = ?", body)
        assert wrong(session)["samples"] == 1


def test_a_broken_history_is_found_by_both(session: Session) -> None:
    for _turn in range(3):
        session.tell("edited")
    session.database.run("UPDATE journal SET kind = 'added' WHERE seq = 2")
    assert wrong(session, quick=True) == {"journal": 2}
    assert wrong(session) == {"journal": 2}


@pytest.mark.parametrize("harm", [b"noise", None])
def test_a_header_that_changed_meanwhile_is_found(
    place: Path, clock: FakeClock, harm: bytes | None
) -> None:
    session = opened(place, clock)
    (place / "vault.json").unlink()
    if harm is not None:
        (place / "vault.json").write_bytes(harm)
    assert wrong(session, quick=True) == {"header": 1}
    session.end()
    opened(place, clock).end()


def test_a_damaged_page_is_found_although_nothing_can_be_written_any_more(
    place: Path, clock: FakeClock
) -> None:
    raw = bytearray((place / "record.db").read_bytes())
    raw[187_975] ^= 1
    (place / "record.db").write_bytes(raw)
    session = opened(place, clock)
    assert wrong(session)["pages"] > 0
    with pytest.raises(VaultDamaged):
        session.tell("edited")
    session.end()


def test_progress_is_told(session: Session) -> None:
    documents(session)
    told: list[tuple[int, int]] = []
    checking.check(session, told=lambda done, of: told.append((done, of)))
    assert told == [(0, 2), (1, 2)]
    assert Finding("space", ok=True, count=1) == Finding("space", ok=True, count=1)
