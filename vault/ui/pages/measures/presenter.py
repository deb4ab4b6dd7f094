"""What the list of measures shows, out of the record of one person."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Final
from zoneinfo import ZoneInfo

from vault.errors import VaultError
from vault.record.changes import Changes
from vault.record.person import Person
from vault.record.query import tokens
from vault.ui.asking import Ask, Latest
from vault.ui.measure_looks import GROUPS, group, has_bars, hue, icon
from vault.ui.pages.measures.state import Group, Line, MeasuresState
from vault.usecases import glance
from vault.usecases.glance import Glance
from vault.usecases.session import Session
from vault.wording import values
from vault.wording.errors import sentence
from vault.wording.measures import measure_name

Show = Callable[[MeasuresState], None]
_OTHER: Final = "other"


class MeasuresPresenter:
    """Reads every measure of a person; filters by the words of its name and its group."""

    def __init__(self, session: Session, person: Person, ask: Ask, show: Show) -> None:
        self._session, self._person, self._show = session, person, show
        self._ask = Latest(ask)
        self._lines: tuple[tuple[str, Line], ...] = ()
        self._filter = ""

    def begin(self) -> None:
        """Read the record."""
        self._show(MeasuresState())
        self.read()

    def read(self) -> None:
        """Read the record again; what stands stays until then."""
        self._ask(self._read, self._found, self._sorry)

    def changed(self, changes: Changes) -> None:
        """Read again what an operation touched, if it was of this person."""
        if any(person == self._person.uid for person, _what in changes.touched):
            self.read()

    def sift(self, words: str) -> None:
        """Show only the measures in whose name or group these words stand."""
        self._filter = words
        self._draw()

    def leave(self) -> None:
        """Drop what still comes."""
        self._ask.leave()

    def _read(self) -> tuple[Glance, ...]:
        known = glance.glances(self._session, self._person)
        return (*known, *glance.beside(self._session, self._person))

    def _found(self, found: tuple[Glance, ...]) -> None:
        zone = ZoneInfo(self._person.zone)
        today = self._session.clock.now().astimezone(zone).date()
        self._lines = tuple((group(one.key), line(one, today)) for one in found)
        self._draw()

    def _draw(self) -> None:
        if not self._lines:
            self._show(MeasuresState("empty"))
            return
        wanted = tokens(self._filter)
        groups = []
        for key, name in GROUPS.items():
            held = [one for named, one in self._lines if named == key]
            kept = tuple(one for one in held if _has(f"{one.name} {name()}", wanted))
            if kept:
                groups.append(Group(name(), kept))
        self._show(MeasuresState("ready", tuple(groups), len(self._lines), self._filter))

    def _sorry(self, error: VaultError) -> None:
        self._show(MeasuresState("failed", sentence=sentence(error)))


def _has(name: str, words: tuple[str, ...]) -> bool:
    told = " ".join(tokens(name))
    return all(word in told for word in words)


def line(seen: Glance, today: date) -> Line:
    """Say a glance as a row of the list; `today` is the day of the person."""
    measure, last = seen.measure, seen.last
    looks = icon(seen.key), hue(seen.key)
    if last is None:
        name = measure_name(measure) if measure else ""
        return Line(seen.key, name, *looks, "", "", "", "", readable=False)
    name = measure_name(measure) if measure else last.name
    opens = f"trends/{seen.key}" if measure else f"values/{_OTHER}"
    return Line(
        seen.key, name, *looks, values.whole(last), values.when_exactly(today, last),
        values.source(last), opens, seen.days, has_bars(measure),
    )  # fmt: skip
