"""One step at a time: its heading, what is wrong, what goes on and what goes back."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Protocol, runtime_checkable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from vault.i18n import _
from vault.ui.pages.create.state import CreateState, Step
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
from vault.ui.widgets.retired import retire
from vault.ui.widgets.text import Text

Words = Callable[[], str]


@runtime_checkable
class StepPart(Protocol):
    """What a step shows."""

    def show_state(self, state: CreateState) -> QWidget | None:
        """Draw a state; return the first field that is wrong."""
        ...

    def first(self) -> QWidget | None:
        """Return what takes the focus when the step opens; None: its heading."""
        ...


@dataclass(frozen=True, slots=True)
class Shown:
    """One step: its title, the part that belongs to it, its buttons.

    `acts` are keys of the page with their words, from left to right; the last one leads, and is
    pressed by nobody while the step is `busy`.
    """

    title: Words
    part: str
    acts: Mapping[str, Words]
    busy: bool = False


class StepsPage(Porch):
    """Says the key of a button, and what the parts ask; each part keeps what was typed in it."""

    def __init__(self, parts: Mapping[str, QWidget], steps: Mapping[Step, Shown]) -> None:
        super().__init__(WIDE)
        self._parts, self._steps = parts, steps
        self._number, self.heading = Text("", "small"), Heading("", 1)
        self._alerts, self.busy, self._line = QVBoxLayout(), Busy(), QHBoxLayout()
        self._shown: CreateState | None = None
        self._buttons: list[Button] = []
        column = self.column
        column.setSpacing(now().space("m"))
        column.addWidget(self._number)
        column.addWidget(self.heading)
        column.addLayout(self._alerts)
        for part in parts.values():
            column.addWidget(part)
        column.addWidget(self.busy)
        self._line.setSpacing(now().space("s"))
        column.addLayout(self._line)

    def show_state(self, state: CreateState) -> None:
        """Draw a state; what was typed in other steps stays."""
        before, self._shown = self._shown, state
        step, turned = self._steps[state.step], before is None or before.step != state.step
        self.heading.setText(step.title())
        self._number.setText(self.number(state))
        self._number.setVisible(bool(self._number.text()))
        for name, part in self._parts.items():
            part.setVisible(name == step.part)
        self._draw_alerts(state, before)
        if turned:
            self._draw_buttons(step)
        self._parts[step.part].setEnabled(not step.busy)
        steps = [one for one in map(_step, self._parts.values()) if one is not None]
        wrong = [one.show_state(state) for one in steps]
        self.headed.emit(Head(self.heading.text()))
        self.settle()
        first = next((widget for widget in wrong if widget is not None), None)
        if turned:
            self._arrive(step)
        elif first is not None and before is not None and before.tries != state.tries:
            _focus(first)

    def number(self, _state: CreateState) -> str:
        """Say which step this is."""
        return ""

    def _draw_alerts(self, state: CreateState, before: CreateState | None) -> None:
        told = (state.said, state.failed)
        if before is not None and (before.said, before.failed) == told:
            return
        while item := self._alerts.takeAt(0):
            if widget := item.widget():
                retire(widget)
        if state.said:
            self._alerts.addWidget(Alert("good", state.said))
        if state.failed:
            self._alerts.addWidget(Alert("error", state.failed))

    def _draw_buttons(self, step: Shown) -> None:
        while item := self._line.takeAt(0):
            if widget := item.widget():
                retire(widget)
        self._buttons = []
        last = len(step.acts) - 1
        for number, (key, words) in enumerate(step.acts.items()):
            button = Button(words(), "primary" if number == last else "plain")
            button.setAccessibleIdentifier(f"create.{key}")
            button.clicked.connect(lambda _on=False, key=key: self.asked.emit(key))
            button.setEnabled(not (step.busy and number == last))
            if number == last:
                self._line.addStretch(1)
            self._line.addWidget(button)
            if self.isVisible():
                button.show()
            self._buttons.append(button)
        if step.busy:
            self.busy.begin(self._buttons[-1].text())
        else:
            self.busy.end()

    def _arrive(self, step: Shown) -> None:
        self.area.verticalScrollBar().setValue(0)
        part = _step(self._parts[step.part])
        first = None if part is None else part.first()
        if first is None:
            self.heading.arrive()
        else:
            _focus(first)
        told = [words for words in (self._number.text(), self.heading.text()) if words]
        say(self, ". ".join(told))


def _step(part: object) -> StepPart | None:
    return part if isinstance(part, StepPart) else None


def _focus(widget: QWidget) -> None:
    if isinstance(widget, Field | Radios):
        widget.arrive()
    else:
        widget.setFocus(Qt.FocusReason.OtherFocusReason)


def on() -> str:
    """Say that the next step follows."""
    return _("Continue")


def back() -> str:
    """Say that the step before follows."""
    return _("Previous")


def later() -> str:
    """Say that it can wait."""
    return _("Later")
