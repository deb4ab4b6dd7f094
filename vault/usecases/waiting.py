"""What waits for a person: each thing with its reason, its date and where it is settled."""

from __future__ import annotations

import json
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final, Literal
from zoneinfo import ZoneInfo

from vault.record.changes import Changes
from vault.record.consent_states import GrantState
from vault.record.person import Person
from vault.store.consents import Consent
from vault.sync import outbox
from vault.usecases import catalogues, sharing
from vault.usecases.session import Session

__all__ = ("Kind", "Waits", "again", "count", "later", "never", "of")
Kind = Literal[
    "readings", "import_items", "share_ends", "unconfirmed", "stop_untold", "service_halted",
    "service_changed", "catalogue_old", "sheet_unchecked", "device_clock", "device_silent",
    "device_battery", "of_age",
]  # fmt: skip
_DAY: Final = 86_400_000  # ms
_WEEK: Final = 7
_SILENT_DAYS: Final = 30
_LOW: Final = 15  # percent of a battery
_CLOCK_STAYS: Final = ("refused", "not_allowed")
_WRONG_S: Final = 60
_ADULT: Final = 18
_LATER: Final = "waiting_later"  # setting of a person: JSON of key -> ms UTC, -1 = never again
_NEVER: Final = -1
# what a person may choose to hear nothing more of: nothing is lost or sent by not doing it
_SAFE: Final[frozenset[Kind]] = frozenset(
    {"import_items", "device_clock", "device_silent", "device_battery", "of_age", "share_ends"}
)


@dataclass(frozen=True, slots=True)
class Waits:
    """One thing that waits.

    `key` names it for as long as it is the same thing; `at` is when it began to wait or, of a
    share that ends, when it ends; `name` is a service, a device, a file or a person; `about` what
    settles it: a grant, a batch, a device; `count` and `days` complete the sentence.
    """

    key: str
    kind: Kind
    at: datetime | None = None
    name: str = ""
    about: str = ""
    count: int = 0
    days: int = 0

    @property
    def mutable(self) -> bool:
        """Whether it is safe to hear nothing more of it."""
        return self.kind in _SAFE


def of(session: Session, person: Person) -> tuple[Waits, ...]:
    """Return what waits for a person now, what cannot wait first; what was put off is left out."""
    off, now = _put_off(session, person), session.ms()
    return tuple(
        one
        for one in _everything(session, person)
        if off.get(one.key, 0) != _NEVER and off.get(one.key, 0) <= now
    )


def count(session: Session, person: Person) -> int:
    """Return how much waits for a person: the figure of the sidebar."""
    return len(of(session, person))


def later(session: Session, person: Person, key: str, days: int) -> Changes:
    """Be told again in so many days, at the same time."""
    return _keep(session, person, key, session.ms() + days * _DAY)


def never(session: Session, person: Person, key: str) -> Changes:
    """Hear nothing more of this one; another of its kind is told again."""
    return _keep(session, person, key, _NEVER)


def again(session: Session, person: Person, key: str) -> Changes:
    """Take back that it was put off."""
    return _keep(session, person, key, 0)


def _keep(session: Session, person: Person, key: str, until: int) -> Changes:
    off, row = _put_off(session, person), session.vault.people.row_id(person.uid)
    kept = {one: at for one, at in off.items() if at == _NEVER or at > session.ms()} | {key: until}
    kept = {one: at for one, at in kept.items() if at}
    with session.database.transaction():
        session.vault.settings.put(row, _LATER, json.dumps(kept))
    return Changes(frozenset({(person.uid, "")}))


def _put_off(session: Session, person: Person) -> dict[str, int]:
    kept = session.vault.settings.get(session.vault.people.row_id(person.uid), _LATER)
    found: dict[str, int] = json.loads(kept) if kept else {}
    return found


def _everything(session: Session, person: Person) -> Iterator[Waits]:
    yield from _readings(session)
    grants = session.vault.consents.all(person.uid)
    yield from _sendings(session, grants)
    yield from _stops(session, grants)
    yield from _services(session, [one for one in grants if GrantState(one.state).live])
    yield from _ends(session, grants)
    yield from _catalogues(session)
    yield from _sheet(session)
    yield from _items(session, person)
    yield from _devices(session, person)
    yield from _of_age(session, person)


def _when(session: Session, at: int) -> datetime:
    return datetime.fromtimestamp(at / 1000, session.clock.zone)


def _days(session: Session, at: int) -> int:
    return (session.at().date() - _when(session, at).date()).days


def _readings(session: Session) -> Iterator[Waits]:
    found = session.vault.inbox.all()
    if found:
        oldest = min(one.received for one in found)
        yield Waits("readings", "readings", _when(session, oldest), count=len(found))


