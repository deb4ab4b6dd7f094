"""A practice that really listens, in a thread of its own, and who speaks to it."""

from __future__ import annotations

import asyncio
import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from tests.conftest import FakeClock
from tests.sandbox.person import Person
from vault.sandbox.practice import Practice
from vault.sandbox.running import listening, origin, serve
from vault.sync.http import JOSE, Answer, Exchange, Http, Request


@contextmanager
def listening_practice(clock: FakeClock) -> Iterator[Practice]:
    """Run a practice on a free port until the block ends."""
    with listening(0) as door:
        practice = Practice(origin(door), clock)
        stops: list[tuple[asyncio.AbstractEventLoop, asyncio.Event]] = []

        async def run() -> None:
            stops.append((asyncio.get_running_loop(), asyncio.Event()))
            begun.set()
            await serve(practice, door, stops[0][1])

        begun = threading.Event()
        thread = threading.Thread(target=lambda: asyncio.run(run()))
        thread.start()
        begun.wait()
        try:
            yield practice
        finally:
            loop, stop = stops[0]
            loop.call_soon_threadsafe(stop.set)
            thread.join()


@dataclass
class Caller:
    """Speaks to a practice over the network, for a person."""

    person: Person
    http: Http = field(default_factory=Http)

    def ask(self, request: Request) -> Exchange:
        return asyncio.run(self.http.exchange(request))

    def get(self, path: str) -> Answer:
        address = f"{self.person.practice.origin}{path}"
        return self.answer(self.ask(Request("GET", address, practice=True)))

    def post(self, what: str, body: str | bytes, name: str = "pre-admission") -> Exchange:
        address = f"{self.person.practice.origin}/{name}/csp/v1/{what}"
        data = body.encode() if isinstance(body, str) else body
        return self.ask(Request("POST", address, data, JOSE, practice=True))

    def refusal(self, what: str, body: str | bytes) -> str:
        """Return the name of the problem that a service answers."""
        answer = self.answer(self.post(what, body))
        assert answer.media == "application/problem+json"
        told = json.loads(answer.body)
        assert told["status"] == answer.status
        return str(told["type"]).removeprefix("urn:carnet:problem:")

    def control(self, what: str, **body: Any) -> Answer:
        address = f"{self.person.practice.origin}/practice/{what}"
        data = json.dumps(body).encode()
        return self.answer(
            self.ask(Request("POST", address, data, "application/json", practice=True))
        )

    def seen(self, what: str) -> Any:
        address = f"{self.person.practice.origin}/practice/{what}"
        return json.loads(self.answer(self.ask(Request("GET", address, practice=True))).body)

    @staticmethod
    def answer(exchange: Exchange) -> Answer:
        assert exchange.answer is not None, exchange.error
        return exchange.answer
