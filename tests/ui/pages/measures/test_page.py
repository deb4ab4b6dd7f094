"""The list of measures says what was asked; its filter keeps the focus."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QAbstractButton, QApplication
from pytestqt.qtbot import QtBot

from tests.ui.checks import type_text
from tests.ui.pages.measures.states import states
from vault.ui.pages.measures.page import MeasuresPage
from vault.ui.theme import Theme
from vault.ui.widgets.page import Head

pytestmark = pytest.mark.screen
ALL = states("en")


@pytest.fixture
def page(qtbot: QtBot, dressed: Callable[[Theme], None]) -> MeasuresPage:
    dressed(Theme())
    page = MeasuresPage()
    qtbot.addWidget(page)
    page.resize(1000, 700)
    with qtbot.waitExposed(page):
        page.show()
    page.activateWindow()
    return page


def rows(page: MeasuresPage) -> dict[str, QAbstractButton]:
    return {one.accessibleIdentifier(): one for one in page.findChildren(QAbstractButton)}


def test_a_row_opens_its_trend(page: MeasuresPage, qtbot: QtBot) -> None:
    page.show_state(ALL["ready"])
    with qtbot.waitSignal(page.asked) as asked:
        rows(page)["measure.body_weight"].click()
    assert asked.args == ["trends/body_weight"]
    said = rows(page)["measure.body_weight"].accessibleName()
    assert said == "Weight, 68.4 kg, today, 07:12 · Withings Body+"


@pytest.mark.parametrize(("state", "words", "key"), [
    ("empty", "Add a measurement", "add"), ("failed", "Try again", "again"),
])  # fmt: skip
def test_a_way_on_is_offered(
    state: str, words: str, key: str, page: MeasuresPage, qtbot: QtBot
) -> None:
    page.show_state(ALL[state])
    button = next(one for one in page.findChildren(QAbstractButton) if one.text() == words)
    with qtbot.waitSignal(page.asked) as asked:
        button.click()
    assert asked.args == [key]
    assert not page.field.isVisible()


def test_typing_in_the_filter_keeps_the_focus_there(page: MeasuresPage, qtbot: QtBot) -> None:
    page.show_state(ALL["ready"])
    page.field.arrive()
    with qtbot.waitSignal(page.sifted) as sifted:
        type_text(page.field, "é")
    assert sifted.args == ["é"]
    page.show_state(ALL["filtered"])
    assert QApplication.focusWidget() is page.field


def test_a_row_keeps_the_focus_when_the_list_is_drawn_again(page: MeasuresPage) -> None:
    page.show_state(ALL["ready"])
    rows(page)["measure.steps"].setFocus()
    page.show_state(ALL["ready"])
    focused = QApplication.focusWidget()
    assert focused is not None
    assert focused.accessibleIdentifier() == "measure.steps"


def test_the_note_counts(page: MeasuresPage) -> None:
    heads: list[Head] = []
    page.headed.connect(heads.append)
    for name in ("ready", "filtered", "loading"):
        page.show_state(ALL[name])
    assert [head.note for head in heads] == ["5 measures", "1 of 5 measures", ""]
