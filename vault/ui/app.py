"""Makes the window and leads it from gate to record and back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QDialog

from vault.clock import Clock
from vault.errors import VaultError
from vault.record.changes import Changes
from vault.record.person import Person
from vault.ui import files
from vault.ui.bridge import Bridge
from vault.ui.desk import Desk, Undo
from vault.ui.guide import Guide
from vault.ui.lobby import Gate, JoinGate, Lobby, Why
from vault.ui.main_window import MainWindow
from vault.ui.remembered import Memory, Remembered
from vault.ui.secret import SecretDialog
from vault.ui.theme import Theme, ThemeName, wear
from vault.usecases import people, unlocking
from vault.usecases.policy import Policy
from vault.usecases.session import Session
from vault.wording.errors import sentence

_UNLOCK: Final = "unlock"
_WELCOME: Final = "welcome"


@dataclass(frozen=True, slots=True)
class Start:
    """What the window begins with; `look` is a theme for this run only, None for the one chosen."""

    place: Path
    clock: Clock
    policy: Policy
    memory: Memory
    look: Theme | None = None


class App(QObject):
    """One window over at most one open carnet."""

    def __init__(self, start: Start) -> None:
        super().__init__()
        self.start, self.bridge = start, Bridge()
        self.place, self.memory = start.place, start.memory
        self.look()
        self.window = MainWindow()
        self.session: Session | None = None
        self.guide: Guide | None = None
        self.people: tuple[Person, ...] = ()
        self._gate: Gate | None = None
        self._undo: Undo | None = None
        self.bridge.changed.connect(self._changed)
        self.window.toast.undone.connect(self.take_back)
        self.window.closing.connect(self.close)

    def show(self) -> None:
        """Show the window with its first page: unlock, or welcome where there is no carnet yet."""
        if size := self.memory.now.size:
            self.window.resize(*size)
        self.gate(_UNLOCK if unlocking.taken(self.place) else _WELCOME)
        self.window.show()

    def look(self) -> None:
        """Dress in what was chosen, or in the look of this run."""
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        wear(self.start.look or _theme(self.memory.now), app)

    # -- before unlocking ------------------------------------------------------------------------

    def gate(self, key: str, why: Why = "") -> None:
        """Open a page before unlocking by its key."""
        name, *about = key.split("/")
        join: JoinGate = import_module(f"vault.ui.pages.{name}.join").gate
        if self._gate is not None:
            self._gate.leave()
        self._gate = join(self._lobby(why), *about)
        self.window.show_gate(self._gate.page)
        self._gate.begin()

    def choose(self, place: Path) -> None:
        """Make another carnet the one asked for, and ask for its passphrase."""
        self.place = place
        self.gate(_UNLOCK)

    def opened(self, session: Session, first: str = "overview") -> None:
        """Take a carnet that was opened; show the holder's record, else the first one."""
        self.session = session
        self.memory.met(self.place, session.ms())
        self.bridge.ask(
            lambda: people.everybody(session),
            lambda known: self._welcomed(known, first),
            self._lost,
        )

    # -- a record --------------------------------------------------------------------------------

    def turn_to(self, person: Person, first: str = "overview") -> None:
        """Show a person's record; nothing is asked, and nothing of the one before stays."""
        if self.session is None:
            return
        if self.guide is not None:
            self.guide.close()
        self._undo = None
        number = [one.uid for one in self.people].index(person.uid)
        self.window.show_person(person, number)
        self.guide = Guide(self.window, partial(self._desk, person, self.session), self._acts())
        self.guide.start(first)

    def lock(self, why: Why = "asked") -> None:
        """Close the carnet: pages are destroyed, the file is closed, the keys are forgotten."""
        session, self.session = self.session, None
        if session is None:
            return
        if self.guide is not None:
            self.guide.close()
        self.guide, self._undo, self.people = None, None, ()
        for dialog in self.window.findChildren(QDialog):
            dialog.close()
        self.bridge.ask(session.end, lambda _none: None, lambda _error: None)
        self.gate(_UNLOCK, why)

    def take_back(self) -> None:
        """Undo what the last toast told."""
        undo, self._undo = self._undo, None
        if undo is not None:
            self.window.toast.hide()
            self.bridge.ask(undo, lambda _changes: None, self._lost)

    def close(self) -> None:
        """The window goes: remember its size, lock, let the lanes end."""
        size = self.window.size()
        self.memory.change(size=(size.width(), size.height()))
        session, self.session = self.session, None
        if self.guide is not None:
            self.guide.close()
        if session is not None:
            self.bridge.ask(session.end, lambda _none: None, lambda _error: None)
        self.bridge.close()

    def _welcomed(self, known: tuple[Person, ...], first: str) -> None:
        self.people, self._gate = known, None
        holder = [one for one in known if one.relation == "self"]
        self.turn_to((holder or list(known))[0], first)

    def _lobby(self, why: Why) -> Lobby:
        window = self.window
        return Lobby(
            window, self.place, self.start.clock, self.start.policy, self.memory, self.bridge.ask,
            go=self.gate, choose=self.choose, opened=self.opened, example=lambda: None,
            open_file=partial(files.open_file, window),
            open_folder=partial(files.open_folder, window),
            save_file=partial(files.save_file, window),
            why=why,
        )  # fmt: skip

    def _desk(self, person: Person, session: Session, guide: Guide) -> Desk:
        bridge, window = self.bridge, self.window
        return Desk(
            window, session, person, bridge.ask, bridge.aside, bridge.follow,
            go=guide.go, tell=self._tell,
            secret=lambda title, then: SecretDialog(
                window, title, session, bridge.ask, then
            ).open(),
            open_file=partial(files.open_file, window),
            save_file=partial(files.save_file, window),
        )  # fmt: skip

    def _acts(self) -> dict[str, Callable[[], None]]:
        return {"lock": self.lock, "own": self._own, "take back": self.take_back}

    def _own(self) -> None:
        holder = [one for one in self.people if one.relation == "self"]
        if holder:
            self.turn_to(holder[0])

    def _tell(self, words: str, undo: Undo | None) -> None:
        self._undo = undo
        self.window.toast.tell(words, undo=undo is not None)

    def _changed(self, changes: Changes) -> None:
        if self.guide is not None:
            self.guide.changed(changes)

    def _lost(self, error: VaultError) -> None:
        self.window.toast.tell(sentence(error), undo=False)


def _theme(chosen: Remembered) -> Theme:
    """Return the theme that was chosen; "system" asks the screen."""
    dark = chosen.shade == "dark"
    if chosen.shade == "system":
        dark = QGuiApplication.styleHints().colorScheme() is Qt.ColorScheme.Dark
    shade = "dark" if dark else "light"
    name: ThemeName = f"{shade}-contrast" if chosen.contrast else shade  # type: ignore[assignment]
    return Theme(name, chosen.scale)


def run(start: Start) -> int:
    """Show the window until it is closed; return the exit code."""
    app = QApplication.instance() or QApplication(["Carnet"])
    app.setApplicationName("Carnet")
    shown = App(start)
    shown.show()
    return app.exec()
