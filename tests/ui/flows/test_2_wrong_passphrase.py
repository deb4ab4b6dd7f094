"""Flow 2: five wrong passphrases, the wait in words, the right one; the history counts them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from tests.conftest import CHEAP, PHRASE
from tests.ui.flows.conftest import Begins, Look, Open
from vault.ui.app import Start
from vault.usecases import history
from vault.usecases.policy import Policy

pytestmark = pytest.mark.screen
WRONG = {"fr": "La phrase secrète n’est pas correcte.", "en": "The passphrase is not correct."}
WAITS = {"fr": "Nouvel essai dans 5 secondes", "en": "Try again in 5 seconds"}
HONEST = {"fr": "seule une phrase secrète longue le fait", "en": "only a long passphrase does"}
MISSED = {"fr": "5 essais manqués", "en": "5 failed attempts"}
HISTORY = {"fr": "Historique", "en": "History"}
AGAIN = {"fr": "Déverrouiller", "en": "Unlock"}


@pytest.fixture
def begins(begins: Begins, tmp_path: Path) -> Begins:
    """A program that counts wrong passphrases, as the real one does."""
    counting = replace(CHEAP, attempts=tmp_path / "state")

    def start(look: Look, at: Path | None, days: int | None, _policy: Policy) -> Start:
        return begins(look, at, days, counting)

    return start


@pytest.mark.slow
def test_five_wrong_ones_wait_and_the_right_one_opens(look: Look, window: Open) -> None:
    hands, language = window(look), look.language
    hands.wait(lambda: hands.find("unlock.passphrase").hasFocus())
    for _time in range(5):
        hands.type("fausse phrase")  # the one before is selected: it goes
        hands.press("Return")
        hands.wait_for(WRONG[language])
        hands.wait(lambda: hands.here() != "" and not hands.app.bridge.busy)
    hands.wait_for(WAITS[language])
    assert hands.sees(HONEST[language])
    hands.type(PHRASE)
    hands.press("Return")  # too early: nothing happens
    assert not hands.app.bridge.busy
    hands.wait_for(AGAIN[language])
    hands.press("Return")
    hands.wait(lambda: hands.app.guide is not None and hands.app.guide.joined is not None)
    session = hands.app.session
    assert session is not None
    lines = hands.ask(lambda: list(history.listing(session)))
    (missed,) = [line for line in lines if line.kind == "failed_attempts"]
    assert missed.body["count"] == 5
    hands.go("Ctrl+7", HISTORY[language])
    hands.wait_for(MISSED[language])
