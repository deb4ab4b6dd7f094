"""The dialog that adds a device: four steps, one thing asked at a time."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget

from vault.i18n import _
from vault.ui.pages.pair.parts import near_list, parts_of
from vault.ui.pages.pair.state import NUMBERS, PairState
from vault.ui.theme import now
from vault.ui.widgets.alert import Alert
from vault.ui.widgets.button import Kind
from vault.ui.widgets.dialog import Dialog
from vault.ui.widgets.steps import Steps
from vault.ui.widgets.tick import Tick

_BUTTONS: Final[tuple[tuple[str, Callable[[], str], Kind], ...]] = (
    ("cancel", lambda: _("Cancel"), "plain"),
    ("previous", lambda: _("Previous"), "plain"),
    ("file", lambda: _("Import a file"), "plain"),
    ("ignore", lambda: _("Ignore"), "plain"),
    ("later", lambda: _("Later"), "plain"),
    ("else", lambda: _("No, somebody else"), "plain"),
    ("no", lambda: _("No"), "plain"),
    ("again", lambda: _("Try again"), "primary"),
    ("same", lambda: _("Yes"), "primary"),
    ("code", lambda: _("Continue"), "primary"),
    ("whose", lambda: _("Continue"), "primary"),
    ("yes", lambda: _("Yes"), "primary"),
    ("close", lambda: _("Stop listening"), "plain"),
)


class PairDialog(Dialog):
    """Shows a state; `pressed` says a key: a button, `kind/…`, `near/…`, `give/UID`."""

    pressed = Signal(str)

    def __init__(self, window: QWidget, state: PairState) -> None:
        super().__init__(window, _("Add a device"))
        self._state = state
        self._steps, self._asks = QVBoxLayout(), QVBoxLayout()
        for part in (self._steps, self._asks):
            part.setSpacing(now().space("m"))
            self.body.addLayout(part)
        self._bar = {key: self.add_button(key, words(), kind) for key, words, kind in _BUTTONS}
        self.asked.connect(self.pressed)
        self.show_state(state)

    def show_state(self, state: PairState) -> None:
        """Draw a state; the focus stays, or goes to what the step asks."""
        held = QApplication.focusWidget()
        kept = held.accessibleIdentifier() if held and self.isAncestorOf(held) else ""
        moved = not self._steps.count() or self._state.step != state.step
        before, self._state = self._state, state
        if moved:
            _fill(self._steps, [Steps(_names(), NUMBERS[state.step])], shown=self.isVisible())
        if moved or _drawn(before) != _drawn(state):
            _fill(self._asks, self._parts(state), shown=self.isVisible())
        wanted = _wanted(state)
        for key, button in self._bar.items():
            button.setVisible(key in wanted)
        self._rest(kept, state)

    def code(self) -> str:
        """Return the digits that were typed."""
        found = self.findChildren(QLineEdit)
        return found[-1].text().strip() if found else ""

    def whose(self) -> tuple[str, ...]:
        """Return the uids of the people that are ticked."""
        return tuple(
            tick.accessibleIdentifier().removeprefix("pair.whose.")
            for tick in self.findChildren(Tick)
            if tick.isChecked()
        )

    def _parts(self, state: PairState) -> list[QWidget]:
        parts: list[QWidget] = []
        if state.error:
            parts.append(Alert("error", state.error, state.way_on))
        parts += parts_of(state, self.pressed.emit)
        if state.step == "near" and not state.busy.startswith("connect"):
            parts += near_list(state, self.pressed.emit)
        return parts

    def _rest(self, kept: str, state: PairState) -> None:
        """Let the keyboard stay where it was, else begin at what is asked."""
        stops = [
            widget
            for widget in self.findChildren(QWidget)
            if widget.accessibleIdentifier() and not widget.isHidden()
        ]
        same = [one for one in stops if one.accessibleIdentifier() == kept]
        first = [one for one in stops if one.accessibleIdentifier() in _first_of(state)]
        where = same or first or [self._bar[key] for key in _wanted(state)[-1:]]
        self.first = where[0] if where else None
        if self.isVisible() and self.first is not None and not self.first.hasFocus():
            self.first.setFocus()


def _names() -> list[str]:
    return [_("Kind"), _("Device"), _("Person"), _("Measurement")]


def _drawn(state: PairState) -> tuple[object, ...]:
    """Return what the body shows: fields that are typed into are not made anew without need."""
    return (
        state.error, state.kinds, state.near, state.others, state.busy, state.device, state.trying,
        state.asks, state.people, state.whose, state.missing, state.value, state.said,
    )  # fmt: skip


def _wanted(state: PairState) -> tuple[str, ...]:
    """Return the buttons of a state, the primary one last."""
    if state.step == "near":
        return _while_near(state)
    if state.step != "reading":
        return ("cancel",) if state.step == "kind" else ("later", "whose")
    if state.busy:
        return ("close",)
    if not state.value:
        return ("later", "again")
    return ("ignore", "else", "yes") if state.first else ("ignore", "later")


def _while_near(state: PairState) -> tuple[str, ...]:
    asks = {"code": ("cancel", "code"), "same": ("cancel", "no", "same"), "key": ("cancel", "code")}
    if state.asks:
        return asks[state.asks]
    if state.busy == "connecting":
        return ("cancel",)
    file = ("file",) if state.file else ()
    return ("cancel", "previous", *file, *(() if state.busy else ("again",)))


def _first_of(state: PairState) -> tuple[str, ...]:
    if state.step == "kind":
        return tuple(f"pair.kind.{one.key}" for one in state.kinds[:1])
    if state.step == "near":
        return ("pair.code", *(f"pair.near.{one.address}" for one in state.near[:1]))
    if state.step == "whose":
        return tuple(f"pair.whose.{uid}" for uid, _first in state.people[:1])
    return ()


def _fill(column: QVBoxLayout, parts: list[QWidget], *, shown: bool) -> None:
    while item := column.takeAt(0):
        if widget := item.widget():
            widget.setParent(None)
            widget.deleteLater()
    for part in parts:
        column.addWidget(part)
        if shown:
            part.show()
