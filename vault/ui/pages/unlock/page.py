"""The unlock page: which carnet, its passphrase, and the other ways."""

from __future__ import annotations

from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from vault.i18n import _, ngettext
from vault.ui.pages.unlock.state import Notice, UnlockState
from vault.ui.theme import now
from vault.ui.voice import about, say
from vault.ui.widgets.alert import Alert
from vault.ui.widgets.busy import Busy
from vault.ui.widgets.button import Button, Kind
from vault.ui.widgets.card import Card
from vault.ui.widgets.field import Field
from vault.ui.widgets.heading import Heading
from vault.ui.widgets.mark import Mark
from vault.ui.widgets.page import Head
from vault.ui.widgets.porch import Porch
from vault.ui.widgets.retired import retire
from vault.ui.widgets.secret_field import SecretField
from vault.ui.widgets.text import Text


class UnlockPage(Porch):
    """Says "unlock", "change", "forgotten", "key file" or the key of an act of the notice.

    What is typed stays in the field until the page goes; it is never part of a state.
    """

    def __init__(self) -> None:
        super().__init__()
        self.heading = Heading(_("Open your carnet"), 1, "display")
        self._lead = Text(_("Type your passphrase to open it."), "body")
        self._lead.setProperty("role", "small")
        self.notices = QVBoxLayout()
        self.secret = SecretField(_("Passphrase"))
        self.field = Field(_("Passphrase"), self.secret, inside=self.secret.edit)
        self.secret.edit.setAccessibleIdentifier("unlock.passphrase")
        self._caps = Text(_("Caps Lock is on"), "small")
        self.button = self._button("unlock", _("Unlock"), "primary")
        self.busy = Busy()
        self._card, self._form = self._which(), QWidget()
        self._shown: UnlockState | None = None
        self._acts: list[Button] = []
        self._lay()
        self._listen()

    @property
    def typed(self) -> str:
        """Return what stands in the passphrase field."""
        return self.secret.edit.text()

    def show_state(self, state: UnlockState) -> None:
        """Draw a state; what is typed stays."""
        before, self._shown = self._shown, state
        self._called.setText(state.name)
        self._place.setText(state.place)
        self._last.setText(state.last)
        self._last.setVisible(bool(state.last))
        self.show_foot(state.foot)
        self._change.setAccessibleName(about(_("Change"), state.name))
        if before is None or before.notice != state.notice:
            self._draw_notice(state.notice)
            self._order()
        self._draw_form(state)
        self.headed.emit(Head(self.heading.text()))
        self.settle()
        self._put_focus(before, state)

    def _draw_form(self, state: UnlockState) -> None:
        form = state.step not in {"shut", "asks", "working"}
        self._form.setVisible(form)
        self._lead.setVisible(form)
        self.field.show_error(state.wrong)
        self.secret.edit.setReadOnly(state.step == "opening")
        self.button.setEnabled(state.step == "ready")
        self._forgotten.setVisible(form)
        self._key_file.setVisible(form and state.key_file)
        words = {"opening": _("Opening…"), "waiting": _wait(state.wait)}
        self.button.setText(words.get(state.step, _("Unlock")))
        self.button.setAccessibleName(self.button.text())
        if state.step in {"opening", "working"}:
            self.busy.begin(state.working)
        else:
            self.busy.end()

    def _draw_notice(self, notice: Notice | None) -> None:
        while item := self.notices.takeAt(0):
            if widget := item.widget():
                retire(widget)
        self._acts = []
        if notice is None:
            return
        self.notices.addWidget(Alert(notice.kind, notice.title, notice.sentence))
        for number, (key, words) in enumerate(notice.acts):
            button = self._button(key, words, "plain" if number else "primary")
            self._acts.append(button)
            self.notices.addWidget(button)
            if self.isVisible():
                button.show()  # at once: it may take the focus

    def _put_focus(self, before: UnlockState | None, state: UnlockState) -> None:
        fresh = before is None or before.tries != state.tries or before.step != state.step
        if not fresh or state.step in {"opening", "waiting", "working"}:
            return
        if state.step == "ready":
            if before is not None and before.tries != state.tries:
                self.secret.edit.selectAll()
            self.secret.edit.setFocus()
            return
        first: QWidget = self._acts[0] if self._acts else self.heading
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def _order(self) -> None:
        """Let Tab follow the eye: the notice stands above the rest, though it came later."""
        secret = self.secret
        links = self._forgotten, self._key_file
        stops = (*self._acts, self._change, secret.edit, secret.button, self.button, *links)
        for before, after in pairwise(stops):
            QWidget.setTabOrder(before, after)

    def _which(self) -> Card:
        card, theme = Card(), now()
        line = QHBoxLayout()
        line.setSpacing(theme.space("s"))
        mark = Mark("lock", "primary", tile=True)
        line.addWidget(mark, alignment=Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(theme.space("xxs"))
        self._called, self._place = Text("", "strong"), Text("", "small")
        self._last = Text("", "small")
        for text in (self._called, self._place, self._last):
            words.addWidget(text)
        line.addLayout(words, 1)
        self._change = Button(_("Change"), "text")
        self._change.setAccessibleIdentifier("unlock.change")
        line.addWidget(self._change, alignment=Qt.AlignmentFlag.AlignVCenter)
        card.body.addLayout(line)
        return card

    def _lay(self) -> None:
        theme, column = now(), self.column
        column.addWidget(self.heading)
        column.addWidget(self._lead)
        column.addSpacing(theme.space("xs"))
        column.addLayout(self.notices)
        column.addWidget(self._card)
        form = QVBoxLayout(self._form)
        form.setContentsMargins(0, theme.space("s"), 0, 0)
        form.setSpacing(theme.space("s"))
        form.addWidget(self.field)
        form.addWidget(self._caps)
        form.addWidget(self.button)
        column.addWidget(self._form)
        column.addWidget(self.busy)
        self._forgotten = self._link("forgotten", _("Forgotten passphrase?"))
        self._key_file = self._link("key file", _("I have a key file"))
        for link in (self._forgotten, self._key_file):
            column.addWidget(link, alignment=Qt.AlignmentFlag.AlignHCenter)

    def _listen(self) -> None:
        self._caps.hide()
        self.secret.caps.connect(self._caps_told)
        self.secret.edit.returnPressed.connect(lambda: self.asked.emit("unlock"))
        self._change.clicked.connect(lambda: self.asked.emit("change"))

    def _caps_told(self, on: bool) -> None:  # noqa: FBT001 - the signal's own shape
        self._caps.setVisible(on)
        if on:
            say(self._caps, self._caps.text())

    def _button(self, key: str, words: str, kind: Kind) -> Button:
        button = Button(words, kind)
        button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        button.setAccessibleIdentifier(f"unlock.{key}")
        button.clicked.connect(lambda: self.asked.emit(key))
        return button

    def _link(self, key: str, words: str) -> Button:
        button = Button(words, "text")
        button.setAccessibleIdentifier(f"unlock.{key}")
        button.clicked.connect(lambda: self.asked.emit(key))
        return button


def _wait(seconds: int) -> str:
    return ngettext("Try again in {n} second", "Try again in {n} seconds", seconds).format(
        n=seconds
    )
