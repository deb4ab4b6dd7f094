"""Flow 2: five wrong passphrases, the wait in words, the right one; the history counts them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from tests.conftest import CHEAP, PHRASE
from tests.ui.flows.hands import Hands
from vault.ui.app import Start
from vault.usecases import history

pytestmark = pytest.mark.screen
WRONG = {"fr": "La phrase secrète n’est pas correcte.", "en": "The passphrase is not correct."}
WAITS = {"fr": "Nouvel essai dans 5 secondes", "en": "Try again in 5 seconds"}
HONEST = {"fr": "seule une phrase secrète longue le fait", "en": "only a long passphrase does"}
AGAIN = {"fr": "Déverrouiller", "en": "Unlock"}


@pytest.fixture
def begins(
    begins: Callable[[Path | None, float], Start], tmp_path: Path
) -> Callable[[Path | None, float], Start]:
    """A program that counts wrong passphrases, as the real one does."""
    policy = replace(CHEAP, attempts=tmp_path / "state")

    def start(at: Path | None, scale: float) -> Start:
        return replace(begins(at, scale), policy=lambda: policy)

    return start


@pytest.mark.slow
@pytest.mark.parametrize("language", ["fr", "en"])
def test_five_wrong_ones_wait_and_the_right_one_opens(
    language: str, window: Callable[..., Hands]
) -> None:
    hands = window(language)
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
