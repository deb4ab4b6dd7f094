"""Flow 3: a forgotten passphrase, the sheet, a new passphrase; the old one is refused."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import CAMILLE, CHEAP, PHRASE, FakeClock
from tests.ui.flows.hands import Hands
from vault.usecases import unlocking

pytestmark = pytest.mark.screen
NEW = "Été à la mer, l’âne têtu"
HEADING = {"fr": "Ouvrir avec la fiche de secours", "en": "Open with the recovery sheet"}
WRONG = {"fr": "La phrase secrète n’est pas correcte.", "en": "The passphrase is not correct."}


@pytest.mark.parametrize(("language", "scale"), [("fr", 2.0), ("en", 1.0)])
def test_a_forgotten_passphrase_is_replaced(
    language: str, scale: float, window: Callable[..., Hands], tmp_path: Path, clock: FakeClock
) -> None:
    place = tmp_path / "mine.carnet"
    made = unlocking.create(place, PHRASE, CAMILLE, clock, policy=CHEAP)
    made.session.end()
    hands = window(language, scale=scale, at=place)
    hands.wait(lambda: hands.find("unlock.passphrase").hasFocus())
    hands.act("unlock.forgotten")
    hands.wait(lambda: hands.heading() == HEADING[language])
    for word in made.words:
        hands.type(word[:4].upper())
        hands.press("Return")
    hands.wait(lambda: hands.has("create.secret"))
    hands.type(NEW)
    hands.press("Return")
    hands.type(NEW)
    hands.press("Return")
    hands.wait(lambda: hands.has("create.later"))
    hands.act("create.later")
    hands.wait(lambda: hands.app.guide is not None and hands.app.guide.joined is not None)
    hands.press("Ctrl+L")
    hands.wait(lambda: hands.has("unlock.passphrase"))
    hands.wait(lambda: not hands.app.bridge.busy)
    hands.type(PHRASE)
    hands.press("Return")
    hands.wait_for(WRONG[language])
    hands.type(NEW)
    hands.press("Return")
    hands.wait(lambda: hands.app.guide is not None and hands.app.guide.joined is not None)
