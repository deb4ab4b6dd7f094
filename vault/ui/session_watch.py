"""Watches for a person who went away: so long without a key, a click or a touch, and it says so."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication

from vault.clock import Clock

NOTICE: Final = 30  # seconds before
_MINUTE: Final = 60  # seconds
_TICK: Final = 1000  # ms
_ACTS: Final = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseButtonDblClick,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
        QEvent.Type.TouchUpdate,
        QEvent.Type.InputMethod,
    }
)


class SessionWatch(QObject):
    """Counts the time without activity while a carnet is open.

    `seconds` is a count that goes on while the computer sleeps; the wall clock is held beside it,
    and the longer of the two counts: a clock that is set back never prolongs anything. What runs
    meanwhile does not count as activity.
    """

    near = Signal()  # the notice is due
    stayed = Signal()  # somebody came back after the notice
    away = Signal()  # the time is over

    def __init__(self, seconds: Callable[[], float], clock: Clock) -> None:
        super().__init__()
        self._seconds, self._clock = seconds, clock
        self._minutes: int | None = None
        self._since = self._wall = 0.0
        self._told = False
        self._timer = QTimer(self, interval=_TICK)
        self._timer.timeout.connect(self.look)

    def begin(self, minutes: int | None) -> None:
        """Watch from now on; None = as long as it takes."""
        self._minutes = minutes
        self._stay()
        application = QApplication.instance()
        assert application is not None
        application.removeEventFilter(self)
        application.installEventFilter(self)
        self._timer.start()

    def end(self) -> None:
        """Watch no longer: nothing is open."""
        self._timer.stop()
        self._told = False
        application = QApplication.instance()
        if application is not None:
            application.removeEventFilter(self)

    def look(self) -> None:
        """See how long it has been; the timer asks each second."""
        if self._minutes is None:
            return
        gone, delay = self._gone(), self._minutes * _MINUTE
        if gone >= delay:
            self.end()
            self.away.emit()
        elif gone >= delay - NOTICE and not self._told:
            self._told = True
            self.near.emit()

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Take any key, click, wheel or touch in any of our windows as somebody who is here."""
        if event.type() in _ACTS:
            self._stay()
        return False

    def _gone(self) -> float:
        return max(self._seconds() - self._since, self._clock.now().timestamp() - self._wall)

    def _stay(self) -> None:
        self._since, self._wall = self._seconds(), self._clock.now().timestamp()
        if self._told:
            self._told = False
            self.stayed.emit()
