"""The first page: make a carnet, open one, or look at the example."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from vault.i18n import _
from vault.ui.pages.welcome.state import WelcomeState
from vault.ui.theme import now
from vault.ui.widgets.action_card import ActionCard
from vault.ui.widgets.alert import Alert
from vault.ui.widgets.choice import Choice
from vault.ui.widgets.heading import Heading
from vault.ui.widgets.mark import Mark
from vault.ui.widgets.page import Head
from vault.ui.widgets.porch import Porch
from vault.ui.widgets.progress import Progress
from vault.ui.widgets.retired import retire
from vault.ui.widgets.text import Text

_LANGUAGES: Final = {"fr": "FR", "en": "EN"}  # each is read by who speaks it
_CARDS: Final[dict[str, tuple[str, Callable[[], str], Callable[[], str]]]] = {
    "create": (
        "passphrase",
        lambda: _("Create my carnet"),
        lambda: _("For you, or for somebody you help. It takes a few minutes."),
    ),
    "open": (
        "open folder",
        lambda: _("Open a carnet"),
        lambda: _("It is already on this computer or on a disk."),
    ),
    "example": (
        "example",
        lambda: _("Look around first (example)"),
        lambda: _("A made-up family, with two years of data. Nothing is kept."),
    ),
}
_WIDEST: Final = 460


class WelcomePage(Porch):
    """Says the key of a way, or "language/CODE"."""

    def __init__(self) -> None:
        super().__init__(_WIDEST)
        self.heading = Heading(_("Welcome"), 1, "display")
        self._cards = QVBoxLayout()
        self._cards.setSpacing(now().space("s"))
        self._failed = QVBoxLayout()
        self.column.addWidget(self.heading)
        self.column.addWidget(Text(_("What do you want to do?"), "body"))
        self.column.addSpacing(now().space("xs"))
        self.column.addLayout(self._failed)
        self.column.addLayout(self._cards)
        self._progress = Progress(_("Making the example"))
        self._progress.button.hide()
        self.column.addWidget(self._progress)
        self.show_foot(_("No account. Nothing goes to the Internet without your agreement."))
        self.language: Choice | None = None

    def show_state(self, state: WelcomeState) -> None:
        """Draw a state, whole."""
        for layout in (self._cards, self._failed):
            while item := layout.takeAt(0):
                if widget := item.widget():
                    retire(widget)
        self._progress.setVisible(state.making is not None)
        if state.making is not None:
            self._progress.show_step("", *state.making)
        if state.failed:
            self._failed.addWidget(Alert("error", state.failed))
        for key in state.ways if state.making is None else ():
            self._cards.addWidget(self._card(key))
        self._speak(state.spoken)
        self.headed.emit(Head(self.heading.text()))
        self.settle()

    def _card(self, key: str) -> ActionCard:
        icon, title, detail = _CARDS[key]
        card, line, words = ActionCard(f"{title()}. {detail()}"), QHBoxLayout(), QVBoxLayout()
        card.setAccessibleIdentifier(f"welcome.{key}")
        line.setSpacing(now().space("m"))
        line.addWidget(Mark(icon, "primary", tile=True), alignment=Qt.AlignmentFlag.AlignVCenter)
        words.setSpacing(now().space("xxs"))
        words.addWidget(Text(title(), "strong"))
        words.addWidget(Text(detail(), "small"))
        line.addLayout(words, 1)
        card.body.addLayout(line)
        card.close_to_clicks()
        card.clicked.connect(lambda: self.asked.emit(key))
        return card

    def _speak(self, spoken: str) -> None:
        if self.language is None:
            self.language = Choice(_("Language"), _LANGUAGES, spoken)
            self.language.chosen.connect(lambda code: self.asked.emit(f"language/{code}"))
            self.top.addWidget(self.language)
