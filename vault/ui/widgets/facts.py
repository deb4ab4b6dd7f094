"""Labels with what stands under them, and what is folded away until it is asked for."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from vault.ui.theme import now
from vault.ui.widgets.button import Button
from vault.ui.widgets.text import Text


class FactList(QWidget):
    """Pairs of a label and a text, one under the other; the text can be selected and copied."""

    def __init__(self, facts: Sequence[tuple[str, str]]) -> None:
        super().__init__()
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(now().space("m"))
        grid.setVerticalSpacing(now().space("xs"))
        grid.setColumnStretch(1, 1)
        top = Qt.AlignmentFlag.AlignTop
        for row, (label, said) in enumerate(facts):
            text = Text(said, "body")
            text.setAccessibleName(f"{label}: {said}")
            grid.addWidget(Text(label, "small", beside="body", wraps=False), row, 0, top)
            grid.addWidget(text, row, 1, top)


class Folded(QWidget):
    """A button that shows what belongs to it, or hides it again."""

    def __init__(self, words: str, inside: QWidget) -> None:
        super().__init__()
        self._inside = inside
        self.button = Button(words, "text", icon="open list")
        self.button.setCheckable(True)
        self.button.toggled.connect(self._turn)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(now().space("xs"))
        column.addWidget(self.button)
        column.addWidget(inside)
        inside.hide()

    def _turn(self, on: bool) -> None:  # noqa: FBT001 - the signal's own shape
        self._inside.setVisible(on)
