"""The right side of the page of the signature: the agreement, the passphrase, two equal answers."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, QTimer, Signal
from PySide6.QtWidgets import QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from vault.i18n import _
from vault.ui.pages.sign.facts import fact
from vault.ui.pages.sign.state import SignState
from vault.ui.theme import now
from vault.ui.widgets.button import Button
from vault.ui.widgets.card import Card, Rule
from vault.ui.widgets.field import Field
from vault.ui.widgets.heading import Heading
from vault.ui.widgets.secret_field import SecretField
from vault.ui.widgets.text import Text


class Agreement(Card):
    """Neither answer is a default, Enter in the field does nothing, the field is empty."""

    asked = Signal(str)

    def __init__(self, state: SignState) -> None:
        super().__init__()
        self.body.setSpacing(now().space("m"))
        self.body.addWidget(_agreed(state))
        self.body.addWidget(fact(state, 9, "good"))
        self.body.addWidget(fact(state, 8, "history"))
        self.body.addWidget(Rule())
        self.answers = QWidget()
        column = QVBoxLayout(self.answers)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(now().space("xs"))
        self.secret = SecretField(_("Passphrase"))
        self.secret.edit.setAccessibleIdentifier("passphrase")
        self.field = Field(
            _("Passphrase"), self.secret, _("It confirms that it is really you."),
            inside=self.secret.edit,
        )  # fmt: skip
        column.addWidget(self.field)
        column.addSpacing(now().space("xxs"))
        self.sign = self._answer("sign", _("Sign and share"), "sign")
        self.decline = self._answer("decline", _("Decline"), "close")
        for button in (self.sign, self.decline):
            column.addWidget(button)
        later = Button(_("Decide later"), "text")
        later.setAccessibleIdentifier("later")
        later.clicked.connect(lambda: self.asked.emit("later"))
        column.addWidget(later, alignment=Qt.AlignmentFlag.AlignHCenter)
        self.waiting = Text(_("Signing…"), "strong")
        self.waiting.hide()
        column.addWidget(self.waiting)
        self.body.addWidget(self.answers)
        self.secret.edit.installEventFilter(self)

    def arrive(self) -> None:
        """Give the focus to the field, never to a button."""
        self.secret.edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def say(self, error: str) -> None:
        """Say what is wrong with what was typed; nothing was signed."""
        self.waiting.hide()
        self.field.show_error(error)
        self.secret.edit.selectAll()
        self.arrive()

    def wait(self) -> None:
        """Say that it is being signed; nothing moves under the hand."""
        self.field.show_error("")
        self.waiting.show()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Bring the field and both answers into view whenever the field has the focus."""
        if event.type() == QEvent.Type.FocusIn:
            QTimer.singleShot(0, self, self._into_view)
        return super().eventFilter(watched, event)

    def _answer(self, key: str, words: str, icon: str) -> Button:
        """Build one of the two answers: both are made here, so that they cannot differ."""
        button = Button(words, "primary", icon=icon)
        button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        button.setAccessibleIdentifier(key)
        button.clicked.connect(lambda: self.asked.emit(key))
        return button

    def _into_view(self) -> None:
        above = self.parentWidget()
        while above is not None and not isinstance(above, QScrollArea):
            above = above.parentWidget()
        inside = above.widget() if isinstance(above, QScrollArea) else None
        if not isinstance(above, QScrollArea) or inside is None:
            return
        gap, bar = now().space("s"), above.verticalScrollBar()
        top = self.field.mapTo(inside, QPoint(0, 0)).y() - gap
        bottom = self.decline.mapTo(inside, QPoint(0, self.decline.height())).y() + gap
        if bottom > bar.value() + above.viewport().height() or top < bar.value():
            bar.setValue(min(top, bottom - above.viewport().height()))


def _agreed(state: SignState) -> QWidget:
    made = QWidget()
    made.setAccessibleIdentifier("agreement")
    column = QVBoxLayout(made)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(now().space("xs"))
    column.addWidget(Heading(state.agreement_head, 2))
    column.addWidget(Text(state.agreement, "body"))
    return made
