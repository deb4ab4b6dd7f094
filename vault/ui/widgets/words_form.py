"""The thirteen words of a recovery sheet, typed back one by one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from vault.i18n import _
from vault.ui.theme import Theme, now
from vault.ui.typed_word import Word
from vault.ui.voice import say
from vault.ui.widgets.field import Field
from vault.ui.widgets.flow_grid import FlowGrid
from vault.ui.widgets.text import Text

COUNT: Final = 13
_LEAST: Final = 150  # of a field, at the size of the text
_SPACES: Final = {Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter}


class WordsForm(QWidget):
    """Says what is typed and what was left; space and Enter go on to the next word.

    A sheet that is pasted whole fills all fields. `finished` comes with Enter in the last one.
    """

    typed = Signal(int, str)
    left = Signal(int)
    finished = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.edits = [QLineEdit() for _number in range(COUNT)]
        self._fields: list[_WordField] = []
        for number, edit in enumerate(self.edits):
            edit.setAccessibleIdentifier(f"word.{number + 1}")
            edit.setInputMethodHints(Qt.InputMethodHint.ImhSensitiveData)
            edit.textEdited.connect(lambda text, at=number: self.typed.emit(at, text))
            edit.editingFinished.connect(lambda at=number: self.left.emit(at))
            edit.installEventFilter(self)
            self._fields.append(_WordField(_("Word {n}").format(n=number + 1), edit))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(FlowGrid(self._fields, _columns))

    def show_words(self, words: Sequence[Word]) -> None:
        """Show what fits and what is wrong; a word that is whole is written out once it is left."""
        for field, word in zip(self._fields, words, strict=True):
            field.show_word(word)

    def arrive(self, number: int = 0) -> None:
        """Take the focus in a field."""
        self.edits[number].setFocus()
        self.edits[number].selectAll()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Go on at a space or Enter; spread a sheet that is pasted."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            at = next((n for n, edit in enumerate(self.edits) if edit is watched), None)
            if at is not None and self._pressed(at, event):
                return True
        return super().eventFilter(watched, event)

    def _pressed(self, at: int, event: QKeyEvent) -> bool:
        if event.matches(QKeySequence.StandardKey.Paste):
            return self._paste(at, QGuiApplication.clipboard().text().split())
        if event.key() not in _SPACES and event.text() not in (" ", "\r"):
            return False
        if at + 1 < COUNT:
            self.edits[at + 1].setFocus(Qt.FocusReason.TabFocusReason)
        else:
            self.left.emit(at)
            self.finished.emit()
        return True

    def _paste(self, at: int, words: list[str]) -> bool:
        words = [word for word in words if not word.rstrip(".").isdecimal()]  # numbers of the sheet
        for number, word in enumerate(words[: COUNT - at], start=at):
            self.edits[number].setText(word)
            self.typed.emit(number, word)
        self.edits[min(at + len(words), COUNT) - 1].setFocus()
        return True


class _WordField(QWidget):
    """A field, and one line below it: what fits, or what is wrong."""

    def __init__(self, label: str, edit: QLineEdit) -> None:
        super().__init__()
        self._edit, self.field, self._line = edit, Field(label, edit), Text("", "small")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.field)
        column.addWidget(self._line)
        column.addStretch(1)
        self.dress(now())

    def dress(self, theme: Theme) -> None:
        """Keep the room of one line below."""
        self._line.setMinimumHeight(theme.size("icon"))

    def show_word(self, word: Word) -> None:
        """Show one word."""
        if word.problem != self._line.text() and word.problem:
            say(self, word.problem)
        self.field.show_error(word.problem)
        self._line.setVisible(not word.problem)
        here = self._edit.hasFocus()
        fits = (word.whole,) if word.whole else word.suggestions
        self._line.setText(" · ".join(fits) if here else "")
        if word.whole and not here:
            self._edit.setText(word.whole)


def _columns(theme: Theme, width: int) -> int:
    gap = theme.space("card_gap")
    return max(1, min(3, int((width + gap) / (_LEAST * theme.scale + gap))))
