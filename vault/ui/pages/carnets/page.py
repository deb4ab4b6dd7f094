"""The list of carnets that are known here."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from vault.i18n import _
from vault.ui.pages.carnets.state import CarnetsState, KnownCarnet
from vault.ui.theme import now
from vault.ui.voice import about
from vault.ui.widgets.action_card import ActionCard
from vault.ui.widgets.alert import Alert
from vault.ui.widgets.button import Button
from vault.ui.widgets.heading import Heading
from vault.ui.widgets.mark import Mark
from vault.ui.widgets.page import Head
from vault.ui.widgets.porch import WIDE, Porch
from vault.ui.widgets.retired import retire
from vault.ui.widgets.text import Text


class CarnetsPage(Porch):
    """Says "choose/PLACE", "remove/PLACE", "folder", "create" or "back"."""

    def __init__(self) -> None:
        super().__init__(WIDE)
        self.heading, self._rows = Heading(_("Which carnet?"), 1), QVBoxLayout()
        self._rows.setSpacing(now().space("s"))
        self.column.addWidget(self.heading)
        self.column.addLayout(self._rows)
        self.column.addSpacing(now().space("xs"))
        for key, words in (
            ("folder", _("Open another carnet")), ("create", _("Create another carnet")),
            ("back", _("Back")),
        ):  # fmt: skip
            button = Button(words, "plain" if key != "back" else "text")
            button.setAccessibleIdentifier(f"carnets.{key}")
            button.clicked.connect(lambda _on=False, key=key: self.asked.emit(key))
            self.column.addWidget(button, alignment=Qt.AlignmentFlag.AlignLeft)
        self._begun = False

    def show_state(self, state: CarnetsState) -> None:
        """Draw a state, whole; the focus goes to the first row, or back to the title."""
        while item := self._rows.takeAt(0):
            if widget := item.widget():
                retire(widget)
        if state.said:
            self._rows.addWidget(Alert("good", state.said))
        rows = [self._row(one) for one in state.known]
        for row in rows:
            self._rows.addWidget(row)
            if self.isVisible():
                row.show()
        self.headed.emit(Head(self.heading.text()))
        self.settle()
        if state.said or not self._begun:
            self._begun = True
            self.heading.arrive()

    def _row(self, one: KnownCarnet) -> QWidget:
        row, theme = QWidget(), now()
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(theme.space("xs"))
        says = ". ".join(part for part in (one.name, one.place, one.last) if part)
        card, inside, words = ActionCard(says), QHBoxLayout(), QVBoxLayout()
        card.setAccessibleIdentifier(f"carnet.{one.name}")
        inside.setSpacing(theme.space("m"))
        inside.addWidget(Mark("lock", "primary", tile=True), alignment=Qt.AlignmentFlag.AlignTop)
        words.setSpacing(theme.space("xxs"))
        for text, style in ((one.name, "strong"), (one.place, "small"), (one.last, "small")):
            if text:
                words.addWidget(Text(text, style))  # type: ignore[arg-type]
        inside.addLayout(words, 1)
        card.body.addLayout(inside)
        card.close_to_clicks()
        card.clicked.connect(lambda: self.asked.emit(f"choose/{one.key}"))
        remove = Button(kind="icon", icon="close", says=about(_("Remove from the list"), one.name))
        remove.setAccessibleIdentifier(f"remove.{one.name}")
        remove.clicked.connect(lambda: self.asked.emit(f"remove/{one.key}"))
        line.addWidget(card, 1)
        line.addWidget(remove, alignment=Qt.AlignmentFlag.AlignVCenter)
        return row
