"""The report of an import: every item read stands in one of its lines, and each line opens."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from vault.i18n import _
from vault.ui.pages.imports.state import Counter, ReportState
from vault.ui.theme import now
from vault.ui.widgets.alert import Alert
from vault.ui.widgets.button import Button
from vault.ui.widgets.card import Card, Rule
from vault.ui.widgets.facts import FactList
from vault.ui.widgets.heading import Heading
from vault.ui.widgets.page import Action, Head, Page
from vault.ui.widgets.row import Lines, OpenRow, Row
from vault.ui.widgets.skeleton import Skeleton
from vault.ui.widgets.text import Text

_ICONS = {
    "added": "good", "already_present": "tick", "corrected": "edit",
    "duplicate_inside_file": "copy", "duplicate_of_other_source": "copy",
    "to_check": "to look at", "refused": "error", "unsupported": "note",
}  # fmt: skip


class ReportPage(Page):
    """Shows a state; says `line/KEY`, `more`, `undo_import`, `save`, or the key of a page."""

    def __init__(self) -> None:
        super().__init__()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(now().space("card_gap"))

    def show_state(self, state: ReportState) -> None:
        """Draw a state, whole; the focus stays on what carries the same identifier."""
        held = QApplication.focusWidget()
        kept = held.accessibleIdentifier() if held and self.isAncestorOf(held) else ""
        while gone := self._column.takeAt(0):
            if widget := gone.widget():
                widget.setParent(None)
                widget.deleteLater()
        for part in self._parts(state):
            self._column.addWidget(part)
            if self.isVisible():
                part.show()
        self.headed.emit(_head(state))
        for widget in self.findChildren(QWidget):
            if kept and widget.accessibleIdentifier() == kept:
                widget.setFocus()

    def _parts(self, state: ReportState) -> list[QWidget]:
        if state.step == "failed":
            alert = Alert("error", state.sentence, action=_("Back to imports"))
            alert.acted.connect(lambda: self.asked.emit("imports"))
            return [alert]
        if state.step == "loading":
            return [Skeleton(2, lines=4)]
        parts: list[QWidget] = []
        if state.undone:
            parts.append(Alert("note", _("This import was taken back.")))
        elif not state.whole:
            words = _("What was read before the end is kept. The rest is missing.")
            parts.append(Alert("look", _("The file is not whole."), words))
        elif state.nothing_new:
            parts.append(Alert("note", _("Everything is already there: nothing was added.")))
        parts += [self._counters(state), self._facts(state)]
        return parts

    def _counters(self, state: ReportState) -> Card:
        card = Card()
        card.body.addWidget(Heading(_("What became of it"), 2))
        for number, line in enumerate(state.counters):
            if number:
                card.body.addWidget(Rule())
            card.body.addWidget(self._line(line, open_now=line.key == state.open))
            if line.key == state.open:
                card.body.addWidget(self._items(line))
        card.body.addWidget(Rule())
        total = Text(state.total, "strong")
        card.body.addWidget(total)
        return card

    def _line(self, line: Counter, *, open_now: bool) -> QWidget:
        count = Text(line.count, "strong", wraps=False)
        icon = _ICONS[line.key]
        if not line.opens:
            return Row(Lines(icon, line.words, "", "text3"), count)
        detail = _("Close") if open_now else _("See the items")
        says = f"{line.words}: {line.count}, {detail}"
        row = OpenRow(Lines(icon, line.words, detail), says, count)
        row.setAccessibleIdentifier(f"line.{line.key}")
        row.clicked.connect(lambda: self.asked.emit(f"line/{line.key}"))
        return row

    def _items(self, line: Counter) -> QWidget:
        part = QWidget()
        column = QVBoxLayout(part)
        column.setContentsMargins(now().space("xxl"), 0, 0, 0)
        column.setSpacing(now().space("xs"))
        for what, why, where in line.items:
            column.addWidget(Text(what, "body"))
            small = " · ".join(words for words in (why, where) if words)
            if small:
                column.addWidget(Text(small, "small"))
        if line.more:
            more = Button(line.more, "text")
            more.setAccessibleIdentifier("more")
            more.clicked.connect(lambda: self.asked.emit("more"))
            column.addWidget(more)
        return part

    def _facts(self, state: ReportState) -> Card:
        card = Card()
        card.body.addWidget(Heading(_("About this import"), 2))
        card.body.addWidget(FactList(state.facts))
        for said in state.messages:
            card.body.addWidget(Text(said, "body"))
        return card


def _head(state: ReportState) -> Head:
    if state.step != "ready":
        return Head(_("Import report"))
    note = _("{first}’s record").format(first=state.first)
    note = f"{note} · {state.note}" if state.note else note
    acts = [Action("save", _("Save the report"), "export")]
    if not state.undone:
        acts.append(Action("undo_import", _("Undo this import"), "undo"))
    acts.append(Action("measures", _("See the measurements"), "measurements", "primary"))
    return Head(state.title, note, tuple(acts))
