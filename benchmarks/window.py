"""The window: until it is first painted, and from page to page."""

from __future__ import annotations

import os
import subprocess  # noqa: TID251 - a start is a process of its own
import sys
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from typing import Final

from PySide6.QtCore import QEvent, QEventLoop
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from benchmarks.case import Case
from benchmarks.vaults import CLOCK, PHRASE, Vault
from vault.crypto.kdf import Cost
from vault.errors import VaultError
from vault.paths import private_dir
from vault.record.ways_in import Passphrase
from vault.ui.app import App, Start
from vault.ui.remembered import Memory
from vault.usecases import unlocking
from vault.usecases.policy import Policy

_LIGHT: Final = Cost(memory_kib=8192, iterations=1, lanes=1)
_CHEAP: Final = Policy(least=_LIGHT, cost=lambda: _LIGHT, reserve=0)
_GOAL, _GOAL_MS, _PAGE_MS = 2.5, 400, 100
_ROOT: Final = Path(__file__).parents[1]
_KEYS: Final = ("overview", "measures", "history", "settings")


def cases(quick: bool) -> list[Case]:  # noqa: FBT001, ARG001 - the shape of every module here
    """Give the cases; a page change counts from the key to the picture."""
    room = ExitStack()
    home = room.enter_context(private_dir())
    vault, opened = Vault(_CHEAP), list[_Opened]()

    def page_change() -> None:
        if not opened:
            opened.append(_Opened(vault.place))
        opened[0].round()

    return [
        Case("cold_start", _started(home, home / "none"), _started(home), _GOAL, _GOAL_MS,
             wall=True),
        Case("first_unlock_page", _started(home, vault.place), _started(home), _GOAL, _GOAL_MS,
             wall=True),
        Case("page_change", page_change, None, None, _PAGE_MS * len(_KEYS), n=len(_KEYS),
             after=lambda: _end(opened, vault, room)),
    ]  # fmt: skip


def _started(home: Path, *place: Path) -> Callable[[], object]:
    """Start a process that ends at its first picture."""
    words = [sys.executable, "-m", "benchmarks._painted", *map(str, place)]
    kept = {"PATH", "LANG", "LD_LIBRARY_PATH", "PYTHONPATH", "PYTHONHASHSEED"}
    told = {key: value for key, value in os.environ.items() if key in kept}
    told |= {"HOME": str(home), "QT_QPA_PLATFORM": "offscreen", "TZ": "Europe/Paris"}
    return lambda: subprocess.run(  # noqa: S603 - ourselves
        words, cwd=_ROOT, env=told, check=True, capture_output=True
    )


class _Opened:
    """A window over an open carnet, offscreen."""

    def __init__(self, place: Path) -> None:
        self._program = QApplication.instance() or QApplication([])
        start = Start(place, CLOCK, lambda: _CHEAP, Memory(None), lambda: 0.0, "light", 1.0)
        self.app = App(start)
        self.app.show()
        self.app.bridge.ask(
            lambda: unlocking.open_vault(place, Passphrase(PHRASE), CLOCK, policy=_CHEAP),
            self.app.opened, _raised,
        )  # fmt: skip
        while self.app.guide is None or self.app.guide.joined is None:
            self._breathe()
        self.round()  # what the first visit loads counts to nobody

    def round(self) -> None:
        """Go to each page and draw it once."""
        guide = self.app.guide
        assert guide is not None
        for key in _KEYS:
            guide.go(key)
            self._breathe()
            self.app.window.render(QImage(self.app.window.size(), QImage.Format.Format_RGB32))

    def _breathe(self) -> None:
        self._program.sendPostedEvents(None, QEvent.Type.LayoutRequest)
        self._program.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 5)


def _raised(error: VaultError) -> None:
    raise error


def _end(opened: list[_Opened], vault: Vault, room: ExitStack) -> None:
    for one in opened:
        one.app.window.close()
    vault.gone()
    room.close()
