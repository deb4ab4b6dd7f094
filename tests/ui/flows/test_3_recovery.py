"""Flow 3: a forgotten passphrase, the sheet, a new passphrase; the old one is refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import CAMILLE, CHEAP, PHRASE, FakeClock
from tests.ui.flows.conftest import Look, Open
from tests.ui.flows.hands import Hands
from vault.errors import WrongPassphrase
from vault.record.ways_in import Passphrase
from vault.usecases import people, unlocking

pytestmark = pytest.mark.screen
NEW = "Été à la mer, l’âne têtu"
HEADING = {"fr": "Ouvrir avec la fiche de secours", "en": "Open with the recovery sheet"}
WRONG = {"fr": "La phrase secrète n’est pas correcte.", "en": "The passphrase is not correct."}


def replaced(hands: Hands) -> None:
    """Type the new passphrase twice."""
    hands.wait(lambda: hands.has("create.secret"))
    hands.type(NEW)
    hands.press("Return")
    hands.type(NEW)
    hands.press("Return")
    hands.wait(lambda: hands.has("create.later"))


def test_a_forgotten_passphrase_is_replaced(
    look: Look, window: Open, tmp_path: Path, clock: FakeClock
) -> None:
    language = look.language
    place = tmp_path / "mine.carnet"
    made = unlocking.create(place, PHRASE, CAMILLE, clock, policy=CHEAP)
    made.session.end()
    hands = window(look, at=place)
    hands.wait(lambda: hands.find("unlock.passphrase").hasFocus())
    hands.act("unlock.forgotten")
    hands.wait(lambda: hands.heading() == HEADING[language])
    for word in made.words:
        hands.type(word[:4].upper())
        hands.press("Return")
    replaced(hands)
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
    hands.press("Ctrl+L")
    hands.wait(lambda: hands.has("unlock.passphrase"))
    hands.wait(lambda: not hands.app.bridge.busy)
    with pytest.raises(WrongPassphrase):
        unlocking.open_vault(place, Passphrase(PHRASE), clock, policy=CHEAP)
    again = unlocking.open_vault(place, Passphrase(NEW), clock, policy=CHEAP)
    assert [one.called for one in people.everybody(again)] == ["Camille"]
    again.end()
