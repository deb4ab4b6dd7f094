"""Looks for words in a record; nothing of what was looked for is kept."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Final
from zoneinfo import ZoneInfo

from vault import formatting
from vault.errors import VaultError
from vault.formatting import whole
from vault.i18n import _, ngettext
from vault.record.person import Person
from vault.ui.asking import Ask, Latest
from vault.ui.pages.search.state import Group, Hit, SearchState
from vault.usecases import browsing, people
from vault.usecases.browsing import Found
from vault.usecases.measurements import when
from vault.usecases.session import Session
from vault.wording.errors import sentence
from vault.wording.kinds import kind_name
from vault.wording.measures import titled

MOST: Final = 200
_ICONS: Final = {
    "measure": "measurements", "allergy": "allergy", "medication": "treatment",
    "immunization": "vaccine", "document": "documents", "practitioner": "professional",
    "appointment": "appointment", "contact": "contact", "family_history": "family",
    "report": "laboratory", "directive": "wishes",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Answer:
    found: tuple[Found, ...]
    people: dict[str, Person]


class SearchPresenter:
    """Knows use cases, knows no widget."""

    def __init__(
        self, session: Session, person: Person, ask: Ask, show: Callable[[SearchState], None]
    ) -> None:
        self._session, self._person, self._show = session, person, show
        self._ask, self._asking = Latest(ask), Latest(ask)
        self._state = SearchState()

    def begin(self) -> None:
        """Learn whether the carnet has several people."""
        session = self._session
        self._asking(
            lambda: len(people.everybody(session)),
            lambda count: self._turn(several=count > 1),
            self._failed,
        )

    def search(self, words: str) -> None:
        """Look for words; with none, nothing is looked for."""
        self._turn(words=words)
        self._look()

    def widen(self, *, everybody: bool) -> None:
        """Look in every record of the carnet, or in this one again."""
        self._turn(everybody=everybody)
        self._look()

    def leave(self) -> None:
        """The page goes: nothing is drawn any more."""
        self._ask.leave()
        self._asking.leave()

    def _look(self) -> None:
        session, state = self._session, self._state
        if not state.words:
            self._ask.leave()
            self._turn(step="empty", groups=(), count="")
            return
        person = None if state.everybody else self._person

        def work() -> _Answer:
            found = browsing.search(session, person, state.words, MOST)
            return _Answer(found, {one.uid: one for one in people.everybody(session)})

        self._ask(work, self._arrived, self._failed)

    def _arrived(self, answer: _Answer) -> None:
        kinds: dict[str, list[Hit]] = {}
        for one in answer.found:
            kinds.setdefault(one.kept.fact.type, []).append(self._hit(one, answer.people))
        groups = tuple(Group(kind_name(kind), tuple(hits)) for kind, hits in kinds.items())
        count = ngettext("{n} result", "{n} results", len(answer.found))
        step = "ready" if groups else "nothing"
        self._turn(step=step, groups=groups, count=count.format(n=whole(len(answer.found))))

    def _hit(self, one: Found, known: dict[str, Person]) -> Hit:
        fact, person = one.kept.fact, known[one.person]
        at = when(fact, ZoneInfo(person.zone))
        day = formatting.partial_date(at[:10]) if at else _("no date")
        beside = [day, titled(one.snippet)]
        if self._state.everybody:
            beside.append(person.called)
        detail = " · ".join(part for part in beside if part and part != titled(fact.title))
        icon = _ICONS.get(fact.type, "medical profile")
        return Hit(one.kept.uid, titled(fact.title), detail, icon)

    def _failed(self, error: VaultError) -> None:
        self._turn(step="failed", sentence=sentence(error))

    def _turn(self, **what: object) -> None:
        self._state = replace(self._state, **what)  # type: ignore[arg-type]
        self._show(self._state)
