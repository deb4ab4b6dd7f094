"""The documents on the left, the open one on the right."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QImage, QResizeEvent
from PySide6.QtWidgets import QApplication, QBoxLayout, QVBoxLayout, QWidget

from vault.i18n import _
from vault.ui.pages.documents.state import DocumentsState, Row, View
from vault.ui.theme import Theme, now
from vault.ui.widgets.alert import Alert
from vault.ui.widgets.button import Button
from vault.ui.widgets.card import Card
from vault.ui.widgets.chip import Chip
from vault.ui.widgets.empty import Empty
from vault.ui.widgets.filter_field import FilterField
from vault.ui.widgets.heading import Heading
from vault.ui.widgets.page import Action, Head, Page
from vault.ui.widgets.panel import Pairs
from vault.ui.widgets.retired import retire
from vault.ui.widgets.row import Lines, OpenRow
from vault.ui.widgets.sheet import SheetView, drawn
from vault.ui.widgets.skeleton import Skeleton
from vault.ui.widgets.text import Text


class DocumentsPage(Page):
    """Shows a state; says `open/FACT`, `close`, `provenance/FACT`, `imports`, `again`."""

    sifted = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.field, self._list, self._view = FilterField(_("Filter the documents")), _box(), _box()
        self.field.textEdited.connect(self.sifted)
        left = _box()
        _column(left).addWidget(self.field)
        _column(left).addWidget(self._list)
        self._columns = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._columns.setContentsMargins(0, 0, 0, 0)
        self._columns.setSpacing(now().space("card_gap"))
        self._columns.addWidget(left, 2, Qt.AlignmentFlag.AlignTop)
        self._columns.addWidget(self._view, 3, Qt.AlignmentFlag.AlignTop)

    def show_state(self, state: DocumentsState) -> None:
        """Draw a state; the focus stays on what carries the same identifier."""
        held = QApplication.focusWidget()
        kept = held.accessibleIdentifier() if held and self.isAncestorOf(held) else ""
        self.field.setVisible(state.step == "ready")
        self._fill(self._list, self._rows(state))
        self._fill(self._view, [] if state.view is None else self._open(state.view))
        self._view.setVisible(state.view is not None)
        actions = (Action("imports", _("Import"), "import", "primary"),)
        self.headed.emit(Head(_("Documents"), state.count, actions))
        for widget in self.findChildren(QWidget):
            if kept and widget.accessibleIdentifier() == kept:
                widget.setFocus()

    def dress(self, theme: Theme) -> None:
        """Fold at the scale of a theme."""
        self._fit(theme)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the open document under the list where the width does not suffice."""
        super().resizeEvent(event)
        self._fit(now())

    def _fit(self, theme: Theme) -> None:
        way, wide = QBoxLayout.Direction, theme.has_aside(self.width())
        self._columns.setDirection(way.LeftToRight if wide else way.TopToBottom)

    def _fill(self, box: QWidget, parts: list[QWidget]) -> None:
        column = _column(box)
        while item := column.takeAt(0):
            if widget := item.widget():
                retire(widget)
        for part in parts:
            column.addWidget(part)
            if self.isVisible():
                part.show()

    def _rows(self, state: DocumentsState) -> list[QWidget]:
        if state.step == "failed":
            alert = Alert("error", state.sentence, action=_("Try again"))
            alert.acted.connect(lambda: self.asked.emit("again"))
            return [alert]
        if state.step == "loading":
            return [Skeleton(1, lines=6)]
        if state.step == "empty":
            empty = Empty(
                "documents", _("No document."),
                _("Documents come with a file that you import."), _("Import a file"),
            )  # fmt: skip
            empty.acted.connect(lambda: self.asked.emit("imports"))
            return [empty]
        if not state.rows:
            return [Text(_("No document has “{words}” in it.").format(words=state.words), "body")]
        card = Card()
        for row in state.rows:
            card.body.addWidget(self._row(row))
        return [card]

    def _row(self, row: Row) -> OpenRow:
        chip = Chip(_("Kept out of shares"), "plain") if row.withheld else None
        shown = OpenRow(
            Lines("documents", row.title, row.detail), f"{row.title}, {row.detail}", chip
        )
        shown.setAccessibleIdentifier(f"document.{row.uid}")
        shown.clicked.connect(lambda: self.asked.emit(f"open/{row.uid}"))
        return shown

    def _open(self, view: View) -> list[QWidget]:
        card = Card()
        card.body.addWidget(Heading(view.title, 2))
        card.body.addWidget(Pairs(view.facts))
        whence = Button(_("Where does this come from?"), "text")
        whence.setAccessibleIdentifier("document.provenance")
        whence.clicked.connect(lambda: self.asked.emit(f"provenance/{view.uid}"))
        close = Button(_("Close the document"), "text")
        close.setAccessibleIdentifier("document.close")
        close.clicked.connect(lambda: self.asked.emit("close"))
        card.body.addWidget(whence)
        card.body.addWidget(close)
        return [card, *self._shown(view)]

    def _shown(self, view: View) -> list[QWidget]:
        if view.step == "loading":
            return [Skeleton(1, lines=8)]
        if view.step == "failed":
            return [Alert("error", view.sentence)]
        if view.step == "none":
            return [Alert("note", view.sentence)]
        parts: list[QWidget] = [SheetView(drawn(page), page.name) for page in view.pages]
        if view.text:
            card = Card()
            card.body.addWidget(Text(view.text, "body"))
            parts.append(card)
        if view.picture:
            image = QImage.fromData(view.picture)
            seen = SheetView(image, view.title) if not image.isNull() else None
            broken = Alert("note", _("No preview is possible."))
            parts.append(seen or broken)
        return parts


def _box() -> QWidget:
    box = QWidget()
    column = QVBoxLayout(box)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(now().space("card_gap"))
    return box


def _column(box: QWidget) -> QVBoxLayout:
    column = box.layout()
    assert isinstance(column, QVBoxLayout)
    return column
