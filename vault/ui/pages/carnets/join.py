"""Joins the list of carnets to what is remembered of them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from vault import paths
from vault.i18n import _
from vault.ui.lobby import Gate, Lobby
from vault.ui.pages.carnets.page import CarnetsPage
from vault.ui.pages.carnets.presenter import CarnetsPresenter


def gate(lobby: Lobby) -> Gate:
    """Show the carnets that are known here."""
    page = CarnetsPage()
    presenter = CarnetsPresenter(
        lobby.memory, lobby.clock, Path.home(), lobby.ask, page.show_state
    )  # fmt: skip
    acts: dict[str, Callable[[str], None]] = {
        "choose": lambda about: lobby.choose(Path(about)),
        "remove": presenter.remove,
        "folder": lambda _about: lobby.open_folder(_("Open another carnet"), lobby.choose),
        "create": lambda _about: lobby.go("create"),
        "back": lambda _about: lobby.go("unlock" if paths.taken(lobby.place) else "welcome"),
    }

    def asked(key: str) -> None:
        name, _slash, about = key.partition("/")
        acts[name](about)

    page.asked.connect(asked)
    return Gate(page, presenter.begin, presenter.leave)
