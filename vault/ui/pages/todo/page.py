"""To check: one list of what waits, each row with its reason, its date and one act."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Signal
from PySide6.QtWidgets import QApplication, QHBoxLayout, QMenu, QVBoxLayout, QWidget

from vault.formatting import whole
from vault.i18n import _, ngettext
from vault.ui.pages.todo.state import Group, Item, TodoState
from vault.ui.theme import now
from vault.ui.voice import about
from vault.ui.widgets.alert import Alert
from vault.ui.widgets.button import Button
from vault.ui.widgets.card import Card, Rule
from vault.ui.widgets.empty import Empty
from vault.ui.widgets.heading import Heading
from vault.ui.widgets.page import Head, Page
from vault.ui.widgets.retired import retire
from vault.ui.widgets.row import Lines, Row
from vault.ui.widgets.skeleton import Skeleton


class TodoPage(Page):
    """Shows a state; says the key of a page, or `again`; `put_off` a thing and for how long."""

    put_off = Signal(str, str)  # the key of the thing; "tomorrow", "week", "never"

    def __init__(self) -> None:
        super().__init__()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(now().space("card_gap"))

    def show_state(self, state: TodoState) -> None:
        """Draw a state, whole; the focus stays on what carries the same identifier."""
        held = QApplication.focusWidget()
        kept = held.accessibleIdentifier() if held and self.isAncestorOf(held) else ""
        while (gone := self._column.takeAt(0)) is not None:
            if widget := gone.widget():
                retire(widget)
        for part in self._parts(state):
            self._column.addWidget(part)
            if self.isVisible():
                part.show()
        note = ngettext("{n} thing to check", "{n} things to check", state.count)
        self.headed.emit(Head(_("To check"), note.format(n=whole(state.count)) * bool(state.count)))
        for found in self.findChildren(QWidget):
            if kept and found.accessibleIdentifier() == kept:
                found.setFocus()

    def _parts(self, state: TodoState) -> list[QWidget]:
        if state.step == "failed":
            alert = Alert("error", state.sentence, action=_("Try again"))
            alert.acted.connect(lambda: self.asked.emit("again"))
            return [alert]
        if state.step == "loading":
            return [Skeleton(2, lines=2)]
        if state.step == "empty":
            return [self._empty()]
        return [self._group(group) for group in state.groups]

    def _empty(self) -> Empty:
        empty = Empty(
            "good", _("Nothing to check."), _("What needs your attention will stand here."),
            _("Back to the overview"),
        )  # fmt: skip
        empty.acted.connect(lambda: self.asked.emit("overview"))
        return empty

    def _group(self, group: Group) -> Card:
        card = Card()
        card.body.addWidget(Heading(group.name, 2))
        for number, item in enumerate(group.items):
            if number:
                card.body.addWidget(Rule())
            card.body.addWidget(self._row(item))
        return card

    def _row(self, item: Item) -> Row:
        right = QWidget()
        line = QHBoxLayout(right)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(now().space("xxs"))
        act = Button(item.act, "text", says=about(item.act, item.title))
        act.setAccessibleIdentifier(f"open.{item.key}")
        act.clicked.connect(lambda: self.asked.emit(item.opens))
        more = Button(kind="icon", icon="more", says=about(_("More"), item.title))
        more.setAccessibleIdentifier(f"more.{item.key}")
        menu = self._menu(item, more)
        more.clicked.connect(lambda: menu.popup(more.mapToGlobal(QPoint(0, more.height()))))
        line.addWidget(act)
        line.addWidget(more)
        return Row(Lines(item.icon, item.title, item.detail), right)

    def _menu(self, item: Item, owner: QWidget) -> QMenu:
        menu = QMenu(owner)
        ways = {"tomorrow": _("Remind me tomorrow"), "week": _("Remind me in a week")}
        if item.silent:
            ways["never"] = _("Do not tell me about this again")
        for way, said in ways.items():
            entry = menu.addAction(said)
            entry.triggered.connect(lambda _on=False, way=way: self.put_off.emit(item.key, way))
        return menu
