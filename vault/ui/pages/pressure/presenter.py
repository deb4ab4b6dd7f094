"""Reads blood pressure of several days, says it, and makes its paper; plain Python."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Final
from zoneinfo import ZoneInfo

from vault.errors import VaultError
from vault.formatting import clock, day, number, quantity
from vault.i18n import _, ngettext
from vault.record.changes import Changes
from vault.record.person import Person
from vault.ui.asking import Ask, Latest
from vault.ui.pages.pressure.state import PressureState, Row
from vault.usecases import leaflets
from vault.usecases.leaflets import Leaflet, Paper, Part, Sheet
from vault.usecases.pressure_record import (
    MEASURE,
    PressureDay,
    PressureRecord,
    Taken,
    mean,
    pressure_record,
)
from vault.usecases.session import Session
from vault.wording.errors import sentence
from vault.wording.paper import forms
from vault.wording.units import unit_word

KIND: Final = "blood-pressure"
_NONE: Final = "–"
_UNIT: Final = "mm[Hg]"


class PressurePresenter:
    """The last days of one person; `tell` says what was done."""

    def __init__(
        self, session: Session, person: Person, ask: Ask, show: Callable[[PressureState], None],
        tell: Callable[[str], None],
    ) -> None:  # fmt: skip
        self._session, self._person, self._tell = session, person, tell
        self._ask, self._act, self._show = Latest(ask), Latest(ask), show
        self._state, self._record = PressureState(), PressureRecord()

    def begin(self) -> None:
        """Read the days that are chosen."""
        session, person, days = self._session, self._person, int(self._state.days)
        self._ask(lambda: pressure_record(session, person, days), self._found, self._sorry)

    def choose(self, days: str) -> None:
        """Show another number of days."""
        self._state = replace(self._state, days=days)
        self.begin()

    def changed(self, changes: Changes) -> None:
        """Read again what an operation touched."""
        if {(self._person.uid, MEASURE), (self._person.uid, "")} & changes.touched:
            self.begin()

    def save(self, place: Path, passphrase: str) -> None:
        """Write the paper; the passphrase itself is asked each time data leaves in the clear."""
        session, made = self._session, self.paper()
        self._act(
            lambda: leaflets.save(session, made, place, passphrase),
            lambda _none: self._tell(_("File saved.")), self._told,
        )  # fmt: skip

    def draw(self, then: Callable[[Sequence[Sheet]], None]) -> None:
        """Hand over the pages, for a printer."""
        session, made = self._session, self.paper()
        self._act(lambda: leaflets.for_printer(session, made), then, self._told)

    def printed(self) -> None:
        """Note that it went to a printer, and say what a printer may keep."""
        session, person = self._session, self._person.uid
        self._act(
            lambda: leaflets.printed(session, person, KIND),
            lambda _none: self._tell(_("The printer may keep a copy.")), self._told,
        )  # fmt: skip

    def leave(self) -> None:
        """Drop what still comes."""
        self._ask.leave()
        self._act.leave()

    def paper(self) -> Paper:
        """Say what is shown on paper, with an empty line for what the person wants to note."""
        word, at = forms(), self._session.clock.now().astimezone(ZoneInfo(self._person.zone))
        shown = said(self._record, date.min)
        table = (
            (_("Day"), _("Morning"), _("Mean"), _("Evening"), _("Mean")),
            *(one.cells for one in shown.rows),
        )
        leaflet = Leaflet(
            _("Blood pressure over several days"), self._person.called,
            _("Made on {day} at {time}").format(day=word.day(at.date()), time=word.clock(at)),
            "", shown.means, (Part(_("Readings in {unit}").format(unit=unit_word(_UNIT)),
                                   table=table), Part(_("About this table"), shown.notes)),
            example=leaflets.made_up(self._person.uid),
        )  # fmt: skip
        return Paper(KIND, self._person.uid, leaflet)

    def _found(self, found: PressureRecord) -> None:
        self._record = found
        today = self._session.clock.now().astimezone(ZoneInfo(self._person.zone)).date()
        if found.days:
            self._turn(replace(said(found, today), days=self._state.days))
        else:
            self._turn(PressureState("empty", self._state.days))

    def _sorry(self, error: VaultError) -> None:
        self._turn(PressureState("failed", self._state.days, sentence=sentence(error)))

    def _told(self, error: VaultError) -> None:
        self._tell(sentence(error))

    def _turn(self, state: PressureState) -> None:
        self._state = state
        self._show(state)


def said(found: PressureRecord, today: date) -> PressureState:
    """Say a record; the year of a day is left out where it is this one."""
    every = (*found.mornings, *found.evenings)
    means = tuple(
        (words, quantity(_mean(taken), unit_word(_UNIT)))
        for words, taken in (
            (_("Mean of the mornings"), found.mornings),
            (_("Mean of the evenings"), found.evenings), (_("Mean of all"), every),
        )
        if taken
    )  # fmt: skip
    return PressureState(
        "ready", rows=tuple(_row(one, today) for one in found.days), means=means,
        notes=_notes(found),
    )  # fmt: skip


def _notes(found: PressureRecord) -> tuple[str, ...]:
    hours = _("Morning: from 4:00 to noon. Evening: from 17:00 to midnight.")
    if not found.left_out:
        return (hours,)
    left = ngettext(
        "{n} reading of these days is not counted: another hour, or no hour.",
        "{n} readings of these days are not counted: another hour, or no hour.", found.left_out,
    )  # fmt: skip
    return hours, left.format(n=found.left_out)


def _row(one: PressureDay, today: date) -> Row:
    return Row(
        day(today, one.day, "short"), _each(one.morning), _mean(one.morning), _each(one.evening),
        _mean(one.evening),
    )  # fmt: skip


def _each(taken: Sequence[Taken]) -> str:
    told = (f"{_pair(one.upper, one.lower)} ({clock(one.at)})" for one in taken)
    return ", ".join(told) or _NONE


def _mean(taken: Sequence[Taken]) -> str:
    told = mean(taken)
    return _NONE if told is None else _pair(*told)


def _pair(upper: Decimal, lower: Decimal | None) -> str:
    return f"{number(upper, 0)}/{_NONE if lower is None else number(lower, 0)}"
