"""The sections on the left, what the chosen one holds on the right; the summary shows them all."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from vault.i18n import _
from vault.ui.pages.profile.state import Line, ProfileState, Section
from vault.ui.theme import Theme, now, tokens
from vault.ui.widgets.alert import Alert
from vault.ui.widgets.button import Button
from vault.ui.widgets.chip import Chip
from vault.ui.widgets.page import Action, Head, Page
from vault.ui.widgets.panel import Panel
from vault.ui.widgets.place import Place
from vault.ui.widgets.place_list import PlaceList
from vault.ui.widgets.retired import retire
from vault.ui.widgets.row import Lines, OpenRow
from vault.ui.widgets.skeleton import Skeleton
from vault.ui.widgets.text import Text


class ProfilePage(Page):
    """Shows a state; says `provenance/FACT`, `exports`, `again`, `all`; `chosen` a section."""

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._state = ProfileState()
        self._left, self._right = QWidget(), QWidget()
        self._list: PlaceList | None = None
        self._columns = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._columns.setContentsMargins(0, 0, 0, 0)
        self._columns.setSpacing(now().space("card_gap"))
        for widget, stretch in ((self._left, 0), (self._right, 1)):
            column = QVBoxLayout(widget)
            column.setContentsMargins(0, 0, 0, 0)
            column.setSpacing(now().space("card_gap"))
            self._columns.addWidget(widget, stretch, Qt.AlignmentFlag.AlignTop)
        self._left.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)

    def show_state(self, state: ProfileState) -> None:
        """Draw a state, whole; the list keeps the keyboard."""
        before, self._state = self._state, state
        names = [(one.key, one.title) for one in state.sections]
        if self._list is None or names != [(one.key, one.title) for one in before.sections]:
            self._show_list()
        elif before.chosen != state.chosen:
            self._list.select(state.chosen)
        held = QApplication.focusWidget()
        kept = held.accessibleIdentifier() if held and self._right.isAncestorOf(held) else ""
        _clear(self._right.layout())
        for part in self._parts():
            self._put(self._right, part)
        for widget in self._right.findChildren(QWidget):
            if kept and widget.accessibleIdentifier() == kept:
                widget.setFocus()
        self._fit(now())
        self.headed.emit(_head(state))

    def dress(self, theme: Theme) -> None:
        """Take the width of the list from a theme."""
        self._fit(theme)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the sections above where the width does not suffice."""
        super().resizeEvent(event)
        self._fit(now())

    def _fit(self, theme: Theme) -> None:
        way, wide = QBoxLayout.Direction, theme.has_aside(self.width())
        self._columns.setDirection(way.LeftToRight if wide else way.TopToBottom)
        least, _most = tokens()["size"]["side_column"]
        self._left.setMinimumWidth(round(least * theme.scale) if wide else 0)

    def _show_list(self) -> None:
        held = self._list is not None and self._list.hasFocus()
        _clear(self._left.layout())
        state = self._state
        places = [Place("summary", "overview", lambda: _("Summary"))]
        places += [Place(one.key, one.icon, partial(str, one.title)) for one in state.sections]
        self._list = PlaceList(_("Parts of the profile"), tuple(places), at_once=True)
        self._list.setAccessibleIdentifier("profile.sections")
        self._list.select(self._state.chosen)
        self._list.opened.connect(self.chosen)
        self._list.entered_place.connect(self.chosen)
        self._put(self._left, self._list)
        if self._state.hidden:
            more = Button(_("Show all sections"), "text")
            more.setAccessibleIdentifier("profile.all")
            more.clicked.connect(lambda: self.asked.emit("all"))
            self._put(self._left, more)
        if held:
            self._list.setFocus()

    def _put(self, column: QWidget, part: QWidget) -> None:
        layout = column.layout()
        assert layout is not None
        layout.addWidget(part)
        if self.isVisible():
            part.show()

    def _parts(self) -> list[QWidget]:
        state = self._state
        if state.step == "failed":
            alert = Alert("error", state.sentence, action=_("Try again"))
            alert.acted.connect(lambda: self.asked.emit("again"))
            return [alert]
        if state.step == "loading":
            return [Skeleton(3, lines=2)]
        shown = [one for one in state.sections if state.chosen in ("summary", one.key)]
        return [self._panel(one) for one in shown]

    def _panel(self, section: Section) -> Panel:
        rows: list[QWidget] = [self._row(section, line) for line in section.lines]
        if section.said:
            said = Text(section.said, "body")
            if not section.filled:
                said.setProperty("role", "mention")
            rows.append(said)
        return Panel(section.title, rows, note=section.note)

    def _row(self, section: Section, line: Line) -> OpenRow:
        detail = " · ".join(part for part in (line.detail, line.source) if part)
        chip = Chip(_("Kept out of shares"), "plain") if line.withheld else None
        words = [line.title, detail, *([_("Kept out of shares")] if line.withheld else [])]
        row = OpenRow(Lines(section.icon, line.title, detail), ", ".join(words), chip)
        row.setAccessibleIdentifier(f"fact.{line.uid}")
        row.clicked.connect(lambda: self.asked.emit(f"provenance/{line.uid}"))
        return row


def _head(_state: ProfileState) -> Head:
    return Head(_("Medical profile"), actions=(Action("exports", _("Summary to show"), "export"),))


def _clear(column: object) -> None:
    assert isinstance(column, QVBoxLayout)
    while item := column.takeAt(0):
        if widget := item.widget():
            retire(widget)
