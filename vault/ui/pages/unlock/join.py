"""Joins the unlock page to what opens a carnet."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QTimer

from vault.i18n import _
from vault.ui.lobby import Gate, Lobby
from vault.ui.pages.unlock.page import UnlockPage
from vault.ui.pages.unlock.presenter import Door, UnlockPresenter


def gate(lobby: Lobby) -> Gate:
    """Ask for the passphrase of the carnet of the lobby."""
    page, known = UnlockPage(), lobby.memory.now
    opened = next((one.opened for one in known.known if one.place == str(lobby.place)), None)
    door = Door(
        lobby.place, Path.home(), lobby.clock, lobby.costs, opened, known.idle, lobby.why,
        lobby.secret,
    )  # fmt: skip
    presenter = UnlockPresenter(
        door, lobby.ask, page.show_state,
        later=lambda ms, act: QTimer.singleShot(ms, page, act),
        enter=lambda session: lobby.opened(session, "overview"),
    )  # fmt: skip
    acts: dict[str, Callable[[], None]] = {
        "unlock": lambda: presenter.unlock(page.typed),
        "again": presenter.again,
        "forgotten": lambda: lobby.go("recovery"),
        "agree": presenter.agree,
        "key file": lambda: lobby.open_file(
            _("I have a key file"), _("All files") + " (*)", presenter.key_file
        ),
        "folder": lambda: lobby.open_folder(_("Open a carnet"), lobby.choose),
        "change": lambda: lobby.go("carnets"),
    }
    page.asked.connect(lambda key: acts[key]())
    return Gate(page, presenter.begin, presenter.leave)
