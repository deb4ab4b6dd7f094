"""The one window: a page before unlocking, or a record in its frame; toast, ring and keys."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final
from urllib.parse import quote

from PySide6.QtCore import QCoreApplication, QEvent, QSize, Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeySequence, QResizeEvent, QShortcut, QShowEvent
from PySide6.QtWidgets import QApplication, QMainWindow, QScrollArea, QWidget

from vault.i18n import _
from vault.ui.places import KEYS
from vault.ui.stops import tab_stops
from vault.ui.theme import tokens
from vault.ui.widgets.focus_ring import FocusRing
from vault.ui.widgets.toast import Toast

if TYPE_CHECKING:  # the frame is loaded with the first record: a gate is painted without it
    from vault.record.person import Person
    from vault.ui.frame import Frame
    from vault.ui.sidebar import Sidebar
    from vault.ui.widgets.drop_zone import DropZone
    from vault.ui.widgets.header import Header
    from vault.ui.widgets.page import Page
    from vault.ui.widgets.person_strip import PersonStrip

_PASSES: Final = 4
_TITLE: Final = "Carnet"  # never a name or a measure: titles reach task bars


class MainWindow(QMainWindow):
    """Shows a gate (welcome, unlock) or one person's record; decides nothing.

    `asked` says the key of a place, a utility, an action or a shortcut; `arrives` whether the
    focus goes to the heading of what opens. Keys act only while a record is shown. `closing` comes
    when the person closes the window, before it goes.
    """

    asked = Signal(str, bool)
    closing = Signal()
    resized = Signal(QSize)

    def __init__(self) -> None:
        super().__init__()
        self.mark_example(example=False)
        self.setMinimumSize(QSize(*tokens()["size"]["window_least"]))
        self.resize(QSize(*tokens()["size"]["window"]))
        self.frame: Frame | None = None
        self.gate: Page | None = None
        self.toast = Toast(self)
        self.ring = FocusRing(self, self.toast)
        self.drops: DropZone | None = None
        self._keys: list[QShortcut] = []
        self._listen()

    @property
    def sidebar(self) -> Sidebar:
        """The sidebar of the record shown."""
        return self._framed().sidebar

    @property
    def header(self) -> Header:
        """The header of the record shown."""
        return self._framed().header

    @property
    def strip(self) -> PersonStrip | None:
        """The strip that says in whose record one is; None in one's own."""
        return self._framed().strip

    def mark_example(self, *, example: bool) -> None:
        """Say in the title that what is shown is made up, or no more."""
        self.setWindowTitle(_("Carnet (example)") if example else _TITLE)

    def show_gate(self, gate: Page) -> None:
        """Show a page without sidebar, whole; whatever was shown before is destroyed."""
        self.frame, self.gate = None, gate
        if self.drops is not None:
            self.drops.first = ""
        self.toast.hide()
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(gate)
        self._put(area)

    def show_person(self, person: Person, number: int, *notes: QWidget) -> None:
        """Show the frame of a record, empty until a page comes; whatever was shown is destroyed."""
        from vault.ui.frame import Frame  # noqa: PLC0415 - see above

        self.gate, self.frame = None, Frame(person, number, *notes)
        self._take_drops(person.given or person.called)
        self.frame.asked.connect(self.asked)
        self.frame.framed.connect(self._rest)
        self.frame.fit(self.width())
        self._put(self.frame)

    def show_page(self, page: Page, place: str, *, arrives: bool) -> None:
        """Frame a page; the one before is destroyed."""
        self._framed().show_page(page, place, arrives=arrives)

    def showEvent(self, event: QShowEvent) -> None:
        """Bring layouts to rest before the first picture."""
        super().showEvent(event)
        _settle()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Turn the sidebar into a rail, or back."""
        super().resizeEvent(event)
        if self.frame is not None:
            self.frame.fit(event.size().width())
        self.resized.emit(event.size())

    def closeEvent(self, event: QCloseEvent) -> None:
        """Let the app lock first."""
        self.closing.emit()
        super().closeEvent(event)

    def panes(self) -> list[QWidget]:
        """Return what F6 goes round, those now shown."""
        if self.frame is None:
            return [pane for pane in (self.centralWidget(),) if pane is not None and _stops(pane)]
        return [pane for pane in (*self.frame.panes(), self.toast) if _stops(pane)]

    def _put(self, widget: QWidget) -> None:
        for key in self._keys:
            key.setEnabled(self.frame is not None)
        self.setCentralWidget(widget)
        self.toast.setParent(None)  # Qt's chain of focus follows the order of arrival: last again
        self.toast.setParent(self)
        self.toast.raise_()
        if self.isVisible():
            _settle()

    def _framed(self) -> Frame:
        if self.frame is None:
            raise LookupError
        return self.frame

    def _listen(self) -> None:
        for key, sequences in KEYS.items():
            shortcut = QShortcut(self)
            shortcut.setKeys([QKeySequence(sequence) for sequence in sequences])
            shortcut.activated.connect(lambda key=key: self.asked.emit(key, True))
            self._keys.append(shortcut)
        for sequence, step in (("F6", 1), ("Shift+F6", -1)):
            QShortcut(QKeySequence(sequence), self, lambda step=step: self._go_round(step))

    def _take_drops(self, first: str) -> None:
        from vault.ui.widgets.drop_zone import DropZone  # noqa: PLC0415 - see above

        if self.drops is None:
            self.drops = DropZone(self)
            self.drops.dropped.connect(self._dropped)
        self.drops.first = first

    def _dropped(self, files: list[Path]) -> None:
        named = (quote(str(one), safe="") for one in files)
        self.asked.emit("/".join(("imports", "files", *named)), True)

    def _rest(self) -> None:
        if self.isVisible():
            _settle()

    def _go_round(self, step: int) -> None:
        panes, here = self.panes(), QApplication.focusWidget()
        if not panes:
            return
        at = [n for n, pane in enumerate(panes) if here is not None and pane.isAncestorOf(here)]
        following = panes[(at[0] + step) % len(panes)] if at else panes[0]
        stops = _stops(following)
        lists = [] if self.frame is None else [s for s in stops if s is self.sidebar.places]
        (lists or stops)[0].setFocus(Qt.FocusReason.ShortcutFocusReason)


def _settle() -> None:
    """Let layouts come to rest: wrapped text in a scroll area takes some passes, all unseen."""
    for _pass in range(_PASSES):
        QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)


def _stops(pane: QWidget) -> list[QWidget]:
    return [widget for widget in tab_stops(pane) if widget.isVisible() and widget.isEnabled()]
