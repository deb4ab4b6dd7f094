"""What is new since the last visit, and the import that is told once."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

from tests.conftest import FakeClock
from vault.record.measures import known
from vault.record.person import Person
from vault.record.provenance import Batch
from vault.usecases import recording, visits
from vault.usecases.recording import Typed
from vault.usecases.session import Session


def opening(session: Session, clock: FakeClock, minutes: int = 60) -> None:
    """Open the carnet again, some time later."""
    clock.moment += timedelta(minutes=minutes)
    with session.act("opened", None):
        pass


def weigh(session: Session, person: Person, clock: FakeClock) -> None:
    clock.moment += timedelta(minutes=1)
    typed = Typed(known("body_weight"), "70", clock.moment)
    recording.add(session, person, typed)


def bring(session: Session, person: Person, added: int) -> str:
    batch, row = Batch(str(uuid4()), "import", "csv", "1"), session.vault.people.row_id(person.uid)
    with session.database.transaction():
        opened = session.vault.batches.open(batch, row, session.ms())
        session.vault.batches.finish(opened, {"added": added}, session.ms())
    return batch.uid


def test_the_first_visit_has_no_news(session: Session, camille: Person, clock: FakeClock) -> None:
    assert visits.news(session, camille) == 0
    weigh(session, camille, clock)
    assert visits.news(session, camille) == 0


def test_what_came_since_the_last_thing_done_is_new(
    session: Session, camille: Person, clock: FakeClock
) -> None:
    opening(session, clock)
    weigh(session, camille, clock)
    opening(session, clock)
    assert visits.news(session, camille) == 0
    weigh(session, camille, clock)
    weigh(session, camille, clock)
    assert visits.news(session, camille) == 2


def test_an_import_of_this_visit_is_told_once(
    session: Session, camille: Person, clock: FakeClock
) -> None:
    assert visits.arrival(session, camille) is None
    opening(session, clock)
    uid = bring(session, camille, 1190)
    arrived = visits.arrival(session, camille)
    assert arrived == visits.Arrival(uid, 1190)
    visits.tell(session, camille, arrived)
    assert visits.arrival(session, camille) is None


def test_an_import_of_an_earlier_visit_is_not_told(
    session: Session, camille: Person, clock: FakeClock
) -> None:
    opening(session, clock)
    bring(session, camille, 3)
    opening(session, clock)
    assert visits.arrival(session, camille) is None
