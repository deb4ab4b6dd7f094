"""Shows what would be signed, takes the passphrase, sends; plain Python."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final, Literal
from zoneinfo import ZoneInfo

from vault.errors import AccessDenied, SignatureInvalid, VaultError
from vault.i18n import _
from vault.record.person import Person
from vault.record.service import said
from vault.ui.asking import Ask, Latest
from vault.ui.pages.services.state import Problem
from vault.ui.pages.sign import items, telling, undecided
from vault.ui.pages.sign.state import ExactState, ItemsState, SignState
from vault.ui.post import Post
from vault.usecases import carrying, exact, previewing, sharing, signing, stopping
from vault.usecases.previewing import Choice, Preview
from vault.usecases.sending import Done
from vault.usecases.session import Session
from vault.usecases.sharing import Share
from vault.usecases.signing import Signed
from vault.wording.errors import sentence
from vault.wording.kinds import kind_name

_BEYOND: Final = ("signing", "sending", "sent")  # it is too late to decline
Practice = Literal["", "note", "look"]


@dataclass(frozen=True, slots=True)
class Ways:
    """What the page leads to: another page by its key, a sentence below."""

    go: Callable[[str], None]
    tell: Callable[[str], None]
    example: bool = False


class SignPresenter:
    """One request. Nothing is signed without the passphrase, nothing sent without a signature."""

    def __init__(
        self, session: Session, person: Person, ask: Ask, post: Post,
        show: Callable[[SignState], None], ways: Ways,
    ) -> None:  # fmt: skip
        self._session, self._person, self._post, self._ways = session, person, post, ways
        self._raw, self._ask, self._show = ask, Latest(ask), show
        self._state, self._standing = SignState(), True
        self._choice: Choice | None = None
        self._preview: Preview | None = None
        self.grant = ""

    def begin(self, choice: Choice) -> None:
        """Show exactly what would leave, and every word that is signed."""
        self._choice = choice
        self._draw(SignState())
        session, person = self._session, self._person
        self._ask(
            lambda: previewing.preview(session, person, choice, kind_name), self._ready, self._sorry
        )

    def leave(self) -> None:
        """Drop what still comes to the screen; what was signed goes on its way."""
        self._standing = False
        self._ask.leave()

    def again(self) -> None:
        """Try to show it again."""
        if self._choice is not None:
            self.begin(self._choice)

    def sign(self, passphrase: str) -> None:
        """Sign what is shown; an empty passphrase is asked for, a wrong one signs nothing."""
        shown = self._preview
        if shown is None or self._state.step != "ready":
            return
        if not passphrase:
            self._draw(replace(self._state, error=_("Type your passphrase to sign.")))
            return
        self._draw(replace(self._state, step="signing", error="", again=""))
        session = self._session
        self._raw(
            lambda: signing.sign(session, shown, passphrase, kind_name), self._signed,
            self._not_signed,
        )  # fmt: skip

    def decline(self) -> None:
        """Keep nothing but the line that says so."""
        if self._choice is None or self._state.step in _BEYOND:
            return
        session, person, choice = self._session, self._person, self._choice
        self._raw(
            lambda: self._turn_down(session, person, choice),
            lambda _none: self._declined(), self._sorry,
        )  # fmt: skip

    def later(self) -> None:
        """Keep it as a draft that sends nothing, to be taken up from the list of shares."""
        if self._choice is None or self._state.step in _BEYOND:
            return
        session, person, choice = self._session, self._person, self._choice
        service = self._state.service
        if not service:  # nothing of it could be shown
            self._ways.go("sharing")
            return
        self._raw(
            lambda: undecided.keep(session, person, choice, service),
            lambda _none: self._ways.go("sharing"), self._told,
        )  # fmt: skip

    def send(self) -> None:
        """Send what was signed; a person asked for it."""
        self._draw(replace(self._state, step="sending", result=None))
        self._post.send(self.grant, self._sent, self._not_sent)

    def when_online(self) -> None:
        """Let it leave by itself once there is a network, or take that back."""
        result = self._state.result
        if result is None or result.when_online is None:
            return
        session, grant, chosen = self._session, self.grant, not result.when_online
        self._state = replace(self._state, result=replace(result, when_online=chosen))
        self._raw(
            lambda: carrying.send_when_online(session, grant, chosen=chosen),
            lambda _none: self._draw(self._state), self._sorry,
        )  # fmt: skip

    def stop(self) -> None:
        """Take back what was signed and has not left."""
        session, grant = self._session, self.grant
        self._raw(lambda: stopping.stop(session, grant), lambda _c: self.see(), self._sorry)

    def see(self) -> None:
        """Open the page of the share."""
        self._ways.go(f"sharing/{self.grant}")

    def exact(self, then: Callable[[ExactState], None]) -> None:
        """Hand over the exact content of what is shown."""
        if self._preview is not None:
            then(telling.exact(exact.of_preview(self._preview)))

    def items(self, code: str, then: Callable[[ItemsState], None]) -> None:
        """Hand over the items of one kind, by its code."""
        shown = self._preview
        named = [one for one in self._state.kinds if one.code == code]
        if shown is not None and named:
            (kind,) = named
            lines = items.lines(exact.of_kind(shown, code))
            then(ItemsState(kind.name, kind.count, lines))

    def save(self, place: Path) -> None:
        """Write the exact bytes to a file."""
        shown = self._preview
        if shown is not None:
            self._raw(
                lambda: previewing.save(shown, place),
                lambda _none: self._ways.tell(_("File saved.")), self._told,
            )  # fmt: skip

    def _ready(self, shown: Preview, again: str = "") -> None:
        self._preview = shown
        state = telling.shown(
            shown.notice, said(shown.service.name, shown.lang), self._practice(shown),
            exact.of_preview(shown), shown.letter.details[0].categories,
        )  # fmt: skip
        self._draw(replace(state, again=again))

    def _practice(self, shown: Preview) -> Practice:
        if shown.held.kept.kind != "practice":
            return ""
        return "note" if self._ways.example else "look"

    def _signed(self, done: Signed | Preview) -> None:
        if isinstance(done, Preview):
            self._ready(done, _("Something changed since it was shown. Read it again."))
            return
        self.grant = done.consent.uid
        session, person, choice = self._session, self._person, self._choice
        assert choice is not None  # what is signed was chosen
        self._raw(lambda: undecided.forget(session, person, choice), lambda _none: None, self._told)
        self.send()

    def _not_signed(self, error: VaultError) -> None:
        if isinstance(error, AccessDenied):
            self._draw(replace(self._state, step="ready", error=sentence(error)))
        else:
            self._sorry(error)

    @staticmethod
    def _turn_down(session: Session, person: Person, choice: Choice) -> None:
        signing.turn_down(session, person, choice.service, choice.finality)
        undecided.forget(session, person, choice)

    def _sent(self, done: Done | None) -> None:
        session, grant = self._session, self.grant
        self._raw(
            lambda: sharing.share(session, grant), lambda share: self._came(done, share),
            self._sorry,
        )  # fmt: skip

    def _came(self, done: Done | None, share: Share) -> None:
        at = self._session.clock.now().astimezone(ZoneInfo(self._person.zone))
        result = telling.result(done, share, at)
        if self._standing:
            self._draw(replace(self._state, step="sent", result=result))
        else:
            self._ways.tell(result.title)

    def _not_sent(self, error: VaultError) -> None:
        del error  # what was signed stays; the share says where it stands
        self._sent(None)

    def _declined(self) -> None:
        self._ways.tell(_("Declined. Nothing was sent."))
        self._ways.go("sharing")

    def _sorry(self, error: VaultError) -> None:
        if isinstance(error, SignatureInvalid):
            problem = Problem(_("Identity not verified"), sentence(error), tone="error")
            self._draw(SignState("unverified", problem=problem))
            return
        problem = Problem(sentence(error), action=_("Try again"), key="again", tone="error")
        self._draw(SignState("failed", problem=problem))

    def _told(self, error: VaultError) -> None:
        self._ways.tell(sentence(error))

    def _draw(self, state: SignState) -> None:
        if self._standing:
            self._state = state
            self._show(state)
