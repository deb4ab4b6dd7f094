"""Asks for the services of the catalogues, and begins the practice; plain Python."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from vault.errors import VaultError
from vault.formatting import whole
from vault.i18n import _, ngettext
from vault.record.person import Person
from vault.ui.asking import Ask, Latest
from vault.ui.pages.services import telling
from vault.ui.pages.services.state import CatalogueSeen, Problem, ServicesState, ServiceState, Which
from vault.ui.post import Post
from vault.usecases import catalogues, files_out, offering, sharing
from vault.usecases.catalogues import Held, RootKeys
from vault.usecases.practising import Started
from vault.usecases.session import Session
from vault.wording.errors import sentence

Rehearse = Callable[[Callable[[Started], None], Callable[[VaultError], None]], None]


class ServicesPresenter:
    """The list. `rehearse` starts the practice services aside: it takes seconds."""

    def __init__(
        self, session: Session, person: Person, ask: Ask, post: Post, rehearse: Rehearse,
        show: Callable[[ServicesState], None],
    ) -> None:  # fmt: skip
        self._session, self._person, self._post, self._rehearse = session, person, post, rehearse
        self._ask, self._show = Latest(ask), show
        self._state = ServicesState()
        self._standing = True
        self._seen: tuple[CatalogueSeen, ...] = ()
        self._words: str = ""
        self._which: Which = "all"

    def begin(self) -> None:
        """Ask for the list."""
        self._draw(self._state)
        self._again()

    def leave(self) -> None:
        """Drop what still comes; a practice that was started goes on."""
        self._standing = False
        self._ask.leave()

    def sift(self, words: str) -> None:
        """Show only the services in whose words these stand."""
        self._words = words
        self._sift()

    def pick(self, which: Which) -> None:
        """Show only those that take new shares, or those used already."""
        self._which = which
        self._sift()

    def practise(self) -> None:
        """Start the practice services and learn their signed catalogue."""
        self._draw(replace(self._state, busy=_("Starting the practice services…"), problem=None))
        self._rehearse(self._learn, self._sorry)

    def update(self) -> None:
        """Fetch every catalogue again, one after the other."""
        self._draw(replace(self._state, busy=_("Fetching the catalogue…"), problem=None))
        session = self._session
        self._ask(lambda: [one.kept.url for one in catalogues.held(session)], self._fetch,
                  self._sorry)  # fmt: skip

    def keys(self, place: Path, then: Callable[[RootKeys], None]) -> None:
        """Read a key file, for the person to compare."""
        self._ask(lambda: catalogues.root_keys(place), then, self._sorry)

    def add(self, address: str, place: Path) -> None:
        """Add a catalogue under the keys that a person compared."""
        self._draw(replace(self._state, busy=_("Fetching the catalogue…"), problem=None))
        session = self._session
        self._post.do(
            lambda door: catalogues.update(session, door, address, place),
            lambda _held: self._again(), self._sorry,
        )  # fmt: skip

    def _fetch(self, places: list[str]) -> None:
        if not places:
            self._again()
            return
        session, first = self._session, places[0]
        self._post.do(
            lambda door: catalogues.update(session, door, first),
            lambda _held: self._fetch(places[1:]), self._sorry,
        )  # fmt: skip

    def _learn(self, started: Started) -> None:
        session = self._session
        self._post.do(
            lambda door: catalogues.update(session, door, started.catalogue, started.root_file),
            lambda _held: self._again(practising=True), self._sorry,
        )  # fmt: skip

    def _again(self, *, practising: bool | None = None) -> None:
        if practising is not None:
            self._state = replace(self._state, practising=practising)
        self._ask(self._read, self._ready, self._sorry)

    def _read(self) -> tuple[CatalogueSeen, ...]:
        session, person = self._session, self._person
        held = catalogues.held(session)
        used = {one.consent.service for one in sharing.shares(session, person.uid)}
        today = session.at().date()
        rehearsing = [one for one in held if telling.practice(one)]
        shown = [one for one in held if not telling.practice(one)] + rehearsing[-1:]
        return tuple(telling.catalogue(one, used, refusal(session, one), today) for one in shown)

    def _ready(self, seen: tuple[CatalogueSeen, ...]) -> None:
        self._seen = seen
        step = "ready" if seen else "empty"
        self._state = replace(self._state, step=step, busy="")  # type: ignore[arg-type]
        self._sift()

    def _sift(self) -> None:
        sifted = (telling.sifted(one, self._words, self._which) for one in self._seen)
        kept = tuple(
            one
            for one, before in zip(sifted, self._seen, strict=True)
            if one.rows or not before.rows
        )
        every, left = (sum(len(one.rows) for one in many) for many in (self._seen, kept))
        count = ""
        if every:
            count = ngettext("{n} service", "{n} services", every).format(n=whole(every))
        if left < every:
            count = ngettext("{n} of {total} service", "{n} of {total} services", every)
            count = count.format(n=whole(left), total=whole(every))
        self._draw(
            replace(self._state, catalogues=kept, count=count, none=bool(every) and not left)
        )

    def _sorry(self, error: VaultError) -> None:
        problem = Problem(sentence(error), action=_("Try again"), key="again", tone="error")
        step = self._state.step if self._state.step != "loading" else "failed"
        self._draw(replace(self._state, step=step, busy="", problem=problem))

    def _draw(self, state: ServicesState) -> None:
        if self._standing:
            self._state = state
            self._show(state)


def refusal(session: Session, held: Held) -> VaultError | None:
    """Return why nothing new may be signed under a catalogue now; None: it may."""
    try:
        catalogues.open_for_new(session, held)
    except VaultError as error:
        return error
    return None


class ServicePresenter:
    """One service, by its number in the catalogue."""

    def __init__(
        self, session: Session, person: Person, service: str, ask: Ask,
        show: Callable[[ServiceState], None],
    ) -> None:  # fmt: skip
        self._session, self._person, self._service = session, person, service
        self._ask, self._act, self._show = Latest(ask), ask, show

    def begin(self) -> None:
        """Ask what the catalogue states, and what the record holds of it."""
        self._show(ServiceState())
        self._ask(self._read, self._show, self._sorry)

    def leave(self) -> None:
        """Drop what still comes."""
        self._ask.leave()

    def save(self, text: str, place: Path, tell: Callable[[str], None]) -> None:
        """Write a report as it was finished; `tell` hears how it went."""
        self._act(
            lambda: files_out.written(place, text.encode()),
            lambda _none: tell(_("File saved.")), lambda error: tell(sentence(error)),
        )  # fmt: skip

    def _read(self) -> ServiceState:
        session, person = self._session, self._person
        held, service = catalogues.find(session, self._service)
        counted = {one.code: offering.offers(session, person, one) for one in service.finalities}
        today = session.at().date()
        return telling.service(held, service, counted, today, refusal(session, held))

    def _sorry(self, error: VaultError) -> None:
        problem = Problem(sentence(error), action=_("Try again"), key="again", tone="error")
        self._show(ServiceState(step="failed", problem=problem))
