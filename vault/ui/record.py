"""The window while a carnet is open: whose record is shown, and what its pages find at hand."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, QTimer

from vault import bootstrap
from vault.errors import VaultError
from vault.i18n import _
from vault.record.changes import Changes
from vault.record.draft import Draft
from vault.record.person import Person
from vault.ui import clipboard, files
from vault.ui.bridge import Bridge
from vault.ui.courier import Courier
from vault.ui.desk import Desk, Undo
from vault.ui.drafting import Drafting
from vault.ui.guide import Guide
from vault.ui.main_window import MainWindow
from vault.ui.person_menu import PersonMenu
from vault.ui.post import Post, carrier
from vault.ui.practice import Practice
from vault.ui.remembered import Memory
from vault.ui.secret import SecretDialog
from vault.ui.widgets.note_strip import NoteStrip
from vault.usecases import drafts, editing, example, people, waiting
from vault.usecases.policy import Policy
from vault.usecases.session import Session
from vault.wording.drafts import begun
from vault.wording.errors import sentence

_SOON: Final = 300  # ms: after the first page is there


@dataclass(frozen=True, slots=True)
class Stage:
    """What the app lends to a record: the window, the lanes, what is remembered, the ways out.

    `lock` closes the carnet; `leave_to` closes it and asks for the passphrase of another one.
    `choose` takes what was chosen in the settings, `policy` says what a passphrase must cost,
    `strip` makes what stands above every page of an example.
    """

    window: MainWindow
    bridge: Bridge
    memory: Memory
    lock: Callable[[], None]
    leave_to: Callable[[Path], None]
    choose: Callable[..., None]
    policy: Callable[[], Policy]
    strip: Callable[[], NoteStrip]
    practice: Practice = field(default_factory=Practice)


class Record(QObject):
    """One open carnet on screen, a person at a time."""

    def __init__(self, stage: Stage, session: Session) -> None:
        super().__init__()
        self.stage, self.session = stage, session
        self.people: tuple[Person, ...] = ()
        self.person: Person | None = None
        self.guide: Guide | None = None
        self.drafting: Drafting | None = None
        self._undo: Undo | None = None
        self._open, self.example, bridge = True, False, stage.bridge
        carry = carrier(bridge.follow, bootstrap.door)
        self._post = Post(session, bridge.ask, carry, lambda: self._open)
        self.courier = Courier(session, bridge.ask, self._post)

    def begin(self, then: Callable[[], None]) -> None:
        """Find out who is in this carnet."""

        def known(told: tuple[tuple[Person, ...], bool]) -> None:
            self.people, self.example = told
            then()

        session = self.session
        self.stage.bridge.ask(
            lambda: (people.everybody(session), example.is_example(session)), known, self._lost
        )

    def start(self, first: str) -> None:
        """Show the holder's record; where nobody holds the carnet, the first one."""
        self.courier.begin()
        self.turn_to((self._holder() or list(self.people))[0], first)
        self.stage.bridge.ask(lambda: drafts.waiting(self.session), self._offer, self._lost)
        self.stage.bridge.ask(lambda: _tidied(self.session), _nothing, _nothing)
        if self.stage.memory.now.lost:
            self.stage.memory.change(lost=False)
            self._tell(_("An entry could not be kept (disk full)."), None)

    def turn_to(self, person: Person, first: str = "overview") -> None:
        """Show a person's record; nothing of the one before stays."""
        if self.guide is not None:
            self.guide.close()
        clipboard.forget()
        self._undo, self.person = None, person
        self.drafting = kept = Drafting(self.session, person.uid, self.stage.bridge.ask)
        number = [one.uid for one in self.people].index(person.uid)
        self.stage.window.show_person(person, number, *self._notes())
        self.stage.window.mark_example(example=self.example)
        self.guide = Guide(self.stage.window, partial(self._desk, person, kept), self._acts())
        self.guide.start(first)
        self._count()
        QTimer.singleShot(_SOON, self, _warm_up)
        self.remind()

    def _notes(self) -> list[NoteStrip]:
        return [self.stage.strip()] if self.example else []

    def draw_anew(self) -> None:
        """Say everything again, in the language that is spoken now."""
        if self.person is not None and self.guide is not None:
            self.turn_to(self.person, self.guide.here)

    def remind(self) -> None:
        """Say, as long as it is so, that nothing locks this carnet by itself."""
        if self.stage.window.frame is not None:
            never = self.stage.memory.now.idle is None
            self.stage.window.sidebar.remind(_("Does not lock by itself") if never else "")

    def changed(self, changes: Changes) -> None:
        """Tell the page that stands what an operation touched; a person too may have changed.

        Who is gone is asked about no more: people first.
        """
        if any(kind == "" for _uid, kind in changes.touched):
            self.begin(lambda: self._met_again(changes))
        else:
            self._told(changes)

    def take_back(self) -> None:
        """Undo what the last toast told."""
        undo, self._undo = self._undo, None
        if undo is not None:
            self.stage.window.toast.hide()
            self.stage.bridge.ask(undo, lambda _changes: None, self._lost)

    def typed(self) -> list[Draft]:
        """Return what stands in open dialogs and is not kept yet: the carnet is being locked."""
        return [] if self.drafting is None else self.drafting.typed()

    def close(self) -> None:
        """Draw nothing of it any more."""
        if self.guide is not None:
            self.guide.close()
        self.courier.end()
        self.guide, self._undo, self.people, self._open = None, None, (), False

    def _desk(self, person: Person, kept: Drafting, guide: Guide) -> Desk:
        bridge, window, session = self.stage.bridge, self.stage.window, self.session
        return Desk(
            window, session, person, bridge.ask, bridge.aside, bridge.follow,
            go=guide.go, turn=self.turn_to, tell=self._tell,
            secret=lambda title, then: SecretDialog(
                window, title, session, bridge.ask, then
            ).open(),
            open_file=partial(files.open_file, window),
            open_folder=partial(files.open_folder, window),
            save_file=partial(files.save_file, window),
            is_open=lambda: self._open, practice=self.stage.practice, posting=self._post,
            drafts=kept, memory=self.stage.memory, choose=self.stage.choose,
            policy=self.stage.policy, lane=bridge.lane, example=self.example,
        )  # fmt: skip

    def _offer(self, begun_before: tuple[Draft, ...]) -> None:
        """Offer to go on with what was begun last."""
        known = {one.uid: one for one in self.people}
        mine = [one for one in begun_before if one.person in known and one.form != "sign"]
        frame = self.stage.window.frame
        if not mine or frame is None or self.person is None:
            return
        whose = known[mine[0].person or ""]
        first = None if whose.relation == "self" else whose.given or whose.called
        acts = {"resume": _("Resume"), "give up": _("Discard it")}
        strip = NoteStrip(begun(mine[0].form, first), acts)
        strip.acted.connect(lambda key: self._answered(key, mine[0], whose, strip))
        frame.add_note(strip)

    def _answered(self, key: str, draft: Draft, whose: Person, strip: NoteStrip) -> None:
        strip.hide()
        if self.drafting is None or self.guide is None:
            return
        if key != "resume":
            self.drafting.drop(draft)
            return
        if self.person is not None and self.person.uid != whose.uid:
            self.turn_to(whose)
        self.drafting.resume(draft, self.guide.go)

    def _acts(self) -> dict[str, Callable[[], None]]:
        return {
            "lock": self.stage.lock, "own": self._own, "take back": self.take_back,
            "person": self._choose_person,
        }  # fmt: skip

    def _choose_person(self) -> None:
        window = self.stage.window
        if self.person is None or window.frame is None:
            return
        menu = PersonMenu(window, self.people, self.person)
        menu.chosen.connect(self._chosen)
        menu.asked.connect(self._asked)
        menu.open_below(window.sidebar.person)

    def _chosen(self, uid: str) -> None:
        found = [one for one in self.people if one.uid == uid]
        if found and self.person is not None and uid != self.person.uid:
            self.turn_to(found[0])

    def _asked(self, key: str) -> None:
        if key == "another carnet":
            files.open_folder(self.stage.window, _("Open another carnet"), self.stage.leave_to)
        elif self.guide is not None:
            self.guide.go(key)

    def _told(self, changes: Changes) -> None:
        if self.guide is not None:
            self.guide.changed(changes)
        self._count()

    def _met_again(self, changes: Changes) -> None:
        """Draw the frame anew where the person shown is no longer who they were."""
        if self.person is None or self.person in self.people or not self.people:
            self._told(changes)
            return
        same = [one for one in self.people if one.uid == self.person.uid]
        here = self.guide.here if self.guide is not None and same else "overview"
        self.turn_to((same or self._holder() or list(self.people))[0], here)

    def _count(self) -> None:
        """Say beside the overview how much waits for the person."""
        person = self.person

        def known(number: int) -> None:
            frame = self.stage.window.frame
            if frame is not None and person is self.person:
                said = _("To check: {n}").format(n=number)
                frame.sidebar.places.show_count("overview", number, said)

        if person is not None:
            self.stage.bridge.ask(lambda: waiting.count(self.session, person), known, _nothing)

    def _holder(self) -> list[Person]:
        return [one for one in self.people if one.relation == "self"]

    def _own(self) -> None:
        if holder := self._holder():
            self.turn_to(holder[0])

    def _tell(self, words: str, undo: Undo | None) -> None:
        self._undo = undo
        self.stage.window.toast.tell(words, undo=undo is not None)

    def _lost(self, error: VaultError) -> None:
        self.stage.window.toast.tell(sentence(error), undo=False)


def _nothing(_answer: VaultError | object) -> None:
    """Wait for nothing."""


def _tidied(session: Session) -> None:
    """Forget, once the first page is shown, what is kept for 30 days only."""
    editing.purge(session)
    drafts.purge(session)


def _warm_up() -> None:
    """Load in a thread what draws charts, while the person reads the first page."""
    from vault.ui.widgets.chart import warm  # noqa: PLC0415 - loads numpy

    warm()
