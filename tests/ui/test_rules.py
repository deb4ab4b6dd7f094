"""The rules of meaning, frame and signature are seen to fail, each on a page made wrong."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import (
    QApplication,
    QLabel,
    QLineEdit,
    QListWidgetItem,
    QStyledItemDelegate,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from tests.ui import rules
from tests.ui.gallery import Shot, settle, window
from tests.ui.meaning import mute, unsaid
from tests.ui.pages.sign.states import ready
from vault.ui.main_window import MainWindow
from vault.ui.pages.sign.agreement import Agreement
from vault.ui.pages.sign.page import SignPage
from vault.ui.theme import THEMES, Theme, ThemeName
from vault.ui.widgets.alert import Alert
from vault.ui.widgets.chart import TrendChart
from vault.ui.widgets.chip import Chip
from vault.ui.widgets.field import Field
from vault.ui.widgets.mark import Mark
from vault.ui.widgets.text import Text

pytestmark = pytest.mark.screen
Dress = Callable[[Theme], None]
Draw = Callable[[Shot], MainWindow]


@pytest.fixture
def draw(
    qtbot: QtBot, qapp: QApplication, dressed: Dress, tongue: Callable[[str], None]
) -> Iterator[Draw]:
    """Draw a state that is right, to be made wrong."""

    def drawn(shot: Shot) -> MainWindow:
        tongue(shot.language)
        made = window(shot, qapp)
        qtbot.addWidget(made)
        made.show()
        settle(qapp)
        return made

    yield drawn
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture
def page(qtbot: QtBot, dressed: Dress) -> QWidget:
    dressed(Theme())
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


# -- meaning -------------------------------------------------------------------------------------


def test_a_chip_without_words_is_found(page: QWidget) -> None:
    put(page, Chip("", "good"), Chip("Sent", "good"))
    assert unsaid(page) == ["a chip without words"]


def test_an_alert_whose_icon_says_nothing_is_found(page: QWidget) -> None:
    right, wrong = Alert("error", "Lost."), Alert("error", "Lost.")
    for mark in wrong.findChildren(Mark):
        mark.setAccessibleName("")
    put(page, right, wrong)
    assert unsaid(page) == ["an alert with 1 icons, none with a name"]


@pytest.mark.parametrize("theme", THEMES)
def test_a_place_selected_by_its_colour_alone_is_found(theme: ThemeName, draw: Draw) -> None:
    made = draw(Shot(theme=theme, language="en"))
    assert unsaid(made) == []
    places = made.sidebar.places
    painter = places.itemDelegate()
    area, name = places.visualItemRect(places.item(0)), places.item(0).text()
    before = places.viewport().grab(area).toImage()
    places.setItemDelegate(QStyledItemDelegate())  # another ground, the same letters
    plain = places.palette()
    plain.setColor(QPalette.ColorRole.Highlight, before.pixelColor(30, 2))
    places.setPalette(plain)
    assert [words.split(" is ")[0] for words in unsaid(made)] == [name]
    places.setItemDelegate(painter)


def test_a_reference_that_is_a_shade_alone_is_found(draw: Draw) -> None:
    made = draw(Shot("pressure", language="en", page="trends"))
    assert unsaid(made) == []
    chart = next(one for one in made.findChildren(TrendChart) if one.isVisible())
    assert chart._canvas is not None
    (axes,) = chart._canvas.figure.axes
    for line in [one for one in axes.lines if one.is_dashed()]:
        line.remove()
    assert any("no line at" in words for words in unsaid(made))
    for text in list(axes.texts):
        text.remove()
    assert any("is not written" in words for words in unsaid(made))
    for patch in list(axes.patches):
        patch.remove()
    assert any("has no band" in words for words in unsaid(made))


def test_a_field_without_a_label_is_found(page: QWidget) -> None:
    put(page, Field("", QLineEdit()))
    assert mute(page) == ["a field without a label: QLineEdit"]


def test_a_wrong_field_that_does_not_say_why_is_found(page: QWidget) -> None:
    quiet, elsewhere, right = (Field(name, QLineEdit()) for name in ("One", "Two", "Three"))
    put(page, quiet, elsewhere, right)
    for field in (quiet, elsewhere):
        field.show_error("Type a number.")
    quiet.arrive()
    assert mute(page) == []
    quiet.control.setAccessibleDescription("")
    elsewhere.findChildren(Text)[-1].hide()
    assert mute(page) == ["One does not say what is wrong", "Two does not say what is wrong"]


# -- the frame -----------------------------------------------------------------------------------


def _named(made: MainWindow) -> None:
    made.setWindowTitle("Claire Martin")


def _without_a_place(made: MainWindow) -> None:
    made.sidebar.places.takeItem(3)


def _with_another(made: MainWindow) -> None:
    QListWidgetItem("More", made.sidebar.utilities)


def _without_a_person(made: MainWindow) -> None:
    made.sidebar.person.hide()


def _title_away(made: MainWindow) -> None:
    made.header.heading.move(400, 0)


def _without_help(made: MainWindow) -> None:
    for key in made._keys:
        key.setEnabled(False)


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (_named, "title 'Claire Martin'"),
        (_without_a_place, "Places: "),
        (_with_another, "Utilities: "),
        (_without_a_person, "no person"),
        (_title_away, "the title begins "),
        (_without_help, "F1 does not ask for help"),
    ],
)
def test_another_frame_is_found(spoil: Callable[[MainWindow], None], said: str, draw: Draw) -> None:
    made = draw(Shot(language="en"))
    assert rules.frame(made) == []
    spoil(made)
    (bad,) = rules.frame(made)
    assert bad.startswith(said)


# -- the page of the signature -------------------------------------------------------------------


def _agreement(made: MainWindow) -> Agreement:
    (page,) = made.findChildren(SignPage)
    assert page.agreement is not None
    return page.agreement


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (lambda one: one.decline.setProperty("kind", "text"), "style"),
        (lambda one: one.decline.setStyleSheet("color: red"), "sheet"),
        (lambda one: one.decline.setFixedHeight(24), "size"),
        (lambda one: one.decline.move(one.decline.x() + 9, one.decline.y()), "place"),
        (lambda one: one.decline.move(one.decline.x(), 0), "order"),
        (lambda one: one.decline.setIconSize(one.sign.iconSize() / 2), "icon"),
        (lambda one: one.decline.setEnabled(False), "ability"),
        (lambda one: one.sign.setDefault(True), "default"),
        (lambda one: one.secret.edit.setText("cheval"), "empty"),
        (lambda one: one.sign.setFocus(), "focus"),
    ],
)
def test_answers_that_are_not_equal_are_found(
    spoil: Callable[[Agreement], None], said: str, draw: Draw
) -> None:
    agreement = _agreement(draw(Shot(language="en", page="sign")))
    assert rules.unequal(agreement) == []
    spoil(agreement)
    assert said in rules.unequal(agreement)


def test_answers_too_far_apart_to_be_seen_together_are_found(draw: Draw) -> None:
    agreement = _agreement(draw(Shot(language="en", page="sign")))
    agreement.decline.move(agreement.decline.x(), agreement.decline.y() + 2000)
    assert rules.unequal(agreement) == ["view"]


def test_a_fact_that_is_missing_is_found(draw: Draw) -> None:
    made = draw(Shot(language="en", page="sign"))
    (page,) = made.findChildren(SignPage)
    assert rules.missing(page) == []
    for part in page.findChildren(QWidget):
        if part.accessibleIdentifier() in {"fact.5", "fact.9"}:
            part.hide()
    assert rules.missing(page) == ["fact 5", "fact 9"]


def test_a_fact_without_its_line_is_found(qtbot: QtBot, dressed: Dress) -> None:
    dressed(Theme())
    state, page = ready("en"), SignPage()
    qtbot.addWidget(page)
    facts = list(state.facts)
    facts[8] = replace(facts[8], lines=())
    page.show_state(replace(state, facts=tuple(facts)))
    page.show()
    assert rules.missing(page) == ["fact 9"]


def test_all_that_is_wrong_is_said_with_its_kind(draw: Draw) -> None:
    made = draw(Shot(language="en"))
    stray = QLabel("Vous ne partagez rien.", made)
    stray.show()
    told = rules.broken(made, made, "en", None, contrast=False)
    assert "language: Vous ne partagez rien." in told
