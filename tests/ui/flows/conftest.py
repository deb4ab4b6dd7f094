"""A whole window over a real encrypted carnet, as `carnet` opens it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.conftest import CHEAP, FakeClock
from tests.ui.flows.hands import Hands
from vault.ui.app import App, Start
from vault.ui.remembered import Memory
from vault.ui.theme import Theme
from vault.usecases.policy import Policy

Open = Callable[..., Hands]
Begins = Callable[[Path | None, float, int | None, Policy], Start]


@dataclass
class Ticks:
    """Seconds since some moment."""

    passed: float = 0.0

    def __call__(self) -> float:
        return self.passed


@pytest.fixture
def ticks() -> Ticks:
    """The seconds of the computer: they pass when a test says so."""
    return Ticks()


@pytest.fixture
def begins(place: Path, clock: FakeClock, ticks: Ticks, tmp_path: Path) -> Begins:
    """What a program begins with: cheap passphrases, a clock that stands, a memory of its own."""
    (tmp_path / "state").mkdir()

    def start(at: Path | None, scale: float, days: int | None, policy: Policy) -> Start:
        memory = Memory(tmp_path / "state")
        return Start(at or place, clock, lambda: policy, memory, ticks, "light", scale, days)

    return start


@pytest.fixture
def window(
    qtbot: QtBot,
    qapp: QApplication,
    dressed: Callable[[Theme], None],
    tongue: Callable[[str], None],
    begins: Begins,
) -> Iterator[Open]:
    """Start the program: `window("fr", scale=2.0)`; on the carnet of `place`, or on another.

    The example goes so many `days` back.
    """
    made: list[App] = []

    def start(
        language: str = "en", *, scale: float = 1.0, at: Path | None = None,
        days: int | None = None, policy: Policy = CHEAP,
    ) -> Hands:  # fmt: skip
        tongue(language)
        app = App(begins(at, scale, days, policy))
        made.append(app)
        app.show()
        qtbot.waitExposed(app.window)
        app.window.activateWindow()
        hands = Hands(app, qtbot)
        hands.wait(lambda: QApplication.activeWindow() is app.window)
        return hands

    yield start
    for app in made:
        app.window.close()
        app.window.deleteLater()
    qapp.processEvents()


@pytest.fixture
def inside(window: Open) -> Hands:
    """Camille's record open in English, on the overview."""
    hands = window()
    hands.enter()
    return hands
