"""What keeps some of the services: words, and whether they take new shares or were used."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from vault.i18n import _
from vault.ui.theme import now
from vault.ui.widgets.choice import Choice
from vault.ui.widgets.filter_field import FilterField
from vault.ui.widgets.text import Text


class Sifting(QWidget):
    """`sifted` says the words, `picked` the key of the choice."""

    sifted = Signal(str)
    picked = Signal(str)

    def __init__(self, page: QWidget) -> None:
        super().__init__(page)
        self.field = FilterField(_("Filter the services"))
        self.field.textEdited.connect(self.sifted)
        answers = {"all": _("All"), "usable": _("Open to shares"), "used": _("Already used")}
        self.which = Choice(_("Which services"), answers, "all")
        self.which.chosen.connect(self.picked)
        self._count = Text("", "small")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(now().space("s"))
        for part in (self.field, self.which, self._count):
            column.addWidget(part)

    def show_count(self, count: str) -> None:
        """Say how many are shown, of how many."""
        self._count.setText(count)
