"""A person's record beside the practice services, on the loopback of this computer."""

from __future__ import annotations

import asyncio
import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any
from uuid import uuid4

from vault.clock import Clock
from vault.errors import Offline
from vault.fhir.measured import fact
from vault.record.batch import Measured
from vault.record.moments import Moment, TimeQuality
from vault.record.person import Person
from vault.record.provenance import Batch
from vault.record.quantity import Quantity
from vault.sandbox.practice import Practice
from vault.sandbox.running import listening, origin, serve
from vault.store.consents import Consent
from vault.sync.http import Exchange, Http, Request
from vault.usecases import catalogues, previewing, signing
from vault.usecases.previewing import Choice, Preview
from vault.usecases.session import Session
from vault.usecases.signing import Signed


@contextmanager
def practice(clock: Clock) -> Iterator[Practice]:
    """Run the practice services in a thread of their own until the block ends."""
    door, loop = listening(0), asyncio.new_event_loop()
    made, stop = Practice(origin(door), clock), asyncio.Event()
    thread = threading.Thread(target=loop.run_until_complete, args=(serve(made, door, stop),))
    thread.start()
    try:
        yield made
    finally:
        made.faults.set("none")
        loop.call_soon_threadsafe(stop.set)
        thread.join(10)
        loop.close()
        door.close()


def ask(request: Request) -> Exchange:
    """Make one exchange, for real."""
    return asyncio.run(Http().exchange(request))


def offline(_request: Request) -> Exchange:
    """Be without a network."""
    return Exchange(None, left=False, error=Offline("127.0.0.1"))


def weigh(session: Session, person: Person, *kilos: str) -> None:
    """Write weights by hand, one a day up to yesterday."""
    row, now = session.vault.people.row_id(person.uid), session.at()
    measured = [
        fact(
            Measured(
                "body_weight", Quantity(Decimal(one), "kg"), _morning(now, back), f"row {back}"
            )
        )
        for back, one in enumerate(reversed(kilos), start=1)
    ]
    with session.database.transaction():
        batch = session.vault.batches.open(
            Batch(str(uuid4()), "hand", "form", "1"), row, session.ms()
        )
        session.vault.facts.keep(batch, row, measured, session.ms(), "command")
        session.vault.batches.finish(batch, {}, session.ms())


def _morning(now: datetime, back: int) -> Moment:
    day = (now - timedelta(days=back)).replace(hour=7, minute=0, second=0, microsecond=0)
    return Moment(day, TimeQuality.EXACT_OFFSET)


@dataclass
class Bench:
    """One vault that knows the practice catalogue."""

    session: Session
    person: Person
    practice: Practice

    def learn(self, folder: Path) -> None:
        root = folder / "root.json"
        root.write_text(json.dumps(self.practice.publisher.root_file()))
        catalogues.update(self.session, ask, self.catalogue, root)

    def refresh(self) -> None:
        """Fetch the catalogue that is known."""
        catalogues.update(self.session, ask)

    @property
    def catalogue(self) -> str:
        return f"{self.practice.origin}/catalogue.jwt"

    def choice(self, **more: Any) -> Choice:
        service = f"{self.practice.origin}/pre-admission"
        return Choice(service, "pre-admission", **{"only": ("body_weight",), **more})

    def preview(self, **more: Any) -> Preview:
        return previewing.preview(self.session, self.person, self.choice(**more))

    def sign(self, **more: Any) -> Consent:
        done = signing.sign(self.session, self.preview(**more))
        assert isinstance(done, Signed)
        return done.consent

    def received(self) -> list[dict[str, Any]]:
        held: list[dict[str, Any]] = self.practice.received()["received"]
        return held

    def lines(self) -> list[str]:
        rows = self.session.database.run("SELECT kind FROM journal ORDER BY seq")
        return [kind for (kind,) in rows]
