"""A question about what cannot be undone: two answers, each a verb with its object."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from vault.ui.widgets.dialog import Dialog
from vault.ui.widgets.text import Text


class Question(Dialog):
    """The safe answer has the focus; the other stands last, on a plain button in error ink.

    `title` is the question with its object; `sentences` say what happens and what does not.
    """

    def __init__(
        self, window: QWidget, title: str, sentences: tuple[str, ...], safe: str, act: str
    ) -> None:
        super().__init__(window, title)
        for sentence in sentences:
            self.body.addWidget(Text(sentence, "body"))
        kept = self.add_button("keep", safe)
        self.act = self.add_button("act", act)
        self.act.setProperty("on", "error")
        self.first = kept
        self.asked.connect(self._answered)
        self._then: Callable[[], None] = lambda: None

    def put(self, then: Callable[[], None]) -> None:
        """Open it; `then` runs when the person agreed."""
        self._then = then
        self.open()

    def _answered(self, key: str) -> None:
        self.accept() if key == "act" else self.reject()
        if key == "act":
            self._then()
