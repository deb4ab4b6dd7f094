"""Controls act as an assistive program makes them act, and what happens is announced."""

from __future__ import annotations

import os
import sys

from tests.ui.atspi import hands
from tests.ui.atspi.eyes import Eyes, act, texts
from tests.ui.atspi.walk import unlock


def show_and_hide(eyes: Eyes) -> None:
    """The field of the passphrase becomes readable and secret again; empty all the while."""
    act(eyes.needs("push button", "Afficher"))
    eyes.needs("text", "Phrase secrète")
    act(eyes.needs("push button", "Masquer"))
    eyes.needs("password text", "Phrase secrète")


def refuse(eyes: Eyes, secret: str) -> None:
    """A wrong passphrase is told aloud and stays in no text."""
    hands.write(f"pas {secret}")
    hands.press("Return")
    eyes.hears("phrase secrète n’est pas")
    assert not [one for one in eyes.nodes() if any(secret in text for text in texts(one))]


def add(eyes: Eyes) -> None:
    """A button opens the dialog; an unusual value is an alert; saving is a toast."""
    eyes.needs("push button", "Poids")  # the page is whole
    act(eyes.needs("push button", "Ajouter une mesure"))
    eyes.needs("heading", "Ajouter une mesure pour Camille")
    hands.press("Tab")
    hands.write("92,4")
    act(eyes.needs("push button", "Enregistrer"))
    eyes.hears("Vérifiez la valeur")
    act(eyes.needs("push button", "Enregistrer quand même"))
    eyes.hears("Mesure ajoutée")


def look_at_a_chart(eyes: Eyes) -> None:
    """A row opens the trend; each step on the chart says the value."""
    hands.press_place(2)
    act(eyes.needs("push button", "Poids,"))
    chart = eyes.wait(
        lambda: next(
            (one for one in eyes.nodes() if "Poids" in one.name and one.description), None
        ),
        "a chart that is described",
    )
    eyes.wait(chart.queryComponent().grabFocus, "the keyboard on the chart")
    eyes.heard.clear()
    hands.press("Left")
    eyes.hears("kg")


def main(secret: str) -> None:
    """Do all of it."""
    eyes = Eyes()
    show_and_hide(eyes)
    refuse(eyes, secret)
    unlock(eyes, secret)
    add(eyes)
    look_at_a_chart(eyes)


if __name__ == "__main__":
    main(os.environ["CARNET_TEST_SECRET"])
    sys.exit(0)
