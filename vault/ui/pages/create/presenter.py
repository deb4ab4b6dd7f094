"""Makes a carnet: asks for whom and where, judges the passphrase, has the sheet typed back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

from vault import errors as e
from vault import paths
from vault.clock import Clock
from vault.i18n import _
from vault.record.measures import BODY_HEIGHT
from vault.record.person import Person
from vault.ui.asking import Ask
from vault.ui.pages.create.answers import Described, described
from vault.ui.pages.create.state import Answers, CreateState, Step
from vault.ui.pages.create.steps import StepsPresenter, demands
from vault.usecases import recording, unlocking
from vault.usecases.policy import Policy
from vault.usecases.session import Session
from vault.wording import opening
from vault.wording.errors import sentence
from vault.wording.places import doubt

_ENDING: Final = ".carnet"
_FORBIDDEN: Final = frozenset('/\\:*?"<>|\0')


@dataclass(frozen=True, slots=True)
class Ground:
    """What a new carnet stands on: the place proposed, the home folder, time, zone, cost."""

    place: Path
    home: Path
    clock: Clock
    zone: str
    policy: Policy


class CreatePresenter(StepsPresenter):
    """Goes forward step by step; until the carnet is made, nothing is kept anywhere.

    `enter` takes the session and the page to begin with.
    """

    def __init__(
        self,
        ground: Ground,
        ask: Ask,
        show: Callable[[CreateState], None],
        enter: Callable[[Session, str], None],
    ) -> None:
        super().__init__(ground.clock, ask, show, enter)
        self._ground = ground
        self._folder, self._name = ground.place.parent, ground.place.stem
        self._described: Described | None = None

    # -- for whom, and where ---------------------------------------------------------------------

    def whom(self, answers: Answers) -> None:
        """Take the answers of the first step."""
        clock = self._ground.clock
        today = clock.now().astimezone(clock.zone).date()
        told = described(answers, self._ground.zone, today)
        if told.wrong:
            self._refuse(told.wrong)
            return
        self._described = told
        self._go("place", **self._where())

    def folder(self, folder: Path) -> None:
        """Take another folder for the carnet."""
        self._folder = folder
        self._put(replace(self.state, wrong={}, **self._where()))

    def place(self, name: str) -> None:
        """Take the name, and see whether a carnet can stand there."""
        self._name = name.strip().removesuffix(_ENDING)
        if not self._name or self._name.startswith(".") or _FORBIDDEN & set(self._name):
            self._refuse({"name": _("Type a name of letters and figures.")})
        elif paths.taken(self._target):
            self._refuse({"name": _("Something is already there. Choose another name.")})
        elif not paths.can_write(self._folder):
            self._refuse({"folder": sentence(e.NotWritable(self._shown))})
        else:
            self._go("secret")

    def previous(self) -> None:
        """Go back one step, as long as nothing was made."""
        back: dict[Step, Step] = {"place": "whom", "secret": "place"}
        before = back.get(self.state.step)
        if before is not None:
            self._go(before)

    # -- the passphrase --------------------------------------------------------------------------

    def people(self) -> Sequence[Person]:
        """Return the one person of the carnet to be."""
        return () if self._described is None else (self._described.person,)

    def secret(self, typed: str, again: str) -> None:
        """Make the carnet with this passphrase."""
        if self.state.step != "secret":
            return
        if typed != again:
            self._refuse({"again": sentence(e.PassphraseTooWeak("different"))})
            return
        assert self._described is not None
        told, ground, place = self._described, self._ground, self._target
        self._judging.leave()
        self._put(replace(self.state, step="making", wrong={}, failed=""))

        def work() -> unlocking.Created:
            made = unlocking.create(
                place, typed, told.person, ground.clock, "window", policy=ground.policy
            )
            if told.height is not None:
                at = made.session.at()
                typed_in = recording.Typed(BODY_HEIGHT, str(told.height), at)
                recording.add(made.session, told.person, typed_in)
            return made

        self._every(work, self._created, self._not_made)

    def _created(self, made: unlocking.Created) -> None:
        self._made, self._words = made.session, made.words
        self._go("sheet", words=made.words, proposal="", demands=demands(None), strength="")

    def _not_made(self, error: e.VaultError) -> None:
        if isinstance(error, e.PassphraseTooWeak):
            self._refuse({"secret": sentence(error)}, step="secret")
        elif isinstance(error, e.AlreadyThere):
            there = _("Something is already there. Choose another name.")
            self._refuse({"name": there}, step="place")
        else:
            said = e.NotWritable(self._shown) if isinstance(error, e.NotWritable) else error
            self._refuse({"folder": sentence(said)}, step="place")

    def later(self) -> None:
        """Go on without having typed the sheet back: it stays to be done."""
        self._words = ()
        self._go("start", words=(), said="")

    def verified(self) -> None:
        """Go on to the last step."""
        self._go("start", said=_("Recovery sheet verified"))

    # -- what is shown ---------------------------------------------------------------------------

    @property
    def _target(self) -> Path:
        return self._folder / f"{self._name}{_ENDING}"

    @property
    def _shown(self) -> str:
        return opening.shown(self._folder, self._ground.home)

    def _where(self) -> dict[str, Any]:
        doubts = tuple(doubt(name) for name in unlocking.doubts(self._folder))
        return {"folder": self._shown, "doubts": doubts}
