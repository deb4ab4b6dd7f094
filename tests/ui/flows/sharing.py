"""Practice services on this computer that a flow can take off the network and put back."""

from __future__ import annotations

import asyncio
import json
import threading
from contextlib import closing
from pathlib import Path
from typing import Any

from tests.usecases.practice_bench import ask
from vault.clock import Clock
from vault.sandbox.practice import Practice
from vault.sandbox.running import listening, origin, serve
from vault.usecases import catalogues
from vault.usecases.session import Session


class Net:
    """One practice on one port, reachable or not."""

    def __init__(self, clock: Clock) -> None:
        with closing(listening(0)) as door:
            self.practice = Practice(origin(door), clock)
            self._port = door.getsockname()[1]
        self._loop: asyncio.AbstractEventLoop | None = None

    def online(self) -> None:
        """Listen."""
        self._door, self._loop = listening(self._port), asyncio.new_event_loop()
        self._stop = asyncio.Event()
        work = serve(self.practice, self._door, self._stop)
        self._thread = threading.Thread(target=self._loop.run_until_complete, args=(work,))
        self._thread.start()

    def offline(self) -> None:
        """Answer nobody any more; what was received is kept."""
        if self._loop is not None:
            self._loop.call_soon_threadsafe(self._stop.set)
            self._thread.join(10)
            self._loop.close()
            self._door.close()
            self._loop = None

    def learn(self, session: Session, folder: Path) -> None:
        """Add its catalogue to a carnet; on the lane of the vault."""
        root = folder / "root.json"
        root.write_text(json.dumps(self.practice.publisher.root_file()))
        catalogues.update(session, ask, f"{self.practice.origin}/catalogue.jwt", root)

    def received(self) -> list[dict[str, Any]]:
        """Return what its services hold."""
        held: list[dict[str, Any]] = self.practice.received()["received"]
        return held
