"""V21: which new passphrases pass."""

from __future__ import annotations

import pytest

from vault.crypto.strength import demand, frequent_words, guesses, verdict
from vault.errors import PassphraseTooWeak


@pytest.mark.parametrize(
    ("passphrase", "power", "judged"),
    [
        ("azertyuiop1", 5.1, "short"),
        ("motdepasse2026", 8.0, "correct"),
        ("marseille13000", 7.8, "easy"),
        ("bonjour maman chérie", 13.9, "solid"),
        ("cheval correct pile agrafe", 20.1, "solid"),
    ],
)
def test_examples(passphrase: str, power: float, judged: str) -> None:
    assert guesses(passphrase) == pytest.approx(power, abs=0.1)
    assert verdict(passphrase) == judged


def test_four_short_words_are_long_enough_to_be_judged() -> None:
    assert verdict("as de la vu") != "short"
    assert verdict("as de vu") == "short"
    assert verdict("") == "short"
    assert guesses("") == 0


def test_what_is_known_of_people_is_tried_first() -> None:
    passphrase = "Quillebois Zéphyrine"
    known = ["Zéphyrine", "Quillebois"]
    assert guesses(passphrase, known) < guesses(passphrase) - 4
    assert verdict("Quillebois 1931", [*known, "1931"]) == "easy"


def test_only_the_beginning_of_a_long_one_is_judged() -> None:
    demand("girouette lente " * 20)
    demand("é" * 5 + " vent " * 160)
    with pytest.raises(PassphraseTooWeak) as refused:
        demand("é" * 513)
    assert refused.value.detail == "long"


def test_french_words_are_known_with_and_without_accents() -> None:
    words = frequent_words()
    assert {"chérie", "cherie", "maison"} <= set(words)
    assert len(words) < 20_000
