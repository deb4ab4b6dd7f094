"""Joins the opening with a sheet to what opens."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from vault.i18n import _
from vault.ui import printing
from vault.ui.lobby import Gate, Lobby
from vault.ui.pages.recovery.page import RecoveryPage
from vault.ui.pages.recovery.presenter import RecoveryPresenter

_SHEET: Final = "carnet-fiche.pdf"


def gate(lobby: Lobby) -> Gate:
    """Ask for the words of the sheet of the carnet of the lobby."""
    recovering = _Recovering(lobby)
    return Gate(recovering.page, recovering.begin, recovering.leave)


class _Recovering:
    """The page, its presenter, and what goes between them."""

    def __init__(self, lobby: Lobby) -> None:
        self._lobby, self.page = lobby, RecoveryPage()
        self.presenter = RecoveryPresenter(
            lobby.place, lobby.policy, lobby.clock, lobby.ask, self.page.show_state, lobby.opened
        )
        self.page.asked.connect(self._asked)
        for form in (self.page.words.form, self.page.typing.form):
            form.typed.connect(self.presenter.word)
            form.left.connect(self.presenter.left)

    def begin(self) -> None:
        """Show the fields."""
        self.presenter.begin()

    def leave(self) -> None:
        """Drop what is on its way."""
        self.presenter.leave()

    def _asked(self, key: str) -> None:
        presenter, lobby = self.presenter, self._lobby
        acts: dict[str, Callable[[], None]] = {
            "continue": self._forward,
            "previous": self._back,
            "judge": self._judge,
            "propose": presenter.propose,
            "later": presenter.later,
            "save": lambda: lobby.save_file(_("Save as PDF"), _SHEET, presenter.save),
            "print": lambda: presenter.picture(self._print),
        }
        acts[key]()

    def _forward(self) -> None:
        presenter = self.presenter
        forward: dict[str, Callable[[], None]] = {
            "words": presenter.open,
            "update": presenter.agree,
            "secret": lambda: presenter.secret(*self.page.secret.typed),
            "offer": presenter.new_sheet,
            "sheet": presenter.type_back,
            "typing": presenter.check,
        }
        if act := forward.get(presenter.state.step):
            act()

    def _back(self) -> None:
        if self.presenter.state.step == "update":
            self.presenter.again()
        else:
            self._lobby.go("unlock")

    def _judge(self) -> None:
        if self.presenter.state.step == "secret":
            self.presenter.judge(*self.page.secret.typed)

    def _print(self, drawn: bytes) -> None:
        printing.print_page(self._lobby.window, drawn, self.presenter.printed)
