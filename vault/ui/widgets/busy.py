"""Something is being done and nobody knows how long: a bar, after a moment."""

from __future__ import annotations

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QProgressBar

from vault.ui.theme import now, tokens


class Busy(QProgressBar):
    """Shown only once the work has lasted; `named` is what is being done."""

    def __init__(self) -> None:
        super().__init__()
        self.setRange(0, 0)
        self.setTextVisible(False)
        self.setFixedHeight(now().space("xs"))
        keeps = self.sizePolicy()
        keeps.setRetainSizeWhenHidden(True)
        self.setSizePolicy(keeps)
        self._clock = QTimer(self, singleShot=True, interval=tokens()["motion"]["busy_after_ms"])
        self._clock.timeout.connect(self.show)
        self.hide()

    def begin(self, named: str) -> None:
        """Show the bar, unless `end` comes first."""
        self.setAccessibleName(named)
        if not self._clock.isActive() and not self.isVisible():
            self._clock.start()

    def end(self) -> None:
        """Hide the bar."""
        self._clock.stop()
        self.hide()
