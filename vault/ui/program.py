"""Runs the window as a program: Qt's own settings, words and signals, then the app."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import (
    QLibraryInfo,
    QLocale,
    QSettings,
    QSocketNotifier,
    QTimer,
    QTranslator,
)
from PySide6.QtWidgets import QApplication

from vault import bootstrap, paths
from vault.ui.app import App, Start
from vault.ui.crash import Crash
from vault.ui.remembered import Memory
from vault.ui.single import Single
from vault.ui.start import Look

if TYPE_CHECKING:
    from vault.usecases.policy import Policy

_SIGNALS: Final = ("SIGTERM", "SIGHUP", "SIGINT")  # SIGHUP is not on Windows
_SOON: Final = 100  # ms: the first picture goes before
_PATIENCE: Final = 3.0  # seconds for a command that has the carnet


def run(look: Look, begins: Callable[[QApplication], None] = lambda _program: None) -> int:
    """Show the window until it is closed; return the exit code.

    `begins` is called with the application before anything is shown: who measures listens there.
    """
    private = paths.of_this_process()  # Qt's file dialog writes down the folders it showed
    try:
        for kind in (QSettings.Format.NativeFormat, QSettings.Format.IniFormat):
            QSettings.setPath(kind, QSettings.Scope.UserScope, str(private))
        memory = Memory(_state())
        language = bootstrap.language(look.language or memory.now.language)
        place = Path(look.place) if look.place else memory.last or paths.default_vault()
        program = _program()
        program.setApplicationName("Carnet")
        program.setDesktopFileName("carnet")
        translated(program, language)
        single = Single()
        if single.elsewhere(place):
            return 0
        app = App(_start(place, look, memory))
        crash = Crash(lambda: program.activeModalWidget() or app.window, app.start.clock)
        crash.install()
        woken = _ended_by_signals(app.window.close)
        single.called.connect(app.come_forward)
        app.placed.connect(single.listen)
        begins(program)
        app.show()
        QTimer.singleShot(_SOON, single, lambda: single.listen(app.place))
        code = program.exec()
        single.close()
        woken.setEnabled(False)
        return code
    finally:
        _gone(private)


def _program() -> QApplication:
    """Return Qt's application: who measures, or looks over our shoulder, may have made it."""
    there = QApplication.instance()
    return there if isinstance(there, QApplication) else QApplication(["Carnet"])


def translated(program: QApplication, language: str) -> None:
    """Let Qt's own dialogs, and its numbers, speak the language of the window."""
    QLocale.setDefault(QLocale(language))
    words = QTranslator(program)
    place = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    if words.load(f"qtbase_{language}", place):
        program.installTranslator(words)


def _start(place: Path, look: Look, memory: Memory) -> Start:
    return Start(
        place, bootstrap.clock(), policy, memory, bootstrap.seconds(), look.theme, look.scale
    )


def policy() -> Policy:
    """Return what a passphrase costs on this computer, and where wrong ones are counted."""
    from vault.usecases.policy import Policy  # noqa: PLC0415 - all the rooms below

    return Policy(attempts=_state(), patience=_PATIENCE)


def _gone(folder: Path) -> None:
    if folder.exists():
        import shutil  # noqa: PLC0415 - slow, and seldom needed

        shutil.rmtree(folder, ignore_errors=True)


def _state() -> Path | None:
    """Return the state folder; None where it cannot be made, which keeps nobody from reading."""
    with suppress(OSError):
        return paths.state()
    return None


def _ended_by_signals(close: Callable[[], object]) -> QSocketNotifier:
    """Close the window, and with it the carnet, when the system ends the program.

    Python hears a signal only between two of its own instructions, and Qt waits in none of them: a
    pipe wakes it.
    """
    waker, wake = os.pipe()
    for end in (waker, wake):
        os.set_blocking(end, False)
    signal.set_wakeup_fd(wake, warn_on_full_buffer=False)
    for name in _SIGNALS:
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), lambda _number, _frame: close())
    notifier = QSocketNotifier(waker, QSocketNotifier.Type.Read)
    notifier.activated.connect(lambda: os.read(waker, 16))
    return notifier
