"""Joins the first page to what it opens."""

from __future__ import annotations

from PySide6.QtCore import QLocale

from vault import bootstrap
from vault.i18n import _, spoken
from vault.ui.lobby import Gate, Lobby
from vault.ui.pages.welcome.page import WelcomePage
from vault.ui.pages.welcome.state import WelcomeState


def gate(lobby: Lobby) -> Gate:
    """Show what can be done where no carnet is open."""
    page = WelcomePage()

    def language(code: str) -> None:
        lobby.memory.change(language=code)
        bootstrap.language(code)
        QLocale.setDefault(QLocale(code))
        lobby.go("welcome")

    def asked(key: str) -> None:
        name, _slash, about = key.partition("/")
        if name == "language":
            language(about)
        elif name == "create":
            lobby.go("create")
        else:
            lobby.open_folder(_("Open a carnet"), lobby.choose)

    page.asked.connect(asked)
    return Gate(page, lambda: page.show_state(WelcomeState(("create", "open"), spoken())))
