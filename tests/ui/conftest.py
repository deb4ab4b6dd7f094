"""The same screen for every test: French or English, a theme, no blinking, no memory."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QLocale, QSettings
from PySide6.QtWidgets import QApplication

from vault.i18n import speak
from vault.paths import assets
from vault.ui.theme import Theme, wear


@pytest.fixture(autouse=True)
def cleared(request: pytest.FixtureRequest) -> Iterator[None]:
    """Destroy what a test closed: else every later change of theme dresses it again."""
    yield
    if "qapp" in request.fixturenames:
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


@pytest.fixture
def tongue() -> Iterator[Callable[[str], None]]:
    """Speak a language; English is back when the test ends."""

    def choose(language: str) -> None:
        speak(language, assets() / "locale")
        QLocale.setDefault(QLocale(language))

    yield choose
    choose("en")


@pytest.fixture
def dressed(qapp: QApplication, tmp_path: Path) -> Iterator[Callable[[Theme], None]]:
    """Wear a theme; what Qt remembers goes to a private folder."""
    QSettings.setPath(
        QSettings.Format.NativeFormat, QSettings.Scope.UserScope, str(tmp_path / "settings")
    )
    qapp.setCursorFlashTime(0)
    qapp.setKeyboardInputInterval(5_000)  # ms: a busy machine types a word as slowly as people do
    yield lambda theme: wear(theme, qapp)
    wear(Theme(), qapp)
