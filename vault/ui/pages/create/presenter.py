"""Makes a carnet: asks for whom and where, judges the passphrase, has the sheet typed back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

from vault import errors as e
from vault import paths
from vault.clock import Clock
from vault.formatting import long_date
from vault.i18n import _
from vault.record.measures import BODY_HEIGHT
from vault.ui.asking import Ask, Latest
from vault.ui.pages.create.answers import Described, described
from vault.ui.pages.create.state import Answers, CreateState, Demand, Step
from vault.ui.sheet_words import SheetWords
from vault.usecases import new_passphrase, recording, sheets, unlocking, ways_in
from vault.usecases.files_out import written
from vault.usecases.new_passphrase import Judged
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


class CreatePresenter:
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
        self._ground, self._every, self._show, self._enter = ground, ask, show, enter
        self._ask, self._judging = Latest(ask), Latest(ask)
        self._folder, self._name = ground.place.parent, ground.place.stem
        self._described: Described | None = None
        self._made: Session | None = None
        self._words: tuple[str, ...] = ()
        self._back = SheetWords()
        self.state = CreateState(demands=_demands(None))

    @property
    def name(self) -> str:
        """Return the name that is proposed."""
        return self._name

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

    def judge(self, typed: str, again: str) -> None:
        """Judge while it is typed; only the last answer is shown."""
        assert self._described is not None
        people = (self._described.person,)

        def show(judged: Judged) -> None:
            demands, strength = _demands(judged), _strength(typed, judged)
            self._put(replace(self.state, wrong={}, demands=demands, strength=strength))

        self._judging(lambda: new_passphrase.judge(typed, again, people), show, _nothing)

    def propose(self) -> None:
        """Draw six words."""
        self._put(replace(self.state, proposal=new_passphrase.propose(), wrong={}))

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
        self._go("sheet", words=made.words, proposal="", demands=_demands(None), strength="")

    def _not_made(self, error: e.VaultError) -> None:
        if isinstance(error, e.PassphraseTooWeak):
            self._refuse({"secret": sentence(error)}, step="secret")
        elif isinstance(error, e.AlreadyThere):
            there = _("Something is already there. Choose another name.")
            self._refuse({"name": there}, step="place")
        else:
            said = e.NotWritable(self._shown) if isinstance(error, e.NotWritable) else error
            self._refuse({"folder": sentence(said)}, step="place")

    # -- the sheet -------------------------------------------------------------------------------

    def save(self, file: Path) -> None:
        """Write the sheet as a PDF where the person asked."""
        words, clock = self._words, self._ground.clock
        self._ask(
            lambda: written(file, sheets.paper(words, clock, long_date)),
            lambda _none: self._told(_("The sheet was saved: {file}").format(file=file.name)),
            self._failed,
        )

    def picture(self, then: Callable[[bytes], None]) -> None:
        """Give the sheet as a picture of a page, to print."""
        words, clock = self._words, self._ground.clock
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

    def later(self) -> None:
        """Go on without having typed the sheet back: it stays to be done."""
        self._words = ()
        self._go("start", words=(), said="")

    def start(self, key: str) -> None:
        """Open the record on a page."""
        made, self._made = self._made, None
        if made is not None:
            self._enter(made, key)

    def _verified(self, _none: None) -> None:
        self._go("start", said=_("Recovery sheet verified"))

    def _other_words(self, error: e.VaultError) -> None:
        words = _("One word does not match. Check the order.")
        said = words if isinstance(error, e.NoSuchWayIn) else sentence(error)
        self._refuse({"words": said})

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


def _demands(judged: Judged | None) -> tuple[Demand, ...]:
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
