"""A walk through a page by Tab: the order that is recorded, the ring, and no trap.

`python -m tests.ui.walking [PAGE ...]` records the orders again, one a page: what changed is seen
in review.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Final

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEvent, QLocale, QPoint, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QScrollArea, QWidget

from tests.ui import checks
from tests.ui.gallery import PAGES, STATES, Shot, over, settle, window
from vault.i18n import speak
from vault.paths import assets
from vault.ui.main_window import MainWindow
from vault.ui.widgets.dialog import Dialog
from vault.ui.widgets.focus_ring import FocusRing, Ringed

_MOST: Final = 200


def walked(page: str) -> Shot:
    """Return the state of a page that is walked: as it is when all is well, else the first."""
    states = [state for of, state in STATES if of == page]
    return Shot("ready" if "ready" in states else states[0], language="en", page=page)


def recorded(page: str) -> Path:
    """Return where the order of a page is recorded."""
    folder, _dot, shown = page.partition(".")
    return Path(__file__).parent / "pages" / folder / f"order{'_' * bool(shown)}{shown}.txt"


def order(shown: QWidget) -> list[str]:
    """Return the stops of Tab, those of the sidebar left out: they are the same on each page."""
    framed = isinstance(shown, MainWindow) and shown.frame is not None
    side = shown.sidebar if framed and isinstance(shown, MainWindow) else None
    return [
        checks.said(stop)
        for stop in checks.tab_stops(shown)
        if side is None or not side.isAncestorOf(stop)
    ]


def lost(shown: MainWindow | Dialog) -> list[str]:
    """Walk round once by Tab and back: each stop is met once, in order, the ring round it."""
    stops, bad = checks.tab_stops(shown), list[str]()
    for key, way in ((Qt.Key.Key_Tab, stops), (Qt.Key.Key_Backtab, stops[::-1])):
        if way:
            way[-1].setFocus()
        for stop in way[:_MOST]:
            QTest.keyClick(QApplication.focusWidget() or shown, key)
            here = QApplication.focusWidget()
            if here is not stop:
                at = "nothing" if here is None else checks.said(here)
                return [*bad, f"{key.name} goes to {at} in place of {checks.said(stop)}"]
            bad += [f"{checks.said(stop)}: {words}" for words in unringed(shown.ring, stop)]
    return bad


def unringed(ring: FocusRing, stop: QWidget) -> list[str]:
    """Say what is wrong with the ring round what has the keyboard."""
    if not ring.isVisible():
        return ["no ring"]
    window = ring.parentWidget()
    assert window is not None
    area = stop.ring_area() if isinstance(stop, Ringed) else stop.rect()
    inside = QRect(stop.mapTo(window, area.topLeft()), area.size())
    port = _viewport(stop, window)
    bad = [] if ring._whole.contains(inside) else ["the ring does not go round it"]
    if not ring.geometry().contains(inside.intersected(port)):
        bad.append("the ring is cut")
    if not port.adjusted(-8, -8, 8, 8).contains(ring.geometry()):
        bad.append("the ring leaves its page")
    return bad if port.intersects(inside) else [*bad, "it is out of sight"]


def _viewport(stop: QWidget, window: QWidget) -> QRect:
    port, holder = window.rect(), stop.parentWidget()
    while holder is not None and holder is not window:
        above = holder.parentWidget()
        if isinstance(above, QScrollArea):
            port = port.intersected(QRect(holder.mapTo(window, QPoint(0, 0)), holder.size()))
        holder = above
    return port


def record(page: str, app: QApplication) -> None:
    """Draw a page and write down its order."""
    speak("en", assets() / "locale")
    QLocale.setDefault(QLocale("en"))
    shot = walked(page)
    made = window(shot, app)
    made.show()
    settle(app)
    shown: QWidget = over(shot, made) or made
    settle(app)
    recorded(page).write_text("".join(f"{name}\n" for name in order(shown)), "utf-8")
    made.close()
    made.deleteLater()
    app.sendPostedEvents(None, QEvent.Type.DeferredDelete)


if __name__ == "__main__":
    _app = QApplication([])
    for _page in [one for one in PAGES if one in sys.argv[1:] or len(sys.argv) == 1]:
        record(_page, _app)
