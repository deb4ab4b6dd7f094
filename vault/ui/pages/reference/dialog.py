"""The dialog « Reference for … »: who says it, from which value to which."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from vault.i18n import _
from vault.ui.pages.reference.state import Ends, ReferenceState, Who
from vault.ui.theme import now
from vault.ui.widgets.choice import Choice
from vault.ui.widgets.dialog import Dialog
from vault.ui.widgets.field import Field
from vault.ui.widgets.fold import Fold
from vault.ui.widgets.text import Text


class ReferenceDialog(Dialog):
    """Shows a state; `saved` brings what was typed, `removed` asks to take the reference away."""

    saved = Signal(ReferenceState)
    removed = Signal()

    def __init__(self, window: QWidget, state: ReferenceState) -> None:
        super().__init__(
            window, state.title,
            _("A reference is a help to read the curve. It does not replace medical advice."),
        )  # fmt: skip
        self._state, self._fields, self._lines = state, dict[str, Field](), dict[str, QLineEdit]()
        self._who = Choice(
            _("Who says it?"), {"me": _("Me"), "professional": _("A professional")}, state.who
        )
        self._who.chosen.connect(lambda _key: self._show_teller())
        self.body.addWidget(Text(_("Who says it?"), "strong"))
        self.body.addWidget(self._who)
        self._add("name", _("Name"), state.name)
        self._add("dated", _("Date (optional)"), state.dated, _("day/month/year"))
        for place, ends in enumerate(state.ends):
            self._add_ends(place, ends)
        none = _("No public reference for this measurement. You can note your doctor’s.")
        self.body.addWidget(Text(none, "small"))
        self._why = Text("", "body")
        self._why.setProperty("role", "error")
        self.body.addWidget(self._why)
        if state.stands:
            self.add_button("remove", _("Take the reference away"), "text")
        self.add_button("cancel", _("Cancel"))
        self.add_button("save", _("Save"), "primary")
        self.asked.connect(self._act)
        self.first = self._lines["0.low"]
        self._show_teller()
        self.show_state(state)

    def show_state(self, state: ReferenceState) -> None:
        """Say what is wrong, where there is something; what was typed stays."""
        self._why.setText(state.sentence)
        self._why.setVisible(bool(state.sentence))
        for key, field in self._fields.items():
            field.show_error(state.wrong.get(key, ""))
        first = next((key for key in self._fields if key in state.wrong), None)
        if first is not None:
            self._fields[first].arrive()

    def typed(self) -> ReferenceState:
        """Return the state with what stands in the fields now."""
        who: Who = "me" if self._who.answer == "me" else "professional"
        text = {key: line.text() for key, line in self._lines.items()}
        ends = tuple(
            Ends(one.label, text[f"{place}.low"], text[f"{place}.high"])
            for place, one in enumerate(self._state.ends)
        )
        return replace(
            self._state, who=who, name=text["name"], dated=text["dated"], ends=ends, wrong={}
        )

    def _add(self, key: str, label: str, text: str, hint: str = "") -> Field:
        line = QLineEdit(text)
        line.setAccessibleIdentifier(f"reference.{key}")
        field = Field(label, line, hint)
        self._lines[key], self._fields[key] = line, field
        self.body.addWidget(field)
        return field

    def _add_ends(self, place: int, ends: Ends) -> None:
        self.body.addWidget(Text(ends.label, "strong"))
        low = self._add(f"{place}.low", _("From (optional)"), ends.low)
        high = self._add(f"{place}.high", _("To (optional)"), ends.high)
        self.body.addWidget(Fold(now().space("m"), low, high, top=True))
        for side, field in ((_("From (optional)"), low), (_("To (optional)"), high)):
            field.control.setAccessibleName(f"{ends.label}, {side}")

    def _show_teller(self) -> None:
        for key in ("name", "dated"):
            self._fields[key].setVisible(self._who.answer == "professional")

    def _act(self, key: str) -> None:
        if key == "save":
            self.saved.emit(self.typed())
        elif key == "remove":
            self.removed.emit()
        else:
            self.reject()
