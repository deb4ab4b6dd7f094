"""Cuts the connection of a request, as a network does: before the answer, or in the middle."""

from __future__ import annotations

import asyncio
from typing import Any

from starlette.responses import Response
from starlette.types import Receive, Scope, Send
from uvicorn.protocols.http.h11_impl import H11Protocol


class Lines:
    """The open connections, by the address of the other side."""

    def __init__(self) -> None:
        self._open: dict[tuple[str, int], tuple[asyncio.Transport, asyncio.Event]] = {}

    def protocol(self) -> type[H11Protocol]:
        """Return the protocol of a server whose connections can be cut."""
        lines = self._open

        class Line(H11Protocol):
            def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
                super().connection_made(transport)
                self.other: tuple[str, int] = transport.get_extra_info("peername")
                lines[self.other] = (transport, asyncio.Event())

            def connection_lost(self, exc: Exception | None) -> None:
                super().connection_lost(exc)
                lines.pop(self.other)[1].set()

        return Line

    async def cut(self, other: tuple[str, int]) -> None:
        """Close the connection at once, and wait until it is gone."""
        if other in self._open:
            transport, gone = self._open[other]
            transport.abort()
            await gone.wait()


class HalfAnswer(Response):
    """An answer that announces its whole length and ends in the middle."""

    def __init__(self, whole: Response, lines: Lines) -> None:
        super().__init__(whole.body, whole.status_code, dict(whole.headers))
        self._lines = lines

    async def __call__(self, scope: Scope, _receive: Receive, send: Send) -> None:
        """Send the first half, then cut."""
        start: dict[str, Any] = {"type": "http.response.start", "status": self.status_code}
        await send({**start, "headers": self.raw_headers})
        half = bytes(self.body)[: len(self.body) // 2]
        await send({"type": "http.response.body", "body": half, "more_body": True})
        await asyncio.sleep(0)
        await self._lines.cut(scope["client"])
