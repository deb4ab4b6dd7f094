"""The window while a carnet is open: whose record is shown, and what its pages find at hand."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject

from vault.errors import VaultError
from vault.record.changes import Changes
from vault.record.person import Person
from vault.ui import files
from vault.ui.bridge import Bridge
from vault.ui.desk import Desk, Undo
from vault.ui.guide import Guide
from vault.ui.main_window import MainWindow
from vault.ui.practice import Practice
from vault.ui.remembered import Memory
from vault.ui.secret import SecretDialog
from vault.usecases import people
from vault.usecases.session import Session
from vault.wording.errors import sentence


@dataclass(frozen=True, slots=True)
class Stage:
    """What the app lends to a record: the window, the lanes, what is remembered, the ways out.

    `lock` closes the carnet; `leave_to` closes it and asks for the passphrase of another one.
    """

    window: MainWindow
    bridge: Bridge
    memory: Memory
    lock: Callable[[], None]
    leave_to: Callable[[Path], None]
    practice: Practice = field(default_factory=Practice)


class Record(QObject):
    """One open carnet on screen, a person at a time."""

    def __init__(self, stage: Stage, session: Session) -> None:
        super().__init__()
        self.stage, self.session = stage, session
        self.people: tuple[Person, ...] = ()
        self.person: Person | None = None
        self.guide: Guide | None = None
        self._undo: Undo | None = None
        self._open = True

    def begin(self, then: Callable[[], None]) -> None:
        """Find out who is in this carnet."""

        def known(everybody: tuple[Person, ...]) -> None:
            self.people = everybody
            then()

        self.stage.bridge.ask(lambda: people.everybody(self.session), known, self._lost)

    def start(self, first: str) -> None:
        """Show the holder's record; where nobody holds the carnet, the first one."""
        self.turn_to((self._holder() or list(self.people))[0], first)

    def turn_to(self, person: Person, first: str = "overview") -> None:
        """Show a person's record; nothing of the one before stays."""
        if self.guide is not None:
            self.guide.close()
        self._undo, self.person = None, person
        number = [one.uid for one in self.people].index(person.uid)
        self.stage.window.show_person(person, number)
        self.guide = Guide(self.stage.window, partial(self._desk, person), self._acts())
        self.guide.start(first)

    def changed(self, changes: Changes) -> None:
        """Tell the page that stands what an operation touched."""
        if self.guide is not None:
            self.guide.changed(changes)

    def take_back(self) -> None:
        """Undo what the last toast told."""
        undo, self._undo = self._undo, None
        if undo is not None:
            self.stage.window.toast.hide()
            self.stage.bridge.ask(undo, lambda _changes: None, self._lost)

    def close(self) -> None:
        """Draw nothing of it any more."""
        if self.guide is not None:
            self.guide.close()
        self.guide, self._undo, self.people, self._open = None, None, (), False

    def _desk(self, person: Person, guide: Guide) -> Desk:
        bridge, window, session = self.stage.bridge, self.stage.window, self.session
        return Desk(
            window, session, person, bridge.ask, bridge.aside, bridge.follow,
            go=guide.go, tell=self._tell,
            secret=lambda title, then: SecretDialog(
                window, title, session, bridge.ask, then
            ).open(),
            open_file=partial(files.open_file, window),
            save_file=partial(files.save_file, window),
            is_open=lambda: self._open, practice=self.stage.practice,
        )  # fmt: skip

    def _acts(self) -> dict[str, Callable[[], None]]:
        return {"lock": self.stage.lock, "own": self._own, "take back": self.take_back}

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
