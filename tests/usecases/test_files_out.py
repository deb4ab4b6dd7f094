"""Files written where a person asked: whole, for their account alone, or not at all."""

from __future__ import annotations

import resource
import signal
from pathlib import Path

import pytest

from vault.errors import DiskFull, NotWritable
from vault.usecases.files_out import written


def test_a_file_is_written_whole_for_this_account_alone(tmp_path: Path) -> None:
    place = tmp_path / "history.jsonl"
    place.write_text("before")
    written(place, b"after")
    assert place.read_bytes() == b"after"
    assert place.stat().st_mode & 0o777 == 0o600
    assert list(tmp_path.iterdir()) == [place]


def test_a_place_that_refuses_is_named_and_nothing_is_left(tmp_path: Path) -> None:
    in_the_way = tmp_path / "a file"
    in_the_way.write_text("kept")
    for place in (in_the_way / "x", tmp_path / "missing" / "x"):
        with pytest.raises(NotWritable) as told:
            written(place, b"x")
        assert told.value.place == str(place)
    assert in_the_way.read_text() == "kept"


def test_a_full_disk_leaves_what_stood_there(tmp_path: Path) -> None:
    place = tmp_path / "history.jsonl"
    place.write_bytes(b"before")
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    heard = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (4096, hard))
    try:
        with pytest.raises(DiskFull):
            written(place, bytes(10_000))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
        signal.signal(signal.SIGXFSZ, heard)
    assert place.read_bytes() == b"before"
    assert list(tmp_path.iterdir()) == [place]
