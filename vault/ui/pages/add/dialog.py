"""The dialog of a measurement: its kind, its fields, what is wrong, what is unusual."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from vault.i18n import _
from vault.ui.pages.add.fields import Fields
from vault.ui.pages.add.state import AddState, Typed
from vault.ui.stops import tab_stops
from vault.ui.theme import now
from vault.ui.widgets.alert import Alert
from vault.ui.widgets.combo import Combo
from vault.ui.widgets.dialog import Dialog
from vault.ui.widgets.field import Field
from vault.ui.widgets.moment_field import MomentField
from vault.ui.widgets.retired import retire

_SAVE: Final = "save"
_AGAIN: Final = "again"


class AddDialog(Dialog):
    """Shows a state; says `kind_chosen`, and `saved` with what was typed and whether to go on."""

    kind_chosen = Signal(str)
    saved = Signal(Typed, bool)

    def __init__(
        self, window: QWidget, state: AddState, present: Callable[[], tuple[str, str]]
    ) -> None:
        super().__init__(window, state.title)
        self._state, self._present, self._round = state, present, -1
        self.kind: Combo | None = None
        if state.kinds:
            self.kind = Combo(state.kinds, state.form.kind)
            self.kind.setAccessibleIdentifier("add.kind")
            self.kind.chosen.connect(self.kind_chosen)
            self.body.addWidget(Field(_("Measurement"), self.kind))
        self._form_box, self._notes = QVBoxLayout(), QVBoxLayout()
        for part in (self._notes, self._form_box):
            part.setSpacing(now().space("m"))
            self.body.addLayout(part)
        self._buttons_of(several=bool(state.kinds))
        self.asked.connect(self._pressed)
        self.show_state(state)

    def show_state(self, state: AddState) -> None:
        """Draw a state; what was typed stays while its round is the same."""
        anew = state.round != self._round
        self._state, self._round = state, state.round
        if anew:
            self._begin(state)
            if self.kind is not None and self.kind.answer != state.form.kind:
                blocked = self.kind.blockSignals(True)
                self.kind.choose(state.form.kind)
                self.kind.blockSignals(blocked)
        self.fields.show_last(state.last)
        wrong = self.fields.show_errors(state.errors)
        self._tell(state)
        self.save.setText(_("Save anyway") if state.warning else _("Save"))
        self.save.setAccessibleName(self.save.text())
        for button in (self.save, self.again):
            if button is not None:
                button.setEnabled(not state.busy)
        if wrong is not None:
            wrong.arrive()
        elif anew and self.isVisible() and not (self.kind is not None and self.kind.hasFocus()):
            self.fields.arrive()

    def typed(self) -> Typed:
        """Return what stands in the form."""
        return self.fields.typed()

    def _begin(self, state: AddState) -> None:
        _clear(self._form_box)
        moment = MomentField(state.begin.day, state.begin.at, self._present)
        self.fields = Fields(state.form, state.begin, moment)
        self._form_box.addWidget(self.fields)
        if self.isVisible():
            self.fields.show()
        self._order()
        begins_above = self.kind is not None and not state.given
        self.first = self.kind if begins_above else self.fields.first

    def _order(self) -> None:
        """Let Tab go as the eye does, though fields are made anew: kind, fields, buttons."""
        above = [] if self.kind is None else [self.kind]
        below = [one for one in (self.cancel, self.again, self.save) if one is not None]
        for before, after in pairwise([*above, *tab_stops(self.fields), *below]):
            QWidget.setTabOrder(before, after)

    def _tell(self, state: AddState) -> None:
        """Show what concerns the whole form above its fields."""
        _clear(self._notes)
        told: list[Alert] = []
        if "form" in state.errors:
            told.append(Alert("error", state.errors["form"]))
        if state.warning:
            told.append(Alert("look", state.warning))
        if state.said:
            told.append(Alert("good", state.said))
        for alert in told:
            self._notes.addWidget(alert)
            if self.isVisible():
                alert.show()

    def _buttons_of(self, *, several: bool) -> None:
        self.cancel = self.add_button("cancel", _("Cancel"))
        self.again = self.add_button(_AGAIN, _("Save and add another")) if several else None
        self.save = self.add_button(_SAVE, _("Save"), "primary")

    def _pressed(self, key: str) -> None:
        if key == "cancel":
            self.reject()
        else:
            self.saved.emit(self.typed(), key == _AGAIN)


def _clear(column: QVBoxLayout) -> None:
    while item := column.takeAt(0):
        if widget := item.widget():
            widget.hide()
            retire(widget)
