"""« Exact content of the sending »: readable, the file itself, technical details."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QPlainTextEdit, QStackedWidget, QWidget

from vault.i18n import _
from vault.ui.pages.sign.state import ExactState
from vault.ui.theme import Theme, now
from vault.ui.widgets.choice import Choice
from vault.ui.widgets.dialog import Dialog
from vault.ui.widgets.heading import Heading
from vault.ui.widgets.panel import Pairs
from vault.ui.widgets.stack import Stack

_TALL = 8  # rows of a list that the text is high


class Reading(QPlainTextEdit):
    """Text to read and to copy, that nobody can change."""

    def __init__(self, named: str, words: str) -> None:
        super().__init__(words)
        self.setReadOnly(True)
        self.setTabChangesFocus(True)
        self.setAccessibleName(named)
        self.dress(now())

    def dress(self, theme: Theme) -> None:
        """Take the font and the height of a theme."""
        self.setFont(theme.font("body"))
        self.setMinimumHeight(theme.size("list_row") * _TALL)


class ExactDialog(Dialog):
    """What is shown here is what is signed and sent, byte for byte; `save` writes the bytes."""

    def __init__(self, window: QWidget, state: ExactState, save: Callable[[], object]) -> None:
        super().__init__(window, _("Exact content of the sending"), state.sentence)
        self._save = save
        answers = {
            "readable": _("Readable"), "file": _("File"), "technical": _("Technical details"),
        }  # fmt: skip
        self.tabs = Choice(_("Exact content of the sending"), answers, "readable")
        self.pages = QStackedWidget()
        self.readable = Reading(_("Readable"), state.readable)
        self.file = Reading(_("File"), state.file)
        technical = Stack([Pairs(state.technical)])
        if state.notice:
            technical.body.insertWidget(1, Heading(_("Text that is signed"), 2))
            technical.body.insertWidget(2, Reading(_("Text that is signed"), state.notice))
        for page in (self.readable, self.file, technical):
            self.pages.addWidget(page)
        self.tabs.chosen.connect(lambda key: self.pages.setCurrentIndex(list(answers).index(key)))
        self.body.addWidget(self.tabs)
        self.body.addWidget(self.pages)
        self.add_button("save", _("Save the file"))
        self.add_button("close", _("Close"), "primary")
        self.first = self.tabs.findChildren(QWidget)[0]
        self.asked.connect(lambda key: self._save() if key == "save" else self.accept())
