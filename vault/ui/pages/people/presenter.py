"""Says who is in the carnet."""

from __future__ import annotations

from collections.abc import Callable

from vault.errors import VaultError
from vault.formatting import partial_date
from vault.i18n import _
from vault.record.person import Person
from vault.ui.asking import Ask, Latest
from vault.ui.pages.people.state import Line, PeopleState
from vault.usecases import people
from vault.usecases.session import Session
from vault.wording.errors import sentence
from vault.wording.people import ground, sex, tie


class PeoplePresenter:
    """Keeps who was found, so that a dialog begins with what is known."""

    def __init__(self, session: Session, ask: Ask, show: Callable[[PeopleState], None]) -> None:
        self._session, self._ask, self._show = session, Latest(ask), show
        self.everybody: tuple[Person, ...] = ()

    def begin(self) -> None:
        """Ask who is there."""
        if not self.everybody:
            self._show(PeopleState())
        self._ask(lambda: people.everybody(self._session), self._known, self._sorry)

    def find(self, uid: str) -> Person | None:
        """Return the person of a row."""
        return next((one for one in self.everybody if one.uid == uid), None)

    def leave(self) -> None:
        """Drop what is still on its way."""
        self._ask.leave()

    def _known(self, everybody: tuple[Person, ...]) -> None:
        self.everybody = everybody
        lines = tuple(
            Line(one.uid, one.called, _told(one), number, removable=len(everybody) > 1)
            for number, one in enumerate(everybody)
        )
        self._show(PeopleState("ready", lines))

    def _sorry(self, error: VaultError) -> None:
        self._show(PeopleState("failed", sentence=sentence(error)))


def _told(person: Person) -> str:
    """Say what is known of a person in one line."""
    parts = [tie(person.relation)]
    if person.born:
        parts.append(_("born: {date}").format(date=partial_date(person.born)))
    if person.sex != "unknown":
        parts.append(sex(person.sex))
    if person.relation != "self":
        parts.append(ground(person.basis))
    return " · ".join(parts)
