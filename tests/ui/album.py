"""One state in all its looks: drawn once in a language, then dressed and resized as people do.

To draw each look anew would take four hours; a window that follows its theme and its size, as
this one must, shows the same in a sixth of the time. What a window shows that is made in a look
from the start, the sample of `test_gallery` sees.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QWidget

from tests.ui.gallery import PAGES, SIZES, Shot, over, settle, window
from tests.ui.rules import broken
from vault.ui.main_window import MainWindow
from vault.ui.theme import SCALES, THEMES, Theme, wear


def leaf(page: str, state: str, language: str, app: QApplication) -> dict[str, list[str]]:
    """Check a state in four themes, four scales and three sizes; return what is wrong where."""
    made = window(Shot(state, language=language, page=page), app)
    made.show()
    bad: dict[str, list[str]] = {}
    try:
        for theme in THEMES:
            for scale in SCALES:
                wear(Theme(theme, scale), app)
                for size in SIZES:
                    shot = Shot(state, theme, language, scale, size, page)
                    if found := look(shot, made, app):
                        bad[str(shot)] = found
    finally:
        made.close()
        made.deleteLater()
        app.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    return bad


def look(shot: Shot, made: MainWindow, app: QApplication) -> list[str]:
    """Check a window in one size, with the dialog of the shot over it, if there is one."""
    made.resize(*shot.size)
    settle(app)
    dialog = over(shot, made)
    if dialog is not None:
        settle(app)
    shown: QWidget = dialog or made
    data = PAGES[shot.page].states(shot.language)[shot.state]
    contrast = shot.theme.endswith("contrast")
    if bad := broken(made, shown, shot.language, data, contrast=contrast):
        settle(app)  # a window that was narrowed by half takes some more turns
        bad = broken(made, shown, shot.language, data, contrast=contrast)
    if dialog is not None:
        dialog.close()
    if (made.width(), made.height()) != shot.size:
        bad.append(f"{made.width()}x{made.height()}")
    return bad
