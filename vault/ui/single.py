"""One window for one carnet: a second start shows the first and ends."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QCryptographicHash, QObject, Signal

from vault import paths

if TYPE_CHECKING:
    from PySide6.QtNetwork import QLocalServer

_PATIENCE: Final = 1000  # ms for the other window to answer
_LETTERS: Final = 16


class Single(QObject):
    """Listens where only this account can speak; the name tells nothing of the place."""

    called = Signal()  # somebody started Carnet again for the same carnet

    def __init__(self) -> None:
        super().__init__()
        self._server: QLocalServer | None = None

    def elsewhere(self, place: Path) -> bool:
        """Ask the window that has this carnet to come forward; say whether there is one."""
        name = _name(place)
        if sys.platform != "win32" and not os.path.lexists(name):
            return False  # without loading anything
        from PySide6.QtNetwork import QLocalSocket  # noqa: PLC0415 - only where it is needed

        asked = QLocalSocket()
        asked.connectToServer(name)
        found = asked.waitForConnected(_PATIENCE)
        if found:
            asked.waitForDisconnected(_PATIENCE)  # it hangs up once it came forward
        asked.abort()
        return found

    def listen(self, place: Path) -> None:
        """Be the window of this carnet from now on, and of no other."""
        from PySide6.QtNetwork import QLocalServer  # noqa: PLC0415 - after the first picture

        self.close()
        server, name = QLocalServer(self), _name(place)
        server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        server.newConnection.connect(self._answer)
        if not server.listen(name) and not self.elsewhere(place):
            QLocalServer.removeServer(name)  # left behind by a crash
            server.listen(name)
        self._server = server

    def close(self) -> None:
        """Listen no more."""
        if self._server is not None:
            self._server.close()
            self._server.deleteLater()
            self._server = None

    def _answer(self) -> None:
        while self._server is not None and self._server.hasPendingConnections():
            caller = self._server.nextPendingConnection()
            caller.disconnected.connect(caller.deleteLater)
            self.called.emit()
            caller.disconnectFromServer()


def _name(place: Path) -> str:
    """Name the meeting point of a carnet: a socket in our own folder, a pipe on Windows."""
    whole = os.path.realpath(place)
    kind = QCryptographicHash.Algorithm.Sha256  # that of Python loads OpenSSL before the window
    mark = QCryptographicHash.hash(os.fsencode(whole), kind).data().hex()
    name = f"carnet-{mark[:_LETTERS]}"
    return name if sys.platform == "win32" else str(paths.runtime() / name)
