"""All values of one measure, in a table."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Signal
from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget

from vault.formatting import whole
from vault.i18n import _, ngettext
from vault.ui.pages.measures.rows import stacked
from vault.ui.pages.values.state import Value, ValuesState
from vault.ui.theme import now
from vault.ui.widgets.alert import Alert
from vault.ui.widgets.button import Button
from vault.ui.widgets.empty import Empty
from vault.ui.widgets.filter_field import FilterField
from vault.ui.widgets.flow import Flow
from vault.ui.widgets.page import Action, Head, Page
from vault.ui.widgets.record_table import Column, Line, RecordTable
from vault.ui.widgets.skeleton import Skeleton
from vault.ui.widgets.text import Text
from vault.ui.widgets.tick import Tick


class ValuesPage(Page):
    """Shows a state; says `edit/KEY`, `provenance/KEY`, `older`, `again`, `add/MEASURE`.

    `named` adds a column for the sender's own name of what has no key here.
    """

    sifted = Signal(str)
    everything = Signal(bool)
    deleted = Signal(tuple)

    def __init__(self, *, named: bool = False) -> None:
        super().__init__()
        self._named, self._state = named, ValuesState()
        self.field = FilterField(_("Filter the values"))
        self.field.textEdited.connect(self.sifted)
        self.aside = Tick(_("Also show the values set aside"))
        self.aside.setAccessibleIdentifier("values.aside")
        self.aside.toggled.connect(self.everything)
        self.table = self._made()
        self._bar, self._list = self._actions(), QWidget()
        self._older = Button(_("Show older values"), "plain")
        self._older.setAccessibleIdentifier("values.older")
        self._older.clicked.connect(lambda: self.asked.emit("older"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(now().space("s"))
        for part in (self.field, self.aside, self._list, self.table, self._bar, self._older):
            column.addWidget(part)
        self._column = QVBoxLayout(self._list)
        self._column.setContentsMargins(0, 0, 0, 0)

    def show_state(self, state: ValuesState) -> None:
        """Draw a state; the fields and the row that has the keyboard stay."""
        self._state = state
        ready = state.step == "ready"
        for part in (self.field, self.aside):
            part.setVisible(ready)
        self.table.setVisible(ready and bool(state.values))
        self._older.setVisible(ready and state.older)
        stacked(self._parts(state), self._column)
        self._list.setVisible(bool(self._column.count()))
        self.table.show_lines([self._line(one) for one in state.values])
        self._choose(self.table.selected)
        self.headed.emit(self._head(state))

    def _made(self) -> RecordTable:
        columns = [
            Column(_("Date and time")), Column(_("Value"), "end"), Column(_("Context")),
            Column(_("Source")), Column(_("Remark"), grows=True),
        ]  # fmt: skip
        if self._named:
            columns.insert(0, Column(_("Measurement")))
        table = RecordTable(_("Values"), columns, most=12)
        table.setAccessibleIdentifier("values.table")
        table.opened.connect(lambda key: self.asked.emit(f"edit/{key}"))
        table.edited.connect(lambda key: self.asked.emit(f"edit/{key}"))
        table.traced.connect(lambda key: self.asked.emit(f"provenance/{key}"))
        table.deleted.connect(self.deleted)
        table.menued.connect(self._menu)
        table.picked.connect(self._choose)
        return table

    def _line(self, one: Value) -> Line:
        cells = [one.when, one.value, one.context, one.source, one.remark]
        order: list[str | float] = [one.at, one.size, one.context, one.source, one.remark]
        if self._named:
            cells.insert(0, one.name)
            order.insert(0, one.name)
        ink = "text3" if one.aside else "text"
        return Line(one.key, tuple(cells), tuple(order), ink=ink)

    def _actions(self) -> QWidget:
        bar = QWidget()
        flow = Flow(bar, now().space("s"))
        self._count = Text("", "strong", wraps=False)
        flow.addWidget(self._count)
        acts = (
            ("edit", _("Edit"), lambda: self.asked.emit(f"edit/{self.table.selected[0]}")),
            ("trace", _("Where does this come from?"), lambda: self.asked.emit(
                f"provenance/{self.table.selected[0]}")),
            ("delete", _("Delete"), lambda: self.deleted.emit(self.table.selected)),
        )  # fmt: skip
        self._buttons = {}
        for key, words, act in acts:
            button = Button(words, "text")
            button.setAccessibleIdentifier(f"values.{key}")
            button.clicked.connect(act)
            self._buttons[key] = button
            flow.addWidget(button)
        bar.hide()
        return bar

    def _choose(self, keys: tuple[str, ...]) -> None:
        """Name what is selected, and what can be done with it."""
        self._bar.setVisible(bool(keys) and self.table.isVisibleTo(self))
        words = ngettext("{n} value selected", "{n} values selected", len(keys))
        self._count.setText(words.format(n=whole(len(keys))))
        for key in ("edit", "trace"):
            self._buttons[key].setVisible(len(keys) == 1)

    def _menu(self, key: str, at: QPoint) -> None:
        menu = QMenu(self)
        menu.addAction(_("Edit"), lambda: self.asked.emit(f"edit/{key}"))
        menu.addAction(
            _("Where does this come from?"), lambda: self.asked.emit(f"provenance/{key}")
        )
        menu.addAction(_("Delete"), lambda: self.deleted.emit(self.table.selected or (key,)))
        menu.popup(at)

    def _parts(self, state: ValuesState) -> list[QWidget]:
        if state.step == "failed":
            alert = Alert("error", state.sentence, action=_("Try again"))
            alert.acted.connect(lambda: self.asked.emit("again"))
            return [alert]
        if state.step == "loading":
            return [Skeleton(1, lines=8)]
        if state.step == "empty":
            empty = Empty(
                "measurements", _("No measurement."), _("Add one, or import your readings."),
                _("Add a measurement"),
            )  # fmt: skip
            empty.acted.connect(lambda: self.asked.emit(f"add/{state.measure}"))
            return [empty]
        if not state.values:
            words = _("No value has “{words}” in its row.")
            return [Text(words.format(words=state.filter), "body")]
        return []

    def _head(self, state: ValuesState) -> Head:
        words = _("All values: {measure}").format(measure=state.title)
        note = ""
        if state.step == "ready":
            said = ngettext("{n} value", "{n} values", state.total)
            if len(state.values) < state.total:
                said = ngettext("{n} of {total} value", "{n} of {total} values", state.total)
            shown = min(state.total, len(state.values))
            note = said.format(n=whole(shown), total=whole(state.total))
        actions = (
            Action(f"trends/{state.measure}", _("Curve"), "chart"),
            Action(f"add/{state.measure}", _("Add a measurement"), "add", "primary"),
        )
        return Head(words, note, actions[1:] if self._named else actions)
