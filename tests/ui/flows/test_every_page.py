"""What holds on every page of a record, whatever it shows."""

from __future__ import annotations

from importlib import import_module
from pkgutil import iter_modules
from random import Random
from threading import Event
from typing import Final

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QWidget

import vault.ui.pages
from tests.ui import checks
from tests.ui.flows.conftest import Open
from tests.ui.flows.hands import Hands
from vault.ui.places import KEYS, PLACES
from vault.ui.widgets.heading import Heading

pytestmark = pytest.mark.screen
_ABOUT: Final = {"trends": "trends/body_weight", "values": "values/body_weight"}
_NEED_MORE: Final = {
    "add",
    "arrange",
    "pair",
    "reference",
    "value",
    "provenance",
    "receipt",
    "sign",
    "share",
}  # open a dialog, or ask for a fact


def _pages() -> list[str]:
    names = [one.name for one in iter_modules(vault.ui.pages.__path__) if one.ispkg]
    joined = [
        name for name in names
        if name not in _NEED_MORE and hasattr(import_module(f"vault.ui.pages.{name}.join"), "join")
    ]  # fmt: skip
    return [_ABOUT.get(name, name) for name in joined]


PAGES: Final = _pages()
_PRESSED: Final = (
    "Tab", "Tab", "Shift+Tab", "Up", "Down", "Left", "Right", "Home", "End", "Return", "Space",
    "Esc", "F6", "Shift+F6", "F1", "Ctrl+F", "Ctrl+Z", "Ctrl+Shift+P", "Alt+Left", "a", "7",
    *(keys[0] for key, keys in KEYS.items() if key not in ("lock", "print")),
)  # fmt: skip


def test_every_place_of_the_sidebar_has_a_page() -> None:
    assert {place.key for place in PLACES} <= set(PAGES)


@pytest.mark.parametrize("key", PAGES)
def test_the_frame_is_the_same_round_every_page(inside: Hands, key: str) -> None:
    """T-FRAME, T-HEAD: one sidebar, one person, one title, one help."""
    inside.open(key)
    window = inside.app.window
    assert window.windowTitle() == "Carnet"
    assert inside.sees("Displayed record: Camille, Your record. Change person")
    for place in PLACES:
        assert inside.sees(place.words())
    titles = [one for one in window.findChildren(Heading) if one.isVisible() and one.level == 1]
    assert len(titles) == 1
    assert titles[0].text()
    assert checks.unnamed(window) == []
    inside.press("F1")
    inside.wait(lambda: inside.heading() == "What is this page for?")


@pytest.mark.parametrize("key", PAGES)
def test_the_keyboard_is_caught_nowhere(inside: Hands, key: str) -> None:
    """T-TRAP: Tab comes round, both ways; F6 leaves every part."""
    inside.open(key)
    for way in ("Tab", "Shift+Tab"):
        met: list[QWidget] = []
        while (here := inside.focus()) not in met:
            met.append(here)
            inside.press(way)
            assert len(met) < 150
        assert len(met) > 3
    for pane in inside.app.window.panes():
        inside.press("F6")
        assert any(one.isAncestorOf(inside.focus()) for one in inside.app.window.panes()), pane


@pytest.mark.slow
@pytest.mark.parametrize("key", PAGES)
def test_a_page_left_before_its_answers_came_leaves_nothing(inside: Hands, key: str) -> None:
    """T-DROP: fifty times, with answers on their way."""
    guide, counts = inside.app.guide, list[int]()
    assert guide is not None
    inside.open(key)
    inside.open("keys")
    for _round in range(2):
        go_on = Event()
        inside.app.bridge.ask(go_on.wait, lambda _: None, lambda _: None)
        for _time in range(25):
            guide.go(key)
            guide.go("keys")
        go_on.set()
        inside.ask(lambda: None)
        inside.wait(lambda: not inside.app.bridge.busy)
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        counts.append(len(QApplication.allWidgets()))
    assert inside.heading() == "Keyboard shortcuts"
    assert counts[1] <= counts[0] + 2


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(3))
def test_two_hundred_random_keys_break_nothing(window: Open, seed: int) -> None:
    hands, dice = window(), Random(seed)  # noqa: S311 - keys, not secrets
    hands.enter()
    for _key in range(200):
        hands.press(dice.choice(_PRESSED))
        hands.wait(lambda: (here := QApplication.focusWidget()) is None or here.isVisible())
    for over in hands.app.window.findChildren(QDialog):
        over.close()
    QTest.qWait(0)
    assert hands.app.session is not None


@pytest.mark.parametrize("key", ["arrange", "pair", "reference/body_weight"])
def test_a_dialog_opens_over_the_page_and_esc_leaves_it(inside: Hands, key: str) -> None:
    inside.open(key)
    inside.wait(lambda: isinstance(inside.front, QDialog))
    assert inside.heading()
    inside.press("Esc")
    inside.wait(lambda: inside.front is inside.app.window)
