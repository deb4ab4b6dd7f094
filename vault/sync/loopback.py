"""Waits on 127.0.0.1 for the one answer that the system browser brings back (RFC 8252, 7.3).

It answers `/cb` with the right `state` and nothing else, ends after one answer, and is gone then.
"""

from __future__ import annotations

import asyncio
import hmac
import threading
from asyncio import StreamReader, StreamWriter
from collections.abc import Callable, Mapping
from contextlib import suppress
from html import escape
from typing import Final
from urllib.parse import parse_qsl

from vault.errors import Cancelled
from vault.i18n import _

WAIT: Final = 300.0  # seconds for a person in front of a login page
_HEAD_TIME: Final = 10.0  # seconds for one request to be said
_LOOK: Final = 0.1
_MOST_HEAD: Final = 16 * 1024
MOST_LINES: Final = 16  # connections at once; a browser opens a few


def answered(
    state: str,
    browse: Callable[[str], None],
    *,
    cancelled: Callable[[], bool] = lambda: False,
    wait: float = WAIT,
) -> Mapping[str, str] | None:
    """Return what the browser brought back, None when it did not come within `wait` seconds.

    `browse` is given the address to come back to, in a thread of its own: it may take its time.

    Raises:
        Cancelled: the person stopped it.
    """

    async def waiting() -> Mapping[str, str] | None:
        desk = _Desk(state)
        server = await asyncio.start_server(desk.serve, "127.0.0.1", 0, limit=_MOST_HEAD)
        place = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/cb"
        threading.Thread(target=browse, args=(place,), name="browser", daemon=True).start()
        try:
            async with asyncio.timeout(wait):
                while not desk.came.is_set():
                    if cancelled():
                        raise Cancelled
                    with suppress(TimeoutError):
                        await asyncio.wait_for(desk.came.wait(), _LOOK)
        except TimeoutError:
            return None
        finally:
            server.close()
        return desk.told

    return asyncio.run(waiting())


class _Desk:
    """Reads requests until one has the right state; `told` is its query."""

    def __init__(self, state: str) -> None:
        self._state, self._lines = state, 0
        self.came = asyncio.Event()
        self.told: Mapping[str, str] = {}

    async def serve(self, reader: StreamReader, writer: StreamWriter) -> None:
        """Answer one connection; what is not the answer gets 404 and is forgotten."""
        self._lines += 1
        try:
            found = await self._read(reader) if self._lines <= MOST_LINES else None
            writer.write(_page() if found is not None else _NOTHING)
            await writer.drain()
            if found is not None and not self.came.is_set():
                self.told = found
        except OSError:
            pass  # it left before it was answered
        finally:
            self._lines -= 1
            writer.close()
            if self.told:
                self.came.set()

    async def _read(self, reader: StreamReader) -> Mapping[str, str] | None:
        try:
            async with asyncio.timeout(_HEAD_TIME):
                head = await reader.readuntil(b"\r\n\r\n")
        except (TimeoutError, asyncio.IncompleteReadError, asyncio.LimitOverrunError):
            return None
        line = head.split(b"\r\n", 1)[0].decode("latin-1").split(" ")
        path, _mark, query = (line[1] if len(line) > 1 else "").partition("?")
        pairs = parse_qsl(query)
        told = dict(pairs)
        same = hmac.compare_digest(told.get("state", "").encode(), self._state.encode())
        return (
            told
            if line[0] == "GET" and path == "/cb" and same and len(told) == len(pairs)
            else None
        )


def _page() -> bytes:
    words = escape(_("You can close this page and go back to Carnet."))
    page = f'<!doctype html><meta charset="utf-8"><title>Carnet</title><p>{words}</p>'
    return _answer("200 OK", "text/html; charset=utf-8", page.encode())


def _answer(status: str, media: str, body: bytes) -> bytes:
    head = (
        f"HTTP/1.1 {status}\r\ncontent-type: {media}\r\ncontent-length: {len(body)}\r\n"
        "cache-control: no-store\r\nreferrer-policy: no-referrer\r\n"
        "content-security-policy: default-src 'none'\r\nconnection: close\r\n\r\n"
    )
    return head.encode("ascii") + body


_NOTHING: Final = _answer("404 Not Found", "text/plain", b"")
