"""The program whole: it shows a window, comes forward when called, ends when the system says so."""

from __future__ import annotations

import signal
import socket
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QLocale, Qt, QTimer, QTranslator
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.softening import softened
from tests.ui.test_single import called
from vault import __main__ as door
from vault import log, paths
from vault.ui import program, single
from vault.ui.main_window import MainWindow
from vault.ui.remembered import Memory
from vault.ui.start import Look
from vault.ui.theme import Theme, now
from vault.ui.widgets.heading import Heading

pytestmark = pytest.mark.screen
SIGNALS = [getattr(signal, name) for name in program._SIGNALS if hasattr(signal, name)]
PATIENCE = 60_000  # ms after which a test that hangs is ended


@pytest.fixture(autouse=True)
def _as_before(
    qapp: QApplication,
    dressed: Callable[[Theme], None],
    tongue: Callable[[str], None],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[None]:
    """Folders of our own; signals, hooks, words and numbers as they were afterwards."""
    for name in ("run", "state", "data"):
        (tmp_path / name).mkdir(mode=0o700)
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path / "run"))
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    kept = [(one, signal.getsignal(one)) for one in SIGNALS]
    hooks, named, spoken = (sys.excepthook, threading.excepthook), qapp.applicationName(), QLocale()
    yield
    for one, handler in kept:
        signal.signal(one, handler)
    signal.set_wakeup_fd(-1)
    sys.excepthook, threading.excepthook = hooks
    qapp.setApplicationName(named)
    for words in qapp.findChildren(QTranslator):
        qapp.removeTranslator(words)
        words.deleteLater()
    QLocale.setDefault(spoken)


class Person:
    """Looks at the window once it is there, acts, and lets the system end the program."""

    def __init__(self, *acts: Callable[[MainWindow], bool]) -> None:
        self.acts, self.done = list(acts), 0
        self._clock, self._last = QTimer(interval=20), QTimer(interval=PATIENCE, singleShot=True)
        self._clock.timeout.connect(self._look)

    def __call__(self, _application: QApplication) -> None:
        self._last.timeout.connect(self._leave)
        self._last.start()
        self._clock.start()

    def _look(self) -> None:
        windows = [one for one in QApplication.topLevelWidgets() if isinstance(one, MainWindow)]
        shown = [one for one in windows if one.isVisible()]
        if not shown:
            return
        if self.done < len(self.acts):
            self.done += bool(self.acts[self.done](shown[0]))
        else:
            self._leave()

    def _leave(self) -> None:
        """End the program as the system does: a test that fails leaves no window behind."""
        self._clock.stop()
        self._last.stop()
        signal.raise_signal(signal.SIGTERM)


def title(window: MainWindow) -> str:
    found = [one for one in window.findChildren(Heading) if one.isVisible() and one.level == 1]
    return found[0].text() if found else ""


def test_the_window_stands_in_the_look_asked_for_until_the_system_ends_it(tmp_path: Path) -> None:
    def welcomed(window: MainWindow) -> bool:
        if title(window) != "Bienvenue":
            return False
        assert QCoreApplication.translate("QPlatformTheme", "Cancel") == "Annuler"
        assert QLocale().toString(1.5) == "1,5"
        assert (now().name, now().scale) == ("dark", 1.5)
        window.resize(1111, 777)
        return True

    remembered = paths.of_this_process()  # as the dialogs of Qt make it
    remembered.mkdir()
    (remembered / "Carnet.conf").write_text("[FileDialog]")
    person = Person(welcomed)
    look = Look(str(tmp_path / "mine.carnet"), "fr", "dark", 1.5)
    assert program.run(look, person) == 0
    assert person.done == 1
    assert Memory(paths.state()).now.size == (1111, 777)
    assert list((tmp_path / "run").iterdir()) == [], "nothing of the process is left"


def test_a_second_start_brings_the_window_forward_and_ends(qtbot: QtBot, tmp_path: Path) -> None:
    place, answers = tmp_path / "mine.carnet", list[list[bool]]()

    def minimised(window: MainWindow) -> bool:
        if not list((tmp_path / "run").glob("carnet-*")):
            return False  # it listens a moment after the first picture
        window.setWindowState(Qt.WindowState.WindowMinimized)
        answers.append(called(place))
        return True

    def came(window: MainWindow) -> bool:
        if answers[-1] == [False]:
            answers.append(called(place))  # the machine was busy: as a person does, once more
        return answers[-1] == [True] and not window.isMinimized()

    person = Person(minimised, came)
    assert program.run(Look(str(place), "en"), person) == 0
    assert person.done == 2


@pytest.mark.skipif(sys.platform == "win32", reason="pipes of Windows are not sockets")
def test_a_start_while_another_program_shows_the_carnet_shows_nothing(tmp_path: Path) -> None:
    place, shown = tmp_path / "mine.carnet", list[QApplication]()
    with closing(socket.socket(socket.AF_UNIX)) as other:
        other.bind(single._name(place))
        other.listen()

        def answer() -> None:
            caller, _name = other.accept()
            caller.close()

        door = threading.Thread(target=answer)
        door.start()
        assert program.run(Look(str(place), "en"), shown.append) == 0
        door.join(10)
    assert shown == []


def test_without_a_state_folder_one_can_still_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert program.policy().attempts == paths.state()
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "file"))
    (tmp_path / "file").write_text("in the way")
    assert program.policy().attempts is None


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere a screen is always there")
def test_words_without_a_command_run_the_window(
    qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("QT_QPA_PLATFORM")
    monkeypatch.setenv("DISPLAY", ":0")
    place = str(tmp_path / "mine.carnet")
    monkeypatch.setattr(sys, "argv", ["carnet", "--lang", "fr", "--vault", place])
    person = Person(lambda window: title(window) == "Bienvenue")
    person(qapp)
    with softened():
        assert door.main() == 0
    log.stop()
    assert person.done == 1
