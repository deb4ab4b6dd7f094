"""Shows the readings that wait, gives them to people, throws them away, takes both back."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from typing import Final
from zoneinfo import ZoneInfo

from vault import formatting
from vault.errors import VaultError
from vault.i18n import _, ngettext
from vault.record.changes import Changes
from vault.record.inbox import Waiting
from vault.record.person import Person
from vault.ui.asking import Ask, Latest
from vault.ui.pages.inbox.state import Candidate, InboxState, Row
from vault.usecases import inbox, instruments, people
from vault.usecases.inbox import Assigned
from vault.usecases.resuming import recover
from vault.usecases.session import Session
from vault.wording import readings as words
from vault.wording.errors import sentence

Undo = Callable[[], Changes | None]
_KEYS: Final = 9


@dataclass(frozen=True, slots=True)
class Screen:
    """What the presenter asks of the screen: `when` asks the time of readings, `(keys, uid)`."""

    show: Callable[[InboxState], None]
    tell: Callable[[str, Undo | None], None]
    when: Callable[[tuple[str, ...], str], None]


@dataclass(frozen=True, slots=True)
class _Found:
    waiting: tuple[Waiting, ...]
    people: tuple[Person, ...]
    devices: dict[str, str]


class InboxPresenter:
    """Knows use cases, knows no widget."""

    def __init__(self, session: Session, zone: ZoneInfo, ask: Ask, screen: Screen) -> None:
        self._session, self._zone, self._screen = session, zone, screen
        self._ask, self._act = Latest(ask), ask
        self._waiting: dict[str, Waiting] = {}
        self._people: dict[str, Person] = {}

    def begin(self) -> None:
        """Read what waits."""
        self._screen.show(InboxState())
        self.read()

    def read(self) -> None:
        """Read it again; what stands stays until then."""
        session = self._session

        def work() -> _Found:
            recover(session)
            names = {one.uid: one.name for one in instruments.everything(session)}
            return _Found(inbox.waiting(session), people.everybody(session), names)

        self._ask(work, self._found, self._sorry)

    def changed(self, _changes: Changes) -> None:
        """Whatever was done may have brought readings, or given some away."""
        self.read()

    def give(self, keys: Sequence[str], person: str) -> None:
        """Give readings to a person; the time of one that has none is asked first."""
        known = tuple(key for key in keys if key in self._waiting)
        if not known or person not in self._people:
            return
        if any(self._waiting[key].body["instant"] is None for key in known):
            self._screen.when(known, person)
        else:
            self.give_at(known, person, None)

    def give_at(self, keys: Sequence[str], person: str, when: datetime | None) -> None:
        """Give readings to a person; `when` is for those whose time nobody knows."""
        session, whose = self._session, self._people[person]
        self._done(lambda: (inbox.assign(session, keys, whose, when),))

    def accept(self, keys: Sequence[str]) -> None:
        """Give readings to those they are proposed to; the others go on waiting."""
        found = [self._waiting[key] for key in keys if key in self._waiting]
        session, ready = self._session, [one.uid for one in found if inbox.acceptable(one)]
        if ready:
            self._done(lambda: inbox.accept(session, ready))
            return
        timeless = [one for one in found if one.proposed in self._people]
        if timeless:
            whose = timeless[0].proposed or ""
            self._screen.when(tuple(o.uid for o in timeless if o.proposed == whose), whose)
        else:
            self._screen.tell(_("Nobody is proposed for this reading."), None)

    def accept_all(self) -> None:
        """Accept every proposal that can be accepted."""
        self.accept(tuple(self._waiting))

    def proposals(self) -> tuple[str, ...]:
        """Say how many readings each person would be given, and how many go on waiting."""
        counts = Counter(
            one.proposed or "" for one in self._waiting.values() if inbox.acceptable(one)
        )
        said = [
            ngettext("{first}: {n} reading", "{first}: {n} readings", n).format(
                first=_first(self._people[uid]), n=formatting.whole(n)
            )
            for uid, n in counts.items()
            if uid in self._people
        ]
        left = len(self._waiting) - sum(counts.values())
        if left:
            waits = ngettext("{n} reading goes on waiting.", "{n} readings go on waiting.", left)
            said.append(waits.format(n=formatting.whole(left)))
        return tuple(said)

    def ignore(self, keys: Sequence[str]) -> None:
        """Throw readings away; taking that back lets them wait again."""
        thrown = [self._waiting[key] for key in keys if key in self._waiting]
        session = self._session

        def done(_changes: Changes) -> None:
            said = ngettext("{n} reading ignored", "{n} readings ignored", len(thrown))
            back = partial(inbox.put_back, session, thrown)
            self._screen.tell(said.format(n=formatting.whole(len(thrown))), back)

        if thrown:
            self._act(lambda: inbox.discard(session, [o.uid for o in thrown]), done, self._unable)

    def first(self, person: str) -> str:
        """Return the first name of a person of the carnet."""
        return _first(self._people[person])

    def leave(self) -> None:
        """Drop what still comes."""
        self._ask.leave()

    def _done(self, work: Callable[[], tuple[Assigned, ...]]) -> None:
        given: list[Assigned] = []

        def run() -> Changes:
            given.extend(work())
            return Changes(frozenset().union(*(one.changes.touched for one in given)))

        def done(_changes: Changes) -> None:
            back = partial(inbox.take_back, self._session, tuple(given))
            self._screen.tell(self._said(given), back)

        self._act(run, done, self._unable)

    def _said(self, given: Sequence[Assigned]) -> str:
        count = sum(len(one.taken) for one in given)
        said = ngettext("{n} reading attributed", "{n} readings attributed", count)
        told = said.format(n=formatting.whole(count))
        already = sum(one.report.counts["already_present"] for one in given)
        if already:
            there = ngettext(
                "{n} value was in the record already.", "{n} values were in the record already.",
                already,
            )  # fmt: skip
            told = f"{told}. {there.format(n=formatting.whole(already))}"
        return told

    def _found(self, found: _Found) -> None:
        self._waiting = {one.uid: one for one in found.waiting}
        self._people = {one.uid: one for one in found.people}
        today = self._session.clock.now().astimezone(self._zone).date()
        rows = tuple(self._row(one, found, today) for one in found.waiting)
        everybody = tuple(
            Candidate(n if n <= _KEYS else 0, one.uid, _first(one))
            for n, one in enumerate(found.people, 1)
        )
        self._screen.show(InboxState("ready" if rows else "empty", rows, everybody))

    def _row(self, one: Waiting, found: _Found, today: date) -> Row:
        whose = self._people.get(one.proposed or "")
        first = _first(whose) if whose is not None else ""
        instant = one.body["instant"]
        at = datetime.fromisoformat(instant).astimezone(self._zone) if instant else None
        when = formatting.day(today, at, "timed") if at else words.without_time()
        device = found.devices.get(one.instrument, "")
        ready = bool(first) and inbox.acceptable(one)
        ranked = at.timestamp() if at else one.received / 1000
        return Row(
            one.uid, when, device, words.values(one), first, words.reason(one, first), ranked, ready
        )

    def _sorry(self, error: VaultError) -> None:
        self._screen.show(InboxState("failed", sentence=sentence(error)))

    def _unable(self, error: VaultError) -> None:
        self._screen.tell(sentence(error), None)
        self.read()


def _first(person: Person) -> str:
    return person.given or person.called
