"""Every named state of every page holds the rules, whatever the look."""

from __future__ import annotations

import random
from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from tests.ui import checks
from tests.ui.gallery import STATES, Shot, every, over, settle, window
from vault.ui.theme import Theme

pytestmark = pytest.mark.screen

_DICE = random.Random(20261123)  # noqa: S311 - a fixed choice of pictures, no secret
SAMPLE = [Shot(state, page=page) for page, state in STATES] + _DICE.sample(every(), len(STATES))
Dress = Callable[[Theme], None]
Tongue = Callable[[str], None]


def hold(shot: Shot, qtbot: QtBot, qapp: QApplication) -> None:
    """Draw a shot and check it."""
    made = window(shot, qapp)
    qtbot.addWidget(made)
    with qtbot.waitExposed(made):
        made.show()
    settle(qapp)
    shown: QWidget = over(shot, made) or made
    settle(qapp)
    need = 7.0 if shot.theme.endswith("contrast") else 4.5
    assert (made.width(), made.height()) == shot.size
    assert made.windowTitle() == "Carnet"
    assert checks.unnamed(shown) == []
    assert checks.too_small(shown) == []
    assert checks.headings(shown) == []
    assert checks.clipped(shown) == []
    assert checks.wide(shown) == []
    assert checks.faint(shown, need) == []


@pytest.mark.parametrize("shot", SAMPLE, ids=str)
def test_a_state_holds_the_rules(
    shot: Shot, qtbot: QtBot, qapp: QApplication, dressed: Dress, tongue: Tongue
) -> None:
    tongue(shot.language)
    hold(shot, qtbot, qapp)


@pytest.mark.gallery
@pytest.mark.parametrize("shot", every(), ids=str)
def test_each_of_all_pictures_holds_the_rules(
    shot: Shot, qtbot: QtBot, qapp: QApplication, dressed: Dress, tongue: Tongue
) -> None:
    tongue(shot.language)
    hold(shot, qtbot, qapp)