def _sendings(session: Session, grants: tuple[Consent, ...]) -> Iterator[Waits]:
    by_row = {one.row: one for one in grants}
    for sending in session.vault.sendings.open():
        grant = by_row.get(sending.consent)
        if grant is None or sending.kind != "share":
            continue
        if outbox.found(sending.state) == "unconfirmed":
            at = _when(session, sending.made)
            yield Waits(f"unconfirmed {sending.uid}", "unconfirmed", at, grant.name, grant.uid)


def _stops(session: Session, grants: tuple[Consent, ...]) -> Iterator[Waits]:
    for one in grants:
        if one.stop_state in ("asked", "refused") and one.stop_asked is not None:
            days, at = _days(session, one.stop_asked), _when(session, one.stop_asked)
            yield Waits(f"stop {one.uid}", "stop_untold", at, one.name, one.uid, days=days)


def _services(session: Session, live: list[Consent]) -> Iterator[Waits]:
    if not live:
        return
    services = {one.id: one for held in catalogues.held(session) for one in held.services}
    for grant in live:
        now = services.get(grant.service)
        if grant.way != "service":
            continue
        if now is None or now.status in ("suspended", "withdrawn"):
            state = now.status if now else "withdrawn"
            yield Waits(f"{state} {grant.uid}", "service_halted", None, grant.name, grant.uid)
        elif told := sharing.differences(session, grant.uid):
            mark = ",".join(sorted(one.what for one in told))
            key = f"changed {grant.uid} {mark}"
            yield Waits(key, "service_changed", None, grant.name, grant.uid, count=len(told))


def _ends(session: Session, grants: tuple[Consent, ...]) -> Iterator[Waits]:
    now = session.ms()
    for one in grants:
        left = one.until - now
        if GrantState(one.state).live and 0 < left <= _WEEK * _DAY:
            step = 1 if left <= _DAY else _WEEK
            days = -_days(session, one.until)
            at = _when(session, one.until)
            yield Waits(f"ends {one.uid} {step}", "share_ends", at, one.name, one.uid, days=days)


def _catalogues(session: Session) -> Iterator[Waits]:
    for one in session.vault.catalogues.all():
        if one.expires is not None and (one.expires <= session.ms() or one.problem):
            made = _when(session, one.iat or one.expires)
            yield Waits(f"catalogue {one.iss} {one.version}", "catalogue_old", made)


def _sheet(session: Session) -> Iterator[Waits]:
    if session.held is None or session.vault.meta.get("recovery_checked") is not None:
        return
    if any(slot["kind"] == "recovery" for slot in session.held.header.slots):
        yield Waits("sheet", "sheet_unchecked")


def _items(session: Session, person: Person) -> Iterator[Waits]:
    row = session.vault.people.row_id(person.uid)
    for uid, started, name, number in session.vault.batches.to_check(row):
        at = _when(session, started)
        yield Waits(f"items {uid}", "import_items", at, name or "", uid, count=number)


def _devices(session: Session, person: Person) -> Iterator[Waits]:
    for one in session.vault.instruments.all():
        if person.uid not in {one.person, *one.people}:
            continue
        checks = session.vault.clock_checks.of(one.uid)
        if checks and checks[-1].action in _CLOCK_STAYS and abs(checks[-1].offset) > _WRONG_S:
            at = _when(session, checks[-1].at)
            yield Waits(f"clock {one.uid}", "device_clock", at, one.name, one.uid)
        battery = one.settings.get("battery")
        if isinstance(battery, int) and battery < _LOW:
            yield Waits(f"battery {one.uid}", "device_battery", None, one.name, one.uid, battery)
        last = session.vault.reading_keys.last(one.uid)
        if last is not None and (days := _days(session, last)) >= _SILENT_DAYS:
            key, at = f"silent {one.uid} {last}", _when(session, last)
            yield Waits(key, "device_silent", at, one.name, one.uid, days=days)


def _of_age(session: Session, person: Person) -> Iterator[Waits]:
    """A child who came of age decides alone; a birth without its day is taken at its latest."""
    if person.relation != "child" or person.born is None:
        return
    came = _birthday(person.born, _ADULT)
    if came <= session.at().astimezone(ZoneInfo(person.zone)).date():
        at = datetime.combine(came, datetime.min.time(), session.clock.zone)
        yield Waits(f"of age {person.uid}", "of_age", at, person.called, person.uid)


def _birthday(born: str, age: int) -> date:
    told = [int(part) for part in born.split("-")]
    year, month, day = (told + [12, 31][len(told) - 1 :])[:3]
    return date(year + age, month, min(day, monthrange(year + age, month)[1]))
