"""The first page says what was asked."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from tests.ui.pages.welcome.states import states
from vault.ui.pages.welcome.page import WelcomePage
from vault.ui.theme import Theme
from vault.ui.widgets.action_card import ActionCard
from vault.ui.widgets.alert import Alert

pytestmark = pytest.mark.screen


@pytest.fixture
def page(qtbot: QtBot, dressed: Callable[[Theme], None]) -> WelcomePage:
    dressed(Theme())
    page = WelcomePage()
    qtbot.addWidget(page)
    page.resize(1000, 700)
    page.show_state(states("en")["ready"])
    with qtbot.waitExposed(page):
        page.show()
    return page


@pytest.mark.parametrize("key", ["create", "open", "example"])
def test_a_card_says_its_way(key: str, page: WelcomePage, qtbot: QtBot) -> None:
    cards = {card.accessibleIdentifier(): card for card in page.findChildren(ActionCard)}
    with qtbot.waitSignal(page.asked) as asked:
        QTest.keyClick(cards[f"welcome.{key}"], Qt.Key.Key_Return)
    assert asked.args == [key]


def test_the_language_is_chosen_here(page: WelcomePage, qtbot: QtBot) -> None:
    assert page.language is not None
    buttons = page.language._group.buttons()
    with qtbot.waitSignal(page.asked) as asked:
        buttons[0].click() if not buttons[0].isChecked() else buttons[1].click()
    assert asked.args == ["language/fr"]


def test_a_failure_stands_above_the_cards(page: WelcomePage) -> None:
    page.show_state(states("en")["failed"])
    page.show_state(states("en")["failed"])
    assert len([alert for alert in page.findChildren(Alert) if alert.parent()]) == 1
