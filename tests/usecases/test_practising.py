from __future__ import annotations

import json
import os
import signal
import threading
from contextlib import closing
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tests.conftest import FakeClock
from vault.errors import ServiceUnreachable, WrongUse
from vault.sync.catalogue import read_root_file, verify
from vault.usecases.practising import Started, beside, practise


@pytest.fixture(autouse=True)
def _own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))


def test_it_says_where_it_is_and_ends_when_it_is_told(clock: FakeClock) -> None:
    said: list[Started] = []
    seen: list[bytes] = []

    def ask_and_end(started: Started) -> None:
        place = urlsplit(started.catalogue)
        with closing(HTTPConnection(str(place.hostname), place.port or 0, timeout=20)) as line:
            line.request("GET", place.path)
            seen.append(line.getresponse().read())
        seen.append(started.root_file.read_bytes())
        os.kill(os.getpid(), signal.SIGTERM)

    def told(started: Started) -> None:
        said.append(started)
        threading.Thread(target=ask_and_end, args=(started,)).start()

    practise(clock, 0, "none", told)

    (started,) = said
    token, root = seen
    trust = read_root_file(root, "practice")
    found = verify(token.decode(), trust, None, int(clock.moment.timestamp()))
    assert tuple(service.id for service in found.services) == started.services
    assert json.loads(root)["catalogue"] == started.control.removesuffix("/practice")
    assert not started.root_file.exists()


def test_an_unknown_fault_is_said(clock: FakeClock) -> None:
    with pytest.raises(WrongUse) as caught:
        practise(clock, 0, "weather", lambda _started: None)
    assert caught.value.detail == "--fault"


def test_it_runs_beside_and_ends_with_the_work(clock: FakeClock) -> None:
    with beside(clock) as started:
        place = urlsplit(started.catalogue)
        with closing(HTTPConnection(str(place.hostname), place.port or 0, timeout=20)) as line:
            line.request("GET", place.path)
            assert line.getresponse().status == 200
        assert started.root_file.exists()
        assert started.services
    gone = HTTPConnection(str(place.hostname), place.port or 0, timeout=20)
    with closing(gone), pytest.raises(ConnectionError):
        gone.request("GET", place.path)
    assert not started.root_file.exists()


def test_one_that_never_listens_is_said(clock: FakeClock, monkeypatch: pytest.MonkeyPatch) -> None:
    """The folder for its keys cannot be made in the process of its own."""
    monkeypatch.setenv("XDG_RUNTIME_DIR", "/nowhere")
    monkeypatch.setenv("XDG_STATE_HOME", "/dev/null/state")
    with pytest.raises(ServiceUnreachable), beside(clock):
        pass
