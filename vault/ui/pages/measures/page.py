"""Measurements: every measure of a record, by group, with its last value."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from vault.formatting import whole
from vault.i18n import _, ngettext
from vault.ui.pages.measures.rows import GroupCard, stacked
from vault.ui.pages.measures.state import MeasuresState
from vault.ui.theme import now
from vault.ui.widgets.alert import Alert
from vault.ui.widgets.empty import Empty
from vault.ui.widgets.filter_field import FilterField
from vault.ui.widgets.page import Action, Head, Page
from vault.ui.widgets.skeleton import Skeleton
from vault.ui.widgets.text import Text


class MeasuresPage(Page):
    """Shows a state; says the key of a page, `add`, `imports` or `again`; `sifted` the filter."""

    sifted = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.field, self._list = FilterField(_("Filter the measurements")), QWidget()
        self.field.textEdited.connect(self.sifted)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(now().space("card_gap"))
        column.addWidget(self.field)
        column.addWidget(self._list)
        self._column = QVBoxLayout(self._list)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(now().space("card_gap"))

    def show_state(self, state: MeasuresState) -> None:
        """Draw a state; the field stays as it is, the focus on what carries the same name."""
        held = QApplication.focusWidget()
        kept = held.accessibleIdentifier() if held and self._list.isAncestorOf(held) else ""
        self.field.setVisible(state.step == "ready")
        stacked(self._parts(state), self._column)
        self.headed.emit(_head(state))
        for widget in self._list.findChildren(QWidget):
            if kept and widget.accessibleIdentifier() == kept:
                widget.setFocus()

    def _parts(self, state: MeasuresState) -> list[QWidget]:
        if state.step == "failed":
            alert = Alert("error", state.sentence, action=_("Try again"))
            alert.acted.connect(lambda: self.asked.emit("again"))
            return [alert]
        if state.step == "loading":
            return [Skeleton(3, lines=3)]
        if state.step == "empty":
            return [self._empty()]
        if not state.groups:
            words = _("No measurement has “{words}” in its name.")
            return [Text(words.format(words=state.filter), "body")]
        return [self._group(GroupCard(group)) for group in state.groups]

    def _group(self, card: GroupCard) -> GroupCard:
        card.asked.connect(self.asked)
        return card

    def _empty(self) -> Empty:
        empty = Empty(
            "measurements", _("No measurement."), _("Add one, or import your readings."),
            _("Add a measurement"),
        )  # fmt: skip
        empty.acted.connect(lambda: self.asked.emit("add"))
        return empty


def _head(state: MeasuresState) -> Head:
    note = ""
    if state.step == "ready":
        shown = sum(len(group.lines) for group in state.groups)
        note = ngettext("{n} measure", "{n} measures", state.count).format(n=whole(state.count))
        if shown < state.count:
            note = ngettext("{n} of {total} measure", "{n} of {total} measures", state.count)
            note = note.format(n=whole(shown), total=whole(state.count))
    actions = (
        Action("imports", _("Import"), "import"),
        Action("add", _("Add a measurement"), "add", "primary"),
    )
    return Head(_("Measurements"), note, actions)
