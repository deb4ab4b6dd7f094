"""A whole window over a real encrypted carnet, as `carnet` opens it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.conftest import CHEAP, FakeClock
from tests.ui.flows.hands import Hands
from vault.ui.app import App, Start
from vault.ui.remembered import Memory
from vault.ui.theme import Theme, ThemeName
from vault.usecases.policy import Policy

Open = Callable[..., Hands]
Begins = Callable[["Look", Path | None, int | None, Policy], Start]
SMALL_SCREEN: Final = (1280, 800)


@dataclass(frozen=True)
class Look:
    """How the window is dressed while somebody goes through a flow."""

    language: str
    scale: float = 1.0
    theme: ThemeName = "light"


# Each flow is gone through twice: in French as most see it, and in English with all that helps
# weak eyes, on a small screen (flow 25).
LOOKS: Final = {"fr": Look("fr"), "en-200-contrast": Look("en", 2.0, "dark-contrast")}


@dataclass
class Ticks:
    """Seconds since some moment."""

    passed: float = 0.0

    def __call__(self) -> float:
        return self.passed


@pytest.fixture(params=list(LOOKS.values()), ids=list(LOOKS))
def look(request: pytest.FixtureRequest) -> Look:
    """Each of the two looks that a flow is gone through in."""
    chosen = request.param
    assert isinstance(chosen, Look)
    return chosen


@pytest.fixture
def ticks() -> Ticks:
    """The seconds of the computer: they pass when a test says so."""
    return Ticks()


@pytest.fixture
def begins(place: Path, clock: FakeClock, ticks: Ticks, tmp_path: Path) -> Begins:
    """What a program begins with: cheap passphrases, a clock that stands, a memory of its own."""
    (tmp_path / "state").mkdir()

    def start(look: Look, at: Path | None, days: int | None, policy: Policy) -> Start:
        memory, theme = Memory(tmp_path / "state"), look.theme
        return Start(at or place, clock, lambda: policy, memory, ticks, theme, look.scale, days)

    return start


@pytest.fixture
def window(
    qtbot: QtBot,
    qapp: QApplication,
    dressed: Callable[[Theme], None],
    tongue: Callable[[str], None],
    begins: Begins,
) -> Iterator[Open]:
    """Start the program: `window(look)`; on the carnet of `place`, or on another.

    The example goes so many `days` back. Whatever page or dialog the keyboard goes through is
    looked at: no words may be cut.
    """
    made: list[App] = []
    seen: list[Hands] = []

    def start(
        look: Look | str = "en", *, at: Path | None = None, days: int | None = None,
        policy: Policy = CHEAP,
    ) -> Hands:  # fmt: skip
        look = Look(look) if isinstance(look, str) else look
        tongue(look.language)
        app = App(begins(look, at, days, policy))
        made.append(app)
        app.show()
        app.window.resize(*SMALL_SCREEN)
        qtbot.waitExposed(app.window)
        app.window.activateWindow()
        hands = Hands(app, qtbot)
        seen.append(hands)
        hands.wait(lambda: QApplication.activeWindow() is app.window)
        return hands

    yield start
    for app in made:
        app.window.close()
        app.window.deleteLater()
    qapp.processEvents()
    assert [cut for hands in seen for cut in hands.cut] == []


@pytest.fixture
def inside(window: Open) -> Hands:
    """Camille's record open in English, on the overview."""
    hands = window()
    hands.enter()
    return hands
