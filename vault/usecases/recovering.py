"""Taking back what a service holds: log in, pull, preview, keep; and the portability test.

The steps with the network know nothing of the vault, so that a window runs them on another lane:
`ground` looks up, `pulled` fetches and reads, `preview`, `keep` and `tested` write.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, replace
from threading import Event
from typing import BinaryIO, Final
from uuid import uuid4

from vault.crypto.base64url import b64
from vault.errors import Cancelled, ServiceRefused
from vault.importers.source import Source
from vault.record import ledger as kinds
from vault.record.person import Person
from vault.record.service import said
from vault.store.recoveries import RecoveryRun
from vault.store.spill import SpillFile
from vault.sync import oauth, recovering
from vault.sync.oauth import Access, Browser, Smart
from vault.sync.pages import Shelf, Taken
from vault.sync.sending import Ask
from vault.usecases import catalogues, importing, ledgers
from vault.usecases.import_reading import Given, Ground, Prepared, Wish
from vault.usecases.import_report import Report
from vault.usecases.session import Session

__all__ = ("Browser", "Place", "Recovery", "ended", "ground", "keep", "preview", "pulled")

_PART: Final = 128  # pieces of a mebibyte that one importer reads at once
_STEP: Final = 0.1  # seconds


@dataclass(frozen=True, slots=True)
class Place:
    """Where the record of a person is taken back from; `refresh` is what an earlier login left."""

    service: str
    name: str
    smart: str
    practice: bool
    at: int  # seconds since 1970 UTC
    began: int  # ms
    reading: Ground
    refresh: str = field(default="", repr=False)


@dataclass(slots=True)
class Recovery:
    """What came, ready to be previewed and kept; `given_back` once the login is ended there."""

    place: Place
    taken: Taken
    ready: Prepared
    refresh: str = field(default="", repr=False)  # the patient, a space, the token
    given_back: bool = False

    @property
    def complete(self) -> bool:
        """Tell whether all came."""
        return not self.taken.gaps


def ground(session: Session, person: Person, service: str, language: str = "fr") -> Place:
    """Look up how a service gives back.

    Raises:
        NotFound: no catalogue of the vault states it.
        ServiceRefused: "not-smart": it states no way to take anything back.
    """
    held, entry = catalogues.find(session, service)
    name = said(entry.name, language)
    if "smart" not in entry.endpoints:
        raise ServiceRefused(name, "not-smart")
    runs = session.vault.recoveries.of(person.uid, entry.id)
    kept = next((one.refresh for one in reversed(runs) if one.refresh), b"") or b""
    return Place(
        entry.id, name, entry.endpoints["smart"], held.kept.kind == "practice",
        session.ms() // 1000, session.ms(), Ground.of(session, person), kept.decode("ascii"),
    )  # fmt: skip


@contextmanager
def pulled(
    place: Place,
    ask: Ask,
    browser: Browser,
    wish: Wish,
    *,
    again: bool = False,
    told: Callable[[int], None] = lambda _count: None,
) -> Iterator[Recovery]:
    """Log in, take all back, read it; nothing of the vault is asked, nothing is written to it.

    `again` keeps the login for later runs; `told` hears how many resources came.

    Raises:
        ServiceUnreachable, ServiceRefused, SignatureInvalid: no login, or nothing that can be read.
        Cancelled: the person stopped it. FileUnreadable and its kinds, WrongUse: as an import.
    """
    with ExitStack() as doors:
        shelf = _shelf(place, doors)
        smart = oauth.discover(ask, place.smart, practice=place.practice)
        access = _entered(place, ask, browser, smart, again=again)
        pull = recovering.Pull(ask, smart, access, shelf, _pausing(browser.cancelled), told)
        try:
            taken = pull.all()
        finally:
            held = pull.access
            kept = f"{held.patient} {held.refresh}" if again and held.refresh else ""
            gone = not kept and oauth.give_back(ask, smart, held)
        given = Given(tuple(_sources(taken)), "recover", place.name, _spill(shelf))
        read = importing.read(
            place.reading, replace(wish, given=given), cancelled=browser.cancelled
        )
        yield Recovery(place, taken, doors.enter_context(read), kept, gone)


def preview(session: Session, recovery: Recovery) -> Report:
    """Return the report that keeping would give; of the record nothing changes."""
    _remember(session, recovery)
    return importing.preview(session, recovery.ready)


def keep(session: Session, recovery: Recovery) -> Report:
    """Keep what came as one batch that can be undone, with the run in the ledger."""

    def then(report: Report, told: dict[str, object]) -> None:
        batch = next(iter(report.batches), "")
        told["service"] = recovery.place.service
        _ran(session, recovery, batch)
        body = {**_statement(recovery), "batch": batch}
        ledgers.noted(session, recovery.ready.person.uid, kinds.RECOVERY_RUN, body)

    return importing.keep(session, recovery.ready, act="recovered", then=then)


def ended(session: Session, ask: Ask, person: Person, service: str) -> bool:
    """Give back a login that was kept for later runs; tell whether the service says so.

    Nothing is kept here afterwards, whatever the service answers.
    """
    place = ground(session, person, service)
    runs = session.vault.recoveries.of(person.uid, place.service)
    with session.database.transaction():
        for run in runs:
            session.vault.recoveries.keep(replace(run, refresh=None))
    if not place.refresh:
        return True
    smart = oauth.discover(ask, place.smart, practice=place.practice)
    return oauth.give_back(ask, smart, Access("", "", place.refresh.partition(" ")[2]))


def _entered(place: Place, ask: Ask, browser: Browser, smart: Smart, *, again: bool) -> Access:
    """Use the login that was kept; ask for a new one when there is none, or it is over."""
    patient, _space, token = place.refresh.partition(" ")
    if token:
        try:
            return oauth.renewed(ask, smart, Access(patient, "", token))
        except ServiceRefused:
            pass
    return oauth.login(ask, smart, browser, place.at, again=again)


def _remember(session: Session, recovery: Recovery) -> None:
    """Keep the login of a run of which nothing else is kept: a used token is worth nothing."""
    if recovery.refresh or recovery.place.refresh:
        with session.database.transaction():
            _ran(session, recovery, "")


def _ran(session: Session, recovery: Recovery, batch: str) -> None:
    person, place = recovery.ready.person.uid, recovery.place
    for run in session.vault.recoveries.of(person, place.service):
        if run.refresh:
            session.vault.recoveries.keep(replace(run, refresh=None))
    row = session.vault.batches.get(batch).row if batch else None
    session.vault.recoveries.keep(
        RecoveryRun(
            str(uuid4()), person, place.service, recovery.taken.how, place.began, session.ms(),
            row, recovery.refresh.encode("ascii") or None, _statement(recovery),
        )
    )  # fmt: skip


def _statement(recovery: Recovery) -> dict[str, object]:
    taken = recovery.taken
    return {
        "service": recovery.place.service, "how": taken.how, "counts": dict(taken.counts),
        "gaps": [{"type": gap.what, "why": gap.why} for gap in taken.gaps],
        "sha256": b64(taken.sha256),
    }  # fmt: skip


class _Memory:
    """A shelf where there is no folder to spill into."""

    def __init__(self) -> None:
        self._pieces: list[bytes] = []

    def put(self, body: bytes) -> int:
        self._pieces.append(body)
        return len(self._pieces) - 1

    def get(self, number: int) -> bytes:
        return self._pieces[number]


def _shelf(place: Place, doors: ExitStack) -> Shelf:
    folder = place.reading.place
    return _Memory() if folder is None else doors.enter_context(SpillFile(folder))


def _spill(shelf: Shelf) -> SpillFile | None:
    return shelf if isinstance(shelf, SpillFile) else None


def _sources(taken: Taken) -> Iterator[Source]:
    """Give what came as files of one resource a line, each no larger than an importer reads."""
    for start in range(0, len(taken.pieces), _PART):
        numbers = taken.pieces[start : start + _PART]
        yield Source(_opener(taken.shelf, numbers), ".ndjson", size=0)


def _opener(shelf: Shelf, numbers: Sequence[int]) -> Callable[[], BinaryIO]:
    return lambda: io.BytesIO(b"".join(shelf.get(number) for number in numbers))


def _pausing(cancelled: Callable[[], bool]) -> Callable[[float], None]:
    """Return what waits between two questions to the server, and stops when the person does."""

    def pause(seconds: float) -> None:
        left = seconds
        while not cancelled() and left > 0:
            Event().wait(min(_STEP, left))
            left -= _STEP
        if cancelled():
            raise Cancelled

    return pause
