"""The first page: a language, a carnet that lies elsewhere, an example that cannot be made."""

from __future__ import annotations

import resource
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.ui.flows.hands import Hands

pytestmark = [
    pytest.mark.screen,
    # the list that Qt's file dialog unfolds under its field
    pytest.mark.qt_log_ignore("This plugin does not support", extend=True),
]


def test_the_language_is_chosen_and_a_carnet_is_opened_from_elsewhere(
    window: Callable[..., Hands], place: Path, tmp_path: Path
) -> None:
    hands = window("en", at=tmp_path / "mine.carnet")
    assert hands.heading() == "Welcome"
    hands.tab_to("EN")
    hands.press("Left")
    hands.wait(lambda: hands.heading() == "Bienvenue")
    assert hands.app.memory.now.language == "fr"
    hands.act("welcome.open")
    hands.name_file(place)
    hands.wait(lambda: hands.has("unlock.passphrase"))
    assert hands.app.place == place


def test_the_making_of_a_carnet_begins_and_leads_back(
    window: Callable[..., Hands], tmp_path: Path
) -> None:
    hands = window("en", at=tmp_path / "mine.carnet")
    hands.act("welcome.create")
    hands.wait(lambda: hands.has("create.first"))
    hands.act("create.previous")
    hands.wait(lambda: hands.heading() == "Welcome")


def test_an_example_that_cannot_be_made_is_said_and_leaves_the_other_ways(
    window: Callable[..., Hands], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "private").mkdir(mode=0o700)
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path / "private"))
    hands = window("en", at=tmp_path / "mine.carnet", days=1)
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (4096, hard))
    try:
        hands.act("welcome.example")
        hands.wait_for("The disk is full.")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert hands.has("welcome.create")
    assert hands.app.example.place is None
    hands.app.example.erase()
    assert list((tmp_path / "private").iterdir()) == []
