"""Blood pressure typed by hand, for tests of the several-day record."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Final
from uuid import uuid4
from zoneinfo import ZoneInfo

from vault.fhir.measured import fact
from vault.record.batch import Measured
from vault.record.measures import known
from vault.record.moments import Moment, TimeQuality
from vault.record.person import Person
from vault.record.provenance import Batch
from vault.record.quantity import Quantity
from vault.usecases import recording
from vault.usecases.recording import Typed
from vault.usecases.session import Session

PARIS: Final = ZoneInfo("Europe/Paris")


def press(session: Session, person: Person, *told: tuple[str, str]) -> None:
    """Write readings: when in Paris (ISO 8601), and what was typed."""
    for when, text in told:
        at = datetime.fromisoformat(when).replace(tzinfo=PARIS)
        recording.add(session, person, Typed(known("blood_pressure"), text, at))


def undated(session: Session, person: Person, day: str, upper: str) -> None:
    """Write a reading of which the day alone is known."""
    at = datetime.fromisoformat(day).replace(tzinfo=PARIS)
    parts = {"systolic": Quantity(Decimal(upper), "mm[Hg]")}
    when = Moment(at, TimeQuality.DATE_ONLY, day)
    told = fact(Measured("blood_pressure", None, when, day, components=parts))
    row = session.vault.people.row_id(person.uid)
    with session.database.transaction():
        batch = Batch(str(uuid4()), "hand", "form", "1")
        opened = session.vault.batches.open(batch, row, session.ms())
        session.vault.facts.keep(opened, row, [told], session.ms(), "command")
