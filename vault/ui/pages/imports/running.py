"""One reading of files: what it holds open, how far it is, and how it stops."""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import dataclass, field

from vault.errors import Cancelled
from vault.ui.pages.imports.telling import Read
from vault.usecases import importing
from vault.usecases.import_contents import contents, sources
from vault.usecases.import_report import Report
from vault.usecases.importing import Ground, Prepared, Wish
from vault.usecases.session import Session


@dataclass(slots=True)
class Run:
    """One reading, and what it holds open; its figures are written on another thread."""

    doors: ExitStack = field(default_factory=ExitStack)
    stopped: bool = False
    done: int = 0
    total: int = 0
    kept: Report | None = None

    def told(self, done: int, total: int) -> None:
        """Hear how far it is."""
        self.done, self.total = done, total

    def cancelled(self) -> bool:
        """Tell whether it is to stop."""
        return self.stopped


def reading(run: Run, ground: Ground, wish: Wish) -> Read | None:
    """Read files on the lane that has no vault; None when the person stopped it."""
    opened = importing.read(ground, wish, told=run.told, cancelled=run.cancelled)
    try:
        ready = run.doors.enter_context(opened)
        return Read(ready, contents(ready, ready.watch.look), sources(ready))
    except Cancelled:
        return None


def foreseen(session: Session, ready: Prepared) -> Report | None:
    """Say what keeping would do; None when the person stopped it: it is told elsewhere."""
    try:
        return importing.preview(session, ready)
    except Cancelled:
        return None
