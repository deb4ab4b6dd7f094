"""Asks for the shares of a person, stops them, sends what waits; plain Python."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from vault.errors import VaultError
from vault.formatting import day
from vault.i18n import _
from vault.record.person import Person
from vault.ui.asking import Ask, Latest
from vault.ui.keys import choice_key, choice_of
from vault.ui.pages.services.state import Problem
from vault.ui.pages.sharing import telling
from vault.ui.pages.sharing.state import (
    ShareRow,
    ShareState,
    SharingState,
    Tab,
    Undecided,
)
from vault.ui.pages.sharing.telling import Told
from vault.ui.pages.sign import telling as sign_telling
from vault.ui.pages.sign import undecided
from vault.ui.pages.sign.state import ExactState
from vault.ui.post import Post
from vault.usecases import catalogues, exact, proving, renewing, sharing, standing, stopping
from vault.usecases.exact import Exact
from vault.usecases.sending import Done
from vault.usecases.session import Session
from vault.usecases.sharing import Share
from vault.wording.errors import sentence


class SharingPresenter:
    """The list of shares, the present ones or those that are past."""

    def __init__(
        self, session: Session, person: Person, tab: Tab, ask: Ask,
        show: Callable[[SharingState], None],
    ) -> None:  # fmt: skip
        self._session, self._person, self._tab = session, person, tab
        self._ask, self._show = Latest(ask), show

    def begin(self) -> None:
        """Ask for the list."""
        self._show(SharingState(tab=self._tab))
        self._ask(self._read, self._show, self._sorry)

    def forget(self, key: str) -> None:
        """Put a request aside that was left for later."""
        session, person, choice = self._session, self._person, choice_of(key)
        self._ask(
            lambda: undecided.forget(session, person, choice), lambda _none: self.begin(),
            self._sorry,
        )  # fmt: skip

    def leave(self) -> None:
        """Drop what still comes."""
        self._ask.leave()

    def _read(self) -> SharingState:
        rows = self._rows()
        left = self._left() if self._tab == "current" else ()
        return SharingState("ready" if rows or left else "empty", self._tab, rows, left)

    def _left(self) -> tuple[Undecided, ...]:
        session, today = self._session, self._session.at().date()
        return tuple(
            Undecided(one.key, one.service, day(today, one.since))
            for one in undecided.waiting(session, self._person, today)
        )

    def _rows(self) -> tuple[ShareRow, ...]:
        session = self._session
        told = [read(session, one) for one in sharing.shares(session, self._person.uid)]
        past = self._tab == "past"
        kept = [one for one in told if telling.over(one.share, untold=one.untold) is past]
        today = session.at().date()
        return tuple(telling.row(one, session.ms(), today) for one in reversed(kept))

    def _sorry(self, error: VaultError) -> None:
        problem = Problem(sentence(error), action=_("Try again"), key="again", tone="error")
        self._show(SharingState("failed", self._tab, problem=problem))


class SharePresenter:
    """One share. Stopping it needs neither network nor passphrase; the service is told after."""

    def __init__(
        self, session: Session, grant: str, ask: Ask, post: Post,
        show: Callable[[ShareState], None], tell: Callable[[str], None],
    ) -> None:  # fmt: skip
        self._session, self._grant, self._raw, self._post = session, grant, ask, post
        self._ask, self._show, self._tell = Latest(ask), show, tell
        self._state, self._standing = ShareState(), True

    @property
    def service(self) -> str:
        """The name of the service, for the question before a stop."""
        return self._state.service

    def begin(self) -> None:
        """Ask for the share."""
        self._draw(ShareState())
        self._again()

    def leave(self) -> None:
        """Drop what still comes to the screen; what is on its way to the service goes on."""
        self._standing = False
        self._ask.leave()

    def stop(self, *, erase: bool) -> None:
        """Stop it here and now, then tell the service."""
        session, grant = self._session, self._grant
        self._raw(
            lambda: stopping.stop(session, grant, erase=erase), lambda _done: self._told_next(),
            self._sorry,
        )  # fmt: skip

    def pause(self) -> None:
        """Send nothing for now; the service is told nothing."""
        session, grant = self._session, self._grant
        self._raw(lambda: standing.pause(session, grant), lambda _done: self._again(), self._sorry)

    def resume(self, *, catch_up: bool) -> None:
        """Go on; `catch_up` also sends what came in during the pause."""
        session, grant = self._session, self._grant
        self._raw(
            lambda: standing.resume(session, grant, catch_up=catch_up),
            lambda _done: self._again(), self._sorry,
        )  # fmt: skip

    def renew(self, go: Callable[[str], None]) -> None:
        """Open the page that is signed with the same choice, for another term."""
        session, grant = self._session, self._grant
        self._ask(
            lambda: renewing.again(sharing.share(session, grant).consent),
            lambda choice: go(f"sign/{choice_key(choice)}"), self._sorry,
        )  # fmt: skip

    def send(self) -> None:
        """Send what waits: the share again as it was signed, or the stop; a person asked."""
        self._draw(replace(self._state, busy=_("Sending…"), problem=None))
        self._post.send(self._grant, self._sent, self._sorry)

    def exact(self, sending: str, then: Callable[[ExactState, Exact], None]) -> None:
        """Read the exact bytes of a sending."""
        session, grant = self._session, self._grant
        self._ask(
            lambda: exact.of_sending(session, grant, sending),
            lambda what: then(sign_telling.exact(what), what), self._sorry,
        )  # fmt: skip

    def save(self, what: Exact, place: Path) -> None:
        """Write the exact bytes to a file."""
        self._raw(
            lambda: exact.save(what, place), lambda _none: self._tell(_("File saved.")),
            self._sorry,
        )  # fmt: skip

    def evidence(self, place: Path, passphrase: str | None = None) -> None:
        """Write everything that was signed to a file; with a passphrase also what was sent."""
        session, grant, content = self._session, self._grant, passphrase is not None
        self._raw(
            lambda: proving.evidence(
                session, grant, place, content=content, passphrase=passphrase
            ),
            lambda _proved: self._tell(_("Evidence file saved.")), self._sorry,
        )  # fmt: skip

    def _told_next(self) -> None:
        self._again()
        self._post.send(self._grant, self._sent, self._sorry)

    def _sent(self, done: Done | None) -> None:
        error = None if done is None else done.error
        problem = None
        if error is not None:
            problem = Problem(sentence(error), action=_("Try again"), key="send")
        self._state = replace(self._state, problem=problem, busy="")
        self._again()

    def _again(self) -> None:
        if self._standing:
            self._ask(self._read, self._ready, self._sorry)

    def _read(self) -> ShareState:
        session = self._session
        told = read(session, sharing.share(session, self._grant))
        told = replace(told, differences=sharing.differences(session, self._grant))
        return telling.whole(told, session.ms(), session.at().date())

    def _ready(self, state: ShareState) -> None:
        self._draw(replace(state, problem=self._state.problem))

    def _sorry(self, error: VaultError) -> None:
        problem = Problem(sentence(error), action=_("Try again"), key="again", tone="error")
        step = "failed" if self._state.step == "loading" else self._state.step
        self._draw(replace(self._state, step=step, problem=problem, busy=""))

    def _draw(self, state: ShareState) -> None:
        if self._standing:
            self._state = state
            self._show(state)


def read(session: Session, share: Share) -> Told:
    """Read what the pages say of a share beside what the share says itself."""
    consent = share.consent
    practice = {one.kept.row for one in catalogues.held(session) if one.kept.kind == "practice"}
    return Told(
        share, untold=bool(stopping.unanswered(session, consent)),
        erasable=stopping.erasable(session, consent),
        practice=consent.catalogue in practice,
    )  # fmt: skip
