"""Joins the making of a carnet to what makes it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Final

from vault import bootstrap, paths
from vault.i18n import _
from vault.ui import printing
from vault.ui.lobby import Gate, Lobby
from vault.ui.pages.create.page import CreatePage
from vault.ui.pages.create.presenter import CreatePresenter, Ground

_SHEET: Final = "carnet-fiche.pdf"


def gate(lobby: Lobby) -> Gate:
    """Make a carnet step by step; it is the one asked for from then on."""
    making = _Making(lobby)
    return Gate(making.page, making.begin, making.leave)  # which keeps it alive: Qt would not


class _Making:
    """The page, its presenter, and what goes between them."""

    def __init__(self, lobby: Lobby) -> None:
        ground = Ground(
            _free(lobby.place), Path.home(), lobby.clock, bootstrap.zone_name(),
            lobby.policy,
        )  # fmt: skip
        self._lobby, self.page = lobby, CreatePage(ground.place.stem)
        self.presenter = CreatePresenter(ground, lobby.ask, self.page.show_state, lobby.made)
        self.page.asked.connect(self._asked)
        self.page.typing.form.typed.connect(self.presenter.word)
        self.page.typing.form.left.connect(self.presenter.left)

    def begin(self) -> None:
        """Show the first step."""
        self.presenter.begin()

    def leave(self) -> None:
        """Drop what is on its way."""
        self.presenter.leave()

    def _asked(self, key: str) -> None:
        name, _slash, about = key.partition("/")
        presenter, lobby = self.presenter, self._lobby
        acts: dict[str, Callable[[], None]] = {
            "continue": self._forward,
            "previous": self._back,
            "judge": self._judge,
            "propose": presenter.propose,
            "later": presenter.later,
            "folder": lambda: lobby.open_folder(_("Choose a folder"), presenter.folder),
            "save": lambda: lobby.save_file(_("Save as PDF"), _SHEET, presenter.save),
            "print": lambda: presenter.picture(self._print),
            "start": lambda: presenter.start(about),
        }
        acts[name]()

    def _forward(self) -> None:
        page, presenter = self.page, self.presenter
        forward: dict[str, Callable[[], None]] = {
            "whom": lambda: presenter.whom(page.whom.answers),
            "place": lambda: presenter.place(page.place.typed),
            "secret": lambda: presenter.secret(*page.secret.typed),
            "sheet": presenter.type_back,
            "typing": presenter.check,
        }
        if act := forward.get(presenter.state.step):
            act()

    def _back(self) -> None:
        if self.presenter.state.step == "whom":
            self._lobby.go("welcome")
        else:
            self.presenter.previous()

    def _judge(self) -> None:
        if self.presenter.state.step == "secret":
            self.presenter.judge(*self.page.secret.typed)

    def _print(self, drawn: bytes) -> None:
        printing.print_page(self._lobby.window, drawn, self.presenter.printed)


def _free(place: Path) -> Path:
    """Return a place where nothing stands: the usual one, else with a number."""
    number = 2
    free = place
    while paths.taken(free):
        free = place.with_name(f"{place.stem}-{number}{place.suffix}")
        number += 1
    return free
