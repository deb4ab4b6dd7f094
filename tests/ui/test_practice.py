"""The practice services of the window: begun once, ended with it."""

from __future__ import annotations

from contextlib import closing
from http.client import HTTPConnection
from urllib.parse import urlsplit

import pytest

from tests.conftest import FakeClock
from vault.ui.practice import Practice


def test_it_is_begun_once_and_gone_when_the_window_is(clock: FakeClock) -> None:
    practice = Practice()
    started = practice.start(clock)
    assert practice.start(clock) is started
    place = urlsplit(started.catalogue)
    with closing(HTTPConnection(str(place.hostname), place.port or 0, timeout=20)) as line:
        line.request("GET", place.path)
        assert line.getresponse().status == 200
    practice.close()
    gone = HTTPConnection(str(place.hostname), place.port or 0, timeout=20)
    with closing(gone), pytest.raises(ConnectionError):
        gone.request("GET", place.path)
    practice.close()  # as a window that never practised does
