from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from vault import log
from vault.errors import WrongPassphrase

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def silent() -> Iterator[None]:
    yield
    log.stop()


def test_an_event_is_its_name_and_counts_for_us_alone(tmp_path: Path) -> None:
    log.start(tmp_path)
    log.event("import.done", NOON, seconds=1.25, added=12, error=WrongPassphrase)
    path = tmp_path / "carnet.log"
    assert path.read_text() == (
        "2026-11-23T12:00:00.000+00:00 import.done added=12 error=WrongPassphrase seconds=1.25\n"
    )
    assert path.stat().st_mode & 0o777 == 0o600


def test_three_files_of_a_mebibyte_are_kept(tmp_path: Path) -> None:
    log.start(tmp_path)
    for number in range(3):
        (tmp_path / "carnet.log").write_bytes(b"%d" % number + b"x" * 1024 * 1024)
        log.event("turned", NOON)
    names = {path.name: path.read_bytes()[:1] for path in tmp_path.iterdir()}
    assert names == {"carnet.log": b"2", "carnet.log.1": b"2", "carnet.log.2": b"1"}


def test_it_can_be_switched_off_and_never_stops_the_work(tmp_path: Path) -> None:
    log.event("nowhere", NOON)
    (tmp_path / "log.off").touch()
    log.start(tmp_path)
    log.event("silent", NOON)
    assert [path.name for path in tmp_path.iterdir()] == ["log.off"]
    log.start(tmp_path / "gone")
    log.event("no.place", NOON)
