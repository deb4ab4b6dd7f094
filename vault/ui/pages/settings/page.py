"""Settings: sections on the left, what is chosen on the right."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtWidgets import QApplication, QSizePolicy, QVBoxLayout, QWidget

from vault.i18n import _
from vault.ui.pages.settings.state import Act, Section, Setting, SettingsState
from vault.ui.theme import Theme, now
from vault.ui.voice import about
from vault.ui.widgets.alert import Alert
from vault.ui.widgets.button import Button
from vault.ui.widgets.card import Card, Rule
from vault.ui.widgets.choice import Choice
from vault.ui.widgets.flow import Flow
from vault.ui.widgets.fold import Fold
from vault.ui.widgets.heading import Heading
from vault.ui.widgets.page import Head, Page
from vault.ui.widgets.place import Place
from vault.ui.widgets.place_list import PlaceList
from vault.ui.widgets.retired import retire
from vault.ui.widgets.skeleton import Skeleton
from vault.ui.widgets.text import Text

_NAMES: Final[dict[Section, tuple[str, Callable[[], str]]]] = {
    "looks": ("show secret", lambda: _("Appearance")),
    "language": ("language", lambda: _("Language")),
    "security": ("passphrase", lambda: _("Security")),
    "people": ("people", lambda: _("People")),
    "network": ("service", lambda: _("Services and network")),
    "data": ("backup", lambda: _("Data")),
    "about": ("help", lambda: _("Help and about")),
}


class SettingsPage(Page):
    """Says "section/KEY", "put/SETTING/ANSWER", or the key of an act."""

    def __init__(self) -> None:
        super().__init__()
        places = tuple(Place(key, icon, words) for key, (icon, words) in _NAMES.items())
        self.sections = PlaceList(_("Parts of the settings"), places, at_once=True)
        self.sections.opened.connect(lambda key: self.asked.emit(f"section/{key}"))
        self.panel, column = QWidget(), QVBoxLayout(self)
        self.panel.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._column = QVBoxLayout(self.panel)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(now().space("card_gap"))
        column.setContentsMargins(0, 0, 0, 0)
        least = now().size("sidebar") * 2
        left, side = QWidget(), QVBoxLayout()
        left.setLayout(side)
        side.setContentsMargins(0, 0, 0, 0)
        side.addWidget(self.sections)
        side.addStretch(1)
        column.addWidget(Fold(now().space("l"), left, self.panel, grows=1, least=least))
        self.dress(now())

    def dress(self, theme: Theme) -> None:
        """Take the width of a theme: that of the sidebar, or of the longest word of the list."""
        longest = self.sections.sizeHintForColumn(0)
        self.sections.setFixedWidth(max(theme.size("sidebar"), longest))

    def show_state(self, state: SettingsState) -> None:
        """Draw a section, whole; the focus stays on what carries the same identifier."""
        kept = self._held()
        while (gone := self._column.takeAt(0)) is not None:
            if widget := gone.widget():
                retire(widget)
        self.sections.select(state.section)
        for part in self._parts(state):
            self._column.addWidget(part)
            if self.isVisible():
                part.show()
        self.headed.emit(Head(_("Settings")))
        for found in self.panel.findChildren(QWidget):
            if kept and found.accessibleIdentifier() == kept:
                found.arrive() if isinstance(found, Choice) else found.setFocus()

    def _held(self) -> str:
        """Return the identifier of what has the keyboard, or of what holds it."""
        held = QApplication.focusWidget()
        while held is not None and self.panel.isAncestorOf(held):
            if held.accessibleIdentifier():
                return held.accessibleIdentifier()
            held = held.parentWidget()
        return ""

    def _parts(self, state: SettingsState) -> list[QWidget]:
        parts: list[QWidget] = [Heading(_NAMES[state.section][1](), 2)]
        if state.step == "failed":
            alert = Alert("error", state.sentence, action=_("Try again"))
            alert.acted.connect(lambda: self.asked.emit("again"))
            return [*parts, alert]
        if state.step == "loading":
            return [*parts, Skeleton(2, lines=2)]
        card = Card()
        for number, setting in enumerate(state.settings):
            if number:
                card.body.addWidget(Rule())
            card.body.addWidget(self._line(setting))
        parts.append(card)
        return [*parts, Text(state.note, "small")] if state.note else parts

    def _line(self, setting: Setting) -> QWidget:
        words, column = QWidget(), QVBoxLayout()
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        words.setLayout(column)
        column.addStretch(1)
        column.addWidget(Text(setting.title, "strong"))
        if setting.detail:
            column.addWidget(Text(setting.detail, "small"))
        column.addStretch(1)
        controls = [*self._answers(setting), *(self._act(setting, one) for one in setting.acts)]
        if not controls:
            return words
        least = now().size("sidebar")
        return Fold(now().space("m"), words, _row(*controls), grows=0, least=least)

    def _answers(self, setting: Setting) -> list[QWidget]:
        if not setting.answers:
            return []
        choice = Choice(setting.title, dict(setting.answers), setting.answer)
        choice.setAccessibleIdentifier(f"setting.{setting.key}")
        choice.chosen.connect(lambda answer: self.asked.emit(f"put/{setting.key}/{answer}"))
        if not setting.usual or setting.usual == setting.answer:
            return [choice]
        back = Button(_("Reset"), "text", says=about(_("Reset"), setting.title))
        back.setAccessibleIdentifier(f"reset.{setting.key}")
        back.clicked.connect(lambda: self.asked.emit(f"put/{setting.key}/{setting.usual}"))
        return [choice, back]

    def _act(self, setting: Setting, act: Act) -> Button:
        button = Button(act.words, says=act.words if not setting.detail else "")
        button.setAccessibleIdentifier(f"act.{act.key}")
        if act.kind == "error":
            button.setProperty("on", "error")
        button.clicked.connect(lambda: self.asked.emit(act.key))
        return button


def _row(*controls: QWidget) -> QWidget:
    holder = QWidget()
    line = Flow(holder, now().space("xs"))
    for control in controls:
        line.addWidget(control)
    return holder
