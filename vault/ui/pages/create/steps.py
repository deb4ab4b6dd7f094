"""What making a carnet and making a new sheet have in common: a passphrase, a sheet typed back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from vault import errors as e
from vault.clock import Clock
from vault.formatting import long_date
from vault.i18n import _
from vault.record.person import Person
from vault.ui.asking import Ask, Latest
from vault.ui.pages.create.state import CreateState, Demand, Step
from vault.ui.sheet_words import SheetWords
from vault.usecases import new_passphrase, sheets, ways_in
from vault.usecases.files_out import written
from vault.usecases.new_passphrase import Judged
from vault.usecases.session import Session
from vault.wording.errors import sentence


class StepsPresenter:
    """Goes from step to step; holds the carnet that was opened until somebody takes it.

    `enter` takes the session and the page to begin with.
    """

    def __init__(
        self,
        clock: Clock,
        ask: Ask,
        show: Callable[[CreateState], None],
        enter: Callable[[Session, str], None],
    ) -> None:
        self._clock, self._every, self._show, self._enter = clock, ask, show, enter
        self._ask, self._judging = Latest(ask), Latest(ask)
        self._made: Session | None = None
        self._words: tuple[str, ...] = ()
        self._back = SheetWords()
        self.state = CreateState(demands=demands(None))

    def begin(self) -> None:
        """Show the first step."""
        self._put(self.state)

    def leave(self) -> None:
        """Drop what is on its way; a carnet that was made is locked."""
        self._ask.leave()
        self._judging.leave()
        made, self._made = self._made, None
        if made is not None:
            self._every(made.end, _nothing, _nothing)

    # -- the passphrase --------------------------------------------------------------------------

    def people(self) -> Sequence[Person]:
        """Return who is in the carnet: their names and dates are easy guesses."""
        raise NotImplementedError

    def judge(self, typed: str, again: str) -> None:
        """Judge while it is typed; only the last answer is shown."""
        people = tuple(self.people())

        def show(judged: Judged) -> None:
            shown: dict[str, Any] = {"strength": _strength(typed, judged)}
            self._put(replace(self.state, wrong={}, demands=demands(judged), **shown))

        self._judging(lambda: new_passphrase.judge(typed, again, people), show, _nothing)

    def propose(self) -> None:
        """Draw six words."""
        self._put(replace(self.state, proposal=new_passphrase.propose(), wrong={}))

    # -- the sheet -------------------------------------------------------------------------------

    def save(self, file: Path) -> None:
        """Write the sheet as a PDF where the person asked."""
        words, clock = self._words, self._clock
        self._ask(
            lambda: written(file, sheets.paper(words, clock, long_date)),
            lambda _none: self._told(_("The sheet was saved: {file}").format(file=file.name)),
            self._failed,
        )

    def picture(self, then: Callable[[bytes], None]) -> None:
        """Give the sheet as a picture of a page, to print."""
        words, clock = self._words, self._clock
        self._ask(lambda: sheets.picture(words, clock, long_date), then, self._failed)

    def printed(self) -> None:
        """Say that it went to the printer."""
        self._told(_("The sheet went to the printer. It may keep a copy."))

    def type_back(self) -> None:
        """Hide the words for ever, and ask for them."""
        self._words = ()
        self._go("typing", words=(), typed=tuple(self._back.states), said="")

    def word(self, at: int, typed: str) -> None:
        """Judge a word while it is typed."""
        self._back.type(at, typed)
        self._put(replace(self.state, typed=tuple(self._back.states), wrong={}, failed=""))

    def left(self, at: int) -> None:
        """A word was left: say so if it is not whole."""
        self._back.leave(at)
        self._put(replace(self.state, typed=tuple(self._back.states)))

    def check(self) -> None:
        """Hold what was typed against the carnet."""
        missing, made = self._back.missing, self._made
        if missing is not None:
            self._back.mark(missing)
            self._refuse({f"word {missing}": self._back.states[missing].problem})
            return
        assert made is not None
        typed = self._back.text
        self._ask(lambda: ways_in.check_sheet(made, typed), self._verified, self._other_words)

    def start(self, key: str) -> None:
        """Open the record on a page."""
        made, self._made = self._made, None
        if made is not None:
            self._enter(made, key)

    def _verified(self, _none: None) -> None:
        self.verified()

    def _other_words(self, error: e.VaultError) -> None:
        words = _("One word does not match. Check the order.")
        said = words if isinstance(error, e.NoSuchWayIn) else sentence(error)
        self._refuse({"words": said})

    def verified(self) -> None:
        """The sheet was typed back right."""
        raise NotImplementedError

    # -- what is shown ---------------------------------------------------------------------------

    def _told(self, words: str) -> None:
        self._put(replace(self.state, said=words, failed=""))

    def _failed(self, error: e.VaultError) -> None:
        self._put(replace(self.state, said="", failed=sentence(error)))

    def _refuse(self, wrong: dict[str, str], **more: Any) -> None:
        shown = {"typed": tuple(self._back.states)} | more
        self._put(replace(self.state, wrong=wrong, tries=self.state.tries + 1, **shown))

    def _go(self, step: Step, **more: Any) -> None:
        self._put(replace(self.state, step=step, wrong={}, failed="", **more))

    def _put(self, state: CreateState) -> None:
        self.state = state
        self._show(state)


def demands(judged: Judged | None) -> tuple[Demand, ...]:
    """Say what a new passphrase must be, and what of it holds."""
    return (
        Demand(_("At least 12 characters or 4 words"), judged is not None and judged.long),
        Demand(_("Not too easy to guess"), judged is not None and judged.hard),
        Demand(_("Both are the same"), judged is not None and judged.same),
    )


def _strength(typed: str, judged: Judged) -> str:
    if not typed:
        return ""
    return {
        "short": _("too short"),
        "easy": _("too easy to guess"),
        "correct": _("fair"),
        "solid": _("solid"),
    }[judged.verdict]


def _nothing(_answer: object) -> None:
    """Wait for nothing."""
