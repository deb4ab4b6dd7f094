"""Every named state, drawn: `python -m tests.ui.gallery FOLDER [all] [PAGE ...]` saves pictures.

Without `all` it saves those that a reviewer looks at; with names of pages, those pages only.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from typing import Final

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEvent, QLocale
from PySide6.QtWidgets import QApplication, QWidget

import tests.ui.pages
from tests.ui.shots import CLAIRE, NOE, Pictured
from vault.i18n import speak
from vault.paths import assets
from vault.ui.main_window import MainWindow
from vault.ui.theme import SCALES, THEMES, Theme, ThemeName, wear
from vault.ui.widgets.dialog import Dialog

SIZES: Final = ((960, 640), (1280, 832), (1920, 1080))
LANGUAGES: Final = ("fr", "en")


def pages() -> Iterator[tuple[str, Pictured]]:
    """Find the pages that have states; a folder may hold several modules `states*`."""
    for _finder, name, is_package in iter_modules(tests.ui.pages.__path__):
        if is_package:
            folder = import_module(f"tests.ui.pages.{name}")
            for _found, module, _package in iter_modules(folder.__path__):
                if module.startswith("states"):
                    shown = module.removeprefix("states").strip("_")
                    found = import_module(f"tests.ui.pages.{name}.{module}").PICTURED
                    yield f"{name}.{shown}".strip("."), replace(found, states=cache(found.states))


PAGES: Final = dict(pages())


@dataclass(frozen=True, slots=True)
class Shot:
    """One picture to draw."""

    state: str = "ready"
    theme: ThemeName = "light"
    language: str = "fr"
    scale: float = 1.0
    size: tuple[int, int] = (1280, 832)
    page: str = "overview"

    def __str__(self) -> str:
        width, height = self.size
        look = f"{self.theme}-{self.language}-{self.scale:g}-{width}x{height}"
        return f"{self.page}-{self.state}-{look}"


STATES: Final = [(page, state) for page, made in PAGES.items() for state in made.states("en")]


def every() -> list[Shot]:
    """Return the whole product."""
    return [
        Shot(state, theme, language, scale, size, page)
        for page, state in STATES
        for theme in THEMES
        for language in LANGUAGES
        for scale in SCALES
        for size in SIZES
    ]


def reviewed() -> list[Shot]:
    """Return the four pictures of each state that are looked at when it changes."""
    looks: tuple[tuple[ThemeName, str, float], ...] = (
        ("light", "fr", 1.0),
        ("dark", "fr", 1.0),
        ("dark-contrast", "fr", 2.0),
        ("light", "en", 1.0),
    )
    return [Shot(state, *look, page=page) for page, state in STATES for look in looks]


def window(shot: Shot, app: QApplication) -> MainWindow:
    """Build the window of a shot, not yet shown."""
    wear(Theme(shot.theme, shot.scale), app)
    return PAGES[shot.page].window(shot.state, shot.language, shot.size)


def over(shot: Shot, made: MainWindow) -> Dialog | None:
    """Open the dialog of a shot over its window, which is shown; None where there is none."""
    pictured = PAGES[shot.page]
    if pictured.dialog is None:
        return None
    dialog = pictured.dialog(made, pictured.states(shot.language)[shot.state])
    dialog.open()
    return dialog


def settle(app: QApplication) -> None:
    """Let layouts come to rest: a page in a scroll area takes a few turns."""
    for _turn in range(5):
        app.processEvents()


def main(folder: Path, wanted: list[Shot]) -> None:
    """Save pictures."""
    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    folder.mkdir(parents=True, exist_ok=True)
    for shot in wanted:
        speak(shot.language, assets() / "locale")
        QLocale.setDefault(QLocale(shot.language))
        made = window(shot, app)
        made.show()
        settle(app)
        shown: QWidget = over(shot, made) or made
        settle(app)
        shown.grab().save(str(folder / f"{shot}.png"))
        made.close()
        made.deleteLater()
        app.sendPostedEvents(None, QEvent.Type.DeferredDelete)  # processEvents would leave it


__all__ = ["CLAIRE", "NOE", "Shot", "every", "main", "over", "pages", "settle", "window"]

if __name__ == "__main__":
    _names = [word for word in sys.argv[2:] if word != "all"]
    _shots = every() if "all" in sys.argv[2:] else reviewed()
    main(Path(sys.argv[1]), [s for s in _shots if not _names or s.page.split(".")[0] in _names])
