"""A person in front of the window: types, presses keys, reads what is on screen.

All that is found is found as an assistive program finds it: by names that are heard, in words of
the language that is spoken, or by the identifiers that stay the same in all languages.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface, QKeySequence
from PySide6.QtPrintSupport import QPrintDialog
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QLineEdit,
    QMenu,
    QWidget,
)
from pytestqt.qtbot import QtBot

from tests.conftest import CHEAP, PHRASE
from tests.ui.checks import clipped, name_of, tree, type_text
from vault.errors import VaultError
from vault.record.ways_in import Passphrase
from vault.ui.app import App
from vault.ui.widgets.heading import Heading
from vault.usecases import unlocking
from vault.usecases.session import Session

T = TypeVar("T")
_PATIENCE = 15_000  # ms; a machine may be busy, nothing waits for it to pass
_MOST_STOPS = 200


@dataclass
class Hands:
    """One person at one running window."""

    app: App
    qtbot: QtBot
    acts: int = 0  # keys that were pressed, letters apart
    cut: list[str] = field(default_factory=list)  # words that were not whole on screen
    looked: set[str] = field(default_factory=set)  # the titles of what was looked at

    # -- what is on screen -----------------------------------------------------------------------

    @property
    def front(self) -> QWidget:
        """The menu or the dialog on top, else the window."""
        menu = QApplication.activePopupWidget()
        if menu is not None:
            return menu
        over = [one for one in self.app.window.findChildren(QDialog) if one.isVisible()]
        return over[-1] if over else self.app.window

    def nodes(self) -> Iterator[QAccessibleInterface]:
        """Give what assistive programs see in front, the order of reading not kept."""
        yield from tree(self.front)

    def said(self) -> list[str]:
        """Return every name that can be read in front."""
        return [name for node in self.nodes() if (name := name_of(node))]

    def sees(self, words: str) -> bool:
        """Say whether these words stand somewhere in front."""
        return any(words in name for name in self.said())

    def heading(self) -> str:
        """Return the title of the page, or of the dialog in front."""
        found = [one for one in self.front.findChildren(Heading) if one.isVisible()]
        return next((one.text() for one in found if one.level == 1), "")

    def find(self, name: str) -> QWidget:
        """Return the control of this identifier, else of this name, else whose name begins so."""
        tests: tuple[Callable[[QAccessibleInterface], bool], ...] = (
            lambda node: node.text(QAccessible.Text.Identifier) == name,
            lambda node: name_of(node) == name,
            lambda node: name_of(node).startswith(name),
        )
        nodes = [node for node in self.nodes() if isinstance(node.object(), QWidget)]
        for test in tests:
            for node in nodes:
                found = node.object()
                if isinstance(found, QWidget) and test(node):
                    return found
        raise LookupError(f"{name!r} is not among {self.said()}")

    def has(self, name: str) -> bool:
        """Say whether `find` would find it."""
        try:
            self.find(name)
        except LookupError:
            return False
        return True

    def look(self) -> None:
        """See whether the words in front are whole, once for each title."""
        front, title = self.front, self.heading()
        if title in self.looked or isinstance(front, QFileDialog):
            return
        QApplication.processEvents()  # what is laid out anew is at rest
        if self.heading() == title:
            self.looked.add(title)
            self.cut += [f"{title}: {words}" for words in clipped(front)]

    # -- waiting ---------------------------------------------------------------------------------

    def wait(self, condition: Callable[[], bool]) -> None:
        """Let the window live until a condition holds."""
        self.qtbot.waitUntil(condition, timeout=_PATIENCE)

    def wait_for(self, words: str) -> None:
        """Wait until these words stand in front."""
        try:
            self.wait(lambda: self.sees(words))
        except Exception as late:
            raise AssertionError(f"{words!r} never came, but {self.said()}") from late

    def wait_gone(self, words: str) -> None:
        """Wait until these words stand nowhere in front."""
        self.wait(lambda: not self.sees(words))

    # -- keys ------------------------------------------------------------------------------------

    def focus(self) -> QWidget:
        """Return what has the keyboard; a window that lost it to a dialog takes it back."""
        if (menu := QApplication.activePopupWidget()) is not None:
            return menu
        self.wait(self._active)
        return QApplication.focusWidget() or self.front

    def _active(self) -> bool:
        """Make active what is in front; the offscreen screen has to be told twice at times."""
        if QApplication.activeWindow() is self.front:
            return True
        self.front.activateWindow()
        return False

    def here(self) -> str:
        """Return the name of what has the keyboard."""
        return name_of(QAccessible.queryAccessibleInterface(self.focus()))

    def type(self, text: str) -> None:
        """Type letters, accents too, where the keyboard is."""
        type_text(self.focus(), text)

    def press(self, *keys: str) -> None:
        """Press keys by the names that Qt gives them: "Tab", "Ctrl+N", "Return", "Esc"."""
        for key in keys:
            self.acts += 1
            QTest.keySequence(self.focus(), QKeySequence(key))

    def tab_to(self, name: str, *, back: bool = False) -> None:
        """Press Tab until the control of this name or identifier has the keyboard."""
        self.look()
        for _stop in range(_MOST_STOPS):
            self.focus()
            wanted = self.find(name)  # each time: a page may have been drawn anew
            if self.focus() in (wanted, wanted.focusProxy()):
                return
            self.press("Shift+Tab" if back else "Tab")
        raise AssertionError(f"Tab never reaches {name!r}; it is at {self.here()!r}")

    def act(self, name: str) -> None:
        """Go to a control by Tab and press Enter on it."""
        self.tab_to(name)
        self.press("Return")

    def go(self, keys: str, heading: str) -> None:
        """Press a shortcut and wait for the page with this title."""
        self.press(keys)
        self.wait(lambda: self.heading() == heading)

    def click(self, name: str) -> None:
        """Click on a control with the mouse."""
        QTest.mouseClick(self.find(name), Qt.MouseButton.LeftButton)

    def open(self, key: str) -> None:
        """Open a page by its key, and let what it asked for come."""
        guide = self.app.guide
        assert guide is not None
        guide.go(key)
        self.settle()

    def settle(self) -> None:
        """Wait until nothing is on its way."""
        self.ask(lambda: None)
        self.wait(lambda: not self.app.bridge.busy)

    def pick(self, words: str) -> None:
        """Go down an open menu to this line, and take it."""
        self.wait(lambda: isinstance(QApplication.activePopupWidget(), QMenu))
        menu = QApplication.activePopupWidget()
        assert isinstance(menu, QMenu)
        for _line in range(len(menu.actions()) + 1):
            line = menu.activeAction()
            if line in menu.actions() and line.text().startswith(words):
                self.press("Return")
                return
            self.press("Down")
        raise AssertionError(f"{words!r} is not among {[one.text() for one in menu.actions()]}")

    def take(self, action: str, words: str) -> None:
        """Go to an action of the page: beside its title, or where the title leaves no room."""
        if self.has(f"action.{action}"):
            self.act(f"action.{action}")
        else:
            self.act("action.more")
            self.pick(words)

    def name_file(self, file: Path) -> None:
        """Type a file or a folder into the dialog of the system and press Enter."""
        self.wait(lambda: isinstance(self.front, QFileDialog))
        self.wait(lambda: self.front.isAncestorOf(self.focus()))
        self.press("Ctrl+A")
        self.type(str(file))
        self.press("Return")
        self.wait(lambda: not isinstance(self.front, QFileDialog))
        self.front.activateWindow()
        self.wait(lambda: QApplication.focusWidget() is not None)

    def print_to(self, file: Path) -> None:
        """Choose to print to a file in the dialog of the system, and press Print."""
        self.wait(lambda: isinstance(self.front, QPrintDialog))
        dialog = self.front
        printers, name = (
            dialog.findChild(QComboBox, "printers"),
            dialog.findChild(QLineEdit, "filename"),
        )
        assert isinstance(printers, QComboBox)
        assert isinstance(name, QLineEdit)
        printers.setCurrentIndex(printers.count() - 1)  # the real ones stand before it
        name.setText(str(file))
        (box,) = dialog.findChildren(QDialogButtonBox)
        accepts = QDialogButtonBox.ButtonRole.AcceptRole
        next(one for one in box.buttons() if box.buttonRole(one) == accepts).click()
        self.back()

    def back(self) -> None:
        """Wait for the window, which has the keyboard again as a window manager would give it."""
        window = self.app.window
        self.wait(lambda: self.front is window)
        window.activateWindow()
        self.wait(lambda: QApplication.focusWidget() is not None)

    def unlock(self, secret: str = PHRASE) -> None:
        """Type the passphrase at the gate."""
        self.wait(lambda: self.has("unlock.passphrase"))
        self.tab_to("unlock.passphrase")
        self.type(secret)
        self.press("Return")
        self.wait(lambda: self.app.guide is not None and self.app.guide.joined is not None)

    # -- the vault -------------------------------------------------------------------------------

    def enter(self, first: str = "overview") -> Session:
        """Open the carnet past the gate, where a test is about something else."""
        place, clock = self.app.place, self.app.start.clock
        self.app.bridge.ask(
            lambda: unlocking.open_vault(
                place, Passphrase(PHRASE), clock, "window", policy=CHEAP
            ),
            lambda session: self.app.opened(session, first),
            _raised,
        )  # fmt: skip
        self.wait(lambda: self.app.guide is not None and self.app.guide.joined is not None)
        assert self.app.session is not None
        return self.app.session

    def ask(self, work: Callable[[], T]) -> T:
        """Run a use case on the lane of the vault, to check what was really stored."""
        answers: list[T] = []
        self.app.bridge.ask(work, answers.append, _raised)
        self.wait(lambda: bool(answers))
        return answers[0]


def _raised(error: VaultError) -> None:
    raise error
