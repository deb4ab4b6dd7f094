"""What stands round every page of a record: sidebar, strips, header, content."""

from __future__ import annotations

from itertools import pairwise

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from vault.record.person import Person
from vault.ui.sidebar import Sidebar
from vault.ui.stops import tab_stops
from vault.ui.theme import Theme, now
from vault.ui.voice import say
from vault.ui.widgets.centred import Centred
from vault.ui.widgets.header import Header
from vault.ui.widgets.page import Head, Page
from vault.ui.widgets.person_strip import PersonStrip


class Frame(QWidget):
    """One person's record on screen; another person is another frame, built anew.

    `asked` says the key of a place, a utility or an action, and whether the focus goes to the
    heading of what opens (a click, Enter) or stays (an arrow). `notes` stand above everything:
    the strip of the example.
    """

    asked = Signal(str, bool)
    framed = Signal()  # after a page was drawn: the window puts its own stops behind

    def __init__(self, person: Person, number: int, *notes: QWidget) -> None:
        super().__init__()
        self.sidebar, self.header = Sidebar(person, number), Header()
        self.strip = PersonStrip(person.called) if person.relation != "self" else None
        self.notes = notes
        self.page: Page | None = None
        self._content: Centred | None = None
        self._place()
        self.sidebar.asked.connect(self.asked)
        self.header.asked.connect(lambda key: self.asked.emit(key, True))
        if self.strip is not None:
            self.strip.back.connect(lambda: self.asked.emit("own", True))

    def show_page(self, page: Page, place: str, *, arrives: bool) -> None:
        """Frame a page; the one before is destroyed."""
        self.sidebar.places.select(place)
        content = Centred(now().space("m"), now().space("page_top"))
        content.setObjectName("page")
        content.body.addWidget(page)
        content.body.addStretch(1)
        page.headed.connect(self._headed)
        self._let_go()
        self.page, self._content = page, content
        self.area.setWidget(content)
        self.area.verticalScrollBar().setValue(0)
        if arrives:
            self.header.heading.arrive()
        else:
            say(self.header.heading, self.header.heading.text())

    def add_note(self, note: QWidget) -> None:
        """Put a strip above everything; it goes when it is hidden."""
        self.notes = (*self.notes, note)
        self._column.insertWidget(len(self.notes) - 1, note)
        self._order()
        self.framed.emit()

    def dress(self, _theme: Theme) -> None:
        """Take the sidebar width of a theme."""
        self.fit(self.width())

    def fit(self, window: int) -> None:
        """Turn the sidebar into a rail, or back, in a window of this width."""
        self.sidebar.fit(window)

    def panes(self) -> list[QWidget]:
        """Return what F6 goes round, shown or not: sidebar, strips, header, content."""
        every = (self.sidebar, *self.notes, self.strip, self.header, self.area)
        return [pane for pane in every if pane is not None]

    def stops(self) -> list[QWidget]:
        """Return all that takes the focus by Tab, in reading order."""
        return [stop for pane in self.panes() for stop in tab_stops(pane)]

    def _place(self) -> None:
        self.area, right = QScrollArea(), QWidget()
        self.area.setWidgetResizable(True)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.verticalScrollBar().rangeChanged.connect(self._make_room)
        right.setObjectName("canvas")
        self._column = column = QVBoxLayout(right)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for part in (*self.notes, self.strip, self.header):
            if part is not None:
                column.addWidget(part)
        column.addWidget(self.area, 1)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(0)
        line.addWidget(self.sidebar)
        line.addWidget(right, 1)

    def _headed(self, head: Head) -> None:
        self.header.show_head(head)
        self._order()
        self.framed.emit()

    def _order(self) -> None:
        for before, after in pairwise(self.stops()):
            QWidget.setTabOrder(before, after)

    def _let_go(self) -> None:
        """Destroy the page before this one, but not at once: a key of its own may have led here."""
        before = self.area.takeWidget()
        if before is not None:
            before.setParent(self)
            before.hide()
            before.deleteLater()

    def _make_room(self, _least: int, most: int) -> None:
        if self._content is not None:
            bar = self.area.verticalScrollBar()
            self._content.make_room(bar.sizeHint().width() if most else 0)
