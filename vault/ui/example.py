"""The example that the window makes for itself: in a private place, erased when it is left."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Qt, Signal

from vault import paths
from vault.clock import Clock
from vault.errors import VaultError
from vault.i18n import _
from vault.ui.bridge import Bridge

if TYPE_CHECKING:
    from vault.ui.widgets.note_strip import NoteStrip
    from vault.usecases.policy import Policy
    from vault.usecases.session import Session

_NAME: Final = "exemple.carnet"


class Example(QObject):
    """At most one, made when it is asked for; `secret` is its passphrase, shown to everybody.

    It goes `days` back, None as far as it can. `left` says what a button of its strip asked:
    "leave" or "create".
    """

    left = Signal(str)
    _stepped = Signal(int, int)

    def __init__(
        self, bridge: Bridge, clock: Clock, costs: Callable[[], Policy], days: int | None = None
    ) -> None:
        super().__init__()
        self._bridge, self._clock, self._costs, self._days = bridge, clock, costs, days
        self._room, self.secret = ExitStack(), ""
        self.place: Path | None = None
        self._told: Callable[[int, int], None] = _nowhere
        self._stepped.connect(self._step, Qt.ConnectionType.QueuedConnection)

    def here(self, place: Path) -> bool:
        """Tell whether a place is that of the example of this window."""
        return self.place is not None and place == self.place

    def make(
        self,
        told: Callable[[int, int], None],
        then: Callable[[Session], None],
        sorry: Callable[[VaultError], None],
    ) -> None:
        """Make it anew; `told` hears (steps done, in all) on the screen thread."""
        self.erase()
        self._told = told
        self._bridge.ask(self._made, then, sorry)

    def erase(self) -> None:
        """Erase it, once it is locked."""
        self._room.close()
        self.place, self.secret, self._told = None, "", _nowhere

    def strip(self) -> NoteStrip:
        """Make the strip that says what one sees, for a record of an example."""
        from vault.ui.widgets.note_strip import NoteStrip  # noqa: PLC0415 - never at the start

        words = _("Example: these people do not exist.")
        if self.secret:
            shown = _("Its passphrase: {words}").format(words=self.secret)
            words = f"{words} {shown}"
        acts = {"leave": _("Leave the example"), "create": _("Create my carnet")}
        made = NoteStrip(words, acts, icon="example")
        made.acted.connect(self.left)
        return made

    def _made(self) -> Session:
        from vault.usecases import example, example_files, new_passphrase  # noqa: PLC0415 - all the rooms

        place = self._room.enter_context(paths.private_dir()) / _NAME
        secret = new_passphrase.propose()
        making = example.Making(self._stepped.emit, self._days or example_files.DAYS)
        session = example.make(
            place, secret, self._clock, "window", policy=self._costs(), making=making
        )
        self.place, self.secret = place, secret
        return session

    def _step(self, done: int, total: int) -> None:
        self._told(done, total)


def _nowhere(_done: int, _total: int) -> None:
    """Nobody looks."""
