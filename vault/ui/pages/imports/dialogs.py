"""Dialogs of an import: the first name typed, samples of a kind, taking an import back."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QLineEdit, QWidget

from vault.i18n import _
from vault.ui.pages.imports.state import Kind, UndoState
from vault.ui.widgets.dialog import Dialog
from vault.ui.widgets.field import Field
from vault.ui.widgets.record_table import Column, Line, RecordTable
from vault.ui.widgets.text import Text
from vault.ui.widgets.tick import Tick


class NameDialog(Dialog):
    """Asks to type the first name of the person whose record the file goes into.

    `take` is given what was typed, and says whether it was the name.
    """

    def __init__(self, window: QWidget, first: str, take: Callable[[str], bool]) -> None:
        title = _("Import into {first}’s record all the same?").format(first=first)
        said = _("The file names somebody else. Type the first name to confirm.")
        super().__init__(window, title, said)
        self._take, self._first, self.edit = take, first, QLineEdit()
        self.edit.setAccessibleIdentifier("typed.first")
        self._field = Field(_("First name of this record"), self.edit)
        self.body.addWidget(self._field)
        self.edit.returnPressed.connect(self._answer)
        self.add_button("cancel", _("Cancel")).clicked.connect(self.reject)
        act = _("It really is {first}").format(first=first)
        self.add_button("act", act, "primary").clicked.connect(self._answer)
        self.first = self.edit

    def _answer(self) -> None:
        if self._take(self.edit.text()):
            self.accept()
            return
        self._field.show_error(_("Type: {first}").format(first=self._first))
        self.edit.setFocus()


class SamplesDialog(Dialog):
    """Some items of a kind, as the file says them."""

    def __init__(self, window: QWidget, kind: Kind) -> None:
        super().__init__(window, kind.name, _("Some of what the file holds:"))
        table = RecordTable(
            kind.name, (Column(_("When")), Column(_("Value"), grows=True), Column(_("Source")))
        )
        table.show_lines([Line(str(n), cells) for n, cells in enumerate(kind.samples)])
        self.body.addWidget(table)
        close = self.add_button("close", _("Close"), "primary")
        close.clicked.connect(self.accept)
        self.first = close


class UndoDialog(Dialog):
    """Says what goes and what stays; `then` hears whether what was edited since goes too."""

    def __init__(self, window: QWidget, state: UndoState, then: Callable[[bool], None]) -> None:
        super().__init__(window, _("Undo this import?"))
        for said in state.sentences:
            self.body.addWidget(Text(said, "body"))
        self._keep = Tick(state.edited)
        self._keep.setChecked(True)
        self._keep.setAccessibleIdentifier("keep.edited")
        if state.edited:
            self.body.addWidget(self._keep)
        else:
            self._keep.setParent(self)
            self._keep.hide()
        kept = self.add_button("keep", _("Keep this import"))
        kept.clicked.connect(self.reject)
        act = self.add_button("undo", _("Undo this import"))
        act.setProperty("on", "error")
        act.clicked.connect(lambda: self._answer(then))
        self.first = kept

    def _answer(self, then: Callable[[bool], None]) -> None:
        self.accept()
        then(not self._keep.isChecked())
