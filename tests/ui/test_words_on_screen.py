"""All that is on screen comes from the catalogue, in one language, and has room to grow."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from tests.ui import checks, words
from tests.ui.gallery import PAGES, STATES, Shot, settle
from tests.ui.shots import ANNE, CLAIRE, NOE
from vault.i18n import speak
from vault.paths import assets
from vault.ui.theme import Theme, wear

pytestmark = [
    pytest.mark.screen,
    pytest.mark.filterwarnings("ignore:Glyph .* missing from font:UserWarning"),  # ⟦ in a chart
]
# what no catalogue says: the program's own name, the names of languages, people
NAMES = {"Carnet", "FR", "EN", "Français", "English", CLAIRE.called, NOE.called, ANNE.called}
NAMES |= {"https://annuaire.example", "https://"}  # an address is nobody's language
Dress = Callable[[Theme], None]
Tongue = Callable[[str], None]


@pytest.fixture(scope="module")
def catalogue(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A catalogue in the language of nobody, in place of the French one."""
    folder = tmp_path_factory.mktemp("locale")
    (folder / "fr/LC_MESSAGES").mkdir(parents=True)
    with (assets() / "locale/fr/LC_MESSAGES/carnet.po").open("rb") as source:
        made = read_po(source)
    for message in made:
        if isinstance(message.id, tuple):
            message.string = tuple(words.pseudo(form) for form in message.id)
        elif isinstance(message.id, str) and message.id:
            message.string = words.pseudo(message.id)
    with (folder / "fr/LC_MESSAGES/carnet.mo").open("wb") as target:
        write_mo(target, made)
    return folder


@pytest.mark.gallery
@pytest.mark.parametrize("shot", [Shot(state, page=page) for page, state in STATES], ids=str)
def test_every_word_is_from_the_catalogue_and_may_be_two_fifths_longer(
    shot: Shot, catalogue: Path, qtbot: QtBot, qapp: QApplication, tongue: Tongue, dressed: Dress
) -> None:
    tongue("fr")
    data = PAGES[shot.page].states("fr")[shot.state]  # in French: states speak while they are made
    speak("fr", catalogue)
    wear(Theme(), qapp)
    made = replace(PAGES[shot.page], states=lambda _language: {shot.state: data})
    window = made.window(shot.state, "fr", shot.size)
    qtbot.addWidget(window)
    window.show()
    settle(qapp)
    shown: QWidget = window
    if made.dialog is not None:
        shown = made.dialog(window, data)
        qtbot.addWidget(shown)
        shown.show()
        settle(qapp)
    assert words.untranslated(shown, NAMES | set(words.strings(data))) == []
    assert checks.clipped(shown) + checks.wide(shown) == []


@pytest.fixture
def page(qtbot: QtBot) -> QWidget:
    page = QWidget()
    qtbot.addWidget(page)
    QVBoxLayout(page)
    return page


def put(page: QWidget, *widgets: QWidget) -> None:
    layout = page.layout()
    assert layout is not None
    for widget in widgets:
        layout.addWidget(widget)
    page.show()


def test_a_word_beside_the_catalogue_is_found(page: QWidget) -> None:
    put(page, QPushButton(words.pseudo("Add")), QLabel("Forgotten"), QLabel("Claire, 68.4"))
    assert words.untranslated(page, {"Claire"}) == ["Forgotten"]


def test_a_sentence_within_a_sentence_is_from_the_catalogue(page: QWidget) -> None:
    see = words.pseudo("{act}: {thing}").format(act=words.pseudo("See"), thing=words.pseudo("All"))
    put(page, QLabel(see))
    assert words.untranslated(page, set()) == []


def test_a_word_of_the_other_language_is_found(page: QWidget) -> None:
    put(page, QLabel("Vous ne partagez rien."), QLabel("You share nothing."), QLabel("Du 3 au 5"))
    assert words.foreign(page, "fr", None) == ["You share nothing."]
    assert words.foreign(page, "en", ["Du 3 au 5"]) == ["Vous ne partagez rien."]


def test_the_pseudo_language_keeps_what_is_filled_in() -> None:
    assert words.pseudo("{n} days of {total}") == "⟦{n} däÿs öf {total} ö⟧"
