"""Sends by itself what a person chose to send at the next connection, and stops not yet told."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QObject, QTimer

from vault.errors import VaultError
from vault.ui.asking import Ask
from vault.ui.post import Post
from vault.usecases import sharing
from vault.usecases.sending import Done
from vault.usecases.session import Session

_EVERY: Final = 60_000  # ms; how long each one waits between two tries is kept with it


class Courier(QObject):
    """Looks as long as a carnet is open; without a network nothing happens, and nothing is said."""

    def __init__(self, session: Session, ask: Ask, post: Post) -> None:
        super().__init__()
        self._session, self._ask, self._post = session, ask, post
        self._clock = QTimer(self, interval=_EVERY)
        self._clock.timeout.connect(self.look)

    def begin(self) -> None:
        """Look now, then every minute."""
        self._clock.start()
        self.look()

    def end(self) -> None:
        """Look no more."""
        self._clock.stop()

    def look(self) -> None:
        """Send what goes now."""
        session = self._session
        self._ask(lambda: sharing.by_itself(session), self._send, _later)

    def _send(self, grants: tuple[str, ...]) -> None:
        for grant in grants:
            self._post.send(grant, _done, _later)


def _done(_done: Done | None) -> None:
    """Say nothing: the page of the share tells where it stands."""


def _later(_error: VaultError) -> None:
    """Say nothing: it is tried again."""
