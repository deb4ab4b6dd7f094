"""Steps of making a carnet: the recovery sheet shown once, and typed back."""

from __future__ import annotations

from typing import Final

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from vault.i18n import _
from vault.ui.pages.create.parts import Ask, Part, clear
from vault.ui.pages.create.state import CreateState
from vault.ui.theme import Theme, now
from vault.ui.widgets.button import Button
from vault.ui.widgets.card import Card
from vault.ui.widgets.flow import Flow
from vault.ui.widgets.flow_grid import FlowGrid
from vault.ui.widgets.text import Text
from vault.ui.widgets.words_form import WordsForm

_WORD_LEAST: Final = 150


class SheetStep(Part):
    """The thirteen words, shown this once."""

    def __init__(self, ask: Ask) -> None:
        super().__init__()
        self.column.addWidget(Text(
            _("These words open your carnet if you lose the passphrase. They are shown only now."),
            "body",
        ))  # fmt: skip
        self._holder = Card()
        self._grid = QVBoxLayout()
        self._holder.body.addLayout(self._grid)
        self.column.addWidget(self._holder)
        warning = _("This file can be read by anyone who has it.")
        self.column.addWidget(Text(f"{warning} {_('Keep it away from this computer.')}", "small"))
        line, holder = Flow(None, now().space("s")), QWidget()
        holder.setLayout(line)
        line.setContentsMargins(0, 0, 0, 0)
        for key, icon, words in (
            ("print", "print", _("Print")), ("save", "recovery sheet", _("Save as PDF")),
        ):  # fmt: skip
            button = Button(words, "plain", icon=icon)
            button.setAccessibleIdentifier(f"create.{key}")
            button.clicked.connect(lambda _on=False, key=key: ask(key))
            line.addWidget(button)
        self.column.addWidget(holder)
        self._shown: tuple[str, ...] = ()

    def show_state(self, state: CreateState) -> QWidget | None:
        """Show the words, or none any more."""
        if state.words != self._shown:
            self._shown = state.words
            clear(self._grid)
            if state.words:
                cells = [_numbered(n, word) for n, word in enumerate(state.words, start=1)]
                self._grid.addWidget(FlowGrid(cells, _columns))
        return None

    def first(self) -> QWidget | None:
        """The heading is read first."""
        return None


class TypingStep(Part):
    """The sheet, typed back once."""

    def __init__(self, ask: Ask) -> None:
        super().__init__()
        self.column.addWidget(Text(
            _("Four letters of each word are enough. Capitals and accents do not matter."), "body"
        ))  # fmt: skip
        self.form = WordsForm()
        self.form.finished.connect(lambda: ask("continue"))
        self._wrong = Text("", "body")
        self._wrong.setProperty("role", "error")
        self.column.addWidget(self.form)
        self.column.addWidget(self._wrong)

    def show_state(self, state: CreateState) -> QWidget | None:
        """Show each word as it is judged."""
        if state.typed:
            self.form.show_words(state.typed)
        wrong = state.wrong.get("words", "")
        self._wrong.setText(wrong)
        self._wrong.setVisible(bool(wrong))
        for name in state.wrong:
            number = int(name.removeprefix("word ")) if name.startswith("word ") else 0
            return self.form.edits[number]
        return None

    def first(self) -> QWidget:
        """Return what takes the focus when the step opens."""
        return self.form.edits[0]


def _numbered(number: int, word: str) -> QWidget:
    cell = QWidget()
    line = QHBoxLayout(cell)
    line.setContentsMargins(0, 0, 0, 0)
    line.setSpacing(now().space("xs"))
    line.addWidget(Text(f"{number}.", "small", wraps=False))
    line.addWidget(Text(word, "strong", wraps=False))
    line.addStretch(1)
    return cell


def _columns(theme: Theme, width: int) -> int:
    gap = theme.space("card_gap")
    return max(1, min(3, int((width + gap) / (_WORD_LEAST * theme.scale + gap))))
