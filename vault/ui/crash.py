"""The notice of a fault of ours: the program goes on, and the report names no value."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Final

from PySide6.QtCore import QObject, Qt, Signal, qVersion
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from vault import log
from vault.clock import Clock
from vault.i18n import _
from vault.ui.widgets.dialog import Dialog
from vault.ui.widgets.text import Text

_FRAMES: Final = 12


class Crash(QObject):
    """Hears of every exception that nobody catches, in any thread; shows one notice at a time."""

    _heard = Signal(str)

    def __init__(self, window: Callable[[], QWidget], clock: Clock) -> None:
        super().__init__()
        self._window, self._clock, self._shown = window, clock, False
        self._heard.connect(self._show, Qt.ConnectionType.QueuedConnection)

    def install(self) -> None:
        """Take over what Python does with such exceptions."""
        sys.excepthook = self.caught
        threading.excepthook = lambda told: self.caught(
            told.exc_type, told.exc_value, told.exc_traceback
        )

    def caught(
        self, kind: type[BaseException], error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Note the class of a fault, and ask for the notice; what the system ends just ends."""
        if not issubclass(kind, Exception):
            sys.__excepthook__(kind, error or kind(), trace)
            return
        log.event("window.fault", self._clock.now(), error=kind)
        self._heard.emit(report(error if error is not None else kind()))

    def _show(self, told: str) -> None:
        if self._shown:
            return
        self._shown = True
        notice = Notice(self._window(), told)
        notice.finished.connect(self._closed)
        notice.open()

    def _closed(self) -> None:
        self._shown = False


class Notice(Dialog):
    """Says that something failed, and gives a report to who wants to send one by hand."""

    def __init__(self, window: QWidget, told: str) -> None:
        from vault.wording.errors import unforeseen  # noqa: PLC0415 - slow, and hoped never

        super().__init__(window, _("A problem in Carnet"), unforeseen())
        self._told = told
        self.body.addWidget(Text(told, "small"))
        copy = self.add_button("copy", _("Copy the report (no health data)"))
        self.first = self.add_button("continue", _("Continue"), "primary")
        copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(self._told))
        self.first.clicked.connect(self.accept)


def report(error: BaseException) -> str:
    """Write down the types of a fault, its lines, and the versions; never a message or a value."""
    import traceback  # noqa: PLC0415 - slow, and hoped never

    lines = [_versions()]
    told: BaseException | None = error
    while told is not None and len(lines) < _FRAMES * 3:
        frames = traceback.extract_tb(told.__traceback__)[-_FRAMES:]
        lines.append(type(told).__name__)
        lines += [f"  {_place(one.filename)}:{one.lineno} {one.name}" for one in reversed(frames)]
        told = told.__cause__ or told.__context__
    return "\n".join(lines)


def _place(file: str) -> str:
    """Name a module by its last two folders: where it is installed says who uses it."""
    return "/".join(Path(file).parts[-3:]) if "vault" in Path(file).parts else Path(file).name


def _versions() -> str:
    import platform  # noqa: PLC0415 - slow, and hoped never
    from importlib.metadata import PackageNotFoundError, version  # noqa: PLC0415

    try:
        ours = version("carnet")
    except PackageNotFoundError:
        ours = "?"
    parts = ("Carnet", ours, "Python", platform.python_version(), "Qt", qVersion())
    return " ".join((*parts, platform.system(), platform.release()))
