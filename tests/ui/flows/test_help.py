"""Help and shortcuts, from any page."""

from __future__ import annotations

import pytest

from tests.ui.flows.hands import Hands

pytestmark = pytest.mark.screen


def test_f1_says_what_the_page_is_for(inside: Hands) -> None:
    inside.go("Ctrl+7", "History")
    inside.press("F1")
    inside.wait(lambda: inside.heading() == "What is this page for?")
    assert inside.sees("Everything Carnet did, day by day, with who did it and when.")
    inside.press("Esc")
    inside.wait(lambda: inside.heading() == "History")


def test_the_shortcuts_are_listed_and_filtered(inside: Hands) -> None:
    inside.press("F1")
    inside.wait(lambda: inside.heading() == "What is this page for?")
    inside.act("dialog.keys")
    inside.wait(lambda: inside.heading() == "Keyboard shortcuts")
    inside.press("Ctrl+F")
    assert inside.here() == "Find a shortcut"
    inside.type("chart")
    inside.wait_for("No shortcut holds")
    inside.press("Ctrl+A")
    inside.type("print")
    inside.wait_for("Ctrl+P")
    inside.press("Alt+Left")
    inside.wait(lambda: inside.heading() != "Keyboard shortcuts")
