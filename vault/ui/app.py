"""Makes the window and leads it from gate to record and back.

What needs the rooms below is loaded by the functions that need it: the first page is painted before
any of them is there.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QApplication, QDialog, QMenu

from vault import bootstrap, paths
from vault.clock import Clock
from vault.errors import VaultError
from vault.i18n import _
from vault.record.changes import Changes
from vault.ui import clipboard, files
from vault.ui.bridge import Bridge
from vault.ui.example import Example
from vault.ui.lobby import Gate, JoinGate, Lobby, Why
from vault.ui.main_window import MainWindow
from vault.ui.practice import Practice
from vault.ui.remembered import Memory
from vault.ui.session_watch import SessionWatch
from vault.ui.theme import Theme, ThemeName, chosen_theme, wear

if TYPE_CHECKING:
    from vault.record.draft import Draft
    from vault.ui.guide import Guide
    from vault.ui.record import Record
    from vault.usecases.policy import Policy
    from vault.usecases.session import Session

_UNLOCK: Final = "unlock"
_WELCOME: Final = "welcome"
_SOON: Final = 50  # ms after the first picture


@dataclass(frozen=True, slots=True)
class Start:
    """What the window begins with; `theme` and `scale` are for this run, None as chosen before.

    `seconds` counts on while the computer sleeps; only its differences mean anything.
    `example_days` is how far back the example goes, None as far as it can.
    """

    place: Path
    clock: Clock
    policy: Callable[[], Policy]
    memory: Memory
    seconds: Callable[[], float]
    theme: ThemeName | None = None
    scale: float | None = None
    example_days: int | None = None


class App(QObject):
    """One window over at most one open carnet."""

    placed = Signal(Path)  # another carnet is the one asked for

    def __init__(self, start: Start) -> None:
        super().__init__()
        self.start, self.bridge = start, Bridge()
        self.place, self.memory = start.place, start.memory
        self.practice = Practice()
        self.example = Example(self.bridge, start.clock, start.policy, start.example_days)
        self.example.left.connect(self.leave_example)
        self._theme, self._scale = start.theme, start.scale
        self.dress()
        self.window = MainWindow()
        self.window.toast.calm = self.memory.now.calm
        self.record: Record | None = None
        self._gate: Gate | None = None
        self._gone = False
        self.bridge.changed.connect(self._changed)
        self.window.toast.undone.connect(self.take_back)
        self.window.closing.connect(self.close)
        self.watch = SessionWatch(start.seconds, start.clock)
        self.watch.near.connect(self._warn)
        self.watch.stayed.connect(self.window.toast.hide)
        self.watch.away.connect(lambda: self.lock("idle"))

    @property
    def session(self) -> Session | None:
        """The carnet that is open."""
        return None if self.record is None else self.record.session

    @property
    def guide(self) -> Guide | None:
        """What leads from page to page while a carnet is open."""
        return None if self.record is None else self.record.guide

    def show(self) -> None:
        """Show the window with its first page: unlock, or welcome where there is no carnet yet."""
        if size := self.memory.now.size:
            self.window.resize(*size)
        known = self.place == self.memory.last  # though its disk may be unplugged
        self.gate(_UNLOCK if known or paths.taken(self.place) else _WELCOME)
        self.window.show()
        QTimer.singleShot(_SOON, self, self._warm_up)

    def come_forward(self) -> None:
        """Show the window before all others: Carnet was started again."""
        self.window.setWindowState(self.window.windowState() & ~Qt.WindowState.WindowMinimized)
        self.window.raise_()
        self.window.activateWindow()

    def dress(self) -> None:
        """Dress in what was chosen, or in the look of this run."""
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        kept = self.memory.now
        chosen = chosen_theme(kept.shade, kept.scale, contrast=kept.contrast)
        wear(Theme(self._theme or chosen.name, self._scale or chosen.scale), app)

    def set_anew(self, **what: Any) -> None:
        """Take what was chosen in the settings, from now on and for the next time."""
        self.memory.change(**what)
        now = self.memory.now
        if "scale" in what:
            self._scale = None
        if {"shade", "contrast"} & set(what):
            self._theme = None
        if {"shade", "contrast", "scale"} & set(what):
            self.dress()
        self.window.toast.calm = now.calm
        if "idle" in what and self.record is not None:
            self.watch.begin(now.idle)
            self.record.remind()
        if "language" in what:
            bootstrap.language(now.language)
            QTimer.singleShot(0, self, self._drawn_anew)

    def _drawn_anew(self) -> None:
        if self.record is not None:
            self.record.draw_anew()

    # -- before unlocking ------------------------------------------------------------------------

    def gate(self, key: str, why: Why = "") -> None:
        """Open a page before unlocking by its key."""
        name, *about = key.split("/")
        join: JoinGate = import_module(f"vault.ui.pages.{name}.join").gate
        if self._gate is not None:
            self._gate.leave()
        self._gate = join(self._lobby(why), *about)
        self.window.show_gate(self._gate.page)
        self.window.mark_example(example=False)
        self._gate.begin()

    def choose(self, place: Path) -> None:
        """Make another carnet the one asked for, and ask for its passphrase."""
        self.place = place
        self.placed.emit(place)
        self.gate(_UNLOCK)

    def opened(self, session: Session, first: str = "overview") -> None:
        """Take a carnet that was opened; show the holder's record, else the first one."""
        from vault.ui.record import Record, Stage  # noqa: PLC0415 - all the rooms below

        stage = Stage(
            self.window, self.bridge, self.memory, self.lock, self.leave_to, self.set_anew,
            self.start.policy, self.example.strip, self.practice,
        )  # fmt: skip
        self.record = Record(stage, session)
        self.watch.begin(self.memory.now.idle)
        if not self.example.here(self.place):
            self.memory.met(self.place, session.ms())
        self.record.begin(lambda: self._welcomed(first))

    def made(self, session: Session, first: str = "overview") -> None:
        """Take a carnet that was just made: it is the one asked for from now on."""
        self.place = self.place if session.held is None else session.held.place
        self.placed.emit(self.place)
        self.opened(session, first)

    def make_example(
        self, told: Callable[[int, int], None], sorry: Callable[[VaultError], None]
    ) -> None:
        """Make the example and open it."""
        self.example.make(told, self.made, sorry)

    def leave_example(self, key: str) -> None:
        """Lock the example, erase it if it is this window's own, and go on: "leave", "create"."""
        place, own = self.place, self.start.place
        self._end()
        if self.example.here(place):
            self.bridge.ask(self.example.erase, _nothing, _nothing)
        self.place = own if own != place else paths.default_vault()
        start = _UNLOCK if paths.taken(self.place) else _WELCOME
        self.gate("create" if key == "create" else start)

    # -- a record --------------------------------------------------------------------------------

    def lock(self, why: Why = "asked") -> None:
        """Close the carnet: pages are destroyed, the file is closed, the keys are forgotten."""
        if self._end():
            self.gate(_UNLOCK, why)

    def leave_to(self, place: Path) -> None:
        """Lock, and ask for the passphrase of another carnet."""
        self._end()
        self.choose(place)

    def take_back(self) -> None:
        """Undo what the last toast told."""
        if self.record is not None:
            self.record.take_back()

    def close(self) -> None:
        """The window goes: remember its size, lock, let the lanes end."""
        if self._gone:
            return
        self._gone = True
        self.memory.change(size=self.window.size().toTuple())
        if self._gate is not None:
            self._gate.leave()
        self._end()
        self.practice.close()
        self.bridge.close()
        self.example.erase()

    def _end(self) -> bool:
        """Let go of the carnet that is open; say whether there was one."""
        record, self.record = self.record, None
        if record is None:
            return False
        self.watch.end()
        typed = record.typed()
        record.close()
        clipboard.forget()
        for over in (*self.window.findChildren(QDialog), *self.window.findChildren(QMenu)):
            over.close()
        self.bridge.cut()
        if typed:
            self.bridge.ask(partial(_kept, record.session, typed), _nothing, self._not_kept)
        self.bridge.ask(record.session.end, _nothing, _nothing)
        return True

    def _not_kept(self, _error: VaultError) -> None:
        self.memory.change(lost=True)

    def _welcomed(self, first: str) -> None:
        if self.record is None:
            return
        if self._gate is not None:
            self._gate.leave()
        self._gate = None
        self.record.start(first)

    def _lobby(self, why: Why) -> Lobby:
        window = self.window
        return Lobby(
            window, self.place, self.start.clock, self.start.policy, self.memory, self.bridge.ask,
            go=self.gate, choose=self.choose, opened=self.opened, made=self.made,
            example=self.make_example,
            open_file=partial(files.open_file, window),
            open_folder=partial(files.open_folder, window),
            save_file=partial(files.save_file, window),
            why=why, secret=self.example.secret if self.example.here(self.place) else "",
        )  # fmt: skip

    def _warn(self) -> None:
        words = _("Locking in 30 seconds.")
        if self.bridge.busy:
            import_stops = _("The running import will stop, nothing will be half written.")
            words = f"{words} {import_stops}"
        self.window.toast.warn(words, _("Stay"))

    def _changed(self, changes: Changes) -> None:
        if self.record is not None:
            self.record.changed(changes)

    def _warm_up(self) -> None:
        """Load, while the person reads or types, what opening a carnet needs."""
        if not self._gone:
            self.bridge.ask(lambda: import_module("vault.ui.record"), _nothing, _nothing)


def _kept(session: Session, typed: Sequence[Draft]) -> None:
    from vault.usecases import drafts  # noqa: PLC0415 - a room below

    drafts.keep(session, typed)


def _nothing(_answer: VaultError | object) -> None:
    """Wait for nothing."""
