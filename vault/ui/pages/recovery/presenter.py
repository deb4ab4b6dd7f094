"""Opens a carnet with its sheet, sets a new passphrase at once, offers a new sheet."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from vault import errors as e
from vault.clock import Clock
from vault.i18n import _
from vault.record.person import Person
from vault.record.ways_in import Passphrase, Words
from vault.ui.asking import Ask
from vault.ui.pages.create.state import CreateState
from vault.ui.pages.create.steps import StepsPresenter
from vault.ui.sheet_words import SheetWords
from vault.usecases import people, unlocking, ways_in
from vault.usecases.policy import Consent, Policy
from vault.usecases.session import Session
from vault.wording.errors import sentence


class RecoveryPresenter(StepsPresenter):
    """Until a new passphrase is set nobody sees the record; the old one then opens nothing."""

    def __init__(
        self,
        place: Path,
        policy: Policy,
        clock: Clock,
        ask: Ask,
        show: Callable[[CreateState], None],
        enter: Callable[[Session, str], None],
    ) -> None:
        super().__init__(clock, ask, show, enter)
        self._place, self._policy, self._migrates = place, policy, False
        self._people: tuple[Person, ...] = ()
        self.state = replace(self.state, step="words", typed=tuple(self._back.states))

    def people(self) -> Sequence[Person]:
        """Return who is in the carnet."""
        return self._people

    def open(self) -> None:
        """Try the words."""
        missing = self._back.missing
        if missing is not None:
            self._back.mark(missing)
            self._refuse({f"word {missing}": self._back.states[missing].problem})
            return
        place, clock, policy = self._place, self._clock, self._policy
        typed, consent = self._back.text, Consent(migration=self._migrates)
        self._go("opening")

        def work() -> tuple[Session, tuple[Person, ...]]:
            session = unlocking.open_vault(
                place, Words(typed), clock, "window", policy=policy, consent=consent
            )
            return session, people.everybody(session)

        self._every(work, lambda told: self._opened(*told), self._shut)

    def agree(self) -> None:
        """The carnet may be brought up to date."""
        self._migrates = True
        self.open()

    def again(self) -> None:
        """Go back to the words: not now."""
        self._go("words")

    def secret(self, typed: str, again: str) -> None:
        """Put a new passphrase in the place of the one that was forgotten."""
        if self.state.step != "secret":
            return
        if typed != again:
            self._refuse({"again": sentence(e.PassphraseTooWeak("different"))})
            return
        before = self._made
        assert before is not None
        place, clock, policy = self._place, self._clock, self._policy
        self._judging.leave()
        self._put(replace(self.state, step="making", wrong={}, failed=""))

        def work() -> Session:
            ways_in.change_passphrase(before, typed, policy)
            before.end()
            return unlocking.open_vault(place, Passphrase(typed), clock, "window", policy=policy)

        self._every(work, self._changed, self._not_changed)

    def new_sheet(self) -> None:
        """Make a new sheet; the one in hand opens nothing any more."""
        made, policy = self._made, self._policy
        assert made is not None
        self._ask(lambda: ways_in.new_sheet(made, policy), self._drawn, self._failed)

    def later(self) -> None:
        """Go into the record."""
        self._words = ()
        self.start("overview")

    def verified(self) -> None:
        """Go into the record: the new sheet was typed back."""
        self.start("overview")

    def _opened(self, session: Session, known: tuple[Person, ...]) -> None:
        self._made, self._people, self._back = session, known, SheetWords()
        self._go("secret")

    def _shut(self, error: e.VaultError) -> None:
        if isinstance(error, e.NeedsMigration):
            self._go("update")
        elif isinstance(error, e.NoSuchWayIn):
            self._refuse({"words": _not_these(error)}, step="words")
        else:
            self._put(replace(self.state, step="words", failed=sentence(error)))

    def _changed(self, session: Session) -> None:
        self._made = session
        self._go("offer")

    def _not_changed(self, error: e.VaultError) -> None:
        self._refuse({"secret": sentence(error)}, step="secret")

    def _drawn(self, words: tuple[str, ...]) -> None:
        self._words = words
        self._go("sheet", words=words)


def _not_these(error: e.NoSuchWayIn) -> str:
    if error.why == "check":
        return _("One word does not match. Check the order.")
    return sentence(error)
