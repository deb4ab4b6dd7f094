"""Every named state of every page holds the rules, whatever the look."""

from __future__ import annotations

import os
import random
from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.ui.album import leaf, look
from tests.ui.gallery import LANGUAGES, STATES, Shot, every, settle, window
from vault.ui.theme import SCALES, THEMES, Theme

pytestmark = pytest.mark.screen

_SEED = int(os.environ.get("CARNET_LOOKS", "20261123"))  # another number, another sample
_DICE = random.Random(_SEED)  # noqa: S311 - a choice of pictures, no secret
Dress = Callable[[Theme], None]
Tongue = Callable[[str], None]


def sample() -> list[Shot]:
    """Return each state as most people see it, and once in a look thrown by the dice."""
    looks = every()
    each = len(looks) // len(STATES)
    thrown = [looks[n * each + _DICE.randrange(each)] for n in range(len(STATES))]
    return [*(Shot(state, page=page) for page, state in STATES), *thrown]


def test_the_whole_product_is_four_themes_two_languages_four_scales_and_three_sizes() -> None:
    looks = every()
    assert len({str(shot) for shot in looks}) == len(looks) == len(STATES) * 4 * 2 * 4 * 3
    assert {shot.theme for shot in looks} == set(THEMES)
    assert {shot.scale for shot in looks} == set(SCALES)


@pytest.mark.parametrize("shot", sample(), ids=str)
def test_a_state_holds_the_rules(
    shot: Shot, qtbot: QtBot, qapp: QApplication, dressed: Dress, tongue: Tongue
) -> None:
    tongue(shot.language)
    made = window(shot, qapp)
    qtbot.addWidget(made)
    made.show()
    settle(qapp)
    assert look(shot, made, qapp) == [], f"seed {_SEED}"


@pytest.mark.gallery
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("page", "state"), STATES)
def test_a_state_holds_the_rules_in_each_of_its_looks(
    page: str, state: str, language: str, qapp: QApplication, dressed: Dress, tongue: Tongue
) -> None:
    """Two languages, four themes, four scales, three sizes: 96 looks of each state."""
    tongue(language)
    assert leaf(page, state, language, qapp) == {}
