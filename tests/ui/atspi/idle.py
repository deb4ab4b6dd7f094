"""Nobody touches anything: the warning is announced, and its button keeps the carnet open."""

from __future__ import annotations

import os

from tests.ui.atspi import hands
from tests.ui.atspi.eyes import Eyes
from tests.ui.atspi.walk import unlock


def main(secret: str) -> None:
    """Wait for the warning, stay; wait again, and be locked out."""
    eyes = Eyes()
    unlock(eyes, secret)
    eyes.hears("Verrouillage dans 30 secondes")
    eyes.needs("push button", "Rester")
    hands.press("Tab")
    eyes.wait(lambda: eyes.find("push button", "Rester") is None, "the end of the warning")


if __name__ == "__main__":
    main(os.environ["CARNET_TEST_SECRET"])
