"""Joins the first page to what it opens."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QLocale

from vault import bootstrap
from vault.errors import VaultError
from vault.i18n import _, spoken
from vault.ui.lobby import Gate, Lobby
from vault.ui.pages.welcome.page import WelcomePage
from vault.ui.pages.welcome.state import WelcomeState

_WAYS: Final = ("create", "open", "example")


def gate(lobby: Lobby) -> Gate:
    """Show what can be done where no carnet is open."""
    page, gone = WelcomePage(), list[bool]()

    def show(making: tuple[int, int] | None = None, failed: str = "") -> None:
        if not gone:
            page.show_state(WelcomeState(_WAYS, spoken(), making, failed))

    def language(code: str) -> None:
        lobby.memory.change(language=code)
        bootstrap.language(code)
        QLocale.setDefault(QLocale(code))
        lobby.go("welcome")

    def sorry(error: VaultError) -> None:
        from vault.wording.errors import sentence  # noqa: PLC0415 - the first page has no need

        show(failed=sentence(error))

    def example() -> None:
        show((0, 0))
        lobby.example(lambda done, total: show((done, total)), sorry)

    acts: dict[str, Callable[[], None]] = {
        "create": lambda: lobby.go("create"),
        "open": lambda: lobby.open_folder(_("Open a carnet"), lobby.choose),
        "example": example,
    }

    def asked(key: str) -> None:
        name, _slash, about = key.partition("/")
        language(about) if name == "language" else acts[name]()

    page.asked.connect(asked)
    return Gate(page, show, lambda: gone.append(True))
