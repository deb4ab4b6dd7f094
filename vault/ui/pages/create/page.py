"""Making a carnet: one step at a time, its heading, what goes on and what goes back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from vault.i18n import _
from vault.ui.pages.create.parts import PlaceStep, SecretStep, StartStep
from vault.ui.pages.create.sheet import SheetStep, TypingStep
from vault.ui.pages.create.state import NUMBERS, CreateState, Step
from vault.ui.pages.create.whom import WhomStep
from vault.ui.theme import now
from vault.ui.voice import say
from vault.ui.widgets.alert import Alert
from vault.ui.widgets.busy import Busy
from vault.ui.widgets.button import Button
from vault.ui.widgets.field import Field
from vault.ui.widgets.heading import Heading
from vault.ui.widgets.page import Head
from vault.ui.widgets.porch import WIDE, Porch
from vault.ui.widgets.radios import Radios
from vault.ui.widgets.text import Text

_STEPS: Final = 5
_TITLES: Final[dict[Step, Callable[[], str]]] = {
    "whom": lambda: _("Whose record is this first one?"),
    "place": lambda: _("Where should this carnet be kept?"),
    "secret": lambda: _("Your passphrase"),
    "making": lambda: _("Your passphrase"),
    "sheet": lambda: _("Your recovery sheet"),
    "typing": lambda: _("Type the words of your sheet"),
    "start": lambda: _("Where to start?"),
}


class CreatePage(Porch):
    """Says "continue", "previous", "later" and what the steps ask; `name` is the one proposed."""

    def __init__(self, name: str) -> None:
        super().__init__(WIDE)
        ask = self.asked.emit
        self.whom = WhomStep(lambda: ask("continue"))
        self.place, self.secret = PlaceStep(name, ask), SecretStep(ask)
        self.sheet, self.typing, self.start = SheetStep(ask), TypingStep(ask), StartStep(ask)
        self._steps: dict[Step, QWidget] = {
            "whom": self.whom, "place": self.place, "secret": self.secret, "sheet": self.sheet,
            "typing": self.typing, "start": self.start,
        }  # fmt: skip
        self._number, self.heading = Text("", "small"), Heading("", 1)
        self._alerts, self.busy = QVBoxLayout(), Busy()
        self._lay()
        self._shown: CreateState | None = None

    def show_state(self, state: CreateState) -> None:
        """Draw a state; what was typed in other steps stays."""
        before, self._shown = self._shown, state
        self.heading.setText(_TITLES[state.step]())
        number = _("Step {n} of {total}").format(n=NUMBERS[state.step], total=_STEPS)
        self._number.setText(number)
        for name, part in self._steps.items():
            part.setVisible(name == ("secret" if state.step == "making" else state.step))
        self._draw_alerts(state, before)
        self._draw_buttons(state)
        wrong = self._draw_step(state)
        self.headed.emit(Head(self.heading.text()))
        self.settle()
        if before is None or before.step != state.step:
            self._arrive(state)
        elif wrong is not None and before.tries != state.tries:
            _focus(wrong)

    def _draw_step(self, state: CreateState) -> QWidget | None:
        wrong = [
            self.whom.show_state(state), self.place.show_state(state),
            self.secret.show_state(state), self.sheet.show_state(state),
            self.typing.show_state(state), self.start.show_state(state),
        ]  # fmt: skip
        self.secret.setEnabled(state.step != "making")
        if state.step == "sheet":
            self.secret.forget()
        return next((widget for widget in wrong if widget is not None), None)

    def _draw_alerts(self, state: CreateState, before: CreateState | None) -> None:
        told = (state.said, state.failed)
        if before is not None and (before.said, before.failed) == told:
            return
        while item := self._alerts.takeAt(0):
            if widget := item.widget():
                widget.setParent(None)
                widget.deleteLater()
        if state.said:
            self._alerts.addWidget(Alert("good", state.said))
        if state.failed:
            self._alerts.addWidget(Alert("error", state.failed))

    def _draw_buttons(self, state: CreateState) -> None:
        step = state.step
        words = {"typing": _("Check"), "sheet": _("I have it, continue"),
                 "making": _("Preparing the encryption…")}  # fmt: skip
        self._go.setText(words.get(step, _("Continue")))
        self._go.setAccessibleName(self._go.text())
        self._go.setVisible(step != "start")
        self._go.setEnabled(step != "making")
        self._previous.setVisible(step in {"whom", "place", "secret"})
        self._later.setVisible(step in {"sheet", "typing"})
        self._look.setVisible(step == "start")
        if step == "making":
            self.busy.begin(self._go.text())
        else:
            self.busy.end()

    def _arrive(self, state: CreateState) -> None:
        self.area.verticalScrollBar().setValue(0)
        step = "secret" if state.step == "making" else state.step
        first = getattr(self, step).first()
        if first is None:
            self.heading.arrive()
        else:
            _focus(first)
        say(self, f"{self._number.text()}. {self.heading.text()}")

    def _lay(self) -> None:
        column, theme = self.column, now()
        column.setSpacing(theme.space("m"))
        column.addWidget(self._number)
        column.addWidget(self.heading)
        column.addLayout(self._alerts)
        for part in self._steps.values():
            column.addWidget(part)
        self._go, self._previous = Button(_("Continue"), "primary"), Button(_("Previous"), "plain")
        self._later, self._look = Button(_("Later"), "plain"), Button(_("Overview"), "plain")
        buttons = QHBoxLayout()
        buttons.setSpacing(theme.space("s"))
        for key, button in (
            ("previous", self._previous), ("later", self._later),
            ("start/overview", self._look), ("continue", self._go),
        ):  # fmt: skip
            button.setAccessibleIdentifier(f"create.{key}")
            button.clicked.connect(lambda _on=False, key=key: self.asked.emit(key))
            if button is self._go:
                buttons.addStretch(1)
            buttons.addWidget(button)
        self._go.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        column.addWidget(self.busy)
        column.addLayout(buttons)


def _focus(widget: QWidget) -> None:
    if isinstance(widget, Field | Radios):
        widget.arrive()
    else:
        widget.setFocus(Qt.FocusReason.OtherFocusReason)
