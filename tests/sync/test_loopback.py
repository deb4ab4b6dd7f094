"""S18: the listener of a login answers one request, the right one, and is gone afterwards."""

from __future__ import annotations

import socket
import threading
from contextlib import ExitStack, suppress
from urllib.parse import urlsplit

import pytest

from vault.errors import Cancelled
from vault.sync import loopback
from vault.sync.loopback import answered

STATE = "the-state"


def said(place: str, request: bytes, *, shut: bool = False) -> bytes:
    """Say something to the listener, return all that it answers."""
    parts = urlsplit(place)
    with socket.create_connection((str(parts.hostname), parts.port or 0), timeout=10) as line:
        line.sendall(request)
        if shut:
            line.shutdown(socket.SHUT_WR)
        whole = b""
        with suppress(ConnectionError):  # it was shut before all was read
            while piece := line.recv(4096):
                whole += piece
        return whole


def get(place: str, target: str, method: str = "GET") -> bytes:
    return said(place, f"{method} {target} HTTP/1.1\r\nhost: x\r\n\r\n".encode())


def test_only_the_right_answer_ends_the_wait_and_the_door_is_shut_then() -> None:
    wrong: list[bytes] = []
    places: list[str] = []

    def browse(place: str) -> None:
        places.append(place)
        targets = ("/", "/cb", "/cb?state=other&code=1", f"/favicon?state={STATE}",
                   f"/cb?state={STATE}&code=1&code=2", "/cb?state=%C3%A9")  # fmt: skip
        wrong.extend(get(place, target) for target in targets)
        wrong.append(get(place, f"/cb?state={STATE}&code=1", "POST"))
        wrong.append(said(place, b"\r\n\r\n"))
        wrong.append(said(place, b"GET /cb", shut=True))
        wrong.append(said(place, b"GET /" + b"x" * 40_000 + b"\r\n\r\n"))
        get(place, f"/cb?code=abc&state={STATE}&iss=https%3A%2F%2Fop.example")

    told = answered(STATE, browse, wait=20)

    assert told == {"code": "abc", "state": STATE, "iss": "https://op.example"}
    assert [one.split(b" ")[1] for one in wrong] == [b"404"] * 10
    threading.Event().wait(0.05)
    (place,) = places
    assert place.startswith("http://127.0.0.1:")
    assert place.endswith("/cb")
    with pytest.raises(OSError, match="refused"):
        said(place, b"GET / HTTP/1.1\r\n\r\n")


def test_the_page_tells_the_browser_to_keep_nothing() -> None:
    seen: list[bytes] = []
    answered(STATE, lambda place: seen.append(get(place, f"/cb?state={STATE}&code=1")), wait=20)
    threading.Event().wait(0.05)
    page = seen[0].lower()
    for word in (b"200 ok", b"no-store", b"no-referrer", b"default-src 'none'", b"charset=utf-8"):
        assert word in page
    assert STATE.encode() not in page


def test_a_browser_that_never_comes_back_is_not_waited_for_for_ever() -> None:
    assert answered(STATE, lambda _place: None, wait=0.05) is None


def test_the_person_can_stop_waiting() -> None:
    with pytest.raises(Cancelled):
        answered(STATE, lambda _place: None, cancelled=lambda: True)


def test_more_lines_than_a_browser_opens_are_turned_away() -> None:
    seen: list[bytes] = []

    def browse(place: str) -> None:
        parts = urlsplit(place)
        here = (str(parts.hostname), parts.port or 0)
        with ExitStack() as idle:
            for _line in range(loopback.MOST_LINES):
                idle.enter_context(socket.create_connection(here, timeout=10))
            seen.append(get(place, f"/cb?state={STATE}&code=1"))
        while b"200 OK" not in seen[-1]:  # as soon as they are gone
            seen.append(get(place, f"/cb?state={STATE}&code=2"))

    told = answered(STATE, browse, wait=20)

    assert told is not None
    assert (told["code"], b"200 OK" in seen[0]) == ("2", False)
