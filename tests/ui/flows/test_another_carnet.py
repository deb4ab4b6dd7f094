"""Another carnet is chosen from the list; it asks its own passphrase."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import PHRASE
from tests.ui.flows.hands import Hands
from vault.ui.remembered import Memory

pytestmark = pytest.mark.screen


def test_a_carnet_whose_disk_is_away_is_waited_for(
    window: Callable[..., Hands], place: Path, tmp_path: Path
) -> None:
    away = place.rename(tmp_path / "away")
    memory = Memory(tmp_path / "state")
    memory.met(place, 1)
    hands = window("en")
    hands.wait_for("There is no carnet at this place.")
    away.rename(place)
    hands.act("unlock.again")
    hands.wait(lambda: hands.find("unlock.passphrase").hasFocus())
    hands.type(PHRASE)
    hands.press("Return")
    hands.wait(lambda: hands.app.guide is not None)


def test_a_known_carnet_is_chosen_and_one_is_taken_off(
    window: Callable[..., Hands], place: Path, tmp_path: Path
) -> None:
    other = tmp_path / "autre.carnet"
    shutil.copytree(place, other)
    hands = window("en")
    hands.app.memory.met(other, 1)
    hands.app.memory.met(tmp_path / "gone.carnet", 2)
    hands.act("unlock.change")
    hands.wait(lambda: hands.heading() == "Which carnet?")
    hands.wait_for("Not there now")
    hands.act("remove.gone")
    hands.wait_for("Taken off the list.")
    hands.act("carnet.autre")
    hands.wait(lambda: hands.has("unlock.passphrase"))
    assert hands.app.place == other
    hands.act("unlock.change")
    hands.wait(lambda: hands.has("carnets.back"))
    hands.act("carnets.back")
    hands.wait(lambda: hands.has("unlock.passphrase"))
